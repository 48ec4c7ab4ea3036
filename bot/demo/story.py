"""The deal that the product is for, told by what two people do and see.

The demo prints it, the tests play it on both databases. Every line that somebody is said to see
is waited for; one that does not come ends the story with an AssertionError.
"""

import hashlib
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import timedelta

from simulator.people import Attachment, Message, Person

DAY = timedelta(days=1)
HOUR = timedelta(hours=1)
DESIGN_1 = b"%PDF-1.7 a first design\n" * 400
DESIGN_2 = b"%PDF-1.7 a warmer design\n" * 500
COLOURS = b"\x89PNG warm colours\n" * 300
PAGE = b"PK the page itself\n" * 900
SKILLS = (
    "Web design, Figma, HTML, CSS, JavaScript, Accessibility, "
    "Illustration, Copywriting, SEO, Photography, Juggling"
)


@dataclass
class Stage:
    """Where the story plays. `later` moves the clock; `restart` ends the program and starts it."""

    ana: Person
    marc: Person
    later: Callable[[timedelta], Awaitable[None]]
    restart: Callable[[], Awaitable[None]]
    title: Callable[[str], None]


async def play(stage: Stage) -> None:
    for act in ACTS:
        stage.title(act.__doc__ or "")
        await act(stage)


async def profile(stage: Stage) -> None:
    """Ana, a freelancer in Lisbon, fills in her profile"""
    ana = stage.ana
    await says(ana, "/start")
    await taps(ana, "I'm a freelancer")
    await taps(ana, "Complete my profile")
    await taps(ana, "Name, country, city")
    await says(ana, "Ana Sousa")
    await says(ana, "Portgal")
    await ana.sees("Portgal", button="Portugal")
    await taps(ana, "Portugal")
    await says(ana, "Lisbon")
    await ana.sees("Ana Sousa", "Portugal", "Lisbon", button="Save")
    await taps(ana, "Save")
    await taps(ana, "Skills")
    await says(ana, SKILLS)
    await ana.sees("10 fit", "left out “Juggling”", button="Save")
    await taps(ana, "Save")
    await ana.sees("Photography", "Still missing")
    await taps(ana, "About you")
    await says(ana, "I design and build small, fast pages for shops, with care for their readers.")
    await ana.sees("care for their readers")
    await _education(ana)
    await _experience(ana)
    await ana.sees("100%")


async def _education(ana: Person) -> None:
    await taps(ana, "Education")
    await taps(ana, "Add")
    await says(ana, "Universidade de Lisboa")
    await says(ana, "Communication design")
    await says(ana, "2012")
    await says(ana, "2016")
    await taps(ana, "Save")
    await ana.sees("2012–2016", "Communication design")
    await taps(ana, "Back")


async def _experience(ana: Person) -> None:
    await taps(ana, "Work experience")
    await taps(ana, "Add")
    await says(ana, "Oficina Clara")
    await says(ana, "Web designer")
    await says(ana, "Portugal")
    await says(ana, "2017")
    await taps(ana, "Present")
    await taps(ana, "Save")
    await ana.sees("2017–present", "Oficina Clara")
    await taps(ana, "Back")


async def job(stage: Stage) -> None:
    """Marc, a client, posts a job"""
    marc = stage.marc
    await says(marc, "/start")
    await taps(marc, "I'm a client")
    await taps(marc, "Post a job")
    await says(marc, "Landing page for a bakery")
    await says(
        marc, "One page for our bakery: opening hours, a map, and photos that make people hungry."
    )
    await says(marc, "Web design, HTML")
    await taps(marc, "Done")
    await says(marc, "400-600")
    await taps(marc, "Skip")
    await marc.sees("Landing page for a bakery", "$400", "$600", button="Post job")
    await taps(marc, "Post job")
    await marc.sees("Landing page for a bakery", "Open until")


async def search(stage: Stage) -> None:
    """Ana finds it by a part of its title, twice"""
    ana = stage.ana
    for words in ("bakery", "landin"):
        await says(ana, "/search")
        await says(ana, words)
        await ana.sees("Landing page for a bakery", words)
    await taps(ana, "Landing page for a bakery")
    await ana.sees("photos that make people hungry", "$400", "$600")


async def bid(stage: Stage) -> None:
    """Ana bids, and the program is restarted in the middle of it"""
    ana = stage.ana
    await taps(ana, "Make a bid")
    await says(ana, "500")
    await says(ana, "10")
    await stage.restart()
    await says(ana, "A calm page in your colours: first the design, then the page itself.")
    await _milestone(ana, "The design, as a PDF", "200", "4")
    await taps(ana, "Add")
    await _milestone(ana, "The page, ready to publish", "250", "6", add=False)
    await ana.sees("$50")
    await taps(ana, "Last milestone")
    await taps(ana, "Done")
    await ana.sees("$500", "$200", "$300", button="Submit bid")
    await taps(ana, "Submit bid")
    await ana.sees("Waiting for the client")
    await stage.marc.sees("Ana Sousa", "Landing page for a bakery", "$500")


async def _milestone(ana: Person, what: str, amount: str, days: str, *, add: bool = True) -> None:
    if add:
        await taps(ana, "Add")
    await says(ana, what)
    await says(ana, amount)
    await says(ana, days)


