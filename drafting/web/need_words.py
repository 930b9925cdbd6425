"""What needs a person, as sentences with an address where it is done."""

from collections.abc import Callable, Mapping

from flask import url_for
from flask_babel import ngettext

from drafting.services.needs import Need

Words = Callable[[int], str]

# kind -> (blueprint and endpoint where it is done, its sentence).
WORDS: Mapping[str, tuple[str, Words]] = {
    "confirm people": (
        "delegations.show",
        lambda count: ngettext(
            "%(num)s member of a delegation waits to be confirmed",
            "%(num)s members of delegations wait to be confirmed",
            count,
        ),
    ),
    "translate": (
        "documents.show",
        lambda count: ngettext("%(num)s document lacks a language", "%(num)s documents lack a language", count),
    ),
    "publish": (
        "publications.show",
        lambda count: ngettext(
            "%(num)s adopted text is not in the archive", "%(num)s adopted texts are not in the archive", count
        ),
    ),
    "give the floor": (
        "sitting.show",
        lambda count: ngettext("%(num)s delegation asks for the floor", "%(num)s delegations ask for the floor", count),
    ),
    "decide on attendance": (
        "meetings.show",
        lambda count: ngettext(
            "On the attendance of %(num)s party nothing is decided",
            "On the attendance of %(num)s parties nothing is decided",
            count,
        ),
    ),
    "received copies": (
        "copies.show",
        lambda count: ngettext(
            "%(num)s copy received from a delegation waits",
            "%(num)s copies received from delegations wait",
            count,
        ),
    ),
    "own copies": (
        "copies.show",
        lambda count: ngettext(
            "Nothing is decided yet on the changes in %(num)s copy of your delegation",
            "Nothing is decided yet on the changes in %(num)s copies of your delegation",
            count,
        ),
    ),
    "rule on proposals": (
        "drafts.show",
        lambda count: ngettext("%(num)s proposal waits for a ruling", "%(num)s proposals wait for a ruling", count),
    ),
    "name delegation": (
        "delegations.show",
        lambda count: ngettext(
            "Your delegation is not named yet", "%(num)s delegations of yours are not named yet", count
        ),
    ),
    "give statement": (
        "speakers.show",
        lambda count: ngettext(
            "The text of your statement is awaited", "The texts of %(num)s statements of yours are awaited", count
        ),
    ),
    "enter oneself": (
        "delegations.mine",
        lambda count: ngettext(
            "Enter your name and position for the list of participants",
            "Enter your name and position for the list of participants, %(num)s times",
            count,
        ),
    ),
    "read": (
        "documents.show",
        lambda count: ngettext("%(num)s document is new to you", "%(num)s documents are new to you", count),
    ),
    "carry out instructions": (
        "chairmanship.show",
        lambda count: ngettext(
            "%(num)s instruction of the Chair is not carried out",
            "%(num)s instructions of the Chair are not carried out",
            count,
        ),
    ),
    "find coordinators": (
        "register.show",
        lambda count: ngettext(
            "%(num)s participating State has no national coordinator",
            "%(num)s participating States have no national coordinator",
            count,
        ),
    ),
    "report": (
        "follow_up.show",
        lambda count: ngettext(
            "On %(num)s recommendation your delegation has not reported",
            "On %(num)s recommendations your delegation has not reported",
            count,
        ),
    ),
}


def said(need: Need) -> str:
    _, words = WORDS[need.kind]
    return words(need.count)


def address(need: Need) -> str:
    endpoint, _ = WORDS[need.kind]
    if need.draft is not None:
        return url_for(endpoint, draft_id=need.draft.id)
    if need.meeting is not None:
        return url_for(endpoint, meeting_id=need.meeting.id)
    return url_for(endpoint, process_id=need.process.id)
