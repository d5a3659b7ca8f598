"""The reader's weights and vocabulary, with their own licence."""
