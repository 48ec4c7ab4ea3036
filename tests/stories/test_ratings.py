"""Rating each other after the last payment, through the real program.

Seen to fail: with a rating that is visible as soon as it is written, and with a Rate button that
stays on the question when the time is over.
"""

from datetime import timedelta

import pytest

from simulator.people import Message, Person, Telegram
from storage import tables
from tests.stories.carded import card_of, cards_are_right, data_of
from tests.stories.conftest import WITH_TOPICS_TOO, Program
from tests.stories.deals import Deal
from tests.stories.money import deal_of, opens_project
from tests.stories.truth import count, nothing_went_wrong, settled, values
from views import callbacks

DAY, MINUTE = timedelta(days=1), timedelta(minutes=1)
PRAISE = "Understood at once what we needed."
THANKS = "Knew what was needed, and paid the same day."
ONE_DATABASE = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)


# --- what people do ------------------------------------------------------------------------


async def finishes_deal(program: Program, telegram: Telegram, ana: Person, marc: Person) -> Deal:
    """Both milestones are there, the first one paid; the last one is paid over the wire."""
    deal = await deal_of(program, "due", ana, marc)
    await opens_project(marc)
    await marc.presses("Pay $200")
    assert (await marc.pays(await marc.sees(button="Pay $200.00", anywhere=True))).ok
    await settled(program.app.storage, telegram)
    await opens_project(ana)
    await ana.sees(button="Deliver milestone 2")
    await settled(program.app.storage, telegram)
    await ana.presses("Deliver milestone 2", on=await card_of(ana))
    await ana.types("All of it is online now.")
    await ana.presses("Mark completed", on=await ana.sees(button="Mark completed"))
    await marc.presses("Accept", on=await marc.sees("Is it what you agreed on", anywhere=True))
    assert (await marc.pays(await marc.sees(button="Pay $300.00", anywhere=True))).ok
    return deal


async def asked(person: Person, name: str) -> Message:
    return await person.sees("How was it to work with", button=f"⭐ Rate {name}", anywhere=True)


async def rates(person: Person, name: str, *answers: str, words: str = "") -> None:
    """Three times stars, tapped where they are drawn, and words, typed or skipped."""
    await person.presses(f"⭐ Rate {name}", on=await asked(person, name))
    await answers_all(person, *answers, words=words)


async def answers_all(person: Person, *answers: str, words: str) -> None:
    for number, answer in enumerate(answers, start=1):
        question = await person.sees(f"Rate · {number} of 4")
        if answer.startswith("⭐"):
            await person.presses(answer, on=question)
        else:
            await person.types(answer)
    question = await person.sees("Rate · 4 of 4")
    if words:
        await person.types(words)
    else:
        await person.presses("Skip", on=question)
    await person.sees("Rate · review")
    await person.presses("Send my rating")


def words_of(messages: list[Message]) -> str:
    return "\n".join(message.text for message in messages)


# --- stories -------------------------------------------------------------------------------


@WITH_TOPICS_TOO
async def test_both_rate_and_read_each_other(
    program: Program, telegram: Telegram, ana: Person, marc: Person
) -> None:
    await finishes_deal(program, telegram, ana, marc)
    await cards_are_right(program, telegram, ana, marc)
    assert "⭐ Rate Ana" in (await card_of(marc)).labels
    assert "⭐ Rate Marc" in (await card_of(ana)).labels

    quiet = await ana.transcript()
    await rates(marc, "Ana", "⭐⭐⭐⭐⭐", "4", "⭐⭐⭐⭐", words=PRAISE)
    await marc.sees("Thank you. Nobody sees it before Ana", button="✏️ Change my rating")
    await cards_are_right(program, telegram, ana, marc)
    assert await ana.transcript() == quiet
    assert "✏️ Change my rating" in (await card_of(marc)).labels

    await marc.presses("✏️ Change my rating", on=await card_of(marc))
    review = await marc.sees("Rate · review", PRAISE)
    await marc.presses("✏️ Communication", on=review)
    await marc.presses("⭐" * 5, on=await marc.sees("Rate · 2 of 4"))
    await marc.presses("Send my rating", on=await marc.sees("Rate · review"))
    await cards_are_right(program, telegram, ana, marc)
    assert await ana.transcript() == quiet

    await rates(ana, "Marc", "5", "5", "5", words=THANKS)
    read = await ana.sees("You have both rated", "Communication ★★★★★", "On time ★★★★☆", PRAISE)
    assert "Quality ★★★★★" in read.text
    told = await marc.sees("You can read what Ana said", "Payment ★★★★★", THANKS, anywhere=True)
    assert not [m for m in await ana.chat() if "You can read what" in m.text]
    assert len([m for m in await marc.chat() if "You can read what" in m.text]) == 1
    await cards_are_right(program, telegram, ana, marc)
    assert "✏️ Change my rating" not in (await card_of(marc)).labels
    await marc.presses("Open the project", on=told)
    await marc.presses("⭐ Ratings", on=await marc.sees(button="⭐ Ratings"))
    both = await marc.sees("You about Ana:", "Ana about you:", PRAISE)
    assert THANKS in both.text
    await nothing_went_wrong(program.app.storage, telegram)


