"""OpenDocument texts: labels as displayed, notes, emphasis, and what stands beside the text."""

import pytest

from drafting.documents import reading
from drafting.documents.tree import Block
from drafting.documents.writing import write
from drafting.domain.errors import BadText
from tests.strange_files import BLOCKS, NOTE, by_pandoc, printed, zipped

URN = "urn:oasis:names:tc:opendocument:xmlns"
SPACES = (
    " ".join(
        f'xmlns:{short}="{URN}:{name}:1.0"'
        for short, name in [
            ("office", "office"),
            ("text", "text"),
            ("style", "style"),
            ("draw", "drawing"),
            ("table", "table"),
            ("fo", "xsl-fo-compatible"),
        ]
    )
    + ' xmlns:field="urn:openoffice:names:experimental:ooo-ms-interop:xmlns:field:1.0"'
)


def made(text, styles="", beside="", **parts):
    content = (
        f"<office:document-content {SPACES}><office:automatic-styles>{styles}</office:automatic-styles>"
        f"<office:body><office:text>{text}</office:text></office:body></office:document-content>"
    )
    named = f"<office:document-styles {SPACES}>{beside}</office:document-styles>"
    return zipped({"content.xml": content, "styles.xml": named, **parts})


def read(text, styles="", beside=""):
    found = reading.read(made(text, styles, beside), "draft.odt")
    assert found.lost == ""
    return found


def shown(text, styles=""):
    return [(it.label, it.text) for it in read(text, styles).blocks]


def level(depth, kind="number", **said):
    names = {"format": "num-format", "prefix": "num-prefix", "suffix": "num-suffix"}
    attributes = " ".join(
        f'{f"style:{names[name]}" if name in names else f"text:{name}"}="{value}"' for name, value in said.items()
    ).replace("_", "-")
    return f'<text:list-level-style-{kind} text:level="{depth}" {attributes}/>'


def style(*levels, name="L"):
    return f'<text:list-style style:name="{name}">{"".join(levels)}</text:list-style>'


def items(*texts, more=""):
    return "".join(f"<text:list-item {more}><text:p>{it}</text:p></text:list-item>" for it in texts)


def listed(inside, more="", name="L"):
    return f'<text:list text:style-name="{name}" {more}>{inside}</text:list>'


@pytest.mark.parametrize(
    ("levels", "labels"),
    [
        (level(1, format="1", suffix="."), ["1.", "2.", "3."]),
        (level(1, format="1", suffix=".", start_value="7"), ["7.", "8.", "9."]),
        (level(1, format="i", prefix="(", suffix=")"), ["(i)", "(ii)", "(iii)"]),
        (level(1, format="I"), ["I", "II", "III"]),
        (level(1, format="a", suffix=")"), ["a)", "b)", "c)"]),
        (level(1, format="A", suffix=")"), ["A)", "B)", "C)"]),
        (level(1, format="а, б, .., аа, бб, ... (ru)", suffix=")"), ["а)", "б)", "в)"]),
        (level(1, format="А, Б, .., АА, ББ, ... (ru)", suffix=")"), ["А)", "Б)", "В)"]),
        (level(1, format="", prefix="Option"), ["Option", "Option", "Option"]),
        (level(1, "bullet", bullet_char="–"), ["–", "–", "–"]),
        (level(1, "bullet", bullet_char="\uf0b7"), ["•", "•", "•"]),
        (level(1, "image"), ["•", "•", "•"]),
        ('<text:list-level-style-number text:level="1" style:num-format="1" style:num-list-format="OP%1%"/>',
         ["OP1", "OP2", "OP3"]),
        ("", ["", "", ""]),
    ],
)  # fmt: skip
def test_labels_are_those_that_the_file_displays(levels, labels):
    assert [label for label, _ in shown(listed(items("one;", "two;", "three;")), style(levels))] == labels


def test_a_deeper_list_shows_the_numbers_above_it_and_begins_anew_under_each():
    levels = level(1, format="1", suffix=".") + level(2, format="1", suffix=".", display_levels="2")
    deeper = f"<text:list>{items('x;', 'y;')}</text:list>"
    inside = f"<text:list-item><text:p>a</text:p>{deeper}</text:list-item>" * 2
    assert [label for label, _ in shown(listed(inside), style(levels))] == ["1.", "1.1.", "1.2.", "2.", "2.1.", "2.2."]


