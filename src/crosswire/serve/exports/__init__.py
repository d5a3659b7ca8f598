"""The brief in forms that other programs read; one form a file, `formats` lists them."""
