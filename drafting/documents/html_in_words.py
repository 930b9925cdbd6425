"""All words of a web page, for the loss check.

A path of its own: the parser of the standard library, which shares nothing with the reader's. What the reader says it
left out, as a header, is taken out again.
"""

from collections.abc import Collection, Iterable
from html.parser import HTMLParser

from drafting.documents.recognise_loss import characters

# What a browser shows no words of.
NO_WORDS = frozenset({"head", "script", "style", "template", "noscript", "svg", "select", "textarea", "button", "del"})
EMPTY = frozenset(
    {"img", "br", "hr", "input", "meta", "link", "col", "wbr", "area", "base", "embed", "source", "track"}
)


def everything_said(text: str, links: Collection[str], raised: Collection[str], left_out: Iterable[str]) -> str:
    """links: addresses of links that show no words of the text; raised: numbers that stand for marks of notes."""
    speaker = _Speaker(links, raised)
    speaker.feed(text)
    speaker.close()
    said = characters("".join(speaker.said))
    for words in left_out:
        said = said.replace(characters(words), "", 1)
    return said


class _Speaker(HTMLParser):
    """within: the elements without words that are open, the outermost first; raises: how many sup are open."""

    def __init__(self, links: Collection[str], raised: Collection[str]) -> None:
        super().__init__()
        self.links, self.raised = links, raised
        self.said: list[str] = []
        self.within: list[str] = []
        self.raises = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.raises += tag == "sup"
        if tag == "body":
            self.within = []
        elif tag not in EMPTY and (
            tag in (NO_WORDS if not self.within else self.within[-1:])
            or (tag == "a" and dict(attrs).get("href") in self.links)
        ):
            self.within.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """What closes itself has no words."""

    def handle_endtag(self, tag: str) -> None:
        self.raises -= tag == "sup" and self.raises > 0
        if self.within[-1:] == [tag]:
            self.within.pop()

    def handle_data(self, data: str) -> None:
        if not self.within and not (self.raises and data.strip().strip("[]()") in self.raised):
            self.said.append(data)
