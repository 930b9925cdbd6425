"""An adopted text with all that a pack tells of: reservations, States awaited, a procedure that keeps names back, a
statement, a reissue and another language; and packs of it."""

from pathlib import Path

from drafting.persistence.database import Database
from drafting.persistence.records import AgendaItem, Speech
from drafting.services import keys, packs, record_file
from drafting.services.pack_check import RECORD
from tests import acts, silence
from tests.archive import publish, reissue, second_draft
from tests.factories import NOW, World, world

SECRET_WORDS = "Not in our name, said in confidence."


def told(database: Database) -> World:
    """Belmora objected to paragraph 1 where only the Chair and the Office are told so."""
    it = world(database)
    acts.participate(it, "ARV", "adopting")
    acts.participate(it, "BEL", "note verbale")
    acts.participate(it, "ZAB", "bracketed", "until its parliament has met")
    offered = acts.propose(it, "head.arv", "1.", "To welcome this report;", reason="It is before us.")
    acts.decline(it, offered, "The text stands.")
    _object(it)
    acts.agree_all(it)
    acts.position(it, "head.arv", "2.", "reservation", "Within our laws.")
    acts.position(it, "head.bel", "(a)", "disassociates", "Не для нас.")
    acts.adopt(it)
    return it


def _object(it: World) -> None:
    number = silence.start(it, "2.", names="chair and office")
    silence.answer(it, "head.bel", number, "objection", statement=SECRET_WORDS)
    silence.delivered(it, number)
    silence.clock_strikes(it, silence.ENDS)
    silence.certify(it, number)


def further(it: World) -> World:
    """What comes after the adoption: a statement at the item, a reissue, publication in another language."""
    with it.database.writing() as session:
        item = AgendaItem(meeting_id=it.meeting, place="1", kind="adoption", title_en="Adoption", title_ru="Принятие")
        item.draft_id = it.draft
        session.add(item)
        session.flush()
        facts = {"meeting_id": it.meeting, "item_id": item.id, "kind": "statement", "seconds": 180}
        for place, (code, state, text) in enumerate(
            (("BEL", "given", "We join the consensus."), ("ARV", "listed", "Not spoken yet."), ("ZAB", "given", "")), 1
        ):
            party = it.parties[code]
            session.add(
                Speech(**facts, place=place, party_id=party, state=state, text_en=text, text_ru="", started_at=NOW)
            )
    reissue(it, "1.", "To welcome the reports;", reason="Note verbale No. 7")
    (published,) = {row.document_id for row in publish(it)}
    publish(it, draft=second_draft(it, language="ru"), document=published)
    return it


def bare(it: World, folder: Path, name: str = "key.pem") -> bytes:
    """A pack of the record and one file, as quick as can be, signed with the key of that name."""
    with it.database.reading() as session:
        scope = packs.office_scope(session, it.draft)
        about = packs.about(packs.matter(session, scope))
        lines = record_file.whole(session, packs.keeper(scope)).json_lines()
    files = {RECORD: lines, "text/text.txt": b"Decided: to welcome the report.\n", "text/copy.txt": b"1"}
    return packs.sealed(about, files, keys.load(str(folder / name)))
