"""Everything that is true of an article without a screen."""

__version__ = "0.1.0"
