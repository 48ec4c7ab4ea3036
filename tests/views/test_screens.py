"""Every screen, at the smallest and the largest values that the rules allow, fits Telegram."""

import ast
from dataclasses import replace
from pathlib import Path

import pytest

from marketplace.deliveries import DeliveryState
from marketplace.money import Currency
from marketplace.people import Person, Profile, Role
from tests.views.facts import SIZES, Facts
from tests.views.screens import every_screen
from tests.views.telegram import keyboard_faults, marks, plain, screen_faults
from views import bids, history, profile, project_card, start
from views.callbacks import Home, OlderVersions, OpenJob
from views.project_card import Standing
from views.screen import Button, Html, Screen
from views.texts import Texts, languages

VIEWS = Path(__file__).parents[2] / "views"
CURRENCIES = (Currency(), Currency("BHD", 3))


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("language", languages())
def test_every_screen_fits(language: str, size: str) -> None:
    """Seen to fail without the cuts of `shares` in views/bids.py and views/history.py, with a
    `<b>` that isn't closed in a text, and with 80 files on a page of the history
    (reply markup too long)."""
    found = [
        (name, fault)
        for currency in CURRENCIES
        for name, screen in every_screen(Texts(language, currency), SIZES[size])
        for fault in screen_faults(screen.below(LINE))
    ]
    assert found == []


LINE = Html("What has just happened, in words that a handler puts above the screen. " * 2)


def test_the_faults_are_found() -> None:
    """Each planted once, so that silence above means something."""
    tap, same = Button("x", Home()), Button("y", Home())
    wide = tuple(Button("x", OpenJob(id=n)) for n in range(9))
    assert screen_faults(Screen(Html("x" * 4097))) == ["text has 4097 units"]
    assert screen_faults(Screen(Html("&lt;" * 4096))) == []
    assert screen_faults(Screen(Html("😀" * 2049))) == ["text has 4098 units"]
    assert "can't parse entities" in screen_faults(Screen(Html("<b>x")))[0]
    assert "can't parse entities" in screen_faults(Screen(Html("5 <6")))[0]
    assert screen_faults(Screen(Html(""))) == ["text is empty"]
    assert screen_faults(Screen(Html("x"), (wide,))) == ["a row is empty or too wide"]
    assert screen_faults(Screen(Html("x"), ((),))) == ["a row is empty or too wide"]
    assert screen_faults(Screen(Html("x"), ((tap, same),))) == ["two buttons do the same"]
    assert len(screen_faults(Screen(Html("x"), ((Button("", Home(), "red"),),)))) == 2
    many = {"inline_keyboard": [[{"text": "x" * 200, "callback_data": f"{n}"}] for n in range(101)]}
    assert keyboard_faults(many) == ["101 buttons", "reply markup is too long"]
    assert (
        "is too long"
        in keyboard_faults({"inline_keyboard": [[{"text": "x", "callback_data": "x" * 65}]]})[0]
    )


def test_no_screen_is_left_out() -> None:
    """Every public function in views/ that returns a Screen is drawn above.

    Seen to fail with a new screen in views/jobs.py.
    """
    drawn = {name for name, _ in every_screen(Texts("en", Currency()), SIZES["smallest"])}
    functions = {
        f"{path.stem}.{node.name}"
        for path in VIEWS.glob("*.py")
        for node in ast.parse(path.read_text(encoding="utf-8")).body
        if isinstance(node, ast.FunctionDef)
        and not node.name.startswith("_")
        and ast.unparse(node.returns or ast.Constant(None)) == "Screen"
    }
    assert functions == drawn


def test_nobody_writes_tags_into_a_screen() -> None:
    """People's texts appear as they were typed: hostile ones make the same entities as tame ones.

    Seen to fail with `Html(person.shown_name)` in a screen.
    """
    t = Texts("en", Currency())
    tame = list(every_screen(t, SIZES["largest"]))
    hostile = list(every_screen(t, SIZES["hostile"]))
    assert [(name, marks(screen.text)) for name, screen in tame] == [
        (name, marks(screen.text)) for name, screen in hostile
    ]
    shown = plain(start.welcome(t, Facts("<b>&\"'", full=True).client).text)
    assert "<b>&\"'<b>" in shown


