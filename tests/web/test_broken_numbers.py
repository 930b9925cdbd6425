"""Numbers that no row bears, where our own forms and addresses carry one: an answer, and nothing changed."""

from io import BytesIO

import pytest

GIANTS = ("99999999999", "99999999999999999999", "9" * 5000)


@pytest.mark.parametrize("number", [*GIANTS, "-99999999999999999999", "²", "٣", "x"])
@pytest.mark.parametrize("page", ["processes/{process}/record?before=", "meetings/{meeting}/record?before="])
def test_a_record_before_no_entry_begins_with_the_newest(visit, world, page, number):
    path = page.format(process=world.process, meeting=world.meeting)
    answer = visit("chair").get(f"/{path}{number}")
    assert (answer.status_code, "no such page" in answer.text) == (200, False)


@pytest.mark.parametrize("number", [*GIANTS, "²"])
def test_a_follow_up_of_no_addressee_is_a_page(visit, world, number):
    answer = visit("chair").get(f"/processes/{world.process}/follow-up?to=party-{number}&theme={number}")
    assert answer.status_code == 200


@pytest.mark.parametrize("number", GIANTS)
def test_a_recommendation_to_nobody_is_refused_beside_its_field(visit, world, number):
    browser, groups = visit("office"), f"/meetings/{world.meeting}/groups"
    form = {"token": "submission-1", "theme_en": "Statistics", "theme_ru": "Статистика"}
    assert browser.post(f"{groups}/new", data=form).status_code == 303
    words = {"token": "submission-2", "text_en": "Share.", "text_ru": "Делиться.", "strength": "should"}
    answer = browser.post(f"{groups}/1/recommendations/new", data={**words, "parties": number})
    assert answer.status_code == 422
    assert "Share." in answer.text


@pytest.mark.parametrize("number", [*GIANTS, "²"])
def test_no_state_is_elected_by_a_number_of_none(visit, world, number):
    form = {"token": "submission-1", "state": number, "elected_on": "2026-06-05", "starts_on": "2026-06-05"}
    answer = visit("secretariat").post(f"/processes/{world.process}/chair/terms", data=form)
    assert answer.status_code == 422


def test_the_name_of_a_file_has_no_sign_that_a_database_refuses(visit, world):
    file = (BytesIO(b"1. To welcome the report;"), "draft\x00.txt")
    answer = visit("office").post(f"/meetings/{world.meeting}/import", data={"token": "submission-1", "file": file})
    assert answer.status_code == 303
