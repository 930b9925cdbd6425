"""The table of the world's States: complete, in order, and right in every Russian case."""

import csv
import re
import tomllib
import unicodedata
from collections import Counter
from datetime import date
from fnmatch import fnmatch
from pathlib import Path

import pytest
from babel.core import get_global

from drafting import world
from drafting.domain.declension import declined

ROOT = Path(__file__).resolve().parents[2]
ALL = world.states()
# The Members of the UN by the codes of ISO 3166-1, written down apart from the table.
MEMBERS = """
    AFG:AF AGO:AO ALB:AL AND:AD ARE:AE ARG:AR ARM:AM ATG:AG AUS:AU AUT:AT AZE:AZ BDI:BI BEL:BE BEN:BJ BFA:BF BGD:BD
    BGR:BG BHR:BH BHS:BS BIH:BA BLR:BY BLZ:BZ BOL:BO BRA:BR BRB:BB BRN:BN BTN:BT BWA:BW CAF:CF CAN:CA CHE:CH CHL:CL
    CHN:CN CIV:CI CMR:CM COD:CD COG:CG COL:CO COM:KM CPV:CV CRI:CR CUB:CU CYP:CY CZE:CZ DEU:DE DJI:DJ DMA:DM DNK:DK
    DOM:DO DZA:DZ ECU:EC EGY:EG ERI:ER ESP:ES EST:EE ETH:ET FIN:FI FJI:FJ FRA:FR FSM:FM GAB:GA GBR:GB GEO:GE GHA:GH
    GIN:GN GMB:GM GNB:GW GNQ:GQ GRC:GR GRD:GD GTM:GT GUY:GY HND:HN HRV:HR HTI:HT HUN:HU IDN:ID IND:IN IRL:IE IRN:IR
    IRQ:IQ ISL:IS ISR:IL ITA:IT JAM:JM JOR:JO JPN:JP KAZ:KZ KEN:KE KGZ:KG KHM:KH KIR:KI KNA:KN KOR:KR KWT:KW LAO:LA
    LBN:LB LBR:LR LBY:LY LCA:LC LIE:LI LKA:LK LSO:LS LTU:LT LUX:LU LVA:LV MAR:MA MCO:MC MDA:MD MDG:MG MDV:MV MEX:MX
    MHL:MH MKD:MK MLI:ML MLT:MT MMR:MM MNE:ME MNG:MN MOZ:MZ MRT:MR MUS:MU MWI:MW MYS:MY NAM:NA NER:NE NGA:NG NIC:NI
    NLD:NL NOR:NO NPL:NP NRU:NR NZL:NZ OMN:OM PAK:PK PAN:PA PER:PE PHL:PH PLW:PW PNG:PG POL:PL PRK:KP PRT:PT PRY:PY
    QAT:QA ROU:RO RUS:RU RWA:RW SAU:SA SDN:SD SEN:SN SGP:SG SLB:SB SLE:SL SLV:SV SMR:SM SOM:SO SRB:RS SSD:SS STP:ST
    SUR:SR SVK:SK SVN:SI SWE:SE SWZ:SZ SYC:SC SYR:SY TCD:TD TGO:TG THA:TH TJK:TJ TKM:TM TLS:TL TON:TO TTO:TT TUN:TN
    TUR:TR TUV:TV TZA:TZ UGA:UG UKR:UA URY:UY USA:US UZB:UZ VCT:VC VEN:VE VNM:VN VUT:VU WSM:WS YEM:YE ZAF:ZA ZMB:ZM
    ZWE:ZW
"""
OBSERVERS, OF_AGENCIES = {"PSE:PS", "VAT:VA"}, {"COK:CK", "NIU:NU"}
# How many of today's Members each year brought, as the UN publishes its growth: of the 51 of 1945 two are no more.
GROWTH = """
    1945:49 1946:4 1947:2 1948:1 1949:1 1950:1 1955:16 1956:4 1957:2 1958:1 1960:17 1961:4 1962:6 1963:2 1964:3
    1965:3 1966:4 1968:3 1970:1 1971:5 1973:2 1974:3 1975:6 1976:3 1977:2 1978:2 1979:1 1980:2 1981:3 1983:1 1984:1
    1990:2 1991:7 1992:13 1993:6 1994:1 1999:3 2000:2 2002:2 2006:1 2011:1
"""
CASES = ("", "_gen", "_dat", "_acc", "_ins", "_pre")


def six(state: world.WorldState, name: str) -> list[str]:
    """name: "name_ru" or "long_ru"."""
    return [getattr(state, name + case) for case in CASES]


def known(code: str) -> world.WorldState:
    state = world.find(code)
    assert state is not None, code
    return state


