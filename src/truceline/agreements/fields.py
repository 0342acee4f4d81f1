"""Fields: what may stand under a key of an agreement's file: types that turn plain words into values of ``terms``."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, time
from functools import cache
from typing import Annotated, Any, TypeVar
from zoneinfo import ZoneInfo, available_timezones

from pydantic import PlainValidator, ValidationInfo, WithJsonSchema

from truceline.agreements import phrases, points
from truceline.agreements.deeds import qualities
from truceline.agreements.phrases import Count, Pace
from truceline.agreements.problems import Unclear, meant, nearest
from truceline.agreements.terms import Length, Onward, Point, Quota, Renewal

_T = TypeVar("_T")
_SURPLUS = {"carried over": True, "lost": False, "yes": True, "no": False}
_SUSPENDED = {"binds": True, "suspended too": False}

WORDS: dict[str, Any] = {"type": "string", "minLength": 1}
LIST: dict[str, Any] = {"anyOf": [WORDS, {"type": "array", "items": WORDS}]}
_YES_WORDS: list[Any] = ["yes", "no", True, False]
_NUMBER = {"anyOf": [{"type": "number", "minimum": 0}, {"type": "string", "pattern": "^[0-9a-z][0-9,.a-z]*$"}]}
_LENGTH = {"type": "string", "pattern": r"^\S+ .+$", "examples": ["4 days", "48 hours", "2 months"]}
_POINT_EXAMPLES = ["2023-11-24 07:00", "signing", "effect", "48 hours after signing", "day 7", "week 6"]
_POINT = {"type": "string", "minLength": 1, "examples": _POINT_EXAMPLES}
_DATE = {"type": "string", "pattern": "^[0-9]{4}-[0-9]{2}-[0-9]{2}", "examples": ["2023-11-24", "2023-11-24 07:00"]}
_COUNT = {"type": "string", "minLength": 1, "examples": ["10 hostages", "about 10 hostages", "at least 50 hostages"]}
_EVERY = {"type": "string", "minLength": 1, "examples": ["day", "week", "2 months"]}
_PACE = {"type": "string", "minLength": 1, "examples": ["10 a day"]}
_CLOCK = {"type": "string", "pattern": "^[0-9]{1,2}:[0-9]{2}$", "examples": ["07:00"]}
_WINDOW = {"type": "string", "pattern": "^[0-9]{1,2}:[0-9]{2}.+[0-9]{1,2}:[0-9]{2}$", "examples": ["10:00-16:00"]}


def zone_of(info: ValidationInfo) -> ZoneInfo:
    """The zone of the file, which every date and clock time in it is read in."""
    zone: ZoneInfo = (info.context or {})["zone"]
    return zone


def _of(value: object, known: Mapping[str, _T], kinds: str) -> _T:
    return known[phrases.one_of(value, {k: k for k in known}, kinds)]


def _onward(value: object) -> Onward:
    return _of(value, {o.value: o for o in Onward}, "words for what comes then")


def _renewal(value: object) -> Renewal:
    return _of(value, {r.value: r for r in Renewal}, "words for renewal")


def _quota(value: object) -> Quota:
    return _of(value, {q.value: q for q in Quota}, "ways of counting")


def _surplus(value: object) -> bool:
    return _of(value, _SURPLUS, "words for a surplus")


def _suspended(value: object) -> bool:
    return _of(value, _SUSPENDED, "words here")


def _start(value: object, info: ValidationInfo) -> Point:
    return points.start(value, zone_of(info))


def _due(value: object, info: ValidationInfo) -> Point:
    return points.due(value, zone_of(info))


def _moment(value: object, info: ValidationInfo) -> datetime:
    return points.moment(value, zone_of(info))


def _until(value: object, info: ValidationInfo) -> datetime:
    found = points.last_moment(points.due(value, zone_of(info)))
    if found is None:
        raise Unclear(f'"{value}" is no date.', "Write the date or the moment until which it runs.")
    return found


def _exceptions(value: object) -> tuple[str, ...]:
    said = phrases.listed(value)
    for word in said:
        if word not in qualities():
            raise Unclear(f'"{word}" is no exception that claims can name.', meant(word, qualities(), "exceptions"))
    return said


def _joined(value: object) -> str:
    return " and ".join(phrases.listed(value))


@cache
def _zones() -> frozenset[str]:
    return frozenset(available_timezones())


def zone_name(value: object) -> str:
    """The name of a time zone. Raises Unclear."""
    said = phrases.words(value)
    if said in _zones():
        return said
    near = nearest(said, _zones())
    raise Unclear(f'"{said}" is no time zone.', f"Write its name, such as {near or 'Asia/Jerusalem'}.")


Words = Annotated[str, PlainValidator(phrases.words), WithJsonSchema(WORDS)]
Listed = Annotated[tuple[str, ...], PlainValidator(phrases.listed), WithJsonSchema(LIST)]
Joined = Annotated[str, PlainValidator(_joined), WithJsonSchema(LIST)]
Exceptions = Annotated[
    tuple[str, ...],
    PlainValidator(_exceptions),
    WithJsonSchema({"anyOf": [{"enum": list(qualities())}, {"type": "array", "items": {"enum": list(qualities())}}]}),
]
Zone = Annotated[str, PlainValidator(zone_name), WithJsonSchema({**WORDS, "examples": ["Asia/Jerusalem"]})]
Number = Annotated[float | None, PlainValidator(phrases.number), WithJsonSchema(_NUMBER)]
YesNo = Annotated[bool, PlainValidator(phrases.yes), WithJsonSchema({"enum": _YES_WORDS})]
Surplus = Annotated[bool, PlainValidator(_surplus), WithJsonSchema({"enum": ["carried over", "lost", *_YES_WORDS]})]
Stretch = Annotated[Length, PlainValidator(phrases.length), WithJsonSchema(_LENGTH)]
MaybeStretch = Annotated[Length | None, PlainValidator(phrases.length), WithJsonSchema(_LENGTH)]
Endless = Annotated[Length | None, PlainValidator(phrases.endless), WithJsonSchema(_LENGTH)]
Within = Annotated[str, PlainValidator(phrases.words), WithJsonSchema({**_LENGTH, "examples": ["4 days", "same day"]})]
Every = Annotated[Length | None, PlainValidator(phrases.every), WithJsonSchema(_EVERY)]
Counted = Annotated[Count, PlainValidator(phrases.count), WithJsonSchema(_COUNT)]
MaybeCounted = Annotated[Count | None, PlainValidator(phrases.count), WithJsonSchema(_COUNT)]
MaybePace = Annotated[Pace | None, PlainValidator(phrases.pace), WithJsonSchema(_PACE)]
Clock = Annotated[time | None, PlainValidator(phrases.clock), WithJsonSchema(_CLOCK)]
Window = Annotated[tuple[time, time] | None, PlainValidator(phrases.window), WithJsonSchema(_WINDOW)]
Start = Annotated[Point, PlainValidator(_start), WithJsonSchema(_POINT)]
MaybeStart = Annotated[Point | None, PlainValidator(_start), WithJsonSchema(_POINT)]
MaybeDue = Annotated[Point | None, PlainValidator(_due), WithJsonSchema(_POINT)]
Moment = Annotated[datetime, PlainValidator(_moment), WithJsonSchema(_DATE)]
Until = Annotated[datetime | None, PlainValidator(_until), WithJsonSchema(_DATE)]
Then = Annotated[Onward, PlainValidator(_onward), WithJsonSchema({"enum": [o.value for o in Onward]})]
Renewed = Annotated[Renewal | None, PlainValidator(_renewal), WithJsonSchema({"enum": [r.value for r in Renewal]})]
Quotas = Annotated[Quota, PlainValidator(_quota), WithJsonSchema({"enum": [q.value for q in Quota]})]
Binds = Annotated[bool, PlainValidator(_suspended), WithJsonSchema({"enum": list(_SUSPENDED)})]
