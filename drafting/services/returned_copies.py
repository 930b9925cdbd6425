"""Copies that come back from delegations: kept, given to whom they belong, dealt with, put away.

Reading a file makes a `domain/returned.Copy`, kept as data; what of the draft it changes is found anew whenever
somebody looks (`returned_copy_page.py`), and becomes proposals in `returned_copy_acts.py`. Whose copy it is nobody else
may know: every question to the database carries the viewer's delegation.
"""

import hashlib
import secrets
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from sqlalchemy.orm import Session

from drafting.documents import reading
from drafting.domain import returned
from drafting.domain.errors import BadText, NotAllowed, NotFound, WrongState
from drafting.persistence.queries import accounts
from drafting.persistence.queries import returned_copies as queries
from drafting.persistence.records import Party, Person, ReturnedCopy
from drafting.services import copy_authors, outbox, remarks, returned_copy_page
from drafting.services.imports import File
from drafting.services.outbox import Delivery
from drafting.services.scope import DraftScope

MOST = 40  # files in one upload: every delegation of a large conference, and some twice
# More nobody looks at one by one, and while so many are proposed all others would wait for the draft.
MOST_CHANGES = 2_000
MOST_PARAGRAPHS = 20_000  # of a file, which are compared with the draft
UNLIKE = 0.2  # Of a file with less in common with the draft every paragraph would be deleted and every one new.


@dataclass(frozen=True)
class Line:
    """A copy in a list.

    party: whose changes it holds, None until somebody says; made, said: how many proposals and how many remarks came of
    it that the viewer may know of; is_whole: whether the viewer may know its name and all its changes.
    """

    row: ReturnedCopy
    party: Party | None
    person: Person
    made: int
    said: int
    is_whole: bool


@dataclass(frozen=True)
class Shelf:
    """The copies that a viewer sees, newest first: of the own delegation, and what the Office received.

    deliveries: notices of what was tabled as received that the viewer may know of; told: by the number of an entry,
    whom it is about.
    """

    own: tuple[Line, ...]
    received: tuple[Line, ...]
    deliveries: tuple[Delivery, ...]
    told: Mapping[int, Party]


def shelf(session: Session, scope: DraftScope) -> Shelf:
    """Raises NotAllowed for who takes no copy; the Office has a list from the draft's beginning."""
    if not is_office(scope):
        scope.require("take copy")
    rows = queries.of_draft(session, scope.draft.id, scope.actor.delegation(), office=is_office(scope))
    people = accounts.names(session, {it.person_id for it in rows})
    made: dict[int | None, list[int | None]] = defaultdict(list)
    for proposal in queries.made_of(session, [it.id for it in rows]):
        made[proposal.copy_id].append(proposal.party_id)
    said: dict[str, list[int | None]] = defaultdict(list)
    for name, entry in remarks.of_copies(session, scope, [it.ref for it in rows]).items():
        said[name.partition("-")[0]].append(entry.party_id)
    lines = [
        Line(
            row=it,
            party=scope.parties.get(it.party_id or 0),
            person=people[it.person_id],
            made=_of_viewer(scope, made[it.id]),
            said=_of_viewer(scope, said[it.ref]),
            is_whole=returned_copy_page.is_whole(scope, it, (*made[it.id], *said[it.ref])),
        )
        for it in rows
    ]
    received = [it for it in lines if it.row.by_office and is_office(scope)]
    deliveries = outbox.of_no_run_shown(session, scope, "proposals received")
    return Shelf(
        own=tuple(it for it in lines if it not in received),
        received=tuple(received),
        deliveries=deliveries,
        told={it.seq: scope.parties[it.party_id or 0] for it in deliveries},
    )


def _of_viewer(scope: DraftScope, parties: Iterable[int | None]) -> int:
    """How many of these the viewer may count: the Office all, a delegation its own."""
    return sum(is_office(scope) or it == scope.actor.delegation() for it in parties)


def is_office(scope: DraftScope) -> bool:
    """What was received stays open to the Office after the adoption, as every paper that it keeps."""
    return scope.actor.holds("support")


def find(session: Session, scope: DraftScope, ref: str) -> ReturnedCopy:
    """Raises NotFound where there is none, it is put away, or it is another delegation's."""
    row = queries.by_ref(session, scope.draft.id, ref, scope.actor.delegation(), office=is_office(scope))
    if row is None:
        raise NotFound
    return row


