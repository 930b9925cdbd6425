"""What is said of brackets: their kinds, types, holders, faults and rulings, in the reader's language."""

from collections.abc import Collection, Mapping, Sequence

from flask_babel import gettext as _
from flask_babel import lazy_gettext as __
from flask_babel import ngettext
from flask_babel.speaklater import LazyString
from markupsafe import Markup

from drafting.domain.bracket_report import new_faults
from drafting.domain.errors import WrongState
from drafting.services.bracket_plans import Part, Plan
from drafting.services.bracket_views import Holder, Said
from drafting.web import refusals, text_html, wording
from drafting.web.instants import named

# The longest quotation of a text in a sentence, in characters.
LONGEST = 160
# Signs on either side of a place that is pointed at.
_AROUND = 24

# A ruling as one entry of the record; who holds a bracket is named apart, because names of States are not declined.
RULED: Mapping[str, LazyString] = {
    "alternatives": __("Alternatives: %(words)s"),
    "independent": __("Independent doubts: %(words)s"),
    "not yet said": __("Not yet said whether alternatives or independent doubts: %(words)s"),
    "not a dispute": __("Not a dispute: %(words)s"),
    "dispute": __("In dispute again: %(words)s"),
    "held": __("Held by %(names)s: %(words)s"),
    "not held": __("No longer held by %(names)s: %(words)s"),
    "brackets run on": __("Brackets run on across this heading."),
    "brackets end here": __("Brackets end before this heading."),
    "participation": __("About the participation of the State, no dispute about words: %(words)s"),
    "not participation": __("About words, not about the participation of the State: %(words)s"),
    "participation not said": __("Not said whether about participation or about words: %(words)s"),
}


def ruled(ruling: str, words: Sequence[str], names: str) -> str:
    """One ruling as a sentence. words: of each bracket it is about, signs included; names: of the States, if any."""
    return str(RULED[ruling]) % {"words": " ".join(map(shortened, words)), "names": names}


def shortened(words: str, longest: int = LONGEST) -> str:
    """The beginning and the end of a long bracket."""
    if len(words) <= longest:
        return words
    return f"{words[: longest * 2 // 3].rstrip()} … {words[-longest // 3 :].lstrip()}"


def quoted(words: str, longest: int, begin: int, settled: Collection[int]) -> Markup:
    """The same as HTML. begin: offset of the words in their paragraph; settled: those of the brackets there that a
    person ruled no dispute."""
    short = shortened(words, longest)
    kept = len(words) if short == words else longest * 2 // 3
    return text_html.words(short, settled=tuple(at - begin for at in settled if begin <= at < begin + kept))


# The sorts of `bracket_filters`, each as the name of its link.
SHOWS: Mapping[str, LazyString] = {
    "open": __("All open"),
    "single": __("Held by one delegation only"),
    "mine": __("Held by us"),
    "unknown": __("Holder unknown"),
    "placeholders": __("To be filled in"),
    "settled": __("Ruled not a dispute"),
}
# What nothing of a sort says.
NONE: Mapping[str, LazyString] = {
    "open": __("No bracket is open. Nothing is to be filled in."),
    "single": __("No bracket is held by one delegation alone, as far as the record and the text tell."),
    "mine": __("Your State holds no bracket, as far as the record and the text tell."),
    "unknown": __("Of every bracket it is known, or claimed in the text, who holds it."),
    "placeholders": __("Nothing is to be filled in."),
    "settled": __("No bracket was ruled not to be a dispute."),
}
KINDS: Mapping[str, LazyString] = {"dispute": __("in dispute"), "placeholder": __("to be filled in")}
TYPES: Mapping[str, LazyString] = {"alternatives": __("alternatives"), "independent": __("independent doubts")}
CERTAIN: Mapping[str, LazyString] = {"known": __("known"), "claimed": __("claimed in the text")}
CLAIMS: Mapping[str, LazyString] = {
    "proposes": __("claimed in the text: proposes"),
    "opposes": __("claimed in the text: opposes"),
    "retains": __("claimed in the text: wants it kept"),
}
# What is wrong with a bracket, and what to do.
FAULTS: Mapping[str, LazyString] = {
    "unclosed": __(
        "A bracket opens here and nothing closes it. Reword the paragraph with the missing sign, let the brackets run "
        "on across the next heading, or lift this sign."
    ),
    "unmatched": __(
        "A bracket closes here that nothing opens. Reword the paragraph with the missing sign, let the brackets run on "
        "across the heading before it, or lift this sign."
    ),
    "mixed-pair": __("Two signs of different forms are read as a pair. Reword the paragraph if they are none."),
    "ambiguous-number": __(
        "A number in brackets may be a value in dispute or a reference mark. If it is in dispute, reword the paragraph "
        "so that it can be told, for example with both values side by side."
    ),
}
# What a change of words does to brackets, said before it is taken.
BROKEN: Mapping[str, LazyString] = {
    "unclosed": __("With this change nothing closes the bracket that opens at “%(words)s”."),
    "unmatched": __("With this change nothing opens the bracket that closes at “%(words)s”."),
    "mixed-pair": __("With this change two signs of different forms are read as a pair at “%(words)s”."),
}
ACTS: Mapping[str, LazyString] = {
    "lift": __("Lift the brackets"),
    "strike": __("Strike the words"),
    "choose": __("Choose"),
}
FORMS: Mapping[str, LazyString] = {"plain": __("As it comes"), "repaired": __("With repairs")}
DONE: Mapping[str, LazyString] = {
    "lift": __("The brackets are lifted. The words stay."),
    "strike": __("The words in brackets are struck."),
    "choose": __("The choice is made. The other words are struck."),
}


