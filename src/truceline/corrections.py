"""Corrections: what a person types -> the changes of a correction, and back.

    actors="A; B"             names, also for recipients
    figures="over 400 strikes; 10 to 12 people"
    when=2023-12-01           a day, a time (2023-12-01T07:00), or "2023-11-24 to 2023-11-30"

The command line takes ``field=value``, where a value that is JSON is taken as such; a form gives each field's words.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import datetime, time, timedelta
from typing import TYPE_CHECKING

from truceline.errors import InputError
from truceline.model import Basis, Claim, Comparator, Figure, Precision, When

if TYPE_CHECKING:
    from truceline.case import Case

FIELDS = (
    "speaker", "stance", "act", "actors", "recipients", "category", "figures", "when", "place", "polarity", "modality",
)  # fmt: skip
"""What a form asks for; ``act`` holds the type and, after a space, the mode."""
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


# --- from words -----------------------------------------------------------------------------------------
def changes(case: Case, claim: Claim, settings: Sequence[str]) -> dict[str, object]:
    """The fields to change and their new values, of ``field=value``. Raises InputError for what is not understood."""
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


def from_form(case: Case, claim: Claim, given: Mapping[str, str]) -> dict[str, object]:
    """The fields to change and their new values, of the words of some of ``FIELDS``; no words empty a field.

    Raises InputError, with the field as ``where``, for what cannot be understood.
    """
    found: dict[str, object] = {}
    for name, words in given.items():
        try:
            found.update(_typed(case, claim, name, words.strip()))
        except InputError as error:
            raise InputError(error.what, where=name, todo=error.todo) from None
    return found


def _typed(case: Case, claim: Claim, name: str, words: str) -> dict[str, object]:
    if name not in FIELDS:
        raise InputError("this field cannot be corrected here.", todo=f"These can be: {', '.join(FIELDS)}.")
    if name == "act":
        act, _, mode = words.partition(" ")
        return {"act": act.upper(), "mode": mode.strip() or None}
    if name in ("place", "category", "when") and not words:
        return {name: None}
    if name == "speaker" and not words:
        raise InputError("a claim needs somebody who speaks.", todo="Write the name, or the words, for the speaker.")
    read = _friendly(case, claim, words).get(name)
    return {name: read() if read else words}


def _value(case: Case, claim: Claim, name: str, value: str) -> object:
    try:
        return json.loads(value)
    except ValueError:
        pass
    if name == "act":
        return value.upper()
    read = _friendly(case, claim, value).get(name)
    return read() if read else value


def _friendly(case: Case, claim: Claim, value: str) -> dict[str, Callable[[], object]]:
    return {
        "actors": lambda: _names(value),
        "recipients": lambda: _names(value),
        "figures": lambda: _figures(claim, value),
        "when": lambda: _when(case, claim, value),
    }


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
    if end.end is None or start.start is None or end.end <= start.start:
        raise InputError(
            f"{last.strip()!r} lies before {first.strip()!r}.", where="when", todo="Give the first one first."
        )
    return When(start.start, end.end, Precision.SPAN, Basis.STATED, words, zone)


def _one_time(case: Case, words: str, zone: str | None) -> When:
    moment = case.moment(words.strip())
    if isinstance(moment, datetime):
        return When(moment, moment + timedelta(minutes=1), Precision.MINUTE, Basis.STATED, zone=zone)
    return When.day(moment, zone=zone)


# --- into words -----------------------------------------------------------------------------------------
def as_typed(claim: Claim) -> dict[str, str]:
    """Each of ``FIELDS`` as a person would type it."""
    act = claim.act
    return {
        "speaker": claim.speaker,
        "stance": claim.stance.value,
        "act": f"{act.type} {act.mode}" if act.mode else act.type,
        "actors": "; ".join(act.actors),
        "recipients": "; ".join(act.recipients),
        "category": act.category or "",
        "figures": "; ".join(map(_figure_typed, act.figures)),
        "when": _when_typed(act.when),
        "place": act.place or "",
        "polarity": act.polarity.value,
        "modality": act.modality.value,
    }


def _figure_typed(figure: Figure) -> str:
    low, high = (None if v is None else f"{v:,.15g}" for v in (figure.low, figure.high))
    bound = next((words for words, comparator in _BOUNDS.items() if comparator is figure.comparator), "")
    if low is not None and high is not None and low != high:
        amount = f"{low} to {high}"
    elif low is None and high is None:
        return figure.words
    else:
        amount = low or high or ""
        if low is None or high is None:
            bound = bound or ("at least" if high is None else "at most")
    return " ".join(filter(None, (bound, amount, figure.unit)))


def _when_typed(when: When | None) -> str:
    if when is None:
        return ""
    if when.start is None or when.end is None:
        known = when.start or when.end
        return _moment_typed(known) if known else ""
    if when.precision is Precision.MINUTE:
        return _moment_typed(when.start)
    last = when.end - timedelta(microseconds=1)
    if when.start.time() == time() and when.end.time() == time():
        first, last_day = when.start.date(), last.date()
        return f"{first}" if last_day <= first else f"{first} to {last_day}"
    return f"{_moment_typed(when.start)} to {_moment_typed(when.end)}"


def _moment_typed(at: datetime) -> str:
    return at.isoformat(timespec="minutes")
