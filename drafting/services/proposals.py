"""Proposing on a paragraph: saved privately for the delegation, tabled, sponsored, withdrawn.

Source: practice.md section 4.
"""

import secrets
from collections.abc import Mapping
from datetime import datetime
from types import MappingProxyType
from typing import cast

from sqlalchemy.orm import Session

from drafting.domain import consensus, proposals
from drafting.domain.errors import BadText, NotFound, StaleEdit, WrongState
from drafting.persistence.queries import drafts
from drafting.persistence.queries import proposals as queries
from drafting.persistence.records import CoSponsor, Entry, Proposal
from drafting.services import new_notes, record, texts, under_silence
from drafting.services.scope import DraftScope


def propose(
    session: Session,
    scope: DraftScope,
    paragraph_id: int,
    *,
    kind: str,
    text: str,
    reason: str,
    base: int,
    token: str,
    now: datetime,
    copy: int | None = None,
) -> Proposal:
    """Save a proposal that only the own delegation sees.

    base: number of the revision that the form showed; token: the form's own, so that a second submission of the
    same form gives the first answer; copy: id of the returned copy it was read from. Raises NotAllowed, BadText,
    StaleEdit.
    """
    scope.require("propose")
    party = cast("int", scope.actor.delegation())  # The table of permissions asks for one.
    return save(
        session,
        scope,
        party,
        paragraph_id,
        kind=kind,
        text=text,
        reason=reason,
        base=base,
        token=token,
        now=now,
        copy=copy,
    )


def save(
    session: Session,
    scope: DraftScope,
    party: int,
    paragraph_id: int,
    *,
    kind: str,
    text: str,
    reason: str,
    base: int,
    token: str,
    now: datetime,
    copy: int | None = None,
    notes: Mapping[str, str] = MappingProxyType({}),
) -> Proposal:
    """Save a text that only this delegation sees; the caller has asked whether the person may do it for the party.

    notes: key -> text of new footnotes that the text may mark (`new_notes.py`). The rest as `propose`. Raises BadText,
    StaleEdit.
    """
    made = queries.by_token(session, scope.draft.id, party, token)
    if made is not None:
        return made
    current = texts.load(session, scope, paragraph_id)
    text = "" if kind == "delete" else texts.normal(text)
    texts.require_current(session, current, base, text)
    proposals.check(kind, current.revision.text, text)
    proposal = Proposal(
        ref=secrets.token_urlsafe(9),
        draft_id=scope.draft.id,
        paragraph_id=paragraph_id,
        party_id=party,
        person_id=scope.actor.person,
        kind=kind,
        language=scope.draft.language,
        base_revision_id=current.revision.id,
        text=text,
        reason=texts.remark(reason),
        copy_id=copy,
        new_notes={key: texts.remark(words) for key, words in new_notes.kept(text, notes).items()},
        status="private",
        token=token,
        made_at=now,
    )
    session.add(proposal)
    session.flush()  # The caller shows it, and may table it in the same transaction.
    return proposal


def edit(
    session: Session,
    scope: DraftScope,
    ref: str,
    *,
    text: str,
    reason: str,
    base: int,
    version: int,
    now: datetime,
) -> Proposal:
    """Change a private proposal. Raises StaleEdit when a colleague saved it meanwhile or the paragraph moved on."""
    proposal = find(session, scope, ref)
    scope.require("edit proposal", proposal.party_id)
    proposal.status = proposals.step(proposal.status, "edit")
    current = texts.load(session, scope, proposal.paragraph_id)
    text = "" if proposal.kind == "delete" else texts.normal(text)
    if proposal.version != version:
        raise StaleEdit(current.revision.text, proposal.text, text, None)
    texts.require_current(session, current, base, text)
    proposals.check(proposal.kind, current.revision.text, text)
    proposal.text, proposal.reason = text, texts.remark(reason)
    proposal.new_notes = new_notes.kept(text, proposal.new_notes)
    proposal.base_revision_id, proposal.made_at = current.revision.id, now
    session.flush()  # Its version must be known to the page that follows.
    return proposal


def find(session: Session, scope: DraftScope, ref: str) -> Proposal:
    """A proposal that this person may see. Raises NotFound, for a private text of others too."""
    proposal = queries.by_ref(session, scope.draft.id, ref, scope.actor.delegation())
    if proposal is None:
        raise NotFound
    return proposal


def table(session: Session, scope: DraftScope, ref: str, *, token: str, now: datetime) -> Proposal:
    """Put a private proposal on the table; an observer's becomes a suggestion.

    Raises NotAllowed, and WrongState when it is tabled already or its paragraph is closed.
    """
    proposal = find(session, scope, ref)
    scope.require("release", proposal.party_id)
    if record.already_done(session, scope, token):
        return proposal
    _put_on_the_table(session, scope, proposal, capacity="delegation", token=token, now=now)
    return proposal


