"""A server that is killed while people read and review loses nothing that it said was done."""

from __future__ import annotations

import os
import random
import time
from pathlib import Path

from kill_room import Promised, Writers, expected_claims, wrong_with

from browser_server import serve_command, serving
from truceline.case import Case

KILLS = int(os.environ.get("TRUCELINE_KILLS", "4"))
SEED = int(os.environ.get("TRUCELINE_KILLS_SEED", "2023"))
LONGEST = 6.0
"""Seconds that a server lives at most while people write."""


def test_a_killed_server_keeps_every_write_it_acknowledged_and_no_half_report(own_case: Path, tmp_path: Path) -> None:
    with Case.open(own_case) as case:
        claims = [c.claim.id for c in case.claims()]
        before = {report.id for report in case.reports()}
    writers, chance, aside = Writers(claims), random.Random(SEED), tmp_path / "aside"
    aside.mkdir()
    for life in range(KILLS):
        with serving(serve_command(own_case), {"TMPDIR": str(aside)}) as served, writers.at_work(served):
            _let_them_write(writers, life, chance)
            served.kill(alone=life % 3 == 2)
        assert writers.promised.refused == [], f"in life {life + 1}"
        assert wrong_with(own_case, writers.promised, before) == [], f"after kill {life + 1}"
    promised = writers.promised
    assert len(promised.reports) >= KILLS // 2
    assert len(promised.decisions) >= KILLS
    assert any(reason.startswith("by form") for reason in promised.decisions)
    _no_half_report(own_case, promised, before, tmp_path)
    print(f"{KILLS} kills: {len(promised.reports)} reports and {len(promised.decisions)} decisions acknowledged")


def _let_them_write(writers: Writers, life: int, chance: random.Random) -> None:
    """Every other life ends at any moment, the others just after a report was said to be read."""
    if life % 2:
        time.sleep(chance.uniform(0.0, LONGEST))
    else:
        writers.wrote.wait(60)
        time.sleep(chance.uniform(0.0, 0.3))


def _no_half_report(path: Path, promised: Promised, before: set[str], tmp_path: Path) -> None:
    expected = expected_claims(promised.sent, tmp_path / "in-peace.db")
    with Case.open(path) as case:
        kept = {r.id: {c.claim.id for c in case.claims_of(r.id)} for r in case.reports() if r.id not in before}
    assert set(kept) <= set(expected)
    assert {id: claims for id, claims in kept.items() if claims != expected[id]} == {}
    assert all(claims for claims in expected.values())
