"""The field's terms in the reader's language. Every enumeration of the domain gets its words here and only here."""

from collections.abc import Mapping
from functools import lru_cache

from flask_babel import get_locale, ngettext
from flask_babel import gettext as _
from flask_babel import lazy_gettext as __
from flask_babel.speaklater import LazyString

from drafting.domain import inline
from drafting.domain.errors import BadText, WrongState
from drafting.domain.instructions import Instruction

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

ENTRIES: Mapping[str, LazyString] = {
    "draft imported": __("Draft imported"),
    "draft opened": __("Draft opened for negotiation"),
    "proposal tabled": __("Proposal tabled"),
    "proposal sponsored": __("Proposal co-sponsored"),
    "proposal decided": __("Proposal settled"),
    "wording changed": __("New wording"),
    "paragraph added": __("New paragraph"),
    "paragraph ruled": __("Ruling on a paragraph"),
    "position given": __("Position given"),
    "participation stated": __("Participation stated"),
    "text renumbered": __("Paragraphs renumbered"),
    "draft adopted": __("Draft adopted"),
}

# What a person should look at in an imported file; detail: the words it is about.
IMPORT_WARNINGS: Mapping[str, LazyString] = {
    "gap-in-numbering": __("The count jumps: %(detail)s (expected → printed). The label stays as printed."),
    "duplicate-label": __("The label %(detail)s stands twice in one list. It stays as printed."),
    "unbalanced-bracket": __("A square bracket without its partner: “%(detail)s”. It stays as it is."),
    "mark-without-note": __("The mark of note %(detail)s has no note."),
    "note-without-mark": __("Note %(detail)s is marked nowhere in the text."),
    "similar-notes": __("Notes %(detail)s have nearly the same words: one note printed twice, or a misprint?"),
    "line-joined": __("A line broken in the file was joined: “%(detail)s”."),
    "left-as-text": __("Signs of the file’s format that were left in the text as they are: “%(detail)s”."),
    "encoding": __("The file is not in UTF-8 (%(detail)s). Check that the letters are right."),
    "image-left-out": __("A picture stands here in the file. It was left out."),
    "table-flattened": __("A table of %(detail)s rows became paragraphs, one for each cell."),
    "tracked-changes": __("The file has tracked changes, read as if all were accepted: %(detail)s."),
    "header-left-out": __("The header of the pages is no part of the text: “%(detail)s”."),
    "footer-left-out": __("The footer of the pages is no part of the text: “%(detail)s”."),
    "comment-left-out": __("Comments of the file are no part of the text: “%(detail)s”."),
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
}

# One thing that stands in the way, as a sentence; the fields are those of `consensus.Obstacle`.
OBSTACLES: Mapping[str, LazyString] = {
    "objection": __("%(name)s objects: “%(words)s”"),
    "scrutiny": __("%(name)s has a scrutiny reservation: “%(words)s”"),
    "bracket": __("Words stand in brackets: %(words)s"),
    "proposal": __("Proposal %(words)s of %(name)s is on the table."),
    "placeholder": __("A place is still to be filled in: %(words)s"),
    "ad referendum": __("It is agreed only ad referendum."),
    "not agreed": __("It is not agreed yet."),
}

