"""States in brackets are recognised, and a person says whether the bracket is about participation or about words.

After every test the record is replayed and must agree with the tables.
"""

from collections.abc import Iterator

import pytest

from drafting.documents.tree import Block
from drafting.domain.errors import BadText, NotAllowed, StaleEdit, WrongState
from drafting.persistence.database import Database
from drafting.services import bracket_board, bracket_rulings, draft_page, participation_mentions, verification
from drafting.services.participation_page import ParticipationPage, participation_page
from tests import acts
from tests.factories import NOW, World, world
from tests.participating import BRACKETED, NOTING, adopted, bracketed, shown
from tests.rulings import entries, found

RUSSIAN = (
    *(Block("recital", "Мы, от имени [Республики Абора] и [Бельморы][^1];", "(i)"), Block("note", "Процедура.", "1")),
)


@pytest.fixture
def conference(database: Database) -> Iterator[World]:
    it = world(database, BRACKETED)
    yield it
    with database.reading() as session:
        assert verification.verify(session, it.draft).findings == ()


def page(it: World, who: str = "office") -> ParticipationPage:
    return acts.look(it, who, participation_page)


def waiting(it: World, who: str = "office") -> int:
    return acts.look(it, who, lambda session, scope: draft_page.draft_page(session, scope).unconfirmed)


def say(it: World, ruling: str, label: str = "1.", code: str = "BEL", who: str = "office", **facts: object) -> None:
    paragraph, text = it.paragraphs[label], found(it, label)[2]
    given = {"revision": found(it, label)[1], "token": acts.token(), "start": text.index("["), **facts}
    acts.act(
        it,
        who,
        lambda session, scope: bracket_rulings.say_participation(
            session, scope, paragraph, party=it.parties.get(code, 4711), ruling=ruling, now=NOW, **given
        ),
    )


def test_every_state_in_brackets_is_recognised_and_waits_for_a_word(conference: World):
    codes = {number: code for code, number in conference.parties.items()}
    assert [(it.words, codes[it.party], it.ruling) for it in page(conference).recognised] == [
        ("[Republic of Belmora]", "BEL", ""),
        ("[Republic of Zabora]", "ZAB", ""),
        ("[Belmora]", "BEL", ""),
        ("[Zabora]", "ZAB", ""),
    ]
    assert (waiting(conference), waiting(conference, "head.arv")) == (4, 0)


def test_declined_names_are_recognised_and_no_dispute(database: Database):
    it = world(database, RUSSIAN, language="ru")
    assert [one.words for one in page(it).recognised] == ["[Республики Абора]", "[Бельморы]"]
    with database.reading() as session:
        scope = it.scope(session, "office", lock=False)
        assert (
            participation_mentions.drafts.text(session, it.draft, it.paragraphs["(i)"], "ru").paragraph.state == "open"
        )
        assert len(scope.state_names()) > 40


def test_a_word_is_said_and_goes_along_with_the_bracket(conference: World):
    say(conference, "participation")
    assert (waiting(conference), page(conference).unconfirmed) == (3, 3)
    acts.reword(conference, "1.", "Also " + NOTING)
    assert [it.ruling for it in page(conference).recognised] == ["", "", "participation", ""]
    say(conference, "participation not said")
    assert page(conference).unconfirmed == 4


def test_a_bracket_about_words_is_a_dispute_and_nothing_follows_for_it(conference: World):
    say(conference, "not participation", who="chair")
    assert found(conference, "1.")[0] == "bracketed"
    board = acts.look(conference, "office", bracket_board.board)
    assert [it.words for it in board.members()] == ["[Belmora]"]
    assert board.points[-1][1] == 1
    assert acts.look(conference, "office", draft_page.draft_page).open_brackets == 1
    assert [it.line.label for it in shown(conference, "BEL", "adopting").changes] == ["(i)"]
    say(conference, "participation")
    assert found(conference, "1.")[0] == "open"


@pytest.mark.parametrize(
    ("facts", "error"),
    [
        ({"ruling": "dispute"}, BadText),
        ({"ruling": "participation", "code": "nobody"}, BadText),
        ({"ruling": "participation", "start": 0}, BadText),
        ({"ruling": "participation", "who": "head.bel"}, NotAllowed),
    ],
)
def test_what_cannot_be_said_is_refused(conference: World, facts: dict[str, object], error: type[Exception]):
    with pytest.raises(error):
        say(conference, **facts)
    with pytest.raises(BadText, match="unknown-ruling"):
        acts.act(
            conference,
            "office",
            lambda session, scope: bracket_rulings.rule_on_bracket(
                session,
                scope,
                conference.paragraphs["1."],
                NOTING.index("["),
                ruling="participation",
                revision=1,
                token=acts.token(),
                now=NOW,
            ),
        )
    assert entries(conference, "bracket ruled") == []


def test_a_word_on_an_older_wording_or_said_twice_changes_nothing(conference: World):
    acts.reword(conference, "1.", "Also " + NOTING)
    with pytest.raises(StaleEdit):
        say(conference, "participation", revision=1)
    for _ in range(2):
        say(conference, "participation", token="the-same-token")
    assert len(entries(conference, "bracket ruled")) == 1


def confirm_all(it: World, token: str, seq: int | None = None) -> None:
    acts.act(
        it,
        "office",
        lambda session, scope: participation_mentions.confirm_all(
            session, scope, seq=scope.draft.seq if seq is None else seq, token=token, now=NOW
        ),
    )


def test_all_that_wait_are_confirmed_at_once(conference: World):
    say(conference, "not participation")
    with pytest.raises(WrongState):
        confirm_all(conference, "some-token", seq=1)
    for _ in range(2):
        confirm_all(conference, "the-same-token")
    said = [it.ruling for it in page(conference).recognised]
    assert said == ["participation", "participation", "not participation", "participation"]
    assert len(entries(conference, "bracket ruled")) == 4


def test_the_page_shows_contradictions_at_their_places_and_none_once_the_table_says_what_the_text_says(
    conference: World,
):
    found_there = page(conference).contradictions
    assert {(it.code, page(conference).places[it.passage].label) for it in found_there} == {
        ("named in brackets", "(i)"),
        ("named in brackets", "1"),
    }
    bracketed(conference)
    assert page(conference).contradictions == ()
    assert page(conference).issues == ()
    assert page(conference).places[conference.paragraphs["2"]].label == "2"


def test_after_the_adoption_the_page_shows_its_issues(conference: World):
    adopted(conference)
    assert [it.kind for it in page(conference, "observer").issues] == ["draft adopted"]


def test_a_name_that_was_not_recognised_is_confirmed_on_its_bracket(conference: World):
    acts.reword(conference, "1.", "To note that [the Belmoran State] and [Zabora][^1] will inform all;")
    assert found(conference, "1.")[0] == "bracketed"
    say(conference, "participation")
    assert found(conference, "1.")[0] == "open"
    assert "[the Belmoran State]" in [it.words for it in page(conference).recognised]
    board = acts.look(conference, "office", bracket_board.board)
    assert [(it.is_participation, it.is_settled) for it in board.members()] == [(True, True)]
    offers = {it.line.label: it.offer.text for it in shown(conference, "BEL", "observer").changes}
    assert offers["1."] == "To note that [Zabora][^1] will inform all;"
