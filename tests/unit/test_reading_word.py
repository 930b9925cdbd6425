"""Word files: labels as displayed, markup, notes, tracked changes. The files are made here."""

import io
import zipfile

import docx
import pytest
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls

from drafting.documents.list_numbers import formatted
from drafting.documents.reading import read

NS = nsdecls("w", "r")
MC = 'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"'
HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'
RELATIONS = (
    f'{HEAD}<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="r" '
    'Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" '
    'Target="{}"/></Relationships>'
)


def level(depth, text, fmt="decimal", extra=""):
    shape = f'<w:start w:val="1"/><w:numFmt w:val="{fmt}"/>{extra}<w:lvlText w:val="{text}"/>'
    return f'<w:lvl w:ilvl="{depth}">{shape}</w:lvl>'


def word(*paragraphs, numbering="", footnotes="", endnotes="", styles="", path="word/document.xml", **parts):
    """A Word file of the given paragraphs (XML, or plain words) and parts."""
    body = "".join(p if p.startswith("<") else f"<w:p><w:r><w:t>{p}</w:t></w:r></w:p>" for p in paragraphs)
    files = {
        "_rels/.rels": RELATIONS.format(path),
        path: f"{HEAD}<w:document {NS} {MC}><w:body>{body}</w:body></w:document>",
    }
    for name, inner in {
        "numbering": numbering,
        "footnotes": footnotes,
        "endnotes": endnotes,
        "styles": styles,
        **parts,
    }.items():
        if inner:
            files[f"word/{name}.xml"] = f"{HEAD}<w:{name} {NS}>{inner}</w:{name}>"
    return packed(files)


def packed(files):
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return data.getvalue()


def listed(text, number=1, depth=0):
    numbered = f'<w:pPr><w:numPr><w:ilvl w:val="{depth}"/><w:numId w:val="{number}"/></w:numPr></w:pPr>'
    return f"<w:p>{numbered}<w:r><w:t>{text}</w:t></w:r></w:p>"


def lists(*levels, more=""):
    number = '<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>'
    return f'<w:abstractNum w:abstractNumId="0">{"".join(levels)}</w:abstractNum>{more}{number}'


def recognised(data):
    found = read(data, "draft.docx")
    assert found.lost == ""
    assert found.read == found.stored
    return found


def labels(data):
    return [block.label for block in recognised(data).blocks]


def texts(data):
    return [block.text for block in recognised(data).blocks]


@pytest.mark.parametrize(
    ("fmt", "text", "expected"),
    [
        ("decimal", "%1.", ["1.", "2.", "3."]),
        ("decimal", "%1)", ["1)", "2)", "3)"]),
        ("lowerRoman", "(%1)", ["(i)", "(ii)", "(iii)"]),
        ("upperRoman", "%1.", ["I.", "II.", "III."]),
        ("lowerLetter", "(%1)", ["(a)", "(b)", "(c)"]),
        ("upperLetter", "%1.", ["A.", "B.", "C."]),
        ("russianLower", "%1)", ["а)", "б)", "в)"]),
        ("russianUpper", "%1.", ["А.", "Б.", "В."]),
        ("decimalZero", "%1.", ["01.", "02.", "03."]),
        ("bullet", "\uf0b7", ["•", "•", "•"]),
        ("bullet", "–", ["–", "–", "–"]),
        ("none", "%1", ["", "", ""]),
    ],
)
def test_labels_are_those_that_word_displays(fmt, text, expected):
    data = word(*[listed(f"Text {n}") for n in "abc"], numbering=lists(level(0, text, fmt)))
    assert labels(data) == expected


def test_russian_lists_skip_five_letters():
    letters = "".join(formatted(number, "russianLower") for number in range(1, 29))
    assert letters == "абвгдежзиклмнопрстуфхцчшщэюя"
    assert formatted(29, "russianLower") == "аа"
    assert formatted(28, "lowerLetter") == "bb"
    assert formatted(400, "lowerRoman") == "400"
    assert formatted(0, "lowerLetter") == "0"


def test_deeper_lists_restart_and_name_their_parents():
    numbering = lists(level(0, "%1."), level(1, "%1.%2."), level(2, "(%3)", "lowerLetter"))
    steps = [0, 1, 1, 2, 2, 0, 1, 2]
    data = word(*[listed("Text", depth=depth) for depth in steps], numbering=numbering)
    assert labels(data) == ["1.", "1.1.", "1.2.", "(a)", "(b)", "2.", "2.1.", "(a)"]


