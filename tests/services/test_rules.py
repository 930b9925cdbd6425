"""The rules of a Process are changed on a ground, some by ministers alone, for what begins afterwards."""

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from drafting.domain import silence_book
from drafting.domain.errors import BadFields, BadText, NotAllowed, NotFound, WrongState
from drafting.domain.rules import RULES
from drafting.domain.symbols import Symbol
from drafting.persistence.queries import record as record_queries
from drafting.persistence.queries import rules as queries
from drafting.persistence.records import Meeting, Process, ProcessEntry, SilenceRun
from drafting.services import matters_verification, rules, silence_books
from drafting.services.rules import Cited, Said
from drafting.services.scope import ProcessScope, process_scope
from tests import acts, awaited, ministers, silence
from tests.factories import NOW, World

LETTER = Said("The Chair's letter of 3 May 2026")


def act(world: World, do: Callable[[Session, ProcessScope], Any], who: str = "secretariat") -> Any:
    with world.database.writing() as session:
        return do(session, process_scope(session, world.people[who], world.process, NOW, lock=True))


def change(
    world: World, key: str, *typed: str, said: Said = LETTER, who: str = "secretariat", was: str = "?", token: str = ""
) -> None:
    """was: "?" for the value as it stands."""

    def do(session: Session, scope: ProcessScope) -> None:
        rule = RULES.get(key)
        present = "" if rule is None else rules.shown(rule, rules.value(scope.process, rule))
        form = token or acts.token()
        rules.change(session, scope, key, typed, said, was=present if was == "?" else was, token=form, now=NOW)

    act(world, do, who)


def cite(
    world: World, key: str, text: str = "Section 3", *, reserved: bool, said: Said = LETTER, seal: str = "?"
) -> None:
    def do(session: Session, scope: ProcessScope) -> None:
        shown = rules.page(session, scope, key, NOW).seal if seal == "?" else seal
        cited = Cited(text, "Раздел 3", reserved)
        rules.cite(session, scope, key, cited, said, seal=shown, token=acts.token(), now=NOW)

    act(world, do)


def plan_the_ministers(world: World) -> None:
    """As before the first Ministerial Conference."""
    with world.database.writing() as session:
        meeting = session.get_one(Meeting, world.meeting)
        meeting.starts_on = meeting.ends_on = NOW.date() + timedelta(days=30)


def reserve(world: World, key: str) -> None:
    plan_the_ministers(world)
    cite(world, key, reserved=True)


def problems(error: Any) -> dict[str, str]:
    return {field: it.code for field, it in error.value.problems.items()}


def setting(world: World, key: str) -> Any:
    with world.database.reading() as session:
        return getattr(session.get_one(Process, world.process), key)


def entries(world: World, *kinds: str) -> list[ProcessEntry]:
    with world.database.reading() as session:
        return queries.entries(session, world.process, kinds)


@pytest.fixture
def room(conference: World):
    yield conference
    with conference.database.reading() as session:
        process = session.get_one(Process, conference.process)
        assert matters_verification.verify(session, process).findings == ()


@pytest.mark.parametrize(
    ("key", "typed", "value"),
    [
        ("silence_hours", ["96"], 96),
        ("reminder_hours", ["48, 2"], [48, 2]),
        ("week_end", ["4", "5"], [4, 5]),
        ("holidays", ["2026-03-21"], ["2026-03-21"]),
        ("note_reminder_days", ["0"], 0),
        ("scrutiny_blocks", ["yes"], True),
        ("chair_term_months", ["12"], 12),
        ("ministerial_months", ["36"], 36),
        ("officials_months", ["6"], 6),
        ("coordinators_months", ["0"], 0),
        ("minutes_participating", ["5"], 5),
        ("minutes_others", ["2"], 2),
        ("symbol_scheme", ["{process}-{year}-{meeting}.{document}"], "{process}-{year}-{meeting}.{document}"),
        ("support_until", ["2027-06-30"], date(2027, 6, 30)),
    ],
)
def test_every_rule_is_changed_once_with_its_basis_on_the_record(room, key, typed, value):
    old = rules.value(Process(**{key: setting(room, key)}), RULES[key])
    for _click in range(2):
        change(room, key, *typed, token="one-form", was=rules.shown(RULES[key], old))
    assert setting(room, key) == value
    (entry,) = entries(room, rules.CHANGED)
    about = entry.payload["about"]
    new = value.isoformat() if isinstance(value, date) else value
    assert (about["key"], about["old"], about["new"], about["basis"]) == (key, old, new, LETTER.basis)
    assert (entry.capacity, entry.person_id) == ("support", room.people["secretariat"])


