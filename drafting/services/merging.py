"""The merge desk, as data: what is tabled on a paragraph laid over it, the Chair's picks, and what they give.

The desk is thrown on a wall: only what is on the table is read, nothing private to a delegation.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache

from sqlalchemy.orm import Session

from drafting.domain import brackets, picks, proposals
from drafting.domain.errors import BadText
from drafting.domain.losses import Loss
from drafting.domain.merge import Merge, Pick, carry, defaults, merge, resolved
from drafting.persistence.queries import drafts
from drafting.persistence.queries import outline as outlines
from drafting.persistence.queries import proposals as queries
from drafting.persistence.records import Party, Proposal
from drafting.services import losses, texts
from drafting.services.losses import Asker
from drafting.services.outline import numbered_notes, spoken_labels
from drafting.services.scope import DraftScope


@dataclass(frozen=True)
class Offer:
    """A tabled proposal. sponsors: who made it, then its co-sponsors in the order of States.

    outcome: of carrying it to the text as it stands; one that "collides" is laid over it whole. based: the text that
    it was made on; text: the text as it would have it now, "" where it would delete the paragraph.
    """

    ref: str
    number: int
    kind: str
    party: Party
    sponsors: tuple[Party, ...]
    reason: str
    outcome: str
    based: str
    words: str
    text: str

    @property
    def by(self) -> str:
        """Its name in a merge."""
        return str(self.number)


@dataclass(frozen=True)
class Table:
    """What is tabled on a paragraph, each in the order of numbers.

    offers: changes of its words that can be picked; aside: those that the Chair set aside for this merge; there: what
    stands in the text already; beside: what would delete it or put a paragraph next to it, and is ruled on at the
    Chair's desk. merged: the offers laid over the text.
    """

    offers: tuple[Offer, ...]
    aside: tuple[Offer, ...]
    there: tuple[Offer, ...]
    beside: tuple[Offer, ...]
    merged: Merge
    changes: tuple[picks.Change, ...]

    @property
    def codes(self) -> dict[str, tuple[str, ...]]:
        return {it.by: tuple(party.code for party in it.sponsors) for it in self.offers}

    @property
    def delegations(self) -> tuple[Party, ...]:
        """Every delegation that sponsors one of the offers, in the order in which they are first met."""
        return tuple({party.id: party for it in self.offers for party in it.sponsors}.values())

    @property
    def mergeable(self) -> tuple[Offer, ...]:
        """The offers, and those set aside among them."""
        return tuple(sorted((*self.offers, *self.aside), key=lambda it: it.number))

    @property
    def numbers(self) -> tuple[int, ...]:
        return tuple(it.number for it in self.mergeable)


@dataclass(frozen=True)
class Fate:
    """What the Chair rules on one proposal: settled (accepted, taken or declined, by its share), or left open.

    extent: how much of it was in the result when the choice was shown (`picks.Share.extent`); a choice made on
    another extent counts no more.
    """

    settles: bool
    reason: str = ""
    extent: str = ""


@dataclass(frozen=True)
class Choices:
    """What the form says. options: key of a change -> name of a pick; text: the words in the field, None for those
    that the picks give; made: seal of what the picks gave when the form was shown; fates: by number of proposal; aside:
    numbers of proposals set aside; preset: "all", "brackets", "base" or a party's code in place of the options."""

    options: Mapping[str, str] = field(default_factory=dict)
    text: str | None = None
    made: str = ""
    fates: Mapping[int, Fate] = field(default_factory=dict)
    aside: Collection[int] = ()
    preset: str = ""

    def by_hand(self) -> str | None:
        """The words in the field where they are not what the picks gave when the form was shown. Raises BadText."""
        text = None if self.text is None else texts.normal(self.text)
        return None if text is None or losses.seal(text) == self.made else text


@dataclass(frozen=True)
class Result:
    """What the choices give. composed: by the picks alone; text: what will be taken; edited: whether by hand.

    problem: why it cannot be taken; lines: its loss list; open_brackets: how many; standings: (change, index of a
    wording) -> how it stands in it; shares, fates, outcomes: by number of proposal, the last against the new wording;
    unfit: how many choices of the form fit nothing any more.
    """

    picked: Mapping[int, Pick]
    composed: str
    text: str
    edited: bool
    problem: BadText | None
    lines: tuple[Loss, ...]
    open_brackets: int
    standings: Mapping[tuple[int, int], picks.Standing]
    shares: Mapping[int, picks.Share]
    fates: Mapping[int, Fate]
    outcomes: Mapping[int, str]
    unfit: int


@dataclass(frozen=True)
class MergeDesk:
    """label: the paragraph's as it is said; note_numbers: key -> displayed number; askers: who is meant in the loss
    list; following: the next paragraph with several changes of words on the table, round the end to the beginning."""

    scope: DraftScope
    current: drafts.Text
    label: str
    note_numbers: Mapping[str, int]
    table: Table
    result: Result
    askers: Mapping[str, Asker]
    following: tuple[outlines.Line, str] | None


