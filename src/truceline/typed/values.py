"""Values: numbers and times as a person types them."""

from __future__ import annotations

import re
from datetime import date, datetime, time, timedelta

from truceline.errors import ValueProblem
from truceline.model import Basis, Comparator, Precision, Rate, When
from truceline.model.when import midnight, tzinfo
from truceline.typed.sheet import Cell

Bounds = tuple[float | None, float | None, Comparator]

_NUMBER = r"\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?"
_FIGURE = re.compile(
    rf"(?:(?P<how>[a-z][a-z ]*?)\s+)?(?P<low>{_NUMBER})(?:\s*(?:to|-|–)\s*(?P<high>{_NUMBER}))?", re.IGNORECASE
)
_HOW = {
    "exactly": Comparator.EXACTLY,
    "at least": Comparator.AT_LEAST,
    "over": Comparator.OVER,
    "more than": Comparator.OVER,
    "at most": Comparator.AT_MOST,
    "up to": Comparator.AT_MOST,
    "no more than": Comparator.AT_MOST,
    "under": Comparator.UNDER,
    "fewer than": Comparator.UNDER,
    "less than": Comparator.UNDER,
    "almost": Comparator.UNDER,
    "nearly": Comparator.UNDER,
    "about": Comparator.ABOUT,
    "around": Comparator.ABOUT,
    "some": Comparator.ABOUT,
    "roughly": Comparator.ABOUT,
}
_FROM = (Comparator.AT_LEAST, Comparator.OVER)
_UNTIL = (Comparator.AT_MOST, Comparator.UNDER)
_HOW_TO_COUNT = 'Write a number such as 13, "at least 50", "about 240", "up to 12" or "10 to 12".'
_HOW_TO_DATE = (
    'Write 2023-11-24, "2023-11-24 07:00" or 2023-11; two of them, "2023-11-24 to 2023-12-01"; or "since 2023-11-24".'
)
_POINT = re.compile(r"(?P<y>\d{4})-(?P<m>\d{2})(?:-(?P<d>\d{2})(?:[ T](?P<clock>\d{1,2}:\d{2}))?)?")


def bounds(cell: Cell) -> Bounds:
    """Low, high and comparator of a typed number. Raises ValueProblem."""
    said = cell.text()
    found = _FIGURE.fullmatch(said)
    how = _HOW.get((found["how"] or "exactly").lower()) if found else None
    if found is None or how is None:
        raise cell.wrong(f"{said!r} is no number.", _HOW_TO_COUNT)
    low = _number(found["low"])
    if found["high"] is None:
        return (None if how in _UNTIL else low, None if how in _FROM else low, how)
    high = _number(found["high"])
    if how not in (Comparator.EXACTLY, Comparator.ABOUT) or high < low:
        raise cell.wrong(f"{said!r} is no range.", _HOW_TO_COUNT)
    return low, high, Comparator.BETWEEN if how is Comparator.EXACTLY else how


def rate(cell: Cell) -> Rate:
    """ "day" or "10 hostages": what a figure is counted against. Raises ValueProblem."""
    said = cell.text()
    found = re.fullmatch(rf"(?P<count>{_NUMBER})\s+(?P<unit>\S.*)", said)
    if found is None:
        return Rate(1, said)
    if not (count := _number(found["count"])):
        raise cell.wrong(f"{said!r}: nothing can be counted against 0.", "Write `day`, or `10 hostages`.")
    return Rate(count, found["unit"])


def when(cell: Cell, zone: str, *, total: bool = False) -> When:
    """A typed time: a day, a moment, a month, two with "to" between, or one with "since" or "until" before it.

    It is read in the zone of the sheet.
    ``total`` says that it is the stretch a running total covers. Raises ValueProblem.
    """
    said = cell.text()
    if open := re.fullmatch(r"(since|until) (\S.*)", said):
        start, end, _ = _point(open[2], zone, cell)
        since = open[1] == "since"
        return When(start if since else None, None if since else end, Precision.SPAN, Basis.STATED, said, zone)
    first, to, last = said.partition(" to ")
    start, end, precision = _point(first, zone, cell)
    if not to:
        return When(start, end, Precision.SPAN if total else precision, Basis.STATED, said, zone)
    until, after, _ = _point(last, zone, cell)
    # A clock time ends the stretch itself; a day or a month ends it with its own end.
    end = until if ":" in last else after
    if end <= start:
        raise cell.wrong(f"{said!r} ends before it begins.", "Put the earlier time first.")
    return When(start, end, Precision.SPAN if total else precision, Basis.STATED, said, zone)


def _point(words: str, zone: str, cell: Cell) -> tuple[datetime, datetime, Precision]:
    found = _POINT.fullmatch(words.strip())
    if found is None:
        raise cell.wrong(f"{words.strip()!r} is no day and no time.", _HOW_TO_DATE)
    try:
        day = date(int(found["y"]), int(found["m"]), int(found["d"] or 1))
        if found["clock"]:
            hour, minute = found["clock"].split(":")
            at = datetime.combine(day, time(int(hour), int(minute)), tzinfo(zone))
            return at, at + timedelta(minutes=1), Precision.MINUTE
        if found["d"]:
            return midnight(day, zone), midnight(day + timedelta(days=1), zone), Precision.DAY
        following = (day + timedelta(days=31)).replace(day=1)
        return midnight(day, zone), midnight(following, zone), Precision.MONTH
    except (ValueError, OverflowError):
        raise cell.wrong(f"there is no such day or time as {words.strip()!r}.", _HOW_TO_DATE) from None


def checked_zone(cell: Cell) -> str:
    """The name of a time zone. Raises ValueProblem."""
    try:
        tzinfo(cell.text())
    except ValueProblem as error:
        raise cell.wrong(error.what, error.todo) from None
    return cell.text()


def _number(words: str) -> float:
    return float(words.replace(",", ""))
