"""Settings: what the bot does by itself, and in which language."""

from marketplace.people import Person
from views import buttons
from views.callbacks import Language, NoticeSettings, OwnSettings, OwnWallet, SetAutoPay
from views.screen import Button, Html, Rows, Screen, paragraphs
from views.texts import Texts


def own_settings(t: Texts, person: Person, *, takes_money: bool) -> Screen:
    """One tap switches; below it what that means. `takes_money`: there are wallets at all."""
    language = str(t.locale.get_display_name(t.language) or t.language)
    text = paragraphs(
        t("settings-heading"),
        _auto_pay(t, on=bool(person.auto_pay)) if takes_money else "",
        t("settings-language", language=language[:1].upper() + language[1:]),
    )
    notices = Button(t.label("btn-notices"), NoticeSettings())
    rows: Rows = ((notices, Button(t.label("btn-language"), Language(code=""))),)
    last = (buttons.home(t),)
    if not takes_money:
        return Screen(text, (*rows, last))
    wallet = Button(t.label("btn-wallet"), OwnWallet())
    return Screen(text, ((_switch(t, on=bool(person.auto_pay)),), *rows, (wallet, *last)))


def button(t: Texts) -> Button:
    return Button(t.label("btn-settings"), OwnSettings())


def _auto_pay(t: Texts, *, on: bool) -> Html:
    return t("settings-auto-pay", state="on" if on else "off")


def _switch(t: Texts, *, on: bool) -> Button:
    label = t.label("btn-auto-pay-off" if on else "btn-auto-pay-on")
    return Button(label, SetAutoPay(on=not on), "" if on else "primary")
