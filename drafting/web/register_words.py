"""What the register of parties says, in the reader's language."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date

from flask_babel import gettext as _
from flask_babel import lazy_gettext as __
from flask_babel.speaklater import LazyString

from drafting import world
from drafting.domain.membership import Spell
from drafting.persistence.records import Party
from drafting.web import moments
from drafting.web.instants import named
from drafting.web.matter_telling import About, Sentence, told

# The parts of the list, in its order; those that left come last.
GROUPS: Mapping[str, LazyString] = {
    "participating": __("Participating States"),
    "observer": __("Observer States"),
    "intergovernmental": __("Intergovernmental organizations"),
    "other": __("Other organizations"),
    "united nations": __("United Nations agencies"),
    "civil society": __("Civil society"),
    "former": __("No longer in the Process"),
}

CATEGORIES: Mapping[str, LazyString] = {
    "state": __("A State"),
    "intergovernmental": __("Intergovernmental organization"),
    "other": __("Other organization"),
    "united nations": __("United Nations agency"),
    "civil society": __("Civil-society organization"),
}

STATUSES: Mapping[str, LazyString] = {
    "participating": __("participating State"),
    "observer": __("observer"),
    "invited": __("invited case by case"),
    "former": __("no longer in the Process"),
}

# What a change makes of a party, as a choice.
BECOMES: Mapping[str, LazyString] = {
    "participating": __("becomes a participating State"),
    "observer": __("becomes an observer"),
    "invited": __("is invited case by case again"),
    "former": __("leaves the Process"),
}

CONTACTS: Mapping[str, LazyString] = {
    "coordinator": __("National coordinator"),
    "representative": __("Representative"),
}

# The columns of the file: its heads are the same in every language, so that a file goes from hand to hand.
COLUMNS: Mapping[str, LazyString] = {
    "": __("Cells without a head"),
    "code": __("Code"),
    "category": __("Category"),
    "iso2": __("ISO code of two letters"),
    "country": __("Country"),
    "name_en": __("Short name in English"),
    "name_ru": __("Short name in Russian"),
    "long_en": __("Long name in English"),
    "long_ru": __("Long name in Russian"),
    "long_ru_genitive": __("Long name in Russian, genitive"),
    "forms_ru": __("Further forms of the names"),
    "sort_key": __("Sort key"),
    "membership": __("Membership"),
    "former_names": __("Former names"),
}

ACTS: Mapping[str, LazyString] = {
    "add": __("addition"),
    "change": __("change of entries"),
    "keep": __("unchanged"),
    "wrong": __("wrong"),
}

PROBLEMS: Mapping[str, LazyString] = {
    "party-code": __("Give a code of at most 12 letters and digits, such as KAZ."),
    "code-taken": __("Another party of this Process has this code."),
    "party-category": __("Choose what kind of party it is."),
    "names-missing": __("Give the short name in English and in Russian: lists are printed in both languages."),
    "iso-unfit": __("The ISO code has two letters, such as KZ."),
    "country-missing": __("Civil society is listed with its country. Give its ISO code of three letters."),
    "country-unfit": __("No such country is known. Give its ISO code of three letters, such as KGZ."),
    "forms-too-many": __("At most %(most)s further forms can be kept."),
    "category-fixed": __("A State stays a State, and civil society stays civil society. Add a party of its own."),
    "membership-status": __(
        "States participate or observe, other organizations observe, civil society is invited. Choose what fits."
    ),
    "membership-same": __("That is what the party is already."),
    "membership-before": __(
        "Something else is recorded from %(since)s on. Give that day or a later one, or correct the history."
    ),
    "membership-basis": __("Say in both languages what this rests on, such as a decision with its date."),
    "membership-empty": __("One of the periods ends before it begins."),
    "membership-overlap": __("Two of the periods overlap. Each begins when the one before it has ended."),
    "membership-open": __("Only the first period may be without a first day, and only the last without an end."),
    "membership-ahead": __("A day lies in the future. What lies ahead is entered on its day."),
    "membership-missing": __("Say what the party is, and since when if it is known."),
    "membership-asked": __(
        "A no-objection procedure asks this State. It cannot stop participating until the procedure is over."
    ),
    "day-ahead": __("The day lies in the future. What lies ahead is entered on its day."),
    "day-missing": __("Give the day."),
    "names-act": __("Say whether the party has changed its name or a mistake is corrected."),
    "names-same": __("These are the names as they stand."),
    "names-before": __("The present names are recorded from %(since)s on. Give a later day."),
    "contact-kind": __("Choose in which capacity."),
    "contact-coordinator": __("Only a participating State has a national coordinator. Choose “representative”."),
    "contact-name": __("Give the name in English and in Russian."),
    "contact-before": __("The one there is began on %(since)s. Give a later day."),
    "contact-replaces": __("Choose among those who represent this party now."),
    "contact-account": __(
        "An account was given for the old address. End this one and name the person anew, so that a new link is sent."
    ),
    "sheet-empty": __("The file holds no parties. Take the exported file and change its lines."),
    "sheet-large": __("The file is too large for a register: at most 1 MB can be read."),
    "sheet-encoding": __("This is no table of text. In the spreadsheet choose “Save as”, then “CSV UTF-8”."),
    "sheet-rows": __("At most %(most)s parties can be read from one file."),
    "sheet-broken": __("The quotation marks round a cell do not match near line %(line)s."),
    "sheet-heads": __("The first line must name the columns, “code” among them. Take the exported file."),
    "sheet-unknown": __("The column “%(head)s” is not known. Take the heads of the exported file."),
    "sheet-twice": __("The column “%(head)s” stands there twice."),
    "sheet-beyond": __("A cell stands under no head and would be lost."),
    "sheet-spell": __(
        "“%(said)s” cannot be read. A line holds: status | first day | first day after | basis in English | "
        "basis in Russian."
    ),
    "sheet-names": __(
        "“%(said)s” cannot be read. A line holds: first day | first day of other names | short name in English | "
        "short name in Russian | long names. The oldest come first and do not overlap."
    ),
    "code-twice": __("This code stands in several lines."),
}

REFUSED: Mapping[str, LazyString] = {
    "change membership": __(
        "A no-objection procedure asks this State or is about it. Await its end, or have it withdrawn first."
    ),
    "remove party": __(
        "Texts, meetings or people refer to this party, so it stays in the register. It can leave the Process instead."
    ),
    "end contact": __("It has ended already."),
    "give account": __(
        "An account is for a national coordinator in office, of a participating State, with an e-mail address."
    ),
    "import register": __("Lines of the file are wrong, so nothing was saved. They are listed below."),
}


def day(said: date | None) -> str:
    """A day in words, "" for none."""
    return moments.day_of(said) if said else ""


def period(it: Spell) -> str:
    """ "from 5 June 2013 until 1 January 2020": the last day is the first on which it was so no more."""
    if it.since and it.until:
        return _("from %(since)s until %(until)s", since=day(it.since), until=day(it.until))
    if it.until:
        return _("until %(until)s", until=day(it.until))
    return _("since %(since)s", since=day(it.since)) if it.since else _("first day not recorded")


def tongue(name: str) -> str:
    """The language of a name by its letters: "ru" or "en"."""
    return "ru" if any("а" <= it <= "я" for it in name.lower()) else "en"


def countries(parties: Iterable[Party] = ()) -> Sequence[tuple[str, str]]:
    """(code, name in the reader's language) of every State, those of the register first where the world's table does
    not have them, each in English alphabetical order."""
    own = [(it.code, named(it)) for it in parties if it.kind == "state" and world.find(it.code) is None]
    return [*own, *((it.iso3, named(it)) for it in world.states())]


def country(code: str, parties: Iterable[Party] = ()) -> str:
    """The name of a country by its code of three letters, the register's first; the code where none is known."""
    own = (it for it in parties if it.code == code and it.kind == "state")
    found = next(own, None) or (world.find(code) if code else None)
    return named(found) if found else code


def _changed(about: About) -> str:
    facts = {"name": told(about, "name"), "day": day(date.fromisoformat(about["day"])), "basis": told(about, "basis")}
    return str(_CHANGED[about["status"]]) % facts


_CHANGED: Mapping[str, LazyString] = {
    "participating": __("%(name)s: a participating State from %(day)s on. Basis: %(basis)s"),
    "observer": __("%(name)s: an observer from %(day)s on. Basis: %(basis)s"),
    "invited": __("%(name)s: invited case by case from %(day)s on. Basis: %(basis)s"),
    "former": __("%(name)s: no longer in the Process from %(day)s on. Basis: %(basis)s"),
}


def _renamed(about: About) -> str:
    return _(
        "%(name)s: called %(new)s from %(day)s on.",
        name=told(about, "old"),
        new=told(about, "new"),
        day=day(date.fromisoformat(about["day"])),
    )


def _contact(about: About) -> dict[str, str]:
    return {
        "name": told(about, "name"),
        "person": told(about, "person"),
        "role": str(CONTACTS[about["kind"]]),
        "day": day(date.fromisoformat(about["day"])),
    }


def _named(about: About) -> str:
    before = told(about, "before")
    if before:
        return _("%(name)s: %(person)s in place of %(before)s from %(day)s on.", before=before, **_contact(about))
    return _("%(name)s: %(person)s is named from %(day)s on. Capacity: %(role)s.", **_contact(about))


MATTERS: Mapping[str, Sentence] = {
    "party added": lambda it: _(
        "%(name)s was entered in the register as: %(status)s.", name=told(it, "name"), status=STATUSES[it["status"]]
    ),
    "party renamed": _renamed,
    "names corrected": lambda it: _(
        "The names of a party were corrected: %(old)s is %(new)s.", old=told(it, "old"), new=told(it, "new")
    ),
    "party amended": lambda it: _("%(name)s: entries in the register were changed.", name=told(it, "name")),
    "history removed": lambda it: _("%(name)s: the history was taken out of the register.", name=told(it, "name")),
    "party removed": lambda it: _("%(name)s was taken out of the register.", name=told(it, "name")),
    "membership changed": _changed,
    "membership corrected": lambda it: _("%(name)s: the history of membership was corrected.", name=told(it, "name")),
    "contact named": _named,
    "contact corrected": lambda it: _("%(name)s: facts about %(person)s were corrected.", **_contact(it)),
    "contact ended": lambda it: _(
        "%(name)s: %(person)s serves no longer from %(day)s on. Capacity: %(role)s.", **_contact(it)
    ),
    "contact given account": lambda it: _("%(name)s: %(person)s was given an account.", **_contact(it)),
    "register imported": lambda it: _(
        "The register was read from a file. Parties added: %(added)s; changed: %(changed)s.",
        added=it["added"],
        changed=it["changed"],
    ),
}
