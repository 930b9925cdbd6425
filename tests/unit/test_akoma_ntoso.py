"""Akoma Ntoso: valid against the schema of the standard, and read again as exactly the blocks that were written."""

import json
import re

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from lxml import etree

from drafting.documents.akn import akn_out
from drafting.documents.akn.akn_in_words import Reader
from drafting.documents.akn.akn_out_amendments import amendments
from drafting.documents.akn.akn_out_facts import Proposed
from drafting.documents.reading import read
from drafting.documents.tree import Block
from drafting.domain import inline
from drafting.domain.errors import BadText
from tests import akoma, texts
from tests.factories import TEXT
from tests.unit.test_reading_samples import NAMES, SAMPLES


def written(blocks):
    return akn_out.statement(akoma.WORK, akoma.lines(blocks))


@settings(suppress_health_check=[HealthCheck.too_slow])
@given(akoma.documents().filter(len))
def test_any_document_is_valid_and_comes_back_as_it_was(blocks):
    data = written(blocks)
    assert akoma.faults(data) == []
    found = read(data, "text.akn.xml")
    assert found.blocks == tuple(blocks)
    assert found.lost == ""


@pytest.mark.parametrize("name", NAMES or ["none"])
def test_a_sample_is_valid_and_comes_back_as_it_was(name):
    path = SAMPLES / name
    if not path.exists():
        pytest.skip("the sample texts are not beside this repository")
    blocks = read(path.read_bytes(), name).blocks
    data = written(blocks)
    assert akoma.faults(data) == []
    found = read(data, "text.akn.xml")
    assert found.blocks == blocks
    assert (found.lost, found.read) == ("", found.stored)


FOREIGN = """<?xml version="1.0" encoding="UTF-8"?>
<!-- As other programs write it. -->
<an:akomaNtoso xmlns:an="http://docs.oasis-open.org/legaldocml/ns/akn/3.0">
  <an:statement name="resolution">
    <an:meta/>
    <an:coverPage><an:p><an:docNumber>A/RES/1</an:docNumber></an:p><an:p> of
        the   Assembly</an:p></an:coverPage>
    <an:preface><an:p><an:docTitle><an:span class="bold">The title</an:span></an:docTitle><an:eol/>
      in two lines</an:p></an:preface>
    <an:preamble>
      <an:formula name="enactingFormula"><an:p>The Assembly,</an:p></an:formula>
      <an:container name="Noting"><an:p xml:space="preserve"><an:span class="italic">Noting</an:span>  the need,</an:p>
      </an:container>
    </an:preamble>
    <an:mainBody>
      <an:section><an:num>I.</an:num><an:heading>Of aims</an:heading>
        <an:paragraph><an:num>1.</an:num><an:list><an:intro><an:p>Recalls <an:b>this </an:b> mark<an:authorialNote
          marker="*" placement="bottom"><an:p>A note;</an:p><an:p>its end.</an:p></an:authorialNote>
          <an:noteRef href="#nowhere at all" marker="3"/>:</an:p></an:intro>
          <an:point><an:num>(a)</an:num><an:content><an:p>one;</an:p><an:p>more of it;</an:p></an:content></an:point>
          <an:point><an:num>(b)</an:num><an:list><an:point><an:num>(i)</an:num><an:content><an:p>two.</an:p></an:content>
          </an:point></an:list></an:point></an:list></an:paragraph>
        <an:crossHeading>Between</an:crossHeading>
        <an:hcontainer name="annex"><an:content><an:p>Words.<an:marker name="sign" title="U+D800"/></an:p></an:content>
        </an:hcontainer>
      </an:section>
    </an:mainBody>
    <an:conclusions><an:p><an:location refersTo="#x">New York</an:location></an:p></an:conclusions>
  </an:statement>
</an:akomaNtoso>
"""


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
def test_a_file_of_another_program_says_what_its_elements_say(encoding):
    found = read(FOREIGN.replace("UTF-8", encoding).encode(encoding), "resolution.xml")
    assert found.blocks == (
        Block("symbol", "A/RES/1"),
        Block("text", "of the Assembly"),
        Block("title", "**The title**\nin two lines"),
        Block("enacting", "The Assembly,"),
        Block("recital", "*Noting*  the need,"),
        Block("heading", "Of aims", "I.", 1),
        Block("operative", "Recalls **this **mark[^1] 3:", "1."),
        Block("point", "one;", "(a)", 1),
        Block("text", "more of it;", "", 2),
        Block("point", "", "(b)", 1),
        Block("point", "two.", "(i)", 2),
        Block("heading", "Between", "", 2),
        Block("text", "Words."),
        Block("place", "New York"),
        Block("note", "A note;\nits end.", "1"),
    )
    assert found.lost == ""


