"""The papers of a meeting that are drawn up from its data: plain values in, blocks of one language out."""
