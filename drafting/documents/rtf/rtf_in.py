"""Rich text in: paragraphs with the labels that the file displays, italic and bold, notes."""

from drafting.documents.changed import as_read, is_gone, told_of
from drafting.documents.recognise.recognise_source import Changes, Source
from drafting.documents.rtf.rtf_in_reader import read_all
from drafting.documents.rtf.rtf_in_words import everything_said


def read(data: bytes, changes: Changes = "accept") -> Source:
    """The paragraphs and notes of an .rtf file. Raises BadText: broken-file.

    changes: whether what was changed with changes tracked is read as it is now, or as it was before.
    """
    reader = read_all(data)
    marked = {
        words.piece.note
        for flow in reader.flows()
        for it in flow.changed()
        for words in it.came.words
        if words.piece.note and not is_gone(words, changes)
    }
    notes = [(key, "\n".join(flow.lines(changes))) for key, flow in reader.notes]
    return Source(
        tuple(as_read(reader.body.changed(), changes)),
        # A note that came with a change that is undone has neither a mark nor words any more.
        tuple((key, text) for key, text in notes if text or key in marked),
        everything_said(data, changes),
        (*told_of(reader.changes), *reader.noticed()),
    )
