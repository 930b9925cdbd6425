"""Files that came back from delegations, read in a process of their own: strangers made them."""

from collections.abc import Iterator, Sequence
from typing import Any

from drafting.documents import apart, reading
from drafting.domain import returned
from drafting.domain.errors import BadText


def as_data(data: bytes) -> dict[str, Any]:
    """What a returned copy says, as `returned.as_data` writes it. Raises BadText: empty, copy-not-word, and as
    `reading.copy_of`."""
    if not data:
        raise BadText("empty")
    copy = reading.copy_of(data, "")
    if copy is None:
        raise BadText("copy-not-word")
    return returned.as_data(copy)


def read(data: bytes) -> returned.Copy:
    """Raises BadText: as `as_data`, and as `apart.run`."""
    return returned.from_data(apart.run(as_data, data))


def read_each(files: Sequence[bytes]) -> Iterator[returned.Copy | BadText]:
    """Many files in one process, each answer when it is there; a file that cannot be read costs the others nothing."""
    for answer in apart.run_each(as_data, files):
        yield answer if isinstance(answer, BadText) else returned.from_data(answer)
