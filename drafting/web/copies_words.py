"""Copies that came back, in the reader's language: what each change is, how sure it is, and why one cannot be taken."""

from collections.abc import Mapping, Sequence

from flask_babel import format_percent, ngettext
from flask_babel import gettext as _
from flask_babel import lazy_gettext as __
from flask_babel.speaklater import LazyString

from drafting.domain.instructions import instructions
from drafting.domain.returned import CERTAIN, UNTRACKED, Finding
from drafting.persistence.records import ReturnedCopy
from drafting.services.returned_copy_acts import Made
from drafting.services.returned_copy_page import Change, Preview
from drafting.web import wording

NAMED = 10  # Of an act of thousands, each would name all the others.

OUTCOMES: Mapping[str, LazyString] = {
    "changed": __("Words changed"),
    "inserted": __("New paragraph"),
    "deleted": __("Deleted"),
    "moved": __("Moved"),
    "split": __("Split in two"),
    "joined": __("Joined with another"),
    "relabelled": __("New label"),
    "noted": __("New footnote"),
    "commented": __("Comment"),
}

STATUSES: Mapping[str, LazyString] = {
    "waiting": __("waiting to be read"),
    "read": __("to be looked at"),
    "refused": __("could not be read"),
    "done": __("dealt with"),
}

# Why no proposal can be made of a change, and what to do about it.
REFUSED: Mapping[str, LazyString] = {
    "agreed": __("The paragraph is agreed. Ask the Chair to reopen it; then this change can be taken."),
    "gone": __("The paragraph was deleted since the copy was taken."),
    "label": __("Labels are given by the draft: paragraphs are numbered anew once, on adoption."),
    "new-note": __("The file gives this footnote a second wording, and a footnote has one. Propose it by hand."),
    "already-there": __("The text says so already."),
    "too-long": __("The paragraph is too long to be one. Divide it in the file."),
    "empty-note": __("The footnote has no words left, while its mark stays. Delete the mark in the text instead."),
}

# What stands beside the text of a file and is in no change.
NOTICED: Mapping[str, LazyString] = {
    "image-left-out": __("Pictures, which a draft cannot hold: %(said)s"),
    "table-flattened": __("Tables, whose cells are read as paragraphs: %(said)s"),
    "header-left-out": __("Words in the page header: “%(said)s”"),
    "footer-left-out": __("Words in the page footer: “%(said)s”"),
    "file-left-out": __("Whole files inside the file, which are not read: %(said)s"),
    "text-box-left-out": __("Text boxes: “%(said)s”"),
    "formatting-left-out": __("Changes of formatting alone: %(said)s"),
    "proposals-left-out": __("Proposals that are settled, or not on this text: %(said)s"),
}

PROBLEMS: Mapping[str, LazyString] = {
    "copy-not-word": __(
        "This file is of a form that keeps no changes. Save the copy as Word (.docx), OpenDocument (.odt) or rich text "
        "(.rtf) and choose it again."
    ),
    "copy-of-another-draft": __("This copy was taken of another draft. Bring it back on the page of that draft."),
    "copy-unlike": __("This file has next to nothing in common with the draft. Choose the copy of this text."),
    "too-many-files": __("At most %(most)s files can be read at once. Choose fewer."),
    "nothing-ticked": __("Nothing is ticked. Tick the changes that you want to take."),
    "together-parted": __(
        "A move, a splitting or a joining is one act: tick all of its changes, or none. They are named with each other."
    ),
    "whose-copy": __("Say first whose changes these are."),
    "unknown-party": __("Choose a delegation of this meeting."),
    "remark-to-all": __(
        "A remark is made to everybody or not at all, so it cannot be kept private. Take its tick away, or table."
    ),
    "received-missing": __("Say how and when the changes came: the record will show it."),
}

REFUSED_ACTS: Mapping[str, LazyString] = {
    "take copy": __(
        "The draft or the copy moved on since this page was shown. Nothing was made; what you typed is below. "
        "Look again, then take the changes."
    ),
    "discard copy": __("Proposals were made of this copy, so it stays with them. Close it instead."),
}


def outcome(finding: Finding) -> str:
    return str(OUTCOMES[finding.outcome])


def where(change: Change) -> str:
    """ "Paragraph 5", or where a new paragraph shall stand: "After paragraph 5"."""
    name = wording.paragraph_name(change.seat.kind, change.seat.label)
    if change.finding.kind not in ("insert after", "insert before"):
        return name
    is_before, label = change.finding.kind == "insert before", change.seat.label.removesuffix(".")
    if not label:
        return _("Before: %(name)s", name=name) if is_before else _("After: %(name)s", name=name)
    return _("Before paragraph %(label)s", label=label) if is_before else _("After paragraph %(label)s", label=label)


def by(finding: Finding) -> str:
    """Who made the change, as the file has it; "" where nothing was tracked."""
    names = [name for name in finding.by if name != UNTRACKED]
    if not names:
        return ""
    if len(names) == len(finding.by):
        return _("In the file by %(names)s.", names="; ".join(names))
    return _("In the file by %(names)s, and in part without tracking.", names="; ".join(names))


def likeness(finding: Finding) -> str:
    """How sure it is that this paragraph is meant, where it is not sure by its hidden mark."""
    if finding.matched == "anchor" or finding.refused == "label":
        return ""
    share = format_percent(finding.confidence)
    if finding.matched == "place":
        return _("Found by its place alone, certain to %(share)s: look whether this paragraph is meant.", share=share)
    if finding.confidence < CERTAIN:
        return _("Found by like words, certain to %(share)s: look whether this paragraph is meant.", share=share)
    return _("Found by its words, certain to %(share)s.", share=share)


