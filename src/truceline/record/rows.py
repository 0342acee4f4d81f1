"""Rows: what the index holds of reports and claims, worked out from values alone."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from itertools import accumulate
from typing import Any

from truceline.model import Claim, Report, VoiceRole, When, codebook, codec
from truceline.record.entries import Recorded
from truceline.record.moment import Arrival
from truceline.record.view import ViewedClaim

Row = dict[str, Any]

ROLES = {VoiceRole.THROUGH: "carries", VoiceRole.SPEAKER: "speaks", VoiceRole.INNER: "is quoted"}
"""What a voice does in a claim; beside these, a name "acts" or "receives", or a voice "speaks for" it."""


def stamp(at: datetime | None) -> str | None:
    """A moment in UTC, so written that the earlier one is the lesser text; clocks end with the years 1 and 9999."""
    if at is None:
        return None
    try:
        utc = at.astimezone(UTC)
    except OverflowError:
        utc = (datetime.min if at.year == 1 else datetime.max).replace(tzinfo=UTC)  # noqa: DTZ901
    return utc.isoformat(timespec="microseconds")


def publication(when: When | None) -> str | None:
    """The start of a publication, or its end where it has none, as it was written."""
    moment = (when.start or when.end) if when else None
    return moment.isoformat() if moment else None


# --- reports ----------------------------------------------------------------------------------------
def report_row(recorded: Recorded, report: Report, arrival: Arrival, unread: str | None) -> Row:
    published = codec.canonical(codec.dump(report.published)) if report.published else None
    return {
        "seq": recorded.seq,
        "id": report.id,
        "title": report.title,
        "publisher": report.publisher,
        "published": publication(report.published),
        "language": report.language,
        "url": report.url,
        "name": arrival.name,
        "added_by": recorded.author,
        "added_at": stamp(recorded.time),
        "known": stamp(arrival.known),
        "day": arrival.day.isoformat(),
        "unread": unread,
        "publication": published,
        "digest": hashlib.sha256(report.text.encode("utf-8", "surrogatepass")).hexdigest(),
        "changed": recorded.seq,
    }


@dataclass(frozen=True, slots=True)
class Version:
    """One text of an address: ``known`` and ``seq`` say which is the newer, ``day`` is as in ``Arrival``."""

    report: str
    known: str
    day: str
    seq: int
    digest: str


def superseded_rows(versions: Iterable[Version]) -> Iterator[Row]:
    """From when until when each version of one address has a newer one with another text, by both clocks."""
    several = list(versions)
    for clock in ("moment", "day"):
        at = {v.report: v.known if clock == "moment" else v.day for v in several}
        ordered = sorted(several, key=lambda v: (at[v.report], v.known, v.seq))
        newest = list(accumulate(ordered, _newer))
        # Between two of these moments nothing new is known; of those at one moment, the last knows them all.
        steps = {at[v.report]: newer for v, newer in zip(ordered, newest, strict=True)}
        for version in ordered:
            yield from _spells(version, clock, at[version.report], steps)


def _newer(a: Version, b: Version) -> Version:
    return max(a, b, key=lambda v: (v.known, v.seq))


def _spells(version: Version, clock: str, own: str, steps: dict[str, Version]) -> Iterator[Row]:
    """The spells in which a newer version, always the same in one spell, has another text."""
    spell: Row | None = None
    for since, newer in steps.items():
        if since < own or (spell and spell["newer"] == newer.report):
            continue
        if spell:
            yield {**spell, "until": since}
        spell = None
        if newer.digest != version.digest:
            spell = {"report": version.report, "clock": clock, "since": since, "until": None, "newer": newer.report}
    if spell:
        yield spell


# --- claims -----------------------------------------------------------------------------------------
def claim_row(viewed: ViewedClaim) -> Row:
    """The columns of a claim that follow from the claim as it stands alone."""
    claim, act = viewed.claim, viewed.claim.act
    known = codebook().acts.get(act.type)
    return {
        "id": claim.id,
        "report": claim.report,
        "speaker": claim.speaker,
        "stance": claim.stance.value,
        "act": act.type,
        "mode": act.mode,
        "quad": known.quad if known else None,
        "modality": act.modality.value,
        "polarity": act.polarity.value,
        "category": act.category,
        "place": act.place,
        "when_start": stamp(act.when.start) if act.when else None,
        "when_end": stamp(act.when.end) if act.when else None,
        "score": claim.score,
        "coder": f"{claim.coder.name} {claim.coder.version}",
        "status": viewed.status.value,
        "decided": viewed.decided,
        "quote": claim.quote,
        "start": claim.start,
    }


def json_of(claim: Claim) -> str:
    return codec.canonical(claim.to_json())


def roles_of(claim: Claim) -> list[tuple[str, str]]:
    """Who takes part in a claim, each name with its role, in no order that says anything."""
    found = {(ROLES[v.role], v.name) for v in claim.voices}
    found |= {("speaks for", name) for v in claim.voices for name in v.member_of}
    found |= {("acts", name) for name in claim.act.actors}
    return sorted(found | {("receives", name) for name in claim.act.recipients})


# --- words ------------------------------------------------------------------------------------------
def words_of_report(seq: int, report: Report) -> Row:
    title, publisher = report.title, report.publisher or ""
    return _words(-seq, report.id, None, 0, report.text) | {"title": title, "publisher": publisher}


def words_of_claim(number: int, claim: Claim) -> Row:
    return _words(number, claim.report, claim.id, _start(claim), claim.quote)


def _words(row: int, report: str, claim: str | None, start: int | None, text: str) -> Row:
    return {"row": row, "report": report, "claim": claim, "start": start, "title": "", "publisher": "", "text": text}


def _start(claim: Claim) -> int | None:
    """Where the quote begins in the report; None where it is not one stretch of it, content and all."""
    if not claim.spans.content:
        return None
    first, last = claim.spans.content[0], claim.spans.content[-1]
    whole = len(claim.quote) == last.end - first.start and claim.quote.startswith(first.quote)
    return first.start if whole else None
