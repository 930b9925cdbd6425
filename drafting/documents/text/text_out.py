"""Plain text: for mail and for systems that take nothing else. Changes as {+inserted+} and [-deleted-]."""

from collections.abc import Iterable, Iterator

from drafting.documents.typeset import Document, Paragraph, Run

_MARKS = {"equal": "{}", "insert": "{{+{}+}}", "delete": "[-{}-]"}
_RAISED = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")
_SPACES_PER_CM = 3


def write_text(document: Document) -> bytes:
    """UTF-8, one line for each paragraph, indented as in print; notes with raised numbers at the end."""
    parts = ["\n".join(document.header)] if document.header else []
    if document.legend:
        parts.append(_words(document.legend))
    for item in document.paragraphs:
        parts.append(_paragraph(item))
        parts += ["\n".join(_proposal(item, number)) for number in range(len(item.proposals))]
    parts += [f"{_raised(note.number)} {_words(note.runs)}" for note in document.notes]
    return ("\n\n".join(parts) + "\n").encode()


def _paragraph(item: Paragraph) -> str:
    label = f"{item.label} " if item.label else ""
    state = f" ({item.state})" if item.state else ""
    return _indented(label + _words(item.runs) + state, item.left - item.hang)


def _proposal(item: Paragraph, number: int) -> Iterator[str]:
    proposal = item.proposals[number]
    left = item.left + 1
    yield _indented(f"{proposal.by}: {proposal.note}", left)
    yield _indented(_words(proposal.runs), left)
    if proposal.reason:
        yield _indented(proposal.reason, left)


def _indented(text: str, left: float) -> str:
    margin = " " * round(left * _SPACES_PER_CM)
    return "\n".join(margin + line for line in text.split("\n"))


def _words(runs: Iterable[Run]) -> str:
    return "".join(_raised(run.number) if run.number else _MARKS[run.change].format(run.text) for run in runs)


def _raised(number: int) -> str:
    return str(number).translate(_RAISED)
