"""Brief shapes: the situation brief as the API gives it, in parts.

Of ``claims`` and ``notes`` at most thirty are named; beside them stands how many there are in all. ``claims`` stand in
the order of ``notes``.
"""

from __future__ import annotations

from typing import Literal

from pydantic import BaseModel, Field

from truceline.web.api.judged_shapes import Worked, WorkedPart


class BriefWords(BaseModel):
    text: str
    kind: Literal["voice", "words", "quote", "figure", "time"]


class Resting(BaseModel):
    """What a statement rests on: claims, and the numbers of their notes."""

    claims: list[str]
    claims_in_all: int
    notes: list[int]
    notes_in_all: int


class BriefSentence(Resting):
    text: str
    parts: list[BriefWords]


class BriefEntry(Resting):
    text: str
    mark: str
    tint: str


class BriefLine(BaseModel):
    head: str
    remark: str
    under: bool
    entries: list[BriefEntry]


class BriefTable(BaseModel):
    caption: str
    columns: list[str]
    lines: list[BriefLine]
    noted: bool = Field(description="Whether its entries have notes; else the sentences below it do.")


class LeftOut(BaseModel):
    """`more` are ids of claims that were left out for length, the first thirty of so many."""

    more: list[str]
    more_in_all: int


class BriefGroup(LeftOut):
    """Some of its `sentences`, and of the `answers` to them; `statements` says how many it has in all."""

    heading: str
    layout: Literal["list", "beside"]
    remark: str
    pictured: bool
    table: BriefTable | None
    statements: int
    sentences: list[BriefSentence]
    answers: list[BriefSentence]
    row: int = Field(description="The row of its section that it begins with here.")
    continued: bool = Field(description="Whether it began on a page before.")
    next: str | None = Field(description="The `cursor` of its section with which it goes on, where it was shortened.")


class BriefSection(LeftOut):
    """A row is a sentence with the answer beside it, or a group that has no sentences."""

    key: str
    title: str
    lead: str
    statements: int
    rows: int
    groups: list[BriefGroup]


class BriefNote(BaseModel):
    number: int
    claim: str
    report: str
    quote: str
    speaker: str
    voices: str
    title: str
    publisher: str | None
    published: str
    when: str
    score: float
    status: str
    before: str
    after: str


class BriefSource(BaseModel):
    report: str
    title: str
    publisher: str | None
    published: str
    url: str | None
    claims: int
    unread: str | None


class BriefTotals(BaseModel):
    claims: int
    reports: int
    publishers: int
    statements: int
    notes: int
    copies: int


class BriefOpening(BaseModel):
    """Of long groups the first statements; the first 25 `notes` and `sources`, and the first hundred `copies`."""

    title: str
    as_of: str
    silent: list[str]
    totals: BriefTotals
    sections: list[BriefSection]
    notes: list[BriefNote]
    sources: list[BriefSource]
    copies: list[list[str]] = Field(description="Ids of reports that carry one text.")


class Brief(Worked):
    brief: BriefOpening


class BriefWhole(BaseModel):
    """All of the brief, as `truceline brief --format json` writes it."""

    format: int
    title: str
    as_of: str
    sections: list[dict[str, object]]
    notes: list[BriefNote]
    sources: list[BriefSource]
    copies: list[list[str]]
    silent: list[str]


class BriefPage(Worked, BriefSection):
    """One section, a page at a time."""

    next: str | None


class BriefNotes(WorkedPart):
    items: list[BriefNote]


class BriefSources(WorkedPart):
    items: list[BriefSource]
