"""Papers drawn up from plain values: numbers without a gap, everybody once, the right words in both languages."""

import re
from dataclasses import replace
from datetime import date, datetime
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from drafting.documents.papers import annexes, letters, lists, report, words
from drafting.documents.papers.values import (
    Adopted,
    Asked,
    Attendee,
    Elected,
    Facts,
    Item,
    Occasion,
    Represented,
    Speech,
    Theme,
)
from drafting.documents.tree import KINDS, Block
from drafting.domain import inline, notes
from drafting.domain.participants import CATEGORIES

LANGUAGES = ("en", "ru")
names = st.text(st.characters(categories=("L", "N", "P", "S")), min_size=1, max_size=12)
TEXT = (
    Block("symbol", "Ref: 1"),
    Block("title", "Communiqué"),
    Block("heading", "Aims", level=4),
    Block("operative", "To act[^1] as in[^a];", "1."),
    Block("note", "Adopted.", "1"),
    Block("note", "See[^1].", "a"),
)
ADOPTED = Adopted("Communiqué", "Ref: 1", "", "en", ("“Communiqué” was adopted by A.",), TEXT)


def occasion(language="en", **facts) -> Occasion:
    titles = {"en": "Fifth Ministerial Conference", "ru": "Пятая Министерская конференция"}
    cities = {"en": "Oravel", "ru": "Оравель"}
    given_ = {
        "language": language,
        "process": "Process",
        "title": titles[language],
        "kind": "ministerial conference",
        "first": date(2026, 6, 4),
        "last": date(2026, 6, 5),
        "city": cities[language],
        "zone": "Asia/Almaty",
    }
    return Occasion(**(given_ | facts))


@st.composite
def meetings(draw) -> Facts:
    """A meeting of any size, in either language."""
    language = draw(st.sampled_from(LANGUAGES))
    items = [
        Item(at, draw(st.sampled_from(("", str(at), "2 bis."))), "item", draw(names), "", speakers=(("opener", "A"),))
        for at in range(draw(st.integers(0, 4)))
    ]
    people = sorted(draw(st.lists(st.tuples(st.sampled_from(CATEGORIES), names, names), max_size=8)), key=rank)
    parties = draw(st.lists(st.tuples(st.sampled_from(CATEGORIES[:6]), names, st.booleans()), max_size=8))
    speeches = [
        Speech(draw(st.sampled_from([None, *(it.id for it in items)])), draw(names), "", draw(st.integers(0, 900)))
        for _ in range(draw(st.integers(0, 4)))
    ]
    return Facts(
        occasion(language, theme=draw(names)),
        tuple(items),
        tuple(Attendee(at, category, party, person) for at, (category, party, person) in enumerate(people, 1)),
        tuple(Represented(category, name, present=came) for category, name, came in parties),
        planned=tuple(speeches),
        given=tuple(speeches),
        adopted=(ADOPTED,) * draw(st.integers(0, 2)),
        themes=(Theme("T", "R", (Asked("i.", "States should act.", "donors"),)),) * draw(st.integers(0, 2)),
        elected=(Elected("A", date(2026, 6, 5), date(2028, 6, 4)),) * draw(st.integers(0, 1)),
    )


ELECTED = "Председателем Процесса на период с 5 июня 2026 года по 4 июня 2028 года избрано следующее государство: A."


def rank(person):
    return CATEGORIES.index(person[0]), person[1]


EVERY = (lists.agenda, lists.participants, lists.speakers, report.report, letters.summary, letters.transmittal)


@given(meetings())
def test_every_paper_is_a_text_that_can_be_stored(facts):
    for build in EVERY:
        blocks = build(facts)
        assert all(it.kind in KINDS and it.text.strip() for it in blocks)
        kinds = [it.kind for it in blocks]
        assert "note" not in kinds[: len(kinds) - kinds.count("note")]
        keys = [it.label for it in blocks if it.kind == "note"]
        assert len(keys) == len(set(keys))
        assert notes.orphans([it.text for it in blocks], keys) == ((), ())


