"""Changing the text: the only places where a paragraph gets words, appears or disappears.

Each change is an entry of its own, so that no wording is ever altered without a name beside it.
"""

import unicodedata
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy.orm import Session

from drafting.domain import consensus, order, proposals
from drafting.domain.errors import BadText, NotFound, StaleEdit, WrongState
from drafting.domain.losses import Loss
from drafting.domain.merge import carry
from drafting.domain.record import text_hash, wording_hash
from drafting.persistence.queries import consensus as positions
from drafting.persistence.queries import drafts
from drafting.persistence.records import CurrentText, Paragraph, Revision
from drafting.services import losses, neighbours, new_notes, record, ruled_brackets, seats, under_silence
from drafting.services.neighbours import Outlook
from drafting.services.scope import DraftScope


def normal(text: str) -> str:
    """NFC, line ends as line feeds: what every text is stored as (practice.md section 2). Raises BadText."""
    if "\0" in text:
        # No database, file or page can hold it; taking it out silently would change what was sent.
        raise BadText("unreadable-sign")
    return unicodedata.normalize("NFC", text.replace("\r\n", "\n").replace("\r", "\n"))


def remark(text: str) -> str:
    """A reason, a statement or a note as it is stored, no longer than a paragraph. Raises BadText."""
    text = normal(text).strip()
    proposals.require_short(text)
    return text


def load(session: Session, scope: DraftScope, paragraph_id: int) -> drafts.Text:
    """The paragraph with its current text. Raises NotFound."""
    found = drafts.text(session, scope.draft.id, paragraph_id, scope.draft.language)
    if found is None:
        raise NotFound
    return found


def require_current(session: Session, current: drafts.Text, number: int, yours: str = "") -> None:
    """Raises StaleEdit when the form was rendered at another revision than the current one.

    Raises BadText for words too long to be compared with anything.
    """
    proposals.require_short(yours)
    if current.revision.number == number:
        return
    based = drafts.revision(session, current.paragraph.id, current.revision.language, number)
    if based is None:
        raise NotFound
    carried = carry(based.text, current.revision.text, yours) if yours else None
    raise StaleEdit(based.text, current.revision.text, yours, carried.text if carried else None)


def require_agreement_seen(current: drafts.Text, state: str | None) -> None:
    """Raises WrongState where the paragraph was agreed since the page was shown: what one Chair closed, a page of
    another does not reopen unseen.

    state: of the paragraph as the page showed it; None when no page was shown.
    """
    now = current.paragraph.state
    if state is not None and now in consensus.CLOSED and now != state:
        raise WrongState(now, "reopen unseen")


def change(
    session: Session,
    scope: DraftScope,
    current: drafts.Text,
    text: str,
    *,
    because: dict[str, Any],
    now: datetime,
    token: str | None = None,
    lines: Sequence[Loss] | None = None,
    outlook: Outlook | None = None,
    follows: bool = False,
    capacity: str = "chair",
) -> Revision:
    """Give the paragraph a new wording, which reopens it; `because` names the ruling and its proposal.

    lines: the loss list as it was before this ruling settled any proposal; None when it settles none. outlook: where
    it is one of several changes at once. follows: whether the words only follow a State's participation, a fact apart
    from the text: what was agreed stays agreed then, and positions go along. Raises WrongState as `neighbours.outlook`.
    """
    paragraph, before = current.paragraph, current.revision
    text = normal(text)
    if lines is None:
        lines = losses.listed(session, scope, current, text)
    seen = outlook or neighbours.outlook(session, scope, {paragraph.id: text})
    disputed = paragraph.id in seen.disputed
    if follows:
        paragraph.state = consensus.following(paragraph.state, disputed=disputed)
    else:
        paragraph.state = consensus.step(paragraph.state, "new bracketed wording" if disputed else "new wording")
    replace = replace_and_keep_positions if follows else replace_text
    after = replace(session, scope, current, text)
    record.append(
        session,
        scope,
        "wording changed",
        capacity="office" if follows else capacity,
        paragraph=paragraph.id,
        now=now,
        token=token,
        payload={
            "language": before.language,
            "number": after.number,
            "text": text,
            "state": paragraph.state,
            "before": before.hash,
            "losses": losses.told(lines),
            "states": neighbours.enact(session, scope, seen.others),
            **because,
        },
    )
    scope.draft.revision += 1
    under_silence.supersede(session, scope, {paragraph.id}, now)
    if not follows:
        _bring_notes(session, scope, before.text, text, because=because, now=now, capacity=capacity)
    return after


