"""An uploaded file beside a draft: what became of each paragraph between the draft as it stands and the file.

Nothing is stored. Source: practice.md section 4: no silent deletion, ever.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby

from sqlalchemy.orm import Session

from drafting.domain import note_keys, notes, permissions
from drafting.domain.comparison import Outcome, Paragraph, Passage, compare
from drafting.domain.errors import NotFound
from drafting.domain.losses import Loss
from drafting.persistence.queries import drafts, home
from drafting.persistence.queries.outline import Line
from drafting.persistence.records import Draft
from drafting.services import imports, losses, texts
from drafting.services.outline import spoken_labels
from drafting.services.scope import MeetingScope


@dataclass(frozen=True)
class Part:
    """A paragraph of either version. label: as it is said; a note's is its number in the draft."""

    kind: str
    label: str
    text: str


@dataclass(frozen=True)
class Row:
    """What became of one paragraph, or of several that were split or joined.

    whence, whither: what it stood after in the draft, and stands after in the file; None at the beginning. lines: its
    loss list, () where a paragraph came, went or stayed as it was.
    """

    outcome: Outcome
    old: tuple[Part, ...]
    new: tuple[Part, ...]
    whence: Part | None
    whither: Part | None
    lines: tuple[Loss, ...]

    @property
    def before(self) -> str:
        """The words in the draft; where a paragraph was split or joined, the break between two is a line end."""
        return "\n".join(it.text for it in self.old)

    @property
    def after(self) -> str:
        return "\n".join(it.text for it in self.new)

    @property
    def deletes(self) -> bool:
        """Whether words of the draft are no more; emphasis and line ends that go take no word along."""
        return self.outcome == "deleted" or any(it.kind == "deletion" and it.words.strip("* \n") for it in self.lines)


@dataclass(frozen=True)
class Comparison:
    """rows: in the reading order of the file; died: numbers of the notes that the file marks nowhere any more."""

    draft: Draft
    upload: imports.Preview
    rows: tuple[Row, ...]
    died: tuple[str, ...]

    def counts(self) -> Mapping[Outcome, int]:
        return Counter(it.outcome for it in self.rows)

    def deletions(self) -> tuple[Row, ...]:
        return tuple(it for it in self.rows if it.deletes)

    def stretches(self) -> Iterator[tuple[Row, ...]]:
        """The rows in order: each run of unchanged ones as one stretch, every other row as one of its own."""
        for is_unchanged, run in groupby(self.rows, lambda it: it.outcome == "unchanged"):
            rows = tuple(run)
            yield from [rows] if is_unchanged else [(it,) for it in rows]


def beside(session: Session, scope: MeetingScope) -> tuple[Draft, ...]:
    """The drafts of the meeting that a file may be compared with: those that this person sees. Raises NotAllowed."""
    scope.require("import")
    return tuple(
        it
        for it in home.drafts(session, [scope.meeting.id])
        if permissions.may(scope.actor, "see draft", permissions.Subject(phase=it.phase))
    )


def comparison(session: Session, scope: MeetingScope, ref: str, draft_id: int | None) -> Comparison:
    """The upload, as it was recognised, beside a draft as it stands, without its deleted paragraphs.

    Raises NotAllowed, and NotFound for an upload or a draft that is not this person's to see in this meeting.
    """
    upload = imports.preview(session, scope, ref)
    draft = next((it for it in beside(session, scope) if it.id == draft_id), None)
    if draft is None:
        raise NotFound
    rows = [it for it in drafts.lines(session, draft.id, draft.language) if it.state != "deleted"]
    # As they would be stored, notes behind the rest.
    blocks = sorted(upload.recognition.blocks, key=lambda it: it.kind == "note")
    olds = note_keys.numbered([Paragraph(it.kind, it.label, it.text) for it in rows])
    news = note_keys.aligned(olds, [Paragraph(it.kind, it.label, texts.normal(it.text)) for it in blocks])
    before, after = _parts(olds, [it.level for it in rows]), _parts(news, [it.level for it in blocks])
    keys = {it.label for it in olds if it.kind == "note"}
    return Comparison(
        draft=draft,
        upload=upload,
        rows=tuple(_row(passage, before, after) for passage in compare(olds, news)),
        died=tuple(key for key in notes.died((it.text for it in olds), (it.text for it in news)) if key in keys),
    )


def _parts(version: Sequence[Paragraph], levels: Iterable[int]) -> list[Part]:
    lines = [
        Line(index, it.kind, it.label, level, "", "")
        for index, (it, level) in enumerate(zip(version, levels, strict=True))
    ]
    said = spoken_labels(lines, notes.numbers(it.text for it in version if it.kind != "note"))
    return [Part(it.kind, said[index], it.text) for index, it in enumerate(version)]


def _row(passage: Passage, olds: Sequence[Part], news: Sequence[Part]) -> Row:
    old, new = tuple(olds[i] for i in passage.old), tuple(news[j] for j in passage.new)
    # A text that is split or joined loses no word by it.
    texts_of = (" ".join(it.text for it in parts) for parts in (old, new))
    return Row(
        outcome=passage.outcome,
        old=old,
        new=new,
        whence=_before(olds, passage.old),
        whither=_before(news, passage.new),
        lines=losses.between(*texts_of) if old and new else (),
    )


def _before(version: Sequence[Part], at: Sequence[int]) -> Part | None:
    return version[at[0] - 1] if at and at[0] else None
