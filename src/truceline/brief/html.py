"""A brief as one HTML page that needs nothing else: its styles and pictures are inside it."""

from __future__ import annotations

import re
from importlib.resources import files

from jinja2 import DictLoader, Environment, StrictUndefined
from markupsafe import Markup

from truceline.brief.brief import Brief
from truceline.brief.charts import Chart, charts
from truceline.brief.shown import HOW_TO_READ, extent, more_words, safe_url, source_words, status_words
from truceline.brief.words import listed, tidy

_PLACES = {"timeline": ("stands", "changed"), "figures": ("people",)}
"""The sections that a kind of picture may stand in, the first that the brief has."""


def render_html(brief: Brief, *, pictures: bool = True) -> str:
    """The brief as one self-contained page without scripts. ``pictures`` False leaves the charts out."""
    drawn = charts(brief) if pictures else ()
    environment = Environment(
        loader=DictLoader({"brief.html": _asset("brief.html")}),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters |= {"listed": listed, "tidy": tidy, "dated": _dated}
    return environment.get_template("brief.html").render(
        brief=brief,
        css=Markup(_asset("brief.css")),  # noqa: S704 - the package's own file, no report's words
        how=HOW_TO_READ,
        extent=extent(brief),
        pictures=_placed(brief, drawn),
        titles={s.report: f"{s.title} ({s.publisher})" if s.publisher else s.title for s in brief.sources},
        first_uses=_first_uses(brief),
        more_words=more_words,
        safe_url=safe_url,
        source_words=source_words,
        status_words=status_words,
        svg=lambda chart: Markup(chart.svg),  # noqa: S704 - drawn from data, which the renderer escapes
    )


def _asset(name: str) -> str:
    return (files("truceline.brief") / "templates" / name).read_text(encoding="utf-8")


def _dated(text: str) -> str:
    """The text with each day kept on one line with its month and year."""
    return re.sub(r"(?<=\d) (?=[A-Z][a-z])|(?<=[a-z]) (?=\d{4}\b)", "\u00a0", text)


def _placed(brief: Brief, drawn: tuple[Chart, ...]) -> dict[str, list[Chart]]:
    """Charts by the key of the section they stand in; "" for those without one."""
    there = [s.key for s in brief.sections]
    placed: dict[str, list[Chart]] = {}
    for chart in drawn:
        wanted = _PLACES.get(chart.name.split("-")[0], ())
        key = next((k for k in wanted if k in there), "")
        placed.setdefault(key, []).append(chart)
    return placed


def _first_uses(brief: Brief) -> dict[tuple[int, int, int, int], list[int]]:
    """Where in the page each note is first called, so that it can lead back there."""
    seen: set[int] = set()
    first: dict[tuple[int, int, int, int], list[int]] = {}
    for s, section in enumerate(brief.sections):
        for g, group in enumerate(section.groups):
            for a, row in enumerate((group.sentences, group.answers)):
                for n, sentence in enumerate(row):
                    first[s, g, a, n] = [m for m in sentence.notes if m not in seen]
                    seen.update(sentence.notes)
    return first
