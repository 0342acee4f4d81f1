"""How the claims of a coder compare with the reports coded by hand in tests/reading/hand.

usage: score_hand.py [--show] [--held-out] [NAME ...]

Each hand-coded claim is paired with at most one of the coder's, best first, by how much of their
content they share; a pair counts from an overlap of one half (of both together, or, where the act
is the same, of the shorter). Shares are of all hand-coded claims, so what was not found counts as
wrong everywhere: found; speaker (a word of the name in common, or both the report); act type;
actors (all, by a shared word); figure (both bounds, of claims that have one); when (both days, of
claims that have one); modality. "extra" is how many of the coder's claims were not paired.
"""

from __future__ import annotations

import argparse
import json
import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from truceline.model import Claim, PartyKind, Report
from truceline.reading.rules import RuleCoder
from truceline.reports import read_path

ROOT = Path(__file__).parent.parent
HAND = ROOT / "tests" / "reading" / "hand"
HELD_OUT = ("yemen-2022", "monitoring-daily", "korea-1953")
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
)
_WEAK = frozenset("the a an of and for in on s to".split())
MEASURES = ("found", "speaker", "act", "actors", "figure", "when", "modality")


@dataclass(frozen=True)
class Pair:
    gold: dict[str, Any]
    claim: Claim | None


def seed_path() -> Path:
    """The real report that the project began with; it is no part of the repository."""
    return next((ROOT.parent / "shared" / "seed").glob("*.txt"), ROOT / "no-seed")


@cache
def coder() -> RuleCoder:
    return RuleCoder()


def report_of(name: str) -> Report:
    path = next(
        p
        for p in (HAND / f"{name}.txt", ROOT / f"src/truceline/data/demo/2023-12-02-{name}.txt", seed_path())
        if p.exists()
    )
    loaded = next(read_path(path))
    assert loaded.report is not None, loaded.error
    return loaded.report


def gold_of(name: str) -> list[dict[str, Any]]:
    lines = (HAND / f"{name}.claims.jsonl").read_text(encoding="utf-8").splitlines()
    return [json.loads(line) for line in lines if line.strip()]


def place(gold: dict[str, Any], text: str) -> set[int]:
    """The code points of the hand-coded content."""
    content = gold["content"]
    if isinstance(content, dict):
        return set(range(content["start"], content["end"]))
    start = text.index(content)
    return set(range(start, start + len(content)))


def paired(gold: list[dict[str, Any]], claims: tuple[Claim, ...], text: str) -> list[Pair]:
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


def words(name: str) -> set[str]:
    return {w for w in re.findall(r"\w+", name.lower()) if w not in _WEAK}


def speaker_fits(gold: dict[str, Any], claim: Claim) -> bool:
    if gold["speaker"] == "the report":
        return claim.voice.kind is PartyKind.REPORT
    return claim.voice.kind is not PartyKind.REPORT and alike(gold["speaker"], claim.speaker)


def alike(a: str, b: str) -> bool:
    from truceline.reading.parties import Registry

    find = Registry.load().find
    first, second = find(a), find(b)
    if first is not None and second is not None:
        return first.id == second.id
    return bool(words(a) & words(b))


def figure_fits(gold: dict[str, Any], claim: Claim) -> bool:
    wanted = gold["figure"]
    found = claim.act.figures[0] if claim.act.figures else None
    if wanted is None or found is None:
        return wanted is None and found is None
    return (wanted["low"], wanted["high"]) == (found.low, found.high)


def when_fits(gold: dict[str, Any], claim: Claim) -> bool:
    wanted, found = gold["when"], claim.act.when
    if wanted is None or found is None:
        return wanted is None and found is None
    ends = [
        m.isoformat()[: len(w)] if m and w else w
        for m, w in ((found.start, wanted["start"]), (found.end, wanted["end"]))
    ]
    return ends == [wanted["start"], wanted["end"]] and (found.start is None) == (wanted["start"] is None)


def actors_fit(gold: dict[str, Any], claim: Claim) -> bool:
    return len(gold["actors"]) == len(claim.act.actors) and all(
        any(alike(g, a) for a in claim.act.actors) for g in gold["actors"]
    )


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


def score(names: tuple[str, ...], show: bool = False) -> dict[str, dict[str, float]]:
    """Report name -> measure -> share, and "all"."""
    table: dict[str, dict[str, float]] = {}
    everything: list[dict[str, bool | None]] = []
    extra = total = 0
    for name in names:
        report = report_of(name)
        claims = coder().code(report)
        pairs = paired(gold_of(name), claims, report.text)
        used = {p.claim.id for p in pairs if p.claim}
        rows = [marks(p) for p in pairs]
        table[name] = {**_shares(rows), "extra": len(claims) - len(used), "claims": len(rows)}
        extra, total = extra + len(claims) - len(used), total + len(rows)
        everything += rows
        if show:
            _show(name, pairs, [c for c in claims if c.id not in used])
    table["all"] = {**_shares(everything), "extra": extra, "claims": total}
    return table


def _shares(rows: list[dict[str, bool | None]]) -> dict[str, float]:
    out = {}
    for measure in MEASURES:
        asked = [r[measure] for r in rows if r[measure] is not None]
        out[measure] = sum(map(bool, asked)) / len(asked) if asked else float("nan")
    return out


def _show(name: str, pairs: list[Pair], extra: list[Claim]) -> None:
    print(f"== {name}")
    for pair in pairs:
        wrong = [m for m, right in marks(pair).items() if right is False]
        if not wrong:
            continue
        g, c = pair.gold, pair.claim
        print(f"- {', '.join(wrong)}: “{g['content'] if isinstance(g['content'], str) else g['item']}”")
        print(
            "    hand:",
            g["speaker"],
            g["stance"],
            g["act"],
            g["mode"],
            g["actors"],
            g["figure"] and (g["figure"]["low"], g["figure"]["high"]),
            g["when"],
            g["modality"],
        )
        if c is not None:
            f = c.act.figures[0] if c.act.figures else None
            w = c.act.when
            print(
                "    here:",
                c.speaker,
                c.stance.value,
                c.act.type,
                c.act.mode,
                list(c.act.actors),
                f and (f.low, f.high),
                w and (str(w.start)[:16], str(w.end)[:16]),
                c.act.modality.value,
                f"“{c.quote}”".replace("\n", " "),
            )
    for c in extra:
        print("  extra:", c.speaker, c.act.type, f"“{c.quote}”".replace("\n", " "))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("names", nargs="*")
    parser.add_argument("--show", action="store_true", help="print what is wrong")
    parser.add_argument("--held-out", action="store_true", help="the two that nothing is tuned on")
    args = parser.parse_args()
    names = tuple(args.names) or (HELD_OUT if args.held_out else OPEN)
    table = score(names, args.show)
    print(f"{'':18}" + "".join(f"{m:>9}" for m in (*MEASURES, "extra", "claims")))
    for name, row in table.items():
        print(
            f"{name:18}"
            + "".join(f"{row[m]:9.2f}" if m in MEASURES else f"{row[m]:9.0f}" for m in (*MEASURES, "extra", "claims"))
        )


if __name__ == "__main__":
    main()
