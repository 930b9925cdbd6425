"""Publishing what was adopted: every issue once, word for word, under an address that stays."""

import pytest
from sqlalchemy import delete, select, update
from sqlalchemy.exc import DatabaseError
from sqlalchemy.orm import Session

from drafting.domain import record as books
from drafting.domain.errors import BadFields, NotAllowed, NotFound, WrongState
from drafting.persistence.records import AgendaItem, Document, DocumentVersion, Draft, Entry, Meeting, Publication
from drafting.services import matters, matters_verification, publications
from drafting.services.publications import Announced
from drafting.services.scope import DraftScope, MeetingScope, meeting_scope
from tests import acts
from tests.archive import TITLES, publish, reissue, second_draft
from tests.factories import NOW, World


def rows(world: World) -> list[Publication]:
    with world.database.reading() as session:
        return list(session.scalars(select(Publication).order_by(Publication.id)))


def in_meeting(world: World, who: str, do):
    with world.database.writing() as session:
        return do(session, meeting_scope(session, world.people[who], world.meeting, NOW, lock=True))


def look(world: World, who: str = "office") -> publications.Page:
    return in_meeting(world, who, publications.page)


@pytest.fixture
def adopted(conference: World):
    """The communiqué of the small conference, adopted; the record of its meeting must agree at the end."""
    acts.agree_all(conference)
    acts.adopt(conference)
    yield conference
    with conference.database.reading() as session:
        meeting = session.get_one(Meeting, conference.meeting)
        assert matters_verification.verify(session, meeting).findings == ()


def test_the_published_text_is_the_adopted_one_with_its_hash(adopted: World):
    publish(adopted)
    (it,) = rows(adopted)
    with adopted.database.reading() as session:
        draft = session.get_one(Draft, adopted.draft)
        entry = session.scalars(select(Entry).where(Entry.kind == "draft adopted")).one()
    assert (it.version, it.language, it.title, it.symbol) == (1, "en", "Communiqué", "Test Process/01/01/2026")
    assert (it.hash, it.adopted_on, it.reason) == (draft.adopted_hash, NOW.date(), "")
    parts = [(block["kind"], block["label"], {it.language: block["text"]}) for block in it.blocks]
    assert books.document_hash(parts, entry.payload["participation"]) == it.hash
    assert {"kind": "note", "label": "1", "level": 0, "text": "Adopted in 2021."} in it.blocks


def test_a_published_text_becomes_a_document_of_the_meeting_at_its_item(adopted: World):
    with adopted.database.writing() as session:
        item = AgendaItem(meeting_id=adopted.meeting, place="1", kind="adoption", title_en="A", title_ru="П")
        item.draft_id = adopted.draft
        session.add(item)
        session.flush()
        number = item.id
    publish(adopted, access="registered")
    with adopted.database.reading() as session:
        document = session.scalars(select(Document)).one()
        version = session.scalars(select(DocumentVersion)).one()
    assert (document.kind, document.access, document.language, document.item_id) == (
        "communique",
        "registered",
        "en",
        number,
    )
    assert (document.title_en, document.title_ru) == (TITLES["title_en"], TITLES["title_ru"])
    assert (version.draft_id, version.number, version.state) == (adopted.draft, 1, "original")


def test_what_was_published_is_never_changed_or_removed(adopted: World):
    publish(adopted)
    for change in (update(Publication).values(title="Another"), delete(Publication)):
        with pytest.raises(DatabaseError, match="append-only"), adopted.database.writing() as session:
            session.execute(change)
    assert [it.title for it in rows(adopted)] == ["Communiqué"]


def test_a_reissue_is_offered_and_published_as_the_next_version(adopted: World):
    publish(adopted)
    assert look(adopted).adopted[0].waiting == ()
    reissue(adopted, "3.", "States shall meet every year.", reason="Zabora formalised.")
    (waiting,) = look(adopted).adopted[0].waiting
    assert (waiting.version, waiting.publication) == (2, None)
    publish(adopted)
    first, second = rows(adopted)
    assert (second.version, second.slug, second.reason) == (2, first.slug, "Zabora formalised.")
    assert (first.document_id, first.hash != second.hash) == (second.document_id, True)
    texts = [next(block["text"] for block in it.blocks if block["label"] == "3.") for it in (first, second)]
    assert texts == ["States should meet every year.", "States shall meet every year."]


def test_a_text_issued_anew_before_it_was_published_is_published_with_every_issue(adopted: World):
    reissue(adopted, "3.", "States shall meet every year.")
    publish(adopted)
    assert [(it.version, it.slug) for it in rows(adopted)] == [(it, "test-process-01-01-2026") for it in (1, 2)]


def test_another_language_is_published_under_the_same_address(adopted: World):
    publish(adopted)
    russian = second_draft(adopted, language="ru")
    page = look(adopted)
    assert [it.id for it in page.without("ru")] == [page.documents[0][0].id]
    assert page.without("en") == []
    publish(adopted, draft=russian, document=page.documents[0][0].id)
    assert [(it.slug, it.language, it.version) for it in rows(adopted)] == [
        ("test-process-01-01-2026", "en", 1),
        ("test-process-01-01-2026", "ru", 1),
    ]
    assert look(adopted).documents[0][1] == ("en", "ru")


