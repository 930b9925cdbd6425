"""Random acts with documents, against what each reader ought to be shown."""

from collections.abc import Callable

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule, run_state_machine_as_test

from drafting.domain import papers
from drafting.persistence.records import Meeting
from drafting.services import matters_verification
from drafting.services.document_versions import File
from tests.documents import add_version, ask, change, distribute, give_own, listed, statuses, translate, withdraw
from tests.factories import World

EVERYBODY = ("office", "chair", "head.arv", "head.bel", "observer", "rapporteur")
# class -> who is shown a document of nobody's; whose it is sees it besides.
SHOWN = {
    "public": set(EVERYBODY),
    "registered": set(EVERYBODY),
    "participants": set(EVERYBODY),
    "participating": {"office", "chair", "head.arv", "head.bel"},
    "office": {"office", "chair"},
    "delegation": set(),
}


class Keeping(RuleBasedStateMachine):
    """The model: document -> (class, whether it is Arvendal's, whether it was withdrawn), and its languages."""

    opened: Callable
    world: World

    @initialize()
    def begin(self) -> None:
        self.room = type(self).opened()
        self.world = self.room.__enter__()
        self.model: dict[int, tuple[str, bool, bool]] = {}
        self.languages: dict[int, dict[str, str]] = {}
        self.count = 0

    def teardown(self) -> None:
        if hasattr(self, "room"):
            with self.world.database.reading() as session:
                found = matters_verification.verify(session, session.get_one(Meeting, self.world.meeting))
            self.room.__exit__(None, None, None)
            assert found.findings == ()

    def file(self) -> File:
        self.count += 1
        return File("a.txt", f"Text {self.count}".encode())

    def one(self, n: int, *, own: bool | None = None) -> int | None:
        """A document that still stands; own: one that is a delegation's alone, or not."""
        alone = {it: kind == "delegation" for it, (kind, _, withdrawn) in self.model.items() if not withdrawn}
        fitting = [it for it, is_own in alone.items() if own in (None, is_own)]
        return fitting[n % len(fitting)] if fitting else None

    @rule(classed=st.sampled_from(papers.DISTRIBUTED), empty=st.booleans())
    def the_office_distributes(self, *, classed: str, empty: bool) -> None:
        made = distribute(self.world, access=classed, file=None if empty else self.file())
        self.model[made] = (classed, False, False)
        self.languages[made] = {"en": "missing" if empty else "original", "ru": "missing"}

    @rule()
    def a_delegation_brings_a_paper(self) -> None:
        made = give_own(self.world, file=self.file())
        self.model[made] = ("delegation", True, False)
        self.languages[made] = {"en": "original", "ru": "missing"}

    @rule(n=st.integers(0, 9))
    def its_head_asks_for_distribution(self, n: int) -> None:
        if (it := self.one(n, own=True)) is not None:
            ask(self.world, it)
            self.model[it] = ("office", True, False)

    @rule(n=st.integers(0, 9), classed=st.sampled_from(papers.DISTRIBUTED))
    def the_office_changes_a_class(self, n: int, classed: str) -> None:
        if (it := self.one(n, own=False)) is not None:
            change(self.world, it, access=classed)
            self.model[it] = (classed, self.model[it][1], False)

    @rule(n=st.integers(0, 9), language=st.sampled_from(["en", "ru"]))
    def a_file_comes(self, n: int, language: str) -> None:
        if (it := self.one(n, own=False)) is not None:
            add_version(self.world, it, language, self.file())
            self.languages[it][language] = "original" if language == "en" else "translated"

    @rule(n=st.integers(0, 9))
    def a_translation_begins_or_ends(self, n: int) -> None:
        if (it := self.one(n, own=False)) is not None and self.languages[it]["ru"] != "translated":
            stop = self.languages[it]["ru"] == "translating"
            translate(self.world, it, stop=stop)
            self.languages[it]["ru"] = "missing" if stop else "translating"

    @rule(n=st.integers(0, 9))
    def a_document_is_withdrawn(self, n: int) -> None:
        if (it := self.one(n)) is not None:
            kind, own, _ = self.model[it]
            withdraw(self.world, it, "head.arv" if kind == "delegation" else "office")
            self.model[it] = (kind, own, True)

    @invariant()
    def each_reader_is_shown_what_is_theirs(self) -> None:
        for who in EVERYBODY if hasattr(self, "model") else ():
            keeps = who in ("office", "chair")
            theirs = {
                it
                for it, (kind, own, withdrawn) in self.model.items()
                if (own and who == "head.arv") or (who in SHOWN[kind] and (keeps or not withdrawn))
            }
            assert set(listed(self.world, who)) == theirs, who

    @invariant()
    def languages_stand_as_they_came(self) -> None:
        for it, told in self.languages.items() if hasattr(self, "model") else ():
            who = "head.arv" if self.model[it][1] else "office"
            assert statuses(self.world, it, who) == told


def test_any_history_of_documents_shows_them_to_whom_they_belong_and_keeps_the_books(anew):
    class Machine(Keeping):
        opened = staticmethod(anew)

    run_state_machine_as_test(Machine, settings=settings(max_examples=12, stateful_step_count=12, deadline=None))
