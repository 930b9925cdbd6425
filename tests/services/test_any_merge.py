"""Whatever is proposed, picked and typed at the merge desk: the page tells the truth, and both sets of books agree."""

import contextlib

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from drafting.domain.errors import BadText
from drafting.services import losses, merge_rulings, merging, verification
from drafting.services.merging import Choices, Fate
from tests import acts
from tests.factories import World
from tests.rulings import ruling, status

WORDS = ("To ", "welcome ", "note ", "[the] ", "the ", "final ", "report", " and its annex", ";")
SENTENCES = st.lists(st.sampled_from(WORDS), min_size=1, max_size=8).map("".join)
STATES = ("head.arv", "head.bel", "coordinator.zab")


@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.data())
def test_the_desk_tells_what_the_record_will_say(anew, data):
    with anew() as it:
        table(it, data.draw(st.lists(SENTENCES, max_size=3)))
        with contextlib.suppress(BadText):
            acts.reword(it, "1.", data.draw(SENTENCES))
        table(it, data.draw(st.lists(SENTENCES, min_size=1, max_size=3)))
        merge(it, data)
        with it.database.reading() as session:
            assert verification.verify(session, it.draft).findings == ()


def table(it: World, texts: list[str]) -> None:
    for who, text in zip(STATES, texts, strict=False):
        with contextlib.suppress(BadText):
            acts.propose(it, who, "1.", text)


def desk(it: World, choices: Choices) -> merging.MergeDesk:
    return acts.look(it, "chair", lambda s, c: merging.merge_desk(s, c, it.paragraphs["1."], choices))


def merge(it: World, data: st.DataObject) -> None:
    aside = data.draw(st.sets(st.integers(1, 6), max_size=2))
    before = desk(it, Choices(aside=aside))
    choices = Choices(
        options={row.key: data.draw(st.sampled_from(sorted(row.options()))) for row in before.table.changes},
        text=data.draw(st.none() | SENTENCES),
        aside=aside,
        fates={
            number: Fate(
                settles=data.draw(st.booleans()),
                reason="So.",
                extent=data.draw(st.sampled_from(("all", "part", "none"))),
            )
            for number in before.table.numbers
        },
    )
    made = desk(it, choices).result
    fields = {"revision": before.current.revision.number, "seen": losses.seal(made.text)}
    take = {"choices": choices, "shown": before.table.numbers, **fields}
    if made.problem is not None:
        with pytest.raises(BadText):
            ruling(it, merge_rulings.take, it.paragraphs["1."], **take)
        return
    ruling(it, merge_rulings.take, it.paragraphs["1."], **take)
    examine(it, before, made)


def examine(it: World, before: merging.MergeDesk, made: merging.Result) -> None:
    after = desk(it, Choices())
    assert after.current.revision.text == made.text
    left = {row.number: row.outcome for row in (*after.table.offers, *after.table.there)}
    settled = {number: made.shares[number].extent for number, fate in made.fates.items() if fate.settles}
    assert left.keys() == {row.number for row in (*before.table.mergeable, *before.table.there)} - settled.keys()
    assert all(left[number] == outcome for number, outcome in made.outcomes.items() if number in left)
    expected = {"all": "accepted", "part": "taken", "none": "declined"}
    for row in before.table.mergeable:
        became = expected[settled[row.number]] if row.number in settled else "tabled"
        assert status(it, row.ref)[0] == became
