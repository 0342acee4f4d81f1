"""The report that carries a claim."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from truceline.errors import ValueProblem
from truceline.model import Claim, Report


def by_id(reports: Sequence[Report]) -> dict[str, Report]:
    return {r.id: r for r in reports}


def carrier(claim: Claim, reports: Mapping[str, Report]) -> Report:
    """The claim's report. Raises ValueProblem where it was not given."""
    try:
        return reports[claim.report]
    except KeyError:
        raise ValueProblem(
            f"the claim rests on report {claim.report}, which was not given.",
            where=claim.id,
            todo="Export it together with its report.",
        ) from None
