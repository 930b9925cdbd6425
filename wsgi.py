"""For any WSGI server: `gunicorn wsgi:app`."""

import os

from drafting.app import create_app
from drafting.config import Settings

app = create_app(Settings.from_environment(os.environ))
