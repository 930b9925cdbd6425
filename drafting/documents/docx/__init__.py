"""Word files: read, written, and read back with every change in them under its author."""
