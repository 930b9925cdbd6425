"""What the Chair certifies, and what it does to the text."""

from datetime import timedelta

import pytest

from drafting.domain.errors import BadText, NotAllowed, NotFound, WrongState
from drafting.persistence.queries import consensus as positions_queries
from drafting.persistence.records import Appointment, Draft
from drafting.services import (
    silence_certificate,
    silence_contacts,
)
from tests import acts, silence
from tests.acts import act, look
from tests.factories import NOW, World
from tests.rulings import entries, found
from tests.silence import ENDS, SECOND

pytestmark = pytest.mark.usefixtures("one_person_office")

HOUR = timedelta(hours=1)
HEADS = ["coordinator.zab@example.org", "head.arv@example.org", "head.bel@example.org"]
TOLD = sorted([*HEADS, "chair@example.org", "office@example.org"])


def test_silence_agrees_the_paragraphs_when_the_chair_certifies(conference: World):
    acts.close(conference, "2.", ad_referendum=True)
    number = silence.start(conference, "1.", "2.")
    silence.delivered(conference, number)
    with pytest.raises(WrongState) as refused:
        silence.certify(conference, number, now=ENDS - SECOND)
    assert [it.kind for it in refused.value.obstacles] == ["deadline"]
    silence.certify(conference, number, statement="Issued in Almaty.")
    assert silence.state(conference, number) == "adopted"
    assert [found(conference, label)[0] for label in ("1.", "2.", "3.")] == ["agreed", "agreed", "bracketed"]
    assert silence.marks(conference, number) == dict.fromkeys(("ARV", "BEL", "ZAB"), "silent")
    certificate = entries(conference, "silence certified")[0].payload
    assert (certificate["outcome"], certificate["statement"]) == ("adopted", "Issued in Almaty.")
    assert silence.told(conference, number)[-1][0] == "certified"


def test_ad_referendum_leaves_what_is_agreed_more_firmly(conference: World):
    acts.close(conference, "1.")
    number = silence.start(conference, "1.", "2.", meaning="agreed ad referendum")
    silence.delivered(conference, number)
    silence.certify(conference, number)
    assert [found(conference, label)[0] for label in ("1.", "2.")] == ["agreed", "agreed ad referendum"]


def test_silence_adopts_the_whole(conference: World):
    acts.reword(conference, "3.", "States should meet every year.")
    number = silence.start(conference, meaning="adoption")
    silence.delivered(conference, number)
    silence.certify(conference, number)
    with conference.database.reading() as session:
        draft = session.get_one(Draft, conference.draft)
        assert (draft.phase, draft.adopted_at) == ("adopted", silence.SETTLED)
    assert entries(conference, "draft adopted")[0].payload["run"] == number


def test_a_broken_run_is_certified_as_not_adopted_and_the_objection_is_a_position(conference: World):
    acts.close(conference, "1.", ad_referendum=True)
    number = silence.start(conference, "1.", "2.")
    silence.answer(conference, "head.bel", number, "objection", statement="Our law forbids it.")
    silence.certify(conference, number, now=NOW + HOUR)
    assert silence.state(conference, number) == "not adopted"
    assert found(conference, "1.")[0] == "open"
    given = entries(conference, "position given")
    assert [(it.party_id, it.payload["position"], it.payload["statement"]) for it in given] == [
        (conference.parties["BEL"], "objects", "Our law forbids it.")
    ] * 2


def test_an_objection_to_one_paragraph_of_a_severable_run_leaves_the_other(conference: World):
    number = silence.start(conference, "1.", "2.", severable=True)
    silence.answer(conference, "head.bel", number, "amendment", labels=["2."], statement="“should” instead.")
    assert silence.state(conference, number) == "running"
    silence.delivered(conference, number)
    silence.certify(conference, number)
    assert [found(conference, label)[0] for label in ("1.", "2.")] == ["agreed", "open"]
    certificate = entries(conference, "silence certified")[0].payload
    assert certificate["outcome"] == "adopted in part"
    assert certificate["open"] == [conference.paragraphs["2."]]


