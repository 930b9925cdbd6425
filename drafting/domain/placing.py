"""Where a reader expects a change: among the places that give the same texts, the most readable one."""

from collections.abc import Sequence

from drafting.domain.alignment import Hunk

# How far a deletion or insertion is moved, in tokens, to stand where a reader expects it.
_REACH = 64
_SENTENCE_ENDS = frozenset(".;:!?…。；：！？؟؛")
_SEPARATORS = frozenset(" ,;،，、")
_PAIRED = {"]": "[", ")": "(", "}": "{", "】": "【", "］": "［", "»": "«", "”": "“"}
_OPENERS = frozenset(_PAIRED.values())


def placed(olds: Sequence[str], news: Sequence[str], found: Sequence[Hunk]) -> list[Hunk]:
    """Move each pure deletion or insertion among the places that give the same texts to the most readable one."""
    placed: list[Hunk] = []
    for index, hunk in enumerate(found):
        # One unchanged token at least stays on either side, or hunks would run together.
        floor = placed[-1].end + 1 if placed else 0
        roof = found[index + 1].start - 1 if index + 1 < len(found) else len(olds)
        places = _places(olds, news, hunk, floor, roof)
        placed.append(max(places, key=lambda place: _readable(olds, news, place)) if places[1:] else hunk)
    return placed


def _places(olds: Sequence[str], news: Sequence[str], hunk: Hunk, floor: int, roof: int) -> list[Hunk]:
    """Every place of a hunk within the unchanged tokens around it, leftmost first."""
    if hunk.end > hunk.start and hunk.new_end > hunk.new_start:
        return [hunk]
    tokens, first, last = (
        (olds, hunk.start, hunk.end) if hunk.end > hunk.start else (news, hunk.new_start, hunk.new_end)
    )
    left = right = 0
    most = min(_REACH, hunk.start - floor)
    while left < most and tokens[first - left - 1] == tokens[last - left - 1]:
        left += 1
    most = min(_REACH, roof - hunk.end)
    while right < most and tokens[first + right] == tokens[last + right]:
        right += 1
    return [Hunk(*(at + step for at in hunk)) for step in range(-left, right + 1)]


def _readable(olds: Sequence[str], news: Sequence[str], place: Hunk) -> tuple[bool, bool, bool]:
    """Whole brackets and quotations first, then whole sentences, then words with the space before them."""
    run = olds[place.start : place.end] or news[place.new_start : place.new_end]
    sentences = _last_sign(olds, place.start) in _SENTENCE_ENDS and _last_sign(run, len(run)) in _SENTENCE_ENDS
    phrase = run[0] in _SEPARATORS and run[-1] not in _SEPARATORS
    return _is_balanced(run), sentences, phrase


def _last_sign(tokens: Sequence[str], end: int) -> str:
    """The last token before `end` that is not a space; a text begins as if after a sentence."""
    while end and tokens[end - 1].isspace():
        end -= 1
    return tokens[end - 1] if end else "."


def _is_balanced(run: Sequence[str]) -> bool:
    opened: list[str] = []
    for token in run:
        if token in _OPENERS:
            opened.append(token)
        elif token in _PAIRED and (not opened or opened.pop() != _PAIRED[token]):
            return False
    return not opened and run.count("*") % 2 == 0 and run.count("**") % 2 == 0
