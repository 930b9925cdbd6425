"""Web pages that mark changes: by whom each was made, and the text with all of them made or none."""

import json
import re
from time import process_time

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from drafting.documents import reading, returned_copies
from drafting.documents.html import html_changes, html_in
from drafting.documents.recognise.recognise import recognise
from drafting.documents.tree import Block, PrintedBlock, Remark
from drafting.documents.writing import write
from drafting.domain import inline, returned
from drafting.domain.errors import BadText
from drafting.domain.returned import Stamp
from drafting.domain.returned_findings import findings
from drafting.domain.returned_views import groups, tidied, written
from tests import strange_files
from tests.returning import standing
from tests.unit.test_word_changes import AT, GONE, TEXT, came, kept, printed, went

LONGEST = 30  # seconds of processor; in the square of what is asked it would be minutes
AIDA = 'data-author="Aida"'


def page(body, head="<meta charset=utf-8>"):
    return f"<!DOCTYPE html><html><head>{head}</head><body>{body}</body></html>".encode()


def texts(data, changes):
    recognition = recognise(html_in.read(data, changes))
    assert recognition.lost == ""
    return [(it.label, it.text) for it in recognition.blocks]


def shown(body):
    """(words, inserted by, deleted by) of each paragraph, and of its end."""
    found = []
    for it in html_changes.read(page(body)).paragraphs:
        words = [(run.piece.text or f"[^{run.piece.note}]", run.inserted, run.deleted) for run in it.words]
        ends = [("¶", it.ends.inserted, it.ends.deleted)] if it.ends.inserted or it.ends.deleted else []
        found.append([*words, *ends])
    return found


@pytest.mark.parametrize(
    ("attributes", "by", "at"),
    [
        ('cite="mailto:Aigerim%20Sadykova" datetime="2026-06-05T10:40"', "Aigerim Sadykova", "2026-06-05T10:40"),
        ("cite='MAILTO:Әйгерім'", "Әйгерім", ""),
        (f'data-author="KAZ" cite="mailto:x" datetime="{AT}"', "KAZ", AT),
        ('class="ice-ins" data-username="Aida" title="Modified by Aida - 06/05/2026"', "Aida", ""),
        ('title=" Aida \n S. "', "Aida S.", ""),
        ('cite="https://example.org/minutes" datetime="yesterday"', "?", ""),
        ('data-author=" "', "?", ""),
        ("", "?", ""),
    ],
)
def test_an_author_is_known_by_what_the_change_says_of_itself(attributes, by, at):
    [paragraph] = html_changes.read(page(f"<p>a<ins {attributes}>b</ins></p>")).paragraphs
    assert [(it.inserted, it.at) for it in paragraph.words] == [("", ""), (by, at)]


@pytest.mark.parametrize(
    ("body", "paragraphs"),
    [
        (f"<p>a <del {AIDA}>b</del><ins title=Bo>c</ins></p>", [[("a ", "", ""), ("b", "", "Aida"), ("c", "Bo", "")]]),
        (f"<p><ins {AIDA}>b<del title=Bo>c</del></ins></p>", [[("b", "Aida", ""), ("c", "Aida", "Bo")]]),
        (f"<p><del {AIDA}>b<ins title=Bo>c</ins></del></p>", [[("b", "", "Aida"), ("c", "Bo", "Aida")]]),
        (f"<p>a</p><ins {AIDA}><p>b</p><p>c</p></ins>", [
            [("a", "", "")], [("b", "Aida", ""), ("¶", "Aida", "")], [("c", "Aida", ""), ("¶", "Aida", "")],
        ]),
        (f"<del {AIDA}><ul><li>b</ul></del>c", [[("b", "", "Aida"), ("¶", "", "Aida")], [("c", "", "")]]),
        # Word puts the end of a paragraph into an element, and that into what became of the end.
        (f"<p>a<ins {AIDA}>b<o:p></o:p></ins></p><p>c<o:p></o:p></p>", [
            [("a", "", ""), ("b", "Aida", ""), ("¶", "Aida", "")], [("c", "", "")],
        ]),
        ('<p>a<ins><sup><a href="#n" id="m">1</a></sup></ins></p><p id="n"><ins>b</ins> <a href="#m">^</a></p>', [
            [("a", "", ""), ("[^1]", "?", "")], [("b", "?", ""), (" ", "?", "")],
        ]),
        # A space that only one of both texts shows goes or comes with the change.
        (f"<p>a <del {AIDA}>b</del> c</p>", [[("a ", "", ""), ("b", "", "Aida"), (" ", "", "Aida"), ("c", "", "")]]),
        (f"<p>a <ins {AIDA}>b</ins> c</p>", [[("a ", "", ""), ("b", "Aida", ""), (" ", "Aida", ""), ("c", "", "")]]),
        (f"<p>a<ins {AIDA}> b</ins> c</p>", [[("a", "", ""), (" b", "Aida", ""), (" c", "", "")]]),
        (f"<p>a <del {AIDA}> b </del> c</p>", [[("a ", "", ""), ("b ", "", "Aida"), ("c", "", "")]]),
        (f"<p>a<ins {AIDA}>b </ins> c</p>", [[("a", "", ""), ("b ", "Aida", ""), (" ", "", "Aida"), ("c", "", "")]]),
    ],
)  # fmt: skip
def test_whose_every_change_is(body, paragraphs):
    assert shown(body) == paragraphs