def test_a_day_that_was_set_can_be_taken_away_again(room):
    change(room, "support_until", "2027-06-30")
    change(room, "support_until", "")
    assert setting(room, "support_until") is None


@pytest.mark.parametrize("key", ["decision", "amendment", "chair_order", "observers", "civil_society"])
def test_what_the_process_knows_one_way_of_is_changed_by_nobody(room, key):
    with pytest.raises(BadFields) as error:
        change(room, key, "by majority")
    assert problems(error) == {"value": "rule-fixed"}
    assert entries(room, rules.CHANGED) == []


def test_a_change_needs_a_basis_and_another_value_and_all_that_is_wrong_is_told_at_once(room):
    with pytest.raises(BadFields) as error:
        change(room, "silence_hours", "72", said=Said(" ", 999))
    assert problems(error) == {"value": "rule-unchanged", "decision": "decision-unknown", "basis": "basis-missing"}
    with pytest.raises(BadFields) as error:
        change(room, "silence_hours", "0")
    assert problems(error) == {"value": "rule-number"}


def test_whoever_looked_at_an_older_value_is_told(room):
    change(room, "silence_hours", "96")
    with pytest.raises(WrongState, match="moved on"):
        change(room, "silence_hours", "120", was="72")
    assert setting(room, "silence_hours") == 96


@pytest.mark.parametrize("who", ["office", "chair", "head.arv", "coordinator.zab", "administrator"])
def test_only_the_office_or_the_chair_of_the_whole_process_changes_a_rule(room, who):
    with pytest.raises(NotAllowed):
        change(room, "silence_hours", "96", who=who)


def test_what_is_no_rule_is_not_found(room):
    with pytest.raises(NotFound):
        change(room, "name_en", "Another")


def test_what_is_reserved_for_ministers_is_refused_without_their_decision_and_the_words_say_so(room):
    reserve(room, "silence_hours")
    with pytest.raises(BadFields) as error:
        change(room, "silence_hours", "96")
    assert problems(error) == {"decision": "ministers-alone"}
    assert setting(room, "silence_hours") == 72
    change(room, "reminder_hours", "48")  # not reserved


def test_an_adopted_decision_of_ministers_changes_what_is_reserved_once(room):
    decision = ministers.decide(room)
    reserve(room, "silence_hours")
    change(room, "silence_hours", "96", said=Said("", decision))
    assert setting(room, "silence_hours") == 96
    about = entries(room, rules.CHANGED)[0].payload["about"]
    assert (about["decision"], about["title"], about["language"]) == (decision, ministers.TITLE, "en")
    with pytest.raises(BadFields) as error:
        change(room, "silence_hours", "72", said=Said("", decision))
    assert problems(error) == {"decision": "decision-spent"}
    change(room, "minutes_others", "2", said=Said("", decision))  # it may be about several rules
    assert setting(room, "minutes_others") == 2


@pytest.mark.parametrize("flaw", ["under negotiation", "another kind", "senior officials", "another process"])
def test_no_other_decision_changes_what_is_reserved(room, flaw):
    kind = "publication" if flaw == "another kind" else "rules"
    decision = ministers.decide(room, kind=kind, adopted=flaw != "under negotiation")
    reserve(room, "silence_hours")
    with room.database.writing() as session:
        meeting = session.get_one(Meeting, room.meeting)
        if flaw == "senior officials":
            meeting.kind = "senior officials"
        if flaw == "another process":
            other = Process(slug="other", name_en="Other", name_ru="Другой", zone="UTC")
            session.add(other)
            session.flush()
            meeting.process_id = other.id
    with pytest.raises(BadFields) as error:
        change(room, "silence_hours", "96", said=Said("The ministers want it", decision))
    assert problems(error) == {"decision": "decision-unknown"}
    with room.database.writing() as session:
        session.get_one(Meeting, room.meeting).process_id = room.process


