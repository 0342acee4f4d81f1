"""Figures over time: one strip a speaker, each figure as a point or a range, open bounds as open ends."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from truceline.brief.drawing import INK, SOFT, WIDTH, Window, inline, moment_of, stamp, styled, time_axis, window
from truceline.brief.kinds import held, released
from truceline.brief.sentences import can_be_coded
from truceline.brief.statements import Statement
from truceline.brief.times import day_words
from truceline.brief.voices import voice_words
from truceline.brief.words import amount_words, capital, counted, number_words, of_time, tidy
from truceline.model import Basis, Comparator, Figure, Precision

STRIPS = 8
_NAME_LIMIT = 80
_OWN_WORDS = "Reports, in their own words"
_ONE_DAY = (Precision.MINUTE, Precision.HOUR, Precision.PART_OF_DAY, Precision.DAY)
_APART = 0.08
"""How far apart, as a part of the time shown, two figures stand if both get their number written beside them."""
_STRIP_HEIGHT = 74


@dataclass(frozen=True, slots=True)
class Series:
    """Figures that can be compared: of one population and unit, by all speakers. ``level`` is true of what
    stands until it changes (people held), false of what is counted anew each day (people released)."""

    key: str
    title: str
    found: tuple[Statement, ...]
    level: bool


def series(found: Sequence[Statement]) -> tuple[Series, ...]:
    """Held and released people by what is counted, those with most figures first."""
    by_key: dict[tuple[str, str], list[Statement]] = defaultdict(list)
    for statement in found:
        kind = "held" if held(statement) else "released" if released(statement) else ""
        if kind and _comparable(statement, kind):
            by_key[kind, _counted(statement)].append(statement)
    ordered = sorted(by_key.items(), key=lambda x: (-len(x[1]), x[0]))
    return tuple(
        Series(f"{kind}-{_slug(category)}", f"{capital(category)} {kind}, by speaker", tuple(group), kind == "held")
        for (kind, category), group in ordered
    )


@dataclass(frozen=True, slots=True)
class FigurePoint:
    """One figure of a speaker. ``at`` is local wall-clock time in ISO form; ``low`` and ``high`` are None where open;
    ``kind`` is exact, about, range or open; ``label`` the figure in short; ``claims`` the ids of what it rests on."""

    voice: str
    at: str
    low: float | None
    high: float | None
    kind: str
    label: str
    claims: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class FigureCourse:
    """Figures of one kind of people over time, by speaker; ``level`` as in ``Series``, ``left`` how many have no time,
    or belong to speakers beyond the first ones."""

    key: str
    title: str
    level: bool
    points: tuple[FigurePoint, ...]
    left: int = 0


def courses(found: Sequence[Statement]) -> tuple[FigureCourse, ...]:
    """What ``figures`` draws, as values: every kind of people with figures of two moments or more."""
    made = []
    for one in series(found):
        timed = [(s, m) for s in one.found if (m := moment_of(s)) is not None]
        names = _names([s for s, _ in timed])
        rows = _rows([(s, m) for s, m in timed if _strip(s) in names], names)
        points = tuple(
            FigurePoint(r["voice"], r["at"], r["low"], r["high"], r["kind"], r["label"], tuple(r["claims"]))
            for r in sorted(rows, key=lambda r: r["at"])
        )
        if len({p.at for p in points}) > 1:
            made.append(FigureCourse(one.key, one.title, one.level, points, len(one.found) - len(points)))
    return tuple(made)


def _comparable(statement: Statement, kind: str) -> bool:
    """Neither a rate, a duration nor a part; of what is counted anew, only the figure of one stated day, since
    a total over days would stand among them like a day's."""
    if not can_be_coded(statement) or statement.is_rate or not _counted(statement):
        return False
    figure = statement.claim.act.figures[0]
    when = statement.claim.act.when
    of_a_day = when is not None and when.basis is not Basis.PUBLICATION and when.precision in _ONE_DAY
    return not of_time(figure.unit) and figure.part_of is None and (kind == "held" or of_a_day)


def _counted(statement: Statement) -> str:
    act = statement.claim.act
    return tidy(act.figures[0].unit or act.figures[0].category or act.category or "")


