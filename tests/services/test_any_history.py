"""Whatever people do, in whatever order: the two sets of books agree, and no rule was stepped over."""

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy.orm import Session

from drafting.domain import bracket_rulings as bracket_rules
from drafting.domain import consensus, participation
from drafting.domain.errors import DraftingError
from drafting.domain.silence import ANSWERS
from drafting.persistence.queries import proposals as proposal_queries
from drafting.persistence.queries import record as record_queries
from drafting.persistence.queries import silence as silence_queries
from drafting.services import (
    adoption,
    bracket_actions,
    bracket_rulings,
    merge_rulings,
    merging,
    note_reminders,
    participation_changes,
    preparation,
    proposals,
    remarks,
    rulings,
    texts,
    verification,
)
from drafting.services import consensus as positions
from drafting.services.bracket_actions import ACTS, Shown
from drafting.services.bracket_plans import Deed
from drafting.services.scope import DraftScope, draft_scope
from drafting.services.standing import whole
from tests import acts, returned, run_rules, silence
from tests.acts import revision, token
from tests.factories import NOW, TEXT, World, import_text, name_paragraphs

IN_SILENCE = ("ask", "answer", "certify")
IN_WORD = ("bring",)
RULINGS = ("accept", "decline", "reword", "close", "reopen", "defer", "bracket", "run on", "settle", "merge")
ON_OWN_PAGES = ("bracket", "hold", "run on", "settle", "merge", "participate", "remind", "remark", "prepare")
PEOPLE = ("head.arv", "delegate.arv", "head.bel", "coordinator.zab", "observer", "chair", "office")
WORDS = (
    "To welcome the report;",
    "To meet [soon].",
    "To meet soon, see paragraph 1 above.",
    "",
    "Й «слово» — 5 %",
    "[To begin;",
    "To end;] and to rest.",
    "Option 1: To meet yearly; or",
    "Option 2: To meet [monthly].",
    "To note that Arvendal, [Belmora] and [Zabora][^1] meet;",
)
OVER_TWO = (WORDS[5:7], WORDS[7:9])
STEPS = st.tuples(
    st.sampled_from(
        (
            "propose",
            "table",
            "sponsor",
            "withdraw",
            "position",
            "remark",
            "accept",
            "decline",
            "reword",
            "close",
            "reopen",
            "defer",
            "bracket",
            "hold",
            "run on",
            "settle",
            "merge",
            "participate",
            "remind",
            "prepare",
            *IN_SILENCE,
            *IN_WORD,
        )
    ),
    st.sampled_from(PEOPLE),
    st.integers(0, 9),
    st.integers(0, 9),
)


def play(it: World, step: tuple[str, str, int, int]) -> None:
    """Do one thing, allowed or not; a refusal must leave no trace, which the books will show."""
    what, who, first, second = step
    bring(it, what, list(it.paragraphs)[first % len(it.paragraphs)], second)
    if first % 4 and what in RULINGS:
        who = "chair"  # Most rulings by whoever may make them, or few histories would come to one.
    with it.database.writing() as session:
        scope = it.scope(session, who)
        paragraph = list(it.paragraphs.values())[first % len(it.paragraphs)]
        known = [
            row.ref for row in proposal_queries.of_draft(session, it.draft, scope.actor.delegation(), statuses=ALL)
        ]
        ref = known[second % len(known)] if known else "none"
        seen = revision(session, scope, paragraph)
        text = WORDS[second % len(WORDS)]
        if what == "propose":
            kind = ("replace", "delete", "insert after", "insert before")[second % 4]
            proposals.propose(
                session, scope, paragraph, kind=kind, text=text, reason="", base=seen, token=token(), now=NOW
            )
        elif what in ("table", "sponsor", "withdraw"):
            getattr(proposals, what)(session, scope, ref, token=token(), now=NOW)
        elif what == "position":
            kind = consensus.POSITIONS[second % len(consensus.POSITIONS)]
            positions.give_position(
                session, scope, paragraph, kind=kind, statement="So.", revision=seen, token=token(), now=NOW
            )
        elif what == "accept":
            seen = revision(session, scope, proposals.find(session, scope, ref).paragraph_id)
            rulings.accept(session, scope, ref, revision=seen, token=token(), now=NOW)
        elif what == "decline":
            rulings.decline(session, scope, ref, reason="No support.", token=token(), now=NOW)
        elif what == "reword":
            rulings.reword(session, scope, paragraph, text=text, ruling="reword", revision=seen, token=token(), now=NOW)
        elif what in ON_OWN_PAGES:
            say(it, session, scope, what, paragraph, second)
        elif what == "close":
            ad_referendum = bool(second % 2)
            rulings.close(session, scope, paragraph, ad_referendum=ad_referendum, revision=seen, token=token(), now=NOW)
        else:
            getattr(rulings, what)(session, scope, paragraph, reason="Asked for.", token=token(), now=NOW)


