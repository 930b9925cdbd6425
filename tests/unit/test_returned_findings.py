"""What a returned copy changes: everything, once, and nothing else."""

from dataclasses import replace

from hypothesis import assume, given, settings
from hypothesis import strategies as st

from drafting.documents.docx import docx_changes
from drafting.domain.returned import UNTRACKED, as_data, from_data
from drafting.domain.returned_findings import findings
from tests.returned_edits import Edited, applied
from tests.returning import file_of, plainly, standing, taken

WORDS = [
    "migrants",
    "refugees",
    "States",
    "cooperation",
    "border",
    "dialogue",
    "regional",
    "national",
    "return",
    "protection",
    "labour",
    "education",
    "data",
    "exchange",
    "experts",
    "ministers",
    "Chair",
    "office",
    "transit",
    "origin",
    "destination",
    "health",
    "children",
    "families",
    "rights",
]
AUTHORS = ("Aigerim", "Bakyt", "")

sentences = st.lists(st.sampled_from(WORDS), min_size=4, max_size=12, unique=True).map(" ".join)
drafts = st.lists(sentences, min_size=2, max_size=7, unique=True)
kinds = st.lists(st.sampled_from(["operative", "point"]), min_size=7, max_size=7)


@st.composite
def edited(draw, authors=AUTHORS):
    """A draft and its copy, each paragraph of which one author may have edited."""
    texts = draw(drafts)
    shapes = draw(kinds)
    draft = standing(*((kind, f"{at})", text) for at, (kind, text) in enumerate(zip(shapes, texts, strict=False), 1)))
    work = Edited(draft, taken(draft))
    away = draw(st.integers(0, len(draft) - 1)) if draw(st.booleans()) else -1
    mover, here = draw(st.sampled_from(authors)), draw(st.integers(0, len(draft)))
    move = draw(st.sampled_from(["", "move1"]))
    at = 0
    while at < len(draft):
        if at == here and away not in {-1, at}:
            work.moved_here(away, mover, move)
        by = draw(st.sampled_from(authors))
        act = draw(st.sampled_from(["keep", "keep", "word", "delete", "insert", "enter", "part", "join"]))
        if at == away and at != here:
            work.moved_away(at, mover, move)
        elif act == "word":
            work.worded(at, draw(sentences), by)
        elif act == "delete":
            work.deleted(at, by)
        elif act == "insert":
            work.kept(at)
            work.inserted(draw(sentences), by, kind=draft[at].kind)
        elif act == "enter":
            work.entered(at, draw(sentences), by) if by else work.kept(at)
        elif act == "part":
            work.parted(at, 2, by)
        elif act == "join" and at + 1 < len(draft) and at + 1 not in {away, here}:
            work.joined(at, by)
            at += 1
        else:
            work.kept(at)
        at += 1
    assume(work.paragraphs)
    return draft, work


@given(edited())
@settings(max_examples=150, deadline=None)
def test_every_change_is_in_a_finding_and_taking_them_gives_the_edited_text(made):
    draft, work = made
    assert applied(draft, findings(work.done(), draft)) == work.wanted


@given(edited())
@settings(max_examples=80, deadline=None)
def test_without_anchors_and_styles_nothing_is_lost_either(made):
    draft, work = made
    assert applied(draft, findings(plainly(work.done()), draft)) == work.wanted


@given(edited())
@settings(max_examples=80, deadline=None)
def test_a_file_is_read_as_what_it_says(made):
    _, work = made
    copy = work.done()
    assert docx_changes.read(file_of(copy)) == copy
    assert from_data(as_data(copy)) == copy


@given(edited(authors=AUTHORS[:2]), st.sampled_from(AUTHORS[:2]))
@settings(max_examples=80, deadline=None)
def test_the_wording_of_one_author_is_that_authors_changes_alone(made, author):
    draft, work = made
    other = next(it for it in AUTHORS if it != author)
    alone = replace(work.done(), paragraphs=tuple(without(work.done().paragraphs, other)))
    found = findings(work.done(), draft, {author})
    assert applied(draft, found) == applied(draft, findings(alone, draft))
    assert {by for it in found for by in it.by} <= {author}


def without(paragraphs, author):
    """The paragraphs with an author's changes undone."""
    before = ()
    for it in paragraphs:
        words = [
            replace(run, deleted=run.deleted * (run.deleted != author)) for run in it.words if run.inserted != author
        ]
        words = [*before, *words]
        if it.ends.inserted == author:
            before = words
            continue
        before = ()
        yield replace(
            it, words=tuple(words), ends=replace(it.ends, deleted=it.ends.deleted * (it.ends.deleted != author))
        )


@given(edited(authors=("",)))
@settings(max_examples=80, deadline=None)
def test_what_nobody_tracked_is_found_and_nobody_is_named(made):
    draft, work = made
    found = findings(work.done(), draft)
    assert {it.by for it in found} <= {(UNTRACKED,)}
    assert findings(work.done(), draft, {UNTRACKED}) == found
    assert not findings(work.done(), draft, {"Aigerim"})
