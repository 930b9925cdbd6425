"""The six cases of a Russian name of a State, by the rules that such names follow.

A dictionary does not know a name it has not read, and guesses (a trial of pymorphy3 made «жоров» of the invented State
of Жорам and declined every apposition), so the endings decide here. Where an ending may be read in two ways both forms
are given: a form too many is never met in a text, a form too few leaves a name unrecognised.
"""

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import product

# The forms of a word in the nominative, genitive, dative, accusative, instrumental and prepositional.
Cases = tuple[tuple[str, ...], ...]
Endings = Sequence[str | Sequence[str]]


@lru_cache(maxsize=4096)
def declined(name: str) -> frozenset[str]:
    """Every form of a name, its nominative among them.

    What stands behind the first noun goes along with it or stays: «Республики Таджикистан», «Республики
    Таджикистана», «Королевством Саудовская Аравия», «Боснии и Герцеговины», «Ирана (Исламской Республики)». Usage
    wavers, so both are given.
    """
    # Words, and between them what parts them.
    parts = re.split(r"([\s()]+)", name.strip())
    nouns = [at for at in range(0, len(parts), 2) if not _adjective_endings(parts[at])]
    head = nouns[0] + 1 if nouns else len(parts)
    forms = {name}
    for case in range(6):
        for reach in {head, len(parts)}:
            words = [_forms(parts, at, case) if at < reach else (part,) for at, part in enumerate(parts)]
            forms.update("".join(chosen) for chosen in product(*words))
    # Official documents print «Соединенные», «Объединенные»; other texts may not.
    dotted = {form.replace("диненн", "динённ") for form in forms}
    return frozenset(forms | dotted | {form.replace("ё", "е") for form in forms})


def _forms(parts: Sequence[str], at: int, case: int) -> Sequence[str]:
    word = parts[at]
    if not _CYRILLIC.fullmatch(word) or word in _SMALL:
        return (word,)
    following = "".join(parts[at + 2 : at + 3])
    endings = _adjective_endings(word)
    if endings and following and following not in _SMALL:
        return _inflected(word, endings)[case]
    return _noun(word)[case]


def _adjective_endings(word: str) -> Endings:
    return next((it for pattern, it in _ADJECTIVES if pattern.search(word)), ())


@lru_cache(maxsize=4096)
def _noun(word: str) -> Cases:
    if "-" in word:
        return _hyphened(word)
    endings = next((it for pattern, it in _NOUNS if pattern.search(word)), ("",) * 6)
    plain = _inflected(word, endings)
    if endings is not _CONSONANT or not _FLEETING.search(word):
        return plain
    # Египет, Египта: before an ending the last vowel may go.
    shorter = _inflected(_FLEETING.sub("", word), endings)
    return tuple(it if it == (word,) else (*it, *other) for it, other in zip(plain, shorter, strict=True))


def _hyphened(word: str) -> Cases:
    """Гвинеи-Бисау, Шри-Ланки: any of the parts may be declined."""
    parts = [(part, _noun(part)) for part in word.split("-")]
    return tuple(tuple(_joined(parts, case)) for case in range(6))


def _joined(parts: Sequence[tuple[str, Cases]], case: int) -> Iterator[str]:
    yield from dict.fromkeys("-".join(it) for it in product(*((part, *cases[case]) for part, cases in parts)))


def _inflected(word: str, endings: Endings) -> Cases:
    """The endings of the six cases in place of the first one, which the word has."""
    stem = word[: len(word) - len(endings[0])]
    return tuple(tuple(stem + ending for ending in ((it,) if isinstance(it, str) else it)) for it in endings)


_CYRILLIC = re.compile(r"[А-Яа-яЁё’'-]+")
_SMALL = frozenset({"и", "в", "на"})
_VELAR, _HUSH = "гкх", "жшщчц"
_ADJECTIVES: tuple[tuple[re.Pattern[str], Endings], ...] = (
    (
        re.compile(rf"[{_HUSH}]ая$"),
        ("ая", ("ей", "ой"), ("ей", "ой"), "ую", ("ей", "ой"), ("ей", "ой")),
    ),
    (re.compile(r"ая$"), ("ая", "ой", "ой", "ую", "ой", "ой")),
    (re.compile(r"яя$"), ("яя", "ей", "ей", "юю", "ей", "ей")),
    (re.compile(rf"[{_VELAR}{_HUSH}]ое$"), ("ое", "ого", "ому", "ое", "им", "ом")),
    (re.compile(r"ое$"), ("ое", "ого", "ому", "ое", "ым", "ом")),
    (re.compile(r"ее$"), ("ее", "его", "ему", "ее", "им", "ем")),
    (re.compile(r"ый$"), ("ый", "ого", "ому", "ый", "ым", "ом")),
    (re.compile(rf"[{_VELAR}]ий$"), ("ий", "ого", "ому", "ий", "им", "ом")),
    (re.compile(rf"[н{_HUSH}]ий$"), ("ий", "его", "ему", "ий", "им", "ем")),
    (re.compile(rf"[{_VELAR}{_HUSH}]ой$"), ("ой", "ого", "ому", "ой", "им", "ом")),
    (re.compile(r"[внтд]ой$"), ("ой", "ого", "ому", "ой", "ым", "ом")),
    (re.compile(r"ые$"), ("ые", "ых", "ым", "ые", "ыми", "ых")),
    (re.compile(rf"[н{_VELAR}{_HUSH}]ие$"), ("ие", "их", "им", "ие", "ими", "их")),
    # Соломоновы Острова, Каймановы острова.
    (re.compile(r"[а-яё]{3}[ое]вы$"), ("ы", "ых", "ым", "ы", "ыми", "ых")),
)
_FLEETING = re.compile(r"(?<=[бвгджзклмнпрстфхцчшщ])[ео](?=[бвгдзклмнпрстфх]$)")
_CONSONANT: Endings = ("", "а", "у", "", "ом", "е")
# What is none of these, such as Конго, Чили or Перу, has one form.
_NOUNS: tuple[tuple[re.Pattern[str], Endings], ...] = (
    (re.compile(r"(?i)^острова$"), ("а", "ов", "ам", "а", "ами", "ах")),
    (re.compile(r"[оуэыю]а$"), ("",) * 6),  # Никарагуа, Самоа.
    (re.compile(r"ия$"), ("я", "и", "и", "ю", "ей", "и")),
    (re.compile(r"я$"), ("я", "и", "е", "ю", ("ей", "ёй"), "е")),
    (re.compile(rf"[{_VELAR}]а$"), ("а", "и", "е", "у", "ой", "е")),
    (re.compile(r"[жшщч]а$"), ("а", "и", "е", "у", ("ей", "ой"), "е")),
    (re.compile(r"а$"), ("а", "ы", "е", "у", ("ой", "ей"), "е")),
    (re.compile(r"(?:ств|ов|ев)о$"), ("о", "а", "у", "о", "ом", "е")),
    (re.compile(r"[иь]е$"), ("е", "я", "ю", "е", "ем", ("и", "е"))),
    (re.compile(r"ы$"), ("ы", ("ов", ""), "ам", "ы", "ами", "ах")),
    (re.compile(r"ь$"), ("ь", ("я", "и"), ("ю", "и"), "ь", ("ем", "ём", "ью"), ("е", "и"))),
    (re.compile(r"й$"), ("й", "я", "ю", "й", "ем", ("е", "и"))),
    (re.compile(r"[жшщчц]$"), ("", "а", "у", "", ("ом", "ем"), "е")),
    (re.compile(r"[бвгдзклмнпрстфх]$"), _CONSONANT),
)
