"""The page of a sitting's attendance: ticks for the Office, delegations for everybody."""

from datetime import timedelta

import pytest

from drafting.persistence.records import Delegate, Party, Sitting
from drafting.services.delegation_changes import Entry
from tests.delegating import add, withdraw
from tests.factories import NOW
from tests.web.judge import judge


@pytest.fixture
def address(world):
    with world.database.writing() as session:
        made = Sitting(meeting_id=world.meeting, number=3, starts_at=NOW, ends_at=NOW + timedelta(hours=3))
        session.add(made)
        session.flush()
        return f"/meetings/{world.meeting}/sittings/{made.id}/attendance"


@pytest.fixture
def many(world):
    """Adds so many delegations with so many people each."""

    def added(delegations, people):
        with world.database.writing() as session:
            for number in range(delegations):
                names = dict.fromkeys(("name_en", "name_ru", "long_en", "long_ru"), f"State {number}")
                facts = {"kind": "state", "status": "participating", "process_id": world.process}
                party = Party(code=f"S{number}", **facts, **names)
                session.add(party)
                session.flush()
                named = dict.fromkeys(("name_en", "name_ru"), "X")
                session.add_all(
                    Delegate(meeting_id=world.meeting, party_id=party.id, place=place, is_head=not place, **named)
                    for place in range(people)
                )

    return added


def test_the_office_ticks_and_the_others_see_delegations_without_people(world, visit, address):
    first, second = (add(world, "office", entry=Entry(name_en=it)) for it in ("Mira Vel", "Oren Tal"))
    office = visit("office")
    # Who is not ticked yet is not said to be absent.
    before = visit("head.arv").get(address).text
    assert "Attendance has not been noted yet." in before
    assert "not present" not in before
    page = office.get(address).text
    assert page.count('type="checkbox"') == 2
    answer = office.post(address, data={"token": "form-0001", "shown": "", "present": [first]})
    assert (answer.status_code, answer.headers["Location"]) == (303, address)
    page = office.get(address).text
    assert f'value="{first}" checked' in page
    assert f'value="{second}" checked' not in page
    assert f'name="shown" value="{first}"' in page
    listed = visit("head.arv").get(f"/meetings/{world.meeting}/delegations").text
    assert f'href="{address}">Sitting 3</a>' in listed
    assert "1 person present" in listed
    told = visit("head.arv").get(address).text
    assert judge(told) == []
    assert "1 of 3" in told
    assert "Mira Vel" not in told
    assert told.count("not present") == 3


def test_who_is_ticked_and_is_no_delegate_is_refused_in_words(world, visit, address):
    of = add(world, "office")
    withdraw(world, "office", of)
    answer = visit("office").post(address, data={"token": "form-0001", "shown": "", "present": [of]})
    assert (answer.status_code, judge(answer.text)) == (422, [])
    assert "Somebody ticked is not in a delegation any more" in answer.text


def test_numbers_that_are_none_tick_nobody(world, visit, address):
    add(world, "office")
    form = {"token": "form-0001", "shown": "x ² -1", "present": ["", "x", str(10**12)]}
    assert visit("office").post(address, data=form).status_code == 303


def test_the_page_takes_as_many_queries_at_sixty_delegations_and_five_hundred_people_as_at_few(
    world, visit, address, count_queries, many
):
    paths = [
        address,
        f"/meetings/{world.meeting}/delegations",
        f"/meetings/{world.meeting}/delegations/{world.parties['BEL']}",
        f"/meetings/{world.meeting}/delegations/badges?of=everybody",
        f"/meetings/{world.meeting}/delegations/file",
    ]
    browser = visit("office")

    def spent():
        counted = []
        for path in paths:
            with count_queries() as queries:
                assert browser.get(path).status_code == 200
            counted.append(len(queries))
        return counted

    add(world, "office")
    spent()  # What is only once, such as the note that the person is active.
    few = spent()
    many(60, 9)
    assert spent() == few