PROBLEMS: Mapping[str, LazyString] = {
    "unknown-kind": __("Choose what is proposed."),
    "no-change": __("The text is the same as it stands. Change its words, or choose to delete the paragraph."),
    "empty-text": __("Type the text that you propose. To remove the paragraph, choose “Delete the paragraph”."),
    "too-long": __("The text is too long: at most %(longest)s characters fit in one paragraph."),
    "unreadable-sign": __("The text holds a sign that no document can hold. Type it anew instead of pasting it."),
    "reason-missing": __("Give a reason: the record will show it."),
    "unknown-position": __("Choose a position."),
    "statement-missing": __("Say in a few words what the position is about: it will be read out and printed."),
    "unknown-participation": __("Choose how the party participates."),
    "unknown-language": __("Choose the language of the document."),
    "half-overlap": __(
        "The selection cuts through brackets that stand already. Take whole brackets, or what is inside."
    ),
    "no-brackets": __("Put at least one stretch of the text into square brackets, or choose your own wording."),
    "empty-span": __("Select the words first that go into brackets."),
    "too-many-attempts": __("Too many attempts. Wait %(minutes)s minutes, or ask the Support Office for a new link."),
    "short-password": __("Choose a password of at least %(shortest)s characters."),
    "long-password": __("Choose a password of at most %(longest)s characters."),
    "empty": __("The file is empty. Choose the file that holds the text of the draft."),
    "too-large": __("The file is too large: at most 20 MB can be read. Remove pictures, or save the text alone."),
    "too-long-text": __("This is more text than one document holds: at most 5 MB can be read. Divide the file."),
    "not-a-document": __("This is no document that can be read. Save it as Word (.docx), Markdown or plain text."),
    "pdf": __("A PDF holds printed pages, not paragraphs. Take the Word file that it was made from."),
    "old-word": __("This is the old Word format (.doc). Open it in Word and save it as .docx."),
    "encrypted": __("The file is protected by a password. Save it without protection and choose it again."),
    "zip-bomb": __("The file unpacks to far more than a document can hold and was not opened."),
    "broken-word": __("The Word file is damaged. Open it in Word, save it again, and choose the new file."),
    "wrong-encoding": __("The signs of this file cannot be read. Save it as plain text in UTF-8."),
    "no-file": __("Choose a file first."),
    "conference": __("The conference file is wrong at %(at)s."),
    "bracket-not-found": __("The words for the brackets must stand in the text exactly once. Copy them from it."),
    "bad-email": __("This is no e-mail address."),
    "name-missing": __("Give the person’s name."),
    "unknown-role": __("Choose a role."),
    "party-missing": __("Choose the delegation that the person sits with."),
    "party-unfit": __("Heads, delegates and coordinators sit with a participating State, observers with an observer."),
    "party-unneeded": __(
        "The Chair, the Office, rapporteurs and administrators act for no delegation: choose none. "
        "Who sits with a delegation as well gets a second role."
    ),
    "scope-unfit": __("This role is held in one meeting. Choose “this meeting”."),
    "words-lost": __(
        "Words of the file would be lost, so nothing was saved. Save the text in another form and try it."
    ),
    "title-missing": __("Give the draft a title."),
    "unknown-block-kind": __("Choose one of the kinds for every block."),
    "level-unfit": __("A level is a whole number from 0 to %(deepest)s."),
    "label-too-long": __(
        "The label or the key of the note in block %(block)s is too long: at most %(longest)s characters. "
        "Shorten it in the file and choose the file again."
    ),
    "note-without-key": __(
        "A footnote needs a number of its own that its marks carry. Choose another kind for block %(block)s."
    ),
}


def problem(error: BadText) -> str:
    """The sentence that tells what is wrong and what to do."""
    sentence = PROBLEMS.get(error.code)
    return str(sentence) % error.details if sentence is not None else _("This cannot be taken as it is.")


TRACKED: Mapping[str, LazyString] = {
    "inserted": __("inserted"),
    "deleted": __("deleted"),
    "moved": __("moved"),
    "formatted": __("formatted"),
}


def count_blocks(counts: Mapping[str, int]) -> str:
    """ "11 recitals, 2 operative paragraphs": the blocks that a document has many of."""
    parts = {
        "heading": ngettext("%(num)s heading", "%(num)s headings", counts.get("heading", 0)),
        "recital": ngettext("%(num)s recital", "%(num)s recitals", counts.get("recital", 0)),
        "enacting": ngettext("%(num)s enacting word", "%(num)s enacting words", counts.get("enacting", 0)),
        "operative": ngettext(
            "%(num)s operative paragraph", "%(num)s operative paragraphs", counts.get("operative", 0)
        ),
        "point": ngettext("%(num)s point of a list", "%(num)s points of lists", counts.get("point", 0)),
        "text": ngettext(
            "%(num)s paragraph without a number", "%(num)s paragraphs without a number", counts.get("text", 0)
        ),
        "note": ngettext("%(num)s footnote", "%(num)s footnotes", counts.get("note", 0)),
    }
    return ", ".join(words for kind, words in parts.items() if counts.get(kind))


