"""The adoption pack: many files and their manifest in one, and the page that says how to verify it."""
