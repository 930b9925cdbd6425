"""The field's terms in the reader's language. Every enumeration of the domain gets its words here and only here."""

import re
from collections.abc import Mapping, Sequence
from functools import lru_cache

from flask_babel import get_locale, ngettext
from flask_babel import gettext as _
from flask_babel import lazy_gettext as __
from flask_babel.speaklater import LazyString

from drafting.domain import inline, notes
from drafting.domain.instructions import Instruction
from drafting.web import signs

STATES: Mapping[str, LazyString] = {
    "agreed": __("agreed"),
    "agreed ad referendum": __("agreed ad referendum"),
    "bracketed": __("bracketed"),
    "open": __("open"),
    "deferred": __("deferred"),
    "deleted": __("deleted"),
}

# What a State does, in the third person: "Arvendal objects".
POSITIONS: Mapping[str, LazyString] = {
    "agrees": __("agrees"),
    "agrees ad referendum": __("agrees ad referendum"),
    "no objection": __("no objection"),
    "scrutiny reservation": __("scrutiny reservation"),
    "reservation": __("reservation"),
    "objects": __("objects"),
    "disassociates": __("disassociates itself"),
}

STATUSES: Mapping[str, LazyString] = {
    "private": __("private to the delegation"),
    "suggested": __("suggestion of an observer"),
    "tabled": __("on the table"),
    "withdrawn": __("withdrawn"),
    "accepted": __("accepted"),
    "taken": __("taken with the Chair’s wording"),
    "declined": __("declined"),
}

PROPOSAL_KINDS: Mapping[str, LazyString] = {
    "replace": __("Change the words"),
    "delete": __("Delete the paragraph"),
    "insert before": __("New paragraph before"),
    "insert after": __("New paragraph after"),
}

ROLES: Mapping[str, LazyString] = {
    "delegate": __("delegate"),
    "head": __("head of delegation"),
    "coordinator": __("national coordinator"),
    "chair": __("Chair"),
    "support": __("Support Office"),
    "rapporteur": __("rapporteur"),
    "observer": __("observer"),
    "administrator": __("administrator"),
}

BLOCK_KINDS: Mapping[str, LazyString] = {
    "symbol": __("symbol"),
    "title": __("title"),
    "date": __("date line"),
    "place": __("place line"),
    "heading": __("heading"),
    "recital": __("recital"),
    "enacting": __("enacting word"),
    "operative": __("operative paragraph"),
    "point": __("point of a list"),
    "text": __("paragraph without a number"),
    "note": __("footnote"),
}

PARTICIPATION: Mapping[str, LazyString] = {
    "adopting": __("adopting"),
    "bracketed": __("in square brackets until an internal procedure ends"),
    "note verbale": __("will answer by note verbale"),
    "observer": __("observer"),
    "not participating": __("not participating"),
}

# What is counted for a State under the matrix.
TOTALS: Mapping[str, LazyString] = {
    "agree": __("agree or have no objection"),
    "reserve": __("reservations and disassociations"),
    "object": __("objections"),
    "again": __("to be asked again"),
    "silent": __("silent"),
}

PHASES: Mapping[str, LazyString] = {
    "preparing": __("in preparation"),
    "negotiation": __("under negotiation"),
    "adopted": __("adopted"),
}

# How a no-objection run stands.
RUNS: Mapping[str, LazyString] = {
    "draft": __("in preparation"),
    "announced": __("announced"),
    "running": __("running"),
    "suspended": __("suspended"),
    "broken": __("silence broken"),
    "expired": __("awaiting the certificate"),
    "adopted": __("certified"),
    "not adopted": __("certified: not adopted"),
    "withdrawn": __("withdrawn by the Chair"),
    "void": __("annulled"),
    "superseded": __("superseded by a new wording"),
}

# The one mark of each eligible State at the end of a run.
MARKS: Mapping[str, LazyString] = {
    "silent": __("kept silent"),
    "objected": __("objected"),
    "objected then withdrew": __("objected, then withdrew the objection"),
    "late": __("objected after the deadline"),
    "not reached": __("not reached"),
}

# What is said to a no-objection run, by a State or on a note verbale.
ANSWERS: Mapping[str, LazyString] = {
    "objection": __("objection"),
    "amendment": __("objection with an amendment"),
    "procedural": __("procedural objection"),
    "more time": __("request for more time"),
    "withdrawal": __("withdrawal of an objection"),
    "no objection": __("no objection"),
    "explanation": __("explanation of position"),
    "comment": __("comment"),
}

# What kind of draft it is, where it is no text of several paragraphs.
DECISIONS: Mapping[str, LazyString] = {
    "invitation": __("Decision on an invitation"),
    "rules": __("Decision to amend the Operational Mechanism"),
    "publication": __("Decision on a publication"),
}

