"""What the software suggests about brackets side by side: alternatives, independent doubts, or nothing.

In one real draft about half of the runs could not be told apart by syntax, so a person says which; a suggestion is
made only where all the signs agree. Source: practice.md section 3.
"""

import re
from collections.abc import Sequence
from typing import Literal

from drafting.domain.attribution import claims_to, words_from
from drafting.domain.brackets import Bracket

Suggestion = Literal["alternatives", "independent"]


def suggestion(text: str, members: Sequence[Bracket]) -> Suggestion | None:
    """Return what a group of adjacent brackets of one paragraph probably is; None: only a person can say.

    members: in order. Alternatives: each begins with a modal verb, each is a number or a value, or "/", "or", «или»
    stands between. Independent: one begins or ends with a comma, a semicolon or a conjunction. Signs of both: None.
    """
    ends = [it.end for it in members if it.end is not None]
    if len(ends) < len(members) or len(ends) < _PAIR:
        return None
    words = [text[words_from(text, it.start, it.end) : end - 1] for it, end in zip(members, ends, strict=True)]
    gaps = [text[claims_to(text, end) : it.start] for end, it in zip(ends, members[1:], strict=False)]
    said = [_EMPHASIS.sub("", each).strip() for each in words]
    is_choice = any(map(_OR.fullmatch, gaps)) or all(map(_MODAL.match, said)) or all(map(_VALUE.fullmatch, said))
    is_doubt = any(_JOINED.search(each) and not _CONJUNCTION_ALONE.fullmatch(each) for each in said)
    if is_choice == is_doubt:
        return None
    return "alternatives" if is_choice else "independent"


_PAIR = 2
_EMPHASIS = re.compile(r"\*|\[\^[^\[\]\s]+\]")
_OR = re.compile(r"\s*(?:/|or|или)\s*")
_MODAL = re.compile(
    r"(?i:(?:shall|should|will|would|may|might|can|could|must|ought to|is to|are to"
    r"|долж(?:ен|на|но|ны)|следует|могут|может|можно|мог(?:ла|ло|ли)? бы|вправе|обязан[аоы]?|надлежит|необходимо|нужно"
    r"|будет|будут)\b|(?:other|иное)$)"
)
_VALUE = re.compile(
    r"[–—-]?\s?[$€£]?\d[\d\s.,\u00a0\u202f–-]*(?:%|°\s?[CС]|[$€£]|percent|per cent|процент\w*"
    r"|(?:days?|weeks?|months?|years?|hours?|дн\w+|день|недел\w+|месяц\w*|лет|год\w*|час\w*))?"
)
_CONJUNCTION = r"(?:and/or|and|or|as well as|including|и/или|и|или|а также|включая|в том числе)"
_JOINED = re.compile(rf"^(?:[,;.:]|{_CONJUNCTION}\b)|(?:[,;.:]|\b{_CONJUNCTION})$")
# A conjunction that is the whole bracket joins nothing: [including][especially], [and][or].
_CONJUNCTION_ALONE = re.compile(_CONJUNCTION)
