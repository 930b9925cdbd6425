"""OpenDocument texts: named styles, real footnotes, tracked changes; equal input gives equal bytes.

Source: OASIS OpenDocument 1.3, parts 2 (package) and 3 (schema).
"""

from collections.abc import Sequence
from dataclasses import dataclass, field

from lxml import etree

from drafting.documents.odt import odt_parts as parts
from drafting.documents.odt.odt_changes import Changes, begin, end, fate, stood, tail
from drafting.documents.odt.odt_own import LABEL, STATE, style_of
from drafting.documents.odt.odt_text import Writer
from drafting.documents.odt.odt_xml import add, name, root, serialized, words
from drafting.documents.tree import Span
from drafting.documents.typeset import CONTENTS_DEPTH, UNCHANGED, Document, Paragraph, Proposal
from drafting.documents.zipped import zipped

_PROPOSAL_INDENT_CM = 0.6


def write_odt(document: Document, pages: Sequence[int] = ()) -> bytes:
    """An A4 document. pages: on which each heading of the list of contents begins, where the document has one."""
    xml = {
        "content.xml": _content(document, pages),
        "styles.xml": parts.styles(document),
        "meta.xml": parts.meta(document),
    }
    manifest = parts.manifest(tuple(xml))
    # Its kind first and bare, so that it can be told from the first bytes.
    files = {"mimetype": parts.MEDIA_TYPE.encode(), **xml, "META-INF/manifest.xml": manifest}
    return zipped(files, bare=("mimetype",))


def _content(document: Document, pages: Sequence[int]) -> bytes:
    whole = root("office:document-content")
    automatic = add(whole, "office:automatic-styles")
    text = add(add(whole, "office:body"), "office:text")
    tracked = add(text, "text:tracked-changes", {"text:track-changes": "true" if document.protected else "false"})
    body = _Body(document, text, automatic, Writer(Changes(tracked), {note.number: note for note in document.notes}))
    body.write(pages)
    if not len(tracked) and not document.protected:
        text.remove(tracked)
    return serialized(whole)