ENTRIES: Mapping[str, LazyString] = {
    "draft imported": __("Draft imported"),
    "draft opened": __("Draft opened for negotiation"),
    "proposal tabled": __("Proposal tabled"),
    "proposal sponsored": __("Proposal co-sponsored"),
    "proposal decided": __("Proposal settled"),
    "wording changed": __("New wording"),
    "paragraph added": __("New paragraph"),
    "paragraph ruled": __("Ruling on a paragraph"),
    "bracket ruled": __("Ruling on a bracket"),
    "position given": __("Position given"),
    "remark made": __("Remark"),
    "remark withdrawn": __("Remark taken back"),
    "participation stated": __("Participation stated"),
    "note awaited": __("Reminder of an awaited note verbale"),
    "text renumbered": __("Paragraphs renumbered"),
    "draft adopted": __("Draft adopted"),
    "draft reissued": __("Adopted text issued anew"),
    "silence announced": __("No-objection procedure announced"),
    "silence opened": __("No-objection procedure begun"),
    "silence reminded": __("Reminder of a no-objection procedure"),
    "silence answered": __("Answer to a no-objection procedure"),
    "silence broken": __("Silence broken"),
    "silence restored": __("Silence restored"),
    "silence suspended": __("No-objection procedure suspended"),
    "silence resumed": __("No-objection procedure resumed"),
    "silence extended": __("Deadline extended"),
    "outage declared": __("Outage declared"),
    "silence expired": __("Deadline passed"),
    "notice ruled": __("Ruling on an undelivered notice"),
    "note ruled": __("Ruling on a note verbale"),
    "silence certified": __("Certificate of a no-objection procedure"),
    "silence ended": __("No-objection procedure ended"),
}

RULINGS: Mapping[str, LazyString] = {
    "close": __("Agreed"),
    "close ad referendum": __("Agreed ad referendum"),
    "reopen": __("Reopened"),
    "defer": __("Deferred"),
    "delete": __("Deleted"),
    "accept": __("Proposal accepted"),
    "take": __("Proposal taken with the Chair’s wording"),
    "reword": __("The Chair’s wording"),
    "bracket": __("Words put into brackets"),
    "merge": __("New wording from the merge desk"),
    "lift": __("Brackets lifted"),
    "strike": __("Words in brackets struck"),
    "choose": __("One of the wordings in brackets chosen"),
    "prepare": __("Edited in preparation"),
    "follow": __("The text follows a State’s participation"),
}


def classical(instruction: Instruction) -> str:
    """One change in the words that secretariats use (practice.md section 4)."""
    sentence = _sentence(instruction)
    old, new = inline.plain(instruction.old), inline.plain(instruction.new)
    if old and old == new:
        sentence = EMPHASIS.get(_emphasis(instruction.new), sentence)
    if (old == new and sentence not in EMPHASIS.values()) or not (old or new):
        # Only marks change that no word says, such as those of a note, and that is to be seen.
        old, new = instruction.old, instruction.new
    fields = {"old": old, "new": new, "after": inline.plain_part(instruction.after)}
    return str(sentence) % {name: signs.spoken(words) for name, words in fields.items()}


def with_new_notes(said: Sequence[str], new: Mapping[str, str]) -> list[str]:
    """The parts of a classical note, and the footnotes that come with its words. new: key -> text."""
    parts = list(said)
    for mark in (f"[^{key}]" for key in new):
        # The mark alone is no word that anybody would quote; in Russian it stands in the accusative.
        alone = re.compile(f"[“«]{re.escape(mark)}[”»]")
        parts = [alone.sub(_("a new footnote"), part) for part in parts]
        parts = [part.replace(mark, _("new footnote")) for part in parts]
    return [*parts, *map(new_note, new.values())]


def new_note(text: str) -> str:
    """A footnote that comes with the words of a proposal."""
    return _("new footnote: “%(words)s”", words=inline.plain(text))


def _sentence(instruction: Instruction) -> LazyString:
    if instruction.action == "insert" and not instruction.after:
        return AT_THE_BEGINNING
    return (instruction.after and AFTER.get(instruction.action)) or CLASSICAL[instruction.action]


def _emphasis(text: str) -> tuple[bool, bool] | None:
    """Whether the words are italic and bold throughout; None where they differ or a note is marked."""
    styles = {(it.italic, it.bold, bool(it.note)) for it in inline.pieces(text)}
    return next(((italic, bold) for italic, bold, note in styles if not note), None) if len(styles) == 1 else None


EMPHASIS: Mapping[tuple[bool, bool] | None, LazyString] = {
    (True, False): __("print “%(new)s” in italics"),
    (False, True): __("print “%(new)s” in bold"),
    (False, False): __("print “%(new)s” without emphasis"),
}
CLASSICAL: Mapping[str, LazyString] = {
    "replace all": __("replace the paragraph with “%(new)s”"),
    "replace": __("replace “%(old)s” with “%(new)s”"),
    "lift": __("lift the brackets round “%(old)s”"),
    "bracket": __("put “%(new)s” in square brackets"),
    "delete": __("delete “%(old)s”"),
    "insert": __("after “%(after)s” insert “%(new)s”"),
}
# Where the words occur more than once.
AFTER: Mapping[str, LazyString] = {
    "replace": __("after “%(after)s” replace “%(old)s” with “%(new)s”"),
    "delete": __("after “%(after)s” delete “%(old)s”"),
}
AT_THE_BEGINNING = __("at the beginning insert “%(new)s”")


