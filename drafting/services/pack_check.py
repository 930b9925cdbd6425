"""Whether an adoption pack is whole and genuine: every check in turn, with nothing but the file itself.

No database is asked, and nothing that the pack says of itself is believed before its sums and its signature hold.
"""

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from drafting.documents.packs import pack
from drafting.domain import manifest as lists
from drafting.domain import record as books
from drafting.domain import record_file
from drafting.domain.errors import BadText, WrongState
from drafting.domain.manifest import MANIFEST, SIGNATURE, Manifest
from drafting.services import keys

PUBLIC_KEY, RECORD = "public-key.pem", "record/record.jsonl"
ISSUED = ("draft adopted", "draft reissued")
# The entries that made the text what it is. Those of a procedure may be withheld, and change no word by themselves.
SHAPING = frozenset(
    {
        *("draft imported", "draft opened", "wording changed", "paragraph added", "paragraph ruled"),
        *("text renumbered", *ISSUED),
    }
)


@dataclass(frozen=True)
class Check:
    """One check. code: see `check`; holds: None where the pack alone cannot tell; facts: its named fields."""

    code: str
    holds: bool | None
    facts: Mapping[str, Any] = field(default_factory=dict)


def check(data: bytes, trusted: str = "") -> tuple[Check, ...]:
    """Every check that the pack is fit for, in order. trusted: the fingerprint of the installation's key, "" for none.

    unpacked (files), or the code with which `pack.read` refuses; manifest; file (what, path, was), one for each that
    differs; files (count); signature; key (fingerprint); as-written; chain (entries, head); text (hash); record, where
    its lines cannot be read.
    """
    try:
        files = pack.read(data)
    except BadText as problem:
        return (Check(problem.code, holds=False, facts=problem.details),)
    return tuple(_checks(data, files, trusted.strip().lower()))


def _checks(data: bytes, files: Mapping[str, bytes], trusted: str) -> Iterator[Check]:
    yield Check("unpacked", holds=True, facts={"files": len(files)})
    try:
        listed = lists.read(files.get(MANIFEST, b""))
    except BadText:
        yield Check("manifest", holds=False)
        return
    differing = lists.differences(listed, files)
    for it in differing:
        yield Check("file", holds=False, facts={"what": it.what, "path": it.path, "was": it.was})
    yield Check("files", holds=not differing, facts={"count": len(listed.files)})
    yield from _signature(files, trusted)
    yield Check("as-written", holds=not differing and pack.write(files) == data)
    yield from _record(listed, files.get(RECORD, b""))


def _signature(files: Mapping[str, bytes], trusted: str) -> Iterator[Check]:
    pem = files.get(PUBLIC_KEY, b"")
    try:
        key = keys.public_key(pem)
        holds = keys.is_signed(files[MANIFEST], files.get(SIGNATURE, b""), pem)
    except BadText:
        yield Check("signature", holds=False)
        return
    yield Check("signature", holds=holds)
    is_known = key.fingerprint == trusted if trusted else None
    yield Check("key", holds=is_known, facts={"fingerprint": key.fingerprint, "trusted": trusted})


def _record(listed: Manifest, lines: bytes) -> Iterator[Check]:
    """The chain of the record, and the text in force rebuilt from its entries alone."""
    try:
        text = lines.decode()
        found, about = record_file.check(text), listed.about
        told = (about["record"]["entries"], about["record"]["head"], about["draft"]["number"])
        holds = not found.faults and told == (found.entries, found.head, found.draft)
        yield Check("chain", holds=holds, facts={"entries": found.entries, "head": found.head})
        said = about["adopted"]["hash"]
        rebuilt = adopted_hash([json.loads(line) for line in text.removesuffix("\n").split("\n")[1:]])
    except (BadText, WrongState, ValueError, LookupError, TypeError, AttributeError, RecursionError):
        yield Check("record", holds=False)
        return
    yield Check("text", holds=rebuilt == said, facts={"hash": said})


def adopted_hash(entries: Sequence[Mapping[str, Any]]) -> str:
    """The hash of the text in force with its table of participation, from the lines of a record and nothing else.

    Raises LookupError, TypeError or AttributeError for lines that tell no adopted text.
    """
    shaping = [it for it in entries if it["kind"] in SHAPING]
    book = books.replay((it["kind"], it["party"], it["paragraph"], it["payload"]) for it in shaping)
    table = [it for it in shaping if it["kind"] in ISSUED][-1]["payload"]["participation"]
    standing = sorted((it for it in book.paragraphs.values() if it.state != "deleted"), key=lambda it: it.place)
    parts = [(it.kind, it.label, {book.language: it.texts[book.language][1]}) for it in standing]
    return books.document_hash(parts, table)