def test_whose_a_rule_is_can_be_said_until_ministers_have_met(room):
    plan_the_ministers(room)
    cite(room, "silence_hours", reserved=True)
    cite(room, "silence_hours", reserved=False)
    about = [it.payload["about"] for it in entries(room, rules.CITED)]
    assert [(it["was"], it["reserved"]) for it in about] == [("ministers", ""), ("", "ministers")]


@pytest.mark.parametrize(
    ("state", "days", "met"),
    [
        ("planned", 1, False),
        ("planned", 0, True),
        ("planned", -1, True),
        ("under way", 1, True),
        ("closed", -9, True),
        ("cancelled", -9, False),
    ],
)
def test_ministers_have_met_once_a_conference_of_theirs_has_begun(room, state, days, met):
    with room.database.writing() as session:
        meeting = session.get_one(Meeting, room.meeting)
        meeting.state, meeting.starts_on = state, NOW.date() + timedelta(days=days)
    with room.database.reading() as session:
        assert queries.ministers_have_met(session, room.process, NOW.date()) is met
        assert queries.ministers_have_met(session, room.process + 1, NOW.date()) is False


def test_afterwards_whose_a_rule_is_follows_a_decision_of_theirs(room):
    with pytest.raises(BadFields) as error:
        cite(room, "silence_hours", reserved=True)
    assert problems(error) == {"decision": "ministers-alone"}
    decision = ministers.decide(room)
    cite(room, "silence_hours", reserved=True, said=Said("", decision))
    # One decision may change a rule and say whose it is from then on.
    change(room, "silence_hours", "96", said=Said("", decision))
    with pytest.raises(BadFields) as error:
        cite(room, "silence_hours", reserved=False, said=Said("", decision))
    assert problems(error) == {"decision": "decision-spent"}


def test_the_provision_is_named_at_any_time_and_only_where_it_is_another(room):
    cite(room, "decision", "Section 3,\n paragraph vi", reserved=True)
    with room.database.reading() as session:
        row = queries.provisions(session, room.process)["decision"]
        # What cannot be changed is not left to anybody.
        assert (row.text_en, row.text_ru, row.reserved) == ("Section 3, paragraph vi", "Раздел 3", "")
    with pytest.raises(BadFields) as error:
        cite(room, "decision", "Section 3, paragraph vi", reserved=False)
    assert problems(error) == {"text_en": "rule-unchanged"}
    with pytest.raises(BadFields) as error:
        cite(room, "decision", "x" * 301, reserved=False)
    assert problems(error) == {"text_en": "process-line-too-long"}
    with pytest.raises(WrongState, match="moved on"):
        cite(room, "decision", "Section 4", reserved=False, seal="")


def test_a_provision_is_named_once_by_one_form(room):
    def do(session: Session, scope: ProcessScope) -> None:
        rules.cite(
            session, scope, "observers", Cited("iv", "iv", reserved=False), Said(), seal="", token="one-form", now=NOW
        )

    act(room, do)
    act(room, do)
    assert len(entries(room, rules.CITED)) == 1


def test_the_page_of_a_rule_offers_the_decisions_and_shows_every_change_the_newest_first(room):
    decision = ministers.decide(room)
    cite(room, "silence_hours", reserved=False)
    change(room, "silence_hours", "96")
    change(room, "silence_hours", "48")

    def page(session: Session, scope: ProcessScope) -> rules.Page:
        return rules.page(session, scope, "silence_hours", NOW)

    found = act(room, page)
    assert not found.line.is_reserved
    assert [draft.id for draft, _ in found.decisions] == [decision]
    assert not found.may_reserve
    history = [(it.entry.kind, it.entry.payload["about"].get("new"), it.person.id) for it in found.line.history]
    who = room.people["secretariat"]
    assert history == [(rules.CHANGED, 48, who), (rules.CHANGED, 96, who), (rules.CITED, None, who)]
    assert act(room, lambda session, scope: rules.page(session, scope, "holidays", NOW)).line.history == ()


