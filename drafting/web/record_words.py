"""What adoption and the record say, in the reader's language; the terms themselves stand in `wording.py`."""

from collections.abc import Mapping

from flask_babel import gettext as _
from flask_babel import lazy_gettext as __
from flask_babel.speaklater import LazyString

# Each kind of obstacle as the title of its list.
IN_THE_WAY: Mapping[str, LazyString] = {
    "phase": __("The draft itself"),
    "objection": __("Objections"),
    "scrutiny": __("Scrutiny reservations"),
    "bracket": __("Square brackets"),
    "placeholder": __("Still to be filled in"),
    "proposal": __("Proposals without a ruling"),
    "not agreed": __("Paragraphs not agreed"),
    "ad referendum": __("Agreed only ad referendum"),
}


def formula(title: str) -> str:
    """With these words the Chair adopts the whole (practice.md section 5)."""
    return _("I see no objection. “%(title)s” is adopted by consensus. It is so decided.", title=title)
