"""Papers are drawn up from the meeting's data, edited as drafts, and drawn up anew without losing an edit."""

from datetime import timedelta

import pytest

from drafting.domain.errors import BadFields, NotAllowed
from drafting.persistence.queries import papers as queries
from drafting.persistence.records import (
    Admission,
    Attendance,
    Delegate,
    Document,
    DocumentVersion,
    Meeting,
    Participation,
    Party,
    Sitting,
)
from drafting.services import matters_verification, paper_facts, papers, preparation, verification
from drafting.services.paper_facts import Told
from drafting.services.scope import draft_scope, meeting_scope
from tests import acts
from tests.factories import NOW
from tests.paper_world import furnish

TOLD = Told(until=lambda at, zone, _language: f"{at:%d.%m.%Y} {zone}", addressed=lambda _view, _language: "donors")


def draw(world, kind, *languages, who="office", token=""):
    with world.database.writing() as session:
        scope = meeting_scope(session, world.people[who], world.meeting, NOW, lock=True)
        chosen, named = languages or ("en", "ru"), token or acts.token()
        return papers.draw_up(session, scope, kind, chosen, TOLD, token=named, now=NOW)


def page(world, who="office"):
    with world.database.reading() as session:
        found = papers.page(session, meeting_scope(session, world.people[who], world.meeting, NOW), TOLD)
        return {it.kind: it for it in found}


def lines(world, draft):
    with world.database.reading() as session:
        return [it.text for it in queries.lines(session, [draft])[draft]]


def facts(world, language="en"):
    with world.database.reading() as session:
        scope = meeting_scope(session, world.people["office"], world.meeting, NOW)
        return paper_facts.facts(paper_facts.read(session, scope), language, TOLD, "X")


def edit(world, draft, text):
    with world.database.writing() as session:
        scope = draft_scope(session, world.people["office"], draft, NOW, lock=True)
        paragraph = next(it.id for it in drafts_lines(session, scope) if it.kind == "operative")
        preparation.reword(session, scope, paragraph, text=text, revision=1, token=acts.token(), now=NOW)


def drafts_lines(session, scope):
    return preparation.texts.drafts.lines(session, scope.draft.id, scope.draft.language)


def examine(world):
    with world.database.reading() as session:
        scope = meeting_scope(session, world.people["office"], world.meeting, NOW)
        assert matters_verification.verify(session, scope.meeting).findings == ()
        for draft in verification.all_drafts(session):
            assert verification.verify(session, draft).findings == ()


@pytest.fixture
def furnished(conference):
    furnish(conference)
    return conference


def test_a_paper_is_a_draft_in_each_language_under_a_symbol_of_the_meeting(furnished):
    english, russian = draw(furnished, "agenda")
    assert "Provisional agenda" in lines(furnished, english)
    assert "Предварительная повестка дня" in lines(furnished, russian)
    draw(furnished, "participants", "ru")
    found = page(furnished)
    assert found["agenda"].document.symbol == "Test Process/05/01/2026"
    assert found["participants"].document.symbol == "Test Process/05/02/2026"
    assert (found["participants"].document.language, found["participants"].document.access) == ("ru", "office")
    assert {kind: set(it.drawn) for kind, it in found.items() if it.document} == {
        "agenda": {"en", "ru"},
        "participants": {"ru"},
    }
    states = [found["agenda"].drawn[it].version.state for it in ("en", "ru")]
    assert states == ["original", "translated"]
    examine(furnished)


def test_what_changed_since_is_told_and_an_edit_is_never_overwritten(furnished):
    first = draw(furnished, "agenda")[0]
    drawn = page(furnished)["agenda"].drawn["en"]
    assert (drawn.edited, drawn.outdated, drawn.drawn_at) == (False, False, NOW)
    edit(furnished, first, "09:00 Opening by the host")
    drawn = page(furnished)["agenda"].drawn["en"]
    assert (drawn.edited, drawn.outdated) == (True, False)
    with furnished.database.writing() as session:
        session.get_one(Meeting, furnished.meeting).theme_en = "Asylum"
    assert page(furnished)["agenda"].drawn["en"].outdated
    assert not page(furnished)["agenda"].drawn["ru"].outdated
    second = draw(furnished, "agenda", "en")[0]
    drawn = page(furnished)["agenda"].drawn["en"]
    assert (drawn.draft.id, drawn.version.number, drawn.edited, drawn.outdated) == (second, 2, False, False)
    assert "09:00 Opening by the host" in lines(furnished, first)


def test_a_double_click_draws_up_once(furnished):
    assert len(draw(furnished, "speakers", token="double-click")) == 2
    assert draw(furnished, "speakers", token="double-click") == []
    examine(furnished)


