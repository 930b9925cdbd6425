"""The pages of the speakers' list, of the floor and of the sitting, asked like a browser."""

import re

import pytest

from drafting.persistence.records import AgendaItem, Draft, Meeting, Sitting, Speech
from drafting.services import matters_verification
from drafting.web import speakers_words
from tests.factories import NOW
from tests.web.judge import judge, untranslated

SECRET = "Our confidential position."
SPOKEN = "We thank the Chair."


@pytest.fixture
def debate(world) -> dict[str, int]:
    """A sitting with a debate of 20 minutes and an item with the draft."""
    with world.database.writing() as session:
        sitting = Sitting(meeting_id=world.meeting, number=1, starts_at=NOW, ends_at=NOW)
        debate, draft = (
            AgendaItem(
                meeting_id=world.meeting,
                place=f"0000{number}",
                kind=kind,
                label=f"{number}.",
                title_en=english,
                title_ru=russian,
                minutes=20,
                draft_id=world.draft if kind == "adoption" else None,
            )
            for number, kind, english, russian in (
                (1, "statements", "General debate", "Общие прения"),
                (2, "adoption", "Adoption of the communiqué", "Принятие коммюнике"),
            )
        )
        session.add_all([sitting, debate, draft])
        session.flush()
        return {"sitting": sitting.id, "debate": debate.id, "draft": draft.id}


class Browser:
    """One person at the pages of the meeting; forms are sent as the pages show them."""

    def __init__(self, client, meeting: int) -> None:
        self.client, self.meeting = client, meeting

    def get(self, path: str, **more):
        return self.client.get(f"/meetings/{self.meeting}/{path}", **more)

    def page(self, path: str) -> str:
        answer = self.get(path)
        assert answer.status_code == 200, answer.text
        assert judge(answer.text) == [], path
        return answer.text

    def send(self, path: str, source: str = "sitting", headers=None, **fields):
        """Post a form of the page `source`, with what its hidden fields say."""
        html = self.get(source).text
        address = f"/meetings/{self.meeting}/{path}"
        form = re.search(rf'<form[^>]*action="{re.escape(address)}".*?</form>', html, re.DOTALL)
        hidden = dict(re.findall(r'<input type="hidden" name="(\w+)" value="([^"]*)"', form[0] if form else ""))
        name = re.search(r'<form id="(\w+)"', form[0]) if form else None
        if name:
            hidden |= dict(re.findall(rf'<input type="hidden" name="(\w+)" value="([^"]*)" form="{name[1]}"', html))
        return self.client.post(address, data={"token": "a-token-of-the-test", **hidden, **fields}, headers=headers)


@pytest.fixture
def at(visit, world):
    return lambda who: Browser(visit(who), world.meeting)


@pytest.fixture
def opened(at, debate) -> Browser:
    """The Chair, in the open sitting, at the debate, with the list made."""
    chair = at("chair")
    assert chair.send(f"sitting/{debate['sitting']}/open").status_code == 303
    assert chair.send(f"sitting/items/{debate['debate']}").status_code == 303
    assert chair.send("speakers/list", f"speakers?item={debate['debate']}").status_code == 303
    return chair


def speeches(world) -> dict[str, Speech]:
    """Code -> the newest speech of the party."""
    with world.database.reading() as session:
        rows = session.query(Speech).order_by(Speech.id).all()
        session.expunge_all()
    codes = {number: code for code, number in world.parties.items()}
    return {codes[it.party_id]: it for it in rows}


def verified(world) -> tuple:
    with world.database.reading() as session:
        return matters_verification.verify(session, session.get_one(Meeting, world.meeting)).findings


def test_the_list_is_made_by_the_rule_and_shown_with_its_limits(opened, at, world, debate):
    page = opened.page(f"speakers?item={debate['debate']}")
    names = re.findall(r"<p><strong>(\w+)</strong>", page)
    assert names == ["Arvendal", "Belmora", "Zabora", "Observia"]
    assert "Planned: 24 min." in page
    assert "The item has 20 min, so the list is 4 min too long." in page
    assert "4 statements have no text yet." in page
    assert "Every delegation that attends is on it." in page
    delegate = at("delegate.arv").page(f"speakers?item={debate['debate']}")
    assert "Make the list" not in delegate
    assert "no text yet" in delegate  # of the own delegation
    assert delegate.count("Take off") == 0
    assert verified(world) == ()


