"""What adoption and the record say, in the reader's language; the terms themselves stand in `wording.py`."""

from collections.abc import Callable, Mapping
from datetime import datetime

from flask_babel import format_datetime, ngettext
from flask_babel import gettext as _
from flask_babel import lazy_gettext as __
from flask_babel.speaklater import LazyString

from drafting.persistence.records import Entry, Meeting
from drafting.services import verification
from drafting.services.history import EntryView
from drafting.services.paragraph_page import parts_of
from drafting.services.scope import DraftScope
from drafting.web import bracket_words, filters, instants, merge_words, silence_words, wording

# Each kind of obstacle as the title of its list.
IN_THE_WAY: Mapping[str, LazyString] = {
    "phase": __("The draft itself"),
    "objection": __("Objections"),
    "scrutiny": __("Scrutiny reservations"),
    "bracket": __("Square brackets"),
    "placeholder": __("Still to be filled in"),
    "mark": __("Marks without a footnote"),
    "proposal": __("Proposals without a ruling"),
    "not agreed": __("Paragraphs not agreed"),
    "ad referendum": __("Agreed only ad referendum"),
    "run": __("No-objection procedures under way"),
}


def formula(title: str) -> str:
    """With these words the Chair adopts the whole (practice.md section 5)."""
    return _("I see no objection. “%(title)s” is adopted by consensus. It is so decided.", title=title)


def dated(instant: datetime, meeting: Meeting) -> str:
    """ "5 June 2026, 16:40 Almaty": as it is kept, with its year."""
    local = instants.local(instant, meeting.zone).replace(tzinfo=None)
    pattern = "d MMMM y 'года', HH:mm" if instants.language() == "ru" else "d MMMM y, HH:mm"
    return instants.in_city(str(format_datetime(local, pattern, rebase=False)), meeting)


def status(scope: DraftScope) -> str:
    """ "Draft, revision 14, 5 June 2026, 16:40 Almaty": what a printed text says of itself."""
    draft = scope.draft
    if draft.adopted_at is not None:
        time = dated(draft.adopted_at, scope.meeting)
        return _("Adopted %(time)s, revision %(revision)s", time=time, revision=draft.revision)
    time = dated(draft.changed_at, scope.meeting)
    if draft.phase == "preparing":
        return _("In preparation, revision %(revision)s, %(time)s", revision=draft.revision, time=time)
    return _("Draft, revision %(revision)s, %(time)s", revision=draft.revision, time=time)


def issued(issue: Entry, scope: DraftScope) -> str:
    """ "Reissue 1 of 12 September 2026, 10:00 Oravel: note verbale No. 12": of an entry of the record."""
    time = dated(issue.at, scope.meeting)
    if issue.kind == "draft adopted":
        return _("Adopted %(time)s", time=time)
    return _("Reissue %(number)s of %(time)s: %(reason)s", time=time, **_reissue(issue.payload))


def _reissue(payload: Mapping[str, object]) -> dict[str, object]:
    return {"number": payload["number"], "reason": payload["reason"] or _("change of participation")}


def who(entry: EntryView) -> str:
    """ "Ingrith Solveng, head of delegation, Arvendal": the person, the capacity, the delegation where there is one."""
    if entry.person is None:
        return _("The clock") if entry.capacity == "clock" else silence_words.kept_back()
    parts = [instants.named(entry.person), str(wording.ROLES[entry.capacity])]
    return ", ".join([*parts, instants.named(entry.party)] if entry.party else parts)


def happened(entry: EntryView, scope: DraftScope) -> str:
    """One entry of the record as a sentence; the texts, reasons and statements stand under it."""
    return SENTENCES[entry.kind](entry, scope)


def _imported(entry: EntryView, _scope: DraftScope) -> str:
    if entry.payload.get("kind", "text") != "text":
        return ngettext(
            "The decision was drawn up with %(num)s paragraph.",
            "The decision was drawn up with %(num)s paragraphs.",
            sum(it["kind"] == "operative" for it in entry.payload["paragraphs"]),
        )
    return ngettext(
        "The draft was imported from “%(file)s” with %(num)s paragraph.",
        "The draft was imported from “%(file)s” with %(num)s paragraphs.",
        len(entry.payload["paragraphs"]),
        file=entry.payload["file"],
    )


