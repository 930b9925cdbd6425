"""A yardstick for the diff that shares nothing with it."""

from collections.abc import Sequence


def in_common(olds: Sequence[str], news: Sequence[str]) -> int:
    """The length of a longest common subsequence, by bits (Hyyrö 2004)."""
    masks: dict[str, int] = {}
    for i, token in enumerate(olds):
        masks[token] = masks.get(token, 0) | 1 << i
    row = full = (1 << len(olds)) - 1
    for token in news:
        same = row & masks.get(token, 0)
        row = ((row + same) | (row - same)) & full
    return len(olds) - row.bit_count()
