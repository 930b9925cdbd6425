"""The parts of a finding: the wording on top of the present text, who wrote it, what is said of it, why not."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from drafting.domain.consensus import CLOSED
from drafting.domain.merge import carry
from drafting.domain.proposals import LONGEST
from drafting.domain.returned import UNTRACKED, Came, CarriedAs, Refused, Remark, Standing
from drafting.domain.returned_views import Version


@dataclass(frozen=True, slots=True)
class Wording:
    """text: what would be proposed, see `returned.Finding`."""

    carried: CarriedAs
    text: str


def carried_by(it: Standing, printed: str, said: str, base: str | None) -> Wording:
    """What a copy says of a paragraph on top of its present text.

    printed: the paragraph as it would come back unchanged; base: what the file had before the changes that are asked
    for, None where everything that differs from `printed` is asked for.
    """
    if base is not None and base != printed:
        alone = carry(base, printed, said).text
        if alone is None:
            return Wording("collides", said)
        said = alone
    if it.now == it.text == printed:
        return Wording("same", said)
    if not said:
        # Who takes out a paragraph has not seen the words that came into it since.
        return Wording("same" if it.now == it.text else "collides", "")
    found = carry(printed, it.now, said)
    if found.text is None:
        return Wording("collides", said)
    if found.outcome == "already there":
        return Wording("already there", it.now)
    return Wording("same" if it.now == it.text else "applies", found.text)


def refusal(it: Standing, mine: Wording) -> Refused:
    """Why no proposal can be made of a wording, "" where one can."""
    if it.state == "deleted":
        return "gone"
    if it.state in CLOSED:
        return "agreed"
    if mine.carried == "already there":
        return "already-there"
    return "too-long" if len(mine.text) > LONGEST else ""


def who(versions: Iterable[Version], *, ends: bool, silent: bool) -> tuple[tuple[str, ...], str]:
    """(authors sorted, latest instant). ends: whether parting and joining counts; silent: a part was not tracked."""
    names: set[str] = {UNTRACKED} if silent else set()
    at = ""
    for it in versions:
        mine = it.by | it.ends if ends else it.by
        names |= mine
        at = max(at, it.at if mine else "")
    return tuple(sorted(names or {UNTRACKED})), at


def told_of(paragraphs: Sequence[Came], versions: Iterable[Version], told: set[int]) -> tuple[Remark, ...]:
    """The comments on these versions that no finding has told yet. told: grows by their paragraphs."""
    new = [at for at in dict.fromkeys(at for it in versions for at in it.came) if at not in told]
    told.update(new)
    return tuple(remark for at in new for remark in paragraphs[at].remarks)
