"""What programs lay on the clipboard, in their own manner; the words are ours."""

# ruff: noqa: E501 - a line of a program's own manner is not broken where ours would be

from dataclasses import dataclass

WORD_HEAD = (
    '<html xmlns:o="urn:schemas-microsoft-com:office:office" xmlns="http://www.w3.org/TR/REC-html40"><head>'
    "<meta name=Generator content='Microsoft Word 15'><style><!-- p.MsoNormal {margin:0cm;} --></style>"
    "<title>secret title</title></head><body lang=EN-GB style='tab-interval:36.0pt'><!--StartFragment-->"
)
WORD_TAIL = "<!--EndFragment--></body></html>"


@dataclass(frozen=True)
class Clip:
    """A clipboard. wording: what goes into a field for a wording; told: what is said, as far as it must be there."""

    html: str
    plain: str
    wording: str
    told: tuple[str, ...] = ()


CLIPS = {
    "Word": Clip(
        WORD_HEAD
        + "<p class=MsoNormal style='text-align:justify'><i>Recalling</i> the <b style='mso-bidi-font-weight:normal'>\n"
        "Declaration</b> of [States] and co\u00adoperation\u200b;<o:p></o:p></p>" + WORD_TAIL,
        "Recalling the Declaration of [States] and co\u00adoperation\u200b;\r\n",
        "*Recalling* the **Declaration** of [States] and cooperation;",
        ("soft hyphens (1)", "signs that nobody sees (1)"),
    ),
    "a list of Word": Clip(
        WORD_HEAD
        + "<p class=MsoListParagraph style='mso-list:l0 level1 lfo1'><![if !supportLists]><span style='font-family:Symbol'>"
        "<span style='mso-list:Ignore'>·<span style='font:7.0pt \"Times New Roman\"'>&nbsp;&nbsp;&nbsp; </span></span></span>"
        "<![endif]>on training;<o:p></o:p></p>\n"
        "<p class=MsoNormal><o:p>&nbsp;</o:p></p>"
        "<p class=MsoListParagraph style='mso-list:l1 level1 lfo2'><![if !supportLists]><span style='mso-list:Ignore'>(a)"
        "<span style='font:7.0pt \"Times New Roman\"'>&nbsp; </span></span><![endif]>on exchange.<o:p></o:p></p>"
        + WORD_TAIL,
        "·   on training;\r\n\r\n(a)  on exchange.\r\n",
        "on training;\n(a) on exchange.",
        ("list signs (1)",),
    ),
    "tracked changes, a comment and a footnote of Word": Clip(
        WORD_HEAD
        + "<p class=MsoNormal>States <del cite='mailto:A%20B' datetime='2026-06-05T10:00'>shall</del><ins cite='mailto:A%20B'>"
        "should</ins> meet<a style='mso-comment-reference:AB_1'></a><span class=MsoCommentReference><a href='#_msocom_1'>"
        "[A1]</a></span><a style='mso-footnote-id:ftn1' href='#_ftn1' name='_ftnref1'><span class=MsoFootnoteReference>[1]"
        "</span></a> every year.</p>"
        "<div style='mso-element:footnote-list'><hr><div style='mso-element:footnote' id=ftn1><p>[1] Adopted.</p></div></div>"
        "<div style='mso-element:comment-list'><div style='mso-element:comment'><p>Why?</p></div></div>" + WORD_TAIL,
        "States shallshould meet[A1][1] every year.\r\n[1] Adopted.\r\nWhy?\r\n",
        "States should meet every year.",
        ("words struck through: “shall”", "comments (2)", "footnotes and their marks (2)"),
    ),
    "LibreOffice": Clip(
        '<!DOCTYPE html><html><head><meta http-equiv="content-type" content="text/html; charset=utf-8"/><title></title>'
        '<style type="text/css">p { line-height: 115% }</style></head><body lang="ru-RU" dir="ltr">'
        '<p style="line-height: 100%"><font face="Liberation Serif, serif"><i>Отметив</i></font> вклад\nА.\u00a0Б. Иванова, '
        '5*6, 10\u2009км и м<sup>2</sup><a class="sdfootnoteanc" name="sdfootnote1anc" href="#sdfootnote1sym"><sup>1</sup></a>,'
        '</p><div id="sdfootnote1"><p><a href="#sdfootnote1anc">1</a>Сноска.</p></div></body></html>',
        "Отметив вклад А.\u00a0Б. Иванова, 5*6, 10\u2009км и м21,\n1Сноска.",
        "*Отметив* вклад А.\u00a0Б. Иванова, 5\\*6, 10 км и м²,",
        ("unusual spaces, made plain ones (1)", "footnotes and their marks (2)"),
    ),
    "Google Docs": Clip(
        '<meta charset="utf-8"><b style="font-weight:normal;" id="docs-internal-guid-0"><p dir="ltr" '
        'style="line-height:1.38;"><span style="font-size:11pt;font-style:italic;white-space:pre-wrap;">Welcoming</span>'
        '<span style="font-weight:400;white-space:pre-wrap;"> the </span><span style="font-weight:700;font-style:italic;">'
        'whole</span><span style="text-decoration:underline;"> report</span>'
        '<span style="text-decoration:line-through;"> of 2021</span>;</p></b><br class="Apple-interchange-newline">',
        "Welcoming the whole report of 2021;",
        "*Welcoming* the ***whole*** report;",
        ("underlining (1)", "words struck through: “of 2021”"),
    ),
    "a page of the web": Clip(
        "<html><body><!--StartFragment--><h2>Article 5</h2><p>See <a href='https://example.org/x'>the report</a>"
        "<img src='https://example.org/i.png' onerror='window.hacked=1'> <span style='display:none'>buy now</span>and "
        "[shall]<sup class='reference'><a href='#cite_note-1'>[1]</a></sup>.</p><ul><li>one</li><li>two</li></ul>"
        "<script>window.hacked=1</script><table><tr><td>a</td><td>b</td></tr></table><!--EndFragment--></body></html>",
        "Article 5\nSee the report and [shall][1].\none\ntwo\na\tb",
        "Article 5\nSee the report and [shall].\none\ntwo\na b",
        (
            "addresses of links (1)",
            "pictures (1)",
            "hidden words: “buy now”",
            "footnotes and their marks (1)",
            "list signs (2)",
        ),
    ),
    "a private sign for a bullet": Clip(
        "", "\uf0b7 on training;\u2028on exchange\u202f!\ufeff", "on training;\non exchange\u202f!", ("list signs (1)",)
    ),
    "our own markup": Clip(
        "", "*Recalling* the Declaration[^1], 10\u00a0km,  twice", "*Recalling* the Declaration[^1], 10\u00a0km,  twice"
    ),
    "styled words that read like our markup": Clip(
        "<p>a [^1] b \\ c ** d <em>*</em></p>", "a [^1] b \\ c ** d *", "a \\[^1] b \\\\ c \\*\\* d *\\**"
    ),
    "Persian": Clip("", "می\u200cخواهیم\u200f، a\u200cb", "می\u200cخواهیم\u200f، ab", ("signs that nobody sees (1)",)),
    "signs that turn words round": Clip(
        "", "pay \u202e001\u202c now\u2066", "pay 001 now", ("signs that nobody sees (3)",)
    ),
    "styled text that tells less than its words": Clip(
        "<p>Only a part</p>", "Only a part of the whole", "Only a part of the whole"
    ),
    "nothing but a picture": Clip("<img src='x.png' alt='Map'>", "", "kept"),
    "a space at the edge": Clip("<b> every </b>", " every ", " **every** "),
}
