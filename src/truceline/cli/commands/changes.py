"""diff, incidents: what changed a verdict, and which claims were taken to speak of one deed."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import timedelta
from typing import TYPE_CHECKING, Annotated, Any

import typer

from truceline import words
from truceline.cli.assess import DEFAULT, PANEL, AsOf, At, Of, Silence, assessed, head, moment
from truceline.cli.screen import Cell, Column, Marked
from truceline.cli.session import Session, add
from truceline.errors import InputError
from truceline.plain import plain

if TYPE_CHECKING:
    from truceline.accounts.account import Version
    from truceline.accounts.changes import Changed
    from truceline.accounts.incident import Incident
    from truceline.assessment import Assessment

_FACTS = 3
"""Claims of one incident that are quoted on a screen; all are in --json."""


def register(app: typer.Typer) -> None:
    add(app, PANEL, diff, incidents)


def diff(
    session: Session,
    *,
    since: Annotated[str, typer.Option("--from", help="The earlier moment.", metavar="MOMENT", show_default=False)],
    until: Annotated[str, typer.Option("--to", help="The later moment.", metavar="MOMENT", show_default=False)],
    silence: Silence = DEFAULT,
    of: Of = None,
) -> None:
    """Show what two moments judge differently, and which claims did it.

    Each moment is judged by what was known then. A verdict that time alone changed says so.

    Example:
      truceline diff --from 2023-12-01T06:59 --to 2023-12-01T07:01
    """
    with session.case() as case:
        first = assessed(case, as_of=since, at=None, silence=silence, of=of)
        later = assessed(case, as_of=until, at=None, silence=silence, of=of)
        if first.at > later.at:
            what = f"--from is {moment(first, first.at)}, which is after --to, {moment(later, later.at)}."
            raise InputError(what, todo=f"Give the earlier moment first: --from {until} --to {since}.")
        head(session, later)
        found = later.changes(first)
        if session.json:
            for one in found:
                session.screen.data(plain(one))
            return
        columns = Column("duty", 2), Column("verdict", 4), Column("because of", 3)
        session.screen.table(columns, (_changed(later, group) for group in _alike(found)))
        if not found:
            session.screen.say("no verdict changed between these moments.")


def _alike(found: Iterable[Changed]) -> Iterator[list[Changed]]:
    """Accounts that come to the same by the same sum stand together."""
    same: dict[tuple[object, ...], list[Changed]] = {}
    for one in found:
        same.setdefault((one.duty, one.instance, one.before, one.after, one.sum), []).append(one)
    yield from same.values()


def _changed(found: Assessment, group: list[Changed]) -> list[Cell]:
    from truceline.accounts.shown import according_of, prohibitions, state_words

    one = group[0]
    barred = one.duty in prohibitions(found.agreement)
    before, after = (state_words(s, barred=barred) if s else "not owed" for s in (one.before, one.after))
    verdict = f"{before} → {after}, {according_of([c.account for c in group], found.accounts)}"
    due = f"at {moment(found, one.due)}" if one.due else ""
    because = words.joined(dict.fromkeys(c for each in group for c in each.because), "\n")
    rests = because or words.joined(("time alone", due), ", ")
    return [words.joined((one.duty, one.instance), "\n"), words.joined((verdict, one.sum), "\n"), rests]


def incidents(
    session: Session,
    *,
    review: Annotated[bool, typer.Option("--review", help="Only pairs of claims that may be one deed.")] = False,
    as_of: AsOf = None,
    at: At = None,
    silence: Silence = DEFAULT,
    of: Of = None,
) -> None:
    """List what is told to have been done, each deed once, with everyone who tells it.

    Claims that speak of one and the same deed stand together, with the reason. With --review, the pairs that may
    be one deed and were kept apart: say so with same or different.

    Example:
      truceline incidents
      truceline incidents --review
    """
    with session.case() as case:
        found = assessed(case, as_of=as_of, at=at, silence=silence, of=of)
        head(session, found)
        if review:
            _review(session, found)
        elif session.json:
            for one in found.incidents.incidents:
                session.screen.data({**plain(one), "accounts": _positions(found, one)})
        else:
            columns = Column("when", whole=True), Column("deed", whole=True), Column("told as")
            session.screen.table(columns, (_incident(found, i) for i in found.incidents.incidents))


def _incident(found: Assessment, one: Incident) -> list[Cell]:
    told = dict.fromkeys(f"{f.speaker}: {f.words} [{f.claim}]" for f in one.facts)
    more = [f"and {len(told) - _FACTS} more"] if len(told) > _FACTS else []
    whole = f"part of {one.whole}" if one.whole else ""
    adds = "it adds up others" if one.sum_of else ""
    said = "" if one.told.value == "done" else one.told.value
    deed: Cell = [Marked(words.joined((one.deed or "number told", said), ", "), "bold"), f"\n{one.id}"]
    lines = [*list(told)[:_FACTS], *more, *filter(None, (whole, adds)), _holders(found, one)]
    return [_when(found, one), deed, "\n".join(lines)]


def _when(found: Assessment, one: Incident) -> str:
    """The day or days, in the zone of the agreement; the clock where it is told."""
    start, end = moment(found, one.start), moment(found, one.end and one.end - timedelta(microseconds=1))
    if not start:
        return "no time told"
    if start.endswith(" 00:00") and end.endswith(" 23:59"):
        start, end = start.removesuffix(" 00:00"), end.removesuffix(" 23:59")
    day = start if not end or end <= start else f"{start}\nto {end}"
    return day if one.day_known else f"{day}\n(its report)"


def _holders(found: Assessment, one: Incident) -> str:
    """Whose account holds it and whose denies it; who is silent is read by the policy."""
    by: dict[str, list[str]] = {"held": [], "denied": []}
    for name, position in _positions(found, one).items():
        if name != "undisputed" and position["position"] in by:
            by[position["position"]].append(name)
    told = [f"{verb} by {words.joined(names, ', ')}" for verb, names in by.items() if names]
    return words.joined(told) or ("in no party's own words" if one.told.value == "done" else "")


def _positions(found: Assessment, one: Incident) -> dict[str, dict[str, Any]]:
    positions = {}
    for name, account in found.accounts.items():
        version = next((v for v in _all(account.versions) if v.id == one.id), None)
        if version is not None:
            positions[name] = {"position": version.position.value, "taken": version.taken, "why": version.why}
    return positions


def _all(versions: Iterable[Version]) -> Iterator[Version]:
    """Versions with the parts of each."""
    for version in versions:
        yield version
        yield from _all(version.parts)


def _review(session: Session, found: Assessment) -> None:
    """The pairs of claims that may speak of one deed."""
    doubtful = found.incidents.doubtful
    facts = {f.claim: f for f in found.facts}
    for pair in doubtful:
        if session.json:
            session.screen.data(plain(pair))
            continue
        for id in (pair.a, pair.b):
            session.screen.line(Marked(id, "bold"), f"  {facts[id].speaker}: {facts[id].words}")
        session.screen.line(f"  kept apart: {pair.reason}")
        session.screen.line(f"  if they speak of one deed: {session.try_('same', pair.a, pair.b)}")
        session.screen.line(f"  if not: {session.try_('different', pair.a, pair.b)}")
        session.screen.blank()
    if not doubtful and not session.json:
        session.screen.say("there is no pair to review.")
