"""The agenda as pages: read by everybody, kept by the Chair and the Office, with and without a script."""

import re

import pytest

from drafting.persistence.records import AgendaItem, Meeting, Sitting
from tests.agenda import ITEM, SITTING, add, kinds, order_of, plan, seal, speak
from tests.web.judge import judge

TOKEN = "a-token-of-the-test"


@pytest.fixture
def agenda(world) -> str:
    return f"/meetings/{world.meeting}/agenda"


def test_a_delegate_reads_hours_titles_and_speakers_and_is_told_of_no_warnings(visit, world, agenda):
    first = plan(world)
    item = add(world, sitting=str(first), kind="adoption", title_ru="Принятие", note_ru="Кратко", minutes="45")
    add(world, sitting=str(first), kind="break", title_ru="Кофе", title_en="Coffee")
    speak(world, item, name_ru="Г-жа Один", role="rapporteur")
    page = visit("head.bel").get(agenda, headers={"Accept-Language": "ru"}).text
    assert judge(page) == []
    for words in ("Пятница, 5 июня 2026 года", "10:00", "–10:45", "1.", "Принятие", "Кратко", "Г-жа Один", "Кофе"):
        assert words in page
    assert "warnings" not in page
    assert "moving" not in page
    kept = visit("office").get(agenda).text
    assert judge(kept) == []
    assert "It names no text and has no document that could be adopted." in kept
    assert "No time is set aside for the adoption of “Communiqué”." in kept


def test_an_empty_agenda_says_so(visit, agenda):
    assert "No sitting has been planned yet." in visit("observer").get(agenda).text


def test_the_office_plans_a_sitting_with_items_by_forms(visit, world, agenda):
    office = visit("office")
    assert 'value="2026-06-05"' in office.get(f"{agenda}/sittings/new").text
    answer = office.post(f"{agenda}/sittings", data={**SITTING, "token": TOKEN})
    assert (answer.status_code, answer.location) == (303, agenda)
    first = order_of(world)[0][0]
    form = office.get(f"{agenda}/items/new?sitting={first}").text
    assert f'<option value="{first}" selected>' in form
    for _ in range(2):
        office.post(f"{agenda}/items", data={**ITEM, "sitting": str(first), "hour": "10:30", "token": TOKEN})
    page = office.get(agenda).text
    assert "10:30" in page
    assert "Nothing is planned in the 30 min before it." in page
    item = order_of(world)[0][1][0]
    assert 'value="10:30"' in office.get(f"{agenda}/items/{item}").text
    changed = {**ITEM, "title_en": "Other words", "seal": seal(world, item), "token": TOKEN}
    assert office.post(f"{agenda}/items/{item}", data=changed).status_code == 303
    assert order_of(world) == [(first, []), (None, [item])]
    assert kinds(world) == ["sitting planned", "item added", "item changed"]
    told = office.get(f"/meetings/{world.meeting}/record").text
    for words in ("Planned: sitting 1, “Morning” on 5 June 2026.", "Put on the agenda: “Item”.", "“Other words”"):
        assert words in told


def test_what_is_wrong_stands_beside_its_field_and_nothing_typed_is_lost(visit, agenda):
    office = visit("office")
    answer = office.post(f"{agenda}/items", data={**ITEM, "minutes": "many", "title_en": "", "token": TOKEN})
    assert answer.status_code == 422
    assert judge(answer.text) == []
    assert 'id="minutes-problem"' in answer.text
    assert 'id="title_en-problem"' in answer.text
    assert 'value="many"' in answer.text
    answer = office.post(f"{agenda}/sittings", data={**SITTING, "ends": "09:00", "token": TOKEN})
    assert (answer.status_code, judge(answer.text)) == (422, [])
    assert "A sitting ends after it begins, on the same day." in answer.text
    assert 'value="09:00"' in answer.text


def test_hours_that_the_clocks_skip_are_refused(visit, world, agenda):
    with world.database.writing() as session:
        session.get_one(Meeting, world.meeting).zone = "Europe/Berlin"
    said = {**SITTING, "day": "2026-03-29", "starts": "02:30", "token": TOKEN}
    assert "the clocks of this zone skip that hour" in visit("office").post(f"{agenda}/sittings", data=said).text


def test_a_form_of_what_moved_on_keeps_its_words(visit, world, agenda):
    first, chair = plan(world), visit("chair")
    item = add(world, sitting=str(first))
    answer = chair.post(f"{agenda}/items/{item}", data={**ITEM, "title_en": "Mine", "seal": "old", "token": TOKEN})
    assert answer.status_code == 409
    assert 'value="Mine"' in answer.text
    answer = chair.post(f"{agenda}/sittings/{first}", data={**SITTING, "title_en": "Mine", "seal": "x", "token": TOKEN})
    assert answer.status_code == 409
    assert 'value="Mine"' in answer.text
    for path in (f"{agenda}/items/{item}/remove", f"{agenda}/sittings/{first}/remove"):
        answer = chair.post(path, data={"seal": "old", "token": TOKEN})
        assert (answer.status_code, judge(answer.text)) == (409, [])