def classical(change: Change) -> Sequence[str]:
    """What it asks, in the words of secretariats."""
    return wording.with_new_notes(_classical(change), dict(change.finding.notes))


def _classical(change: Change) -> Sequence[str]:
    kind, label = change.finding.kind, change.seat.label
    if kind == "delete":
        return [wording.delete_paragraph()]
    if kind in ("insert before", "insert after"):
        return [wording.insert_paragraph(before=kind == "insert before", label=label)]
    return [wording.classical(it) for it in instructions(change.before, change.finding.text)]


def refused(change: Change, status: str) -> str:
    """status: of the copy."""
    if change.parted:
        return _("It is one act with a change that cannot be proposed. Propose by hand what shall remain of it.")
    if change.finding.refused == "agreed" and status == "done":
        return _(
            "The paragraph is agreed. If the Chair reopens it, bring the file again; then this change can be taken."
        )
    return str(REFUSED[change.finding.refused])


def noticed(code: str, detail: str) -> str:
    return str(NOTICED[code]) % {"said": detail}


def summary(page: Preview) -> str:
    """ "5 changes can be proposed; 1 comment can be made a remark; 2 cannot be taken"."""
    if not page.changes:
        return _("This copy changes nothing in the draft.")
    proposed, said = sum(it.made is not None for it in page.made), sum(it.said is not None for it in page.made)
    comments = sum(it.is_remark for it in page.open)
    left = len(page.open) + len(page.refused) if page.row.status == "done" else 0
    counted = not_taken(left) if left else _counted(len(page.open) - comments, comments, len(page.refused))
    return "; ".join(it for it in (counted, came_of(proposed, said)) if it) + "."


def not_taken(count: int) -> str:
    """Of a copy that is closed."""
    return ngettext("%(num)s change was not taken", "%(num)s changes were not taken", count)


def _counted(can: int, comments: int, cannot: int) -> str:
    parts = [
        ngettext("%(num)s change can be proposed", "%(num)s changes can be proposed", can) if can else "",
        ngettext("%(num)s comment can be made a remark", "%(num)s comments can be made remarks", comments)
        if comments
        else "",
        ngettext("%(num)s cannot be taken", "%(num)s cannot be taken", cannot) if cannot else "",
    ]
    return "; ".join(it for it in parts if it)


def part() -> str:
    """What a delegation's part of a file is called that others wrote in too: even the file's name may be theirs."""
    return _("Your part of a file that the Support Office received")


def counts(row: ReturnedCopy) -> str:
    """The same of a copy in a list, as it was when it was read."""
    numbers = (row.counts.get(it, 0) for it in ("open", "remarks", "refused"))
    return _counted(*numbers) or _("no changes")


def made(made: Made, *, tabled: bool, given: bool) -> str:
    """What became of what was ticked."""
    said = ngettext("%(num)s remark is made.", "%(num)s remarks are made.", made.remarks) if made.remarks else ""
    return " ".join(it for it in (_proposed(len(made.proposals), tabled=tabled, given=given), said) if it)


def _proposed(count: int, *, tabled: bool, given: bool) -> str:
    if not count:
        return ""
    if tabled:
        return ngettext("%(num)s proposal is on the table.", "%(num)s proposals are on the table.", count)
    if given:
        return ngettext(
            "%(num)s private text is with the delegation.", "%(num)s private texts are with the delegation.", count
        )
    return ngettext(
        "%(num)s private text is saved for your delegation.",
        "%(num)s private texts are saved for your delegation.",
        count,
    )


def read(count: int) -> str:
    """How many files of one upload were read; those that could not be say so in the list."""
    return ngettext("%(num)s file was read.", "%(num)s files were read.", count)


def looked_at(count: int) -> str:
    """Some of what was ticked cannot be taken as it is."""
    return ngettext(
        "%(num)s change needs another look. Nothing was made; your words are below.",
        "%(num)s changes need another look. Nothing was made; your words are below.",
        count,
    )


def named_together(changes: Sequence[Change]) -> str:
    """The other halves of an act, "Paragraph 3 (deleted)"; of very many the first few."""
    named = [f"{where(it)} ({outcome(it.finding).lower()})" for it in changes[:NAMED]]
    left = len(changes) - len(named)
    more = [ngettext("%(num)s more change", "%(num)s more changes", left)] if left else []
    return ", ".join([*named, *more])


def paragraphs(count: int) -> str:
    """In how many paragraphs somebody wrote."""
    return ngettext("in %(num)s paragraph", "in %(num)s paragraphs", count)


def came_of(made: int, said: int) -> str:
    """How many proposals and remarks came of a copy, "" for none."""
    parts = [
        ngettext("%(num)s proposal came of it", "%(num)s proposals came of it", made) if made else "",
        ngettext("%(num)s remark came of it", "%(num)s remarks came of it", said) if said else "",
    ]
    return "; ".join(it for it in parts if it)


def remark(finding: Finding) -> str:
    """The words of a remark that comments may become, each with the words that it was put on."""
    return "\n".join(
        _("On “%(words)s”: %(remark)s", words=it.about, remark=it.text)
        if it.about and it.about != finding.base
        else it.text
        for it in finding.remarks
    )


def out_of_season(phase: str) -> str:
    """Why a delegation can bring nothing back."""
    if phase == "adopted":
        return _("The text is adopted: copies cannot be brought back any more.")
    return _("Your role does not allow you to bring a copy back.")


def proposed_already(number: int | None) -> str:
    """That the delegation asks for the very same. number: of its proposal, None for a private text."""
    if number is None:
        return _("Your delegation has the same as a private text already.")
    return _("The delegation has proposed the same already: proposal %(number)s.", number=number)
