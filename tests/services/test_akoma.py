"""A draft as Akoma Ntoso: what is in the file, what is not, and that an archive can check it."""

import json
from typing import Any

import pytest
from lxml import etree

from drafting.documents.akn import akn_changes, akn_in
from drafting.domain import record as books
from drafting.domain.errors import NotAllowed
from drafting.domain.returned import Standing
from drafting.domain.returned_findings import findings
from drafting.services import akoma, bracket_rulings, proposals
from drafting.services.akoma import Akoma, Terms
from tests import acts
from tests.akoma import AKN, OURS, faults, inside, references
from tests.factories import NOW, TEXT, World

TERMS = Terms(
    name=lambda sort, key: f"{sort} {key}",
    party=lambda party: party.code,
    by=lambda proposal: "+".join(it.code for it in (proposal.party, *proposal.sponsors)),
    what=lambda proposal, on: f"{proposal.number} {proposal.kind} {on.label}",
)


def made(it: World, view: akoma.View = "text", who: str = "office") -> Akoma:
    return acts.look(it, who, lambda session, scope: akoma.assembled(session, scope, view, TERMS))


def written(it: World, view: akoma.View = "text", who: str = "office") -> bytes:
    data = made(it, view, who).written()
    assert faults(data) == []
    given, named = references(data)
    assert max(given.values()) == 1
    # A note may be marked that is not there; everything else that is named stands in the file.
    assert {it for it in named - given.keys() if not it.startswith("note_")} == set()
    return data


def ours(data: bytes, name: str) -> list[dict[str, str]]:
    return [
        {str(key): str(value) for key, value in it.attrib.items()}
        for it in etree.fromstring(data).iter(f"{OURS}{name}")
    ]


def words(element: etree._Element) -> str:
    return "".join(str(it) for it in element.itertext()).strip()


def test_the_file_of_the_text_is_valid_and_gives_the_text_again(conference: World):
    data = written(conference)
    assert akn_in.read(data).blocks == TEXT


def test_the_same_state_gives_the_same_bytes_whoever_takes_it(conference: World):
    acts.propose(conference, "head.arv", "1.", "To note the report;")
    for view in akoma.VIEWS:
        assert written(conference, view) == written(conference, view, "chair")


def test_only_who_exports_takes_it(conference: World):
    with pytest.raises(NotAllowed):
        made(conference, who="head.arv")


def test_private_texts_are_in_no_file(conference: World):
    acts.propose(conference, "delegate.arv", "1.", "A confidential wording;", table=False)
    for view in akoma.VIEWS:
        assert "confidential" not in written(conference, view).decode()


def test_the_life_of_the_text_is_told_by_its_events_and_steps(conference: World):
    acts.accept(conference, acts.propose(conference, "head.arv", "1.", "To note the report;"))
    acts.close(conference, "2.")
    acts.accept(conference, acts.propose(conference, "head.bel", "(b)", "", kind="delete"))
    data = written(conference)
    events = [(it.get("type"), it.get("refersTo")) for it in inside(data, "eventRef")]
    assert events == [
        ("generation", "#event-draft-imported"),
        ("amendment", "#event-wording-changed"),
        ("amendment", "#event-paragraph-ruled"),
    ]
    steps = [(it.get("outcome"), it.get("as"), it.get("href")) for it in inside(data, "step")]
    assert ("#outcome-close", "#role-chair", "#para_2") in steps
    # What the text no longer has is no address.
    assert ("#outcome-delete", "#role-chair", None) in steps
    assert ours(data, "paragraph")[0] == {"href": "#recs_1__rec_i", "state": "open"}
    assert {"href": "#para_2", "state": "agreed"} in ours(data, "paragraph")


def test_states_and_organizations_are_told_by_name(conference: World):
    told = {it.get("eId"): it.get("showAs") for it in inside(written(conference), "TLCOrganization")}
    assert told == {"process": "Test Process", "ARV": "ARV", "BEL": "BEL", "ZAB": "ZAB", "OBS": "OBS"}


def test_a_process_is_named_in_the_language_of_the_text(conference: World):
    def speak(session: Any, scope: Any) -> Akoma:
        scope.draft.language = "ru"
        return akoma.assembled(session, scope, "text", TERMS)

    assert acts.look(conference, "office", speak).work.process_name == "Тестовый процесс"


