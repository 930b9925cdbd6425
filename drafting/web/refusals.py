"""What is wrong, what stands in the way, and what to do about it, in the reader's language."""

from collections.abc import Mapping
from datetime import date, datetime

from flask_babel import gettext as _
from flask_babel import lazy_gettext as __
from flask_babel.speaklater import LazyString

from drafting.domain.errors import BadFields, BadText, WrongState
from drafting.web import (
    agenda_words,
    chairmanship_words,
    copies_words,
    delegation_words,
    document_words,
    groups_words,
    meeting_words,
    moments,
    papers_words,
    portal_words,
    process_words,
    register_words,
    rule_words,
    sitting_words,
    speakers_words,
    work_words,
)

PROBLEMS: Mapping[str, LazyString] = {
    **agenda_words.PROBLEMS,
    **document_words.PROBLEMS,
    **delegation_words.PROBLEMS,
    **copies_words.PROBLEMS,
    **chairmanship_words.PROBLEMS,
    **groups_words.PROBLEMS,
    **papers_words.PROBLEMS,
    **portal_words.PROBLEMS,
    **meeting_words.PROBLEMS,
    **process_words.PROBLEMS,
    **register_words.PROBLEMS,
    **rule_words.PROBLEMS,
    **sitting_words.PROBLEMS,
    **speakers_words.PROBLEMS,
    **work_words.PROBLEMS,
    "form-of-view": __("What you chose is not made in this form of file. Choose Word, or another view."),
    "view-of-adopted": __(
        "The text is adopted: no proposals stand on it any more, and no copy of it comes back with changes. "
        "Take the text itself."
    ),
    "unknown-kind": __("Choose what is proposed."),
    "no-change": __("The text is the same as it stands. Change its words, or choose to delete the paragraph."),
    "empty-text": __("The text is empty. Type words; to remove the paragraph, a State proposes to delete it."),
    "too-long": __("The text is too long: at most %(longest)s characters fit in one paragraph."),
    "unreadable-sign": __("The text holds a sign that no document can hold. Type it anew instead of pasting it."),
    "reason-missing": __("Give a reason: the record will show it."),
    "remark-missing": __("Write the remark first."),
    "unknown-position": __("Choose a position."),
    "statement-missing": __("Say in a few words what the position is about: it will be read out and printed."),
    "unknown-participation": __("Choose how the party participates."),
    "basis-missing": __("Say what the change rests on, such as a note verbale with its number and date."),
    "deadline-unfit": __("Only a State in square brackets is awaited until a day."),
    "zone-missing": __("A day goes with a time zone."),
    "meaning-unfit": __("Silence can mean something only until a day. Give the day, or leave the meaning unsaid."),
    "since-unfit": __("The day from which it holds cannot lie in the future."),
    "unknown-language": __("Choose the language of the document."),
    "nothing-picked": __("Nothing is picked: the result is the text as it stands. Pick a wording, or edit the words."),
    "half-overlap": __(
        "The selection cuts through brackets that stand already. Take whole brackets, or what is inside."
    ),
    "no-brackets": __("Put at least one stretch of the text into square brackets, or choose your own wording."),
    "no-bracket": __("No bracket begins there any more. Look at the text as it stands now."),
    "unclosed": __("This bracket is not closed, so nobody can say which words it holds. Close it first."),
    "joins-note": __("What stands beside the bracket would close up to the mark of a note. Edit the words instead."),
    "not-a-group": __("Other words stand between the brackets and would be lost. Edit the words instead."),
    "not-a-member": __("Choose one of the wordings shown, or none of them."),
    "several-paragraphs": __("These options stand in several paragraphs. Decide on each paragraph by itself."),
    "bad-code": __("“%(said)s” is not the code of a delegation."),
    "empty-span": __("Select the words first that go into brackets."),
    "no-group": __("This bracket stands alone: it is no alternative to another."),
    "unknown-ruling": __("Choose what is said about the bracket."),
    "over-paragraphs": __("This reaches over several paragraphs. Propose on each of them by itself."),
    "cuts-bracket": __("Another bracket would lose one of its signs. Lift or strike that one first."),
    "unknown-end": __("The last option cannot end in that paragraph. Choose one of those listed."),
    "unknown-act": __("Choose what is done with the bracket."),
    "holder-missing": __("Choose at least one participating State."),
    "too-many-attempts": __("Too many attempts. Wait %(minutes)s minutes, or ask the Support Office for a new link."),
    "short-password": __("Choose a password of at least %(shortest)s characters."),
    "long-password": __("Choose a password of at most %(longest)s characters."),
    "empty": __("The file is empty. Choose the file that holds the text of the draft."),
    "too-large": __("The file is too large: at most 20 MB can be read. Remove pictures, or save the text alone."),
    "too-long-text": __("This is more text than one document holds: at most 5 MB can be read. Divide the file."),
    "not-a-document": __("This is no document that can be read. Save it as Word (.docx), OpenDocument (.odt) or text."),
    "pdf": __("A PDF holds printed pages, not paragraphs. Take the Word file that it was made from."),
    "old-word": __("This is the old Word format (.doc). Open it in Word and save it as .docx."),
    "encrypted": __("The file is protected by a password. Save it without protection and choose it again."),
    "zip-bomb": __("The file unpacks to far more than a document can hold and was not opened."),
    "broken-word": __("The Word file is damaged. Open it in Word, save it again, and choose the new file."),
    "broken-file": __("The file is damaged. Open it where it was made, save it again, and choose the new file."),
    "pdf-without-text": __(
        "This PDF holds pictures of pages and no text, as a scan does. Take the file that it was made from."
    ),
    "too-many-pages": __("The PDF has too many pages: at most %(most)s are read. Divide it."),
    "reading-stopped": __(
        "Reading the file took more time or memory than any document needs, so it was stopped. "
        "Open the file where it was made, copy its text into a new one, and choose that."
    ),
    "readers-busy": __("Many files are being read just now. Wait a minute and choose the file again."),
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
    "too-many-changes": __(
        "The file makes more than %(most)s changes, too many to be looked at one by one. "
        "Divide them over several files."
    ),
    "changes-unsaid": __("Say first what the tracked changes of the file are."),
    "changes-said-anew": __(
        "Something else was said of the tracked changes meanwhile, so that the text below is another one than you saw. "
        "Look at it, then save it."
    ),
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
    "unknown-decision": __("Choose what is to be decided."),
    "field-missing": __("Fill in every field that is not marked optional."),
    "unknown-capacity": __("Choose in which capacity the guest is invited."),
    "title-too-long": __("The title is too long: at most %(longest)s characters."),
    "decision-empty": __("Give the decision at least one paragraph."),
    "decision-too-long": __("A decision has at most %(most)s paragraphs."),
    "scan-empty": __("The file of the scan is empty. Choose the file that holds the scanned note."),
    "scan-too-large": __("The scan is too large: at most %(largest)s MB. Scan it in grey or at a lower resolution."),
    "not-a-scan": __("This file is no scan. A scan is a PDF or an image: PNG, JPEG, TIFF or WebP."),
    "sender-missing": __("Choose the State or organization that the note is from."),
    "reference-missing": __("Give the number that the note bears; for a note without one, say so."),
    "reference-too-long": __("The number of the note is too long: at most %(longest)s characters."),
    "about-missing": __("Say in a few words what the note says."),
    "received-later": __("The note cannot have been received later than now. Correct the day or the hour."),
    "received-too-early": __(
        "The note was received before that no-objection procedure was announced and cannot answer it."
    ),
    "dated-later": __("The note cannot bear a later date than the day on which it was received."),
    "note-subject": __("Choose what the note is about."),
    "answer-missing": __("Choose the answer that the note gives."),
    "not-asked": __(
        "This State is not asked in that no-objection procedure. Register the note as one about the draft, "
        "or as a comment."
    ),
    "hour-needed": __("Give the hour at which the note was received."),
    "bad-date": __("This is no date. Give it as year-month-day, such as 2026-11-30."),
    "bad-hour": __("This is no hour. Give one from 00:00 to 23:59, or leave it empty for the end of the day."),
    "unknown-zone": __("No such time zone is known. Choose a city of the list."),
    "hour-missing": __("On that day the clocks of this zone skip that hour. Choose another hour."),
    "hour-twice": __("On that day the clocks of this zone show that hour twice. Choose another hour."),
    "unknown-subject": __("Choose what it is about."),
    "subject-settled": __("The text is adopted. Only the participation of a State can still be decided by silence."),
    "paragraphs-missing": __("Choose at least one paragraph."),
    "paragraph-unfit": __(
        "States cannot be asked about one of these paragraphs any more. Choose among those that stand in the text."
    ),
    "state-missing": __("Choose the State whose participation it is about."),
    "state-unfit": __("Choose among the participating States."),
    "meaning-missing": __("Say what silence means. It is never guessed."),
    "unknown-names": __("Choose who learns which State objects."),
    "not-severable": __("This is decided as a whole and cannot be agreed in part."),
    "instruction-missing": __(
        "Write down the Chair’s instruction: the Support Office acts on it, and the record shows it."
    ),
    "notice-missing": __("Write the notice in English and in Russian: both go out."),
    "hour-empty": __("Give the hour as well."),
    "unknown-answer": __("Choose an answer."),
    "answer-statement-missing": __("Say in a few words what it is about."),
    "unknown-paragraph": __("Choose among the paragraphs that were sent round."),
    "unknown-ending": __("Choose how the procedure ends."),
    "outage-unfit": __("An outage begins before it ends, and has ended by now."),
    "period-too-short": __(
        "The period is too short. In hours it lasts at least: %(hours)s. Choose an end not before %(earliest)s."
    ),
}


