"""What became of the paragraphs between a draft and a file, in the reader's language."""

from collections.abc import Mapping, Sequence

from flask_babel import gettext as _
from flask_babel import lazy_gettext as __
from flask_babel import ngettext
from flask_babel.speaklater import LazyString

from drafting.domain import inline
from drafting.services.comparison import Part, Row
from drafting.web import wording

OUTCOMES: Mapping[str, LazyString] = {
    "unchanged": __("Unchanged"),
    "relabelled": __("New label, same words"),
    "changed": __("Changed"),
    "moved": __("Moved"),
    "split": __("Split"),
    "joined": __("Joined"),
    "inserted": __("Inserted"),
    "deleted": __("Deleted"),
}
_KNOWN_BY = 6  # words at the beginning of a paragraph that has no label


def summary(counts: Mapping[str, int]) -> str:
    """ "12 changed, 2 inserted, 1 deleted; 41 unchanged": outcomes that do not occur are left out."""
    unchanged = counts.get("unchanged", 0)
    same = ngettext("%(num)s unchanged", "%(num)s unchanged", unchanged) if unchanged else ""
    return "; ".join(part for part in (", ".join(_counted(counts)), same) if part)


def _counted(counts: Mapping[str, int]) -> list[str]:
    parts = {
        "changed": ngettext("%(num)s changed", "%(num)s changed", counts.get("changed", 0)),
        "inserted": ngettext("%(num)s paragraph inserted", "%(num)s paragraphs inserted", counts.get("inserted", 0)),
        "deleted": ngettext("%(num)s paragraph deleted", "%(num)s paragraphs deleted", counts.get("deleted", 0)),
        "moved": ngettext("%(num)s moved", "%(num)s moved", counts.get("moved", 0)),
        "split": ngettext("%(num)s split", "%(num)s split", counts.get("split", 0)),
        "joined": ngettext("%(num)s joined from several", "%(num)s joined from several", counts.get("joined", 0)),
        "relabelled": ngettext("%(num)s with a new label", "%(num)s with a new label", counts.get("relabelled", 0)),
    }
    return [words for outcome, words in parts.items() if counts.get(outcome)]


def name(part: Part) -> str:
    """ "Paragraph 5", "Note 2", "Title", or the kind with the first words of one that has no label."""
    said = wording.paragraph_name(part.kind, part.label)
    # There is one title, one symbol and so on; of the others only the words tell which is meant.
    if part.label or part.kind not in ("heading", "recital", "operative", "point", "text", "note"):
        return said
    return _("%(kind)s “%(words)s”", kind=said, words=_beginning(part.text))


def _beginning(text: str) -> str:
    words = inline.plain(text).split()
    return " ".join(words[:_KNOWN_BY]) + ("…" if len(words) > _KNOWN_BY else "")


def names(row: Row) -> str:
    """ "Paragraph 3 → Paragraph 3, Paragraph 4": its name in the draft and in the file, once where they are one."""
    before, after = ", ".join(map(name, row.old)), ", ".join(map(name, row.new))
    if _kinds(row.old) == _kinds(row.new) and [it.label for it in row.old] == [it.label for it in row.new]:
        return before
    return " → ".join(said for said in (before, after) if said)


def kinds(row: Row) -> str:
    """ "paragraph without a number → operative paragraph", where the kind alone is another."""
    if not row.old or not row.new or _kinds(row.old) == _kinds(row.new):
        return ""
    return " → ".join(", ".join(str(wording.BLOCK_KINDS[kind]) for kind in _kinds(it)) for it in (row.old, row.new))


def _kinds(parts: Sequence[Part]) -> list[str]:
    return list(dict.fromkeys(it.kind for it in parts))


def place(row: Row) -> str:
    """Whence and whither a paragraph moved, or where one stands that came, or stood that went; "" for the others."""
    stood = _stood(row.whence) if row.outcome in ("moved", "deleted") else ""
    stands = _stands(row.whither) if row.outcome in ("moved", "inserted") else ""
    return " ".join(said for said in (stood, stands) if said)


def _stood(after: Part | None) -> str:
    if after is None:
        return _("In the draft it stands at the beginning.")
    return _("In the draft it stands after: %(name)s.", name=name(after))


def _stands(after: Part | None) -> str:
    if after is None:
        return _("In the file it stands at the beginning.")
    return _("In the file it stands after: %(name)s.", name=name(after))


def run(rows: Sequence[Row]) -> str:
    """ "Paragraph 3 – Paragraph 9: 7 unchanged": a run of unchanged paragraphs in one line."""
    first, last = name(rows[0].new[0]), name(rows[-1].new[0])
    if len(rows) == 1:
        return _("%(name)s: unchanged", name=first)
    return ngettext(
        "%(first)s – %(last)s: %(num)s paragraph unchanged",
        "%(first)s – %(last)s: %(num)s paragraphs unchanged",
        len(rows),
        first=first,
        last=last,
    )
