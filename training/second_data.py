"""Coded reports and passages as the second reading sees them: python training/second_data.py --to OUT/claims.jsonl

Needs the package with its parser, not PyTorch. A line is a text with the names of known parties put out of sight:
``name``, ``kind`` (learnt, open, passage, or demo, whose claims stand as the rules read them), ``text`` and ``claims``,
those that the rules find and those coded by hand that they do not. A claim has its first and last character; what the
rules take it for (act type, modality, whether somebody is told to say it; null where they do not find it); what it is
coded as by hand (act type, mode, modality, whether somebody says it; null where nothing is coded); where the coder
has its first and last character; and the characters that name its time and its speaker by the coding (null where that
is not known, none where no time is told or the report itself speaks), and in ``held`` by the rules. ``times`` are the
words for times that the rules find.
"""

from __future__ import annotations

import argparse
import json
import re
import tempfile
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from truceline.benchmarks import hand
from truceline.model import Claim, Modality, PartyKind, Report
from truceline.reading.details import Details
from truceline.reading.learned import masked
from truceline.reading.model import Reader
from truceline.reading.parse import parse
from truceline.reading.parties import Registry
from truceline.reading.pointing import gives
from truceline.reading.rules import RuleCoder, _dateline_end
from truceline.reports import read_path

HERE = Path(__file__).parent
CODED = re.compile(r"\[([A-Z]+)(?:/([a-z-]+))? (\w+) ([rvx]|s=[^\[\]|;]+)(; t=[^\[\]|;]+)?\|([^\[\]|]+)\]")
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
DATED = re.compile(r"(\d{4}-\d\d-\d\d) \| ")
"""The day of publication, where a passage begins with it."""
LATE = datetime(2100, 1, 1, tzinfo=UTC)
"""Some of the wars made up are of days to come."""
SOMEBODY = "somebody"
"""The speaker, where it is not coded who it is."""
OPEN_MODE = "?"
DEMO_COUNTS = 3
"""How often the demo's dispatches are learnt from in a round."""
Place = tuple[int, int]
TYPES = frozenset(
    "AGREE CONSULT SUPPORT CONCEDE COOPERATE AID RETREAT REQUEST ACCUSE REJECT THREATEN PROTEST SANCTION MOBILIZE"
    " COERCE ASSAULT STATE".split()
)
"""Codes of the codebook; CRIME and INVESTIGATE, which some codings have, are left out."""


class Seen:
    """Places in a report -> places in what the reader sees of it; and the words for times that the rules find."""

    def __init__(self, report: Report, registry: Registry) -> None:
        self._parse = parse(report.text, registry.mentions(report.text), breaks=_dateline_end(report))
        self.text, self._starts, self._ends = masked(self._parse)
        self._dating = Details.of(self._parse, report).dating
        self.times = [self.span(t.start, t.end) for t in self._dating.times.found]

    def span(self, start: int, end: int) -> Place | None:
        """None where no token lies in it."""
        pairs = enumerate(zip(self._parse.starts, self._parse.ends, strict=True))
        inside = [i for i, (first, last) in pairs if first < end and last > start]
        return (self._starts[inside[0]], self._ends[inside[-1]]) if inside else None

    def words(self, words: str) -> list[Place]:
        """Every place where some words stand."""
        found = re.finditer(rf"(?<!\w){re.escape(words)}(?!\w)", self._parse.text, re.IGNORECASE)
        return [span for m in found if (span := self.span(*m.span())) is not None]

    def naming(self, row: Any, claim: Claim | None) -> list[Place] | None:
        """The words that name the time of a coded claim: none where it has none, None where it is not known."""
        if "time" in row:
            return self.words(row["time"]) or None if row["time"] else []
        if row.get("when", 0) == 0:
            return None
        if row["when"] is None:
            return []
        mood = Modality(row["modality"])
        told = [t for t in self._dating.times.found if hand.same_time(row["when"], self._dating.by(t, mood))]
        spans = [span for t in told if (span := self.span(t.start, t.end)) is not None]
        if not spans and claim is not None and claim.act.when is not None and hand.when_fits(row, claim):
            spans = self.words(claim.act.when.words) if claim.act.when.words else []
        return spans or None

    def held(self, claim: Claim) -> dict[str, list[Place] | None]:
        """The words for time and speaker that the rules have: none for no time and for the report itself."""
        when, mood = claim.act.when, claim.act.modality
        told = [t for t in self._dating.times.found if gives(self._dating, t, when, mood)]
        if claim.voice.kind is PartyKind.REPORT:
            spoken: list[Place] | None = []
        else:
            spoken = [span for s in claim.spans.source if (span := self.span(s.start, s.end)) is not None] or None
        timed = [span for t in told if (span := self.span(t.start, t.end)) is not None]
        return {"when": [] if when is None else timed or None, "source": spoken}

    def speaking(self, row: Any, claim: Claim | None) -> list[Place] | None:
        """The words that name the speaker: none for the report itself, None where it is not known."""
        if row["speaker"] == "the report":
            return []
        spans = self.words(row["speaker"]) if row["speaker"] not in ("", SOMEBODY) else []
        if not spans and claim is not None and row["speaker"] not in ("", SOMEBODY) and hand.speaker_fits(row, claim):
            spans = [span for s in claim.spans.source if (span := self.span(s.start, s.end)) is not None]
        return spans or None


