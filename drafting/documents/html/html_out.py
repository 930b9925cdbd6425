"""A web page that needs nothing beside itself: no script, no other file; read by people, printed, read aloud."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from html import escape
from itertools import groupby
from pathlib import Path

from drafting.documents.html.html_own import AUTHOR, END, LABEL, MOVE, TEXT, classes_of
from drafting.documents.tree import Remark, Span
from drafting.documents.typeset import UNCHANGED, Document, Note, Paragraph, Proposal, Run
from drafting.domain.xml_signs import writable

_STYLE = Path(__file__).with_name("html_style.css").read_text()
_TAGS = {"insert": "ins", "delete": "del"}
_LETTERS = "abcdefghijklmnopqrstuvwxyz"
_DEEPEST = 6


def write_html(document: Document) -> bytes:
    """UTF-8. Notes stand at the end, linked both ways. Lines are not numbered: they are as long as a window is wide."""
    page = _Page(document)
    body = "\n".join(page.body())
    direction = "rtl" if document.right_to_left else "ltr"
    dated = f'\n<meta name="date" content="{document.dated.isoformat()}">' if document.dated else ""
    return f"""<!DOCTYPE html>
<html lang="{_said(document.language)}" dir="{direction}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">{dated}
<title>{_said(document.title)}</title>
<style>
{_STYLE}{page.indents()}{_printed_edges(document)}</style>
</head>
<body>
{body}
</body>
</html>
""".encode()


def _said(text: str) -> str:
    return escape(writable(text))


def _words(text: str) -> str:
    return _said(text).replace("\n", "<br>")


def _printed_edges(document: Document) -> str:
    """The header and the page of pages on paper, for browsers that know how."""
    numbers = {"{page}": "counter(page)", "{pages}": "counter(pages)"}
    foot = " ".join(numbers.get(part) or _css(part) for part in document.footer)
    head = document.header
    beside = (("left", head[:1]), ("right", head[1:]))
    edges = "".join(
        f"@top-{side} {{ content: {_css(' · '.join(lines))}; font-size: 9pt }} " for side, lines in beside if lines
    )
    return (
        f"@page {{ size: A4; margin: 2.5cm; {edges}@bottom-center {{ content: {foot or 'none'}; font-size: 9pt }} }}\n"
    )


def _css(text: str) -> str:
    """A string of CSS; what is neither a letter nor a digit is written as its number, so that nothing can end it."""
    return '"' + "".join(sign if sign.isalnum() else f"\\{ord(sign):x} " for sign in writable(text)) + '"'


@dataclass
class _Page:
    """Writes the body in order. marks: how often each note has been marked."""

    document: Document
    marks: Counter[int] = field(default_factory=Counter)

    def body(self) -> Iterator[str]:
        document = self.document
        if document.header:
            yield f"<header>\n{_lines(document.header)}\n</header>"
        yield f'<main class="{TEXT}">'
        if document.legend:
            yield f'<p class="legend">{self._runs(document.legend)}</p>'
        has_title = any(it.kind == "title" for it in document.paragraphs)
        for at, (item, rank) in enumerate(zip(document.paragraphs, document.ranks(), strict=True)):
            if document.contents and at == document.cover:
                yield from self._contents()
            yield from self._paragraph(at, item, rank + has_title)
        yield from self._notes()
        yield "</main>"

    def indents(self) -> str:
        """A class for each indent that the text has."""
        pairs = sorted({(it.left, it.hang) for it in self.document.paragraphs if it.left})
        return "".join(
            f".{_indent(left, hang)} {{ margin-inline-start: {_cm(left)}; text-indent: {_cm(-hang)} }}\n"
            f".{_indent(left, hang)} .label {{ min-width: {_cm(hang)} }}\n"
            f".{_under(left)} {{ margin-inline-start: {_cm(left)} }}\n"
            for left, hang in pairs
        )

    def _paragraph(self, at: int, item: Paragraph, rank: int) -> Iterator[str]:
        tag = "h1" if item.kind == "title" else f"h{min(rank, _DEEPEST)}" if item.kind == "heading" else "p"
        classes = [*classes_of(item.kind, item.level)]
        classes += [_indent(item.left, item.hang)] if item.left else []
        classes += ["new-page"] if item.new_page else []
        named = f' id="p{at}"' if at in self.document.listed() else ""
        label = _changed(_label(item.label), item.mark) if item.label else ""
        state = f' <span class="state">({_words(item.state)})</span>' if item.state else ""
        text = self._runs(item.runs, item.mark, names=True) + _end(item.mark) + state
        yield f'<{tag} class="{" ".join(classes)}"{named}>{label}{text}</{tag}>'
        for proposal in item.proposals:
            yield f'<div class="proposal {_under(item.left)}">'
            yield from self._proposal(proposal)
            yield "</div>"
        if item.remarks:
            yield _remarks(item.remarks, _under(item.left))

    def _proposal(self, proposal: Proposal) -> Iterator[str]:
        note = f" — {_words(proposal.note)}" if proposal.note else ""
        yield f"<p><strong>{_words(proposal.by)}</strong>{note}</p>"
        yield f"<p>{self._runs(proposal.runs)}</p>"
        if proposal.reason:
            yield f'<p class="reason">{_words(proposal.reason)}</p>'

    def _contents(self) -> Iterator[str]:
        title = f'<h2 id="contents">{_words(self.document.contents)}</h2>'
        yield f'<nav class="contents" aria-labelledby="contents">\n{title}\n<ol>'
        for at in self.document.listed():
            item = self.document.paragraphs[at]
            words = "".join(run.text for run in item.runs if not run.number)
            said = " ".join(part for part in (item.label, words) if part)
            yield f'<li{" class=deeper" if item.level > 1 else ""}><a href="#p{at}">{_words(said)}</a></li>'
        yield "</ol>\n</nav>"

    def _notes(self) -> Iterator[str]:
        if not self.document.notes:
            return
        marked = dict(self.marks)
        yield '<section class="notes" role="doc-endnotes">\n<ol>'
        for note in self.document.notes:
            yield self._note(note, marked.get(note.number, 0))
        yield "</ol>\n</section>"

    def _note(self, note: Note, marks: int) -> str:
        """The number leads back to the first mark; with a letter, to another one."""
        shown = [f"{note.number}{_LETTERS[at % len(_LETTERS)] if at else ''}" for at in range(max(marks, 1))]
        links = "".join(
            f'<a href="#{_mark_id(note.number, at)}" role="doc-backlink">{sign}</a>' for at, sign in enumerate(shown)
        )
        remarks = _remarks(note.remarks, _under(0)) if note.remarks else ""
        text = f"<p>{links} {self._runs(note.runs, note.mark, names=True)}{_end(note.mark)}</p>{remarks}"
        return f'<li id="note-{note.number}">{text}</li>'

    def _runs(self, runs: Sequence[Run], within: Span = UNCHANGED, *, names: bool = False) -> str:
        """Runs with their changes; names: each followed by whose it is, but for the one of `within`, told elsewhere."""
        written = []
        groups = [(key, "".join(self._run(run) for run in group)) for key, group in groupby(runs, _change)]
        for at, (change, text) in enumerate(groups):
            written.append(_changed(text, change))
            following, behind = groups[at + 1] if at + 1 < len(groups) else (UNCHANGED, "")
            if names and change.by not in (following.by, within.by):
                # A name would read as one with the word behind it.
                written.append(_by(change.by, " " * (behind[:1].isalnum() or following.change != "equal")))
        return "".join(written)

    def _run(self, run: Run) -> str:
        text = self._mark(run.number) if run.number else _words(run.text)
        text = f"<em>{text}</em>" if run.italic else text
        return f"<strong>{text}</strong>" if run.bold else text

    def _mark(self, number: int) -> str:
        name = _mark_id(number, self.marks[number])
        self.marks[number] += 1
        return f'<sup><a id="{name}" href="#note-{number}" role="doc-noteref">{number}</a></sup>'


def _change(run: Run) -> Span:
    """What happens to the words of a run."""
    return Span("", run.change, run.by, run.at, run.move)


def _changed(text: str, change: Span) -> str:
    """Text inside the element that says what happens to it."""
    if change.change == "equal" or not text:
        return text
    tag = _TAGS[change.change]
    moved = f' class="moved" {MOVE}="{_said(change.move)}"' if change.move else ""
    by = f' {AUTHOR}="{_said(change.by)}"' if change.by else ""
    at = f' datetime="{_said(change.at)}"' if change.at else ""
    return f"<{tag}{moved}{by}{at}>{text}</{tag}>"


def _end(mark: Span) -> str:
    """The end of a paragraph that comes or goes as a whole, and whose doing that is."""
    return _changed(END, mark) + (_by(mark.by) if mark.by else "") if mark.change != "equal" else ""


def _by(name: str, gap: str = "") -> str:
    """The spaces round the name are no part of the text either."""
    return f'<span class="by"> {_words(name)}{gap}</span>'


def _label(label: str) -> str:
    return f'<span class="{LABEL}">{_words(label)} </span>'


def _remarks(remarks: Iterable[Remark], under: str) -> str:
    said = "\n".join(f"<p><strong>{_words(it.by)}</strong>: {_words(it.text)}</p>" for it in remarks)
    return f'<div class="remarks {under}">\n{said}\n</div>'


def _lines(lines: Iterable[str]) -> str:
    return "\n".join(f"<p>{_words(line)}</p>" for line in lines)


def _indent(left: float, hang: float) -> str:
    """The name of the class of an indent, in hundredths of a centimetre."""
    return f"at{round(left * 100)}-{round(hang * 100)}"


def _cm(length: float) -> str:
    return f"calc(var(--cm) * {length:g})"


def _under(left: float) -> str:
    """The name of the class of what stands under a paragraph with this indent."""
    return f"under{round(left * 100)}"


def _mark_id(number: int, at: int) -> str:
    """Of a note's mark, counted from 0."""
    return f"mark-{number}-{at + 1}"