def test_an_item_that_only_holds_a_deeper_list_counts_where_it_is_the_first():
    deeper = f"<text:list-item>{listed(items('deep'))}</text:list-item>"
    styles = style(level(1, format="1", suffix="."), level(2, format="a", suffix=")"))
    assert shown(listed(deeper + items("two")), styles) == [("a)", "deep"), ("2.", "two")]
    assert shown(listed(items("one") + deeper + items("two")), styles) == [("1.", "one"), ("a)", "deep"), ("2.", "two")]


def test_a_list_goes_on_with_the_one_that_it_names_and_with_no_other():
    numbers = style(level(1, format="1", suffix="."))
    first, other = listed(items("a;", "b;"), 'xml:id="x"'), listed(items("c;"))
    by_name = listed(items("d;"), 'text:continue-list="x"')
    by_style = listed(items("e;"), 'text:continue-numbering="true"')
    found = shown(first + other + by_name + by_style, numbers)
    assert [label for label, _ in found] == ["1.", "2.", "1.", "3.", "4."]


def test_an_item_may_begin_with_a_number_of_its_own_and_go_on_in_paragraphs_without_one():
    inside = '<text:list-item text:start-value="5"><text:p>a</text:p><text:p>more</text:p></text:list-item>'
    header = "<text:list-header><text:p>none</text:p></text:list-header>"
    found = shown(listed(inside + header), style(level(1, format="1", suffix=".")))
    assert found == [("5.", "a"), ("", "more"), ("", "none")]


def test_headings_are_numbered_by_the_outline():
    outline = '<text:outline-style><text:outline-level-style text:level="1" style:num-format="I"/></text:outline-style>'
    text = (
        '<text:h text:outline-level="1">Scope</text:h>'
        '<text:h text:outline-level="1" text:is-list-header="true">No</text:h>'
        '<text:h text:outline-level="1">Aims</text:h>'
    )
    assert [it.label for it in read(text, beside=outline).blocks] == ["I", "", "II"]


STYLES = (
    '<style:style style:name="B" style:family="text"><style:text-properties fo:font-weight="bold"/></style:style>'
    '<style:style style:name="I" style:family="text"><style:text-properties fo:font-style="italic"/></style:style>'
    '<style:style style:name="BI" style:family="text" style:parent-style-name="B">'
    '<style:text-properties fo:font-style="oblique"/></style:style>'
    '<style:style style:name="N" style:family="text"><style:text-properties fo:font-weight="300"/></style:style>'
    '<style:style style:name="P" style:family="paragraph"><style:text-properties fo:font-weight="700"/></style:style>'
)


@pytest.mark.parametrize(
    ("text", "read_as"),
    [
        ('a <text:span text:style-name="B">b</text:span> c', "a **b** c"),
        ('a <text:span text:style-name="I">b</text:span> c', "a *b* c"),
        ('<text:span text:style-name="B">a <text:span text:style-name="N">b</text:span></text:span>', "**a **b"),
        ('to <text:a><text:span text:style-name="BI">b</text:span></text:a>.', "to ***b***."),
        ("a\n   b<text:s/><text:s text:c='2'/>c<text:tab/>d<text:line-break/>e", "a b   c\td\ne"),
        ("a<text:bookmark text:name='x'/>b<text:soft-page-break/>c", "abc"),
        ("a \\ *b* [^c]", "a \\\\ \\*b\\* \\[^c]"),
    ],
)
def test_the_words_of_a_paragraph(text, read_as):
    found = read(f"<text:p>{text}</text:p>", STYLES).blocks[0].text
    assert found == read_as


def test_a_whole_paragraph_is_bold_where_it_was_made_so_by_hand():
    text = '<text:h>Title</text:h><text:p text:style-name="P">words.</text:p>'
    assert read(text, STYLES).blocks[1].text == "**words.**"
    assert read(text, beside=f"<office:styles>{STYLES}</office:styles>").blocks[1].text == "words."


NOTED = (
    '<text:p>One<text:bookmark text:name="_RefN"/><text:note text:id="n"><text:note-citation>1</text:note-citation>'
    "<text:note-body><text:p>The note</text:p><text:p>goes on</text:p></text:note-body></text:note>.</text:p>"
)


def field(code):
    param = f'<field:param field:name="code" field:value="{code}"/>'
    return f"<field:fieldmark-start>{param}</field:fieldmark-start><text:span>1</text:span><field:fieldmark-end/>"


@pytest.mark.parametrize(
    ("second", "read_as"),
    [
        ('<text:note-ref text:ref-name="n">1</text:note-ref>', "Two[^1]."),
        (field(r" NOTEREF _RefN \f \h"), "Two[^1]."),
        (field(" PAGE "), "Two1."),
    ],
)
def test_a_note_marked_twice_is_one_note(second, read_as):
    found = read(f"{NOTED}<text:p>Two{second}.</text:p>")
    assert [it.text for it in found.blocks] == ["One[^1].", read_as, "The note\ngoes on"]


