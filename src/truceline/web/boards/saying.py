"""Saying: claims as a board quotes them: who said what in which words, through whom it came and when."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, datetime
from typing import Any

from truceline import words
from truceline.case import Case
from truceline.model import Claim, Report
from truceline.web.working import Working

_AROUND = 160
"""Code points that are shown of the sentence before, and after, what is said."""
SHORT = 40
"""Code points under which a quote alone says little."""
BESIDE = 90
"""Code points that a list shows before such a quote, and after it."""


class Saying:
    """The claims that stand at a moment, by id."""

    def __init__(self, working: Working, as_of: str = "") -> None:
        view = working.view(as_of)
        self._claims = {c.id: c for c in view.current}
        self._reports = {r.id: r for r in view.reports}
        self._known = {id: arrival.known for id, arrival in view.arrivals.items()}

    def known(self, id: str) -> datetime | None:
        """When a claim could be known at the latest; None for one that does not stand."""
        viewed = self._claims.get(id)
        return self._known.get(viewed.claim.report) if viewed else None

    def since(self, ids: Iterable[str]) -> dict[str, str]:
        """When the first of some claims was published: "at" to compare, "words" to show; both "" where none stands."""
        first = next(iter(self.in_order(ids)), None)
        known = self.known(first) if first else None
        if first is None or known is None:
            return {"at": "", "words": ""}
        published = self._reports[self._claims[first].claim.report].published
        day = words.when_words(published) if published else f"read on {known:%Y-%m-%d}"
        return {"at": known.astimezone(UTC).isoformat(), "words": day}

    def in_order(self, ids: Iterable[str]) -> list[str]:
        """Those of some claims that stand, each once, those known first in front."""
        there = [id for id in dict.fromkeys(ids) if id in self._claims]
        return sorted(there, key=self._place)

    def _place(self, id: str) -> tuple[datetime, int]:
        claim = self._claims[id].claim
        return self._known[claim.report], claim.start

    def plain(self, id: str) -> dict[str, Any]:
        """A claim as plain values, its words in their sentence."""
        viewed = self._claims[id]
        claim, report = viewed.claim, self._reports[viewed.claim.report]
        before, quote, after = in_sentence(claim, report)
        return {
            "id": id,
            "speaker": claim.speaker,
            "stance": claim.stance.value,
            "before": before,
            "quote": quote,
            "after": after,
            "language": report.language or "und",
            "figures": words.joined((words.figure_words(f) for f in claim.act.figures), ", "),
            "publisher": report.publisher or "",
            "published": words.when_words(report.published) if report.published else "",
        }


def said_at(claim: Claim) -> tuple[int, int]:
    """Where what is said begins and ends in the report; without content, where its cue and source do."""
    spans = claim.spans.content or (*claim.spans.cue, *claim.spans.source)
    return min(s.start for s in spans), max(s.end for s in spans)


def in_sentence(claim: Claim, report: Report, most: int = _AROUND) -> tuple[str, str, str]:
    """What is said, with at most ``most`` code points of its sentence before and after it."""
    start, end = Case.sentence(claim, report)
    first, last = said_at(claim)
    before, quote, after = report.text[start:first], report.text[first:last], report.text[last:end]
    if len(before) > most:
        before = "… " + before[-most:].partition(" ")[2]
    if len(after) > most:
        after = after[:most].rpartition(" ")[0] + " …"
    return before, quote, after
