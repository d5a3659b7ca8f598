"""Training of the reader. Not part of the installed package."""
