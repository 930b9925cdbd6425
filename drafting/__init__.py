"""Negotiation of a text among States, paragraph by paragraph, to adoption by consensus."""
