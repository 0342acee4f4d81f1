"""From claims to a brief: pure, the same for the same claims in whatever order they came."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime
from types import MappingProxyType

from truceline.brief import sections as plans
from truceline.brief.breaches import breaches
from truceline.brief.brief import AgreementPart, Brief, Group, Line, Note, PartKind, Section, Sentence, Source
from truceline.brief.contested import contested
from truceline.brief.context import around
from truceline.brief.statements import Statement, published_at, statements
from truceline.brief.times import basis_words, day_words, moment_words, published_day, published_words
from truceline.brief.voices import chain_words
from truceline.brief.words import tidy
from truceline.model import Claim, Report

_NOTHING: Mapping[str, str] = MappingProxyType({})
_BREACHES = ("breaches", "Breaches alleged, and the answer to each")
_CONTESTED = ("contested", "Contested")


def assemble(
    *,
    title: str,
    reports: Sequence[Report],
    claims: Sequence[Claim],
    copies: Sequence[tuple[str, ...]] = (),
    as_of: date | datetime | None = None,
    since: date | datetime | None = None,
    unread: Mapping[str, str] = _NOTHING,
    status: Mapping[str, str] = _NOTHING,
    agreements: Sequence[AgreementPart] = (),
    entry: int = 0,
) -> Brief:
    """A brief of all ``claims``, which the caller has cut to what was known at ``as_of``.

    ``copies`` are groups of report ids that carry one text; ``since`` is where "What changed"
    begins (None: the last publication day); ``unread`` gives a report's id and why it could not
    be read; ``status`` a claim's id and coded, accepted or corrected. Rejected claims are left
    out by the caller. ``agreements`` are parts on agreements, made beforehand; what they say of
    claims that are not given is shown without a note; ``entry`` is the last of the record that is known. Raises
    ValueProblem for a claim whose report is not given.
    """
    found = statements(reports, claims, copies)
    by_claim = {c.id: (c, r) for s in _flat(found) for c, r in zip(s.claims, s.reports, strict=True)}
    body = _with_agreements(tuple(_merged_section(s) for s in _sections(found, since)), [a.section for a in agreements])
    numbers = _numbers(body, by_claim)
    notes = tuple(_note(n, *by_claim[id], status.get(id, "coded")) for id, n in numbers.items())
    numbered = tuple(_numbered_section(s, numbers) for s in body)
    return Brief(
        title=tidy(title),
        as_of=_as_of_words(as_of, reports),
        sections=numbered,
        notes=notes,
        sources=_sources(reports, claims, unread),
        copies=tuple(tuple(group) for group in copies),
        silent=_silent(body),
        claims=tuple(c for c, _ in by_claim.values()),
        reports=_in_order(reports),
        courses=tuple((a.section.key, a.courses) for a in agreements if a.courses),
        entry=entry,
    )


def _merged_section(section: Section) -> Section:
    return replace(section, groups=tuple(replace(g, sentences=_merged(g.sentences)) for g in section.groups))


def _merged(found: tuple[Sentence, ...]) -> tuple[Sentence, ...]:
    """Sentences that show the same words of the same voice are one, resting on the claims of all."""
    by_words: dict[tuple[str, ...], Sentence] = {}
    for sentence in found:
        key = tuple(p.text for p in sentence.parts if p.kind in (PartKind.VOICE, PartKind.QUOTE, PartKind.FIGURE))
        first = by_words.get(key)
        claims = sentence.claims if first is None else tuple(dict.fromkeys((*first.claims, *sentence.claims)))
        by_words[key] = replace(first or sentence, claims=claims)
    return tuple(by_words.values())


def _sections(found: tuple[Statement, ...], since: date | datetime | None) -> tuple[Section, ...]:
    planned = {p.key: plans.planned(p, found) for p in plans.PLANS}
    body = [
        planned["stands"],
        plans.changed(found, since),
        planned["wishes"],
        planned["terms"],
        breaches(found),
        *(planned[key] for key in ("people", "fighting", "aid")),
        contested(found),
        planned["unclear"],
    ]
    kept = [s for s in body if s is not None]
    shown = frozenset(id for s in kept if s.key != "changed" for id in _all_ids(s))
    rest = plans.others(found, shown)
    return (*kept, rest) if rest is not None else tuple(kept)


def _with_agreements(body: tuple[Section, ...], agreements: Sequence[Section]) -> tuple[Section, ...]:
    """The sections on agreements stand after where things stand and what changed."""
    first = next((n for n, s in enumerate(body) if s.key not in ("stands", "changed")), len(body))
    return (*body[:first], *agreements, *body[first:])


def _silent(body: Sequence[Section]) -> tuple[str, ...]:
    there = {s.key for s in body}
    titles = [(p.key, p.title) for p in plans.PLANS]
    titles[3:3] = [_BREACHES]
    titles[-1:-1] = [_CONTESTED]
    return tuple(title for key, title in titles if key not in there)


def sentences(section: Section) -> Iterator[Sentence]:
    """The section's sentences in the order they are read."""
    for group in section.groups:
        yield from group.sentences
        yield from group.answers


