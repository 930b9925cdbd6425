"""Copies as delegations send them back: words deleted and inserted in Word with every change tracked."""

import io
import random
import re
import zipfile
from collections.abc import Sequence

from lxml import etree

from drafting.documents import returned_copies
from drafting.documents.docx import docx_changes, docx_changes_known
from drafting.domain import inline, returned, returned_views
from drafting.domain.returned import Standing
from drafting.domain.returned_findings import findings as found_in
from drafting.persistence.queries import drafts
from drafting.services.returned_copy_page import stood
from tests.benchmarks.world import VOCABULARY, Negotiation

CHANGES = 20  # in each copy, in as many paragraphs
W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
AT = "2026-06-05T09:00:00Z"
LONG_ENOUGH = 60  # signs of a run that is somebody's text, and no label


def returned_files(base: bytes, states: Sequence[str]) -> list[bytes]:
    """The base edited by each delegation, all differently."""
    return [_edited(base, f"Delegation of {code}", random.Random(code)) for code in states]  # noqa: S311


def _edited(base: bytes, author: str, draw: random.Random) -> bytes:
    with zipfile.ZipFile(io.BytesIO(base)) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    body = etree.fromstring(parts["word/document.xml"])
    texts = [it for it in body.iter(f"{W}t") if len(it.text or "") > LONG_ENOUGH]
    for number, text in enumerate(draw.sample(texts, CHANGES)):
        _replace_a_word(text, author, number, draw)
    parts["word/document.xml"] = etree.tostring(body, xml_declaration=True, encoding="UTF-8", standalone=True)
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return made.getvalue()


def unprotected(copy: bytes) -> bytes:
    """Without the order to track every change: LibreOffice merges nothing into a document that bears it."""
    made = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(copy)) as archive, zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as written:
        for name in archive.namelist():
            written.writestr(
                name, re.sub(rb"<w:documentProtection[^>]*/>|<w:trackRevisions[^>]*/>", b"", archive.read(name))
            )
    return made.getvalue()


def _replace_a_word(text: etree._Element, author: str, number: int, draw: random.Random) -> None:
    run = text.getparent()
    assert run is not None
    words = (text.text or "").split(" ")
    at = draw.randrange(1, len(words) - 1)
    facts = {f"{W}id": str(1000 + number), f"{W}author": author, f"{W}date": AT}
    after = _run(run, " " + " ".join(words[at + 1 :]), "t")
    deleted, inserted = (etree.Element(f"{W}{name}", facts) for name in ("del", "ins"))
    deleted.append(_run(run, words[at], "delText"))
    inserted.append(_run(run, draw.choice(VOCABULARY["en"]) + str(number), "t"))
    text.text = " ".join(words[:at]) + " "
    text.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
    for it in (after, inserted, deleted):
        run.addnext(it)


def _run(like: etree._Element, words: str, name: str) -> etree._Element:
    run = etree.Element(f"{W}r")
    style = like.find(f"{W}rPr")
    if style is not None:
        run.append(etree.fromstring(etree.tostring(style)))
    text = etree.SubElement(run, f"{W}{name}")
    text.text = words
    text.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
    return run


def standing(made: Negotiation) -> Sequence[Standing]:
    """The draft as the copies are laid beside it."""
    with made.database.reading() as session:
        scope = made.scope(session, "office")
        lines = {it.id: it for it in drafts.lines(session, made.draft, "en")}
        return stood(session, scope, scope.draft.seq, lines)


def _forget() -> None:
    """Nobody sends the same files twice: each round begins as the first one does, without what was read before."""
    docx_changes_known.forget()
    for remembered in (returned_views.as_printed, returned_views._remembered, inline._marks):
        remembered.cache_clear()


def laid_beside(made: Negotiation, files: Sequence[bytes]) -> int:
    """Every file read, each where we read it, and laid beside the draft; answers how many changes were found."""
    _forget()
    beside = standing(made)
    return sum(len(found_in(docx_changes.read(it), beside)) for it in files)


def read_apart(made: Negotiation, files: Sequence[bytes]) -> int:
    """The same as the product does it: strangers' files read in a process of their own, from its start to its end."""
    _forget()
    beside = standing(made)
    answers = [it for it in returned_copies.read_each(files) if isinstance(it, returned.Copy)]
    return sum(len(found_in(it, beside)) for it in answers)


def changes_in(merged: bytes) -> tuple[int, int]:
    """(tracked insertions, authors) of a Word file."""
    with zipfile.ZipFile(io.BytesIO(merged)) as archive:
        body = archive.read("word/document.xml").decode()
    authors = re.findall(r'<w:ins [^>]*w:author="([^"]*)"', body)
    return len(authors), len(set(authors))
