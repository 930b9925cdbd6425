"""PDF: its text read, and pages set with typst."""
