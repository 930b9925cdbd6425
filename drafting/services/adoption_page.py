"""The page of adoption, as data: what stands in the way, what the numbers will be, who participates and how."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy.orm import Session

from drafting.domain import notes
from drafting.persistence.queries import consensus as position_queries
from drafting.persistence.queries import drafts
from drafting.persistence.queries.outline import Line
from drafting.persistence.records import Entry, Party
from drafting.services import adoption, reissue
from drafting.services.outline import spoken_labels
from drafting.services.scope import DraftScope

# Gravest first: what a person objects to, what is undecided in the text, what only waits for the gavel.
KINDS = (
    "phase",
    "run",
    "objection",
    "scrutiny",
    "bracket",
    "placeholder",
    "mark",
    "proposal",
    "not agreed",
    "ad referendum",
)


@dataclass(frozen=True)
class Obstacle:
    """seat: where, with its label as it is said; None for the draft itself."""

    kind: str
    seat: Line | None
    party: Party | None
    words: str


@dataclass(frozen=True)
class Rewriting:
    """A text whose cross-references follow the new numbers."""

    seat: Line
    before: str
    after: str


@dataclass(frozen=True)
class Said:
    """A reservation or disassociation that is printed with the adopted text."""

    seat: Line
    position: str
    statement: str
    outdated: bool


@dataclass(frozen=True)
class Participant:
    """status: "" while nobody has stated it."""

    party: Party
    status: str
    note: str
    said: tuple[Said, ...] = ()


@dataclass(frozen=True)
class AdoptionPage:
    """obstacles: by kind, in the order of KINDS, empty kinds left out; to_confirm: where States agreed ad referendum
    and nothing else blocks, with those States; dying: notes that go with the adoption, with their texts; labels:
    (seat, label now, label after); participants: in English alphabetical order; issues: the
    adoption and the reissues of a text that was issued anew."""

    scope: DraftScope
    obstacles: Mapping[str, tuple[Obstacle, ...]]
    to_confirm: tuple[tuple[Line, tuple[Party, ...]], ...]
    dying: tuple[tuple[Line, str], ...]
    labels: tuple[tuple[Line, str, str], ...]
    rewritings: tuple[Rewriting, ...]
    doubts: tuple[tuple[Line, str], ...]
    participants: tuple[Participant, ...]
    issues: tuple[Entry, ...] = ()

    @property
    def clear(self) -> bool:
        return not self.obstacles


def adoption_page(session: Session, scope: DraftScope) -> AdoptionPage:
    """For everybody who sees the draft, also after its adoption."""
    rows = drafts.texts(session, scope.draft.id, scope.draft.language)
    texts = {it.paragraph.id: it.revision.text for it in rows}
    seats = _seats(rows)
    # An adopted text is never renumbered again.
    plan = None if scope.draft.phase == "adopted" else adoption.renumbering(session, scope)
    return AdoptionPage(
        scope=scope,
        obstacles={} if plan is None else _obstacles(session, scope, seats),
        to_confirm=tuple(
            (seats[it.current.paragraph.id], tuple(scope.parties[party] for party in it.parties))
            for it in adoption.to_confirm(session, scope)
        ),
        dying=tuple((seats[it.paragraph.id], it.revision.text) for it in adoption.dying(session, scope)),
        labels=tuple((seats[key], *both) for key, both in plan.labels.items()) if plan else (),
        rewritings=tuple(Rewriting(seats[key], texts[key], text) for key, text in plan.texts.items()) if plan else (),
        doubts=tuple((seats[key], words) for key, words in plan.doubts) if plan else (),
        participants=_participants(session, scope, seats),
        issues=tuple(reissue.issues(session, scope)) if scope.draft.reissues else (),
    )


def _seats(rows: list[drafts.Text]) -> dict[int, Line]:
    """The paragraphs with their labels as they are said, notes by their displayed numbers."""
    numbers = notes.numbers(
        it.revision.text for it in rows if it.paragraph.kind != "note" and it.paragraph.state != "deleted"
    )
    lines = [Line(it.id, it.kind, it.label, it.level, it.state, it.wording) for it, _ in rows]
    said = spoken_labels(lines, numbers)
    return {it.id: it._replace(label=said[it.id]) for it in lines}


def _obstacles(session: Session, scope: DraftScope, seats: Mapping[int, Line]) -> dict[str, tuple[Obstacle, ...]]:
    found: dict[str, list[Obstacle]] = defaultdict(list)
    for it in adoption.obstacles(session, scope):
        seat = None if it.paragraph is None else seats[it.paragraph]
        party = None if it.party is None else scope.parties[it.party]
        found[it.kind].append(Obstacle(it.kind, seat, party, it.words))
    return {kind: tuple(found[kind]) for kind in KINDS if kind in found}


def _participants(session: Session, scope: DraftScope, seats: Mapping[int, Line]) -> tuple[Participant, ...]:
    """As stated so far; once adopted, the table that was adopted or issued last."""
    if scope.draft.phase == "adopted":
        table = reissue.issues(session, scope)[-1].payload["participation"]
        return tuple(_adopted(row, scope, seats) for row in table)
    stated = {it.party_id: it for it in position_queries.participation(session, scope.draft.id)}
    return tuple(
        Participant(it, stated[it.id].status, stated[it.id].note) if it.id in stated else Participant(it, "", "")
        for it in scope.parties.values()
        if it.id in stated or it.status != "former"
    )


def _adopted(row: Mapping[str, Any], scope: DraftScope, seats: Mapping[int, Line]) -> Participant:
    said = [Said(seats[it["paragraph"]], it["position"], it["statement"], it["outdated"]) for it in row["said"]]
    return Participant(scope.parties[row["party"]], row["status"], row["note"], tuple(said))
