"""Pages of working groups, recommendations and follow-up: plain forms, both languages, what was typed is kept."""

import re

import pytest

from drafting.persistence.records import Recommendation, WorkingGroup
from tests.web.judge import judge, untranslated
from tests.web.tables import groups as table


@pytest.fixture
def made(world):
    return table.values(world)


def at(world, rest):
    return f"/meetings/{world.meeting}/{rest}"


def form(browser, address, **facts):
    page = browser.get(address).text
    found = {name: re.search(rf'name="{name}" value="([^"]*)"', page) for name in ("token", "seal")}
    return {name: it[1] for name, it in found.items() if it} | facts


WORDS = {
    "text_en": "Donors are invited to help.",
    "text_ru": "Донорам предлагается помочь.",
    "strength": "are invited",
    "audiences": ["donors"],
}


def test_a_theme_and_its_recommendation_are_added_changed_moved_and_removed(world, visit):
    browser = visit("rapporteur")
    new = at(world, "groups/new")
    theme = {"theme_en": "Borders", "theme_ru": "Границы", "rapporteur_en": "Ms Vel"}
    assert browser.post(new, data=form(browser, new, **theme)).location == at(world, "groups")
    with world.database.reading() as session:
        group = session.query(WorkingGroup).one().id
    add = at(world, f"groups/{group}/recommendations/new")
    for number in (1, 2):
        facts = WORDS | {"text_en": f"Donors are invited to help {number}.", "parties": [str(world.parties["ARV"])]}
        assert browser.post(add, data=form(browser, add, **facts)).status_code == 303
    page = browser.get(at(world, "groups")).text
    assert judge(page) == []
    assert "Donors, Arvendal" in page
    assert page.index("help 1.") < page.index("help 2.")
    with world.database.reading() as session:
        first, second = (it.id for it in session.query(Recommendation).order_by(Recommendation.number))
    move = at(world, f"recommendations/{second}/move")
    answer = browser.post(move, data=form(browser, at(world, "groups"), direction="up"))
    assert answer.location == at(world, f"groups#recommendation-{second}")
    change = at(world, f"recommendations/{first}/change")
    assert "checked" in browser.get(change).text
    facts = WORDS | {"text_ru": "Донорам следует помочь."}
    assert browser.post(change, data=form(browser, change, **facts)).status_code == 303
    page = browser.get(at(world, "groups")).text
    assert "The two languages carry different weight: “are invited” in English, “should” in Russian." in page
    for address in (f"recommendations/{first}/remove", f"recommendations/{second}/remove", f"groups/{group}/move"):
        assert browser.post(at(world, address), data=form(browser, at(world, "groups"))).status_code == 303
    edit = at(world, f"groups/{group}")
    assert browser.post(edit, data=form(browser, edit, **theme, rapporteur_ru="г-жа Вел")).status_code == 303
    assert browser.post(at(world, f"groups/{group}/remove"), data=form(browser, edit)).status_code == 303
    assert "No working group has been entered yet." in browser.get(at(world, "groups")).text
    assert judge(browser.get(at(world, "record")).text) == []


def test_what_is_wrong_stands_beside_its_field_and_what_was_typed_is_kept(world, visit, made):
    browser = visit("office")
    add = at(world, f"groups/{made['group_id']}/recommendations/new")
    answer = browser.post(add, data=form(browser, add, text_en="States should act.", audiences=["donors"]))
    assert answer.status_code == 422
    assert judge(answer.text) == []
    assert "Give the recommendation in this language, too." in answer.text
    assert "States should act." in answer.text
    wrong = browser.post(add, data=form(browser, add, **WORDS | {"parties": ["x"]}))
    assert "Choose among the addressees that are offered." in wrong.text
    new = at(world, "groups/new")
    assert browser.post(new, data=form(browser, new, theme_en="A")).status_code == 422


def test_the_strength_is_suggested_by_the_text_and_nothing_is_saved(world, visit, made):
    browser = visit("office")
    add = at(world, f"groups/{made['group_id']}/recommendations/new")
    for text, said in (
        ("States are strongly urged to act.", "are strongly urged. You decide."),
        ("A register.", "No verb of known weight was found in the text."),
    ):
        page = browser.post(add, data=form(browser, add, text_en=text, then="suggest")).text
        assert said in page
        assert judge(page) == []
    with world.database.reading() as session:
        assert session.query(Recommendation).count() == 1


def test_an_old_form_is_told_and_kept(world, visit, made):
    browser = visit("office")
    change = at(world, f"recommendations/{made['recommendation_id']}/change")
    edit = at(world, f"groups/{made['group_id']}")
    old, old_theme = form(browser, change, **WORDS), form(browser, edit, theme_en="A", theme_ru="А")
    browser.post(change, data=form(browser, change, **WORDS | {"text_en": "States could act."}))
    browser.post(edit, data=form(browser, edit, theme_en="B", theme_ru="Б"))
    for address, data in ((change, old), (edit, old_theme)):
        answer = browser.post(address, data=data)
        assert answer.status_code == 409
        assert "Somebody changed this since your page was shown." in answer.text
        assert judge(answer.text) == []
    kept = browser.post(at(world, f"groups/{made['group_id']}/remove"), data=form(browser, edit))
    assert kept.status_code == 409
    assert "The theme has recommendations." in kept.text


def test_an_addressee_reports_and_the_list_is_filtered(world, visit, made):
    browser = visit("head.arv")
    one = at(world, f"recommendations/{made['recommendation_id']}")
    listed = f"/processes/{world.process}/follow-up"
    assert "nothing has been reported" in browser.get(listed).text
    page = browser.get(one).text
    assert judge(page) == []
    assert "Support Office</option>" not in page
    said = {"party": str(world.parties["ARV"]), "state": "under way", "on": "2026-06-05", "language": "en"}
    bad = browser.post(one, data=form(browser, one, **said | {"on": "5 June", "note": ""}))
    assert bad.status_code == 422
    assert judge(bad.text) == []
    assert browser.post(one, data=form(browser, one, **said, note="A law was passed.")).location == one
    page = browser.get(listed).text
    assert "A law was passed." in page
    assert "Not reported yet: Belmora and Zabora" in page
    for asked, shown in (
        ("theme=" + str(made["group_id"]), True),
        ("to=participating", True),
        (f"to=party-{world.parties['BEL']}", True),
        (f"to=party-{world.parties['OBS']}", False),
        ("to=party-x", True),
        ("state=done", False),
        ("state=nonsense", True),
        ("silent=1", True),
    ):
        page = browser.get(f"{listed}?{asked}").text
        assert ("States should share statistics." in page) is shown, asked
        assert judge(page) == []
    refused = browser.post(one, data=form(browser, one, **said | {"party": "x"}, note="Mine."))
    assert refused.status_code == 403


def test_the_pages_speak_russian(world, visit, made):
    browser = visit("office")
    browser.post("/preferences", data={"language": "ru", "next": "/"})
    one = at(world, f"recommendations/{made['recommendation_id']}")
    said = {"state": "done", "on": "2026-06-05", "language": "ru", "note": "Принят закон."}
    browser.post(one, data=form(browser, one, **said))
    for address in (one, at(world, "groups"), f"/processes/{world.process}/follow-up", at(world, "record")):
        page = browser.get(address).text
        assert untranslated(page) == []
        assert judge(page) == []
    page = browser.get(one).text
    assert "Служба поддержки" in page
    assert "выполнено" in page
