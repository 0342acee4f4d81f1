"""Brief: a situation brief as a frozen value. Every sentence carries the ids of its claims."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from truceline.accounts.course import Course
from truceline.model import Claim, Report


class PartKind(StrEnum):
    VOICE = "voice"
    """Who speaks, with its side."""
    WORDS = "words"
    """The program's own neutral verb or link."""
    QUOTE = "quote"
    """Words of the report, without the quotation marks."""
    FIGURE = "figure"
    """A coded figure, put into words."""
    TIME = "time"
    """When, and where that is all that is known, the day of the report."""


@dataclass(frozen=True, slots=True)
class Part:
    text: str
    kind: PartKind = PartKind.WORDS


@dataclass(frozen=True, slots=True)
class Sentence:
    """``notes`` are the numbers of ``claims`` in the brief's notes.

    ``claims`` is empty only where a sentence says what follows from the text of an agreement alone.
    """

    parts: tuple[Part, ...]
    claims: tuple[str, ...]
    notes: tuple[int, ...] = ()

    @property
    def text(self) -> str:
        """The sentence as one line of plain text, quotation marks included."""
        return "".join(f"“{p.text}”" if p.kind is PartKind.QUOTE else p.text for p in self.parts)


class Layout(StrEnum):
    LIST = "list"
    BESIDE = "beside"
    """Sentences stand side by side: rival versions, or an accusation and the answers to it."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One cell of a table. ``mark`` and ``tint`` say nothing that the words do not say."""

    text: str
    mark: str = ""
    tint: str = ""
    claims: tuple[str, ...] = ()
    notes: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Line:
    """One row of a table; ``under`` where it only adds to the row above it. ``remark`` stands small beside the head."""

    head: str
    entries: tuple[Entry, ...]
    under: bool = False
    remark: str = ""


@dataclass(frozen=True, slots=True)
class Table:
    """``columns`` are the heads of all columns, that of the rows' own heads first. ``noted`` where its entries show
    their notes; else the sentences below it do."""

    columns: tuple[str, ...]
    lines: tuple[Line, ...]
    caption: str = ""
    noted: bool = False


@dataclass(frozen=True, slots=True)
class Group:
    """Sentences that belong together, under a table where there is one.

    ``answers`` are what the accused side says to the sentences; ``remark`` is said of the record
    itself ("No answer recognised in the record."), never of the world. ``more`` are the ids of claims that
    belong here and were left out for length.
    """

    sentences: tuple[Sentence, ...]
    heading: str = ""
    answers: tuple[Sentence, ...] = ()
    remark: str = ""
    layout: Layout = Layout.LIST
    more: tuple[str, ...] = ()
    table: Table | None = None
    pictured: bool = False
    """Whether the pictures of its section stand below it, and not at the section's end."""


@dataclass(frozen=True, slots=True)
class Section:
    """``more`` are the ids of claims whose whole group was left out for length."""

    key: str
    title: str
    lead: str
    groups: tuple[Group, ...] = ()
    more: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Note:
    """What a sentence rests on: the quoted words, who speaks through whom, and in which report.

    ``before`` and ``after`` are the rest of the sentence that the quote stands in; ``score`` is the
    coder's trust in the coding, 0 to 1; ``status`` is coded, accepted or corrected.
    """

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
    before: str = ""
    after: str = ""


@dataclass(frozen=True, slots=True)
class Source:
    """One report: ``claims`` is how many claims it carries, ``unread`` why it could not be read."""

    report: str
    title: str
    publisher: str | None
    published: str
    url: str | None
    claims: int
    unread: str | None = None


@dataclass(frozen=True, slots=True)
class AgreementPart:
    """The section on one agreement, and people over time by its accounts, for its pictures."""

    section: Section
    courses: tuple[Course, ...] = ()


@dataclass(frozen=True, slots=True)
class Brief:
    """``silent`` are the titles of the sections on which the record has nothing; ``entry`` is the number of the last
    entry of the record that it knows, 0 where it was made of no record.

    ``copies`` are groups of report ids that carry one text; ``claims``, ``reports`` and ``courses`` are what the
    brief was assembled from, for its charts; ``courses`` stand by the key of their section.
    """

    title: str
    as_of: str
    sections: tuple[Section, ...]
    notes: tuple[Note, ...]
    sources: tuple[Source, ...]
    copies: tuple[tuple[str, ...], ...] = ()
    silent: tuple[str, ...] = ()
    claims: tuple[Claim, ...] = ()
    reports: tuple[Report, ...] = ()
    courses: tuple[tuple[str, tuple[Course, ...]], ...] = ()
    entry: int = 0
