"""Where somebody is, and when it shall be quiet: what the buttons of the settings don't offer."""

from collections.abc import Sequence
from typing import Any

from conversations.declaration import Conversation, Subject
from conversations.steps import Ask, Place, Text
from conversations.steps.place import plain_of
from conversations.steps.step import Answers
from conversations.turn import Turn
from marketplace import notices
from views import notice_settings as screens
from views import places
from views.screen import Screen


async def _profile(ask: Ask) -> Sequence[Any]:
    """What the profile's country and city tell."""
    actor = ask.turn.actor
    found = places.guess(actor.country, actor.city, ask.t.language, ask.turn.work.now)
    return [plain_of(found)] if found else []


async def _placed(turn: Turn, subject: Subject, answers: Answers) -> Screen:
    """`hours` in the subject: they were asked for first, and follow."""
    where = answers["place"]
    chosen = await notices.choose_place(turn.work, turn.actor, where["name"], where["zone"])
    shown = screens.quiet_hours if "hours" in subject else screens.notice_settings
    return shown(turn.t, chosen, turn.work.now)


def hours_text(raw: str) -> str:
    """Two times, comparable; raises Refused as `notices.quiet_hours`."""
    quiet = notices.quiet_hours(raw)
    return "-".join(f"{minute // 60:02}:{minute % 60:02}" for minute in (quiet.start, quiet.end))


async def _quiet(turn: Turn, subject: Subject, answers: Answers) -> Screen:
    quiet = notices.quiet_hours(answers["hours"])
    chosen = await notices.choose_quiet(turn.work, turn.actor, quiet)
    return screens.quiet_hours(turn.t, chosen, turn.work.now)


place = Conversation(
    "place", steps=(Place("place", likely=_profile),), finish=_placed, review=False
)
hours = Conversation("quiet-hours", steps=(Text("hours", hours_text),), finish=_quiet, review=False)
conversations = (place, hours)
