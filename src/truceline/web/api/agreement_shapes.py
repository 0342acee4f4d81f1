"""Agreement shapes: agreements, their terms in plain words, and what is wrong or left open in a draft."""

from __future__ import annotations

from datetime import datetime
from typing import Literal

from pydantic import BaseModel, Field

from truceline.web.api.shapes import Dated, Problem, When

Part = Literal["truce", "phase", "duty", "act", "order", "choice of persons", "population", "later text"]
Place = list[str | int]


class Agreement(BaseModel):
    id: str
    title: str
    text_of: datetime
    zone: str
    parties: list[str]
    mediators: list[str]
    monitors: list[str]
    source: str


class Agreements(Dated):
    items: list[Agreement]


class Way(BaseModel):
    """One way to read a choice, and what the term then says."""

    name: str
    words: str
    differs: str
    held_by: list[str]
    since: datetime | None
    source: str


class Open(BaseModel):
    """A choice inside a term."""

    path: str
    kind: Literal["reading", "scope", "counting"]
    ways: list[Way]


class Sentence(BaseModel):
    part: Part
    name: str
    words: str
    open: list[Open]
    stated_by: list[str]
    sources: list[str]


class AgreementText(BaseModel):
    """A text of an agreement, with who added it, when and why; `dated` is its own date."""

    seq: int
    author: str
    time: datetime
    name: str
    text: str
    dated: When
    reason: str


class OneAgreement(Agreement, Dated):
    sentences: list[Sentence]
    texts: list[AgreementText]


class ChangedTerm(BaseModel):
    part: Part
    name: str
    before: Sentence | None
    after: Sentence | None


class Amended(Agreement):
    changed: list[ChangedTerm]


class Checked(BaseModel):
    items: list[Problem]


class Wrong(Problem):
    problems: list[Problem] = Field([], description="All that is wrong, where it is more than one thing.")


class Fix(BaseModel):
    """What to write: `yaml` goes into the keys at `at`, and `without` is left out."""

    at: Place
    yaml: str
    without: Place


class Position(BaseModel):
    speaker: str
    said: str
    source: list[str]
    confirmed: bool


class Precedent(BaseModel):
    id: str
    case: str
    rule: str
    what: str
    positions: list[Position]
    words: str
    yaml: str


class Warned(BaseModel):
    rule: str
    name: str
    line: int
    path: Place
    what: str
    words: str
    fix: Fix
    precedents: list[Precedent]


class Linted(BaseModel):
    items: list[Warned]
