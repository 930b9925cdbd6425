"""The Chair's rulings on proposals and paragraphs. The rules themselves stand in `domain/consensus.py`."""

from collections.abc import Mapping
from datetime import datetime
from functools import lru_cache
from types import MappingProxyType
from typing import Any, Literal

from sqlalchemy.orm import Session

from drafting.domain import brackets, consensus, proposals
from drafting.domain.errors import BadText, StaleEdit
from drafting.domain.losses import Loss
from drafting.domain.merge import carry, compile_text
from drafting.persistence.queries import drafts
from drafting.persistence.queries import proposals as queries
from drafting.persistence.records import Proposal
from drafting.services import losses, neighbours, record, texts
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
    lines = _listed(session, scope, proposal, current, text)
    decide(session, scope, proposal, "accept", reason="", token=token, now=now)
    because: dict[str, Any] = {"proposal": ref, "ruling": "accept"}
    if proposal.kind == "replace":
        # What stands in the text already needs no new revision: nobody's position is put aside for nothing.
        if text != current.revision.text:
            texts.change(session, scope, current, text, because=because, now=now, lines=lines)
    elif proposal.kind == "delete":
        because["losses"] = losses.told(lines)
        seen = neighbours.outlook(session, scope, {current.paragraph.id: None})
        texts.rule(session, scope, current.paragraph, "delete", because=because, now=now, outlook=seen)
    else:
        after = proposal.kind == "insert after"
        texts.insert(session, scope, current.paragraph, text, after=after, because=because, now=now, lines=lines)


def _listed(
    session: Session, scope: DraftScope, proposal: Proposal, current: drafts.Text, text: str
) -> tuple[Loss, ...]:
    """The loss list of a ruling on a proposal, while it is still on the table."""
    if proposal.kind.startswith("insert"):
        return losses.of_new(text, proposal.ref, proposal.text)
    return losses.listed(session, scope, current, text)


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
    seen: str | None = None,
) -> None:
    """Take a proposal with the Chair's own wording.

    seen: as in `losses.require_seen`. Raises BadText, StaleEdit, WrongState, Unlisted.
    """
    scope.require("rule")
    if record.already_done(session, scope, token):
        return
    proposal = find(session, scope, ref)
    current = texts.load(session, scope, proposal.paragraph_id)
    text = texts.normal(text)
    inserting = proposal.kind.startswith("insert")
    # The words of a new paragraph are no change of the one beside it, so nothing of them is carried.
    texts.require_current(session, current, revision, "" if inserting else text)
    proposals.check("replace", "" if inserting else current.revision.text, text)
    proposals.step(proposal.status, "take")
    lines = _listed(session, scope, proposal, current, text)
    losses.require_seen(lines, text, seen)
    decide(session, scope, proposal, "take", reason="", token=token, now=now)
    because = {"proposal": ref, "ruling": "take"}
    if inserting:
        after = proposal.kind == "insert after"
        texts.insert(session, scope, current.paragraph, text, after=after, because=because, now=now, lines=lines)
    else:
        texts.change(session, scope, current, text, because=because, now=now, lines=lines)


def decline(
    session: Session,
    scope: DraftScope,
    ref: str,
    *,
    reason: str,
    token: str,
    now: datetime,
    revision: int | None = None,
) -> None:
    """Decline a proposal, with the reason that the record will show.

    revision: as in `accept`; None when no page was shown. Raises BadText("reason-missing"), StaleEdit, WrongState.
    """
    scope.require("rule")
    if record.already_done(session, scope, token):
        return
    proposal = find(session, scope, ref)
    _require_seen(session, texts.load(session, scope, proposal.paragraph_id), revision)
    decide(session, scope, proposal, "decline", reason=_reason(reason), token=token, now=now)


def _require_seen(session: Session, current: drafts.Text, revision: int | None) -> None:
    if revision is not None:
        texts.require_current(session, current, revision)


def decide(
    session: Session,
    scope: DraftScope,
    proposal: Proposal,
    event: proposals.Event,
    *,
    reason: str,
    now: datetime,
    token: str | None = None,
    because: Mapping[str, Any] = MappingProxyType({}),
) -> None:
    """Settle a proposal by an entry of its own; because: what the entry says of the ruling besides."""
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
        payload={**payload, "reason": reason, **because},
    )


