"""The sentences of a final report on who adopted an instrument and who did not, in English and in Russian.

Source: practice.md section 2, final report: "adopted by A, B, C; D and E noted …; F will reply by note". States
stand in English alphabetical order in both languages, and in the Russian sentences in the nominative.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby


@dataclass(frozen=True, slots=True)
class Reported:
    """A party's participation. until: the day or hour until which a State in brackets is awaited, in the words of the
    report's language, "" for none; meaning: of its silence until then."""

    name: str
    status: str
    until: str = ""
    meaning: str = ""


def english(title: str, parties: Sequence[Reported]) -> tuple[str, ...]:
    """parties: in English alphabetical order, with their English names."""
    return _sentences(parties, lambda names: _in_english(title, names), _awaited_in_english)


def russian(title: str, parties: Sequence[Reported]) -> tuple[str, ...]:
    """parties: in English alphabetical order, with their Russian names in the nominative."""
    return _sentences(parties, lambda names: _in_russian(title, names), _awaited_in_russian)


Named = Mapping[str, Sequence[str]]


def _sentences(
    parties: Sequence[Reported],
    plain: Callable[[Named], Mapping[str, str]],
    awaited: Callable[[Sequence[str], str, str], str],
) -> tuple[str, ...]:
    named = {status: [it.name for it in parties if it.status == status] for status in _ORDER}
    said = {status: words for status, words in plain(named).items() if named[status]}
    found: list[str] = []
    for status in _ORDER:
        if status == "bracketed":
            found += [awaited(names, *which) for which, names in _by_deadline(parties)]
        elif status in said:
            found.append(said[status])
    return tuple(found)


_ORDER = ("adopting", "bracketed", "note verbale", "observer", "not participating")


def _by_deadline(parties: Iterable[Reported]) -> list[tuple[tuple[str, str], list[str]]]:
    """States awaited until the same hour, whose silence means the same, are named together."""
    bracketed = [it for it in parties if it.status == "bracketed"]
    order = list(dict.fromkeys((it.until, it.meaning) for it in bracketed))
    ranked = sorted(bracketed, key=lambda it: order.index((it.until, it.meaning)))
    return [(which, [it.name for it in group]) for which, group in groupby(ranked, lambda it: (it.until, it.meaning))]


def _in_english(title: str, named: Named) -> Mapping[str, str]:
    names = {status: _and(found, "and") for status, found in named.items()}
    observers = "as observers" if len(named["observer"]) > 1 else "as an observer"
    do = "do" if len(named["not participating"]) > 1 else "does"
    return {
        "adopting": f"“{title}” was adopted by {names['adopting']}.",
        "note verbale": f"{names['note verbale']} will reply by note verbale.",
        "observer": f"{names['observer']} took part {observers}.",
        "not participating": f"{names['not participating']} {do} not participate.",
    }


def _awaited_in_english(names: Sequence[str], until: str, meaning: str) -> str:
    several = len(names) > 1
    procedure = "their internal procedures" if several else "its internal procedure"
    their = "their" if several else "its"
    noted = f"{_and(names, 'and')} noted that {their} participation is pending the completion of {procedure}"
    if not until:
        return f"{noted}; no date has been set."
    means = {
        "participation": f"silence until then means that {their} participation is formalised",
        "no participation": f"silence until then means that {'they do' if several else 'it does'} not participate",
        "": "what silence until then means has not been stated",
    }
    return f"{noted}, not later than {until}; {means[meaning]}."


def _in_russian(title: str, named: Named) -> Mapping[str, str]:
    names = {status: _and(found, "и") for status, found in named.items()}
    many = {status: len(found) > 1 for status, found in named.items()}
    adopted = "приняли следующие государства" if many["adopting"] else "приняло следующее государство"
    notes = "Вербальными нотами ответят" if many["note verbale"] else "Вербальной нотой ответит"
    observers = "наблюдателей участвуют" if many["observer"] else "наблюдателя участвует"
    absent = "Не участвуют" if many["not participating"] else "Не участвует"
    return {
        "adopting": f"Документ «{title}» {adopted}: {names['adopting']}.",
        "note verbale": f"{notes} {names['note verbale']}.",
        "observer": f"В качестве {observers} {names['observer']}.",
        "not participating": f"{absent} {names['not participating']}.",
    }


def _awaited_in_russian(names: Sequence[str], until: str, meaning: str) -> str:
    several = len(names) > 1
    told = "сообщили" if several else "сообщает"
    procedures = "внутренних процедур" if several else "внутренней процедуры"
    noted = f"{_and(names, 'и')} {told}, что участие будет оформлено по завершении {procedures}"
    if not until:
        return f"{noted}; срок не установлен."
    means = {
        "participation": "молчание до истечения этого срока означает, что участие оформлено",
        "no participation": "молчание до истечения этого срока означает неучастие",
        "": "значение молчания до истечения этого срока не определено",
    }
    return f"{noted}, не позднее чем {until}; {means[meaning]}."


def _and(names: Sequence[str], conjunction: str) -> str:
    return f" {conjunction} ".join(part for part in (", ".join(names[:-1]), *names[-1:]) if part)
