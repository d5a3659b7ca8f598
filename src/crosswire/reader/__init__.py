"""The reader: one small encoder that reads a sentence once and tells tags, tree and names."""
