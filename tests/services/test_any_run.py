"""Whatever people, paper and the clock do to several runs on one draft, every rule of practice.md section 6 is kept."""

from collections.abc import Callable
from contextlib import AbstractContextManager, ExitStack
from datetime import timedelta
from typing import Any

from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)
from sqlalchemy.orm import Session

from drafting.domain import consensus
from drafting.domain import silence as rules
from drafting.domain.errors import DraftingError
from drafting.persistence.queries import drafts
from drafting.services import adoption, proposals, silence_certificate, silence_changes, silence_clock, silence_state
from drafting.services import rulings as chair_rulings
from drafting.services.scope import DraftScope
from tests import acts, run_rules, silence
from tests.factories import NOW, World
from tests.silence import SECOND

HOUR = timedelta(hours=1)
HEADS = ("head.arv", "head.bel", "coordinator.zab")
EVERYBODY = (*HEADS, "chair", "office", "observer", "delegate.arv", "rapporteur")
CODES = ("ARV", "BEL", "ZAB", "OBS")
LABELS = ("1.", "2.", "(a)")
TEXT_ACTS = ("reword", "propose", "propose", "close", "close", "close", "delete", "adopt")
WORDS = ("To welcome the report warmly;", "To note the report;", "To [begin] again;")
SUBJECTS: tuple[tuple[tuple[str, ...], dict[str, Any]], ...] = (
    (("1.",), {"meaning": "agreed"}),
    (("1.", "2."), {"meaning": "agreed ad referendum", "severable": True}),
    (("2.", "(a)"), {"meaning": "agreed", "severable": True, "names": "chair and office"}),
    ((), {"meaning": "adoption"}),
    ((), {"meaning": "agreed", "severable": True, "names": "after the end"}),
    ((), {"subject": "participation", "party": "BEL", "meaning": "participation"}),
    ((), {"subject": "participation", "party": "ZAB", "meaning": "no participation", "eligible": ("ARV", "ZAB")}),
)
which = st.integers(0, 5)
labels = st.lists(st.sampled_from(LABELS), max_size=2, unique=True)
# Most acts by whoever may do them, or few histories would come to one.
chairs = st.sampled_from(("chair",) * 6 + EVERYBODY)
delays = st.sampled_from((0, 0, 1, 20)).map(lambda seconds: timedelta(seconds=seconds))


