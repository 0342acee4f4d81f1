"""Crux: the smallest change of facts or readings that flips a verdict, or that makes all accounts agree."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from itertools import combinations

from truceline.accounts.account import UNDISPUTED, Account, Position, Version
from truceline.accounts.compliance import Compliance
from truceline.accounts.judging import Judging
from truceline.accounts.matrix import Way, rolled
from truceline.accounts.telling import Telling
from truceline.accounts.verdict import State, Verdict
from truceline.agreements.choices import Reading

DEEPEST = 3
"""Changes that are tried together; a crux of more is not looked for."""
MOST = 4000
"""Combinations that are tried for one crux."""


@dataclass(frozen=True, slots=True)
class Change:
    """One change: either a choice read otherwise (``path``, ``option``), or an incident as ``teller`` tells it."""

    sentence: str
    path: str = ""
    option: str = ""
    incident: str = ""
    teller: str = ""
    claims: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Crux:
    """``changes`` together turn ``before`` into ``after``; no smaller set of known changes flips it.

    ``accounts`` are those it speaks of: one for a single verdict, all where it makes them agree. ``shortfall`` says
    in numbers what more would have been needed, where the duty counts something. ``cut`` says that
    the search was ended before all combinations were tried.
    """

    duty: str
    instance: str
    accounts: tuple[str, ...]
    before: tuple[State, ...]
    after: State | None
    changes: tuple[Change, ...] = ()
    shortfall: str = ""
    cut: bool = False


def flips(judging: Judging, duty: str, account: str, way: Way, instance: str = "") -> tuple[Crux, ...]:
    """Every smallest set of changes that gives the verdict of one cell another state, smallest first.

    ``instance`` narrows it to one instance of the duty. Raises KeyError for an unknown account.
    """
    reading = judging.switched(dict(way))
    before = _state(judging.verdicts(account, reading, duty), instance)
    verdict = _verdict(judging.verdicts(account, reading, duty), instance)
    if before is None:
        return ()
    known = [*_readings(judging, duty, way), *_tellings(judging, duty, account, instance)]
    found: list[Crux] = []
    tried = 0
    for size in range(1, DEEPEST + 1):
        for changes in combinations(known, size):
            tried += 1
            if tried > MOST:
                break
            after = _after(judging, duty, account, way, changes, instance)
            if after is not None and after is not before and after is not State.UNKNOWN:
                found.append(Crux(duty, instance, (account,), (before,), after, changes, cut=False))
        if found or tried > MOST:
            break
    short = _shortfall(verdict)
    if not found:
        return (Crux(duty, instance, (account,), (before,), None, shortfall=short, cut=tried > MOST),)
    return tuple(replace(crux, shortfall=short) for crux in found)


def agreements(judging: Judging, duty: str, instance: str = "") -> tuple[Crux, ...]:
    """Every smallest set of changes after which all accounts that judge a duty judge it alike.

    The accounts are read in their own speakers' way. Empty where they agree already.
    """
    row = judging.row(duty)
    ways = {a: next(c.way for c in row.cells if c.account == a and c.own) for a in judging.accounts if a != UNDISPUTED}
    before = {a: _state(judging.verdicts(a, judging.switched(dict(w)), duty), instance) for a, w in ways.items()}
    judged = {a: s for a, s in before.items() if s is not None and s not in (State.UNKNOWN, State.PENDING)}
    if len(set(judged.values())) < 2:
        return ()
    known = list(dict.fromkeys([*_all_readings(judging, duty), *_all_tellings(judging, duty, tuple(judged), instance)]))
    for size in range(1, DEEPEST + 1):
        found = []
        for changes in list(combinations(known, size))[:MOST]:
            after = {_after(judging, duty, a, ways[a], changes, instance) for a in judged}
            if len(after) == 1 and not after & {State.UNKNOWN, None}:
                found.append(Crux(duty, instance, tuple(judged), tuple(judged.values()), after.pop(), changes))
        if found:
            return tuple(found)
    return ()


# --- what may be changed --------------------------------------------------------------------------------
def _readings(judging: Judging, duty: str, way: Way) -> Iterator[Change]:
    taken = dict(way)
    for choice in judging.touching(duty):
        for option in choice.options:
            if option.name != taken.get(choice.path):
                yield Change(_read_as(choice.path, option.name, option.held_by), choice.path, option.name)


def _all_readings(judging: Judging, duty: str) -> Iterator[Change]:
    for choice in judging.touching(duty):
        for option in choice.options:
            yield Change(_read_as(choice.path, option.name, option.held_by), choice.path, option.name)


def _read_as(path: str, option: str, held_by: tuple[str, ...]) -> str:
    by = f", as {' and '.join(held_by)} read it" if held_by else ""
    return f"if {path.replace('.', ', ')} is read as {option!r}{by}"


def _tellings(judging: Judging, duty: str, account: str, instance: str) -> Iterator[Change]:
    """The incidents that bear on a duty, as somebody else tells them, or left aside as by those who are silent."""
    mine = judging.telling(account).by_id
    tellers = [a for a in judging.accounts if a != UNDISPUTED]
    for id in _bearing(judging, duty, instance):
        aside = False
        for teller in tellers:
            version = judging.telling(teller).by_id.get(id)
            if version is None or id not in mine:
                continue
            silent = version.position is Position.SILENT
            if silent and (aside or version.taken):
                continue
            aside = aside or silent
            if _told(version) != _told(mine[id]):
                sentence = _left_aside(version) if silent else _as_told(version, teller)
                yield Change(sentence, incident=id, teller=teller, claims=mine[id].claims if silent else version.claims)


def _all_tellings(judging: Judging, duty: str, accounts: Iterable[str], instance: str) -> Iterator[Change]:
    for account in accounts:
        yield from _tellings(judging, duty, account, instance)


def _bearing(judging: Judging, duty: str, instance: str) -> tuple[str, ...]:
    """Every incident that some account's verdict on the duty rests on."""
    verdicts = (v for c in judging.row(duty).cells for v in c.verdicts if not instance or v.instance == instance)
    return tuple(dict.fromkeys(id for v in verdicts for id in v.incidents))


