"""Figures: how many of what, as ranges, with their rates and their parts.

A figure is found from its words (``numbers``), the noun that it counts (``counted``), what it is
counted against (``rates``) and the figure that it is a part of (``parts``).
"""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from truceline.model import Figure, Rate
from truceline.reading.figures.bounds import bound_after
from truceline.reading.figures.counted import Counted, counted
from truceline.reading.figures.numbers import Number, find_numbers
from truceline.reading.figures.parts import find_parts
from truceline.reading.figures.rates import find_rates
from truceline.reading.figures.tally import Tally
from truceline.reading.figures.words import Words

if TYPE_CHECKING:
    from truceline.reading.parse import Parse


@dataclass(frozen=True, slots=True)
class FoundFigure:
    """A figure at ``text[start:end]``, the number with its unit and rate.

    ``token`` is the head of the counted noun, or the number itself where no noun is said.
    ``part_of`` is the place in the result of the figure that this one is a part of. ``duration``
    says that it measures time.
    """

    figure: Figure
    start: int
    end: int
    token: int
    part_of: int | None = None
    duration: bool = False


def find_figures(parse: Parse) -> tuple[FoundFigure, ...]:
    """Every figure of a parsed text, in order.

    Numbers that count nothing (dates, clock times, ages, years, labels, ordinals) are not figures.
    Amounts without a number are figures too, with the codebook's range or none.
    """
    words = Words(parse)
    tallies = find_rates(words, _tallies(words))
    wholes = find_parts(words, tallies)
    return tuple(
        _figure(words, _inherit(tally, tallies, whole), whole) for tally, whole in zip(tallies, wholes, strict=True)
    )


def _tallies(words: Words) -> list[Tally]:
    """Each number with what it counts."""
    starts = [s.start for s in words.doc.sents]
    found: list[Tally] = []
    for number in find_numbers(words):
        noun = counted(words, number)
        if noun is None:
            continue
        bounded, noun = _bounded_after_noun(words, number, noun)
        start, end = min(bounded.start, noun.first), max(bounded.end, noun.last + 1)
        found.append(Tally(bounded, noun, start, end, bisect_right(starts, bounded.head)))
    return _share_nouns(words, found)


def _bounded_after_noun(words: Words, number: Number, noun: Counted) -> tuple[Number, Counted]:
    """ "10 hostages or more"."""
    match = bound_after(words, noun.last + 1) if noun.last >= number.end else None
    if match is None:
        return number, noun
    return number.under(match[1]), replace(noun, last=match[0] - 1)


def _share_nouns(words: Words, found: list[Tally]) -> list[Tally]:
    """A number with adjectives only takes the noun of the next ("13 northern and four southern hostages")."""
    shared = list(found)
    for k in range(len(found) - 2, -1, -1):
        this, after = shared[k], shared[k + 1]
        if not (this.noun.unit or this.noun.of or after.noun.measure) and _adjectives(words, this.end, after.start):
            noun = replace(after.noun, first=this.noun.first, last=this.noun.last)
            shared[k] = replace(this, noun=noun)
    return shared


def _adjectives(words: Words, start: int, end: int) -> bool:
    """Whether only adjectives and then "and" or "or" stand there."""
    linked = end - start > 1 and words.tag(end - 1) == "CC"
    return linked and all(words.tag(i).startswith(("JJ", "NNP")) for i in range(start, end - 1))


def _inherit(tally: Tally, tallies: list[Tally], whole: int | None) -> Tally:
    """A part that names no noun of its own ("25 of them", "16 of the 33") counts what its whole counts."""
    if whole is None or tally.noun.unit:
        return tally
    of = tallies[whole].noun
    return replace(tally, noun=replace(tally.noun, unit=of.unit, category=of.category, kinds=of.kinds))


def _figure(words: Words, tally: Tally, whole: int | None) -> FoundFigure:
    number, noun = tally.number, tally.noun
    start, end = words.starts[tally.start], words.ends[tally.end - 1]
    figure = Figure(
        low=number.low,
        high=number.high,
        comparator=number.comparator,
        unit=noun.unit,
        words=words.text[start:end],
        category=noun.category,
        kinds=noun.kinds,
        per=Rate(number.per, "") if number.per is not None else tally.per,
    )
    return FoundFigure(figure, start, end, noun.head, whole, noun.duration)
