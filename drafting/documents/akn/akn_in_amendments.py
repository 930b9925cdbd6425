"""The amendments of an Akoma Ntoso list: who would change what of the text that stands before them."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from itertools import count

from lxml import etree

from drafting.documents.akn.akn_in_parts import Parts
from drafting.documents.akn.akn_in_text import Worded, note_text, worded
from drafting.documents.akn.akn_in_words import Reader, is_key
from drafting.documents.akn.akn_out_xml import local
from drafting.documents.tree import Block
from drafting.domain.proposals import require_short


@dataclass(frozen=True)
class Amendment:
    """kind: as `textualMod` has it; target: eId of a part of the text; is_after: where an insertion stands; by, at: who
    proposes and since when, an ISO instant, "" for nobody's; status: what became of it, "" where the file is silent;
    what: the change in words; old, new: the texts, `new` with kind and label where the file has them, None for none;
    notes: (key, text) of the footnotes that come with it."""

    kind: str
    target: str
    is_after: bool
    by: str
    at: str
    status: str
    what: str
    reason: str
    old: Block | None
    new: Block | None
    notes: tuple[tuple[str, str], ...]


def amendments(root: etree._Element, keys: Mapping[str, str]) -> Iterator[Amendment]:
    """In their order. keys: eId -> key of the notes of the text. Raises BadText: too-long."""
    names = {it.get("eId") or "": it.get("showAs") or "" for it in root.iter("{*}TLCOrganization")}
    taken = dict.fromkeys(keys.values(), "")
    for element in root.iter("{*}amendment"):
        yield _amendment(element, Reader({**keys, **_own_keys(element, taken)}), names)


def _amendment(element: etree._Element, reader: Reader, names: Mapping[str, str]) -> Amendment:
    mod = next(element.iter("{*}textualMod"), None)
    place = None if mod is None else mod.find("{*}destination")
    steps = list(element.iter("{*}step"))
    as_kept = worded(element)
    old, new = (_quoted(element, name, Parts(reader, as_kept)) for name in ("old", "new"))
    reasons = (it for it in element.iter("{*}amendmentJustification") if it.get("class") != "decision")
    return Amendment(
        kind="" if mod is None else mod.get("type") or "",
        target=("" if place is None else place.get("href") or "").rpartition("#")[2],
        is_after=place is None or place.get("pos") != "before",
        by=_proposed_by(element, reader, names),
        at=(steps[0].get("date") or "") if steps else "",
        status=(steps[-1].get("outcome") or "").removeprefix("#outcome-") if steps else "",
        what=_asked(next(element.iter("{*}amendmentContent"), None), reader),
        reason="\n".join(reader.plain(it) for reason in reasons for it in reason if local(it) == "p"),
        old=old,
        new=new,
        notes=tuple(_new_notes(element, reader, as_kept)),
    )


def _own_keys(element: etree._Element, taken: dict[str, str]) -> dict[str, str]:
    """eId -> key of the notes in it, by their marks. taken: the words by the keys that are given; the same words under
    one key are one note."""
    found: dict[str, str] = {}
    for note in element.iter("{*}authorialNote"):
        words = "".join(map(str, note.itertext()))
        key = note.get("marker") or ""
        if not is_key(key) or taken.get(key, words) != words:
            key = next(it for it in map(str, count(1)) if it not in taken)
        taken[key] = words
        if not note.get("eId") or note.get("eId") in found:
            note.set("eId", f"note@{len(found)}")
        found[note.get("eId") or ""] = key
    return found


def _new_notes(element: etree._Element, reader: Reader, as_kept: Worded) -> Iterator[tuple[str, str]]:
    for note in element.iter("{*}authorialNote"):
        eid = note.get("eId") or ""
        text = as_kept(eid, note_text(reader, note))
        require_short(text)
        yield reader.keys[eid], text


def _proposed_by(element: etree._Element, reader: Reader, names: Mapping[str, str]) -> str:
    """By the names of those who are referred to, as the file has them; else as it is printed."""
    proponent = next(element.iter("{*}docProponent"), None)
    if proponent is None:
        return ""
    told = [names.get(it.removeprefix("#"), "") for it in (proponent.get("refersTo") or "").split()]
    return ", ".join(filter(None, told)) or reader.plain(proponent)


def _quoted(element: etree._Element, name: str, parts: Parts) -> Block | None:
    """The paragraph that is quoted, of kind "text" without a label where its words alone are; several are one, on lines
    of their own. Raises BadText: too-long."""
    structure = next((it for it in element.iter("{*}quotedStructure") if it.get("class") == name), None)
    if structure is None:
        return None
    parts.collect(structure)
    text = "\n".join(it.text for it in parts.blocks)
    require_short(text)
    return replace(parts.blocks[0], text=text) if parts.blocks else None


def _asked(content: etree._Element | None, reader: Reader) -> str:
    """What it asks in words: its first paragraph, or all of it where that quotes at once."""
    if content is None:
        return ""
    first = next((it for it in content if local(it) == "p"), content)
    return reader.plain(content if first.find("{*}mod") is not None else first)