@given(meetings())
def test_running_numbers_of_participants_have_no_gap(facts):
    numbers = [it.label for it in lists.participants(facts) if it.kind == "operative"]
    assert numbers == [f"{at}." for at in range(1, len(facts.attendees) + 1)]
    said = [it.text for it in lists.participants(facts) if it.kind == "operative"]
    assert [inline.plain(it) for it in said] == [it.person for it in facts.attendees]


@given(meetings())
def test_the_paragraphs_of_a_report_are_numbered_through_up_to_its_annexes(facts):
    labels = [it.label for it in body(facts) if it.kind == "operative"]
    assert labels == [f"{at}." for at in range(1, len(labels) + 1)]


@given(meetings())
def test_a_summary_is_numbered_through_with_lettered_points(facts):
    blocks = letters.summary(facts)
    labels = [it.label for it in blocks if it.kind == "operative"]
    assert labels == [f"{at}." for at in range(1, len(labels) + 1)]
    first = "a)" if facts.occasion.language == "en" else "а)"
    for before, it in pairwise(blocks):
        assert it.kind != "point" or before.kind != "operative" or it.label == first


def body(facts):
    blocks = report.report(facts)
    first = next(at for at, it in enumerate(blocks) if annexes.begins(it.text, facts.occasion.language))
    return blocks[:first]


@given(st.sampled_from(LANGUAGES), st.lists(st.booleans(), min_size=1, max_size=30))
def test_every_state_of_the_register_appears_exactly_once_in_the_participation(language, came):
    states = [
        Represented(("participating", "observers")[at % 2], f"State{at}", f"Государства{at}", present)
        for at, present in enumerate(came)
    ]
    facts = Facts(occasion(language), parties=tuple(states))
    said = " ".join(it.text for it in body(facts))
    for at in range(len(came)):
        assert len(re.findall(rf"(?:State|Государства){at}\b", said)) == 1


@pytest.mark.parametrize(
    ("facts", "said"),
    [
        ({}, "The Fifth Ministerial Conference was held in Oravel from 4 to 5 June 2026"),
        ({"last": date(2026, 6, 4)}, "The Fifth Ministerial Conference was held in Oravel on 4 June 2026"),
        ({"last": date(2026, 7, 2)}, "The Fifth Ministerial Conference was held in Oravel from 4 June to 2 July 2026"),
        ({"title": "The Seminar"}, "The Seminar was held in Oravel from 4 to 5 June 2026"),
        ({"title": "Informal Consultations"}, "The Informal Consultations were held in Oravel from 4 to 5 June 2026"),
        (
            {"language": "ru"},
            "Пятая Министерская конференция состоялась 4–5 июня 2026 года в городе Оравель",
        ),
        (
            {"language": "ru", "title": "Третье Совещание старших должностных лиц", "last": date(2026, 7, 2)},
            "Третье Совещание старших должностных лиц состоялось с 4 июня по 2 июля 2026 года в городе Оравель",
        ),
        (
            {"language": "ru", "title": "Мобильность", "kind": "seminar", "last": date(2026, 6, 4)},
            "Семинар «Мобильность» состоялся 4 июня 2026 года в городе Оравель",
        ),
        (
            {"language": "ru", "title": "Мобильность", "kind": "other", "last": date(2027, 6, 4)},
            "Встреча «Мобильность» состоялась с 4 июня 2026 года по 4 июня 2027 года в городе Оравель",
        ),
    ],
)
def test_when_and_where_a_meeting_was_held(facts, said):
    assert words.held(occasion(**facts)) == said


@pytest.mark.parametrize(
    ("first", "last", "english", "russian"),
    [
        (date(2026, 6, 5), date(2026, 6, 5), "5 June 2026", "5 июня 2026 года"),
        (date(2026, 6, 4), date(2026, 6, 5), "4–5 June 2026", "4–5 июня 2026 года"),
        (date(2026, 6, 30), date(2026, 7, 2), "30 June – 2 July 2026", "30 июня – 2 июля 2026 года"),
        (
            date(2026, 12, 31),
            date(2027, 1, 1),
            "31 December 2026 – 1 January 2027",
            "31 декабря 2026 года – 1 января 2027 года",
        ),
    ],
)
def test_the_days_of_a_meeting(first, last, english, russian):
    assert (words.days(first, last, "en"), words.days(first, last, "ru")) == (english, russian)


