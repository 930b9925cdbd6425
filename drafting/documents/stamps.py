"""The stamp by which a delegation copy is known again, wherever a form or a program left it.

Source: practice.md section 9.
"""

import re
from collections.abc import Iterable, Mapping

from drafting.domain.returned import Stamp

# LibreOffice numbers the second bearer of a name, in a language of its own: " Copy 1", in Word files "_Copy_1".
_STAMP = re.compile(r"_stamp_(\d{1,18})_(\d{1,18})_([A-Za-z-]*)_(\S*?)(?: .*|_[^\W\d_]{4,}_\d+)?")
_NUMBER = re.compile(r"\d{1,18}")
_PREFIX = "drafting-"


def stamp_of(properties: Mapping[str, str], bookmarks: Iterable[str]) -> Stamp | None:
    """By the file's properties; by the bookmark at the head of the text where a program dropped them.

    properties: of a file, by their names; bookmarks: their names.
    """
    found = {name.removeprefix(_PREFIX): said for name, said in properties.items() if name.startswith(_PREFIX)}
    if _NUMBER.fullmatch(found.get("draft", "")) and _NUMBER.fullmatch(found.get("seq", "")):
        return Stamp(int(found["draft"]), int(found["seq"]), found.get("language", ""), found.get("party", ""))
    for bookmark in bookmarks:
        named = _STAMP.fullmatch(bookmark)
        if named:
            return Stamp(int(named[1]), int(named[2]), named[3], named[4])
    return None