def test_a_level_may_count_on_and_may_show_its_parents_in_digits():
    on = '<w:lvlRestart w:val="0"/>'
    data = word(
        *[listed("Text", depth=depth) for depth in (0, 1, 0, 1)],
        numbering=lists(level(0, "%1.", "upperRoman"), level(1, "%1.%2", extra=f"{on}<w:isLgl/>")),
    )
    assert labels(data) == ["I.", "1.1", "II.", "2.2"]


def test_two_lists_of_one_definition_count_on_unless_one_starts_anew():
    more = (
        '<w:num w:numId="2"><w:abstractNumId w:val="0"/></w:num><w:num w:numId="3"><w:abstractNumId w:val="0"/>'
        '<w:lvlOverride w:ilvl="0"><w:startOverride w:val="5"/></w:lvlOverride></w:num>'
    )
    numbering = lists(level(0, "%1.")) + more
    data = word(*[listed("Text", number) for number in (1, 1, 2, 3, 3)], numbering=numbering)
    assert labels(data) == ["1.", "2.", "3.", "5.", "6."]


def test_a_list_style_stands_for_its_definition():
    numbering = (
        f'<w:abstractNum w:abstractNumId="0"><w:numStyleLink w:val="L"/></w:abstractNum>'
        f'<w:abstractNum w:abstractNumId="7"><w:styleLink w:val="L"/>{level(0, "(%1)")}</w:abstractNum>'
        '<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>'
    )
    assert labels(word(listed("Text"), numbering=numbering)) == ["(1)"]


def test_an_unknown_list_gives_no_label():
    assert labels(word(listed("Text", 9), listed("Text", 0))) == ["", ""]


def test_headings_and_lists_come_from_styles():
    styles = (
        '<w:style w:styleId="T"><w:name w:val="Title"/></w:style>'
        '<w:style w:styleId="H"><w:name w:val="heading 2"/></w:style>'
        '<w:style w:styleId="S"><w:name w:val="Own"/><w:basedOn w:val="H"/></w:style>'
        '<w:style w:styleId="O"><w:pPr><w:outlineLvl w:val="0"/></w:pPr></w:style>'
        '<w:style w:styleId="N"><w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr></w:style>'
    )
    named = [
        f'<w:p><w:pPr><w:pStyle w:val="{name}"/></w:pPr><w:r><w:t>{text}</w:t></w:r></w:p>'
        for name, text in [("T", "Rules"), ("O", "Scope"), ("S", "Aims"), ("N", "To act.")]
    ]
    found = recognised(word(*named, styles=styles, numbering=lists(level(0, "%1."))))
    shapes = [(b.kind, b.level, b.label) for b in found.blocks]
    assert shapes == [("title", 0, ""), ("heading", 1, ""), ("heading", 2, ""), ("operative", 0, "1.")]


def run(text, *switches):
    return f'<w:r><w:rPr>{"".join(switches)}</w:rPr><w:t xml:space="preserve">{text}</w:t></w:r>'


def test_italic_and_bold_are_kept_and_signs_made_literal():
    styles = '<w:style w:styleId="E"><w:rPr><w:i/></w:rPr></w:style>'
    runs = [
        run("Recalling", "<w:i/>"),
        run(" the "),
        run("Mechanism", "<w:b/>"),
        run(" * ", '<w:b w:val="0"/>'),
        run("so", '<w:rStyle w:val="E"/>'),
        run(" not", '<w:rStyle w:val="E"/>', '<w:i w:val="false"/>'),
    ]
    assert texts(word(f"<w:p>{''.join(runs)}</w:p>", styles=styles)) == [r"*Recalling* the **Mechanism** \* *so* not"]


def test_signs_of_their_own_elements():
    inner = "<w:t>a</w:t><w:tab/><w:t>b</w:t><w:br/><w:t>c</w:t><w:noBreakHyphen/><w:softHyphen/><w:sym w:char='00A7'/>"
    page = '<w:br w:type="page"/><w:cr/><w:t>d</w:t>'
    assert texts(word(f"<w:p><w:r>{inner}{page}</w:r></w:p>")) == ["a\tb\nc\u2011\u00ad§\nd"]