def test_a_process_writes_symbols_by_its_scheme_and_its_name_in_symbols(room):
    process = Process(name_en="Test Process", symbol_name="", symbol_scheme="{process}/{meeting}/{document}/{year}")
    assert rules.symbol(process, Symbol(3, 1, 2026)) == "Test Process/03/01/2026"
    process.symbol_name = "TP"
    assert rules.symbol(process, Symbol(3, 1, 2026)) == "TP/03/01/2026"


def other_process(world: World) -> int:
    with world.database.writing() as session:
        other = Process(slug="other", name_en="Other", name_ru="Другой", zone="UTC")
        session.add(other)
        session.flush()
        return other.id


def test_nothing_of_another_process_changes(room):
    other = other_process(room)
    with room.database.reading() as session:
        before = {it.name: getattr(session.get_one(Process, other), it.name) for it in Process.__table__.columns}
    change(room, "silence_hours", "96")
    change(room, "holidays", "2026-03-21")
    with room.database.reading() as session:
        after = {it.name: getattr(session.get_one(Process, other), it.name) for it in Process.__table__.columns}
    assert after == before


def announced(world: World, **changes: Any) -> SilenceRun:
    silence.start(world, "1.", **changes)
    with world.database.reading() as session:
        return session.scalars(select(SilenceRun)).one()


def test_a_longer_minimum_binds_the_next_procedure_and_not_the_one_that_runs(room):
    ends = announced(room).ends_at
    change(room, "silence_hours", "240")
    with room.database.reading() as session:
        assert session.scalars(select(SilenceRun)).one().ends_at == ends
    with pytest.raises(BadText) as error:
        silence.prepare(room, "2.")
    assert error.value.code == "period-too-short"


def test_other_reminders_count_for_the_next_procedure_and_not_for_the_one_that_runs(room):
    announced(room)
    change(room, "reminder_hours", "6")
    silence.start(room, "2.")
    for hours in (25, 23, 5, 1):
        silence.clock_strikes(room, silence.ENDS - timedelta(hours=hours))
    with room.database.reading() as session:
        told = record_queries.of_kind(session, room.draft, "silence reminded")
        assert [(it.payload["run"], it.payload["hours"]) for it in told] == [(1, 24), (2, 6), (1, 2)]


def test_what_scrutiny_does_is_for_a_running_procedure_what_it_was(room):
    acts.position(room, "head.bel", "1.", "scrutiny reservation", "Capital is asked.")
    acts.position(room, "head.arv", "2.", "scrutiny reservation", "Capital is asked.")
    announced(room)
    silence.delivered(room, 1)
    change(room, "scrutiny_blocks", "yes")
    silence.certify(room, 1, now=silence.SETTLED)
    with pytest.raises(WrongState) as error:
        silence.start(room, "2.", now=silence.SETTLED, day=date(2026, 7, 9))
    assert [it.kind for it in error.value.obstacles] == ["scrutiny"]


def test_a_reminder_that_is_planned_stays_and_the_next_one_follows_the_new_rule(room):
    acts.participate(room, "ZAB", "note verbale")
    planned = awaited.row(room, "ZAB").remind_at
    change(room, "note_reminder_days", "3")
    assert awaited.row(room, "ZAB").remind_at == planned
    awaited.strike(room, planned)
    assert awaited.row(room, "ZAB").remind_at - planned == timedelta(days=3)


def test_a_run_whose_record_is_older_than_its_rules_still_agrees_with_its_table(room):
    announced(room)
    with room.database.reading() as session:
        payload = record_queries.of_kind(session, room.draft, "silence announced")[0].payload
        told: dict[int, silence_book.RunBook] = {}
        silence_book.REPLAY["silence announced"](told, payload)
        assert told[1].rules == ((24, 2), False)
        assert silence_books.tables(session, room.draft, told)[1].rules == told[1].rules
        older = {key: it for key, it in payload.items() if key not in ("reminders", "scrutiny_blocks")}
        silence_book.REPLAY["silence announced"](told, older)
        assert told[1].rules is None
        assert silence_books.tables(session, room.draft, told)[1].rules is None