def prepared(name: str, kind: str, report: Report, rows: list[Any], coder: RuleCoder, registry: Registry) -> Any:
    """One line: the claims of the rules with what they stand for, and the coded ones that they miss."""
    seen = Seen(report, registry)
    found: tuple[Claim, ...] = coder.code(report)
    claims: list[Any] = []
    paired = hand.paired(rows, found, report.text)
    stands = {p.claim.id: p.gold for p in paired if p.claim is not None}
    for claim in found:
        at = seen.span(claim.spans.content[0].start, claim.spans.content[-1].end)
        if at is None:
            continue
        row = _as_read(claim) if kind == "demo" else stands.get(claim.id)
        said = claim.voice.kind is not PartyKind.REPORT
        made = {"at": at, "opinion": [claim.act.type, claim.act.modality.value, said], "told": _told(row)}
        made["held"] = seen.held(claim)
        if row is not None:
            made |= {"when": seen.naming(row, claim), "source": seen.speaking(row, claim)}
        if row is not None and kind != "demo":
            made["by_hand"] = seen.span(min(hand.place(row, report.text)), max(hand.place(row, report.text)) + 1)
            made["rules"] = {"speaker": hand.speaker_fits(row, claim)}
            if row.get("when"):
                made["rules"]["when"] = hand.when_fits(row, claim)
            for name, fits in (("when", "when"), ("source", "speaker")):  # "he", where he is who is coded
                if made["rules"].get(fits) and made[name] and made["held"][name]:
                    made[name] = sorted({*made[name], *made["held"][name]})
        claims.append(made)
    for pair in paired:
        place = hand.place(pair.gold, report.text)
        at = seen.span(min(place), max(place) + 1)
        if at is not None and pair.claim is None:
            row = pair.gold
            named = {"when": seen.naming(row, None), "source": seen.speaking(row, None)}
            claims.append({"at": at, "opinion": None, "told": _told(row), **named})
    return {"name": name, "kind": kind, "text": seen.text, "times": seen.times, "claims": claims}


def _as_read(claim: Claim) -> dict[str, Any]:
    """A claim as if it had been coded so by hand; its mode stays open."""
    when = claim.act.when
    ends = when and {n: m and m.isoformat() for n, m in (("start", when.start), ("end", when.end))}
    speaker = "the report" if claim.voice.kind is PartyKind.REPORT else claim.speaker
    coded = {"act": claim.act.type, "mode": OPEN_MODE, "modality": claim.act.modality.value}
    return coded | {"speaker": speaker, "when": ends, "figure": None}


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
                dated = DATED.match(line)
                day = dated[1] if dated else "2019-05-14"
                text, rows = plain(line[dated.end() :].strip() if dated else line.strip())
                copy = Path(kept) / f"{path.stem}-{number}.txt"
                copy.write_text(f"title: {path.stem}\npublisher: a newspaper\npublished: {day}\n\n{text}\n", "utf-8")
                report = next(read_path(copy, now=LATE)).report
                if report is not None and report.text == text:
                    yield copy.stem, report, rows
                else:
                    print("not read as it stands:", copy.stem)


def plain(line: str) -> tuple[str, list[Any]]:
    """The words without the codes, and the coded claims in the form of those of whole reports."""
    line = re.sub(r"\s*¶\s*", "\n\n", line)
    parts: list[str] = []
    rows: list[Any] = []
    at = length = 0
    for one in CODED.finditer(line):
        kind, mode, mood, who, time, words = one.groups()
        before = line[at : one.start()]
        start = length + len(before)
        parts += [before, words]
        length, at = start + len(words), one.end()
        named = who.startswith("s=")
        row = {"act": kind, "mode": mode or "", "modality": MOODS[mood], "figure": None}
        row["speaker"] = who[2:].strip() if named else {"r": "the report", "v": SOMEBODY, "x": ""}[who]
        row["content"] = {"start": start, "end": length}
        if named or time:
            row["time"] = time[4:].strip() if time else ""
        rows.append(row)
    if any("time" in row for row in rows):  # a passage in which times are coded
        rows = [{"time": "", **row} for row in rows]
    return "".join([*parts, line[at:]]), rows


def main() -> None:
    ap = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ap.add_argument("--to", type=Path, required=True)
    ap.add_argument("--passages", type=Path, default=HERE / "passages")
    a = ap.parse_args()
    registry = Registry.load()
    coder = RuleCoder(registry, reader=Reader.load(), again=False)
    later = frozenset((HERE / "reports" / "agency.txt").read_text(encoding="utf-8").split())
    with a.to.open("w", encoding="utf-8") as out:
        for use, kind in (("learnt from", "learnt"), ("open", "open")):
            for name, folder in hand.groups()[use]:
                if name in later:  # trust is fitted to them
                    continue
                one = prepared(name, kind, hand.report_of(name, folder), hand.gold_of(name, folder), coder, registry)
                out.write(json.dumps(one, ensure_ascii=False) + "\n")
        for path in sorted(DEMO.glob("*.txt")):
            one = prepared(path.stem, "demo", _report(path), [], coder, registry)
            out.write(DEMO_COUNTS * (json.dumps(one, ensure_ascii=False) + "\n"))
        for name, report, rows in passages(a.passages):
            one = prepared(name, "passage", report, rows, coder, registry)
            out.write(json.dumps(one, ensure_ascii=False) + "\n")


if __name__ == "__main__":
    main()
