"""A decision comes on the table once, under negotiation, and its record says what it is."""

import threading
from dataclasses import replace

import pytest
from sqlalchemy import func, select

from drafting.domain.errors import BadText, NotAllowed, WrongState
from drafting.domain.proposals import LONGEST
from drafting.persistence.queries import drafts as queries
from drafting.persistence.queries import record as record_queries
from drafting.persistence.records import Draft, Meeting
from drafting.services import decisions, verification
from drafting.services.decisions import MOST_PARAGRAPHS, Text
from drafting.services.scope import meeting_scope
from tests import acts
from tests.factories import NOW, world

WORDS = Text(
    "Invitation of an observer: Example Fund", "en", ["The States invite the Fund.", "The Office writes to it."]
)


@pytest.fixture
def room(database):
    return world(database)


def create(room, kind="invitation", text=WORDS, who="chair", click=1) -> int:
    with room.database.writing() as session:
        scope = meeting_scope(session, room.people[who], room.meeting, NOW)
        return decisions.create(session, scope, kind=kind, text=text, token=f"decision-{click}", now=NOW).id


def make_meeting(room, kind: str) -> None:
    with room.database.writing() as session:
        session.get_one(Meeting, room.meeting).kind = kind


def texts(room, draft: int, language="en") -> list[tuple[str, str, str, str]]:
    with room.database.reading() as session:
        rows = queries.texts(session, draft, language)
        return [(it.paragraph.kind, it.paragraph.label, it.revision.text, it.paragraph.state) for it in rows]


@pytest.mark.parametrize("who", ["chair", "office"])
@pytest.mark.parametrize("kind", ["invitation", "rules", "publication"])
def test_a_decision_is_a_draft_under_negotiation(room, kind, who):
    draft_id = create(room, kind, who=who)
    assert texts(room, draft_id) == [
        ("title", "", "Invitation of an observer: Example Fund", "open"),
        ("operative", "1.", "The States invite the Fund.", "open"),
        ("operative", "2.", "The Office writes to it.", "open"),
    ]
    with room.database.reading() as session:
        draft = session.get_one(Draft, draft_id)
        assert (draft.kind, draft.phase, draft.language) == (kind, "negotiation", "en")
        entries = record_queries.entries(session, draft_id)
        assert [it.kind for it in entries] == ["draft imported", "draft opened"]
        assert entries[0].payload["kind"] == kind
        assert verification.verify(session, draft_id).findings == ()


def test_a_text_is_no_decision(room):
    with room.database.reading() as session:
        assert session.get_one(Draft, room.draft).kind == "text"
        assert record_queries.entries(session, room.draft)[0].payload["kind"] == "text"


def test_a_kind_changed_behind_the_record_is_found(room):
    draft_id = create(room)
    with room.database.writing() as session:
        session.get_one(Draft, draft_id).kind = "publication"
    with room.database.reading() as session:
        found = verification.verify(session, draft_id).findings
    assert [(it.where, it.name) for it in found] == [("draft", "kind")]


def test_it_is_negotiated_like_any_draft(room):
    draft_id = create(room)
    decision = replace(room, draft=draft_id)
    with room.database.reading() as session:
        rows = queries.texts(session, draft_id, "en")
        decision = replace(decision, paragraphs={it.paragraph.label: it.paragraph.id for it in rows})
    acts.propose(decision, "head.arv", "1.", "The States invite the Fund as an observer.")
    assert acts.look(decision, "chair", lambda _, scope: scope.draft.proposals_tabled) == 1


def test_brackets_of_a_decision_are_in_dispute(room):
    draft_id = create(room, text=replace(WORDS, paragraphs=["The States [decide to] invite the Fund."]))
    assert texts(room, draft_id)[1][3] == "bracketed"


def test_a_decision_in_russian_is_stored_composed_and_without_empty_paragraphs(room):
    typed = Text("  Публикация:\nитоги ", "ru", ["", "Опубликовать  Коммюнике.\r\n", "   "])
    assert [it[2] for it in texts(room, create(room, "publication", typed), "ru")] == [
        "Публикация: итоги",
        "Опубликовать  Коммюнике.",
    ]


@pytest.mark.parametrize("who", ["rapporteur", "head.arv", "observer", "administrator"])
def test_nobody_else_draws_up_a_decision(room, who):
    with pytest.raises(NotAllowed):
        create(room, who=who)


def test_only_ministers_amend_the_rules(room):
    make_meeting(room, "senior officials")
    with pytest.raises(WrongState):
        create(room, "rules")
    assert create(room, "publication")


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"title": "  "}, "title-missing"),
        ({"title": "x" * 501}, "title-too-long"),
        ({"title": "x\0"}, "unreadable-sign"),
        ({"paragraphs": ["", " \n "]}, "decision-empty"),
        ({"paragraphs": ["Word"] * (MOST_PARAGRAPHS + 1)}, "decision-too-long"),
        ({"paragraphs": ["x" * (LONGEST + 1)]}, "too-long"),
        ({"language": "fr"}, "unknown-language"),
    ],
)
def test_what_cannot_be_stored_is_refused(room, changes, code):
    with pytest.raises(BadText, match=code):
        create(room, text=replace(WORDS, **changes))
    assert count(room) == 1


def test_an_unknown_kind_is_refused(room):
    with pytest.raises(BadText, match="unknown-decision"):
        create(room, "text")


def count(room) -> int:
    with room.database.reading() as session:
        return session.scalar(select(func.count()).select_from(Draft)) or 0


def test_a_double_click_makes_one_decision(room):
    assert create(room) == create(room)
    assert create(room, click=2) != create(room)
    assert create(room, who="office") != create(room)
    assert count(room) == 4


def test_two_clicks_at_once_make_one_decision(room):
    made: list[int] = []
    threads = [threading.Thread(target=lambda: made.append(create(room))) for _ in range(4)]
    for it in threads:
        it.start()
    for it in threads:
        it.join()
    assert len(made) == 4
    assert len(set(made)) == 1
