"""The text of an Akoma Ntoso document: its blocks with the names by which others speak of them."""

import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain, count

from lxml import etree

from drafting.documents.akn.akn_in_parts import Parts
from drafting.documents.akn.akn_in_words import Reader, is_key
from drafting.documents.akn.akn_out_xml import OURS, local
from drafting.documents.tree import Block
from drafting.domain import inline
from drafting.domain.errors import BadText
from drafting.domain.proposals import require_short

Worded = Callable[[str, str], str]
_LONGEST_ID = 18


@dataclass(frozen=True)
class Text:
    """blocks: in order, notes last; eids: of each block; anchors: of each, the id of our paragraph that it was when the
    file was made, 0 where it does not say; keys: eId of a note -> its key."""

    blocks: tuple[Block, ...]
    eids: tuple[str, ...]
    anchors: tuple[int, ...]
    keys: Mapping[str, str]


def text_of(document: etree._Element) -> Text:
    """Raises BadText: empty; too-long, for a paragraph that is."""
    notes = _notes(document)
    keys = _keys(notes)
    reader, as_kept = Reader(keys), worded(document)
    parts = Parts(reader, as_kept)
    parts.collect(document)
    bodies = {keys[eid]: as_kept(eid, note_text(reader, note)) for eid, note in notes.items()}
    order = dict.fromkeys([*(key for key in _order(document) if key in bodies), *bodies])
    blocks = (*parts.blocks, *(Block("note", bodies[key], key) for key in order))
    if not blocks:
        raise BadText("empty")
    for block in blocks:
        require_short(block.text)
    by_key = {key: eid for eid, key in keys.items()}
    eids = (*(it.get("eId") or "" for it in parts.bearers), *(by_key[key] for key in order))
    ours = next(ours_of(document, "record"), None) is not None
    anchors = (*(_anchor(it) if ours else 0 for it in parts.bearers), *(0 for _ in order))
    return Text(blocks, eids, anchors, keys)


def _anchor(bearer: etree._Element) -> int:
    known = bearer.get("wId") or ""
    return int(known) if known.isascii() and known.isdigit() and len(known) <= _LONGEST_ID else 0


def worded(document: etree._Element) -> Worded:
    """(eId, text as read) -> the text in the signs that it was written with, if the words are still those."""
    markup = _markup(document)

    def as_kept(eid: str, text: str) -> str:
        said = markup.get(eid, "")
        return said if said and inline.pieces(said) == inline.pieces(text) else text

    return as_kept


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


def note_text(reader: Reader, note: etree._Element) -> str:
    """A note's paragraphs, one a line."""
    return "\n".join(reader.text(it) for it in note if local(it))


def ours_of(document: etree._Element, name: str) -> Iterator[etree._Element]:
    yield from document.iter(f"{{{OURS}}}{name}")


def _order(document: etree._Element) -> Sequence[str]:
    return [key for it in ours_of(document, "notes") for key in (it.get("keys") or "").split()]


def _markup(document: etree._Element) -> dict[str, str]:
    """eId -> the text in the very signs it was written with."""
    return {(it.get("href") or "")[1:]: _string(it.text or "") for it in ours_of(document, "markup")}


def _string(json_text: str) -> str:
    try:
        said = json.loads(json_text)
    except ValueError:
        return ""
    return said if isinstance(said, str) else ""
