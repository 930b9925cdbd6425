"""Akoma Ntoso read: our own files give the very blocks that were written, others what their elements say.

The elements tell the kind of each paragraph, so that nothing is guessed from its words.
"""

import json
from collections.abc import Iterator, Mapping, Sequence
from itertools import chain, count

from lxml import etree

from drafting.documents.akn.akn_in_parts import Parts
from drafting.documents.akn.akn_in_words import Reader, is_key
from drafting.documents.akn.akn_out_xml import OURS, local
from drafting.documents.recognise.recognise_loss import characters, missing, stored_characters
from drafting.documents.recognise.recognise_warnings import warnings_about
from drafting.documents.tree import Block, Recognition
from drafting.domain import inline
from drafting.domain.errors import BadText
from drafting.domain.proposals import require_short


def read(data: bytes) -> Recognition:
    """The blocks in order, notes last. Raises BadText: broken-file; empty; too-long, for a paragraph that is."""
    document = _document(data)
    notes = _notes(document)
    keys = _keys(notes)
    reader, markup = Reader(keys), _markup(document)

    def worded(eid: str, text: str) -> str:
        """The text in the signs that it was written with, if the words are still those."""
        said = markup.get(eid, "")
        return said if said and inline.pieces(said) == inline.pieces(text) else text

    parts = Parts(reader, worded)
    parts.collect(document)
    bodies = {keys[eid]: worded(eid, _note_text(reader, note)) for eid, note in notes.items()}
    order = dict.fromkeys([*(key for key in _order(document) if key in bodies), *bodies])
    blocks = (*parts.blocks, *(Block("note", bodies[key], key) for key in order))
    if not blocks:
        raise BadText("empty")
    for block in blocks:
        require_short(block.text)
    said, stored = characters("".join(_all_words(document))), stored_characters(blocks)
    return Recognition(blocks, tuple(warnings_about(blocks)), len(said), len(stored), missing(said, stored))


def _document(data: bytes) -> etree._Element:
    """The root. Raises BadText: broken-file, for a file with a document type, too: the standard needs none, and its
    entities are how a small file grows."""
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, remove_comments=True, remove_pis=True
    )
    try:
        root = etree.fromstring(data, parser)
    except (etree.XMLSyntaxError, ValueError) as err:
        raise BadText("broken-file") from err
    if root.getroottree().docinfo.internalDTD is not None:
        raise BadText("broken-file")
    return root


def _notes(document: etree._Element) -> dict[str, etree._Element]:
    """eId -> note, those at a mark before those among the meta data; a note without a free eId is given one."""
    found: dict[str, etree._Element] = {}
    for note in [*document.iter("{*}authorialNote"), *document.iter("{*}note")]:
        eid = note.get("eId") or ""
        if not eid or eid in found:
            note.set("eId", f"note@{len(found)}")
        found[note.get("eId") or ""] = note
    return found


def _keys(notes: Mapping[str, etree._Element]) -> dict[str, str]:
    """eId of each note -> its key: our own, else the sign printed, else its number."""
    found: dict[str, str] = {}
    taken: set[str] = set()
    for number, (eid, note) in enumerate(notes.items(), start=1):
        own = eid.removeprefix("note_") if eid.startswith("note_") else ""
        wanted = chain((own, note.get("marker") or ""), map(str, count(number)))
        found[eid] = next(it for it in wanted if is_key(it) and it not in taken)
        taken.add(found[eid])
    return found


def _note_text(reader: Reader, note: etree._Element) -> str:
    """A note's paragraphs, one a line."""
    return "\n".join(reader.text(it) for it in note if local(it))


def _ours(document: etree._Element, name: str) -> Iterator[etree._Element]:
    yield from document.iter(f"{{{OURS}}}{name}")


def _order(document: etree._Element) -> Sequence[str]:
    return [key for it in _ours(document, "notes") for key in (it.get("keys") or "").split()]


def _markup(document: etree._Element) -> dict[str, str]:
    """eId -> the text in the very signs it was written with."""
    return {(it.get("href") or "")[1:]: _string(it.text or "") for it in _ours(document, "markup")}


def _string(json_text: str) -> str:
    try:
        said = json.loads(json_text)
    except ValueError:
        return ""
    return said if isinstance(said, str) else ""


def _all_words(document: etree._Element) -> Iterator[str]:
    """All that the file says outside its meta data, and the notes that stand there: a path of its own."""
    yield from _outside_meta(document)
    for note in document.iter("{*}note"):
        yield from (str(word) for word in note.itertext())


def _outside_meta(element: etree._Element) -> Iterator[str]:
    yield element.text or ""
    for child in element:
        if local(child) != "meta":
            yield from _outside_meta(child)
        yield child.tail or ""
