"""The words in which a decision is drawn up, in the language of its original whatever the reader's is.

A name stands after a colon where Russian would decline it: the software declines no name that a person typed.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from flask_babel import force_locale
from flask_babel import gettext as _
from flask_babel import lazy_gettext as __
from flask_babel.speaklater import LazyString

# What each kind of decision asks for, in order.
FIELDS: Mapping[str, Sequence[str]] = {
    "invitation": ("body", "country", "capacity", "event"),
    "rules": ("provision", "present", "new"),
    "publication": ("what", "where"),
}
OPTIONAL = frozenset({"country", "event"})
CAPACITIES: Mapping[str, LazyString] = {
    "observer": __("observer"),
    "civil society": __("civil-society participant"),
}


@dataclass(frozen=True)
class Written:
    """A decision as the software words it: its title, and its paragraphs in order."""

    title: str
    paragraphs: tuple[str, ...]


def written(kind: str, language: str, fields: Mapping[str, str]) -> Written:
    """kind: a key of FIELDS; fields: what was typed, by name; for a publication also sha256, "" when no file was
    chosen."""
    with force_locale(language):
        return WRITERS[kind]({name: text.strip() for name, text in fields.items()})


def _invitation(fields: Mapping[str, str]) -> Written:
    body, event = fields["body"], fields["event"]
    guest = f"{body} ({fields['country']})" if fields["country"] else body
    if fields["capacity"] == "observer":
        return Written(
            _("Invitation of an observer: %(body)s", body=body),
            (
                _(
                    "The participating States decide to invite %(body)s to “%(event)s” as an observer.",
                    body=guest,
                    event=event,
                ),
            ),
        )
    return Written(
        _("Invitation of a civil-society participant: %(body)s", body=body),
        (
            _(
                "The participating States decide to invite %(body)s to “%(event)s” as a civil-society participant.",
                body=guest,
                event=event,
            ),
        ),
    )


def _rules(fields: Mapping[str, str]) -> Written:
    provision = fields["provision"]
    return Written(
        _("Amendment of the Operational Mechanism: %(provision)s", provision=provision),
        (
            _("The Ministers decide to amend this provision of the Operational Mechanism: %(name)s.", name=provision),
            _("Present wording: “%(words)s”", words=fields["present"]),
            _("New wording: “%(words)s”", words=fields["new"]),
        ),
    )


def _publication(fields: Mapping[str, str]) -> Written:
    what, where = fields["what"], fields["where"]
    decided = _("The participating States decide to publish the following: %(what)s.", what=what)
    paragraphs = [decided, _("Place of publication: %(where)s.", where=where)]
    if fields.get("sha256"):
        paragraphs.append(_("SHA-256 of the file to be published: %(hash)s.", hash=fields["sha256"]))
    return Written(_("Publication: %(what)s", what=what), tuple(paragraphs))


WRITERS: Mapping[str, Callable[[Mapping[str, str]], Written]] = {
    "invitation": _invitation,
    "rules": _rules,
    "publication": _publication,
}
