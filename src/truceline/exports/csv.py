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
from datetime import datetime
from types import MappingProxyType
from typing import TextIO

from truceline.exports.carriers import by_id, carrier
from truceline.model import Claim, Figure, Report, VoiceRole, When, codec

_COLUMNS = """
    id report title publisher published url speaker speaker_kind speaker_sides through quoting stance act
    mode actors recipients category place polarity modality answers qualities when_start when_end when_precision
    when_basis when_words figure_low figure_high figure_comparator figure_unit figure_category
    figure_part_of figure_per_count figure_per_unit figures quote start end score coder coder_version status
"""
COLUMNS = tuple(_COLUMNS.split())
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
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(COLUMNS)
    for claim in claims:
        row = _row(claim, carrier(claim, known), status.get(claim.id, ""))
        writer.writerow([safe(row[c]) for c in COLUMNS])
    return len(claims)


def safe(cell: str) -> str:
    """The cell with an apostrophe before it where a spreadsheet could run it."""
    return f"'{cell}" if cell and cell[0] in _FIRST and _RISKY.match(cell) else cell


def plain(cell: str) -> str:
    """The words of a cell that ``safe`` made."""
    return cell[1:] if cell.startswith("'") and _RISKY.match(cell) else cell


def _row(claim: Claim, report: Report, status: str) -> dict[str, str]:
    act, voice = claim.act, claim.voice
    return {
        "id": claim.id,
        "report": claim.report,
        "title": report.title,
        "publisher": report.publisher or "",
        "published": _stamp(report.published.start if report.published else None),
        "url": report.url or "",
        "speaker": claim.speaker,
        "speaker_kind": voice.kind.value,
        "speaker_sides": _joined(voice.member_of),
        "through": _joined(v.name for v in claim.voices if v.role is VoiceRole.THROUGH),
        "quoting": _joined(v.name for v in claim.voices if v.role is VoiceRole.INNER),
        "stance": claim.stance.value,
        "act": act.type,
        "mode": act.mode or "",
        "actors": _joined(act.actors),
        "recipients": _joined(act.recipients),
        "category": act.category or "",
        "place": act.place or "",
        "polarity": act.polarity.value,
        "modality": act.modality.value,
        "answers": act.answers or "",
        "qualities": _joined(act.qualities),
        **_when(act.when),
        **_figure(act.figures[0] if act.figures else None),
        "figures": json.dumps(codec.dump(act.figures), ensure_ascii=False) if act.figures else "",
        "quote": claim.quote,
        **_extent(claim),
        "score": f"{claim.score:g}",
        "coder": claim.coder.name,
        "coder_version": claim.coder.version,
        "status": status,
    }


def _joined(names: Iterable[str]) -> str:
    return "; ".join(names)


def _stamp(moment: datetime | None) -> str:
    return moment.isoformat() if moment is not None else ""


def _number(value: float | None) -> str:
    return "" if value is None else f"{value:.15g}"


def _extent(claim: Claim) -> dict[str, str]:
    content = claim.spans.content
    if not content:
        return {"start": "", "end": ""}
    return {"start": str(min(s.start for s in content)), "end": str(max(s.end for s in content))}


def _when(when: When | None) -> dict[str, str]:
    return {
        "when_start": _stamp(when.start if when else None),
        "when_end": _stamp(when.end if when else None),
        "when_precision": when.precision.value if when else "",
        "when_basis": when.basis.value if when else "",
        "when_words": when.words if when else "",
    }


def _figure(figure: Figure | None) -> dict[str, str]:
    per = figure.per if figure else None
    return {
        "figure_low": _number(figure.low if figure else None),
        "figure_high": _number(figure.high if figure else None),
        "figure_comparator": figure.comparator.value if figure else "",
        "figure_unit": figure.unit if figure else "",
        "figure_category": (figure.category or "") if figure else "",
        "figure_part_of": (figure.part_of or "") if figure else "",
        "figure_per_count": _number(per.count if per else None),
        "figure_per_unit": per.unit if per else "",
    }
