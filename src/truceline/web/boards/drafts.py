"""Drafts: the text of an agreement as somebody types it, checked and told in plain words. Nothing of it is kept."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby
from typing import Any

from truceline.agreements.lint import LintWarning
from truceline.agreements.precedents import Position, Precedent
from truceline.case import Case, Verbatim
from truceline.errors import AgreementProblem
from truceline.web.boards.agreements import compared, head, in_parts
from truceline.web.deadline import TookLonger, within
from truceline.web.working import Working

LONGEST = 200_000
"""Characters that a text may have here."""
PATIENCE = 6.0
"""Seconds that checking may take."""
MOST = 50
"""Problems, and warnings of one rule, that are told at once."""


def checked(working: Working, text: str, name: str = "agreement.yaml", of: str = "") -> dict[str, Any]:
    """All that is wrong with a text; where nothing is, what it says in words, and what in it will be argued about.

    ``of`` is the id of the agreement that it is a further text of: then also what it changes.
    """
    if len(text) > LONGEST:
        return _wrong(f"the text has {len(text):,} characters.", f"Keep it under {LONGEST:,}: write the terms alone.")
    if not text.strip():
        return _wrong("the text is empty.", 'Begin with a line such as "agreement: Humanitarian pause".')
    try:
        with within(PATIENCE):
            return _checked(working, text, name, of)
    except TookLonger:
        return _wrong("the text takes too long to check.", "Write it shorter, with fewer readings.")


def _checked(working: Working, text: str, name: str, of: str) -> dict[str, Any]:
    source = Verbatim(text)
    problems = Case.check_agreement(source, name=name)
    if problems:
        return {"problems": [_problem(one) for one in problems[:MOST]], "more": max(0, len(problems) - MOST)}
    found = Case.read_agreement(source, name=name)
    groups = groupby(_by_rule(Case.lint(source, name=name)), key=lambda w: w.rule)
    warnings = [_warned(list(group)) for _, group in groups]
    told: dict[str, Any] = {
        "problems": [],
        "more": 0,
        **head(found),
        "warnings": warnings,
        "parts": in_parts(found),
        "change": None,
    }
    if of:
        before = working.case.agreement(of)
        told["change"] = {"other": found.id != before.id, "id": before.id, **compared(before, found)}
    return told


def _wrong(what: str, todo: str) -> dict[str, Any]:
    return {"problems": [{"line": 0, "what": what, "todo": todo}], "more": 0}


def _problem(one: AgreementProblem) -> dict[str, Any]:
    line = one.where.rpartition(":")[2]
    return {"line": int(line) if line.isdecimal() else 0, "what": one.what, "todo": one.todo}


# --- warnings -------------------------------------------------------------------------------------------
def _by_rule(found: Sequence[LintWarning]) -> list[LintWarning]:
    """Warnings of one rule together, in the order in which the first of each stands in the text."""
    first: dict[str, int] = {}
    for n, warning in enumerate(found):
        first.setdefault(warning.rule, n)
    return sorted(found, key=lambda w: first[w.rule])


def _warned(found: Sequence[LintWarning]) -> dict[str, Any]:
    return {
        "rule": found[0].rule,
        "words": found[0].words,
        "count": len(found),
        "places": [_place(one) for one in found[:MOST]],
        "precedents": [_precedent(one) for one in found[0].precedents],
    }


def _place(one: LintWarning) -> dict[str, Any]:
    at = " > ".join(str(step + 1) if isinstance(step, int) else step for step in one.fix.at)
    return {
        "line": one.line,
        "place": one.place,
        "what": one.what,
        "under": at,
        "yaml": one.fix.yaml,
        "without": " > ".join(map(str, one.fix.without)),
    }


def _precedent(one: Precedent) -> dict[str, Any]:
    return {
        "case": one.case,
        "what": one.what,
        "positions": [_position(p) for p in one.positions],
        "words": one.words,
        "yaml": one.yaml,
    }


def _position(one: Position) -> dict[str, Any]:
    source = ", ".join(one.source)
    basis = source if one.confirmed else f"{source or 'no source'}; unconfirmed"
    return {"speaker": one.speaker, "said": one.said, "basis": basis}
