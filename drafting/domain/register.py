"""The facts of a party as the register takes them: what each may be, and everything that is wrong told at once.

Source: practice.md section 1, "People and bodies" and the names of States; lengths are those of the tables.
"""

import re
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from drafting.domain.fields import Fields

CATEGORIES = ("state", "intergovernmental", "other", "united nations", "civil society")
NAMES = ("name_en", "name_ru", "long_en", "long_ru")
# As the tables hold them.
LONGEST: Mapping[str, int] = {
    "code": 12,
    "iso2": 2,
    "country": 3,
    "name_en": 120,
    "name_ru": 120,
    "long_en": 200,
    "long_ru": 200,
    "long_ru_genitive": 200,
    "sort_key": 120,
    "forms_ru": 200,
    "basis": 500,
    "position": 200,
    "email": 254,
    "phone": 60,
}
MOST_FORMS = 200


@dataclass(frozen=True, slots=True)
class Facts:
    """What the register says of a party, without its history. forms_ru: further forms of its names, each once."""

    code: str
    category: str
    name_en: str
    name_ru: str
    long_en: str
    long_ru: str
    long_ru_genitive: str = ""
    forms_ru: tuple[str, ...] = ()
    iso2: str = ""
    country: str = ""
    sort_key: str = ""

    @property
    def kind(self) -> str:
        return "state" if self.category == "state" else "organization"


def one_line(text: str) -> str:
    """NFC, in one line, without signs that nobody sees; a no-break space stays one."""
    seen = "".join(it for it in _SPACES.sub(" ", text) if it.isprintable() or it in _KEPT)
    # Signs that nobody sees may have stood between two spaces, or between a letter and its accent.
    return _SPACES.sub(" ", unicodedata.normalize("NFC", seen)).strip()


def lines(text: str) -> tuple[str, ...]:
    """The lines of a field that are not empty, each once, in order."""
    return tuple(dict.fromkeys(it for line in text.splitlines() if (it := one_line(line))))


def read(typed: Mapping[str, str], fields: Fields) -> Facts:
    """The facts as they would be stored; what is wrong is noted in `fields`, field by field.

    A long name that is not given is the short one; codes are capitals. Problems: "party-code", "party-category",
    "names-missing", "iso-unfit", "country-missing", "country-unfit", "line-too-long", "forms-too-many".
    """
    said = {name: one_line(typed.get(name, "")) for name in LONGEST}
    for name in NAMES[:2]:
        fields.require(name, said[name], "names-missing")
    code = said["code"].upper()
    fields.require("code", _CODE.fullmatch(code), "party-code")
    category = typed.get("category", "")
    fields.require("category", category in CATEGORIES, "party-category")
    iso2, country = said["iso2"].upper(), said["country"].upper()
    fields.require("iso2", not iso2 or _ISO2.fullmatch(iso2), "iso-unfit")
    fields.require("country", country or category != "civil society", "country-missing")
    fields.require("country", not country or _ISO3.fullmatch(country), "country-unfit")
    forms = lines(typed.get("forms_ru", ""))
    fields.require("forms_ru", len(forms) <= MOST_FORMS, "forms-too-many", most=MOST_FORMS)
    short(fields, {name: said[name] for name in (*NAMES, "long_ru_genitive", "sort_key")})
    for it in forms:
        short(fields, {"forms_ru": it})
    return Facts(
        code=code,
        category=category,
        name_en=said["name_en"],
        name_ru=said["name_ru"],
        long_en=said["long_en"] or said["name_en"],
        long_ru=said["long_ru"] or said["name_ru"],
        long_ru_genitive=said["long_ru_genitive"],
        forms_ru=forms,
        iso2=iso2 if category == "state" else "",
        country=country if category != "state" else "",
        sort_key=said["sort_key"],
    )


def short(fields: Fields, said: Mapping[str, str], longest: Mapping[str, int] = LONGEST) -> None:
    """Note "line-too-long" for each that no table holds; a field is known by its name without its language."""
    for name, text in said.items():
        most = longest.get(name) or longest[name.rpartition("_")[0]]
        fields.require(name, len(text) <= most, "line-too-long", longest=most)


def basis(typed: Mapping[str, str], fields: Fields, *, required: bool) -> tuple[str, str]:
    """The basis of a membership in both languages. Problems: "membership-basis", "line-too-long"."""
    said = {name: one_line(typed.get(name, "")) for name in ("basis_en", "basis_ru")}
    if required:
        for name, text in said.items():
            fields.require(name, text, "membership-basis")
    short(fields, said)
    return said["basis_en"], said["basis_ru"]


def forms_kept(old: Iterable[str], further: Iterable[str], new: Iterable[str]) -> tuple[str, ...]:
    """The further forms after a change of names: texts that bear the old ones are still understood.

    old, new: every form of the old and the new names; further: the forms given so far.
    """
    known = set(new)
    return tuple(dict.fromkeys(it for it in (*further, *sorted(old)) if it and it not in known))


def columns(facts: Facts) -> dict[str, Any]:
    """The facts as columns of the table of parties."""
    values = {name: getattr(facts, name) for name in Facts.__slots__}
    return {**values, "forms_ru": list(facts.forms_ru), "kind": facts.kind}


_SPACES = re.compile(r"[\t\n\v\f\r \u0085\u2028\u2029]+")
_KEPT = frozenset("\u00a0\u202f\u2009")
_CODE = re.compile(r"[^\W_][\w-]{0,11}")
_ISO2 = re.compile(r"[A-Z]{2}")
_ISO3 = re.compile(r"[A-Z]{3}")
