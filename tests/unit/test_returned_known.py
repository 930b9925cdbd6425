"""Paragraphs that were read before are read the same: what is remembered changes no word of any file."""

from hypothesis import example, given, settings
from hypothesis import strategies as st

from drafting.documents.docx import docx_changes, docx_changes_known
from drafting.documents.docx.docx_in_package import Package
from drafting.domain.errors import BadText
from tests.returning import R, W, file_of, packed, standing, taken, unpacked

DRAFT = standing(("title", "", "Communiqué"), ("operative", "1.", "States agree[^a]."), ("note", "a", "In part."))
TEXT = "<w:r><w:t>States agree.</w:t></w:r>"
MARK = '<w:bookmarkStart w:id="8" w:name="marked"/><w:r><w:footnoteReference w:id="1"/></w:r><w:bookmarkEnd w:id="8"/>'
REFERENCE = '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText> NOTEREF marked </w:instrText></w:r>'
SHOWN, ENDED = ('<w:r><w:fldChar w:fldCharType="separate"/></w:r>', '<w:r><w:fldChar w:fldCharType="end"/></w:r>')
MOVED = f'<w:moveFrom w:id="7" w:author="A">{TEXT}</w:moveFrom>'
# Whole paragraphs, most of which say something else beside one neighbour than beside another.
PARAGRAPHS = [
    f"<w:p>{inner}</w:p>"
    for inner in (
        TEXT,
        "",
        f'<w:bookmarkStart w:id="1" w:name="_para_101"/>{TEXT}<w:bookmarkEnd w:id="1"/>',
        f'<w:pPr><w:pStyle w:val="Operative"/></w:pPr><w:r><w:rPr><w:rStyle w:val="Label"/></w:rPr>{TEXT[5:]}{TEXT}',
        f'<w:pPr><w:pStyle w:val="TOC1"/></w:pPr>{TEXT}',
        f'<w:pPr><w:pStyle w:val="Counted"/></w:pPr>{TEXT}',
        f'<w:pPr><w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr></w:pPr>{TEXT}',
        f'<w:pPr><w:rPr><w:ins w:id="2" w:author="A"/></w:rPr></w:pPr>{TEXT}',
        f'<w:pPr><w:rPr><w:moveFrom w:id="2" w:author="A"/></w:rPr></w:pPr>{TEXT}',
        f'<w:pPr><w:pPrChange w:id="3" w:author="A"><w:pPr/></w:pPrChange></w:pPr>{TEXT}',
        f'<w:commentRangeStart w:id="4"/>{TEXT}',
        f'{TEXT}<w:commentRangeEnd w:id="4"/><w:r><w:commentReference w:id="4"/></w:r>',
        f'<w:moveFromRangeStart w:id="5" w:name="move5"/>{TEXT}{MOVED}',
        f'{TEXT}{MOVED}<w:moveFromRangeEnd w:id="5"/>',
        f"{TEXT}{MARK}",
        f"{TEXT}{REFERENCE}{SHOWN}",
        "<w:r><w:t>1</w:t></w:r>",
        f"{TEXT}{ENDED}",
        f"{TEXT}<w:r><w:drawing/></w:r>",
        f"<w:r><w:t>a</w:t><w:pict><w:txbxContent><w:p>{TEXT}</w:p></w:txbxContent></w:pict></w:r>",
        f'<w:smartTag w:uri="u" w:element="place">{TEXT}</w:smartTag>',
        '<w:r><w:footnoteReference w:id="2"/></w:r>',
        f'{TEXT}<w:r><w:commentReference w:id="4"/></w:r>',
    )
]
BETWEEN = [
    '<w:bookmarkStart w:id="9" w:name="_para_102"/>',
    '<w:commentRangeStart w:id="4"/>',
    '<w:commentRangeEnd w:id="4"/>',
    f"<w:tbl><w:tr><w:trPr><w:ins w:id='6' w:author='A'/></w:trPr><w:tc>{PARAGRAPHS[0]}</w:tc></w:tr></w:tbl>",
]
LISTS = (
    f'<w:numbering xmlns:w="{W}"><w:abstractNum w:abstractNumId="1"><w:lvl w:ilvl="0"><w:numFmt w:val="decimal"/>'
    '<w:lvlText w:val="%1."/></w:lvl></w:abstractNum><w:num w:numId="1">'
    '<w:abstractNumId w:val="1"/></w:num></w:numbering>'
)
COUNTED = (
    '<w:style w:type="paragraph" w:styleId="Counted"><w:name w:val="Counted"/>'
    '<w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr></w:style></w:styles>'
)
COMMENT = (
    f'<w:comments xmlns:w="{W}" xmlns:r="{R}"><w:comment w:id="4" w:author="A">{PARAGRAPHS[0]}</w:comment></w:comments>'
)

