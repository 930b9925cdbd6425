"""Akoma Ntoso: read and written."""
