"""Drafts, positions, rulings, no-objection procedures: who sees each page and who makes each change."""

from tests.web.roles import ARVENDAL, AUDITORS, CHAIR, DIRECTING, EVERYBODY, OFFICE, PEOPLE, READERS

# Endpoint of each page -> who sees it. Others get 403, or 404 where even its existence is not theirs to know.
PAGES: dict[str, frozenset[str]] = {
    "home.index": EVERYBODY,
    "drafts.show": EVERYBODY,
    "drafts.pulse": EVERYBODY,
    "paragraphs.show": EVERYBODY,
    "paragraphs.closed": EVERYBODY,
    "proposals.edit": ARVENDAL,
    "desk.show": CHAIR,
    "merge.show": CHAIR,
    "merge.taken": CHAIR,
    "matrix.show": EVERYBODY,
    "brackets.show": EVERYBODY,
    "brackets.one": EVERYBODY,
    "brackets.propose": frozenset({"head.arv", "delegate.arv", "head.bel", "coordinator.zab", "observer"}),
    "deadlines.index": EVERYBODY,
    "outages.show": OFFICE,
    "silence.show": EVERYBODY,
    "silence.certificate": frozenset(),  # there is none yet: tests/web/test_silence.py
    "silence.certificate_file": frozenset(),  # likewise
    "silence_wizard.new": DIRECTING,
    "silence_wizard.fields": DIRECTING,
    "silence_wizard.preview": DIRECTING,
    "participation.show": EVERYBODY,
    "participation.edit": DIRECTING,
    "adoption.show": EVERYBODY,
    "exports.choose": EVERYBODY - {"administrator"},  # a delegation takes its copy there
    "exports.file": READERS,
    "history.of_draft": EVERYBODY,
    "history.of_paragraph": EVERYBODY,
    "history.as_of": EVERYBODY,
    "history.verify": AUDITORS,
    "imports.choose": OFFICE,
    "imports.preview": frozenset(),  # of the one person who chose the file: tests/web/test_imports.py
    "imports.compare": frozenset(),  # likewise: tests/web/test_comparison.py
    "decisions.new": DIRECTING,
    "notes_verbales.show": EVERYBODY - {"administrator"},
    "notes_verbales.new": OFFICE,
    "notes_verbales.scan": frozenset(),  # there is none yet: tests/web/test_notes_verbales.py
    "note_reminders.show": EVERYBODY,
    "note_reminders.copy": frozenset(),  # there is none yet: tests/web/test_note_reminders.py
    "notices.show": EVERYBODY,
    "notices.copy": DIRECTING,  # and whoever got it: tests/web/test_notices.py
    "calendar.show": EVERYBODY,
    "calendar.of_run": EVERYBODY,
    "people.show": PEOPLE,
}
QUESTIONS = {"exports.file": "?form=txt&view=proposals", "brackets.propose": "?act=lift"}
# Judged elsewhere: what is announced is not prepared any more, and a calendar is no page.
ELSEWHERE = frozenset(
    {"silence_wizard.fields", "silence_wizard.preview", "calendar.of_run", "exports.file", "paragraphs.closed"}
)
OPEN_TO_ALL = frozenset({"accounts.sign_in", "accounts.invitation", "calendar.feed", "health.healthz", "static"})
FRAGMENTS = frozenset({"drafts.pulse"})

# Endpoint of each change -> who may make it; the rest is refused before anything happens.
CHANGES: dict[str, frozenset[str]] = {
    "drafts.open_draft": DIRECTING,
    "paragraphs.preview": EVERYBODY,
    "paragraphs.propose": frozenset({"head.arv", "delegate.arv", "head.bel", "coordinator.zab", "observer"}),
    "paragraphs.give_position": frozenset({"head.arv", "head.bel", "coordinator.zab"}),
    "remarks.make": frozenset({"head.arv", "head.bel", "coordinator.zab", "observer"}),
    "remarks.withdraw": frozenset(),  # there is none yet: tests/web/test_remarks.py
    "proposals.save": ARVENDAL,
    "proposals.discard": ARVENDAL,
    "proposals.table": frozenset({"head.arv"}),
    "proposals.withdraw": frozenset({"head.arv"}),
    "proposals.sponsor": frozenset(),  # the text is private to Arvendal
    "brackets.settle": CHAIR,
    "brackets.rule": DIRECTING,
    "brackets.attribute": DIRECTING | {"head.bel"},
    "brackets.heading": DIRECTING,
    "desk.close": CHAIR,
    "desk.defer": CHAIR,
    "desk.reopen": CHAIR,
    "desk.reword": CHAIR,
    "merge.preview": CHAIR,
    "merge.take": CHAIR,
    "desk.preview": CHAIR,
    "desk.accept": frozenset(),
    "desk.take": frozenset(),
    "desk.decline": frozenset(),
    "adoption.adopt": CHAIR,
    "adoption.confirm": CHAIR,
    "participation.again": DIRECTING,
    "participation.preview": DIRECTING,
    "participation.carry_out": DIRECTING,
    "participation.confirm": DIRECTING,
    "participation.confirm_mentions": DIRECTING,
    "outages.declare": OFFICE,
    "silence_wizard.create": DIRECTING,
    "silence_wizard.change": DIRECTING,
    "silence_wizard.save": DIRECTING,
    "silence_wizard.announce": DIRECTING,
    "silence_wizard.discard": DIRECTING,
    "silence.answer": frozenset({"head.arv", "head.bel", "coordinator.zab"}),
    "silence_rulings.extend": DIRECTING,
    "silence_rulings.suspend": DIRECTING,
    "silence_rulings.resume": DIRECTING,
    "silence_rulings.restore": CHAIR,
    "silence_rulings.end": DIRECTING,
    "silence_rulings.reached": CHAIR,
    "silence_rulings.note": CHAIR,
    "silence_rulings.certify": CHAIR,
    "imports.upload": OFFICE,
    "imports.save": frozenset(),
    "imports.choose_changes": frozenset(),
    "decisions.text": DIRECTING,
    "decisions.create": DIRECTING,
    "notes_verbales.register": OFFICE,
    "note_reminders.remind": DIRECTING,
    "note_reminders.rule": OFFICE,
    "notices.rule": OFFICE,
    "calendar.make_address": EVERYBODY,
    "calendar.end_address": EVERYBODY,
    "people.invite": PEOPLE,
    "people.new_link": PEOPLE,
    "people.end": PEOPLE,
}
CHANGES_OPEN_TO_ALL = frozenset(
    {"accounts.sign_in_by_password", "accounts.use_invitation", "accounts.sign_out", "preferences.update"}
)
# What the forms of the changes carry; a test that sends them adds the party.
FORM = {
    "token": "submission-of-the-table",
    "revision": "1",
    "version": "1",
    "seq": "1",
    "kind": "replace",
    "text": "To welcome the report;",
    "position": "",
    "remark": "Why here?",
    "status": "",
    "reason": "",
    "role": "",
    "ruling": "send again",
}
