"""Web pages that Word and Google Docs save: their comments, lists, emphasis and signs, in their own ways of writing."""

import pytest

from drafting.documents import reading
from drafting.documents.html import html_changes
from drafting.domain.returned import Remark

# As Word writes it: "Web page", with conditions that browsers take for comments, and "Web page, filtered".
WORD = """
<html xmlns:o="urn:schemas-microsoft-com:office:office"><head><meta charset=utf-8></head><body>
<p class=MsoNormal>States <a style='mso-comment-reference:AK_1;mso-comment-date:20260605T1000'>meet
again</a><span class=MsoCommentReference><span style='font-size:8.0pt'><![if !supportAnnotations]><a
class=msocomanchor id="_anchor_1" onmouseover="msoCommentShow('_anchor_1','_com_1')" href="#_msocom_1"
language=JavaScript name="_msoanchor_1">[AK1]</a><![endif]><span
style='mso-special-character:comment'>&nbsp;</span></span></span> in two years<a style='mso-footnote-id:ftn1'
href="#_ftn1" name="_ftnref1" title=""><span class=MsoFootnoteReference><span
style='mso-special-character:footnote'><![if !supportFootnotes]><span
class=MsoFootnoteReference>[1]</span><![endif]></span></span></a>.<o:p></o:p></p>
<div style='mso-element:footnote-list'><![if !supportFootnotes]><br clear=all><hr align=left size=1
width="33%"><![endif]><div style='mso-element:footnote' id=ftn1><p class=MsoFootnoteText><a
style='mso-footnote-id:ftn1' href="#_ftnref1" name="_ftn1" title=""><span class=MsoFootnoteReference><span
style='mso-special-character:footnote'><![if !supportFootnotes]><span
class=MsoFootnoteReference>[1]</span><![endif]></span></span></a> As defined.<o:p></o:p></p></div></div>
<div style='mso-element:comment-list'><![if !supportAnnotations]><hr class=msocomoff align=left size=1
width="33%"><![endif]><div style='mso-element:comment'><![if !supportAnnotations]><div id="_com_1" class=msocomtxt
language=JavaScript onmouseover="msoCommentShow('_anchor_1','_com_1')"><![endif]><span
style='mso-comment-author:"Aida K"'><![if !supportAnnotations]><a name="_msocom_1"></a><![endif]></span><p
class=MsoCommentText><span class=MsoCommentReference><span style='font-size:8.0pt'><span
style='mso-special-character:comment'>&nbsp;<![if !supportAnnotations]><a href="#_msoanchor_1"
class=msocomoff>[AK1]</a><![endif]></span></span></span>Our capital asks.<o:p></o:p></p><p class=MsoCommentText>And
again.<o:p></o:p></p><![if !supportAnnotations]></div><![endif]></div></div>
</body></html>"""
FILTERED = """
<html><head><meta charset=utf-8></head><body>
<p class=MsoNormal>States meet again<span class=MsoCommentReference><span style='font-size:8.0pt'><a
class=msocomanchor id="_anchor_1" href="#_msocom_1" name="_msoanchor_1">[AK1]</a>&nbsp;</span></span> in two years<a
href="#_ftn1" name="_ftnref1" title=""><span class=MsoFootnoteReference><span
class=MsoFootnoteReference>[1]</span></span></a>.</p>
<div><br clear=all><hr align=left size=1 width="33%"><div id=ftn1><p class=MsoFootnoteText><a href="#_ftnref1"
name="_ftn1" title=""><span class=MsoFootnoteReference><span class=MsoFootnoteReference>[1]</span></span></a> As
defined.</p></div></div>
<div><hr class=msocomoff align=left size=1 width="33%"><div><div id="_com_1" class=msocomtxt><a
name="_msocom_1"></a><p class=MsoCommentText><span class=MsoCommentReference><span style='font-size:8.0pt'>&nbsp;<a
href="#_msoanchor_1" class=msocomoff>[AK1]</a></span></span>Our capital asks.</p><p class=MsoCommentText>And
again.</p></div></div></div>
</body></html>"""
GOOGLE = """<html><head><meta charset="utf-8"><style type="text/css">
.lst-kix_a-0>li:before{content:"" counter(lst-ctn-kix_a-0,decimal) ". "}ol.lst-kix_a-0{list-style-type:none}
.lst-kix_a-1>li:before{content:"(" counter(lst-ctn-kix_a-1,lower-latin) ") "}
.lst-kix_b-0>li:before{content:"\\0025cf  "}
.c1{font-weight:400;font-style:normal}.c2{font-style:italic}.c3{font-weight:700}.c4{padding:0}</style></head><body>
<p class="c4"><span class="c3">States</span><span class="c1"> meet </span><span class="c2">again</span><sup><a
href="#cmnt1" id="cmnt_ref1">[a]</a></sup><span class="c1"> in two years</span><sup><a href="#ftnt1"
id="ftnt_ref1">[1]</a></sup><span class="c1">.</span></p>
<ol class="c5 lst-kix_a-0 start" start="1"><li class="c4 li-bullet-0"><span class="c1">one</span></li></ol><ol
class="c5 lst-kix_a-1 start" start="1"><li class="c4"><span class="c1">deep</span></li></ol><ol class="c5 lst-kix_a-0"
start="2"><li class="c4"><span>two</span></li></ol><ul class="c5 lst-kix_b-0 start"><li><span>dot</span></li></ul>
<hr><div><p class="c4"><a href="#ftnt_ref1" id="ftnt1">[1]</a><span class="c1"> As defined.</span></p></div>
<div class="c7"><p class="c4"><a href="#cmnt_ref1" id="cmnt1">[a]</a><span class="c1">Our capital asks.</span></p><p
class="c4"><span>And again.</span></p></div></body></html>"""
SAID = "Our capital asks.\nAnd again."


