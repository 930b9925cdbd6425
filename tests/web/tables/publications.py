"""Publishing is the Support Office's."""

from tests.web.roles import OFFICE

PAGES = {"publications.show": OFFICE}
CHANGES = {"publications.publish": OFFICE, "publications.change_access": OFFICE}
