"""A number that no row can bear names nothing: it is never an error of ours."""

import pytest

from tests import acts

HUGE = [2**31, 2**63, -(2**63) - 1, 2**70]


@pytest.mark.parametrize("number", HUGE)
@pytest.mark.parametrize(
    "question", ["history?before=", "history?since=", "paragraphs/{}/history?before=", "desk?paragraph="]
)
def test_an_address_with_a_number_too_large_is_read_without_it(world, visit, question: str, number: int) -> None:
    answer = visit("chair").get(f"/drafts/{world.draft}/{question.format(world.paragraphs['1.'])}{number}")
    assert answer.status_code == 200


@pytest.mark.parametrize("number", HUGE)
@pytest.mark.parametrize(
    ("who", "address", "fields"),
    [
        ("head.arv", "paragraphs/{}/proposals", {"kind": "replace", "text": "To take note;"}),
        ("head.arv", "paragraphs/{}/position", {"position": "agrees"}),
        ("chair", "desk/{}/close", {}),
        ("chair", "desk/{}/reword", {"text": "To take note;"}),
        ("chair", "adoption", {}),
    ],
)
def test_a_form_with_a_number_too_large_is_a_broken_request(world, visit, who, address, fields, number: int) -> None:
    form = {**fields, "revision": number, "seq": number, "token": acts.token()}
    answer = visit(who).post(f"/drafts/{world.draft}/{address.format(world.paragraphs['1.'])}", data=form)
    assert answer.status_code == 400
