"""Statement: the claims of one voice that say one thing, however many outlets carry it."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Hashable, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from functools import cached_property

from truceline.brief.voices import sides, speaker_key
from truceline.brief.words import tidy
from truceline.errors import ValueProblem
from truceline.model import Basis, Claim, Modality, PartyKind, Polarity, Report, Stance

_RATE = re.compile(r"\b(for (each|every)|per|daily|(an?|each|every) (hour|day|night|week|month))\b", re.IGNORECASE)
"""Words of a rate, where the figure does not hold it."""
_NEVER = "9999"


@dataclass(frozen=True)
class Statement:
    """``claims`` and ``reports`` run in parallel, in the record's order; ``parts`` are the statements
    whose figures are parts of this one's."""

    claims: tuple[Claim, ...]
    reports: tuple[Report, ...]
    parts: tuple[Statement, ...] = ()
    voice_key: str = ""

    @cached_property
    def claim(self) -> Claim:
        return self.claims[0]

    @property
    def report(self) -> Report:
        return self.reports[0]

    @property
    def ids(self) -> tuple[str, ...]:
        """The ids of its claims, then of its parts' claims."""
        return tuple(c.id for c in self.claims) + tuple(i for p in self.parts for i in p.ids)

    @cached_property
    def is_report(self) -> bool:
        return self.claim.voice.kind is PartyKind.REPORT

    @cached_property
    def negated(self) -> bool:
        """Whether its words say that something is not so."""
        act = self.claim.act
        said_not = self.claim.quote.casefold().startswith(("not ", "no "))
        return act.polarity is Polarity.NEGATIVE or act.modality is Modality.DENIED or said_not

    @cached_property
    def is_rate(self) -> bool:
        """Whether its figures count against something: "a day", "for each of them"."""
        return any(f.per for f in self.claim.act.figures) or bool(_RATE.search(self.claim.quote))

    @property
    def order(self) -> tuple[str, str, str, int, str]:
        """By the time of the act, else of the report; then by report and place in it."""
        when = self.claim.act.when
        known = published_at(self.report)
        start = (when.start or when.end) if when is not None and when.basis is not Basis.PUBLICATION else known
        return (_stamp(start), _stamp(known), self.report.id, self.claim.start, self.claim.id)

    @property
    def interval(self) -> tuple[datetime | None, datetime | None]:
        """When it may hold. The day of the report alone is widened by the day before, since news tells
        of yesterday; (None, None) where nothing is known."""
        when = self.claim.act.when
        if when is not None and when.basis is not Basis.PUBLICATION:
            return when.start, when.end
        published = self.report.published
        if published is None or published.start is None:
            return None, None
        return published.start - timedelta(days=1), published.end or published.start

    def speaks_for(self) -> frozenset[str]:
        return frozenset(s.casefold() for s in sides(self.claim.voice))


def dated(statement: Statement) -> bool:
    """Whether the words say when it was, and not only the report's day."""
    when = statement.claim.act.when
    return when is not None and when.basis is not Basis.PUBLICATION


def _stamp(moment: datetime | None) -> str:
    return moment.astimezone(UTC).isoformat() if moment else _NEVER


def published_at(report: Report) -> datetime | None:
    return (report.published.start or report.published.end) if report.published is not None else None


def overlap(a: Statement, b: Statement) -> bool:
    """Whether the two may speak of the same time; an unknown end is open."""
    (a0, a1), (b0, b1) = a.interval, b.interval
    return not (a1 and b0 and a1 <= b0) and not (b1 and a0 and b1 <= a0)


def statements(
    reports: Sequence[Report], claims: Iterable[Claim], copies: Sequence[tuple[str, ...]] = ()
) -> tuple[Statement, ...]:
    """All claims as statements in order of time, then report. Raises ValueProblem for a claim whose
    report is not among ``reports``."""
    by_id = {r.id: r for r in reports}
    copy_of = {id: group[0] for group in copies for id in group if group}
    merged: dict[Hashable, list[Claim]] = defaultdict(list)
    for claim in claims:
        if claim.report not in by_id:
            raise ValueProblem(
                f"the claim rests on report {claim.report}, which was not given.",
                where=claim.id,
                todo="Give the brief every report that its claims come from.",
            )
        merged[_key(claim, by_id[claim.report], copy_of)].append(claim)
    whole = [_statement(group, by_id, copy_of) for group in merged.values()]
    return tuple(sorted(_with_parts(whole), key=lambda s: s.order))


def _statement(claims: list[Claim], by_id: dict[str, Report], copy_of: dict[str, str]) -> Statement:
    unique = {c.id: c for c in claims}.values()
    singles = sorted((Statement((c,), (by_id[c.report],)) for c in unique), key=lambda s: s.order[1:])
    first = singles[0].claim
    return Statement(
        tuple(s.claim for s in singles), tuple(s.report for s in singles), voice_key=_voice_key(first, copy_of)
    )


def _voice_key(claim: Claim, copy_of: dict[str, str]) -> str:
    carrier = copy_of.get(claim.report, claim.report)
    return speaker_key(claim).replace(claim.report, carrier)


def _key(claim: Claim, report: Report, copy_of: dict[str, str]) -> Hashable:
    """Equal for claims that one sentence can stand for: one voice, one stance, one act, and the same
    words or, on the same day, the same figures."""
    act = claim.act
    coded = (act.type, act.mode, act.actors, act.recipients, act.category, act.polarity, act.modality)
    return (_voice_key(claim, copy_of), claim.stance, coded, _said(claim, report))


def _said(claim: Claim, report: Report) -> Hashable:
    when = claim.act.when
    stated = when.date if when is not None and when.basis is not Basis.PUBLICATION else None
    if claim.act.figures:
        figures = tuple((f.low, f.high, f.unit.casefold(), f.part_of is not None) for f in claim.act.figures)
        return figures, str(stated or (report.published and report.published.date) or "")
    return tidy(claim.quote).casefold().strip(".,;: "), str(stated or "")


def _with_parts(whole: list[Statement]) -> list[Statement]:
    """Statements with those folded in that are parts of another by the same voice."""
    owner = {c.id: n for n, s in enumerate(whole) for c in s.claims}
    parents = {n: p for n, s in enumerate(whole) if (p := _parent(s, owner)) is not None and _fits(s, whole[p])}
    children: dict[int, list[int]] = defaultdict(list)
    for n in [n for n in parents if not _circular(n, parents)]:
        children[parents[n]].append(n)
    inside = {n for ns in children.values() for n in ns}
    return [_folded(n, whole, children) for n in range(len(whole)) if n not in inside]


def _parent(statement: Statement, owner: dict[str, int]) -> int | None:
    ids = [f.part_of for c in statement.claims for f in c.act.figures if f.part_of]
    return next((owner[i] for i in ids if i in owner), None)


def _fits(part: Statement, total: Statement) -> bool:
    return part.claim.stance is total.claim.stance is Stance.ASSERTS and part.voice_key == total.voice_key


def _circular(n: int, parents: dict[int, int]) -> bool:
    """Whether the way up from n comes round again; such parts stand on their own."""
    seen = {n}
    while n in parents:
        n = parents[n]
        if n in seen:
            return True
        seen.add(n)
    return False


def _folded(n: int, whole: list[Statement], children: dict[int, list[int]]) -> Statement:
    parts = sorted((_folded(m, whole, children) for m in children.get(n, ())), key=lambda s: s.order[2:])
    return replace(whole[n], parts=tuple(parts))
