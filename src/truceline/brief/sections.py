"""The brief's plain sections: headings, what belongs under each, and in which order."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime

from truceline.brief import kinds
from truceline.brief.brief import Group, Section
from truceline.brief.latest import inside, latest
from truceline.brief.sentences import can_be_coded, change, joined, sentence
from truceline.brief.statements import Statement, published_at
from truceline.brief.times import day_words, moment_words, published_day

GROUP_LIMIT = 12
"""Sentences shown under one heading; the rest are counted, never dropped silently."""

Picked = Sequence[Statement]


@dataclass(frozen=True, slots=True)
class Heading:
    title: str
    belongs: Callable[[Statement], bool]
    coded: bool = False
    """Figures in words instead of the quote, where the claim is plain enough."""
    by_speaker: bool = False
    latest_only: bool = False
    """Each party's latest statements alone, the newest first."""


@dataclass(frozen=True, slots=True)
class Plan:
    key: str
    title: str
    lead: str
    headings: tuple[Heading, ...]


STANDS = Plan(
    "stands",
    "Where things stand",
    "The latest statements of each party on the talks and on the truce, the newest first; of the reports' own words, "
    "the newest few.",
    (
        Heading("Talks", kinds.talks, latest_only=True),
        Heading("Truce", kinds.truce, latest_only=True),
    ),
)
WISHES = Plan(
    "wishes",
    "Offered, demanded, refused",
    "What each side is reported to have put forward, asked for, turned down or promised.",
    (
        Heading("Offered", kinds.offered),
        Heading("Demanded", kinds.demanded),
        Heading("Refused", kinds.refused),
        Heading("Promised", kinds.promised),
    ),
)
TERMS = Plan(
    "terms",
    "Agreed terms, as reported",
    "Terms as the speakers put them. Their wordings may differ from one another and from the agreed text.",
    (Heading("", kinds.terms),),
)
PEOPLE = Plan(
    "people",
    "People held and released",
    "Figures stand by speaker, with their bounds as given. Different speakers may count different people.",
    (
        Heading("Held", kinds.held, coded=True, by_speaker=True),
        Heading("Released or returned", kinds.released, coded=True, by_speaker=True),
        Heading("Taken", kinds.taken, by_speaker=True),
        Heading("Also said of those held", kinds.captives, coded=True, by_speaker=True),
    ),
)
FIGHTING = Plan(
    "fighting",
    "Hostilities and casualties",
    "Figures stand by speaker, with their bounds as given. Accusations stand under Breaches alleged.",
    (
        Heading("Attacks and movements of forces", lambda s: kinds.attacks(s) and not kinds.breach(s)),
        Heading("Casualties", lambda s: kinds.casualties(s) and not kinds.breach(s), coded=True, by_speaker=True),
        Heading("Threats", lambda s: kinds.threats(s) and not kinds.breach(s)),
    ),
)
AID = Plan("aid", "Aid and access", "What is said to have passed, and what is said to be held back.", (
    Heading("", kinds.aid),
))  # fmt: skip
UNCLEAR = Plan(
    "unclear",
    "Unclear or unknown",
    "What speakers say is not known, or doubt.",
    (Heading("", kinds.unclear),),
)
PLANS = (STANDS, WISHES, TERMS, PEOPLE, FIGHTING, AID, UNCLEAR)


def planned(plan: Plan, all: Picked) -> Section | None:
    """The section of a plan, or None where no statement belongs to it."""
    groups = [g for h in plan.headings if (g := _group(h, [s for s in all if h.belongs(s)])) is not None]
    return Section(plan.key, plan.title, plan.lead, tuple(groups)) if groups else None


def _group(heading: Heading, found: Picked) -> Group | None:
    if not found:
        return None
    if heading.latest_only:
        return latest(heading.title, found)
    return group(heading.title, found, coded=heading.coded, by_speaker=heading.by_speaker)