# The table.


def test_every_member_of_the_un_is_there_and_the_others_are_known_by_name():
    assert len(ALL) == 197
    assert {f"{it.iso3}:{it.iso2}" for it in ALL if it.un_since} == set(MEMBERS.split())
    assert {f"{it.iso3}:{it.iso2}" for it in ALL if not it.un_since} == OBSERVERS | OF_AGENCIES
    assert len(MEMBERS.split()) == 193


def test_codes_are_unique_and_agree_with_those_of_another_publisher():
    assert len({it.iso2 for it in ALL}) == len({it.iso3 for it in ALL}) == len(ALL)
    assert all(get_global("territory_aliases")[it.iso3] == [it.iso2] for it in ALL)


def test_members_came_in_the_years_that_the_un_publishes():
    years = Counter(it.un_since.year for it in ALL if it.un_since)
    assert [f"{year}:{members}" for year, members in sorted(years.items())] == GROWTH.split()


def test_every_name_is_written_as_it_is_to_be_printed():
    for state in ALL:
        english = (state.name_en, state.long_en, *(it.name_en for it in state.former))
        russian = (*six(state, "name_ru"), *six(state, "long_ru"), *(it.name_ru for it in state.former))
        for name in (*english, *russian, state.sort_en, *state.also):
            assert name == unicodedata.normalize("NFC", " ".join(name.split())) != "", state
        assert all(re.fullmatch(r"[A-Za-zôü'. ()-]+", it) for it in english), english
        # Without ё, as official documents have them.
        assert all(re.fullmatch(r"[А-Яа-я'— ()-]+", it) for it in russian), russian


def test_no_name_has_its_article():
    assert not [it.name_en for it in ALL if it.name_en.startswith("The ") or it.long_en.casefold().startswith("the ")]


def test_former_names_are_others_and_follow_each_other():
    for state in ALL:
        days = [it.until for it in state.former]
        assert days == sorted(days)
        assert all(it.name_en != state.name_en and it.until >= date(1990, 1, 1) for it in state.former)
    assert [(it.name_en, it.name_ru, it.until) for it in known("SRB").former] == [
        ("Yugoslavia", "Югославия", date(2003, 2, 4)),
        ("Serbia and Montenegro", "Сербия и Черногория", date(2006, 6, 3)),
    ]
    changed = "BLR CPV KHM CZE COD SWZ LBY NRU MKD SRB TUR UKR"
    assert [it.iso3 for it in ALL if it.former] == changed.split()


def test_an_installed_package_brings_the_table():
    settings = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
    brought = settings["tool"]["setuptools"]["package-data"]["drafting.world"]
    assert any(fnmatch("states.csv", pattern) for pattern in brought)


# Order.


def test_states_stand_in_english_alphabetical_order():
    keys = [it.sort_en for it in ALL]
    rows = csv.DictReader((ROOT / "drafting" / "world" / "states.csv").read_text("utf-8").splitlines())
    assert keys == sorted(keys) == [row["sort_en"] for row in rows]
    assert len(set(keys)) == len(keys)
    assert all(key.isascii() for key in keys)


@pytest.mark.parametrize(
    "neighbours",
    [
        "Burundi|Cabo Verde|Cambodia",
        "Comoros|Congo|Cook Islands|Costa Rica|Côte d'Ivoire|Croatia",
        "Czechia|Democratic People's Republic of Korea|Democratic Republic of the Congo|Denmark",
        "Dominica|Dominican Republic|Ecuador",
        "Guatemala|Guinea|Guinea-Bissau|Guyana",
        "Haiti|Holy See|Honduras",
        "Indonesia|Iran (Islamic Republic of)|Iraq",
        "Kyrgyzstan|Lao People's Democratic Republic|Latvia",
        "Mexico|Micronesia (Federated States of)|Monaco",
        "Namibia|Naoero|Nepal|Netherlands (Kingdom of the)|New Zealand",
        "Nicaragua|Niger|Nigeria|Niue|North Macedonia|Norway",
        "Qatar|Republic of Korea|Republic of Moldova|Romania|Russian Federation",
        "Saint Vincent and the Grenadines|Samoa|San Marino|Sao Tome and Principe|Saudi Arabia",
        "Sri Lanka|State of Palestine|Sudan",
        "Tunisia|Türkiye|Turkmenistan",
        "United Kingdom of Great Britain and Northern Ireland|United Republic of Tanzania|United States of America",
    ],
)
def test_neighbours_stand_as_in_lists_of_the_un(neighbours: str):
    assert neighbours in "|".join(it.name_en for it in ALL)


# Cases.


