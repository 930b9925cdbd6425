"""The merge desk in the browser: what it shows, what each choice gives at once, and how a wording is taken."""

import html
import re
from collections.abc import Callable

import pytest
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from drafting.services import losses, merging, proposals
from tests import acts
from tests.factories import NOW, World
from tests.rulings import appoint, entries, found, status
from tests.web.desk import on_desk, shown
from tests.web.judge import judge, untranslated

Visit = Callable[[str], FlaskClient]
TAKEN = "To note the final report;"


@pytest.fixture
def chair(visit: Visit) -> FlaskClient:
    return visit("chair")


@pytest.fixture
def two(world: World) -> tuple[str, str]:
    """Two proposals that combine: another verb, and another noun."""
    return (
        acts.propose(world, "head.arv", "1.", "To note the report;", reason="It is not read yet."),
        acts.propose(world, "head.bel", "1.", "To welcome the final report;"),
    )


def address(it: World, *parts: object, label: str = "1.") -> str:
    return "/".join(map(str, (f"/drafts/{it.draft}/desk", it.paragraphs[label], "merge", *parts)))


def keys(it: World, label: str = "1.") -> list[str]:
    desk = acts.look(it, "chair", lambda s, c: merging.merge_desk(s, c, it.paragraphs[label]))
    return [change.key for change in desk.table.changes]


def form(**fields: object) -> dict[str, object]:
    """The form as it is when both proposals were shown and nothing was chosen."""
    seal = losses.seal(TAKEN)
    given = {"revision": 1, "shown": "1 2", "laid": "1 2", "text": TAKEN, "made": seal, "seen": seal}
    return {**given, "token": acts.token(), **fields}


def preview(it: World, client: FlaskClient, **fields: object) -> str:
    answer = client.post(address(it, "preview"), data=form(**fields), headers={"HX-Request": "true"})
    assert answer.status_code == 200
    return html.unescape(answer.text)


def take(it: World, client: FlaskClient, **fields: object) -> TestResponse:
    return client.post(address(it), data=form(**fields))


def checked(page: str) -> list[str]:
    return re.findall(r'value="([^"]+)" id="[^"]+" checked', page)


# What it shows


def test_every_change_stands_in_its_place_with_its_number_and_its_sponsors(world: World, chair: FlaskClient, two):
    page = shown(chair.get(address(world)))
    words = page[page.index('class="words"') : page.index('class="state')]
    assert re.search(
        r'href="#change-1">1</a><del>welcome</del><ins>note</ins><span class="by">ARV</span></span> the'
        r'.*href="#change-2">2</a><ins> final</ins><span class="by">BEL</span></span> report;',
        words,
    )
    assert "Change 1: “welcome”" in page
    assert "Change 2: insertion after “To welcome the”" in page
    assert "Arvendal · 1" in page
    assert "Reason: It is not read yet." in page
    assert "Combines by itself" in page
    assert 'id="merge-collides"' not in page
    assert "Everything as Belmora proposes" in page
    assert re.search(r'<textarea class="wording" id="merge-text"[^>]*>\s*To note the final report;</textarea>', page)


def test_what_collides_stands_apart_and_is_bracketed_until_somebody_picks(world: World, chair: FlaskClient):
    acts.propose(world, "head.arv", "1.", "To note the report;")
    acts.propose(world, "head.bel", "1.", "To praise the report;")
    page = shown(chair.get(address(world)))
    assert page.index('id="merge-collides"') < page.index("Change 1: “welcome”")
    assert "Bracketed: 3 open brackets." in page
    assert "brackets" in checked(page)


def test_a_long_collision_is_read_by_what_differs(world: World, chair: FlaskClient):
    base = "States of the region cooperate on training, on the exchange of information and on the prevention of losses."
    acts.reword(world, "3.", base)
    acts.propose(world, "head.arv", "3.", base.replace("on training", "on joint training"))
    acts.propose(world, "head.bel", "3.", base.replace("prevention", "early prevention"))
    acts.propose(world, "coordinator.zab", "3.", "We meet.")
    page = shown(chair.get(address(world, label="3.")))
    assert "after “cooperate on” insert “joint”" in re.sub(r"<[^>]+>", "", page)
    assert re.search(r"Change \d: “[^”]* … [^”]*”", page)
    assert "Keep the text:" in page


