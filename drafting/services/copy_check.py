"""Verifying a copy: whether a text or a hash is that of an adopted text which the reader may read.

Nothing is stored, and no text is compared that the reader is not admitted to: an answer tells nothing of the others.
"""

import re
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from sqlalchemy.orm import Session

from drafting.documents import reading
from drafting.documents.reading_kinds import kind_of
from drafting.documents.tree import Block
from drafting.domain import comparison, copy_check
from drafting.domain.comparison import Paragraph
from drafting.domain.errors import BadText
from drafting.domain.readership import Readership
from drafting.persistence.queries import portal as queries
from drafting.services.archive_files import blocks_of

LARGEST = 2_000_000  # bytes of a copy
LONGEST = 60_000  # words of a copy
# Issues that a copy is compared with, the newest.
MOST = 500
# From here on a text is called close to an adopted one.
CLOSE = 0.6
# Passages of a difference that are shown.
SHOWN = 60
_HASH = re.compile(r"[0-9a-f]{64}")


@dataclass(frozen=True)
class Difference:
    """A paragraph of the adopted text and of the copy, "" where it is in one alone."""

    adopted: str
    copy: str


@dataclass(frozen=True)
class Verdict:
    """same: the issues that say it word for word, or bear the hash; close: the likest one where there is none.

    differences: SHOWN at most; more: how many are not shown.
    """

    same: tuple[queries.Issued, ...] = ()
    close: queries.Issued | None = None
    differences: tuple[Difference, ...] = ()
    more: int = 0


def of_hash(session: Session, who: Readership, typed: str) -> Verdict:
    """Raises BadText("not-a-hash")."""
    value = re.sub(r"\s", "", typed).lower().removeprefix("sha-256").removeprefix(":")
    if not _HASH.fullmatch(value):
        raise BadText("not-a-hash")
    return Verdict(tuple(queries.by_hash(session, who, value)))


def read(data: bytes, filename: str) -> list[Block]:
    """What a copy says. Raises BadText: copy-too-large (limit: MB), copy-too-long (limit: words), pdf, and whatever
    `reading.read_apart` refuses."""
    if len(data) > LARGEST:
        raise BadText("copy-too-large", limit=LARGEST // 1_000_000)
    # Its notes and numbers of pages stand among the words, so that a true copy would be called a changed one.
    if kind_of(data, filename) == "pdf":
        raise BadText("pdf")
    blocks = list(reading.read_apart(data, filename).blocks)
    if sum(it.text.count(" ") for it in blocks) > LONGEST:
        raise BadText("copy-too-long", limit=LONGEST)
    return blocks


def of_text(
    session: Session, who: Readership, copy: Sequence[Block], header: Callable[[queries.Issued], tuple[str, ...]]
) -> Verdict:
    """header: the lines that a file of an issue prints above its text, which are not part of it."""
    mine = _paragraphs(copy)
    words = copy_check.stream(mine)
    counted = Counter(words)
    same: list[queries.Issued] = []
    best, likest = CLOSE, None
    for it in queries.texts(session, who, limit=MOST):
        theirs = copy_check.stream(_paragraphs(blocks_of(it.publication.blocks)))
        if theirs in (words, copy_check.without_header(words, header(it))):
            same.append(it)
        alike = copy_check.likeness(counted, Counter(theirs))
        if alike > best:
            best, likest = alike, it
    if same or likest is None:
        return Verdict(tuple(same))
    found = _differences(_paragraphs(blocks_of(likest.publication.blocks)), mine)
    return Verdict((), likest, tuple(found[:SHOWN]), max(len(found) - SHOWN, 0))


def _paragraphs(blocks: Sequence[Block]) -> list[Paragraph]:
    return [Paragraph(it.kind, it.label, it.text) for it in blocks]


def _differences(adopted: Sequence[Paragraph], copy: Sequence[Paragraph]) -> list[Difference]:
    """In the reading order of the copy."""
    passages = comparison.compare(adopted, copy)
    said = [
        Difference(_said([adopted[at] for at in it.old]), _said([copy[at] for at in it.new]))
        for it in passages
        if it.outcome != "unchanged"
    ]
    return [it for it in said if it.adopted != it.copy]


def _said(paragraphs: Sequence[Paragraph]) -> str:
    return " ".join(f"{'' if it.kind == 'note' else it.label} {it.text}".strip() for it in paragraphs)
