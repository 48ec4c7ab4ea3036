"""Every word of every job that was ever found by one, in memory: it makes whole words of pieces.

An index of words knows no beginnings and no pieces of words, and is small and quick for it. What a
person types is looked up here first: which words begin so, hold it, or differ by one letter; the
index is then asked for those (docs/decisions/0019).
"""

from collections.abc import Iterable, Iterator

from marketplace.terms import is_unspaced

MOST_WORDS = 256
"""Words that stand for one term."""
ENOUGH_WORDS, ENOUGH_JOBS = 32, 4000
"""Once so many words stand for a term, and they are in so many jobs, rarer ones are left out."""
SHORTEST_PIECE = 3
SHORTEST_MISTYPED = 4
MOST_MISTYPED = 8
_END = "\n"


class Vocabulary:
    """Of one process. Words are never taken out: one that is in no job any more finds nothing."""

    def __init__(self) -> None:
        self.last_id = 0
        """Of the last row read from the table of words."""
        self.jobs: dict[str, int] = {}
        """In how many jobs a word is, as last counted; at least 1."""
        self._joined = _END
        """All words, the most frequent first, each between two line ends."""
        self._alphabets: dict[int, set[str]] = {}

    def learn(self, counted: Iterable[tuple[str, int]]) -> None:
        """Adds words with the number of their jobs, the most frequent first."""
        new = [(word, jobs) for word, jobs in counted if word not in self.jobs]
        for word, jobs in new:
            self.jobs[word] = max(jobs, 1)
            for letter in word:
                self._alphabets.setdefault(ord(letter) >> 7, set()).add(letter)
        if new:
            self._joined += _END.join(word for word, _ in new) + _END

    def standing_for(self, term: str) -> list[str]:
        """The words that a term of a query means: itself, then those that begin so, then those
        that hold it; each kind with the most frequent first. None where there is no such word.

        A term of two letters that is a word ("UI", "Go") means that word alone; one of a single
        letter ("C") always does.
        """
        itself = [term] if term in self.jobs else []
        brief = len(term) < SHORTEST_PIECE and not is_unspaced(term)
        if term.startswith(".") or (brief and (itself or len(term) == 1)):
            return itself
        found = dict.fromkeys(itself)
        found |= dict.fromkeys(self._holding(_END + term))
        if len(term) >= SHORTEST_PIECE:
            found |= dict.fromkeys(self._holding(term))
        return self._enough(found)

    def mistyped(self, term: str) -> list[str]:
        """The words that differ by one letter left out, added, changed or swapped with the next;
        the most frequent first."""
        if not SHORTEST_MISTYPED <= len(term) <= 32:
            return []
        near = {word for word in self._one_off(term) if word in self.jobs}
        return sorted(near, key=lambda word: (-self.jobs[word], word))[:MOST_MISTYPED]

    def jobs_with(self, words: Iterable[str]) -> int:
        """In how many jobs these words are at most, together."""
        return sum(self.jobs.get(word, 0) for word in words)

    def _enough(self, words: Iterable[str]) -> list[str]:
        taken: list[str] = []
        jobs = 0
        for word in words:
            if len(taken) >= MOST_WORDS or (len(taken) >= ENOUGH_WORDS and jobs >= ENOUGH_JOBS):
                break
            taken.append(word)
            jobs += self.jobs[word]
        return taken

    def _holding(self, piece: str) -> Iterator[str]:
        """The most frequent words that hold the piece; with a line end before it, begin so."""
        joined, at = self._joined, 0
        for _ in range(MOST_WORDS):
            at = joined.find(piece, at)
            if at < 0:
                return
            end = joined.index(_END, at + 1)
            yield joined[joined.rindex(_END, 0, at + 1) + 1 : end]
            at = end

    def _one_off(self, term: str) -> Iterator[str]:
        alphabet = set().union(*(self._alphabets.get(ord(c) >> 7, ()) for c in term))
        for n in range(len(term) + 1):
            head, tail = term[:n], term[n:]
            if tail:
                yield head + tail[1:]
            if len(tail) > 1:
                yield head + tail[1] + tail[0] + tail[2:]
            for letter in alphabet:
                yield head + letter + tail
                if tail:
                    yield head + letter + tail[1:]
