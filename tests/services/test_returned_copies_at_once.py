"""Two people and one copy, in real threads: each change becomes one proposal, each file one copy."""

from drafting.persistence.records import ReturnedCopy
from tests import returned, rulings
from tests.factories import World
from tests.returned import edited, replacing
from tests.services.test_concurrency import in_order, together

EDITS = {"1.": replacing("report", "findings"), "3.": replacing("every year", "monthly")}


def test_a_copy_tabled_by_several_at_once_makes_each_proposal_once(conference: World):
    before = in_order(conference)
    ref = returned.bring(conference, "head.arv", edited(conference, EDITS))
    page = returned.preview(conference, "head.arv", ref)
    wishes = [returned.wish(it) for it in page.open]
    asked = {"table": True, "seal": page.seal}
    together(lambda _: returned.take(conference, "head.arv", ref, *wishes, **asked))
    assert in_order(conference) == before + len(wishes)
    assert [it.payload["number"] for it in rulings.entries(conference, "proposal tabled")] == [1, 2]


def test_one_file_brought_several_times_at_once_is_kept_once(conference: World):
    copy = edited(conference, EDITS)
    answers = together(lambda _: returned.bring(conference, "head.arv", copy))
    assert len(set(answers)) == 1
    with conference.database.reading() as session:
        assert len(session.scalars(returned.select(ReturnedCopy)).all()) == 1
