"""A draft as a printed document: what is in it, and above all what is not."""

from collections.abc import Iterator

import pytest

from drafting.documents.tree import Block, Printed, PrintedBlock, Span
from drafting.documents.writing import MEDIA_TYPES
from drafting.domain.errors import BadText, NotAllowed, NotFound
from drafting.persistence.database import Database
from drafting.persistence.records import Appointment, Draft
from drafting.services import exports, proposals, tracked
from tests import acts
from tests.factories import NOW, World, name_paragraphs, world

WORDS = exports.Words(
    header=lambda scope, _issue: (scope.draft.symbol, scope.draft.phase, str(scope.draft.revision)),
    party=lambda party: party.code,
    by=lambda proposal: "+".join(it.code for it in (proposal.party, *proposal.sponsors)),
    what=lambda proposal, on: f"{proposal.number} {proposal.kind} {proposal.outcome} {on.kind} {on.label}",
    reason=lambda reason: f"because {reason}",
    state=lambda state: f"<{state}>",
    legend=(Span("legend"),),
    none="nothing is on the table",
    tracked=tracked.Words(
        party=lambda party: party.name_en,
        what=lambda proposal, on: f"{proposal.number} {proposal.kind} {proposal.outcome} {on.label}",
        position=lambda kind, outdated: f"{kind}, outdated" if outdated else kind,
        office="Office",
    ),
    page="{page}/{pages}",
)


@pytest.fixture
def small(sqlite_url: str) -> Iterator[Database]:
    """For what no database can answer differently."""
    database = Database(sqlite_url)
    yield database
    database.close()


def printed(it: World, view: exports.View = "clean", who: str = "office") -> Printed:
    return acts.look(it, who, lambda session, scope: exports.printed(session, scope, view, WORDS))


def block(made: Printed, label: str) -> PrintedBlock:
    return next(it for it in made.blocks if it.block.label == label)


def test_a_clean_text_is_the_text_as_it_stands(conference: World):
    made = printed(conference)
    assert [(it.block.kind, it.block.label) for it in made.blocks] == [
        ("symbol", ""),
        ("title", ""),
        ("recital", "(i)"),
        ("enacting", ""),
        ("operative", "1."),
        ("operative", "2."),
        ("point", "(a)"),
        ("point", "(b)"),
        ("operative", "3."),
    ]
    assert block(made, "3.").block.text == "States [shall][should] meet every year."
    assert block(made, "(a)").block.level == 1
    assert made.notes == {"1": Block("note", "Adopted in 2021.", "1")}
    assert made.header == ("Ref: Test Process/01/01/2026", "negotiation", "1")
    assert (made.title, made.language, made.page_words, made.legend) == ("Communiqué", "en", "{page}/{pages}", ())


def test_a_clean_text_holds_no_proposal_no_state_and_nothing_struck(conference: World):
    acts.propose(conference, "head.arv", "2.", "To work together:")
    acts.accept(conference, acts.propose(conference, "head.arv", "1.", "", kind="delete"))
    made = printed(conference)
    assert "1." not in [it.block.label for it in made.blocks]
    assert all((it.annexes, it.state, it.struck) == ((), "", False) for it in made.blocks)


def test_proposals_are_printed_under_their_paragraph_as_exact_changes(conference: World):
    ref = acts.propose(conference, "head.arv", "1.", "To welcome the full report;", reason="It is long.")
    acts.act(
        conference,
        "coordinator.zab",
        lambda session, scope: proposals.sponsor(session, scope, ref, token=acts.token(), now=NOW),
    )
    acts.propose(conference, "observer", "1.", "To note the report;")
    made = printed(conference, "proposals")
    first, second = block(made, "1.").annexes
    assert (first.by, first.note, first.reason) == ("ARV+ZAB", "1 replace applies operative 1.", "because It is long.")
    assert first.spans == (Span("To welcome the"), Span(" full", "insert", "ARV"), Span(" report;"))
    assert (second.by, second.reason) == ("OBS", "")
    assert made.legend == (Span("legend"),)
    assert block(made, "2.").annexes == ()