def test_another_language_joins_only_a_published_document_that_lacks_it(adopted: World):
    publish(adopted)
    english = second_draft(adopted, language="en")
    document = look(adopted).documents[0][0].id
    with adopted.database.writing() as session:
        paper = Document(process_id=adopted.process, meeting_id=adopted.meeting, kind="other", language="ru")
        paper.title_en, paper.title_ru, paper.access = "Paper", "Бумага", "public"
        session.add(paper)
        matters.record(
            session,
            session.get_one(Meeting, adopted.meeting),
            meeting_scope(session, adopted.people["office"], adopted.meeting, NOW).actor,
            "record opened",
            paper,
            now=NOW,
        )
        unpublished = paper.id
    for it in (document, unpublished, 999):
        with pytest.raises(BadFields) as refused:
            publish(adopted, draft=english, document=it)
        assert {key: problem.code for key, problem in refused.value.problems.items()} == {
            "document": "publication-document"
        }


def test_two_documents_never_share_an_address(adopted: World):
    publish(adopted)
    publish(adopted, draft=second_draft(adopted, language="en"))
    assert [it.slug for it in rows(adopted)] == ["test-process-01-01-2026", "test-process-01-01-2026-2"]


def test_a_double_click_publishes_once_and_a_second_form_finds_it_published(adopted: World):
    publish(adopted, token="twice-the-same")
    assert publish(adopted, token="twice-the-same") == ()
    assert len(rows(adopted)) == 1
    with pytest.raises(WrongState) as refused:
        publish(adopted)
    assert (refused.value.state, refused.value.event) == ("published", "publish")


def test_only_an_adopted_text_is_published(conference: World):
    with pytest.raises(WrongState) as refused:
        publish(conference)
    assert refused.value.state == "negotiation"


@pytest.mark.parametrize("who", ["chair", "head.arv", "observer"])
def test_only_the_office_publishes_and_sees_what_is_to_publish(adopted: World, who: str):
    with pytest.raises(NotAllowed):
        publish(adopted, who=who)
    with pytest.raises(NotAllowed):
        look(adopted, who)


def test_everything_wrong_with_a_publication_is_told_at_once(adopted: World):
    with pytest.raises(BadFields) as refused:
        publish(adopted, kind="poem", access="delegation", title_en=" ", title_ru="Я" * 301)
    assert {field: it.code for field, it in refused.value.problems.items()} == {
        "kind": "publication-kind",
        "access": "publication-access",
        "title_en": "publication-title",
        "title_ru": "title-too-long",
    }
    assert rows(adopted) == []


def change_access(
    world: World, access: str, *, who: str = "office", document: int | None = None, seal: str = ""
) -> None:
    def do(session: Session, scope: MeetingScope) -> None:
        found = session.scalars(select(Document)).first()
        publications.change_access(
            session,
            scope,
            document or found.id,
            access=access,
            seal=seal or matters.seal(found),
            token=acts.token(),
            now=NOW,
        )

    in_meeting(world, who, do)


def test_the_class_of_a_document_changes_and_its_text_does_not(adopted: World):
    publish(adopted)
    before = rows(adopted)[0].hash
    change_access(adopted, "participants")
    with adopted.database.reading() as session:
        assert session.scalars(select(Document.access)).one() == "participants"
    assert [it.hash for it in rows(adopted)] == [before]


def test_a_class_is_changed_by_the_office_on_what_it_saw(adopted: World):
    publish(adopted)
    with pytest.raises(NotAllowed):
        change_access(adopted, "office", who="chair")
    with pytest.raises(BadFields):
        change_access(adopted, "everybody")
    with pytest.raises(WrongState):
        change_access(adopted, "office", seal="0" * 16)
    with pytest.raises(NotFound):
        change_access(adopted, "office", document=999)


def test_a_class_changed_twice_by_one_click_is_changed_once(adopted: World):
    publish(adopted)

    def do(session: Session, scope: MeetingScope) -> None:
        document = session.scalars(select(Document)).one()
        publications.change_access(
            session,
            scope,
            document.id,
            access="office",
            seal=matters.seal(document),
            token="the-same-click",
            now=NOW,
        )

    in_meeting(adopted, "office", do)
    in_meeting(adopted, "office", do)
    with adopted.database.reading() as session:
        assert session.get_one(Meeting, adopted.meeting).seq == 3


def test_a_title_that_changes_keeps_the_address(adopted: World):
    publish(adopted)

    def rename(session: Session, scope: MeetingScope) -> None:
        document = session.scalars(select(Document)).one()
        document.title_en = "Another title"
        matters.record(session, scope.meeting, scope.actor, "record opened", document, now=NOW)

    in_meeting(adopted, "office", rename)
    reissue(adopted, "3.", "States shall meet every year.")
    publish(adopted)
    assert {it.slug for it in rows(adopted)} == {"test-process-01-01-2026"}


def test_the_announcement_says_nothing_where_the_text_is_published_already(adopted: World):
    publish(adopted)
    reissue(adopted, "3.", "States shall meet every year.")

    def do(session: Session, scope: DraftScope) -> tuple[Publication, ...]:
        return publications.publish(session, scope, Announced(None), token=acts.token(), now=NOW)

    assert [it.version for it in acts.act(adopted, "office", do)] == [2]
