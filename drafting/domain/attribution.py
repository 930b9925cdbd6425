"""Who holds a bracket, as its text says: `[KAZ: …]`, `[US/AU propose; CL oppose: …]`, `[Казахстан предлагает: …]`.

What is read is a claim of the text, never a recorded position, and only what is unmistakable is read: a word and a
colon at the head of a bracket may as well be a note, a label or a definition. Source: practice.md section 3.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Literal, NamedTuple

from drafting.domain.bracket_kinds import StateNames
from drafting.domain.bracket_signs import CLOSERS, OPENERS, scan, without
from drafting.domain.errors import BadText

Verb = Literal["proposes", "opposes", "retains", ""]


@dataclass(frozen=True, slots=True)
class Claim:
    """Delegations that the text says hold a bracket, and how; "" when it does not say how.

    codes: as printed, names already turned into codes; note: the mark printed with each of them, "14" in `US/MX14`
    (that is MX with note 14; US, without one, is a claim of its own), else None.
    """

    codes: tuple[str, ...]
    verb: Verb
    note: str | None


def attribution(text: str, start: int, end: int | None, names: Mapping[str, str] = {}) -> tuple[Claim, ...]:
    """Return who holds the bracket `text[start:end]`: at its head, or right after it (`[…] (KAZ, UZB)`, `[…]KAZ`).

    end: None for a bracket that does not end in this text. names: code by name, in any language; a name is recognised
    in any grammatical case, and its code also where other capital letters would not be taken for a delegation.
    """
    parties = _Parties(names)
    head, tail = _head(text, start, end, parties), _tail(text, end, parties)
    return (*(head.claims if head else ()), *(tail.claims if tail else ()))


def words_from(text: str, start: int, end: int | None, names: Mapping[str, str] = {}) -> int:
    """Return where the bracket's own words begin, after its attribution; `start + 1` when there is none."""
    head = _head(text, start, end, _Parties(names))
    return head.end if head else start + 1


def claims_to(text: str, end: int, names: Mapping[str, str] = {}) -> int:
    """Return where the codes right after the bracket that ends at `end` end; `end` when there are none."""
    tail = _tail(text, end, _Parties(names))
    return tail.end if tail else end


def attribute(text: str, start: int, codes: Sequence[str], names: Mapping[str, str] = {}) -> str:
    """Put `KAZ/UZB: ` at the head of the bracket at `start`, in place of what is said there; no codes: take it away.

    Everything else stays byte for byte, codes after the bracket too. Raises BadText: "no-bracket"; "bad-code" for one
    that could not be read again as the code of a delegation; "joins-note".
    """
    signs = scan(text)
    last = dict(signs.pairs).get(start)
    if last is None and start not in signs.openers:
        raise BadText("no-bracket", at=start)
    known = _Parties(names)
    for code in codes:
        if known.code(code) != code:
            raise BadText("bad-code", said=code)
    first = words_from(text, start, None if last is None else last + 1, names)
    if not codes:
        return without(text, (start + 1, first))
    return f"{text[: start + 1]}{'/'.join(codes)}: {text[first:]}"


class _Found(NamedTuple):
    claims: tuple[Claim, ...]
    end: int


class _Parties:
    """What may stand for a delegation: a code or a name that was given, or two to five capital letters."""

    def __init__(self, names: Mapping[str, str]) -> None:
        self._names = names
        self.codes = frozenset(names.values())

    def code(self, said: str) -> str | None:
        """The code for what was said, None when it is nobody that we know of."""
        if said in self.codes:
            return said
        if _CODE_ALONE.fullmatch(said):
            return None if said in _NO_PARTY or _ROMAN.fullmatch(said) else said
        words = _DELEGATION.sub("", said)
        return next((code for name, code in self._names.items() if words in StateNames((name,))), None)


def _head(text: str, start: int, end: int | None, parties: _Parties) -> _Found | None:
    if text[start : start + 1] not in OPENERS:
        return None
    stop = end - 1 if end is not None and text[end - 1] in CLOSERS else len(text)
    head = _HEAD.match(text, start + 1, min(stop, start + _LONGEST))
    if head is None:
        return None
    claims: list[Claim] = []
    for part in head["claims"].split(";"):
        found = _claims(part.strip(_SPACES), parties)
        if not found:
            return None
        claims += found
    if len(claims) == 1 and not claims[0].verb and end is not None:
        verb = _verb(_INSTRUCTIONS, text[head.end() : stop][:_LONGEST])
        claims = [Claim(claims[0].codes, verb, claims[0].note)]
    return _Found(tuple(claims), head.end())


def _tail(text: str, end: int | None, parties: _Parties) -> _Found | None:
    """Codes in round brackets, or glued to the bracket. One alone may be an abbreviation: it must be a known one."""
    if end is None or text[end - 1 : end] not in CLOSERS:
        return None
    tail = _TAIL.match(text, end)
    if tail is None:
        return None
    said = tail["listed"] or tail["glued"]
    codes = _codes(said, parties)
    if not codes or not (len(codes) > 1 or parties.codes.issuperset(code for code, _ in codes)):
        return None
    return _Found(tuple(_grouped(codes, "")), tail.end())


