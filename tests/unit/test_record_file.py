"""The record as a file: what it says of itself is right, and whatever is changed in it is found."""

import csv
import io
import json
import re
import subprocess
import sys
from dataclasses import replace
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from drafting.domain import cells, record, record_file
from drafting.domain.errors import BadText
from drafting.domain.record import FIRST, Entry, entry_hash
from drafting.domain.record_file import COLUMNS, Fault, Line, check

DOCUMENTATION = Path(__file__).resolve().parents[2] / "docs" / "record-file.md"
NOON = datetime(2026, 6, 5, 12, tzinfo=UTC)
ABOUT = {"draft": 7, "title": "Communiqué"}

# No database holds a NUL, and no UTF-8 half of a surrogate pair.
texts = st.text(st.characters(exclude_characters="\0", exclude_categories=("Cs",)), max_size=20)
values = st.recursive(
    st.none() | st.booleans() | st.integers(-(2**31), 2**31) | texts,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(texts, inner, max_size=3),
    max_leaves=6,
)
payloads = st.dictionaries(texts, values, max_size=4)


def chain(*payloads: dict[str, Any], label: str = "3.", zone: timezone = UTC) -> list[Line]:
    """Entries of a draft with these payloads, each following from the one before it."""
    lines: list[Line] = []
    for seq, payload in enumerate(payloads, 1):
        at = (NOON + timedelta(microseconds=seq)).astimezone(zone)
        previous = lines[-1].hash if lines else FIRST
        party = None if seq % 2 else 5
        entry = Entry(7, seq, "position given", 3, "head", party, None if seq % 3 else 9, at, payload, previous)
        lines.append(Line(entry, entry_hash(entry), "=Ms Solveng", "ARV", label))
    return lines


def written(lines: list[Line]) -> str:
    return record_file.json_lines(ABOUT, lines)


@given(st.lists(payloads, max_size=4))
def test_what_was_written_is_found_in_order(told):
    lines = chain(*told)
    found = check(written(lines))
    assert (found.faults, found.withheld) == ((), ())
    assert (found.entries, found.head) == (len(lines), lines[-1].hash if lines else FIRST)
    assert found.draft == (7 if lines else 0)


@given(payloads)
def test_the_canonical_form_is_what_the_hash_of_the_record_is_taken_of(payload):
    (line,) = chain(payload, zone=timezone(timedelta(hours=5)))
    assert record.text_hash(record_file.canonical(record_file.facts(line.entry))) == line.hash


@given(st.lists(payloads, min_size=1, max_size=4), st.data())
def test_whatever_sign_is_changed_the_file_is_not_in_order_any_more(told, data):
    """Names stand outside the sums; every other sign of an entry counts."""
    lines = [replace(it, person_name="", party_code="", paragraph_label="") for it in chain(*told)]
    text = written(lines)
    place = data.draw(st.integers(text.index("\n") + 1, len(text) - 1))
    sign = data.draw(st.characters(exclude_characters=text[place], exclude_categories=("Cs",)))
    changed = text[:place] + sign + text[place + 1 :]
    read = changed.removesuffix("\n").split("\n")[1:]
    # JSON has several ways to write the same, and the names of what is not hashed may change.
    same = [known(it) for it in read] == [known(it) for it in text.removesuffix("\n").split("\n")[1:]]
    assert same or check(changed).faults


def known(line: str) -> object:
    """What of a line is hashed, and its hash; the line itself where that cannot be read."""
    try:
        told = json.loads(line)
        at = datetime.fromisoformat(told["at"])
        return {name: told[name] for name in (*record_file.FACTS, "hash")} | {"at": at}
    except (ValueError, TypeError, KeyError):
        return line


def test_each_fault_is_named_at_its_line():
    one, two, three = chain({"a": 1}, {"b": 2}, {"c": 3})
    changed = replace(two, entry=replace(two.entry, payload={"b": 4}))
    elsewhere = replace(two, entry=replace(two.entry, draft=8))
    loose = chain({"a": 5}, {"b": 2}, {"c": 3})[1]
    for lines, faults in (
        ([one, changed, three], [Fault("changed", 3, 2)]),
        ([one, three], [Fault("gap", 3, 3)]),
        ([one, two, two], [Fault("gap", 4, 2)]),
        ([one, elsewhere, three], [Fault("gap", 3, 2), Fault("changed", 3, 2)]),
        ([one, loose], [Fault("unchained", 3, 2)]),
    ):
        assert list(check(written(lines)).faults) == faults, faults
    head, *rest = written([one, two, three]).splitlines(keepends=True)
    assert check("".join([head, *rest[:2]])).faults == (Fault("head", 1),)
    assert check("".join([head, *rest[:1], "[]\n", *rest[1:]])).faults == (Fault("unreadable", 3), Fault("head", 1))