def problem(error: BadText) -> str:
    """The sentence that tells what is wrong and what to do."""
    sentence = PROBLEMS.get(error.code)
    if sentence is None:
        return _("This cannot be taken as it is.")
    zone = str(error.details.get("zone", "UTC"))
    return str(sentence) % {it: _told(said, zone) for it, said in error.details.items()}


def _told(said: object, zone: str) -> object:
    if isinstance(said, datetime):
        return moments.moment(said, zone)
    return moments.day_of(said) if isinstance(said, date) else said


def problems(error: BadFields) -> dict[str, str]:
    """Field -> the sentence that stands beside it."""
    return {field: problem(it) for field, it in error.problems.items()}


# What did not fit, whatever the state.
REFUSED: Mapping[str, LazyString] = {
    "publish": __("Only what is adopted and not published yet can be published. The page shows how it stands now."),
    **agenda_words.REFUSED,
    **document_words.REFUSED,
    **chairmanship_words.REFUSED,
    **copies_words.REFUSED_ACTS,
    **groups_words.REFUSED,
    **meeting_words.REFUSED,
    **register_words.REFUSED,
    "end own role": __(
        "This is your last role that runs the people of this meeting. Somebody else who runs them can end it."
    ),
    "reopen unseen": __(
        "The paragraph was agreed while you looked at this page, and a new wording would reopen it. "
        "Look again, then rule."
    ),
    "amend rules": __(
        "Only a Ministerial Conference may amend the Operational Mechanism. Put the amendment before the ministers."
    ),
    "dispute": __("This would put an agreed paragraph in dispute. Reopen it first, with a reason."),
}