def import_warning(code: str, detail: str) -> str:
    """detail: as the readers of files give it; of tracked changes "deleted 2, inserted 3"."""
    sentence = IMPORT_WARNINGS.get(code)
    if code == "tracked-changes":
        detail = " ".join(str(TRACKED.get(word, word)) for word in detail.split(" "))
    return str(sentence) % {"detail": detail} if sentence is not None else _("Look at this: %(detail)s", detail=detail)


def refusal(error: WrongState) -> str:
    """Why an action does not fit any more, when no list of obstacles says it."""
    if error.event == "end own role":
        return _("This is your last role that runs the people of this meeting. Somebody else who runs them can end it.")
    if error.event == "table" and error.state in ("agreed", "agreed ad referendum", "deleted"):
        return _("The paragraph is closed. Ask the Chair to reopen it; your text is kept.")
    if error.state == "moved on":
        return _("Something changed since this page was shown. Look again, then rule.")
    if error.event == "adopt" and error.obstacles:
        return _("The text cannot be adopted yet. All that stands in the way is named below.")
    if error.event == "confirm":
        return _("No paragraph waits for confirmation any more.")
    return _("This was settled meanwhile. The page shows how it stands now.")


def classical(instruction: Instruction) -> str:
    """One change in the words that secretariats use (practice.md section 4)."""
    sentence = CLASSICAL[instruction.action]
    if instruction.action == "insert" and not instruction.after:
        sentence = AT_THE_BEGINNING
    old, new = inline.plain(instruction.old), inline.plain(instruction.new)
    if old == new or not (old or new):
        # Only emphasis or a note mark changes, and that is to be seen.
        old, new = instruction.old, instruction.new
    return str(sentence) % {"old": old, "new": new, "after": inline.plain(instruction.after)}


CLASSICAL: Mapping[str, LazyString] = {
    "replace all": __("replace the paragraph with “%(new)s”"),
    "replace": __("replace “%(old)s” with “%(new)s”"),
    "lift": __("lift the brackets round “%(old)s”"),
    "bracket": __("put “%(new)s” in square brackets"),
    "delete": __("delete “%(old)s”"),
    "insert": __("after “%(after)s” insert “%(new)s”"),
}
AT_THE_BEGINNING = __("at the beginning insert “%(new)s”")


def count_changes(count: int) -> str:
    return ngettext("%(num)s change since you opened this page", "%(num)s changes since you opened this page", count)


def delete_paragraph() -> str:
    return _("delete the paragraph")


def insert_paragraph(*, before: bool, label: str) -> str:
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


COUNTED_ONLY = frozenset({"agrees", "no objection"})


def paragraph_name(kind: str, label: str) -> str:
    """How the Chair names a paragraph aloud: "Paragraph 5", "Note 2", "Title"."""
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


def obstacle(kind: str, name: str, words: str) -> str:
    """One thing that stands in the way, as a sentence. name: the State's, if one holds it; words: as in Obstacle."""
    if kind == "scrutiny" and not words:
        return _("%(name)s has a scrutiny reservation.", name=name)
    return str(OBSTACLES[kind]) % {"name": name, "words": words}


def cell(kind: str, *, outdated: bool) -> str:
    """What a sign of the matrix says."""
    if not kind:
        return _("silent")
    return _("%(position)s, on an earlier wording", position=POSITIONS[kind]) if outdated else str(POSITIONS[kind])
