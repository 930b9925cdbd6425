"""The first reading of a file: what it says, and where changes are tracked in it, what it said before them.

Source: practice.md section 9: nothing is flattened; whoever imports a file says what its changes are.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from drafting.documents import apart, reading
from drafting.documents.tree import Recognition
from drafting.domain import returned
from drafting.domain.errors import BadText


@dataclass(frozen=True)
class Reading:
    """now: with every tracked change accepted; before: with every one rejected, as `reading.as_data` writes it, and
    copy: the file with each change under its author, as `returned.as_data` does; both None where nothing was tracked
    or nothing stood before."""

    now: Recognition
    before: Mapping[str, Any] | None = None
    copy: Mapping[str, Any] | None = None


def read_apart(data: bytes, filename: str) -> Reading:
    """Raises BadText, as `reading.read_apart` does."""
    if len(data) > reading.LARGEST:
        raise BadText("too-large", limit=reading.LARGEST)
    answer = apart.run(read_as_data, data, filename=filename)
    return Reading(reading.from_data(answer["now"]), answer["before"], answer["copy"])


def read_as_data(data: bytes, filename: str) -> dict[str, Any]:
    """A `Reading` as JSON. Raises BadText, as `reading.read` does."""
    now = reading.read(data, filename)
    told: dict[str, Any] = {"now": reading.as_data(now), "before": None, "copy": None}
    if any(it.code == "tracked-changes" for it in now.warnings):
        told |= _before(data, filename)
    return told


def _before(data: bytes, filename: str) -> dict[str, Any]:
    """Nothing where a file holds changes of formatting alone, which are nobody's words, or held nothing before."""
    copy = reading.copy_of(data, filename)
    if copy is None or not copy.tracked:
        return {}
    try:
        before = reading.read(data, filename, "reject")
    except BadText as err:
        if err.code == "empty":
            return {}
        raise
    return {"before": reading.as_data(before), "copy": returned.as_data(copy)}
