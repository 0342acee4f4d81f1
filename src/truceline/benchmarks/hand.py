"""Reports coded by hand by docs/coding.md, and how a coder's claims compare with them.

Each hand-coded claim is paired with at most one of the coder's, best first, by how much of their
content they share; a pair counts from an overlap of one half (of both together, or, where the act
is the same, of the shorter). Shares are of all hand-coded claims, so what was not found counts as
wrong everywhere: found; speaker (a word of the name in common, a capital for its state, or both the report); act type;
actors (all, by a shared word); figure (both bounds, of claims that have one); when (both days, of
claims that have one); modality. "extra" is how many of the coder's claims were not paired.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from importlib.resources import files
from pathlib import Path
from typing import Any

from truceline.benchmarks.scoring.counts import Counts
from truceline.errors import InputError
from truceline.model import Claim, PartyKind, Report, When

HELD_OUT = (
    "yemen-2022",
    "monitoring-daily",
    "korea-1953",
    "southsudan-2018",
    "afghanistan-2021",
    "libya-2020",
    "georgia-2008",
    "bosnia-1995",
)
"""Nothing is tuned on these."""
OPEN = (
    "sudan-2023",
    "ukraine-2025",
    "colombia-2024",
    "tigray-2023",
    "talks-stall",
    "gaza-2025",
    "karabakh-2020",
    "myanmar-2025",
    "syria-2016",
    "congo-2024",
    "aceh-2005",
    "srilanka-2002",
    "lebanon-2006",
    "ethiopia-2000",
    "cyprus-1974",
    "thailand-2025",
    "mindanao-2005",
)
MEASURES = ("found", "speaker", "act", "actors", "figure", "when", "modality")
_WEAK = frozenset("the a an of and for in on s to".split())

Row = Mapping[str, Any]
"""A claim coded by hand, as tests/reading/hand/README.md describes it."""
Marks = Mapping[str, bool | None]
"""Measure -> right, wrong, or None where it does not apply."""


@dataclass(frozen=True, slots=True)
class Pair:
    """A hand-coded claim, and the coder's claim that stands for it, if any."""

    gold: Row
    claim: Claim | None


@dataclass(frozen=True, slots=True)
class Compared:
    """One report: its pairs, and the coder's claims that were paired with none."""

    name: str
    pairs: tuple[Pair, ...]
    extra: tuple[Claim, ...]

    @property
    def marks(self) -> list[Marks]:
        return [marks(pair) for pair in self.pairs]

    @property
    def counts(self) -> Counts:
        """For every measure how many claims it applies to, how many of them are found, and how many are right."""
        made: Counts = {"claims": len(self.pairs), "extra": len(self.extra)}
        for measure in MEASURES:
            asked = [m[measure] for m in self.marks if m[measure] is not None]
            found = [m[measure] for m in self.marks if m[measure] is not None and m["found"]]
            made |= {f"{measure}:asked": len(asked), f"{measure}:right": sum(map(bool, asked))}
            made |= {f"{measure}:found": len(found)}
        return made


def folder() -> Path | None:
    """The folder of the hand-coded reports, where the program runs from its repository."""
    found = Path(__file__).parents[3] / "tests" / "reading" / "hand"
    return found if found.is_dir() else None


def groups() -> dict[str, tuple[tuple[str, Path], ...]]:
    """The hand-coded reports by their use, each with its folder; none where the program has no repository."""
    where = folder()
    if where is None:
        return {}
    made = {"open": OPEN, "held out": HELD_OUT}
    found = {use: tuple((name, where) for name in names) for use, names in made.items()}
    for use, at in (("learnt from", "open"), ("kept aside", "aside"), ("fresh", "fresh"), ("wire", "wire")):
        place = where.parents[2] / "training" / "reports" / at
        found[use] = tuple((path.stem, place) for path in sorted(place.glob("*.txt")))
    return {use: reports for use, reports in found.items() if reports}


def report_of(name: str, where: Path) -> Report:
    """The text that was coded: in the folder, or among the dispatches of the demo. Raises InputError."""
    from truceline.reports import read_path

    demo = Path(str(files("truceline"))) / "data" / "demo" / f"2023-12-02-{name}.txt"
    path = next((p for p in (where / f"{name}.txt", demo) if p.exists()), None)
    if path is None:
        todo = "Name the folder of the hand-coded reports."
        raise InputError(f"there is no {name}.txt.", where=str(where), todo=todo)
    loaded = next(read_path(path))
    assert loaded.report is not None, loaded.error
    return loaded.report


def gold_of(name: str, where: Path) -> list[dict[str, Any]]:
    """The claims that were coded by hand."""
    lines = (where / f"{name}.claims.jsonl").read_text(encoding="utf-8").splitlines()
    return [json.loads(line) for line in lines if line.strip()]


