"""Claims as PLOVER event records, one JSON object a line.

The act types, modes and quad classes are PLOVER's (CC BY-SA 4.0, see NOTICE). A record is still a
claim: it keeps who says it, the stance and the modality, and a reader who wants events that were
said to have taken place filters on them. Claims of type STATE are no events and are left out.

    id            the claim's id
    date, end     first and last local day of the act, or of the report where its words give no time
    date_basis    stated, inferred or publication; null where no date is known
    event_type, mode, quad, score   PLOVER's; score is the type's place on its scale from conflict (-) to
                  cooperation (+)
    source, target   lists of {"name", "code"}; code is null where none is known
    magnitude     list of {"low", "high", "unit", "category", "per"}; a null bound is open
    location, text   as worded
    speaker, stance, modality, polarity, report, publisher, coder, coding_score
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from types import MappingProxyType
from typing import Any, TextIO

from truceline.exports.carriers import by_id, carrier
from truceline.model import Basis, Claim, Figure, Report, When, codebook, codec

_NOTHING: Mapping[str, str] = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class PloverCount:
    """How many records were written, and how many STATE claims and claims of an unknown type were not."""

    written: int
    states: int
    unknown: int = 0


def write_plover(
    claims: Sequence[Claim], reports: Sequence[Report], out: TextIO, *, codes: Mapping[str, str] = _NOTHING
) -> PloverCount:
    """Writes a record a line for every claim of an event, in the order given.

    ``codes`` gives a party's name and its code (CAMEO or ISO 3166 alpha-3), where there is one.
    Raises ValueProblem for a claim whose report is not given.
    """
    known, acts = by_id(reports), codebook().acts
    written = states = unknown = 0
    for claim in claims:
        report = carrier(claim, known)
        if claim.act.type == "STATE":
            states += 1
        elif claim.act.type not in acts:
            unknown += 1
        else:
            text = json.dumps(_record(claim, report, codes), ensure_ascii=False)
            out.write(text.replace("\u2028", "\\u2028").replace("\u2029", "\\u2029").replace("\x85", "\\u0085") + "\n")
            written += 1
    return PloverCount(written, states, unknown)


def _record(claim: Claim, report: Report, codes: Mapping[str, str]) -> dict[str, Any]:
    act, kind = claim.act, codebook().acts[claim.act.type]
    return {
        "id": claim.id,
        **_dates(act.when, report.published),
        "event_type": act.type,
        "mode": act.mode,
        "quad": kind.quad,
        "score": kind.score,
        "source": _parties(act.actors, codes),
        "target": _parties(act.recipients, codes),
        "magnitude": [_magnitude(f) for f in act.figures],
        "location": act.place,
        "text": claim.quote,
        "speaker": claim.speaker,
        "stance": claim.stance.value,
        "modality": act.modality.value,
        "polarity": act.polarity.value,
        "report": claim.report,
        "publisher": report.publisher,
        "coder": f"{claim.coder.name} {claim.coder.version}",
        "coding_score": claim.score,
    }


def _parties(names: Iterable[str], codes: Mapping[str, str]) -> list[dict[str, str | None]]:
    return [{"name": n, "code": codes.get(n)} for n in names]


def _magnitude(figure: Figure) -> dict[str, Any]:
    return {
        "low": figure.low,
        "high": figure.high,
        "unit": figure.unit,
        "category": figure.category,
        "per": codec.dump(figure.per),
    }


def _dates(when: When | None, published: When | None) -> dict[str, str | None]:
    """The days of the act; those of the report stand in under their own basis."""
    known = when if when is not None else published
    if known is None:
        return {"date": None, "end": None, "date_basis": None}
    basis = when.basis if when is not None else Basis.PUBLICATION
    return {"date": _day(_first(known)), "end": _day(_last(known)), "date_basis": basis.value}


def _first(when: When) -> date | None:
    return when.start.date() if when.start is not None else None


def _last(when: When) -> date | None:
    if when.end is None:
        return None
    if when.start is not None and when.end == when.start:
        return when.end.date()
    return (when.end - timedelta(microseconds=1)).date()


def _day(day: date | None) -> str | None:
    return day.isoformat() if day is not None else None