NOTED = '<p>So<{0}><a href="#n" id="m">1</a></{0}>.</p><p>b<a href="#o" id="k">2</a></p>{1}'
FEET = '<p><a href="#m" id="n">1</a> x</p><p><a href="#k" id="o">2</a> y</p>'
NEW = FEET.replace("x", "<ins>x</ins>")


@pytest.mark.parametrize(
    ("body", "accepted", "rejected"),
    [
        ("<p>a <del>b</del> <ins>c</ins> d</p>", ["a c d"], ["a b d"]),
        ("<p>a</p><ins><p>b</p></ins><p>c</p>", ["a", "b", "c"], ["a", "c"]),
        ("<p>a</p><del><p>b</p></del><p>c</p>", ["a", "c"], ["a", "b", "c"]),
        ("<p>a<ins><o:p></o:p></ins></p><p>b</p>", ["a", "b"], ["ab"]),
        ("<p>a<del><o:p></o:p></del></p><p>b</p>", ["ab"], ["a", "b"]),
        ("<h2>a</h2><p><del>b</del></p><p>c</p>", ["a", "c"], ["a", "b", "c"]),
        (NOTED.format("ins", FEET), ["So[^1].", "b[^2]", "x", "y"], ["So.", "b[^2]", "x", "y"]),
        (NOTED.format("ins", NEW), ["So[^1].", "b[^2]", "x", "y"], ["So.", "b[^2]", "y"]),
        (NOTED.format("del", FEET), ["So.", "b[^2]", "x", "y"], ["So[^1].", "b[^2]", "x", "y"]),
        (NOTED.format("u", NEW), ["So[^1].", "b[^2]", "x", "y"], ["So[^1].", "b[^2]", "", "y"]),
        ("<p>a<del>b<br>c</del> d</p>", ["a d"], ["ab\nc d"]),
    ],
)
def test_the_text_is_with_all_changes_or_with_none(body, accepted, rejected):
    assert [text.strip() for _, text in texts(page(body), "accept")] == accepted
    assert [text.strip() for _, text in texts(page(body), "reject")] == rejected


@pytest.mark.parametrize(
    ("body", "accepted", "rejected"),
    [
        ("<ol><li>a<li><del>b</del><li>c</ol>", [("1.", "a"), ("3.", "c")], [("1.", "a"), ("2.", "b"), ("3.", "c")]),
        ("<ol><li>a<ins><li>b</ins></ol>", [("1.", "a"), ("2.", "b")], [("1.", "a")]),
    ],
)
def test_labels_come_and_go_with_their_words(body, accepted, rejected):
    assert texts(page(body), "accept") == accepted
    assert texts(page(body), "reject") == rejected


def test_what_stands_beside_the_text_is_told():
    head = '<meta name="drafting-draft" content="5"><meta name="drafting-seq" content="7">'
    copy = html_changes.read(page("<header>Draft</header><p>a<img src=x></p><table><tr><td>b</table>", head))
    assert copy.noticed == (("image-left-out", "1"), ("table-flattened", "1"), ("header-left-out", "Draft"))
    assert copy.stamp == Stamp(5, 7)


