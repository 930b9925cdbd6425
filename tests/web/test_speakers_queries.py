"""A larger meeting costs the pages of its sitting no more questions to the database."""

import itertools

import pytest

from drafting.persistence.records import AgendaItem, Delegate, Floor, Party, Sitting, Speech
from tests.factories import NOW, World

MOST = 22
SMALL, LARGE = (3, 5), (60, 200)
PATHS = ("speakers", "sitting", "sitting/live", "sitting/projector", "speakers/podium")


@pytest.fixture
def debate(world) -> int:
    """An item in an open sitting, with the draft before the meeting."""
    with world.database.writing() as session:
        sitting = Sitting(meeting_id=world.meeting, number=1, starts_at=NOW, ends_at=NOW, opened_at=NOW)
        facts = {"kind": "statements", "title_en": "Debate", "title_ru": "Прения", "draft_id": world.draft}
        item = AgendaItem(meeting_id=world.meeting, place="00000", **facts)
        session.add_all([sitting, item])
        session.flush()
        before = {"draft_id": world.draft, "paragraph_id": world.paragraphs["3."]}
        session.add(Floor(meeting_id=world.meeting, sitting_id=sitting.id, item_id=item.id, **before))
        return item.id


_numbers = itertools.count(1)


def grow(world: World, item: int, delegations: int, items: int) -> None:
    """So many delegations more, all with a head and a speech, and so many items of the agenda."""
    with world.database.writing() as session:
        for number in itertools.islice(_numbers, items):
            facts = {"kind": "item", "title_en": f"Item {number}", "title_ru": f"Пункт {number}"}
            session.add(AgendaItem(meeting_id=world.meeting, place=f"{number:05}", **facts))
        for number in itertools.islice(_numbers, delegations):
            names = dict.fromkeys(("name_en", "name_ru", "long_en", "long_ru"), f"State {number:03}")
            facts = {"process_id": world.process, "kind": "state", "status": "participating"}
            party = Party(code=f"P{number}", **facts, **names)
            session.add(party)
            session.flush()
            named = {"is_head": True, "name_en": "One", "name_ru": "Один"}
            head = Delegate(meeting_id=world.meeting, party_id=party.id, place=1, **named)
            session.add(head)
            session.flush()
            state = ("asked", "listed", "given")[number % 3]
            session.add(
                Speech(
                    meeting_id=world.meeting,
                    item_id=item,
                    party_id=party.id,
                    delegate_id=head.id,
                    kind="statement",
                    place=number,
                    seconds=420,
                    state=state,
                    asked_at=NOW,
                    started_at=NOW if state == "given" else None,
                )
            )


@pytest.mark.parametrize("who", ["chair", "head.arv"])
def test_no_page_of_a_sitting_asks_more_of_the_database_when_the_meeting_is_larger(
    visit, world, debate, count_queries, who
):
    browser = visit(who)
    asked: dict[str, list[int]] = {}
    for delegations, items in (SMALL, LARGE):
        grow(world, debate, delegations, items)
        for path in PATHS:
            with count_queries() as queries:
                assert browser.get(f"/meetings/{world.meeting}/{path}").status_code == 200
            asked.setdefault(path, []).append(len(queries))
    for path, (small, large) in asked.items():
        assert small == large <= MOST, path


def test_an_unchanged_part_reads_no_list(visit, world, debate, count_queries):
    grow(world, debate, *SMALL)
    browser, path = visit("chair"), f"/meetings/{world.meeting}/sitting/live"
    tag = browser.get(path).headers["ETag"]
    with count_queries() as queries:
        assert browser.get(path, headers={"If-None-Match": tag}).status_code == 304
    assert len(queries) <= 6
    assert not [it for it in queries.statements if "FROM speech" in it]
