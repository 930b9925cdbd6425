"""Whom the name of an author speaks of, who wrote in a file: a party, a list of parties, or nobody that is known."""

from collections.abc import Iterable, Mapping


def listed(author: str, parties: Mapping[str, int]) -> tuple[int, ...]:
    """The parties that a name is a list of, as our own files name who wants the same: "Kazakhstan, Tajikistan".

    () for a name that says anything else, or one party alone. parties: every name and code → key.
    """
    parts = author.split(", ")
    found: list[int] = []
    while parts:
        # A name may have a comma of its own: "Iran, Islamic Republic of".
        size = next((size for size in range(len(parts), 0, -1) if ", ".join(parts[:size]) in parties), 0)
        if not size:
            return ()
        found.append(parties[", ".join(parts[:size])])
        parts = parts[size:]
    return tuple(found) if len(found) > 1 else ()


def speaks_of(author: str, code: str, names: Iterable[str]) -> bool:
    """Whether it is said somewhere in a name, such as "Delegation of Kazakhstan" or "KAZ", but not in "Kaz Bekov"."""
    said = _apart(author)
    words = said.casefold()
    return _apart(code) in said or any(_apart(name).casefold() in words for name in names)


def _apart(words: str) -> str:
    """With a space round each word and comma, as several are named together."""
    return f" {words.replace(',', ' ,')} "