def test_a_page_without_words_is_no_copy():
    with pytest.raises(BadText, match="empty"):
        html_changes.read(page("<p></p>"))


# What we write


def own(*blocks):
    return write(printed(*blocks), "html")


def lines(copy, authors=None):
    found = [it for group in groups(copy.paragraphs, authors) for it in group.news]
    return [f"{it.label} {written(it.pieces)}".strip() for it in found]


def of_blocks(blocks, gone):
    """The paragraphs of one side, as the writer was given them."""
    found = []
    for it in blocks:
        text = "".join(span.text for span in it.tracked if span.change != gone)
        if text.strip():
            found.append(f"{it.block.label} {text}")
    return found


def test_our_own_page_with_changes_comes_back():
    data = own(*TEXT)
    copy = html_changes.read(data)
    body = [it for it in copy.paragraphs if not it.note]
    assert [(it.kind, it.level, it.ends.inserted, it.ends.deleted, it.ends.at, it.ends.move) for it in body] == [
        ("operative", 0, *fate(it.mark), it.mark.at, it.mark.move) for it in TEXT
    ]
    for it, block in zip(body, TEXT, strict=True):
        spans = [
            (run.piece.text, run.inserted, run.deleted, run.at, run.move) for run in it.words if not run.piece.note
        ]
        assert joined(spans[1:]) == joined(
            (piece.text, *fate(span), span.at, span.move)
            for span in block.tracked
            for piece in inline.pieces(span.text)
            if not piece.note
        )


def fate(span):
    return (span.by if span.change == "insert" else "", span.by if span.change == "delete" else "")


def joined(spans):
    """Neighbours of one fate in one, whatever their look; spaces, of which no page keeps all, are of no account."""
    found = []
    for text, *told in spans:
        if found and found[-1][1:] == told:
            found[-1][0] += text
        elif text.strip():
            found.append([text, *told])
    return [["".join(text.split()), *told] for text, *told in found]


def test_remarks_under_a_paragraph_come_back_and_what_else_is_printed_round_it_is_no_text():
    said = (Remark("Kazakhstan", "KAZ", "Stronger:\nwords."), Remark("Tajikistan", "TJK", "Why?"))
    data = own(PrintedBlock(Block("operative", "To act.", "1."), state="agreed", remarks=said), *TEXT[1:2])
    copy = html_changes.read(data)
    assert [(it.by, it.text) for it in copy.paragraphs[0].remarks] == [(it.by, it.text) for it in said]
    assert lines(copy, ())[0] == "1. To act."
    found = reading.read(data, "draft.html")
    assert (found.lost, found.blocks[0].text) == ("", "To act.")
    assert ("comments-left-out", "Kazakhstan : Stronger: words. Tajikistan : Why?") in {
        (it.code, it.detail) for it in found.warnings
    }


words = st.lists(
    st.sampled_from(["alpha", "beta", "*gamma*", "дельта", " ", "  ", ",", "\n"]), min_size=1, max_size=5
).map("".join)


@st.composite
def tracked(draw):
    """A paragraph of ours with changes in it."""
    spans = []
    for text in draw(st.lists(words, min_size=1, max_size=6)):
        make = draw(st.sampled_from([kept, came, went]))
        by = {} if make is kept else {"by": draw(st.sampled_from(["Aida", "Bolat"]))}
        spans.append(make(text.replace("*", ""), **by))
    base = "".join(it.text for it in spans if it.change != "insert")
    return PrintedBlock(Block("operative", base, draw(st.sampled_from(["1.", "2 bis."]))), tracked=tuple(spans))


@given(st.lists(tracked(), min_size=1, max_size=3))
@settings(deadline=None)
def test_all_accepted_is_the_text_that_is_read_and_all_rejected_the_one_before(blocks):
    data = own(PrintedBlock(Block("title", "Title")), *blocks)
    copy = html_changes.read(data)
    for changes, authors in (("accept", None), ("reject", ())):
        source = html_in.read(data, changes)
        assert recognise(source).lost == ""
        read = [f"{it.label} {tidied(it.text)}".strip() for it in source.paragraphs]
        assert read == lines(copy, authors)
        expected = [" ".join(it.split()) for it in ["Title", *of_blocks(blocks, GONE[changes])]]
        said = [" ".join(it.split()) for it in read]
        assert said == expected
    wrote = {(span.by, span.change) for it in blocks for span in it.tracked if span.text.strip()}
    read = {
        (run.inserted or run.deleted, "insert" if run.inserted else "delete" if run.deleted else "equal")
        for it in copy.paragraphs[1:]
        for run in said_words(it)
    }
    assert read == wrote