def _claims(said: str, parties: _Parties) -> list[Claim]:
    """Who and what verb: `US/AU propose`. Empty when any of it is not understood."""
    for pattern, verb in _VERBS:
        found = pattern.search(said)
        if found:
            return list(_grouped(_codes(said[: found.start()], parties), verb))
    return list(_grouped(_codes(said, parties), ""))


def _grouped(codes: Sequence[tuple[str, str | None]], verb: Verb) -> Iterator[Claim]:
    for note, held in groupby(codes, key=lambda code: code[1]):
        yield Claim(tuple(code for code, _ in held), verb, note)


def _codes(said: str, parties: _Parties) -> list[tuple[str, str | None]]:
    """(code, note) of each that is named; empty when one of them is nobody. "Trinidad and Tobago" is one name."""
    whole = parties.code(said)
    if whole is not None:
        return [(whole, None)]
    found: list[tuple[str, str | None]] = []
    for part in re.split(r"\s*[/,&+]\s*", said):
        code = _code(part, parties)
        several = [code] if code else [_code(name, parties) for name in re.split(r"\s+(?:and|и)\s+", part)]
        found += [each for each in several if each]
        if None in several:
            return []
    return found


def _code(said: str, parties: _Parties) -> tuple[str, str | None] | None:
    noted = _NOTED.fullmatch(said)
    if said in parties.codes:
        return said, None
    if noted is None or said in _NO_PARTY:
        return None
    code = parties.code(noted["who"])
    return (code, noted["note"] or noted["mark"]) if code else None


def _verb(verbs: Sequence[tuple[re.Pattern[str], Verb]], words: str) -> Verb:
    said = words.strip(_SPACES + "*.;")
    return next((verb for pattern, verb in verbs if pattern.fullmatch(said)), "")


_SPACES = " \t\u00a0\u202f"
# A head is short; reading stays linear however many brackets stay open.
_LONGEST = 300
_MARK = r"\[\^[^\[\]\s]+\]"
_HEAD = re.compile(
    rf"(?P<emphasis>\*{{0,3}})(?P<claims>(?:[^\[\]【】［］:：*\n\\]|{_MARK})+?)(?:[:：](?P=emphasis)|(?P=emphasis)[:：])"
    rf"[{_SPACES}]?"
)
_CODE_ALONE = re.compile(r"[A-ZА-ЯЁ]{2,5}")
_NOTED = re.compile(r"(?P<who>.*?[^\W\d_])(?:(?P<note>\d{1,3})|\[\^(?P<mark>[^\[\]\s]+)\])?")
_LISTED = r"[A-ZА-ЯЁ]{2,5}\d{0,3}(?:\s?[/,]\s?[A-ZА-ЯЁ]{2,5}\d{0,3})*"
_TAIL = re.compile(rf"[{_SPACES}]?\((?P<listed>{_LISTED})\)|(?P<glued>{_LISTED})(?!\w)")
_DELEGATION = re.compile(r"(?i:the |delegations? of |делегаци\w+ )+")
_VERBS: tuple[tuple[re.Pattern[str], Verb], ...] = (
    (
        re.compile(
            r"\s+(?:(?:propos|suggest|support)(?:e?s|e?d|e)?|add(?:s|ed)?|предлага[ею]т|предложил[аои]?|поддержива[ею]т)$"
        ),
        "proposes",
    ),
    (
        re.compile(
            r"\s+(?:oppos(?:es|ed|e)|object(?:s|ed)?|(?:is |are )?against|delet(?:es|ed|e)|(?:выступа[ею]т )?против"
            r"|возража[ею]т|исключить|снять)$"
        ),
        "opposes",
    ),
    (re.compile(r"\s+(?:retain(?:s|ed)?|keep(?:s)?|kept|сохран(?:ить|я[ею]т)|остав(?:ить|ля[ею]т))$"), "retains"),
)
# What may stand alone after the colon; another word there is a wording.
_INSTRUCTIONS: tuple[tuple[re.Pattern[str], Verb], ...] = (
    (re.compile(r"(?i:oppose|delete|против|исключить|снять)"), "opposes"),
    (re.compile(r"(?i:retain|keep|сохранить|оставить)"), "retains"),
)
# Capitals at the head of a bracket that are no delegation: notes, labels, the signs of the ITU, bodies of the text,
# abbreviations of chemistry, the Organization as a whole (its agencies do sit at tables).
_NO_PARTY = frozenset(
    re.findall(
        r"\w+",
        "NB NOTE NOTES TBC TBD TEXT TITLE ITEM PARA PARAS PART ART ANNEX ALL OLD NEW BASE ADD MOD SUP NOC ALT BIS TER "
        "OP PP UN COP CP CMA CMP SDG SDGS CO2 GDP GHG HIV AIDS NGO NGOS "
        "ООН НБ ПРИМ ТЕКСТ ПУНКТ ПОДП ЧАСТЬ ДОП ИСКЛ ИЗМ ВАР АЛЬТ БИС ТЕР ВСЕ ПП ОП ЦУР КС ВВП ВИЧ СПИД НПО",
    )
)
_ROMAN = re.compile(r"[IVX]{2,5}")
