"""How long a whole matrix takes: 10,000 claims x 6 accounts x 8 readings x 40 duties, and then one more claim.

    .venv/bin/python bench/matrix_speed.py [--claims 10000]

The claims are made up and coded like any others: releases, deliveries, lists and attacks over 60 days, told by two
parties, two mediators and a monitor, with denials and rival figures. Timed are: claims to facts, facts to
incidents, incidents to accounts, and the matrix with every verdict, its arithmetic and its disputes; then the
same for one more claim on top. Nothing is read from disk. The peak memory is that of the whole process.
"""

from __future__ import annotations

import argparse
import random
import resource
from datetime import datetime, timedelta
from time import perf_counter
from zoneinfo import ZoneInfo

from truceline.accounts.facts import facts_of
from truceline.accounts.incidents import incidents_of
from truceline.agreements.agreement import Agreement
from truceline.assessment import Assessment
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
    Span,
    Spans,
    Stance,
    Voice,
    When,
)

ZONE = ZoneInfo("Africa/Nairobi")
START = datetime(2024, 3, 1, 8, tzinfo=ZONE)
DAYS = 60
SPEAKERS = ("Ridge", "Valley", "Lakeland", "Marsh", "Observers", "Example Agency")
PLACES = ("Hill", "Port", "Bridge", "Market")
GOODS = ("trucks", "ships", "flights", "tents", "litres")


def agreement() -> Agreement:
    """40 duties, and three choices that touch every one of them: 8 readings."""
    duties = []
    for n in range(10):
        opens, goods = f"opens: {5 * n + 1} days after effect", f"{10 + n} {GOODS[n % 5]}"
        duties.append(f"  release {n}: {{by: two, release: {20 + n} hostages, within: {10 + n} days, {opens}}}")
        duties.append(f"  aid {n}: {{by: one, let in: {goods}, each: day, within: 6 days, {opens}}}")
        duties.append(f'  list {n}: {{by: two, hand over: list of hostages, each: day, before: "{6 + n:02}:00"}}')
        duties.append(
            f"  quiet {n}: {{by: {('one', 'two', 'both')[n % 3]}, refrain from: attack, where: {PLACES[n % 4]}}}"
        )
    text = f"""
agreement: Truce of the ridge
text_of: 2024-02-28
zone: Africa/Nairobi
parties: {{one: Ridge, two: Valley}}
mediators: [Lakeland, Marsh]
monitors: [Observers]
people:
  hostages: {{held_by: two, called: [captives]}}
  prisoners: {{held_by: one, called: [detainees]}}
goods:
{chr(10).join(f"  {g}: {{called: [{g}]}}" for g in GOODS)}
truce:
  from: {{readings: {{as told first: {{means: 2024-03-01 08:00}}, as told later: {{means: 2024-03-02 08:00}}}}}}
  for: {{readings: {{sixty days: {{means: 60 days}}, two months: {{means: 2 months}}}}}}
  then: {{readings: {{lapses: {{}}, while talks go on: {{means: continues while talks go on}}}}}}
duties:
{chr(10).join(duties)}
"""
    return Agreement.parse(text, "bench.yaml")


def claim(n: int, chance: random.Random) -> Claim:
    kind = chance.choices(("release", "aid", "list", "attack"), (4, 3, 2, 3))[0]
    speaker = chance.choice(SPEAKERS)
    start = START.replace(hour=0) + timedelta(days=chance.randrange(DAYS))
    number, unit, category = float(chance.randint(1, 30)), "", None
    act_type, mode, actors, place = "RETREAT", "release", ("Valley",), None
    if kind == "release":
        unit = category = "hostages"
        if chance.random() < 0.5:
            unit, category, actors = "prisoners", "prisoners", ("Ridge",)
    elif kind == "aid":
        unit = category = chance.choice(GOODS)
        act_type, mode, actors = "RETREAT", "access", ("Ridge",)
    elif kind == "list":
        act_type, mode, category = "COOPERATE", None, "lists"
    else:
        act_type, mode, actors, place = (
            "ASSAULT",
            "firearms",
            (chance.choice(("Ridge", "Valley")),),
            chance.choice(PLACES),
        )
        start += timedelta(minutes=chance.randrange(24 * 60))
    figures = (Figure(number, number, Comparator.EXACTLY, unit, f"{number:g} {unit}", category),) if unit else ()
    span = (start, start + (timedelta(days=1) if kind != "attack" else timedelta(minutes=1)))
    precision = Precision.MINUTE if kind == "attack" else Precision.DAY
    denied = chance.random() < 0.08
    words = f"Claim {n}."
    return Claim.of(
        report=f"r-{n // 5}",
        voices=(Voice(speaker, PartyKind.REPORT if "Agency" in speaker else PartyKind.GOVERNMENT),),
        stance=Stance.DENIES if denied else Stance.ASSERTS,
        act=Act(
            act_type,
            mode,
            actors,
            category=category,
            figures=figures,
            when=When(*span, precision, Basis.STATED, "", "Africa/Nairobi"),
            place=place,
            modality=Modality.DENIED if denied else Modality.HAPPENED,
        ),
        quote=words,
        spans=Spans((), (), (Span(0, len(words), words),)),
        score=1.0,
        coder=Coder("bench", "1"),
    )


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--claims", type=int, default=10_000)
    count = options.parse_args().claims
    chance = random.Random(11)
    claims = [claim(n, chance) for n in range(count + 1)]
    known = {c.report: START + timedelta(days=DAYS + 1) for c in claims}
    text, at = agreement(), START + timedelta(days=70)
    readings = text.readings()
    for reading in readings:
        text.terms(reading)

    def step(name: str, since: float) -> float:
        now = perf_counter()
        print(f"  {name:28} {1000 * (now - since):8.0f} ms")
        return now

    size = f"{len(text.speakers) + 1} accounts, {len(readings)} readings, {len(text.terms().duties)} duties"
    print(f"{count:,} claims, {size}")
    begun = now = perf_counter()
    facts = facts_of(claims[:count], known)
    now = step("claims to facts", now)
    incidents = incidents_of(facts)
    now = step("facts to incidents", now)
    whole = Assessment(text, incidents, at)
    assert whole.accounts
    now = step("incidents to accounts", now)
    matrix = whole.matrix()
    step("accounts to matrix", now)
    seconds = perf_counter() - begun
    cells = sum(len(row.cells) for row in matrix.rows)
    verdicts = sum(len(c.verdicts) for row in matrix.rows for c in row.cells)
    size = f"{len(incidents.incidents):,} incidents, {cells:,} cells, {verdicts:,} verdicts"
    print(f"full matrix: {seconds:.2f} s   ({size})")
    more = facts_of(claims[count:], known)
    begun = perf_counter()
    grown = whole.with_facts(more)
    grown.matrix()
    print(f"one more claim: {1000 * (perf_counter() - begun):.0f} ms")
    assert grown.matrix() == Assessment(text, incidents_of((*facts, *more)), at).matrix(), "the two ways differ"
    print(f"peak memory: {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:.0f} MB")


if __name__ == "__main__":
    main()
