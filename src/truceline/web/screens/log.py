"""Log: the journal, entry by entry, in a few words each."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from truceline import words
from truceline.case import KINDS, Case, Recorded


@dataclass(frozen=True, slots=True)
class LogLine:
    """``what`` is said by somebody, or is the title of something; ``link`` leads to what it is about, "" to nothing."""

    seq: int
    time: datetime
    author: str
    kind: str
    what: str
    link: str
    hash: str


def log_lines(case: Case, *, before: int, author: str, kind: str, limit: int) -> dict[str, Any]:
    """The newest entries before the entry ``before`` (0: all), of one author and kind where these are given.

    Gives ``lines``, ``more`` (what ``before`` is for the next ones, 0 where there are none), ``authors``, ``kinds``.
    """
    kinds = (kind,) if kind else ()
    found = case.entries(before=before or None, limit=limit + 1, newest=True, kinds=kinds, author=author)
    return {
        "lines": [_line(entry) for entry in found[:limit]],
        "more": found[limit - 1].seq if len(found) > limit else 0,
        "authors": case.authors(),
        "kinds": tuple(KINDS),
    }


def _line(recorded: Recorded) -> LogLine:
    what, link = _TOLD[recorded.kind](recorded.entry)
    return LogLine(recorded.seq, recorded.time, recorded.author, recorded.kind, what, link, recorded.hash)


def _report(entry: Any) -> tuple[str, str]:
    return entry.report.title or entry.name or entry.report.id, f"/reports/{entry.report.id}"


def _coded(entry: Any) -> tuple[str, str]:
    found = entry.unread or words.counted(len(entry.claims), "claim")
    return f"{found}, by {entry.coder.name} {entry.coder.version}", f"/reports/{entry.report}"


def _review(entry: Any) -> tuple[str, str]:
    return words.joined((str(entry.decision), entry.reason), ": "), f"/claims/{entry.claim}"


def _correction(entry: Any) -> tuple[str, str]:
    return words.joined((", ".join(entry.fields), entry.reason), ": "), f"/claims/{entry.claim}"


def _taken_back(entry: Any) -> tuple[str, str]:
    return words.joined((f"the decision in entry {entry.decision}", entry.reason), ": "), f"/claims/{entry.claim}"


def _judgement(entry: Any) -> tuple[str, str]:
    said = f"{entry.a} and {entry.b}: {entry.verdict}"
    return words.joined((said, entry.reason), ", "), f"/claims/{entry.a}" if entry.about == "incident" else ""


def _note(entry: Any) -> tuple[str, str]:
    rooms = {"c-": "claims", "r-": "reports"}
    room = rooms.get(entry.about[:2])
    return f"{entry.about}: {entry.text}", f"/{room}/{entry.about}" if room else ""


def _text(entry: Any) -> tuple[str, str]:
    return entry.name or entry.agreement, "/agreements"


def _amendment(entry: Any) -> tuple[str, str]:
    return words.joined((entry.name or entry.agreement, entry.reason), ": "), "/agreements"


def _settings(entry: Any) -> tuple[str, str]:
    return words.joined((entry.title, entry.zone or "UTC"), ", "), ""


_TOLD: dict[str, Callable[[Any], tuple[str, str]]] = {
    "report added": _report,
    "claims coded": _coded,
    "review": _review,
    "correction": _correction,
    "decision taken back": _taken_back,
    "judgement": _judgement,
    "note": _note,
    "agreement text": _text,
    "agreement amendment": _amendment,
    "settings": _settings,
}