def _tabled(entry: EntryView, _scope: DraftScope) -> str:
    kind, facts = entry.payload["kind"], _proposal(entry)
    said = _received(facts) if entry.payload.get("received") else _("Proposal %(number)s of %(name)s", **facts)
    if entry.payload["status"] == "suggested":
        said = _("Suggestion %(number)s of %(name)s", **facts)
    # What the change is stands under it; only a new paragraph needs to be told from new words.
    return f"{said}." if kind == "replace" else f"{said}: {str(wording.PROPOSAL_KINDS[kind]).lower()}."


def _received(facts: Mapping[str, object]) -> str:
    return _("Proposal %(number)s of %(name)s, tabled by the Support Office as received", **facts)


def _sponsored(entry: EntryView, _scope: DraftScope) -> str:
    return _("Proposal %(number)s of %(name)s was co-sponsored.", **_proposal(entry))


def _decided(entry: EntryView, _scope: DraftScope) -> str:
    status = wording.STATUSES[entry.payload["status"]]
    return _("Proposal %(number)s of %(name)s: %(status)s.", status=status, **_proposal(entry))


def contributions(entry: EntryView, scope: DraftScope) -> list[str]:
    """Who contributed what to a wording from the merge desk, or what of a proposal it took and did not take."""
    return merge_words.credited(entry.payload, scope) + merge_words.divided(parts_of(entry.payload))


def _proposal(entry: EntryView) -> dict[str, object]:
    proposed = entry.proposed
    return {"number": proposed.number, "name": instants.named(proposed.party)} if proposed else {}


def _follower(entry: EntryView, scope: DraftScope) -> str:
    return instants.named(scope.parties[entry.payload["participation"]])


def _worded(entry: EntryView, scope: DraftScope) -> str:
    if "participation" in entry.payload:
        return _("New wording: the text follows the participation of %(name)s.", name=_follower(entry, scope))
    if entry.payload.get("edited"):
        return _("New wording from the merge desk, edited by the Chair’s own hand.")
    if entry.proposed is None:
        return f"{wording.RULINGS[entry.payload['ruling']]}."
    if entry.payload["ruling"] == "accept":
        return _("New wording, as proposal %(number)s of %(name)s asked.", **_proposal(entry))
    return _("New wording: proposal %(number)s of %(name)s taken with the Chair’s words.", **_proposal(entry))


def _added(entry: EntryView, _scope: DraftScope) -> str:
    if entry.payload["kind"] == "note" and entry.payload.get("ruling") != "prepare":
        return _("New footnote: it came with the wording that marks it.")
    if entry.proposed is None:
        return _("New paragraph, added in preparation.")
    return _("New paragraph, as proposal %(number)s of %(name)s asked.", **_proposal(entry))


def _ruled(entry: EntryView, scope: DraftScope) -> str:
    ruling = wording.RULINGS[entry.payload["ruling"]]
    if "participation" in entry.payload:
        name = _follower(entry, scope)
        return _("Deleted with the participation of %(name)s: no text marks this note any more.", name=name)
    if entry.payload.get("prepared"):
        return _("Deleted in preparation.")
    if entry.payload.get("unmarked"):
        return _("Deleted with the adoption: no text marked this note any more.")
    if "deed" in entry.payload:
        return str(bracket_words.DELETED[entry.payload["deed"]])
    if entry.proposed is None:
        return f"{ruling}."
    return _("%(ruling)s, as proposal %(number)s of %(name)s asked.", ruling=ruling, **_proposal(entry))


def _bracket_ruled(entry: EntryView, scope: DraftScope) -> str:
    names = filters.names_of(scope.parties[party] for party in entry.payload["parties"])
    return bracket_words.ruled(entry.payload["ruling"], entry.payload["words"], names)


def _positioned(entry: EntryView, _scope: DraftScope) -> str:
    name = instants.named(entry.party) if entry.party else ""
    return _("Position of %(name)s: %(position)s.", name=name, position=wording.POSITIONS[entry.payload["position"]])