def replace_text(session: Session, scope: DraftScope, current: drafts.Text, text: str) -> Revision:
    """The new immutable revision, made the current one; the caller writes the entry that explains it."""
    paragraph, before = current.paragraph, current.revision
    after = _revision(session, scope, paragraph, before.language, before.number + 1, text)
    ruled_brackets.carry(session, scope, paragraph.id, before.text, text)
    session.get_one(CurrentText, (paragraph.id, before.language)).revision_id = after.id
    paragraph.changed_seq = scope.draft.seq + 1
    paragraph.wording = wording_hash(drafts.current_hashes(session, paragraph.id) | {before.language: after.hash})
    return after


def replace_and_keep_positions(session: Session, scope: DraftScope, current: drafts.Text, text: str) -> Revision:
    """The same for words that nobody has to be asked about: positions on the old wording stand on the new one."""
    paragraph, wording = current.paragraph, current.paragraph.wording
    after = replace_text(session, scope, current, text)
    for it in positions.positions(session, scope.draft.id, paragraph.id):
        if it.wording == wording:
            it.wording = paragraph.wording
    return after


def _revision(
    session: Session, scope: DraftScope, paragraph: Paragraph, language: str, number: int, text: str
) -> Revision:
    revision = Revision(
        draft_id=scope.draft.id,
        paragraph_id=paragraph.id,
        language=language,
        number=number,
        text=text,
        hash=text_hash(text),
        seq=scope.draft.seq + 1,
    )
    session.add(revision)
    session.flush()  # The pointer needs the revision's id.
    return revision


def create(
    session: Session,
    scope: DraftScope,
    *,
    kind: str,
    label: str,
    level: int,
    place: str,
    text: str,
    state: consensus.ParagraphState,
) -> dict[str, Any]:
    """A new paragraph with its first text; returns the facts for the entry that the caller writes."""
    text = normal(text)
    language = scope.draft.language
    paragraph = Paragraph(
        draft_id=scope.draft.id,
        place=place,
        kind=kind,
        label=label,
        level=level,
        state=state,
        wording=wording_hash({language: text_hash(text)}),
        changed_seq=scope.draft.seq + 1,
    )
    session.add(paragraph)
    session.flush()  # Its text refers to its id.
    revision = _revision(session, scope, paragraph, language, 1, text)
    session.add(CurrentText(paragraph_id=paragraph.id, language=language, revision_id=revision.id))
    return {
        "id": paragraph.id,
        "kind": kind,
        "label": label,
        "level": level,
        "place": place,
        "state": state,
        "language": language,
        "text": text,
    }


def insert(
    session: Session,
    scope: DraftScope,
    beside: Paragraph,
    text: str,
    *,
    after: bool,
    because: dict[str, Any],
    now: datetime,
    lines: Sequence[Loss] | None = None,
    token: str | None = None,
    capacity: str = "chair",
) -> int:
    """Add a paragraph before or after another; after 3 comes 3 bis, so that the others keep their numbers.

    lines: its loss list, one addition; None when no proposal asked for the paragraph. Raises WrongState as
    `neighbours.outlook`.
    """
    rows = drafts.places_and_labels(session, scope.draft.id)
    place, label = seats.seat(rows, beside, scope.draft.language, after=after)
    kind, level = seats.kind_beside(beside)
    facts = create(session, scope, kind=kind, label=label, level=level, place=place, text=text, state="open")
    told = {**because, "beside": beside.id}
    _added(session, scope, facts, because=told, now=now, lines=lines, token=token, capacity=capacity)
    _bring_notes(session, scope, "", facts["text"], because=because, now=now, capacity=capacity)
    return int(facts["id"])


