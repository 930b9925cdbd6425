"""Every term of the domain has its words, and sentences say what they should."""

import pytest

from drafting.documents.tree import KINDS
from drafting.domain import consensus, decisions, participation, permissions, proposals, record, silence
from drafting.domain.errors import BadText
from drafting.domain.instructions import instructions
from drafting.web import decision_words, refusals, wording


@pytest.mark.parametrize(
    ("terms", "words"),
    [
        (consensus.STATES, wording.STATES),
        (consensus.POSITIONS, wording.POSITIONS),
        (proposals.KINDS, wording.PROPOSAL_KINDS),
        (permissions.ROLES, wording.ROLES),
        (KINDS, wording.BLOCK_KINDS),
        (participation.STATUSES, wording.PARTICIPATION),
        (decisions.KINDS, wording.DECISIONS),
        (silence.ANSWERS, wording.ANSWERS),
        (decisions.KINDS, decision_words.WRITERS),
        (record.REPLAY, wording.ENTRIES),
        (proposals.PUBLIC | {"private"}, wording.STATUSES),
        (["preparing", "negotiation", "adopted"], wording.PHASES),
    ],
)
def test_every_term_has_its_words(terms, words):
    assert set(terms) <= set(words)


@pytest.mark.parametrize(
    ("base", "proposed", "said"),
    [
        ("To note it;", "To *note* it;", ["print “note” in italics"]),
        ("To note it;", "To **note** it;", ["print “note” in bold"]),
        ("To *note* it;", "To note it;", ["print “note” without emphasis"]),
        ("To *note* it;", "To note it[^a];", ["print “note” without emphasis", "after “it” insert “[^a]”"]),
        ("To *note it*;", "To *note* **it**;", ["replace “*note it*” with “*note* **it**”"]),
        ("On 5 June", "On 5\u00a0June", ["after “5” replace “‹space›” with “‹no-break space›”"]),
        ("To note it;", "To note *all of* it;", ["after “note” insert “all of”"]),
        ("To note it;", "To note it[^1];", ["after “it” insert “[^1]”"]),
        ("*To note* it now;", "*To note* it;", ["delete “now”"]),
        ("States [shall] meet.", "States shall meet.", ["lift the brackets round “shall”"]),
    ],
)
def test_the_classical_note_says_words_not_markup(app, base, proposed, said):
    with app.test_request_context():
        notes = [wording.classical(it) for it in instructions(base, proposed)]
    assert notes == said


def test_a_problem_without_words_is_still_a_sentence(app):
    with app.test_request_context():
        assert refusals.problem(BadText("never-heard-of")) == "This cannot be taken as it is."
