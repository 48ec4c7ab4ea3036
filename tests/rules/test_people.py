"""What a profile takes. Rule: product.md, "Rules of the marketplace"."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from marketplace.errors import Refused
from marketplace.people import Part, Person, Profile, check_years, skill_set
from marketplace.text import folded, one_line, paragraph, whole_number

HOSTILE = [
    "",
    "   ",
    "\u200b\u200d",
    "\u202eevil",
    "a\x00b",
    "\ud800",
    "<b>x</b>",
    "é" * 40,
    "x" * 4096,
]


def test_skills_are_compared_without_case_and_accents() -> None:
    assert skill_set(["Python", " python ", "PYTHON", "Café", "cafe"]) == ("Python", "Café")


def test_eleven_skills_are_refused() -> None:
    with pytest.raises(Refused) as refused:
        skill_set([f"skill {n}" for n in range(11)])
    assert refused.value.facts == {"most": 10, "given": 11}


@pytest.mark.parametrize("raw", HOSTILE)
def test_hostile_text_is_cleaned_or_refused(raw: str) -> None:
    for clean in (one_line(raw), paragraph(raw)):
        assert "\x00" not in clean
        assert "\u202e" not in clean
        clean.encode("utf-8")


@given(st.text(st.characters(), max_size=200))
def test_cleaning_never_raises_and_is_stable(raw: str) -> None:
    clean = one_line(raw)
    clean.encode("utf-8")
    assert one_line(clean) == clean
    assert folded(clean) == folded(folded(clean))


@pytest.mark.parametrize("raw", ["", "x", "1.5", "1e3", "١٢", "1_0", "٣", "9" * 50])
def test_numbers_are_ascii_digits(raw: str) -> None:
    with pytest.raises(Refused):
        whole_number(raw, 1, 100)


@pytest.mark.parametrize(
    ("start", "end", "ok"),
    [
        (1950, 2026, True),
        (1949, 2000, False),
        (2026, None, True),
        (2027, None, False),
        (2020, 2019, False),
        (2020, 2034, True),
        (2020, 2035, False),
    ],
)
def test_years(start: int, end: int | None, ok: bool) -> None:
    if ok:
        check_years(start, end, 2026, ahead=8)
    else:
        with pytest.raises(Refused):
            check_years(start, end, 2026, ahead=8)


def test_the_meter_counts_what_is_missing() -> None:
    empty = Profile(Person(1, "Ana"))
    assert empty.percent == 0
    assert empty.missing() == tuple(Part)
    half = Profile(Person(1, "Ana", name="Ana", country="PT", description="d", skills=("x",)))
    assert half.missing_to_bid() == ()
    assert Part.CITY in half.missing()