@pytest.mark.parametrize(
    ("present", "genitives", "said"),
    [
        (("А", "Б"), ("Республики А", "Б-ской Республики"), "представители государств-участников: Республики А и"),
        (("А", "Б"), ("Республики А", ""), "Государства-участники: А и Б."),
        (("А",), ("Республики А",), "В работе приняли участие представители государств-участников: Республики А."),
    ],
)
def test_states_stand_in_the_genitive_where_every_one_is_known(present, genitives, said):
    states = [Represented("participating", *it) for it in zip(present, genitives, strict=True)]
    assert said in " ".join(it.text for it in body(Facts(occasion("ru"), parties=tuple(states))))


@pytest.mark.parametrize(
    ("language", "titles", "said"),
    [
        ("en", ("A",), "The working group made recommendations under the theme “A”."),
        ("en", ("A", "B"), "The working groups made recommendations under the following themes: “A” and “B”."),
        ("ru", ("А",), "Рабочая группа вынесла рекомендации по теме «А»."),
        ("ru", ("А", "Б"), "Рабочие группы вынесли рекомендации по следующим темам: «А» и «Б»."),
    ],
)
def test_a_report_tells_one_theme_from_several(language, titles, said):
    themes = tuple(Theme(it, "", ()) for it in titles)
    assert any(it.text.startswith(said) for it in report.report(Facts(occasion(language), themes=themes)))


def test_annexes_stand_in_their_order_and_are_counted():
    mechanism = replace(ADOPTED, title="Operational Mechanism", kind="mechanism")
    theme = Theme("Statistics", "", (Asked("i.", "States should *act*.", ""),))
    facts = Facts(occasion(), adopted=(ADOPTED, mechanism), themes=(theme,))
    found = [it.text for it in report.report(facts) if annexes.begins(it.text, "en")]
    assert found == [
        "Annex I. Agenda",
        "Annex II. Operational Mechanism",
        "Annex III. Communiqué",
        "Annex IV. List of participants",
        "Annex V. Recommendations of the working groups",
    ]
    assert Block("operative", "States should *act*.", "i.") in report.report(facts)
    assert annexes.heading(13, "Late", "ru").text == "Приложение 13. Late"


def test_an_adopted_text_is_annexed_word_for_word_a_level_deeper():
    found = annexes.whole(ADOPTED, "n1", "en")
    assert [it.text for it in found] == [
        *("Ref: 1", "Communiqué", "Aims"),
        "To act[^n1-1] as in[^n1-a];",
        *("Adopted.", "See[^n1-1]."),
    ]
    assert [(it.kind, it.level) for it in found[:3]] == [("text", 0), ("heading", 3), ("heading", 4)]
    assert annexes.inset([Block("heading", "A", level=1)], "n1")[0].level == 2
    assert annexes.whole(ADOPTED, "n1", "ru")[0].text.startswith("[Этот текст имеется только на английском языке.")


def test_an_agenda_tells_hours_breaks_and_speakers():
    at = [datetime(2026, 6, 4, hour, 30) for hour in (9, 10, 11)]  # noqa: DTZ001 - wall time of the meeting
    items = (
        Item(1, "1", "opening", "Opening", starts=at[0], ends=at[1], speakers=(("opener", "H.E. A"),)),
        Item(2, "", "break", "Coffee", starts=at[1], ends=at[1]),
        Item(3, "2 bis.", "item", "Report", "If time allows.", starts=at[2]),
        Item(4, "3", "closing", "Closing"),
    )
    found = [f"{it.label} {it.text}".strip() for it in lists.agenda_body(Facts(occasion(), items), level=2)]
    assert found == [
        "Thursday, 4 June 2026",
        "1. 09:30–10:30 \u2002Opening",
        "– Opening: H.E. A",
        "*10:30 \u2002Coffee*",
        "2 bis. 11:30 \u2002Report",
        "– If time allows.",
        "Without a fixed time",
        "3. Closing",
    ]


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_is_empty_says_so(language):
    facts = Facts(occasion(language))
    said = [it.text for build in EVERY[:4] for it in build(facts)]
    assert {lists._NOTHING[kind][language] for kind in ("agenda", "participants", "speakers")} <= set(said)
    assert {it[language] for it in report._SILENT.values()} <= set(said)


