"""People over time: who was held and who had been released, day by day, by account, as numbers and as strips."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta
from typing import Any

from truceline.accounts.account import UNDISPUTED
from truceline.accounts.course import Course, Step
from truceline.accounts.people_board import NOT_KNOWN, count_words
from truceline.accounts.shown import column_words
from truceline.case import Case
from truceline.web.working import Working, plain_moment

_HEIGHT = 84
_ROOM = {"left": 4, "top": 6, "bottom": 4, "right": 8}


def steps(
    working: Working, as_of: str = "", agreement: str = "", silence: str = "undenied", judged: str = ""
) -> dict[str, Any]:
    """The populations of which a number moves: days and numbers by account, and a strip to draw for each of these."""
    texts = working.case.agreements(working.moment(as_of))
    if not texts:
        return {"populations": []}
    found = working.assessment(agreement or texts[0].id, as_of, silence, judged)
    every = tuple(found.accounts)
    return {
        "populations": [
            {
                "population": one.population,
                "title": one.title,
                "caption": one.caption,
                "columns": [column_words(c.accounts, every) for c in one.courses],
                "alts": [_alt(one.population, c, every) for c in one.courses],
                "days": list(_days(one.courses)),
                "strips": list(strips(one.spec, [c.accounts == (UNDISPUTED,) for c in one.courses])),
            }
            for one in Case.people_over_time(found)
        ]
    }


def _alt(population: str, course: Course, every: Sequence[str]) -> str:
    """A strip in words: "hostages, according to Israel: held 241 to 242 on 2023-11-21, then 136 on 2023-12-02"."""
    told = []
    for name, all in (("held", course.held), ("released", course.released)):
        known = [step for step in all if step.count.known]
        ends = dict.fromkeys(f"{count_words(s.count)} on {_day(s.at)}" for s in (*known[:1], *known[-1:]))
        told += [f"{name} {', then '.join(ends)}"] if ends else []
    return f"{population}, {column_words(course.accounts, every)}: {'; '.join(told)}"


def _day(moment: datetime) -> str:
    """The day that ends with a moment: what was so at midnight was so at the end of the day before."""
    return (moment - timedelta(minutes=1)).date().isoformat()


def _days(courses: Sequence[Course]) -> Iterator[dict[str, Any]]:
    """The days on which a number is another than on the day before, and the first and the last."""
    before: object = None
    moments = [step.at for step in courses[0].held]
    for n, moment in enumerate(moments):
        counts = [(c.held[n].count, c.released[n].count) for c in courses]
        if counts == before and n + 1 < len(moments):
            continue
        before = counts
        cells = [{"held": _words(c.held[n]), "released": _words(c.released[n])} for c in courses]
        yield {"day": _day(moment), "at": plain_moment(moment), "cells": cells}


def _words(step: Step) -> str:
    words = count_words(step.count)
    return "" if words == NOT_KNOWN else words


# --- drawing --------------------------------------------------------------------------------------------
def strips(spec: dict[str, Any], nobodys: Sequence[bool]) -> Iterator[dict[str, Any]]:
    """The strips of the brief's picture one by one, each as wide as its place on the page.

    Each is drawn in the page's ink, ``nobodys`` (what nobody disputes) in a softer one: place and title tell strips
    apart, and no colour stands for a party.
    """
    titles = spec["facet"]["row"]["sort"]
    for title, soft in zip(titles, nobodys, strict=False):
        ink = "var(--soft)" if soft else "var(--ink)"
        yield {
            "data": {"values": [row for row in spec["data"]["values"] if row["voice"] == title]},
            "width": "container",
            "height": _HEIGHT,
            "padding": _ROOM,
            "layer": [_inked(layer, ink) for layer in spec["spec"]["layer"]],
        }


def _inked(layer: dict[str, Any], ink: str) -> dict[str, Any]:
    encoding = {name: value for name, value in layer["encoding"].items() if name != "color"}
    mark = layer["mark"] if isinstance(layer["mark"], dict) else {"type": layer["mark"]}
    return {**layer, "mark": {**mark, "color": ink}, "encoding": encoding}
