"""The record of a draft as a file, to be kept and checked elsewhere; `domain/record_file.py` has its forms."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any

from sqlalchemy.orm import Session

from drafting.domain import record_file
from drafting.domain.record_file import Line
from drafting.persistence.queries import accounts
from drafting.persistence.queries import record as queries
from drafting.persistence.records import Entry
from drafting.services import history
from drafting.services.record import facts
from drafting.services.scope import DraftScope

NOBODY = 0


@dataclass(frozen=True)
class RecordFile:
    """about: what the head of the file says besides its sums; lines: every entry in order."""

    about: dict[str, Any]
    lines: tuple[Line, ...]

    def json_lines(self) -> bytes:
        return record_file.json_lines(self.about, self.lines).encode()

    def table(self) -> bytes:
        """With the mark of UTF-8, so that spreadsheets read the Russian."""
        return record_file.table(self.lines).encode("utf-8-sig")


def whole(session: Session, scope: DraftScope) -> RecordFile:
    """Every entry with its hash. Of an answer to a no-objection procedure that keeps names back from this person, the
    facts are withheld; its hash holds the chain together. Raises NotAllowed."""
    scope.require("verify")
    entries = queries.entries(session, scope.draft.id)
    people = accounts.names(session, {it.person_id for it in entries})
    veiled = history.veiled(session, scope, entries)
    language = "ru" if scope.draft.language == "ru" else "en"
    labels = dict(zip((it.seq for it in entries), _labels(entries), strict=True))
    about = {
        "draft": scope.draft.id,
        "title": scope.draft.title,
        "symbol": scope.draft.symbol,
        "language": scope.draft.language,
        "parties": [
            {"id": it.id, "code": it.code, "name_en": it.name_en, "name_ru": it.name_ru}
            for it in scope.parties.values()
        ],
    }
    lines = [
        Line(
            entry=facts(it),
            hash=it.hash,
            person_name=getattr(people[it.person_id], f"name_{language}"),
            party_code=scope.parties[it.party_id].code if it.party_id in scope.parties else "",
            paragraph_label=labels[it.seq],
        )
        for it in entries
    ]
    told = (_withheld(it, veiled[it.entry.seq]) if it.entry.seq in veiled else it for it in lines)
    return RecordFile(about, tuple(told))


def _labels(entries: Iterable[Entry]) -> Iterator[str]:
    """The label that the paragraph of each entry bore then, "" where it names none or there was no label."""
    labels: dict[int | None, str] = {}
    for it in entries:
        rows = it.payload.get({"draft imported": "paragraphs", "text renumbered": "labels"}.get(it.kind, ""), ())
        labels |= {row["id"]: row["label"] for row in rows}
        if it.kind == "paragraph added":
            labels[it.paragraph_id] = it.payload["label"]
        yield labels.get(it.paragraph_id, "")


def _withheld(it: Line, told: Mapping[str, Any]) -> Line:
    entry = replace(it.entry, person=NOBODY, capacity="", party=None, payload=told)
    return Line(entry, it.hash, paragraph_label=it.paragraph_label, is_withheld=True)
