"""Words: claims, figures and times as short plain words, for the command line and the browser."""

from __future__ import annotations

import json
from collections.abc import Iterable
from datetime import datetime, time, timedelta
from itertools import pairwise
from typing import TYPE_CHECKING, Any

from truceline.model import (
    Act,
    Claim,
    Figure,
    Modality,
    Polarity,
    Precision,
    Report,
    Span,
    Stance,
    Voice,
    VoiceRole,
    When,
    codec,
)

if TYPE_CHECKING:
    from truceline.case import ViewedClaim

STATUS = {
    "coded": "not yet reviewed",
    "accepted": "accepted",
    "rejected": "rejected",
    "corrected": "corrected",
}
_QUOTE = 240
_LINK = " · "


def joined(names: Iterable[str], link: str = "; ") -> str:
    return link.join(n for n in names if n)


def counted(number: int, one: str, many: str = "") -> str:
    """ "1 report", "3 reports"."""
    return f"{number:,} {one if number == 1 else many or one + 's'}"


# --- times ------------------------------------------------------------------------------------------
def when_words(when: When | None) -> str:
    """Days as they are counted where the words were written: "2023-12-01", "2023-11-24 to 2023-11-30"."""
    if when is None:
        return ""
    if when.start is None or when.end is None:
        return f"from {_moment(when.start)}" if when.start else f"until {_moment(when.end)}"
    if _midnight(when.start) and _midnight(when.end):
        return _days(when.start, when.end, when.precision)
    if when.precision is Precision.MINUTE:
        return _moment(when.start)
    if when.start.date() == when.end.date():
        return f"{_moment(when.start)} to {when.end:%H:%M}"
    return f"{_moment(when.start)} to {_moment(when.end)}"


def basis_words(when: When | None, author: str = "") -> str:
    """What says so: the words themselves, what they were worked out from, or the ``author`` of a correction."""
    if when is None:
        return ""
    if author:
        return f"set by {author}"
    written = f"“{when.words}”" if when.words else ""
    match when.basis.value:
        case "stated":
            return f"stated in the words {written}".strip() if written else "stated"
        case "inferred":
            return f"worked out from {written or 'the words'} and the day of the report"
        case _:
            return "the day of the report; the words give no time"


def _days(start: datetime, end: datetime, precision: Precision) -> str:
    first, last = start.date(), (end - timedelta(microseconds=1)).date()
    if last <= first:
        return first.isoformat()
    if precision is Precision.MONTH:
        return f"{first:%Y-%m}"
    if precision is Precision.YEAR:
        return f"{first:%Y}"
    return f"{first} to {last}"


def _moment(at: datetime | None) -> str:
    if at is None:
        return ""
    return at.date().isoformat() if _midnight(at) else f"{at:%Y-%m-%d %H:%M}"


def _midnight(at: datetime) -> bool:
    return at.time() == time()


# --- figures ----------------------------------------------------------------------------------------
def figure_words(figure: Figure) -> str:
    """As written, with the counted noun where the words leave it out: "136 hostages", "only soldiers (captives)"."""
    words = " ".join(figure.words.split())
    if not figure.unit or figure.unit.casefold() in words.casefold():
        return words
    return f"{words} {figure.unit}" if _ends_in_a_number(figure, words) else f"{words} ({figure.unit})"


def _ends_in_a_number(figure: Figure, words: str) -> bool:
    """Whether a plural noun can follow the words as it stands: not "it", "a number", "10 a day", "one"."""
    known = {figure.low, figure.high} - {None}
    if not known or known == {1} or figure.per is not None:
        return False
    return any(c.isdigit() for c in words.rpartition(" ")[2]) or not any(c.isdigit() for c in words)


def figure_range(figure: Figure) -> str:
    """The range that the words are coded as."""
    low, high = (None if v is None else f"{v:,.15g}" for v in (figure.low, figure.high))
    if low is not None and low == high:
        amount = low
    else:
        amount = f"{low if low is not None else 'open'} to {high if high is not None else 'open'}"
    kinds = figure.category or joined(figure.kinds, ", ")
    counted = figure.unit if figure.unit == kinds else joined((figure.unit, kinds), ", ")
    rate = f"for every {figure.per.count:,.15g} {figure.per.unit}" if figure.per else ""
    part = f"part of {figure.part_of}" if figure.part_of else ""
    return joined((f"{amount} ({figure.comparator.value})", counted, rate, part), ", ")