def group(
    title: str,
    found: Picked,
    *,
    coded: bool = False,
    by_speaker: bool = False,
    limit: int = GROUP_LIMIT,
) -> Group:
    """Sentences for ``found``. Over the limit the latest are kept; what is left out is named in ``more``."""
    within = inside(found, coded=coded)
    whole = [s for s in found if s.claim.id not in within]
    kept = _newest(whole, limit)
    ordered = _speakers_together(kept) if by_speaker else kept
    told = tuple(joined(sentence(s, coded=coded), [f for f in found if within.get(f.claim.id) is s]) for s in ordered)
    said = {id for s in told for id in s.claims}
    more = dict.fromkeys(i for s in found for i in s.ids if i not in said)
    return Group(told, title, more=tuple(more))


def _newest(found: Picked, limit: int) -> list[Statement]:
    return list(found)[-limit:]


def _speakers_together(found: Picked) -> list[Statement]:
    first = {s.voice_key: n for n, s in reversed(list(enumerate(found)))}
    return sorted(found, key=lambda s: (first[s.voice_key], s.order))


def changed(all: Picked, since: date | datetime | None) -> Section | None:
    """What became known since a moment: by default, on the last day that any report came out."""
    days = sorted({d for s in all for r in s.reports if (d := published_day(r))})
    if not days:
        return None
    moment = since if since is not None else days[-1]
    fresh = [s for s in all if _since(s, moment)]
    title, key = "What changed", "changed"
    if len(fresh) == len(all):
        lead = f"The record has nothing from before {moment_words(moment)}; all that follows is new."
        return Section(key, title, lead)
    if not fresh:
        return Section(key, title, f"The record has nothing new since {moment_words(moment)}.")
    lead = f"First reported on {day_words(days[-1])}, the last day in the record."
    if since is not None:
        lead = f"First reported since {moment_words(moment)}."
    return Section(key, title, lead, (_with_changes(group("", fresh, coded=True, limit=16), all),))


def _with_changes(group: Group, all: Picked) -> Group:
    """The group, each figure that differs from the same voice's last one told with the one before."""
    by_claim = {s.claim.id: s for s in all}
    told = []
    for one in group.sentences:
        statement = by_claim[one.claims[0]]
        before = _figure_before(statement, all)
        told.append(change(statement, before) if before is not None else one)
    return replace(group, sentences=tuple(told))


def _figure_before(statement: Statement, all: Picked) -> Statement | None:
    """The same voice's latest earlier figure for the same standing matter, where it is another figure."""
    act = statement.claim.act
    if act.type != "STATE" or not can_be_coded(statement):
        return None
    earlier = [s for s in all if s.voice_key == statement.voice_key and s.order < statement.order and can_be_coded(s)]
    same = [s for s in earlier if _counted(s) == _counted(statement)]
    if not same or _bounds(same[-1]) == _bounds(statement):
        return None
    return same[-1]


def _counted(statement: Statement) -> tuple[str | None, ...]:
    act = statement.claim.act
    return (act.type, act.mode, act.category, act.figures[0].unit.casefold())


def _bounds(statement: Statement) -> tuple[float | None, float | None]:
    figure = statement.claim.act.figures[0]
    return figure.low, figure.high


def _since(statement: Statement, moment: date | datetime) -> bool:
    """Whether every report of the statement came out at or after the moment; a plain date counts from
    its start, in each report's own zone."""
    return all(_out_since(at, moment) for r in statement.reports if (at := published_at(r)) is not None) and any(
        r.published for r in statement.reports
    )


def _out_since(at: datetime, moment: date | datetime) -> bool:
    if not isinstance(moment, datetime):
        return at.date() >= moment
    return at >= moment if moment.utcoffset() is not None else at.replace(tzinfo=None) >= moment


def others(all: Picked, shown: frozenset[str]) -> Section | None:
    """What no other section has room for by its kind, so that nothing in the record goes unsaid."""
    rest = [s for s in all if not shown.intersection(s.ids)]
    if not rest:
        return None
    lead = "Positions, concerns and other statements that belong to none of the sections above."
    return Section("others", "Other statements", lead, (group("", rest),))
