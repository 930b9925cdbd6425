"""Whoever alters a no-objection run in the tables is found out by the record."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from sqlalchemy import delete, select, update
from sqlalchemy.orm import Session

from drafting.persistence.records import SilenceAnswer, SilenceEligible, SilenceParagraph, SilenceRun
from drafting.services import silence_certificate
from tests import silence
from tests.factories import NOW, World, world
from tests.silence import ENDS
from tests.tampering import findings, tampered


@pytest.fixture
def certified(database) -> World:
    """A run broken by one State, with a ruling on another's notice, and its certificate."""
    it = world(database)
    number = silence.start(it, "1.")
    silence.answer(it, "head.bel", number, "objection")
    facts = {"party": it.parties["ARV"], "reached": False}
    silence.change(it, silence_certificate.rule_on_notices, number, **facts)
    silence.certify(it, number, now=NOW + timedelta(hours=1))
    assert findings(it) == set()
    return it


def altered(table: type, **values: object) -> Callable[[Session, World], None]:
    return lambda session, _it: session.execute(update(table).values(**values))


def removed(table: type) -> Callable[[Session, World], None]:
    return lambda session, _it: session.execute(delete(table))


def asked_too(session: Session, it: World) -> None:
    run = session.scalars(select(SilenceRun)).one()
    session.add(SilenceEligible(run_id=run.id, party_id=it.parties["OBS"], mark="silent", reached=None))


@pytest.mark.parametrize(
    "tamper",
    [
        altered(SilenceRun, state="adopted"),
        altered(SilenceRun, state="draft"),
        altered(SilenceRun, ends_at=ENDS + timedelta(hours=1)),
        altered(SilenceRun, opens_at=NOW - timedelta(hours=1)),
        altered(SilenceRun, zone="Europe/London"),
        altered(SilenceRun, meaning="adoption"),
        altered(SilenceRun, severable=True),
        altered(SilenceRun, names="chair and office"),
        altered(SilenceRun, wording="0" * 64),
        altered(SilenceRun, revision=99),
        altered(SilenceRun, notice_ru="Молчание ничего не означает."),
        altered(SilenceParagraph, wording="0" * 64),
        removed(SilenceParagraph),
        altered(SilenceEligible, mark="silent"),
        altered(SilenceEligible, reached=True),
        removed(SilenceEligible),
        asked_too,
        altered(SilenceAnswer, answer="no objection"),
        altered(SilenceAnswer, statement="We agree."),
        altered(SilenceAnswer, received_at=ENDS),
        altered(SilenceAnswer, in_time=True),
        altered(SilenceAnswer, party_id=1, paragraphs=[1]),
        removed(SilenceAnswer),
    ],
)
def test_a_run_that_was_altered_disagrees_with_the_record(certified: World, tamper):
    found = tampered(certified, tamper)
    assert {(it.where, it.name) for it in found} == {("silence_run", "1")}