# The button that takes typed words, by the ruling that they are typed for.
TAKING: Mapping[str, LazyString] = {
    "take": __("Take this wording"),
    "bracket": __("Put into brackets"),
    "reword": __("Set this wording"),
}


def count_changes(count: int) -> str:
    return ngettext("%(num)s change since you opened this page", "%(num)s changes since you opened this page", count)


def delete_paragraph() -> str:
    return _("delete the paragraph")


def insert_paragraph(*, before: bool, label: str) -> str:
    """label: as printed; the sentence that it ends sets its own stop."""
    label = label.removesuffix(".")
    if before:
        return (
            _("insert a new paragraph before %(label)s", label=label)
            if label
            else _("insert a new paragraph before it")
        )
    return _("insert a new paragraph after %(label)s", label=label) if label else _("insert a new paragraph after it")


def open_word() -> str:
    return _("Open")


def count(kind: str, number: int) -> str:
    """How many are silent, or how many texts are tabled, suggested or private: "3 proposals"."""
    return _counted(str(get_locale()), kind, number)


def count_positions(kind: str, codes: list[str]) -> str:
    """ "6 agree", "2 object: KDR, TSY": those who simply agree are counted, the others are named too."""
    sentence = _counted(str(get_locale()), kind, len(codes))
    return sentence if kind in COUNTED_ONLY else f"{sentence}: {', '.join(codes)}"


@lru_cache(maxsize=4096)
def _counted(_locale: str, kind: str, count: int) -> str:
    """Kept, because a page says the same few sentences hundreds of times."""
    sentences = {
        "agrees": ngettext("%(num)s agrees", "%(num)s agree", count),
        "agrees ad referendum": ngettext("%(num)s ad referendum", "%(num)s ad referendum", count),
        "no objection": ngettext("%(num)s no objection", "%(num)s no objection", count),
        "scrutiny reservation": ngettext("%(num)s scrutiny", "%(num)s scrutiny", count),
        "reservation": ngettext("%(num)s reservation", "%(num)s reservations", count),
        "objects": ngettext("%(num)s objects", "%(num)s object", count),
        "disassociates": ngettext("%(num)s disassociates itself", "%(num)s disassociate themselves", count),
        "outdated": ngettext("%(num)s to be asked again", "%(num)s to be asked again", count),
        "silent": ngettext("%(num)s silent", "%(num)s silent", count),
        "tabled": ngettext("%(num)s proposal", "%(num)s proposals", count),
        "suggested": ngettext("%(num)s suggestion", "%(num)s suggestions", count),
        "private": ngettext("%(num)s private text", "%(num)s private texts", count),
    }
    return sentences[kind]


def count_brackets(count: int) -> str:
    """ "12 open brackets": the words of every link to the board."""
    return ngettext("%(num)s open bracket", "%(num)s open brackets", count)


COUNTED_ONLY = frozenset({"agrees", "no objection"})


def paragraph_name(kind: str, label: str) -> str:
    """How the Chair names a paragraph aloud: "Paragraph 5", "Note 2", "Title".

    label: of a note the number that it has in the text, where the page knows it: the key that one brought with it is
    nobody's word.
    """
    if kind == "note" and notes.is_new(label):
        return _("New footnote")
    label = label.removesuffix(".")
    if not label:
        return str(BLOCK_KINDS[kind]).capitalize()
    return _("Note %(label)s", label=label) if kind == "note" else _("Paragraph %(label)s", label=label)


def no_objection(name: str, *, ad_referendum: bool) -> str:
    """The formula with which the Chair closes a paragraph (practice.md section 5)."""
    if ad_referendum:
        return _("I see no objection. %(name)s is agreed ad referendum.", name=name)
    return _("I see no objection. %(name)s is agreed.", name=name)


def stands(kind: str, label: str, state: str) -> str:
    return _("%(name)s: %(state)s.", name=paragraph_name(kind, label), state=STATES[state])


def kept_private() -> str:
    return _("Saved. Your delegation alone sees it until it is tabled.")


def discarded() -> str:
    return _("Discarded. Nobody outside your delegation ever saw it.")


def sponsored(number: int | None, name: str) -> str:
    return _("%(name)s co-sponsors proposal %(number)s.", name=name, number=number)


def position_given(name: str, kind: str) -> str:
    return _("Recorded for %(name)s: %(position)s.", name=name, position=POSITIONS[kind])


def settled(number: int | None, status: str) -> str:
    return _("Proposal %(number)s: %(status)s.", number=number, status=STATUSES[status])


def cell(kind: str, *, outdated: bool) -> str:
    """What a sign of the matrix says."""
    if not kind:
        return _("silent")
    return _("%(position)s, on an earlier wording", position=POSITIONS[kind]) if outdated else str(POSITIONS[kind])
