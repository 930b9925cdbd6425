"""`drafting diff|carry|merge|brackets --jsonl`: one object a line in, one a line out, order kept."""

import io
import json
import sys

import pytest
from hypothesis import given
from hypothesis import strategies as st

from drafting import cli, json_lines

anything = st.text(st.characters())  # Halves of surrogate pairs included: JSON can write them.


def asked(act, *objects):
    lines = [it if isinstance(it, bytes) else json.dumps(it).encode() for it in objects]
    return [json.loads(line) for line in json_lines.answers(lines, act)]


def test_a_diff_says_what_was_deleted_before_what_replaces_it():
    assert asked(json_lines.diff, {"id": 1, "old": "States should act", "new": "States shall act"}) == [
        {
            "id": 1,
            "changes": [
                {"op": "equal", "text": "States "},
                {"op": "delete", "text": "should"},
                {"op": "insert", "text": "shall"},
                {"op": "equal", "text": " act"},
            ],
        }
    ]


@pytest.mark.parametrize(
    ("current", "proposal", "expected"),
    [
        ("a b d", "x b c", {"outcome": "applies", "text": "x b d", "collisions": []}),
        ("x b c", "x b c", {"outcome": "already there", "text": "x b c", "collisions": []}),
        (
            "y b c",
            "x b c",
            {
                "outcome": "collides",
                "text": None,
                "collisions": [{"base": "a", "current": "y", "proposal": "x"}],
            },
        ),
    ],
)
def test_a_proposal_is_carried(current, proposal, expected):
    line = {"id": "c", "base": "a b c", "current": current, "proposal": proposal}
    assert asked(json_lines.carried, line) == [{"id": "c", **expected}]


def test_a_merge_combines_and_asks_for_the_order_of_insertions():
    proposals = [{"by": "UZB", "text": "a y b"}, {"by": "KAZ", "text": "a x b"}, {"by": "TJK", "text": "a c"}]
    assert asked(json_lines.merged, {"id": None, "base": "a b", "proposals": proposals}) == [
        {
            "id": None,
            "combined": "a x y c",
            "collisions": [],
            "orders": [
                {"at": 1, "insertions": [{"text": " x", "by": ["KAZ"]}, {"text": " y", "by": ["UZB"]}]},
            ],
            "compiled": "a x y c",
            "choose": {"UZB": "a y b", "KAZ": "a x b", "TJK": "a c"},
        }
    ]


def test_a_merge_puts_what_collides_side_by_side():
    proposals = [{"by": "UZB", "text": "must"}, {"by": "KAZ", "text": "shall"}, {"by": "TJK", "text": "must"}]
    (answer,) = asked(json_lines.merged, {"id": 2, "base": "should", "proposals": proposals})
    assert answer["combined"] is None
    assert answer["compiled"] == "[should][KAZ: shall][TJK/UZB: must]"
    assert answer["collisions"] == [
        {"base": "should", "wordings": [{"text": "shall", "by": ["KAZ"]}, {"text": "must", "by": ["TJK", "UZB"]}]}
    ]


def test_brackets_are_read_with_their_class():
    (answer,) = asked(json_lines.bracketed, {"id": 3, "text": "[shall][should] act by [date]]"})
    assert "".join(answer["leaves"]) == "[shall][should] act by [date]]"
    assert answer["brackets"] == [
        {"start": 0, "end": 7, "class": "dispute", "depth": 1, "group": 1},
        {"start": 7, "end": 15, "class": "dispute", "depth": 1, "group": 1},
        {"start": 23, "end": 29, "class": "placeholder", "depth": 1, "group": None},
    ]
    assert answer["diagnostics"] == [{"code": "unmatched", "at": 29}]


def test_bracketed_names_of_states_are_told_where_the_names_are_given():
    line = {"id": 1, "text": "Республики Таджикистан, [Исламской Республики Иран]"}
    (without,) = asked(json_lines.bracketed, line)
    (given_names,) = asked(json_lines.bracketed, {**line, "states": ["Исламская Республика Иран"]})
    assert [it["brackets"][0]["class"] for it in (without, given_names)] == ["dispute", "state"]
    (bad,) = asked(json_lines.bracketed, {**line, "states": "Iran"})
    assert bad == {"id": 1, "error": "the field states is not a list of texts"}


@pytest.mark.parametrize(
    ("line", "name", "error"),
    [
        (b"not json\n", None, "this is not JSON"),
        (b"\n", None, "this is not JSON"),
        (b"\xff\n", None, "this is not JSON"),
        (b'{"id": NaN, "old": "", "new": ""}', None, "NaN is no JSON value"),
        (b'{"id": -1e999, "old": "", "new": ""}', None, "-1e999 is too large a number"),
        (b"[" * 100_000, None, "this is not JSON"),
        (b"[1]\n", None, "this is not a JSON object"),
        (b'{"id": 7, "new": ""}\n', 7, "the field old is missing"),
        (b'{"id": 7, "old": 1, "new": ""}\n', 7, "the field old is not a text"),
        (b'{"old": "", "new": ""}\n', None, "the field id is missing"),
    ],
)
def test_a_bad_line_is_answered_and_the_run_goes_on(line, name, error):
    bad, good = asked(json_lines.diff, line, {"id": 8, "old": "", "new": ""})
    assert (bad["id"], set(bad)) == (name, {"id", "error"})
    assert error in bad["error"]
    assert good == {"id": 8, "changes": []}


@pytest.mark.parametrize("proposals", [None, {}, "x", ["x"], [{"by": "A"}], [{"by": 1, "text": ""}]])
def test_proposals_are_objects_with_a_sponsor_and_a_text(proposals):
    (answer,) = asked(json_lines.merged, {"id": 1, "base": "", "proposals": proposals})
    assert set(answer) == {"id", "error"}


@given(anything, anything)
def test_texts_come_out_exactly_as_they_went_in(old, new):
    (found,) = asked(json_lines.diff, {"id": new, "old": old, "new": new})
    assert "".join(it["text"] for it in found["changes"] if it["op"] != "insert") == old
    assert "".join(it["text"] for it in found["changes"] if it["op"] != "delete") == new
    (read,) = asked(json_lines.bracketed, {"id": 1, "text": old})
    assert "".join(read["leaves"]) == old
    (carried,) = asked(json_lines.carried, {"id": 1, "base": old, "current": old, "proposal": new})
    assert carried["text"] == new
    (both,) = asked(json_lines.merged, {"id": 1, "base": old, "proposals": [{"by": new, "text": new}]})
    assert both["combined"] == both["compiled"] == both["choose"][new] == new


@pytest.mark.parametrize("command", ["diff", "carry", "merge", "brackets"])
def test_each_command_answers_line_by_line(command, monkeypatch, capfdbinary):
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO("{}\n{ё}\n".encode())))
    assert cli.main([command, "--jsonl"]) == 0
    out = capfdbinary.readouterr().out.decode()
    assert [set(json.loads(line)) for line in out.splitlines()] == [{"id", "error"}] * 2
