"""The latest statements of each party on a matter, the newest first."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Hashable, Sequence

from truceline.brief.brief import Group
from truceline.brief.sentences import can_be_coded, joined, sentence
from truceline.brief.statements import Statement
from truceline.brief.times import published_day
from truceline.brief.voices import party_key
from truceline.model import Modality

LIMIT = 8
EACH = 2
"""Statements of one party, both from the last day that it is known to have spoken."""
OF_REPORTS = 3
"""Statements in the reports' own words: all reports count as one speaker."""


def latest(title: str, found: Sequence[Statement]) -> Group:
    """Sentences for each party's newest statements; what is left out is named in ``more``. Statements
    of what only might be, or is denied to be, come in only where nothing firmer is said."""
    within = inside(found, coded=False)
    whole = [s for s in found if s.claim.id not in within]
    ordered = _newest_first(whole)
    shown = _few_each([s for s in ordered if _firm(s)] or ordered)[:LIMIT]
    told = tuple(joined(sentence(s), [f for f in found if within.get(f.claim.id) is s]) for s in shown)
    said = {id for s in told for id in s.claims}
    more = dict.fromkeys(i for s in found for i in s.ids if i not in said)
    return Group(told, title, more=tuple(more))


def _firm(statement: Statement) -> bool:
    return statement.claim.act.modality not in (Modality.HYPOTHETICAL, Modality.DENIED)


def _newest_first(found: Sequence[Statement]) -> list[Statement]:
    """By the day of the report, then by the time told of; in one report, what it says first comes first."""
    placed = sorted(found, key=lambda s: (s.report.id, s.claim.start))
    timed = sorted(placed, key=lambda s: s.order[0], reverse=True)
    return sorted(timed, key=_known, reverse=True)


def _known(statement: Statement) -> str:
    return max((str(at) for r in statement.reports if (at := published_day(r))), default="")


def _few_each(found: Sequence[Statement]) -> list[Statement]:
    counts: Counter[str] = Counter()
    last: dict[str, str] = {}
    kept = []
    for statement in found:
        party = "" if statement.is_report else party_key(statement.claim.voice)
        counts[party] += 1
        newest = last.setdefault(party, _known(statement)) == _known(statement)
        if counts[party] <= OF_REPORTS if statement.is_report else newest and counts[party] <= EACH:
            kept.append(statement)
    return kept


def inside(found: Sequence[Statement], *, coded: bool) -> dict[str, Statement]:
    """Statements whose words another's quote in the group holds already, said by the same voice in the
    same way: the id of the first claim of each, and the statement that holds it."""
    quoted = [s for s in found if s.claim.spans.content and not (coded and can_be_coded(s))]
    alike: dict[Hashable, list[Statement]] = defaultdict(list)
    for one in quoted:
        alike[_way(one)].append(one)
    held: dict[str, Statement] = {}
    for one in quoted:
        wider = (w for w in alike[_way(one)] if w is not one and w.claim.id not in held and _holds(w, one))
        if (whole := next(wider, None)) is not None:
            held[one.claim.id] = whole
    return {id: held.get(whole.claim.id, whole) for id, whole in held.items()}


def _way(statement: Statement) -> Hashable:
    """Who says it, in which report, and in which way."""
    claim = statement.claim
    return statement.voice_key, statement.report.id, claim.stance, claim.act.modality, claim.act.polarity


def _holds(whole: Statement, one: Statement) -> bool:
    a, b = whole.claim, one.claim
    first, last = a.spans.content[0].start, a.spans.content[-1].end
    return all(first <= s.start and s.end <= last for s in b.spans.content)
