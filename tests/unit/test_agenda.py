"""The agenda: planned hours, numbers, moves, and what does not fit."""

from datetime import UTC, date, datetime, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from drafting.domain import agenda, agenda_form, order
from drafting.domain.agenda import Caution, Item, Seat, Sitting
from drafting.domain.errors import BadFields, BadText

MORNING = Sitting(1, datetime(2026, 6, 5, 5, tzinfo=UTC), datetime(2026, 6, 5, 8, tzinfo=UTC))
HOUR = timedelta(hours=1)


def at(hour: int, minute: int = 0) -> datetime:
    return datetime(2026, 6, 5, hour, minute, tzinfo=UTC)


@st.composite
def item_lists(draw) -> list[Item]:
    fixed = st.none() | st.integers(0, 200).map(lambda it: MORNING.starts + timedelta(minutes=it))
    labels = st.sampled_from(["", "", "", "7", "2 bis", "4."])
    items = st.tuples(st.sampled_from(agenda.KINDS), st.integers(0, 90), fixed, labels)
    return [Item(n, *it) for n, it in enumerate(draw(st.lists(items, max_size=8)))]


@given(item_lists())
def test_a_fixed_hour_stands_and_every_other_item_follows_the_one_before(items):
    slots = agenda.schedule(items, MORNING)
    assert [it.item for it in slots] == items
    for it in slots:
        assert it.ends - it.starts == timedelta(minutes=it.item.minutes)
        assert it.item.fixed in (None, it.starts)
    for before, it in pairwise(slots):
        assert it.item.fixed is not None or it.starts == before.ends
    assert not slots or slots[0].item.fixed is not None or slots[0].starts == MORNING.starts


@given(item_lists())
def test_without_fixed_hours_nothing_overlaps_and_no_gap_is_left(items):
    loose = [Item(it.id, it.kind, it.minutes) for it in items]
    kinds = {it.kind for it in agenda.cautions(loose, MORNING)}
    assert kinds <= {"overrun", "no paper"}
    total = timedelta(minutes=sum(it.minutes for it in loose))
    assert ("overrun" in kinds) == (MORNING.starts + total > MORNING.ends)


@given(item_lists())
def test_cautions_name_items_of_the_sitting_and_whole_minutes(items):
    for it in agenda.cautions(items, MORNING):
        assert it.item in {one.id for one in items}
        assert it.minutes > 0 or it.kind == "no paper"


def test_hours_of_a_night_when_the_clocks_go_back_are_elapsed_ones():
    """On 25 October 2026 the clocks of Berlin show the hour from two to three twice."""
    berlin = ZoneInfo("Europe/Berlin")
    night = Sitting(1, datetime(2026, 10, 25, 1, tzinfo=berlin), datetime(2026, 10, 25, 5, tzinfo=berlin))
    slots = agenda.schedule([Item(1, "item", 180), Item(2, "closing", 10)], night)
    assert slots[1].starts.astimezone(berlin).strftime("%H:%M") == "03:00"
    assert slots[0].ends - slots[0].starts == 3 * HOUR


def test_what_does_not_fit_is_told_with_its_minutes():
    items = [
        Item(1, "opening", 30, fixed=at(4, 45)),
        Item(2, "item", 30, fixed=at(5, 10)),
        Item(3, "statements", 30, fixed=at(6), seconds=31 * 60 + 1),
        Item(4, "adoption", 120),
        Item(5, "closing", 10),
    ]
    assert agenda.cautions(items, MORNING) == (
        Caution("early", 1, 1, minutes=15),
        Caution("overlap", 2, 1, minutes=5),
        Caution("gap", 3, 1, minutes=20),
        Caution("short", 3, minutes=2),
        Caution("no paper", 4),
        Caution("overrun", 4, 1, minutes=40),
    )


def test_a_slot_as_long_as_its_statements_and_an_adoption_with_a_text_or_a_paper_pass():
    assert agenda.of_item(Item(1, "statements", 10, seconds=600)) == ()
    assert agenda.of_item(Item(1, "adoption", draft=3)) == agenda.of_item(Item(1, "adoption", papers=1)) == ()


def test_an_open_draft_without_an_adoption_slot_is_told_once_the_agenda_is_begun():
    items = [Item(1, "adoption", draft=8), Item(2, "item", draft=9)]
    assert agenda.of_meeting(items, [8, 9]) == (Caution("no adoption", draft=9),)
    assert agenda.of_meeting([], [8]) == ()