def test_items_are_moved_by_the_buttons_of_the_page(visit, world, agenda):
    first, chair = plan(world), visit("chair")
    a, b = (add(world, sitting=str(first)) for _ in range(2))
    button = re.search(rf'value="({b} up [0-9a-f]+)"', chair.get(agenda).text).group(1)
    answer = chair.post(f"{agenda}/order", data={"move": button, "token": TOKEN})
    assert (answer.status_code, answer.location) == (303, f"{agenda}#item-{b}")
    assert order_of(world)[0] == (first, [b, a])
    stale = chair.post(f"{agenda}/order", data={"move": button, "token": TOKEN + "2"})
    assert stale.status_code in (303, 409)
    assert order_of(world)[0] == (first, [b, a])


def test_items_are_dragged_to_a_place(visit, world, agenda):
    first, office = plan(world), visit("office")
    second = plan(world, number="2", starts="14:00", ends="15:00")
    a, b = add(world, sitting=str(first)), add(world, sitting=str(second))
    dragged = {"move": f"{a} to {seal(world, a)}", "sitting": str(second), "before": str(b), "token": TOKEN}
    assert office.post(f"{agenda}/order", data=dragged).status_code == 303
    assert order_of(world)[:2] == [(first, []), (second, [a, b])]
    answer = office.post(f"{agenda}/order", data={**dragged, "before": "999", "move": f"{a} to {seal(world, a)}"})
    assert (answer.status_code, judge(answer.text)) == (409, [])
    assert office.post(f"{agenda}/order", data={**dragged, "move": "x up y z"}).status_code == 409


def test_a_fixed_hour_that_cannot_move_along_is_explained(visit, world, agenda):
    with world.database.writing() as session:
        session.get_one(Meeting, world.meeting).zone = "Europe/Berlin"
    first = plan(world, day="2026-03-28", starts="01:00", ends="05:00")
    second = plan(world, number="2", day="2026-03-29", starts="06:00", ends="08:00")
    item = add(world, sitting=str(first), hour="02:30")
    dragged = {"move": f"{item} to {seal(world, item)}", "sitting": str(second), "token": TOKEN}
    answer = visit("office").post(f"{agenda}/order", data=dragged)
    assert (answer.status_code, judge(answer.text)) == (422, [])
    assert "skip that hour" in answer.text


def test_speakers_are_put_down_ordered_and_taken_off(visit, world, agenda):
    office, item = visit("office"), add(world)
    path = f"{agenda}/items/{item}"
    answer = office.post(f"{path}/speakers", data={"role": "opener", "token": TOKEN})
    assert (answer.status_code, judge(answer.text)) == (422, [])
    assert "give a name in at least one language" in answer.text
    for name in ("Ms One", "Mr Two"):
        office.post(f"{path}/speakers", data={"role": "opener", "name_en": name, "token": TOKEN})
    page = office.get(path).text
    assert judge(page) == []
    assert page.index("Ms One") < page.index("Mr Two")
    last = re.findall(rf'action="{path}/speakers/(\d+)"', page)[-1]
    office.post(f"{path}/speakers/{last}", data={"do": "up", "token": TOKEN})
    page = office.get(path).text
    assert page.index("Mr Two") < page.index("Ms One")
    office.post(f"{path}/speakers/{last}", data={"do": "remove", "token": TOKEN})
    assert "Mr Two" not in office.get(path).text
    told = office.get(f"/meetings/{world.meeting}/record").text
    for words in ("Ms One was put down for “Item”.", "Mr Two is no longer put down", "The order of those put down"):
        assert words in told


def test_items_and_sittings_are_removed(visit, world, agenda):
    office, first = visit("office"), plan(world)
    item = add(world, sitting=str(first))

    shown = seal(world, first, Sitting)
    assert office.post(f"{agenda}/sittings/{first}/remove", data={"seal": shown, "token": TOKEN}).status_code == 303
    page = office.get(agenda).text
    assert "It stands in no sitting and has no hour." in page
    shown = seal(world, item)
    assert office.post(f"{agenda}/items/{item}/remove", data={"seal": shown, "token": TOKEN}).status_code == 303
    assert order_of(world) == [(None, [])]


def test_a_sitting_is_changed(visit, world, agenda):

    office, first = visit("office"), plan(world)
    form = office.get(f"{agenda}/sittings/{first}").text
    assert 'value="13:00"' in form
    said = {**SITTING, "day": "2026-06-07", "seal": seal(world, first, Sitting), "token": TOKEN}
    answer = office.post(f"{agenda}/sittings/{first}", data=said)
    assert (answer.status_code, answer.location) == (303, f"{agenda}#sitting-{first}")
    page = office.get(agenda).text
    assert "Sunday, 7 June 2026" in page
    assert "Its day is not one of those of the meeting." in page


@pytest.mark.parametrize("count", [20, 200])
def test_the_page_takes_the_same_queries_however_long_the_agenda_is(visit, world, agenda, count_queries, count):
    first, office = plan(world), visit("office")

    with world.database.writing() as session:
        facts = {"meeting_id": world.meeting, "sitting_id": first, "kind": "item", "title_en": "a", "title_ru": "а"}
        session.add_all([AgendaItem(place=f"{n:05d}", minutes=5, **facts) for n in range(count)])
    office.get(agenda)
    with count_queries() as queries:
        page = office.get(agenda).text
    assert page.count('id="item-') == count
    assert len(queries) <= 16
