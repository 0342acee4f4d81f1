"""Pairs: two claims that may speak of one incident, or two names that may mean one party; same or different."""

from __future__ import annotations

from collections.abc import Sequence
from concurrent.futures import Future
from dataclasses import dataclass, replace
from typing import Annotated, Any
from weakref import WeakKeyDictionary

from fastapi import APIRouter, Form, Request
from fastapi.responses import RedirectResponse, Response

from truceline import words
from truceline.case import Asked, Case, Judged, Judgement
from truceline.errors import Changed, UnknownId, ValueProblem
from truceline.web.address import Address, At
from truceline.web.around import around
from truceline.web.card import Card
from truceline.web.guard import Role, needs
from truceline.web.pages import page, person_of
from truceline.web.place import Place, Sent
from truceline.web.room import Here, Room
from truceline.web.worker import Job

router = APIRouter(prefix="/review")
KINDS = ("incidents", "parties")
WHY = {
    "spelling": "The same but for capitals, accents, hyphens or articles.",
    "sound": "They sound alike: it may be one name put into Latin letters in two ways.",
    "part": "One is a part of the other.",
    "initials": "One is made of the first letters of the other.",
}
"""Why two names are suggested to be one."""
RULES = "truceline"
"""Who signs what the program itself notes."""
_EXAMPLES = 3
_VERDICTS = ("same", "different", "unsure")
_NAMES = ("act", "said to be so", "modality", "by", "to", "concerns", "figures", "when", "place")
_LOOKED = 500
_Words = Annotated[str, Form(max_length=2000)]
_Name = Annotated[str, Form(max_length=500)]
_noting: WeakKeyDictionary[Room, Future[str]] = WeakKeyDictionary()


@dataclass(frozen=True, slots=True)
class Said:
    """What was judged, for the line that tells it."""

    verdict: str
    pair: tuple[str, str]


# --- looking --------------------------------------------------------------------------------------------
def counts(here: Room, at: Address) -> dict[str, int | None]:
    """How many pairs wait, as far as that was worked out."""
    kept = {name: here.kept(f"queue:{name}", at) for name in KINDS}
    return {name: board.value["total"] if board.there else None for name, board in kept.items()}


def show(request: Request, here: Room, at: Address, queue: str) -> Response:
    """One pair of a queue ("incidents" or "parties"): that of the address, else the first."""
    given = request.query_params
    place = Place.of(given)
    place = place if place.start else replace(place, start=here.case.head().seq)
    return _shown(request, here, at, queue, place, (given.get("a", "")[:500], given.get("b", "")[:500]))


def _shown(
    request: Request,
    here: Room,
    at: Address,
    queue: str,
    place: Place,
    wanted: tuple[str, str],
    *,
    status: int = 200,
    said: Said | None = None,
    since: Sequence[Judged] = (),
    tried: str = "",
) -> Response:
    board = here.board(f"queue:{queue}", at)
    line, own = _line(
        here, queue, board.value["pairs"] if board.there else [], board.seq, place, person_of(request).name
    )
    pair = _found(line, wanted)
    if pair is None and all(wanted):
        pair = {"a": wanted[0], "b": wanted[1], "reason": "", "by": "", "cells": 0, "why": ""}
    number = line.index(pair) if pair in line else -1
    here_now = _of_pair(here, at, queue, pair) if pair else {}
    ahead = [p for p in line if p is not pair]
    rest = [*line[number + 1 :], *line[: max(number, 0)]] if number >= 0 else ahead
    following = rest[0] if rest else None
    answer = page(
        request,
        "pairs.html",
        block="review",
        status=status,
        queue=queue,
        place=place,
        pair=pair,
        board=board,
        counts={**counts(here, at), queue: board.value["total"] if board.there else None},
        left=len(line),
        next=_link(at, queue, place, following),
        before=_link(at, queue, place, line[number - 1]) if number > 0 else _link_of(at, queue, place, own),
        back=own[-1] if own else None,
        seen=here.case.head().seq,
        said=said,
        since=since,
        tried=tried,
        fragment=bool(request.headers.get("hx-request")),
        names_of=_names_of,
        WHY=WHY,
        **here_now,
    )
    answer.headers["Cache-Control"] = "no-store"
    if request.method == "POST" and pair:
        answer.headers["HX-Push-Url"] = _link(at, queue, place, pair) or ""
    return answer


def _names_of(pair: dict[str, Any]) -> tuple[str, str]:
    """The two ids, or names, of an item of a board."""
    a, b = pair["a"], pair["b"]
    return (a, b) if isinstance(a, str) else (a["name"], b["name"])


def _found(line: list[dict[str, Any]], wanted: tuple[str, str]) -> dict[str, Any] | None:
    if not all(wanted):
        return line[0] if line else None
    return next((p for p in line if set(_names_of(p)) == set(wanted)), None)


def _link(at: Address, queue: str, place: Place, pair: dict[str, Any] | None) -> str | None:
    if pair is None:
        return None
    a, b = _names_of(pair)
    return at.link("/review", queue=queue, a=a, b=b, start=place.start)


