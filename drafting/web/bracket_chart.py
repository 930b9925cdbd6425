"""The small chart of open brackets after each change: a line of steps, drawn without a script or a style."""

from collections.abc import Sequence
from dataclasses import dataclass

# Of the drawing, in units of its own; the page stretches it.
WIDTH, HEIGHT = 600, 100


@dataclass(frozen=True)
class Chart:
    """line, area: paths of SVG; first, most, last: numbers of brackets at the beginning, at the most, and now."""

    line: str
    area: str
    first: int
    most: int
    last: int


def chart(counts: Sequence[int]) -> Chart | None:
    """counts: how many brackets were open after each change, in order; None where there is nothing to compare."""
    most = max(counts, default=0)
    if len(counts) < 2 or not most:  # noqa: PLR2004 - one point is no line
        return None
    step = WIDTH / len(counts)
    steps = [
        f"H{round(at * step, 1):g}V{round(HEIGHT * (1 - count / most), 1):g}" for at, count in enumerate(counts) if at
    ]
    line = f"M0 {round(HEIGHT * (1 - counts[0] / most), 1):g}{''.join(steps)}H{WIDTH}"
    return Chart(line, f"{line}V{HEIGHT}H0Z", counts[0], most, counts[-1])
