"""The Chair's rulings on proposals and paragraphs. The rules themselves stand in `domain/consensus.py`."""

from datetime import datetime
from typing import Any, Literal

from sqlalchemy.orm import Session

from drafting.domain import consensus, proposals
from drafting.domain.errors import BadText, StaleEdit
from drafting.domain.merge import carry, compile_text
from drafting.persistence.queries import drafts
from drafting.persistence.queries import proposals as queries
from drafting.persistence.records import Proposal
from drafting.services import record, texts
from drafting.services.proposals import find
from drafting.services.scope import DraftScope
from drafting.services.standing import standing


def accept(session: Session, scope: DraftScope, ref: str, *, revision: int, token: str, now: datetime) -> None:
    """Accept a proposal as it stands.

    revision: the number of the revision that the Chair saw. A proposal made on an earlier wording is carried to
    the current one; where its words collide, StaleEdit shows both and the Chair takes an own wording instead.
    """
    scope.require("rule")
    if record.already_done(session, scope, token):
        return
    proposal = find(session, scope, ref)
    current = texts.load(session, scope, proposal.paragraph_id)
    texts.require_current(session, current, revision)
    text = _carried(session, proposal, current)
    _decide(session, scope, proposal, "accept", reason="", token=token, now=now)
    because = {"proposal": ref, "ruling": "accept"}
    if proposal.kind == "replace":
        texts.change(session, scope, current, text, because=because, now=now)
    elif proposal.kind == "delete":
        texts.rule(session, scope, current.paragraph, "delete", because=because, now=now)
    else:
        after = proposal.kind == "insert after"
        texts.insert(session, scope, current.paragraph, text, after=after, because=because, now=now)


def _carried(session: Session, proposal: Proposal, current: drafts.Text) -> str:
    if proposal.kind != "replace" or proposal.base_revision_id == current.revision.id:
        return proposal.text
    based = drafts.revision_texts(session, [proposal.base_revision_id])[proposal.base_revision_id]
    carried = carry(based, current.revision.text, proposal.text)
    if carried.text is None or carried.outcome == "collides":
        raise StaleEdit(based, current.revision.text, proposal.text, None)
    return carried.text


def take(
    session: Session,
    scope: DraftScope,
    ref: str,
    *,
    text: str,
    revision: int,
    token: str,
    now: datetime,
) -> None:
    """Take a proposal with the Chair's own wording. Raises BadText, StaleEdit, WrongState."""
    scope.require("rule")
    if record.already_done(session, scope, token):
        return
    proposal = find(session, scope, ref)
    current = texts.load(session, scope, proposal.paragraph_id)
    text = texts.normal(text)
    texts.require_current(session, current, revision, text)
    inserting = proposal.kind.startswith("insert")
    proposals.check("replace", "" if inserting else current.revision.text, text)
    _decide(session, scope, proposal, "take", reason="", token=token, now=now)
    because = {"proposal": ref, "ruling": "take"}
    if inserting:
        after = proposal.kind == "insert after"
        texts.insert(session, scope, current.paragraph, text, after=after, because=because, now=now)
    else:
        texts.change(session, scope, current, text, because=because, now=now)


def decline(session: Session, scope: DraftScope, ref: str, *, reason: str, token: str, now: datetime) -> None:
    """Decline a proposal, with the reason that the record will show. Raises BadText("reason-missing")."""
    scope.require("rule")
    if record.already_done(session, scope, token):
        return
    _decide(session, scope, find(session, scope, ref), "decline", reason=_reason(reason), token=token, now=now)


def _decide(
    session: Session,
    scope: DraftScope,
    proposal: Proposal,
    event: proposals.Event,
    *,
    reason: str,
    token: str,
    now: datetime,
) -> None:
    proposal.status = proposals.step(proposal.status, event)
    proposal.decided_at, proposal.decision = now, reason
    payload: dict[str, Any] = {"proposal": proposal.ref, "number": proposal.number, "status": proposal.status}
    record.append(
        session,
        scope,
        "proposal decided",
        capacity="chair",
        paragraph=proposal.paragraph_id,
        now=now,
        token=token,
        payload={**payload, "reason": reason},
    )