def test_endnotes_and_footnotes_are_counted_together_by_their_marks():
    body = "<text:note-body><text:p>{0}</text:p></text:note-body>"
    note = f'<text:note text:id="{{0}}" text:note-class="{{1}}">{body}</text:note>'
    text = f"<text:p>a{note.format('x', 'endnote')} b{note.format('y', 'footnote')}</text:p>"
    assert shown(text) == [("", "a[^1] b[^2]"), ("1", "x"), ("2", "y")]


TABLE = (
    "<table:table><table:table-row><table:table-cell><text:p>a</text:p></table:table-cell><table:table-cell>"
    "<text:p>b</text:p></table:table-cell></table:table-row></table:table>"
)
TRACKED = (
    "<text:tracked-changes><text:changed-region><text:deletion><text:p>gone</text:p></text:deletion></text:changed-region>"
    "<text:changed-region><text:insertion/></text:changed-region></text:tracked-changes>"
)


@pytest.mark.parametrize(
    ("text", "words", "warning"),
    [
        (f"{TRACKED}<text:p>stays</text:p>", ["stays"], ("tracked-changes", "deleted 1, inserted 1")),
        (
            "<text:p>a<office:annotation><text:p>Why<text:s/>so?</text:p></office:annotation>b</text:p>",
            ["ab"],
            ("comments-left-out", "Why so?"),
        ),
        ("<text:p>a<draw:frame><draw:image/></draw:frame></text:p>", ["a"], ("image-left-out", "")),
        (
            TABLE,
            ["a", "b"],
            ("table-flattened", "1"),
        ),
    ],
)
def test_what_is_no_text_is_left_out_and_told(text, words, warning):
    found = read(text)
    assert [it.text for it in found.blocks] == words
    assert [(it.code, it.detail) for it in found.warnings] == [warning]


def test_a_box_is_read_after_the_paragraph_that_it_hangs_on():
    box = "<draw:frame><draw:text-box><text:p>inside</text:p></draw:text-box></draw:frame>"
    assert shown(f"<text:p>a{box}b</text:p>{box}") == [("", "ab"), ("", "inside"), ("", "inside")]


def test_headers_and_footers_are_told_of():
    beside = (
        "<office:master-styles><style:master-page><style:header><text:p>Draft</text:p></style:header>"
        "<style:footer><text:p>Page<text:s/>1</text:p></style:footer></style:master-page></office:master-styles>"
    )
    found = read("<text:p>a</text:p>", beside=beside)
    assert [(it.code, it.detail) for it in found.warnings] == [
        ("header-left-out", "Draft"),
        ("footer-left-out", "Page 1"),
    ]


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (made("<text:p>a</text:p>", **{"META-INF/manifest.xml": "<m><f><encryption-data/></f></m>"}), "encrypted"),
        (zipped({"content.xml": "<office:document"}), "broken-file"),
        (zipped({"content.xml": "<a/>"}), "not-a-document"),
        (made(""), "empty"),
    ],
)
def test_what_cannot_be_read_is_refused(data, code):
    with pytest.raises(BadText) as refusal:
        reading.read(data, "draft.odt")
    assert refusal.value.code == code


def test_what_we_write_is_read_back_word_for_word():
    found = reading.read(write(printed(), "odt"), "draft.odt")
    expected = [*(it.text.replace("[^a]", "[^1]") for it in BLOCKS), NOTE.text]
    assert [it.text for it in found.blocks] == expected
    assert [it.label for it in found.blocks[:-1]] == [it.label for it in BLOCKS]
    assert found.lost == ""


def test_what_pandoc_writes_is_read():
    found = reading.read(by_pandoc("odt"), "draft.odt")
    assert list(found.blocks) == PANDOC
    assert found.lost == ""


PANDOC = [
    Block("title", "Communiqué"),
    Block("operative", "First *paragraph* here.", "1."),
    Block("operative", "Second paragraph[^1], with **bold** words.", "2."),
    Block("point", "point one;", "(a)", 1),
    Block("point", "point two.", "(b)", 1),
    Block("operative", "Третий пункт[^2].", "3."),
    Block("point", "roman four", "iv.", 1),
    Block("point", "roman five", "v.", 1),
    Block("point", "a bullet", "•", 2),
    Block("text", "Text after, that ends here."),
    Block("note", "The note with *italic*.", "1"),
    Block("note", "Вторая сноска.", "2"),
]
