"""What others may see says nothing about when a text was still private."""

from tests import acts


def test_the_order_of_proposals_is_that_of_the_table_not_of_the_private_drafts(world, visit) -> None:
    """Arvendal wrote first and tabled last: nobody else learns that it had written."""
    mine = acts.propose(world, "head.arv", "1.", "To thank everybody;", table=False)
    acts.propose(world, "head.bel", "1.", "To take note of the report;")
    head = visit("head.arv")
    head.post(f"/drafts/{world.draft}/proposals/{mine}/table", data={"token": acts.token()})
    page = visit("coordinator.zab").get(f"/drafts/{world.draft}").text
    assert "BEL, ARV" in page
