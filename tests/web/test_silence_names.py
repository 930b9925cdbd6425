"""Who objected is kept back where the procedure says so, on every page, from everybody who is not to know."""

from datetime import timedelta
from io import BytesIO

import pypdf
import pytest

from drafting.services import silence_changes
from tests import acts, silence
from tests.factories import NOW
from tests.web import runs

WORDS = "A secret of Zabora alone"
LATER = silence.ENDS + timedelta(minutes=1)
# Everybody but the Chair, the Office and the State itself.
OTHERS = ("head.arv", "delegate.bel", "observer", "rapporteur", "administrator")


def pages(browser, world, number=1):
    """Every page that tells of a run, one text."""
    draft = f"/drafts/{world.draft}"
    paths = [
        f"{draft}/runs/{number}",
        f"{draft}/runs/{number}/certificate",
        f"{draft}/runs/{number}/notices",
        f"{draft}/history",
        f"{draft}/history?since=2",
        f"{draft}/as-of/5",
        f"{draft}/as-of/6",
        f"{draft}/paragraphs/{world.paragraphs['1.']}/history",
        f"{draft}/paragraphs/{world.paragraphs['1.']}",
        f"{draft}/record",
        f"{draft}/matrix",
        f"{draft}/adoption",
        draft,
        "/deadlines",
        "/",
    ]
    return {path: browser.get(path).text for path in paths}


def names_the_objector(text: str) -> bool:
    return WORDS in text or "Coordinator Zab" in text


@pytest.fixture(params=["chair and office", "after the end"])
def names(request):
    return request.param


@pytest.fixture
def objected(world, names) -> str:
    """A procedure that Zabora has objected to."""
    silence.start(world, "1.", "2.", names=names, severable=True, city="Almaty")
    silence.delivered(world, 1)
    silence.answer(world, "coordinator.zab", 1, "objection", statement=WORDS, labels=["1."])
    silence.answer(world, "coordinator.zab", 1, "explanation", statement=f"{WORDS} too")
    return names


@pytest.mark.parametrize("who", OTHERS)
def test_no_page_tells_who_objected(visit, world, objected, who):
    browser = visit(who)
    told = [path for path, text in pages(browser, world).items() if names_the_objector(text)]
    assert told == []
    words = runs.said(browser.get(f"/drafts/{world.draft}/runs/1").text)
    assert "The objection of 1 State stands." in words
    assert "Objected to: Paragraph 1." in words
    assert "2 more answers were received" in words
    assert (
        "The name is known to the Chair and the Support Office alone."
        in browser.get(f"/drafts/{world.draft}/history").text
    )


@pytest.mark.parametrize("who", ["chair", "office", "coordinator.zab"])
def test_the_chair_the_office_and_the_state_itself_read_all(visit, world, objected, who):
    browser = visit(who)
    assert WORDS in browser.get(f"/drafts/{world.draft}/runs/1").text
    assert WORDS in browser.get(f"/drafts/{world.draft}/history").text


@pytest.mark.parametrize("who", ["head.arv", "observer"])
def test_after_the_end_it_is_told_where_it_is_to_be_and_nowhere_else(visit, world, objected, clock, who):
    clock.now = LATER
    silence.clock_strikes(world, LATER)
    found = pages(visit(who), world)
    assert [path for path, text in found.items() if names_the_objector(text)] == []
    silence.certify(world, 1, now=LATER)
    found = pages(visit(who), world)
    told = {path for path, text in found.items() if names_the_objector(text)}
    certificate = runs.said(found[f"/drafts/{world.draft}/runs/1/certificate"])
    if objected == "after the end":
        assert f"/drafts/{world.draft}/runs/1" in told
        assert f"/drafts/{world.draft}/history" in told
        assert "Zabora objected" in certificate
    else:
        assert told == set()
        assert "Zabora" not in certificate
        assert "silent 2" in certificate
        assert "objected 1" in certificate


def test_the_file_of_a_certificate_keeps_the_names_back_too(visit, world, clock):
    silence.start(world, "1.", "2.", names="chair and office", severable=True, city="Almaty")
    silence.delivered(world, 1)
    silence.answer(world, "coordinator.zab", 1, "objection", statement=WORDS, labels=["1."])
    clock.now = LATER
    silence.certify(world, 1, now=LATER)

    def printed(who):
        made = visit(who).get(f"/drafts/{world.draft}/runs/1/certificate.pdf")
        return " ".join(page.extract_text() for page in pypdf.PdfReader(BytesIO(made.data)).pages)

    assert "Zabora" in printed("chair")
    assert "Zabora" not in printed("head.arv")
    assert "objected: 1" in printed("head.arv")


def test_where_all_may_know_every_page_says_it(visit, world):
    silence.start(world, "1.", names="all", city="Almaty")
    silence.answer(world, "coordinator.zab", 1, "objection", statement=WORDS)
    browser = visit("observer")
    for path in (f"/drafts/{world.draft}/runs/1", f"/drafts/{world.draft}/history"):
        assert WORDS in browser.get(path).text


def test_the_clock_is_named_as_the_clock_and_not_as_who_announced(visit, world, clock):
    silence.start(world, "1.", city="Almaty")
    clock.now = LATER
    silence.clock_strikes(world, LATER)
    page = visit("head.arv").get(f"/drafts/{world.draft}/history").text
    entry = page[page.index("The deadline of no-objection procedure 1 passed.") :]
    assert "The clock ·" in runs.said(entry)[:120]


def test_every_kind_of_entry_is_a_sentence_of_the_history(visit, world, clock):
    silence.start(world, "1.", "2.", city="Almaty")
    silence.extend(world, 1, silence.ENDS.replace(day=10))
    silence.change(world, silence_changes.suspend, 1, reason="We move.")
    silence.change(world, silence_changes.resume, 1, now=NOW.replace(hour=13))
    silence.answer(world, "head.arv", 1, "objection", at=NOW.replace(hour=14))
    silence.answer(world, "head.arv", 1, "withdrawal", at=NOW.replace(hour=15))
    silence.change(world, silence_changes.restore, 1, now=NOW.replace(hour=15))
    silence.change(world, silence_changes.end, 1, ending="annul", reason="Not in order.", now=NOW.replace(hour=16))
    clock.now = NOW.replace(hour=16)
    number = silence.start(world, "2.", city="Almaty", now=clock.now, day=silence.ENDS.date().replace(day=10))
    acts.reword(world, "2.", "To cooperate more, as set out in paragraph 1 above:")
    words = runs.said(visit("head.arv").get(f"/drafts/{world.draft}/history").text)
    for said in (
        "No-objection procedure 1 was announced. Deadline: 9 June 2026, 18:00 Almaty (UTC+5).",
        "The period of no-objection procedure 1 began.",
        "was moved for all. New deadline: 10 June 2026, 18:00",
        "No-objection procedure 1 was suspended.",
        "No-objection procedure 1 was resumed. Deadline: 10 June 2026, 19:00 Almaty (UTC+5).",
        "Answer of Arvendal to no-objection procedure 1: objection.",
        "No-objection procedure 1: silence is broken.",
        "the Chair confirmed that silence holds again.",
        "No-objection procedure 1 was annulled.",
        f"No-objection procedure {number} ended, because its wording was changed.",
    ):
        assert said in words, said
