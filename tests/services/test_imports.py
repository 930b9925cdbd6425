"""A file becomes a draft: kept, shown to its person alone, corrected, saved once, word for word."""

import hashlib
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import func, select

from drafting.documents import reading, tree
from drafting.documents.tree import Block, Recognition
from drafting.domain.errors import BadText, NotAllowed, NotFound
from drafting.persistence.queries import drafts as draft_queries
from drafting.persistence.records import Draft, Entry, Upload
from drafting.services import imports
from drafting.services.scope import meeting_scope
from tests.factories import NOW, TEXT, world

SAMPLES = Path(__file__).resolve().parents[3] / "shared" / "samples"
RECOGNITION = Recognition(TEXT, (tree.Warning("gap-in-numbering", 3, "2. → 3."),), read=100, stored=100)
FILE = imports.File("communique.md", b"the bytes")


@pytest.fixture
def conference(database):
    return world(database)


def keep(conference, recognition=RECOGNITION, *, who="office", title="", file=FILE, now=NOW) -> str:
    with conference.database.writing() as session:
        scope = meeting_scope(session, conference.people[who], conference.meeting, now)
        return imports.keep(session, scope, file, recognition, title=title, now=now)


def show(conference, ref: str, who="office") -> imports.Preview:
    with conference.database.reading() as session:
        return imports.preview(session, meeting_scope(session, conference.people[who], conference.meeting, NOW), ref)


def choices_of(shown: imports.Preview) -> imports.Choices:
    blocks = shown.recognition.blocks
    return imports.Choices(shown.title, shown.language, [it.kind for it in blocks], [str(it.level) for it in blocks])


def save(conference, ref: str, choices: imports.Choices, who="office") -> int:
    with conference.database.writing() as session:
        scope = meeting_scope(session, conference.people[who], conference.meeting, NOW)
        return imports.save(session, scope, ref, choices, NOW)


def stored(conference, draft: int, language="en") -> list[Block]:
    with conference.database.reading() as session:
        rows = draft_queries.texts(session, draft, language)
    return [Block(it.paragraph.kind, it.revision.text, it.paragraph.label, it.paragraph.level) for it in rows]


def test_what_was_recognised_is_shown_again(conference):
    shown = show(conference, keep(conference))
    assert shown.recognition == RECOGNITION
    assert (shown.title, shown.language, shown.filename, shown.draft) == ("Communiqué", "en", "communique.md", None)
    assert shown.warnings_of() == {3: [RECOGNITION.warnings[0]]}
    assert shown.counts()["operative"] == 3
    assert shown.first("symbol") == "Ref: Test Process/01/01/2026"
    assert shown.first("place") == ""


def test_what_is_saved_is_what_was_shown(conference):
    ref = keep(conference)
    draft = save(conference, ref, choices_of(show(conference, ref)))
    assert stored(conference, draft) == list(TEXT)
    with conference.database.reading() as session:
        row = session.get_one(Draft, draft)
        assert (row.phase, row.title, row.symbol) == ("preparing", "Communiqué", "Ref: Test Process/01/01/2026")


@pytest.mark.parametrize("name", [pytest.param(path.name, id=path.name) for path in sorted(SAMPLES.glob("*"))])
def test_a_sample_is_stored_as_it_was_read(conference, name):
    data = (SAMPLES / name).read_bytes()
    recognition = reading.read(data, name)
    ref = keep(conference, recognition, file=imports.File(name, data))
    shown = show(conference, ref)
    assert shown.language == name.removesuffix(".md")[-2:]
    draft = save(conference, ref, choices_of(shown))
    assert stored(conference, draft, shown.language) == list(recognition.blocks)


def test_the_samples_are_there():
    if not SAMPLES.is_dir():
        pytest.skip("the sample texts are not on this machine")
    assert len(list(SAMPLES.glob("*"))) >= 4


