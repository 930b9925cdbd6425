"""Symbols of documents: the number of the meeting, of the document in it, and the year, by the scheme of the Process.

Source: practice.md section 2: "Ref: Process/03/01/2013" is document 01 of meeting 03. A scheme is a line with named
places, such as "{process}/{meeting}/{document}/{year}".
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from string import Formatter

from drafting.domain.errors import BadText

FIELDS = ("process", "meeting", "document", "year")
# Two digits at least, as "03"; a year has four.
_FORMS = {"meeting": "02d", "document": "02d", "year": "04d"}
_PATTERNS = {
    "meeting": r"(?P<meeting>[0-9]{2,9})",
    "document": r"(?P<document>[0-9]{2,9})",
    "year": r"(?P<year>[0-9]{4})",
}
LONGEST = 80


@dataclass(frozen=True)
class Symbol:
    """meeting: its ordinal; document: its number in the meeting; both from 0; year: four digits."""

    meeting: int
    document: int
    year: int


def require_scheme(scheme: str) -> None:
    """Raises BadText: scheme-too-long; scheme-fields unless meeting, document and year stand in it once each and the
    Process once at most; scheme-run-together where two numbers have no sign between them, so that none could be read
    back; scheme-signs."""
    if len(scheme) > LONGEST:
        raise BadText("scheme-too-long", longest=LONGEST)
    if not scheme.isprintable() or scheme != scheme.strip():
        raise BadText("scheme-signs")
    parts = list(_parts(scheme))
    names = sorted(name for _, name in parts if name)
    if [it for it in names if it != "process"] != ["document", "meeting", "year"] or names.count("process") > 1:
        raise BadText("scheme-fields")
    between, seen = "", False
    for words, name in parts:
        between += words
        if name in _FORMS:
            if seen and not re.search(r"[^0-9]", between):
                raise BadText("scheme-run-together")
            between, seen = "", True


def write(scheme: str, process: str, symbol: Symbol) -> str:
    """The symbol of a document. process: the name that stands for the Process; scheme: as `require_scheme` asks."""
    values = {"process": process, **{name: format(getattr(symbol, name), form) for name, form in _FORMS.items()}}
    return "".join(words + values.get(name, "") for words, name in _parts(scheme))


def read(scheme: str, process: str, text: str) -> Symbol | None:
    """What a symbol of this scheme says, None for a line that is none."""
    pattern = "".join(
        re.escape(words) + (re.escape(process) if name == "process" else _PATTERNS.get(name, ""))
        for words, name in _parts(scheme)
    )
    found = re.fullmatch(pattern, text)
    if found is None:
        return None
    symbol = Symbol(**{name: int(found[name]) for name in _FORMS})
    # "0003" would be the third, too, but is not how a symbol is written.
    return symbol if write(scheme, process, symbol) == text else None


def _parts(scheme: str) -> Iterator[tuple[str, str]]:
    """(words, the name of the field after them or ""). Raises BadText("scheme-fields") for what is no scheme."""
    try:
        found = list(Formatter().parse(scheme))
    except ValueError as err:
        raise BadText("scheme-fields") from err
    for words, name, form, conversion in found:
        if name is not None and (name not in FIELDS or form or conversion):
            raise BadText("scheme-fields")
        yield words, name or ""
