"""All words of a web page, for the loss check.

A path of its own: the parser of the standard library, which shares nothing with the reader's. What the reader says it
left out, as a header, is taken out again.
"""

from collections.abc import Collection, Iterable
from html.parser import HTMLParser

from drafting.documents.html.html_own import END, LABEL, beside
from drafting.documents.recognise.recognise_loss import characters
from drafting.documents.recognise.recognise_source import Changes

# What a browser shows no words of.
NO_WORDS = frozenset({"head", "script", "style", "template", "noscript", "svg", "select", "textarea", "button"})
# What stands inside a paragraph of ours.
_RUNS = frozenset({"ins", "del", "span", "em", "strong", "sup", "a", "br"})
EMPTY = frozenset(
    {"img", "br", "hr", "input", "meta", "link", "col", "wbr", "area", "base", "embed", "source", "track"}
)


def everything_said(
    text: str,
    links: Collection[str],
    raised: Collection[str],
    left_out: Iterable[str],
    changes: Changes = "accept",
    *,
    is_ours: bool = False,
) -> str:
    """links: addresses of links that show no words of the text; raised: numbers that stand for marks of notes; changes:
    whether inserted words are there, or deleted ones; is_ours: whether we wrote the page."""
    speaker = _Speaker(links, raised, NO_WORDS | {"del" if changes == "accept" else "ins"}, is_ours=is_ours)
    speaker.feed(text)
    speaker.close()
    said = characters("".join(speaker.said))
    for words in left_out:
        said = said.replace(characters(words), "", 1)
    return said


class _Speaker(HTMLParser):
    """within: the elements without words that are open, the outermost first; raises: how many sup are open.

    label: what a page of ours displays ahead of words that have not come yet; labels: whether it is being said.
    """

    def __init__(
        self, links: Collection[str], raised: Collection[str], silent: Collection[str], *, is_ours: bool
    ) -> None:
        super().__init__()
        self.links, self.raised, self.silent, self.is_ours = links, raised, silent, is_ours
        self.said: list[str] = []
        self.within: list[str] = []
        self.raises = 0
        self.label = ""
        self.labels = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.raises += tag == "sup"
        classes = dict(attrs).get("class") or ""
        if self.is_ours and tag not in _RUNS:
            self.label = ""
        self.labels = self.labels or (self.is_ours and tag == "span" and LABEL in classes.split())
        if tag == "body":
            self.within = []
        elif tag not in EMPTY and (
            tag in (self.silent if not self.within else self.within[-1:])
            or (tag == "a" and dict(attrs).get("href") in self.links)
            or (self.is_ours and beside(classes) is not None)
        ):
            self.within.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """What closes itself has no words."""

    def handle_endtag(self, tag: str) -> None:
        self.raises -= tag == "sup" and self.raises > 0
        self.labels = self.labels and tag != "span"
        if self.within[-1:] == [tag]:
            self.within.pop()

    def handle_data(self, data: str) -> None:
        if self.within or (self.is_ours and data == END) or (self.raises and data.strip().strip("[]()") in self.raised):
            return
        if self.labels:
            self.label += data
            return
        if self.label and not data.isspace():
            self.said.append(self.label)
            self.label = ""
        self.said.append(data)