@dataclass
class _Body:
    """Writes the paragraphs in order.

    styles: the paragraph styles made for one place, by what they say; last: the paragraph written last;
    gone: deletions whose place is the head of the next paragraph, each with the beginning of it that it keeps; begun:
    insertions that end there.
    """

    document: Document
    text: etree._Element
    automatic: etree._Element
    writer: Writer
    styles: dict[tuple[tuple[str, str], ...], str] = field(default_factory=dict)
    last: etree._Element | None = None
    gone: list[tuple[str, etree._Element]] = field(default_factory=list)
    begun: list[str] = field(default_factory=list)

    def write(self, pages: Sequence[int]) -> None:
        document = self.document
        if document.legend:
            self.writer.shown(self._element(self.text, "Legend"), document.legend)
        if document.cover:
            add(self.text, "text:p", {"text:style-name": self._style("Cover_20_space", master="Cover")})
        fates = [fate(item) for item in document.paragraphs]
        end_begins = tail(fates)
        for at, item in enumerate(document.paragraphs):
            if document.contents and at == document.cover:
                self._contents(pages)
            if fates[at] == "deleted":
                self._deleted(item, is_last=at >= end_begins)
            else:
                self._paragraph(at, item, inserts=fates[at] == "inserted", is_last=at >= end_begins)
        if self.gone or self.begun:
            self._meets(self._element(self.text, "Standard"))

    def _paragraph(self, at: int, item: Paragraph, *, inserts: bool, is_last: bool) -> None:
        """inserts: the whole paragraph is new; is_last: no paragraph stays behind it."""
        before, element = self.last, self._begun(self.text, item, breaks=self._breaks(at))
        self._meets(element)
        if inserts:
            change = self.writer.changes.insertion(item.mark.by, item.mark.at)
            begin(before if is_last and before is not None else element, change)
        if at in self.document.listed():
            add(element, "text:bookmark", {"text:name": f"_Toc{at}"})
        self._fill(element, item, item.mark if inserts else UNCHANGED)
        if inserts and is_last:
            end(element, change)
        elif inserts:
            self.begun.append(change)
        self.last = element
        for proposal in item.proposals:
            self._proposal(proposal, item.left + _PROPOSAL_INDENT_CM)

    def _deleted(self, item: Paragraph, *, is_last: bool) -> None:
        """A paragraph that goes as a whole: kept among the changes, with the break that goes with it."""
        change, kept = self.writer.changes.deletion(item.mark.by, item.mark.at)
        if is_last and self.last is not None:
            _styled_as(add(kept, "text:p"), self.last)
            stood(self.last, change)
        self._fill(self._begun(kept, item), item, item.mark)
        if not is_last:
            self.gone.append((change, add(kept, "text:p")))

    def _meets(self, element: etree._Element) -> None:
        """What ended or stood before a paragraph, at its head."""
        for change in self.begun:
            end(element, change)
        for change, rest in self.gone:
            stood(element, change)
            _styled_as(rest, element)
        self.begun, self.gone = [], []

    def _begun(self, parent: etree._Element, item: Paragraph, breaks: tuple[str, str] = ("", "")) -> etree._Element:
        """An empty paragraph or heading in its style. breaks: see `_breaks`."""
        style = style_of(item.kind, item.level)
        page, master = breaks
        named = {"text:style-name": self._style(style, item.left, item.hang, page=page, master=master)}
        if item.kind == "heading":
            return add(parent, "text:h", {**named, "text:outline-level": style[-1]})
        return add(parent, "text:p", named)

    def _breaks(self, at: int) -> tuple[str, str]:
        """("page", "") at the beginning of a page, ("", its kind) where another kind of page begins."""
        document = self.document
        if document.cover and at == document.cover and not document.contents:
            return "", "Standard"
        return "page" if document.paragraphs[at].new_page else "", ""

    def _fill(self, element: etree._Element, item: Paragraph, within: Span) -> None:
        """within: the change that holds for the whole paragraph."""
        self.writer.remarks(element, item.remarks)
        if item.label:
            words(element, item.label, LABEL)
            words(element, "\t" if item.hang else " ")
        self.writer.runs(element, item.runs, within)
        if item.state:
            words(element, f"\u2002({item.state})", STATE)

    def _proposal(self, proposal: Proposal, left: float) -> None:
        """Who and what, in words; the text with its changes; the reason."""
        head = self._element(self.text, self._style("Proposal_20_head", left))
        words(head, proposal.by, "Strong_20_Emphasis")
        if proposal.note:
            words(head, f" \u2014 {proposal.note}")
        style = "Proposal" if proposal.reason else "Proposal_20_last"
        self.writer.shown(self._element(self.text, self._style(style, left)), proposal.runs)
        if proposal.reason:
            words(self._element(self.text, self._style("Proposal_20_reason", left)), proposal.reason)

    def _contents(self, pages: Sequence[int]) -> None:
        """The list of contents, which the program counts anew when it is asked to."""
        document = self.document
        table = add(self.text, "text:table-of-content", {"text:name": "Contents", "text:protected": "true"})
        add(table, "text:table-of-content-source", {"text:outline-level": str(CONTENTS_DEPTH)})
        body = add(table, "text:index-body")
        title = self._style("Contents_20_Heading", master="Standard" if document.cover else "")
        words(self._element(add(body, "text:index-title", {"text:name": "Contents_Head"}), title), document.contents)
        for at, page in zip(document.listed(), pages, strict=True):
            heading = document.paragraphs[at]
            line = self._element(body, f"Contents_20_{min(max(heading.level, 1), CONTENTS_DEPTH)}")
            link = add(
                line, "text:a", {"xlink:type": "simple", "xlink:href": f"#_Toc{at}", "text:style-name": "Index_20_Link"}
            )
            said = "".join(run.text for run in heading.runs if not run.number)
            words(link, " ".join(part for part in (heading.label, said) if part))
            words(link, f"\t{page}")

    def _element(self, parent: etree._Element, style: str) -> etree._Element:
        return add(parent, "text:p", {"text:style-name": style})

    def _style(self, parent: str, left: float = 0, hang: float = 0, *, page: str = "", master: str = "") -> str:
        """The named style, or one made from it for this indent, break or kind of page."""
        said = {"fo:margin-left": f"{left:g}cm", "fo:text-indent": f"{-hang:g}cm"} if left else {}
        said |= {"fo:break-before": page} if page else {}
        if not said and not master:
            return parent
        key = (("parent", parent), ("master", master), *said.items())
        if key not in self.styles:
            self.styles[key] = f"P{len(self.styles) + 1}"
            made = {"style:name": self.styles[key], "style:family": "paragraph", "style:parent-style-name": parent}
            style = add(self.automatic, "style:style", made | ({"style:master-page-name": master} if master else {}))
            add(style, "style:paragraph-properties", said)
        return self.styles[key]


def _styled_as(part: etree._Element, whole: etree._Element) -> None:
    """A part of a paragraph that a deletion keeps: brought back, the paragraph takes the style of the part."""
    part.set(name("text:style-name"), str(whole.get(name("text:style-name"))))