def table_received(
    session: Session, scope: DraftScope, proposal: Proposal, how: str, *, token: str, now: datetime
) -> Entry:
    """Put on the table what a delegation sent to the Support Office in writing; answers the entry that tells it.

    proposal: private, saved for the delegation; how: a sentence that says how and when it came. Raises NotAllowed;
    BadText: received-missing, too-long; WrongState as `table`.
    """
    scope.require("receive copies")
    proposal.received = texts.remark(how)
    if not proposal.received:
        raise BadText("received-missing")
    return _put_on_the_table(session, scope, proposal, capacity="office", token=token, now=now)


def _put_on_the_table(
    session: Session, scope: DraftScope, proposal: Proposal, *, capacity: str, token: str, now: datetime
) -> Entry:
    participating = scope.parties[proposal.party_id].status == "participating"
    status = proposals.step(proposal.status, "table" if participating else "suggest")
    current = texts.load(session, scope, proposal.paragraph_id)
    _require_open(current.paragraph.state)
    under_silence.require_free(session, scope, current.paragraph.id, "table")
    based = _based_on(session, proposal, current)  # Asked before anything changes, or all would be written twice.
    scope.draft.proposals_tabled += 1
    proposal.status, proposal.number, proposal.tabled_at = status, scope.draft.proposals_tabled, now
    entry = record.append(
        session,
        scope,
        "proposal tabled",
        capacity=capacity,
        party=proposal.party_id,
        paragraph=proposal.paragraph_id,
        now=now,
        token=token,
        payload={
            "proposal": proposal.ref,
            "number": proposal.number,
            "status": status,
            "kind": proposal.kind,
            "language": proposal.language,
            "base": based,
            "text": proposal.text,
            "reason": proposal.reason,
            # Most say nothing of these.
            **({"received": proposal.received} if proposal.received else {}),
            **({"notes": proposal.new_notes} if proposal.new_notes else {}),
        },
    )
    current.paragraph.changed_seq = scope.draft.seq
    return entry


def _based_on(session: Session, proposal: Proposal, current: drafts.Text) -> str:
    """The text that the proposal was made on."""
    base = proposal.base_revision_id
    return current.revision.text if base == current.revision.id else drafts.revision_texts(session, [base])[base]


def _require_open(state: str) -> None:
    # Agreed text is not amended behind its agreement: the Chair reopens it first, with a reason.
    if state in consensus.CLOSED or state == "deleted":
        raise WrongState(state, "table")


def sponsor(session: Session, scope: DraftScope, ref: str, *, token: str, now: datetime) -> Proposal:
    """Co-sponsor another's proposal; for an observer's suggestion this is what puts it on the table.

    Raises NotAllowed, WrongState.
    """
    proposal = find(session, scope, ref)
    scope.require("sponsor", proposal.party_id)
    party = cast("int", scope.actor.binds())  # The table of permissions asks for one.
    if record.already_done(session, scope, token) or session.get(CoSponsor, (proposal.id, party)) is not None:
        return proposal
    if proposal.status == "suggested":
        _require_open(texts.load(session, scope, proposal.paragraph_id).paragraph.state)
        under_silence.require_free(session, scope, proposal.paragraph_id, "table")
    proposal.status = proposals.step(proposal.status, "sponsor")
    session.add(CoSponsor(proposal_id=proposal.id, party_id=party, draft_id=scope.draft.id, at=now))
    _append(session, scope, proposal, "proposal sponsored", party=party, token=token, now=now)
    return proposal


def withdraw(session: Session, scope: DraftScope, ref: str, *, token: str, now: datetime) -> Proposal:
    """Take a proposal off the table, until the Chair has acted on it. Raises NotAllowed, WrongState."""
    proposal = find(session, scope, ref)
    scope.require("withdraw", proposal.party_id)
    if record.already_done(session, scope, token):
        return proposal
    proposal.status, proposal.decided_at = proposals.step(proposal.status, "withdraw"), now
    _append(session, scope, proposal, "proposal decided", party=proposal.party_id, token=token, now=now)
    return proposal


def discard(session: Session, scope: DraftScope, ref: str) -> None:
    """Put away a private text that was never tabled; nobody else ever knew of it, so no entry tells of it."""
    proposal = find(session, scope, ref)
    scope.require("discard proposal", proposal.party_id)
    proposal.status = proposals.step(proposal.status, "discard")


def _append(
    session: Session, scope: DraftScope, proposal: Proposal, kind: str, *, party: int, token: str, now: datetime
) -> None:
    record.append(
        session,
        scope,
        kind,
        capacity="delegation",
        party=party,
        paragraph=proposal.paragraph_id,
        now=now,
        token=token,
        payload={"proposal": proposal.ref, "number": proposal.number, "status": proposal.status},
    )
