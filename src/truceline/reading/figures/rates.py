"""Rates: what a figure is counted against ("200 trucks a day", "three prisoners for each hostage")."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise

from truceline.model import Comparator, Rate
from truceline.reading.figures.noun import Counted
from truceline.reading.figures.numbers import Form, Number
from truceline.reading.figures.tally import Tally
from truceline.reading.figures.words import DURATIONS, Words, word_set

_EACH = frozenset({"each", "every", "per"})
_ADVERBS = {
    "daily": "day",
    "weekly": "week",
    "monthly": "month",
    "nightly": "night",
    "hourly": "hour",
    "yearly": "year",
}
_STOPS = word_set(". ; : ( ) ! ? — –")
_NOT_A_RATE_AFTER = word_set("in within for once of after before during over by than")
_NOT_A_RATE_BEFORE = word_set("after before later earlier ago of when in early late old")
_FOR_IT = (("in", "exchange"), ("in", "return"))
_REACH = 8
_EXTRA_DAY = (("daily", "basis"), ("another", "day"), ("an", "additional", "day"), ("an", "extra", "day"), ("a", "day"))


def find_rates(words: Words, tallies: list[Tally]) -> list[Tally]:
    """The tallies with their rates; a number that only says what another is counted against is none by itself."""
    bases = {k for k, tally in enumerate(tallies) if _is_base(words, tally)}
    against = {tallies[k].sentence: _rate_of(tallies[k]) for k in sorted(bases) if not tallies[k].noun.duration}
    found: dict[int, Tally] = dict(enumerate(tallies))
    for k in sorted(bases):
        _apply_base(words, tallies, bases, k, found)
    for k, tally in list(found.items()):
        if tally.per is None and k not in bases:
            limit = tallies[k + 1].start if k + 1 < len(tallies) else len(words)
            floor = tallies[k - 1].end if k else 0
            rated = _after(words, tally, limit) or _before(words, tally, floor)
            found[k] = rated or _in_exchange(words, tally, against.get(tally.sentence)) or tally
    _share(words, found)
    return [found[k] for k in sorted(found)]


def _share(words: Words, found: dict[int, Tally]) -> None:
    """ "200 trucks of aid and four trucks of fuel a day": both are for a day."""
    order = sorted(found, reverse=True)
    for after, k in pairwise(order):
        this, rated = found[k], found[after]
        if rated.per is None or this.per is not None or rated.per.unit not in DURATIONS or this.noun.duration:
            continue
        between = words.low[this.end : rated.start]
        plain = all(words.tag(i).startswith(("IN", "NN", "CC", "JJ")) for i in range(this.end, rated.start))
        if this.sentence == rated.sentence and plain and {"and", "or"} & set(between) and len(between) <= 4:
            found[k] = replace(this, per=rated.per)


def _is_base(words: Words, tally: Tally) -> bool:
    """ "every 10 hostages", "per 100 people"; not "every one of them"."""
    if tally.number.form is Form.ONE and tally.noun.of:
        return False
    return _each_before(words, tally) >= 0 and tally.number.low is not None and tally.number.low == tally.number.high


def _rate_of(base: Tally) -> Rate:
    return Rate(base.number.low or 1.0, base.noun.unit)


def _in_exchange(words: Words, tally: Tally, rate: Rate | None) -> Tally | None:
    """ "a day for every 10 sailors freed, letting go 30 prisoners in exchange": they too are for every 10."""
    if rate is None or tally.noun.duration:
        return None
    lead, after = tuple(words.low[tally.end : tally.end + 2]), words.word(tally.end + 2)
    return replace(tally, per=rate) if lead in _FOR_IT and after not in ("for", "with") else None


def _each_before(words: Words, tally: Tally) -> int:
    """The token of "each" or "every" before the number, or -1."""
    i = tally.start - 1
    while words.word(i) in ("additional", "further", "extra", "other", "next", "more"):
        i -= 1
    return i if words.word(i) in _EACH else -1


def _apply_base(words: Words, tallies: list[Tally], bases: set[int], k: int, found: dict[int, Tally]) -> None:
    base = found.pop(k)
    rate = _rate_of(base)
    start = _phrase_start(words, _each_before(words, base))
    before = k - 1 if k - 1 in found and tallies[k - 1].sentence == base.sentence else None
    after = k + 1 if k + 1 < len(tallies) and k + 1 not in bases and tallies[k + 1].sentence == base.sentence else None
    opens = words.tag(start - 1) in (",", ":", "", ".", "IN", "CC") or start == words.sentence_start(start)
    near = before is not None and start - tallies[before].end <= _REACH and found[before].per is None
    if before is not None and near and not (opens and after is not None and start - tallies[before].end > 1):
        found[before] = replace(found[before], per=rate, end=base.end)
    elif after is not None and opens:
        found[after] = replace(found[after], per=rate)
    elif extra := _extra_day(words, start, base, rate):
        found[k] = extra
    elif not base.noun.duration:
        number = Number(start, start, base.number.head, base.end, None, None, Comparator.VAGUE)
        noun = Counted(base.number.first, base.noun.last, base.noun.head, "")
        found[k] = Tally(number, noun, start, base.end, base.sentence, rate)


def _phrase_start(words: Words, i: int) -> int:
    """Where "in exchange for every ..." begins, token i being "every"."""
    if words.word(i - 1) in ("for", "against"):
        i -= 1
    for lead in _FOR_IT:
        if tuple(words.low[max(0, i - 2) : i]) == lead:
            return i - 2
    return i


def _extra_day(words: Words, start: int, base: Tally, rate: Rate) -> Tally | None:
    """ "on a daily basis for every 10", "another day for every 10": one day, in words that name no number."""
    sentence = words.doc[start].sent
    for phrase in _EXTRA_DAY:
        length = len(phrase)
        places = (*range(start - length, start - length - 4, -1), *range(base.end, base.end + _REACH + 4))
        for at in places:
            if sentence.start <= at < sentence.end and tuple(words.low[at : at + length]) == phrase:
                last = at + length - 1
                number = Number(at, at, last, last + 1, 1.0, 1.0, Comparator.EXACTLY)
                ends = (min(at, base.start), max(at + length, base.end))
                return Tally(number, Counted(at, last, last, "day"), *ends, base.sentence, rate)
    return None


def _after(words: Words, tally: Tally, limit: int) -> Tally | None:
    """A rate in the words after the noun, up to the next figure or the end of the clause."""
    if tally.noun.unit.startswith("percent"):
        return None
    for i in range(tally.end, min(limit, tally.end + _REACH, len(words))):
        if words.low[i] in _STOPS or (words.low[i] == "," and i > tally.end):
            return None
        match = _rate_at(words, i, tally)
        if match is not None:
            rate, end = match
            near = _phrase_start(words, i) <= tally.end
            return replace(tally, per=rate, end=end if near else tally.end)
    return None


def _rate_at(words: Words, i: int, tally: Tally) -> tuple[Rate, int] | None:
    word, after = words.low[i], words.low[i + 1]
    if word in _ADVERBS and not words.tag(i + 1).startswith(("NN", "JJ")):
        return Rate(1.0, _ADVERBS[word]), i + 1
    if word in ("a", "an"):
        adverbial = after in DURATIONS and words.low[i + 2] not in _NOT_A_RATE_BEFORE
        if adverbial and i - tally.end <= 4 and words.word(i - 1) not in _NOT_A_RATE_AFTER:
            return Rate(1.0, after), i + 2
        return None
    if word not in _EACH or after == "cent":
        return None
    return _each(words, i)


def _each(words: Words, i: int) -> tuple[Rate, int] | None:
    """The rate of "per civilian", "for each hostage", "each day", "for each"."""
    word = words.low[i]
    noun = i + 1
    while words.tag(noun).startswith("JJ") or (noun in words.parse.mentions and words.tag(noun + 1) == "NN"):
        noun += 1
    led = words.word(i - 1) in ("for", "against") or word == "per"
    if words.low[noun] in DURATIONS or (led and words.tag(noun) in ("NN", "NNS")):
        head = noun + 1 if words.tag(noun + 1) == "NN" and words.low[noun] not in DURATIONS else noun
        return Rate(1.0, words.parse.words(head)), head + 1
    pointing = words.low[i + 1] != "of" or words.low[i + 2] in ("them", "these", "those", "whom")
    return (Rate(1.0, _said_before(words, i)), i + 1) if led and word == "each" and pointing else None


def _said_before(words: Words, i: int) -> str:
    """Whom "for each of them" speaks of: the people last counted against in the sentence."""
    for k in range(i - 1, words.sentence_start(i), -1):
        if words.word(k - 1)[:1].isdigit() and words.word(k - 2) in _EACH and words.tag(k) == "NNS":
            return words.parse.words(k)
    return ""


def _before(words: Words, tally: Tally, floor: int) -> Tally | None:
    """A rate that opens the clause: "for each hostage freed, three prisoners"."""
    if tally.noun.unit.startswith("percent"):
        return None
    for i in range(tally.start - 1, max(floor, tally.start - 14, 0) - 1, -1):
        if words.low[i] in (".", ";", "!", "?") or i < words.sentence_start(tally.start):
            return None
        if words.low[i] not in ("each", "every", "per") or words.low[i + 1] in ("of", "cent"):
            continue
        start = _phrase_start(words, i)
        opens = start == words.sentence_start(start) or words.tag(start - 1) in (",", ":", "IN", "CC", "``")
        match = _each(words, i)
        return replace(tally, per=match[0]) if opens and match is not None and match[1] <= tally.start else None
    return None