# Of a no-objection procedure and of an awaited note: by the state and the event, or by one of them alone.
OF_RUNS: Mapping[tuple[str, str], LazyString] = {
    **sitting_words.OF_SITTINGS,
    **speakers_words.OF_SPEAKERS,
    ("under silence", ""): __(
        "States are being asked about this wording in a no-objection procedure. "
        "Objections are made there; otherwise the Chair withdraws the procedure first."
    ),
    ("under silence", "state participation"): __(
        "A no-objection procedure asks about this very participation. Await its end, or have it withdrawn first."
    ),
    ("active", "announce"): __("Another no-objection procedure asks about the same. It must be over first."),
    ("moved on", "announce"): __("Something changed since this page was shown. Look again, then announce."),
    ("moved on", "certify"): __("Something changed since this page was shown. Look again, then certify."),
    ("objection stands", "restore"): __("An objection still stands, so silence is not restored."),
    ("", "restore"): __("Silence is not broken any more, or the procedure is over."),
    ("", "answer"): __("The procedure is over without a result, so nobody is asked any more. Nothing was recorded."),
    ("", "withdraw objection"): __("No objection of your State stands here, so there is nothing to withdraw."),
    ("", "certify"): __("The certificate cannot be issued yet. All that stands in the way is named below."),
    ("", "announce"): __("The procedure cannot be announced yet. All that stands in the way is named below."),
    ("", "prepare"): __("The procedure was announced meanwhile. What is announced is not changed any more."),
    ("", "extend"): __("A deadline is moved only later, and only before it passes."),
    ("", "suspend"): __("Only a running procedure can be suspended."),
    ("", "resume"): __("The procedure is not suspended any more."),
    ("not awaited", ""): __("No note verbale of this State about this text is awaited any more. Nobody was reminded."),
    ("reminded", ""): __("This State was reminded less than a day ago. It can be reminded again a day after that."),
}


