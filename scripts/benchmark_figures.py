"""Writes the figures of docs/benchmarks.md from a run of the benchmarks.

usage: truceline bench --data FOLDER --json | python scripts/benchmark_figures.py "22 November 2026" "2 cores, no GPU"
"""

from __future__ import annotations

import json
import re
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

PAGE = Path(__file__).parents[1] / "docs" / "benchmarks.md"
MARKS = re.compile(r"(?<=<!-- figures: begin -->\n).*(?=<!-- figures: end -->)", re.DOTALL)
HAND = ("found", "speaker", "act", "actors", "figure", "when", "modality")
GROUPS = {"type": "kind of quotation", "length": "length of the content", "source": "source", "cue": "cue"}

Row = dict[str, Any]


def coded(row: dict[str, Any]) -> Iterator[list[str]]:
    """The shares of all claims of a group of reports, and of those that are found."""
    found = round(row["claims"] * row["measures"]["found"]["value"])
    uses = (("", "measures", row["claims"]), (": of those found", "of_found", found))
    for words, shares, claims in uses:
        told = (percent(row[shares][m]["value"]) for m in HAND)
        yield [f"{row['reports']}{words}", row["read_by"], *told, str(row["extra"]), str(claims)]


def page(text: str, rows: list[Row], day: str, machine: str) -> str:
    """The page with the figures of a run."""
    return MARKS.sub(lambda _: "\n" + "\n".join(figures(rows, day, machine)) + "\n\n", text)


def figures(rows: list[Row], day: str, machine: str) -> Iterator[str]:
    """All tables, as lines of Markdown."""
    by = {part: [r for r in rows if r["part"] == part] for part in ("scores", "hand", "speed", "calibration")}
    own = next((r for r in by["scores"] if r["read_by"] == "truceline"), None)
    version = own["version"] if own else "unknown"
    yield f"Measured on {day} on a machine of {machine}, on one core, with version {version}. Scores are in percent."
    yield from ("", "### Scores", "")
    yield from table(("benchmark", "measure", "read by", "P", "R", "value", "95 of 100"), scores(by["scores"]))
    yield from ("", "### Recall of attributions by group", "")
    yield from table(("by", "group", "marked", "content", "attribution", "strict"), groups(own or {}))
    yield from ("", "### Reports coded by hand", "")
    yield from table(("reports", "read by", *HAND, "extra", "claims"), (one for r in by["hand"] for one in coded(r)))
    yield from ("", "### Speed and memory", "")
    yield from table(("what", "words/s", "share of the bare models' speed"), speeds(by["speed"]))
    yield ""
    yield from table(("benchmark", "read by", "words/s", "loading, s", "memory, MB"), costs(by["scores"]))
    yield from ("", "### Scores of what is read, and how much of it is right", "")
    yield from table(("of", "score", "number", "mean score", "right"), calibrated(by["calibration"]))


def scores(rows: Iterable[Row]) -> Iterator[list[str]]:
    for row in rows:
        for measure, found in row["measures"].items():
            parts = [percent(found[k]) if k in found else "" for k in ("P", "R")]
            bounds = f"{percent(found['low'])} to {percent(found['high'])}"
            yield [f"`{row['benchmark']}`", measure, row["read_by"], *parts, percent(found["value"]), bounds]


def groups(row: Row) -> Iterator[list[str]]:
    for key, title in GROUPS.items():
        for name, got in row.get("figures", {}).get(f"recall_by_{key}", {}).items():
            yield [title, name, str(got["gold"]), *(percent(got[k]) for k in ("content", "attribution", "strict"))]


def speeds(rows: Iterable[Row]) -> Iterator[list[str]]:
    ordered = sorted(rows, key=lambda r: r["what"] != "bare models")
    return ([r["what"], f"{r['words_per_second']:,}", f"{r['share']:.2f}"] for r in ordered)


def costs(rows: Iterable[Row]) -> Iterator[list[str]]:
    for r in rows:
        numbers = [f"{r['words_per_second']:,}", f"{r['loading_seconds']:.1f}", str(r["memory_mb"])]
        yield [f"`{r['benchmark']}`", r["read_by"], *numbers]


def calibrated(rows: Iterable[Row]) -> Iterator[list[str]]:
    for r in rows:
        bounds = f"{r['low']:.1f} to {r['high']:.1f}"
        yield [r["of"], bounds, str(r["number"]), f"{r['score']:.2f}", f"{r['right']:.2f}"]


def table(head: Iterable[str], rows: Iterable[Iterable[str]]) -> Iterator[str]:
    names = list(head)
    yield f"| {' | '.join(names)} |"
    yield "|" + "---|" * len(names)
    yield from (f"| {' | '.join(row)} |" for row in rows)


def percent(share: float) -> str:
    return f"{100 * share:.1f}"


if __name__ == "__main__":
    given = [json.loads(line) for line in sys.stdin if line.strip()]
    PAGE.write_text(page(PAGE.read_text(encoding="utf-8"), given, *sys.argv[1:3]), encoding="utf-8")