class AnyRun(RuleBasedStateMachine):
    """Runs on one draft, several States and actors, and a clock that jumps."""

    def __init__(self, anew: Callable[[], AbstractContextManager[World]]) -> None:
        super().__init__()
        self.open = ExitStack()
        self.it = self.open.enter_context(anew())
        self.now = NOW
        self.runs: dict[int, Any] = {}
        self.frozen: dict[int, Any] = {}
        self.stands: run_rules.Snapshot = {}

    @initialize(subject=st.sampled_from(SUBJECTS))
    def the_first_is_started(self, subject: Any) -> None:
        acts.reword(self.it, "3.", "States should meet every year.")
        self.look()
        self.the_chair_starts(subject, 72, later=False)

    def teardown(self) -> None:
        self.open.close()

    def look(self) -> None:
        self.runs = run_rules.examine(self.it)
        with self.it.database.reading() as session:
            self.stands = run_rules.snapshot(session)

    def attempt(self, do: Callable[..., Any], *args: Any, **facts: Any) -> None:
        """An act that may be refused; a refusal leaves everything as it was."""
        try:
            do(self.it, *args, **facts)
        except DraftingError:
            with self.it.database.reading() as session:
                assert run_rules.snapshot(session) == self.stands
        else:
            self.look()

    def a_run(self, number: int) -> int:
        """Of those that are not over, if any is, the newest first."""
        known = [key for key, run in self.runs.items() if run.row.state in rules.ACTIVE] or list(self.runs)
        return known[-1 - number % len(known)]

    @rule(hours=st.sampled_from((0.01, 1, 23)))
    def time_passes(self, hours: float) -> None:
        self.now += timedelta(hours=hours)

    @rule(number=which, seconds=st.sampled_from((-1, 0, 1)), before=st.sampled_from((0, 0, 2, 24)))
    def a_moment_comes(self, number: int, seconds: int, before: int) -> None:
        """The deadline of a run, or one of its reminders, to the second."""
        moment = self.runs[self.a_run(number)].row.ends_at - before * HOUR + seconds * SECOND
        self.now = max(self.now, moment)

    @rule()
    def the_clock_strikes(self) -> None:
        """The job records exactly what a reader saw, and then has nothing left to do."""
        seen = {number: silence_state.as_of(run.row, self.now) for number, run in self.runs.items()}
        while silence.clock_strikes(self.it, self.now):
            pass
        self.look()
        assert {number: run.row.state for number, run in self.runs.items()} == seen
        with self.it.database.reading() as session:
            due = silence_clock.next_due(session)
        assert due is None or due > self.now

    @rule(subject=st.sampled_from(SUBJECTS), hours=st.sampled_from((72, 73, 100)), later=st.booleans())
    def the_chair_starts(self, subject: Any, hours: int, *, later: bool) -> None:
        self.prepare(subject, hours, later=later)
        self.attempt(silence.announce, max(self.runs), now=self.now)

    @rule(subject=st.sampled_from(SUBJECTS), who=st.sampled_from(EVERYBODY), hours=st.sampled_from((60, 72)))
    def somebody_prepares(self, subject: Any, who: str, hours: int) -> None:
        self.prepare(subject, hours, who=who, instruction="The Chair, by telephone.")

    def prepare(self, subject: Any, hours: int, *, later: bool = False, **facts: Any) -> None:
        named, changes = subject
        local = self.now + (hours + 6 * later + 5) * HOUR
        facts = {
            **facts,
            **changes,
            "party": self.it.parties.get(changes.get("party", "")),
            "eligible": tuple(self.it.parties[code] for code in changes.get("eligible", ())),
            "day": local.date(),
            "hour": local.time(),
            "opens": self.now + 5 * HOUR if later else None,
        }
        self.attempt(silence.prepare, *named, now=self.now, **facts)

    @precondition(lambda self: any(run.row.state == "draft" for run in self.runs.values()))
    @rule(number=which, who=chairs)
    def somebody_announces(self, number: int, who: str) -> None:
        waiting = [key for key, run in self.runs.items() if run.row.state == "draft"]
        self.attempt(silence.announce, waiting[-1 - number % len(waiting)], who=who, now=self.now)

    @rule(
        number=which,
        who=st.sampled_from(HEADS * 3 + EVERYBODY),
        said=st.sampled_from(rules.ANSWERS + ("objection", "withdrawal") * 2),
        named=labels,
        delay=delays,
    )
    def a_state_answers(self, number: int, who: str, said: str, named: list[str], delay: timedelta) -> None:
        self.attempt(silence.answer, who, self.a_run(number), said, at=self.now - delay, labels=named)

    @rule(
        number=which,
        code=st.sampled_from(CODES),
        said=st.sampled_from(("objection", "withdrawal", "amendment", "comment", "more time")),
        named=labels,
        hours=st.sampled_from((0, 0, 1, 30)),
    )
    def paper_comes(self, number: int, code: str, said: str, named: list[str], hours: int) -> None:
        facts = {"received": self.now - hours * HOUR, "now": self.now, "labels": named}
        self.attempt(silence.note, self.a_run(number), code, said, **facts)

    @rule(number=which, hours=st.sampled_from((-5, 0, 10, 30)), who=chairs, delay=delays)
    def somebody_extends(self, number: int, hours: int, who: str, delay: timedelta) -> None:
        number = self.a_run(number)
        local = self.runs[number].row.ends_at + (hours + 5) * HOUR
        facts = {"day": local.date(), "hour": local.time(), "reason": "More time was asked."}
        self.attempt(silence.change, silence_changes.extend, number, who=who, now=self.now - delay, **facts)

    @rule(number=which, act=st.sampled_from(("suspend", "resume", "restore", "restore")), who=chairs, delay=delays)
    def the_chair_rules(self, number: int, act: str, who: str, delay: timedelta) -> None:
        facts = {"reason": "A holiday was overlooked."} if act == "suspend" else {}
        do = getattr(silence_changes, act)
        self.attempt(silence.change, do, self.a_run(number), who=who, now=self.now - delay, **facts)

    @rule(began=st.integers(0, 40), hours=st.integers(0, 20), who=st.sampled_from(("office", "office", "chair")))
    def the_power_failed(self, began: int, hours: int, who: str) -> None:
        start = self.now - began * HOUR
        self.attempt(silence.outage, start, start + hours * HOUR, now=self.now, who=who)

    @rule(number=which, code=st.sampled_from(CODES), reached=st.booleans(), who=chairs)
    def the_chair_rules_on_notices(self, number: int, code: str, *, reached: bool, who: str) -> None:
        facts = {"party": self.it.parties[code], "reached": reached, "who": who, "now": self.now}
        self.attempt(silence.change, silence_certificate.rule_on_notices, self.a_run(number), **facts)

    @precondition(lambda self: any(run.notes_to_rule() for run in self.runs.values()))
    @rule(number=which, in_time=st.booleans(), who=chairs)
    def the_chair_rules_on_a_note(self, number: int, *, in_time: bool, who: str) -> None:
        waiting = [(key, note.seq) for key, run in self.runs.items() for note in run.notes_to_rule()]
        key, seq = waiting[number % len(waiting)]
        facts = {"seq": seq, "in_time": in_time, "who": who, "now": self.now}
        self.attempt(silence.change, silence_certificate.rule_on_note, key, **facts)

    @rule(number=which, ending=st.sampled_from(("withdraw", "annul")), often=st.integers(0, 3))
    def the_chair_ends_one(self, number: int, ending: str, often: int) -> None:
        if not often:  # Or few runs would live to their end.
            facts = {"ending": ending, "reason": "It was in error.", "now": self.now}
            self.attempt(silence.change, silence_changes.end, self.a_run(number), **facts)

    @rule(
        number=which, who=chairs, sent=st.sampled_from((True, True, False)), waits=st.sampled_from((True, True, False))
    )
    def the_chair_certifies(self, number: int, who: str, *, sent: bool, waits: bool) -> None:
        number = self.a_run(number)
        if waits:
            self.now = max(self.now, self.runs[number].row.ends_at)
        if sent:
            silence.delivered(self.it, number, self.now)
            self.look()
        self.attempt(silence.certify, number, now=self.now, who=who)

    @rule(label=st.sampled_from(("(b)", *LABELS)), act=st.sampled_from(TEXT_ACTS), word=st.integers(0, 2))
    def the_text_moves(self, label: str, act: str, word: int) -> None:
        if act == "reword":
            self.attempt(acts.reword, label, WORDS[word])
        elif act == "close":
            self.attempt(acts.close, label, ad_referendum=bool(word))
        elif act == "adopt":
            self.attempt(gavel)
        elif act == "delete":
            self.attempt(take_out, label)
        else:
            self.attempt(acts.propose, "head.arv", label, WORDS[word], table=bool(word))

    @invariant()
    def what_was_announced_is_never_changed(self) -> None:
        for number, run in self.runs.items():
            if run.row.state != "draft":
                assert self.frozen.setdefault(number, run_rules.frozen(run)) == run_rules.frozen(run)


