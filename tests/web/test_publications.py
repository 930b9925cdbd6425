"""Publishing, for the Support Office: what is adopted, what is published, for whom."""

import pytest
from sqlalchemy import select

from drafting.persistence.records import Document, Meeting, MeetingEntry, Publication
from drafting.services import matters
from drafting.web import matter_words
from tests import acts
from tests.archive import TITLES, publish, reissue, second_draft
from tests.factories import World
from tests.web.judge import judge, untranslated


@pytest.fixture
def adopted(world: World) -> World:
    acts.agree_all(world)
    acts.adopt(world)
    return world


def at(world: World) -> str:
    return f"/meetings/{world.meeting}/publications"


def form(**fields: str) -> dict[str, str]:
    return {"token": "a-token-of-the-form", "kind": "decision", "access": "public", **TITLES, **fields}


def test_an_adopted_text_is_published_from_its_page(adopted: World, visit):
    browser = visit("office")
    page = browser.get(at(adopted)).text
    assert "not published yet" in page
    assert "the archive shows nothing of it" in page
    answer = browser.post(f"/drafts/{adopted.draft}/publication", data=form())
    assert answer.location == at(adopted)
    page = browser.get(at(adopted)).text
    assert "/portal/en/test/documents/test-process-01-01-2026/v1" in page
    assert judge(page) == []
    with adopted.database.reading() as session:
        assert session.scalars(select(Document.kind)).one() == "decision"


def test_an_adopted_text_leads_to_its_publication(adopted: World, visit):
    for path in (f"/drafts/{adopted.draft}", f"/drafts/{adopted.draft}/adoption"):
        assert f"{at(adopted)}?draft={adopted.draft}" in visit("office").get(path).text
        assert at(adopted) not in visit("head.arv").get(path).text


def test_what_was_typed_comes_back_with_what_is_wrong(adopted: World, visit):
    answer = visit("office").post(f"/drafts/{adopted.draft}/publication", data=form(title_ru="", title_en="A title"))
    assert answer.status_code == 422
    assert "Give the title of the document in both languages" in answer.text
    assert 'value="A title"' in answer.text
    assert judge(answer.text) == []


@pytest.mark.parametrize(("document", "status"), [("x", 400), ("99999999999", 400), ("77", 422)])
def test_a_document_that_is_none_is_refused(adopted: World, visit, document: str, status: int):
    answer = visit("office").post(f"/drafts/{adopted.draft}/publication", data=form(document=document))
    assert answer.status_code == status


def test_another_language_is_offered_to_join(adopted: World, visit):
    publish(adopted)
    second = second_draft(adopted, language="ru")
    browser = visit("office")
    page = browser.get(at(adopted)).text
    assert "Another language of" in page
    with adopted.database.reading() as session:
        document = session.scalars(select(Document.id)).one()
    browser.post(f"/drafts/{second.draft}/publication", data=form(document=str(document)))
    with adopted.database.reading() as session:
        assert set(session.scalars(select(Publication.language))) == {"en", "ru"}


def test_a_form_is_open_for_one_text_and_the_others_are_a_link_away(adopted: World, visit):
    second = second_draft(adopted, language="en")
    browser = visit("office")
    for draft in (adopted.draft, second.draft):
        page = browser.get(f"{at(adopted)}?draft={draft}").text
        assert f'action="/drafts/{draft}/publication"' in page
        assert page.count('/publication"') == 1
        assert judge(page) == []


def test_a_text_issued_anew_is_offered_and_published_by_one_button(adopted: World, visit):
    publish(adopted)
    reissue(adopted, "3.", "States shall meet every year.")
    browser = visit("office")
    assert "Publish the new version" in browser.get(at(adopted)).text
    answer = browser.post(f"/drafts/{adopted.draft}/publication", data={"token": "a-token-of-the-form"})
    assert answer.status_code == 303
    again = browser.post(f"/drafts/{adopted.draft}/publication", data={"token": "another-token-here"})
    assert again.status_code == 409
    assert "Only what is adopted and not published yet can be published." in again.text


def test_the_class_of_a_published_text_is_changed(adopted: World, visit):
    publish(adopted)
    browser = visit("office")
    with adopted.database.reading() as session:
        document = session.scalars(select(Document)).one()
        seal = matters.seal(document)
    path = f"{at(adopted)}/{document.id}/access"
    fields = {"token": "a-token-of-the-form", "seal": seal}
    assert browser.post(path, data={**fields, "access": "everyone"}).status_code == 422
    assert browser.post(path, data={**fields, "access": "registered"}).location == at(adopted)
    stale = browser.post(path, data={**fields, "access": "office", "token": "another-token-here"})
    assert stale.status_code == 409
    with adopted.database.reading() as session:
        assert session.scalars(select(Document.access)).one() == "registered"


def test_the_record_tells_in_both_languages_what_was_published(app, adopted: World, visit):
    publish(adopted)
    reissue(adopted, "3.", "States shall meet every year.")
    publish(adopted)
    browser = visit("head.bel")
    page = browser.get(f"/meetings/{adopted.meeting}/record").text
    assert "Опубликован документ «Коммюнике Первой конференции» (на английском языке, издание 2)" in page
    assert untranslated(page) == []
    with adopted.database.reading() as session:
        kinds = set(session.scalars(select(MeetingEntry.kind).where(MeetingEntry.seq > 1)))
        assert session.get_one(Meeting, adopted.meeting).seq == 3
    assert kinds <= matter_words.SENTENCES.keys()


def test_the_page_takes_as_many_queries_at_any_size(adopted: World, visit, count_queries):
    browser = visit("office")

    def count() -> int:
        with count_queries() as queries:
            browser.get(at(adopted))
        return len(queries)

    before = count()
    for language in ("en", "ru"):
        publish(adopted, draft=second_draft(adopted, language=language))
    assert count() == before
