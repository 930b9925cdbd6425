"""What we write in OpenDocument and HTML is read again as the same words, labels, notes and emphasis."""

import re
from collections.abc import Iterable
from io import BytesIO
from pathlib import Path
from zipfile import ZipFile

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from drafting.documents import reading
from drafting.documents.tree import KINDS, Block, Kind, Printed, PrintedBlock
from drafting.documents.writing import Form, write
from drafting.domain import inline
from tests.pdf_checks import standards_met

ROOT = Path(__file__).resolve().parents[2]
DEMO = sorted((ROOT / "drafting" / "demo").glob("*.md"))
SAMPLES = ROOT.parent / "shared" / "samples"
FORMS: tuple[Form, ...] = ("odt", "html")
Words = list[tuple[str, str]]


def document(blocks: Iterable[Block], language: str = "en") -> Printed:
    blocks = tuple(blocks)
    notes = {block.label: block for block in blocks if block.kind == "note"}
    shown = tuple(PrintedBlock(block) for block in blocks if block.kind != "note")
    return Printed("Communiqué", language, ("Ref: Oravel/1", "Draft, revision 1"), shown, notes, "{page} / {pages}")


def words(blocks: Iterable[Block]) -> tuple[Words, dict[str, str]]:
    """(label and text of each block, key and text of each marked note), the keys numbered by their first marks."""
    blocks = tuple(blocks)
    keys: dict[str, str] = {}
    for block in blocks:
        for key in inline.marks(block.text) if block.kind != "note" else ():
            keys.setdefault(key, str(len(keys) + 1))

    def numbered(text: str) -> str:
        return re.sub(r"\[\^([\w-]+)\]", lambda mark: f"[^{keys.get(mark[1], mark[1])}]", text)

    text = [(block.label, numbered(block.text)) for block in blocks if block.kind != "note"]
    return text, {keys[it.label]: numbered(it.text) for it in blocks if it.kind == "note" and it.label in keys}


def read_back(blocks: Iterable[Block], form: Form, language: str = "en") -> reading.Recognition:
    return reading.read(write(document(blocks, language), form), f"draft.{form}")


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("path", DEMO, ids=lambda path: path.stem)
def test_our_own_texts_are_read_back_as_they_were(path, form):
    blocks = reading.read(path.read_bytes(), path.name).blocks
    found = read_back(blocks, form)
    assert words(found.blocks) == words(blocks)
    assert [(it.kind, it.level) for it in found.blocks] == [(it.kind, it.level) for it in blocks]
    assert found.lost == ""


REAL = ("communique-2013-ru", "chair-conclusions-2016-ru", "mechanism-2013-ru", "paris-draft-2015-10-23-en")


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("name", REAL)
def test_real_documents_are_read_back_as_they_were(name, form):
    path = SAMPLES / f"{name}.md"
    if not path.exists():
        pytest.skip("the real documents stand beside the project only where it is developed")
    blocks = reading.read(path.read_bytes(), path.name).blocks
    found = read_back(blocks, form)
    assert words(found.blocks) == words(blocks)
    assert [(it.kind, it.level) for it in found.blocks] == [(it.kind, it.level) for it in blocks]
    assert found.lost == ""


@pytest.mark.parametrize("name", REAL)
def test_real_documents_lose_no_word_label_note_or_emphasis_in_markdown(name):
    path = SAMPLES / f"{name}.md"
    if not path.exists():
        pytest.skip("the real documents stand beside the project only where it is developed")
    blocks = reading.read(path.read_bytes(), path.name).blocks
    header, *found = read_back(blocks, "md").blocks
    assert "Ref: Oravel/1" in header.text
    assert words(found) == words(blocks)


TEXTS: dict[str, tuple[str, list[Block]]] = {
    "Russian": (
        "ru",
        [
            Block("title", "Проект коммюнике"),
            Block("recital", "*Ссылаясь* на Декларацию[^a] «О миграции»;", "(i)"),
            Block("enacting", "Решили:"),
            Block("operative", "Действовать [незамедлительно], как решено[^a], на 5\u00a0%;", "1."),
            Block("point", "в **обучении**;", "а)", 1),
            Block("note", "Принята *единогласно*.", "a"),
        ],
    ),
    "Arabic": (
        "ar",
        [
            Block("title", "مشروع بيان"),
            Block("operative", "أن تتبادل الدول المشاركة [ينبغي] المعلومات[^a] (UNHCR) بنسبة 5%.", "1."),
            Block("operative", "في **التدريب** و*الدراسة*؛", "2."),
            Block("note", "اعتُمد بتوافق الآراء عام 2011.", "a"),
        ],
    ),
    "letters": ("kk", [Block("operative", "әіңғүұқөһ ғӣқӯҳҷ ңөү — №5 “x” ‘y’ …\u202f\u2011", "1.")]),
    "signs": ("en", [Block("operative", "a < b & \"c\" > 'd' \\* \\[^x] {{e}} </p> <!-- ]]>", "1.")]),
    "lines": ("en", [Block("operative", "One\ntwo\nand **bold\nover lines**", "1.")]),
    "overlapping": ("en", [Block("operative", "*italic **both* bold** plain", "1.")]),
    "shared notes": (
        "en",
        [
            Block("operative", "First[^b], second[^a], first again[^b] and again[^b].", "1."),
            Block("note", "One.", "b"),
            Block("note", "Two, as in [^b].", "a"),
        ],
    ),
}


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize(("language", "blocks"), TEXTS.values(), ids=TEXTS)
def test_every_sign_is_read_back(language, blocks, form):
    found = read_back(blocks, form, language)
    assert words(found.blocks) == words(blocks)
    assert found.lost == ""


