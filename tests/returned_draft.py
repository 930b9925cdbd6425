"""A small draft with its copy, and single changes of that copy."""

from dataclasses import replace

from drafting.domain.inline import Piece
from drafting.domain.returned import Words
from tests.returned_edits import Edited, runs
from tests.returning import standing, taken

A, B = "Aigerim", "Bakyt"
DRAFT = standing(
    ("title", "", "Communiqué"),
    ("operative", "1.", "States strengthen cooperation on migration."),
    ("operative", "2.", "States exchange data on labour[^a] every year."),
    ("point", "a)", "arrivals and departures;"),
    ("operative", "3.", "States meet again in two years[^b]."),
    ("note", "a", "As defined in the annex."),
    ("note", "b", "In the capital of the Chair."),
)
COPY = taken(DRAFT)
TITLE, ONE, TWO, POINT, THREE, NOTE_A, NOTE_B = range(7)


def changed(at, words, *, copy=COPY, **facts):
    """The copy with other words in one paragraph."""
    new = replace(copy.paragraphs[at], words=tuple(words), **facts)
    return replace(copy, paragraphs=(*copy.paragraphs[:at], new, *copy.paragraphs[at + 1 :]))


def worded(at, old, new, by=A, copy=COPY):
    it = copy.paragraphs[at]
    words = []
    for run in it.words:
        head, found, tail = run.piece.text.partition(old)
        if not found:
            words.append(run)
            continue
        words += [Words(Piece(head)), *runs(old, new, by), Words(Piece(tail))]
    return changed(at, words, copy=copy)


def told(found):
    return [(it.kind, it.outcome, it.label, it.text) for it in found]


def now(at, text, state="open", draft=DRAFT):
    """The draft after a paragraph got another wording."""
    return (*draft[:at], replace(draft[at], now=text, state=state), *draft[at + 1 :])


def added(after, text="A new paragraph.", kind="operative"):
    work = Edited(DRAFT, COPY)
    for at in range(5):
        if after == at - 1 == -1:
            work.inserted(text, A, kind=kind)
        work.kept(at)
        if at == after:
            work.inserted(text, A, kind=kind)
    return work.done()