def refusal(error: WrongState) -> str:
    """Why an action does not fit any more, when no list of obstacles says it."""
    keys = ((error.state, error.event), (error.state, ""), ("", error.event))
    said = REFUSED.get(error.event) or next((OF_RUNS[key] for key in keys if key in OF_RUNS), None)
    if said is not None:
        return str(said)
    if error.event == "table" and error.state in ("agreed", "agreed ad referendum", "deleted"):
        return _("The paragraph is closed. Ask the Chair to reopen it; your text is kept.")
    if error.state == "moved on":
        return _moved_on(error.event)
    if error.event == "adopt" and error.obstacles:
        return _("The text cannot be adopted yet. All that stands in the way is named below.")
    if error.event == "confirm":
        return _("No paragraph waits for confirmation any more.")
    return _("This was settled meanwhile. The page shows how it stands now.")


def _moved_on(event: str) -> str:
    """event: "" where a form was to be saved, else what the Chair was to do."""
    if event:
        return _("Something changed since this page was shown. Look again, then rule.")
    return _("Somebody changed this since your page was shown. Nothing was saved over it.")


# One thing that stands in the way, as a sentence; the fields are those of `consensus.Obstacle`.
OBSTACLES: Mapping[str, LazyString] = {
    "objection": __("%(name)s objects: “%(words)s”"),
    "scrutiny": __("%(name)s has a scrutiny reservation: “%(words)s”"),
    "bracket": __("Words stand in brackets: %(words)s"),
    "proposal": __("Proposal %(words)s of %(name)s is on the table."),
    "placeholder": __("A place is still to be filled in: %(words)s"),
    "mark": __("A footnote is marked that is not there, after the words “%(words)s”."),
    "ad referendum": __("It is agreed only ad referendum."),
    "not agreed": __("It is not agreed yet."),
    "run": __("No-objection procedure %(words)s is not over."),
}


def obstacle(kind: str, name: str, words: str) -> str:
    """One thing that stands in the way, as a sentence. name: the State's, if one holds it; words: as in Obstacle."""
    if kind == "scrutiny" and not words:
        return _("%(name)s has a scrutiny reservation.", name=name)
    return str(OBSTACLES[kind]) % {"name": name, "words": words}
