"""What delegations, badges, credentials and attendance say, in the reader's language."""

from collections.abc import Mapping

from flask_babel import gettext as _
from flask_babel import lazy_gettext as __
from flask_babel import ngettext
from flask_babel.speaklater import LazyString

from drafting.domain.errors import WrongState
from drafting.web.matter_telling import About, Sentence, told

# Headings of lists of participants, in printing order (`domain/participants.CATEGORIES`).
CATEGORIES: Mapping[str, LazyString] = {
    "participating": __("Participating States"),
    "observers": __("Observer States"),
    "intergovernmental": __("Intergovernmental organizations"),
    "other": __("Other organizations"),
    "united nations": __("United Nations agencies"),
    "civil society": __("Civil society"),
    "secretariat": __("Secretariat and staff of the meeting"),
}

BADGES: Mapping[str, LazyString] = {
    "head": __("Head of delegation"),
    "delegate": __("Delegate"),
    "observer": __("Observer"),
    "civil society": __("Civil society"),
    "secretariat": __("Secretariat"),
    "interpreter": __("Interpreter"),
    "press": __("Press"),
    "staff": __("Technical staff"),
}

# How an entry of a delegate stands.
STATES: Mapping[str, LazyString] = {
    "invited": __("invited"),
    "named": __("named"),
    "confirmed": __("confirmed"),
    "withdrawn": __("withdrawn from the delegation"),
}

STANDINGS: Mapping[str, LazyString] = {
    "confirmed": __("Head of delegation confirmed"),
    "unconfirmed": __("Head named, not yet confirmed"),
    "headless": __("Members named, no head"),
    "silent": __("Nobody named"),
}

COLUMNS: Mapping[str, LazyString] = {
    "title_en": __("form of address in English"),
    "title_ru": __("form of address in Russian"),
    "name_en": __("name in English"),
    "name_ru": __("name in Russian"),
    "position_en": __("position in English"),
    "position_ru": __("position in Russian"),
    "email": __("e-mail"),
    "badge": __("badge"),
    "head": __("1 for the head of delegation"),
}

PROBLEMS: Mapping[str, LazyString] = {
    "line-too-long": __("At most %(longest)s characters fit here."),
    "unknown-badge": __("Choose one of the badges that are offered."),
    "email-missing": __("Give the e-mail address to which the link will be sent."),
    "already-member": __("This person is in the delegation already."),
    "second-head": __("The delegation has a head already, and there is one only."),
    "serves-elsewhere": __(
        "This person already serves elsewhere in the Process. Only the Support Office can give a second seat."
    ),
    "no-accounts": __(
        "Who comes at an invitation case by case takes no part in the work on texts and needs no account. "
        "Name the person without a link."
    ),
    "nobody-such": __("Somebody ticked is not in a delegation any more. Look at the list as it stands now."),
    "members-columns": __("The first line has to name the columns, name_en or name_ru among them."),
    "members-unknown": __("“%(head)s” is no column that is known here, or stands there twice."),
    "members-broken": __("Line %(line)s cannot be read: its quotes do not match, or it has more cells than columns."),
    "members-none": __("Nobody stands in the file."),
    "members-many": __("The file has more than %(most)s lines. Divide it."),
}

# What does not fit, by state and event; the first that is there.
_REFUSED: Mapping[tuple[str, str], LazyString] = {
    ("over", ""): __("The meeting is over, so its delegations are changed by the Support Office alone."),
    ("moved on", ""): __("Somebody changed this entry since your page was shown. Nothing was saved over it."),
    ("withdrawn", ""): __("This person has been withdrawn from the delegation."),
    ("invited", ""): __("Who has not answered the invitation yet cannot be confirmed."),
    ("head", "withdraw delegate"): __(
        "A delegation is not left without its head: make another member head first, then withdraw this one."
    ),
    ("head", "make head"): __("This person is head of the delegation already."),
    ("head", "move delegate"): __("The head of delegation stands first, whatever the order of the others."),
    ("two heads", ""): __(
        "This person has the role of a head, and the delegation has another head. End one of the two roles first."
    ),
    ("listed", ""): __("This person is in the delegation already."),
}


