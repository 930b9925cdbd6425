"""Cross-references after renumbering: "paragraph 5 above", «подпункт б) пункта 8».

A reference is rewritten only where it is certain to mean this document; one that names another document is left
alone; everything between is a doubt for a person. Source: practice.md section 2.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from itertools import pairwise

from drafting.domain.label_forms import FORM, SUFFIX

_S = r"[\s\u00a0\u202f]"
_NUMBER = rf"\d{{1,3}}(?:\.\d{{1,3}})*(?!\d){SUFFIX}*"
_SIGNED = rf"(?:\((?:\d{{1,3}}|[ivxlc]+|[a-zа-я]){SUFFIX}*\)|(?<!\w)[a-zа-я]\)|[«“„\"][a-zа-я][»”“\"])"
_ONE = rf"(?:{_NUMBER}(?:{_S}?{_SIGNED})?|{_SIGNED})"
_AND = rf"(?:{_S}*[,;]{_S}*(?:(?:and|or|и|или|либо){_S}+)?|{_S}+(?:and|or|и|или|либо){_S}+)"
_TO = rf"(?:{_S}+(?:to|по|до){_S}+|{_S}*[–—-]{_S}*)"
_MANY = rf"{_ONE}(?:(?:{_AND}|{_TO}){_ONE})*"

_ENDINGS = "(?:а|у|ом|е|ы|ов|ам|ами|ах)?"
_PARAGRAPH = (
    rf"(?:(?:operative|preambular|постановляющ\w+|преамбульн\w+){_S}+)?"
    rf"(?:\b(?:paragraphs?|recitals?|пункт{_ENDINGS})\b|\bparas?\b\.?|\bпп?\.|\b(?:OP|PP|ОП|ПП)(?![^\W\d]))"
)
_POINT = rf"\b(?:sub-?paragraphs?|points?|подпункт{_ENDINGS})\b"
_REFERENCE = re.compile(
    rf"(?:{_POINT}{_S}*(?P<points>{_MANY}){_S}+(?:of{_S}+)?)?(?P<kind>{_PARAGRAPH}){_S}*(?P<paragraphs>{_MANY})"
    rf"|{_POINT}{_S}*(?P<alone>{_MANY})",
    re.IGNORECASE,
)
_LABEL = re.compile(rf"(?P<number>{_NUMBER})(?:{_S}?(?P<point>{_SIGNED}))?|(?P<signed>{_SIGNED})", re.IGNORECASE)
_RECITAL = re.compile("pream|recital|PP|преамб|ПП", re.IGNORECASE)
_OPERATIVE = re.compile("operat|OP|постан|ОП", re.IGNORECASE)

# What the words after the label say about the document that is meant.
_HERE = re.compile(
    rf"{_S}*,?{_S}*(?:\b(?:above|below|hereof|выше|ниже|настоящ\w+|преамбул\w+|постановляющ\w+)\b"
    rf"|of{_S}+(?:this|the{_S}+(?:present|preamble|operative))\b)",
    re.IGNORECASE,
)
_STEMS = (
    "резолюци|решени|деклараци|конвенци|протокол|приложени|стат[ье]|доклад|соглашени|договор|устав|механизм|"
    "коммюнике|заключени|рекомендаци|план|программ|закон|документ"
)
_ELSEWHERE = re.compile(
    rf"{_S}*,?{_S}*of{_S}|{_S}+«|{_S}+[А-ЯЁ]\w*(?:ой|ого|их|ых|ей|его)\b|{_S}+(?:\w+{_S}+)?(?:{_STEMS})"
)
_PERHAPS_ELSEWHERE = re.compile(rf"{_S}+(?:(?:in|under|from|to|в|из|к){_S}+(?:the{_S}+)?)?[A-ZА-ЯЁ]")
# "Article 4, paragraph 2", "the Almaty Declaration, paragraph 5", «статья 3, пункт 2».
_NAMED_BEFORE = re.compile(rf"(?:\b[A-ZА-ЯЁ]\w+|\b(?:{_STEMS})\w*)(?:{_S}+[\w./]*\d\w*)?{_S}*[,(]{_S}*$")

_Key = tuple[str, ...]


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
    known = _known(changed)
    updated: list[tuple[str, str]] = []
    doubts: list[str] = []

    def rewrite(found: re.Match[str]) -> str:
        before, after = text[: found.start()], text[found.end() :]
        here = bool(_HERE.match(after))
        if not here and _ELSEWHERE.match(after):
            return found[0]
        new = _rewritten(found, known)
        named = not here and bool(_NAMED_BEFORE.search(before))
        if new == found[0] or (new is None and named):
            return found[0]
        if new is None or named or (not here and _PERHAPS_ELSEWHERE.match(after)):
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
    return tuple(re.sub(r"[^\w.]", "", part).lower() for part in _parts(label))


def _rewritten(found: re.Match[str], known: Mapping[_Key, tuple[str, ...] | None]) -> str | None:
    """The whole reference with new labels; None where one of them is not certain."""
    kind = found["kind"] or ""
    tag = "pp" if _RECITAL.match(kind) else "op" if _OPERATIVE.match(kind) else ""
    parent = _key(found["paragraphs"]) if found["points"] else ()
    written, end = [], found.start()
    for group, over in (("points", parent), ("paragraphs", ()), ("alone", ())):
        if found[group] is not None:
            new = _labels(found[group], over, tag, known)
            if new is None:
                return None
            written += [found.string[end : found.start(group)], new]
            end = found.end(group)
    return "".join([*written, found.string[end : found.end()]])


def _labels(listed: str, parent: _Key, tag: str, known: Mapping[_Key, tuple[str, ...] | None]) -> str | None:
    """A list of labels with the new ones in their places; None where one is not certain."""
    found = list(_LABEL.finditer(listed))
    new = [_label(label, parent, tag, known) for label in found]
    certain = [label for label in new if label is not None]
    if len(certain) < len(new):
        return None
    for (old, then), (old_next, then_next) in pairwise(zip(found, certain, strict=True)):
        is_range = re.fullmatch(_TO, listed[old.end() : old_next.start()])
        if is_range and _steps(old[0], old_next[0]) != _steps(then, then_next):
            return None
    replaced = iter(certain)
    return _LABEL.sub(lambda _: next(replaced), listed)


def _steps(first: str, last: str) -> int | None:
    """The length of a range of plain numbers; None for other labels, whose ranges go by their ends."""
    return int(last) - int(first) if first.isdigit() and last.isdigit() else None


def _label(found: re.Match[str], parent: _Key, tag: str, known: Mapping[_Key, tuple[str, ...] | None]) -> str | None:
    """One label of a reference, its signs as they are."""
    whole = found[0]
    own = found["number"] or found["signed"]
    key = _key(own)
    answers = [known.get(name) for name in ((*parent, *key) if parent else (tag + key[0],), key) if name in known]
    answer = answers[0] if answers else None
    if answer is None:
        return None
    new = whole if _key(answer[-1]) == key else _put(own, answer[-1], tag) + whole[len(own) :]
    if found["point"] is None:
        return new
    point = known.get((*key, *_key(found["point"])))
    return None if point is None else new.removesuffix(found["point"]) + _put(found["point"], point[-1], "")


def _put(old: str, new: str, tag: str) -> str:
    """The new core between the signs of the old label."""
    core = new[len(tag) :].lstrip() if tag and new.lower().startswith(tag) else new
    return re.sub(r"\w(?:[\w\s.-]*\w)?", lambda _: core, old, count=1)
