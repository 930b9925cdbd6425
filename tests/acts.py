"""What people do in the small conference of `tests/factories.py`, each in a transaction of its own."""

import itertools
from collections.abc import Callable
from datetime import datetime
from typing import TypeVar

from sqlalchemy.orm import Session

from drafting.domain import notes
from drafting.services import adoption, consensus, participation, proposals, remarks, rulings, texts
from drafting.services.scope import DraftScope
from tests.factories import NOW, World

_tokens = (f"token-{number:04d}" for number in itertools.count(1))
Answer = TypeVar("Answer")


def token() -> str:
    """A fresh submission token."""
    return next(_tokens)


def act(world: World, who: str, do: Callable[[Session, DraftScope], Answer], now: datetime = NOW) -> Answer:
    """Do something as a person, in one writing transaction under the draft's lock."""
    with world.database.writing() as session:
        return do(session, world.scope(session, who, now=now))


def look(world: World, who: str, do: Callable[[Session, DraftScope], Answer]) -> Answer:
    """Read something as a person, in one reading transaction."""
    with world.database.reading() as session:
        return do(session, world.scope(session, who, lock=False))


def revision(session: Session, scope: DraftScope, paragraph: int) -> int:
    return texts.load(session, scope, paragraph).revision.number


def propose(
    world: World, who: str, label: str, text: str, *, kind: str = "replace", reason: str = "", table: bool = True
) -> str:
    """Save a proposal and table it, unless it is to stay private; answers its ref."""
    paragraph = world.paragraphs[label]

    def do(session: Session, scope: DraftScope) -> str:
        base = revision(session, scope, paragraph)
        made = proposals.propose(
            session, scope, paragraph, kind=kind, text=text, reason=reason, base=base, token=token(), now=NOW
        )
        if table:
            proposals.table(session, scope, made.ref, token=token(), now=NOW)
        return made.ref

    return act(world, who, do)


def propose_note(world: World, who: str, label: str, text: str, words: str, *, kind: str = "replace") -> str:
    """Table a wording with a new footnote, whose mark takes the place of "{note}"; answers its ref."""
    paragraph, key = world.paragraphs[label], notes.new_key(words)

    def do(session: Session, scope: DraftScope) -> str:
        facts = {"text": text.format(note=f"[^{key}]"), "notes": {key: words}, "reason": "", "now": NOW}
        base = revision(session, scope, paragraph)
        party = scope.actor.delegation() or 0
        made = proposals.save(session, scope, party, paragraph, kind=kind, base=base, token=token(), **facts)
        proposals.table(session, scope, made.ref, token=token(), now=NOW)
        return made.ref

    return act(world, who, do)


def position(world: World, who: str, label: str, kind: str, statement: str = "") -> None:
    paragraph = world.paragraphs[label]
    act(
        world,
        who,
        lambda session, scope: consensus.give_position(
            session,
            scope,
            paragraph,
            kind=kind,
            statement=statement,
            revision=revision(session, scope, paragraph),
            token=token(),
            now=NOW,
        ),
    )


def remark(world: World, who: str, label: str, text: str) -> int:
    """Answers the number of its entry."""
    paragraph = world.paragraphs[label]
    return act(
        world,
        who,
        lambda session, scope: remarks.make(session, scope, paragraph, text=text, token=token(), now=NOW).seq,
    )


def participate(world: World, code: str, status: str, note: str = "") -> None:
    party = world.parties[code]
    act(
        world,
        "office",
        lambda session, scope: participation.state_participation(
            session, scope, party, status=status, note=note, token=token(), now=NOW
        ),
    )


def accept(world: World, ref: str) -> None:
    def do(session: Session, scope: DraftScope) -> None:
        number = revision(session, scope, proposals.find(session, scope, ref).paragraph_id)
        rulings.accept(session, scope, ref, revision=number, token=token(), now=NOW)

    act(world, "chair", do)


def decline(world: World, ref: str, reason: str) -> None:
    act(
        world,
        "chair",
        lambda session, scope: rulings.decline(session, scope, ref, reason=reason, token=token(), now=NOW),
    )


def reword(world: World, label: str, text: str) -> None:
    paragraph = world.paragraphs[label]
    act(
        world,
        "chair",
        lambda session, scope: rulings.reword(
            session,
            scope,
            paragraph,
            text=text,
            ruling="reword",
            revision=revision(session, scope, paragraph),
            token=token(),
            now=NOW,
        ),
    )


def close(world: World, *labels: str, ad_referendum: bool = False) -> None:
    def do(session: Session, scope: DraftScope) -> None:
        for label in labels:
            paragraph = world.paragraphs[label]
            rulings.close(
                session,
                scope,
                paragraph,
                ad_referendum=ad_referendum,
                revision=revision(session, scope, paragraph),
                token=token(),
                now=NOW,
            )

    act(world, "chair", do)


def reopen(world: World, label: str, reason: str = "A State asked for it.") -> None:
    paragraph = world.paragraphs[label]
    act(
        world,
        "chair",
        lambda session, scope: rulings.reopen(session, scope, paragraph, reason=reason, token=token(), now=NOW),
    )


def agree_all(world: World) -> None:
    """Lift the brackets of paragraph 3 and close everything that States negotiate."""
    reword(world, "3.", "States should meet every year.")
    close(world, "(i)", "1.", "2.", "(a)", "(b)", "3.", "1")


def adopt(world: World, now: datetime = NOW) -> None:
    act(
        world,
        "chair",
        lambda session, scope: adoption.adopt(session, scope, seq=scope.draft.seq, token=token(), now=now),
        now,
    )