async def hiring(stage: Stage) -> None:
    """Marc looks at her bid and profile, asks a question, and hires her"""
    ana, marc = stage.ana, stage.marc
    await taps(marc, "See the bid")
    await marc.sees("$200", "$300", button="Hire")
    await taps(marc, "Profile")
    await marc.sees("Lisbon, Portugal", "Oficina Clara")
    await taps(marc, "Back")
    await taps(marc, "Ask")
    await marc.types("Could the photos be warm, like fresh bread?")
    asked = await ana.sees("warm, like fresh bread")
    await ana.replies_to(asked, "Yes! I'll pick the colours from your crust.")
    await marc.sees("colours from your crust")
    await says(marc, "/menu")
    await taps(marc, "My jobs")
    await taps(marc, "Landing page for a bakery")
    await taps(marc, "Bids (1)")
    await taps(marc, "Ana Sousa")
    await taps(marc, "Hire")
    await marc.sees("You pay nothing now")
    await taps(marc, "Hire")
    await marc.sees("With your freelancer Ana Sousa")
    await ana.sees("hired you", button="Deliver milestone 1")


async def first_version(stage: Stage) -> None:
    """Ana delivers a first design; Marc declines it with a reason"""
    ana, marc = stage.ana, stage.marc
    await taps(ana, "Deliver milestone 1")
    await ana.sends_file("design.pdf", DESIGN_1, caption="A first design, cool and clear.")
    await ana.sees("design.pdf", button="Mark completed")
    await taps(ana, "Mark completed")
    await ana.sees("marked completed")
    await marc.sees("design.pdf")
    await marc.sees("A first design, cool and clear.", button="Decline")
    await taps(marc, "Decline")
    await says(marc, "Too cold. It should feel like a warm oven on a Sunday.")
    await ana.sees("warm oven on a Sunday", button="Deliver milestone 1")


async def second_version(stage: Stage) -> None:
    """Ana sends version 2; the program is restarted; Marc accepts and pays"""
    ana, marc = stage.ana, stage.marc
    await taps(ana, "Deliver milestone 1")
    await ana.sends_album(
        [Attachment("design.pdf", DESIGN_2), Attachment("colours.png", COLOURS)],
        caption="Warm as an oven, with the colours beside it.",
    )
    await ana.sees("design.pdf", "colours.png", "Warm as an oven", button="Mark completed")
    await taps(ana, "Mark completed")
    await marc.sees("Version 2", "Warm as an oven", button="Accept")
    await stage.restart()
    await taps(marc, "Accept")
    await ana.sees("was accepted", "Milestone 2 is open now", button="Deliver milestone 2")
    await marc.sees("$200")
    assert (await marc.pays()).ok
    await marc.sees("Paid", "$200")
    await ana.sees("$200", "has been paid")


async def silence(stage: Stage) -> None:
    """Marc sets $300 aside; Ana delivers the page; Marc stays silent and is reminded three times"""
    ana, marc = stage.ana, stage.marc
    await taps(marc, "Open the project")
    await taps(marc, "🔒 Fund milestone 2")
    assert (await marc.pays()).ok
    await marc.sees("🔒 $300", "is set aside")
    await ana.sees("Your client has set $300 aside for milestone 2")
    await taps(ana, "Deliver milestone 2")
    await ana.sends_file("page.zip", PAGE, caption="The page, ready to publish.")
    await ana.sees("page.zip", button="Mark completed")
    await taps(ana, "Mark completed")
    await marc.sees("page.zip")
    await marc.sees("ready to publish", button="Accept")
    for days, hours in ((4, 1), (2, 0), (0, 21)):
        since = await marc.now()
        await stage.later(days * DAY + hours * HOUR)
        await marc.sees("waits for your answer", since=since)


async def acceptance(stage: Stage) -> None:
    """After seven days it is accepted and checked out automatically"""
    ana, marc = stage.ana, stage.marc
    since = await marc.now()
    await stage.later(2 * HOUR)
    await marc.sees("now accepted", since=since)
    await ana.sees("did not answer in time")
    await marc.sees("Paid from what you had set aside: $300", "complete", since=since)
    await ana.sees("$300", "has been paid", "complete")


async def history(stage: Stage) -> None:
    """Both open the history: every version of every file is there, with the same bytes"""
    for person in (stage.ana, stage.marc):
        await says(person, "/history")
        await taps(person, "1. The design")
        await person.sees("Version 1", "Declined", "warm oven", "Version 2", "Accepted")
        await _opens(person, "1: design.pdf", DESIGN_1)
        await _opens(person, "2: design.pdf", DESIGN_2)
        await _opens(person, "2: colours.png", COLOURS)
        await taps(person, "Back")
        await taps(person, "2. The page")
        await person.sees("Accepted automatically", "ready to publish")
        await _opens(person, "1: page.zip", PAGE)


async def says(person: Person, text: str) -> None:
    """Types, and waits until the bot has answered, as people do."""
    await person.types(text)
    await person.sees()
    await person.waits()


async def taps(person: Person, label: str) -> None:
    """Presses a button, and waits until the chat stands still."""
    await person.presses(label)
    await person.waits()


async def _opens(person: Person, button: str, content: bytes) -> None:
    await taps(person, button)
    shown: Message = await person.sees(button.split(": ")[1])
    got = await person.downloads(shown)
    assert hashlib.sha256(got).digest() == hashlib.sha256(content).digest()


ACTS = (
    profile,
    job,
    search,
    bid,
    hiring,
    first_version,
    second_version,
    silence,
    acceptance,
    history,
)
