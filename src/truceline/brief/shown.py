"""Small words that the Markdown and the HTML page share."""

from __future__ import annotations

from urllib.parse import urlsplit

from truceline.brief.brief import Brief, Note, Source
from truceline.brief.words import counted
from truceline.model.score import trust_words

HOW_TO_READ = (
    "Every sentence names who speaks and rests on the words in its notes. Words between quotation marks are the "
    "report's; figures without them are coded from it. “Reported” before a date means that only the day of the "
    "report is known, not the day of what it tells."
)
_STATUS = {
    "coded": "not yet reviewed",
    "accepted": "accepted on review",
    "corrected": "corrected on review",
}


def extent(brief: Brief) -> str:
    """ "61 claims from 12 reports"."""
    publishers = len({s.publisher for s in brief.sources if s.publisher})
    by = f" by {counted(publishers, 'publisher')}" if publishers else ""
    return f"{counted(len(brief.claims), 'claim')} from {counted(len(brief.sources), 'report')}{by}"


def known(brief: Brief) -> str:
    """ "As of entry 291 of the record"; "" for a brief of no record."""
    return f"As of entry {brief.entry:,} of the record" if brief.entry else ""


def status_words(note: Note) -> str:
    """How sure the coding is, and whether a person has looked at it."""
    return f"{trust_words(note.score)}, {_STATUS.get(note.status, note.status)}"


def more_words(more: tuple[str, ...]) -> str:
    """ "and 12 more claims, see the list of claims"."""
    return f"and {counted(len(more), 'more claim', 'more claims')}, see the list of claims"


def source_words(source: Source) -> str:
    """Publisher, date and what was found in it."""
    found = f"not read: {source.unread}" if source.unread else counted(source.claims, "claim")
    return f"{', '.join(filter(None, (source.publisher, source.published)))}; {found}"


def safe_url(url: str | None) -> str | None:
    """The address where it is a web address, else None: no other scheme becomes a link."""
    if not url:
        return None
    try:
        parts = urlsplit(url.strip())
    except ValueError:
        return None
    return url.strip() if parts.scheme in ("http", "https") and parts.netloc else None
