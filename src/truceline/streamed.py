"""Streamed: claims for other programs, a piece at a time, so that little of them is in memory at once."""

from __future__ import annotations

import io
import json
from collections.abc import Iterator, Sequence
from typing import TextIO

from truceline.exports import write_jsonl, write_plover
from truceline.exports.csv import write_header, write_rows
from truceline.model import Claim
from truceline.record.finding import Carried, Finding

_AT_ONCE = 100


def pieces(finding: Finding, format: str, ids: Sequence[str]) -> Iterator[str]:
    """The claims with these ids as csv, jsonl or plover; see ``Case.exported``."""
    for begin in range(0, max(len(ids), 1), _AT_ONCE):
        out = io.StringIO(newline="")
        carried = finding.carried(ids[begin : begin + _AT_ONCE])
        if format == "csv":
            if begin == 0:
                write_header(out)
            # The record has each claim as plain values already: they are written without making a claim of them.
            write_rows(((json.loads(one.json), one.report, one.status) for one in carried), out)
        else:
            _lines(format, carried, out)
        yield out.getvalue()


def _lines(format: str, carried: Sequence[Carried], out: TextIO) -> None:
    claims = [Claim.from_json(json.loads(one.json)) for one in carried]
    reports = list({one.report.id: one.report for one in carried}.values())
    if format == "jsonl":
        write_jsonl(claims, reports, out)
    else:
        write_plover(claims, reports, out, codes=_codes(claims))


def _codes(claims: Sequence[Claim]) -> dict[str, str]:
    from truceline.reading.parties import Registry

    registry = Registry.load()
    names = {name for claim in claims for name in (*claim.act.actors, *claim.act.recipients)}
    found = ((name, registry.find(name)) for name in names)
    return {name: party.code for name, party in found if party and party.code}
