"""What a no-objection run may be about, what its silence may mean, and which runs exclude one another.

Source: practice.md sections 1 and 6: silence needs a stated meaning, never guessed; one active run per subject.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Literal, get_args

from drafting.domain.errors import BadText

SubjectKind = Literal["draft", "paragraphs", "participation"]
Meaning = Literal["adoption", "agreed", "agreed ad referendum", "participation", "no participation"]
Names = Literal["all", "chair and office", "after the end"]

SUBJECTS: tuple[SubjectKind, ...] = get_args(SubjectKind)
NAMES: tuple[Names, ...] = get_args(Names)
MEANINGS: Mapping[str, tuple[Meaning, ...]] = {
    "draft": ("adoption", "agreed", "agreed ad referendum"),
    "paragraphs": ("agreed", "agreed ad referendum"),
    "participation": ("participation", "no participation"),
}
# What silence makes of the State whose participation it is about.
PARTICIPATION_AFTER: Mapping[str, str] = {"participation": "adopting", "no participation": "not participating"}


@dataclass(frozen=True, slots=True)
class Subject:
    """kind: of SUBJECTS; paragraphs: ids, of the kind "paragraphs" alone; party: whose participation."""

    kind: str
    paragraphs: frozenset[int] = frozenset()
    party: int | None = None


def require_plan(subject: Subject, meaning: str, names: str, *, severable: bool, draft_kind: str, phase: str) -> None:
    """Whether a run can be about this and mean that.

    phase: of the draft. Raises BadText: unknown-subject, subject-settled (the text is adopted, so only participation is
    left to decide), paragraphs-missing, state-missing, meaning-missing, unknown-names, not-severable.
    """
    if subject.kind not in SUBJECTS:
        raise BadText("unknown-subject")
    if phase == "adopted" and subject.kind != "participation":
        raise BadText("subject-settled")
    if subject.kind == "paragraphs" and not subject.paragraphs:
        raise BadText("paragraphs-missing")
    if subject.kind == "participation" and subject.party is None:
        raise BadText("state-missing")
    if meaning not in meanings(subject.kind, draft_kind):
        raise BadText("meaning-missing")
    if names not in NAMES:
        raise BadText("unknown-names")
    if severable and not may_be_severed(subject.kind, meaning):
        raise BadText("not-severable")


def meanings(kind: str, draft_kind: str = "text") -> tuple[Meaning, ...]:
    """What silence may mean. A decision is adopted or it is not."""
    return ("adoption",) if kind == "draft" and draft_kind != "text" else MEANINGS[kind]


def may_be_severed(kind: str, meaning: str) -> bool:
    """A text adopted as a whole, and a State's participation, cannot be agreed in part."""
    return kind != "participation" and meaning != "adoption"


def overlap(one: Subject, other: Subject) -> bool:
    """Whether two runs on one draft would decide the same thing."""
    if "participation" in (one.kind, other.kind):
        return one.kind == other.kind and one.party == other.party
    if "draft" in (one.kind, other.kind):
        return True
    return bool(one.paragraphs & other.paragraphs)


def touched_by(subject: Subject, paragraphs: Collection[int] | None) -> bool:
    """Whether a change of these paragraphs changes what was circulated. paragraphs: None for a new one in the draft.

    A State's participation is a fact apart from the text, so no change of words ends its run.
    """
    if subject.kind == "participation":
        return False
    return subject.kind == "draft" or bool(subject.paragraphs.intersection(paragraphs or ()))
