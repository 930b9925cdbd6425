"""Cross-references after renumbering: "paragraph 5 above", «подпункт б) пункта 8».

A reference is rewritten only where it is certain to mean this document; one that names another document is left
alone; everything between is a doubt for a person. Source: practice.md section 2.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from itertools import pairwise

from drafting.domain.label_forms import (
    BEFORE,
    BEFORE_CYRILLIC,
    CYRILLIC_SUFFIXES,
    FORM,
    LATIN_SUFFIXES,
    SUFFIX,
    parse,
    to_roman,
)

_S = r"[\s\u00a0\u202f]"
_NUMBER = rf"\d{{1,3}}(?:\.\d{{1,3}})*(?!\d){SUFFIX}*"
_SIGNED = rf"(?:\((?:\d{{1,3}}|[ivxlc]+|[a-zа-я]){SUFFIX}*\)|(?<!\w)[a-zа-я]\)|[«“„\"][a-zа-я][»”“\"])"
_ONE = rf"(?:{_NUMBER}(?:{_S}?{_SIGNED})?|{_SIGNED})"
_ALSO = "and/or|and|or|&|as well as|и/или|и|или|либо|а также"
_AND = rf"(?:{_S}*[,;]{_S}*(?:(?:{_ALSO}){_S}+)?|{_S}+(?:{_ALSO}){_S}+)"
_TO = rf"(?:{_S}+(?:to|through|по|до){_S}+|{_S}*[–—-]{_S}*)"
_MANY = rf"{_ONE}(?:(?:{_AND}|{_TO}){_ONE})*"

_ENDINGS = "(?:а|у|ом|е|ы|ов|ам|ами|ах)?"
_PARAGRAPH = (
    rf"(?:(?:operative|preambular|постановляющ\w+|преамбульн\w+){_S}+)?"
    rf"(?:\b(?:paragraphs?|recitals?|пункт{_ENDINGS})\b|\bparas?\b\.?|§§?"
    # «п. 5» and «п.п. 5», but not «и т.п. 5».
    rf"|(?<![\w.])(?:п\.{_S}?п|пп?)\.|\b(?:OP|PP|ОП|ПП)(?![^\W\d]))"
)
_POINT = rf"\b(?:(?:sub-?paragraphs?|points?|подпункт{_ENDINGS})\b|подп\.)"
_MARKUP = rf"\*{{0,2}}{_S}*\*{{0,2}}"
# A bare letter is a point only where its paragraph is named: «подпункт б пункта 8».
_REFERENCE = re.compile(
    rf"(?:{_POINT}{_S}*(?P<points>{_MANY}|[a-zа-я](?!\w)){_S}+(?:of{_S}+)?)?"
    rf"(?P<kind>{_PARAGRAPH}){_MARKUP}(?P<paragraphs>{_MANY})(?:{_S}*,?{_S}*{_POINT}{_S}*(?P<under>{_MANY}))?"
    rf"|{_POINT}{_S}*(?P<alone>{_MANY})",
    re.IGNORECASE,
)
_LABEL = re.compile(
    rf"(?P<number>{_NUMBER})(?:{_S}?(?P<point>{_SIGNED}))?|(?P<signed>{_SIGNED}|\A[a-zа-я]\Z)", re.IGNORECASE
)
# «пп.» is «пункты», ПП a tag.
_RECITAL = re.compile("(?i:pream|recital|преамб)|PP|ПП")
_OPERATIVE = re.compile("(?i:operat|постан)|OP|ОП")
_ONE_ONLY = re.compile(rf"(?:\w+{_S}+)?(?:paragraph|para|recital|пункт(?:а|у|ом|е)?|п)", re.IGNORECASE)

# What the words after the label say about the document that is meant.
_HERE = re.compile(
    rf"{_S}*,?{_S}*(?:\b(?:above|below|hereof|выше|ниже|настоящ\w+|преамбул\w+|постановляющ\w+)\b"
    rf"|of{_S}+(?:this|the{_S}+(?:present|preamble|operative))\b)",
    re.IGNORECASE,
)
_PREAMBLE = re.compile(rf"{_S}*,?{_S}*(?:of{_S}+the{_S}+preamble|преамбулы)\b", re.IGNORECASE)
# A text of this kind without a name may be the very one: "of the communiqué", «раздела II», «этого документа».
_PERHAPS_HERE = re.compile(
    rf"{_S}*,?{_S}*(?:of{_S}+(?:the{_S}+)?(?:section|part|chapter)\b|раздел|глав|част|(?:эт|данн)(?:ой|ого)\b"
    rf"|(?:of{_S}+the{_S}+(?:communiqué|declaration|conclusions|document|text|draft)"
    rf"|коммюнике|декларации|заключения|документа|текста|проекта)\b(?!{_S}+[«A-ZА-ЯЁ\d]))"
)
_RUSSIAN_TEXT = (
    r"(?i:(?:резолюци|решени|деклараци|конвенци|протокол|приложени|стат[ье]|доклад|соглашени|договор|устав|механизм|"
    r"коммюнике|заключени|рекомендаци|план|программ|закон|документ|повестк)\w{0,3}\b|ст\.)"
)
_ENGLISH_TEXT = r"(?i:(?:resolution|decision|declaration|convention|protocol|annex|article|report|agreement|treaty)\b)"
_ELSEWHERE = re.compile(
    rf"{_S}*,?{_S}*of{_S}|{_S}+«|{_S}+[А-ЯЁ]\w*(?:ой|ого|их|ых|ей|его)\b"
    rf"|{_S}+(?:\w*(?:ой|ого|их|ых|ей|его|её){_S}+(?:же{_S}+)?)?{_RUSSIAN_TEXT}"
)
_PERHAPS_ELSEWHERE = re.compile(
    rf"{_S}+(?:(?:in|under|from|to|в|из|к){_S}+(?:the{_S}+)?)?[A-ZА-ЯЁ]"
    rf"|{_S}+(?!\w{{1,3}}{_S})(?:\w+{_S}+){{1,2}}{_RUSSIAN_TEXT}"
)
# "Article 4, paragraph 2", "the Almaty Declaration, paragraph 5", «статья 3, пункт 2», "Annex I, paragraph 5".
_NAMED_BEFORE = re.compile(
    rf"(?:\b[A-ZА-ЯЁ]\w+(?:{_S}+(?:[\w./-]*\d[\w./-]*|[IVXLC]+|[A-ZА-Я]))?"
    rf"|\b(?:{_RUSSIAN_TEXT}|{_ENGLISH_TEXT})[^,;:()]{{0,40}}){_S}*[,(]{_S}*$"
)

_LATIN = dict(zip([*CYRILLIC_SUFFIXES, "альт", BEFORE_CYRILLIC], [*LATIN_SUFFIXES[:9], "alt", BEFORE], strict=True))
_CYRILLIC = re.compile("|".join(_LATIN))
_NEARBY = 120  # characters in which a document named before its paragraph stands

_Key = tuple[str, ...]
# The parts of the new label; None where one name has two answers.
_Known = Mapping[_Key, tuple[str, ...] | None]


@dataclass(frozen=True)
class Rewritten:
    """A text after its references were looked at.

    updated: (as it stood, as it stands now); doubts: references that a person must look at, as they stand.
    """

    text: str
    updated: tuple[tuple[str, str], ...] = ()
    doubts: tuple[str, ...] = ()


def references(text: str, changed: Mapping[str, str]) -> Rewritten:
    """The text with its cross-references carried from old labels to new ones.

    changed: every old label of the document and its new one, also where they are equal. A point may be given
    with its parent: "8. б)" → "9. а)"; where the same letters stand under several paragraphs it must be.
    A doubt: a label that the document has not or has twice, a range whose length would change, a reference that
    may mean an article or another document. There the text stays as it is.
    """
    if not _REFERENCE.search(text):
        return Rewritten(text)
    known = _known(changed)
    updated: list[tuple[str, str]] = []
    doubts: list[str] = []

    def rewrite(found: re.Match[str]) -> str:
        before, after = text[: found.start()][-_NEARBY:], text[found.end() :]
        here = bool(_HERE.match(after))
        perhaps_here = not here and bool(_PERHAPS_HERE.match(after))
        if not here and not perhaps_here and _ELSEWHERE.match(after):
            return found[0]
        new = _rewritten(found, known, in_preamble=bool(_PREAMBLE.match(after)))
        named = not here and bool(_NAMED_BEFORE.search(before))
        if new == found[0] or (new is None and named):
            return found[0]
        if new is None or named or perhaps_here or _is_loose(found) or (not here and _PERHAPS_ELSEWHERE.match(after)):
            doubts.append(found[0])
            return found[0]
        updated.append((found[0], new))
        return new

    return Rewritten(_REFERENCE.sub(rewrite, text), tuple(updated), tuple(doubts))


def _known(changed: Mapping[str, str]) -> dict[_Key, tuple[str, ...] | None]:
    """Old labels as references name them → the parts of the new; None where one name has two answers."""
    known: dict[_Key, tuple[str, ...] | None] = {}
    for old, new in changed.items():
        key, parts = _key(old), _parts(new)
        # A point is also known without its parent, while its letter stands under one paragraph only.
        for name in {key, key[-1:]} if key else ():
            answer = parts[-len(name) :]
            known[name] = answer if known.get(name, answer) == answer else None
    return known


def _parts(label: str) -> tuple[str, ...]:
    """The label, or the parent's and the point's, without signs: "(3 bis)" → ("3 bis",), "8. б)" → ("8", "б")."""
    return tuple(f"{found['core']}{found['suffix']}" for found in FORM.finditer(label))


def _key(label: str) -> _Key:
    """The label without signs, in small letters, its suffix in Latin ones: a draft has one label for all languages."""
    plain = (re.sub(r"[^\w.]", "", part).lower() for part in _parts(label))
    return tuple(_CYRILLIC.sub(lambda found: _LATIN[found[0]], part) for part in plain)


def _rewritten(found: re.Match[str], known: _Known, *, in_preamble: bool) -> str | None:
    """The whole reference with new labels; None where one of them is not certain."""
    kind = found["kind"] or ""
    tag = "pp" if in_preamble or _RECITAL.match(kind) else "op" if _OPERATIVE.match(kind) else ""
    parent = _key(found["paragraphs"] or "")
    written, end = [], found.start()
    for group, over in (("points", parent), ("paragraphs", ()), ("under", parent), ("alone", ())):
        if found[group] is not None:
            new = _labels(found[group], over, tag, known)
            if new is None:
                return None
            written += [found.string[end : found.start(group)], new]
            end = found.end(group)
    return "".join([*written, found.string[end : found.end()]])


def _is_loose(found: re.Match[str]) -> bool:
    """Whether the words do not say that each number is a paragraph: "paragraph 5 and 12 States", "point 5"."""
    listed = _LABEL.finditer(found["paragraphs"] or found["alone"])
    numbers = [label for label in listed if label["number"]]
    if found["alone"]:
        return any(label["point"] is None for label in numbers)
    return len(numbers) > 1 and bool(_ONE_ONLY.fullmatch(found["kind"].rstrip(".")))


def _labels(listed: str, parent: _Key, tag: str, known: _Known) -> str | None:
    """A list of labels with the new ones in their places; None where one is not certain."""
    found = list(_LABEL.finditer(listed))
    certain: list[str] = []
    last: _Key = ()
    for label in found:
        # "8 (a) and (b)": the second point stands under the same paragraph as the first.
        above = parent or (last if label["signed"] else ())
        new = _label(label, above, tag, known)
        if new is None:
            return None
        certain.append(new)
        last = _key(label["number"]) if label["number"] else last
    for (old, then), (old_next, then_next) in pairwise(zip(found, certain, strict=True)):
        is_range = re.fullmatch(_TO, listed[old.end() : old_next.start()])
        if is_range and _steps(old[0], old_next[0]) != _steps(then, then_next):
            return None
    replaced = iter(certain)
    return _LABEL.sub(lambda _: next(replaced), listed)


def _steps(first: str, last: str) -> list[int | None]:
    """The length of a range, of its paragraphs and of its points; None where the ends are not of one list."""
    ends = zip(reversed(_parts(first)), reversed(_parts(last)), strict=False)
    said = [(parse(start), parse(end)) for start, end in ends]
    return [
        end.number - start.number if start and end and (start.style, start.suffix) == (end.style, end.suffix) else None
        for start, end in said
    ]


def _label(found: re.Match[str], parent: _Key, tag: str, known: _Known) -> str | None:
    """One label of a reference, its signs as they are."""
    whole = found[0]
    own = found["number"] or found["signed"]
    key = _key(own)
    if tag == "pp" and key[0][0].isdigit() and (tag + key[0],) not in known:
        return _recital(own, key, known)
    names = [(*parent, *key)] if parent else [(tag + key[0],), key]
    answer = next((known[name] for name in names if name in known), None)
    if answer is None:
        return None
    new = whole if _key(answer[-1]) == key else _put(own, answer[-1], tag) + whole[len(own) :]
    if found["point"] is None:
        return new
    point = known.get((*key, *_key(found["point"])))
    return None if point is None else new.removesuffix(found["point"]) + _put(found["point"], point[-1], "")


def _recital(own: str, key: _Key, known: _Known) -> str | None:
    """ "Preambular paragraph 2" of a text whose recitals have roman numerals; never operative paragraph 2."""
    answer = known.get((to_roman(int(key[0])),)) if key[0].isdigit() else None
    said = parse(f"({answer[-1]})") if answer else None
    return _put(own, str(said.number), "") if said else None


def _put(old: str, new: str, tag: str) -> str:
    """The new core between the signs of the old label."""
    core = new[len(tag) :].lstrip() if tag and new.lower().startswith(tag) else new
    return re.sub(r"\w(?:[\w\s.\u2010\u2011-]*\w)?", lambda _: core, old, count=1)