@pytest.mark.parametrize(
    ("ends", "following", "kinds", "told"),
    [
        (date(2026, 9, 1), date(2027, 6, 1), ["item"], True),
        (date(2026, 9, 1), date(2026, 9, 1), ["item"], True),
        (date(2026, 9, 1), date(2026, 8, 31), ["item"], False),
        (date(2026, 9, 1), date(2027, 6, 1), ["item", "election"], False),
        (date(2026, 9, 1), date(2027, 6, 1), [], False),
        (None, date(2027, 6, 1), ["item"], False),
        (date(2026, 9, 1), None, ["item"], False),
    ],
)
def test_an_election_is_missed_when_the_term_ends_before_the_next_meeting(ends, following, kinds, told):
    items = [Item(n, kind) for n, kind in enumerate(kinds)]
    assert agenda.of_election(items, ends, following) == ((Caution("no election", day=ends),) if told else ())


def test_sittings_that_overlap_or_lie_on_other_days_are_told():
    later = Sitting(2, at(7), at(9))
    inside = Sitting(3, at(7, 30), at(8))
    days = [(1, date(2026, 6, 5)), (2, date(2026, 6, 6)), (3, date(2026, 6, 5))]
    found = agenda.of_sittings([MORNING, later, inside], days, date(2026, 6, 5), date(2026, 6, 5))
    assert found == [
        Caution("other day", sitting=2),
        Caution("sittings overlap", sitting=2, minutes=60),
        Caution("sittings overlap", sitting=3, minutes=90),
    ]


def test_numbers_count_through_breaks_and_typed_labels():
    items = [
        Item(1, "opening"),
        Item(2, "break"),
        Item(3, "item"),
        Item(4, "item", label="2 bis"),
        Item(5, "item"),
        Item(6, "item", label="7."),
        Item(7, "item"),
        Item(8, "break", label="*"),
    ]
    assert list(agenda.numbers(items).values()) == ["1", "", "2", "2 bis", "3", "7.", "8", "*"]


@given(item_lists())
def test_numbers_of_the_tool_rise_and_breaks_have_none(items):
    found = agenda.numbers([Item(it.id, it.kind) for it in items])
    given_ = [found[it.id] for it in items if it.kind != "break"]
    assert given_ == [str(n + 1) for n in range(len(given_))]
    assert all(not found[it.id] for it in items if it.kind == "break")


@st.composite
def arrangements(draw) -> tuple[list[tuple[int | None, list[int]]], int]:
    """Two sittings and the items in none, with one item of them all."""
    columns = draw(st.lists(st.integers(0, 2), min_size=1, max_size=9))
    filled: list[tuple[int | None, list[int]]] = [(10, []), (20, []), (None, [])]
    for item, column in enumerate(columns):
        filled[column][1].append(item)
    return filled, draw(st.sampled_from(range(len(columns))))


def seated(columns, item, seat):
    """The columns with the item where the seat says."""
    after = [(sitting, [it for it in items if it != item]) for sitting, items in columns]
    target = next(items for sitting, items in after if sitting == seat.sitting)
    target.insert(len(target) if seat.before is None else target.index(seat.before), item)
    return after


@given(arrangements())
def test_a_step_down_undoes_a_step_up_and_nothing_is_lost(arranged):
    columns, item = arranged
    up = agenda.step(columns, item, up=True)
    if up is None:
        assert columns[0][1][:1] == [item] or not any(item in items for _, items in columns[:1])
        return
    after = seated(columns, item, up)
    assert sorted(it for _, items in after for it in items) == sorted(it for _, items in columns for it in items)
    assert after != columns
    back = agenda.step(after, item, up=False)
    outside = item in columns[2][1] and columns[2][1].index(item) == 0
    # Out of no sitting there is a way in, but none back by steps.
    assert outside or seated(after, item, back) == columns


@given(arrangements())
def test_a_step_never_leads_out_of_every_sitting(arranged):
    columns, item = arranged
    down = agenda.step(columns, item, up=False)
    was_outside = item in columns[2][1]
    assert down is None or was_outside or down.sitting is not None


def test_a_step_goes_over_the_edge_of_a_sitting():
    columns = [(10, [1, 2]), (20, [3])]
    assert agenda.step(columns, 1, up=True) is None
    assert agenda.step(columns, 2, up=True) == Seat(10, 1)
    assert agenda.step(columns, 1, up=False) == Seat(10, None)
    assert agenda.step([(10, [1, 2, 3])], 1, up=False) == Seat(10, 3)
    assert agenda.step(columns, 2, up=False) == Seat(20, 3)
    assert agenda.step(columns, 3, up=True) == Seat(10, None)
    assert agenda.step(columns, 3, up=False) is None


@given(st.lists(st.integers(0, 30), max_size=60))
def test_a_place_lies_where_the_item_was_put(moves):
    """Items are put one after the other before the n-th, or at the end."""
    rows: list[tuple[int, str]] = []
    for item, n in enumerate(moves):
        before = rows[n][0] if n < len(rows) else None
        place = agenda.place(rows, before)
        rows.insert(n if before is not None else len(rows), (item, place))
        assert [place for _, place in rows] == sorted({place for _, place in rows})