async def test_one_rates_and_the_other_one_does_not(
    program: Program, telegram: Telegram, ana: Person, marc: Person
) -> None:
    """A reminder after three days, and after fourteen what was said."""
    await finishes_deal(program, telegram, ana, marc)
    await rates(marc, "Ana", "3", "3", "⭐⭐⭐", words=PRAISE)
    await program.later(3 * DAY)
    await ana.sees("You can still say how it was", button="⭐ Rate Marc", anywhere=True)
    await cards_are_right(program, telegram, ana, marc)
    assert not [m for m in await marc.chat() if "You can still say" in m.text]
    await program.later(11 * DAY - MINUTE)
    await cards_are_right(program, telegram, ana, marc)
    assert PRAISE not in await ana.transcript()
    await program.later(MINUTE)
    await cards_are_right(program, telegram, ana, marc)
    await ana.sees("You can read what Marc said", PRAISE, anywhere=True)
    for person in (ana, marc):
        assert "⭐ Ratings" in (await card_of(person)).labels
        dead = (callbacks.Rate.__prefix__, callbacks.ChangeRating.__prefix__)
        assert not [d for m in await person.chat() for d in data_of(m) if d.split(":")[0] in dead]
    await nothing_went_wrong(program.app.storage, telegram)


@ONE_DATABASE
async def test_a_rating_that_comes_too_late_is_refused_kindly(
    program: Program, telegram: Telegram, ana: Person, marc: Person
) -> None:
    """It was being written when the time ran out; an old button of the card says so, too."""
    deal = await deal_of(program, "complete", ana, marc)
    await opens_project(ana)
    await ana.presses("⭐ Rate Marc")
    for answer in ("5", "5", "5", "Thank you."):
        await ana.types(answer)
    review = await ana.sees("Rate · review")
    await program.later(14 * DAY)
    answer = await ana.presses("Send my rating", on=review)
    assert answer.alert
    assert "14 days after its last payment" in answer.text
    data = callbacks.Rate(project_id=deal.project).pack()
    answer = await ana.presses_data(review.id, data)
    assert answer.alert or "14 days" in (await ana.sees("14 days")).text
    assert await count(program.app.storage, tables.ratings) == 0
    await settled(program.app.storage, telegram)


@ONE_DATABASE
@pytest.mark.parametrize(
    "typed",
    ["0", "6", "-1", "five", "3.5", "٣", "1_0", "", "⭐⭐⭐⭐⭐⭐", "5 5", "<b>5</b>", "NaN"],
)
async def test_what_is_no_number_of_stars_is_asked_again(
    program: Program, telegram: Telegram, ana: Person, marc: Person, typed: str
) -> None:
    await deal_of(program, "complete", ana, marc)
    await opens_project(marc)
    await marc.presses("⭐ Rate Ana")
    await marc.sees("Rate · 1 of 4")
    if typed:
        await marc.types(typed)
        await marc.sees("Rate · 1 of 4", "from 1 to 5")
    else:
        await marc.sends_file("stars.txt", b"5")
        await marc.sees("Rate · 1 of 4", "in words")
    await marc.types("4")
    await marc.sees("Rate · 2 of 4")
    assert await count(program.app.storage, tables.ratings) == 0
    await nothing_went_wrong(program.app.storage, telegram)


@ONE_DATABASE
async def test_words_of_every_kind(
    program: Program, telegram: Telegram, ana: Person, marc: Person
) -> None:
    """Too long ones are asked for again; tags, and what turns the direction, do no harm."""
    await deal_of(program, "complete", ana, marc)
    await opens_project(marc)
    await marc.presses("⭐ Rate Ana")
    for _ in range(3):
        await marc.types("5")
    await marc.types("x" * 1001)
    await marc.sees("Rate · 4 of 4", "1,001 characters, and 1,000 fit")
    await marc.types("<b>Good</b> & <script>\u202ekrow\u202c { $name }")
    await marc.sees("Rate · review", "<b>Good</b> & <script>krow { $name }")
    await marc.presses("Send my rating")
    await marc.sees("Thank you")
    await program.later(14 * DAY)
    await ana.sees("You can read what Marc said", "<b>Good</b> & <script>krow", anywhere=True)
    (kept,) = await values(program.app.storage, tables.ratings.c.comment)
    assert "\u202e" not in kept
    await nothing_went_wrong(program.app.storage, telegram)


@ONE_DATABASE
async def test_what_others_said_stands_beside_a_bid_and_a_job(
    program: Program, telegram: Telegram, ana: Person, marc: Person
) -> None:
    """On the profile that a client opens, and on one's own; page by page."""
    await deal_of(program, "complete", ana, marc)
    await opens_project(marc)
    await marc.presses("⭐ Rate Ana")
    await answers_all(marc, "5", "5", "4", words=PRAISE)
    await ana.types("/profile")
    own = await ana.sees("Your profile, as clients see it")
    assert "★" not in own.text
    await program.later(14 * DAY)
    await ana.types("/profile")
    await ana.sees("As a freelancer: ★ 4.7 (1)")
    await ana.presses("⭐ As a freelancer (1)")
    page = await ana.sees("What clients say about working with you", PRAISE)
    assert "Quality 5.0 · Communication 5.0 · On time 4.0" in page.text
    await nothing_went_wrong(program.app.storage, telegram)
    deal = await deal_of(program, "bid", ana, marc)
    shown = await marc.last()
    await marc.presses_data(shown.id, callbacks.BidderProfile(bid_id=deal.bid).pack())
    profile = await marc.sees("As a freelancer: ★ 4.7 (1)")
    await marc.presses("⭐ As a freelancer (1)", on=profile)
    await marc.sees("What clients say about working with Ana", PRAISE)
    await ana.presses_data((await ana.last()).id, callbacks.ClientRatings(job_id=deal.job).pack())
    await ana.sees("What freelancers say about working for Marc", "Nobody has rated this work yet")
    await nothing_went_wrong(program.app.storage, telegram)