def bring(it: World, what: str, label: str, which: int) -> None:
    """Two proposals before most merges, and words over two paragraphs before most settlings, or few histories would
    have anything to merge or to settle."""
    if what == "merge" and which % 3:
        acts.propose(it, "head.arv", label, f"To welcome the report of 20{which};")
        acts.propose(it, "head.bel", label, f"To note the report of {which} States;")
    if what == "settle" and which > 1:
        names = list(it.paragraphs)
        following = names[(names.index(label) + 1) % len(names)]
        for name, text in zip((label, following), OVER_TWO[which % 2], strict=True):
            acts.reword(it, name, text)


def merge(session: Session, scope: DraftScope, paragraph: int, which: int) -> None:
    """Take what the merge desk gives of a paragraph; some proposals are settled otherwise than by default."""
    choices = merging.Choices(
        preset=("all", "base", "brackets", "ARV", "BEL")[which % 5],
        text="To meet soon, or later." if which > PLAYED_BY_HAND else None,
        fates={number: merging.Fate(settles=which % 2 == 0, reason="So.", extent="none") for number in range(1, 26)},
        aside=range(1, 26, 3) if which % 4 == 0 else (),
    )
    current = texts.load(session, scope, paragraph)
    shown = merging.table(session, scope, current).numbers
    seen = {"revision": current.revision.number, "token": token(), "now": NOW}
    merge_rulings.take(session, scope, paragraph, choices=choices, shown=shown, **seen)


PLAYED_BY_HAND = 7


def be_silent(it: World, step: tuple[str, str, int, int]) -> None:
    """A no-objection run about a paragraph or the whole, an answer to the newest one, or its certificate."""
    what, who, first, which = step
    if what != "answer" and first % 4:
        who = "chair"
    if what == "ask":
        named = [list(it.paragraphs)[first % len(it.paragraphs)]] if which % 4 else []
        silence.announce(it, silence.prepare(it, *named, who=who, instruction="By telephone."), who=who)
        return
    with it.database.reading() as session:
        number = silence_queries.newest_number(session, it.draft)
    if what == "answer":
        silence.answer(it, who, number, ANSWERS[which % len(ANSWERS)])
    else:
        silence.delivered(it, number)
        silence.certify(it, number, who=who)


def work_in_word(it: World, step: tuple[str, str, int, int]) -> None:
    """A copy brought back with a paragraph rewritten, sometimes after the text moved on; the Office's as received."""
    _, who, first, which = step
    label = list(it.paragraphs)[first % len(it.paragraphs)]
    edits = returned.both(returned.rewritten(WORDS[which]), *[returned.remarked("Why?")] * (which % 2))
    copy = returned.edited(it, {label: edits if which % 5 else returned.remarked("Why?")})
    if which % 4 == 1:
        copy = returned.noted(copy, it.paragraphs[label], f"As set out in 202{which}.")
    if which % 3 == 0:
        acts.reword(it, label, WORDS[0])
    ref = returned.receive(it, copy, who=who) if who == "office" else returned.bring(it, who, copy)
    returned.take(it, who, ref, *returned.preview(it, who, ref).open, table=which % 2 == 0, how="By mail.")


def participate(it: World, session: Session, scope: DraftScope, which: int) -> None:
    """State the participation of a State, with all that follows for the text or with nothing of it."""
    party = it.parties[("ZAB", "BEL", "ARV")[which % 3]]
    stated = participation.Stated(participation.STATUSES[which % 5], basis="So.")
    found = participation_changes.consequences(session, scope, party, stated.status)
    taken = [row.line.id for row in found.changes] if which % 4 else []
    seen = {"seal": found.seal, "token": token(), "now": NOW}
    participation_changes.carry_out(session, scope, party, stated, taken=taken, **seen)


def remind(it: World, session: Session, scope: DraftScope, which: int) -> None:
    """Remind a State of the note verbale that it promised, by hand or, in a fortnight, by the clock."""
    now = NOW + which * note_reminders.rules.DAY
    if which > PLAYED_BY_HAND:
        note_reminders.record_due(session, NOW + 14 * note_reminders.rules.DAY, 50)
    else:
        note_reminders.remind(session, scope, it.parties[("ZAB", "BEL")[which % 2]], token=token(), now=now)


