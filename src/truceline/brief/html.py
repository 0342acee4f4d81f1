"""A brief as one HTML page that needs nothing else: its styles and pictures are inside it."""

from __future__ import annotations

import re
from importlib.resources import files

from jinja2 import DictLoader, Environment, StrictUndefined
from markupsafe import Markup

from truceline.brief.brief import Brief
from truceline.brief.charts import Chart, charts
from truceline.brief.shown import HOW_TO_READ, extent, known, more_words, safe_url, source_words, status_words
from truceline.brief.words import listed, tidy

NOTES_AT_ONCE = 6
"""Note marks that stand in a row; further ones open on request."""


def render_html(brief: Brief, *, pictures: bool = True) -> str:
    """The brief as one self-contained page without scripts. ``pictures`` False leaves the charts out."""
    drawn = charts(brief) if pictures else ()
    first_uses, first_cells = _first_uses(brief)
    environment = Environment(
        loader=DictLoader({"brief.html": _asset("brief.html")}),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters |= {"listed": listed, "tidy": tidy, "dated": _dated, "whole": _whole}
    return environment.get_template("brief.html").render(
        brief=brief,
        css=Markup(_asset("brief.css")),  # noqa: S704 - the package's own file, no report's words
        how=HOW_TO_READ,
        extent=extent(brief),
        known=known(brief),
        pictures=_placed(drawn),
        titles={s.report: f"{s.title} ({s.publisher})" if s.publisher else s.title for s in brief.sources},
        first_uses=first_uses,
        first_cells=first_cells,
        few=NOTES_AT_ONCE,
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


def _whole(text: str) -> str:
    """The text of a cell with each count kept on one line: "50–61 of 50", "7 pending"."""
    return re.sub(r"(?<=\d) (?=of \d|[a-z])|(?<=of) (?=\d)|(?<=\w) (?=\d+(?:,|$))", "\u00a0", text)


def _placed(drawn: tuple[Chart, ...]) -> dict[str, list[Chart]]:
    """Charts by the key of the section they stand in; "" for those without one."""
    placed: dict[str, list[Chart]] = {}
    for chart in drawn:
        placed.setdefault(chart.section, []).append(chart)
    return placed


_Sentence = tuple[int, int, int, int]
_Cell = tuple[int, int]


def _first_uses(brief: Brief) -> tuple[dict[_Sentence, list[int]], dict[_Cell, dict[_Cell, list[int]]]]:
    """Where in the page each note is first called, so that it can lead back there: by sentence, and by cell of the
    table of a group."""
    seen: set[int] = set()
    said: dict[_Sentence, list[int]] = {}
    cells: dict[_Cell, dict[_Cell, list[int]]] = {}

    def fresh(notes: tuple[int, ...]) -> list[int]:
        found = [n for n in notes if n not in seen]
        seen.update(found)
        return found

    for s, section in enumerate(brief.sections):
        for g, group in enumerate(section.groups):
            lines = enumerate(group.table.lines) if group.table else ()
            cells[s, g] = {(n, e): fresh(entry.notes) for n, line in lines for e, entry in enumerate(line.entries)}
            for a, row in enumerate((group.sentences, group.answers)):
                for n, sentence in enumerate(row):
                    said[s, g, a, n] = fresh(sentence.notes)
    return said, cells
