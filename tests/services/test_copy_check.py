"""Verifying a copy on the services' level: bounds, the likest text, and what differs."""

import pytest

from drafting.documents.tree import Block
from drafting.domain.errors import BadText
from drafting.domain.readership import ANYBODY
from drafting.services import copy_check
from tests import acts
from tests.archive import open_to, publish, reissue
from tests.factories import TEXT, World


@pytest.fixture
def archive(conference: World) -> World:
    acts.agree_all(conference)
    acts.adopt(conference)
    publish(conference)
    reissue(conference, "3.", "States shall meet every year.")
    publish(conference)
    open_to(conference, "public")
    return conference


def adopted(last: str) -> list[Block]:
    return [*(it for it in TEXT if it.label != "3."), Block("operative", last, "3.")]


def verdict(world: World, text: list[Block]) -> copy_check.Verdict:
    with world.database.reading() as session:
        return copy_check.of_text(session, ANYBODY, text, lambda _issue: ())


def test_each_issue_is_known_by_its_own_words(archive: World):
    found = [verdict(archive, adopted(f"States {it} meet every year.")) for it in ("should", "shall")]
    assert [[it.publication.version for it in one.same] for one in found] == [[1], [2]]


def test_the_likest_issue_is_shown_with_what_differs(archive: World):
    found = verdict(archive, adopted("States shall meet every second year."))
    assert found.close is not None
    assert found.close.publication.version == 2
    assert found.differences == (
        copy_check.Difference("3. States shall meet every year.", "3. States shall meet every second year."),
    )


def test_a_text_of_its_own_is_close_to_nothing(archive: World):
    assert verdict(archive, [Block("text", "Something else altogether.")]) == copy_check.Verdict()


def test_more_differences_than_a_page_holds_are_counted(archive: World, monkeypatch):
    monkeypatch.setattr(copy_check, "SHOWN", 1)
    changed = [Block(it.kind, it.text.replace("on ", "upon "), it.label, it.level) for it in adopted("States meet.")]
    found = verdict(archive, changed)
    assert (len(found.differences), found.more > 0) == (1, True)


def test_a_hash_is_read_as_people_copy_it(archive: World):
    with archive.database.reading() as session:
        value = copy_check.queries.every_issue(session, ANYBODY)[0].publication.hash
        typed = f" SHA-256: {value[:32].upper()}\n{value[32:]} "
        assert [it.publication.version for it in copy_check.of_hash(session, ANYBODY, typed).same] == [1]
        for wrong in ("", value[:-1], f"{value}0", "z" * 64):
            with pytest.raises(BadText):
                copy_check.of_hash(session, ANYBODY, wrong)


@pytest.mark.parametrize(
    ("data", "code"),
    [(b"x" * 1001, "copy-too-large"), (b"A line of five words.\n\n" * 4, "copy-too-long"), (b"", "empty")],
)
def test_a_copy_is_bounded(monkeypatch, data: bytes, code: str):
    monkeypatch.setattr(copy_check, "LARGEST", 1000)
    monkeypatch.setattr(copy_check, "LONGEST", 10)
    with pytest.raises(BadText) as refused:
        copy_check.read(data, "copy.txt")
    assert refused.value.code == code