def remark(session: Session, scope: DraftScope, paragraph: int, which: int) -> None:
    """Make a remark, or take back the one that was made last."""
    made = record_queries.remarks(session, scope.draft.id)
    if which % 2 and made:
        remarks.withdraw(session, scope, made[-1].seq, token=token(), now=NOW)
    else:
        remarks.make(session, scope, paragraph, text=WORDS[which % len(WORDS)], token=token(), now=NOW)


def prepare(it: World, session: Session, scope: DraftScope, which: int) -> None:
    """Edit the text while it is in preparation: another draft beside the one that is negotiated already."""
    if scope.actor.holds("support"):
        draft = import_text(session, scope.actor.person, it.meeting, TEXT)
        scope = draft_scope(session, scope.actor.person, draft.id, NOW)
    of = list(name_paragraphs(session, scope.draft.id).values())
    facts = {"revision": 1, "now": NOW}
    for at, act in enumerate((preparation.reword, preparation.insert, preparation.delete)):
        words = {} if act is preparation.delete else {"text": WORDS[which % len(WORDS)]}
        beside = {"after": which % 2 == 0} if act is preparation.insert else {}
        act(session, scope, of[(which + at) % len(of)], **facts, **words, **beside, token=token())
    preparation.renumber(session, scope, token=token(), now=NOW)


def say(it: World, session: Session, scope: DraftScope, what: str, paragraph: int, which: int) -> None:
    """Something about the first bracket of a paragraph, or about a heading, or what the merge desk gives."""
    if what == "merge":
        merge(session, scope, paragraph, which)
        return
    if what == "participate":
        participate(it, session, scope, which)
        return
    if what == "prepare":
        prepare(it, session, scope, which)
        return
    if what == "remind":
        remind(it, session, scope, which)
        return
    if what == "remark":
        remark(session, scope, paragraph, which)
        return
    current = texts.load(session, scope, paragraph).revision
    at = current.text.find("[")
    seen = {"revision": current.number, "token": token(), "now": NOW}
    if what == "bracket":
        ruling = bracket_rules.RULINGS[which % len(bracket_rules.RULINGS)]
        if which > PLAYED_BY_HAND:
            ruling = bracket_rules.RULINGS[-which + PLAYED_BY_HAND]
            seen["party"] = it.parties["BEL"]
            bracket_rulings.say_participation(session, scope, paragraph, at, ruling=ruling, **seen)
        else:
            bracket_rulings.rule_on_bracket(session, scope, paragraph, at, ruling=ruling, **seen)
    elif what == "hold":
        holders = [it.parties[("ARV", "BEL", "OBS")[which % 3]]]
        bracket_rulings.attribute(session, scope, paragraph, at, parties=holders, holds=which % 2 == 0, **seen)
    elif what == "settle":
        # Where no bracket stands, the options of a set may.
        deed = Deed(ACTS[which % len(ACTS)], at, at) if at >= 0 else Deed("choose", 0, which % 3 or None)
        shown = Shown(current.number)
        bracket_actions.settle(session, scope, paragraph, deed, form="repaired", shown=shown, token=token(), now=NOW)
    else:
        bracket_rulings.rule_on_heading(session, scope, paragraph, runs_on=which % 2 == 0, token=token(), now=NOW)


ALL = ("private", "suggested", "tabled", "withdrawn", "accepted", "taken", "declined")


@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(STEPS, max_size=25))
def test_after_any_history_the_books_agree_and_the_rules_hold(anew, steps):
    with anew() as it:
        for step in steps:
            try:
                (be_silent if step[0] in IN_SILENCE else work_in_word if step[0] in IN_WORD else play)(it, step)
            except DraftingError:
                continue
        examine(it)


def examine(it: World) -> None:
    run_rules.examine(it)
    with it.database.reading() as session:
        for draft in verification.all_drafts(session):
            assert verification.verify(session, draft).findings == ()
        entries = record_queries.entries(session, it.draft)
        assert [row.seq for row in entries] == list(range(1, len(entries) + 1))
        scope = it.scope(session, "chair", lock=False)
        for standing in whole(session, scope):
            if standing.state in ("open", "bracketed"):
                assert standing.state == ("bracketed" if standing.brackets else "open")
            if standing.state in consensus.CLOSED:
                held = [row for row in standing.positions if consensus.counts(row, standing.wording)]
                # An objection may come after the gavel, never before it; then it stands in the way of adoption.
                assert not standing.brackets
                assert not standing.proposals
                if any(row.kind == "objects" for row in held):
                    assert any(row.kind == "objection" for row in adoption.obstacles(session, scope))
        for row in proposal_queries.of_draft(session, it.draft, None, statuses=("private",)):
            raise AssertionError(f"the private text {row.ref} left its delegation")
        assert texts.load(session, scope, it.paragraphs["1."]).revision.text