@pytest.mark.parametrize(
    "data",
    [
        FOREIGN.encode()[:900],
        FOREIGN.replace("<!-- As", '<!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;&a;">]><!-- As').encode(),
        FOREIGN.replace("<an:p>Words.", "<an:p>" * 10_000 + "Words.").encode(),
        FOREIGN.replace("UTF-8", "no such encoding").encode(),
    ],
    ids=["cut off", "with entities", "nested too deep", "encoding"],
)
def test_a_damaged_or_hostile_file_is_refused(data):
    with pytest.raises(BadText) as refused:
        read(data, "resolution.xml")
    assert refused.value.code == "broken-file"


def test_an_entity_from_outside_is_never_fetched(tmp_path):
    secret = tmp_path / "secret"
    secret.write_text("secret words")
    outside = f'<!DOCTYPE x [<!ENTITY a SYSTEM "{secret.as_uri()}">]><!-- As'
    with pytest.raises(BadText):
        read(FOREIGN.replace("<!-- As", outside).replace("Words.", "&a;").encode(), "resolution.xml")


def test_a_file_without_words_is_empty():
    with pytest.raises(BadText) as refused:
        read(akn_out.statement(akoma.WORK, ()), "text.xml")
    assert refused.value.code == "empty"


def test_notes_without_names_of_their_own_are_told_apart():
    note = '<an:authorialNote eId="x" marker="*"><an:p>{}</an:p></an:authorialNote>'
    many = "".join(note.format(number) for number in range(3)) + '<an:noteRef href="#x"/>'
    found = read(FOREIGN.replace("Words.", many).encode(), "resolution.xml")
    assert [(it.label, it.text) for it in found.blocks if it.kind == "note"] == [
        ("1", "A note;\nits end."),
        ("2", "0"),
        ("3", "1"),
        ("4", "2"),
    ]
    assert "[^2][^3][^4][^2]" in [it.text for it in found.blocks]


def test_what_was_changed_in_a_file_wins_over_the_signs_that_we_kept():
    data = written([Block("text", r"*a\.b*"), Block("text", "c")])
    assert b"markup" in data
    assert read(data, "a.xml").blocks[0].text == r"*a\.b*"
    changed = data.replace(b"<i>", b"<b>").replace(b"</i>", b"</b>")
    assert read(changed, "a.xml").blocks[0].text == "**a.b**"
    for broken in (b'href="#hcontainer_1">5', b'href="#hcontainer_1">no json'):
        assert read(re.sub(rb'href="#hcontainer_1">"[^<]*', broken, data), "a.xml").blocks[0].text == "*a.b*"


def test_equal_facts_give_equal_bytes():
    assert written(TEXT) == written(TEXT)


def test_a_statement_of_a_state_is_kept_exactly_whatever_signs_are_in_it():
    (row,) = etree.fromstring(written(TEXT)).iter(f"{akoma.OURS}participation")
    assert json.loads(row.get("note-json") or "") == "until\x0bthe note"
    assert row[0].get("statement") == "«No»"
    assert row[0].get("statement-json") is None