def test_wordings_that_the_chair_ruled_alternatives_are_told_apart_from_doubts(conference: World):
    paragraph = conference.paragraphs["3."]
    acts.act(
        conference,
        "chair",
        lambda session, scope: bracket_rulings.rule_on_bracket(
            session, scope, paragraph, 7, ruling="alternatives", revision=1, token=acts.token(), now=NOW
        ),
    )
    first, second = (it for it in inside(written(conference), "inline") if it.get("name") == "bracket")
    assert (first.get("alternativeTo"), second.get("alternativeTo")) == (None, f"#{first.get('eId')}")
    assert (words(first), words(second)) == ("[shall]", "[should]")


def test_every_proposal_is_an_amendment_with_what_became_of_it(conference: World):
    first = acts.propose(conference, "head.arv", "1.", "To note the [full] report[^1];", reason="It is long.")
    acts.act(
        conference,
        "coordinator.zab",
        lambda session, scope: proposals.sponsor(session, scope, first, token=acts.token(), now=NOW),
    )
    acts.propose(conference, "head.bel", "2.", "To meet;", kind="insert after")
    acts.propose(conference, "observer", "3.", "States meet.")
    declined = acts.propose(conference, "head.arv", "(a)", "", kind="delete")
    acts.decline(conference, declined, "It was agreed before.")
    withdrawn = acts.propose(conference, "head.arv", "(b)", "on data;")
    acts.act(
        conference,
        "head.arv",
        lambda session, scope: proposals.withdraw(session, scope, withdrawn, token=acts.token(), now=NOW),
    )
    data = written(conference, "amendments")
    found = inside(data, "amendment")
    assert [it.find(f".//{AKN}textualMod").get("type") for it in found] == [
        "substitution",
        "insertion",
        "substitution",
        "repeal",
        "substitution",
    ]
    targets = [it.find(f".//{AKN}destination") for it in found]
    assert [it.get("href").rpartition("#")[2] for it in targets] == [
        "para_1",
        "para_2",
        "para_3",
        "para_2__point_a",
        "para_2__point_b",
    ]
    assert targets[1].get("pos") == "after"
    quoted = [words(it) for it in found[0].iter(f"{AKN}quotedStructure")]
    assert quoted == ["To welcome the report;", "To note the [full] report;"]
    assert [it.get("by") for it in found[0].iter(f"{AKN}step")] == ["#ARV", "#ZAB"]
    reasons = [(it.get("class"), words(it)) for it in etree.fromstring(data).iter(f"{AKN}amendmentJustification")]
    assert reasons == [("reason", "It is long."), ("decision", "It was agreed before.")]
    outcomes = [[it.get("outcome") for it in one.iter(f"{AKN}step")][-1] for one in found]
    assert outcomes == [f"#outcome-{it}" for it in ("tabled", "tabled", "suggested", "declined", "withdrawn")]
    assert [it.get("by") for it in found[4].iter(f"{AKN}step")] == ["#ARV", "#ARV"]
    days = [it.get("date") for it in found[3].iter(f"{AKN}FRBRdate")]
    assert days == ["2026-06-05", "2026-06-05T12:00:00Z", "2026-06-05T12:00:00Z"]
    assert [it.get("value") for it in found[3].iter(f"{AKN}FRBRalias")] == ["4"]


def test_a_footnote_that_an_amendment_brings_stands_at_its_mark(conference: World):
    acts.propose_note(conference, "head.arv", "1.", "To welcome the report{note};", "As set out in 2026.")
    data = written(conference, "amendments")
    (quoted,) = (it for it in inside(data, "quotedStructure") if it.get("class") == "new")
    (note,) = quoted.iter(f"{AKN}authorialNote")
    assert (words(note), note.get("eId")) == ("As set out in 2026.", f"amdt_1__note_{note.get('marker')}")


def test_a_new_paragraph_is_quoted_with_the_label_that_it_would_get(conference: World):
    for text in ("To meet;", "To meet again;"):
        acts.propose(conference, "head.bel", "2.", text, kind="insert after")
    data = written(conference, "amendments")
    assert [words(it) for it in inside(data, "num")][-2:] == ["2 bis.", "2 ter."]
    labels = [it.label for it in akn_in.read(data).blocks]
    assert labels[labels.index("2.") :] == ["2.", "(a)", "(b)", "2 bis.", "2 ter.", "3.", "1"]


