"""Plain text: read and written."""