def test_no_character_turns_the_direction_of_a_screen() -> None:
    """Seen to fail before texts were tamed (views/texts.py)."""
    t = Texts("en", Currency())
    turned = Person(1, "Ana\u202e\u2066lancer")
    assert "Hello, Analancer!" in plain(start.welcome(t, turned).text)
    assert t.label("btn-continue", what="\u202egpj") == "Continue: gpj"


def test_a_shared_profile_leads_to_no_account() -> None:
    """Neither an id nor a link to it; what Telegram calls the person only where no name is set."""
    person = Person(4242, "Telegram name", name="Ana", country="PT")
    screen = profile.shared_profile(Texts("en", Currency()), Profile(person), None)
    assert "4242" not in str(screen)
    assert "Telegram name" not in str(screen)
    assert "tg://" not in str(screen)


@pytest.mark.parametrize("language", languages())
def test_labels_are_short_enough_for_a_phone(language: str) -> None:
    """Fixed labels of up to 24 characters; titles of help topics are the product's own words."""
    t = Texts(language, Currency())
    facts = SIZES["smallest"]
    titles = {b.text for b in _buttons(start.help_home(t, None))}
    long = {
        button.text
        for _, screen in every_screen(t, facts)
        for button in _buttons(screen)
        if len(button.text) > 24 and button.text not in titles
    }
    assert long == set()


def _buttons(screen: Screen) -> list[Button]:
    return [button for row in screen.rows for button in row]


def test_each_member_has_only_the_buttons_that_work_now() -> None:
    t, facts = Texts("en", Currency()), SIZES["largest"]
    project = facts.project()
    now = Standing(project, facts.delivery())
    client = project_card.card(t, now, facts.client, facts.freelancer)
    freelancer = project_card.card(t, now, facts.freelancer, facts.client)
    for_client = {button.text for button in _buttons(client)}
    for_freelancer = {button.text for button in _buttons(freelancer)}
    assert {"Accept", "Decline", "Take 3 more days"} <= for_client
    assert "Send a newer version" in for_freelancer
    assert not {"Accept", "Decline"} & for_freelancer
    assert "Send a newer version" not in for_client


def test_a_profile_that_cannot_bid_yet_comes_first() -> None:
    t, facts = Texts("en", Currency()), SIZES["smallest"]
    screen = start.home(t, facts.person(Role.FREELANCER), facts.profile, [])
    assert screen.rows[0][0].text == "Complete my profile"
    assert "0% complete" in plain(screen.text)


def test_every_version_can_be_read_in_full() -> None:
    """Page by page, nothing cut, whatever the rules let people write in a usual script.

    Seen to fail with three versions a page.
    """
    t, facts = Texts("en", Currency()), SIZES["largest"]
    versions = [
        replace(facts.delivery(DeliveryState.DECLINED, n), note=f"{n}" * (2000 // len(f"{n}")))
        for n in range(1, 13)
    ]
    project = facts.project()
    before, seen = 99, []
    while before:
        screen = history.history_of(t, project, project.milestones[0], versions, before)
        seen.append(plain(screen.text))
        taps = [button.tap for button in _buttons(screen)]
        before = next((tap.before for tap in taps if isinstance(tap, OlderVersions)), 0)
    assert all(any(d.note in page and d.reason in page for page in seen) for d in versions)
    assert sum(page.count("Version ") for page in seen) == 12


def test_a_short_history_is_one_page() -> None:
    t, facts = Texts("en", Currency()), SIZES["smallest"]
    project = facts.project()
    versions = [facts.delivery(version=n) for n in (1, 2, 3)]
    screen = history.history_of(t, project, project.milestones[0], versions)
    assert plain(screen.text).count("Version ") == 3
    assert not [b for b in _buttons(screen) if isinstance(b.tap, OlderVersions)]


def test_a_long_bid_of_few_milestones_is_not_cut() -> None:
    t, facts = Texts("en", Currency()), SIZES["largest"]
    bid = facts.bid()
    bid = replace(bid, terms=replace(bid.terms, plan=bid.terms.plan[:5]))
    assert "…" not in plain(bids.own_bid(t, bid, facts.job()).text)
