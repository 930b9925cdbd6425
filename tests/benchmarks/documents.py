"""Reading the largest sample and writing it in every form, from the stored draft to the bytes of the file."""

import io
import json
import random
import tempfile
from collections.abc import Callable
from functools import partial
from pathlib import Path

import docx
import typst

from drafting.app import create_app
from drafting.config import ROOT
from drafting.documents import reading
from drafting.documents.tree import Block
from drafting.documents.writing import MEDIA_TYPES
from drafting.domain.words import pieces
from drafting.persistence.migrate import upgrade
from drafting.services.exports import VIEWS
from drafting.web.exports import exported
from tests.benchmarks.measure import alone, ms, say, table
from tests.benchmarks.serve import settings
from tests.benchmarks.world import negotiation, sentence

SAMPLE = ROOT.parent / "shared" / "samples" / "paris-draft-2015-10-23-en.md"
SIZE = 120_000  # characters, where the sample is not there
ROUNDS = 5


def largest() -> tuple[str, bytes]:
    """(name, bytes) of the largest sample, or of a text of its size where it is not there."""
    if SAMPLE.exists():
        return SAMPLE.name, SAMPLE.read_bytes()
    say(f"{SAMPLE.name} is not there; a generated text of its size is read instead")
    draw = random.Random(SIZE)  # noqa: S311 - the same text each time
    paragraphs = [f"{number}. {sentence(draw, 400)}" for number in range(1, SIZE // 400)]
    return "a generated text", "\n\n".join(("# Draft", *paragraphs)).encode()


def run() -> None:
    name, data = largest()
    blocks = reading.read(data, "draft.md").blocks
    _imports(name, data)
    with tempfile.TemporaryDirectory(prefix="bench-") as folder:
        _exports(f"sqlite:///{Path(folder) / 'documents.sqlite'}", blocks)


def _imports(name: str, data: bytes) -> None:
    say("documents: reading")
    word = _plain_word([it for it in data.decode().split("\n") if it])
    rows = [
        _beside("Markdown", len(data), partial(reading.read, data, "draft.md"), partial(pieces, data.decode())),
        _beside(
            "the same as plain text",
            len(data),
            partial(reading.read, data, "draft.txt"),
            partial(pieces, data.decode()),
        ),
        _beside("the same as Word", len(word), partial(reading.read, word, "draft.docx"), partial(_paragraphs, word)),
    ]
    note = (
        "Recognised, with warnings and the check that nothing is lost. Plain: for texts one split into words, for Word "
        "python-docx's list of paragraphs, which says neither kinds nor labels nor notes."
    )
    table(f"Import of {name}", ("what", "bytes", "ms", "plain ms", "times"), rows, note)


def _beside(what: str, size: int, act: Callable[[], object], plain: Callable[[], object]) -> tuple[object, ...]:
    took, yardstick = alone(act, ROUNDS), alone(plain, ROUNDS)
    return what, f"{size:,}", ms(took), ms(yardstick), f"{took / yardstick:.1f}"


def _paragraphs(word: bytes) -> list[str]:
    return [it.text for it in docx.Document(io.BytesIO(word)).paragraphs]


def _plain_word(texts: list[str]) -> bytes:
    document, file = docx.Document(), io.BytesIO()
    for text in texts:
        document.add_paragraph(text)
    document.save(file)
    return file.getvalue()


def _plain_pdf(texts: list[str]) -> bytes:
    source = "#for it in json(bytes(sys.inputs.texts)) [ #par(it) ]"
    return typst.compile(source.encode(), sys_inputs={"texts": json.dumps(texts)}, ignore_system_fonts=True)


def _exports(url: str, blocks: tuple[Block, ...]) -> None:
    upgrade(url)
    app = create_app(settings(url, "ERROR"))
    database = app.extensions["drafting"].database
    sample = negotiation(database, blocks=blocks, name="sample", is_empty=True).draft
    many = negotiation(database, 300, name="many").draft
    texts = [it.text for it in blocks]
    plain: dict[str, Callable[[], object]] = {
        "docx": partial(_plain_word, texts),
        "pdf": partial(_plain_pdf, texts),
        "odt": partial(_plain_text, texts),
        "html": partial(_plain_text, texts),
        "md": partial(_plain_text, texts),
        "txt": partial(_plain_text, texts),
    }
    rows = []
    for form in MEDIA_TYPES:
        say(f"documents: writing {form}")
        took = [alone(partial(exported, app, sample, form, VIEWS[0]), ROUNDS)]
        took.append(alone(partial(exported, app, many, form, VIEWS[1]), 2))
        yardstick = alone(plain[form], ROUNDS)
        size = len(exported(app, sample, form, VIEWS[0]).data)
        rows.append((form, f"{size:,}", ms(took[0]), ms(yardstick), f"{took[0] / yardstick:.1f}", ms(took[1])))
    database.close()
    note = (
        "From the stored draft to the file. Plain: the bare words of the sample through the same library "
        "(python-docx, Typst) or joined by empty lines."
    )
    columns = ("form", "bytes", "sample, clean ms", "plain ms", "times", "300 paragraphs with 900 proposals ms")
    table("Export of the largest sample", columns, rows, note)


def _plain_text(texts: list[str]) -> bytes:
    return "\n\n".join(texts).encode()