def test_insertions_at_one_point_are_ordered_by_a_choice_or_by_places(world: World, chair: FlaskClient):
    for who, word in (("head.arv", "annual"), ("head.bel", "final"), ("coordinator.zab", "joint")):
        acts.propose(world, who, "1.", f"To welcome the {word} report;")
    page = shown(chair.get(address(world)))
    assert page.count('class="then"') == 12
    acts.propose(world, "head.arv", "1.", "To welcome the bilingual report;")
    page = shown(chair.get(address(world)))
    assert "Place of the insertion of Arvendal · 1" in page
    (key,) = keys(world)
    names = re.findall(rf'name="place-{key}-([0-9a-f]+)"', page)
    places = {f"place-{key}-{name}": place for name, place in zip(names, ("2", "", "x", "1"), strict=True)}
    fields = {"shown": "1 2 3 4", "laid": "1 2 3 4", f"pick-{key}": "order", **places}
    result = preview(world, chair, **fields)
    assert re.search(r'id="merge-text"[^>]*>\s*To welcome the \w+ \w+ report;', result)
    nothing = dict.fromkeys(places, "")
    assert "Nothing is picked" in preview(world, chair, **{**fields, **nothing})


def test_a_change_at_the_very_beginning_and_a_deletion_are_named(world: World, chair: FlaskClient):
    acts.propose(world, "head.arv", "1.", "Now To welcome the report;")
    acts.propose(world, "head.bel", "1.", "To welcome;")
    page = shown(chair.get(address(world)))
    assert "insertion at the beginning" in page
    assert re.search(r"Delete <del> the report</del>", page)


def test_what_cannot_be_merged_is_named_beside(world: World, chair: FlaskClient, two):
    acts.propose(world, "coordinator.zab", "1.", "", kind="delete")
    acts.propose(world, "coordinator.zab", "1.", "To meet;", kind="insert after")
    acts.reword(world, "1.", "To note the report;")
    page = shown(chair.get(address(world)))
    assert "Proposal 1 (Arvendal): what it asks for stands in the text already" in re.sub(r"<[^>]+>", "", page)
    assert "Delete the paragraph. It is no wording of this paragraph" in page
    acts.propose(world, "head.bel", "1.", "To study the report;")
    acts.reword(world, "1.", "To read the report;")
    assert "laid over it whole" in shown(chair.get(address(world)))


def test_without_proposals_or_on_a_deleted_paragraph_there_is_nothing_to_merge(world: World, chair: FlaskClient):
    assert "there is nothing to merge" in shown(chair.get(address(world)))
    acts.accept(world, acts.propose(world, "head.arv", "1.", "", kind="delete"))
    assert "The paragraph is deleted." in shown(chair.get(address(world)))


def test_a_private_text_is_nowhere_on_it(world: World, chair: FlaskClient, two):
    appoint(world, "chair", "head", "ARV")
    acts.propose(world, "delegate.arv", "1.", "To bury the report;", table=False)
    assert "bury" not in shown(chair.get(address(world)))
    assert "bury" not in preview(world, chair)


def test_it_is_reached_from_the_desk_and_from_the_paragraph_once_there_are_two(world: World, chair: FlaskClient):
    acts.propose(world, "head.arv", "1.", "To note the report;")
    panel = f"/drafts/{world.draft}/paragraphs/{world.paragraphs['1.']}"
    assert address(world) not in on_desk(world, chair, "1.") + chair.get(panel).text
    acts.propose(world, "head.bel", "1.", "To welcome the final report;")
    assert f'href="{address(world)}"' in on_desk(world, chair, "1.")
    assert f'href="{address(world)}"' in chair.get(panel).text
    assert "Next with several proposals: Paragraph 1" in shown(chair.get(address(world, label="3.")))


def test_in_russian_it_speaks_russian(world: World, chair: FlaskClient, two):
    acts.propose(world, "coordinator.zab", "1.", "To praise the report;")
    chair.post("/preferences", data={"language": "ru", "next": "/"})
    for path in (address(world), address(world, "taken")):
        page = chair.get(path).text
        assert (judge(page), untranslated(page)) == ([], [])


# What each choice gives


def test_a_choice_gives_the_result_and_the_words_follow(world: World, chair: FlaskClient, two):
    verb, noun = keys(world)
    result = preview(world, chair, **{f"pick-{verb}": "base"})
    assert result.startswith('<section id="merge-result"')
    assert "To welcome the<ins> final</ins> report;" in result
    assert re.search(
        r'id="merge-words" hx-swap-oob="true">.*To welcome the final report;</textarea>', result, re.DOTALL
    )
    assert "1 addition" in result
    assert "not taken: change 1" in result
    assert "Nothing is picked" in preview(world, chair, **{f"pick-{verb}": "base", f"pick-{noun}": "base"})


def test_words_edited_by_hand_stay_and_it_is_said_which_are_taken(world: World, chair: FlaskClient, two):
    verb, _ = keys(world)
    result = preview(world, chair, text="To note the very final report;", **{f"pick-{verb}": "base"})
    assert "these words will be taken, whatever is picked" in result
    assert 'id="merge-words"' not in result
    anew = preview(world, chair, text="To note the very final report;", then="anew")
    assert anew.startswith('<div id="merge-form"')
    assert "whatever is picked" not in anew