def compared(name: str, gold: Sequence[Row], claims: tuple[Claim, ...], text: str) -> Compared:
    """The claims of one report beside the hand-coded ones."""
    pairs = tuple(paired(gold, claims, text))
    used = {p.claim.id for p in pairs if p.claim is not None}
    return Compared(name, pairs, tuple(c for c in claims if c.id not in used))


def paired(gold: Sequence[Row], claims: tuple[Claim, ...], text: str) -> list[Pair]:
    """Each hand-coded claim with the coder's claim that fits it best, one to one."""
    options = []
    for g, row in enumerate(gold):
        mine = place(row, text)
        for c, claim in enumerate(claims):
            yours = {i for s in claim.spans.content for i in range(s.start, s.end)}
            shared = len(mine & yours)
            dice, part = 2 * shared / (len(mine) + len(yours)), shared / min(len(mine), len(yours))
            same = claim.act.type == row["act"]
            if dice >= 0.5 or (same and part >= 0.5):
                bonus = 0.5 * same + 0.3 * speaker_fits(row, claim) + 0.3 * figure_fits(row, claim)
                options.append((dice + bonus, g, c))
    chosen: dict[int, int] = {}
    for _, g, c in sorted(options, reverse=True):
        if g not in chosen and c not in chosen.values():
            chosen[g] = c
    return [Pair(row, claims[chosen[g]] if g in chosen else None) for g, row in enumerate(gold)]


def place(gold: Row, text: str) -> set[int]:
    """The code points of the hand-coded content."""
    content = gold["content"]
    if isinstance(content, dict):
        return set(range(content["start"], content["end"]))
    start = text.index(content)
    return set(range(start, start + len(content)))


# --- what is right --------------------------------------------------------------------------------
def marks(pair: Pair) -> dict[str, bool | None]:
    """Measure -> right, wrong, or None where it does not apply."""
    gold, claim = pair.gold, pair.claim
    return {
        "found": claim is not None,
        "speaker": claim is not None and speaker_fits(gold, claim),
        "act": claim is not None and claim.act.type == gold["act"],
        "actors": claim is not None and actors_fit(gold, claim),
        "figure": None if gold["figure"] is None else claim is not None and figure_fits(gold, claim),
        "when": None if gold["when"] is None else claim is not None and when_fits(gold, claim),
        "modality": claim is not None and claim.act.modality.value == gold["modality"],
    }


def shares(rows: Iterable[Marks]) -> dict[str, float]:
    """Measure -> the share of right marks among those that apply."""
    kept, out = list(rows), {}
    for measure in MEASURES:
        asked = [r[measure] for r in kept if r[measure] is not None]
        out[measure] = sum(map(bool, asked)) / len(asked) if asked else float("nan")
    return out


def speaker_fits(gold: Row, claim: Claim) -> bool:
    if gold["speaker"] == "the report":
        return claim.voice.kind is PartyKind.REPORT
    return claim.voice.kind is not PartyKind.REPORT and alike(gold["speaker"], claim.speaker)


def actors_fit(gold: Row, claim: Claim) -> bool:
    return len(gold["actors"]) == len(claim.act.actors) and all(
        any(alike(g, a) for a in claim.act.actors) for g in gold["actors"]
    )


def figure_fits(gold: Row, claim: Claim) -> bool:
    wanted = gold["figure"]
    found = claim.act.figures[0] if claim.act.figures else None
    if wanted is None or found is None:
        return wanted is None and found is None
    return (wanted["low"], wanted["high"]) == (found.low, found.high)


def when_fits(gold: Row, claim: Claim) -> bool:
    return same_time(gold["when"], claim.act.when)


def same_time(wanted: Mapping[str, str | None] | None, found: When | None) -> bool:
    """Whether a time is the one coded by hand, as far as that goes: to the day, or to the minute."""
    if wanted is None or found is None:
        return wanted is None and found is None
    ends = [
        m.isoformat()[: len(w)] if m and w else w
        for m, w in ((found.start, wanted["start"]), (found.end, wanted["end"]))
    ]
    return ends == [wanted["start"], wanted["end"]] and (found.start is None) == (wanted["start"] is None)


def alike(a: str, b: str) -> bool:
    """Whether two names are of one party, or share a word; a capital is its state, for which it speaks and acts."""
    from truceline.reading.parties import Registry, capitals

    registry, seats = Registry.load(), capitals()
    first, second = (registry.get(seats[name]) if name in seats else registry.find(name) for name in (a, b))
    if first is not None and second is not None:
        return first.id == second.id
    return bool(words(a) & words(b))


def words(name: str) -> set[str]:
    return {w for w in re.findall(r"\w+", name.lower()) if w not in _WEAK}