def refusal(error: WrongState) -> str:
    """Why a change of a delegation does not fit any more."""
    keys = ((error.state, error.event), (error.state, ""))
    return next((str(_REFUSED[it]) for it in keys if it in _REFUSED), _("This was settled meanwhile."))


def counted(state: str, count: int) -> str:
    """ "3 confirmed": in a line that counts the members of a delegation."""
    sentences = {
        "invited": ngettext("%(num)s invited", "%(num)s invited", count),
        "named": ngettext("%(num)s to be confirmed", "%(num)s to be confirmed", count),
        "confirmed": ngettext("%(num)s confirmed", "%(num)s confirmed", count),
    }
    return sentences[state]


def counts(of: Mapping[str, int]) -> str:
    """ "3 confirmed · 1 invited"; nothing for nobody."""
    return " · ".join(counted(it, of[it]) for it in ("confirmed", "named", "invited") if of.get(it))


def confirmed_now(count: int) -> str:
    return ngettext("%(num)s person confirmed.", "%(num)s persons confirmed.", count)


def completed() -> str:
    return _("Your entry is complete. The Support Office confirms it.")


def imported(count: int) -> str:
    return ngettext("%(num)s person named.", "%(num)s persons named.", count)


def _head(about: About) -> str:
    facts = {"party": told(about, "name"), "name": told(about, "member")}
    if facts["name"]:
        return _("Head of delegation: %(party)s: %(name)s.", **facts)
    return _("The delegation has a new head: %(party)s.", **facts)


def _confirmed(about: About) -> str:
    facts = {"party": told(about, "name"), "name": told(about, "member")}
    if facts["name"]:
        return _("A member of the delegation was confirmed: %(party)s: %(name)s.", **facts)
    return ngettext(
        "%(num)s member of the delegation was confirmed: %(party)s.",
        "%(num)s members of the delegation were confirmed: %(party)s.",
        about["count"],
        **facts,
    )


def _withdrawn(about: About) -> str:
    facts = {"party": told(about, "name"), "name": told(about, "member")}
    if facts["name"]:
        return _("A member was withdrawn from the delegation: %(party)s: %(name)s.", **facts)
    return _("A member was withdrawn from the delegation: %(party)s.", **facts)


def _attendance(about: About) -> str:
    return _(
        "Attendance of sitting %(number)s noted: %(present)s present, %(came)s newly ticked, %(left)s unticked.",
        number=about["number"],
        present=about["present"],
        came=about["came"],
        left=about["left"],
    )


# Names of States are not declined, so each sentence ends with the name.
MATTERS: Mapping[str, Sentence] = {
    "delegate named": lambda it: _("A member was named to the delegation: %(party)s.", party=told(it, "name")),
    "delegate invited": lambda it: _("A person was invited to join the delegation: %(party)s.", party=told(it, "name")),
    "delegate answered": lambda it: _(
        "A member completed the own entry in the delegation: %(party)s.", party=told(it, "name")
    ),
    "delegate changed": lambda it: _("An entry in the delegation was changed: %(party)s.", party=told(it, "name")),
    "delegates reordered": lambda it: _(
        "The order inside the delegation was changed: %(party)s.", party=told(it, "name")
    ),
    "head of delegation named": _head,
    "delegates confirmed": _confirmed,
    "delegate withdrawn": _withdrawn,
    "delegation imported": lambda it: ngettext(
        "%(num)s person was named to the delegation from a file: %(party)s.",
        "%(num)s persons were named to the delegation from a file: %(party)s.",
        it["count"],
        party=told(it, "name"),
    ),
    "attendance noted": _attendance,
}
