"""What other programs make of our files and of texts as States write them, read back: LibreOffice and pandoc."""

import re
from unicodedata import normalize

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from drafting.documents import reading
from drafting.documents.writing import write
from drafting.domain import inline
from tests.strange_files import BLOCKS, NOTE, by_pandoc, files, printed
from tests.texts import PARAGRAPHS

LABELS = [it.label for it in BLOCKS]
WORDS = [it.text.replace("[^a]", "[^1]") for it in BLOCKS]


@pytest.mark.parametrize(("made", "kind"), [("docx", "odt"), ("docx", "rtf"), ("odt", "rtf"), ("odt", "odt")])
def test_a_file_that_libreoffice_saved_again_says_the_same(office, made, kind):
    saved = office.resaved(write(printed(), made), kind, suffix=made)
    found = reading.read(saved, f"draft.{kind}")
    assert [it.text for it in found.blocks] == [*WORDS, NOTE.text]
    assert [it.label for it in found.blocks[:-1]] == LABELS
    assert found.lost == ""


def test_a_page_that_libreoffice_saved_says_the_same(office):
    found = reading.read(office.resaved(files()["draft.odt"], "html", suffix="odt"), "draft.html")
    # A page has no tabs, and its emphasis is that of the styles, too.
    said = [inline.plain(it.text).replace("\t", " ") for it in found.blocks]
    assert said == [inline.plain(it).replace("\t", " ") for it in [*WORDS, NOTE.text]]
    assert found.lost == ""


@pytest.mark.parametrize("kind", ["odt", "rtf"])
def test_the_labels_that_libreoffice_displays_are_read(office, kind):
    found = reading.read(office.resaved(by_pandoc("docx"), kind), f"draft.{kind}")
    assert [it.label for it in found.blocks if it.kind != "note"] == [
        *["", "1.", "2.", "(a)", "(b)", "3.", "iv.", "v.", "•", ""],
    ]


# Signs that Markdown would take for its own are none of the words.
_PLAIN = [
    normalize("NFC", re.sub(r"[][*\\^_`<>$~@|&'\"#{}()]|\[\^\w+\]|\d+\.", "", it)).strip() for it in PARAGRAPHS if it
]


@pytest.mark.parametrize("kind", ["odt", "rtf", "html"])
@settings(max_examples=15)
@given(texts=st.lists(st.sampled_from(_PLAIN), min_size=2, max_size=6))
def test_the_words_that_pandoc_writes_are_read_in_every_script(kind, texts):
    written = "\n\n".join(f"**A** {text} *Z*[^{n}].\n\n[^{n}]: Note {text}" for n, text in enumerate(texts))
    found = reading.read(by_pandoc(kind, written), f"draft.{kind}")
    squeezed = ["".join(inline.plain(it.text).split()) for it in found.blocks]
    assert squeezed == [
        "".join(f"{head}{text}{tail}".split()) for head, tail in (("A", "Z."), ("Note", "")) for text in texts
    ]
    assert found.lost == ""
