"""The proposals on a draft as Akoma Ntoso: a list of amendments, each a document of its own.

Who proposes, on which version of the text, what stands there and what is to stand there, in words and as a textual
modification, the reason, and what became of it.
"""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from lxml import etree

from drafting.documents.akn import akn_out_meta as about
from drafting.documents.akn import akn_out_names as names
from drafting.documents.akn.akn_out import close, fill
from drafting.documents.akn.akn_out_body import Body
from drafting.documents.akn.akn_out_facts import Line, Proposed, Work
from drafting.documents.akn.akn_out_words import Words
from drafting.documents.akn.akn_out_xml import add, root, said, serialized

# What a proposal does to a text, and where.
_MODS = {
    "replace": ("substitution", ""),
    "delete": ("repeal", ""),
    "insert before": ("insertion", "before"),
    "insert after": ("insertion", "after"),
}
_KIND, _SUBTYPE = "amendment", "proposal"


def amendments(of: Work, lines: Sequence[Line], proposed: Sequence[Proposed]) -> bytes:
    """The file. lines: of the whole text, which stands first; proposed: in order of their numbers."""
    tree = root()
    document = add(tree, "amendmentList", {"name": "amendmentList", "contains": "singleVersion"})
    meta = add(document, "meta")
    addresses = (names.work(of, "amendmentList", "collection"), names.expression(of, "amendmentList", "collection"))
    about.identification(meta, of, addresses, author=about.SOURCE, alias=("symbol", of.symbol))
    about.references(meta, of)
    inside = add(document, "collectionBody")
    # With the text that they are about, a list can be read by itself; what it refers to is said once, above.
    of_text, body = fill(add(inside, "component", {"eId": "cmp_base"}), of, lines)
    close(of_text, of, lines, body)
    for it in proposed:
        one = add(add(inside, "component", {"eId": f"cmp_{it.number}"}), "amendment", {"name": _SUBTYPE})
        words = replace(body.words, notes=it.new_notes, within=f"amdt_{it.number}__", placed=[], raws=[])
        _Amendment(of, it, f"{names.expression(of)}{_part(body.ids, it)}", words).fill(one)
    return serialized(tree)


def _part(ids: Mapping[str, str], it: Proposed) -> str:
    return f"#{ids[it.anchor]}" if it.anchor in ids else ""


class _Amendment:
    """One of them. target: address of the paragraph in the version that the list is about."""

    def __init__(self, of: Work, it: Proposed, target: str, words: Words) -> None:
        self._of, self._it, self._target, self._words = of, it, target, words
        self._eid = f"amdt_{it.number}"

    def fill(self, document: etree._Element) -> None:
        meta, it = add(document, "meta"), self._it
        # A proposal has days of its own: it begins on the table, and what becomes of it is its last version.
        own = replace(self._of, begun=it.tabled, changed=it.decided or it.tabled, revision=1, adopted=None)
        number = f"{self._of.number}-{it.number}"
        addresses = names.work(own, _KIND, _SUBTYPE, number), names.expression(own, _KIND, _SUBTYPE, number)
        about.identification(meta, own, addresses, author=f"#{it.party}", alias=("number", str(it.number)))
        self._life(meta)
        self._body(add(document, "amendmentBody", {"eId": f"{self._eid}__body"}))
        self._analysis(meta)
        about.markup(meta, self._words.raws)

    def _life(self, meta: etree._Element) -> None:
        it = self._it
        flow = add(meta, "workflow", {"source": about.SOURCE})
        tabled = "suggested" if it.status == "suggested" else "tabled"
        for party in (it.party, *it.sponsors):
            role = "#role-author" if party == it.party else "#role-co-sponsor"
            facts = {"date": names.instant(it.tabled), "by": f"#{party}", "as": role}
            add(flow, "step", {**facts, "outcome": about.reference("outcome", tabled)})
        if it.decided is not None:
            by, role = (f"#{it.party}", "#role-author") if it.status == "withdrawn" else (about.SOURCE, "#role-chair")
            facts = {"date": names.instant(it.decided), "by": by, "as": role}
            add(flow, "step", {**facts, "outcome": about.reference("outcome", it.status)})

    def _analysis(self, meta: etree._Element) -> None:
        kind, place = _MODS[self._it.kind]
        mods = add(add(meta, "analysis", {"source": about.SOURCE}), "activeModifications")
        mod = add(mods, "textualMod", {"type": kind, "eId": f"{self._eid}__pmod"})
        add(mod, "source", {"href": f"#{self._eid}__mod"})
        add(mod, "destination", {"href": self._target, "pos": place})
        for name, text in (("old", self._it.base), ("new", self._it.text)):
            if text:
                add(mod, name, {"href": f"#{self._eid}__{name}"})

    def _body(self, body: etree._Element) -> None:
        it = self._it
        heading = add(add(body, "amendmentHeading"), "p")
        said(heading, "docProponent", it.by, {"refersTo": " ".join(f"#{party}" for party in (it.party, *it.sponsors))})
        reference = add(add(body, "amendmentReference"), "p")
        said(reference, "affectedDocument", self._of.title or self._of.number, {"href": self._target})
        content = add(body, "amendmentContent")
        said(content, "p", it.what)
        mod = add(add(content, "p"), "mod", {"eId": f"{self._eid}__mod", "for": self._target})
        for name, text in (("old", it.base), ("new", it.text)):
            if text:
                self._quoted(mod, name, text)
        # What the Chair said of it stands beside what the delegation said for it.
        for name, reason in (("reason", it.reason), ("decision", it.decision)):
            if reason:
                said(add(body, "amendmentJustification", {"class": name}), "p", reason)

    def _quoted(self, mod: etree._Element, name: str, text: str) -> None:
        eid = f"{self._eid}__{name}"
        structure = add(mod, "quotedStructure", {"eId": eid, "class": name})
        if name == "new" and self._it.new:
            Body(self._words, names.Names()).alone(structure, eid, Line(self._it.new))
        else:
            self._words.fill(add(structure, "p"), text, eid)
