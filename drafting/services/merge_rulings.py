"""Taking what the merge desk gave as the new wording: every contribution is credited, every part left out is told."""

from collections.abc import Collection, Iterable, Mapping
from datetime import datetime
from typing import Any

from sqlalchemy.orm import Session

from drafting.domain import picks, proposals
from drafting.domain.errors import BadText, StaleEdit, WrongState
from drafting.persistence.queries import proposals as queries
from drafting.persistence.records import Proposal
from drafting.services import losses, merging, record, rulings, texts
from drafting.services.merging import Fate, Offer, Result, Table
from drafting.services.scope import DraftScope

# What becomes of a proposal that is settled, by how much of it the new wording has.
EVENTS: Mapping[str, proposals.Event] = {"all": "accept", "part": "take", "none": "decline"}


def take(
    session: Session,
    scope: DraftScope,
    paragraph_id: int,
    *,
    choices: merging.Choices,
    shown: Collection[int],
    revision: int,
    token: str,
    now: datetime,
    seen: str | None = None,
) -> None:
    """Make the result the new wording, settle the proposals as the Chair ruled, and leave the others on the table.

    shown: numbers of the proposals that the form offered to be merged; seen: as in `losses.require_seen`. Raises
    StaleEdit, with "" as the current text where the paragraph is deleted, WrongState("moved on") when other proposals
    are on the table now, BadText ("nothing-picked", "reason-missing"), Unlisted.
    """
    scope.require("rule")
    if record.already_done(session, scope, token):
        return
    current, yours = texts.load(session, scope, paragraph_id), choices.by_hand() or ""
    texts.require_current(session, current, revision, yours)
    if current.paragraph.state == "deleted":
        raise StaleEdit(current.revision.text, "", yours, None)
    laid = merging.table(session, scope, current, choices.aside)
    if set(laid.numbers) != set(shown):
        raise WrongState("moved on", "merge")
    made = merging.result(session, scope, current, laid, choices)
    if made.problem is not None:
        raise made.problem
    losses.require_seen(made.lines, made.text, seen)
    parts = _parts(scope, laid, made)
    rows = {it.number: it for it in queries.on_the_table(session, scope.draft.id, paragraph_id)}
    for offer in laid.mergeable:
        if made.fates[offer.number].settles:
            mine = [it for it in parts if offer.number in it["proposals"]]
            _settle(session, scope, rows[offer.number], made.shares[offer.number], made.fates[offer.number], mine, now)
    because = {"ruling": "merge", "edited": made.edited, "credits": [it for it in parts if it["how"] != "left"]}
    texts.change(session, scope, current, made.text, because=because, now=now, token=token, lines=made.lines)


def _parts(scope: DraftScope, laid: Table, made: Result) -> list[dict[str, Any]]:
    """Every wording of every change, with who wanted it and how it stands in the new wording."""
    offers = {it.by: it for it in laid.offers}
    return [
        {
            "change": it.number,
            "how": made.standings[it.number, index],
            "base": it.base,
            "words": it.words(index),
            "proposals": sorted(offers[by].number for by in wanted.by),
            "parties": _sponsors(scope, [offers[by] for by in wanted.by]),
        }
        for it in laid.changes
        for index, wanted in enumerate(it.wordings)
    ]


def _sponsors(scope: DraftScope, offers: Iterable[Offer]) -> list[int]:
    """Who sponsors any of these, in the order of States."""
    found = {party.id for it in offers for party in it.sponsors}
    return [it for it in scope.parties if it in found]


def _settle(
    session: Session,
    scope: DraftScope,
    proposal: Proposal,
    share: picks.Share,
    fate: Fate,
    parts: Iterable[dict[str, Any]],
    now: datetime,
) -> None:
    reason = texts.remark(fate.reason)
    if share.extent == "none" and not reason:
        raise BadText("reason-missing")
    told = [{name: it[name] for name in ("change", "how", "base", "words")} for it in parts]
    because = {"ruling": "merge", "parts": told}
    rulings.decide(session, scope, proposal, EVENTS[share.extent], reason=reason, now=now, because=because)
