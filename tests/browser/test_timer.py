"""The timer of a speech on the screens of the running application.

The server's clock moves only when the test moves it, and the device's is years away from it.
"""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest
from playwright.sync_api import Locator, Page, Request, Route, expect

from drafting.persistence.records import AgendaItem, Meeting, Person, Sitting, Speech
from drafting.services import floor, sitting
from drafting.services.scope import meeting_scope
from tests.acts import token
from tests.browser.conftest import LiveServer
from tests.conftest import Clock

LOOKS = "**/speakers/podium/part"
SETTLED = 25  # htmx takes 20 ms.
DEVICE = datetime(2031, 1, 1, tzinfo=UTC)
Visit = Callable[..., Page]


class Hall:
    """What the Chair does while others watch. speech: the one that has the floor, with a limit of two minutes."""

    def __init__(self, server: LiveServer, clock: Clock) -> None:
        self.server, self.clock = server, clock
        self.asked: set[Request] = set()
        with server.database.writing() as session:
            self.meeting = session.query(Meeting).order_by(Meeting.id).first().id
            self.chair = session.query(Person).filter_by(email="katarin.vossel@example.org").one().id
            plan = Sitting(meeting_id=self.meeting, number=31, starts_at=clock.now, ends_at=clock.now)
            facts = {"kind": "statements", "title_en": "General debate", "title_ru": "Общие прения", "minutes": 30}
            item = AgendaItem(meeting_id=self.meeting, place="00001", **facts)
            session.add_all([plan, item])
            session.flush()
            parties = meeting_scope(session, self.chair, self.meeting, clock.now).participating()
            facts = {"meeting_id": self.meeting, "item_id": item.id, "kind": "statement", "state": "listed"}
            speeches = [Speech(party_id=it.id, place=at, seconds=120, **facts) for at, it in enumerate(parties[:2], 1)]
            session.add_all(speeches)
            session.flush()
            self.sitting, self.item, self.speech = plan.id, item.id, speeches[0].id
            self.names = [it.name_en for it in parties[:2]]
        # The demonstration is in session; this sitting takes its place.
        self.act(sitting.close_sitting)
        self.act(sitting.open_sitting, self.sitting)
        self.act(sitting.take_up, self.item)

    def act(self, do: Callable[..., None], *args: int, sealed: bool = True) -> None:
        with self.server.database.writing() as session:
            scope = meeting_scope(session, self.chair, self.meeting, self.clock.now, lock=True)
            shown = {"shown": floor.seal(floor.queries.floor(session, self.meeting))} if sealed else {}
            do(session, scope, *args, token=token(), now=self.clock.now, **shown)

    def watch(self, page: Page) -> None:
        page.on("request", self.on_its_way)
        page.on("requestfinished", self.arrived)
        page.on("requestfailed", self.arrived)

    def on_its_way(self, request: Request) -> None:
        self.asked.add(request)

    def arrived(self, request: Request) -> None:
        self.asked.discard(request)

    def pass_time(self, page: Page, seconds: int) -> None:
        """At once, on the server and on the device, when no answer is on its way between the two."""
        while self.asked:
            page.wait_for_timeout(10)
        self.jump(page, seconds)

    def jump(self, page: Page, seconds: int) -> None:
        """On the device what has arrived is put in its place first, and what is due at the last second is done."""
        page.clock.run_for(SETTLED)
        self.clock.advance(seconds=seconds)
        page.clock.fast_forward(seconds * 1000 - SETTLED + 50)


@pytest.fixture
def hall(live_server: LiveServer, clock: Clock) -> Hall:
    return Hall(live_server, clock)


@pytest.fixture
def screen(visit: Visit, hall: Hall) -> Visit:
    """`screen("speakers/podium")`: the page on a device whose clock is wrong."""

    def shown(path: str, who: str = "joseph.akintar", **settings: object) -> Page:
        page = visit(who, "/", **settings)
        if settings.get("java_script_enabled", True):
            page.clock.install(time=DEVICE)
            page.clock.pause_at(DEVICE + timedelta(seconds=1))
            hall.watch(page)
        page.goto(f"/meetings/{hall.meeting}/{path}")
        return page

    return shown


def timer(page: Page) -> Locator:
    return page.get_by_role("timer")


def told(page: Page) -> str:
    return page.locator("#timer-said").inner_text()


