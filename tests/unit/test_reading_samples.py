"""The sample texts as a secretariat expects to see them recognised."""

from pathlib import Path

import pytest

from drafting.documents.reading import read
from drafting.documents.reading_told import to_json

SAMPLES = Path(__file__).parents[3] / "shared" / "samples"
NAMES = sorted(path.name for path in SAMPLES.glob("*.md")) if SAMPLES.is_dir() else []


def recognised(name):
    path = SAMPLES / name
    if not path.exists():
        pytest.skip("the sample texts are not beside this repository")
    return read(path.read_bytes(), name)


def of_kind(found, *kinds):
    return [block for block in found.blocks if block.kind in kinds]


def told(found, code):
    return [warning for warning in found.warnings if warning.code == code]


@pytest.mark.parametrize("name", NAMES or ["none"])
def test_nothing_of_a_sample_is_lost_and_nothing_added(name):
    found = recognised(name)
    assert found.lost == ""
    assert found.read == found.stored > 1000


def test_the_communique():
    found = recognised("communique-2013-ru.md")
    head = [(block.kind, block.text[:20]) for block in found.blocks[:5]]
    assert head == [
        ("symbol", "Ref: Алматинский Про"),
        ("date", "Дата: 05/06/2013"),
        ("title", "Министерская Конфере"),
        ("place", "5 июня 2013 года, Ал"),
        ("title", "Коммюнике"),
    ]
    roman = ["(i)", "(ii)", "(iii)", "(iv)", "(v)", "(vi)", "(vii)", "(viii)", "(ix)", "(x)", "(xi)"]
    assert [block.label for block in of_kind(found, "recital")] == roman
    assert [block.text for block in of_kind(found, "enacting")] == ["Решили:"]
    assert [block.label for block in of_kind(found, "operative")] == ["1.", "2."]
    assert [block.label for block in of_kind(found, "note")] == ["5"]
    assert "Республики Турция[^5]," in of_kind(found, "recital")[0].text
    assert found.warnings == ()


def test_the_conclusions_of_the_chair():
    found = recognised("chair-conclusions-2016-ru.md")
    titles = [block.text for block in of_kind(found, "title")]
    assert titles[1] == "Заключение Председателя Алматинского Процесса"
    assert found.blocks[1].text.count("\n") == 2
    assert [block.text for block in of_kind(found, "place")] == ["19-20 сентября 2016 года, г. Астана, Казахстан"]
    assert [block.label for block in of_kind(found, "operative")] == [f"{number}." for number in range(1, 16)]
    assert "их дальнейшему использованию" in of_kind(found, "operative")[10].text
    assert [warning.code for warning in found.warnings] == ["line-joined"]


def test_the_operational_mechanism():
    found = recognised("mechanism-2013-ru.md")
    assert [block.text for block in of_kind(found, "title")] == ["АЛМАТИНСКИЙ ПРОЦЕСС", "Операционный механизм"]
    headings = [(block.level, block.label) for block in of_kind(found, "heading")]
    parts = [(1, "1."), (1, "2."), (1, "3.")]
    before, after = [(2, "i."), (2, "ii."), (2, "iii.")], [(2, "iv."), (2, "v."), (2, "vi."), (2, "vii.")]
    assert headings == [*parts, *before, (3, ""), *after]
    aims = [block.label for block in of_kind(found, "point")][:5]
    assert aims == ["1)", "2)", "3)", "4)", "5)"]
    assert [(warning.code, warning.detail) for warning in found.warnings] == [("similar-notes", "1, 4")]


def test_the_negotiating_text():
    found = recognised("paris-draft-2015-10-23-en.md")
    assert len(of_kind(found, "heading")) == 31
    assert len(of_kind(found, "note")) == 12
    assert [block.text for block in of_kind(found, "enacting")] == ["Have agreed as follows:"]
    assert len(of_kind(found, "recital")) == 16
    assert {"3.3bis", "3.3quat", "3.3bis Alt", "(17bis)"} <= {block.label for block in found.blocks}
    assert ("2. → 3.", "gap-in-numbering") in [(w.detail, w.code) for w in found.warnings]
    assert len(told(found, "unbalanced-bracket")) >= 10
    assert max(block.level for block in found.blocks) == 3
    shown = to_json(found)
    assert shown["check"] == {"read": found.read, "stored": found.stored, "lost": ""}
    assert len(shown["blocks"]) + len(shown["notes"]) == len(found.blocks)
