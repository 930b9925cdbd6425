r"""Markdown's inline signs as our inline markup.

`*` and `**` mean the same in both; `_` becomes `*`; a star between spaces is a star; `\` before punctuation makes it
literal; `<sup>5</sup>` is a note mark where the text has such a note; `<br>` is a line break.
"""

import re

from drafting.documents.note_marks import SUP, Notes
from drafting.domain import inline

_ESCAPE = r"\\(?P<literal>[!-/:-@\[-`{-~])"
_MARK = r"\[\^(?P<key>[\w-]+)\]"
_BREAK = r"(?P<br><br\s*/?>)"
_STARS = r"(?P<stars>\*+)"
_UNDERSCORE = r"(?<![\w\\])(?P<under>_{1,2})(?=[^\s_])(?P<under_text>[^_\n]*[^\s_\\])(?P=under)(?![\w_])"
_SIGN = re.compile("|".join([_ESCAPE, _MARK, SUP.replace("(", "(?P<sup>", 1), _BREAK, _STARS, _UNDERSCORE]))
_MOST_STARS = 3


def inline_text(raw: str, notes: Notes) -> str:
    """A Markdown paragraph, its lines already joined, in our inline markup."""
    written, end = [], 0
    for sign in _SIGN.finditer(raw):
        written += [inline.escape(raw[end : sign.start()]), _written(sign, notes)]
        end = sign.end()
    return "".join([*written, inline.escape(raw[end:])])


def _written(sign: re.Match[str], notes: Notes) -> str:
    if sign["literal"]:
        # Left alone where the sign means nothing to us, for "\_" is "_" here.
        return inline.escape(sign["literal"]) if sign["literal"] != "[" else r"\["
    if sign["key"]:
        return f"[^{notes.key(sign['key'])}]"
    if sign["sup"]:
        return f"[^{notes.key(sign['sup'])}]" if sign["sup"] in notes.keys else inline.escape(sign[0])
    if sign["br"]:
        return "\n"
    if sign["under"]:
        stars = "*" * len(sign["under"])
        return f"{stars}{inline_text(sign['under_text'], notes)}{stars}"
    return sign["stars"] if _is_switch(sign) else inline.escape(sign["stars"])


def _is_switch(sign: re.Match[str]) -> bool:
    """Whether stars are emphasis: not between spaces, and not more than three."""
    text, before, after = sign.string, sign.start() - 1, sign.end()
    between_spaces = before >= 0 and after < len(text) and text[before].isspace() and text[after].isspace()
    return not between_spaces and len(sign["stars"]) <= _MOST_STARS
