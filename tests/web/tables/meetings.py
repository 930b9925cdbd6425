"""The first page of a meeting."""

from tests.web.roles import EVERYBODY

PAGES = {"meetings.show": EVERYBODY, "meetings.index": EVERYBODY}
