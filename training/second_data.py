"""Coded reports and passages as the second reading sees them: python training/second_data.py --to OUT/claims.jsonl

Needs the package with its parser, not PyTorch. A line is a text with the names of known parties put out of sight:
``name``, ``kind`` (learnt, open, passage, or demo, whose claims stand as the rules read them), ``text`` and ``claims``,
those that the rules find and those coded by hand that they do not. A claim has its first and last character; what the
rules take it for (act type, modality, whether somebody is told to say it; null where they do not find it); what it is
coded as by hand (act type, mode, modality, whether somebody says it; null where nothing is coded); and where the coder
has its first and last character.
"""

from __future__ import annotations

import argparse
import json
import re
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from truceline.benchmarks import hand
from truceline.model import Claim, PartyKind, Report
from truceline.reading.learned import masked
from truceline.reading.model import Reader
from truceline.reading.parse import parse
from truceline.reading.parties import Registry
from truceline.reading.rules import RuleCoder, _dateline_end
from truceline.reports import read_path

HERE = Path(__file__).parent
CODED = re.compile(r"\[([A-Z]+)(?:/([a-z-]+))? (\w+) ([rvx])\|([^\[\]|]+)\]")
MOODS = {
    "hap": "happened",
    "ong": "ongoing",
    "pla": "planned",
    "off": "offered",
    "dem": "demanded",
    "hyp": "hypothetical",
    "den": "denied",
}
DEMO = HERE.parent / "src/truceline/data/demo"
TYPES = frozenset(
    "AGREE CONSULT SUPPORT CONCEDE COOPERATE AID RETREAT REQUEST ACCUSE REJECT THREATEN PROTEST SANCTION MOBILIZE"
    " COERCE ASSAULT STATE".split()
)
"""Codes of the codebook; CRIME and INVESTIGATE, which some codings have, are left out."""


class Seen:
    """Places in a report -> places in what the reader sees of it."""

    def __init__(self, report: Report, registry: Registry) -> None:
        self._parse = parse(report.text, registry.mentions(report.text), breaks=_dateline_end(report))
        self.text, self._starts, self._ends = masked(self._parse)

    def span(self, start: int, end: int) -> tuple[int, int] | None:
        """None where no token lies in it."""
        pairs = enumerate(zip(self._parse.starts, self._parse.ends, strict=True))
        inside = [i for i, (first, last) in pairs if first < end and last > start]
        return (self._starts[inside[0]], self._ends[inside[-1]]) if inside else None


def prepared(name: str, kind: str, report: Report, rows: list[Any], coder: RuleCoder, registry: Registry) -> Any:
    """One line: the claims of the rules with what they stand for, and the coded ones that they miss."""
    seen = Seen(report, registry)
    found: tuple[Claim, ...] = coder.code(report)
    claims: list[Any] = []
    paired = hand.paired(rows, found, report.text)
    stands = {p.claim.id: p.gold for p in paired if p.claim is not None}
    for claim in found:
        span = seen.span(claim.spans.content[0].start, claim.spans.content[-1].end)
        if span is not None:
            said = claim.voice.kind is not PartyKind.REPORT
            opinion = [claim.act.type, claim.act.modality.value, said]
            row = stands.get(claim.id)
            by_hand = (
                None
                if row is None
                else seen.span(min(hand.place(row, report.text)), max(hand.place(row, report.text)) + 1)
            )
            claims.append([*span, opinion, _told(row), by_hand])
    for pair in paired:
        place = hand.place(pair.gold, report.text)
        span = seen.span(min(place), max(place) + 1)
        if span is not None and pair.claim is None:
            claims.append([*span, None, _told(pair.gold), None])
    return {"name": name, "kind": kind, "text": seen.text, "claims": claims}


def _report(path: Path) -> Report:
    report = next(read_path(path)).report
    assert report is not None, path
    return report


def _told(row: Any) -> list[Any] | None:
    if row is None or row["act"] not in TYPES:
        return None
    voiced = None if not row["speaker"] else row["speaker"] != "the report"
    return [row["act"], row["mode"] or "", row["modality"], voiced]


def passages(folder: Path) -> Iterator[tuple[str, Report, list[Any]]]:
    """Each line of the files, its codes taken out, as a report of its own."""
    with tempfile.TemporaryDirectory() as kept:
        for path in sorted(folder.glob("*.txt")):
            for number, line in enumerate(path.read_text(encoding="utf-8").splitlines()):
                if not line.strip():
                    continue
                text, rows = plain(line.strip())
                copy = Path(kept) / f"{path.stem}-{number}.txt"
                copy.write_text(
                    f"title: {path.stem}\npublisher: a newspaper\npublished: 2019-05-14\n\n{text}\n", "utf-8"
                )
                report = next(read_path(copy)).report
                if report is not None and report.text == text:
                    yield copy.stem, report, rows
                else:
                    print("not read as it stands:", copy.stem)


def plain(line: str) -> tuple[str, list[Any]]:
    """The words without the codes, and the coded claims in the form of those of whole reports."""
    parts: list[str] = []
    rows: list[Any] = []
    at = length = 0
    for one in CODED.finditer(line):
        before = line[at : one.start()]
        words = one[5]
        start = length + len(before)
        parts += [before, words]
        length, at = start + len(words), one.end()
        rows.append(
            {
                "act": one[1],
                "mode": one[2],
                "modality": MOODS[one[3]],
                "speaker": {"r": "the report", "v": "somebody", "x": ""}[one[4]],
                "figure": None,
                "content": {"start": start, "end": length},
            }
        )
    return "".join([*parts, line[at:]]), rows


def main() -> None:
    ap = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ap.add_argument("--to", type=Path, required=True)
    ap.add_argument("--passages", type=Path, default=HERE / "passages")
    a = ap.parse_args()
    registry = Registry.load()
    coder = RuleCoder(registry, reader=Reader.load(), again=False)
    with a.to.open("w", encoding="utf-8") as out:
        for use, kind in (("learnt from", "learnt"), ("open", "open")):
            for name, folder in hand.groups()[use]:
                one = prepared(name, kind, hand.report_of(name, folder), hand.gold_of(name, folder), coder, registry)
                out.write(json.dumps(one, ensure_ascii=False) + "\n")
        for path in sorted(DEMO.glob("*.txt")):
            one = prepared(path.stem, "demo", _report(path), [], coder, registry)
            as_read = [[*claim[:3], [claim[2][0], None, *claim[2][1:]], None] for claim in one["claims"]]
            out.write(json.dumps({**one, "claims": as_read}, ensure_ascii=False) + "\n")
        for name, report, rows in passages(a.passages):
            one = prepared(name, "passage", report, rows, coder, registry)
            out.write(json.dumps(one, ensure_ascii=False) + "\n")


if __name__ == "__main__":
    main()
