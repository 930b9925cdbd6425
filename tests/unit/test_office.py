"""The independent readers do what other tests trust them with."""

from drafting.documents.tree import Block, Printed, PrintedBlock
from drafting.documents.writing import write
from tests.office import pandoc_text

WORDS = "Участники согласились о следующем."
PRINTED = Printed("Title", "ru", (), (PrintedBlock(Block("operative", WORDS, "1.")),), {}, "{page}")


def test_libreoffice_and_pandoc_read_the_same_words(office):
    data = write(PRINTED, "docx")
    assert WORDS in pandoc_text(data, "docx")
    assert WORDS in pandoc_text(office.resaved(data, "odt"), "odt")
    assert WORDS in pandoc_text(office.accepted(data), "docx")
    assert WORDS in pandoc_text(office.rejected(data), "docx", track="all")
    assert office.pdf(data).startswith(b"%PDF")
