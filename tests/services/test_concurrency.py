"""Real threads on a real database: one serial history, whatever happens at once."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest

from drafting.domain.errors import DraftingError
from drafting.persistence.queries import proposals as queries
from drafting.persistence.queries import record as record_queries
from drafting.services import consensus, proposals, rulings, verification
from tests.factories import NOW, World
from tests.factories import world as make_world

AT_ONCE = 6


@pytest.fixture
def world(database) -> World:
    return make_world(database)


def together(act: Callable[[int], object], times: int = AT_ONCE) -> list[object]:
    """Run `act(0) … act(times - 1)` in threads that start at the same moment; errors are answers too."""
    gate = Barrier(times)

    def run(number: int) -> object:
        gate.wait()
        try:
            return act(number)
        except DraftingError as err:
            return err

    with ThreadPoolExecutor(times) as pool:
        return list(pool.map(run, range(times)))


def propose_and_table(world: World, who: str, number: int, token: str) -> None:
    with world.database.writing() as session:
        scope = world.scope(session, who)
        made = proposals.propose(
            session,
            scope,
            world.paragraphs["1."],
            kind="replace",
            text=f"To welcome report {number};",
            reason="",
            base=1,
            token=token,
            now=NOW,
        )
        if made.number is None:
            proposals.table(session, scope, made.ref, token=f"{token}-t", now=NOW)


def in_order(world: World) -> int:
    """The number of entries, after the books were found in order."""
    with world.database.reading() as session:
        verdict = verification.verify(session, world.draft)
        assert verdict.findings == ()
        assert [it.seq for it in record_queries.entries(session, world.draft)] == list(range(1, verdict.entries + 1))
        return verdict.entries


def test_proposals_tabled_at_once_are_numbered_without_gap_or_double(world):
    before = in_order(world)
    people = ("head.arv", "head.bel", "coordinator.zab")
    together(lambda it: propose_and_table(world, people[it % 3], it, f"submission-{it}"))
    assert in_order(world) == before + AT_ONCE
    with world.database.reading() as session:
        numbers = [it.number for it in queries.public(session, world.draft)]
    assert numbers == list(range(1, AT_ONCE + 1))


def test_one_form_sent_many_times_at_once_makes_one_proposal(world):
    before = in_order(world)
    together(lambda _: propose_and_table(world, "head.arv", 1, "submission-1"))
    assert in_order(world) == before + 1


def test_two_chairs_close_a_paragraph_once(world):
    before = in_order(world)

    def close(number: int) -> None:
        with world.database.writing() as session:
            rulings.close(
                session,
                world.scope(session, "chair"),
                world.paragraphs["1."],
                ad_referendum=False,
                revision=1,
                token=f"gavel-{number:04d}",
                now=NOW,
            )

    answers = together(close)
    assert answers.count(None) == 1
    assert in_order(world) == before + 1


def test_an_objection_and_the_gavel_at_once_are_one_after_the_other(world):
    """Whichever came first, the paragraph is never agreed over an objection that stood when it was closed."""

    def act(number: int) -> str:
        with world.database.writing() as session:
            if number % 2:
                scope, paragraph = world.scope(session, "chair"), world.paragraphs["1."]
                rulings.close(
                    session, scope, paragraph, ad_referendum=False, revision=1, token=f"gavel-{number:04d}", now=NOW
                )
                return "closed"
            consensus.give_position(
                session,
                world.scope(session, "head.arv"),
                world.paragraphs["1."],
                kind="objects",
                statement="No.",
                revision=1,
                token=f"position-{number}",
                now=NOW,
            )
            return "objected"

    together(act, 2)
    in_order(world)
    with world.database.reading() as session:
        kinds = [it.kind for it in record_queries.entries(session, world.draft)][-2:]
    assert kinds in (["paragraph ruled", "position given"], ["draft opened", "position given"])