def test_a_place_beside_an_unknown_item_is_refused():
    with pytest.raises(ValueError, match="not in list"):
        agenda.place([(1, "00001")], 5)


def test_items_put_at_the_end_keep_short_places():
    place = order.place(0)
    for _ in range(300):
        before, place = place, agenda.behind(place)
        assert before < place
    assert len(place) == 5
    assert agenda.behind("99999") > "99999"
    assert agenda.behind("5") == "50001"


ITEM = {"kind": "item", "title_en": "Item", "title_ru": "Пункт"}


def test_an_item_is_read_as_typed():
    said = {
        **ITEM,
        "minutes": "30",
        "hour": "9:30",
        "label": " 2  bis ",
        "note_en": "One\r\ntwo",
        "title_ru": "Пункт\n 1",
    }
    found = agenda_form.item(said, date(2026, 6, 5), "Asia/Almaty")
    assert (found.minutes, found.label, found.note_en, found.title_ru) == (30, "2 bis", "One\ntwo", "Пункт 1")
    assert found.starts_at == at(4, 30)
    assert agenda_form.item(ITEM, None, "Asia/Almaty").starts_at is None


@pytest.mark.parametrize(
    ("changed", "field", "code"),
    [
        ({"kind": "song"}, "kind", "item-kind"),
        ({"title_en": " "}, "title_en", "line-missing"),
        ({"title_ru": "п" * 301}, "title_ru", "line-too-long"),
        ({"note_ru": "п" * 4001}, "note_ru", "line-too-long"),
        ({"label": "1" * 41}, "label", "line-too-long"),
        ({"minutes": "1441"}, "minutes", "item-minutes"),
        ({"minutes": "-5"}, "minutes", "item-minutes"),
        ({"hour": "25:00"}, "hour", "agenda-hour"),
        ({"hour": "noon"}, "hour", "agenda-hour"),
        ({"hour": "02:30"}, "hour", "hour-missing"),
    ],
)
def test_what_is_wrong_with_an_item_stands_beside_its_field(changed, field, code):
    """On 29 March 2026 the clocks of Berlin go from two to three."""
    with pytest.raises(BadFields) as refused:
        agenda_form.item({**ITEM, **changed}, date(2026, 3, 29), "Europe/Berlin")
    assert {name: it.code for name, it in refused.value.problems.items()} == {field: code}


def test_an_hour_is_fixed_only_on_the_day_of_a_sitting():
    with pytest.raises(BadFields) as refused:
        agenda_form.item({**ITEM, "hour": "10:00"}, None, "Asia/Almaty")
    assert refused.value.problems["hour"].code == "item-hour-alone"


SITTING = {"number": "1", "day": "2026-06-05", "starts": "10:00", "ends": "13:00"}


def test_a_sitting_is_read_in_the_zone_of_the_meeting():
    found = agenda_form.sitting({**SITTING, "title_en": "Morning"}, "Asia/Almaty")
    assert (found.number, found.title_en, found.title_ru) == (1, "Morning", "")
    assert (found.starts_at, found.ends_at) == (MORNING.starts, MORNING.ends)


@pytest.mark.parametrize(
    ("changed", "codes"),
    [
        ({"number": "0"}, {"number": "sitting-number"}),
        ({"number": "x"}, {"number": "sitting-number"}),
        ({"day": "5 June"}, {"day": "bad-date"}),
        ({"ends": "10:00"}, {"ends": "sitting-ends-first"}),
        ({"ends": ""}, {"ends": "agenda-hour"}),
        ({"starts": "x", "ends": "y"}, {"starts": "agenda-hour", "ends": "agenda-hour"}),
        ({"day": "2026-03-29", "starts": "02:30"}, {"starts": "hour-missing"}),
        ({"day": "2026-10-25", "starts": "01:00", "ends": "02:30"}, {"ends": "hour-twice"}),
        ({"title_en": "x" * 201}, {"title_en": "line-too-long"}),
    ],
)
def test_what_is_wrong_with_a_sitting_stands_beside_its_field(changed, codes):
    with pytest.raises(BadFields) as refused:
        agenda_form.sitting({**SITTING, **changed}, "Europe/Berlin")
    assert {name: it.code for name, it in refused.value.problems.items()} == codes


def test_an_hour_moves_to_another_day_as_the_clocks_show_it():
    moved = agenda_form.on_day(datetime(2026, 3, 28, 9, tzinfo=UTC), date(2026, 3, 29), "Europe/Berlin")
    assert moved == datetime(2026, 3, 29, 8, tzinfo=UTC)
    with pytest.raises(BadText):
        agenda_form.on_day(datetime(2026, 3, 28, 1, 30, tzinfo=UTC), date(2026, 3, 29), "Europe/Berlin")