def gavel(it: World) -> None:
    """The Chair closes what is open and adopts the whole, in one act or not at all."""

    def do(session: Session, scope: DraftScope) -> None:
        for row in drafts.texts(session, it.draft, "en"):
            if consensus.needs_ruling(row.paragraph.kind) and row.paragraph.state not in ("agreed", "deleted"):
                seen = {"revision": row.revision.number, "token": acts.token(), "now": NOW}
                chair_rulings.close(session, scope, row.paragraph.id, ad_referendum=False, **seen)
        adoption.adopt(session, scope, seq=scope.draft.seq, token=acts.token(), now=NOW)

    acts.act(it, "chair", do)


def take_out(it: World, label: str) -> None:
    """A delegation asks for a paragraph to go, and the Chair lets it go; in one act or not at all."""

    def do(session: Session, scope: DraftScope) -> None:
        number = acts.revision(session, scope, it.paragraphs[label])
        head = it.scope(session, "head.arv")
        facts = {"kind": "delete", "text": "", "reason": "", "base": number, "token": acts.token(), "now": NOW}
        made = proposals.propose(session, head, it.paragraphs[label], **facts)
        proposals.table(session, head, made.ref, token=acts.token(), now=NOW)
        chair_rulings.accept(session, scope, made.ref, revision=number, token=acts.token(), now=NOW)

    acts.act(it, "chair", do)


def test_whatever_happens_to_runs_every_rule_is_kept(anew):
    run_state_machine_as_test(
        lambda: AnyRun(anew),
        settings=settings(
            max_examples=25,
            stateful_step_count=30,
            suppress_health_check=list(HealthCheck),
            # To shorten what it found takes minutes with a database under it; thirty acts can be read.
            phases=(Phase.explicit, Phase.reuse, Phase.generate),
        ),
    )
