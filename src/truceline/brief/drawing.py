"""What the pictures share: their greys, their time axis, and the step from specification to SVG."""

from __future__ import annotations

import re
import textwrap
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from truceline.brief.statements import Statement, published_at
from truceline.brief.words import tidy
from truceline.model import Basis

INK, SOFT, LINE, FAINT = "#1d1f21", "#55595e", "#dadbd8", "#f6f6f4"
WIDTH = 440
"""Of the plot itself; the whole picture stays under 620 pixels, a page's measure."""
AROUND = timedelta(days=14)
"""How far from the reports' own days a time may lie and still be drawn to scale with them."""
_DAY_TICKS = 16


@dataclass(frozen=True, slots=True)
class Window:
    """The days that a picture shows, both inclusive."""

    first: date
    last: date

    @property
    def domain(self) -> list[str]:
        """Its ends for a time axis, with half a day of room on both sides."""
        return [f"{self.first - timedelta(days=1)}T12:00:00Z", f"{self.last + timedelta(days=1)}T12:00:00Z"]

    def holds(self, day: date) -> bool:
        return self.first <= day <= self.last


def moment_of(statement: Statement, *, spoken: bool = False) -> datetime | None:
    """When to draw a statement: the start of its act, else its last minute, or, for what is only ``spoken``, the day
    of the report; None where neither is known."""
    when = statement.claim.act.when
    if not spoken and when is not None and when.basis is not Basis.PUBLICATION:
        # A time ends before its end: what was so until the end of a day belongs to that day.
        return when.start or (when.end and when.end - timedelta(minutes=1))
    return published_at(statement.report)


def window(found: Iterable[Statement], moments: Sequence[datetime]) -> Window | None:
    """The days to show: those of ``moments`` that lie near the reports' own days."""
    days = sorted(m.date() for m in moments)
    out = sorted(at.date() for s in found for r in s.reports if (at := published_at(r)) is not None)
    if not days:
        return None
    first, last = (out[0] - AROUND, out[-1] + AROUND) if out else (days[0], days[-1])
    near = [d for d in days if first <= d <= last]
    return Window(near[0], near[-1]) if near else None


def stamp(moment: datetime, *, whole_day: bool) -> str:
    """A local time as the axis wants it: the same wall clock, called UTC; a day stands at its noon."""
    if whole_day:
        return f"{moment.date()}T12:00:00Z"
    return f"{moment:%Y-%m-%dT%H:%M:00Z}"


def wrapped(name: str, width: int = 20, lines: int = 3) -> str:
    """A name over a few lines, cut with "…" where it is longer still."""
    return "\n".join(textwrap.wrap(tidy(name), width, max_lines=lines, placeholder=" …", break_on_hyphens=False))


def time_axis(shown: Window) -> dict[str, Any]:
    """An axis with one tick a day where there is room, else as many as fit."""
    days = (shown.last - shown.first).days + 1
    same_year = shown.first.year == shown.last.year
    axis: dict[str, Any] = {
        "title": str(shown.first.year) if same_year else None,
        "format": "%-d %b" if same_year else "%-d %b %Y",
        "grid": False,
        "labelOverlap": "greedy",
        "labelSeparation": 6,
        "tickCount": 8 if same_year else 6,
    }
    if days <= _DAY_TICKS:
        axis["values"] = [f"{shown.first + timedelta(days=n)}T12:00:00Z" for n in range(days)]
    return axis


def styled(chart: Any) -> dict[str, Any]:
    """The specification of an altair chart in the house's look."""
    spec: dict[str, Any] = chart.to_dict()
    return {**spec, "background": "transparent", "padding": _PADDING, "config": {**spec.get("config", {}), **_CONFIG}}


_PADDING = {"left": 30, "right": 24, "top": 4, "bottom": 4}
"""Room for a reader's sans-serif that is wider than the one the picture was measured with."""

_CONFIG: dict[str, Any] = {
    "font": "sans-serif",
    "view": {"stroke": None},
    "axis": {
        "labelColor": SOFT,
        "titleColor": SOFT,
        "titleFontWeight": "normal",
        "labelFontSize": 12,
        "titleFontSize": 12,
        "domainColor": LINE,
        "tickColor": LINE,
        "gridColor": LINE,
        "labelLimit": 400,
    },
    "legend": {
        "labelColor": INK,
        "titleColor": SOFT,
        "titleFontWeight": "normal",
        "labelFontSize": 12,
        "titleFontSize": 12,
        "labelLimit": 400,
    },
    "header": {"labelColor": INK, "labelFontSize": 12.5, "labelLimit": 600, "titleColor": SOFT},
}


def inline(rows: Sequence[dict[str, Any]]) -> Any:
    """Rows as the data of an altair chart, inside its specification."""
    import altair

    data: Any = altair.Data
    return data(values=list(rows))


def svg(spec: dict[str, Any], name: str) -> str:
    """The specification drawn as one SVG element, whose ids cannot meet those of another picture."""
    import vl_convert

    drawn: str = vl_convert.vegalite_to_svg(spec, vl_version="6.4")
    return re.sub(r'(\bid="|url\(#|href="#)(?=[A-Za-z])', rf"\g<1>{name}-", drawn)
