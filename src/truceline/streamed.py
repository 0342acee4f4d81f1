"""Streamed: claims for other programs, a piece at a time, so that little of them is in memory at once."""

from __future__ import annotations

import io
from collections.abc import Iterator, Sequence
from datetime import date

from truceline.exports import write_csv, write_jsonl, write_plover
from truceline.model import Claim, Report
from truceline.record import Listed
from truceline.record.finding import Finding

_AT_ONCE = 500


def pieces(finding: Finding, format: str, ids: Sequence[str], as_of: date | None) -> Iterator[str]:
    """The claims with these ids as csv, jsonl or plover; see ``Case.exported``."""
    for begin in range(0, max(len(ids), 1), _AT_ONCE):
        listed = finding.listed(ids[begin : begin + _AT_ONCE], as_of)
        text = _written(format, listed)
        # Every piece of a table is written as a table of its own: only the first one keeps its header.
        yield text.partition("\n")[2] if begin and format == "csv" else text


def _written(format: str, listed: Sequence[Listed]) -> str:
    out = io.StringIO(newline="")
    claims = [one.claim for one in listed]
    reports = list({one.claim.report: _report(one) for one in listed}.values())
    if format == "csv":
        write_csv(claims, reports, out, status={one.id: one.status.value for one in listed})
    elif format == "jsonl":
        write_jsonl(claims, reports, out)
    else:
        write_plover(claims, reports, out, codes=_codes(claims))
    return out.getvalue()


def _report(one: Listed) -> Report:
    """The report as far as the exports need it: without its text."""
    return Report(one.claim.report, "", one.title, one.publisher, one.published, url=one.url)


def _codes(claims: Sequence[Claim]) -> dict[str, str]:
    from truceline.reading.parties import Registry

    registry = Registry.load()
    names = {name for claim in claims for name in (*claim.act.actors, *claim.act.recipients)}
    found = ((name, registry.find(name)) for name in names)
    return {name: party.code for name, party in found if party and party.code}
