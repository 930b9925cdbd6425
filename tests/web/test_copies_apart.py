"""A file made to be a burden, and what a page still says of it."""

from drafting.web import copies_words
from tests import returned
from tests.returned import edited


def test_an_act_of_very_many_changes_is_named_by_its_first_few(world, app):
    split = returned.Words(returned.Piece(""), inserted="Aida")

    def parted(came: returned.Came) -> list[returned.Came]:
        new = [
            returned.Came(
                (
                    returned.Words(
                        returned.Piece(f"Part {at}."),
                    ),
                ),
                split,
            )
            for at in range(50)
        ]
        return [returned.replace(came, ends=split), *new]

    page = returned.preview(world, "head.arv", returned.bring(world, "head.arv", edited(world, {"1.": parted})))
    others = page.with_it(page.changes[0])
    assert len(others) > copies_words.NAMED
    with app.test_request_context():
        said = copies_words.named_together(others)
    assert said.count("(") == copies_words.NAMED
    assert f"{len(others) - copies_words.NAMED} more changes" in said