@pytest.mark.parametrize(
    ("then", "text"),
    [
        ("show", TAKEN),
        ("all", TAKEN),
        ("brackets", "To [welcome][ARV: note] the [BEL: final ]report;"),
        ("base", "To welcome the report;"),
        ("by-ARV", "To note the report;"),
    ],
)
def test_buttons_pick_everything_at_once(world: World, chair: FlaskClient, two, then, text):
    result = preview(world, chair, then=then)
    assert re.search(rf'id="merge-text"[^>]*>\s*{re.escape(text)}</textarea>', result)


def test_what_is_set_aside_is_not_merged(world: World, chair: FlaskClient, two):
    result = preview(world, chair, then="show", **{"aside-1": "1"})
    assert "To welcome the<ins> final</ins> report;" in result
    assert "set aside, not merged" in result


def test_words_put_back_with_what_was_set_aside_bring_the_whole_form(world: World, chair: FlaskClient, two):
    fields = form(**{"aside-1": "1"})
    answer = chair.post(address(world, "preview"), data=fields, headers={"HX-Request": "true"})
    assert answer.headers["HX-Retarget"] == "#merge-form"
    assert answer.text.startswith('<div id="merge-form"')


def test_without_javascript_the_result_is_a_page(world: World, chair: FlaskClient, two):
    verb, _ = keys(world)
    answer = chair.post(address(world, "preview"), data=form(then="show", **{f"pick-{verb}": "brackets"}))
    assert "Bracketed: 2 open brackets." in shown(answer)


def test_numbers_that_no_form_of_ours_carries_are_a_broken_request(world: World, chair: FlaskClient, two):
    for fields in ({"shown": "one"}, {"shown": "99999999999"}):
        assert take(world, chair, **fields).status_code == 400


# Taking it


def test_the_result_is_taken_and_the_next_page_tells_what_is_left(world: World, chair: FlaskClient, two):
    ref = acts.propose(world, "coordinator.zab", "1.", "To welcome the report and its annex;")
    answer = take(
        world,
        chair,
        shown="1 2 3",
        **{"aside-3": "1", "fate-3": "open", "extent-3": "none"},
    )
    assert answer.location == address(world, "taken")
    page = shown(chair.get(answer.location))
    assert "The new wording is taken." in page
    assert TAKEN in page
    assert "applies to the text as it stands" in page
    assert "Merge what is left" in page
    assert [status(world, it)[0] for it in (*two, ref)] == ["accepted", "accepted", "tabled"]


def test_htmx_is_sent_to_the_next_page_and_a_double_click_gets_the_same(world: World, chair: FlaskClient, two):
    fields = form()
    for _ in range(2):
        answer = chair.post(address(world), data=fields, headers={"HX-Request": "true"})
        assert (answer.status_code, answer.headers["HX-Redirect"]) == (204, address(world, "taken"))
    assert found(world, "1.")[1] == 2


def test_the_record_and_the_proposal_tell_every_part(world: World, chair: FlaskClient, visit: Visit):
    acts.propose(world, "head.arv", "1.", "To note the full report;")
    acts.propose(world, "head.bel", "1.", "To praise the report;")
    verb, _ = keys(world)
    praise = re.search(
        rf'name="pick-{verb}" value="([^"]+)"[^>]*> <span class="row"><span><span[^>]*><ins>praise',
        html.unescape(chair.get(address(world)).text),
    )
    text = "To praise the full report;"
    seal = losses.seal(text)
    fates = {"fate-1": "settle", "extent-1": "part", "reason-1": "No support."}
    assert (
        take(world, chair, text=text, made=seal, seen=seal, **{f"pick-{verb}": praise[1], **fates}).status_code == 303
    )
    history = html.unescape(visit("rapporteur").get(f"/drafts/{world.draft}/history").text)
    assert "New wording from the merge desk." in history
    assert "Change 1, “praise”: Belmora; taken." in history
    assert "Change 2, “full”: Arvendal; taken." in history
    assert "Change 1, “note”: not taken." in history
    panel = html.unescape(visit("rapporteur").get(f"/drafts/{world.draft}/paragraphs/{world.paragraphs['1.']}").text)
    assert "Change 1, “note”: not taken." in panel
    assert "Ruling: No support." in panel


def test_the_record_says_that_words_were_edited_and_quotes_deletions(world: World, chair: FlaskClient, visit: Visit):
    acts.propose(world, "head.arv", "2.", "To cooperate:")
    text = "To cooperate fully:"
    answer = chair.post(
        address(world, label="2."),
        data=form(shown="1", text=text, made="of other words", seen=losses.seal(text)),
    )
    assert answer.status_code == 303
    history = html.unescape(visit("rapporteur").get(f"/drafts/{world.draft}/history").text)
    assert "edited by the Chair’s own hand" in history
    assert re.search(r"Change 1, deletion of “, as set out in paragraph 1 above”: Arvendal; ", history)