def _told(version: Version) -> tuple[object, ...]:
    return (version.taken, version.count, version.kinds, version.qualities, version.place, version.start, version.end)


def _as_told(version: Version, teller: str) -> str:
    what = version.incident.facts[0].words
    happened = "happened" if version.taken else "did not happen"
    more = [str(version.count)] if version.count is not None else []
    more += sorted({*version.kinds, *version.qualities})
    return f"if {what!r} {happened} as {teller} tells it" + (f" ({', '.join(more)})" if more else "")


def _left_aside(version: Version) -> str:
    """Whoever is silent says nothing, and is not said to deny it."""
    return f"if {version.incident.facts[0].words!r} is left aside"


# --- trying a change ------------------------------------------------------------------------------------
def _after(
    judging: Judging, duty: str, account: str, way: Way, changes: tuple[Change, ...], instance: str
) -> State | None:
    options = dict(way) | {c.path: c.option for c in changes if c.path}
    reading: Reading = judging.switched(options)
    told = {c.incident: c.teller for c in changes if c.incident}
    if not told:
        return _state(judging.verdicts(account, reading, duty), instance)
    changed = _retold(judging.accounts[account], told, judging.accounts)
    judge = Compliance(Telling(changed, judging.side_of), judging.agreement.terms(reading), judging.at)
    return _state(judge.named(duty), instance)


def _retold(account: Account, told: dict[str, str], accounts: dict[str, Account]) -> Account:
    """The account with some incidents in another's words."""
    others = {(a, v.id): v for a in set(told.values()) for v in accounts[a].versions if v.id in told}
    versions = tuple(others.get((told.get(v.id, ""), v.id), v) for v in account.versions)
    by_deed: dict[str, tuple[Version, ...]] = dict(account.by_deed)
    for deed in {v.deed for v in others.values()}:
        by_deed[deed] = tuple(others.get((told.get(v.id, ""), v.id), v) for v in account.by_deed.get(deed, ()))
    return replace(account, versions=versions, by_deed=by_deed)


def _verdict(verdicts: tuple[Verdict, ...], instance: str) -> Verdict | None:
    found = [v for v in verdicts if v.instance == instance] or list(verdicts)
    return found[0] if len(found) == 1 else None


def _state(verdicts: tuple[Verdict, ...], instance: str) -> State | None:
    return rolled(v for v in verdicts if not instance or v.instance == instance)


def _shortfall(verdict: Verdict | None) -> str:
    if verdict is None or verdict.need is None or verdict.done is None:
        return ""
    short = verdict.need.high - verdict.done.low
    if short <= 0 or verdict.state in (State.MET, State.MET_LATE) or not verdict.need.exact:
        return ""
    by = f" by {verdict.due:%-d %B %Y %H:%M}" if verdict.due else ""
    return f"{short:g} more{by} would have met it"
