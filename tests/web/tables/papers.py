"""Papers drawn up from the data of a meeting."""

from tests.web.roles import OFFICE

PAGES = {"papers.show": OFFICE}
CHANGES = {"papers.draw_up": OFFICE}
