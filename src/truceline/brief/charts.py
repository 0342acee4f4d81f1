"""Charts of a brief: a timeline by party, and figures over time by speaker, as SVG."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from truceline.brief import drawing, figures_chart, people_chart, timeline_chart
from truceline.brief.brief import Brief
from truceline.brief.figures_chart import FigureCourse
from truceline.brief.statements import Statement, statements
from truceline.model import Claim, Report

FIGURE_CHARTS = 3
_PLACES = {"timeline": ("stands", "changed"), "figures": ("people",)}
"""The sections that a kind of picture may stand in, the first that the brief has."""


@dataclass(frozen=True, slots=True)
class Chart:
    """One picture: ``spec`` is its Vega-Lite specification as JSON text, ``svg`` the same drawn when it is asked for,
    ``alt`` what it shows in words, ``caption`` how to read it and what it leaves out. ``section`` is the key of the
    brief's section that it stands in, "" for none."""

    name: str
    title: str
    spec_json: str
    alt: str
    caption: str = ""
    section: str = ""

    @property
    def spec(self) -> dict[str, Any]:
        loaded: dict[str, Any] = json.loads(self.spec_json)
        return loaded

    @property
    def svg(self) -> str:
        return drawing.svg(self.spec, self.name)


def charts(source: Brief | Sequence[Claim], reports: Sequence[Report] = ()) -> tuple[Chart, ...]:
    """The timeline, then people by the accounts of each agreement, then up to three pictures of figures; fewer where
    there is nothing to draw.

    ``source`` is a brief, or claims with the ``reports`` that carry them; a claim whose report is
    not given has no other time than the one its words state.
    """
    found = _statements(source, reports)
    drawn = [_chart("timeline", "What is said of each party, by day", timeline_chart.timeline(found))]
    for key, courses in source.courses if isinstance(source, Brief) else ():
        pictures = people_chart.pictures(courses)
        drawn += [_chart(f"{key}-{one.key}", one.title, people_chart.people(one)) for one in pictures]
    figures: list[Chart | None] = []
    for series in figures_chart.series(found):
        if sum(c is not None for c in figures) < FIGURE_CHARTS:
            figures.append(_chart(f"figures-{series.key}", series.title, figures_chart.figures(series)))
    there = [s.key for s in source.sections] if isinstance(source, Brief) else []
    return tuple(replace(c, section=_section(c.name, there)) for c in (*drawn, *figures) if c is not None)


def _section(name: str, there: Sequence[str]) -> str:
    """The section, of those that are there, that a picture stands in."""
    wanted = _PLACES.get(name.partition("-")[0], (name.partition("-people-")[0],))
    return next((k for k in wanted if k in there), "")


def courses(claims: Sequence[Claim], reports: Sequence[Report]) -> tuple[FigureCourse, ...]:
    """The figures of claims over time, by kind of people and speaker, those with most figures first."""
    return figures_chart.courses(statements(reports, claims))


def _statements(source: Brief | Sequence[Claim], reports: Sequence[Report]) -> tuple[Statement, ...]:
    if isinstance(source, Brief):
        return statements(source.reports, source.claims, source.copies)
    known = {r.id: r for r in reports}
    blank = {c.report: Report(c.report, "") for c in source if c.report not in known}
    return statements((*known.values(), *blank.values()), source)


def _chart(name: str, title: str, made: tuple[dict[str, Any], str, str] | None) -> Chart | None:
    if made is None:
        return None
    spec, alt, caption = made
    spec["description"] = alt
    return Chart(name, title, json.dumps(spec, ensure_ascii=False, sort_keys=True), alt, caption)