def _reason(reason: str) -> str:
    reason = texts.normal(reason).strip()
    if not reason:
        raise BadText("reason-missing")
    return reason


def reword(
    session: Session,
    scope: DraftScope,
    paragraph_id: int,
    *,
    text: str,
    ruling: Literal["reword", "bracket"],
    revision: int,
    token: str,
    now: datetime,
) -> None:
    """The Chair's own new wording of a paragraph, or the same words put into brackets.

    Raises BadText, StaleEdit, WrongState.
    """
    scope.require("rule")
    if record.already_done(session, scope, token):
        return
    current = texts.load(session, scope, paragraph_id)
    text = texts.normal(text)
    texts.require_current(session, current, revision, text)
    proposals.check("replace", current.revision.text, text)
    texts.change(session, scope, current, text, because={"ruling": ruling}, now=now, token=token)


def bracketed_text(session: Session, scope: DraftScope, paragraph_id: int) -> str:
    """What putting into brackets would give: colliding wordings side by side, or the whole paragraph."""
    current = texts.load(session, scope, paragraph_id)
    rows = [it for it in queries.on_the_table(session, scope.draft.id, paragraph_id) if it.kind == "replace"]
    bases = drafts.revision_texts(session, [it.base_revision_id for it in rows])
    offered = []
    for it in rows:
        carried = carry(bases[it.base_revision_id], current.revision.text, it.text)
        if carried.text is not None:
            offered.append((scope.parties[it.party_id].code, carried.text))
    if offered:
        return compile_text(current.revision.text, offered)
    return f"[{current.revision.text}]"


def close(
    session: Session,
    scope: DraftScope,
    paragraph_id: int,
    *,
    ad_referendum: bool,
    revision: int,
    token: str,
    now: datetime,
) -> None:
    """ "I see no objection; paragraph agreed." The gavel falls on the exact wording that the Chair saw.

    Raises WrongState with every obstacle, StaleEdit.
    """
    scope.require("rule")
    if record.already_done(session, scope, token):
        return
    current = texts.load(session, scope, paragraph_id)
    texts.require_current(session, current, revision)
    blocks = scope.process.scrutiny_blocks
    state = consensus.close(standing(session, scope, current), ad_referendum=ad_referendum, scrutiny_blocks=blocks)
    event: consensus.Event = "close ad referendum" if ad_referendum else "close"
    because = {"wording": current.paragraph.wording, "revision": revision}
    texts.rule(session, scope, current.paragraph, event, state=state, because=because, now=now, token=token)


def reopen(session: Session, scope: DraftScope, paragraph_id: int, *, reason: str, token: str, now: datetime) -> None:
    """Reopen what was agreed, deferred or deleted, with a reason. Raises BadText, WrongState."""
    scope.require("rule")
    if record.already_done(session, scope, token):
        return
    current = texts.load(session, scope, paragraph_id)
    because = {"reason": _reason(reason)}
    consensus.step(current.paragraph.state, "reopen")
    state = texts.first_state(scope, current.revision.text)
    texts.rule(session, scope, current.paragraph, "reopen", state=state, because=because, now=now, token=token)


def defer(session: Session, scope: DraftScope, paragraph_id: int, *, reason: str, token: str, now: datetime) -> None:
    """Leave a paragraph for later; a reason is welcome. Raises WrongState."""
    scope.require("rule")
    if record.already_done(session, scope, token):
        return
    paragraph = texts.load(session, scope, paragraph_id).paragraph
    because = {"reason": texts.normal(reason).strip()}
    texts.rule(session, scope, paragraph, "defer", because=because, now=now, token=token)