def test_the_chair_runs_a_speech_and_what_happened_is_kept(opened, world, clock):
    first = speeches(world)["BEL"].id
    assert opened.send(f"floor/{first}/give").status_code == 303
    clock.advance(minutes=3)
    assert opened.send(f"floor/{first}/pause").status_code == 303
    clock.advance(minutes=20)
    assert opened.send(f"floor/{first}/resume").status_code == 303
    clock.advance(minutes=5, seconds=12)
    page = opened.page("sitting")
    assert 'data-tone="over"' in page
    assert "+1:12" in page
    assert opened.send(f"floor/{first}/stop").status_code == 303
    told = opened.page(f"speakers?item={speeches(world)['BEL'].item_id}")
    assert "planned as no. 2, spoke as no. 1, 8 min 12 s of 7 min" in told
    assert "17:00–17:28" in told
    record = opened.page("record")
    assert "Belmora has spoken: 8 min 12 s of 7 min." in record
    assert verified(world) == ()


def test_a_second_start_answers_the_first_and_a_stale_one_is_told(opened, at, world):
    office = at("office")
    arv, bel = speeches(world)["ARV"].id, speeches(world)["BEL"].id
    stale = re.search(r'name="seal" value="(\w+)"', opened.get("sitting").text)[1]
    assert office.send(f"floor/{arv}/give", seal=stale).status_code == 303
    assert opened.send(f"floor/{arv}/give", seal=stale, token="another-token").status_code == 303
    refused = opened.send(f"floor/{bel}/give", seal=stale, headers={"HX-Request": "true"})
    assert refused.status_code == 409
    assert "Something changed since this page was shown" in refused.text
    assert 'id="live"' in refused.text
    assert speeches(world)["ARV"].state == "speaking"
    away = opened.client.post(
        f"/meetings/{world.meeting}/floor/{bel}/give",
        data={"token": "a-third-token", "seal": stale, "back": "speakers"},
        follow_redirects=True,
    )
    assert "Something changed since this page was shown" in away.text
    given = opened.send(f"floor/{bel}/give", headers={"HX-Request": "true"})
    assert (given.status_code, speeches(world)["ARV"].state) == (200, "given")
    assert given.headers["Drafting-Now"] == str(int(NOW.timestamp() * 1000))


def test_a_delegation_asks_and_withdraws_and_the_chair_sees_it(opened, at, world):
    head = at("head.arv")
    assert "Ask for the floor" in head.page("sitting")
    assert head.send("speakers/ask", kind="floor").status_code == 303
    asked = speeches(world)["ARV"]
    assert (asked.kind, asked.state, asked.seconds) == ("floor", "asked", 180)
    page = opened.page("sitting")
    assert "Who asks for the floor" in page
    assert "asked at 17:00" in page
    twice = head.send("speakers/ask", kind="floor", token="once-more-please")
    assert twice.status_code == 422
    assert "has asked for this already" in twice.text
    assert judge(twice.text) == []
    gone = head.send(f"speakers/{asked.id}/withdraw")
    assert gone.location.endswith("/sitting")
    assert speeches(world)["ARV"].state == "withdrawn"
    assert "1 withdrew" in head.page(f"speakers?item={asked.item_id}")
    foreign = head.client.post(
        f"/meetings/{world.meeting}/speakers/{speeches(world)['BEL'].id}/withdraw", data={"token": "x" * 10}
    )
    assert foreign.status_code == 403
    assert verified(world) == ()


def test_the_chair_reorders_and_changes_limits_and_is_told_what_is_wrong(opened, world):
    item = speeches(world)["ZAB"].item_id
    path, last = f"speakers?item={item}", speeches(world)["OBS"].id
    assert opened.send(f"speakers/{last}/move", path, place="1").status_code == 303
    assert speeches(world)["OBS"].place == 1
    for what, field, typed, sentence in (
        ("move", "place", "first", "Give a place of the list"),
        ("limit", "minutes", "0", "from 1 to 60"),
        ("limit", "minutes", "ten", "from 1 to 60"),
    ):
        answer = opened.send(f"speakers/{last}/{what}", path, token=f"a-token-{typed}", **{field: typed})
        assert answer.status_code == 422
        assert sentence in answer.text
        assert f'value="{typed}"' in answer.text
        assert judge(answer.text) == []
    stale = opened.send(f"speakers/{last}/move", path, place="2", seal="0" * 16)
    assert (stale.status_code, judge(stale.text)) == (409, [])
    assert opened.send(f"speakers/{last}/limit", path, minutes="5").status_code == 303
    assert speeches(world)["OBS"].seconds == 300
    assert verified(world) == ()


