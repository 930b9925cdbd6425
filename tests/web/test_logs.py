"""The log says that something happened, and never what is private or secret."""

import json

import pytest

from drafting.services import proposals
from drafting.web.logs import JsonLines
from tests import acts


def told(caplog) -> str:
    return "\n".join(map(JsonLines().format, caplog.records))


@pytest.fixture
def lines(app, caplog, monkeypatch):
    """What our own log says, as it is written."""
    monkeypatch.setattr("drafting.web.logs.LOGGER.propagate", True)
    caplog.clear()
    return caplog


def test_an_error_names_the_route_and_neither_the_proposal_nor_its_words(app, world, visit, lines, monkeypatch) -> None:
    ref = acts.propose(world, "head.arv", "1.", "To thank nobody;", table=False)

    def broken(*_arguments, **_fields) -> None:
        raise RuntimeError("something of ours")

    monkeypatch.setattr(proposals, "table", broken)
    answer = visit("head.arv").post(f"/drafts/{world.draft}/proposals/{ref}/table", data={"token": acts.token()})
    assert answer.status_code == 500
    said = told(lines)
    assert "something of ours" in said
    assert "/drafts/<int:draft_id>/proposals/<ref>/table" in said
    assert ref not in said
    assert "nobody" not in said


def test_an_error_on_a_link_does_not_tell_the_link(app, client, lines, monkeypatch) -> None:
    def broken(*_arguments) -> None:
        raise RuntimeError("something of ours")

    monkeypatch.setattr("drafting.services.accounts.invited", broken)
    assert client.get("/invitation/a-secret-that-signs-in").status_code == 500
    assert "something of ours" in told(lines)
    assert "a-secret-that-signs-in" not in told(lines)


def test_nobody_is_named_who_writes_for_the_own_delegation_alone(world, visit, lines) -> None:
    browser, paragraph = visit("head.arv"), f"/drafts/{world.draft}/paragraphs/{world.paragraphs['1.']}"
    form = {"kind": "replace", "text": "To thank nobody;", "revision": 1, "token": acts.token()}
    browser.post(f"{paragraph}/preview", data=form)
    browser.post(f"{paragraph}/proposals", data=form)
    browser.get(paragraph)
    people = [json.loads(line).get("person") for line in told(lines).splitlines()]
    assert people == [None, None, world.people["head.arv"]]