def require_brings(scope: DraftScope, *, by_office: bool) -> None:
    """Raises NotAllowed, OutOfSeason."""
    scope.require("receive copies" if by_office else "bring copy")


def keep(session: Session, scope: DraftScope, file: File, *, by_office: bool, now: datetime) -> ReturnedCopy:
    """Keep a file that is to be read. The very same file, brought again while it is not dealt with, is kept once.

    Raises NotAllowed; BadText: empty, too-large.
    """
    require_brings(scope, by_office=by_office)
    if not file.data:
        raise BadText("empty")
    if len(file.data) > reading.LARGEST:
        raise BadText("too-large")
    party = None if by_office else scope.actor.delegation()
    sha256 = hashlib.sha256(file.data).hexdigest()
    before = queries.same(session, scope.draft.id, sha256, party, office=by_office)
    if before is not None:
        return before
    row = ReturnedCopy(
        ref=secrets.token_hex(16),
        draft_id=scope.draft.id,
        party_id=party,
        person_id=scope.actor.person,
        by_office=by_office,
        filename=file.name[-255:],
        sha256=sha256,
        data=file.data,
        status="waiting",
        at=now,
    )
    session.add(row)
    session.flush()  # The same file may come twice in one upload.
    return row


def bring(session: Session, scope: DraftScope, file: File, answer: returned.Copy, now: datetime) -> str:
    """Keep a delegation's copy that was read; answers its ref. Raises NotAllowed; BadText: copy-of-another-draft,
    copy-unlike, too-many-changes, and as `keep`."""
    row = keep(session, scope, file, by_office=False, now=now)
    was_read(session, scope, row, answer)
    if row.status == "refused":
        raise problem_of(row)
    return row.ref


def problem_of(row: ReturnedCopy) -> BadText:
    """Why a file could not be read."""
    return BadText(row.problem["code"], **{name: it for name, it in row.problem.items() if name != "code"})


def was_read(session: Session, scope: DraftScope, row: ReturnedCopy, answer: returned.Copy | BadText) -> None:
    """What a reader made of the file: kept, with how much it changes, or refused. Once read, this changes nothing."""
    if row.status != "waiting":
        return
    row.data = None  # What stands in it is kept as data from here on; of a refused file there is nothing to keep.
    try:
        _found(session, scope, row, _fitting(session, scope, answer))
    except BadText as problem:
        row.status, row.found, row.party_id = "refused", {}, None if row.by_office else row.party_id
        row.problem = {"code": problem.code, **{name: str(it) for name, it in problem.details.items()}}


def _found(session: Session, scope: DraftScope, row: ReturnedCopy, copy: returned.Copy) -> None:
    """Raises BadText: too-many-changes."""
    row.status, row.found = "read", returned.as_data(copy)
    row.seq = copy.stamp.seq if copy.stamp else 0
    if row.by_office:
        row.party_id = _party_of(session, scope, copy)
    row.counts = returned_copy_page.count(session, scope, row, copy)
    if sum(row.counts.values()) > MOST_CHANGES:
        raise BadText("too-many-changes", most=MOST_CHANGES)


def keep_imported(
    session: Session, scope: DraftScope, filename: str, sha256: str, copy: returned.Copy, now: datetime
) -> ReturnedCopy:
    """The changes that were tracked in the file of which the draft was made just now, kept as the Office received
    them. Raises NotAllowed; BadText: too-many-changes."""
    scope.require("import")
    row = ReturnedCopy(
        ref=secrets.token_hex(16),
        draft_id=scope.draft.id,
        person_id=scope.actor.person,
        by_office=True,
        filename=filename,
        sha256=sha256,
        status="waiting",
        at=now,
    )
    session.add(row)
    session.flush()  # What a new row holds by default is known from here on.
    # Whatever draft it was a copy of, whose paragraphs its anchors name, it is this one's source.
    paragraphs = tuple(replace(it, anchors=()) for it in copy.paragraphs)
    _found(session, scope, row, replace(copy, stamp=None, paragraphs=paragraphs))
    return row


