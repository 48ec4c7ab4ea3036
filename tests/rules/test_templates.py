"""Filling a pitch template: examples, and what is true of any text.

Seen to fail: with one placeholder after the other put in by `str.replace` (a title filled again),
with `str.format_map` (lone braces raise), and without `re.ASCII` ("{ſkills}" raises KeyError).
"""

from dataclasses import replace
from datetime import UTC, datetime

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from marketplace.bids import Bid, BidTerms
from marketplace.errors import Refused
from marketplace.jobs import Job, JobTerms
from marketplace.money import MOST_MINOR
from marketplace.people import Person
from marketplace.templates import (
    MOST_TEMPLATES,
    PLACEHOLDERS,
    AmountAt,
    Template,
    filled,
    is_new,
    nearest,
    values,
)

TERMS = JobTerms("A {name} for {client}", "x" * 20, ("Python", "SQL", "CSS"), 40_000, 60_001)
MARC = Person(id=2, first_name="Marc", name="Marc & <Sons>")
ANA = Person(id=1, first_name="Ana", skills=("css", "python"))
SHOPS = Template(1, 1, "Shops", "For {title}: {skills}. {Client}, {name}", AmountAt.MIDDLE, 14)
PIECES = st.sampled_from(
    [*(f"{{{name}}}" for name in PLACEHOLDERS), *"{}%$\\ſ", "{{", "}}", "{TITLE}", "{ſkills}",
     "{0}", "{other}", "{title!r}", "\\1", "\\g<1>"]
)  # fmt: skip
TEXTS = st.one_of(st.text(), st.lists(st.one_of(PIECES, st.text(max_size=5))).map("".join))


def job(terms: JobTerms, moment: datetime) -> Job:
    return Job(1, MARC.id, terms, moment, moment)


def test_each_placeholder_is_filled_once(moment: datetime) -> None:
    """What is put in stays as it is, also where it looks like a placeholder."""
    terms = SHOPS.terms(job(TERMS, moment), MARC, ANA)
    said = "For A {name} for {client}: Python, CSS. Marc & <Sons>, Ana"
    assert terms == BidTerms(50_000, 14, said)


def test_who_has_none_of_the_skills_names_them_all(moment: datetime) -> None:
    stranger = replace(ANA, skills=("Knots",))
    assert values(job(TERMS, moment), MARC, stranger)["skills"] == "Python, SQL, CSS"


@pytest.mark.parametrize("text", ["{", "}", "{}", "{other}", "{ title }", "{title", "$title", "%s"])
def test_everything_else_stays(text: str) -> None:
    assert filled(text, dict.fromkeys(PLACEHOLDERS, "x")) == text
    assert filled(f"{{{text}}}", dict.fromkeys(PLACEHOLDERS, "x")).startswith("{")


@given(TEXTS, st.lists(TEXTS, min_size=4, max_size=4))
@example("{title}", ["{client}", "{name}", "{title}", "{skills}"])
@example("{ſkills}", ["", "", "", ""])
def test_any_text_is_filled_in_one_pass(text: str, put_in: list[str]) -> None:
    """The same as parting the text at its placeholders, and never anything else."""
    given = dict(zip(PLACEHOLDERS, put_in, strict=True))
    marks = {name: f"\ue000{number}\ue001" for number, name in enumerate(PLACEHOLDERS)}
    clean = text.replace("\ue000", "").replace("\ue001", "")
    expected = filled(clean, marks)
    parts = expected.split("\ue000")
    told = parts[0] + "".join(
        given[PLACEHOLDERS[int(part[0])]] + part.partition("\ue001")[2] for part in parts[1:]
    )
    assert filled(clean, given) == told
    if not any(name in clean.lower() for name in PLACEHOLDERS):
        assert filled(clean, given) == clean


@given(TEXTS, TEXTS, TEXTS, st.lists(TEXTS, max_size=3))
def test_no_text_raises(text: str, title: str, name: str, skills: list[str]) -> None:
    terms = replace(TERMS, title=title, skills=tuple(skills))
    it = job(terms, datetime(2026, 3, 1, tzinfo=UTC))
    made = replace(SHOPS, text=text).terms(it, replace(MARC, name=name), ANA)
    assert (made.amount_minor, made.days) == (50_000, 14)


@given(st.tuples(st.integers(1, MOST_MINOR), st.integers(1, MOST_MINOR)).map(sorted))
def test_every_amount_is_within_the_budget(budget: list[int]) -> None:
    terms = replace(TERMS, budget_min_minor=budget[0], budget_max_minor=budget[1])
    assert [at.of(terms) for at in (AmountAt.LEAST, AmountAt.MOST)] == budget
    assert budget[0] <= AmountAt.MIDDLE.of(terms) <= budget[1]
    assert {nearest(at.of(terms), terms) for at in AmountAt} <= set(AmountAt)
    for at in AmountAt:
        assert nearest(at.of(terms), terms).of(terms) == at.of(terms)


def test_an_amount_outside_the_budget_is_nearest_to_its_bound() -> None:
    assert nearest(1, TERMS) is AmountAt.LEAST
    assert nearest(MOST_MINOR, TERMS) is AmountAt.MOST


def test_a_pitch_is_new_where_no_template_says_it(moment: datetime) -> None:
    it = job(TERMS, moment)
    made = Bid(1, it.id, ANA.id, SHOPS.terms(it, MARC, ANA), moment)
    typed = replace(made, terms=replace(made.terms, pitch="I make calm and tested shops."))
    assert not is_new([SHOPS], made, it, MARC, ANA)
    assert is_new([SHOPS], typed, it, MARC, ANA)
    assert is_new([], typed, it, MARC, ANA)
    assert not is_new([SHOPS] * MOST_TEMPLATES, typed, it, MARC, ANA)


@pytest.mark.parametrize(
    ("wrong", "key"),
    [
        ({"name": " \u200b"}, "wrong-empty"),
        ({"name": "x" * 41}, "wrong-too-long"),
        ({"text": "{title}"}, "wrong-too-short"),
        ({"text": "x" * 2001}, "wrong-too-long"),
        ({"days": 0}, "wrong-days"),
        ({"days": 731}, "wrong-days"),
    ],
)
def test_what_no_template_may_be(wrong: dict[str, str], key: str) -> None:
    with pytest.raises(Refused) as refused:
        replace(SHOPS, **wrong).checked()  # type: ignore[arg-type]
    assert refused.value.key == key