def test_a_bracket_says_what_it_is_and_who_holds_it():
    block = Block("operative", "[ARV: [Arvendal] shall] act [sic] by [date] and [open", "1.")
    found = akoma.inside(written([block]), "inline")
    assert [it.get("refersTo") for it in found] == ["#dispute #ARV", "#state", "#editorial", "#placeholder"]
    (marker,) = akoma.inside(written([block]), "marker")
    assert marker.get("name") == "bracketStart"
    (marker,) = akoma.inside(written([Block("operative", "closed]", "2.")]), "marker")
    assert marker.get("name") == "bracketEnd"


def test_options_of_the_text_are_told_with_their_places():
    blocks = [
        Block("operative", "Option 1: States shall meet.", "1."),
        Block("operative", "Option 2: No text.", "2."),
        Block("operative", "States [may] or [shall] meet.", "3."),
        Block("note", "Option 3: none of the text.", "a"),
    ]
    found = [list(it) for it in etree.fromstring(written(blocks)).iter(f"{akoma.OURS}options")]
    told = [[(it.get("href"), it.get("label"), it.get("nothing")) for it in one] for one in found]
    assert told == [
        [("#para_1", "Option 1", None), ("#para_2", "Option 2", "true")],
        [("#para_3", None, None), ("#para_3", None, None)],
    ]
    assert [(it.get("start"), it.get("end")) for it in found[1]] == [("7", "12"), ("16", "23")]


def test_an_adopted_text_bears_both_its_dates():
    work = akoma.with_facts(adopted=akoma.BEGUN, hash="a" * 64, phase="adopted")
    data = akn_out.statement(work, akoma.lines(TEXT))
    assert akoma.faults(data) == []
    dates = [(it.get("name"), it.get("date")) for it in akoma.inside(data, "FRBRdate")]
    assert dates == [
        ("drafting", "2026-06-01"),
        ("adoption", "2026-06-01T08:00:00Z"),
        ("version", "2026-06-05T10:40:00Z"),
        ("markup", "2026-06-05T10:40:00Z"),
    ]


_texts = st.tuples(texts.real, texts.real | texts.units).map(lambda pair: tuple(map(akoma.stored, pair)))


@given(
    akoma.documents(),
    st.lists(st.tuples(st.sampled_from(["replace", "delete", "insert before", "insert after"]), _texts), max_size=4),
)
def test_any_proposals_on_any_document_are_valid_and_quoted_in_full(blocks, proposed):
    made = [
        Proposed(
            number=number,
            kind=kind,
            status="tabled",
            party="ARV",
            sponsors=("IOX",),
            by="Arvendal",
            anchor=str(number),
            what="replace “a” with “b”",
            base=base,
            text=text,
            reason=text,
            decision="",
            tabled=akoma.CHANGED,
        )
        for number, (kind, (base, text)) in enumerate(proposed, start=1)
    ]
    data = amendments(akoma.WORK, akoma.lines(blocks), made)
    assert akoma.faults(data) == []
    quoted = {it.get("eId"): it[0] for it in akoma.inside(data, "quotedStructure")}
    reader = Reader({})
    for it in made:
        for name, text in (("old", it.base), ("new", it.text)):
            if text:
                assert inline.pieces(reader.text(quoted[f"amdt_{it.number}__{name}"])) == inline.pieces(text)


def test_states_that_the_text_names_are_told_by_their_codes():
    words = "The *Republic of Arvendal*, [Arvendal], New Arvendal and Arvendal-on-Sea; с Арвендалом[^a] too"
    blocks = [Block("operative", words, "1."), Block("note", "By Arvendal.", "a")]
    data = written(blocks)
    assert akoma.faults(data) == []
    found = [("".join(it.itertext()), it.get("refersTo")) for it in akoma.inside(data, "organization")]
    assert found == [
        ("Republic of Arvendal", "#ARV"),
        ("Arvendal", "#ARV"),
        ("Арвендалом", "#ARV"),
        ("Arvendal", "#ARV"),
    ]
    assert read(data, "a.xml").blocks == tuple(blocks)
