"""A draft comes on the table: stored word for word, closed to delegations until it is opened."""

import unicodedata
from collections.abc import Sequence

import pytest
from sqlalchemy import select

from drafting.documents.tree import Block
from drafting.domain.errors import BadText, NotAllowed, NotFound, WrongState
from drafting.persistence.database import Database
from drafting.persistence.queries import drafts as queries
from drafting.persistence.records import Draft, Entry, Participation
from drafting.services import drafts, verification
from drafting.services.scope import meeting_scope
from tests import acts
from tests.factories import NOW, TEXT, World, world

SOURCE = drafts.Source("communique.docx", "ab" * 32)


@pytest.fixture
def preparing(database: Database) -> World:
    return world(database, is_open=False)


def put_in(
    it: World, blocks: Sequence[Block] = TEXT, *, who: str = "office", language: str = "en", title: str = "Communiqué"
) -> int:
    with it.database.writing() as session:
        scope = meeting_scope(session, it.people[who], it.meeting, NOW)
        return drafts.import_draft(
            session, scope, title=title, language=language, blocks=blocks, source=SOURCE, now=NOW
        ).id


def stored(it: World, draft: int, language: str = "en") -> list[tuple[str, str, int, str]]:
    with it.database.reading() as session:
        rows = queries.texts(session, draft, language)
        return [(row.paragraph.kind, row.paragraph.label, row.paragraph.level, row.revision.text) for row in rows]


def test_a_text_is_stored_block_by_block_and_word_for_word(preparing: World):
    draft = put_in(preparing)
    assert stored(preparing, draft) == [(it.kind, it.label, it.level, it.text) for it in TEXT]
    with preparing.database.reading() as session:
        assert verification.verify(session, draft).findings == ()
        row = session.get_one(Draft, draft)
        assert (row.title, row.symbol, row.language, row.phase, row.revision, row.seq) == (
            "Communiqué",
            "Ref: Test Process/01/01/2026",
            "en",
            "preparing",
            1,
            1,
        )
        told = session.get_one(Entry, (draft, 1)).payload
    assert (told["file"], told["sha256"], len(told["paragraphs"])) == ("communique.docx", "ab" * 32, len(TEXT))


def test_decomposed_letters_are_stored_composed_and_nothing_else_is_touched(preparing: World):
    said = "Принимающий  \u00a0Алматинский\u00ad процесс\r\nи «й»\rё"
    decomposed = unicodedata.normalize("NFD", said)
    assert decomposed != said
    draft = put_in(preparing, [Block("operative", decomposed, "1.")], language="ru", title=f" {decomposed} ")
    composed = said.replace("\r\n", "\n").replace("\r", "\n")
    assert stored(preparing, draft, "ru") == [("operative", "1.", 0, composed)]


def test_a_text_that_comes_with_brackets_is_bracketed_from_the_start(preparing: World):
    blocks = [
        Block("operative", "States [shall] meet.", "1."),
        Block("operative", "States [Belmora] meet[sic] on [date].", "2."),
    ]
    draft = put_in(preparing, blocks)
    with preparing.database.reading() as session:
        states = [it.paragraph.state for it in queries.texts(session, draft, "en")]
    assert states == ["bracketed", "open"]


def test_everybody_is_taken_to_participate_as_they_sit_until_somebody_says_otherwise(preparing: World):
    draft = put_in(preparing)
    with preparing.database.reading() as session:
        rows = session.scalars(select(Participation).where(Participation.draft_id == draft))
        assert {it.party_id: it.status for it in rows} == {
            preparing.parties["ARV"]: "adopting",
            preparing.parties["BEL"]: "adopting",
            preparing.parties["ZAB"]: "adopting",
            preparing.parties["OBS"]: "observer",
        }


def test_a_draft_without_title_or_symbol_has_a_dash_and_nothing(preparing: World):
    draft = put_in(preparing, [Block("text", "Words.")], title="  ")
    with preparing.database.reading() as session:
        row = session.get_one(Draft, draft)
    assert (row.title, row.symbol) == ("—", "")


@pytest.mark.parametrize(
    ("facts", "code"),
    [({"blocks": ()}, "empty"), ({"language": "tlh"}, "unknown-language"), ({"language": ""}, "unknown-language")],
)
def test_a_text_without_paragraphs_or_language_is_refused(preparing: World, facts: dict, code: str):
    with pytest.raises(BadText) as refusal:
        put_in(preparing, **facts)
    assert refusal.value.code == code


@pytest.mark.parametrize("who", ["chair", "head.arv", "observer", "rapporteur", "administrator"])
def test_only_the_office_imports(preparing: World, who: str):
    with pytest.raises(NotAllowed):
        put_in(preparing, who=who)


def open_it(it: World, who: str, token: str = "open-the-draft") -> None:  # noqa: S107 - a name of a submission
    acts.act(it, who, lambda session, scope: drafts.open_draft(session, scope, token=token, now=NOW))


@pytest.mark.parametrize("who", ["office", "chair"])
def test_office_or_chair_opens_a_draft_and_delegations_see_it_from_then_on(preparing: World, who: str):
    with pytest.raises(NotFound):
        acts.look(preparing, "head.arv", lambda _session, scope: scope)
    open_it(preparing, who)
    assert acts.look(preparing, "head.arv", lambda _session, scope: scope.draft.phase) == "negotiation"
    with preparing.database.reading() as session:
        assert verification.verify(session, preparing.draft).findings == ()


def test_opening_by_a_double_click_is_opening_once(preparing: World):
    open_it(preparing, "office")
    open_it(preparing, "office")
    assert acts.look(preparing, "office", lambda _session, scope: scope.draft.seq) == 2
    with pytest.raises(WrongState):
        open_it(preparing, "office", token="another-token")


def test_who_only_reads_does_not_open(preparing: World):
    with pytest.raises(NotAllowed):
        open_it(preparing, "rapporteur")
