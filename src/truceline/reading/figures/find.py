"""Figures: how many of what, as ranges, with their rates and their parts.

A figure is found from its words (``numbers``), the noun that it counts (``counted``), what it is
counted against (``rates``) and the figure that it is a part of (``parts``).
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from truceline.model import Comparator, Figure, Rate
from truceline.reading.figures.bounds import bound_after
from truceline.reading.figures.counted import Counted, counted, named_category
from truceline.reading.figures.numbers import Form, Number, find_numbers
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
    found = [_with_names(words, t) for t in found]
    return _share_nouns(words, sorted([*found, *_joined_ones(words, found, starts)], key=lambda t: t.start))


def _with_names(words: Words, tally: Tally) -> Tally:
    """ "Ann Okoro and her two sons": the one who is named is one of them."""
    noun = words.doc[tally.noun.head]
    named = noun.head
    own = any(c.dep_ == "poss" and c.lower_ in ("her", "his", "their") for c in noun.children)
    known = named.i in words.parse.mentions or named.tag_ != "NNP" or tally.number.form is not Form.PLAIN
    if noun.dep_ != "conj" or not own or known or tally.number.low is None or tally.number.low != tally.number.high:
        return tally
    start, one = min(t.i for t in named.subtree), tally.number.low + 1
    counted = replace(tally.noun, first=start, unit=words.parse.words(start, tally.noun.last + 1), category="people")
    return replace(tally, number=replace(tally.number, low=one, high=one), noun=counted, start=start)


def _joined_ones(words: Words, found: list[Tally], starts: list[int]) -> Iterator[Tally]:
    """ "three sailors and a man": one more, where others are counted beside."""
    heads = {t.noun.head for t in found if t.noun.category is not None}
    for i in range(len(words)):
        if words.low[i] not in ("a", "an") or words.doc[i].dep_ != "det":
            continue
        noun = words.doc[i].head
        beside = {noun.head.i, *(c.i for c in noun.children)} if noun.dep_ == "conj" else {c.i for c in noun.conjuncts}
        category = named_category(words.low[noun.i])
        people = category is not None and category.population in ("people", "captives", "forces")
        if people and heads & beside and noun.i not in heads and words.tag(noun.i) == "NN":
            one = Number(i, i, i, i + 1, 1.0, 1.0, Comparator.EXACTLY, Form.ONE)
            named = Counted(noun.i, noun.i, noun.i, words.parse.words(noun.i), category.name if category else None)
            yield Tally(one, named, i, noun.i + 1, bisect_right(starts, i))


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
