"""How paragraphs are named aloud: a point by the paragraph it belongs to."""

from collections.abc import Iterable

from drafting.persistence.queries.outline import Line


def spoken_labels(lines: Iterable[Line]) -> dict[int, str]:
    """id -> label as it is said: "5", "(iv)", "2 (a)" for the point (a) of paragraph 2; "" where nothing is printed.

    lines: every paragraph in order. The label of a note is its key.
    """
    found: dict[int, str] = {}
    above: list[str] = []
    for it in lines:
        label = it.label.removesuffix(".")
        above = [*above[: it.level], label] if it.kind == "point" else [label]
        found[it.id] = " ".join(part for part in above if part) if label else ""
    return found
