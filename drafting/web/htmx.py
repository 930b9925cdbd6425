"""The flask-htmx extension, on its own so that every part of the web may import it."""

from flask_htmx import HTMX

htmx = HTMX()
