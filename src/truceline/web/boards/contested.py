"""Contested's board: every point in dispute, what each side says of it, in whose words, and since when.

Points come from the matrix, where accounts or readings of one duty differ, and from the claims themselves, where what
two voices say cannot both hold as said.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import UTC
from typing import Any
from zoneinfo import ZoneInfo

from truceline.accounts.account import UNDISPUTED, Position, Version
from truceline.accounts.matrix import Cell, Dispute, Row, Way
from truceline.accounts.shown import MARKS, according_of, own_cell, prohibitions, spoken_by, state_words, switched_cell
from truceline.accounts.verdict import DisputeKind, State, Verdict
from truceline.agreements.choices import NOT_SO, Option
from truceline.assessment import Assessment
from truceline.web.boards.carried import same_words, with_voice
from truceline.web.boards.saying import Saying
from truceline.web.parts import Parts
from truceline.web.working import Working

KINDS = (*(kind.value for kind in DisputeKind), "figures", "denial", "state")
"""The kinds of points: the six ways in which accounts of a duty differ, and what voices differ in beside any duty."""
MOST = 1000
"""Points that are given, those that arose last."""
_QUOTED = 4
"""Sentences of one side that are quoted; the other claims are named by their ids."""
_LOOKED_AT = 2 * _QUOTED
"""Claims of one side that are looked at for sentences that say the same word for word."""
_SIDES = 8
"""Voices that are shown on one matter, those that spoke last."""
_NAMED = 12
"""Claims that are named by their ids alone, at most; all of them are a part of the board."""
_ALIKE = {
    DisputeKind.EVENT: "which deeds were done",
    DisputeKind.QUALIFICATION: "what it was that was done",
    DisputeKind.COUNTING: "how many there were",
    DisputeKind.EXCUSE: "whether it is excused",
}
"""What accounts differ in that come to the same verdict."""

Side = dict[str, Any]


def points(working: Working, as_of: str = "", agreement: str = "", silence: str = "undenied") -> Parts:
    """All points, by kind in the order of ``KINDS``, and in each those that arose first in front.

    The board itself has the kind of each and who speaks to it; the points of a kind are a part by its name. Where one
    side rests on more claims than are named there, all are a part as well (``side_part``).
    """
    saying = Saying(working, as_of)
    texts = [text.id for text in working.case.agreements(working.moment(as_of))]
    wanted = [agreement] if agreement else texts
    found = [p for id in wanted for p in _disputed(working.assessment(id, as_of, silence), saying, len(texts) > 1)]
    matters = working.case.contested(working.moment(as_of))
    begun = [*(p["since"]["at"] for p in found), *(_begun(saying, matter.said) for matter in matters)]
    left = max(len(begun) - MOST, 0)
    last = sorted(range(len(begun)), key=begun.__getitem__)[left:]
    told = [matters[n - len(found)] for n in last if n >= len(found)]
    shown = [found[n] for n in last if n < len(found)]
    shown += [_rivals(saying, matter.kind.value, matter.heading, matter.said) for matter in told]
    shown.sort(key=lambda p: (KINDS.index(p["kind"]), p["since"]["at"]))
    parts: dict[str, Any] = dict(side for point in shown for side in _long(point))
    parts |= {kind: of for kind in KINDS if (of := [p for p in shown if p["kind"] == kind])}
    index = [{"kind": p["kind"], "parties": p["parties"]} for p in shown]
    return Parts({"points": index, "left": left, "agreements": len(texts)}, parts)


def side_part(mark: str) -> str:
    """The part that has all claims of one side of a point, by the side's mark."""
    return f"side:{mark}"


def _long(point: dict[str, Any]) -> Iterator[tuple[str, dict[str, Any]]]:
    """All claims of the sides that rest on more than is named with them; each side is given its ``mark``."""
    for side in (*point["sides"], point["before"]):
        ids = side.pop("ids")
        side["mark"] = ""
        quoted = sum(len(voice["carried"]) for claim in side["said"] for voice in claim["voices"])
        if len(ids) > quoted + len(side["more"]):
            who = side["who"] or side["option"] or ", ".join(side["names"])
            about = {"duty": point["duty"], "heading": point["heading"], "instances": point["instances"], "who": who}
            named = json.dumps([point["kind"], point["agreement_id"], *about.values()]).encode()
            side["mark"] = hashlib.sha256(named).hexdigest()[:12]
            yield side_part(side["mark"]), {**about, "kind": point["kind"], "claims": ids}


