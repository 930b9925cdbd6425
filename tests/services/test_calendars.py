"""Calendar addresses and the runs that a person's calendar shows."""

from datetime import timedelta

import pytest

from drafting.domain.errors import NotFound
from drafting.persistence.records import CalendarAddress
from drafting.services import calendars, silence_changes, silence_state
from tests import silence
from tests.acts import look
from tests.factories import NOW, World

HOUR = timedelta(hours=1)


def new_address(it: World, who: str, now=NOW) -> str:
    with it.database.writing() as session:
        return calendars.new_address(session, it.people[who], now)


def owner(it: World, secret: str) -> int:
    with it.database.reading() as session:
        return calendars.whose(session, secret).id


def shown(it: World, who: str) -> list[calendars.Scheduled]:
    with it.database.reading() as session:
        return calendars.of_person(session, it.people[who], NOW)


def test_an_address_is_its_owners_until_a_new_one_or_none_takes_its_place(conference):
    first, other = new_address(conference, "head.arv"), new_address(conference, "head.bel")
    assert owner(conference, first) == conference.people["head.arv"]
    second = new_address(conference, "head.arv", NOW + HOUR)
    assert owner(conference, second) == conference.people["head.arv"]
    with pytest.raises(NotFound):
        owner(conference, first)
    with conference.database.writing() as session:
        assert calendars.address_since(session, conference.people["head.arv"]) == NOW + HOUR
        calendars.end_address(session, conference.people["head.arv"])
        assert calendars.address_since(session, conference.people["head.arv"]) is None
    with pytest.raises(NotFound):
        owner(conference, second)
    assert owner(conference, other) == conference.people["head.bel"]


def test_only_a_digest_of_the_secret_is_kept_and_every_secret_is_another(conference):
    secrets = {new_address(conference, who) for who in ("head.arv", "head.bel", "head.arv")}
    assert len(secrets) == 3
    assert min(len(secret) for secret in secrets) >= 43
    with conference.database.reading() as session:
        kept = session.get_one(CalendarAddress, conference.people["head.arv"])
        assert kept.secret_hash not in secrets
        assert len(kept.secret_hash) == 64


def test_runs_come_soonest_first_and_one_in_preparation_is_the_chairs_and_the_offices_alone(conference):
    later = silence.start(conference, "1.", day=silence.ENDS.date() + timedelta(days=1))
    sooner = silence.start(conference, "2.")
    prepared = silence.prepare(conference, "(a)")
    for who in ("chair", "office"):
        assert [it.run.number for it in shown(conference, who)] == [sooner, prepared, later]
    for who in ("head.arv", "rapporteur", "observer", "coordinator.zab", "administrator"):
        assert [it.run.number for it in shown(conference, who)] == [sooner, later]
    assert shown(conference, "stranger") == []


def test_what_changes_a_deadline_is_counted_and_answers_are_not(conference):
    number = silence.start(conference, "1.", "2.", severable=True)

    def change() -> tuple[int, object]:
        found = look(
            conference,
            "chair",
            lambda session, scope: calendars.of_run(session, scope, silence_state.find(session, scope, number)),
        )
        (same,) = shown(conference, "chair")
        assert (found.changes, found.changed_at) == (same.changes, same.changed_at)
        return found.changes, found.changed_at

    begun, _ = change()
    silence.answer(conference, "head.bel", number, "objection", labels=("1.",), at=NOW + HOUR)
    assert change() == (begun, NOW)
    silence.extend(conference, number, silence.ENDS + HOUR, now=NOW + 2 * HOUR)
    assert change() == (begun + 1, NOW + 2 * HOUR)
    silence.change(conference, silence_changes.end, number, ending="withdraw", reason="Too early.", now=NOW + 3 * HOUR)
    assert change() == (begun + 2, NOW + 3 * HOUR)


def test_a_run_in_preparation_has_not_changed_since_it_was_prepared(conference):
    number = silence.prepare(conference, "1.")
    found = look(
        conference,
        "chair",
        lambda session, scope: calendars.of_run(session, scope, silence_state.find(session, scope, number)),
    )
    assert (found.changes, found.changed_at) == (0, NOW)