def test_a_new_paragraph_is_all_insertion_and_a_deletion_all_deletion(conference: World):
    acts.propose(conference, "head.arv", "1.", "To thank the host;", kind="insert after")
    acts.propose(conference, "head.bel", "1.", "", kind="delete")
    inserted, deleted = block(printed(conference, "proposals"), "1.").annexes
    assert inserted.spans == (Span("To thank the host;", "insert", "ARV"),)
    assert deleted.spans == (Span("To welcome the report;", "delete", "BEL"),)


def test_a_proposal_on_a_note_is_printed_where_the_note_is_marked(small: Database):
    it = world(
        small,
        [
            Block("operative", "Nothing here.", "1."),
            Block("operative", "Marked[^b].", "2."),
            Block("operative", "Marked again[^b].", "3."),
            Block("note", "Never marked.", "a"),
            Block("note", "Marked.", "b"),
        ],
    )
    acts.propose(it, "head.arv", "a", "Still never marked.")
    acts.propose(it, "head.arv", "b", "Well marked.")
    made = printed(it, "proposals")
    notes = [[annex.note for annex in block.annexes] for block in made.blocks]
    assert notes == [[], ["2 replace applies note 1"], ["1 replace applies note a"]]


def test_a_text_of_notes_alone_is_printed_without_failing(small: Database):
    it = world(small, [Block("note", "Alone.", "a")])
    acts.propose(it, "head.arv", "a", "All alone.")
    assert printed(it, "proposals").blocks == ()


def test_what_was_struck_is_shown_struck_beside_the_proposals(conference: World):
    acts.accept(conference, acts.propose(conference, "head.arv", "1.", "", kind="delete"))
    acts.accept(conference, acts.propose(conference, "head.arv", "1", "", kind="delete"))
    made = printed(conference, "proposals")
    assert (block(made, "1.").struck, block(made, "1.").state) == (True, "<deleted>")
    assert (block(made, "2.").struck, block(made, "2.").state) == (False, "<open>")
    assert [it.state for it in made.blocks if it.block.kind == "title"] == [""]
    assert made.notes == {}


def test_where_nothing_is_on_the_table_what_would_show_it_says_so(conference: World):
    acts.decline(conference, acts.propose(conference, "head.arv", "1.", "To note the report;"), "Too weak.")
    acts.propose(conference, "head.arv", "1.", "To note the private report;", table=False)
    legends = {view: printed(conference, view).legend for view in exports.VIEWS}
    headers = {view: printed(conference, view).header[3:] for view in exports.VIEWS}
    nothing = "nothing is on the table"
    assert legends == {"clean": (), "proposals": (Span(nothing),), "tracked": (), "copy": ()}
    # Beside the text and not in it, so that the file read back without its changes is the text.
    assert headers == {"clean": (), "proposals": (), "tracked": (nothing,), "copy": ()}
    acts.propose(conference, "head.arv", "1", "Adopted in 2022.")
    assert (printed(conference, "proposals").legend, printed(conference, "tracked").header[3:]) == (WORDS.legend, ())


def test_settled_proposals_are_left_to_the_record(conference: World):
    acts.decline(conference, acts.propose(conference, "head.arv", "1.", "To note the report;"), "Too weak.")
    assert block(printed(conference, "proposals"), "1.").annexes == ()


@pytest.mark.parametrize("view", exports.VIEWS)
@pytest.mark.parametrize("who", ["office", "chair", "rapporteur"])
def test_a_private_text_is_in_no_export(conference: World, view: exports.View, who: str):
    acts.propose(conference, "delegate.arv", "1.", "To welcome the SECRET report;", table=False)
    assert "SECRET" not in repr(printed(conference, view, who))


def test_a_chair_who_sits_with_a_delegation_exports_none_of_its_private_texts(conference: World):
    with conference.database.writing() as session:
        scope = conference.scope(session, "office")
        seat = Appointment(
            person_id=conference.people["chair"],
            process_id=scope.process.id,
            meeting_id=scope.meeting.id,
            party_id=conference.parties["ARV"],
            role="delegate",
            since=NOW,
        )
        session.add(seat)
    acts.propose(conference, "delegate.arv", "1.", "To welcome the SECRET report;", table=False)
    assert acts.look(conference, "chair", lambda _s, scope: scope.actor.delegation()) == conference.parties["ARV"]
    assert "SECRET" not in repr(printed(conference, "proposals", "chair"))