def _slug(text: str) -> str:
    return re.sub(r"[^a-z0-9]+", "-", text.casefold()).strip("-") or "people"


def figures(one: Series) -> tuple[dict[str, Any], str, str] | None:
    """The specification, its description in words and its caption; None where nothing can be drawn."""
    timed = [(s, m) for s in one.found if (m := moment_of(s)) is not None]
    shown = window(one.found, [m for _, m in timed])
    if shown is None:
        return None
    near = [(s, m) for s, m in timed if shown.holds(m.date())]
    names = _names([s for s, _ in near])
    kept = [(s, m) for s, m in near if _strip(s) in names]
    rows = _rows(kept, names)
    if len({r["at"] for r in rows}) < 2:
        return None  # one moment alone is no course of time
    _thinned(rows, shown, level=one.level)
    left = len(one.found) - len(kept)
    made = _chart(rows, list(names.values()), shown, level=one.level)
    return styled(made), _alt(one, kept), _caption(rows, left, level=one.level)


def _names(found: Sequence[Statement]) -> dict[str, str]:
    """Strip titles by voice: those with most figures, in order of first appearance; two voices of one
    name are told apart."""
    counts = Counter(_strip(s) for s in found)
    most = {key for key, _ in sorted(counts.items(), key=lambda x: (-x[1], x[0]))[:STRIPS]}
    names: dict[str, str] = {}
    for statement in found:
        if (key := _strip(statement)) in most and key not in names:
            voice = _OWN_WORDS if statement.is_report else capital(voice_words(statement.claim.voice))
            name = voice if len(voice) <= _NAME_LIMIT else voice[: _NAME_LIMIT - 1].rstrip() + "…"
            names[key] = name + " " * sum(n.rstrip() == name for n in names.values())
    return names


def _strip(statement: Statement) -> str:
    """Whose strip a figure stands in: all reports' own words share one."""
    return "report:" if statement.is_report else statement.voice_key


def _rows(kept: Sequence[tuple[Statement, datetime]], names: dict[str, str]) -> list[dict[str, Any]]:
    rows = []
    for statement, moment in kept:
        figure = statement.claim.act.figures[0]
        if figure.low is None and figure.high is None:
            continue
        when = statement.claim.act.when
        clocked = when is not None and when.precision is Precision.MINUTE
        known = figure.low if figure.low is not None else figure.high
        rows.append(
            {
                "voice": names[_strip(statement)],
                "at": stamp(moment, whole_day=not clocked),
                "known": known,
                "low": figure.low,
                "high": figure.high,
                "top": figure.high if figure.high is not None else figure.low,
                "kind": _kind(figure.low, figure.high, figure.comparator),
                "label": _short(figure),
                "claims": [c.id for c in statement.claims],
            }
        )
    return rows


def _short(figure: Figure) -> str:
    """A figure as short as a picture needs it: "92+", "up to 94", "84–104"."""
    if figure.high is None:
        return f"{number_words(figure.low or 0)}+"
    if figure.low is None:
        return f"up to {number_words(figure.high)}"
    low, high = number_words(figure.low), number_words(figure.high)
    return low if low == high else f"{low}–{high}"


def _thinned(rows: list[dict[str, Any]], shown: Window, *, level: bool) -> None:
    """Takes away numbers that would stand over the one before in their strip, or, of a level, only repeat it."""
    room = ((shown.last - shown.first).days + 2) * _APART
    last: dict[str, tuple[datetime, str]] = {}
    for row in sorted(rows, key=lambda r: r["at"]):
        at, label = datetime.fromisoformat(row["at"]), row["label"]
        before = last.get(row["voice"])
        if before is not None and ((level and before[1] == label) or (at - before[0]).total_seconds() < room * 86400):
            row["label"] = ""
        else:
            last[row["voice"]] = (at, label)


def _kind(low: float | None, high: float | None, comparator: Comparator) -> str:
    if low is None or high is None:
        return "open"
    if low != high:
        return "range"
    return "about" if comparator is Comparator.ABOUT else "exact"


