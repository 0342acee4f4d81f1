"""Shapes: reports and claims as the API gives them. docs/data-model.md says what each field means."""

from __future__ import annotations

from datetime import datetime
from typing import Literal

from pydantic import BaseModel, ConfigDict, Field

from truceline.model import Basis, Comparator, Modality, PartyKind, Polarity, Precision, Stance, VoiceRole


class Problem(BaseModel):
    """What is wrong, where, and what to do."""

    error: str
    where: str
    todo: str


class Dated(BaseModel):
    as_of: str | None = Field(description="The moment that was asked for, null for everything that is known.")


class Part(Dated):
    """A part of a list: `next` is the cursor of the part that follows, null at the end."""

    next: str | None
    total: int


# --- values of the model ----------------------------------------------------------------------------------
class When(BaseModel):
    start: datetime | None
    end: datetime | None
    precision: Precision
    basis: Basis
    words: str
    zone: str | None


class Rate(BaseModel):
    count: float
    unit: str


class Figure(BaseModel):
    low: float | None
    high: float | None
    comparator: Comparator
    unit: str
    words: str
    category: str | None
    kinds: list[str]
    part_of: str | None
    per: Rate | None


class Span(BaseModel):
    start: int
    end: int
    quote: str


class Spans(BaseModel):
    source: list[Span]
    cue: list[Span]
    content: list[Span]


class Voice(BaseModel):
    name: str
    kind: PartyKind
    role: VoiceRole
    party: str | None
    member_of: list[str]
    words: str


class Coder(BaseModel):
    name: str
    version: str


class Claim(BaseModel):
    id: str
    report: str
    speaker: str
    voices: list[Voice]
    stance: Stance
    act: str
    mode: str | None
    actors: list[str]
    recipients: list[str]
    category: str | None
    figures: list[Figure]
    when: When | None
    place: str | None
    polarity: Polarity
    modality: Modality
    answers: str | None
    qualities: list[str]
    quote: str
    spans: Spans
    score: float = Field(ge=0, le=1)
    coder: Coder


class Dateline(BaseModel):
    place: str
    words: str
    zone: str | None
    agency: str | None


class Report(BaseModel):
    id: str
    text: str
    title: str
    publisher: str | None
    published: When | None
    dateline: Dateline | None
    url: str | None
    language: str | None


Status = Literal["coded", "accepted", "rejected", "corrected"]


# --- lists ------------------------------------------------------------------------------------------------
class Listed(BaseModel):
    """A claim as it stands, with the report that carries it. `decided` is the `seen` of a decision."""

    claim: Claim
    status: Status
    title: str
    publisher: str | None
    published: When | None
    known: datetime
    decided: int
    superseded: bool


class Claims(Part):
    items: list[Listed]


class Facet(BaseModel):
    value: str = Field(description='"" for claims that have none.')
    count: int


class Facets(Dated):
    facets: dict[str, list[Facet]]
    total: int


class ReportLine(BaseModel):
    id: str
    title: str
    publisher: str | None
    published: When | None
    known: datetime
    language: str | None
    url: str | None
    claims: int
    unread: str | None
    superseded_by: str | None
    name: str
    added_by: str
    added_at: datetime
    seq: int


class Reports(Part):
    items: list[ReportLine]


class OneReport(Dated):
    report: Report


class Hit(BaseModel):
    report: str
    title: str
    snippet: str
    span: Span | None
    claim: str | None
    marks: list[list[int]]


class Hits(Dated):
    items: list[Hit]


# --- one claim --------------------------------------------------------------------------------------------
class Decision(BaseModel):
    """Who decided what, when and why; `changes` are the corrected fields."""

    seq: int
    author: str
    time: datetime
    status: Status
    reason: str
    changes: dict[str, object]
    taken_back: int
    takes_back: int


class Sentence(BaseModel):
    """The sentence, or sentences, that the claim stands in, by its place in the report's text."""

    start: int
    end: int
    text: str


class Standing(BaseModel):
    """A claim as it stands beside the coder's own value. `decided` is the `seen` of the next decision."""

    claim: Claim
    machine: Claim
    status: Status
    decided: int
    history: list[Decision]


class Standings(Dated):
    items: list[Standing]


class OneClaim(Dated, Standing):
    sentence: Sentence


class History(BaseModel):
    id: str
    status: Status
    decided: int
    items: list[Decision]


class Conflict(Problem):
    """Somebody decided since; `now` is the claim as it stands."""

    model_config = ConfigDict(extra="allow")

    now: Standing | None = None


# --- the case ---------------------------------------------------------------------------------------------
class Head(BaseModel):
    seq: int = Field(description="Number of the last entry of the journal.")
    hash: str


class Counts(BaseModel):
    reports: int
    claims: int = Field(description="Claims that stand.")
    waiting: int = Field(description="Those that nobody has looked at and the coder was not sure of.")


class CaseInfo(Dated):
    title: str
    zone: str | None
    head: Head
    counts: Counts
    agreements: list[str] = Field(description="Ids.")
    version: str = Field(description="Release of the program.")


class Me(BaseModel):
    """Who asks. `csrf` goes into the header X-CSRF-Token of a change made without a token."""

    person: str
    role: Literal["reader", "analyst", "admin"]
    csrf: str
