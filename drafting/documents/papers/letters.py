"""The skeleton of a Chair's summary, and the letter that transmits one to be a document of the United Nations.

Source: practice.md section 2: numbered paragraphs with lettered points a) b) c) / а) б) в), a place-date closing line;
the summary may be annexed to a letter of transmittal. What a person is to fill in stands as `[ ]`.
"""

from collections.abc import Iterator

from drafting.documents.papers import annexes, lists, words
from drafting.documents.papers.values import Facts, Item, Represented
from drafting.documents.papers.words import GAP, listed, plain, quoted
from drafting.documents.tree import Block
from drafting.domain.label_forms import written

_SUMMARY = {"en": "Summary by the Chair", "ru": "Резюме Председателя"}
_LETTERS = {"en": "a)", "ru": "а)"}
# Of what the Chair says nothing by itself: it is opened, adopted, interrupted or closed.
_FORMAL = frozenset({"break", "opening", "agenda", "adoption", "election", "closing"})
_SAID = {
    "en": (f"the participants noted {GAP};", f"the participants welcomed {GAP};", f"it was recommended that {GAP}."),
    "ru": (f"участники отметили {GAP};", f"участники приветствовали {GAP};", f"было рекомендовано {GAP}."),
}


def summary(facts: Facts) -> tuple[Block, ...]:
    """The skeleton: what the data tell is said, everything else is a place to be filled."""
    occasion = facts.occasion
    return (*lists.head(occasion, _SUMMARY[occasion.language]), *_summary_body(facts))


def _summary_body(facts: Facts) -> Iterator[Block]:
    language = facts.occasion.language
    sentences = [*_opening(facts), *(_on(it, language) for it in facts.agenda if it.kind not in _FORMAL)]
    closing = {
        "en": f"The Chair thanked the participants and {GAP} for {GAP}.",
        "ru": f"Председатель поблагодарил участников и {GAP} за {GAP}.",
    }
    adopted = listed([quoted(plain(it.title), language) for it in facts.adopted], language)
    if adopted:
        outcome = {
            "en": f"The meeting adopted the following: {adopted}.",
            "ru": f"Участники приняли следующие документы: {adopted}.",
        }
        sentences.append((outcome[language], ()))
    for number, (sentence, points) in enumerate([*sentences, (closing[language], ())], 1):
        yield Block("operative", sentence, f"{number}.")
        for at, point in enumerate(points, 1):
            yield Block("point", point, written(_LETTERS[language], at), 1)
    yield Block("place", f"{plain(facts.occasion.city)}, {words.day(facts.occasion.last, language)}")


Said = tuple[str, tuple[str, ...]]


def _opening(facts: Facts) -> Iterator[Said]:
    it = facts.occasion
    english = it.language == "en"
    theme = quoted(plain(it.theme), it.language)
    about = (f", on the theme {theme}" if english else f" по теме {theme}") if it.theme else ""
    yield f"{words.held(it)}{about}.", ()
    if present := tuple(_present(facts)):
        yield "The following took part:" if english else "В работе приняли участие:", present
    chair = plain(it.chair) or GAP
    yield (
        (
            f"The Chair ({chair}) opened the meeting and drew the attention of the participants to {GAP}."
            if english
            else f"Председатель ({chair}) открыл работу и обратил внимание участников на {GAP}."
        ),
        (),
    )


def _present(facts: Facts) -> Iterator[str]:
    language = facts.occasion.language
    found = [(title[language], _of(facts, category)) for category, title in words.CATEGORIES.items()]
    lines = [(title, parties) for title, parties in found if parties]
    for at, (title, parties) in enumerate(lines, 1):
        names = listed([plain(it.name) for it in parties], language)
        yield f"{title[:1].lower()}{title[1:]}: {names}{'.' if at == len(lines) else ';'}"


def _of(facts: Facts, category: str) -> list[Represented]:
    return [it for it in facts.parties if it.category == category and it.present]


def _on(item: Item, language: str) -> Said:
    title = quoted(plain(item.title), language)
    label = item.label.rstrip(".")
    if language == "en":
        return f"Under {f'agenda item {label}, ' if label else ''}{title}:", _SAID["en"]
    return f"{f'По пункту {label} повестки дня' if label else 'По вопросу'} {title}:", _SAID["ru"]


def transmittal(facts: Facts) -> tuple[Block, ...]:
    """A plain letter, its addressee and places to be filled, with the Chair's summary in the annex: as it stands, or
    its skeleton while there is none."""
    occasion = facts.occasion
    language = occasion.language
    # The letter bears the symbol; what it transmits has none of its own there.
    annex = [it for it in facts.summary or summary(facts) if it.kind != "symbol"]
    heading = Block("heading", f"{_ANNEX[language]}. {_SUMMARY[language]}", level=1)
    blocks = (*_letter(facts), heading, *annexes.inset(annex, "s"))
    return tuple(sorted(blocks, key=lambda it: it.kind == "note"))


_ANNEX = {"en": "Annex", "ru": "Приложение"}


def _letter(facts: Facts) -> Iterator[Block]:
    it = facts.occasion
    when = words.days(it.first, it.last, it.language)
    if it.symbol:
        yield Block("symbol", plain(it.symbol))
    if it.language == "en":
        yield Block(
            "title",
            f"Letter dated {GAP} from the Permanent Representative of {plain(it.chair) or GAP} to the United Nations "
            f"addressed to {GAP}",
        )
        yield Block(
            "text",
            f"I have the honour, on behalf of the Chair of the {plain(it.process)}, to transmit herewith the summary "
            f"by the Chair of the {plain(it.title)}, held in {plain(it.city)} on {when} (see annex).",
        )
        yield Block(
            "text",
            f"I should be grateful if you would have the present letter and its annex circulated as a document of "
            f"{GAP}, under agenda item {GAP}.",
        )
        yield Block("text", f"*(Signed)* {GAP}")
        yield Block("text", f"Permanent Representative of {plain(it.chair) or GAP} to the United Nations")
        return
    yield Block(
        "title",
        f"Письмо Постоянного представителя {GAP} при Организации Объединённых Наций от {GAP} на имя {GAP}",
    )
    yield Block(
        "text",
        f"От имени Председателя ({plain(it.chair) or GAP}) имею честь настоящим препроводить резюме Председателя: "
        f"{quoted(plain(it.title), 'ru')}, {when}, {plain(it.city)} (см. приложение).",
    )
    yield Block(
        "text",
        f"Буду признателен за распространение настоящего письма и приложения к нему в качестве документа {GAP} "
        f"по пункту {GAP} повестки дня.",
    )
    yield Block("text", f"*(Подпись)* {GAP}")
    yield Block("text", f"Постоянный представитель {GAP} при Организации Объединённых Наций")
