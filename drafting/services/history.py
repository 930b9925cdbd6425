"""The record as people read it: what happened, entry by entry, and the text as it stood after any of them.

The record holds only what was on the table, so nothing private to a delegation can appear here.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, cast

from sqlalchemy.orm import Session

from drafting.domain import notes, silence_book
from drafting.domain import record as books
from drafting.domain.errors import NotFound
from drafting.domain.losses import Loss
from drafting.persistence.queries import accounts, outline
from drafting.persistence.queries import history as queries
from drafting.persistence.queries import record as record_queries
from drafting.persistence.queries import silence as silence_queries
from drafting.persistence.records import Entry, Party, Person, Revision
from drafting.services import losses, silence_state, texts
from drafting.services.losses import Asker
from drafting.services.outline import numbered_notes, spoken_labels
from drafting.services.scope import DraftScope

PAGE = 50
# (paragraph, text before, text after), "" where the paragraph was not there.
Change = tuple[int, str, str]
# After these the text of a declined or withdrawn proposal is shown once more, because nothing else tells of it.
LEFT = frozenset({"declined", "withdrawn"})
# What tells who objected to a no-objection run; of a veiled answer only these facts are told.
NAMING = frozenset({"silence answered", "silence certified"})
UNVEILED = frozenset({"run", "answer", "paragraphs", "late"})


@dataclass(frozen=True)
class Changed:
    """seat: where, with the label of that time as it is said; before, after: "" where the paragraph was not there;
    losses: the loss list as the entry tells it, () where it tells none."""

    seat: outline.Line
    before: str
    after: str
    losses: tuple[Loss, ...] = ()


@dataclass(frozen=True)
class EntryView:
    """One entry. person: who, None where it was the clock or is veiled; capacity: as what; party: for which delegation;
    seat: on which paragraph, with the label of that time; changes: what it did to the text or would have done; askers:
    who is meant in their losses; about: the paragraphs that an entry on a run names; is_veiled: whether this viewer is
    not told whose it is."""

    seq: int
    kind: str
    at: datetime
    person: Person | None
    capacity: str
    party: Party | None
    seat: outline.Line | None
    payload: Mapping[str, Any]
    proposed: Asker | None
    changes: tuple[Changed, ...]
    askers: Mapping[str, Asker]
    about: tuple[outline.Line, ...] = ()
    is_veiled: bool = False


@dataclass(frozen=True)
class HistoryPage:
    """entries: newest first; older: the number to go on below, None at the beginning of the record; since: 0 for all;
    seat: the paragraph, None for the whole draft."""

    scope: DraftScope
    entries: tuple[EntryView, ...]
    older: int | None
    since: int
    seat: outline.Line | None = None


def of_draft(session: Session, scope: DraftScope, *, before: int | None = None, since: int = 0) -> HistoryPage:
    """Fifty entries below `before`, newer than `since`."""
    rows = queries.entries(session, scope.draft.id, after=since, before=before, limit=PAGE + 1)
    views = _Reader(session, scope, rows[:PAGE]).views()
    return HistoryPage(scope, views, rows[PAGE - 1].seq if len(rows) > PAGE else None, since)


def of_paragraph(session: Session, scope: DraftScope, paragraph_id: int, *, before: int | None = None) -> HistoryPage:
    """The same for one paragraph, from its import or insertion to the adoption. Raises NotFound."""
    texts.load(session, scope, paragraph_id)
    rows = queries.entries(
        session,
        scope.draft.id,
        after=0,
        before=before,
        limit=PAGE + 1,
        paragraph_id=paragraph_id,
        besides=_whole_entries(session, scope, paragraph_id),
    )
    reader = _Reader(session, scope, rows[:PAGE], only=paragraph_id)
    older = rows[PAGE - 1].seq if len(rows) > PAGE else None
    return HistoryPage(scope, reader.views(), older, 0, reader.seats[paragraph_id])


def of_run(session: Session, scope: DraftScope, number: int) -> tuple[EntryView, ...]:
    """What happened to a no-objection run, oldest first."""
    rows = queries.of_kinds(session, scope.draft.id, {*silence_book.REPLAY, "silence answered"})
    return _Reader(session, scope, [it for it in rows if it.payload["run"] == number]).views()


def _whole_entries(session: Session, scope: DraftScope, paragraph_id: int) -> list[int]:
    """Numbers of the entries on the whole text that touch this paragraph too."""
    names = (
        ("draft imported", ("paragraphs",)),
        ("text renumbered", ("labels", "texts")),
        ("draft adopted", ()),
        ("draft reissued", ("texts", "died")),
        ("silence announced", ("paragraphs",)),
    )
    return [
        it.seq
        for kind, lists in names
        for it in record_queries.of_kind(session, scope.draft.id, kind)
        if not lists or any(row["id"] == paragraph_id for name in lists for row in it.payload[name])
    ]


@dataclass(frozen=True)
class Line:
    """A paragraph as it stood."""

    id: int
    kind: str
    label: str
    level: int
    state: str
    text: str


@dataclass(frozen=True)
class AsOf:
    """The whole text after an entry; newest: whether it is the text of now."""

    scope: DraftScope
    entry: EntryView
    lines: tuple[Line, ...]
    note_numbers: Mapping[str, int]
    newest: bool


def as_of(session: Session, scope: DraftScope, seq: int) -> AsOf:
    """Rebuilt from the record alone. Raises NotFound when there is no such entry."""
    entries = record_queries.entries(session, scope.draft.id, up_to=seq)
    if not entries or entries[-1].seq != seq:
        raise NotFound
    book = books.replay((it.kind, it.party_id, it.paragraph_id, it.payload) for it in entries)
    lines = [
        Line(key, it.kind, it.label, it.level, it.state, it.texts[book.language][1])
        for key, it in sorted(book.paragraphs.items(), key=lambda item: item[1].place)
    ]
    return AsOf(
        scope=scope,
        entry=_Reader(session, scope, entries[-1:]).views()[0],
        lines=tuple(lines),
        note_numbers=notes.numbers(it.text for it in lines if it.kind != "note" and it.state != "deleted"),
        newest=seq == scope.draft.seq,
    )


class _Reader:
    """Turns entries into views, having read what they name in a fixed number of queries.

    only: the paragraph whose changes alone are of interest.
    """

    def __init__(self, session: Session, scope: DraftScope, rows: Collection[Entry], only: int | None = None) -> None:
        draft = scope.draft
        self.scope, self.rows, self.only = scope, rows, only
        lines = outline.outline(session, draft.id)
        numbers = numbered_notes(session, draft)
        self.seats = _said(lines, numbers)
        # A text is renumbered once, on adoption; before that its paragraphs were called by their earlier labels.
        self.renumbered = record_queries.of_kind(session, draft.id, "text renumbered")
        earlier = {row["id"]: row["before"] for it in self.renumbered for row in it.payload["labels"]}
        self.before = _said([it._replace(label=earlier.get(it.id, it.label)) for it in lines], numbers)
        self.people = accounts.names(session, {it.person_id for it in rows})
        refs = {it.payload["proposal"] for it in rows if "proposal" in it.payload}
        # Renumbering answers no proposal, so its own lists name none.
        refs |= {ref for it in rows for line in losses.retold(it.payload) for ref in line.asked_by}
        self.tabled = {it.ref: (it, base) for it, base in queries.tabled(session, draft.id, refs)}
        self.texts: dict[int, list[Revision]] = defaultdict(list)
        for revision in queries.revisions(session, draft.id, draft.language, _touched(rows, only)):
            self.texts[revision.paragraph_id].append(revision)
        self.hidden = _hidden_runs(session, scope, rows)

    def views(self) -> tuple[EntryView, ...]:
        return tuple(self._view(it) for it in self.rows)

    def _view(self, it: Entry) -> EntryView:
        proposal = self._asker(it.payload["proposal"]) if "proposal" in it.payload else None
        is_veiled = _is_veiled(it, self.hidden, self.scope)
        return EntryView(
            seq=it.seq,
            kind=it.kind,
            at=it.at,
            person=None if is_veiled or it.capacity == "clock" else self.people[it.person_id],
            capacity=it.capacity,
            party=None if is_veiled or it.party_id is None else self.scope.parties[it.party_id],
            seat=None if it.paragraph_id is None else self._seat(it.paragraph_id, it.seq),
            payload=_told(it, self.hidden, self.scope),
            proposed=proposal,
            changes=tuple(
                Changed(self._seat(paragraph, it.seq), before, after, _losses(it, paragraph))
                for paragraph, before, after in self._changes(it)
                if self.only in (None, paragraph)
            ),
            askers={ref: self._asker(ref) for line in losses.retold(it.payload) for ref in line.asked_by},
            about=tuple(self._seat(key, it.seq) for key in _about(it)),
            is_veiled=is_veiled,
        )

    def _asker(self, ref: str) -> Asker:
        proposal, _ = self.tabled[ref]
        return Asker(proposal.number or 0, self.scope.parties[proposal.party_id])

    def _seat(self, paragraph: int, seq: int) -> outline.Line:
        """The paragraph with the label that it bore after this entry, as it is said."""
        after = all(it.seq <= seq for it in self.renumbered)
        return self.seats[paragraph] if after else self.before[paragraph]

    def _changes(self, it: Entry) -> Iterable[Change]:
        told = {
            "draft imported": self._imported,
            "proposal tabled": self._offered,
            "proposal decided": self._settled,
            "wording changed": self._worded,
            "paragraph added": self._added,
            "paragraph ruled": self._ruled,
            "text renumbered": self._renumbered,
            "draft reissued": self._reissued,
        }
        return told[it.kind](it) if it.kind in told else ()

    def _imported(self, it: Entry) -> Iterable[Change]:
        """On the page of the whole draft the text of its beginning is a link away."""
        return ((row["id"], "", row["text"]) for row in it.payload["paragraphs"] if self.only is not None)

    def _offered(self, it: Entry) -> Iterable[Change]:
        proposal, base = self.tabled[it.payload["proposal"]]
        yield proposal.paragraph_id, "" if proposal.kind.startswith("insert") else base, proposal.text

    def _settled(self, it: Entry) -> Iterable[Change]:
        return self._offered(it) if it.payload["status"] in LEFT else ()

    def _worded(self, it: Entry) -> Iterable[Change]:
        yield self._rewritten(_paragraph(it), it.payload)

    def _added(self, it: Entry) -> Iterable[Change]:
        yield _paragraph(it), "", it.payload["text"]

    def _ruled(self, it: Entry) -> Iterable[Change]:
        """A deletion shows the words that go, and a reopening after it the words that come back."""
        paragraph = _paragraph(it)
        text = next((row.text for row in reversed(self.texts[paragraph]) if row.seq <= it.seq), "")
        if it.payload["state"] == "deleted":
            yield paragraph, text, ""
        elif it.payload["before"] == "deleted":
            yield paragraph, "", text

    def _renumbered(self, it: Entry) -> Iterable[Change]:
        return (self._rewritten(row["id"], row) for row in it.payload["texts"])

    def _reissued(self, it: Entry) -> Iterable[Change]:
        yield from self._renumbered(it)
        for row in it.payload["died"]:
            yield row["id"], self.texts[row["id"]][-1].text, ""

    def _rewritten(self, paragraph: int, row: Mapping[str, Any]) -> Change:
        before = next((it.text for it in self.texts[paragraph] if it.number == row["number"] - 1), "")
        return paragraph, before, row["text"]


def veiled(session: Session, scope: DraftScope, rows: Collection[Entry]) -> dict[int, Mapping[str, Any]]:
    """Number -> what this viewer is told of the payload, of each of these entries that they are not told whole."""
    hidden = _hidden_runs(session, scope, rows)
    told = {it.seq: _told(it, hidden, scope) for it in rows if it.kind in NAMING}
    return {it.seq: told[it.seq] for it in rows if it.seq in told and told[it.seq] is not it.payload}


def _is_veiled(it: Entry, hidden: Collection[int], scope: DraftScope) -> bool:
    """An answer to a run that keeps its objectors' names back; what the own delegation said is its own."""
    is_hidden = it.kind == "silence answered" and it.payload["run"] in hidden
    return is_hidden and it.party_id not in scope.actor.seats()


