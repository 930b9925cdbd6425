"""The search of the archive, on both databases: what it finds, how it ranks, and that nothing makes it fail."""

from datetime import date

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import select, text

from drafting.domain.readership import ANYBODY
from drafting.persistence.database import Database
from drafting.persistence.records import Document, Meeting, Process, Recommendation, SearchEntry, WorkingGroup
from drafting.services import matters, readers, search, search_index
from drafting.services.scope import meeting_scope
from drafting.services.search import Query, Results
from tests import acts
from tests.archive import open_to, publish, reissue, second_draft
from tests.factories import NOW, World


@pytest.fixture
def archive(conference: World) -> World:
    """The communiqué published, everything of the conference public, and two recommendations."""
    acts.agree_all(conference)
    acts.adopt(conference)
    publish(conference)
    open_to(conference, "public")
    with conference.database.writing() as session:
        scope = meeting_scope(session, conference.people["office"], conference.meeting, NOW, lock=True)
        group = WorkingGroup(meeting_id=conference.meeting, place=1, theme_en="Asylum", theme_ru="Убежище")
        session.add(group)
        session.flush()
        rows = [
            Recommendation(
                meeting_id=conference.meeting,
                group_id=group.id,
                number=number,
                text_en=f"States should train {who}.",
                text_ru=f"Государствам следует обучать {whom}; ещё объём.",
                strength="should",
            )
            for number, who, whom in ((1, "border guards", "пограничников"), (2, "judges", "судей"))
        ]
        session.add_all(rows)
        matters.record(session, scope.meeting, scope.actor, "record opened", group, *rows, now=NOW)
    return conference


def find(world: World, words: str, who: str = "", **filters) -> Results:
    with world.database.reading() as session:
        reader = readers.readership(session, world.people[who], NOW) if who else ANYBODY
        return search.search(session, reader, Query(words, **filters))


def titles(results: Results) -> list[str]:
    return [it.entry.title for it in results.hits]


FOUND = {
    "trains": {"document", "recommendation"},
    "training": {"document", "recommendation"},
    "пограничнику": {"recommendation"},
    "судья": {"recommendation"},
    "ОБЪЁМ": {"recommendation"},
    "объем": {"recommendation"},
    "конференции": {"meeting"},
    "Almaty": {"meeting"},
    "Test Process/01/01/2026": {"document"},
    "communique": set(),
    "communiqués": {"document"},
    '"exchange of information"': {"document"},
    '"information exchange"': set(),
    "report judges": set(),
    "тестового процесса": {"process"},
}


def test_words_are_found_in_all_their_forms_and_phrases_in_order(archive: World):
    found = {words: {it.entry.kind for it in find(archive, words).hits} for words in FOUND}
    assert found == FOUND


def test_a_hit_shows_its_words_marked_and_leads_to_its_place(archive: World):
    (hit,) = find(archive, '"exchange of information"').hits
    assert (hit.slug, hit.process.slug, hit.meeting and hit.meeting.slug) == (
        "test-process-01-01-2026",
        "test",
        "first",
    )
    assert [it.text for it in hit.snippet if it.found] == ["exchange", "of", "information"]
    assert hit.entry.title == "Communiqué of the First Conference"


def test_a_title_weighs_more_than_a_text(archive: World):
    assert find(archive, "conference").hits[0].entry.kind in ("meeting", "document")
    with archive.database.writing() as session:
        scope = meeting_scope(session, archive.people["office"], archive.meeting, NOW, lock=True)
        for title, theme in (("Seminar", "On judges and others"), ("Judges", "")):
            it = Meeting(process_id=archive.process, slug=title, kind="seminar", title_en=title, title_ru="Семинар")
            it.theme_en, it.theme_ru, it.city_en, it.city_ru, it.zone = theme, "", "", "", "UTC"
            it.starts_on = it.ends_on = NOW.date()
            it.access = "public"
            session.add(it)
            session.flush()
            search_index.follow(session, (it,))
        assert scope.meeting.id
    assert titles(find(archive, "judges", kind="meeting")) == ["Judges", "Seminar"]


FILTERED = (
    ({}, 4),
    ({"kind": "recommendation"}, 2),
    ({"kind": "meeting"}, 0),
    ({"language": "ru"}, 0),
    ({"language": "en"}, 4),
    ({"year": 2026}, 3),
    ({"year": 1999}, 0),
    ({"process": "test"}, 4),
    ({"process": "another"}, 0),
    ({"kind": "no such kind", "year": 0}, 0),
)


def test_filters_narrow_what_is_found(archive: World):
    with archive.database.writing() as session:
        process = session.get_one(Process, archive.process)
        process.name_en = "States of the Test"
        search_index.follow(session, (process,))
    for filters, total in FILTERED:
        assert find(archive, "states", **filters).total == total, filters


def test_hits_come_in_pages(archive: World):
    with archive.database.writing() as session:
        group = session.scalars(select(WorkingGroup)).one()
        rows = [
            Recommendation(
                meeting_id=archive.meeting,
                group_id=group.id,
                number=number,
                text_en=f"Plenty, number {number}.",
                text_ru="Много.",
                strength="should",
            )
            for number in range(3, 48)
        ]
        session.add_all(rows)
        session.flush()
        search_index.follow(session, rows)
    pages = [find(archive, "plenty", page=number) for number in (1, 2, 3)]
    assert [(it.total, it.pages, it.page, len(it.hits)) for it in pages] == [
        (45, 3, 1, 20),
        (45, 3, 2, 20),
        (45, 3, 3, 5),
    ]
    assert len({it.entry.id for page in pages for it in page.hits}) == 45
    assert find(archive, "plenty", page=99).page == 3
    assert find(archive, "plenty", page=-5).page == 1


