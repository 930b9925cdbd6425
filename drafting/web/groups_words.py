"""What working groups, recommendations and their follow-up say, in the reader's language."""

from collections.abc import Mapping

from flask_babel import gettext as _
from flask_babel import lazy_gettext as __
from flask_babel.speaklater import LazyString

from drafting.services.groups import View
from drafting.web.instants import named
from drafting.web.matter_telling import About, Sentence, told

# The strength of a verb, from the weakest to the strongest of each kind.
STRENGTHS: Mapping[str, LazyString] = {
    "could consider": __("could consider"),
    "are invited": __("are invited"),
    "should": __("should"),
    "are strongly urged": __("are strongly urged"),
    "noted": __("noted"),
    "welcomed": __("welcomed"),
    "recommended": __("recommended"),
    "agreed": __("agreed"),
    "decided": __("decided"),
}

AUDIENCES: Mapping[str, LazyString] = {
    "participating": __("participating States"),
    "all states": __("all States"),
    "chair": __("the Chair"),
    "office": __("the Support Office"),
    "organizations": __("international organizations"),
    "donors": __("donors"),
    "civil society": __("civil society"),
}

# What became of a recommendation.
STATES: Mapping[str, LazyString] = {
    "open": __("not begun"),
    "under way": __("being carried out"),
    "done": __("carried out"),
    "dropped": __("not pursued"),
}

LANGUAGES: Mapping[str, LazyString] = {"en": __("English"), "ru": __("Russian")}

PROBLEMS: Mapping[str, LazyString] = {
    "theme-missing": __("Give the theme in this language, too: the recommendations are printed under it."),
    "field-too-long": __("At most %(longest)s characters fit here."),
    "recommendation-missing": __("Give the recommendation in this language, too."),
    "strength-missing": __("Choose how strong the verb is."),
    "addressee-unknown": __("Choose among the addressees that are offered."),
    "addressee-missing": __("Choose at least one addressee: follow-up is asked of somebody."),
    "follow-up-state-missing": __("Choose how it stands."),
    "follow-up-note-missing": __("Say in a few words what was done."),
    "day-not-yet": __("The day lies in the future. Give the day on which this was so."),
}

REFUSED: Mapping[str, LazyString] = {
    "remove group": __("The theme has recommendations. Remove them first, so that everybody sees what goes."),
    "remove recommendation": __(
        "Somebody has reported on this recommendation, so it stays. The Support Office can report it as not pursued."
    ),
}


def addressed(view: View) -> str:
    """ "Participating States, Kazakhstan, donors": to whom a recommendation is made."""
    names = [*(str(AUDIENCES[it]) for it in view.audiences), *(named(it) for it in view.parties)]
    joined = ", ".join(names)
    return joined[:1].upper() + joined[1:]


def _reported(about: About) -> str:
    facts = {"label": about["label"], "theme": told(about, "name"), "state": STATES[about["state"]]}
    party = told(about, "party")
    if party:
        return _("%(party)s reported on recommendation %(label)s of “%(theme)s”: %(state)s.", party=party, **facts)
    return _("The Support Office reported on recommendation %(label)s of “%(theme)s”: %(state)s.", **facts)


MATTERS: Mapping[str, Sentence] = {
    "group added": lambda it: _("The theme “%(theme)s” was added.", theme=told(it, "name")),
    "group changed": lambda it: _("The theme “%(theme)s” was changed.", theme=told(it, "name")),
    "group moved": lambda it: _("The theme “%(theme)s” was moved.", theme=told(it, "name")),
    "group removed": lambda it: _("The theme “%(theme)s” was removed.", theme=told(it, "name")),
    "recommendation added": lambda it: _(
        "Recommendation %(label)s of “%(theme)s” was added.", label=it["label"], theme=told(it, "name")
    ),
    "recommendation changed": lambda it: _(
        "Recommendation %(label)s of “%(theme)s” was changed.", label=it["label"], theme=told(it, "name")
    ),
    "recommendation moved": lambda it: _(
        "A recommendation of “%(theme)s” was moved and is %(label)s now.", label=it["label"], theme=told(it, "name")
    ),
    "recommendation removed": lambda it: _(
        "Recommendation %(label)s of “%(theme)s” was removed.", label=it["label"], theme=told(it, "name")
    ),
    "follow-up reported": _reported,
}
