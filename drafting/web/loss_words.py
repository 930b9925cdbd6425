"""The loss list in the reader's language: what each line is called, who asked for it, and signs that cannot be seen."""

from collections.abc import Iterator, Mapping, Sequence

from babel.lists import format_list
from flask_babel import get_locale, ngettext
from flask_babel import gettext as _
from flask_babel import lazy_gettext as __
from flask_babel.speaklater import LazyString
from markupsafe import Markup, escape

from drafting.domain import inline
from drafting.domain.losses import Loss
from drafting.domain.words import pieces
from drafting.services.losses import Asker
from drafting.web import signs
from drafting.web.instants import named

KINDS: Mapping[str, LazyString] = {
    "addition": __("Added"),
    "deletion": __("Deleted"),
    "move": __("Moved"),
    "brackets lifted": __("Brackets lifted"),
    "brackets added": __("Brackets added"),
    "last mark": __("Last mark of a note"),
}


def summary(lines: Sequence[Loss]) -> str:
    """ "1 deletion, 2 additions": the list in one line, the gravest first."""
    counts = {kind: sum(it.kind == kind for it in lines) for kind in ("deletion", "addition", "move")}
    lifted, added = (sum(it.kind == kind for it in lines) for kind in ("brackets lifted", "brackets added"))
    died = sum(it.kind == "last mark" for it in lines)
    parts = [
        ngettext("%(num)s deletion", "%(num)s deletions", counts["deletion"]) if counts["deletion"] else "",
        ngettext("%(num)s addition", "%(num)s additions", counts["addition"]) if counts["addition"] else "",
        ngettext("%(num)s move", "%(num)s moves", counts["move"]) if counts["move"] else "",
        ngettext("%(num)s pair of brackets lifted", "%(num)s pairs of brackets lifted", lifted) if lifted else "",
        ngettext("%(num)s pair of brackets added", "%(num)s pairs of brackets added", added) if added else "",
        ngettext("%(num)s note loses its last mark", "%(num)s notes lose their last mark", died) if died else "",
    ]
    return ", ".join(part for part in parts if part)


def unasked(lines: Sequence[Loss]) -> int:
    """How many deletions no proposal asked for."""
    return sum(it.kind == "deletion" and not it.asked_by for it in lines)


def asked_for(line: Loss, askers: Mapping[str, Asker]) -> str:
    """ "asked for by proposals 3 (Kazakhstan) and 5 (Tajikistan)", in the order of their numbers."""
    found = sorted((askers[ref] for ref in line.asked_by if ref in askers), key=lambda it: it.number)
    names = [_("%(number)s (%(name)s)", number=it.number, name=named(it.party)) for it in found]
    if not names:
        return ""
    listed = format_list(names, locale=get_locale())
    return ngettext("asked for by proposal %(names)s", "asked for by proposals %(names)s", len(names), names=listed)


def shown(words: str) -> Markup:
    """Words of a line as they read, the space around them left out; a sign that cannot be seen stands by its name."""
    made = Markup("").join(_shown(words.strip(" ")))
    # A line of spaces, or of marks of emphasis round nothing, is about these themselves.
    return made if made.strip() else Markup(" ").join(signs.named(it) for it in dict.fromkeys(pieces(words)))


def _shown(words: str) -> Iterator[Markup]:
    for start, piece in inline.placed(words):
        if piece.note:
            yield signs.chip(_("note mark %(key)s", key=piece.note))
        elif piece.text in signs.MARKS and words[start] == "*":
            # Half of a pair that stands elsewhere: as markup it would vanish.
            yield signs.named(piece.text)
        else:
            made = Markup("").join(signs.named(it) if signs.is_unseen(it, words) else escape(it) for it in piece.text)
            made = Markup("<em>{}</em>").format(made) if piece.italic else made
            yield Markup("<strong>{}</strong>").format(made) if piece.bold else made