def test_only_the_office_draws_up_and_chooses_what(conference):
    for who in ("chair", "rapporteur", "head.arv"):
        with pytest.raises(NotAllowed):
            page(conference, who)
        with pytest.raises(NotAllowed):
            draw(conference, "agenda", who=who)
    for languages, kind, wrong in (
        (("en",), "minutes", {"kind"}),
        (("kk",), "minutes", {"kind", "languages"}),
        (("en", "kk"), "agenda", {"languages"}),
    ):
        with pytest.raises(BadFields) as refused:
            draw(conference, kind, *languages)
        assert set(refused.value.problems) == wrong


@pytest.mark.parametrize("kind", papers.KINDS)
def test_every_kind_is_drawn_up_of_a_meeting_about_which_nothing_is_known(conference, kind):
    for draft in draw(conference, kind):
        assert lines(conference, draft)
    examine(conference)


def test_attendees_are_those_confirmed_and_represented_are_those_who_came(furnished):
    found = facts(furnished)
    assert [it.number for it in found.attendees] == list(range(1, 9))
    assert [it.party for it in found.attendees if it.category == "civil society"] == ["Net of Hope (Kazakhstan)"] * 2
    assert {it.name: it.present for it in found.parties} == {
        "Arvendal": True,
        "Belmora": False,
        "Zabora": True,
        "Observia": True,
        "Net of Hope (Kazakhstan)": True,
    }
    with furnished.database.writing() as session:
        sitting = session.query(Sitting).one().id
        of = session.query(Delegate).filter_by(party_id=furnished.parties["ARV"], place=1).one().id
        session.add(Attendance(meeting_id=furnished.meeting, sitting_id=sitting, delegate_id=of, at=NOW))
    assert {it.name for it in facts(furnished).parties if it.present} == {"Arvendal"}


def test_who_is_excluded_is_no_absentee(furnished):
    with furnished.database.writing() as session:
        for row in session.query(Delegate).filter_by(party_id=furnished.parties["OBS"]):
            row.state = "withdrawn"
        meeting = {"meeting_id": furnished.meeting, "state": "decided", "basis": "ruling"}
        session.add(Admission(**meeting, party_id=furnished.parties["OBS"], act="exclude"))
    assert "Observia" not in {it.name for it in facts(furnished).parties}


def test_russian_names_of_states_stand_in_the_genitive_of_the_register_or_of_the_table_of_the_world(furnished):
    with furnished.database.writing() as session:
        arv, zab = (session.get_one(Party, furnished.parties[it]) for it in ("ARV", "ZAB"))
        arv.long_ru, arv.long_ru_genitive, arv.iso2 = "Республика Казахстан", "", "KZ"
        zab.long_ru_genitive = ""
    found = {it.name: it.genitive for it in facts(furnished, "ru").parties}
    assert (found["Ярвендаль"], found["Абора"]) == ("Республики Казахстан", "")
    assert {it.genitive for it in facts(furnished).parties} == {""}


def test_speeches_stand_in_the_actual_order_with_their_actual_time(furnished):
    found = facts(furnished)
    assert [it.party for it in found.planned] == ["Arvendal", "Net of Hope (Kazakhstan)", "Zabora", "Observia"]
    assert [(it.party, f"{it.at:%H:%M}", it.seconds) for it in found.given] == [
        ("Zabora", "09:32", 102),
        ("Arvendal", "09:35", 105),
        ("Net of Hope (Kazakhstan)", "09:50", 120),
    ]


def test_a_name_in_one_language_alone_serves_both(furnished):
    assert facts(furnished, "ru").agenda[0].speakers == (("opener", "The Chair"),)
    with furnished.database.writing() as session:
        debate = session.query(Delegate).filter_by(party_id=furnished.parties["ARV"], place=1).one()
        row = session.query(paper_facts.queries.AgendaSpeaker).one()
        row.delegate_id = debate.id
    assert facts(furnished).agenda[0].speakers == (("opener", "Ms ARV Person 1, Minister"),)


def test_who_was_elected_at_the_meeting_takes_the_chair_after_it(furnished):
    assert facts(furnished).occasion.chair == "Belmora"
    with furnished.database.writing() as session:
        day = session.get_one(Meeting, furnished.meeting).starts_on
        chair = {"process_id": furnished.process, "party_id": furnished.parties["ARV"], "representative_en": "Mr A"}
        session.add(
            paper_facts.queries.ChairTerm(**chair, starts_on=day - timedelta(days=9), ends_on=day + timedelta(days=9))
        )
    found = facts(furnished)
    assert (found.occasion.chair, found.occasion.chairing) == ("Arvendal", "Mr A")
    assert [it.name for it in found.elected] == ["Belmora"]


