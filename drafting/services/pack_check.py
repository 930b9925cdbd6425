"""Whether an adoption pack is whole and genuine: every check in turn, with nothing but the file itself.

No database is asked, and nothing that the pack says of itself is believed before its sums and its signature hold.
"""

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from drafting.documents import pack
from drafting.domain import manifest as lists
from drafting.domain import record as books
from drafting.domain.errors import BadText, WrongState
from drafting.domain.manifest import MANIFEST, SIGNATURE, Manifest
from drafting.services import keys

PUBLIC_KEY, RECORD = "public-key.pem", "record/record.jsonl"
ISSUED = ("draft adopted", "draft reissued")


@dataclass(frozen=True)
class Check:
    """One check. code: see `check`; holds: None where the pack alone cannot tell; facts: its named fields."""

    code: str
    holds: bool | None
    facts: Mapping[str, Any] = field(default_factory=dict)


def check(data: bytes, trusted: str = "") -> tuple[Check, ...]:
    """Every check that the pack is fit for, in order. trusted: the fingerprint of the installation's key, "" for none.

    unpacked (files), or the code with which `pack.read` refuses; manifest; file (what, path, was), one for each that
    differs; files (count); signature; key (fingerprint); as-written; chain (entries, head); text (hash).
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
    """The chain of the record, and the adopted text rebuilt from its entries alone."""
    try:
        entries = [_entry(line) for line in lines.splitlines()]
        holds = _is_chained([entry for entry, _ in entries], [said for _, said in entries])
        head = entries[-1][1] if entries else ""
        about = listed.about["record"]
        holds = holds and (about["entries"], about["head"]) == (len(entries), head)
        yield Check("chain", holds=holds, facts={"entries": len(entries), "head": head})
        rebuilt = adopted_hash([entry for entry, _ in entries])
        said = listed.about["adopted"]["hash"]
    except (ValueError, LookupError, TypeError, AttributeError, WrongState):
        yield Check("record", holds=False)
        return
    yield Check("text", holds=rebuilt == said, facts={"hash": said})


def _entry(line: bytes) -> tuple[books.Entry, str]:
    """An entry and the hash that it bears."""
    told = json.loads(line)
    said = told.pop("hash")
    return books.Entry(**{**told, "at": datetime.fromisoformat(told["at"])}), said


def _is_chained(entries: Sequence[books.Entry], said: Sequence[str]) -> bool:
    """From the first entry without a gap, each with its own hash and the one before it."""
    before = [books.FIRST, *said]
    return all(
        entry.seq == number and entry.previous == before[number - 1] and books.entry_hash(entry) == said[number - 1]
        for number, entry in enumerate(entries, 1)
    )


def adopted_hash(entries: Sequence[books.Entry]) -> str:
    """The hash of the text in force with its table of participation, from what the entries tell and nothing else."""
    book = books.replay((it.kind, it.party, it.paragraph, it.payload) for it in entries)
    table = [it for it in entries if it.kind in ISSUED][-1].payload["participation"]
    standing = sorted((it for it in book.paragraphs.values() if it.state != "deleted"), key=lambda it: it.place)
    parts = [(it.kind, it.label, {book.language: it.texts[book.language][1]}) for it in standing]
    return books.document_hash(parts, table)
