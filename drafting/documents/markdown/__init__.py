"""Markdown: read and written."""
