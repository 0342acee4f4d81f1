"""Claims as a flat table for spreadsheets and statistics.

One row a claim, UTF-8, comma, lines ended by \\n, quotes where needed. The columns, in this order,
are a promise to other programs; new ones are only ever added at the end:

    id, report                        ids of the claim and of the report that carries it
    title, publisher, published, url  of the report; published is its start, ISO 8601 with offset
    speaker, speaker_kind, speaker_sides   whom the text makes answerable, and the sides it speaks for
    through, quoting                  who passed it on; whom the speaker quotes
    stance, act, mode                 the speaker's stance; the codebook's type and mode
    actors, recipients, category      who does it, to whom; the people or goods concerned
    place, polarity, modality, answers, qualities
    when_start, when_end              ISO 8601 with offset; the end is exclusive; empty is open or unknown
    when_precision, when_basis, when_words
    figure_low, figure_high           of the first figure; empty is open
    figure_comparator, figure_unit, figure_category, figure_part_of, figure_per_count, figure_per_unit
    figures                           all figures as JSON, for claims with several
    quote, start, end                 the words, and their code-point offsets in the report's text
    score, coder, coder_version       the coder's trust in it, 0 to 1, and which coder
    status                            coded, accepted or corrected, where the caller knows it

Several names in one cell are joined by "; ". A cell that begins with = + - @, a tab or a carriage
return gets an apostrophe before it, so that no spreadsheet takes a report's words for a formula; a
cell that begins with apostrophes and then one of these gets one more, so that taking one away from
such a cell always gives the words back (``plain``).
"""

from __future__ import annotations

import csv
import json
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import fields
from types import MappingProxyType
from typing import Any, TextIO

from truceline.exports.carriers import by_id, carrier
from truceline.model import Claim, Figure, Report, VoiceRole

_COLUMNS = """
    id report title publisher published url speaker speaker_kind speaker_sides through quoting stance act
    mode actors recipients category place polarity modality answers qualities when_start when_end when_precision
    when_basis when_words figure_low figure_high figure_comparator figure_unit figure_category
    figure_part_of figure_per_count figure_per_unit figures quote start end score coder coder_version status
"""
COLUMNS = tuple(_COLUMNS.split())
_FIGURE = tuple(f.name for f in fields(Figure))
_SPEAKER, _OTHERS = VoiceRole.SPEAKER.value, (VoiceRole.THROUGH.value, VoiceRole.INNER.value)
_json = json.JSONEncoder(ensure_ascii=False).encode
_FIRST = frozenset("'=+-@\t\r")
_RISKY = re.compile(r"'*[=+\-@\t\r]")
_NOTHING: Mapping[str, str] = MappingProxyType({})


def write_csv(
    claims: Sequence[Claim], reports: Sequence[Report], out: TextIO, *, status: Mapping[str, str] = _NOTHING
) -> int:
    """Writes the header and one row a claim, in the order given, and returns how many rows.

    Open ``out`` with ``newline=""``. Raises ValueProblem for a claim whose report is not given.
    """
    known = by_id(reports)
    write_header(out)
    return write_rows(((c.to_json(), carrier(c, known), status.get(c.id, "")) for c in claims), out)


def write_header(out: TextIO) -> None:
    """Writes the names of the columns."""
    _writer(out).writerow(COLUMNS)


def write_rows(rows: Iterable[tuple[Mapping[str, Any], Report, str]], out: TextIO) -> int:
    """Writes a row for each claim, in the form that ``Claim.to_json`` gives it, with its report and its status.

    Returns how many.
    """
    # Few cells begin with what a spreadsheet could run; only these are looked at more closely.
    made = [[cell if cell[:1] not in _FIRST else safe(cell) for cell in _row(*row)] for row in rows]
    _writer(out).writerows(made)
    return len(made)


def _writer(out: TextIO) -> Any:
    return csv.writer(out, lineterminator="\n")


def safe(cell: str) -> str:
    """The cell with an apostrophe before it where a spreadsheet could run it."""
    return f"'{cell}" if cell and cell[0] in _FIRST and _RISKY.match(cell) else cell


def plain(cell: str) -> str:
    """The words of a cell that ``safe`` made."""
    return cell[1:] if cell.startswith("'") and _RISKY.match(cell) else cell


def _row(claim: Mapping[str, Any], report: Report, status: str) -> tuple[str, ...]:
    """The cells in the order of the columns."""
    voices: list[dict[str, Any]] = claim["voices"]
    voice = next(v for v in voices if v["role"] == _SPEAKER)
    through, inner = (_joined([v["name"] for v in voices if v["role"] == role]) for role in _OTHERS)
    published = report.published.start if report.published else None
    # fmt: off
    return (
        claim["id"], claim["report"], report.title, report.publisher or "",
        published.isoformat() if published else "", report.url or "",
        claim["speaker"], voice["kind"], _joined(voice["member_of"]), through, inner,
        claim["stance"], claim["act"], claim["mode"] or "",
        _joined(claim["actors"]), _joined(claim["recipients"]), claim["category"] or "", claim["place"] or "",
        claim["polarity"], claim["modality"], claim["answers"] or "", _joined(claim["qualities"]),
        *_when(claim["when"]),
        *_figures(claim["figures"]),
        claim["quote"],
        *_ends(claim["spans"]["content"]),
        f"{claim['score']:g}", claim["coder"]["name"], claim["coder"]["version"], status,
    )
    # fmt: on


def _joined(names: Iterable[str]) -> str:
    return "; ".join(names)


def _ends(spans: Sequence[Mapping[str, int]]) -> tuple[str, str]:
    """Where the first of some spans begins and the last one ends."""
    if len(spans) == 1:
        return str(spans[0]["start"]), str(spans[0]["end"])
    return (str(min(s["start"] for s in spans)), str(max(s["end"] for s in spans))) if spans else ("", "")


def _number(value: float | None) -> str:
    return "" if value is None else f"{value:.15g}"


def _when(when: Mapping[str, Any] | None) -> tuple[str, ...]:
    if when is None:
        return ("",) * 5
    return when["start"] or "", when["end"] or "", when["precision"], when["basis"], when["words"]


def _figures(figures: Sequence[Mapping[str, Any]]) -> tuple[str, ...]:
    """The first figure, and all of them."""
    if not figures:
        return ("",) * 9
    first = figures[0]
    per = first["per"] or {"count": None, "unit": ""}
    # In the order of the fields, however they were kept.
    all = _json([{name: figure[name] for name in _FIGURE} for figure in figures])
    return (
        _number(first["low"]), _number(first["high"]), first["comparator"], first["unit"], first["category"] or "",
        first["part_of"] or "", _number(per["count"]), per["unit"], all,
    )  # fmt: skip
