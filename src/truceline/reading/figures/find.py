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
from truceline.reading.figures.counted import counted
from truceline.reading.figures.noun import Counted, named_category
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
    found = [_with_others(words, _with_names(words, t)) for t in found]
    found = _shared_back(words, found)
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


def _shared_back(words: Words, found: list[Tally]) -> list[Tally]:
    """ "600 people left on Sunday and 460 on Monday": a bare number joined to a counted noun counts the same."""
    nouns = {t.noun.head: t.noun for t in found if t.noun.category is not None}
    made = []
    for tally in found:
        token = words.doc[tally.noun.head]
        noun = nouns.get(token.head.i) if token.dep_ == "conj" and token.i > token.head.i else None
        bare = not (tally.noun.unit or tally.noun.of) and tally.number.form is Form.PLAIN
        if noun is not None and bare:
            made.append(replace(tally, noun=replace(tally.noun, unit=noun.unit, category=noun.category)))
        else:
            made.append(tally)
    return made


def _with_others(words: Words, tally: Tally) -> Tally:
    """ "Aksu, Bela and six other villages", "a main road and four lesser ones": those who are named are counted too."""
    number, k = tally.number, tally.number.start - 1
    told = {"other", "others", "ones"} & {*words.low[number.end : tally.noun.last + 1], words.low[number.end]}
    if not told or words.word(k) != "and" or number.low is None or number.low != number.high:
        return tally
    named = _named_before(words, k)
    low = number.low + named
    return replace(tally, number=replace(number, low=low, high=low)) if named else tally


def _named_before(words: Words, at: int) -> int:
    """How many names, or single things with "a", stand in the list that ends with the "and" at ``at``."""
    count = 0
    while words.word(at) in ("and", ","):
        end = at - 2 if words.word(at - 1) == "," else at - 1
        first = _name_to(words, end)
        if first is None:
            break
        count, at = count + 1, first - 1
    return count


def _name_to(words: Words, end: int) -> int | None:
    """Where the name, or the "a main road", begins that ends with a token."""
    at = end
    while words.tag(at).startswith("NNP") or words.tag(at) == "HYPH":
        at -= 1
    if at < end:
        return at + 1
    while words.tag(at) in ("NN", "JJ"):
        at -= 1
    return at if at < end and words.word(at) in ("a", "an") and words.tag(end) == "NN" else None


def _joined_ones(words: Words, found: list[Tally], starts: list[int]) -> Iterator[Tally]:
    """ "three sailors and a man": one more, where others are counted beside."""
    heads = {t.noun.head for t in found if t.noun.category is not None}
    for i in range(len(words)):
        if words.low[i] not in ("a", "an") or words.doc[i].dep_ != "det":
            continue
        noun = words.doc[i].head
        if _is_named_of_many(words, found, i):
            yield _one_of_them(words, i, noun.i, starts)
            continue
        beside = {noun.head.i, *(c.i for c in noun.children)} if noun.dep_ == "conj" else {c.i for c in noun.conjuncts}
        category = named_category(words.low[noun.i])
        people = category is not None and category.population in ("people", "captives", "forces")
        if people and heads & beside and noun.i not in heads and words.tag(noun.i) == "NN":
            yield _one_of_them(words, i, noun.i, starts)


def _is_named_of_many(words: Words, found: list[Tally], i: int) -> bool:
    """ "five people, among them a monk", "14 sites, including a bakery": one of those who were counted."""
    before = [w for w in words.low[max(0, i - 4) : i] if w != ","]
    led = before[-1:] == ["including"] or (before[-2:-1] in (["among"], ["amongst"]) and before[-1] in ("them", "whom"))
    noun = words.doc[i].head
    if not led or words.tag(noun.i) != "NN" or noun.i - i > 4:
        return False
    first = words.sentence_start(i)
    return any(first <= t.start < i and not t.noun.measure and (t.number.low or 0) > 1 for t in found)


def _one_of_them(words: Words, article: int, noun: int, starts: list[int]) -> Tally:
    """One, for the "a" before a noun."""
    one = Number(article, article, article, article + 1, 1.0, 1.0, Comparator.EXACTLY, Form.ONE)
    category = named_category(words.low[noun])
    named = Counted(noun, noun, noun, words.parse.words(noun), category.name if category else None)
    return Tally(one, named, article, noun + 1, bisect_right(starts, article))


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
    """Whether only adjectives and then "and", "or" or a comma stand there."""
    linked = end - start > 1 and words.tag(end - 1) in ("CC", ",")
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