bodies = st.lists(st.sampled_from([*PARAGRAPHS, *BETWEEN]), min_size=1, max_size=8).map("".join)
FILE = unpacked(file_of(taken(DRAFT), numbering=LISTS, comments=COMMENT))


def word(body, head=""):
    """A file with this body. head: what Word writes on a paragraph to name the session that it was saved in."""
    document = FILE["word/document.xml"].partition("<w:body>")[0]
    styles = FILE["word/styles.xml"].replace("</w:styles>", COUNTED)
    body = body.replace("<w:p>", f"<w:p {head}>")
    whole = f"{document}<w:body>{body}</w:body></w:document>"
    return packed(FILE | {"word/document.xml": whole, "word/styles.xml": styles})


def read(data):
    try:
        return docx_changes.read(data)
    except BadText as error:
        return error.code


def read_afresh(data):
    docx_changes_known.forget()
    return read(data)


ALONE = [word(it) for it in PARAGRAPHS]
AFRESH = [read_afresh(it) for it in ALONE]


@given(bodies)
@example("".join(PARAGRAPHS))
@example(BETWEEN[3] + PARAGRAPHS[0])
@example(PARAGRAPHS[0] + PARAGRAPHS[6] + PARAGRAPHS[6])
@example(PARAGRAPHS[9] + PARAGRAPHS[9])
@example(PARAGRAPHS[18] + PARAGRAPHS[18])
@example(PARAGRAPHS[14] + PARAGRAPHS[21])
@example(PARAGRAPHS[22] + PARAGRAPHS[22])
@example(PARAGRAPHS[12] + PARAGRAPHS[8] + PARAGRAPHS[13])
@example(PARAGRAPHS[0] + PARAGRAPHS[5] + PARAGRAPHS[5])
@example(PARAGRAPHS[14] + PARAGRAPHS[15] + PARAGRAPHS[16] + PARAGRAPHS[17])
@example(BETWEEN[0] + PARAGRAPHS[0] + PARAGRAPHS[10] + PARAGRAPHS[0] + PARAGRAPHS[11])
@settings(max_examples=60, deadline=None)
def test_a_file_says_the_same_whatever_was_read_before_it(body):
    data = word(body)
    afresh = read_afresh(data)
    # What was met in this file is read in others, and what was met in others in this one.
    assert [read(it) for it in ALONE] == AFRESH
    docx_changes_known.forget()
    assert [read(it) for it in ALONE] == AFRESH
    assert read(data) == afresh


def test_what_a_paragraph_is_depends_on_the_styles_of_its_file():
    data = word(PARAGRAPHS[3])
    files = unpacked(data)
    files["word/styles.xml"] = files["word/styles.xml"].replace(
        '<w:name w:val="Operative"/>', '<w:name w:val="Point"/>'
    )
    other = packed(files)
    afresh = read_afresh(other)
    assert read(data) != afresh
    assert read(other) == afresh


def test_paragraphs_are_known_again_when_word_saved_them_anew():
    first, second = (word(PARAGRAPHS[2], f'w:rsidR="{at}" w:rsidRDefault="{at}"') for at in ("00A1", "00B2"))
    before = read_afresh(first).paragraphs[0]
    assert read(second).paragraphs[0] is before


def test_what_is_remembered_is_bounded(monkeypatch):
    monkeypatch.setattr(docx_changes_known, "_MOST", 3)
    monkeypatch.setattr(docx_changes_known, "_LONGEST", 1_000)
    docx_changes_known.forget()
    many = [f"<w:p><w:r><w:t>{at}</w:t></w:r></w:p>" for at in range(8)]
    long = f"<w:p><w:r><w:t>{'a' * 1_000}</w:t></w:r></w:p>"
    copies = [docx_changes.read(word("".join([*many, long]))) for _ in range(2)]
    assert copies[0] == copies[1]
    package = Package.of(word(""))
    known = docx_changes_known.common_of(package, package.document()).known
    assert 0 < len(known) <= 3
    assert all(len(xml) <= 1_000 for xml in known)
