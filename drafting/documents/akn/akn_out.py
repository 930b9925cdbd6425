"""The text of a draft as Akoma Ntoso 3.0, by the conventions of AKN4UN: docs/akoma-ntoso.md has the mapping.

Equal facts give equal bytes. What is written is valid against the schema of the standard, and `akn_in` reads from it
the very blocks that were written.
"""

from collections.abc import Mapping, Sequence

from lxml import etree

from drafting.documents.akn import akn_out_meta as about
from drafting.documents.akn import akn_out_names as names
from drafting.documents.akn.akn_out_body import Body
from drafting.documents.akn.akn_out_facts import Line, Work
from drafting.documents.akn.akn_out_words import Words
from drafting.documents.akn.akn_out_xml import add, root, serialized
from drafting.domain import notes as marks

MEDIA_TYPE = "application/xml"


def statement(of: Work, lines: Sequence[Line]) -> bytes:
    """The file. lines: of the whole text in order, notes among them."""
    tree = root()
    document = add(
        tree, "statement", {"name": "statement" if of.adopted else "draftStatement", "contains": "singleVersion"}
    )
    meta = add(document, "meta")
    notes = {it.block.label: it for it in lines if it.block.kind == "note"}
    texts = [it for it in lines if it.block.kind != "note"]
    body = Body(words_of(of, texts, {key: it.block.text for key, it in notes.items()}), names.Names())
    body.fill(document, texts)
    body.know_notes(notes.values())
    about.identification(
        meta, of, (names.work(of), names.expression(of)), author=about.SOURCE, alias=("symbol", of.symbol)
    )
    about.lifecycle(meta, of)
    about.workflow(meta, of, body)
    about.references(meta, of)
    _unmarked(meta, body.words)
    about.proprietary(meta, of, body, _order(tuple(notes), body.words.placed))
    return serialized(tree)


def words_of(of: Work, texts: Sequence[Line], notes: Mapping[str, str], home: str = "") -> Words:
    """home: as `Words` has it."""
    numbers = marks.numbers(it.block.text for it in texts)
    return Words(notes, numbers, {it.name: it.code for it in of.parties}, of.state_names, home)


def _unmarked(meta: etree._Element, words: Words) -> None:
    """The notes that no text marks, or that would stand too deep in others."""
    left = [key for key in words.notes if key not in words.placed]
    if left:
        place = add(meta, "notes", {"source": about.SOURCE})
    for key in left:
        words.put_aside(place, key)


def _order(given: Sequence[str], found: Sequence[str]) -> Sequence[str]:
    """The keys as given, where the file has them in another order; else nothing."""
    return given if list(given) != list(found) else ()
