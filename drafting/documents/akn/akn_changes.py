"""An Akoma Ntoso file that came back: the text with what is proposed on it, told by who proposes.

A file of the text alone is a copy in which nobody tracked anything. Source: practice.md section 9.
"""

from lxml import etree

from drafting.documents.akn import akn_in, akn_in_list
from drafting.documents.akn.akn_in_text import ours_of, text_of
from drafting.documents.stamps import stamp_of
from drafting.domain.returned import Copy, Stamp

# As a stamp calls what our record says.
_STAMPED = {"draft": "draft", "entries": "seq"}


def read(data: bytes) -> Copy:
    """Raises BadText: as `akn_in.read`."""
    root = akn_in.document(data)
    base = akn_in_list.base_of(root)
    text = text_of(root if base is None else base)
    found = akn_in_list.without_proposals(text) if base is None else akn_in_list.listed(root, text)
    return Copy(found.came(), _stamp(root), found.settled())


def _stamp(root: etree._Element) -> Stamp | None:
    for record in ours_of(root, "record"):
        return stamp_of({f"drafting-{name}": record.get(key) or "" for key, name in _STAMPED.items()}, ())
    return None
