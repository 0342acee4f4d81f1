"""Small reports and claims to keep in a record."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, date, datetime

from truceline.model import Act, Claim, Coder, PartyKind, Report, Span, Spans, Stance, Voice, When, codec
from truceline.record import ClaimsCoded, Entry, Recorded, ReportAdded
from truceline.record.entries import kind_of

RULES = Coder("rules", "1")
T0 = datetime(2023, 12, 5, 9, 0, tzinfo=UTC)
TEXT = "The ministry of Arland said that 12 convoys had crossed the river. Borland denied it."


def report(
    text: str = TEXT,
    *,
    title: str = "Convoys at the river",
    day: date | None = date(2023, 12, 1),
    zone: str | None = "Asia/Beirut",
    url: str | None = None,
    publisher: str | None = "River Post",
) -> Report:
    published = When.day(day, zone=zone) if day else None
    return Report.of(text, title=title, publisher=publisher, published=published, url=url)


def claim(
    of: Report, words: str = "12 convoys", *, speaker: str = "Arland", act: str = "RETREAT", coder: Coder = RULES
) -> Claim:
    start = of.text.index(words)
    content = Span.of(of.text, start, start + len(words))
    return Claim.of(
        report=of.id,
        voices=(Voice(speaker, PartyKind.STATE, party=speaker.lower(), words=speaker),),
        stance=Stance.ASSERTS,
        act=Act(act, actors=(speaker,)),
        quote=content.quote,
        spans=Spans(content=(content,)),
        score=0.5,
        coder=coder,
    )


def coded(of: Report, claims: Iterable[Claim] = (), coder: Coder = RULES, unread: str | None = None) -> ClaimsCoded:
    return ClaimsCoded(of.id, coder, tuple(claims), unread)


def both(of: Report, *words: str) -> list[Entry]:
    """The report and its claims, as reading adds them."""
    return [ReportAdded(of, "post.txt"), coded(of, [claim(of, w) for w in words])]


def placed(seq: int, author: str, at: datetime, entry: Entry) -> Recorded:
    """An entry as the journal gives it, without the hashes."""
    return Recorded(seq, author, at, kind_of(entry), codec.canonical(codec.dump(entry)), "", "")