PIECES = st.sampled_from(
    [
        "word",
        "слово",
        "الدول",
        " ",
        " ",
        "*",
        "**",
        "\\*",
        "[",
        "]",
        "[^a]",
        "[^b]",
        "\n",
        "5",
        "—",
        "<",
        "&",
        "\u00a0",
        "é",
    ]
)
PARAGRAPHS = st.lists(PIECES, min_size=1, max_size=14).map("".join)


def settled(text: str) -> str:
    """As a text is stored: in the one way of writing its markup, without spaces that nobody sees."""
    lines = (re.sub(" +", " ", line).strip() for line in inline.write(inline.pieces(text)).split("\n"))
    text = "\n".join(line for line in lines if line)
    return inline.write(inline.pieces(text))


def says_something(text: str) -> bool:
    """A space set in italics is no text: nobody can propose it, and a web page shows none."""
    return bool(inline.plain(text).strip())


@pytest.mark.parametrize("form", FORMS)
@given(texts=st.lists(PARAGRAPHS.map(settled).filter(says_something), min_size=1, max_size=4))
def test_any_text_is_read_back_word_for_word(form, texts):
    blocks = [Block("operative", text, f"{number}.") for number, text in enumerate(texts, 1)]
    blocks += [Block("note", "Note one.", "a"), Block("note", "Note two.", "b")]
    found = read_back(blocks, form)
    assert [shown(it.text) for it in found.blocks] == [shown(it.text) for it in marked(blocks)]
    assert words(found.blocks)[1] == words(blocks)[1]


def shown(text: str) -> str:
    """The words as they are seen: a space set in italics at the end of a line, or beside another space, is none."""
    return "\n".join(re.sub(" +", " ", line).strip(" ") for line in inline.plain(text).split("\n"))


def marked(blocks: Iterable[Block]) -> list[Block]:
    """Without the notes that nothing marks: a note dies with its last mark."""
    blocks = list(blocks)
    keys = dict.fromkeys(key for it in blocks if it.kind != "note" for key in inline.marks(it.text))
    notes = {it.label: it for it in blocks if it.kind == "note"}
    return [it for it in blocks if it.kind != "note"] + [notes[key] for key in keys]


LEVELS = {"heading": st.integers(1, 4), "point": st.integers(1, 9), "text": st.integers(0, 9)}
LABELS = st.sampled_from(["1.", "(iv)", "12-бис", "а)", "-", "•", "PP5 alt", "Article 5", "§ 3", "2 ter", ""])
BODY = st.sampled_from([kind for kind in KINDS if kind != "note"])
BLOCKS = BODY.flatmap(
    lambda kind: st.builds(Block, st.just(kind), st.just("Words."), LABELS, LEVELS.get(kind, st.just(0)))
)


@pytest.mark.parametrize("form", FORMS)
@given(blocks=st.lists(BLOCKS, min_size=1, max_size=6))
def test_every_kind_depth_and_label_is_read_back(form, blocks):
    assert read_back(blocks, form).blocks == tuple(blocks)


SHAPED: tuple[Kind, ...] = ("heading", "operative", "point", "text", "recital")


SHAPES = st.lists(st.tuples(st.sampled_from(SHAPED), st.integers(0, 6)), max_size=6)


@pytest.mark.parametrize("form", ["odt", "html", "md", "txt"])
@given(kinds=SHAPES)
def test_documents_of_any_shape_can_be_written(form, kinds):
    made = document(Block(kind, "Words.", "1.", level) for kind, level in kinds)
    data = write(made, form)
    said = ZipFile(BytesIO(data)).read("content.xml") if form == "odt" else data
    assert said.count(b"Words.") == len(kinds)


@settings(max_examples=10)
@given(kinds=SHAPES)
def test_documents_of_any_shape_can_be_printed(kinds):
    assert standards_met(write(document(Block(kind, "Words.", "1.", level) for kind, level in kinds), "pdf"))
