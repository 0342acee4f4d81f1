"""Drafts: what a reader found in a file -> Report, or the reason why it is none."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass, replace
from datetime import datetime

from truceline.errors import UnreadableReport
from truceline.model import Basis, Report, When
from truceline.reports import datelines, language
from truceline.reports.clean import clean, clean_line
from truceline.reports.published import check_not_future, from_dateline, read_published

MAX_CHARACTERS = 1_000_000
"""The longest text kept as one report, in code points: some 170,000 words."""

_MOST_MARKS = 100
_LONGEST_LINE = 2000


@dataclass(frozen=True, slots=True)
class Loaded:
    """One report, or the error that stands in its place. Exactly one of the two is not None.

    ``where`` is the file, or ``file:line``. ``notes`` say what the reader had to settle by itself,
    such as an encoding that was told from the bytes; they are for the reader's eyes and not kept.
    """

    report: Report | None
    error: UnreadableReport | None
    where: str
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Draft:
    """A text and what its file says of it. ``published`` are words.

    ``guessed`` are words for the publication day that were read off a page's layout; they count
    when there is nothing else, and the day is then marked as inferred.
    """

    text: str
    title: str = ""
    publisher: str = ""
    published: str = ""
    url: str = ""
    guessed: str = ""
    notes: tuple[str, ...] = ()


def load(draft: Draft, where: str, now: datetime) -> Loaded:
    """The report that ``draft`` makes, or its error; ``now`` tells which dates lie ahead."""
    try:
        return Loaded(_report(draft, now), None, where, draft.notes)
    except UnreadableReport as error:
        return Loaded(None, at(error, where), where, draft.notes)


def at(error: UnreadableReport, where: str) -> UnreadableReport:
    """``error`` with the place where it arose, unless it names one."""
    if error.where:
        return error
    placed = UnreadableReport(error.what, where=where, todo=error.todo)
    placed.__cause__ = error
    return placed


def _report(draft: Draft, now: datetime) -> Report:
    text = _stored(draft.text)
    found = datelines.find(text)
    zone = found.dateline.zone if found else None
    url = _line(draft.url, "URL") or None
    published = read_published(draft.published, zone)
    if published is None and draft.guessed:
        published = _guessed(draft.guessed, zone)
    if published is None and found and found.day:
        published = from_dateline(found.day, url, zone, found.dateline.words)
    check_not_future(published, now)
    return Report.of(
        text,
        title=_line(draft.title, "title"),
        publisher=_line(draft.publisher, "publisher") or None,
        published=published,
        dateline=found.dateline if found else None,
        url=url,
        language=language.detect(text),
    )


def _guessed(words: str, zone: str | None) -> When | None:
    when = read_published(words, zone)
    return replace(when, basis=Basis.INFERRED) if when else None


def _stored(raw: str) -> str:
    if not raw:
        raise UnreadableReport("it is empty.", todo="Save the report again, or leave the file out.")
    if len(raw) <= 4 * MAX_CHARACTERS:
        _check_marks(raw)
    if len(raw) > 4 * MAX_CHARACTERS or len(text := clean(raw)) > MAX_CHARACTERS:
        raise UnreadableReport(
            f"its text is longer than the {MAX_CHARACTERS:,} characters that one report may have.",
            todo="Split it into one file for each report.",
        )
    if not text:
        raise UnreadableReport("it holds only white space.", todo="Save the report again, or leave the file out.")
    if not any(c.isalpha() for c in text):
        raise UnreadableReport("it holds no words.", todo="Check that this is the text of a report.")
    _check_whole(text, "text")
    return text


def _line(words: str, name: str) -> str:
    _check_marks(words[:_LONGEST_LINE])
    line = clean_line(words[:_LONGEST_LINE])
    _check_whole(line, name)
    return line


def _check_marks(raw: str) -> None:
    """Composing letters takes the square of the marks on one letter; no writing has more than a few."""
    run = 0
    for i, character in enumerate(raw if not raw.isascii() else ""):
        run = run + 1 if unicodedata.combining(character) else 0
        if run > _MOST_MARKS:
            raise UnreadableReport(
                f"over {_MOST_MARKS} accents stand on one letter, up to character {i}.",
                todo="Check that this is the text of a report.",
            )


def _check_whole(words: str, name: str) -> None:
    """Half of a surrogate pair can be written in JSON, and can be stored nowhere."""
    try:
        words.encode("utf-8")
    except UnicodeEncodeError as error:
        raise UnreadableReport(
            f"its {name} has half of a character (U+{ord(words[error.start]):04X}) at character {error.start}.",
            todo="Export it again as UTF-8.",
        ) from None