def test_names_that_are_kept_back_become_no_position(conference: World):
    number = silence.start(conference, "1.", names="chair and office")
    silence.answer(conference, "head.bel", number, "objection")
    silence.certify(conference, number)
    assert entries(conference, "position given") == []


def test_undelivered_notices_await_the_chairs_ruling(conference: World):
    number = silence.start(conference, "1.")
    with pytest.raises(WrongState) as refused:
        silence.certify(conference, number)
    assert [it.kind for it in refused.value.obstacles] == ["undelivered"] * 3
    silence.answer(conference, "head.arv", number, "no objection", at=NOW + HOUR, statement="")
    rule = silence_certificate.rule_on_notices
    silence.change(conference, rule, number, party=conference.parties["BEL"], reached=True)
    silence.change(conference, rule, number, party=conference.parties["ZAB"], reached=False)
    with pytest.raises(NotFound):
        silence.change(conference, rule, number, party=conference.parties["OBS"], reached=True)
    silence.certify(conference, number)
    assert silence.marks(conference, number) == {"ARV": "silent", "BEL": "silent", "ZAB": "not reached"}
    with pytest.raises(WrongState):
        silence.change(conference, rule, number, party=conference.parties["BEL"], reached=False)


def test_a_state_without_a_contact_is_named_before(conference: World):
    with conference.database.writing() as session:
        for row in session.query(Appointment).filter_by(person_id=conference.people["head.bel"]):
            row.until = NOW
    parties = list(conference.parties.values())[:3]
    unknown = look(conference, "chair", lambda session, scope: silence_contacts.missing(session, scope, parties, NOW))
    assert unknown == [conference.parties["BEL"]]
    number = silence.start(conference, "1.")
    silence.delivered(conference, number)
    with pytest.raises(WrongState) as refused:
        silence.certify(conference, number)
    assert [(it.kind, it.party) for it in refused.value.obstacles] == [("undelivered", conference.parties["BEL"])]


def test_a_certificate_is_issued_once_on_what_was_seen(conference: World):
    number = silence.start(conference, "1.")
    silence.delivered(conference, number)

    def stale(session, scope):
        facts = {"seq": scope.draft.seq - 1, "statement": "", "token": acts.token(), "now": ENDS}
        silence_certificate.certify(session, scope, number, **facts)

    with pytest.raises(WrongState) as refused:
        act(conference, "chair", stale)
    assert refused.value.state == "moved on"
    for who in ("office", "head.arv"):
        with pytest.raises(NotAllowed):
            silence.certify(conference, number, who=who)
    silence.certify(conference, number)
    with pytest.raises(WrongState):
        silence.certify(conference, number)
    assert len(entries(conference, "silence certified")) == 1


def test_a_states_participation_is_formalised_by_its_silence(conference: World):
    zab = conference.parties["ZAB"]
    acts.participate(conference, "ZAB", "bracketed")
    number = silence.start(conference, subject="participation", party=zab, meaning="participation")
    assert silence.run(conference, number).party_id == zab
    assert [email for _, email in silence.told(conference, number)] == [
        "chair@example.org",
        "coordinator.zab@example.org",
        "office@example.org",
    ]
    with pytest.raises(NotAllowed):
        silence.answer(conference, "head.bel", number, "objection")
    silence.delivered(conference, number)
    silence.certify(conference, number)
    with conference.database.reading() as session:
        scope = conference.scope(session, "chair", lock=False)
        stated = {row.party_id: row.status for row in positions_queries.participation(session, scope.draft.id)}
    assert stated[zab] == "adopting"


def test_others_may_be_asked_about_it_too(conference: World):
    zab, bel = conference.parties["ZAB"], conference.parties["BEL"]
    facts = {"subject": "participation", "party": zab, "meaning": "no participation"}
    number = silence.start(conference, eligible=(bel, zab), **facts)
    silence.answer(conference, "head.bel", number, "objection")
    assert silence.state(conference, number) == "broken"
    with pytest.raises(BadText):
        silence.prepare(conference, eligible=(conference.parties["OBS"],), **facts)
