"""A brief that is longer than a page shows, in the room of a small case."""

from __future__ import annotations

from typing import Any

from truceline.brief import (
    Brief,
    Entry,
    Group,
    Layout,
    Line,
    Note,
    Part,
    PartKind,
    Section,
    Sentence,
    Source,
    Table,
)
from truceline.case import Case
from truceline.web.boards.brief import whole, written
from truceline.web.room import key_of

MANY = 230
RESTING = 40
NOTES = 640


def long_brief(known: tuple[str, ...] = (), *, many: int = MANY) -> Brief:
    """One section ("breaches") with a table, ``many`` statements, and accusations with answers; and a "short" one.

    ``known`` are ids of claims that there are; further ones are made up.
    """
    ids = (*known, *(f"c-{n:012x}" for n in range(NOTES)))[:NOTES]
    numbers = {id: n for n, id in enumerate(ids, start=1)}

    def said(what: str, n: int, resting: int = 2) -> Sentence:
        claims = tuple(ids[(n * 3 + k) % NOTES] for k in range(resting))
        parts = (Part("Upland", PartKind.VOICE), Part(f" said: {what} {n}"))
        return Sentence(parts, claims, tuple(sorted(numbers[id] for id in claims)))

    table = Table(("Duty", "Upland"), (Line("Crossing", (Entry("kept", "●", "met", ids[:50]),)),), "By account")
    sums = Group(tuple(said("sum", n, RESTING) for n in range(many)), "Sums")
    accused = Group(
        tuple(said("accusation", n) for n in range(40)), "Accused", tuple(said("answer", n) for n in range(35)),
        layout=Layout.BESIDE, more=ids[:70],
    )  # fmt: skip
    notes = tuple(
        Note(n, id, "r-1", f"words {n}", "Upland", "Upland", "A report", None, "1 May 2030", "1 May 2030", 0.5, "coded")
        for id, n in numbers.items()
    )
    sources = tuple(Source(f"r-{n}", f"Report {n}", "Upland Post", "1 May 2030", None, 2) for n in range(140))
    sections = (
        Section("breaches", "Long", "All that is long.", (Group((), "Duties", table=table), sums, accused), ids[:33]),
        Section("short", "Short", "All that is short.", (Group(tuple(said("short", n) for n in range(5))),)),
    )
    return Brief("Upland", "As known on 1 May 2030", sections, notes, sources)


def keep(room: Any, brief: Brief) -> None:
    """Have the room give this brief, as of now."""
    working: Any = type("Working", (), {"once": lambda self, key, make: brief})()
    case: Case = room.case
    asked = {"as_of": "", "since": ""}
    boards = {("brief:whole", ()): whole(working)}
    for form in ("json", "md", "html"):
        boards["brief:written", (("format", form), ("sections", ()))] = written(working, form)
    for (function, more), board in boards.items():
        key = key_of(function, {**asked, **dict(more)})
        room._kept.put(key, board, case.head().hash, case.head().seq)
