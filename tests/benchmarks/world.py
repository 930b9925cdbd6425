"""A negotiation of any size: every row made by the services, so that `drafting verify` holds."""

import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import count

from sqlalchemy.orm import Session

from drafting.config import ROOT
from drafting.documents.tree import Block
from drafting.domain.words import pieces
from drafting.persistence.database import Database
from drafting.persistence.queries import drafts as queries
from drafting.services import conference, consensus, drafts, proposals
from drafting.services.scope import DraftScope, draft_scope, meeting_scope
from tests.factories import NOW, party, person

STATES = ("ARV", "BEL", "CLD", "HLV", "JLB", "KTH", "WNL", "ZHR")
LENGTH = 400  # characters of a paragraph, about
# How many proposals one paragraph after the other has: three in the mean, as unevenly as in real drafts.
PROPOSALS = (0, 1, 2, 3, 4, 8)
POSITIONS = ("agrees", "agrees", "agrees", "no objection", "agrees ad referendum", "scrutiny reservation", "objects")
NOTES = 10

_tokens = count(1)


@dataclass(frozen=True)
class Negotiation:
    """One open draft. people: "chair", "office", and a State's code for its head of delegation -> id; texts: of the
    numbered paragraphs, in order."""

    database: Database
    draft: int
    people: dict[str, int]
    texts: dict[int, str]

    @property
    def paragraphs(self) -> tuple[int, ...]:
        return tuple(self.texts)

    def scope(self, session: Session, who: str) -> DraftScope:
        return draft_scope(session, self.people[who], self.draft, NOW, lock=True)


def negotiation(
    database: Database,
    paragraphs: int = 0,
    *,
    name: str = "process",
    is_empty: bool = False,
    blocks: Sequence[Block] = (),
    states: Sequence[str] = STATES,
) -> Negotiation:
    """A Process with a draft of so many paragraphs, three times as many proposals and the positions of all its States.

    name: of the Process, no two in one database; is_empty: without proposals and positions; blocks: another text;
    states: codes, at least eight.
    """
    draw = random.Random(f"draft of {paragraphs}")  # noqa: S311 - the same draft each time, not a secret
    with database.writing() as session:
        made = conference.set_up(session, _plan(name, states), NOW)
        people = {email.partition("@")[0]: it.id for email, it in made.people.items()}
        scope = meeting_scope(session, people["office"], made.meeting.id, NOW)
        source = drafts.Source("draft.md", "0" * 64)
        blocks = blocks or tuple(text_of(draw, paragraphs))
        draft = drafts.import_draft(
            session, scope, title="Communiqué", language="en", blocks=blocks, source=source, now=NOW
        )
        draft_id = draft.id
        rows = [it for it in queries.texts(session, draft_id, "en") if it.paragraph.kind == "operative"]
        it = Negotiation(database, draft_id, people, {row.paragraph.id: row.revision.text for row in rows})
        drafts.open_draft(session, it.scope(session, "office"), token=next_token(), now=NOW)
        if not is_empty:
            _negotiate(session, it, draw, states)
    return it


def _plan(name: str, states: Sequence[str]) -> dict[str, object]:
    zone = "Asia/Almaty"
    names = {"name_en": "Process", "name_ru": "Процесс"}
    title = {"title_en": "Conference", "title_ru": "Конференция", "city_en": "Almaty", "city_ru": "Алматы"}
    days = {"starts_on": date(2026, 6, 3), "ends_on": date(2026, 6, 5)}
    heads = [person(f"{code}@example.org", {"role": "head", "party": code}) for code in states]
    others = [person("chair@example.org", {"role": "chair"}), person("office@example.org", {"role": "support"})]
    return {
        "process": {"slug": name, "zone": zone, **names},
        "meeting": {"slug": "conference", "kind": "ministerial conference", "zone": zone, **title, **days},
        "parties": [party(code, f"State of {code.title()}", f"Государство {code.title()}") for code in states],
        "people": [it | {"email": it["email"].lower()} for it in (*heads, *others)],
    }


def text_of(draw: random.Random, paragraphs: int) -> Iterator[Block]:
    """A title, numbered paragraphs (one in ten bracketed, one in twenty with a note mark) and notes."""
    yield Block("symbol", "Ref: Process/01/01/2026")
    yield Block("title", "Communiqué")
    for number in range(1, paragraphs + 1):
        text = sentence(draw, LENGTH)
        if number % 10 == 0:
            text = text.replace(" and ", " [shall][should] ", 1)
        if number % 20 == 0:
            text = text[:-1] + f"[^{number // 20 % NOTES + 1}]."
        yield Block("operative", text, f"{number}.")
    for number in range(1, NOTES + 1):
        yield Block("note", sentence(draw, LENGTH // 4), str(number))


def _vocabulary(name: str) -> list[str]:
    """The words of one of the demonstration's own texts, each as often as it occurs."""
    text = (ROOT / "drafting" / "demo" / name).read_text("utf-8")
    return [it for it in pieces(text) if it.isalpha()]


VOCABULARY = {"en": _vocabulary("communique.md"), "ru": _vocabulary("conclusions.md")}


def sentence(draw: random.Random, length: int, language: str = "en") -> str:
    """Words at random, as frequent as in a real text, so that it compresses no better than one."""
    words = [draw.choice(VOCABULARY[language]) for _ in range(length // 4)]
    words[0] = f"*{words[0].capitalize()}*"
    return f"{' '.join(words)[: length - 1].rstrip()}."


def edited(draw: random.Random, text: str, edits: int, language: str = "en") -> str:
    """The text with so many words replaced, deleted or added."""
    words = text.split(" ")
    for at in draw.sample(range(1, len(words)), edits):
        fresh = draw.choice(VOCABULARY[language])
        words[at] = draw.choice(("", f"{words[at]} {fresh}", f"{fresh}, {fresh},"))
    return " ".join(word for word in words if word)


def _negotiate(session: Session, it: Negotiation, draw: random.Random, states: Sequence[str]) -> None:
    scopes = {code: it.scope(session, code.lower()) for code in states}
    for index, (paragraph, text) in enumerate(it.texts.items()):
        for code in draw.sample(states, PROPOSALS[index % len(PROPOSALS)]):
            words = edited(draw, text, draw.randint(1, 3))
            # A word that stands twice in a row may be taken out and put in again.
            _propose(session, scopes[code], paragraph, words if words != text else f"{text} Once more.")
        for code in states:
            kind = draw.choice(POSITIONS)
            statement = "It goes beyond our law." if kind == "objects" else ""
            consensus.give_position(
                session,
                scopes[code],
                paragraph,
                kind=kind,
                statement=statement,
                revision=1,
                token=next_token(),
                now=NOW,
            )


def _propose(session: Session, scope: DraftScope, paragraph: int, text: str) -> None:
    made = proposals.propose(
        session,
        scope,
        paragraph,
        kind="replace",
        text=text,
        reason="To say what was agreed.",
        base=1,
        token=next_token(),
        now=NOW,
    )
    proposals.table(session, scope, made.ref, token=next_token(), now=NOW)


def next_token() -> str:
    return f"benchmark-{next(_tokens)}"