def test_the_podium_counts_by_the_servers_clock_and_says_twice_what_is_left(hall: Hall, screen: Visit):
    hall.act(floor.give, hall.speech)
    page = screen("speakers/podium")
    expect(timer(page)).to_contain_text("2:00")
    heard = []
    for seconds, shown, tone in (
        (30, "1:30", "calm"),
        (29, "1:01", "calm"),
        (1, "1:00", "soon"),
        (59, "0:01", "soon"),
        (1, "0:00", "over"),
        (72, "+1:12", "over"),
    ):
        hall.pass_time(page, seconds)
        expect(timer(page)).to_contain_text(shown)
        expect(timer(page)).to_have_attribute("data-tone", tone)
        heard.append(told(page))
    assert heard == ["", "", *["One minute is left."] * 2, *["The time is up."] * 2]
    expect(timer(page)).to_contain_text("over time")


def test_an_answer_that_was_long_on_its_way_turns_no_clock_back(hall: Hall, screen: Visit):
    """On a slow line the server's instant in an answer is older than the answer."""
    hall.act(floor.give, hall.speech)
    page = screen("speakers/podium")
    late = []

    def hold(route: Route) -> None:
        late.append((route, route.fetch()))

    page.route(LOOKS, hold, times=1)
    hall.pass_time(page, 3)
    while not late:
        page.wait_for_timeout(10)
    hall.jump(page, 40)
    expect(timer(page)).to_contain_text("1:17")
    old = timer(page).element_handle()
    route, answer = late[0]
    route.fulfill(response=answer)
    page.wait_for_function("(it) => !it.isConnected", arg=old, polling=50)
    expect(timer(page)).to_contain_text("1:17")


def test_the_wall_follows_the_chair_by_itself_and_stops_asking_when_the_sitting_closes(hall: Hall, screen: Visit):
    page = screen("sitting/projector")
    wall = page.locator("#wall")
    expect(wall).to_contain_text(f"Next: {hall.names[0]}")
    hall.act(floor.give, hall.speech)
    hall.pass_time(page, 3)
    expect(timer(page)).to_contain_text("1:57")
    expect(wall).to_contain_text(f"Next: {hall.names[1]}")
    hall.act(floor.pause, hall.speech, sealed=False)
    hall.pass_time(page, 3)
    expect(timer(page)).to_contain_text("paused")
    hall.pass_time(page, 20)
    expect(timer(page)).to_contain_text("1:57")
    hall.act(sitting.close_sitting)
    hall.pass_time(page, 3)
    expect(wall).to_contain_text("No sitting is open.")
    assert wall.get_attribute("hx-get") is None


def test_what_the_chair_types_and_holds_is_left_alone_while_the_screen_follows(hall: Hall, screen: Visit):
    page = screen("sitting", "katarin.vossel")
    words = page.get_by_label("Words of the ruling")
    words.fill("The Chair rules that")
    hall.act(floor.give, hall.speech)
    hall.pass_time(page, 3)
    expect(timer(page)).to_contain_text("1:57")
    expect(words).to_have_value("The Chair rules that")
    expect(words).to_be_focused()
    pause = page.get_by_role("button", name="Pause")
    pause.focus()
    unchanged = page.locator("#live").element_handle()
    hall.pass_time(page, 4)
    expect(timer(page)).to_contain_text("1:53")
    expect(pause).to_be_focused()
    assert unchanged.evaluate("(it) => it.isConnected")  # Nothing had changed, so nothing was exchanged.
    pause.click()
    expect(page.get_by_role("button", name="Go on")).to_be_visible()
    expect(words).to_have_value("The Chair rules that")
    page.get_by_role("button", name=f"Next: {hall.names[1]}").click()
    expect(page.locator("#live .speaker .name")).to_have_text(hall.names[1])
    page.get_by_role("button", name="Enter into the record").click()
    expect(page.locator("#rulings + ol")).to_contain_text("The Chair rules that")


def test_without_a_script_the_screens_are_right_when_they_load(hall: Hall, screen: Visit):
    hall.act(floor.give, hall.speech)
    hall.clock.advance(seconds=45)
    page = screen("speakers/podium", java_script_enabled=False)
    expect(timer(page)).to_contain_text("1:15")
    hall.clock.advance(seconds=80)
    page.reload()
    expect(timer(page)).to_contain_text("+0:05")


@pytest.mark.parametrize("path", ["speakers/podium", "sitting/projector", "sitting", "speakers"])
def test_the_screens_keep_nobody_out(hall: Hall, visit: Visit, axe: Callable[[Page], list[str]], path: str):
    hall.act(floor.give, hall.speech)
    page = visit("katarin.vossel", f"/meetings/{hall.meeting}/{path}")
    assert axe(page) == []
