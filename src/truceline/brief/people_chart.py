"""People over time by speaker: a strip for each account, who is held and who was released as bands from the lowest to
the highest number that it allows."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from math import inf
from typing import Any

from truceline.accounts.account import UNDISPUTED
from truceline.accounts.course import Course, Step
from truceline.accounts.people_board import count_words
from truceline.accounts.shown import account_words, short_range
from truceline.brief.drawing import SOFT, Window, inline, styled, time_axis
from truceline.brief.times import day_words
from truceline.brief.words import capital

STRIPS = 5
COLOURS = ("#24486b", "#a8572b", "#4f7f66", "#7d6a9c", "#8a7430")
"""One for each speaker; what nobody disputes is grey. What tells strips apart is their place and title, not colour."""
COLUMNS = ("held", "released")
_WIDTH, _HEIGHT = 430, 76
_OPEN = 0.1
"""How far a band without an upper end is drawn, as a part of the axis."""
_GAP = 0.17
"""How far apart two labels of one strip stand at least, as a part of the axis."""


@dataclass(frozen=True, slots=True)
class People:
    """What one picture shows: one population, by account."""

    population: str
    courses: tuple[Course, ...]

    @property
    def key(self) -> str:
        return "-".join(["people", *self.population.casefold().split()])

    @property
    def title(self) -> str:
        return f"{capital(self.population)} over time, by account"


def pictures(courses: Sequence[Course]) -> tuple[People, ...]:
    """One picture for each population of which a number moves, in the order of the agreement."""
    groups: dict[str, list[Course]] = {}
    for course in courses:
        groups.setdefault(course.population, []).append(course)
    return tuple(People(name, tuple(group)) for name, group in groups.items() if any(c.moves for c in group))


def people(one: People) -> tuple[dict[str, Any], str, str]:
    """The specification, its description in words and its caption."""
    shown, left = one.courses[:STRIPS], one.courses[STRIPS:]
    known = [s.at.date() for c in shown for s in _steps(c) if s.count.known]
    window = Window(min(known), max(known))
    return styled(_chart(shown, window)), _alt(one, shown), _caption(shown, left)


@dataclass(frozen=True, slots=True)
class PeoplePicture:
    """The courses of one population, and their picture: ``spec`` for Vega-Lite, ``alt`` and ``caption`` in words."""

    population: str
    title: str
    courses: tuple[Course, ...]
    spec: dict[str, Any]
    alt: str
    caption: str


def drawn(courses: Sequence[Course]) -> tuple[PeoplePicture, ...]:
    """The pictures of ``pictures``, each with its specification."""
    return tuple(PeoplePicture(one.population, one.title, one.courses, *people(one)) for one in pictures(courses))


def _steps(course: Course) -> Iterator[Step]:
    yield from course.held
    yield from course.released


def _named(course: Course) -> Iterator[tuple[str, list[Step]]]:
    """The columns that the account knows on some day, with those days."""
    for name, steps in zip(COLUMNS, (course.held, course.released), strict=True):
        known = [s for s in steps if s.count.known]
        if known:
            yield name, known


def _title(course: Course) -> str:
    return capital(account_words(*course.accounts))


def _alt(one: People, shown: Sequence[Course]) -> str:
    told = []
    for course in shown:
        for name, known in _named(course):
            ends = dict.fromkeys(f"{count_words(s.count)} on {day_words(s.at.date())}" for s in (known[0], known[-1]))
            told.append(f"{_title(course)}: {name} {', then '.join(ends)}")
    return f"{one.title}. {'; '.join(told)}."


def _caption(shown: Sequence[Course], left: Sequence[Course]) -> str:
    counts = [s.count for c in shown for s in _steps(c) if s.count.known]
    said = ["Each strip is an account, or several with the same numbers; the last number stands at the end."]
    if any(c.released for c in shown) and any(c.held for c in shown):
        said.append("A full line is who is held, a dashed one who was released under the deal.")
    if any(not c.exact and c.high < inf for c in counts):
        said.append("A band runs from the lowest to the highest number that the account allows.")
    if any(c.high == inf for c in counts):
        said.append("A band without an upper line has no upper end.")
    if left:
        said.append(f"Not drawn: {'; '.join(account_words(*c.accounts) for c in left)}.")
    return " ".join(said)


# --- drawing --------------------------------------------------------------------------------------------
def _chart(shown: Sequence[Course], window: Window) -> Any:
    import altair as alt

    low, high = _limits(shown)
    rows = [r for c in shown for r in (*_rows(c, high - low), *_labels(c, window, high - low))]
    titles = [_title(c) for c in shown]
    x = alt.X("at:T", scale=alt.Scale(type="utc", domain=window.domain), axis=alt.Axis(**time_axis(window)))
    scale = alt.Scale(domain=[low, high], nice=False, zero=False)
    axis = alt.Axis(tickCount=3, tickMinStep=1, domain=False, ticks=False, format=",~f")
    y = alt.Y("low:Q", title=None, scale=scale, axis=axis)
    colours = [SOFT if c.accounts == (UNDISPUTED,) else own for c, own in zip(shown, COLOURS, strict=False)]
    colour = alt.Color("voice:N", scale=alt.Scale(domain=titles, range=colours), legend=None)
    dash = alt.StrokeDash("column:N", scale=alt.Scale(domain=list(COLUMNS), range=[[1, 0], [4, 3]]), legend=None)
    base = alt.Chart().transform_filter("datum.label === ''").encode(x=x, color=colour, detail="run:N")
    upper = base.transform_filter("!datum.open && datum.high > datum.low")
    layers = [
        base.mark_area(interpolate="step-after", opacity=0.18).encode(y=y, y2="high:Q"),
        _line(base, 1.6).encode(y=y, strokeDash=dash),
        _line(upper, 1).encode(y=alt.Y("high:Q", scale=scale), strokeDash=dash),
        alt.Chart()
        .transform_filter("datum.label !== ''")
        .mark_text(align="left", baseline="middle", dx=6, fontSize=11.5)
        .encode(x=x, y=y, text="label:N", color=colour),
    ]
    strips = alt.layer(*layers).properties(width=_WIDTH, height=_HEIGHT)
    header = alt.Header(title=None, labelAnchor="start", labelOrient="top", labelAngle=0, labelPadding=4)
    return strips.facet(row=alt.Row("voice:N", sort=titles, header=header), data=inline(rows), spacing=14)


def _line(base: Any, width: float) -> Any:
    return base.mark_line(interpolate="step-after", strokeWidth=width)


def _limits(shown: Sequence[Course]) -> tuple[float, float]:
    """The ends of the number axis: from nought, unless all numbers lie far above it."""
    values = [v for c in shown for s in _steps(c) if s.count.known for v in (s.count.low, s.count.high) if v < inf]
    low, high = max(0.0, min(values)), max(values)
    room = max((high - low) * 0.08, 1)
    return (0.0 if low < high * 0.6 else max(0.0, low - room)), high + room


def _rows(course: Course, span: float) -> Iterator[dict[str, Any]]:
    """One row a day. Days of which nothing is known part a band into runs."""
    for name, steps in zip(COLUMNS, (course.held, course.released), strict=True):
        run = 0
        for step in steps:
            if not step.count.known:
                run += 1
                continue
            low, open_ = max(step.count.low, 0.0), step.count.high == inf
            yield {
                "voice": _title(course),
                "column": name,
                "run": f"{name} {run}",
                "at": f"{step.at:%Y-%m-%dT%H:%M:00Z}",
                "low": low,
                "high": low + _OPEN * span if open_ else step.count.high,
                "open": open_,
                "label": "",
            }


def _labels(course: Course, window: Window, span: float) -> Iterator[dict[str, Any]]:
    """Each last number beside the end of its band; two that would meet are moved apart."""
    found: list[tuple[float, str, str]] = []
    for name, known in _named(course):
        count = known[-1].count
        middle = count.low if count.high == inf else (max(count.low, 0.0) + count.high) / 2
        found.append((middle, f"{name} {short_range(count)}", name))
    least = -inf
    for at, label, name in sorted(found):
        row = {"voice": _title(course), "column": name, "run": "", "at": window.domain[1], "label": label}
        yield {**row, "low": max(at, least), "high": at}
        least = max(at, least) + _GAP * span
