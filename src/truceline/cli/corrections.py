"""Corrections: ``field=value`` as typed -> the changes of a correction.

A value that is JSON is taken as such; other words are text, and have a friendly form where the
field holds more than text:

    actors="A; B"             names, also for recipients
    figures="over 400 strikes; 10 to 12 people"
    when=2023-12-01           a day, a time (2023-12-01T07:00), or "2023-11-24 to 2023-11-30"
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from truceline.errors import InputError
from truceline.model import Basis, Claim, Comparator, Figure, Precision, When

if TYPE_CHECKING:
    from truceline.case import Case

_FIGURE = re.compile(
    r"(?:(?P<bound>over|more than|at least|under|less than|at most|about)\s+)?"
    r"(?P<low>\d[\d,]*(?:\.\d+)?)(?:\s*(?:to|-|–)\s*(?P<high>\d[\d,]*(?:\.\d+)?))?\s*(?P<unit>[^\d].*)?",
    re.IGNORECASE,
)
_BOUNDS = {
    "over": Comparator.OVER,
    "more than": Comparator.OVER,
    "at least": Comparator.AT_LEAST,
    "under": Comparator.UNDER,
    "less than": Comparator.UNDER,
    "at most": Comparator.AT_MOST,
    "about": Comparator.ABOUT,
}
_BELOW = (Comparator.UNDER, Comparator.AT_MOST)


def changes(case: Case, claim: Claim, settings: Sequence[str]) -> dict[str, object]:
    """The fields to change and their new values. Raises InputError for what cannot be understood."""
    found: dict[str, object] = {}
    for setting in settings:
        name, equals, value = setting.partition("=")
        name = name.strip()
        if not equals or not name:
            raise InputError(f"{setting!r} is no field=value.", todo='Write, for example, --set actors="A; B".')
        if name in found:
            raise InputError(f"the field {name!r} is set twice.", todo="Set it once.")
        found[name] = _value(case, claim, name, value.strip())
    return found


def _value(case: Case, claim: Claim, name: str, value: str) -> object:
    try:
        return json.loads(value)
    except ValueError:
        pass
    friendly: dict[str, Callable[[], object]] = {
        "actors": lambda: _names(value),
        "recipients": lambda: _names(value),
        "figures": lambda: _figures(claim, value),
        "when": lambda: _when(case, claim, value),
        "act": value.upper,
    }
    return friendly[name]() if name in friendly else value


def _names(value: str) -> tuple[str, ...]:
    return tuple(name.strip() for name in value.split(";") if name.strip())


def _figures(claim: Claim, value: str) -> tuple[Figure, ...]:
    figures = tuple(_figure(words.strip()) for words in value.split(";") if words.strip())
    coded = claim.act.figures
    if len(figures) != len(coded):
        return figures
    # What the typed words cannot say stays as it was.
    return tuple(
        replace(f, unit=f.unit or c.unit, category=c.category, kinds=c.kinds, part_of=c.part_of, per=c.per)
        for f, c in zip(figures, coded, strict=True)
    )


def _figure(words: str) -> Figure:
    match = _FIGURE.fullmatch(words)
    if match is None:
        todo = 'Write, for example, "over 400 strikes", "10 to 12 people", or a figure as JSON.'
        raise InputError(f"{words!r} is no figure.", todo=todo)
    low, high = (float(n.replace(",", "")) if n else None for n in match.group("low", "high"))
    bound = _BOUNDS.get((match["bound"] or "").lower())
    unit = (match["unit"] or "").strip()
    if high is not None:
        return Figure(low, high, bound or Comparator.BETWEEN, unit, words)
    if bound in _BELOW:
        return Figure(None, low, bound or Comparator.UNDER, unit, words)
    if bound in (Comparator.OVER, Comparator.AT_LEAST):
        return Figure(low, None, bound or Comparator.OVER, unit, words)
    return Figure(low, low, bound or Comparator.EXACTLY, unit, words)


def _when(case: Case, claim: Claim, value: str) -> When:
    """A person states it, by name and with a reason; the words of the report stay as they were coded."""
    coded, zone = claim.act.when, case.settings.zone
    words = coded.words if coded else ""
    first, _, last = value.partition(" to ")
    start = _one_time(case, first, zone)
    if not last:
        return replace(start, words=words)
    end = _one_time(case, last, zone)
    return When(start.start, end.end, Precision.SPAN, Basis.STATED, words, zone)


def _one_time(case: Case, words: str, zone: str | None) -> When:
    moment = case.moment(words.strip())
    if isinstance(moment, datetime):
        return When(moment, moment + timedelta(minutes=1), Precision.MINUTE, Basis.STATED, zone=zone)
    return When.day(moment, zone=zone)
