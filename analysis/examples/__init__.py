"""Programs that use the analysis without the reader, each to be run with ``python -m``."""