def test_words_in_links_fields_and_controls_are_read():
    data = word(
        "<w:p><w:hyperlink><w:r><w:t>a </w:t></w:r></w:hyperlink><w:fldSimple><w:r><w:t>b </w:t></w:r></w:fldSimple>"
        "<w:r><w:instrText>PAGE</w:instrText></w:r><w:smartTag><w:r><w:t>c</w:t></w:r></w:smartTag></w:p>"
        "<w:sdt><w:sdtContent><w:p><w:r><w:t>d</w:t></w:r></w:p></w:sdtContent></w:sdt>"
    )
    assert texts(data) == ["a b c", "d"]


def test_a_formula_is_read_as_its_letters():
    math = 'xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math"'
    assert texts(word(f"<w:p><m:oMath {math}><m:r><m:t>x+y</m:t></m:r></m:oMath></w:p>")) == ["x+y"]


def mark(kind, number):
    return f'<w:r><w:{kind}Reference w:id="{number}"/></w:r>'


def note(kind, number, text, extra=""):
    runs = f"<w:r><w:{kind}Ref/></w:r><w:r><w:t> {text}</w:t></w:r>"
    return f'<w:{kind} w:id="{number}" {extra}><w:p>{runs}</w:p></w:{kind}>'


def test_notes_are_counted_by_their_first_mark_and_shared_ones_are_one():
    body = f"<w:p>{run('A')}{mark('footnote', 4)}{run(' B')}{mark('endnote', 2)}{run(' C')}{mark('footnote', 4)}</w:p>"
    data = word(
        body,
        footnotes=note("footnote", -1, "line", 'w:type="separator"')
        + note("footnote", 4, "Four")
        + note("footnote", 9, "Nine"),
        endnotes=note("endnote", 2, "Two"),
    )
    found = recognised(data)
    assert [(b.label, b.text) for b in found.blocks] == [
        ("", "A[^1] B[^2] C[^1]"),
        ("1", "Four"),
        ("2", "Two"),
        ("3", "Nine"),
    ]
    assert [(w.code, w.detail) for w in found.warnings] == [("note-without-mark", "3")]


def field_of(code, *shown):
    chars = [f'<w:r><w:fldChar w:fldCharType="{kind}"/></w:r>' for kind in ("begin", "separate", "end")]
    return f"{chars[0]}<w:r><w:instrText>{code}</w:instrText></w:r>{chars[1]}{''.join(map(run, shown))}{chars[2]}"


def bookmarked(name, inside):
    return f'<w:bookmarkStart w:id="7" w:name="{name}"/>{inside}<w:bookmarkEnd w:id="7"/>'


@pytest.mark.parametrize(
    ("second", "text"),
    [
        (field_of(" NOTEREF _Ref9 \\f \\h ", "1"), "A[^1] B[^1]"),
        (field_of(" NOTEREF _Ref9 ", "1", "2"), "A[^1] B[^1]"),
        (f'<w:fldSimple w:instr="NOTEREF _Ref9">{run("1")}</w:fldSimple>', "A[^1] B[^1]"),
        (field_of(" NOTEREF _Other ", "1"), "A[^1] B1"),
        (field_of(" PAGE ", "1"), "A[^1] B1"),
    ],
)
def test_a_cross_reference_to_a_note_is_its_second_mark(second, text):
    body = f"<w:p>{run('A')}{bookmarked('_Ref9', mark('footnote', 4))}{run(' B')}{second}</w:p>"
    found = recognised(word(body, footnotes=note("footnote", 4, "Four")))
    assert found.blocks[0].text == text
    assert found.lost == ""


def test_a_mark_whose_note_is_gone_is_told():
    found = recognised(word(f"<w:p>{run('A')}{mark('footnote', 4)}</w:p>"))
    assert [(w.code, w.detail) for w in found.warnings] == [("mark-without-note", "1")]


def test_insertions_are_taken_deletions_left_out_and_both_told():
    tracked = (
        f"<w:p>{run('The Parties ')}<w:ins>{run('shall')}</w:ins>"
        "<w:del><w:r><w:delText>should</w:delText></w:r></w:del>"
        f"<w:moveFrom>{run('here')}</w:moveFrom><w:moveTo>{run(' there')}</w:moveTo></w:p>"
    )
    found = recognised(word(tracked))
    assert found.blocks[0].text == "The Parties shall there"
    assert [(w.code, w.detail) for w in found.warnings] == [("tracked-changes", "deleted 1, inserted 1, moved 1")]


