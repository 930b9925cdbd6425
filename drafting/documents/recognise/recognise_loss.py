"""The loss check: what the file says against what is stored, character by character.

White space is of no account: lines are joined and spaces after labels go. Everything else must be there.
"""

import unicodedata
from collections import Counter
from collections.abc import Iterable

from diff_match_patch import diff_match_patch

from drafting.documents.tree import Block
from drafting.domain import inline


def characters(text: str) -> str:
    """The characters of a text other than white space, NFC."""
    return "".join(unicodedata.normalize("NFC", text).split())


def stored_characters(blocks: Iterable[Block]) -> str:
    """The same for blocks: labels and words; the key of a note is ours and not the file's."""
    return characters(
        "\n".join(("" if b.kind == "note" else b.label + " ") + inline.plain(b.text) for b in blocks),
    )


def missing(read: str, stored: str) -> str:
    """The characters of `read` that `stored` has not, in order; "" when nothing is lost.

    What only stands in another place (a note printed in the middle, kept at the end) is not missing; nor is a letter
    between whose parts another sign stands.
    """
    if read == stored:
        return ""
    read, stored = unicodedata.normalize("NFD", read), unicodedata.normalize("NFD", stored)
    comparison = diff_match_patch()
    comparison.Diff_Timeout = 1.0
    diffs = comparison.diff_main(read, stored)
    elsewhere = Counter("".join(text for change, text in diffs if change == comparison.DIFF_INSERT))
    lost = []
    for sign in "".join(text for change, text in diffs if change == comparison.DIFF_DELETE):
        if elsewhere[sign]:
            elsewhere[sign] -= 1
        else:
            lost.append(sign)
    return unicodedata.normalize("NFC", "".join(lost))