def read(page):
    found = reading.read(page.encode(), "page.html")
    assert found.lost == ""
    return found


@pytest.mark.parametrize(
    ("page", "by", "about"), [(WORD, "Aida K", "meet again"), (FILTERED, "AK", ""), (GOOGLE, "?", "")]
)
def test_comments_are_comments_and_no_footnotes(page, by, about):
    found = read(page)
    plain = [it.text.replace("*", "") for it in found.blocks if it.kind in ("text", "title") or it.label == "1"]
    assert plain == ["States meet again in two years[^1].", "As defined."]
    assert ("comments-left-out", SAID.replace("\n", " ")) in [(it.code, it.detail) for it in found.warnings]
    (one,) = (it for it in html_changes.read(page.encode()).paragraphs if it.remarks)
    assert one.remarks == (Remark(by, SAID, about, "2026-06-05T10:00:00Z" if about else ""),)


def test_googles_emphasis_and_labels_are_in_its_classes():
    shown = [(it.label, it.text) for it in read(GOOGLE).blocks]
    assert shown == [
        ("", "**States** meet *again* in two years[^1]."),
        ("1.", "one"),
        ("(a)", "deep"),
        ("2.", "two"),
        ("●", "dot"),
        ("1", "As defined."),
    ]


def page(body, style=""):
    return f"<html><head><meta charset=utf-8><style>{style}</style></head><body>{body}</body></html>"


def test_labels_of_several_levels_and_signs_by_number_are_displayed():
    style = (
        '.lst-a-0>li:before{content:"" counter(lst-ctn-a-0,upper-roman) ". "}'
        '.lst-a-1>li:before{content:counter(lst-ctn-a-0,upper-roman) "." counter(lst-ctn-a-1) " "}'
        '.lst-b-0>li:before{content:"\\0025cb\\d800\\110000"}'
    )
    lists = "<ol class=lst-a-0 start=2><li>a</ol><ol class=lst-a-1><li>b</ol><ul class=lst-b-0><li>c</ul>"
    assert [it.label for it in read(page(lists, style)).blocks] == ["II.", "II.1", "○\ufffd\ufffd"]


@pytest.mark.parametrize(
    ("style", "text"),
    [
        (".x{font-weight:bold}", "a **b**"),
        ("span.x, .y { color: red; FONT-STYLE: italic }", "a *b*"),
        ("/* .x{font-weight:bold} */", "a b"),
        (".x{font-weight:700} .x{font-weight:400}", "a b"),
        ("p.x{font-weight:bold} div .x{font-weight:bold}", "a b"),
        ("@media screen{.x{font-weight:bold}}", "a **b**"),
        (".x{font-weight", "a b"),
    ],
)
def test_words_are_bold_by_their_class_and_not_by_that_of_their_paragraph(style, text):
    (one,) = read(page("<p class=x>a <span class=x>b</span></p>", style)).blocks
    assert one.text == text


@pytest.mark.parametrize(
    ("body", "text"),
    [
        ("5 <span style='font-family:Symbol'>&sup3;</span> 3", "5 ≥ 3"),
        ("5 <span style='mso-char-type:symbol;mso-symbol-font-family:Symbol'>±&lt;</span>", "5 ±<"),
        ('<font face="Wingdings">ü</font> a', "✔ a"),
        ("<span style='font-family:\"Times New Roman\"'>³</span>", "³"),
    ],
)
def test_signs_of_fonts_of_signs_are_the_letters_that_they_show(body, text):
    (one,) = read(page(f"<p>{body}</p>")).blocks
    assert one.text == text
