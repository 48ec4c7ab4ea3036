"""People who look for jobs from any chat, letter by letter, at a pace that waits for no answer."""

import asyncio
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from random import Random

from benchmarks import jobs_seed
from benchmarks.crowd import PATIENCE_SECONDS
from benchmarks.figures import check
from benchmarks.jobs_seed import Language
from simulator.people import Person

AT_ONCE = 20
"""Of the people who are typing at the same time; when one has finished another begins."""
KNOWN_WORDS = 2000
"""The most frequent ones: each is in some open job, also among few jobs."""


@dataclass(frozen=True, slots=True)
class Asked:
    """One query and what came of it. `seconds`: from when it was meant to be asked, so that the
    time it waited behind others counts. `whole`: its last word is typed to the end."""

    query: str
    whole: bool
    seconds: float
    found: int


@dataclass
class Typists:
    """`people` take turns. What they look for is the same with the same seed."""

    people: Sequence[Person]
    random: Random = field(default_factory=lambda: Random(11))
    spoken: Language = field(default_factory=jobs_seed.language)

    async def ask(self, per_second: float, count: int) -> list[Asked]:
        """`count` queries at Poisson arrivals of `per_second`, whether or not those before were
        answered. Raises WorkNotDone when one never is."""
        keys = self._keys()
        due, running = time.perf_counter(), list[asyncio.Task[Asked]]()
        for _ in range(count):
            due += self.random.expovariate(per_second)
            await asyncio.sleep(max(0.0, due - time.perf_counter()))
            running.append(asyncio.create_task(_asks(due, *next(keys))))
        return await asyncio.gather(*running)

    def _keys(self) -> Iterator[tuple[Person, str, bool]]:
        """Who presses the next key, what then stands there, and whether that is whole words."""
        idle = [*self.people]
        self.random.shuffle(idle)
        busy = [(idle.pop(), self._typed()) for _ in range(AT_ONCE)]
        while True:
            place = self.random.randrange(AT_ONCE)
            person, typed = busy[place]
            query = next(typed, None)
            if query is None:
                idle.insert(0, person)
                busy[place] = (idle.pop(), self._typed())
            else:
                yield person, *query

    def _typed(self) -> Iterator[tuple[str, bool]]:
        """Nothing, then one word or two: each as often as it is in the jobs."""
        known, weights = self.spoken.words[:KNOWN_WORDS], self.spoken.weights[:KNOWN_WORDS]
        words = self.random.choices(known, cum_weights=weights, k=self.random.randint(1, 2))
        text = " ".join(words)
        ends = {len(words[0]), len(text)}
        return ((text[:length], length in ends) for length in range(len(text) + 1))


async def _asks(due: float, person: Person, query: str, whole: bool) -> Asked:
    answer = await person.asks_inline(query)
    seconds = time.perf_counter() - due
    check(answer["answered"], f"no answer to {query!r} in {PATIENCE_SECONDS:.0f} s")
    return Asked(query, whole, seconds, len(answer["results"]))
