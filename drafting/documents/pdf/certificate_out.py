"""The certificate that ends a no-objection procedure, as a PDF to be handed over."""

from dataclasses import asdict, dataclass
from datetime import date

from drafting.documents.pdf.pdf_out import printed


@dataclass(frozen=True)
class Fact:
    """A line of the certificate. is_hash: the words are a SHA-256, set so that one sign can be told from another."""

    label: str
    words: str
    is_hash: bool = False


@dataclass(frozen=True)
class MarkedState:
    """An eligible State with its one mark. detail: what the mark is about, such as paragraphs; may be empty."""

    state: str
    mark: str
    detail: str = ""


@dataclass(frozen=True)
class Section:
    """A heading with sentences under it, such as the objections by paragraph, or rulings on notices."""

    heading: str
    sentences: tuple[str, ...]


@dataclass(frozen=True)
class Certificate:
    """All words as they are printed, in the reader's language.

    process, symbol: the letterhead; about: what the procedure was about; outcome: the sentence that counts; facts: the
    hash of the frozen wording, what silence meant, the instants …; columns: heads of the State's and the mark's column;
    states: in English alphabetical order; closing: what the Chair certifies, over the signature; signature: the Chair's
    name, then who that is and when, line by line; record: number and hash of the entry; page_words: with {page} and
    {pages}; dated: the day on which it was certified, for the file's properties, without which it is not archival.
    """

    language: str
    process: str
    symbol: str
    title: str
    about: str
    outcome: str
    facts: tuple[Fact, ...]
    columns: tuple[str, str]
    states_heading: str
    states: tuple[MarkedState, ...]
    sections: tuple[Section, ...]
    closing: str
    signature: tuple[str, ...]
    record: tuple[Fact, ...]
    page_words: str
    dated: date | None = None


def write_certificate(it: Certificate) -> bytes:
    """The file, the same for the same words. A short list of States stands in two columns, a long one flows on."""
    return printed("certificate.typ", asdict(it), it.language, it.dated)
