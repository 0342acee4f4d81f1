"""The matrix as the screen shows it: duties by account, in words, with every choice that can be read otherwise."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from typing import Any

from truceline.accounts.board import Board, Line, board
from truceline.accounts.matrix import Matrix
from truceline.accounts.shown import Shown, according_of, column_words, path_words
from truceline.accounts.taken_as import taken_as
from truceline.agreements.agreement import Agreement
from truceline.agreements.choices import NOT_SO, Choice
from truceline.assessment import Assessment
from truceline.errors import ValueProblem
from truceline.web.working import Working, plain_moment


def matrix(
    working: Working,
    as_of: str = "",
    agreement: str = "",
    silence: str = "undenied",
    judged: str = "",
    readings: Sequence[str] = (),
) -> dict[str, Any]:
    """Every duty by account; ``judged`` is the moment judged, ``readings`` what all are to read alike ("PATH=OPTION").

    Without an agreement in the case, ``agreements`` is empty and nothing else is there.
    """
    texts = working.case.agreements(working.moment(as_of))
    if not texts:
        return {"agreements": []}
    found = working.assessment(agreement or texts[0].id, as_of, silence, judged)
    options = taken(found.agreement, readings)
    whole = taken_as(found.judging, options) if options else found.matrix()
    shown = board(found.agreement, whole, found.at)
    every = tuple(found.accounts)
    return {
        "agreements": [{"id": text.id, "title": text.title} for text in texts],
        **heading(found),
        "choices": choices(found.agreement, options, _at_stake(found.matrix())),
        "columns": [{"accounts": list(names), "words": column_words(names, every)} for names in shown.columns],
        "lines": [_line(line, shown, every) for line in shown.lines],
    }


def heading(found: Assessment) -> dict[str, Any]:
    """What an assessment is of: the agreement, the moment judged and the zone its days are counted in."""
    text = found.agreement
    return {
        "agreement": {"id": text.id, "title": text.title, "zone": text.zone},
        "at": plain_moment(found.at),
    }


def cell(shown: Shown | None) -> dict[str, str] | None:
    """A cell as plain values."""
    return {"mark": shown.mark, "words": shown.words, "tint": shown.tint} if shown is not None else None


def _line(line: Line, shown: Board, every: Collection[str]) -> dict[str, Any]:
    return {
        "duty": line.duty,
        "remark": line.remark,
        "differ": list(line.differ),
        "cells": [cell(one) for one in line.cells],
        "told": list(told(shown.columns, line.cells, every)),
        "otherwise": [
            {
                "words": other.words,
                "reading": f"{other.path}={other.option}",
                "about": other.path.rpartition(".")[2],
                "cells": [cell(one) for one in other.cells],
                "told": list(told(shown.columns, other.cells, every)),
            }
            for other in line.switched
        ],
    }


def told(
    columns: Sequence[Sequence[str]], cells: Sequence[Shown | None], every: Collection[str]
) -> Iterator[dict[str, Any]]:
    """Each cell that is told, once, with all the accounts that come to it: for a narrow page."""
    same: dict[Shown, list[str]] = {}
    for names, one in zip(columns, cells, strict=True):
        if one is not None:
            same.setdefault(one, []).extend(names)
    for one, accounts in same.items():
        ordered = [a for a in every if a in accounts]
        yield {"cell": cell(one), "account": ordered[0], "who": according_of(ordered, every)}


# --- readings -------------------------------------------------------------------------------------------
def taken(agreement: Agreement, readings: Iterable[str]) -> dict[str, str]:
    """The options asked for as "PATH=OPTION", by the path of their choice. Raises ValueProblem for one that is none."""
    found: dict[str, str] = {}
    for one in readings:
        choice = next((c for c in agreement.choices if one.startswith(f"{c.path}=")), None)
        option = choice.option(one.removeprefix(f"{choice.path}=")) if choice is not None else None
        if choice is None or option is None:
            what = f"the agreement cannot be read in this way: {one[:200]!r}."
            raise ValueProblem(what, where="reading", todo="Choose one of the ways that stand beside the matrix.")
        found[choice.path] = option.name
    return found


def choices(
    agreement: Agreement, options: dict[str, str], at_stake: Collection[str], among: Collection[str] | None = None
) -> list[dict[str, Any]]:
    """The choices of an agreement (``among`` these paths), each with its ways; ``at_stake`` change a verdict."""
    return [
        {
            "path": choice.path,
            "words": path_words(choice.path),
            "taken": options.get(choice.path, ""),
            "option": _named(choice, options.get(choice.path, "")),
            "matters": choice.path in at_stake,
            "stated": choice.options[-1].name == NOT_SO,
            "options": [{"name": o.name, "words": _option(choice, n)} for n, o in enumerate(choice.options)],
        }
        for choice in agreement.choices
        if among is None or choice.path in among
    ]


def _option(choice: Choice, n: int) -> str:
    option = choice.options[n]
    name = _named(choice, option.name)
    return f"{name} (so {', '.join(option.held_by)})" if option.held_by else name


def _named(choice: Choice, option: str) -> str:
    return f"no ‘{choice.path.rpartition('.')[2]}’" if option == NOT_SO else option


def _at_stake(whole: Matrix) -> set[str]:
    """The choices that give a verdict of some account another state."""
    found: set[str] = set()
    for row in whole.rows:
        if len({c.state for c in row.cells}) > 1:
            found |= {path for path in dict(row.ways[0]) if _turns(row.cells, path)}
    return found


def _turns(cells: Iterable[Any], path: str) -> bool:
    """Whether cells of one account that differ in this choice alone differ in their verdicts."""
    states: dict[tuple[object, ...], set[object]] = {}
    for one in cells:
        rest = (one.account, tuple(pair for pair in one.way if pair[0] != path))
        states.setdefault(rest, set()).add((one.state, tuple(v.state for v in one.verdicts)))
    return any(len(found) > 1 for found in states.values())
