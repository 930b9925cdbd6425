"""The words of a notice to a delegation: the Support Office tabled for it what it had sent in writing."""

from flask_babel import gettext as _
from flask_babel import ngettext

from drafting.services.received_facts import ReceivedProposals
from drafting.web import instants


def address(facts: ReceivedProposals) -> str:
    """The path of the page that it leads to: the draft with its own proposals."""
    return f"/drafts/{facts.draft.id}?view=compilation&party={facts.state.code}"


def subject(facts: ReceivedProposals) -> str:
    if not facts.numbers:
        return _("Your remarks are entered as received: %(title)s", title=facts.draft.title)
    return _("Your proposals are tabled as received: %(title)s", title=facts.draft.title)


def lead(facts: ReceivedProposals) -> tuple[str, ...]:
    """What was done, and in whose name."""
    said = []
    if facts.numbers:
        said.append(
            ngettext(
                "The Support Office has tabled %(num)s proposal in the name of your delegation, as it was received in "
                "writing.",
                "The Support Office has tabled %(num)s proposals in the name of your delegation, as they were received "
                "in writing.",
                len(facts.numbers),
            )
        )
    if facts.remarks:
        said.append(
            ngettext(
                "The Support Office has entered %(num)s remark of your delegation on the text, for all to read.",
                "The Support Office has entered %(num)s remarks of your delegation on the text, for all to read.",
                facts.remarks,
            )
        )
    return tuple(said)


def rows(facts: ReceivedProposals) -> tuple[tuple[str, str], ...]:
    """(name, value) of each fact."""
    draft = facts.draft
    numbers = ((_("Proposals"), ", ".join(map(str, facts.numbers))),) if facts.numbers else ()
    return (
        (_("Delegation"), instants.named(facts.state)),
        (_("Text"), f"{draft.title} ({draft.symbol})" if draft.symbol else draft.title),
        (_("Meeting"), f"{instants.named(facts.meeting, 'title')}, {instants.named(facts.process)}"),
        *numbers,
        (_("How they came"), facts.how),
    )


def how(facts: ReceivedProposals) -> tuple[str, ...]:
    """What the delegation may do about it."""
    said = [_("Compare them with what you sent. What is not right the head of delegation tells the Support Office.")]
    if facts.numbers:
        said.append(_("A proposal can be withdrawn on the page of the draft until the Chair has ruled on it."))
    if facts.remarks:
        said.append(_("A remark can be taken back on the page of its paragraph."))
    return tuple(said)


def foot(facts: ReceivedProposals) -> str:
    return _(
        "Sent by a machine to those who answer for a delegation: %(name)s. An answer to this mail reaches nobody.",
        name=instants.named(facts.state),
    )