def test_the_newest_issue_is_found_and_an_earlier_one_no_more(archive: World):
    reissue(archive, "3.", "States shall convene every year.")
    assert find(archive, "convene").total == 0
    publish(archive)
    assert [it.entry.kind for it in find(archive, "convene").hits] == ["document"]
    assert find(archive, '"should meet"').total == 0
    assert len(find(archive, "communiqué").hits) == 1


def test_each_language_of_a_document_is_found(archive: World):
    with archive.database.reading() as session:
        document = session.scalars(select(Document.id)).one()
    publish(archive, draft=second_draft(archive, language="ru"), document=document)
    assert {it.entry.language for it in find(archive, "Test Process/01/01/2026", kind="document").hits} == {"en", "ru"}


def test_a_document_renamed_is_found_by_its_new_title(archive: World):
    with archive.database.writing() as session:
        scope = meeting_scope(session, archive.people["office"], archive.meeting, NOW, lock=True)
        document = session.scalars(select(Document)).one()
        document.title_en = "Declaration on seafarers"
        matters.record(session, scope.meeting, scope.actor, "record opened", document, now=NOW)
    assert titles(find(archive, "seafarer")) == ["Declaration on seafarers"]


def test_a_theme_or_a_year_that_changes_is_followed(archive: World):
    with archive.database.writing() as session:
        group = session.scalars(select(WorkingGroup)).one()
        meeting = session.get_one(Meeting, archive.meeting)
        group.theme_en, meeting.starts_on = "Seafaring", date(2025, 12, 31)
        search_index.follow(session, (group, meeting))
    assert [it.entry.kind for it in find(archive, "seafaring", year=2025).hits] == ["recommendation"] * 2
    assert find(archive, "asylum").total == 0


def test_a_paper_is_found_until_it_is_withdrawn_or_removed(archive: World):
    with archive.database.writing() as session:
        scope = meeting_scope(session, archive.people["office"], archive.meeting, NOW, lock=True)
        rows = []
        for meeting in (archive.meeting, None):
            paper = Document(process_id=archive.process, meeting_id=meeting, kind="other", language="en")
            paper.title_en, paper.title_ru, paper.access = "Note on lighthouses", "О маяках", "public"
            session.add(paper)
            rows.append(paper)
        session.flush()
        search_index.follow(session, rows)
        number = rows[0].id
        assert scope.meeting.id
    assert [it.entry.kind for it in find(archive, "маяк").hits] == ["paper", "paper"]
    with archive.database.writing() as session:
        session.get_one(Document, number).withdrawn_at = NOW
    assert find(archive, "lighthouse").total == 1
    with archive.database.writing() as session:
        row = session.get_one(Document, number)
        session.delete(row)
        session.flush()
        search_index.follow(session, (), (row,))
    assert find(archive, "lighthouse").total == 1


def test_the_index_made_anew_is_the_index_that_was_kept(archive: World):
    reissue(archive, "3.", "States shall convene every year.")
    publish(archive)

    def stands() -> list[tuple[object, ...]]:
        with archive.database.reading() as session:
            entries = session.scalars(
                select(SearchEntry).order_by(SearchEntry.kind, SearchEntry.of, SearchEntry.language)
            )
            words = "SELECT title, body FROM search_words ORDER BY title, body"
            return [
                *((it.kind, it.of, it.language, it.title, it.text, it.year) for it in entries),
                *map(tuple, session.execute(text(words))),
            ]

    kept = stands()
    with archive.database.writing() as session:
        assert search_index.rebuild(session) == len(kept) // 2
    assert stands() == kept


def test_what_is_not_committed_is_not_found(archive: World):
    class ChangedMindError(Exception):
        pass

    def change_one_s_mind() -> None:
        with archive.database.writing() as session:
            meeting = session.get_one(Meeting, archive.meeting)
            meeting.title_en = "Unheard of"
            search_index.follow(session, (meeting,))
            raise ChangedMindError

    with pytest.raises(ChangedMindError):
        change_one_s_mind()
    assert find(archive, "unheard").total == 0


def test_years_are_those_of_what_the_reader_may_find(archive: World):
    with archive.database.reading() as session:
        assert search.years(session, ANYBODY) == [2026]
    open_to(archive, "participants")
    with archive.database.reading() as session:
        assert search.years(session, ANYBODY) == []


def test_counts_and_pages_tell_nothing_of_what_is_not_the_reader_s(archive: World):
    open_to(archive, "participants")
    for who in ("", "stranger"):
        for words in ("states", "communiqué", "training", "конференция"):
            assert find(archive, words, who) == search.Results((), 0, 1, 0)
    assert find(archive, "states", "observer").total == 3


ODD = ("", "   ", '""', "* ( ) :", "\x00", "-", "AND OR NOT NEAR(", "a" * 200_000, "да " * 70_000)


def test_no_query_fails(archive: World):
    assert all(find(archive, query).total >= 0 for query in ODD)


def test_any_words_at_all_can_be_looked_for(archive: World):
    @settings(max_examples=80, suppress_health_check=list(HealthCheck))
    @given(st.text(max_size=80) | st.text(alphabet="\"'*():^-+{}[]\\/&|!<>ab ё«»\x00", max_size=40))
    def never_fails(query: str) -> None:
        results = search.search(session, ANYBODY, Query(query))
        assert results.total >= len(results.hits)

    with archive.database.reading() as session:
        never_fails()


def test_an_empty_archive_is_searched_too(database: Database):
    with database.reading() as session:
        assert search.search(session, ANYBODY, Query("anything")).hits == ()


def test_a_search_takes_as_many_queries_whatever_it_finds(archive: World, count_queries):
    with count_queries() as few:
        find(archive, "judges")
    with count_queries() as many:
        find(archive, "states")
    assert len(few) == len(many) == 2
