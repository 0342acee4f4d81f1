"""The answers to ``Asked``, worked out from a ``View``: what the index must agree with."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import date, datetime, timedelta

from truceline.model import Claim, codebook
from truceline.model.when import midnight
from truceline.record.asked import FACETS, Asked, Facet, Listed, ReportLine, Sort
from truceline.record.entries import Recorded, ReportAdded
from truceline.record.rows import json_of
from truceline.record.view import Status, View, ViewedClaim


def names(claim: Claim) -> set[str]:
    voices = (n for v in claim.voices for n in (v.name, *v.member_of))
    return {*voices, *claim.act.actors, *claim.act.recipients}


def values(view: View, viewed: ViewedClaim, facet: str) -> set[str]:
    claim, act = viewed.claim, viewed.claim.act
    plain = {
        "speaker": claim.speaker,
        "act": act.type,
        "mode": act.mode,
        "quad": codebook().acts[act.type].quad if act.type in codebook().acts else None,
        "stance": claim.stance.value,
        "modality": act.modality.value,
        "category": act.category,
        "place": act.place,
        "publisher": next(r for r in view.reports if r.id == claim.report).publisher,
        "status": viewed.status.value,
    }
    if facet == "party":
        return names(claim)
    return set(act.actors) or {""} if facet == "actor" else {plain[facet] or ""}


def matching(view: View, asked: Asked, zone: str | None, but: str = "") -> Iterator[ViewedClaim]:
    for c in view.claims:
        if not _stands(view, c, asked, but) or (asked.report and c.claim.report != view.report(asked.report).id):
            continue
        if asked.words and not all(w.casefold() in c.claim.quote.casefold() for w in asked.words.split()):
            continue
        if any(
            asked.wanted(f) and not set(asked.wanted(f)) & values(view, c, f) for f in FACETS if f != but
        ) or not _in_time(c.claim, asked, zone):
            continue
        if asked.dated is not None and asked.dated != (c.claim.act.when is not None):
            continue
        if asked.doubt is not None and c.claim.score > asked.doubt:
            continue
        if asked.waiting and (c.status is not Status.CODED or c.claim.score >= 1):
            continue
        yield c


def _stands(view: View, c: ViewedClaim, asked: Asked, but: str) -> bool:
    if asked.rejected:
        return True
    if c.claim.report in view.superseded:
        return False
    return c.status is not Status.REJECTED or "rejected" in asked.status or but == "status"


def _moment(given: date, zone: str | None, days: int) -> datetime:
    return given if isinstance(given, datetime) else midnight(given + timedelta(days=days), zone)


def _in_time(claim: Claim, asked: Asked, zone: str | None) -> bool:
    if asked.since is None and asked.until is None:
        return True
    when = claim.act.when
    if when is None:
        return False
    if asked.since is not None and when.end is not None and when.end <= _moment(asked.since, zone, 0):
        return when.start == when.end == _moment(asked.since, zone, 0)
    if asked.until is not None and when.start is not None:
        until = _moment(asked.until, zone, 1)
        return when.start <= until if isinstance(asked.until, datetime) else when.start < until
    return True


def find(view: View, asked: Asked, entries: Sequence[Recorded]) -> list[Listed]:
    """Every claim that is asked for, in order; ``entries`` are those of the whole journal."""
    added = first_added(entries)
    found = [listed(view, c, added[c.id]) for c in matching(view, asked, _zone(entries))]
    if asked.sort == Sort.DOUBT:
        found.sort(key=lambda c: c.claim.score)
    elif asked.sort == Sort.NEWEST:
        found.sort(key=lambda c: c.known, reverse=True)
    elif asked.sort == Sort.WHEN:
        found.sort(key=lambda c: _begin(c.claim))
    elif asked.sort == Sort.ADDED:
        found.sort(key=lambda c: -c.seq)
    return found


def _begin(claim: Claim) -> tuple[bool, float]:
    when = claim.act.when
    moment = (when.start or when.end) if when else None
    return moment is None, moment.timestamp() if moment else 0


def _zone(entries: Sequence[Recorded]) -> str | None:
    settings = View.fold(entries).settings
    return settings.zone if settings else None


def first_added(entries: Sequence[Recorded]) -> dict[str, Recorded]:
    """The entry that brought each claim in."""
    added: dict[str, Recorded] = {}
    for recorded in entries:
        for claim in getattr(recorded.entry, "claims", ()):
            added.setdefault(claim.id, recorded)
    return added


def listed(view: View, c: ViewedClaim, added: Recorded) -> Listed:
    report = next(r for r in view.reports if r.id == c.claim.report)
    known, gone = view.arrivals[report.id].known, report.id in view.superseded
    return Listed(
        json_of(c.claim), c.status, report.title, report.publisher, report.url, report.published, known, c.decided,
        gone, added.seq, added.time,
    )  # fmt: skip


def facets(view: View, asked: Asked, entries: Sequence[Recorded]) -> dict[str, tuple[Facet, ...]]:
    """Each facet counted as if it were not filtered on itself."""
    all = {}
    for facet in FACETS:
        chosen = matching(view, asked, _zone(entries), but=facet)
        counts = Counter(v for c in chosen for v in values(view, c, facet))
        all[facet] = tuple(Facet(v, n) for v, n in sorted(counts.items(), key=lambda item: (-item[1], item[0])))
    return all


def report_lines(view: View, entries: Sequence[Recorded]) -> list[ReportLine]:
    """Every report of the view, those known last first."""
    by = {r.entry.report.id: r for r in entries if isinstance(r.entry, ReportAdded)}
    lines = []
    for r in reversed(view.reports):
        arrival, added = view.arrivals[r.id], by[r.id]
        claims = sum(c.status is not Status.REJECTED for c in view.claims_of(r.id))
        lines.append(
            ReportLine(
                r.id,
                r.title,
                r.publisher,
                r.published,
                arrival.known,
                r.language,
                r.url,
                claims,
                view.unread.get(r.id),
                view.superseded.get(r.id),
                arrival.name,
                added.author,
                added.time,
                added.seq,
            )
        )
    return lines