# --- from the matrix ------------------------------------------------------------------------------------
def _disputed(found: Assessment, saying: Saying, several: bool) -> Iterator[dict[str, Any]]:
    barred = prohibitions(found.agreement)
    for row in found.matrix().disputed:
        same: dict[tuple[object, ...], list[Dispute]] = {}
        for dispute in row.disputes:
            same.setdefault((dispute.kind, dispute.sides, dispute.why), []).append(dispute)
        for group in same.values():
            yield _point(found, saying, row, group, row.duty in barred) | {
                "agreement": found.agreement.title if several else "",
                "agreement_id": found.agreement.id if several else "",
            }


def _point(found: Assessment, saying: Saying, row: Row, group: Sequence[Dispute], barred: bool) -> dict[str, Any]:
    first = group[0]
    accounts = list(dict.fromkeys(account for account, _, _ in first.sides))
    if len(accounts) > 1:
        # Those who speak to it stand beside one another; those who say nothing come after them.
        sides = sorted(_by_account(found, saying, row, first, barred), key=lambda side: not side["own"])
    else:
        sides = list(_by_reading(found, saying, row, first, barred))
    states = {state["words"] for side in sides for state in side["states"]}
    return {
        "kind": first.kind.value,
        "heading": row.duty,
        "duty": row.duty,
        "instances": _run([d.instance for d in group if d.instance]),
        "barred": barred,
        "why": first.why or ("" if sides else first.sentence),
        "alike": states.pop() if len(accounts) > 1 and len(states) == 1 else "",
        "differ": _ALIKE.get(first.kind, "what the text covers"),
        "sides": sides,
        "since": _since(sides),
        "before": _before([]),
        "parties": sorted({*(accounts if len(accounts) > 1 else ()), *_speaking(sides)}),
    }


def _speaking(sides: Iterable[Side]) -> Iterator[str]:
    """Who speaks to the point: the accounts that say something of their own, and whoever holds a reading."""
    for side in sides:
        if side["own"] or side["option"]:
            yield from side["names"]


def _run(instances: Sequence[str]) -> str:
    if len(instances) <= 4:
        return ", ".join(instances)
    return f"{instances[0]} to {instances[-1]}, {len(instances)} in all"


def _since(sides: Sequence[Side]) -> dict[str, str]:
    """When the second of the sides had been told: since then it is in dispute."""
    begun = sorted((side["since"] for side in sides if side["since"]["at"]), key=lambda since: since["at"])
    return dict(begun[1]) if len(begun) > 1 else {"at": "", "words": ""}


# --- two accounts ---------------------------------------------------------------------------------------
def _by_account(found: Assessment, saying: Saying, row: Row, dispute: Dispute, barred: bool) -> Iterator[Side]:
    (a, _, _), (b, _, _) = dispute.sides
    way = _common_way(row, dispute)
    cells = {c.account: c for c in row.cells if c.way == way and c.account != UNDISPUTED}
    verdicts = {name: v for name, cell in cells.items() if (v := _at(cell, dispute.instance)) is not None}
    own = {name: _own(row, name, dispute.instance) or verdict for name, verdict in verdicts.items()}
    asked = _in_question(found, dispute.kind, verdicts.get(a), verdicts.get(b), (a, b))
    one_state = len({state for _, _, state in dispute.sides}) == 1
    groups: dict[tuple[object, ...], list[str]] = {}
    for name, verdict in verdicts.items():
        counts = (verdict.done, own[name].done) if dispute.kind is DisputeKind.COUNTING else ()
        deeds = _taken(found, name, asked) if one_state else ()
        groups.setdefault((verdict.state, own[name].state, counts, deeds), []).append(name)
    between = [names for names in groups.values() if {a, b} & set(names)]
    rest = [names for names in groups.values() if not {a, b} & set(names)]
    for names in (*between, *rest):
        verdict = verdicts[names[0]]
        told = saying.in_order(_told(found, names, asked))
        ids = told or saying.in_order(_only(own[names[0]], [v for n, v in own.items() if n not in names]))
        speaking = found.speakers(ids) | {n for n in names if any(_told(found, [n], asked))}
        yield {
            "names": names,
            "who": spoken_by(names, speaking, found.accounts),
            "option": "",
            "states": [_held(own[names[0]], verdict, barred)],
            "own": not speaking.isdisjoint(names),
            **_said(saying, ids),
        }


def _own(row: Row, account: str, instance: str) -> Verdict | None:
    """What an account comes to by its own reading; None where it does not know the duty."""
    cell = own_cell(row, account)
    return _at(cell, instance) if cell is not None else None


