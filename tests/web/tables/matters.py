"""The records of a Process and of a meeting: everybody with a role in it reads them."""

from tests.web.roles import EVERYBODY

PAGES = {"matters.of_process": EVERYBODY, "matters.of_meeting": EVERYBODY}
