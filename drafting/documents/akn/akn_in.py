"""Akoma Ntoso read: our own files give the very blocks that were written, others what their elements say.

The elements tell the kind of each paragraph, so that nothing is guessed from its words.
"""

from collections.abc import Iterator

from lxml import etree

from drafting.documents import tree
from drafting.documents.akn import akn_in_list
from drafting.documents.akn.akn_in_text import text_of
from drafting.documents.akn.akn_out_xml import local
from drafting.documents.recognise.recognise_loss import characters, missing, stored_characters
from drafting.documents.recognise.recognise_source import Changes
from drafting.documents.recognise.recognise_warnings import warnings_about
from drafting.documents.tree import Recognition
from drafting.domain.errors import BadText

_OF_TEXT = frozenset({"meta"})
# What a list would change of its text is told as changes and as comments.
_OF_LIST = frozenset({"meta", "amendment"})


def read(data: bytes, changes: Changes = "accept") -> Recognition:
    """The blocks in order, notes last. changes: how the proposals of a list are read that has its text with it.

    Raises BadText: broken-file; empty; too-long, for a paragraph that is.
    """
    root = document(data)
    base = akn_in_list.base_of(root)
    text = text_of(root if base is None else base)
    said = characters("".join(_all_words(root, _OF_TEXT if base is None else _OF_LIST)))
    stored = stored_characters(text.blocks)
    listed = akn_in_list.without_proposals(text) if base is None else akn_in_list.listed(root, text)
    blocks = listed.blocks(changes)
    noticed = (tree.Warning(code, None, detail) for code, detail in listed.noticed())
    return Recognition(blocks, (*noticed, *warnings_about(blocks)), len(said), len(stored), missing(said, stored))


def document(data: bytes) -> etree._Element:
    """The root. Raises BadText: broken-file, for a file with a document type, too: the standard needs none, and its
    entities are how a small file grows."""
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, remove_comments=True, remove_pis=True
    )
    try:
        root = etree.fromstring(data, parser)
    except (etree.XMLSyntaxError, ValueError) as err:
        raise BadText("broken-file") from err
    if root.getroottree().docinfo.internalDTD is not None:
        raise BadText("broken-file")
    return root


def _all_words(document: etree._Element, without: frozenset[str]) -> Iterator[str]:
    """All that the file says outside these elements, and the notes that stand there: a path of its own."""
    yield from _outside(document, without)
    for note in document.iter("{*}note"):
        yield from (str(word) for word in note.itertext())


def _outside(element: etree._Element, without: frozenset[str]) -> Iterator[str]:
    yield element.text or ""
    for child in element:
        if local(child) not in without:
            yield from _outside(child, without)
        yield child.tail or ""
