"""The relay: what stands above a passed-on message, and the question for one."""

from marketplace.people import Person
from marketplace.relay import Line
from views import buttons
from views.callbacks import Chat, OpenBid
from views.screen import Button, Screen
from views.texts import Texts


def relay_header(t: Texts, sender: Person, line: Line) -> Screen:
    """Who writes and about what; the message itself follows as a copy."""
    return Screen(t("chat-header", name=sender.shown_name, title=line.title), (_ways(t, line),))


def reply_button(t: Texts, line: Line) -> Button:
    return Button(t.label("btn-reply"), Chat(bid_id=line.bid_id))


def ask_message(t: Texts, line: Line, to: Person | None = None) -> Screen:
    """The question for what to pass on. `to`: the other member, when the reader is known."""
    text = (
        t("chat-ask", title=line.title)
        if to is None
        else t("chat-ask-person", name=to.shown_name, title=line.title)
    )
    return Screen(text, ((_about(t, line), buttons.home(t)),))


def _ways(t: Texts, line: Line) -> tuple[Button, ...]:
    return (reply_button(t, line), _about(t, line))


def _about(t: Texts, line: Line) -> Button:
    """The way to what the talk is about."""
    if line.project_id:
        return buttons.open_project(t, line.project_id)
    return Button(t.label("btn-open-the-bid"), OpenBid(id=line.bid_id))
