"""One duty as the screen opens it: what the term says, the sum of each instance by account, how accounts differ.

A verdict may rest on thousands of claims. The board names the first few and how many there are; all of them are a part
of it, named by ``verdict_part`` or ``dispute_part``.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from truceline.accounts.account import UNDISPUTED
from truceline.accounts.matrix import Cell, Dispute, Row
from truceline.accounts.shown import (
    MARKS,
    Shown,
    cell_words,
    choice_words,
    column_words,
    dispute_words,
    options_of,
    own_cell,
    prohibitions,
    switched_cell,
    verdict_state,
)
from truceline.accounts.taken_as import row_taken_as
from truceline.accounts.verdict import Verdict
from truceline.agreements.sentences import sentences
from truceline.assessment import Assessment
from truceline.errors import UnknownId
from truceline.web.boards.agreements import sentence
from truceline.web.boards.matrix import cell, choices, heading, taken
from truceline.web.parts import Parts
from truceline.web.working import Working, plain_moment

FEW = 12
"""Claims behind one verdict, or one dispute, that the board itself names."""


def duty(
    working: Working,
    name: str,
    as_of: str = "",
    agreement: str = "",
    silence: str = "undenied",
    judged: str = "",
    readings: Sequence[str] = (),
) -> Parts:
    """One duty in full. Accounts that come to the same on every instance by the same sum stand together.

    The parts are the ids of all claims behind what rests on more than ``FEW``. Raises UnknownId where the agreement
    has no such duty.
    """
    found = assessed(working, as_of, agreement, silence, judged)
    options = taken(found.agreement, readings)
    row = row_taken_as(found.judging, row_of(found, name), options)
    barred = name in prohibitions(found.agreement)
    paths = dict(row_of(found, name).ways[0])
    every = tuple(found.accounts)
    groups = _groups(row, every)
    main = {
        **heading(found),
        "duty": name,
        "barred": barred,
        "term": term(found, name),
        "choices": choices(found.agreement, options, paths, among=paths),
        "differ": [kind.value for kind in row.kinds],
        "disputes": [_dispute(one, barred) for one in row.disputes],
        "accounts": [_account(found, row, names, every, barred) for names in groups],
        "instances": list(dict.fromkeys(v.instance for c in row.cells if c.own for v in c.verdicts)),
    }
    return Parts(main, {name: ids for name, ids in _behind(row, groups) if len(ids) > FEW})


def verdict_part(account: int, verdict: int) -> str:
    """The part that has all claims behind a verdict, by its place in the board."""
    return f"verdict:{account}:{verdict}"


def dispute_part(dispute: int) -> str:
    """The part that has all claims behind a dispute, by its place in the board."""
    return f"dispute:{dispute}"


def _behind(row: Row, groups: Sequence[Sequence[str]]) -> Iterator[tuple[str, list[str]]]:
    for a, names in enumerate(groups):
        own = own_cell(row, names[0])
        for v, one in enumerate(own.verdicts if own is not None else ()):
            yield verdict_part(a, v), list(one.claims)
    for d, dispute in enumerate(row.disputes):
        yield dispute_part(d), list(dispute.claims)


def assessed(working: Working, as_of: str, agreement: str, silence: str, judged: str = "") -> Assessment:
    """The record held against an agreement; without one named, against the first. Raises UnknownId without any."""
    if not agreement:
        texts = working.case.agreements(working.moment(as_of))
        agreement = texts[0].id if texts else ""
    return working.assessment(agreement, as_of, silence, judged)


def row_of(found: Assessment, name: str) -> Row:
    """Raises UnknownId."""
    if name not in found.judging.duties():
        what = f"the agreement has no duty called {name!r}."
        raise UnknownId(what, where=found.agreement.title, todo="See the matrix for the duties that it has.")
    return found.row(name)


def term(found: Assessment, name: str) -> dict[str, Any] | None:
    """What the text says of a duty, in plain words, with the ways to read it."""
    told = (s for s in sentences(found.agreement) if s.name == name and s.judged)
    return next((sentence(one) for one in told), None)


# --- by account -----------------------------------------------------------------------------------------
def _groups(row: Row, every: Sequence[str]) -> list[list[str]]:
    same: dict[object, list[str]] = {}
    for account in every:
        own = own_cell(row, account)
        told = tuple((v.instance, v.state, v.sum, v.claims) for v in own.verdicts) if own is not None else None
        same.setdefault(told, []).append(account)
    return sorted(same.values(), key=lambda names: every.index(names[-1]))


def _account(found: Assessment, row: Row, names: list[str], every: Sequence[str], barred: bool) -> dict[str, Any]:
    own = own_cell(row, names[0])
    return {
        "names": names,
        "words": column_words(names, every),
        "undisputed": names == [UNDISPUTED],
        "cell": cell(cell_words(own, found.at, barred=barred)),
        "verdicts": [verdict(found, one, barred) for one in own.verdicts] if own is not None else [],
        "otherwise": list(_otherwise(found, row, own, barred)) if own is not None else [],
    }


def verdict(found: Assessment, one: Verdict, barred: bool) -> dict[str, Any]:
    """One instance with its state, sum, times and claims."""
    words = verdict_state(one, found.at, barred=barred)
    shown = Shown(MARKS[one.state], words, one.state.value.split(" ")[0])
    return {
        "instance": one.instance,
        "cell": cell(shown),
        "sum": one.sum,
        "opens": plain_moment(one.opens),
        "due": plain_moment(one.due),
        "waits_for": one.waits_for,
        **_first(one.claims),
    }


def _otherwise(found: Assessment, row: Row, own: Cell, barred: bool) -> Iterator[dict[str, Any]]:
    """What each other reading makes of the cell, where it makes something else of it."""
    for path, option in options_of(row):
        other = switched_cell(row, own, path, option)
        if other is None or other.way == own.way:
            continue
        words = cell_words(other, found.at, barred=barred)
        if words != cell_words(own, found.at, barred=barred):
            said = choice_words(found.agreement, path, option)
            yield {"words": said, "reading": f"{path}={option}", "cell": cell(words)}


def _dispute(one: Dispute, barred: bool) -> dict[str, Any]:
    return {
        "kind": one.kind.value,
        "instance": one.instance,
        "words": dispute_words(one, barred=barred),
        **_first(one.claims),
    }


def _first(claims: Sequence[str]) -> dict[str, Any]:
    return {"claims": list(claims[:FEW]), "total": len(claims)}
