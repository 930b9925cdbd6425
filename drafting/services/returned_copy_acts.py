"""What a copy changes becomes proposals: private texts of its delegation, or on the table. Its comments become remarks.

Everything that was ticked is made in one transaction or nothing is. A change names its proposal (its key is part of the
submission's token), so that two clicks, two tabs or two colleagues never make it twice.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.orm import Session

from drafting.domain.errors import BadText, DraftingError, WrongState
from drafting.persistence.queries import returned_copies as queries
from drafting.persistence.records import Entry, Proposal, ReturnedCopy
from drafting.services import proposals, received_facts, remarks, returned_copies, returned_copy_page, texts
from drafting.services.returned_copy_page import Change, Preview
from drafting.services.scope import DraftScope


@dataclass(frozen=True)
class Wish:
    """A change that was ticked.

    key: its name; text: its words, as they may have been corrected; reason: "" for none.
    """

    key: str
    text: str
    reason: str


@dataclass(frozen=True)
class Asked:
    """What one form asks. is_tabled: on the table at once, else as private texts; how: how and when a copy came that
    the Office received; seal: of what the form showed."""

    wishes: Sequence[Wish]
    is_tabled: bool
    how: str
    seal: str


class Refused(DraftingError):
    """Some of the changes cannot be taken as they are, so none was. problems: key -> what is wrong with it."""

    def __init__(self, problems: Mapping[str, BadText | WrongState]) -> None:
        super().__init__("refused")
        self.problems = dict(problems)


@dataclass(frozen=True)
class Made:
    """What came of a form: proposals, and how many remarks."""

    proposals: tuple[Proposal, ...]
    remarks: int = 0


def take(session: Session, scope: DraftScope, ref: str, asked: Asked, now: datetime) -> Made:
    """Make the proposals and remarks that were ticked, in the order of the draft; a double click gets the same ones.

    Raises NotAllowed, NotFound; BadText: nothing-ticked, whose-copy, together-parted, received-missing;
    WrongState("moved on" or the copy's status, "take copy"); Refused.
    """
    row = returned_copies.find(session, scope, ref)
    returned_copies.require_brings(scope, by_office=row.by_office)
    before = _made_before(session, scope, row, asked)
    if before is not None:
        return before
    if row.status != "read":
        raise WrongState(row.status, "take copy")
    page = returned_copy_page.preview(session, scope, row)
    chosen = _chosen(page, asked)
    made = _make(session, scope, row, chosen, asked, now)
    taken = {wish.key for _, wish in chosen}
    # A received copy reaches its delegation when it is dealt with: comments that the Office left do not hold it back.
    if all(it.key in taken or (row.by_office and it.is_remark) for it in page.open):
        returned_copies.finish(session, scope, ref)
    return made


def _made_before(session: Session, scope: DraftScope, row: ReturnedCopy, asked: Asked) -> Made | None:
    """What this very form made, None where it did not yet: other words, or another fate, are another form's."""
    made = {it.token: it for it in queries.made_of(session, [row.id])}
    said = remarks.of_copies(session, scope, [row.ref])
    proposed: list[Proposal] = []
    for wish in asked.wishes:
        name = returned_copy_page.token(row, wish.key)
        proposal, remark = made.get(name), said.get(name)
        if proposal and (proposal.number is not None) == asked.is_tabled and _is_same(proposal, wish):
            proposed.append(proposal)
        elif not remark or remark.payload["text"] != texts.remark(wish.text):
            return None
    return Made(tuple(proposed), len(asked.wishes) - len(proposed)) if asked.wishes else None


def _is_same(made: Proposal, wish: Wish) -> bool:
    words = "" if made.kind == "delete" else texts.normal(wish.text)
    return (made.text, made.reason) == (words, texts.remark(wish.reason))


def _chosen(page: Preview, asked: Asked) -> list[tuple[Change, Wish]]:
    if not asked.wishes:
        raise BadText("nothing-ticked")
    if asked.seal != page.seal:
        raise WrongState("moved on", "take copy")
    wishes = {it.key: it for it in asked.wishes}
    chosen = [(it, wishes[it.key]) for it in page.open if it.key in wishes]
    if len(chosen) != len(wishes):
        raise WrongState("moved on", "take copy")
    if any(it.party is None for it, _ in chosen):
        raise BadText("whose-copy")
    _require_whole(page, {it.key for it, _ in chosen})
    return chosen


def _require_whole(page: Preview, ticked: set[str]) -> None:
    """A move, a split or a joining is taken whole: half of it would delete words or say them twice."""
    acts: dict[tuple[int, int], set[bool]] = {}
    for it in page.open:
        if it.finding.together and it.party is not None:
            acts.setdefault((it.party.id, it.finding.together), set()).add(it.key in ticked)
    if any(len(found) > 1 for found in acts.values()):
        raise BadText("together-parted")


def _make(
    session: Session,
    scope: DraftScope,
    row: ReturnedCopy,
    chosen: Sequence[tuple[Change, Wish]],
    asked: Asked,
    now: datetime,
) -> Made:
    if row.by_office and asked.is_tabled and not asked.how.strip():
        raise BadText("received-missing")
    made: list[Proposal] = []
    told: list[Entry] = []
    problems: dict[str, BadText | WrongState] = {}
    for change, wish in chosen:
        try:
            if change.is_remark:
                told += _remark(session, scope, row, change, wish, asked, now)
            else:
                made.append(_proposal(session, scope, row, change, wish, now))
                if asked.is_tabled:
                    told += _table(session, scope, row, made[-1], asked.how, now)
        except (BadText, WrongState) as error:
            problems[change.key] = error
    if problems:
        raise Refused(problems)
    received_facts.tell(session, scope, told, now)
    return Made(tuple(made), len(chosen) - len(made))


def _remark(
    session: Session,
    scope: DraftScope,
    row: ReturnedCopy,
    change: Change,
    wish: Wish,
    asked: Asked,
    now: datetime,
) -> list[Entry]:
    """As `_table`. Raises BadText("remark-to-all") for one that shall be private: a remark is made to everybody or not
    at all."""
    if not asked.is_tabled:
        raise BadText("remark-to-all")
    party = change.party.id if change.party else 0
    if not row.by_office:
        scope.require("remark", party)
    name = returned_copy_page.token(row, change.key)
    entry = remarks.say(
        session,
        scope,
        change.seat.id,
        party,
        text=wish.text,
        token=f"{name}-r",
        now=now,
        copy=name,
        received=texts.remark(asked.how) if row.by_office else "",
    )
    return [entry] if row.by_office else []


def _proposal(
    session: Session, scope: DraftScope, row: ReturnedCopy, change: Change, wish: Wish, now: datetime
) -> Proposal:
    return proposals.save(
        session,
        scope,
        change.party.id if change.party else 0,
        change.seat.id,
        kind=change.finding.kind,
        text=wish.text,
        reason=wish.reason,
        base=change.seat.number,
        token=returned_copy_page.token(row, change.key),
        now=now,
        copy=row.id,
        notes=dict(change.finding.notes),
    )


def _table(
    session: Session, scope: DraftScope, row: ReturnedCopy, proposal: Proposal, how: str, now: datetime
) -> list[Entry]:
    """Answers the entries of which the delegation is to be told, as it did not make them itself."""
    token = f"{proposal.token}-t"
    if row.by_office:
        return [proposals.table_received(session, scope, proposal, how, token=token, now=now)]
    proposals.table(session, scope, proposal.ref, token=token, now=now)
    return []
