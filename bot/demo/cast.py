"""Who is there to try the bot with. Nobody has a profile yet: that is what is to be tried."""

from typing import NamedTuple

from simulator.people import Telegram


class Role(NamedTuple):
    name: str
    language: str  # of their Telegram, ISO 639-1


CAST = (
    Role("Ana", "en"),
    Role("Marc", "en"),
    Role("Ola", "pl"),
    Role("Ben", "de"),
    Role("Chidi", "en"),
    Role("Layla", "ar"),
    Role("Yuki", "ja"),
    Role("Rosa", "es"),
)


async def gather(telegram: Telegram, people: int) -> list[str]:
    """Adds whom it lacks of the first `people`; returns the names of all who are there."""
    there = [one["first_name"] for one in await telegram.link.act("people")]
    for name, language in CAST[len(there) : people]:
        await telegram.person(name, language, username=f"{name.lower()}_demo")
        there.append(name)
    return there