def test_kinds_and_levels_are_those_a_person_chose(conference):
    ref = keep(conference)
    typed = choices_of(show(conference, ref))
    kinds, levels = list(typed.kinds), list(typed.levels)
    kinds[8], levels[8] = "heading", "2"
    draft = save(conference, ref, replace(typed, kinds=kinds, levels=levels))
    assert stored(conference, draft)[8] == Block("heading", "States [shall][should] meet every year.", "3.", 2)


def test_a_double_click_gives_the_same_draft(conference):
    ref = keep(conference)
    typed = choices_of(show(conference, ref))
    assert save(conference, ref, typed) == save(conference, ref, typed)
    assert show(conference, ref).draft is not None
    with conference.database.reading() as session:
        assert session.scalar(select(func.count()).select_from(Draft)) == 2


def test_nothing_is_saved_while_words_would_be_lost(conference):
    ref = keep(conference, replace(RECOGNITION, stored=90, lost="ten words"))
    with pytest.raises(BadText, match="words-lost"):
        save(conference, ref, choices_of(show(conference, ref)))
    assert show(conference, ref).draft is None


@pytest.mark.parametrize("who", ["chair", "head.arv", "observer", "administrator", "rapporteur"])
def test_only_the_office_imports(conference, who):
    ref = keep(conference)
    typed = choices_of(show(conference, ref))
    for act in (
        lambda: keep(conference, who=who),
        lambda: show(conference, ref, who),
        lambda: save(conference, ref, typed, who),
    ):
        with pytest.raises(NotAllowed, match="import"):
            act()


def test_an_upload_is_its_own_persons_alone(conference):
    with conference.database.writing() as session:
        scope = meeting_scope(session, conference.people["office"], conference.meeting, NOW)
        colleague = replace(scope, actor=replace(scope.actor, person=conference.people["rapporteur"]))
        ref = imports.keep(session, colleague, FILE, RECOGNITION, title="", now=NOW)
    with pytest.raises(NotFound):
        show(conference, ref)
    with pytest.raises(NotFound):
        save(conference, ref, imports.Choices("T", "en", [], []))


def test_an_unknown_upload_is_not_found(conference):
    with pytest.raises(NotFound):
        show(conference, "0" * 32)


def test_old_uploads_are_discarded_and_their_drafts_stay(conference):
    ref = keep(conference)
    draft = save(conference, ref, choices_of(show(conference, ref)))
    fresh = keep(conference, now=NOW + timedelta(seconds=1))
    keep(conference, now=NOW + imports.KEPT + timedelta(seconds=1))
    with pytest.raises(NotFound):
        show(conference, ref)
    assert show(conference, fresh).draft is None
    assert len(stored(conference, draft)) == len(TEXT)


def test_the_file_is_named_in_the_record_by_its_hash(conference):
    ref = keep(conference)
    with conference.database.reading() as session:
        sha256 = session.scalar(select(Upload.sha256).where(Upload.ref == ref))
    draft = save(conference, ref, choices_of(show(conference, ref)))
    with conference.database.reading() as session:
        payload = session.scalars(select(Entry.payload).where(Entry.draft_id == draft, Entry.seq == 1)).one()
    assert payload["file"] == "communique.md"
    assert payload["sha256"] == sha256 == hashlib.sha256(b"the bytes").hexdigest()


@pytest.mark.parametrize(
    ("typed", "blocks", "filename", "title"),
    [
        (" Our\n own  title ", TEXT, "a.md", "Our own title"),
        ("", (Block("title", "*Draft* **communiqué**\nof the meeting"),), "a.md", "Draft communiqué of the meeting"),
        ("", (Block("text", "Words."),), "rolling text.v2.md", "rolling text.v2"),
        ("", (Block("text", "Words."),), "README", "README"),
        ("", (Block("text", "Words."),), ".md", ".md"),
        ("tit\x00le\u200b", TEXT, "a.md", "title"),
        ("т" * 600, TEXT, "a.md", "т" * 500),
    ],
)
def test_the_title_is_typed_or_found_in_the_text_or_the_files_name(conference, typed, blocks, filename, title):
    recognition = Recognition(tuple(blocks), (), 1, 1)
    shown = show(conference, keep(conference, recognition, title=typed, file=imports.File(filename, b"")))
    assert shown.title == title


