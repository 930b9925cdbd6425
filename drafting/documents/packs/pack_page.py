"""The page "how to verify" of an adoption pack: one file that opens without a network, a script or this program."""

from collections.abc import Iterable
from dataclasses import dataclass
from html import escape
from pathlib import Path

from drafting.domain.manifest import Listed

_STYLE = Path(__file__).with_name("pack_page.css").read_text("utf-8")


@dataclass(frozen=True)
class Step:
    """heading: of it; sentences: what to do, or what it means; commands: to be typed, each on a line of its own."""

    heading: str
    sentences: tuple[str, ...]
    commands: tuple[str, ...] = ()


@dataclass(frozen=True)
class Fact:
    """is_sum: the value is a hash, set so that one sign can be told from another; language: of the value, where it may
    be another than the page's."""

    name: str
    value: str
    is_sum: bool = False
    language: str = ""


@dataclass(frozen=True)
class Half:
    """The page in one language. language: "en"; name: the language's own, "English"; table: what the list of files is
    called, then the heads of its columns."""

    language: str
    name: str
    title: str
    lead: tuple[str, ...]
    facts: tuple[Fact, ...]
    steps: tuple[Step, ...]
    table: tuple[str, str, str, str]


def write_page(halves: tuple[Half, ...], files: Iterable[Listed]) -> bytes:
    """The page, in every language one after the other, with the list of the files at its end."""
    listed = sorted(files)
    parts = [
        "<!doctype html>",
        f'<html lang="{halves[0].language}">',
        '<head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">',
        f"<title>{escape(' · '.join(it.title for it in halves))}</title>",
        f"<style>\n{_STYLE}</style></head>",
        "<body>",
        _nav(halves),
        "<main>",
        *(_half(it, listed) for it in halves),
        "</main>",
        "</body>",
        "</html>",
    ]
    return ("\n".join(parts) + "\n").encode()


def _nav(halves: Iterable[Half]) -> str:
    links = "".join(f'<li><a href="#{it.language}" lang="{it.language}">{escape(it.name)}</a></li>' for it in halves)
    return f'<nav aria-label="{escape(" · ".join(it.name for it in halves))}"><ul>{links}</ul></nav>'


def _half(it: Half, files: Iterable[Listed]) -> str:
    lead = "".join(f"<p>{escape(words)}</p>" for words in it.lead)
    facts = "".join(map(_fact, it.facts))
    steps = "\n".join(map(_step, it.steps))
    head = f'<section id="{it.language}" lang="{it.language}">\n<h1>{escape(it.title)}</h1>'
    return f"{head}\n{lead}\n<dl>{facts}</dl>\n{steps}\n{_table(it, files)}\n</section>"


def _fact(it: Fact) -> str:
    style = ' class="sum"' if it.is_sum else ""
    language = f' lang="{escape(it.language)}"' if it.language else ""
    return f"<dt>{escape(it.name)}</dt><dd{style}{language}>{escape(it.value)}</dd>"


def _step(it: Step) -> str:
    said = "".join(f"<p>{escape(words)}</p>" for words in it.sentences)
    typed = "".join(f"<pre><code>{escape(words)}</code></pre>" for words in it.commands)
    return f"<h2>{escape(it.heading)}</h2>\n{said}{typed}"


def _table(half: Half, files: Iterable[Listed]) -> str:
    caption, *columns = half.table
    heads = "".join(f'<th scope="col">{escape(name)}</th>' for name in columns)
    rows = "\n".join(map(_row, files))
    head = f"<caption>{escape(caption)}</caption>\n<thead><tr>{heads}</tr></thead>"
    return f"<table>{head}\n<tbody>\n{rows}\n</tbody></table>"


def _row(it: Listed) -> str:
    path = f'<th scope="row">{escape(it.path)}</th>'
    return f'<tr>{path}<td class="size">{it.size}</td><td class="sum">{it.sha256}</td></tr>'
