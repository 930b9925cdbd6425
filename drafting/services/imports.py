"""A file becomes a draft in two steps: read and shown, then corrected by a person and saved.

Between the steps stands an upload: what was recognised, seen by nobody but the person who chose the file.
"""

import hashlib
import re
import secrets
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy.orm import Session

from drafting.documents import reading, reading_told, tree
from drafting.documents.tree import Block, Kind, Recognition
from drafting.domain import inline, returned
from drafting.domain.bracket_report import Report
from drafting.domain.errors import BadText, NotFound
from drafting.persistence.queries import uploads as queries
from drafting.persistence.records import Upload
from drafting.services import drafts, texts
from drafting.services.scope import MeetingScope

# An upload is work in progress; who comes back later than this chooses the file again.
KEPT = timedelta(days=7)
# What the tracked changes of a file are: part of the text, no part of it, or proposals of those who made them.
CHANGES = ("accept", "reject", "authors")
DEEPEST = {"heading": 4, "point": 9, "text": 9}
LONGEST_TITLE, LONGEST_LABEL = 500, 200  # As the tables hold them.


@dataclass(frozen=True)
class File:
    """A file as it came: its name without folders, and its bytes."""

    name: str
    data: bytes


@dataclass(frozen=True)
class Choices:
    """What a person decides about an upload. kinds, levels: one for each block, in order; changes: what the tracked
    changes were on the page that was looked at, as `Tracked.chosen`."""

    title: str
    language: str
    kinds: Sequence[str]
    levels: Sequence[str]
    changes: str = ""


@dataclass(frozen=True)
class Tracked:
    """Changes that were tracked in the file. authors: who made them; chosen: of CHANGES, "" until somebody says."""

    authors: tuple[str, ...]
    chosen: str


@dataclass(frozen=True)
class Preview:
    """An upload as it is shown.

    draft: the draft it was saved as, if it was; tracked: None where no changes were, and then nothing is asked.
    """

    ref: str
    filename: str
    title: str
    language: str
    recognition: Recognition
    draft: int | None
    tracked: Tracked | None = None

    def counts(self) -> dict[Kind, int]:
        """How many blocks of each kind, in the order of the kinds."""
        found = Counter(block.kind for block in self.recognition.blocks)
        return {kind: found[kind] for kind in tree.KINDS if found[kind]}

    def first(self, kind: Kind) -> str:
        """The words of the first block of a kind, "" when there is none."""
        return next((inline.plain(it.text) for it in self.recognition.blocks if it.kind == kind), "")

    def brackets(self) -> Report:
        """The brackets of the whole by class."""
        return reading_told.bracketed(self.recognition)

    def warnings_of(self) -> dict[int | None, list[tree.Warning]]:
        """Warnings by the index of their block; None: about the whole file."""
        found: dict[int | None, list[tree.Warning]] = {}
        for it in self.recognition.warnings:
            found.setdefault(it.block, []).append(it)
        return found


def keep(
    session: Session,
    scope: MeetingScope,
    file: File,
    recognition: Recognition,
    *,
    title: str,
    now: datetime,
    before: Mapping[str, Any] | None = None,
    copy: Mapping[str, Any] | None = None,
) -> str:
    """Keep what was recognised until a person has looked at it; answers the upload's ref. Raises NotAllowed.

    title: "" takes the title that stands in the text, else the name of the file; before, copy: as in
    `tracked_file.Reading`.
    """
    scope.require("import")
    queries.discard(session, now - KEPT)
    upload = Upload(
        ref=secrets.token_hex(16),
        meeting_id=scope.meeting.id,
        person_id=scope.actor.person,
        filename=file.name[-255:],
        sha256=hashlib.sha256(file.data).hexdigest(),
        recognition=_as_data(
            recognition, _one_line(title) or _title(recognition, file.name), language_of(recognition.blocks)
        )
        | ({"before": before, "copy": copy, "chosen": ""} if copy else {}),
        at=now,
    )
    session.add(upload)
    return upload.ref


def _title(recognition: Recognition, filename: str) -> str:
    titles = [it.text for it in recognition.blocks if it.kind == "title"]
    return _one_line(inline.plain(titles[0]) if titles else filename.rpartition(".")[0] or filename)


def _one_line(title: str) -> str:
    """A title on one line, no longer than the record holds, without signs that cannot be printed."""
    line = " ".join(texts.normal(title.replace("\0", "")).split())
    return "".join(sign for sign in line if sign.isprintable())[:LONGEST_TITLE].strip()


def language_of(blocks: Sequence[Block]) -> str:
    """ "ru" where most letters are Cyrillic, else "en": a guess that a person may correct."""
    text = "".join(block.text for block in blocks)
    cyrillic, latin = len(re.findall("[а-яё]", text, re.IGNORECASE)), len(re.findall("[a-z]", text, re.IGNORECASE))
    return "ru" if cyrillic > latin else "en"


def preview(session: Session, scope: MeetingScope, ref: str) -> Preview:
    """Raises NotAllowed; NotFound for an upload of another person or meeting, or one discarded."""
    scope.require("import")
    return _shown(_own(session, scope, ref))


