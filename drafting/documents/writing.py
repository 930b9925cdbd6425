"""Writing a printed document in the form that is asked for."""

from collections.abc import Callable, Mapping
from typing import Literal

from drafting.documents.docx_out import write_docx
from drafting.documents.markdown_out import write_markdown
from drafting.documents.pdf_out import write_pdf
from drafting.documents.text_out import write_text
from drafting.documents.tree import Printed
from drafting.documents.typeset import typeset

Form = Literal["docx", "pdf", "md", "txt"]
MEDIA_TYPES: Mapping[Form, str] = {
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "pdf": "application/pdf",
    "md": "text/markdown",
    "txt": "text/plain",
}
_WRITERS: Mapping[Form, Callable[[Printed], bytes]] = {
    "docx": lambda printed: write_docx(typeset(printed)),
    "pdf": lambda printed: write_pdf(typeset(printed)),
    "md": write_markdown,
    "txt": lambda printed: write_text(typeset(printed)),
}


def write(printed: Printed, form: Form) -> bytes:
    """The file; equal documents give equal bytes."""
    return _WRITERS[form](printed)