@pytest.mark.parametrize(
    ("language", "said"),
    [
        (
            "en",
            [
                "Theme: “Mobility”.",
                "Venue: Hall 1.",
                "Chair: Belmora, Ms B.",
                "The meeting held 2 sittings.",
                "Under agenda item 2, “Debate”, statements were made by the following, in this order:",
                "Under “Debate”, statements were made by the following, in this order:",
                "Further statements, in this order:",
                "Not represented (participating States): C.",
                "“Communiqué” was adopted by A.",
                "A was elected to chair the Process from 5 June 2026 to 4 June 2028.",
            ],
        ),
        (
            "ru",
            [
                "Тема: «Mobility».",
                "Место проведения: Hall 1.",
                "Председатель: Belmora, Ms B.",
                "Число проведённых заседаний — 2.",
                "По пункту 2 повестки дня «Debate» с заявлениями в указанном порядке выступили:",
                "По вопросу «Debate» с заявлениями в указанном порядке выступили:",
                "Прочие выступления, в порядке их произнесения:",
                "Не представлены (государства-участники): C.",
                ELECTED,
            ],
        ),
    ],
)
def test_the_sentences_of_a_report(language, said):
    at = datetime(2026, 6, 4, 9, 30)  # noqa: DTZ001 - wall time of the meeting
    circumstances = {"theme": "Mobility", "venue": "Hall 1", "chair": "Belmora", "chairing": "Ms B", "sittings": 2}
    facts = Facts(
        occasion(language, symbol="P/05/04/2026", **circumstances),
        (Item(1, "2.", "statements", "Debate"), Item(2, "", "statements", "Debate")),
        parties=(Represented("participating", "C", present=False), Represented("civil society", "D", present=False)),
        given=(Speech(1, "A", "Mr A", 301, at), Speech(2, "B", "", 60), Speech(None, "C", "", 5)),
        adopted=(ADOPTED,),
        elected=(Elected("A", date(2026, 6, 5), date(2028, 6, 4)),),
    )
    blocks = report.report(facts)
    found = [it.text for it in blocks]
    assert set(said) <= set(found)
    minutes = "6\u00a0min" if language == "en" else "6\u00a0мин"
    assert f"09:30 \u2002A — Mr A ({minutes})" in found
    assert not any(re.search(r"\bD\b", it.text) for it in blocks if it.kind == "operative")
    assert blocks[0] == Block("symbol", "P/05/04/2026")


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_letter_transmits_the_summary_as_it_stands(language):
    own = (Block("symbol", "P/05/05/2026"), Block("operative", "The Chair said[^1].", "1."), Block("note", "So.", "1"))
    facts = Facts(occasion(language, chair="Belmora", symbol="P/05/06/2026"), summary=own)
    found = letters.transmittal(facts)
    assert [it.text for it in found if it.kind == "symbol"] == ["P/05/06/2026"]
    assert found[-2:] == (Block("operative", "The Chair said[^s-1].", "1."), Block("note", "So.", "s-1"))
    assert any(annexes.begins(it.text, language) for it in found)
    assert words.GAP in found[1].text


def test_words_of_the_data_are_never_read_as_markup():
    people = (Attendee(1, "participating", "A*B*", "Ms [^1] **C**"),)
    found = lists.participants(Facts(occasion(title="*T*"), attendees=people))
    assert [inline.plain(it.text) for it in found if it.kind in ("operative", "title")] == ["*T*", "Ms [^1] **C**"]
    assert not any(notes.marks(it.text) for it in found)