def test_an_adopted_text_is_told_with_who_adopted_it_and_annexed_whole(furnished):
    acts.participate(furnished, "ZAB", "bracketed")
    acts.agree_all(furnished)
    acts.adopt(furnished)
    with furnished.database.writing() as session:
        row = session.get_one(Participation, (furnished.draft, furnished.parties["ZAB"]))
        row.answer_by, row.zone = NOW, "Asia/Almaty"
    (found,) = facts(furnished).adopted
    assert found.sentences[0] == "“Communiqué” was adopted by Arvendal and Belmora."
    assert "05.06.2026 Asia/Almaty" in found.sentences[1]
    assert facts(furnished, "ru").adopted[0].sentences[0].startswith("Документ «Communiqué» приняли")
    assert [it.text for it in found.blocks][:2] == ["Ref: Test Process/01/01/2026", "Communiqué"]
    english, russian = draw(furnished, "report")
    assert "Annex II. Communiqué" in lines(furnished, english)
    assert any(it.startswith("[Этот текст имеется") for it in lines(furnished, russian))
    with furnished.database.writing() as session:
        row = session.get_one(Participation, (furnished.draft, furnished.parties["ZAB"]))
        row.answer_by, row.zone = None, ""
    examine(furnished)


def test_a_text_adopted_in_both_languages_is_annexed_in_the_language_of_the_report(furnished):
    acts.agree_all(furnished)
    acts.adopt(furnished)
    with furnished.database.writing() as session:
        of = {"process_id": furnished.process, "meeting_id": furnished.meeting}
        document = Document(
            **of, kind="communique", title_en="A", title_ru="А", language="en", access="office", number=7
        )
        session.add(document)
        session.flush()
        draft = session.get_one(paper_facts.Draft, furnished.draft)
        facts_of = {"process_id": draft.process_id, "meeting_id": draft.meeting_id, "adopted_at": NOW}
        other = paper_facts.Draft(
            **facts_of, title="Механизм", language="ru", phase="adopted", kind="text", changed_at=NOW
        )
        session.add(other)
        session.flush()
        for language, it in (("en", draft), ("ru", other)):
            version = {"document_id": document.id, "language": language, "number": 1, "state": "original"}
            session.add(DocumentVersion(**of, **version, draft_id=it.id, at=NOW))
    assert [it.title for it in facts(furnished).adopted] == ["Communiqué"]
    assert [(it.title, it.kind) for it in facts(furnished, "ru").adopted] == [("Механизм", "mechanism")]
    draw(furnished, "agenda")
    assert page(furnished)["agenda"].document.number == 8


def test_an_agenda_that_was_adopted_is_no_outcome(furnished):
    acts.agree_all(furnished)
    acts.adopt(furnished)
    draw(furnished, "agenda")
    with furnished.database.writing() as session:
        document = session.query(Document).one()
        version = session.query(DocumentVersion).filter_by(document_id=document.id, language="en").one()
        version.draft_id = furnished.draft
    assert facts(furnished).adopted == ()


def test_the_letter_takes_the_summary_as_it_was_edited(furnished):
    summary = draw(furnished, "summary")[0]
    letter = draw(furnished, "transmittal")[0]
    edit(furnished, summary, "The Chair convened the Conference.")
    assert page(furnished)["transmittal"].drawn["en"].outdated
    assert "The Chair convened the Conference." not in lines(furnished, letter)
    assert "The Chair convened the Conference." in lines(furnished, draw(furnished, "transmittal", "en")[0])


def test_a_file_of_the_same_kind_is_a_paper_of_its_own(furnished):
    with furnished.database.writing() as session:
        of = {"process_id": furnished.process, "meeting_id": furnished.meeting, "language": "en"}
        titles = {"title_en": "Agenda of the host", "title_ru": "Повестка", "access": "participants"}
        document = Document(**of, **titles, kind="agenda", number=3)
        imported = Document(**of, **titles, kind="report", number=4)
        session.add_all((document, imported))
        session.flush()
        for it, draft in ((document, None), (imported, furnished.draft)):
            facts_ = {"document_id": it.id, "number": 1, "state": "original", "draft_id": draft, "at": NOW}
            session.add(DocumentVersion(**of, **facts_))
    found = page(furnished)
    assert found["agenda"].document is None
    assert found["report"].drawn == {}
    draw(furnished, "agenda", "en")
    assert page(furnished)["agenda"].document.number == 5


def test_the_page_reads_a_fixed_number_of_queries(furnished, count_queries):
    for kind in ("agenda", "report"):
        draw(furnished, kind)
    with count_queries() as few:
        page(furnished)
    furnish_more(furnished)
    with count_queries() as many:
        assert page(furnished)["report"].drawn["en"].outdated
    assert len(many) == len(few)


def furnish_more(world):
    with world.database.writing() as session:
        for at in range(100, 130):
            session.add(
                Delegate(
                    meeting_id=world.meeting,
                    party_id=world.parties["BEL"],
                    place=at,
                    name_en=f"P{at}",
                    name_ru=f"П{at}",
                    state="confirmed",
                )
            )
