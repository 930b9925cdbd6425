"""What was recognised in an imported file, and what a person should look at, in words."""

from collections.abc import Mapping

from flask_babel import gettext as _
from flask_babel import lazy_gettext as __
from flask_babel import ngettext
from flask_babel.speaklater import LazyString

from drafting.domain.bracket_report import Report

# What the tracked changes of a file are, and what follows of each answer.
CHANGES: Mapping[str, tuple[LazyString, LazyString]] = {
    "accept": (
        __("Part of the text"),
        __("Every change is taken: the draft is the text as it reads with them."),
    ),
    "reject": (
        __("No part of the text"),
        __("Every change is left out: the draft is the text as it was before them."),
    ),
    "authors": (
        __("Proposals of those who made them"),
        __(
            "The draft is the text as it was before them. The changes wait beside it, author by author, and can be "
            "tabled as received once the draft is open for negotiation."
        ),
    ),
}

# What a person should look at in an imported file; detail: the words it is about.
IMPORT_WARNINGS: Mapping[str, LazyString] = {
    "gap-in-numbering": __("The count jumps: %(detail)s (expected → printed). The label stays as printed."),
    "duplicate-label": __("The label %(detail)s stands twice in one list. It stays as printed."),
    "unbalanced-bracket": __("A square bracket without its partner: “%(detail)s”. It stays as it is."),
    "mark-without-note": __("The mark of note %(detail)s has no note."),
    "note-without-mark": __("Note %(detail)s is marked nowhere in the text."),
    "similar-notes": __("Notes %(detail)s have nearly the same words: one note printed twice, or a misprint?"),
    "line-joined": __("A line broken in the file was joined: “%(detail)s”."),
    "left-as-text": __("Signs of the file’s format that were left in the text as they are: “%(detail)s”."),
    "encoding": __("The file is not in UTF-8 (%(detail)s). Check that the letters are right."),
    "image-left-out": __("A picture stands here in the file. It was left out."),
    "table-flattened": __("A table of %(detail)s rows became paragraphs, one for each cell."),
    "tracked-changes": __("The file has tracked changes, read as if all were accepted: %(detail)s."),
    "header-left-out": __("The header of the pages is no part of the text: “%(detail)s”."),
    "footer-left-out": __("The footer of the pages is no part of the text: “%(detail)s”."),
    "file-left-out": __("The file holds a whole other file, %(detail)s. Its words are not read: import it by itself."),
    "sign-of-a-font": __("Signs that only a font of the file shows: “%(detail)s”. Put ordinary signs in their place."),
    "macros-left-out": __("The file carries macros, which are programs. They were neither run nor kept."),
    "pdf-lines": __(
        "A PDF holds printed lines, not paragraphs: where one begins was guessed from the lines, footnotes stand among "
        "the text, and italics are not told apart. Compare every paragraph with the pages."
    ),
    "comments-left-out": __("Comments of the file are no part of the text: “%(detail)s”."),
    "proposals-left-out": __("Proposals of the file that are settled, or not on this text, were left out: %(detail)s."),
}


TRACKED: Mapping[str, LazyString] = {
    "inserted": __("inserted"),
    "deleted": __("deleted"),
    "moved": __("moved"),
    "formatted": __("formatted"),
}


def count_blocks(counts: Mapping[str, int]) -> str:
    """ "11 recitals, 2 operative paragraphs": the blocks that a document has many of."""
    parts = {
        "heading": ngettext("%(num)s heading", "%(num)s headings", counts.get("heading", 0)),
        "recital": ngettext("%(num)s recital", "%(num)s recitals", counts.get("recital", 0)),
        "enacting": ngettext("%(num)s enacting word", "%(num)s enacting words", counts.get("enacting", 0)),
        "operative": ngettext(
            "%(num)s operative paragraph", "%(num)s operative paragraphs", counts.get("operative", 0)
        ),
        "point": ngettext("%(num)s point of a list", "%(num)s points of lists", counts.get("point", 0)),
        "text": ngettext(
            "%(num)s paragraph without a number", "%(num)s paragraphs without a number", counts.get("text", 0)
        ),
        "note": ngettext("%(num)s footnote", "%(num)s footnotes", counts.get("note", 0)),
    }
    return ", ".join(words for kind, words in parts.items() if counts.get(kind))


def count_brackets(found: Report) -> str:
    """ "12 brackets in dispute, 1 place to be filled in, 2 signs without a partner"; "" where there are none."""
    disputes, blanks = found.by_kind["dispute"], found.by_kind["placeholder"]
    lone = found.diagnostics["unclosed"] + found.diagnostics["unmatched"]
    said = (
        (disputes, ngettext("%(num)s bracket in dispute", "%(num)s brackets in dispute", disputes)),
        (blanks, ngettext("%(num)s place to be filled in", "%(num)s places to be filled in", blanks)),
        (lone, ngettext("%(num)s sign without a partner", "%(num)s signs without a partner", lone)),
    )
    return ", ".join(words for count, words in said if count)


def import_warning(code: str, detail: str) -> str:
    """detail: as the readers of files give it; of tracked changes "deleted 2, inserted 3"."""
    sentence = IMPORT_WARNINGS.get(code)
    if code == "tracked-changes":
        detail = " ".join(str(TRACKED.get(word, word)) for word in detail.split(" "))
    return str(sentence) % {"detail": detail} if sentence is not None else _("Look at this: %(detail)s", detail=detail)
