"""A draft as a printed document: clean, with proposals under their paragraphs or tracked in the text, or to take home.

Whoever exports, only what everybody may read is printed: the text is read as somebody without a delegation sees it.
"""

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Literal
from zoneinfo import ZoneInfo

from sqlalchemy.orm import Session

from drafting.documents.papers import annexes
from drafting.documents.tree import Annex, Printed, PrintedBlock, Span
from drafting.documents.writing import MEDIA_TYPES, Form
from drafting.domain import diff, notes
from drafting.domain.errors import BadText, NotFound
from drafting.domain.permissions import Actor, Capacity
from drafting.persistence.queries import drafts, papers
from drafting.persistence.records import Draft, Entry, Party
from drafting.services import tracked
from drafting.services.draft_page import DraftPage, ParagraphView, ProposalView, draft_page
from drafting.services.scope import DraftScope, ordered_parties
from drafting.services.tracked import plain

View = Literal["clean", "proposals", "tracked", "copy"]
VIEWS: tuple[View, ...] = ("clean", "proposals", "tracked", "copy")
_LONGEST_NAME = 80


@dataclass(frozen=True)
class Words:
    """What a printed document says besides its text, in the document's language.

    header: the lines of the page header, with the last issue of a text issued anew; party: its name; by: who proposes,
    co-sponsors included; what: what a proposal does, label being the paragraph's as displayed; reason: a reason as it
    is introduced; state: a paragraph state; legend: how changes are shown, with examples in it; none: that there are
    none to show; page: with the fields {page} and {pages}; contents: the title of a list of contents; tracked: what is
    said beside tracked changes.
    """

    header: Callable[[DraftScope, Entry | None], tuple[str, ...]]
    party: Callable[[Party], str]
    by: Callable[[ProposalView], str]
    what: Callable[[ProposalView, ParagraphView], str]
    reason: Callable[[str], str]
    state: Callable[[str], str]
    legend: tuple[Span, ...]
    none: str
    tracked: tracked.Words
    page: str
    contents: str = ""


def offered(view: View) -> tuple[Form, ...]:
    """The forms in which a view is written: a copy comes back as it went, and plain text names no authors."""
    if view == "copy":
        return ("docx",)
    return tuple(form for form in MEDIA_TYPES if view != "tracked" or form not in ("md", "txt"))


def views(scope: DraftScope) -> tuple[View, ...]:
    """What this person may take of the draft as it stands. Of an adopted text that is the text itself: nothing is
    proposed on it, and nothing that was changed in a copy comes back."""
    return tuple(view for view in VIEWS if _is_of(view, scope.draft) and scope.may(_action(view, scope.draft)))


def _is_of(view: View, draft: Draft) -> bool:
    return view == "clean" or draft.phase != "adopted"


def _action(view: View, draft: Draft) -> str:
    """A delegation takes of an adopted text the clean file where it took its copy before."""
    return "take copy" if view == "copy" or (view == "clean" and draft.phase == "adopted") else "export"


def _require(scope: DraftScope, view: View) -> None:
    scope.require(_action(view, scope.draft))
    if not _is_of(view, scope.draft):
        raise BadText("view-of-adopted")


def printed(session: Session, scope: DraftScope, view: View, words: Words, *, line_numbers: bool = False) -> Printed:
    """The draft as it stands now, ready for any writer. Raises NotAllowed, BadText: view-of-adopted."""
    _require(scope, view)
    neutral = replace(scope, actor=Actor(scope.actor.person))
    is_report = papers.kind_of(session, scope.draft.id) == "report"
    page = draft_page(session, neutral, "compilation" if view in ("proposals", "tracked") else "text")
    shown = tracked.tracked_text(session, scope, page, words.tracked) if view == "tracked" else _text(page, words, view)
    return Printed(
        title=scope.draft.title,
        language=scope.draft.language,
        header=_header(scope, page, view, words),
        blocks=_paged(shown.blocks, scope.draft.language, is_report=is_report),
        notes={key: note.block for key, note in shown.notes.items()},
        page_words=words.page,
        legend=_legend(page, view, words),
        contents=words.contents if is_report else "",
        dated=scope.draft.changed_at.astimezone(ZoneInfo(scope.meeting.zone)).date(),
        line_numbers=line_numbers,
        tracked_notes=shown.notes,
        stamp=_stamp(scope) if view == "copy" else (),
        protected=view == "copy",
    )


