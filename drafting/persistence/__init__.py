"""Knows SQL, knows no rule."""