def test_a_withheld_entry_holds_the_chain_together_and_is_named():
    one, two, three = chain({"a": 1}, {"names": ["ARV"]}, {"c": 3})
    told = replace(two, entry=replace(two.entry, payload={}, party=None, person=0), is_withheld=True)
    found = check(written([one, told, three]))
    assert (found.faults, found.withheld) == ((), (2,))
    assert check(written([one, replace(told, hash="0" * 64), three])).faults == (Fault("unchained", 4, 3),)


@pytest.mark.parametrize(
    "line",
    [
        "",
        "[" * 100_000,
        '"at"',
        '{"at":"today"}',
        '{"at":"2026-06-05T12:00:00+00:00"}',
        record_file.canonical({**record_file.facts(chain({})[0].entry), "hash": 5}),
        record_file.canonical({**record_file.facts(chain({})[0].entry), "hash": "", "seq": "1"}),
        record_file.canonical({**record_file.facts(chain({})[0].entry), "hash": "", "at": "2026-06-05T12:00:00"}),
    ],
)
def test_a_line_that_holds_no_entry_is_named(line):
    head = written([]).splitlines()[0]
    assert check(f"{head}\n{line}\n").faults[0] == Fault("unreadable", 2)


def test_a_text_that_no_record_can_hold_does_not_give_its_hash():
    (line,) = chain({"a": "b"})
    text = written([line]).replace('"b"', '"\\ud800"')
    assert check(text).faults == (Fault("changed", 2, 1),)


@pytest.mark.parametrize("text", ["", "Communiqué", "[]", '{"format":"another"}', "[" * 100_000])
def test_what_is_no_record_is_refused(text):
    with pytest.raises(BadText) as refused:
        check(text)
    assert refused.value.code == "not-a-record"


@given(st.lists(payloads, max_size=3), texts)
def test_the_table_holds_the_same_and_nothing_in_it_acts_as_a_formula(told, label):
    lines = [*chain(*told, label=label)]
    lines += [replace(it, is_withheld=True) for it in lines[:1]]
    read = list(csv.reader(io.StringIO(record_file.table(lines), newline="")))
    assert tuple(read[0]) == COLUMNS
    for line, row in zip(lines, read[1:], strict=True):
        assert not any(cell.startswith(("=", "+", "-", "@", "\t", "\r", "\n")) for cell in row)
        cell = dict(zip(COLUMNS, map(cells.plain, row), strict=True))
        facts = record_file.facts(line.entry)
        assert json.loads(cell["payload"]) == facts["payload"]
        assert [cell[name] for name in ("seq", "at", "previous")] == [
            str(facts[name]) for name in ("seq", "at", "previous")
        ]
        assert cell["party"] == ("" if facts["party"] is None else str(facts["party"]))
        assert (cell["hash"], cell["person_name"], cell["paragraph_label"]) == (line.hash, "=Ms Solveng", label)
        assert bool(cell["withheld"]) == line.is_withheld


@pytest.mark.parametrize("form", ["jsonl", "csv"])
def test_the_program_of_the_documentation_checks_both_forms(form, tmp_path):
    (program,) = re.findall(r"```python\n(.*?)```", DOCUMENTATION.read_text("utf-8"), re.DOTALL)
    script = tmp_path / "check.py"
    script.write_text(program, "utf-8")

    def told(lines: list[Line]) -> "subprocess.CompletedProcess[str]":
        path = tmp_path / f"record.{form}"
        text = written(lines) if form == "jsonl" else "\ufeff" + record_file.table(lines)
        path.write_bytes(text.encode())
        command = [sys.executable, script, path]
        return subprocess.run(command, capture_output=True, text=True, check=False)  # noqa: S603 - our own words

    # Signs at which careless readers break lines, and a cell longer than most of them take.
    one, two, three = chain({"a": "й\u2028\u0085\x0b\r\n=1"}, {"long": "ы" * 200_000}, {"c": 3}, label="-")
    withheld = replace(two, entry=replace(two.entry, payload={}), is_withheld=True)
    for lines in ([one, two, three], [one, withheld, three]):
        found = told(lines)
        assert (found.returncode, found.stdout) == (0, f"3 entries, newest hash {three.hash}\n"), found.stderr
    found = told([one, replace(two, entry=replace(two.entry, payload={})), three])
    assert (found.returncode, found.stdout.splitlines()[0]) == (1, "wrong: entry 2")