def _added(
    session: Session,
    scope: DraftScope,
    facts: dict[str, Any],
    *,
    because: Mapping[str, Any],
    now: datetime,
    lines: Sequence[Loss] | None,
    token: str | None,
    capacity: str,
) -> None:
    """What a new paragraph means for the others, and the entry that tells of it. facts: as `create` answers them."""
    seen = neighbours.outlook(session, scope, {}, added=facts["id"])
    facts["state"] = session.get_one(Paragraph, facts["id"]).state = seen.state_of(facts["id"])
    told = losses.told(losses.of_new(facts["text"]) if lines is None else lines)
    states = neighbours.enact(session, scope, seen.others)
    record.append(
        session,
        scope,
        "paragraph added",
        capacity=capacity,
        paragraph=facts["id"],
        now=now,
        token=token,
        payload={**facts, "losses": told, "states": states, **because},
    )
    scope.draft.revision += 1
    under_silence.supersede(session, scope, None, now)


def _bring_notes(
    session: Session,
    scope: DraftScope,
    before: str,
    text: str,
    *,
    because: Mapping[str, Any],
    now: datetime,
    capacity: str,
) -> None:
    """The new footnotes that a wording marks come into the draft with it, in the words that were proposed.

    before: the wording before this one, "" of a new paragraph.
    """
    # What else a ruling says, such as who is credited with which words, is said of the wording alone.
    told = {name: it for name, it in because.items() if name in ("ruling", "proposal")}
    for key, words, gone in new_notes.awaited(session, scope, before, text):
        if gone is not None:
            _bring_back(session, scope, gone, words, because=told, now=now, capacity=capacity)
            continue
        rows = drafts.places_and_labels(session, scope.draft.id)
        place = order.between(rows[-1].place if rows else "", "")
        facts = create(session, scope, kind="note", label=key, level=0, place=place, text=words, state="open")
        _added(session, scope, facts, because=told, now=now, lines=None, token=None, capacity=capacity)


def _bring_back(
    session: Session,
    scope: DraftScope,
    paragraph_id: int,
    words: str,
    *,
    because: Mapping[str, Any],
    now: datetime,
    capacity: str,
) -> None:
    """A footnote that was deleted stands again, in the words that were proposed, whatever it said last."""
    current = load(session, scope, paragraph_id)
    seen = neighbours.outlook(session, scope, {paragraph_id: current.revision.text})
    facts: dict[str, Any] = {"now": now, "capacity": capacity}
    state = seen.state_of(paragraph_id)
    rule(session, scope, current.paragraph, "reopen", because=dict(because), state=state, outlook=seen, **facts)
    if words != current.revision.text:
        ruling = "accept" if "proposal" in because else "reword"
        change(session, scope, current, words, because={**because, "ruling": ruling}, **facts)


def rule(
    session: Session,
    scope: DraftScope,
    paragraph: Paragraph,
    event: consensus.Event,
    *,
    because: dict[str, Any],
    now: datetime,
    state: consensus.ParagraphState | None = None,
    token: str | None = None,
    outlook: Outlook | None = None,
    capacity: str = "chair",
) -> None:
    """Record a ruling that changes the paragraph's state but not its words.

    outlook: where the ruling makes the paragraph go or come back, what that brings about. A paragraph that goes ends
    the no-objection runs it is in; raises WrongState("under silence") for anything else while States are asked.
    """
    before = paragraph.state
    if event != "delete":
        under_silence.require_free(session, scope, paragraph.id, event)
    paragraph.state = state or consensus.step(before, event)
    states = neighbours.enact(session, scope, outlook.others if outlook else ())
    if "deleted" in (before, paragraph.state):
        scope.draft.revision += 1
    record.append(
        session,
        scope,
        "paragraph ruled",
        capacity=capacity,
        paragraph=paragraph.id,
        now=now,
        payload={**because, "ruling": event, "before": before, "state": paragraph.state, "states": states},
        token=token,
    )
    paragraph.changed_seq = scope.draft.seq
    if event == "delete":
        under_silence.supersede(session, scope, {paragraph.id}, now)