def _fitting(session: Session, scope: DraftScope, answer: returned.Copy | BadText) -> returned.Copy:
    """A copy of another draft has nothing to say about this one, nor has a file that is no copy at all.

    Raises BadText: the answer, too-many-changes, copy-of-another-draft, copy-unlike.
    """
    if isinstance(answer, BadText):
        raise answer
    if len(answer.paragraphs) > MOST_PARAGRAPHS:
        raise BadText("too-many-changes", most=MOST_CHANGES)
    stamp = answer.stamp
    if stamp and (stamp.draft != scope.draft.id or stamp.seq > scope.draft.seq):
        raise BadText("copy-of-another-draft")
    if stamp is None and returned_copy_page.resemblance(session, scope, answer) < UNLIKE:
        raise BadText("copy-unlike")
    return answer


def _party_of(session: Session, scope: DraftScope, copy: returned.Copy) -> int | None:
    """Whose changes a received file holds, as far as it says so itself: by its stamp, else by its only author."""
    current = {it.id: it for it in scope.parties.values() if it.status != "former"}
    stamped = [it.id for it in current.values() if copy.stamp and it.code == copy.stamp.party]
    if stamped:
        return stamped[0]
    speaking_of = set(copy_authors.parties_of(session, scope, copy.authors).values())
    return copy_authors.only(speaking_of.pop()) if len(speaking_of) == 1 else None


def assign(
    session: Session,
    scope: DraftScope,
    ref: str,
    *,
    party: int | None,
    authors: Mapping[str, int | None],
    version: int,
) -> ReturnedCopy:
    """Say whose changes the copy holds.

    party: of the whole; for a delegation it stays its own. authors: name in the file -> as `Author.whose`; a delegation
    takes an author's changes or leaves them out.
    Raises NotAllowed, NotFound; BadText: unknown-party; WrongState("moved on", "") where a colleague did so meanwhile.
    """
    row = find(session, scope, ref)
    require_brings(scope, by_office=row.by_office)
    if row.status != "read" or row.version != version:
        raise WrongState("moved on", "")
    allowed = {it.id for it in scope.parties.values() if it.status != "former"} if row.by_office else {row.party_id}
    chosen = _in_file(row, {name: it for name, it in authors.items() if it is not None})
    for name, it in chosen.items():
        if it == returned_copy_page.EACH and not (row.by_office and copy_authors.listed(scope, name)):
            raise BadText("unknown-party")
    for it in (*chosen.values(), *([party] if row.by_office and party else [])):
        if it and it != returned_copy_page.EACH and it not in allowed:
            raise BadText("unknown-party")
    if row.by_office:
        row.party_id = party
    row.authors = {name: it for name, it in chosen.items() if it != row.party_id}
    return row


def _in_file(row: ReturnedCopy, authors: Mapping[str, int]) -> dict[str, int]:
    """By the names as the file has them: a form that went through a browser may have other ends of lines in them."""
    sent = {" ".join(name.split()): it for name, it in authors.items()}
    names = {name: " ".join(name.split()) for name in returned_copy_page.writers(returned.from_data(row.found))}
    return {name: sent[line] for name, line in names.items() if line in sent}


def finish(session: Session, scope: DraftScope, ref: str) -> None:
    """It is dealt with: nothing more will be made of it. What was made stays, and so does the list of what was not.

    Raises NotAllowed, NotFound.
    """
    row = find(session, scope, ref)
    _require_keeps(scope, row)
    if row.status in ("waiting", "read"):
        row.status, row.data = "done", None


def discard(session: Session, scope: DraftScope, ref: str) -> None:
    """Put a copy away with all that was read in it. Raises NotAllowed; NotFound; WrongState where a proposal was made
    of it, whose source stays."""
    row = find(session, scope, ref)
    _require_keeps(scope, row)
    if queries.made_of(session, [row.id]) or remarks.of_copies(session, scope, [row.ref]):
        raise WrongState("used", "discard copy")
    row.status, row.data, row.found, row.counts, row.authors = "discarded", None, {}, {}, {}


def may_keep(scope: DraftScope, row: ReturnedCopy) -> bool:
    """Whether this person may close it or put it away, after the adoption too: the Office what it received, a
    delegation what its own people brought."""
    return is_office(scope) if row.by_office else row.party_id == scope.actor.delegation()


def _require_keeps(scope: DraftScope, row: ReturnedCopy) -> None:
    if not may_keep(scope, row):
        raise NotAllowed("receive copies")


def unread(session: Session, scope: DraftScope, refs: Sequence[str]) -> list[ReturnedCopy]:
    """Those of these copies that nobody has read yet."""
    return queries.waiting(session, scope.draft.id, list(refs))
