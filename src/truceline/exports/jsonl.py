"""Claims as JSON lines: each line is one claim, whole, as ``Claim.from_json`` reads it back."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import TextIO

from truceline.exports.carriers import by_id, carrier
from truceline.model import Claim, Report


def write_jsonl(claims: Sequence[Claim], reports: Sequence[Report], out: TextIO) -> int:
    """Writes one JSON object a line, in the order given, and returns how many.

    Line breaks inside a quote are escaped, so a line of the file is always one claim. ``reports``
    must hold every report that a claim comes from; raises ValueProblem otherwise.
    """
    known = by_id(reports)
    for claim in claims:
        carrier(claim, known)
        out.write(_line(claim) + "\n")
    return len(claims)


def _line(claim: Claim) -> str:
    text = json.dumps(claim.to_json(), ensure_ascii=False, sort_keys=False)
    # JSON allows these two inside a string, but some readers take them for the end of a line.
    return text.replace("\u2028", "\\u2028").replace("\u2029", "\\u2029").replace("\x85", "\\u0085")
