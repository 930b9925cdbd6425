"""Writing a printed document in the form that is asked for."""

from collections.abc import Callable, Mapping
from typing import Literal

from drafting.documents.docx.docx_out import write_docx
from drafting.documents.html.html_out import write_html
from drafting.documents.markdown.markdown_out import write_markdown
from drafting.documents.odt.odt_out import write_odt
from drafting.documents.pdf.pdf_out import heading_pages, write_pdf
from drafting.documents.text.text_out import write_text
from drafting.documents.tree import Printed
from drafting.documents.typeset import Document, typeset

Form = Literal["docx", "pdf", "odt", "html", "md", "txt"]
MEDIA_TYPES: Mapping[Form, str] = {
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "pdf": "application/pdf",
    "odt": "application/vnd.oasis.opendocument.text",
    "html": "text/html",
    "md": "text/markdown",
    "txt": "text/plain",
}


def _docx(document: Document) -> bytes:
    """Word counts pages when it opens a file; until then its list of contents shows those of the PDF."""
    return write_docx(document, heading_pages(document) if document.contents else ())


def _odt(document: Document) -> bytes:
    """So does whoever opens an OpenDocument text."""
    return write_odt(document, heading_pages(document) if document.contents else ())


_WRITERS: Mapping[Form, Callable[[Printed], bytes]] = {
    "docx": lambda printed: _docx(typeset(printed)),
    "pdf": lambda printed: write_pdf(typeset(printed)),
    "odt": lambda printed: _odt(typeset(printed)),
    "html": lambda printed: write_html(typeset(printed)),
    "md": write_markdown,
    "txt": lambda printed: write_text(typeset(printed)),
}


def write(printed: Printed, form: Form) -> bytes:
    """The file; equal documents give equal bytes."""
    return _WRITERS[form](printed)