@pytest.mark.parametrize(
    "row",
    [
        "Армения|Армении|Армении|Армению|Арменией|Армении",
        "Гвинея|Гвинеи|Гвинее|Гвинею|Гвинеей|Гвинее",
        "Украина|Украины|Украине|Украину|Украиной|Украине",
        "Тонга|Тонги|Тонге|Тонгу|Тонгой|Тонге",
        "Польша|Польши|Польше|Польшу|Польшей|Польше",
        "Казахстан|Казахстана|Казахстану|Казахстан|Казахстаном|Казахстане",
        "Бангладеш|Бангладеша|Бангладешу|Бангладеш|Бангладешем|Бангладеше",
        "Египет|Египта|Египту|Египет|Египтом|Египте",
        "Китай|Китая|Китаю|Китай|Китаем|Китае",
        "Маврикий|Маврикия|Маврикию|Маврикий|Маврикием|Маврикии",
        "Беларусь|Беларуси|Беларуси|Беларусь|Беларусью|Беларуси",
        "Израиль|Израиля|Израилю|Израиль|Израилем|Израиле",
        "Филиппины|Филиппин|Филиппинам|Филиппины|Филиппинами|Филиппинах",
        (
            "Багамские Острова|Багамских Островов|Багамским Островам|Багамские Острова|Багамскими Островами"
            "|Багамских Островах"
        ),
        "Острова Кука|Островов Кука|Островам Кука|Острова Кука|Островами Кука|Островах Кука",
        "Святой Престол|Святого Престола|Святому Престолу|Святой Престол|Святым Престолом|Святом Престоле",
        "Антигуа и Барбуда|Антигуа и Барбуды|Антигуа и Барбуде|Антигуа и Барбуду|Антигуа и Барбудой|Антигуа и Барбуде",
        (
            "Тринидад и Тобаго|Тринидада и Тобаго|Тринидаду и Тобаго|Тринидад и Тобаго|Тринидадом и Тобаго"
            "|Тринидаде и Тобаго"
        ),
        (
            "Сент-Винсент и Гренадины|Сент-Винсента и Гренадин|Сент-Винсенту и Гренадинам|Сент-Винсент и Гренадины"
            "|Сент-Винсентом и Гренадинами|Сент-Винсенте и Гренадинах"
        ),
        "Тимор-Лешти|Тимора-Лешти|Тимору-Лешти|Тимор-Лешти|Тимором-Лешти|Тиморе-Лешти",
        "Гвинея-Бисау|Гвинеи-Бисау|Гвинее-Бисау|Гвинею-Бисау|Гвинеей-Бисау|Гвинее-Бисау",
        (
            "Бруней-Даруссалам|Бруней-Даруссалама|Бруней-Даруссаламу|Бруней-Даруссалам|Бруней-Даруссаламом"
            "|Бруней-Даруссаламе"
        ),
        (
            "Папуа — Новая Гвинея|Папуа — Новой Гвинеи|Папуа — Новой Гвинее|Папуа — Новую Гвинею|Папуа — Новой Гвинеей"
            "|Папуа — Новой Гвинее"
        ),
        (
            "Иран (Исламская Республика)|Ирана (Исламской Республики)|Ирану (Исламской Республике)"
            "|Иран (Исламскую Республику)|Ираном (Исламской Республикой)|Иране (Исламской Республике)"
        ),
        (
            "Нидерланды (Королевство)|Нидерландов (Королевства)|Нидерландам (Королевству)|Нидерланды (Королевство)"
            "|Нидерландами (Королевством)|Нидерландах (Королевстве)"
        ),
        (
            "Республика Казахстан|Республики Казахстан|Республике Казахстан|Республику Казахстан|Республикой Казахстан"
            "|Республике Казахстан"
        ),
        (
            "Республика Союз Мьянма|Республики Союз Мьянма|Республике Союз Мьянма|Республику Союз Мьянма"
            "|Республикой Союз Мьянма|Республике Союз Мьянма"
        ),
        (
            "Государство Палестина|Государства Палестина|Государству Палестина|Государство Палестина"
            "|Государством Палестина|Государстве Палестина"
        ),
        (
            "Корейская Народно-Демократическая Республика|Корейской Народно-Демократической Республики"
            "|Корейской Народно-Демократической Республике|Корейскую Народно-Демократическую Республику"
            "|Корейской Народно-Демократической Республикой|Корейской Народно-Демократической Республике"
        ),
        (
            "Иорданское Хашимитское Королевство|Иорданского Хашимитского Королевства"
            "|Иорданскому Хашимитскому Королевству|Иорданское Хашимитское Королевство"
            "|Иорданским Хашимитским Королевством|Иорданском Хашимитском Королевстве"
        ),
        (
            "Соединенные Штаты Америки|Соединенных Штатов Америки|Соединенным Штатам Америки|Соединенные Штаты Америки"
            "|Соединенными Штатами Америки|Соединенных Штатах Америки"
        ),
        (
            "Королевство Нидерландов|Королевства Нидерландов|Королевству Нидерландов|Королевство Нидерландов"
            "|Королевством Нидерландов|Королевстве Нидерландов"
        ),
    ],
)
def test_each_pattern_of_declension_is_as_reviewed(row: str):
    assert row.split("|") in [six(state, name) for state in ALL for name in ("name_ru", "long_ru")]


