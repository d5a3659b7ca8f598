"""Tools that compare two things."""