def test_without_proposals_the_list_is_the_text_alone(conference: World):
    data = written(conference, "amendments")
    assert akn_in.read(data).blocks == TEXT
    addresses = [it.get("value") for it in inside(written(conference), "FRBRuri")]
    assert addresses[1] in [it.get("value") for it in inside(data, "FRBRuri")]
    assert "/eng@2026-06-05T12:00:00Z" in str(addresses[1])
    assert inside(data, "amendment") == []


def test_a_list_brought_to_another_draft_becomes_the_proposals_that_it_was_made_of(conference: World):
    acts.propose(conference, "head.arv", "1.", "To note the [full] report;", reason="It is long.")
    acts.propose(conference, "head.bel", "1.", "To welcome the second report;")
    acts.propose(conference, "head.bel", "2.", "To meet;", kind="insert after")
    acts.propose(conference, "coordinator.zab", "(a)", "", kind="delete")
    acts.propose_note(conference, "head.arv", "(b)", "on data{note};", "As set out in 2026.")
    acts.propose(conference, "head.arv", "(i)", "Declined,")
    declined = acts.propose(conference, "coordinator.zab", "3.", "States never meet.")
    acts.decline(conference, declined, "It was agreed before.")
    copy = akn_changes.read(written(conference, "amendments"))
    standing = [Standing(at, it.kind, it.label, it.level, it.text, it.text) for at, it in enumerate(TEXT, start=1)]
    alone = [found for by in copy.authors for found in findings(copy, standing, {by})]
    made = {(it.kind, it.label, it.by, it.text) for it in alone if it.kind != "comment"}
    assert made == {
        ("replace", "(i)", ("ARV",), "Declined,"),
        ("replace", "1.", ("ARV",), "To note the [full] report;"),
        ("replace", "1.", ("BEL",), "To welcome the second report;"),
        ("insert before", "3.", ("BEL",), "To meet;"),
        ("delete", "(a)", ("ZAB",), ""),
        ("replace", "(b)", ("ARV",), next(it.text for it in alone if it.label == "(b)")),
    }
    (noted,) = (it for it in alone if it.notes)
    assert [words for _, words in noted.notes] == ["As set out in 2026."]
    assert [it.reason for it in alone if it.text.startswith("To note")] == ["It is long."]
    assert copy.noticed == (("proposals-left-out", "1"),)


def adopted(it: World) -> bytes:
    acts.participate(it, "ARV", "adopting")
    acts.participate(it, "BEL", "bracketed", "until its parliament has spoken")
    acts.position(it, "head.bel", "1.", "reservation", "As stated in the «plenary».")
    acts.agree_all(it)
    acts.adopt(it)
    return written(it)


def test_the_hash_of_an_adopted_text_can_be_reckoned_from_the_file_alone(conference: World):
    data = adopted(conference)
    (record,) = ours(data, "record")
    assert (record["phase"], record["adopted"]) == ("adopted", "2026-06-05T12:00:00Z")
    table = [
        {
            "party": int(it.get("party")),
            "code": it.get("href")[1:],
            "status": it.get("status"),
            "note": it.get("note") or "",
            "said": [
                {
                    "paragraph": int(said.get("paragraph")),
                    "position": said.get("position"),
                    "statement": said.get("statement"),
                    "outdated": json.loads(said.get("outdated")),
                }
                for said in it
            ],
        }
        for it in etree.fromstring(data).iter(f"{OURS}participation")
    ]
    assert table[1]["status"] == "bracketed"
    assert table[1]["said"][0]["statement"] == "As stated in the «plenary»."
    parts = [(it.kind, it.label, {"en": it.text}) for it in akn_in.read(data).blocks]
    assert books.document_hash(parts, table) == record["sha256"]


def test_files_are_named_so_that_they_can_be_told_apart(conference: World):
    assert akoma.file_name(made(conference), "text") == "test-process-01-01-2026-rev1.akn.xml"
    assert akoma.file_name(made(conference, "amendments"), "amendments") == (
        "test-process-01-01-2026-rev1-amendments.akn.xml"
    )


def test_an_empty_footnote_of_a_list_is_told(conference: World):
    acts.propose_note(conference, "head.arv", "1.", "To welcome the report{note};", "As set out in 2026.")
    data = written(conference, "amendments").replace(b"As set out in 2026.", b"")
    standing = [Standing(at, it.kind, it.label, it.level, it.text, it.text) for at, it in enumerate(TEXT, start=1)]
    told = findings(akn_changes.read(data), standing)
    assert [(it.kind, it.refused) for it in told] == [("new note", "empty-note")]