# What is refused


def test_a_wording_whose_changes_were_not_shown_is_shown_first(world: World, chair: FlaskClient, two):
    answer = take(world, chair, text="To bury it;", made="of other words", seen=losses.seal(TAKEN))
    assert answer.status_code == 422
    page = shown(answer)
    assert "Nothing is taken yet" in page
    assert re.search(r'id="merge-text"[^>]*>\s*To bury it;</textarea>', page)
    assert found(world, "1.")[1] == 1


def test_a_missing_reason_is_asked_for_and_every_choice_is_kept(world: World, chair: FlaskClient, two):
    verb, _ = keys(world)
    text = "To welcome the final report;"
    seal = losses.seal(text)
    fields = {f"pick-{verb}": "base", "fate-1": "settle", "extent-1": "none", "reason-1": " "}
    answer = take(world, chair, text=text, made=seal, seen=seal, **fields)
    assert answer.status_code == 422
    page = shown(answer)
    assert "Give a reason" in page
    assert re.search(r'id="fate-1-settle" name="fate-1" value="settle" checked', page)
    assert "To welcome the<ins> final</ins> report;" in page


def test_a_text_that_moved_on_is_shown_and_what_fits_is_kept(world: World, chair: FlaskClient, two):
    acts.reword(world, "1.", "To welcome the report of 2026;")
    verb, noun = keys(world)
    answer = take(world, chair, **{f"pick-{verb}": "brackets", f"pick-{noun}-old": "base"})
    assert answer.status_code == 409
    page = shown(answer)
    assert "The text moved on since your page was shown" in page
    assert "1 choice no longer fits" in page
    assert "To [welcome][ARV: note] the final report of 2026;" in page
    edited = take(world, chair, text="To note the final reports;", made="of other words")
    assert "Your wording" in shown(edited)


def test_words_for_a_paragraph_just_deleted_are_still_on_the_screen(world: World, chair: FlaskClient, two):
    acts.accept(world, acts.propose(world, "coordinator.zab", "1.", "", kind="delete"))
    answer = take(world, chair, text="To thank the secretariat warmly;", seen="")
    page = shown(answer)
    assert answer.status_code == 409
    assert "The paragraph is deleted. Reopen it" in page
    assert "<ins>secretariat warmly</ins>" in page


def test_edited_words_are_carried_onto_a_text_that_moved_on(world: World, chair: FlaskClient, two):
    acts.reword(world, "1.", "To welcome the report of 2026;")
    page = shown(take(world, chair, text="Now, to note the report;", made="of other words"))
    assert re.search(r'id="merge-text"[^>]*>\s*Now, to note the report of 2026;</textarea>', page)


def test_a_table_that_moved_on_is_named(world: World, chair: FlaskClient, two):
    acts.act(world, "head.bel", lambda s, c: proposals.withdraw(s, c, two[1], token=acts.token(), now=NOW))
    acts.propose(world, "coordinator.zab", "1.", "To welcome the joint report;")
    answer = take(world, chair)
    assert answer.status_code == 409
    page = shown(answer)
    assert "The table moved on since your page was shown" in page
    assert "Proposal 2 is no longer on the table." in page
    assert "Proposal 3 was tabled." in page
    assert entries(world, "proposal decided")[-1].payload["status"] == "withdrawn"


def test_a_bracket_over_an_agreed_paragraph_is_refused_in_its_own_words(world: World, chair: FlaskClient):
    acts.reword(world, "(i)", "[*Recalling* the Declaration[^1];")
    acts.close(world, "1.")
    acts.propose(world, "head.arv", "2.", "To cooperate] for ever:")
    seal = losses.seal("To cooperate] for ever:")
    fields = {"shown": "1", "laid": "1", "text": "To cooperate] for ever:", "made": seal, "seen": seal}
    answer = chair.post(address(world, label="2."), data=form(**fields))
    page = shown(answer)
    assert answer.status_code == 409
    assert "This would put an agreed paragraph in dispute. Reopen it first, with a reason." in page
    assert "moved on" not in page
    assert "To cooperate] for ever:</textarea>" in page


def test_before_and_after_the_negotiation_the_chair_is_led_back_to_the_text(world: World, chair: FlaskClient):
    acts.agree_all(world)
    acts.adopt(world)
    text = f"/drafts/{world.draft}"
    for answer in (chair.get(address(world)), take(world, chair), chair.post(address(world, "preview"), data=form())):
        assert (answer.status_code, answer.location) == (303, text)
