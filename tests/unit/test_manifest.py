"""The manifest of a pack: it tells of every file that was changed, added, taken away or renamed, and reads back."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from drafting.domain import manifest
from drafting.domain.errors import BadText
from drafting.domain.manifest import APART, Difference, Listed, Manifest

NAMES = st.text(alphabet="abcdÄжу9-_ .", min_size=1, max_size=12)
PATHS = st.lists(NAMES, min_size=1, max_size=3).map("/".join).filter(manifest.is_fit).filter(lambda it: it not in APART)
FILES = st.dictionaries(PATHS, st.binary(max_size=30), min_size=1, max_size=6)
ABOUT = st.dictionaries(st.text(max_size=8), st.one_of(st.text(max_size=8), st.integers(), st.none()), max_size=3)


@given(ABOUT, FILES)
def test_a_manifest_reads_as_what_was_written_and_nothing_differs(about, files):
    made = manifest.of(about, files)
    assert manifest.read(manifest.written(made)) == made
    assert manifest.differences(made, {**files, "manifest.json": b"{}", "manifest.sig": b""}) == []


@given(FILES, st.data())
def test_whatever_is_done_to_one_file_is_told_of_that_file(files, data):
    made = manifest.of({}, files)
    path = data.draw(st.sampled_from(sorted(files)))
    other = data.draw(PATHS.filter(lambda it: it not in files))
    changed = data.draw(st.binary(max_size=30).filter(lambda it: it != files[path]))
    rest = {key: it for key, it in files.items() if key != path}
    assert manifest.differences(made, {**files, path: changed}) == [Difference("changed", path)]
    assert manifest.differences(made, rest) == [Difference("missing", path)]
    assert manifest.differences(made, {**rest, other: files[path]}) == [Difference("renamed", other, path)]
    # A copy of a file that is still there has no old name.
    assert manifest.differences(made, {**files, other: changed}) == [Difference("added", other)]


def test_several_differences_stand_in_the_order_of_their_paths():
    made = manifest.of({}, {"a": b"1", "b": b"2", "c": b"3", "d": b"4"})
    found = manifest.differences(made, {"a": b"0", "e": b"2", "d": b"4", "B": b"9"})
    assert [(it.what, it.path) for it in found] == [
        ("added", "B"),
        ("changed", "a"),
        ("missing", "c"),
        ("renamed", "e"),
    ]


@pytest.mark.parametrize(
    "path",
    [
        *(
            "",
            "/etc/passwd",
            "../x",
            "a/../x",
            "./a",
            "a//b",
            "a/",
            "a\\b",
            "C:/a",
            "a\x00b",
            "a\nb",
            "и\u0306",
            "a b /c",
        ),
        *(" a", "a.", "what?", 'a"b', "x" * 241),
    ],
)
def test_a_path_that_leads_elsewhere_on_any_system_stands_in_no_pack(path):
    assert not manifest.is_fit(path)
    with pytest.raises(ValueError, match=r".*"):
        manifest.of({}, {path: b""})


@pytest.mark.parametrize("path", ["a", "text/Заключения-rev2.docx", "report/report.en.pdf", "x" * 240])
def test_a_path_below_the_pack_may_stand_in_it(path):
    assert manifest.is_fit(path)


@pytest.mark.parametrize("path", APART)
def test_the_manifest_lists_neither_itself_nor_its_signature(path):
    with pytest.raises(ValueError, match=path):
        manifest.of({}, {path: b""})


def told(**changes: object) -> bytes:
    """A manifest with something else in it."""
    whole = json.loads(manifest.written(manifest.of({"x": 1}, {"a": b"1", "b": b"2"})))
    return (json.dumps({**whole, **changes}, indent=2, sort_keys=True) + "\n").encode()


ROW = {"path": "a", "size": 1, "sha256": "0" * 64}


@pytest.mark.parametrize(
    "data",
    [
        *(b"", b"[]", b"null", b"\xff", b"{}", b"[" * 100_000),
        *(told().replace(b"\n", b"\r\n"), told() + b" ", told().replace(b'  "about"', b'   "about"')),
        *(told(form="another"), told(about=[]), told(files=None), told(more=1)),
        told(files=[ROW, ROW]),
        told(files=[{**ROW, "path": "b"}, ROW]),
        told(files=[{**ROW, "path": "../a"}]),
        told(files=[{**ROW, "path": "manifest.sig"}]),
        told(files=[{**ROW, "path": 5}]),
        told(files=[{**ROW, "size": -1}]),
        told(files=[{**ROW, "size": "1"}]),
        told(files=[{**ROW, "sha256": "0" * 63}]),
        told(files=[{**ROW, "sha256": "A" * 64}]),
        told(files=[{**ROW, "more": 1}]),
    ],
)
def test_anything_but_what_is_written_here_is_unreadable(data):
    with pytest.raises(BadText) as caught:
        manifest.read(data)
    assert caught.value.code == "manifest-unreadable"


def test_what_the_parametrized_tests_change_is_read_where_nothing_is_changed():
    assert manifest.read(told()).files[0] == manifest.listed({"a": b"1"})["a"]
    assert manifest.read(told(files=[ROW])) == Manifest({"x": 1}, (Listed("a", 1, "0" * 64),))