@pytest.mark.parametrize(("after", "expected"), [(["end."], ["One end."]), ([], ["One"])])
def test_a_deleted_paragraph_end_joins_the_next(after, expected):
    gone = f"<w:p><w:pPr><w:rPr><w:del/></w:rPr></w:pPr>{run('One ')}</w:p>"
    assert texts(word(gone, *after)) == expected


def test_tables_are_read_cell_by_cell_and_pictures_told():
    cells = "".join(f"<w:tc><w:p><w:r><w:t>{text}</w:t></w:r></w:p></w:tc>" for text in "ab")
    picture = "<w:p><w:r><w:drawing/></w:r><w:r><w:t>c</w:t></w:r></w:p>"
    found = recognised(word(f"<w:tbl><w:tr>{cells}</w:tr></w:tbl>", picture))
    assert [block.text for block in found.blocks] == ["a", "b", "c"]
    assert [(w.code, w.block) for w in found.warnings] == [("table-flattened", 0), ("image-left-out", 2)]


def test_a_text_box_is_read_once():
    box = "<w:txbxContent><w:p><w:r><w:t>box</w:t></w:r></w:p></w:txbxContent>"
    choice = f"<mc:Choice><w:drawing>{box}</w:drawing></mc:Choice>"
    fallback = f"<mc:Fallback><w:pict>{box}</w:pict></mc:Fallback>"
    both = f"<mc:AlternateContent>{choice}{fallback}</mc:AlternateContent>"
    found = read(word(f"<w:p><w:r>{both}</w:r><w:r><w:t>host</w:t></w:r></w:p>"), "x.docx")
    assert [block.text for block in found.blocks] == ["host", "box"]
    assert found.lost == ""


def test_what_stands_beside_the_text_is_told():
    parts = {
        "header1": "<w:p><w:r><w:t>Ref: X/1</w:t></w:r></w:p>",
        "comments": "<w:p><w:r><w:t>Why?</w:t></w:r></w:p>",
    }
    found = recognised(word("Text", footer1="<w:p/>", **parts))
    assert [(w.code, w.detail) for w in found.warnings] == [
        ("comments-left-out", "Why?"),
        ("header-left-out", "Ref: X/1"),
    ]


def test_the_strict_namespace_and_another_path_are_understood():
    strict = word("Text", path="word/document2.xml")
    assert texts(strict) == ["Text"]
    with zipfile.ZipFile(io.BytesIO(strict)) as archive:
        files = {name: archive.read(name) for name in archive.namelist()}
    old = b"http://schemas.openxmlformats.org/wordprocessingml/2006/main"
    path = "word/document2.xml"
    files[path] = files[path].replace(old, b"http://purl.oclc.org/ooxml/wordprocessingml/main")
    assert texts(packed(files)) == ["Text"]


def test_a_file_made_by_python_docx():
    document = docx.Document()
    document.add_heading("Ministerial Conference", 0)
    document.add_paragraph("5 June 2026, Arlen, Verdania")
    recital = document.add_paragraph("(i) ")
    recital.add_run("Recalling").italic = True
    recital.add_run(" the Declaration;")
    document.add_paragraph("Decided:")
    for text in ("To act;", "To meet again."):
        document.add_paragraph(text, style="List Number")
    document.add_paragraph("at once", style="List Bullet")
    document.element.body.append(parse_xml(f"<w:p {NS}><w:r><w:t>End.</w:t></w:r></w:p>"))
    saved = io.BytesIO()
    document.save(saved)
    shapes = [(b.kind, b.label, b.text) for b in recognised(saved.getvalue()).blocks]
    assert shapes == [
        ("title", "", "Ministerial Conference"),
        ("place", "", "5 June 2026, Arlen, Verdania"),
        ("recital", "(i)", "*Recalling* the Declaration;"),
        ("enacting", "", "Decided:"),
        ("operative", "1.", "To act;"),
        ("operative", "2.", "To meet again."),
        ("point", "•", "at once"),
        ("text", "", "End."),
    ]
