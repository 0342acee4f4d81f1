"""Judged shapes: what a record comes to when it is held against an agreement, as the API gives it.

A range is an object with ``low`` and ``high``; an open end is null. ``way`` is a way of reading: options by the path of
their choice.
"""

from __future__ import annotations

from datetime import datetime
from typing import Literal

from pydantic import BaseModel, ConfigDict, Field

from truceline.web.api.shapes import Dated

State = Literal[
    "pending", "met", "met late", "partly met", "missed", "suspended", "excused as claimed", "lapsed", "superseded",
    "unknown",
]  # fmt: skip
DisputeKind = Literal["event", "qualification", "reading", "counting", "scope or text in force", "excuse"]
Position = Literal["held", "denied", "silent"]
Told = Literal["done", "not done", "planned", "offered", "demanded", "supposed"]
Silence = Literal["undenied", "strict", "consent"]


class Range(BaseModel):
    low: float | None
    high: float | None


class Worked(Dated):
    """`seq` is the last entry of the journal that it knows; `fresh` is false while newer ones are worked in."""

    seq: int
    fresh: bool


class Later(Worked):
    """It is not there yet."""

    state: Literal["being worked out"]


class Held(Worked):
    """`at` is the moment judged; `silence` says how an account is read where its speaker says nothing."""

    agreement: str
    at: datetime
    silence: Silence


class WorkedPart(Worked):
    next: str | None
    total: int


class HeldPart(Held):
    next: str | None
    total: int


# --- verdicts ---------------------------------------------------------------------------------------------
class Verdict(BaseModel):
    """`word` is the state as a reader is told it: a prohibition is kept or broken.

    `claims` and `incidents` are the first 20 of so many; `/grounds` has all.
    """

    duty: str
    instance: str
    state: State
    word: str
    sum: str
    opens: datetime | None
    due: datetime | None
    need: Range | None
    done: Range | None
    claims: list[str]
    claims_total: int
    incidents: list[str]
    incidents_total: int
    waits_for: str
    in_time: Range | None


class Cell(BaseModel):
    account: str
    way: dict[str, str]
    own: bool = Field(description="Whether the account's own speaker reads it so.")
    state: State | None
    words: str
    instances: int = Field(description="How many verdicts it sums up.")


class CellInFull(Cell):
    verdicts: list[Verdict] | None = Field(description="null for a reading that is not the account's own: ask for it.")


class Side(BaseModel):
    account: str
    option: str
    state: State | None


class Dispute(BaseModel):
    kind: DisputeKind
    instance: str
    sentence: str
    claims: list[str] = Field(description="The first 20; `/grounds` has all.")
    claims_total: int
    sides: list[Side]
    why: str


class Row(BaseModel):
    duty: str
    prohibition: bool
    differ: list[DisputeKind]
    disputes: list[Dispute]


class RowInShort(Row):
    cells: list[Cell]


class Matrix(Held):
    accounts: list[str]
    rows: list[RowInShort]


class Duty(Held, Row):
    cells: list[CellInFull]


class Grounds(HeldPart):
    """`items` are ids of what the verdict of `account` rests on, or, with a `kind`, the dispute of that kind."""

    duty: str
    account: str
    instance: str
    kind: DisputeKind | Literal[""]
    of: Literal["claims", "incidents"]
    items: list[str]


class DisputeOnDuty(Dispute):
    duty: str


class Disputes(Held):
    items: list[DisputeOnDuty]


class Change(BaseModel):
    sentence: str
    words: str
    path: str
    option: str
    incident: str
    teller: str
    claims: list[str]


class Crux(BaseModel):
    """`changes` together turn `before` into `after`; no smaller set does."""

    duty: str
    instance: str
    accounts: list[str]
    before: list[State]
    after: State | None
    before_words: list[str]
    after_words: str
    changes: list[Change]
    shortfall: str
    cut: bool


class Cruxes(Held):
    duty: str
    flips: list[Crux]
    agree: list[Crux]


class Changed(BaseModel):
    duty: str
    instance: str
    account: str
    way: dict[str, str]
    before: State | None
    after: State | None
    sum: str
    because: list[str] = Field(description="Claims known at the second moment only; none where time alone did it.")
    due: datetime | None


class Changes(Held):
    model_config = ConfigDict(populate_by_name=True)

    from_: datetime = Field(alias="from")
    to: datetime
    items: list[Changed]


# --- accounts ---------------------------------------------------------------------------------------------
class AccountLine(BaseModel):
    account: str
    incidents: int
    held: int
    denied: int
    silent: int
    own: dict[str, str] = Field(description="How its own speaker reads the terms.")


