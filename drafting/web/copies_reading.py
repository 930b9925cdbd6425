"""Reading the files that the Office received, one after another, while the person waits or beside the pages."""

from collections.abc import Callable, Sequence

from drafting.documents import returned_copies as reader
from drafting.services import returned_copies as copies
from drafting.services import work
from drafting.services.scope import draft_scope
from drafting.web.request import now, reading, writing


def read_all(
    draft_id: int, person: int, refs: Sequence[str], step: Callable[[int, int], None] = lambda _done, _of: None
) -> None:
    """Each is kept as soon as it is read: who stops in the middle loses none of those before.

    step: told how many of how many are done. Raises NotFound, NotAllowed.
    """
    with reading() as session:
        scope = draft_scope(session, person, draft_id, now())
        files = [(it.ref, it.data or b"") for it in copies.unread(session, scope, refs)]
    answers = reader.read_each([data for _, data in files])
    for done, ((ref, _), answer) in enumerate(zip(files, answers, strict=True), start=1):
        with writing() as session:
            scope = draft_scope(session, person, draft_id, now(), lock=True)
            for row in copies.unread(session, scope, [ref]):
                copies.was_read(session, scope, row, answer)
        step(done, len(files))


def made(task: work.Task) -> work.Result:
    """The kind of long work "copies". It makes no file: the copies stand in their list."""
    read_all(task.held.draft, task.held.person, task.held.facts["refs"], task.step)
    return work.Result()