def _remarked(entry: EntryView, _scope: DraftScope) -> str:
    name = instants.named(entry.party) if entry.party else ""
    if entry.payload.get("received"):
        return _("Remark of %(name)s, entered by the Support Office as received.", name=name)
    return _("Remark of %(name)s.", name=name)


def _remark_withdrawn(entry: EntryView, _scope: DraftScope) -> str:
    return _("%(name)s took a remark back.", name=instants.named(entry.party) if entry.party else "")


def _participates(entry: EntryView, scope: DraftScope) -> str:
    name = instants.named(scope.parties[entry.payload["party"]])
    status = wording.PARTICIPATION[entry.payload["status"]]
    if entry.payload.get("run"):
        run = entry.payload["run"]
        return _(
            "Participation of %(name)s: %(status)s, by no-objection procedure %(run)s.",
            name=name,
            status=status,
            run=run,
        )
    return _("Participation of %(name)s: %(status)s.", name=name, status=status)


def _reminded(entry: EntryView, scope: DraftScope) -> str:
    facts = {"name": instants.named(scope.parties[entry.payload["party"]]), "number": entry.payload["number"]}
    return _("Reminder %(number)s of the note verbale that is awaited from %(name)s.", **facts)


def _reissued(entry: EntryView, scope: DraftScope) -> str:
    name = instants.named(scope.parties[entry.payload["party"]])
    number = entry.payload["number"]
    return _("Reissue %(number)s: the text follows the participation of %(name)s.", number=number, name=name)


SENTENCES: Mapping[str, Callable[[EntryView, DraftScope], str]] = {
    "draft imported": _imported,
    "draft opened": lambda _entry, _scope: _("The draft was opened for negotiation."),
    "proposal tabled": _tabled,
    "proposal sponsored": _sponsored,
    "proposal decided": _decided,
    "wording changed": _worded,
    "paragraph added": _added,
    "paragraph ruled": _ruled,
    "bracket ruled": _bracket_ruled,
    "position given": _positioned,
    "remark made": _remarked,
    "remark withdrawn": _remark_withdrawn,
    "participation stated": _participates,
    "note awaited": _reminded,
    "text renumbered": lambda _entry, _scope: _("The paragraphs were renumbered, and the cross-references with them."),
    "draft adopted": lambda _entry, _scope: _("The text was adopted by consensus."),
    "draft reissued": _reissued,
    **silence_words.SENTENCES,
}

TABLES: Mapping[str, LazyString] = {
    "entry": __("entry of the record"),
    "draft": __("draft"),
    "paragraph": __("paragraph"),
    "revision": __("revision of a text"),
    "current_text": __("current text"),
    "proposal": __("proposal"),
    "position": __("position"),
    "participation": __("participation"),
    "bracket_ruling": __("rulings on the brackets of paragraph"),
    "silence_run": __("no-objection procedure"),
}

FINDINGS: Mapping[str, LazyString] = {
    verification.MISSING: __("it is missing"),
    verification.UNCHAINED: __("it does not follow from the entry before it"),
    verification.CHANGED: __("it was changed after it was written"),
    verification.UNREADABLE: __("it cannot be replayed"),
    verification.UNTOLD: __("it is in no entry of the record"),
    verification.GONE: __("it stands in the record but not in the table"),
    verification.DIFFERS: __("it differs from the record"),
    verification.FALSE_HASH: __("its words do not give its hash"),
}


DRAFT_FIELDS: Mapping[str, LazyString] = {
    "title": __("title"),
    "symbol": __("symbol"),
    "language": __("language"),
    "phase": __("phase"),
    "revision": __("number of the revision"),
    "number of proposals": __("number of proposals"),
    "time of adoption": __("time of adoption"),
    "hash of the adopted text": __("hash of the adopted text"),
    "adopted text": __("adopted text"),
    "number of reissues": __("number of reissues"),
    "newest entry": __("newest entry"),
}


def finding(it: verification.Finding) -> str:
    """ "Revision of a text 5/en/2: it differs from the record."."""
    table = str(TABLES[it.where])
    name = DRAFT_FIELDS[it.name] if it.where == "draft" else it.name
    return f"{table[:1].upper()}{table[1:]} {name}: {FINDINGS[it.problem]}."
