"""Changing the database behind the application's back, as somebody with its keys would."""

from collections.abc import Callable

from sqlalchemy import select, text
from sqlalchemy.orm import Session

from drafting.persistence.records import Draft, Entry, Paragraph, Participation, Position, Proposal, Revision
from drafting.services import proposals, verification
from drafting.services.verification import Finding
from tests import acts
from tests.factories import NOW, World

Tamper = Callable[[Session, World], None]
# What is only ever appended to.
APPENDED = ("entry", "revision")


def findings(made: World) -> set[Finding]:
    with made.database.reading() as session:
        return set(verification.verify(session, made.draft).findings)


def disarm(session: Session) -> None:
    """What somebody with the keys of the database would do first."""
    if session.get_bind().dialect.name == "sqlite":
        for table in APPENDED:
            for event in ("update", "delete"):
                session.execute(text(f"DROP TRIGGER {table}_refuses_{event}"))
    else:
        for table in APPENDED:
            session.execute(text(f"DROP TRIGGER {table}_refuses_change ON {table}"))


def tampered(made: World, tamper: Tamper) -> set[Finding]:
    with made.database.writing() as session:
        disarm(session)
        tamper(session, made)
    return findings(made)


def entry(session: Session, made: World, seq: int) -> Entry:
    return session.get_one(Entry, (made.draft, seq))


def draft(session: Session, made: World) -> Draft:
    return session.get_one(Draft, made.draft)


def paragraph(session: Session, made: World, label: str = "1.") -> Paragraph:
    return session.get_one(Paragraph, made.paragraphs[label])


def revision(session: Session, made: World, number: int = 1) -> Revision:
    """A text of paragraph 3."""
    return session.scalars(
        select(Revision).where(Revision.paragraph_id == made.paragraphs["3."], Revision.number == number)
    ).one()


def proposal(session: Session, made: World, number: int = 1) -> Proposal:
    return session.scalars(select(Proposal).where(Proposal.draft_id == made.draft, Proposal.number == number)).one()


def position(session: Session, made: World) -> Position:
    return session.get_one(Position, (made.paragraphs["1."], made.parties["ARV"]))


def stated(session: Session, made: World) -> Participation:
    return session.get_one(Participation, (made.draft, made.parties["ZAB"]))


def put(**facts: object) -> Callable[[object], None]:
    def change(row: object) -> None:
        for name, value in facts.items():
            setattr(row, name, value)

    return change


def live(made: World) -> None:
    """Something of every kind in the books; entries 3 to 9."""
    ref = acts.propose(made, "head.arv", "1.", "To note the report;", reason="It is weak.")  # 3
    acts.act(made, "head.bel", lambda s, scope: proposals.sponsor(s, scope, ref, token=acts.token(), now=NOW))  # 4
    acts.decline(made, acts.propose(made, "head.bel", "2.", "To work:"), "Too short.")  # 5, 6
    acts.position(made, "head.arv", "1.", "objects", "Not yet.")  # 7
    acts.participate(made, "ZAB", "bracketed", "until July")  # 8
    acts.reword(made, "3.", "States should meet every year.")  # 9
