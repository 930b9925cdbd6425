"""From the paragraphs of a file to the blocks of a document, with warnings and the loss check.

The readers (`markdown_in`, `text_in`, `docx_in`) know a format; what is a recital or an enacting word is known
here and in `recognise_kinds`, for all of them. Source of the shapes: practice.md section 2.
"""

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import replace

from drafting.documents import tree
from drafting.documents.recognise.recognise_kinds import classify
from drafting.documents.recognise.recognise_loss import characters, missing, stored_characters
from drafting.documents.recognise.recognise_source import Paragraph, Source
from drafting.documents.recognise.recognise_warnings import warnings_about
from drafting.documents.tree import Block, Kind, Recognition
from drafting.domain import inline, labels
from drafting.domain.proposals import require_short


def recognise(source: Source) -> Recognition:
    """The blocks of a document, notes last, with warnings; `lost` is "" unless a reader left something out.

    Raises BadText: too-long, for a paragraph that is.
    """
    paragraphs = _with_labels(_rejoined([_tidy(paragraph) for paragraph in source.paragraphs]))
    guessed = classify(paragraphs)
    blocks = [_told(paragraph) or block for paragraph, block in zip(paragraphs, guessed, strict=True)]
    notes = [Block("note", _tidied(text), key) for key, text in source.notes]
    everything = (*blocks, *notes)
    for block in everything:
        # Nobody could propose a word on what is longer; a flood of signs would take minutes to check.
        require_short(block.text)
    read, stored = characters(source.text), stored_characters(everything)
    noticed = [
        tree.Warning(code, index, detail)
        for index, paragraph in enumerate(paragraphs)
        for code, detail in paragraph.noticed
    ]
    about_the_whole = [tree.Warning(code, None, detail) for code, detail in source.noticed]
    return Recognition(
        everything,
        (*about_the_whole, *sorted([*noticed, *warnings_about(everything)], key=_place)),
        len(read),
        len(stored),
        missing(read, stored),
    )


def _told(paragraph: Paragraph) -> Block | None:
    """The block that the file itself says the paragraph is."""
    return paragraph.kind and Block(paragraph.kind, paragraph.text, paragraph.label, paragraph.level)


def _place(warning: tree.Warning) -> int:
    return -1 if warning.block is None else warning.block


def _tidy(paragraph: Paragraph) -> Paragraph:
    return replace(paragraph, text=_tidied(paragraph.text))


def _tidied(text: str) -> str:
    """NFC, no space at the ends of lines; inner spaces stay as they are."""
    lines = (line.strip() for line in unicodedata.normalize("NFC", text).split("\n"))
    return "\n".join(line for line in lines if line)


def _rejoined(paragraphs: Sequence[Paragraph]) -> list[Paragraph]:
    """Paragraphs that a page break cut in two made one again, and empty ones left out."""
    joined: list[Paragraph] = []
    for paragraph in paragraphs:
        before = joined[-1] if joined else None
        if not paragraph.text and not paragraph.label:
            continue
        if before is not None and _goes_on(before, paragraph):
            told = (*before.noticed, *paragraph.noticed, ("line-joined", _seam(before.text, paragraph.text)))
            joined[-1] = replace(before, text=f"{before.text} {paragraph.text}", noticed=told)
        else:
            joined.append(paragraph)
    return joined


_LONG_ENOUGH_TO_BE_CUT = 60


def _goes_on(before: Paragraph, after: Paragraph) -> bool:
    """Whether a paragraph stops in the middle of a sentence that the next one continues in small letters."""
    if before.whole or before.heading or after.heading or after.label or after.level != before.level:
        return False
    words, next_words = inline.plain(before.text), inline.plain(after.text)
    if len(words) < _LONG_ENOUGH_TO_BE_CUT or labels.split(next_words)[0]:
        return False
    return bool(re.search(r"[^\W\d_]$", words)) and next_words[:1].islower()


def _seam(before: str, after: str) -> str:
    """The words on both sides of a joint, for the person who checks it."""
    return f"{inline.plain(before).split()[-1]} {inline.plain(after).split()[0]}"


def _with_labels(paragraphs: Sequence[Paragraph]) -> list[Paragraph]:
    """Each paragraph with its typed label told from its text."""
    found: list[Paragraph] = []
    last: dict[int, str] = {}
    for paragraph in paragraphs:
        label, text = paragraph.label, paragraph.text
        if not label and (paragraph.kind is None or paragraph.kind in _LABELLED):
            label, text = _typed_label(text, last.get(paragraph.level, ""))
        last[paragraph.level] = label or last.get(paragraph.level, "")
        found.append(replace(paragraph, label=label, text=text))
    return found


# In a file that says its labels apart, whoever adds a paragraph of these types its label in front of the words.
_LABELLED: frozenset[Kind] = frozenset({"recital", "operative", "point"})
_WRAPPED = re.compile(r"(\*{1,3})([^*\n]{1,24})\1\s*(.*)", re.DOTALL)


def _typed_label(text: str, after: str = "") -> tuple[str, str]:
    """The label at the head of a marked-up text, and the text without it; markup round a label is dropped.

    after: the label before it in the same list, see `labels.split`.
    """
    wrapped = _WRAPPED.fullmatch(text)
    if wrapped:
        label, rest = labels.split(wrapped[2].strip(), after)
        if label and not rest:
            return label, wrapped[3]
    switches = re.match(r"\*{0,3}", text)
    opening = switches[0] if switches else ""
    label, rest = labels.split(text[len(opening) :], after)
    return (label, opening + rest) if label else ("", text)
