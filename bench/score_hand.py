"""How the claims of a coder compare with the reports coded by hand in tests/reading/hand.

usage: score_hand.py [--show] [--held-out] [--rules] [--folder FOLDER] [NAME ...]

What counts as right is said in src/truceline/benchmarks/hand.py; ``truceline bench`` shows the same
totals in its table.
"""

from __future__ import annotations

import argparse
from functools import cache
from pathlib import Path
from typing import Any

from truceline.benchmarks import hand
from truceline.benchmarks.hand import HELD_OUT, MEASURES, OPEN, Pair, marks, paired, shares
from truceline.model import Claim, Report
from truceline.reading.coders import default
from truceline.reading.rules import RuleCoder
from truceline.reports import read_path

__all__ = ["HELD_OUT", "MEASURES", "OPEN", "coder", "gold_of", "marks", "paired", "report_of", "score", "seed_path"]

ROOT = Path(__file__).parent.parent
HAND = ROOT / "tests" / "reading" / "hand"


def seed_path() -> Path:
    """The real report that the project began with; it is no part of the repository."""
    return next((ROOT.parent / "shared" / "seed").glob("*.txt"), ROOT / "no-seed")


@cache
def coder(*, rules: bool = False) -> RuleCoder:
    """The coder that reads reports, or its rules alone."""
    return RuleCoder() if rules else default()


def report_of(name: str, folder: Path = HAND) -> Report:
    if name != "seed":
        return hand.report_of(name, folder)
    loaded = next(read_path(seed_path()))
    assert loaded.report is not None, loaded.error
    return loaded.report


def gold_of(name: str, folder: Path = HAND) -> list[dict[str, Any]]:
    return hand.gold_of(name, folder)


def score(
    names: tuple[str, ...], show: bool = False, *, rules: bool = False, folder: Path = HAND
) -> dict[str, dict[str, float]]:
    """Report name -> measure -> share, and "all"; "of found" has the shares of the claims that were found."""
    table: dict[str, dict[str, float]] = {}
    found = []
    for name in names:
        report = report_of(name, folder)
        one = hand.compared(name, gold_of(name, folder), coder(rules=rules).code(report), report.text)
        table[name] = {**shares(one.marks), "extra": len(one.extra), "claims": len(one.pairs)}
        found.append(one)
        if show:
            _show(name, one.pairs, one.extra)
    everything = [m for one in found for m in one.marks]
    extra = sum(len(one.extra) for one in found)
    table["all"] = {**shares(everything), "extra": extra, "claims": len(everything)}
    of_found = [m for m in everything if m["found"]]
    table["of found"] = {**shares(of_found), "extra": extra, "claims": len(of_found)}
    return table


def _show(name: str, pairs: tuple[Pair, ...], extra: tuple[Claim, ...]) -> None:
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
    parser.add_argument("--held-out", action="store_true", help="the ones that nothing is tuned on")
    parser.add_argument("--rules", action="store_true", help="the rules alone, without the trained reader")
    parser.add_argument("--folder", type=Path, default=HAND, help="with other reports, such as training/reports/open")
    args = parser.parse_args()
    other = args.folder.resolve() != HAND.resolve()
    there = tuple(sorted(path.stem for path in args.folder.glob("*.txt"))) if other else OPEN
    names = tuple(args.names) or (HELD_OUT if args.held_out else there)
    table = score(names, args.show, rules=args.rules, folder=args.folder)
    print(f"{'':18}" + "".join(f"{m:>9}" for m in (*MEASURES, "extra", "claims")))
    for name, row in table.items():
        print(
            f"{name:18}"
            + "".join(f"{row[m]:9.2f}" if m in MEASURES else f"{row[m]:9.0f}" for m in (*MEASURES, "extra", "claims"))
        )


if __name__ == "__main__":
    main()
