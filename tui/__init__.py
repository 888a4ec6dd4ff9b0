"""Everything that is true of a screen or a command line."""

import os

# Textual's own is 60: what is found comes right after the picture of the letter, and would wait for the next one.
os.environ.setdefault("TEXTUAL_FPS", "120")
