"""How far two people agree who coded the same reports by the same rules, without knowing of one another.

usage: agreement.py

The held-out reports and those kept aside were coded a second time by other hands (training/reports/again). The second
coding is compared with the first just as the program's claims are (src/truceline/benchmarks/hand.py): no program
can be expected to agree with a coder more than another coder does.
"""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

from truceline.benchmarks import hand
from truceline.benchmarks.hand import MEASURES, Marks, Row, marks, shares
from truceline.model import (
    Act,
    Basis,
    Claim,
    Coder,
    Comparator,
    Figure,
    Modality,
    PartyKind,
    Precision,
    Report,
    Span,
    Spans,
    Stance,
    Voice,
    When,
)

AGAIN = Path(__file__).parent.parent / "training" / "reports" / "again"


def agreement(use: str) -> list[Marks]:
    """The marks of the second coding against the first, of the reports of one use."""
    found: list[Marks] = []
    for name, folder in hand.groups()[use]:
        report = hand.report_of(name, folder)
        second = tuple(claim_of(row, report) for row in hand.gold_of(name, AGAIN))
        found += map(marks, hand.paired(hand.gold_of(name, folder), second, report.text))
    return found


def claim_of(row: Row, report: Report) -> Claim:
    """A hand-coded claim in the form of the program's, as far as the two are compared."""
    place = hand.place(row, report.text)
    content = Span.of(report.text, min(place), max(place) + 1)
    told = row["figure"]
    figure = told and Figure(told["low"], told["high"], Comparator.EXACTLY, told["unit"] or "", "")
    act = Act(
        row["act"],
        actors=tuple(row["actors"]),
        figures=(figure,) if figure else (),
        when=row["when"] and _when(row["when"]),
        modality=Modality(row["modality"]),
    )
    kind = PartyKind.REPORT if row["speaker"] == "the report" else PartyKind.UNKNOWN
    return Claim.of(
        report=report.id,
        voices=(Voice(row["speaker"], kind),),
        stance=Stance(row["stance"]),
        act=act,
        quote=content.quote,
        spans=Spans(content=(content,)),
        score=1.0,
        coder=Coder("second coder", "1"),
    )


def _when(told: dict[str, str | None]) -> When:
    start, end = (datetime.fromisoformat(t).replace(tzinfo=UTC) if t else None for t in (told["start"], told["end"]))
    return When(start, end, Precision.SPAN, Basis.STATED)


def main() -> None:
    print(f"{'':12}", *(f"{measure:>9}" for measure in MEASURES), f"{'claims':>7}")
    for use in ("kept aside", "held out"):
        every = agreement(use)
        for name, rows in ((use, every), ("of found", [m for m in every if m["found"]])):
            told = shares(rows)
            print(f"{name:12}", *(f"{told[measure]:9.3f}" for measure in MEASURES), f"{len(rows):7}")


if __name__ == "__main__":
    main()
