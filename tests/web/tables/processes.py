"""The first page of a process."""

from tests.web.roles import EVERYBODY

PAGES = {"processes.show": EVERYBODY}
