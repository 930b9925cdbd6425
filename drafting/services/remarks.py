"""Remarks on a paragraph: what a delegation says of it without asking for other words. They stand in nobody's way.

Observers comment and never block (practice.md section 1). A remark is an entry of the record and nothing else.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import NamedTuple, cast

from sqlalchemy.orm import Session

from drafting.domain.errors import BadText, NotFound, WrongState
from drafting.persistence.queries import record as queries
from drafting.persistence.records import Entry, Party
from drafting.services import record, texts
from drafting.services.scope import DraftScope


class RemarkView(NamedTuple):
    """A remark that stands. seq: number of its entry; outdated: made on an earlier wording; received: how it came,
    where the Support Office entered it for the delegation."""

    seq: int
    party: Party
    text: str
    at: datetime
    outdated: bool
    received: str


def make(session: Session, scope: DraftScope, paragraph_id: int, *, text: str, token: str, now: datetime) -> Entry:
    """Make a remark for the own delegation.

    Raises NotAllowed, NotFound; BadText: remark-missing, too-long, unreadable-sign; WrongState of a deleted paragraph.
    """
    party = scope.actor.delegation()
    scope.require("remark", party)
    return say(session, scope, paragraph_id, cast("int", party), text=text, token=token, now=now)


def say(
    session: Session,
    scope: DraftScope,
    paragraph_id: int,
    party: int,
    *,
    text: str,
    token: str,
    now: datetime,
    copy: str = "",
    received: str = "",
) -> Entry:
    """Enter a remark of a party; the caller has asked whether the person may do so.

    copy: names the comment of a returned copy that it was, "" for none; received: how it came, where the Support Office
    enters it. Raises as `make`.
    """
    before = queries.by_token(session, scope.draft.id, record.key(scope.actor, token))
    if before is not None:
        return before
    text = texts.remark(text)
    if not text:
        raise BadText("remark-missing")
    paragraph = texts.load(session, scope, paragraph_id).paragraph
    if paragraph.state == "deleted":
        raise WrongState("deleted", "remark")
    told = {"copy": copy, "received": received}
    entry = record.append(
        session,
        scope,
        "remark made",
        capacity="office" if received else "delegation",
        party=party,
        paragraph=paragraph_id,
        now=now,
        token=token,
        payload={"text": text, "wording": paragraph.wording, **{name: it for name, it in told.items() if it}},
    )
    paragraph.changed_seq = scope.draft.seq
    return entry


def withdraw(session: Session, scope: DraftScope, seq: int, *, token: str, now: datetime) -> int:
    """Take a remark back; it stays in the record. Answers its paragraph; a second time changes nothing.

    seq: number of the entry that made it. Raises NotAllowed, NotFound.
    """
    made = next((it for it in queries.of_kind(session, scope.draft.id, "remark made") if it.seq == seq), None)
    if made is None:
        raise NotFound
    scope.require("remark", made.party_id)
    paragraph_id = cast("int", made.paragraph_id)
    if seq in {it.seq for it in queries.remarks(session, scope.draft.id, paragraph_id)}:
        record.append(
            session,
            scope,
            "remark withdrawn",
            capacity="delegation",
            party=made.party_id,
            paragraph=paragraph_id,
            now=now,
            token=token,
            payload={"remark": seq, "text": made.payload["text"]},
        )
        texts.load(session, scope, paragraph_id).paragraph.changed_seq = scope.draft.seq
    return paragraph_id


def of_draft(
    session: Session, scope: DraftScope, wordings: Mapping[int, str], paragraph_id: int | None = None
) -> dict[int, list[RemarkView]]:
    """Paragraph id -> the remarks that stand on it, oldest first.

    wordings: of the paragraphs as they stand; paragraph_id: of one paragraph alone.
    """
    found: dict[int, list[RemarkView]] = defaultdict(list)
    for it in queries.remarks(session, scope.draft.id, paragraph_id):
        at, party = cast("int", it.paragraph_id), scope.parties[cast("int", it.party_id)]
        outdated = it.payload["wording"] != wordings.get(at)
        received = it.payload.get("received", "")
        found[at].append(RemarkView(it.seq, party, it.payload["text"], it.at, outdated, received))
    return found


def of_copies(session: Session, scope: DraftScope, refs: Iterable[str]) -> dict[str, Entry]:
    """Name of a comment -> the remark that was made of it, taken back or not. refs: of the returned copies."""
    asked = set(refs)
    made = queries.of_kind(session, scope.draft.id, "remark made") if asked else []
    named = {it.payload.get("copy", ""): it for it in made}
    return {name: it for name, it in named.items() if name.partition("-")[0] in asked}