def test_the_text_of_a_statement_is_the_delegations_until_it_is_delivered(opened, at, world):
    """Strangers see it on no page: not on the list, on the sitting, on the wall, nor in the record."""
    item = speeches(world)["BEL"].item_id
    mine, head = speeches(world)["BEL"].id, at("head.bel")
    assert head.send(f"speakers/{mine}/text", f"speakers/{mine}/text", text_en=SECRET).status_code == 303
    assert SECRET in head.page(f"speakers/{mine}/text")
    assert SECRET in opened.page(f"speakers/{mine}/text")
    strangers = [at(who) for who in ("head.arv", "observer", "rapporteur", "coordinator.zab", "administrator")]
    paths = (f"speakers?item={item}", "sitting", "sitting/live", "sitting/projector", "sitting/projector/part")
    paths += ("speakers/podium", "speakers/podium/part", "record")
    for stage in ("waiting", "speaking"):
        for browser in strangers:
            assert browser.get(f"speakers/{mine}/text").status_code == 403, stage
            assert all(SECRET not in browser.get(path).text for path in paths), stage
        # On a wall or in the record it stands for nobody.
        assert all(SECRET not in opened.get(path).text for path in paths[3:]), stage
        assert opened.send(f"floor/{mine}/give").status_code == 303
    assert opened.send(f"floor/{mine}/stop").status_code == 303
    assert SECRET in strangers[0].page(f"speakers/{mine}/text")
    assert "English" in strangers[0].page(f"speakers?item={item}")


def test_texts_collide_openly_and_nothing_typed_is_lost(opened, at, world):
    mine, head, office = speeches(world)["ARV"].id, at("head.arv"), at("office")
    path = f"speakers/{mine}/text"
    seal = re.search(r'name="seal" value="(\w+)"', head.page(path))[1]
    assert office.send(path, path, text_ru=SPOKEN).status_code == 303
    stale = head.send(path, path, seal=seal, text_en=SECRET)
    assert stale.status_code == 409
    assert SECRET in stale.text
    assert judge(stale.text) == []
    long = head.send(path, path, text_en="x" * 60_001)
    assert long.status_code == 422
    assert "at most 60000 characters" in long.text
    assert judge(long.text) == []
    assert "text of the statement was given (Russian)" in head.page("record")


def test_a_ruling_keeps_its_words_when_it_is_refused(opened, at, world, debate):
    empty = opened.send("sitting/rulings", ruling="ruling", words="", language="en")
    assert empty.status_code == 422
    assert "Write down what the Chair said" in empty.text
    assert judge(empty.text) == []
    about = re.search(r'name="about" value="([^"]*)"', opened.get("sitting").text)[1]
    assert opened.send(f"sitting/items/{debate['draft']}").status_code == 303
    stale = opened.send("sitting/rulings", ruling="ruling", words=SPOKEN, language="en", about=about)
    assert stale.status_code == 409
    assert SPOKEN in stale.text
    good = opened.send("sitting/rulings", ruling="consensus", words="", language="ru", token="a-ruling-made")
    assert good.status_code == 303
    assert "Возражений не вижу. Решение принимается." in at("observer").page("sitting")
    assert "Возражений не вижу. Решение принимается." in at("observer").page("record")
    assert verified(world) == ()


def test_the_paragraph_before_the_meeting_is_seen_by_everybody(opened, at, world, debate):
    opened.send(f"sitting/items/{debate['draft']}")
    here = world.paragraphs["3."]
    moved = opened.send("sitting/paragraph", paragraph=here, headers={"HX-Request": "true"})
    assert moved.status_code == 200
    for who in ("chair", "observer"):
        page = at(who).page("sitting")
        assert "2 open brackets" in page
        assert "0 objections" in page
        assert "States" in at(who).page("sitting/projector")
        assert "Paragraph 3" in page
    assert f"paragraph={here}" in opened.page("sitting")  # the way to the desk
    with world.database.writing() as session:
        session.get_one(Draft, world.draft).phase = "preparing"
    assert "Paragraph 3" not in at("observer").page("sitting")
    assert "Paragraph 3" not in opened.page("sitting/projector")
    gone = opened.client.post(
        f"/meetings/{world.meeting}/sitting/paragraph", data={"token": "x" * 10, "paragraph": here, "seal": "none"}
    )
    assert gone.status_code == 409
    assert verified(world) == ()


