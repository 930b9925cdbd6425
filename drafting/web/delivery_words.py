"""What became of a notice, in words."""

from collections.abc import Iterable, Sequence

from flask_babel import gettext as _
from flask_babel import lazy_gettext as __
from flask_babel import ngettext

from drafting.services.outbox import Delivery
from drafting.web import moments

OCCASIONS = {
    "start": __("Notice of the start"),
    "reminder": __("Reminder"),
    "extended": __("Notice of a later deadline"),
    "broken": __("Notice that silence is broken"),
    "restored": __("Notice that silence is restored"),
    "suspended": __("Notice of the suspension"),
    "resumed": __("Notice of the resumption"),
    "expired": __("Notice that the deadline has passed"),
    "certified": __("Notice of the certificate"),
    "ended": __("Notice of the end"),
    "note awaited": __("Reminder of an awaited note verbale"),
    "proposals received": __("Notice of proposals tabled as received"),
}
RULINGS = {
    "send again": __("Send again"),
    "take as sent": __("Take as sent"),
}


def said(it: Delivery, zone: str) -> str:
    """What became of one notice, instants in the reader's zone."""
    if it.state == "waiting":
        return _waiting(it, zone)
    if it.state == "sent" and it.sent_at is not None:
        return _("sent on %(moment)s", moment=moments.moment(it.sent_at, zone))
    if it.state == "sent" and it.ruled_at is not None:
        return _("taken as sent by the Support Office on %(moment)s", moment=moments.moment(it.ruled_at, zone))
    if it.state == "given up":
        return ngettext("given up after %(num)s try", "given up after %(num)s tries", it.attempts)
    if it.state == "overtaken" and it.occasion == "note awaited":
        return _("not sent, because the note is awaited no more")
    return str(STATES[it.state])


STATES = {
    "claimed": __("on its way"),
    "handing over": __("on its way"),
    "in doubt": __("in doubt: the mail server took the words and did not answer"),
    "refused": __("refused by the mail server"),
    "overtaken": __("not sent, because the deadline had moved or passed"),
}


def _waiting(it: Delivery, zone: str) -> str:
    if not it.attempts or it.next_try_at is None:
        return _("waits to be sent")
    return ngettext(
        "tried %(num)s time, next on %(moment)s",
        "tried %(num)s times, next on %(moment)s",
        it.attempts,
        moment=moments.moment(it.next_try_at, zone),
    )


def counted(deliveries: Sequence[Delivery]) -> str:
    """How far a notice has come: "58 of 60 sent"."""
    sent = sum(it.state == "sent" for it in deliveries)
    return _("%(sent)s of %(all)s sent", sent=sent, all=len(deliveries))


def unsettled(deliveries: Iterable[Delivery]) -> list[Delivery]:
    """Those not sent, the ones that wait for a ruling first."""
    return sorted((it for it in deliveries if it.state != "sent"), key=lambda it: not it.awaits_ruling)