def _held(own: Verdict, alike: Verdict, barred: bool) -> dict[str, str]:
    """An account's own verdict, and what it would be in the one reading in which the sides are held against each
    other, where that is another."""
    other = "" if own.state is alike.state else f"with all read alike: {_state(alike.state, barred)['words']}"
    return {**_state(own.state, barred), "who": other, "count": "" if barred else _count(own)}


def _taken(found: Assessment, name: str, incidents: Iterable[str]) -> tuple[str, ...]:
    """Which of some incidents an account counts as done."""
    by_id = found.judging.telling(name).by_id
    return tuple(id for id in incidents if id in by_id and by_id[id].taken)


def _common_way(row: Row, dispute: Dispute) -> Way:
    """The way of reading in which the two differ as the dispute says: one's own, where it is so in that."""
    wanted = {account: state for account, _, state in dispute.sides}
    by_way: dict[Way, dict[str, Cell]] = {}
    for cell in row.cells:
        by_way.setdefault(cell.way, {})[cell.account] = cell
    own = [c.way for c in row.cells if c.own and c.account in wanted]
    for way in (*own, *by_way):
        cells = by_way[way]
        if all((v := _at(cells[n], dispute.instance)) is not None and v.state is s for n, s in wanted.items()):
            return way
    return row.ways[0]


def _at(cell: Cell, instance: str) -> Verdict | None:
    """The verdict on an instance; on the whole duty, the gravest of them all."""
    named = next((v for v in cell.verdicts if v.instance == instance), None)
    return named or next((v for v in cell.verdicts if v.state is cell.state), next(iter(cell.verdicts), None))


def _in_question(
    found: Assessment, kind: DisputeKind, one: Verdict | None, other: Verdict | None, names: tuple[str, str]
) -> tuple[str, ...]:
    """The incidents that the two tell differently, in the way that the dispute is of if there are any."""
    ids = dict.fromkeys(i for v in (one, other) if v is not None for i in v.incidents)
    mine, theirs = (found.judging.telling(name).by_id for name in names)
    both = [(id, mine[id], theirs[id]) for id in ids if id in mine and id in theirs]
    apart = [id for id, x, y in both if _differ(kind, x, y)]
    return tuple(apart or [id for id, x, y in both if any(_differ(k, x, y) for k in DisputeKind)])


def _differ(kind: DisputeKind, x: Version, y: Version) -> bool:
    match kind:
        case DisputeKind.EVENT:
            return x.taken is not y.taken or (
                x.position is not y.position and Position.DENIED in (x.position, y.position)
            )
        case DisputeKind.QUALIFICATION | DisputeKind.EXCUSE:
            return (x.kinds, x.qualities) != (y.kinds, y.qualities)
        case DisputeKind.COUNTING:
            return x.count != y.count
        case _:
            return (x.place, x.start, x.end) != (y.place, y.start, y.end)


def _told(found: Assessment, names: Iterable[str], incidents: Iterable[str]) -> Iterator[str]:
    """What the speakers of accounts themselves say of some incidents."""
    asked = list(incidents)
    for name in names:
        by_id = found.judging.telling(name).by_id
        for version in (by_id[id] for id in asked if id in by_id):
            if version.position is not Position.SILENT:
                yield from version.claims


def _only(verdict: Verdict, others: Iterable[Verdict]) -> Iterator[str]:
    """What a verdict rests on and others do not; all of it where there is no difference."""
    theirs = {c for other in others for c in other.claims}
    apart = [c for c in verdict.claims if c not in theirs]
    yield from apart or verdict.claims


def _count(verdict: Verdict) -> str:
    if verdict.done is None or verdict.need is None or not verdict.need.known:
        return ""
    return f"{verdict.done} of {verdict.need}"


# --- two readings ---------------------------------------------------------------------------------------
def _by_reading(found: Assessment, saying: Saying, row: Row, dispute: Dispute, barred: bool) -> Iterator[Side]:
    names = [option for _, option, _ in dispute.sides]
    path = next((p for way in row.ways for p, o in way if o in names and _has(found, p, names)), "")
    options = _options(found, path)
    cells = {name: _switched(found, row, path, name) for name in names}
    for name in names:
        states: dict[State | None, list[str]] = {}
        for account, cell in cells[name].items():
            verdict = _at(cell, dispute.instance)
            states.setdefault(verdict.state if verdict else None, []).append(account)
        verdicts = [v for c in cells[name].values() if (v := _at(c, dispute.instance))]
        others = [v for o in names if o != name for c in cells[o].values() if (v := _at(c, dispute.instance))]
        only = saying.in_order(_apart(verdicts, others))
        option = options.get(name)
        held = list(option.held_by) if option else []
        yield {
            "names": held,
            "who": "",
            "option": "the term does not stand" if name == NOT_SO else name,
            "reading": path.rpartition(".")[2].replace("_", " "),
            "held_by": held,
            "source": option.source if option else "",
            "states": [
                {**_state(state, barred), "who": according_of(who, found.accounts), "count": ""}
                for state, who in states.items()
            ],
            "own": False,
            **_said(saying, only),
            "since": _read_since(found, option),
        }