def _told(it: Entry, hidden: Collection[int], scope: DraftScope) -> Mapping[str, Any]:
    """The one place where the facts of an entry are kept back; the payload itself where none is."""
    if _is_veiled(it, hidden, scope):
        return {name: fact for name, fact in it.payload.items() if name in UNVEILED}
    if it.kind == "silence certified" and it.payload["run"] in hidden:
        return {**{name: fact for name, fact in it.payload.items() if name != "salt"}, "marks": {}}
    return it.payload


def _hidden_runs(session: Session, scope: DraftScope, rows: Iterable[Entry]) -> set[int]:
    """Numbers of the runs of which this viewer is not told who objected."""
    if not any(it.kind in NAMING for it in rows):
        return set()
    runs = silence_queries.runs(session, scope.draft.id)
    return {it.number for it in runs if not silence_state.names_shown(scope, it)}


def _about(it: Entry) -> Iterable[int]:
    if it.kind == "silence answered":
        return cast("list[int]", it.payload["paragraphs"])
    if it.kind == "silence announced" and it.payload["subject"] == "paragraphs":
        return [row["id"] for row in it.payload["paragraphs"]]
    return ()


def _said(lines: Collection[outline.Line], numbers: Mapping[str, int]) -> dict[int, outline.Line]:
    labels = spoken_labels(lines, numbers)
    return {it.id: it._replace(label=labels[it.id]) for it in lines}


def _losses(it: Entry, paragraph: int) -> tuple[Loss, ...]:
    rows = {row["id"]: row for name in ("texts", "died") for row in _listed(it, name)}
    return losses.retold(rows.get(paragraph, it.payload))


def _listed(it: Entry, name: str) -> Iterable[Mapping[str, Any]]:
    """The paragraphs that an entry on the whole text lists under this name."""
    return it.payload.get(name, ()) if it.kind in ("text renumbered", "draft reissued") else ()


def _paragraph(it: Entry) -> int:
    """Where the entry is of a kind that always names one."""
    return cast("int", it.paragraph_id)


def _touched(rows: Iterable[Entry], only: int | None) -> set[int]:
    """The paragraphs whose earlier texts are needed to show what changed."""
    found = {it.paragraph_id for it in rows if it.kind in ("wording changed", "paragraph ruled") and it.paragraph_id}
    found |= {row["id"] for it in rows for name in ("texts", "died") for row in _listed(it, name)}
    return found if only is None else found & {only}