def said_words(paragraph):
    """Without the label and what is only white space."""
    return [run for run in paragraph.words[bool(paragraph.head) :] if run.piece.text.strip()]


def wrapped(inside):
    """What stands inside an element, changed by somebody or not."""
    tags = st.sampled_from(["ins title=Aida", "del title=Aida", "ins title=Bo", "del title=Bo", "i", "span"])
    return st.tuples(tags, st.lists(inside, max_size=3)).map(
        lambda it: f"<{it[0]}>{''.join(it[1])}</{it[0].split()[0]}>"
    )


RUNS = st.recursive(st.sampled_from(["alpha", " beta", "gamma ", " ", " delta ", "<br>", "<o:p></o:p>"]), wrapped)
PARAGRAPHS = st.lists(RUNS, min_size=1, max_size=4).map(lambda it: f"<p>{''.join(it)}</p>")
BODIES = st.lists(st.one_of(PARAGRAPHS, wrapped(PARAGRAPHS)), min_size=1, max_size=5).map("".join)


@given(BODIES)
@example("<p>alpha<i> </i><ins title=Aida><br>alpha</ins></p>")
@settings(deadline=None)
def test_however_changes_lie_in_each_other_the_copy_says_both_texts(body):
    data = page(body)
    try:
        copy = html_changes.read(data)
    except BadText:
        copy = returned.Copy(())
    for changes, authors in (("accept", None), ("reject", ())):
        source = html_in.read(data, changes)
        assert recognise(source).lost == ""
        # Spaces at the end of a line that only one of both texts has are of no account.
        unspaced = (re.sub(r"(\*+) +\1\n", "\n", it) for it in lines(copy, authors))
        found = [re.sub(r" +(\**)\n", r"\1\n", it) for it in unspaced]
        assert [written(inline.pieces(it.text)) for it in source.paragraphs] == found


def test_a_returned_page_is_found_by_words_and_place():
    draft = standing("To welcome the report of the group;", "To meet every year in the capital.")
    data = page(
        f"<p>1. To welcome the <del {AIDA}>report</del><ins {AIDA}>findings</ins> of the group;</p>"
        "<p>2. To meet <ins cite='mailto:Bolat'>twice</ins> every year in the capital.</p>"
    )
    copy = returned.from_data(returned_copies.as_data(data))
    assert copy == html_changes.read(data)
    assert [(it.label, it.text, it.by) for it in findings(copy, draft)] == [
        ("1.", "To welcome the findings of the group;", ("Aida",)),
        ("2.", "To meet twice every year in the capital.", ("Bolat",)),
    ]


DAMAGED = own(*TEXT)


@given(draw=st.data())
@settings(deadline=None)
def test_a_damaged_copy_is_read_or_refused(draw):
    data = draw.draw(strange_files.damaged(DAMAGED))
    try:
        found = html_changes.read(data)
        assert returned.from_data(json.loads(json.dumps(returned.as_data(found)))) == found
        reading.read(data, "copy.html", "reject")
    except BadText:
        pass


@pytest.mark.parametrize(
    "body",
    [
        "<p>a <ins>b</ins> <del>c</del> d</p>" * 3_000,
        "a <ins> b </ins> <del> c </del>" * 3_000,
        "<ins><p>a</p></ins>" * 3_000,
        '<main class="drafted-text"><p>a</p>' + '<div class="remarks"><p><strong>b</strong>: c</p></div>' * 3_000,
        "<ins>" * 3_000 + "a" + "</ins>" * 3_000,
    ],
)
def test_what_is_said_thousands_of_times_is_read_in_bounded_time(body):
    begun = process_time()
    try:
        html_changes.read(page(body))
        html_in.read(page(body), "reject")
    except BadText:
        pass
    assert process_time() - begun < LONGEST