def test_the_live_part_is_sent_again_only_when_it_changed_and_ends_with_the_sitting(opened, at, world):
    observer = at("observer")
    for path in ("sitting/live", "sitting/projector/part", "speakers/podium/part"):
        first = observer.get(path)
        assert 'hx-trigger="every 2s"' in first.text
        again = observer.get(path, headers={"If-None-Match": first.headers["ETag"]})
        assert (again.status_code, again.text) == (304, "")
        assert "Drafting-Now" in again.headers
        assert opened.get(path, headers={"If-None-Match": first.headers["ETag"]}).status_code == 200
    tag = observer.get("sitting/live").headers["ETag"]
    opened.send(f"floor/{speeches(world)['ARV'].id}/give")
    assert observer.get("sitting/live", headers={"If-None-Match": tag}).status_code == 200
    assert opened.send("sitting/close").status_code == 303
    for path in ("sitting/live", "sitting/projector/part", "speakers/podium/part", "speakers/podium"):
        assert "hx-trigger" not in observer.get(path).text
        assert "http-equiv" not in observer.get(path).text
    assert speeches(world)["ARV"].state == "given"


def test_without_a_script_the_screens_load_themselves_again(opened, at):
    for path in ("sitting/projector", "speakers/podium"):
        assert '<noscript><meta http-equiv="refresh" content="5"></noscript>' in at("observer").page(path)


def test_the_gavel_goes_through_the_agenda(opened, at, world, debate):
    assert "Close the item and take up the next" in opened.page("sitting")
    step = opened.send(f"sitting/items/{debate['draft']}", closing="1")
    assert step.status_code == 303
    page = opened.page("sitting")
    assert "Go back to it" in page
    assert opened.send("sitting/items/close").status_code == 303
    assert opened.send("sitting/items/close", token="once-more-please").status_code == 409
    assert opened.send("sitting/close").status_code == 303
    late = opened.send("sitting/close", token="after-the-close")
    assert late.status_code == 409
    assert "No sitting is open" in late.text
    assert "Resume: Sitting 1" in opened.page("sitting")
    record = at("head.bel").page("record")
    assert "Закрыто: Заседание 1." in record  # The head of Belmora reads Russian.
    assert verified(world) == ()


@pytest.mark.parametrize("who", ["chair", "office", "head.bel"])
def test_every_page_speaks_russian(opened, at, world, who):
    first = speeches(world)["BEL"]
    opened.send(f"floor/{first.id}/give")
    browser = at(who)
    browser.client.post("/preferences", data={"language": "ru", "next": "/"})
    paths = (f"speakers?item={first.item_id}", "speakers?item=0", f"speakers/{first.id}/text", "sitting")
    for path in (*paths, "sitting/projector", "speakers/podium", "record"):
        assert untranslated(browser.page(path)) == [], path


def test_a_list_of_another_meeting_is_not_found(at, world):
    assert at("chair").get("speakers?item=999").status_code == 404
    assert at("chair").get("speakers/999/text").status_code == 404


@pytest.mark.parametrize(
    ("seconds", "words"), [(420, "7 min"), (492, "8 min 12 s"), (45, "45 s"), (0, "0 s"), (3600, "60 min")]
)
def test_times_are_said_in_minutes(app, seconds, words):
    with app.test_request_context():
        assert speakers_words.minutes(seconds) == words


@pytest.mark.parametrize(
    ("left", "shown", "tone"),
    [
        (420, "7:00", "calm"),
        (61, "1:01", "calm"),
        (60, "1:00", "soon"),
        (1, "0:01", "soon"),
        (0, "0:00", "over"),
        (-72, "+1:12", "over"),
    ],
)
def test_the_timer_shows_what_is_left_and_what_is_over(left, shown, tone):
    assert (speakers_words.clock(left), speakers_words.tone(left)) == (shown, tone)
