"""Pages of the web: read, and written as one file that opens alone."""