def _reason(reason: str) -> str:
    reason = texts.remark(reason)
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
    seen: str | None = None,
    state: str | None = None,
) -> None:
    """The Chair's own new wording of a paragraph, or the same words put into brackets.

    seen: as in `losses.require_seen`; state: as in `texts.require_agreement_seen`. Raises BadText ("no-brackets" when
    nothing is left in brackets), StaleEdit, WrongState, Unlisted.
    """
    scope.require("rule")
    if record.already_done(session, scope, token):
        return
    current = texts.load(session, scope, paragraph_id)
    text = texts.normal(text)
    texts.require_current(session, current, revision, text)
    texts.require_agreement_seen(current, state)
    proposals.check("replace", current.revision.text, text)
    if ruling == "bracket" and not brackets.open_brackets(text, scope.state_names()):
        raise BadText("no-brackets")
    lines = losses.listed(session, scope, current, text)
    losses.require_seen(lines, text, seen)
    texts.change(session, scope, current, text, because={"ruling": ruling}, now=now, token=token, lines=lines)


def bracketed_text(session: Session, scope: DraftScope, paragraph_id: int) -> str:
    """What putting into brackets would give: the wordings on the table side by side, or the whole paragraph.

    No proposal is left out. One whose words collide with the text as it stands is set beside it whole; one that
    would delete the paragraph puts all of it into brackets.
    """
    current = texts.load(session, scope, paragraph_id)
    now = current.revision.text
    rows = queries.on_the_table(session, scope.draft.id, paragraph_id)
    changed = [it for it in rows if it.kind == "replace"]
    bases = drafts.revision_texts(session, [it.base_revision_id for it in changed])
    offered = []
    for it in changed:
        text = carry(bases[it.base_revision_id], now, it.text).text or it.text
        if text != now:
            offered.append((scope.parties[it.party_id].code, text))
    compiled = _compiled(now, tuple(offered))
    if offered and all(it.kind != "delete" for it in rows):
        return compiled
    return compiled if _is_one_bracket(compiled) else f"[{compiled}]"


# Texts never change, so neither does what several of them make together.
_compiled = lru_cache(maxsize=256)(compile_text)


def _is_one_bracket(text: str) -> bool:
    return any((it.start, it.end) == (0, len(text)) for it in brackets.read(text).brackets)


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


def reopen(
    session: Session,
    scope: DraftScope,
    paragraph_id: int,
    *,
    reason: str,
    token: str,
    now: datetime,
    revision: int | None = None,
) -> None:
    """Reopen what was agreed, deferred or deleted, with a reason.

    revision: as in `close`; None when no page was shown. Raises BadText, StaleEdit, WrongState.
    """
    scope.require("rule")
    if record.already_done(session, scope, token):
        return
    current = texts.load(session, scope, paragraph_id)
    _require_seen(session, current, revision)
    because = {"reason": _reason(reason)}
    consensus.rule(current.paragraph.kind, current.paragraph.state, "reopen")
    seen = neighbours.outlook(session, scope, {paragraph_id: current.revision.text})
    facts: dict[str, Any] = {"because": because, "state": seen.state_of(paragraph_id), "outlook": seen}
    texts.rule(session, scope, current.paragraph, "reopen", now=now, token=token, **facts)


def defer(
    session: Session,
    scope: DraftScope,
    paragraph_id: int,
    *,
    reason: str,
    token: str,
    now: datetime,
    revision: int | None = None,
) -> None:
    """Leave a paragraph for later; a reason is welcome.

    revision: as in `close`; None when no page was shown. Raises StaleEdit, WrongState.
    """
    scope.require("rule")
    if record.already_done(session, scope, token):
        return
    current = texts.load(session, scope, paragraph_id)
    _require_seen(session, current, revision)
    state = consensus.rule(current.paragraph.kind, current.paragraph.state, "defer")
    because = {"reason": texts.remark(reason)}
    texts.rule(session, scope, current.paragraph, "defer", state=state, because=because, now=now, token=token)
