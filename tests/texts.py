"""Texts as States write them, in several scripts, and what delegations make of them: material for properties.

Every sentence is our own.
"""

from hypothesis import strategies as st

from drafting.domain.words import pieces

PARAGRAPHS = """\
1. States [shall][should] protect refugees[, subject to national law,] and stateless persons in need[^a]; they \
*may* ask 2–3 partners (by 31 August 2013, 18:00) for [50][60] % of the costs.
12-бис. Государства-участники [обязуются] / [соглашаются] укреплять сотрудничество, обмен данными и, при \
необходимости, – «единый подход» к миграции; срок — 31 августа 2013 г., т. е. не позднее 10\u00a0000 часов.
Отметив *рост* смешанных потоков и вклад А.\u202fБ. Иванова, в том числе [Исламской Республики Иран][^b], ещё \
раз подтвердили: нужны не декларации, а **действия** (см. пункт\u00a05).
а) и\u0306 и е\u0308 разложенные; б) «й» и «ё» слитные; coop\u00aderation, e-mail, e\u2011mail, U.S., Part[y] \
[ies].
L’État hôte s’engage [, sous réserve du droit national,] à réunir aujourd’hui les « parties » concernées : 10,5 \
%.
¿Quién financiará [el][la] «Secretaría»? ¡Las Partes! – 1.º de enero, año 2027.
تؤكد الدول [الأطراف] التزامها بحماية اللاجئين، وَتُشِيدُ بِجُهُودِ البلد المضيف؛ 10٫5٪ [الخيار 1: نعم] [الخيار \
2: لا].
各国[应][应当]保护难民和【无国籍人】,并在2013年8月31日前提交报告[^c]。
Қатысушы мемлекеттер [міндеттенеді] көші-қон саласындағы ынтымақтастықты нығайтуға, т.б. мәселелерге.
Ishtirokchi davlatlar qochqinlarni himoya qilish bo\u02bbyicha hamkorlikni [kuchaytiradi]; O'zbekiston, g‘oya.
[[bearing in mind the needs of women] and [with a view to lasting solutions]], asylum]], [3bis. Text \\[sic\\]
""".split("\n")  # noqa: SIM905 - paragraphs read better than a list of strings; the last one is empty
WORDS = ("shall", "не", "должны", "и", "and others", "难", "اللاجئين", "5", "10\u00a0000", "¿", "[", "]", "[KAZ: x]")
SIGNS = (" ", ", ", "-", "–", "\u00a0", "\u00ad", ".", "«", "»", "*", "**", "[^a]", "\\", "\n", "\u200d", "\u0301")

real = st.sampled_from(PARAGRAPHS)
units = st.lists(st.sampled_from(WORDS + SIGNS), max_size=3).map("".join)
anything = st.text(st.characters(), max_size=40)


@st.composite
def revised(draw, base):
    """The base after a few edits between its tokens, or anywhere; now and then any text at all."""
    text = base
    for _ in range(draw(st.integers(0, 4))):
        if draw(st.booleans()):
            parts = pieces(text)
            at = draw(st.integers(0, len(parts)))
            parts[at : at + draw(st.integers(0, 3))] = [draw(units)]
            text = "".join(parts)
        else:
            at = draw(st.integers(0, len(text)))
            text = text[:at] + draw(units) + text[at + draw(st.integers(0, 9)) :]
    return text if draw(st.integers(0, 9)) else draw(anything)


@st.composite
def negotiated(draw, most=4):
    """A base, and proposals of several sponsors on it."""
    base = draw(st.one_of(real, real, anything))
    count = draw(st.integers(0, most))
    return base, [(f"S{by}", draw(revised(base))) for by in range(count)]


pairs = st.one_of(real, real, anything).flatmap(lambda base: st.tuples(st.just(base), revised(base)))
