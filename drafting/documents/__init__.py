"""A neutral document tree, its readers and its writers."""