def merge_desk(session: Session, scope: DraftScope, paragraph_id: int, choices: Choices = Choices()) -> MergeDesk:
    """The paragraph with what is tabled on it, and what the choices give. Raises NotAllowed, NotFound."""
    scope.require("rule")
    current = texts.load(session, scope, paragraph_id)
    lines = outlines.outline(session, scope.draft.id)
    numbers = numbered_notes(session, scope.draft)
    labels = spoken_labels(lines, numbers)
    laid = table(session, scope, current, choices.aside)
    several = _with_several(queries.on_the_table(session, scope.draft.id))
    following = _following(lines, several, paragraph_id)
    return MergeDesk(
        scope=scope,
        current=current,
        label=labels[paragraph_id],
        note_numbers=numbers,
        table=laid,
        result=result(session, scope, current, laid, choices),
        askers=losses.askers(session, scope, paragraph_id),
        following=(following, labels[following.id]) if following else None,
    )


def _with_several(tabled: Iterable[Proposal]) -> set[int]:
    found = [it.paragraph_id for it in tabled if it.kind == "replace"]
    return {it for it in found if found.count(it) > 1}


def _following(lines: Sequence[outlines.Line], among: Collection[int], here: int) -> outlines.Line | None:
    at = next(index for index, it in enumerate(lines) if it.id == here)
    return next((it for it in [*lines[at + 1 :], *lines[:at]] if it.id in among), None)


def table(session: Session, scope: DraftScope, current: drafts.Text, aside: Collection[int] = ()) -> Table:
    """What is tabled on a paragraph, laid over its text as it stands. aside: numbers of what is left out of it."""
    rows = queries.on_the_table(session, scope.draft.id, current.paragraph.id)
    bases = drafts.revision_texts(session, {it.base_revision_id for it in rows})
    together = queries.sponsors(session, scope.draft.id, current.paragraph.id)
    found = [
        _offer(it, scope, bases[it.base_revision_id], current.revision.text, {by for of, by in together if of == it.id})
        for it in rows
    ]
    mergeable = [it for it in found if it.kind == "replace" and it.outcome != "already there"]
    offers = tuple(it for it in mergeable if it.number not in aside)
    merged = _merge(current.revision.text, tuple((it.by, it.text) for it in offers))
    return Table(
        offers=offers,
        aside=tuple(it for it in mergeable if it.number in aside),
        there=tuple(it for it in found if it.outcome == "already there"),
        beside=tuple(it for it in found if it.kind != "replace"),
        merged=merged,
        changes=picks.changes(merged),
    )


# Texts never change, so neither does what becomes of them together.
_merge = lru_cache(maxsize=64)(merge)
_carry = lru_cache(maxsize=4096)(carry)


def _offer(row: Proposal, scope: DraftScope, based: str, now: str, together: Collection[int]) -> Offer:
    outcome, text = "applies", row.text
    if row.kind == "replace":
        carried = _carry(based, now, row.text)
        outcome, text = ("applies", row.text) if based == now else (carried.outcome, carried.text or row.text)
    return Offer(
        ref=row.ref,
        number=row.number or 0,
        kind=row.kind,
        party=scope.parties[row.party_id],
        sponsors=(scope.parties[row.party_id], *(it for it in scope.parties.values() if it.id in together)),
        reason=row.reason,
        outcome=outcome,
        based=based,
        words=row.text,
        text=text,
    )


def result(session: Session, scope: DraftScope, current: drafts.Text, laid: Table, choices: Choices) -> Result:
    """What the choices give on this table. A text that was edited by hand goes before the picks."""
    chosen, unfit = _chosen(laid, choices)
    composed = resolved(laid.merged, chosen, laid.codes)
    by_hand = choices.by_hand()
    text = composed if by_hand is None else by_hand
    now = current.revision.text
    problem = _problem(now, text)
    # Words too long to be compared with anything are only shown again.
    told = text if problem is None or problem.code != "too-long" else now
    standings = picks.standings(laid.merged, chosen, told, laid.codes)
    parts = picks.shares(laid.merged, standings)
    shares = {it.number: parts.get(it.by, picks.Share()) for it in laid.mergeable}
    return Result(
        picked=chosen,
        composed=composed,
        text=text,
        edited=text != composed,
        problem=problem,
        lines=losses.listed(session, scope, current, told),
        open_brackets=len(brackets.open_brackets(told, scope.state_names())),
        standings=standings,
        shares=shares,
        fates={number: _fate(choices.fates.get(number), it) for number, it in shares.items()},
        outcomes={it.number: _carry(it.based, told, it.words).outcome for it in laid.mergeable},
        unfit=unfit,
    )


def _chosen(laid: Table, choices: Choices) -> tuple[dict[int, Pick], int]:
    if not choices.preset:
        return picks.picked(laid.merged, choices.options)
    if choices.preset == "all":
        return defaults(laid.merged), 0
    if choices.preset in (picks.BASE, picks.BRACKETS):
        return picks.all_alike(laid.merged, () if choices.preset == picks.BASE else None), 0
    mine = [it.by for it in laid.offers if choices.preset in (party.code for party in it.sponsors)]
    return picks.as_proposed(laid.merged, mine), 0


def _problem(now: str, text: str) -> BadText | None:
    try:
        proposals.check("replace", now, text)
    except BadText as error:
        return BadText("nothing-picked") if error.code == "no-change" else error
    return None


def _fate(asked: Fate | None, share: picks.Share) -> Fate:
    """As it was asked for, where it was asked of this extent; else settled where something is taken and nothing
    of it stands in brackets.
    """
    if asked is not None and asked.extent == share.extent:
        return asked
    return Fate(share.extent != "none" and not share.bracketed, asked.reason if asked else "", share.extent)