def _link_of(at: Address, queue: str, place: Place, own: Sequence[Judged]) -> str | None:
    if not own:
        return None
    a, b = own[-1].judgement.a, own[-1].judgement.b
    return at.link("/review", queue=queue, a=a, b=b, start=place.start)


def _line(
    here: Room, queue: str, pairs: list[dict[str, Any]], known: int, place: Place, me: str
) -> tuple[list[dict[str, Any]], list[Judged]]:
    """The pairs that wait still, and what one judged since one began and that still stands."""
    about = "incident" if queue == "incidents" else "party"
    latest: dict[tuple[str, str], Judged] = {}
    for judged in _judgements(here.case, min(known, place.start)):
        if judged.judgement.about.value == about:
            latest[judged.judgement.pair] = judged
    settled = {pair for pair, j in latest.items() if j.judgement.verdict.value != "unsure" and j.seq > known}
    line = [p for p in pairs if tuple(sorted(_names_of(p))) not in settled]
    own = [j for j in latest.values() if j.author == me and j.seq > place.start]
    own = [j for j in own if j.judgement.verdict.value != "unsure"]
    return line, sorted(own, key=lambda j: j.seq)


def _judgements(case: Case, after: int) -> list[Judged]:
    """What people judged after an entry, in the order of time."""
    newest = case.entries(after, limit=_LOOKED, newest=True, kinds=("judgement",))
    people = [Judged(r.author, r.time, r.entry, r.seq) for r in newest if isinstance(r.entry, Judgement)]
    return sorted((j for j in people if j.author != RULES), key=lambda j: j.seq)


def _of_pair(here: Room, at: Address, queue: str, pair: dict[str, Any]) -> dict[str, Any]:
    if queue == "parties":
        names = [_name(here.case, at, pair[side]) for side in ("a", "b")]
        return {"names": names, "around": around(here, [one for name in names for one in name["claims"]])}
    shown = [here.case.show(id) for id in _names_of(pair)]
    cards = [Card.of(s.viewed) for s in shown]
    both = [{row.label: (row.value, row.note) for row in card.rows} for card in cards]
    compared = [(n, *(rows.get(n, ("", "")) for rows in both)) for n in _NAMES if any(n in rows for rows in both)]
    pieces = [words.marked(s.viewed.claim, s.report.text, s.start, s.end) for s in shown]
    return {"sides": list(zip(shown, cards, pieces, strict=True)), "compared": compared}


def _name(case: Case, at: Address, given: Any) -> dict[str, Any]:
    """A name with a few claims that have it. Raises UnknownId where none has."""
    name = given if isinstance(given, str) else given["name"]
    found = case.find(Asked(as_of=at.as_of, party=name, sort="newest"), limit=_EXAMPLES)
    if not found.total:
        raise UnknownId(f"no claim names {name!r}.", todo="Go back to the queue.")
    counted = {"speaks": None, "acts": None, "known": "", "same": []} if isinstance(given, str) else given
    return {**counted, "name": name, "claims": found.claims, "total": found.total}


# --- judging --------------------------------------------------------------------------------------------
@router.post("/judge", dependencies=[needs(Role.ANALYST)])
def judge(
    request: Request, here: Here, at: At, sent: Sent, queue: _Name, a: _Name, b: _Name, verdict: _Name,
    seen: Annotated[int, Form(ge=0, lt=10**15)], reason: _Words = "",
) -> Response:  # fmt: skip
    """Judge a pair; where somebody judged it since entry ``seen``, nothing is added and both are shown."""
    if queue not in KINDS or verdict not in _VERDICTS:
        raise ValueProblem("a pair is judged same, different or unsure.", todo="Use the page's own buttons.")
    place, pair = Place.of(sent), (a, b) if a < b else (b, a)
    case = here.signed(person_of(request).name)
    following = _after(here, at, queue, place, pair, person_of(request).name) if verdict != "unsure" else pair
    decide = {"same": case.same, "different": case.different, "unsure": case.unsure}[verdict]
    try:
        decide(a, b, reason, seen=seen, consolidate=False)
    except Changed:
        since = [j for j in case.judged(a, b) if j.seq > seen]
        return _shown(request, here, at, queue, place, pair, status=409, since=since, tried=verdict)
    if queue == "incidents":
        _consolidate(here)
    if not request.headers.get("hx-request"):
        return RedirectResponse(at.link("/review", queue=queue, start=place.start), 303)
    return _shown(request, here, at, queue, place, following, said=Said(verdict, pair))


def _after(here: Room, at: Address, queue: str, place: Place, pair: tuple[str, str], me: str) -> tuple[str, str]:
    board = here.kept(f"queue:{queue}", at)
    line, _ = _line(here, queue, board.value["pairs"] if board.there else [], board.seq, place, me)
    names = [_names_of(p) for p in line]
    number = next((n for n, p in enumerate(names) if set(p) == set(pair)), -1)
    return next(iter([*names[number + 1 :], *names[: max(number, 0)]]), ("", ""))


def _consolidate(here: Room) -> None:
    """Have it noted what follows for the other claims; once for several judgements that come quickly."""
    waiting = _noting.get(here)
    if waiting is None or waiting.done() or waiting.running():
        _noting[here] = here.boards.submit(Job("truceline.web.boards.queue:consolidate", {}))
