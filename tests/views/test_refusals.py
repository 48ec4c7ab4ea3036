"""Every refusal has words, and its facts are written the reader's way."""

import pytest

from marketplace.errors import Refused
from marketplace.money import Currency
from marketplace.people import Part
from tests.views.telegram import plain
from views.refusals import refusal
from views.texts import Texts

T = Texts("en", Currency())


def said(key: str, **facts: object) -> str:
    return plain(refusal(T, Refused(key, **facts)))


@pytest.mark.parametrize(
    ("refused", "words"),
    [
        (Refused("wrong-amount-too-large", most_minor=10_000_000_000), "$100,000,000 at most"),
        (Refused("wrong-amount-too-small", least_minor=1), "at least $0.01"),
        (
            Refused("file-too-big", name="a<b>.zip", most_bytes=20 * 1024**2),
            "“a<b>.zip” is too big",
        ),
        (Refused("file-too-big", name="a.zip", most_bytes=20 * 1024**2), "up to 20 MB"),
        (Refused("wrong-years", least=1950, most=2026), "from 1950 to 2026"),
        (Refused("wrong-end-before-start", start=2010, end=2009), "2009 is before the start, 2010"),
        (Refused("wrong-too-long", most=1000, length=1234), "1,234 characters, and 1,000 fit"),
        (Refused("wrong-too-short", least=20, length=1), "(1 character)"),
        (
            Refused("profile-incomplete", parts=(Part.COUNTRY, Part.SKILLS), job_id=1),
            "country, skills",
        ),
        (
            Refused("wrong-amount-unclear", given="1,250", first_minor=125000, second_minor=125),
            "“1,250” can be read in two ways: $1,250 or $1.25.",
        ),
        (Refused("wrong-amount-currency", currency="USD"), "in US dollars (USD). Please"),
        (Refused("wrong-amount-currency", currency="XTR"), "in Telegram Stars. Please"),
        (Refused("already-decided", state="auto_accepted", version=2), "2 was accepted automat"),
        (Refused("not-deliverable", what="x" * 200), "x" * 59 + "…"),
    ],
)
def test_facts_are_written_the_readers_way(refused: Refused, words: str) -> None:
    assert words in plain(refusal(T, refused))


@pytest.mark.parametrize(
    ("missing_minor", "extra_days", "words"),
    [
        (2000, 0, "add up to $20 less than your bid."),
        (-2000, 0, "add up to $20 more than your bid."),
        (2000, 1, "They take 1 day longer"),
        (0, 3, "The milestones take 3 days longer"),
        (0, 1, "The milestones take 1 day longer"),
    ],
)
def test_a_plan_that_does_not_add_up(missing_minor: int, extra_days: int, words: str) -> None:
    shown = said("wrong-plan-gap", missing_minor=missing_minor, extra_days=extra_days)
    assert words in shown
    assert shown == shown.strip()


def test_what_was_typed_is_quoted_and_shortened() -> None:
    shown = plain(refusal(T, Refused("wrong-amount"), given="<b>" * 100))
    assert shown.startswith("You wrote: “<b><b>")
    assert len(shown.splitlines()[0]) < 80
    country = plain(refusal(T, Refused("wrong-country", given="Atlantis"), given="Atlantis"))
    assert country.count("Atlantis") == 1
