"""Tools that look at one text."""
