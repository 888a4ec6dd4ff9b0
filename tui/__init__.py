"""Everything that is true of a screen or a command line."""
