"""Random acts on an agenda, against a plain list of lists."""

from collections.abc import Callable

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule, run_state_machine_as_test
from sqlalchemy import select

from drafting.domain import agenda as rules
from drafting.persistence.records import (
    Meeting,
    Sitting,
)
from drafting.services import matters_verification
from tests.agenda import (
    add,
    drop,
    move,
    one,
    order_of,
    plan,
    remove,
    step,
)
from tests.factories import World


class Keeping(RuleBasedStateMachine):
    """Random acts on an agenda, against a plain list of lists."""

    opened: Callable
    world: World

    @initialize()
    def begin(self) -> None:
        self.room = type(self).opened()
        self.world = self.room.__enter__()
        self.sittings: list[int] = [plan(self.world)]
        self.model: dict[int | None, list[int]] = {self.sittings[0]: [], None: []}

    def teardown(self) -> None:
        if hasattr(self, "room"):
            with self.world.database.reading() as session:
                found = matters_verification.verify(session, session.get_one(Meeting, self.world.meeting))
            self.room.__exit__(None, None, None)
            assert found.findings == ()

    def items(self) -> list[int]:
        return [it for items in self.model.values() for it in items]

    @rule()
    def a_sitting_is_planned(self) -> None:
        if len(self.sittings) < 3:
            number = (
                max(
                    [one(self.world, select(Sitting.number).order_by(Sitting.number.desc()).limit(1))]
                    if self.sittings
                    else [0]
                )
                + 1
            )
            made = plan(self.world, number=str(number), starts="15:00", ends="16:00")
            self.sittings.append(made)
            self.model = {**{it: self.model[it] for it in self.sittings[:-1]}, made: [], None: self.model[None]}

    @rule(n=st.integers(0, 9))
    def a_sitting_is_removed(self, n: int) -> None:
        if self.sittings:
            gone = self.sittings.pop(n % len(self.sittings))
            drop(self.world, gone)
            self.model[None] += self.model.pop(gone)

    @rule(n=st.integers(0, 9), kind=st.sampled_from(rules.KINDS))
    def an_item_is_added(self, n: int, kind: str) -> None:
        column = [*self.sittings, None][n % (len(self.sittings) + 1)]
        self.model[column].append(add(self.world, kind=kind, sitting="" if column is None else str(column)))

    @rule(n=st.integers(0, 99), m=st.integers(0, 9), before=st.integers(0, 9))
    def an_item_is_moved(self, n: int, m: int, before: int) -> None:
        if not self.items():
            return
        item = self.items()[n % len(self.items())]
        column = [*self.sittings, None][m % (len(self.sittings) + 1)]
        next(items for items in self.model.values() if item in items).remove(item)
        target = self.model[column]
        follower = target[before] if before < len(target) else None
        move(self.world, item, column, follower)
        target.insert(len(target) if follower is None else before, item)

    @rule(n=st.integers(0, 99), up=st.booleans())
    def an_item_steps(self, n: int, *, up: bool) -> None:
        if self.items():
            item = self.items()[n % len(self.items())]
            columns = [(it, self.model[it]) for it in [*self.sittings, None]]
            seat = rules.step(columns, item, up=up)
            step(self.world, item, up=up)
            if seat is not None:
                next(items for items in self.model.values() if item in items).remove(item)
                target = self.model[seat.sitting]
                target.insert(len(target) if seat.before is None else target.index(seat.before), item)

    @rule(n=st.integers(0, 99))
    def an_item_is_removed(self, n: int) -> None:
        if self.items():
            item = self.items()[n % len(self.items())]
            remove(self.world, item)
            next(items for items in self.model.values() if item in items).remove(item)

    @invariant()
    def the_page_shows_the_order_of_the_model(self) -> None:
        if hasattr(self, "model"):
            assert dict(order_of(self.world)) == self.model


def test_any_history_of_an_agenda_keeps_its_order_and_its_books(anew):
    class Machine(Keeping):
        opened = staticmethod(anew)

    run_state_machine_as_test(Machine, settings=settings(max_examples=15, stateful_step_count=15, deadline=None))
