"""Schedules: the lines of a schedule as steps, with what comes every so many days written out."""

from __future__ import annotations

from collections.abc import Iterator

from truceline.agreements.phrases import digits
from truceline.agreements.problems import Unclear
from truceline.agreements.schema import StepText
from truceline.agreements.scope import Spot
from truceline.agreements.terms import Amount, Anchor, Length, Point, Step, Unit

_MOST_STEPS = 1000


def steps(lines: tuple[StepText, ...], amount: Amount | None, spot: Spot) -> tuple[Step, ...]:
    """Every step, in order. Told at the spot: more than the amount, a rest of nothing, days that run backwards."""
    found = spot.ask(lambda: tuple(_steps(lines, amount)), (), "schedule")
    spot.ask(lambda: _sums_up(found, amount), None, "schedule")
    looked_up = ((s, spot.point(s.due, "schedule")) for s in found)
    return tuple(Step(due, s.amount, s.rest, s.label) for s, due in looked_up if due is not None)


def _steps(lines: tuple[StepText, ...], amount: Amount | None) -> Iterator[Step]:
    day, told = 0, 0.0
    for n, line in enumerate(lines):
        if line.every is not None:
            until = _next_day(lines[n + 1 :])
            for step in _again(line, line.every, day, until, _left(amount, told)):
                day, told = step.due.day or day, told + (step.amount or 0)
                yield step
            continue
        assert line.due is not None
        if line.amount is None and n + 1 < len(lines):
            raise Unclear("the rest comes last.", "Move it to the end.", (line.label,))
        if line.due.day is not None and line.due.anchor is not Anchor.MOMENT:
            if line.due.day <= day:
                raise Unclear("this day does not come after the one before.", "Put the days in order.", (line.label,))
            day = line.due.day
        told += line.amount or 0
        yield Step(line.due, line.amount, line.amount is None, line.label)


def _next_day(lines: tuple[StepText, ...]) -> int | None:
    due = lines[0].due if lines else None
    return due.day if due is not None else None


def _left(amount: Amount | None, told: float) -> float | None:
    return amount.low - told if amount and amount.low is not None else None


def _again(line: StepText, every: Length, day: int, until: int | None, left: float | None) -> Iterator[Step]:
    """A step every so many days after ``day``, up to the day before the next line, or until nothing is left."""
    factor = {Unit.DAYS: 1, Unit.WEEKS: 7}.get(every.unit)
    if factor is None or not float(every.amount).is_integer():
        raise Unclear(f'"{line.label}" is no number of days or weeks.', "Write every 7 days.", (line.label,))
    if until is None and left is None:
        raise Unclear("nobody can tell when this stops.", 'Add a last line such as "week 6: the rest".', (line.label,))
    assert line.amount is not None
    for n in range(1, _MOST_STEPS):
        at = day + n * factor * int(every.amount)
        if (until is not None and at >= until) or (until is None and left is not None and left <= 0):
            return
        given = line.amount if until is not None or left is None else min(line.amount, left)
        left = None if left is None else left - given
        yield Step(Point(Anchor.EFFECT, day=at), given, False, f"day {at}")


def _sums_up(found: tuple[Step, ...], amount: Amount | None) -> None:
    told = sum(s.amount or 0 for s in found)
    most = amount.high if amount and amount.high is not None else (amount.low if amount else None)
    if any(s.rest for s in found) and amount is None:
        raise Unclear("nobody can tell what the rest is.", "Say how many in all: release: 33 hostages.")
    if most is not None and told > most:
        what = f"the schedule adds up to {digits(told)}, and {digits(most)} are owed."
        raise Unclear(what, "Correct one of the two.")
