"""A two-day ministerial meeting as data: who takes part, what stands on the agenda, what is said and decided.

The States are of the world's table, with people and words that we invented.
"""

from dataclasses import dataclass

# ISO code -> (English, Russian) as the table of the world has them.
STATES = {
    "AFG": "Afghanistan",
    "AZE": "Azerbaijan",
    "KAZ": "Kazakhstan",
    "KGZ": "Kyrgyzstan",
    "TJK": "Tajikistan",
    "TUR": "Türkiye",
    "TKM": "Turkmenistan",
    "UZB": "Uzbekistan",
}
OBSERVERS = {"GEO": "Georgia", "MNG": "Mongolia"}


@dataclass(frozen=True)
class Body:
    """An organization of the register. category: as the form of the register names it."""

    code: str
    category: str
    english: str
    russian: str
    status: str = "observer"
    country: str = ""


BODIES = (
    Body("RMO", "intergovernmental", "Regional Migration Organization", "Региональная организация по миграции"),
    Body("CSI", "intergovernmental", "Council for Statistics", "Совет по статистике"),
    Body("RES", "other", "Institute for Mobility Research", "Институт исследований мобильности"),
    Body("UNX", "united nations", "UN Office for Transit", "Бюро ООН по вопросам транзита"),
    Body("LAW", "civil society", "Legal Aid Society", "Общество правовой помощи", "invited", "KAZ"),
)
# How many come for each: 32 + 4 + 4 + 1 + 3 + 1 = 45 in six categories.
MEMBERS = dict.fromkeys(STATES, 4) | dict.fromkeys(OBSERVERS, 2) | {"RMO": 2, "CSI": 2, "RES": 1, "UNX": 3, "LAW": 1}
SURNAMES = (
    *("Abelen", "Bromir", "Carvel", "Dorsan", "Elvard", "Farkin", "Gorvan", "Helmar", "Irvest", "Jolman", "Kardin"),
    *("Lorvan", "Mirvel", "Norvik", "Olmar", "Perdan", "Quarin", "Rosvel", "Servan", "Tolmir", "Ulmar", "Varkel"),
    *("Wolmar", "Yarven", "Zelmar", "Arvin", "Belmar", "Corvan", "Delvin", "Erman", "Forval", "Garmin", "Holvan"),
    *("Imvar", "Jervin", "Kolvar", "Lermin", "Morvan", "Nelvar", "Orvin", "Palmer", "Relvan", "Sormin", "Telvar"),
    "Urvan",
)
RUSSIAN = str.maketrans(
    dict(
        zip(
            "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz",
            "АБКДЕФГХИЖКЛМНОПКРСТУВВКЙЗабкдефгхижклмнопкрстуввкйз",
            strict=True,
        )
    )
)


def table_of(code: str) -> str:
    """The members of a delegation as the Office's CSV file."""
    first = sum(list(MEMBERS.values())[: list(MEMBERS).index(code)])
    rows = ["title_en,title_ru,name_en,name_ru,position_en,position_ru,head"]
    for number in range(MEMBERS[code]):
        name = SURNAMES[first + number]
        rank = ("Minister", "Министр") if number == 0 else (f"Adviser {number}", f"советник {number}")
        head = "yes" if number == 0 else ""
        rows.append(f"Mr,г-н,{code.title()} {name},{code.title()} {name.translate(RUSSIAN)},{rank[0]},{rank[1]},{head}")
    return "\n".join(rows)


@dataclass(frozen=True)
class Item:
    """An item of the agenda. sitting: 1 or 2; hour: "" where it follows the one before; draft: the title of a text."""

    sitting: int
    kind: str
    minutes: int
    english: str
    russian: str
    hour: str = ""
    draft: str = ""


COMMUNIQUE, CONCLUSIONS = "Ministerial Communiqué", "Chair’s Conclusions"
AGENDA = (
    Item(1, "opening", 30, "Opening of the Conference", "Открытие Конференции", "09:00"),
    Item(1, "agenda", 10, "Adoption of the agenda", "Утверждение повестки дня"),
    Item(1, "item", 40, "Report of the senior officials", "Доклад старших должностных лиц"),
    Item(1, "break", 20, "Coffee break", "Перерыв на кофе"),
    Item(1, "statements", 110, "Statements by heads of delegation", "Выступления глав делегаций", "11:00"),
    Item(1, "break", 70, "Luncheon", "Обед"),
    Item(1, "working groups", 90, "Working groups", "Рабочие группы", "14:30"),
    Item(1, "item", 45, "Reports of the working groups", "Доклады рабочих групп"),
    Item(2, "adoption", 90, "Adoption of the communiqué", "Принятие коммюнике", "09:00", COMMUNIQUE),
    Item(2, "break", 20, "Coffee break", "Перерыв на кофе"),
    Item(2, "adoption", 60, "Chair’s conclusions", "Выводы Председателя", "11:00", CONCLUSIONS),
    Item(2, "election", 20, "Election of the Chair", "Избрание Председателя"),
    Item(2, "closing", 30, "Closing of the Conference", "Закрытие Конференции"),
)
TEXTS = {
    COMMUNIQUE: """**Ref: Test Process/01/01/2027**

# Ministerial Communiqué

(i) *Recalling* the first declaration of the Process;

Decided:

1. To welcome the report of the senior officials.

2. States should exchange information once a year.
""",
    CONCLUSIONS: """# Chair’s Conclusions

1. Ministers reviewed the work of two years.

2. The next conference will be held in 2029.
""",
}
