"""Values: what the Python API gives of the record as a whole, as plain values for programs."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import fields, replace
from datetime import datetime
from typing import Any

from truceline.accounts.account import Position, Version
from truceline.accounts.crux import Crux
from truceline.accounts.incident import Incident
from truceline.accounts.ledger import Entry, Number
from truceline.accounts.matrix import Cell, Dispute, Row
from truceline.accounts.shown import cell_words, change_words, own_cell, prohibitions, state_words, verdict_state
from truceline.accounts.verdict import Verdict
from truceline.agreements.lint import LintWarning
from truceline.assessment import Assessment
from truceline.case import Verbatim
from truceline.errors import TrucelineError, UnknownId, ValueProblem
from truceline.plain import plain
from truceline.web.boards.drafts import PATIENCE
from truceline.web.boards.matrix import taken
from truceline.web.deadline import TookLonger, within
from truceline.web.parts import CHUNK, Parts
from truceline.web.working import Working

Plain = dict[str, Any]
FEW = 20
"""Ids of claims, or of incidents, that stand with what rests on them; ``grounds`` has all."""


def matrix(working: Working, **asked: str) -> Plain:
    """Every duty by account and reading, with its state in words; ``duty`` has the verdicts themselves."""
    found = _assessed(working, asked)
    barred = prohibitions(found.agreement)
    rows = [_row(found, row, row.duty in barred) for row in found.matrix().rows]
    return {**_head(found), "accounts": list(found.accounts), "rows": rows}


def duty(working: Working, name: str, **asked: str) -> Parts:
    """One duty with the verdicts of each account in its own reading, and their arithmetic. Raises UnknownId.

    The part of an account (``account_part``) has the verdicts of that account in every reading.
    """
    found = _assessed(working, asked)
    row, barred = _duty(found, name), name in prohibitions(found.agreement)
    cells = [(cell, _cell(found, cell, barred, whole=True)) for cell in row.cells]
    shown = {**_head(found), **_row(found, row, barred)}
    own = [told if cell.own else {**told, "verdicts": None} for cell, told in cells]
    parts = {
        account_part(name): {**shown, "cells": [told for cell, told in cells if cell.account == name]}
        for name in found.accounts
    }
    return Parts({**shown, "cells": own}, parts)


def account_part(account: str) -> str:
    """The part of a duty that has one account in full."""
    return f"account:{account}"


def grounds(
    working: Working,
    name: str,
    account: str,
    instance: str,
    kind: str,
    reading: Sequence[str],
    of: str,
    chunk: int,
    **asked: str,
) -> Plain:
    """A part of the ids of all claims, or incidents, behind one verdict, or, with a ``kind``, behind one dispute.

    ``reading`` are choices that the account is held to read otherwise ("PATH=OPTION"). Raises UnknownId and
    ValueProblem.
    """
    found = _assessed(working, asked)
    row = _duty(found, name)
    if kind:
        ids: Sequence[str] = _named_dispute(row, kind, instance).claims
    else:
        verdict = _named_verdict(
            row, _named(account, found.accounts, "account"), instance, taken(found.agreement, reading)
        )
        ids = verdict.claims if of == "claims" else verdict.incidents
    named = {"duty": name, "account": account, "instance": instance, "kind": kind, "of": of}
    return {**_head(found), **named, **_chunk(ids, chunk, str)}


def _named_dispute(row: Row, kind: str, instance: str) -> Dispute:
    found = next((d for d in row.disputes if (d.kind, d.instance) == (kind, instance)), None)
    if found is None:
        there = "; ".join(f"{d.kind.value}, {d.instance or 'in all'}" for d in row.disputes)
        raise UnknownId(f"there is no dispute of this kind on {instance!r}.", where="kind", todo=f"There are: {there}.")
    return found


def _named_verdict(row: Row, account: str, instance: str, options: dict[str, str]) -> Verdict:
    own = own_cell(row, account)
    way = {path: options.get(path, option) for path, option in own.way} if own is not None else {}
    cell = next((c for c in row.cells if c.account == account and dict(c.way) == way), None)
    if cell is None:
        raise UnknownId("no verdict was made in this reading.", where="reading", todo="Leave one of the choices out.")
    label = _named(instance, (v.instance for v in cell.verdicts), "instance")
    return next(v for v in cell.verdicts if v.instance == label)


def crux(working: Working, name: str, account: str, instance: str, **asked: str) -> Plain:
    """What would turn the verdicts on one duty: for each account, and for all of them to agree. Raises UnknownId."""
    found = _assessed(working, asked)
    row = _duty(found, name)
    wanted = [_named(account, found.accounts, "account")] if account else list(found.accounts)
    there = {v.instance for c in row.cells for v in c.verdicts}
    labels = (
        [_named(instance, there, "instance")] if instance else list(dict.fromkeys(d.instance for d in row.disputes))
    )
    barred = name in prohibitions(found.agreement)
    flips = [c for label in labels or [""] for a in wanted for c in found.flips(name, a, instance=label)]
    agree = [] if account else [c for label in labels or [""] for c in found.agreements(name, label)]
    return {
        **_head(found),
        "duty": name,
        "flips": [_crux(found, c, barred) for c in flips],
        "agree": [_crux(found, c, barred) for c in agree],
    }


def disputes(working: Working, **asked: str) -> Plain:
    """Every way in which accounts, or readings, differ on a duty."""
    found = _assessed(working, asked)
    items = [{"duty": row.duty, **_dispute(d)} for row in found.matrix().rows for d in row.disputes]
    return {**_head(found), "items": items}


def accounts(working: Working, **asked: str) -> Plain:
    """Who has an account, and of how many incidents it holds, denies or says nothing."""
    found = _assessed(working, asked)
    return {**_head(found), "items": [_account(found, name) for name in found.accounts]}


def account(working: Working, name: str, chunk: int, **asked: str) -> Plain:
    """A part of one account: its version of each incident. Raises UnknownId."""
    found = _assessed(working, asked)
    name = _named(name, found.accounts, "account")
    versions = found.accounts[name].versions
    head = {**_head(found), "account": name, "own": found.own(name)}
    return {**head, **_chunk(versions, chunk, _version)}


def incidents(working: Working, chunk: int, **asked: str) -> Plain:
    """A part of what is told to have been done, each deed once."""
    found = _assessed(working, asked)
    return {**_head(found), **_chunk(found.incidents.incidents, chunk, _incident)}


def people(working: Working, chunk: int, whole: bool, **asked: str) -> Plain:
    """A part of the ledgers of every account, each in its own reading; ``whole`` with all that its numbers rest on."""
    found = _assessed(working, asked)
    most = None if whole else FEW

    def book(name: str) -> Plain:
        made = found.ledger(name, found.own(name))
        entries = [_entry(entry, most) for entry in made.entries]
        return {"account": made.speaker, "entries": entries, "unplaced": list(made.unplaced)}

    return {**_head(found), **_chunk(tuple(found.accounts), chunk, book)}


def _entry(one: Entry, most: int | None) -> Plain:
    numbers = {f.name: v for f in fields(one) if isinstance(v := getattr(one, f.name), Number)}
    rest = plain(replace(one, **dict.fromkeys(numbers, Number())))  # type: ignore[arg-type]
    return {**rest, **{name: _number(number, most) for name, number in numbers.items()}}


def _number(one: Number, most: int | None) -> Plain:
    """A number, with so many at most of the claims and statements that it rests on, and how many there are."""
    told = [{**plain(replace(s, claims=s.claims[:most])), "claims_total": len(s.claims)} for s in one.told[:most]]
    short = plain(replace(one, claims=one.claims[:most], told=()))
    return {**short, "claims_total": len(one.claims), "told": told, "told_total": len(one.told)}


def findings(working: Working, **asked: str) -> Plain:
    """Which figures cannot all be true, and what would reconcile them."""
    found = _assessed(working, asked)
    return {**_head(found), "items": plain(found.findings())}


def talks(working: Working, **asked: str) -> Plain:
    """Where the talks stand, and the truce beside them, by account."""
    found = _assessed(working, asked)
    told = found.talks()
    ends = {name: plain(found.end(name).end) for name in found.accounts}
    return {**_head(found), "channels": plain(told.channels), "truces": plain(told.truces), "ends": ends}


def runway(working: Working, **asked: str) -> Plain:
    """How long the truce could be extended; without an agreement, by the rule that reports tell."""
    known = working.moment(asked["as_of"])
    if not asked["agreement"] and not working.case.agreements(known):
        told = [{"account": r.speaker, "reading": {}, **plain(r)} for r in working.case.runways_as_told(known)]
        return {"agreement": None, "at": None, "silence": asked["silence"], "items": told}
    found = _assessed(working, asked)
    items = [{"account": name, "reading": dict(way), **plain(one)} for name, way, one in found.runways()]
    return {**_head(found), "items": items}


def changes(working: Working, since: str, until: str, agreement: str, silence: str) -> Plain:
    """What two moments judge differently. Raises ValueProblem where the first is the later one."""
    first = working.assessment(agreement, since, silence)
    later = working.assessment(agreement, until, silence)
    if first.at > later.at:
        raise ValueProblem("the first moment is after the second.", where="from", todo="Give the earlier one as from.")
    items = [{**plain(one), "way": dict(one.way)} for one in later.changes(first)]
    return {**_head(later), "from": plain(first.at), "to": plain(later.at), "items": items}


def parties(working: Working, chunk: int, as_of: str) -> Plain:
    """A part of everyone who speaks or acts, the most frequent first."""
    found = working.once(("parties", as_of), lambda: working.case.parties(working.moment(as_of)))
    return _chunk(found, chunk, plain)


# --- drafts -----------------------------------------------------------------------------------------------
def checked(working: Working, text: str, name: str) -> list[Plain]:
    """All that is wrong with the text of an agreement; nothing where it can be added."""
    try:
        with within(PATIENCE):
            found = working.case.check_agreement(Verbatim(text), name=name)
    except TookLonger:
        return [_problem(ValueProblem("the text takes too long to check.", where=name, todo="Write it shorter."))]
    return [_problem(one) for one in found]


def linted(working: Working, text: str, name: str) -> list[Plain]:
    """What in a sound text will be argued about. Raises ValueProblem where that takes too long."""
    try:
        with within(PATIENCE):
            found = working.case.lint(Verbatim(text), name=name)
    except TookLonger:
        raise ValueProblem("the text takes too long to check.", where=name, todo="Write it shorter.") from None
    return [_warning(one) for one in found]


def _problem(error: TrucelineError) -> Plain:
    return {"error": error.what, "where": error.where, "todo": error.todo}


def _warning(one: LintWarning) -> Plain:
    fix = {"at": list(one.fix.at), "yaml": one.fix.yaml, "without": list(one.fix.without)}
    line = {"rule": one.rule, "name": one.name, "line": one.line, "path": list(one.path), "what": one.what}
    return {**line, "words": one.words, "fix": fix, "precedents": plain(one.precedents)}


# --- parts ------------------------------------------------------------------------------------------------
def _assessed(working: Working, asked: dict[str, str]) -> Assessment:
    return working.assessment(asked["agreement"], asked["as_of"], asked["silence"], asked["moment"])


def _head(found: Assessment) -> Plain:
    return {"agreement": found.agreement.id, "at": plain(found.at), "silence": found.policy.value}


def _chunk(all: Sequence[Any], chunk: int, shown: Callable[[Any], Any]) -> Plain:
    start = chunk * CHUNK
    return {"items": [shown(one) for one in all[start : start + CHUNK]], "total": len(all)}


def _named(name: str, there: Iterable[str], kind: str) -> str:
    known = list(dict.fromkeys(there))
    if name not in known:
        raise UnknownId(f"there is no {kind} {name!r}.", where=kind, todo=f"There are: {'; '.join(known)}.")
    return name


def _duty(found: Assessment, name: str) -> Row:
    return found.row(_named(name, found.judging.duties(), "duty"))


def _row(found: Assessment, row: Row, barred: bool) -> Plain:
    return {
        "duty": row.duty,
        "prohibition": barred,
        "differ": plain(row.kinds),
        "disputes": [_dispute(d) for d in row.disputes],
        "cells": [_cell(found, cell, barred, whole=False) for cell in row.cells],
    }


def _cell(found: Assessment, cell: Cell, barred: bool, *, whole: bool) -> Plain:
    shown = cell_words(cell, found.at, barred=barred)
    head = {"account": cell.account, "way": dict(cell.way), "own": cell.own, "state": plain(cell.state)}
    verdicts = {"verdicts": [_verdict(v, found.at, barred) for v in cell.verdicts]} if whole else {}
    return {**head, "words": shown.words, "instances": len(cell.verdicts), **verdicts}


def _verdict(one: Verdict, at: datetime, barred: bool) -> Plain:
    short = replace(one, claims=one.claims[:FEW], incidents=one.incidents[:FEW])
    totals = {"claims_total": len(one.claims), "incidents_total": len(one.incidents)}
    return {**plain(short), **totals, "word": verdict_state(one, at, barred=barred)}


def _dispute(one: Dispute) -> Plain:
    sides = [{"account": a, "option": o, "state": plain(s)} for a, o, s in one.sides]
    short = plain(replace(one, sides=(), claims=one.claims[:FEW]))
    return {**short, "claims_total": len(one.claims), "sides": sides}


def _crux(found: Assessment, one: Crux, barred: bool) -> Plain:
    changes = [{**plain(c), "words": change_words(found.agreement, c)} for c in one.changes]
    before = [state_words(s, barred=barred) for s in one.before]
    words = {"before_words": before, "after_words": state_words(one.after, barred=barred)}
    return {**plain(replace(one, changes=())), **words, "changes": changes}


def _account(found: Assessment, name: str) -> Plain:
    versions = found.accounts[name].versions
    counts = {p.value: sum(v.position is p for v in versions) for p in Position}
    return {"account": name, "incidents": len(versions), **counts, "own": found.own(name)}


def _version(one: Version) -> Plain:
    data = plain(replace(one, incident=None, parts=()))  # type: ignore[arg-type]
    del data["incident"], data["parts"]
    return {"incident": one.id, "deed": one.deed, **data, "parts": [_version(p) for p in one.parts]}


def _incident(one: Incident) -> Plain:
    data = plain(replace(one, facts=()))
    del data["facts"]
    told = {"told": one.told.value, "measure": one.measure.value, "per": plain(one.per)}
    return {**data, **told, "facts": list(_facts(one))}


def _facts(one: Incident) -> Iterator[Plain]:
    for fact in one.facts:
        yield {"claim": fact.claim, "speaker": fact.speaker, "told": fact.told.value, "known": plain(fact.known)}
