"""Participation of States: what is stated, with its basis and its day; after every test the books must agree.

Source of the rules: practice.md section 1.
"""

from datetime import UTC, date, datetime
from typing import Any

import pytest

from drafting.domain.errors import BadText, NotAllowed, NotFound, WrongState
from drafting.domain.participation import STATUSES, Stated
from drafting.persistence.queries import consensus as queries
from drafting.persistence.records import Party
from drafting.services import participation
from tests import acts
from tests.factories import NOW, World
from tests.rulings import entries, found

UNTIL = datetime(2026, 9, 30, 18, tzinfo=UTC)
AWAITED = {"answer_by": UNTIL, "zone": "Asia/Almaty", "meaning": "participation"}


def state(it: World, who: str, code: str, status: str, note: str = "", **facts: Any) -> None:
    party = it.parties.get(code, 4711)
    facts = {"token": acts.token(), "now": NOW, **facts}
    acts.act(
        it,
        who,
        lambda session, scope: participation.state_participation(
            session, scope, party, status=status, note=note, **facts
        ),
    )


def table(it: World) -> dict[str, participation.Row]:
    rows = acts.look(it, "observer", participation.table)
    return {row.party.code: row for row in rows}


@pytest.mark.parametrize("who", ["office", "chair"])
@pytest.mark.parametrize("status", STATUSES)
def test_participation_is_stated_apart_from_the_text(conference: World, who: str, status: str):
    state(conference, who, "ZAB", status, " Until 31 August. ")
    with conference.database.reading() as session:
        rows = {it.party_id: (it.status, it.note) for it in queries.participation(session, conference.draft)}
    assert rows[conference.parties["ZAB"]] == (status, "Until 31 August.")
    assert rows[conference.parties["OBS"]] == ("observer", "")
    assert found(conference, "1.")[1] == 1


@pytest.mark.parametrize("who", ["head.arv", "delegate.arv", "observer", "rapporteur", "administrator"])
def test_only_the_chair_and_the_office_state_participation(conference: World, who: str):
    with pytest.raises(NotAllowed):
        state(conference, who, "ARV", "adopting")


def test_participation_stated_twice_is_recorded_once(conference: World):
    for _ in range(2):
        state(conference, "office", "ZAB", "bracketed", token="the-same-token")
    assert len(entries(conference, "participation stated")) == 1


def test_participation_that_means_nothing_is_refused(conference: World):
    with pytest.raises(BadText, match="unknown-participation"):
        state(conference, "office", "ZAB", "perhaps")
    with pytest.raises(NotFound):
        state(conference, "office", "nobody", "adopting")


def test_a_party_that_joined_after_the_import_may_still_state_its_participation(conference: World):
    with conference.database.writing() as session:
        process = conference.scope(session, "office").process.id
        names = dict.fromkeys(("name_en", "name_ru", "long_en", "long_ru"), "Novia")
        session.add(Party(process_id=process, code="NOV", kind="state", status="participating", **names))
        session.flush()
        rows = conference.scope(session, "office").parties.values()
        conference.parties["NOV"] = next(it.id for it in rows if it.code == "NOV")
    assert table(conference)["NOV"].stated is None
    state(conference, "office", "NOV", "adopting")
    assert table(conference)["NOV"].stated == Stated("adopting", since=date(2026, 6, 5))


def test_a_state_in_brackets_is_awaited_until_an_instant_of_a_zone_with_a_stated_meaning(conference: World):
    state(conference, "office", "ZAB", "bracketed", basis="Statement in the sitting", **AWAITED)
    assert table(conference)["ZAB"].stated == Stated(
        "bracketed", "", date(2026, 6, 5), "Statement in the sitting", UNTIL, "Asia/Almaty", "participation"
    )


def test_the_day_from_which_it_holds_is_told_and_not_to_come(conference: World):
    state(conference, "office", "ZAB", "bracketed", since=date(2026, 6, 1))
    stated = table(conference)["ZAB"].stated
    assert stated is not None
    assert stated.since == date(2026, 6, 1)
    with pytest.raises(BadText, match="since-unfit"):
        state(conference, "office", "ZAB", "adopting", basis="So.", since=date(2026, 6, 6))


def test_a_later_change_needs_its_basis_and_the_earlier_ones_stay_readable(conference: World):
    state(conference, "office", "ZAB", "bracketed", **AWAITED)
    with pytest.raises(BadText, match="basis-missing"):
        state(conference, "chair", "ZAB", "adopting")
    state(conference, "chair", "ZAB", "adopting", basis="Note verbale No. 7")
    row = table(conference)["ZAB"]
    assert [(it.payload["status"], it.payload["basis"]) for it in row.history] == [
        ("bracketed", ""),
        ("adopting", "Note verbale No. 7"),
    ]
    assert row.stated == Stated("adopting", "", date(2026, 6, 5), "Note verbale No. 7")
    assert table(conference)["BEL"].history == ()


def test_what_silence_decided_is_an_entry_of_the_chair_with_its_run(conference: World):
    state(conference, "office", "ZAB", "bracketed", "Until 30 September.", **AWAITED)
    acts.act(
        conference,
        "chair",
        lambda session, scope: participation.state_by_silence(
            session, scope, conference.parties["ZAB"], "adopting", run=3, now=NOW, basis="No objection"
        ),
    )
    assert table(conference)["ZAB"].stated == Stated("adopting", "", date(2026, 6, 5), "No objection")
    entry = entries(conference, "participation stated")[-1]
    assert (entry.capacity, entry.payload["run"]) == ("chair", 3)


def test_while_a_run_asks_about_it_nobody_states_it_otherwise(conference: World, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(participation.under_silence, "overlapping", lambda *_: iter([object()]))
    with pytest.raises(WrongState) as refused:
        state(conference, "office", "ZAB", "bracketed")
    assert refused.value.state == "under silence"
