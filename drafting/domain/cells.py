"""Cells of tables that people open in a spreadsheet: what was typed must never act as a formula there.

Source: OWASP, "CSV Injection": a cell that begins with one of these signs is read as a formula.
"""

_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
_GUARD = "'"


def guarded(text: str) -> str:
    """The text so that a spreadsheet shows it as text; `plain` gives it back. A guard of the text's own is kept."""
    return _GUARD + text if text.startswith((*_FORMULA, _GUARD)) else text


def plain(cell: str) -> str:
    """What a guarded cell holds; a cell that somebody typed without a guard is what it is."""
    inner = cell.removeprefix(_GUARD)
    return inner if inner.startswith((*_FORMULA, _GUARD)) else cell
