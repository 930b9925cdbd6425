"""The record as a file: whole for those who may know all of it, in order by itself for everybody."""

import json
from dataclasses import replace

import pytest

from drafting.domain import record_file as forms
from drafting.domain.errors import NotAllowed
from drafting.domain.record import entry_hash
from drafting.services import record_file, verification
from drafting.services.record_file import RecordFile
from tests import acts, silence
from tests.factories import World


def taken(it: World, who: str = "office") -> RecordFile:
    return acts.look(it, who, record_file.whole)


def told(it: World) -> None:
    """A draft that was negotiated, adopted and renumbered."""
    ref = acts.propose(it, "head.arv", "1.", "To cooperate “=1+1”, й;", kind="insert after", reason="=cmd")
    acts.accept(it, ref)
    for code in it.parties:
        acts.participate(it, code, "adopting")
    acts.agree_all(it)
    with it.database.reading() as session:
        added = next(
            row.paragraph.id
            for row in acts.texts.drafts.texts(session, it.draft, "en")
            if row.paragraph.label == "1 bis."
        )
    it.paragraphs["1 bis."] = added
    acts.close(it, "1 bis.")
    acts.adopt(it)


def test_the_file_gives_every_entry_and_its_chain_is_in_order(conference: World):
    told(conference)
    found = forms.check(taken(conference).json_lines().decode())
    with conference.database.reading() as session:
        verdict = verification.verify(session, conference.draft)
    assert (found.faults, found.withheld) == ((), ())
    assert (found.draft, found.entries, found.head) == (verdict.draft, verdict.entries, verdict.head)


def test_the_head_says_what_it_is_and_whom_numbers_mean(conference: World):
    head = json.loads(taken(conference).json_lines().split(b"\n")[0])
    assert (head["draft"], head["title"], head["language"]) == (conference.draft, "Communiqué", "en")
    parties = {it["code"]: (it["id"], it["name_ru"]) for it in head["parties"]}
    assert parties["BEL"] == (conference.parties["BEL"], "Бельмора")


def test_entries_bear_names_and_the_label_of_their_time(conference: World):
    told(conference)
    lines = taken(conference).lines
    named = {it.entry.kind: (it.person_name, it.party_code, it.paragraph_label) for it in lines}
    assert named["proposal tabled"] == ("Head Arv", "ARV", "1.")
    assert named["paragraph added"] == ("Chair", "", "1 bis.")
    assert named["draft adopted"] == ("Chair", "", "")
    renumbered = next(it for it in lines if it.entry.kind == "text renumbered")
    labels = {row["id"]: row["label"] for row in renumbered.entry.payload["labels"]}
    assert labels[conference.paragraphs["1 bis."]] == "2."


def test_the_same_record_gives_the_same_bytes_to_whoever_knows_all_of_it(conference: World):
    told(conference)
    assert taken(conference).json_lines() == taken(conference, "chair").json_lines()
    assert taken(conference).table() == taken(conference, "chair").table()
    assert taken(conference).table().startswith(b"\xef\xbb\xbfdraft,seq,kind")


def test_only_who_verifies_takes_it(conference: World):
    assert taken(conference, "administrator").lines == taken(conference).lines
    for who in ("head.arv", "rapporteur", "observer"):
        with pytest.raises(NotAllowed):
            taken(conference, who)


def test_names_that_a_procedure_keeps_back_are_withheld_and_the_chain_still_holds(conference: World):
    number = silence.start(conference, "1.", names="after the end")
    silence.answer(conference, "head.bel", number, "objection", at=silence.ENDS - silence.SECOND)
    whole, veiled = taken(conference), taken(conference, "administrator")
    answers = [it for it in whole.lines if it.entry.kind == "silence answered"]
    assert [it.party_code for it in answers] == ["BEL"]
    found = forms.check(veiled.json_lines().decode())
    assert (found.faults, found.withheld) == ((), (answers[0].entry.seq,))
    (kept,) = [it for it in veiled.lines if it.is_withheld]
    assert (kept.entry.person, kept.entry.party, kept.person_name, kept.party_code) == (0, None, "", "")
    assert set(kept.entry.payload) <= {"run", "answer", "paragraphs", "late"}
    for data in (veiled.json_lines(), veiled.table()):
        assert b"We cannot accept it." not in data
        assert b"Head Bel" not in data
    assert b"We cannot accept it." in whole.json_lines()


def test_who_objected_cannot_be_found_by_trying_every_state_on_the_hash(conference: World):
    number = silence.start(conference, "1.", "2.", names="chair and office", severable=True, city="Almaty")
    silence.delivered(conference, number)
    silence.answer(conference, "head.bel", number, "objection", labels=["1."])
    silence.clock_strikes(conference, silence.SETTLED)
    silence.certify(conference, number)
    whole, veiled = taken(conference), taken(conference, "administrator")
    kept = [(known, it) for known, it in zip(whole.lines, veiled.lines, strict=True) if it.is_withheld]
    assert [it.entry.kind for _, it in kept] == ["silence answered", "silence certified"]
    for known, it in kept:
        # Whoever guesses everything else right still lacks what nobody can guess.
        assert len(known.entry.payload["salt"]) == 32
        assert "salt" not in it.entry.payload
        guess = {name: fact for name, fact in known.entry.payload.items() if name != "salt"}
        assert entry_hash(replace(known.entry, payload=guess)) != it.hash == entry_hash(known.entry)


def test_a_russian_draft_names_people_in_russian(conference: World):
    with conference.database.writing() as session:
        draft = conference.scope(session, "office").draft
        draft.language = "ru"
    assert "(рус.)" in taken(conference).lines[0].person_name
    with conference.database.writing() as session:
        conference.scope(session, "office").draft.language = "en"
