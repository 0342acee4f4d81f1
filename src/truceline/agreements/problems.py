"""Problems: all that is wrong with the file of an agreement, gathered before any of it is told."""

from __future__ import annotations

from collections.abc import Iterable
from difflib import get_close_matches

from truceline.errors import AgreementProblem


class Unclear(ValueError):
    """Words that do not say what they should where they stand: what is wrong, and what to write instead.

    ``at`` leads on from there where the place is known more narrowly.
    """

    def __init__(self, what: str, todo: str = "", at: tuple[str, ...] = ()) -> None:
        self.what, self.todo, self.at = what, todo, at
        super().__init__(f"{what} {todo}".rstrip())


class Problems:
    """Gathers; ``raise_any`` tells them all at once, by line, each once."""

    def __init__(self, name: str) -> None:
        self.name = name
        self.found: dict[str, tuple[int, AgreementProblem]] = {}
        self._settled: set[int] = set()

    def settle(self) -> None:
        """What is found on the same lines from now on follows from what was told, and is not told again."""
        self._settled = {line for line, _ in self.found.values()}

    def add(self, line: int, path: Iterable[str | int], what: str, todo: str = "") -> None:
        """``path`` leads to the place in plain words, ``what`` is wrong there, and ``todo`` is the way out."""
        if line in self._settled:
            return
        head = path_words(path)
        problem = AgreementProblem(f"{head}: {what}" if head else what, where=f"{self.name}:{line}", todo=todo)
        self.found.setdefault(str(problem), (line, problem))

    def raise_any(self) -> None:
        """Raises AgreementProblem where there is one."""
        if self.found:
            by_line = sorted(self.found.values(), key=lambda pair: pair[0])
            raise AgreementProblem.of(self.name, tuple(p for _, p in by_line))


def path_words(path: Iterable[str | int]) -> str:
    """A path as a reader follows it: "duties > first release > within", places in a list from 1."""
    return " > ".join(str(step + 1) if isinstance(step, int) else step for step in path)


def nearest(word: str, known: Iterable[str], *, at_least: float = 0.6) -> str:
    """The known word that this one was most likely meant to be; "" where none is so near (1 is the same)."""
    by_lower = {k.casefold(): k for k in known}
    found = get_close_matches(word.casefold(), by_lower, n=1, cutoff=at_least)
    return by_lower[found[0]] if found else ""


def meant(word: str, known: Iterable[str], kinds: str) -> str:
    """What to do about an unknown word: the nearest known one, or all of them where they are few."""
    listed = list(dict.fromkeys(known))
    if near := nearest(word, listed):
        return f'Did you mean "{near}"?'
    if not listed:
        return f"There are no {kinds} in this file yet."
    return f"The {kinds} here are: {', '.join(listed)}."
