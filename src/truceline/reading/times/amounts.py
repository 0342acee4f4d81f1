"""Reads lengths of time and the stretches they measure: "seven days", "the past 24 hours", "two days earlier"."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import replace

from truceline.reading.times.courses import course_at
from truceline.reading.times.days import Unit, UnitAway
from truceline.reading.times.lengths import (
    Around,
    Duration,
    Length,
    Nth,
    Offset,
    ToldStretch,
    UpTo,
    Vague,
    Window,
    as_form,
    away,
)
from truceline.reading.times.moments import Bound, DayPart, Form, Point, Range, Side
from truceline.reading.times.periods import by_the_day
from truceline.reading.times.phrases import Found, at_its_start
from truceline.reading.times.points import part_of_day, point_at
from truceline.reading.times.words import count_of, joint, ordinal_number, pattern, unit_of

_ABOUT = (
    r"(?:(?:just over|just under|just|only|about|around|some|nearly|almost|roughly|over|more than|less than|at least"
    r"|at most|no more than|up to|exactly|barely|approximately|another|an additional|a further|an extra|a total of"
    r") )?"
)
_MORE = r"(?:(?:more|further|additional|extra|consecutive|straight|full|whole|calendar|other) )?"
_COUNT = rf"{_ABOUT}(?P<n>{{num}})(?P<h> and a half)? {_MORE}(?P<u>{{unit}})"
_PAST, _NEXT = ("past", "last"), ("next", "coming")


def amount_at(text: str, pos: int) -> Found | None:
    """The longest length or measured stretch that begins at ``pos``."""
    return max(_amounts(text, pos), key=lambda f: f.end, default=None)


def _amounts(text: str, pos: int) -> Iterator[Found]:
    if text[pos : pos + 1] in "iIoOdDfFtTwW" and (course := course_at(text, pos)) is not None:
        yield Found(pos, *course)
    if text[pos : pos + 1] in "iIoOdDfF" and (stretch := _up_to(text, pos)) is not None:
        yield stretch
    for source, build in _RULES:
        if source is _SINCE_THEN and text[pos : pos + 1] not in "sSeE":
            continue
        found = pattern(source).match(text, pos)
        form = build(text, found) if found else None
        if found and form:
            yield _with_point(text, Found(pos, found.end(), form))


def _counted(found: re.Match[str], group: str = "n") -> tuple[float, Unit]:
    unit, per = unit_of(found["u"])
    half = 0.5 if found.groupdict().get("h") else 0
    return (count_of(found[group]) + half) * per, unit


# Stretches that publication begins or ends

_WINDOW = (
    r"(?:(?:in|over|during|within|for|throughout|on) )?(?:the (?P<w>past|last|next|coming|previous|preceding|following)"
    r"|this (?P<x>past|coming))"
    rf" (?:(?P<n>{{num}}) )?{_MORE}(?P<u>{{unit}})"
)
_VAGUE = (
    r"(?:(?:in|over|during|within|for|throughout) )?(?:the )?(?:(?:past|last|next|coming|previous|preceding|following"
    r"|recent|first|final) )?(?:{few} )?(?:hours|days|weeks|months|years|decades)"
    r"(?P<t> ago| earlier| later| before| after| ahead| to come| from now)?"
)


def _window(text: str, found: re.Match[str]) -> Form | None:
    """ "the past 24 hours" ends at publication; "the following week" is counted from something else."""
    word, plural = (found["w"] or found["x"]).lower(), found["u"].lower().endswith("s")
    if found["n"] is None and plural:
        return Vague()
    if pattern(_OF_A_DATE).match(text, found.end()) or (found["n"] is None and _of_something(text, found, word)):
        return None
    unit, per = unit_of(found["u"])
    count = count_of(found["n"]) * per if found["n"] else per
    if word in _PAST:
        return Window(Length.of(count, unit), -1)
    if word in _NEXT and not (word == "next" and found["n"] is None and unit is Unit.DAY):
        return Window(Length.of(count, unit), 1)
    way = -1 if word in ("previous", "preceding") else 1
    counted = found["n"] or per > 1  # a fortnight is no week of the calendar
    return Around(Length.of(count, unit), way) if counted else Offset(per, unit, way)


_OF_A_DATE = r" of (?:the year )?(?:{month}|{year})"


def _of_something(text: str, found: re.Match[str], word: str) -> bool:
    """ "the last day", "the last week of the truce": the last of something, not the one up to now."""
    return word == "last" and (
        found["u"].lower() in ("day", "minute") or pattern(r" of").match(text, found.end()) is not None
    )


def _vague(text: str, found: re.Match[str]) -> Form | None:
    words = f" {' '.join(found.group().lower().split())} "
    led = re.search(r" (?:past|last|next|coming|previous|preceding|following|recent|first|final) ", words)
    few = re.search(r" (?:few|several|some|many|number of|dozens of) ", words)
    if pattern(_NO_LENGTH).match(text, found.end()):
        return None
    return Vague() if led or few or found["t"] else None


# Stretches that something else in the text begins or ends

_NTH = r"(?:(?:in|over|during|within|for|throughout|on) )?the (?P<o>{ordinal}) (?:(?P<n>{num}) )?(?P<u>{unit})"
_IN_A_ROW = r" (?:in a row|running|in succession)"
"""After "the third day" this counts the days so far, and names none."""
_DAY_N = r"(?:on )?day (?P<n>[0-9]{1,3}|one|two|three|four|five|six|seven|eight|nine|ten)"
_WITHIN = rf"within (?:the )?{_COUNT}"
_OFFSET = rf"{_COUNT} (?P<w>earlier|beforehand|before|previously|prior to|later|afterwards|after)"
_THE_OTHER = (
    r"(?:on |in |during |at )?(?:(?P<s>that same|the same|that|the previous|the preceding|the following|the next)"
    r" (?P<u>day|week|month|year|morning|afternoon|evening|night)|the (?P<v>day|week|month|year|morning|night)"
    r" (?P<w>before|after))"
)


def _nth(text: str, found: re.Match[str]) -> Form | None:
    unit, per = unit_of(found["u"])
    plural = found["u"].lower().endswith("s")
    if plural != (found["n"] is not None) or (unit is Unit.MINUTE and not plural):
        return None
    index = ordinal_number(found["o"])
    if not plural and pattern(_IN_A_ROW).match(text, found.end()):
        return None
    if pattern(_OF_A_DATE).match(text, found.end()) or not index:
        return None
    count = int(count_of(found["n"])) if found["n"] else 1
    return Nth(index, count * per, unit) if index == 1 or count == 1 else None


def _day_n(text: str, found: re.Match[str]) -> Form | None:
    named = found.group()[:1] == "D" or found.group()[:2].lower() == "on"
    index = int(count_of(found["n"]))
    return Nth(index, 1, Unit.DAY) if named and index else None


def _within(text: str, found: re.Match[str]) -> Form | None:
    return Around(Length.of(*_counted(found)), 1, within=True)


def _offset(text: str, found: re.Match[str]) -> Form | None:
    count, unit = _counted(found)
    if unit is Unit.HOUR and count != int(count):
        count, unit = count * 60, Unit.MINUTE
    if count != int(count) or _is_rate(text, found):
        return None
    way = -1 if found["w"].lower().startswith(("earlier", "before", "prev", "prior")) else 1
    if found["w"].lower() in ("before", "after") and _counts_from_an_event(text, found.end()):
        number, unit = by_the_day(int(count), unit, found.group())
        return Vague(-way * number if unit is Unit.DAY else None)
    return Offset(*by_the_day(int(count), unit, found.group()), way)


_AN_EVENT = r" (?!(?:and|but|or|that|in|at|on|by|to|from|for|with|was|were|is|had|has)\b)[a-zA-Z]+"


def _counts_from_an_event(text: str, pos: int) -> bool:
    """ "two days after a visit": what it counts from is told elsewhere, and is no date."""
    linked = joint(" ").match(text, pos)
    dated = linked is not None and point_at(text, linked.end(), "after") is not None
    return not dated and pattern(_AN_EVENT).match(text, pos) is not None


_IN_THE_DAY = (
    r"(?:(?:early|earlier|late|later) )?(?:in|during|(?P<t>through|throughout)) the (?:(?P<e>early|late) )?"
    r"(?P<p>day|morning|afternoon|evening|night)"
)


_UP_TO = (
    rf"(?:in|over|during|for) the (?:(?P<n>{{num}}) )?{_MORE}(?P<u>{{unit}})"
    r" (?P<w>to|through|up to|ending(?: on)?|before) "
)


def _up_to(text: str, pos: int) -> Found | None:
    """ "in the week to Sunday", "in the four weeks before 27 July": a stretch by its length and its end."""
    found = joint(_UP_TO).match(text, pos)
    point = point_at(text, found.end(), "after") if found is not None else None
    if found is None or point is None or point.point.day is None:
        return None
    unit, per = unit_of(found["u"])
    length = Length.of((count_of(found["n"]) if found["n"] else 1) * per, unit)
    return Found(pos, point.end, UpTo(length, point.point, found["w"].lower() == "before"))


def _in_the_day(text: str, found: re.Match[str]) -> Form | None:
    """ "in the evening": of the day that the text last spoke of."""
    if pattern(_OF_SOME_DAY).match(text, found.end()) or (found["t"] and found["p"].lower() != "night"):
        return None
    if found["p"].lower() == "day":
        return Offset(0, Unit.DAY, -1)
    if found["p"].lower() == "night" and not found["e"]:
        return Point(None, DayPart("overnight"))
    return Offset(0, Unit.DAY, -1, part=DayPart(part_of_day(found["p"], found["e"])))


_TOWARDS = (
    r"(?:towards?|by|until|around|at|from|after|before|since|in) (?:mid(?:-| )|late |early )?"
    r"(?P<p>morning|afternoon|evening|nightfall|first light|sunset|sundown|dark|midday)"
    r"|towards? midnight"
)
_ALL_DAY = r"(?:through|throughout|all through|for the rest of) the day|all day(?: long)?"


def _towards(text: str, found: re.Match[str]) -> Form | None:
    """ "toward evening", "by nightfall", "through the day": some time on the day that the text last spoke of."""
    dated = pattern(_OF_SOME_DAY).match(text, found.end()) or re.match(
        r"\s+(?:prayers?|papers?|news)", text[found.end() :]
    )
    loose = found.group().lower().startswith(("in ", "at ")) and (found["p"] or "").lower() in (
        "morning",
        "evening",
        "dark",
    )
    return None if dated or loose else Offset(0, Unit.DAY, -1)


_OF_SOME_DAY = r",?(?: (?:on|of) (?:the|that|{weekday}|{month}|[0-9]+)| {weekday})"


def _the_other(text: str, found: re.Match[str]) -> Form | None:
    name = (found["u"] or found["v"]).lower()
    said = (found["w"] or found["s"]).lower()
    way = -1 if said.endswith(("previous", "preceding", "before")) else 1
    count = 0 if said.endswith(("same", "that")) else 1
    if found["w"] and name == "day" and _counts_from_an_event(text, found.end()):
        return Vague(-way)
    if name in ("day", "week", "month", "year"):
        return Offset(count, Unit(name), way)
    return Offset(count, Unit.DAY, way, part=DayPart(part_of_day(name)))


_ON_FROM = r"(?i)(?:before|after|prior\s+to)$"


def _with_point(text: str, found: Found) -> Found:
    """ "two days before" counts from the point named after it, where there is one."""
    if isinstance(found.form, Around) and found.form.within:
        return _within_of(text, found)
    said = text[max(found.start, found.end - 12) : found.end]
    if not isinstance(found.form, Offset) or not re.search(_ON_FROM, said):
        return found
    linked = joint(" ").match(text, found.end)
    point = point_at(text, linked.end(), "after") if linked else None
    if point is None or point.point.day is None:
        return found
    base = at_its_start(point.point) if found.form.way > 0 else point.point
    return Found(found.start, point.end, replace(found.form, point=base))


def _within_of(text: str, found: Found) -> Found:
    """ "within 15 days of April 1" counts from the day named."""
    linked = joint(" (?:of|after|from) ").match(text, found.end)
    point = point_at(text, linked.end(), "after") if linked and isinstance(found.form, Around) else None
    if point is None or point.point.day is None or not isinstance(found.form, Around):
        return found
    return Found(found.start, point.end, replace(found.form, point=point.point))


# A stretch that the text has told before

_TOLD = (
    r"(?:in|during|over|throughout|within) (?:(?:the (?:same|whole|entire)|the|this|that|these|those)"
    r"(?: (?P<n>{num}))? (?P<u>days|weeks?|months?)|(?:(?:all )?(?:the (?:same|whole|entire)|this|that|the)"
    r"(?: reporting| review)? (?:period|interval|stretch of time)|(?:the same|that) (?:time|span|time span)))"
)
_COUNTED_FROM = (
    r" (?:before|after|since|to|of|up|until|till|leading|following|ahead|that|which|when|between|for|ending|ended|being"
    r"|beginning|from|he|she|they|it|we|prior|preceding|running)"
)


def _told(text: str, found: re.Match[str]) -> Form | None:
    """ "during the week", "in those three days", "in the same period": the stretch that was told of last."""
    name, number = found["u"], found["n"]
    if pattern(_COUNTED_FROM).match(text, found.end()):
        return None
    if name is None:
        return ToldStretch(None, hours=found.group().lower().endswith((" time", " span", " period", " interval")))
    if name.lower().endswith("s") != (number is not None):
        return None
    unit, per = unit_of(name)
    return ToldStretch(Length.of((count_of(number) if number else 1) * per, unit))


# What follows within the day, and what lasts since

_SOON = (
    r"(?:(?:within|in) (?:a few |a couple of |some |the next few )?(?:minutes|hours)(?! (?:of|after|before))"
    r"|(?:a few |some |several |only |just |mere )?(?:minutes|hours) (?:later|afterwards|earlier|before(?=[,.;]))"
    r"|within (?:an|the) hour(?! (?:of|after)))"
)
_BY_THEN = r"by then(?! (?:the|a|an)\b)"
_SINCE_THEN = r"(?:ever )?since(?: then| that day| that date)?(?=[.,;:]|$| (?:and|but|then)\b)"
_HAS_SINCE = r"since(?= (?:[a-z]+(?:ed|en|wn|ld|ft|id|ut|de|un|nt|ght|ne)|met|won|lost|kept|come|become|split|hit)\b)"
_UNTIL_THEN = r"(?:up )?until then(?! (?:the|a|an)\b)"


def _on_that_day(text: str, found: re.Match[str]) -> Form | None:
    """ "within hours", "minutes later", "all day": on the day that was told of."""
    return Offset(0, Unit.DAY, -1)


def _since_then(text: str, found: re.Match[str]) -> Form | None:
    """ "has held since": from the day that was told of to the publication."""
    return Bound(Side.SINCE, Offset(0, Unit.DAY, -1))


def _has_since(text: str, found: re.Match[str]) -> Form | None:
    """ "has since rejected the plan": some time from the day that was told of to the publication."""
    helped = re.search(r"(?i)\b(?:has|have)\s$", _before(text, found))
    return _since_then(text, found) if helped else None


def _until_then(text: str, found: re.Match[str]) -> Form | None:
    """ "Until then both sides will hold their fire": up to what was told of last."""
    return Bound(Side.BEFORE, Offset(0, Unit.DAY, -1))


def _by_then(text: str, found: re.Match[str]) -> Form | None:
    """ "had by then left": up to the day that was told of."""
    return Bound(Side.BY, Offset(0, Unit.DAY, -1))


# Lengths alone

_AGO = rf"{_COUNT}(?P<w> ago| from now|{{quote}}s? time)"
_IN = rf"in {_COUNT}(?P<t>{{quote}}s? time)?"
_LENGTH = (
    rf"(?:for )?{_ABOUT}(?P<n>{{num}})(?P<h> and a half)?(?:(?:{{dash}}| to | or |-to-)(?P<n2>{{num}}))?"
    rf"(?:-| {_MORE})(?P<u>{{unit}})(?P<w> ago)?"
)
_NO_LENGTH = (
    r"(?:[- ]olds?| of age| (?:older|younger)| daily| weekly"
    r"| (?:a|an|per|each|every) (?:minute|hour|day|night|week|month|year))"
)
_NOT_LONG = r"(?i)\b(?:age[sd]?(?:\s+of)?|every|each|per)\s$"
_NAMES_LENGTH = (
    r"(?:for|in|than|within|last|lasts|lasted|lasting|after|just|only|about|nearly|almost|barely|over|under|another)\s$"
)
_RATED = (
    r"(?:[0-9]|\b(?:once|twice|times?|hundreds?|thousands?|millions?|billions?|dozens?|many|much|<ones>))"
    r"(?:\s\S+){0,3}\s$"
)


def _ago(text: str, found: re.Match[str]) -> Form | None:
    count, unit = _counted(found)
    if count == int(count):
        count, unit = by_the_day(int(count), unit, found.group())
    return as_form(away(count, unit, -1 if found["w"].strip().lower() == "ago" else 1))


def _in(text: str, found: re.Match[str]) -> Form | None:
    count, unit = _counted(found)
    if count == int(count):
        count, unit = by_the_day(int(count), unit, found.group()[3:])
    ahead = away(count, unit, 1)
    if found["t"]:
        return as_form(ahead)
    if pattern(_NO_LENGTH).match(text, found.end()):
        return None
    length = Length.of(count, unit)
    return Duration(length, length, ahead)


def _length(text: str, found: re.Match[str]) -> Form | None:
    if pattern(_NO_LENGTH).match(text, found.end()) or re.search(_NOT_LONG, _before(text, found)):
        return None
    low, unit = _counted(found)
    high = _counted(found, "n2")[0] if found["n2"] else low
    if found["w"]:
        return _between(max(low, high), min(low, high), unit) if found["n2"] else None
    if _is_rate(text, found):
        return None
    return Duration(Length.of(min(low, high), unit), Length.of(max(low, high), unit))


def _between(most: float, least: float, unit: Unit) -> Form | None:
    """ "three or four months ago": from the earlier of the two to the later."""
    ends = [away(count, unit, -1) for count in (most, least)]
    points = [Point(end) for end in ends if isinstance(end, UnitAway)]
    return Range(*points) if len(points) == 2 else Vague()


def _before(text: str, found: re.Match[str]) -> str:
    return text[max(0, found.start() - 60) : found.start()]


def _is_rate(text: str, found: re.Match[str]) -> bool:
    """ "200 trucks a week" is a rate, "lasted a week" a length; "a day" alone is a rate unless shown otherwise."""
    if not re.match(r"(?i)an?\s", found.group()):
        return False
    before = _before(text, found)
    if re.search(f"(?i){_NAMES_LENGTH}", before):
        return False
    said_later = found.groupdict().get("w") is not None
    if re.search(f"(?i){_RATED.replace('<ones>', _ONES)}", before):
        return not said_later
    return not said_later and found["u"].lower() in ("day", "hour", "minute")


_ONES = "one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|twenty|thirty|forty|fifty|hundred"

_RULES: tuple[tuple[str, Callable[[str, re.Match[str]], Form | None]], ...] = (
    (_SOON, _on_that_day),
    (_SINCE_THEN, _since_then),
    (_HAS_SINCE, _has_since),
    (_UNTIL_THEN, _until_then),
    (_BY_THEN, _by_then),
    (_WINDOW, _window),
    (_VAGUE, _vague),
    (_NTH, _nth),
    (_DAY_N, _day_n),
    (_WITHIN, _within),
    (_OFFSET, _offset),
    (_THE_OTHER, _the_other),
    (_TOLD, _told),
    (_IN_THE_DAY, _in_the_day),
    (_TOWARDS, _towards),
    (_ALL_DAY, _on_that_day),
    (_AGO, _ago),
    (_IN, _in),
    (_LENGTH, _length),
)
