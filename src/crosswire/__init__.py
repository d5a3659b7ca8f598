"""crosswire reads many reports of one event and says who says what, and how many origins stand behind it."""

__version__ = "0.1.0"