class Accounts(Held):
    items: list[AccountLine]


class Version(BaseModel):
    """One account's version of one incident; `parts` are its versions of parts of the same people."""

    incident: str
    deed: str
    position: Position
    taken: bool
    why: str
    claims: list[str]
    count: Range | None
    about: bool
    actors: list[str]
    recipients: list[str]
    what: list[str]
    kinds: list[str]
    qualities: list[str]
    start: datetime | None
    end: datetime | None
    place: str
    known: datetime | None
    parts: list[Version]


class Account(HeldPart):
    account: str
    own: dict[str, str]
    items: list[Version]


class Merge(BaseModel):
    a: str
    b: str
    reason: str
    sure: bool
    by: str


class Fact(BaseModel):
    claim: str
    speaker: str
    told: Told
    known: datetime


class Incident(BaseModel):
    id: str
    deed: str
    told: Told
    measure: Literal["flow", "total", "stock", "none"]
    per: list[float | str] | None
    start: datetime | None
    end: datetime | None
    day_known: bool
    whole: str
    sum_of: list[str]
    mention: bool
    merges: list[Merge]
    facts: list[Fact]


class Incidents(HeldPart):
    items: list[Incident]


# --- people -----------------------------------------------------------------------------------------------
class Statement(BaseModel):
    teller: str
    count: Range
    moment: datetime
    until: datetime
    claims: list[str]
    claims_total: int
    about: bool
    reclassified: bool
    living: bool
    sharp: bool


class LedgerNumber(BaseModel):
    """`claims` and `told` are the first 20 of so many; `whole=true` gives all."""

    count: Range
    claims: list[str]
    claims_total: int
    about: bool
    why: str
    told: list[Statement]
    told_total: int
    below: float


class LedgerEntry(BaseModel):
    population: str
    category: str
    taken: LedgerNumber
    held: LedgerNumber
    deliverable: LedgerNumber
    released: LedgerNumber
    outside: LedgerNumber
    rescued: LedgerNumber
    recovered: LedgerNumber
    dead: LedgerNumber
    reclassified: bool


class Ledger(BaseModel):
    account: str
    entries: list[LedgerEntry]
    unplaced: list[str]


class People(HeldPart):
    items: list[Ledger]


class ConflictingSet(BaseModel):
    words: list[str]
    claims: list[str]


class Reconciliation(BaseModel):
    sentence: str
    counts: list[str]
    does_not_count: list[str]
    aside: list[str]
    told: list[str]
    size: int


class Finding(BaseModel):
    kind: Literal["conflict", "stale", "more than told", "negative", "unplaced", "holds"]
    speaker: str
    about: str
    identity: str
    sentence: str
    numbers: list[float]
    claims: list[str]
    conflicts: list[ConflictingSet]
    reconciled_by: list[Reconciliation]
    cut: bool


class Findings(Held):
    items: list[Finding]


# --- talks and runway -------------------------------------------------------------------------------------
class Move(BaseModel):
    state: str
    moment: datetime
    claims: list[str]
    speakers: list[str]
    own: bool
    incident: str
    deed: str


class Channel(BaseModel):
    account: str
    state: str
    moves: list[Move]


class Talks(Held):
    channels: list[Channel]
    truces: list[Channel]
    ends: dict[str, datetime | None] = Field(description="Until when the truce binds, by account.")


class Step(BaseModel):
    words: str
    count: Range
    claims: list[str]


class RunwayLine(BaseModel):
    account: str
    reading: dict[str, str]
    speaker: str
    days: Range | None
    sum: str
    over: float | None
    until: list[datetime | None] = Field(min_length=2, max_length=2)
    pool: Range
    rate: float | None
    steps: list[Step]
    claims: list[str]
    caveats: list[str]
    teller: str
    rule_by: str


class Runway(Worked):
    """Without an agreement, by the rule that reports tell: then `agreement` and `at` are null."""

    agreement: str | None
    at: datetime | None
    silence: Silence
    items: list[RunwayLine]


# --- names ------------------------------------------------------------------------------------------------
class Membership(BaseModel):
    of: str
    role: str
    since: datetime | None
    until: datetime | None


class Party(BaseModel):
    id: str
    name: str
    kind: str
    aliases: list[str]
    adjectives: list[str]
    code: str | None
    member_of: list[Membership]
    source: str


class NamedParty(BaseModel):
    name: str
    party: Party | None
    speaks: int
    acts: int
    same_as: list[str]


class Parties(WorkedPart):
    items: list[NamedParty]