def _alt(one: Series, kept: Sequence[tuple[Statement, datetime]]) -> str:
    said = [
        f"{tidy(s.claim.speaker)}: {amount_words(s.claim.act.figures[0])} on {day_words(m.date())}"
        for s, m in kept[:12]
    ]
    more = f"; and {len(kept) - 12} more" if len(kept) > 12 else ""
    return f"{one.title}. {'; '.join(said)}{more}."


def _caption(rows: Sequence[dict[str, Any]], left: int, *, level: bool) -> str:
    kinds = {r["kind"] for r in rows}
    said = ["Each strip is one speaker."]
    if not level:
        said.append("Only figures of one stated day are drawn; totals stand in the text.")
    if level and len({r["voice"] for r in rows}) < len(rows):
        said.append("A grey line carries a speaker's figure on to the next one given.")
    if "about" in kinds:
        said.append("A hollow point is a figure given as “about”.")
    if "range" in kinds:
        said.append("A bar runs from the lowest to the highest number.")
    if "open" in kinds:
        said.append("A dashed end with an arrow is open: the speaker gave no bound on that side.")
    if left:
        said.append(f"Not drawn: {counted(left, 'figure')}.")
    return " ".join(said)


def _chart(rows: list[dict[str, Any]], names: list[str], shown: Window, *, level: bool) -> Any:
    import altair as alt

    low, high = _limits(rows)
    for row in rows:
        row["edge"] = high if row["high"] is None else low
    x = alt.X("at:T", scale=alt.Scale(type="utc", domain=shown.domain), axis=alt.Axis(**time_axis(shown)))
    y = alt.Y(
        "known:Q",
        title=None,
        scale=alt.Scale(domain=[low, high], nice=False, zero=False),
        axis=alt.Axis(tickCount=3, tickMinStep=1, domain=False, ticks=False, format=",~f"),
    )
    base = alt.Chart().encode(x=x, y=y)
    exact = "datum.kind == 'exact'"
    line = base.transform_filter("datum.kind != 'open' && datum.kind != 'range'").mark_line(
        interpolate="step-after", color="#b4b8bc", strokeWidth=1.5
    )
    layers = [
        *([line] if level else []),
        base.transform_filter("datum.kind == 'range'").mark_bar(width=5, color=SOFT).encode(y2="top:Q"),
        base.transform_filter("datum.kind == 'open'")
        .mark_rule(color=INK, strokeDash=[3, 3], strokeWidth=1.5)
        .encode(y2="edge:Q"),
        _arrow(base, "triangle-up", "datum.high === null"),
        _arrow(base, "triangle-down", "datum.low === null"),
        base.transform_filter(f"{exact} || datum.kind == 'open'").mark_point(
            filled=True, color=INK, size=60, opacity=1
        ),
        base.transform_filter("datum.kind == 'about'").mark_point(filled=False, color=INK, size=60, opacity=1),
        _number(base, "datum.high !== null", "top:Q", -12),
        _number(base, "datum.high === null", "known:Q", 13),
    ]
    strips = alt.layer(*layers).properties(width=WIDTH + 110, height=_STRIP_HEIGHT)
    header = alt.Header(title=None, labelAnchor="start", labelOrient="top", labelAngle=0, labelPadding=4)
    return strips.facet(row=alt.Row("voice:N", sort=names, header=header), data=inline(rows), spacing=14)


def _number(base: Any, where: str, y: str, dy: int) -> Any:
    """The number above the figure, or below it where an open end points up."""
    shown = base.transform_filter(f"datum.label != '' && {where}")
    return shown.mark_text(align="center", dy=dy, fontSize=12, color=INK).encode(y=y, text="label:N")


def _arrow(base: Any, shape: str, where: str) -> Any:
    return (
        base.transform_filter(f"datum.kind == 'open' && {where}")
        .mark_point(shape=shape, filled=True, color=INK, size=45, opacity=1)
        .encode(y="edge:Q")
    )


def _limits(rows: Sequence[dict[str, Any]]) -> tuple[float, float]:
    """The ends of the number axis: all figures with room around them, never below nought."""
    values = [v for r in rows for v in (r["low"], r["high"]) if v is not None]
    low, high = min(values), max(values)
    room = max((high - low) * 0.3, high * 0.015, 1)
    return max(0, low - room), high + room
