"""Whatever is typed into a search: no error, and nothing that the person may not see.
`SEARCHES=50000` makes a long night of it.

Words, pieces of words and whole titles of the market, mixed with quotes, operators, NUL, bidi
characters, emoji, lone surrogates and other scripts. Each result must be listed, must hold each
term that was looked for, and must pass each filter. Seen to fail with terms that were not
quoted, and with an index that kept hidden and closed jobs.
"""

import os
import random
import time
from collections import Counter
from dataclasses import replace

import pytest

from marketplace import hiding, jobs
from marketplace.errors import Refused
from marketplace.finding import Order, Place, Search, query_text
from marketplace.jobs import Job, JobState, JobTerms
from marketplace.people import Person
from marketplace.terms import indexed, is_unspaced
from marketplace.text import folded
from storage.unit_of_work import Storage, UnitOfWork
from tests.storage.deal import ANA, MARC, someone, within

SEARCHES = int(os.environ.get("SEARCHES", "500"))
SLOW_SECONDS = 0.2
JOBS = 400
_WORDS = (
    "landing page logo bakery microbakery shop C++ C# .NET node.js Go UI UX React-Native "
    "Überarbeitung Straßenkarte tradução português сайт пекарня अनुवाद हिन्दी 京都 パン屋 การแปล "
    "e-commerce 3D data pipeline SQL API naïve café résumé translation design illustrator"
)
WORDS = _WORDS.split()
LETTERS = {term for word in WORDS for term in indexed(word) if len(term) == 1}
"""Words of one letter; others are passed over where more was typed."""
SKILLS = ("SQL", "Python", "C++", "Node.js", "Logo design", "UI", "Перевод", "デザイン")
STRANGE = (
    '"', "'", "`", "\\", "\0", "\ud800", "\udfff", "*", "^", ":", "(", ")", "{", "}", "+", "-", "~",
    "%", "_", "|", "&", "!", "<->", ":*", " AND ", " OR ", " NOT ", " NEAR(", "title:", "tags : ",
    "_j", "_sSQL", "_r1000", "--", ";", "/*", "\u202e", "\u2066", "\u200f", "\ufeff", "🍞", "👩‍💻",
    "ﬁ", "𝔯", "İ", "ı", "ß", "\u0301", "\n", "\t", "\x1f", "٣", "½", "＋", "．", "x" * 300,
)  # fmt: skip


@pytest.mark.timeout(120 + SEARCHES // 10)
async def test_nothing_typed_breaks_a_search(storage: Storage) -> None:
    dice, tally = random.Random(SEARCHES), Counter[str]()
    ana, listed = await _market(storage, dice)
    begun = time.perf_counter()
    for _ in range(SEARCHES // 50 + 1):
        async with storage.begin() as work:
            for _ in range(50):
                await _searches(work, dice, ana, listed, tally)
    tally["ms a search"] = round(1000 * (time.perf_counter() - begun) / SEARCHES)
    print(dict(tally))
    assert tally["with results"] > SEARCHES // 10
    assert tally["without"] > SEARCHES // 10


async def _searches(
    work: UnitOfWork, dice: random.Random, ana: Person, listed: dict[int, Job], tally: Counter[str]
) -> None:
    raw = _typed(dice)
    try:
        query = query_text(raw)
    except Refused:
        tally["refused"] += 1
        query = raw
    search, place = _search(dice, query), None
    for _ in range(3):
        begun = time.process_time()
        found = await work.finding.search(search, ana, place, 5)
        tally["slow"] += time.process_time() - begun > SLOW_SECONDS
        tally["with results" if found.jobs else "without"] += 1
        instead = dict(found.instead)
        for job in found.jobs:
            assert _may_be_found(listed, job, search, instead, ana), (search, job)
        place = found.following or Place(dice.choice([0, -1, 2**62, 2**70]), 3, 2**70)
        if found.following is None and dice.random() < 0.9:
            break


def _may_be_found(
    listed: dict[int, Job], job: Job, search: Search, instead: dict[str, str], ana: Person
) -> bool:
    terms = job.terms
    words = {*indexed(terms.title), *indexed(terms.description), *indexed(" ".join(terms.skills))}
    own = {folded(skill) for skill in terms.skills}
    groups = search.skill_groups(ana)
    telling = [
        term for term in search.terms if len(term) > 1 or term in LETTERS or is_unspaced(term)
    ] or search.terms
    return (
        listed.get(job.id) == job
        and all(any(instead.get(t, t) in word for word in words) for t in telling)
        and all(own & {folded(one) for one in group} for group in groups)
        and terms.budget_max_minor >= search.least_minor
        and (not search.most_minor or terms.budget_min_minor <= search.most_minor)
    )


def _typed(dice: random.Random) -> str:
    def piece() -> str:
        word = dice.choice(WORDS)
        start = dice.randrange(len(word))
        return word[start : start + dice.randint(1, 6)]

    def random_characters() -> str:
        return "".join(
            chr(dice.choice((dice.randrange(0x300), dice.randrange(0x11000)))) for _ in "xyz"
        )

    kinds = (lambda: dice.choice(WORDS), piece, lambda: dice.choice(STRANGE), random_characters)
    parts = [dice.choice(kinds)() for _ in range(dice.choice((1, 1, 2, 3, 9, 60)))]
    return dice.choice(("", " ")).join(parts)[: dice.choice((256, 4096))]


def _search(dice: random.Random, query: str) -> Search:
    search = Search(query, order=dice.choice([*Order]))
    if dice.random() < 0.6:
        return search
    return replace(
        search,
        skills=tuple(dice.choices((*SKILLS, *STRANGE), k=dice.randint(0, 3))),
        every_skill=dice.random() < 0.3,
        least_minor=dice.choice((0, 0, 10_000, 33_333, 2**62)),
        most_minor=dice.choice((0, 0, 50_000, 77_777, 2**62)),
        within_days=dice.choice((0, 0, 1, 30)),
        own_skills=dice.random() < 0.2,
        unbid=dice.random() < 0.3,
    )


async def _market(storage: Storage, dice: random.Random) -> tuple[Person, dict[int, Job]]:
    """Jobs of which some are closed and some hidden; those that may be found, by id."""
    marc, ana = await someone(storage, MARC, "Marc"), await someone(storage, ANA, "Ana")

    async def post(work: UnitOfWork) -> list[Job]:
        made = [await jobs.post(work, marc, _terms(dice)) for _ in range(JOBS)]
        for job in made[::7]:
            await jobs.close(work, marc, job.id)
        for job in made[1::7]:
            await hiding.hide(work, job, "It is no job.")
        return made

    made = await within(storage, post)
    now = [await within(storage, lambda work, id_=job.id: work.jobs.find(id_)) for job in made]  # type: ignore[misc]
    open_now = (job for job in now if job and job.state is JobState.OPEN)
    return ana, {job.id: job for job in open_now if job.hidden_at is None}


def _terms(dice: random.Random) -> JobTerms:
    least = dice.choice((5_000, 20_000, 33_300, 100_000))
    return JobTerms(
        title=" ".join(dice.choices(WORDS, k=4))[:100],
        description="Please: " + " ".join(dice.choices(WORDS, k=8)),
        skills=tuple(dict.fromkeys(dice.choices(SKILLS, k=2))),
        budget_min_minor=least,
        budget_max_minor=least * 2,
    )
