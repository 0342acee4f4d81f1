"""Answers: what a case gives back when it is asked, beside the values of the model and of the record."""

from __future__ import annotations

from dataclasses import dataclass

from truceline.model import Party, Report, codebook
from truceline.record import ViewedClaim

_ENDS = ("\n", ". ", ".” ", '." ', "? ", "! ")
"""What ends a sentence, well enough to show one."""

_QUANTITIES = frozenset(
    "all another any both dozens each eight every few five four hundreds least many more most nine no one other "
    "over scores several seven six some ten thousands three two various".split()
)


@dataclass(frozen=True, slots=True)
class Shown:
    """A claim beside the words it rests on: ``start`` to ``end`` is the sentence around them."""

    viewed: ViewedClaim
    report: Report
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class NamedParty:
    """A name that the claims speak of: its party, where the data file knows it, and how often it occurs."""

    name: str
    party: Party | None
    speaks: int
    acts: int
    same_as: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class SuggestedSame:
    """Two names that may mean one party, which nobody judged yet; ``why`` as in ``reading.parties.Likeness``."""

    a: NamedParty
    b: NamedParty
    why: str


@dataclass(frozen=True, slots=True)
class Exported:
    """How many claims were written; ``left_out`` says of which kinds some were not, and how many."""

    written: int
    left_out: tuple[tuple[str, int], ...] = ()


def is_only_a_kind(name: str) -> bool:
    """Whether a name only says what kind of people or things, or how many: "prisoners", "Many people"."""
    kinds = codebook()
    if kinds.category(name.lower()):
        return True
    first, _, rest = name.partition(" ")
    counted = bool(rest) and (first.lower() in _QUANTITIES or first.isdecimal())
    described = rest if counted else name
    if described != described.lower():
        # A capital may belong to a name: "Arland's prisoners", "Seven Rivers Council".
        return False
    # "released prisoners": the last word, or the last two, say the kind.
    ends = (" ".join(described.split()[-n:]) for n in (1, 2))
    return counted or any(kinds.category(end) for end in ends)


def sentence_around(text: str, start: int, end: int) -> tuple[int, int]:
    """The sentence, or sentences, that hold ``text[start:end]``: at most its paragraph."""
    before = (text.rfind(mark, 0, start) + len(mark) for mark in _ENDS if mark in text[:start])
    after = (text.find(mark, end - 1) + len(mark.rstrip()) for mark in _ENDS if mark in text[end - 1 :])
    return max(before, default=0), max(min(after, default=len(text)), end)