def _all_ids(section: Section) -> Iterator[str]:
    for sentence in sentences(section):
        yield from sentence.claims
    yield from section.more
    for group in section.groups:
        yield from group.more


def _numbers(body: Sequence[Section], known: Collection[str]) -> dict[str, int]:
    """Claim ids with their note numbers, in order of first use."""
    used = dict.fromkeys(id for section in body for id in _noted_ids(section) if id in known)
    return {id: n for n, id in enumerate(used, start=1)}


def _noted_ids(section: Section) -> Iterator[str]:
    """The ids of the claims that have a note, in the order in which they are read."""
    for group in section.groups:
        if group.table is not None and group.table.noted:
            yield from (id for line in group.table.lines for entry in line.entries for id in entry.claims)
        yield from (id for s in (*group.sentences, *group.answers) for id in s.claims)


def _numbered_section(section: Section, numbers: Mapping[str, int]) -> Section:
    return replace(section, groups=tuple(_numbered_group(g, numbers) for g in section.groups))


def _numbered_group(group: Group, numbers: Mapping[str, int]) -> Group:
    def notes(claims: tuple[str, ...]) -> tuple[int, ...]:
        return tuple(sorted(numbers[id] for id in claims if id in numbers))

    def noted(line: Line) -> Line:
        """What several accounts rest on the same claims for is noted once, in the first of their cells."""
        first = {e.claims: n for n, e in reversed(list(enumerate(line.entries)))}
        entries = (replace(e, notes=notes(e.claims)) if first[e.claims] == n else e for n, e in enumerate(line.entries))
        return replace(line, entries=tuple(entries))

    said, answered = ([replace(s, notes=notes(s.claims)) for s in row] for row in (group.sentences, group.answers))
    table = group.table
    if table is not None and table.noted:
        table = replace(table, lines=tuple(map(noted, table.lines)))
    return replace(group, sentences=tuple(said), answers=tuple(answered), table=table)


def _flat(found: Sequence[Statement]) -> Iterator[Statement]:
    for statement in found:
        yield statement
        yield from _flat(statement.parts)


def _note(number: int, claim: Claim, report: Report, status: str) -> Note:
    before, after = around(claim, report.text)
    return Note(
        number=number,
        claim=claim.id,
        report=report.id,
        quote=claim.quote,
        speaker=claim.speaker,
        voices=chain_words(claim, report),
        title=tidy(report.title) or "Report without a title",
        publisher=tidy(report.publisher) if report.publisher else None,
        published=published_words(report),
        when=basis_words(claim.act.when),
        score=claim.score,
        status=status,
        before=before,
        after=after,
    )


def _in_order(reports: Sequence[Report]) -> tuple[Report, ...]:
    def order(report: Report) -> tuple[float, str]:
        at = published_at(report)
        return (at.timestamp() if at else float("inf"), report.id)

    return tuple(sorted({r.id: r for r in reports}.values(), key=order))


def _sources(reports: Sequence[Report], claims: Sequence[Claim], unread: Mapping[str, str]) -> tuple[Source, ...]:
    counts = Counter(c.report for c in {c.id: c for c in claims}.values())
    return tuple(
        Source(
            report=r.id,
            title=tidy(r.title) or "Report without a title",
            publisher=tidy(r.publisher) if r.publisher else None,
            published=published_words(r),
            url=r.url,
            claims=counts[r.id],
            unread=tidy(unread[r.id]) if r.id in unread else None,
        )
        for r in _in_order(reports)
    )


def _as_of_words(as_of: date | datetime | None, reports: Sequence[Report]) -> str:
    if as_of is not None:
        end = "" if isinstance(as_of, datetime) else "the end of "
        return f"As known at {end}{moment_words(as_of)}"
    days = [d for r in reports if (d := published_day(r))]
    return f"From reports up to {day_words(max(days))}" if days else "From reports without a date"