@pytest.mark.parametrize("name", ["ы" * 300 + ".docx"])
def test_a_long_file_name_keeps_its_end(conference, name):
    assert show(conference, keep(conference, file=imports.File(name, b""))).filename == name[-255:]


@pytest.mark.parametrize(
    ("change", "code"), [({"title": " \n"}, "title-missing"), ({"language": "fr"}, "unknown-language")]
)
def test_title_and_language_are_asked_for(conference, change, code):
    ref = keep(conference)
    with pytest.raises(BadText, match=code):
        save(conference, ref, replace(choices_of(show(conference, ref)), **change))


@pytest.mark.parametrize(
    ("text", "language"),
    [("Решили: UN", "ru"), ("Decided: Процесс", "en"), ("12/2013", "en"), ("", "en"), ("Ёлка", "ru")],
)
def test_the_language_is_guessed_by_the_letters(text, language):
    assert imports.language_of([Block("text", text)]) == language


# Choosing

blocks = st.lists(
    st.builds(Block, st.sampled_from(tree.KINDS), st.text(max_size=5), st.sampled_from(["", "1.", "2."])), max_size=6
)


@given(blocks, st.data())
def test_choosing_changes_neither_words_nor_labels(read, data):
    kinds = [data.draw(st.sampled_from([it for it in tree.KINDS if it != "note"])) for _ in read]
    levels = [str(data.draw(st.integers(0, 999))) for _ in read]
    made = imports.chosen(read, imports.Choices("T", "en", kinds, levels))
    assert [(it.text, it.label) for it in made] == [(it.text, it.label) for it in read]
    assert [it.kind for it in made] == kinds
    assert all(it.level <= imports.DEEPEST.get(it.kind, 0) for it in made)
    assert all(it.level >= 1 for it in made if it.kind in ("heading", "point"))


def test_what_was_made_a_note_goes_to_the_notes():
    read = [Block("text", "Adopted in 2021.", "1"), Block("text", "Words[^1]."), Block("note", "Other.", "2")]
    made = imports.chosen(read, imports.Choices("T", "en", ["note", "text", "note"], ["0"] * 3))
    assert made == (read[1], Block("note", "Adopted in 2021.", "1"), read[2])


@pytest.mark.parametrize(
    ("kinds", "levels", "code"),
    [
        (["text"], ["0", "0"], "unknown-block-kind"),
        (["text", "text"], ["0"], "unknown-block-kind"),
        ([], [], "unknown-block-kind"),
        (["text", "chapter"], ["0", "0"], "unknown-block-kind"),
        (["text", "text"], ["0", "-1"], "level-unfit"),
        (["text", "text"], ["0", "²"], "level-unfit"),
        (["text", "text"], ["0", ""], "level-unfit"),
        (["text", "note"], ["0", "0"], "note-without-key"),
        (["note", "note"], ["0", "0"], "note-without-key"),
    ],
)
def test_what_does_not_fit_is_refused(kinds, levels, code):
    read = [Block("text", "One.", "1."), Block("text", "Two.")]
    with pytest.raises(BadText, match=code):
        imports.chosen(read, imports.Choices("T", "en", kinds, levels))


def test_two_notes_cannot_have_one_key():
    read = [Block("text", "One.", "1"), Block("note", "Two.", "1")]
    with pytest.raises(BadText, match="note-without-key") as refusal:
        imports.chosen(read, imports.Choices("T", "en", ["note", "note"], ["0", "0"]))
    assert refusal.value.details == {"block": 1}
