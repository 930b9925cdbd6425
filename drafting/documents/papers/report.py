"""The final report of a meeting, with its annexes.

Source: practice.md section 2: cover, introduction, participation by category, protocol of speeches, outcomes with the
sentences of adoption, annexes: agenda, mechanism, communiqué, list of participants; the recommendations come last.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace

from drafting.documents.papers import annexes, lists, words
from drafting.documents.papers.lists import by_item
from drafting.documents.papers.values import Adopted, Elected, Facts, Item, Occasion, Represented, Speech, Theme
from drafting.documents.papers.words import listed, plain, quoted, stopped
from drafting.documents.tree import Block

_TITLES = {
    "report": {"en": "Final report", "ru": "Заключительный доклад"},
    "introduction": {"en": "Introduction", "ru": "Введение"},
    "participation": {"en": "Participation", "ru": "Участники"},
    "protocol": {"en": "Proceedings", "ru": "Ход работы"},
    "outcomes": {"en": "Outcomes", "ru": "Итоги"},
    "recommendations": {"en": "Recommendations of the working groups", "ru": "Рекомендации рабочих групп"},
    "agenda": {"en": "Agenda", "ru": "Повестка дня"},
}
_SILENT = {
    "participation": {"en": "Nobody has been registered.", "ru": "Участники не зарегистрированы."},
    "protocol": {"en": "No statement has been recorded.", "ru": "Выступления не зарегистрированы."},
    "outcomes": {"en": "No text was adopted.", "ru": "Документы не принимались."},
}


def report(facts: Facts) -> tuple[Block, ...]:
    """The whole report; the blocks before the first heading are its cover, the annexes are headings of level 1."""
    body = [
        ("introduction", list(_introduction(facts))),
        ("participation", list(_participation(facts))),
        ("protocol", list(_protocol(facts))),
        ("outcomes", list(_outcomes(facts))),
    ]
    language = facts.occasion.language
    found: list[Block] = list(_cover(facts.occasion))
    count = 0
    for name, blocks in body:
        found.append(Block("heading", _TITLES[name][language], level=1))
        for it in blocks or [Block("operative", _SILENT[name][language])]:
            count += it.kind == "operative"
            found.append(replace(it, label=f"{count}.") if it.kind == "operative" else it)
    # Notes belong to the whole document, and stand at its end.
    found += _annexes(facts)
    return tuple(sorted(found, key=lambda it: it.kind == "note"))


def _cover(occasion: Occasion) -> Iterator[Block]:
    if occasion.symbol:
        yield Block("symbol", plain(occasion.symbol))
    yield Block("place", plain(occasion.process))
    yield Block("title", plain(occasion.title))
    if occasion.theme:
        yield Block("place", quoted(plain(occasion.theme), occasion.language))
    yield Block("title", _TITLES["report"][occasion.language])
    yield Block("place", words.place_line(occasion))


def _introduction(facts: Facts) -> Iterator[Block]:
    it = facts.occasion
    yield Block("operative", stopped(words.held(it)))
    yield from (Block("operative", stopped(f"{name}: {plain(said)}")) for name, said in _circumstances(it) if said)
    if it.sittings:
        yield Block("operative", _sat(it.sittings, it.language))


def _circumstances(it: Occasion) -> tuple[tuple[str, str], ...]:
    english = it.language == "en"
    chairing = ", ".join(part for part in (it.chair, it.chairing) if part)
    return (
        ("Theme" if english else "Тема", quoted(it.theme, it.language) if it.theme else ""),
        ("Venue" if english else "Место проведения", it.venue),
        ("Chair" if english else "Председатель", chairing),
        ("Host" if english else "Принимающая сторона", it.host),
        ("Organized by" if english else "Организаторы", it.organisers),
        ("Financial support" if english else "Финансовая поддержка", it.funders),
    )


def _sat(sittings: int, language: str) -> str:
    if language == "en":
        return f"The meeting held {sittings} sitting{'s' if sittings > 1 else ''}."
    return f"Число проведённых заседаний — {sittings}."


def _participation(facts: Facts) -> Iterator[Block]:
    """Every party of the register once: by category, those that were represented and those that were not."""
    language = facts.occasion.language
    for category, title in words.CATEGORIES.items():
        parties = [it for it in facts.parties if it.category == category]
        present, absent = ([it for it in parties if it.present is there] for there in (True, False))
        if present:
            yield Block("operative", _represented(category, title[language], present, language))
        # Who was invited case by case and did not come is nobody's business in a report.
        if absent and category in ("participating", "observers"):
            names = listed([plain(it.name) for it in absent], language)
            said = "Not represented" if language == "en" else "Не представлены"
            yield Block("operative", f"{said} ({title[language][:1].lower()}{title[language][1:]}): {names}.")


def _represented(category: str, title: str, parties: Sequence[Represented], language: str) -> str:
    names = listed([plain(it.name) for it in parties], language)
    if language == "ru" and category == "participating" and all(it.genitive for it in parties):
        genitive = listed([plain(it.genitive) for it in parties], language)
        return f"В работе приняли участие представители государств-участников: {genitive}."
    return f"{title}: {names}."


def _protocol(facts: Facts) -> Iterator[Block]:
    language = facts.occasion.language
    for item, speeches in by_item(facts.agenda, facts.given):
        yield Block("operative", _spoke(item, language))
        for at, it in enumerate(speeches, 1):
            yield Block("point", _speech(it, language), f"{at})", 1)


def _spoke(item: Item | None, language: str) -> str:
    english = language == "en"
    if item is None:
        return "Further statements, in this order:" if english else "Прочие выступления, в порядке их произнесения:"
    title = quoted(plain(item.title), language)
    label = item.label.rstrip(".")
    if english:
        under = f"agenda item {label}, {title}" if label else title
        return f"Under {under}, statements were made by the following, in this order:"
    under = f"пункту {label} повестки дня {title}" if label else f"вопросу {title}"
    return f"По {under} с заявлениями в указанном порядке выступили:"


def _speech(it: Speech, language: str) -> str:
    at = f"{words.hour(it.at)} \u2002" if it.at else ""
    named = f"{plain(it.party)} — {plain(it.person)}" if it.person else plain(it.party)
    return f"{at}{named} ({words.minutes(it.seconds, language)})"


def _outcomes(facts: Facts) -> Iterator[Block]:
    language = facts.occasion.language
    for it in facts.adopted:
        for sentence in it.sentences:
            yield Block("operative", plain(sentence))
    yield from (Block("operative", _elected(one, language)) for one in facts.elected)
    if facts.themes:
        yield Block("operative", _themes([quoted(plain(it.title), language) for it in facts.themes], language))


def _themes(titles: Sequence[str], language: str) -> str:
    themes = listed(titles, language)
    one = {
        "en": f"The working group made recommendations under the theme {themes}. They are annexed.",
        "ru": f"Рабочая группа вынесла рекомендации по теме {themes}. Рекомендации прилагаются.",
    }
    several = {
        "en": f"The working groups made recommendations under the following themes: {themes}. They are annexed.",
        "ru": f"Рабочие группы вынесли рекомендации по следующим темам: {themes}. Рекомендации прилагаются.",
    }
    return (one if len(titles) == 1 else several)[language]


def _elected(it: Elected, language: str) -> str:
    first, last = words.day(it.first, language), words.day(it.last, language)
    if language == "en":
        return f"{plain(it.name)} was elected to chair the Process from {first} to {last}."
    return f"Председателем Процесса на период с {first} по {last} избрано следующее государство: {plain(it.name)}."


def _annexes(facts: Facts) -> Iterator[Block]:
    """Agenda, mechanism, other adopted texts, list of participants, recommendations, counted as they come."""
    language = facts.occasion.language
    adopted = sorted(facts.adopted, key=lambda it: it.kind != "mechanism")
    made: list[tuple[str, Callable[[], Sequence[Block]]]] = [
        (_TITLES["agenda"][language], lambda: tuple(lists.agenda_body(facts, level=2)))
    ]
    made += [(plain(it.title), _of(it, f"n{at}", language)) for at, it in enumerate(adopted, 1)]
    made.append((lists.title("participants", language), lambda: tuple(lists.participants_body(facts, level=2))))
    if facts.themes:
        made.append((_TITLES["recommendations"][language], lambda: tuple(recommendations(facts.themes, language))))
    for number, (title, blocks) in enumerate(made, 1):
        yield annexes.heading(number, title, language)
        yield from blocks()


def _of(it: Adopted, prefix: str, language: str) -> Callable[[], Sequence[Block]]:
    return lambda: annexes.whole(it, prefix, language)


def recommendations(themes: Sequence[Theme], language: str) -> Iterator[Block]:
    """Roman-numbered under their themes, each with those to whom it is addressed."""
    for theme in themes:
        yield Block("heading", plain(theme.title), level=2)
        if theme.rapporteur:
            said = "Rapporteur" if language == "en" else "Докладчик"
            yield Block("text", f"*{said}: {plain(theme.rapporteur)}*")
        for it in theme.recommendations:
            # A recommendation is a text with its markup, as it was given.
            yield Block("operative", f"{it.text} *({plain(it.addressed)})*" if it.addressed else it.text, it.label)
