"""A copy as the export writes it, of any document, changes nothing when it comes back; words changed in it alone do."""

from pathlib import Path

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from drafting.documents.docx import docx_changes
from drafting.documents.reading import read
from drafting.domain.inline import plain
from drafting.domain.returned import Standing
from drafting.domain.returned_findings import findings
from drafting.domain.returned_views import as_printed
from tests.texts import anything, real, units
from tests.unit.test_returned_by_office import copy_of

SAMPLES = Path(__file__).parents[3] / "shared" / "samples"
NAMES = sorted(path.name for path in SAMPLES.glob("*.md")) if SAMPLES.is_dir() else []
LABELLED = ("recital", "operative", "point", "text", "heading")
labels = st.sampled_from(["", "1.", "(i)", "а)", "3 bis.", "12-бис", "-", "•"])
signs = ["*", "**", "[^n1]", "[^n2]", "[^new-1]", " ", "\n", "слово", "كلمة", "word", "\\"]
marked = st.lists(st.sampled_from(signs), max_size=8)
texts = st.one_of(real, units, anything, marked.map("".join), st.sampled_from(["قرر الوزراء *ما يلي*:", "Край и мой"]))


@st.composite
def drafts(draw):
    rows = draw(st.lists(st.tuples(st.sampled_from(LABELLED), labels, texts), min_size=1, max_size=6))
    body = [
        Standing(at, kind, label, int(kind in {"point", "heading"}), text, text)
        for at, (kind, label, text) in enumerate(rows, start=1)
    ]
    feet = [
        Standing(90 + at, "note", f"n{at}", 0, text, text)
        for at, text in enumerate(draw(st.lists(texts, max_size=2)), 1)
    ]
    assume(all(plain(as_printed(it.text, frozenset())).strip() for it in (*body, *feet)))
    return tuple(body), tuple(feet)


@pytest.mark.parametrize("mark", ["[^new-1]", "*[^new-1]*", "[^gone]"])
def test_a_mark_whose_note_is_not_there_comes_back_as_it_went(mark):
    draft = (Standing(1, "operative", "1.", 0, f"To welcome{mark} the report;", f"To welcome{mark} the report;"),)
    assert findings(docx_changes.read(copy_of(draft)), draft) == ()


@given(drafts())
@settings(max_examples=150, deadline=None)
def test_a_copy_of_any_draft_that_nobody_touched_changes_nothing(made):
    draft = (*made[0], *made[1])
    assert findings(docx_changes.read(copy_of(draft)), draft) == ()


@pytest.mark.skipif(not NAMES, reason="the sample documents are not on this machine")
@pytest.mark.parametrize("name", NAMES)
def test_a_copy_of_a_real_document_changes_nothing(name):
    blocks = read((SAMPLES / name).read_bytes(), name).blocks
    rows = enumerate(blocks, start=1)
    draft = tuple(Standing(at, it.kind, it.label, it.level, it.text, it.text) for at, it in rows)
    assert findings(docx_changes.read(copy_of(draft)), draft) == ()