def broken(before: str, after: str) -> list[str]:
    """A sentence for each bracket that a change leaves without its partner (practice.md section 3)."""
    found = [(str(BROKEN[it.code]), it.at) for it in new_faults(before, after) if it.code in BROKEN]
    return [sentence % {"words": after[max(at - _AROUND, 0) : at + _AROUND].strip()} for sentence, at in found]


# Why a paragraph went, as one entry of the record.
DELETED: Mapping[str, LazyString] = {
    "lift": __("Deleted: nothing but a bracket’s sign stood in it, and the brackets were lifted."),
    "strike": __("Deleted: its words stood in brackets, and they were struck."),
    "choose": __("Deleted: it belonged to wordings that were not chosen."),
}
# What becomes of a paragraph of a plan.
FATES: Mapping[str, LazyString] = {"goes": __("goes"), "changes": __("is reworded"), "stays": __("stays as it is")}


def fate(it: Part) -> str:
    """A key of FATES."""
    return "goes" if it.text is None else "changes" if it.is_changed else "stays"


def planned(it: Plan) -> str:
    """ "1 paragraph reworded, 2 paragraphs deleted": all that a deed would do, in one line."""
    fates = [fate(part) for part in it.parts]
    goes, changes, stays = (fates.count(one) for one in ("goes", "changes", "stays"))
    parts = [
        ngettext("%(num)s paragraph deleted", "%(num)s paragraphs deleted", goes) if goes else "",
        ngettext("%(num)s paragraph reworded", "%(num)s paragraphs reworded", changes) if changes else "",
        ngettext("%(num)s paragraph kept as it is", "%(num)s paragraphs kept as they are", stays) if stays else "",
    ]
    return ", ".join(part for part in parts if part)


def done(act: str) -> str:
    """What became of the text, as a sentence."""
    return str(DONE[act])


def refusal(error: WrongState) -> str:
    """Why nothing can be said or done here now."""
    if error.event == "run on":
        return _("Brackets run on only across a title, a heading or a footnote.")
    if error.state == "deleted":
        return _("The paragraph is deleted. Reopen it first, with a reason.")
    return refusals.refusal(error)


def who(it: Said) -> str:
    """Who made a ruling, and as what."""
    return f"{named(it.person)}, {wording.ROLES[it.capacity]}"


def certainty(it: Holder) -> str:
    """How we come to name a holder."""
    if it.certainty == "claimed" and it.verb:
        return str(CLAIMS[it.verb])
    return str(CERTAIN[it.certainty])


def holder(it: Holder) -> str:
    """The name of a holder, or the code that the text has for it."""
    return named(it.party) if it.party else it.code


def outlived(wordings: int) -> str:
    return ngettext("kept through %(num)s new wording", "kept through %(num)s new wordings", wordings)
