"""The calendar of a Process, the first page of a meeting, what is planned, and who attends."""

from tests.web.roles import CHAIR, DIRECTING, EVERYBODY, SECRETARIAT

PAGES = {
    "meetings.show": EVERYBODY,
    "meetings.index": EVERYBODY,
    "meetings.feed": EVERYBODY,
    "meetings.new": SECRETARIAT,
    "meetings.edit": DIRECTING,
    "admissions.show": EVERYBODY,
}
CHANGES = {
    "meetings.plan": SECRETARIAT,
    "meetings.change": DIRECTING,
    "meetings.proceed": DIRECTING,
    "admissions.propose": DIRECTING,
    "admissions.decide": CHAIR,
    "admissions.lift": CHAIR,
}
QUESTIONS = {"meetings.new": "?kind=seminar"}
# A calendar is no page.
ELSEWHERE = frozenset({"meetings.feed"})
FORM = {"event": "cancel"}