def _has(found: Assessment, path: str, names: Iterable[str]) -> bool:
    return set(names) <= _options(found, path).keys()


def _options(found: Assessment, path: str) -> Mapping[str, Option]:
    return {o.name: o for c in found.agreement.choices if c.path == path for o in c.options}


def _switched(found: Assessment, row: Row, path: str, option: str) -> dict[str, Cell]:
    """The cell of each account in its own reading, but for one option."""
    own = {account: own_cell(row, account) for account in found.accounts}
    return {a: s for a, c in own.items() if c is not None and (s := switched_cell(row, c, path, option)) is not None}


def _apart(verdicts: Iterable[Verdict], others: Iterable[Verdict]) -> Iterator[str]:
    theirs = {c for v in others for c in v.claims}
    yield from (c for v in verdicts for c in v.claims if c not in theirs)


def _read_since(found: Assessment, option: Option | None) -> dict[str, str]:
    """A reading of which nothing says when it arose is as old as the text."""
    since = option.since if option and option.since else found.agreement.text_of
    local = since.astimezone(ZoneInfo(found.agreement.zone))
    return {"at": since.astimezone(UTC).isoformat(), "words": f"{local:%Y-%m-%d %H:%M}".removesuffix(" 00:00")}


# --- rival figures and versions -------------------------------------------------------------------------
def _begun(saying: Saying, said: Sequence[Sequence[str]]) -> str:
    """Since when a matter is in dispute between the sides that are shown."""
    return _since([{"since": saying.since(ids)} for ids in said[-_SIDES:]])["at"]


def _rivals(saying: Saying, kind: str, heading: str, said: Sequence[Sequence[str]]) -> dict[str, Any]:
    sides = [_voice(saying, ids) for ids in said[-_SIDES:]]
    return {
        "kind": kind,
        "heading": heading,
        "duty": "",
        "instances": "",
        "barred": False,
        "why": "",
        "alike": "",
        "differ": "",
        "sides": sides,
        "since": _since(sides),
        "before": _before([ids[0] for ids in said[:-_SIDES]]),
        "parties": sorted({name for side in sides for name in side["names"]}),
        "agreement": "",
        "agreement_id": "",
    }


def _before(ids: Sequence[str]) -> Side:
    """What was said before the voices that are shown, the first claim of each; those said last are named."""
    return {
        "names": [],
        "who": "earlier statements",
        "option": "",
        "said": [],
        "more": list(ids[-_NAMED:]),
        "ids": ids,
        "total": len(ids),
    }


def _voice(saying: Saying, ids: Sequence[str]) -> Side:
    there = saying.in_order(ids)
    said = _said(saying, there)
    speaker = said["said"][0]["speaker"] if there else ""
    return {"names": [speaker] if speaker else [], "who": "", "option": "", "states": [], "own": True, **said}


# --- words ----------------------------------------------------------------------------------------------
def _said(saying: Saying, ids: Sequence[str]) -> dict[str, Any]:
    quoted: list[dict[str, Any]] = []
    more: list[str] = []
    for id in ids[:_LOOKED_AT]:
        claim = saying.plain(id)
        same = next((known for known in quoted if same_words(known, claim)), None)
        if same is not None:
            same["voices"] = with_voice(same["voices"], claim)
        elif len(quoted) < _QUOTED:
            quoted.append({**claim, "voices": with_voice([], claim)})
        else:
            more.append(id)
    more = [*more, *ids[_LOOKED_AT:]][:_NAMED]
    return {"said": quoted, "more": more, "ids": ids, "total": len(ids), "since": saying.since(ids)}


def _state(state: State | None, barred: bool) -> dict[str, str]:
    tint = state.value.split(" ")[0] if state else "none"
    return {"mark": MARKS[state] if state else "–", "words": state_words(state, barred=barred), "tint": tint}