def _header(scope: DraftScope, page: DraftPage, view: View, words: Words) -> tuple[str, ...]:
    """Above each page, where it is no part of a text that is read back: that no change is tracked in it."""
    lines = words.header(scope, page.issues[-1] if page.issues else None)
    return lines if view != "tracked" or _is_proposed_on(page) else (*lines, words.none)


def _legend(page: DraftPage, view: View, words: Words) -> tuple[Span, ...]:
    if view != "proposals":
        return ()
    return words.legend if _is_proposed_on(page) else (Span(words.none),)


def _is_proposed_on(page: DraftPage) -> bool:
    return any(it.proposals for it in page.paragraphs)


def _stamp(scope: DraftScope) -> tuple[tuple[str, str], ...]:
    """What the copy was taken of, and for whom."""
    draft, party = scope.draft, scope.parties.get(scope.actor.delegation() or 0)
    code = party.code if party else ""
    return ("draft", str(draft.id)), ("seq", str(draft.seq)), ("language", draft.language), ("party", code)


def _text(page: DraftPage, words: Words, view: View) -> tracked.Tracked:
    """The text with no change in it, where they are shown under its paragraphs with those."""
    marked = view == "proposals"
    shown = [it for it in page.paragraphs if marked or it.state != "deleted"]
    body = [it for it in shown if it.kind != "note"]
    footnotes = {it.label: it for it in shown if it.kind == "note"}
    below = _below(body, footnotes, page.note_numbers)
    return tracked.Tracked(
        tuple(_block(it, (it, *below[it.id]), words, with_state=marked) for it in body),
        {key: PrintedBlock(plain(it), anchor=str(it.id)) for key, it in footnotes.items() if it.state != "deleted"},
    )


def _paged(blocks: Sequence[PrintedBlock], language: str, *, is_report: bool) -> tuple[PrintedBlock, ...]:
    """Annexes begin a page; so does a report after its contents."""
    headings = [at for at, it in enumerate(blocks) if it.block.kind == "heading" and it.block.level == 1]
    opening = {at for at in headings if annexes.begins(blocks[at].block.text, language)}
    if is_report:
        opening |= set(headings[:1])
    return tuple(replace(it, new_page=True) if at in opening else it for at, it in enumerate(blocks))


def _below(
    body: Sequence[ParagraphView], footnotes: Mapping[str, ParagraphView], numbers: Mapping[str, int]
) -> dict[int, list[ParagraphView]]:
    """Paragraph id -> notes whose proposals are printed under it: where each is marked first, else at the end.

    The notes bear their displayed numbers as labels.
    """
    marked = {key: it.id for it in reversed(body) for key in notes.marks(it.text)}
    found: dict[int, list[ParagraphView]] = defaultdict(list)
    for key, note in footnotes.items():
        if note.proposals and body:
            found[marked.get(key, body[-1].id)].append(replace(note, label=str(numbers.get(key, key))))
    return found


def _block(it: ParagraphView, proposed_on: Iterable[ParagraphView], words: Words, *, with_state: bool) -> PrintedBlock:
    struck = it.state == "deleted"
    return PrintedBlock(
        block=plain(it),
        annexes=tuple(_annex(proposal, on, words) for on in proposed_on for proposal in on.proposals),
        state=words.state(it.state) if with_state and (it.ruled or struck) else "",
        struck=struck,
        anchor=str(it.id),
    )


def _annex(proposal: ProposalView, on: ParagraphView, words: Words) -> Annex:
    name = words.party(proposal.party)
    changes = diff.changes(proposal.base, proposal.text)
    return Annex(
        by=words.by(proposal),
        note=words.what(proposal, on),
        spans=tuple(Span(it.text, it.op, "" if it.op == "equal" else name) for it in changes),
        reason=words.reason(proposal.reason) if proposal.reason else "",
    )


def file_name(draft: Draft, view: View, form: str) -> str:
    """A name that tells the files of a draft apart in one folder: "Process-03-01-2026-rev14-proposals.docx"."""
    called = draft.symbol.rpartition(":")[2].strip() or draft.title
    base = re.sub(r"[^\w.]+", "-", called)[:_LONGEST_NAME].strip("-.") or "draft"
    suffix = "" if view == "clean" else f"-{view}"
    return f"{base}-rev{draft.revision}{suffix}.{form}"


def office_scope(session: Session, draft_id: int) -> DraftScope:
    """The draft as whoever runs the machine exports it: in the Office's capacity, as nobody. Raises NotFound."""
    found = drafts.locate(session, draft_id, lock=False)
    if found is None:
        raise NotFound
    office = Actor(0, (Capacity("support"),))
    return DraftScope(found.meeting, found.process, office, ordered_parties(session, found.process.id), found.draft)