@pytest.mark.parametrize("who", ["head.arv", "delegate.bel", "observer", "administrator"])
def test_delegations_do_not_export(conference: World, who: str):
    with pytest.raises(NotAllowed):
        printed(conference, who=who)


def test_an_adopted_text_is_printed_with_its_final_numbers(conference: World):
    acts.accept(conference, acts.propose(conference, "head.arv", "1.", "To thank the host;", kind="insert after"))
    with conference.database.reading() as session:
        conference.paragraphs |= name_paragraphs(session, conference.draft)
    acts.close(conference, "1 bis.")
    acts.agree_all(conference)
    acts.adopt(conference)
    for who in ("office", "head.arv", "observer"):
        made = printed(conference, who=who)
        assert [it.block.label for it in made.blocks if it.block.kind == "operative"] == ["1.", "2.", "3.", "4."]
        assert (block(made, "2.").state, made.header[1], made.protected) == ("", "adopted", False)


VIEWS_OF = {
    "negotiation": dict.fromkeys(("office", "chair", "rapporteur"), exports.VIEWS)
    | dict.fromkeys(("head.arv", "delegate.bel", "coordinator.zab", "observer"), ("copy",))
    | {"administrator": ()},
    "adopted": dict.fromkeys(
        ("office", "chair", "rapporteur", "head.arv", "delegate.bel", "coordinator.zab", "observer"), ("clean",)
    )
    | {"administrator": ()},
}


@pytest.mark.parametrize("phase", VIEWS_OF)
def test_each_role_has_the_views_that_make_sense_in_the_phase_and_no_other(small: Database, phase: str):
    it = world(small)
    if phase == "adopted":
        acts.agree_all(it)
        acts.adopt(it)
    for who, views in VIEWS_OF[phase].items():
        assert acts.look(it, who, lambda _session, scope: exports.views(scope)) == views, who
        for view in views:
            assert printed(it, view, who).blocks
        for view in {*exports.VIEWS} - {*views}:
            with pytest.raises((BadText, NotAllowed)):
                printed(it, view, who)


def test_that_a_view_is_none_of_an_adopted_text_is_told_only_whom_it_would_be_for(small: Database):
    it = world(small)
    acts.agree_all(it)
    acts.adopt(it)
    with pytest.raises(BadText) as refusal:
        printed(it, "tracked", "chair")
    assert refusal.value.code == "view-of-adopted"
    with pytest.raises(NotAllowed):
        printed(it, "tracked", "head.arv")


def test_each_view_is_offered_in_the_forms_that_can_hold_it():
    assert exports.offered("clean") == exports.offered("proposals") == tuple(MEDIA_TYPES)
    assert exports.offered("tracked") == tuple(form for form in MEDIA_TYPES if form not in ("md", "txt"))
    assert exports.offered("copy") == ("docx",)


def test_whoever_runs_the_machine_exports_in_the_capacity_of_the_office(conference: World):
    with conference.database.reading() as session:
        scope = exports.office_scope(session, conference.draft)
        assert exports.printed(session, scope, "clean", WORDS) == printed(conference)
        with pytest.raises(NotFound):
            exports.office_scope(session, 999)


@pytest.mark.parametrize(
    ("symbol", "title", "name"),
    [
        ("Ref: Process/03/01/2013", "Communiqué", "Process-03-01-2013-rev14.docx"),
        ("", "Communiqué of the *Fifth* Conference", "Communiqué-of-the-Fifth-Conference-rev14.docx"),
        ("", "Коммюнике «Пятой» конференции", "Коммюнике-Пятой-конференции-rev14.docx"),
        ("Ref: ", "../../etc/passwd", "etc-passwd-rev14.docx"),
        ("", "…", "draft-rev14.docx"),
        ("", "A" * 500, f"{'A' * 80}-rev14.docx"),
    ],
)
def test_a_file_is_named_by_symbol_or_title_and_revision(symbol: str, title: str, name: str):
    draft = Draft(symbol=symbol, title=title, revision=14)
    assert exports.file_name(draft, "clean", "docx") == name
    assert exports.file_name(draft, "proposals", "docx") == name.replace(".docx", "-proposals.docx")