def choose_changes(session: Session, scope: MeetingScope, ref: str, choice: str) -> None:
    """Say what the tracked changes of a file are; it may be said anew until the draft is saved.

    choice: of CHANGES. Raises NotAllowed, NotFound, BadText: changes-unsaid.
    """
    scope.require("import")
    upload = _own(session, scope, ref, lock=True)
    if choice not in CHANGES:
        raise BadText("changes-unsaid")
    if upload.recognition.get("copy"):
        upload.recognition = {**upload.recognition, "chosen": choice}


@dataclass(frozen=True)
class ByAuthor:
    """A file whose changes shall become proposals by author: copy: as `returned.as_data` writes it."""

    filename: str
    sha256: str
    copy: Mapping[str, Any]


def by_author(session: Session, scope: MeetingScope, ref: str) -> ByAuthor | None:
    """What of an upload shall become proposals once the draft is saved; None where nothing shall.

    Raises NotAllowed, NotFound.
    """
    scope.require("import")
    upload = _own(session, scope, ref, lock=True)
    if upload.recognition.get("chosen") != "authors":
        return None
    return ByAuthor(upload.filename, upload.sha256, upload.recognition["copy"])


def _own(session: Session, scope: MeetingScope, ref: str, *, lock: bool = False) -> Upload:
    found = queries.upload(session, scope.meeting.id, scope.actor.person, ref, lock=lock)
    if found is None:
        raise NotFound
    return found


def save(session: Session, scope: MeetingScope, ref: str, choices: Choices, now: datetime) -> int:
    """Save the upload as a draft in preparation; answers its id, the same one to a double click.

    Raises NotAllowed, NotFound, and BadText: changes-unsaid, changes-said-anew, words-lost, title-missing,
    unknown-language, and as `chosen` does.
    """
    scope.require("import")
    upload = _own(session, scope, ref, lock=True)
    if upload.draft_id is not None:
        return upload.draft_id
    shown = _shown(upload)
    if shown.tracked and not shown.tracked.chosen:
        raise BadText("changes-unsaid")
    if shown.tracked and shown.tracked.chosen != choices.changes:
        raise BadText("changes-said-anew")  # In another window: it is another text than the one that was looked at.
    if shown.recognition.lost:
        raise BadText("words-lost")
    title = _one_line(choices.title)
    if not title:
        raise BadText("title-missing")
    draft = drafts.import_draft(
        session,
        scope,
        title=title,
        language=choices.language,
        blocks=chosen(shown.recognition.blocks, choices),
        source=drafts.Source(upload.filename, upload.sha256),
        now=now,
    )
    upload.draft_id, upload.recognition = draft.id, {}
    return draft.id


def chosen(blocks: Sequence[Block], choices: Choices) -> tuple[Block, ...]:
    """The blocks with the kinds and levels that a person chose, notes last; labels and words stay.

    Raises BadText: unknown-block-kind, level-unfit (deepest), label-too-long (block: its number from 1; longest),
    note-without-key (block).
    """
    if not len(blocks) == len(choices.kinds) == len(choices.levels):
        raise BadText("unknown-block-kind")
    made = [_block(*row) for row in zip(blocks, choices.kinds, choices.levels, strict=True)]
    keys = Counter(it.label for it in made if it.kind == "note")
    for number, block in enumerate(made, start=1):
        if len(block.label) > LONGEST_LABEL:
            raise BadText("label-too-long", block=number, longest=LONGEST_LABEL)
        if block.kind == "note" and (not block.label or keys[block.label] > 1):
            raise BadText("note-without-key", block=number)
    return tuple(sorted(made, key=lambda it: it.kind == "note"))


def _block(block: Block, kind: str, level: str) -> Block:
    if kind not in tree.KINDS:
        raise BadText("unknown-block-kind")
    if not re.fullmatch("[0-9]{1,3}", level):
        raise BadText("level-unfit", deepest=DEEPEST["point"])
    # A heading and a point have a depth from 1; what cannot be indented stands at the margin.
    least = 1 if kind in ("heading", "point") else 0
    fitting = max(least, min(int(level), DEEPEST.get(kind, 0)))
    return replace(block, kind=kind, level=fitting)


def _as_data(recognition: Recognition, title: str, language: str) -> dict[str, Any]:
    return {"title": title, "language": language, **reading.as_data(recognition)}


def _shown(upload: Upload) -> Preview:
    data = upload.recognition
    title, language = data.get("title", ""), data.get("language", "en")
    tracked = Tracked(returned.from_data(data["copy"]).authors, data["chosen"]) if data.get("copy") else None
    # What shall become proposals is not in the text yet.
    recognition = reading.from_data(data["before"] if tracked and tracked.chosen in ("reject", "authors") else data)
    if tracked:
        # Comments go with the changes that wait, and are left out with those that are answered for.
        said = {"tracked-changes", "comments-left-out"} if tracked.chosen == "authors" else {"tracked-changes"}
        told = tuple(it for it in recognition.warnings if it.code not in said)
        recognition = replace(recognition, warnings=told)
    return Preview(upload.ref, upload.filename, title, language, recognition, upload.draft_id, tracked)
