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
    meta, body = fill(tree, of, lines)
    about.lifecycle(meta, of)
    about.workflow(meta, of, body)
    about.references(meta, of)
    close(meta, of, lines, body)
    return serialized(tree)


def fill(parent: etree._Element, of: Work, lines: Sequence[Line]) -> tuple[etree._Element, Body]:
    """Append the text; the meta data that it begins with and its parts are answered, to say more about them."""
    document = add(
        parent, "statement", {"name": "statement" if of.adopted else "draftStatement", "contains": "singleVersion"}
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
    return meta, body


def close(meta: etree._Element, of: Work, lines: Sequence[Line], body: Body) -> None:
    """Say last what the standard wants last: notes without a mark, and what it has no place for."""
    _unmarked(meta, body.words)
    keys = tuple(dict.fromkeys(it.block.label for it in lines if it.block.kind == "note"))
    about.proprietary(meta, of, body, _order(keys, body.words.placed))


def words_of(of: Work, texts: Sequence[Line], notes: Mapping[str, str]) -> Words:
    numbers = marks.numbers(it.block.text for it in texts)
    return Words(notes, numbers, {it.name: it.code for it in of.parties}, of.state_names, of.states, of.codes)


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