# --- claims -----------------------------------------------------------------------------------------
def act_words(act: Act, *, when: bool = True) -> str:
    """Who did what to whom on one line: "ASSAULT aerial · Side A → Side B · over 400 strikes · 2023-12-01"."""
    what = joined((act.type, act.mode or "", "(not)" if act.polarity is Polarity.NEGATIVE else ""), " ")
    modality = "" if act.modality is Modality.HAPPENED else act.modality.value
    figures = joined(map(figure_words, act.figures), ", ")
    if not figures and act.category:
        figures = act.category
    return joined((what, parties_words(act), figures, modality, when_words(act.when) if when else ""), _LINK)


def says(stance: Stance) -> str:
    """ "says", "denies", "makes an accusation"."""
    from truceline.brief.words import SAYS

    return SAYS[stance]


def type_words(type: str) -> str:
    """A type of act as a reader calls it: "withdrawal or release"."""
    from truceline.brief.words import TYPES

    return TYPES.get(type, type.lower())


def parties_words(act: Act) -> str:
    by, to = joined(act.actors, ", "), joined(act.recipients, ", ")
    return f"{by} → {to}".strip() if to else by


def quote_words(claim: Claim) -> str:
    """The claim's words on one line, cut between words where they are long."""
    text = " ".join(claim.quote.split())
    if len(text) > _QUOTE:
        text = text[:_QUOTE].rsplit(" ", 1)[0] + " […]"
    return f"“{text}”"


def value_words(name: str, value: Any, author: str = "") -> str:
    """The value of a field of a claim's JSON form, in short words; ``author`` is who set it, if a person did."""
    if value is None or value in ("", []):
        return "nothing"
    if name == "figures":
        found = [codec.load(Figure, v) for v in value]
        return joined(f"“{figure_words(f)}” = {figure_range(f)}" for f in found)
    if name == "when":
        when = codec.load(When, value)
        return f"{when_words(when)} ({basis_words(when, author)})"
    if isinstance(value, list) and all(isinstance(v, str) for v in value):
        return joined(value)
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)


def voice_words(voice: Voice) -> str:
    about = joined((voice.kind.value, f"speaks for {joined(voice.member_of, ', ')}" if voice.member_of else ""), "; ")
    return f"{voice.name} ({about})"


def voices_words(claim: Claim, role: VoiceRole) -> str:
    return joined(voice_words(v) for v in claim.voices if v.role is role)


def report_words(report: Report) -> str:
    """ "2023-12-01 · Publisher · Title"; the day says so where it is not known."""
    day = when_words(report.published) if report.published else "day not known"
    return joined((day, report.publisher or "", report.title or "without a title"), _LINK)


def set_by(viewed: ViewedClaim, name: str) -> str:
    """Who set this field last; "" where it is the coder's own value."""
    stands = (d for d in viewed.history if d.changes and not d.taken_back)
    authors = [d.author for d in stands if name in json.loads(d.changes)]
    return authors[-1] if authors else ""


def status_words(claim: ViewedClaim) -> str:
    return STATUS[claim.status.value]


# --- marks ------------------------------------------------------------------------------------------
def marked(claim: Claim, text: str, start: int, end: int) -> list[tuple[str, str]]:
    """``text[start:end]`` in stretches, each with the roles it has in the claim ("source", "cue+content", "")."""
    roles = {"source": claim.spans.source, "cue": claim.spans.cue, "content": claim.spans.content}
    edges = {start, end} | {e for spans in roles.values() for s in spans for e in (s.start, s.end)}
    cuts = sorted(e for e in edges if start <= e <= end)
    return [(text[i:j], _roles(roles, i)) for i, j in pairwise(cuts)]


def _roles(roles: dict[str, tuple[Span, ...]], at: int) -> str:
    return "+".join(name for name, spans in roles.items() if any(s.start <= at < s.end for s in spans))
