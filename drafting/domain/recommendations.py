"""Recommendations of working groups: how strong their verbs are, how they are numbered, and what became of them.

Source: practice.md section 2 (roman-numbered under thematic headings, one set for each group), section 7 (follow-up by
theme and addressee), section 8 (verbs carry weight).
"""

import re
from collections.abc import Iterable, Mapping

from drafting.domain.label_forms import written

# What is asked of somebody, and what a meeting did itself, each from the weakest verb to the strongest.
ASKED = ("could consider", "are invited", "should", "are strongly urged")
SETTLED = ("noted", "welcomed", "recommended", "agreed", "decided")
STRENGTHS = (*ASKED, *SETTLED)

# Whom a recommendation addresses besides parties by name.
AUDIENCES = ("participating", "all states", "chair", "office", "organizations", "donors", "civil society")

STATES = ("open", "under way", "done", "dropped")
# What nobody needs to report on any more.
OVER = frozenset({"done", "dropped"})

_ORGANIZATIONS = frozenset({"intergovernmental", "other", "united nations"})

_ENGLISH = {
    "could consider": r"\b(?:could|may wish to|might)\b",
    "are invited": r"\b(?:(?:is|are|be)\s+(?:\w+ly\s+)?)?(?:invit|encourag|request)(?:ed|es?)\b",
    "should": r"\b(?:should|ought to)\b",
    "are strongly urged": r"\b(?:(?:is|are|be)\s+)?(?:(?:\w+ly\s+)?urge|strongly\s+encourage)[sd]?\b",
    "noted": r"\b(?:took?|takes|taking)\s+note\b|\bnote[sd]\b",
    "welcomed": r"\bwelcome[sd]?\b",
    "recommended": r"\brecommend(?:s|ed)?\b",
    "agreed": r"\bagree[sd]?\b",
    "decided": r"\bdecide[sd]?\b",
}
_RUSSIAN = {
    "could consider": r"\bмог(?:ли|ло|ла|ут)?\s+бы\b|\bмо(?:гут|жет)\s+рассмотреть\b",
    "are invited": r"\bпредлага(?:ется|ют|ет)\b|\bприглаша(?:ется|ются|ют|ет)\b|\bпризыва(?:ется|ются)\b",
    "should": r"\bследует\b|\bдолж(?:ен|на|но|ны)\b",
    "are strongly urged": r"\bнастоятельно\s+(?:призыва|рекоменду|прос)\w+\b",
    "noted": r"\bотмети(?:л|ла|ли|ло)\b|\bприня(?:л|ла|ли|ло)\s+к\s+сведению\b",
    "welcomed": r"\bприветств(?:овал|овала|овали|уют|ует)\b|\bс\s+удовлетворением\s+отмети\w+",
    "recommended": r"\bрекоменд(?:овал|овала|овали|уют|ует|уется)\b",
    "agreed": r"\bсогласи(?:лся|лась|лись)\b|\bдоговори(?:лся|лась|лись)\b|\bсогласовал[аи]?\b",
    "decided": r"\bреши(?:л|ла|ли|ло)\b|\bпостанови(?:л|ла|ли|ло)\b",
}


def _patterns(verbs: Mapping[str, str]) -> tuple[re.Pattern[str], ...]:
    return tuple(re.compile(verbs[name], re.IGNORECASE) for name in STRENGTHS)


_VERBS = {"en": _patterns(_ENGLISH), "ru": _patterns(_RUSSIAN)}


def suggested(text: str, language: str) -> str:
    """The strength of the first verb of a recommendation that carries one, "" where none is known.

    A suggestion: a person says how strong it is. Of two verbs that begin at one place the longer one counts, and of
    equally long ones the stronger.
    language: "en" or "ru".
    """
    met = [
        (found.start(), -len(found[0]), -rank) for rank, it in enumerate(_VERBS[language]) if (found := it.search(text))
    ]
    return STRENGTHS[-min(met)[2]] if met else ""


def differ(english: str, russian: str) -> tuple[str, str] | None:
    """The strengths of the two languages where each carries a known one and they are not the same."""
    pair = suggested(english, "en"), suggested(russian, "ru")
    return pair if all(pair) and pair[0] != pair[1] else None


def label(number: int) -> str:
    """ "i.", "ii.", …: numbers count from 1 under each theme."""
    return written("i.", number)


def addresses(audience: str, *, kind: str, category: str, status: str) -> bool:
    """Whether a party of the register is meant by an audience; kind, category, status: the party's.

    The Chair, the Office and donors are no parties of the register: for them the Office reports.
    """
    match audience:
        case "participating":
            return kind == "state" and status == "participating"
        case "all states":
            return kind == "state" and status in ("participating", "observer")
        case "organizations":
            return kind != "state" and category in _ORGANIZATIONS
        case "civil society":
            return kind != "state" and category == "civil society"
    return False


def together(expected: Iterable[int], said: Mapping[int, str]) -> str:
    """The state of a recommendation out of what its addressees reported last.

    expected: the parties that it addresses; said: party -> state. It is done when none of them has more to do and one
    at least did it, and dropped when all dropped it; something having happened, it is under way.
    """
    states = [said.get(it, "open") for it in expected] or list(said.values())
    if not states or set(states) == {"open"}:
        return "open"
    if set(states) <= OVER:
        return "done" if "done" in states else "dropped"
    return "under way"


def silent(expected: Iterable[int], said: Mapping[int, str]) -> tuple[int, ...]:
    """The addressees from whom nothing was heard, in the order given."""
    return tuple(it for it in expected if it not in said)