def test_the_short_names_that_are_never_declined_are_those():
    assert {it.name_ru for it in ALL if len(set(six(it, "name_ru"))) == 1} == {
        *("Буркина-Фасо", "Бурунди", "Вануату", "Гаити", "Джибути", "Зимбабве", "Кабо-Верде", "Кирибати", "Конго"),
        *("Лесото", "Малави", "Мали", "Марокко", "Монако", "Наоэро", "Никарагуа", "Ниуэ", "Палау", "Перу", "Самоа"),
        *("Сан-Марино", "Сан-Томе и Принсипи", "Сомали", "Сьерра-Леоне", "Того", "Тувалу", "Фиджи", "Чили"),
        "Эсватини",
    }
    assert not [it.long_ru for it in ALL if len(set(six(it, "long_ru"))) == 1 and it.long_ru != it.name_ru]


def test_behind_the_first_noun_of_a_long_name_nothing_is_declined():
    """«Республики Казахстан», «Королевства Саудовская Аравия»: the second name stands beside the first."""
    beside = [it for it in ALL if it.long_ru.endswith(f" {it.name_ru}")]
    assert len(beside) > 100
    assert all(form.endswith(f" {it.name_ru}") for it in beside for form in six(it, "long_ru"))


def test_every_form_is_one_that_the_rules_of_declension_give():
    """No exception was needed; one that is stands here with its reason."""
    rows = [(getattr(it, name), six(it, name)) for it in ALL for name in ("name_ru", "long_ru")]
    assert [(name, form) for name, cases in rows for form in cases if form not in declined(name)] == []


def test_further_forms_are_all_but_the_nominatives_each_once():
    assert known("TUV").cases_ru() == ()
    assert known("CHL").cases_ru() == ("Республики Чили", "Республике Чили", "Республику Чили", "Республикой Чили")
    assert known("GEO").cases_ru() == ("Грузии", "Грузию", "Грузией")
    for state in ALL:
        forms_ru = {*six(state, "name_ru"), *six(state, "long_ru")}
        assert len(state.cases_ru()) == len(set(state.cases_ru()))
        assert {state.name_ru, state.long_ru, *state.cases_ru()} == forms_ru


# Looking up.


@pytest.mark.parametrize("code", ["KAZ", "kaz", "KZ", "kz", " Kz "])
def test_a_state_is_found_by_either_code(code: str):
    assert known(code).name_en == "Kazakhstan"


@pytest.mark.parametrize("code", ["", "K", "XX", "ZZZ", "Kazakhstan"])
def test_no_state_has_another_code(code: str):
    assert world.find(code) is None


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("kaz", "KAZ"),
        ("казах", "KAZ"),
        ("Korea", "PRK KOR"),
        ("Гвинея", "GIN GNB GNQ PNG"),
        ("turk", "TUR TKM"),
        ("TÜRK", "TUR TKM"),
        ("cote d'ivoire", "CIV"),
        ("Кот-д’Ивуар", "CIV"),
        ("соединённые", "USA MEX"),
        ("росс", "RUS"),
        ("США", "USA"),
        ("Nauru", "NRU"),
        ("свазиленд", "SWZ"),
        ("Islamic Republic of", "AFG IRN MRT PAK"),
        ("mic", "FSM"),
        ("()", ""),
        ("", ""),
        ("  ", ""),
        ("nowhere", ""),
    ],
)
def test_states_are_searched_by_the_beginning_of_a_name(words: str, expected: str):
    assert [it.iso3 for it in world.search(words)] == expected.split()


def test_a_search_is_cut_at_its_limit():
    assert len(world.search("republic", 3)) == 3
    assert len(world.search("republic")) == 10


def test_every_state_is_found_by_each_of_its_names():
    for state in ALL:
        former = [name for it in state.former for name in (it.name_en, it.name_ru)]
        for name in (state.name_en, state.long_en, state.name_ru, state.long_ru, *former, *state.also, state.iso3):
            assert state in world.search(name, len(ALL)), name
