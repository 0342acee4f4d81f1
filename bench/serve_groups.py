"""The addresses that serve_speed.py asks for: every page, every GET of the API, and what Datasette has like them."""

from __future__ import annotations

import random
import sqlite3
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from typing import Any
from urllib.parse import quote, urlencode

from truceline.case import Asked, Case

FACETS = ("speaker", "act", "stance", "modality", "category", "place", "publisher", "status", "quad", "mode")
API = "/api/v1"


@dataclass(frozen=True)
class Group:
    """``paths`` are all different; ``boards`` are to be worked out before; ``like`` is what it stands beside."""

    name: str
    paths: tuple[str, ...]
    boards: tuple[str, ...] = ()
    like: str = ""


@dataclass(frozen=True)
class Facts:
    """What is in the case, so that what is asked for is there. ``cursors`` are of the plain list of claims.

    ``single`` are duties to do so much of something once, not day by day.
    """

    many: int
    chosen: dict[str, tuple[str, ...]]
    words: tuple[str, ...]
    ids: tuple[str, ...]
    numbers: tuple[int, ...]
    reports: tuple[str, ...]
    rows: tuple[int, ...]
    cursors: tuple[str, ...]
    days: tuple[date, ...]
    duties: tuple[str, ...]
    single: tuple[str, ...]
    accounts: tuple[str, ...]
    agreements: tuple[str, ...]

    @classmethod
    def of(cls, where: Path, many: int) -> Facts:
        chance = random.Random(1)
        with Case.open(where) as case:
            facets = case.facets(Asked(), limit=40)
            chosen = {name: tuple(f.value for f in facets[name] if f.value) for name in FACETS}
            every = case.ids(Asked())
            sample = chance.sample(every, min(many, len(every)))
            quotes = [case.standing(id).claim.quote for id in sample[:200]]
            lines = case.report_lines(limit=many).reports
            agreements = case.agreements()
            days = sorted(
                {when.start.date() for c in case.find(limit=500).claims if (when := c.claim.act.when) and when.start}
            )
            cursors, cursor = [], ""
            while len(cursors) < 40 and (cursor := case.find(Asked(), limit=50, cursor=cursor).next or ""):
                cursors.append(cursor)
            terms = agreements[0].terms() if agreements else None
        words = sorted(
            {w.strip(".,;:\"'()").casefold() for q in quotes for w in q.split() if len(w) > 4 and w.isalpha()}
        )
        numbers, rows = _numbers(where, sample, many)
        return cls(
            many=many,
            chosen={name: values for name, values in chosen.items() if values},
            words=tuple(words),
            ids=tuple(sample),
            numbers=numbers,
            reports=tuple(line.id for line in lines),
            rows=rows,
            cursors=tuple(cursors),
            days=tuple(days[0] + timedelta(n) for n in range((days[-1] - days[0]).days + 1)),
            duties=tuple(d.name for d in terms.duties) if terms else (),
            single=tuple(d.name for d in terms.duties if d.each is None and d.kind == "count")[:6] if terms else (),
            accounts=(*agreements[0].speakers, "undisputed") if agreements else (),
            agreements=tuple(a.id for a in agreements),
        )


def _numbers(where: Path, ids: Sequence[str], many: int) -> tuple[tuple[int, ...], tuple[int, ...]]:
    """The rows of claims and reports in the tables, as Datasette names them."""
    with sqlite3.connect(where) as file:
        marks = ",".join("?" * len(ids))
        claims = [n for (n,) in file.execute(f"SELECT number FROM claims WHERE id IN ({marks})", list(ids))]
        reports = [n for (n,) in file.execute("SELECT seq FROM reports LIMIT ?", [many])]
    return tuple(claims), tuple(reports)


# --- ours ---------------------------------------------------------------------------------------------------
Ask = Callable[[int], dict[str, Any]]


def groups(facts: Facts) -> tuple[Group, ...]:
    return (*_pages(facts), *_api(facts))


def _pages(facts: Facts) -> Iterator[Group]:
    """Screens. A part of the address that a screen passes over makes each of them another one."""
    many, chance = facts.many, random.Random(2)

    def page(name: str, path: str, ask: Ask = lambda n: {}, *, board: bool = False, like: str = "") -> Group:
        paths = tuple(_address(path, {**ask(n), "n": n}) for n in range(many))
        return Group(name, paths, (_address(path, ask(0)),) if board else (), like)

    def each(name: str, paths: Sequence[str], *, board: bool = False) -> Group:
        all = tuple(_address(paths[n % len(paths)], {"n": n}) for n in range(many))
        return Group(name, all, tuple(paths) if board else ())

    yield page("Today", "/", board=True)
    yield page("Claims, filtered", "/claims", lambda n: _filter(facts, chance))
    yield page("Claims, by words", "/claims", lambda n: {"words": _words(facts, chance)})
    yield page("Claims, as of a moment", "/claims", lambda n: {"as_of": chance.choice(facts.days).isoformat()})
    yield page(
        "Claims, later parts", "/claims", lambda n: {"sort": "published", "cursor": chance.choice(facts.cursors)}
    )
    yield each("One claim", [f"/claims/{id}" for id in facts.ids])
    yield page("Reports", "/reports", lambda n: {"words": _words(facts, chance)} if n % 2 else {})
    yield each("One report", [f"/reports/{id}" for id in facts.reports])
    yield page("Review", "/review", board=True)
    yield page("Review, incidents", "/review", lambda n: {"queue": "incidents"}, board=True)
    yield page("Review, names", "/review", lambda n: {"queue": "parties"}, board=True)
    yield page("Timeline", "/timeline")
    yield page("Timeline, marks", "/timeline/lines", board=True)
    yield page("Matrix", "/matrix", board=True)
    yield each("Matrix, one duty", [f"/matrix/{quote(d)}" for d in facts.duties[:6]], board=True)
    behind = [f"/matrix/{quote(d)}?part=claims&account={quote(a)}" for d in facts.single for a in facts.accounts[:2]]
    yield each("Matrix, all claims of a verdict", behind, board=True)
    yield page("People", "/people", board=True)
    yield page("Contested", "/contested", board=True)
    yield page("Agreements", "/agreements")
    yield each("One agreement", [f"/agreements/{id}" for id in facts.agreements], board=True)
    yield page("Brief", "/brief", board=True)
    yield page("Brief, one section", "/brief", lambda n: {"section": ("agreement", "contested")[n % 2]}, board=True)
    yield page("Map", "/map")
    yield page("Map, marks", "/map/marks", board=True)
    yield page("Saved views", "/views")
    yield page("Account", "/account")
    yield Group("Export of 500 claims", tuple(_address("/claims.csv", _narrow(facts, n)) for n in range(many)))


def _api(facts: Facts) -> Iterator[Group]:
    """GETs of the API. It refuses names that it does not know; a board's addresses differ in how long to wait."""
    many, chance = facts.many, random.Random(3)

    def api(name: str, path: str, ask: Ask, *, board: bool = False) -> Group:
        paths = tuple(_address(f"{API}/{path}", ask(n)) for n in range(many))
        return Group(f"API {name}", paths, (_address(f"{API}/{path}", {**ask(0), "wait": 30}),) if board else ())

    def each(name: str, paths: Sequence[str], *, board: bool = False) -> Group:
        wait = (lambda n: {"wait": f"0.{n:06}"}) if board else (lambda n: {})
        all = tuple(_address(f"{API}/{paths[n % len(paths)]}", wait(n)) for n in range(many))
        ready = tuple(f"{API}/{path}{'&' if '?' in path else '?'}wait=30" for path in paths) if board else ()
        return Group(f"API {name}", tuple(dict.fromkeys(all)), ready)

    yield api("case", "case", lambda n: {"as_of": _moment(facts, n)})
    yield each("me", ["me"])
    yield api("claims, filtered", "claims", lambda n: {**_filter(facts, chance), "limit": 50 + n % 3})
    yield api("claims, by words", "claims", lambda n: {"words": _words(facts, chance)})
    yield api("claims, later parts", "claims", lambda n: {"cursor": chance.choice(facts.cursors), "limit": 50 + n % 9})
    yield api("timeline", "timeline", lambda n: _filter(facts, chance))
    yield api("facets", "facets", lambda n: _filter(facts, chance))
    yield each("claims/{id}", [f"claims/{id}" for id in facts.ids])
    yield each("claims/{id}/history", [f"claims/{id}/history" for id in facts.ids])
    yield api("search", "search", lambda n: {"words": _words(facts, chance), "limit": 20})
    yield api(
        "reports", "reports", lambda n: {"words": _words(facts, chance)} if n % 2 else {"as_of": _moment(facts, n)}
    )
    yield each("reports/{id}", [f"reports/{id}" for id in facts.reports])
    yield each("reports/{id}/claims", [f"reports/{id}/claims" for id in facts.reports])
    yield api("export of 500 claims", "export", lambda n: _narrow(facts, n))
    yield api("agreements", "agreements", lambda n: {"as_of": _moment(facts, n)})
    yield each(
        "agreements/{id}",
        [f"agreements/{id}?as_of={_moment(facts, n, signed=True)}" for n in range(many) for id in facts.agreements],
    )
    yield api("journal", "journal", lambda n: {"after": 7 * n, "limit": 50})
    yield api("journal, newest", "journal", lambda n: {"newest": "true", "limit": 20 + n % 60, "before": 9000 - n})
    yield each("views", ["views"])
    for path in ("matrix", "contested", "accounts", "people", "people/findings", "talks", "runway", "brief"):
        yield each(path, [path], board=True)
    for path in ("brief/notes", "brief/sources"):
        yield each(path, [path, f"{path}?cursor=100"], board=True)
    sections = [f"brief/sections/{key}" for key in ("agreement", "agreement?cursor=100", "contested")]
    yield each("brief/sections/{key}", sections, board=True)
    yield each("matrix/{duty}", [f"matrix/{quote(d)}" for d in facts.duties[:6]], board=True)
    grounds = [f"grounds?duty={quote(d)}&account={quote(a)}" for d in facts.single[:3] for a in facts.accounts[:2]]
    yield each("grounds", grounds, board=True)
    yield each(
        "crux",
        [f"crux?duty={quote(d)}&account={quote(a)}" for d in facts.duties[:2] for a in facts.accounts[:1]],
        board=True,
    )
    yield each("accounts/{name}", [f"accounts/{quote(a)}" for a in facts.accounts[:3]], board=True)
    yield each("incidents", ["incidents", "incidents?cursor=500", "incidents?cursor=1000"], board=True)
    yield each("parties", ["parties"], board=True)
    middle = len(facts.days) // 2
    first, later = (facts.days[middle + d].isoformat() for d in (0, 1))
    yield each("changes", [f"changes?from={first}&to={later}"], board=True)


# --- theirs -------------------------------------------------------------------------------------------------
def beside(facts: Facts) -> Iterator[Group]:
    """What Datasette has like our pages: the same table, the same filters, the same facets, as many rows."""
    many, chance = facts.many, random.Random(2)
    facet = [("_facet", f) for f in FACETS]

    def table(like: str, path: str, ask: Callable[[int], list[tuple[str, Any]]]) -> Group:
        # What begins with "_" is no filter: of a column that there is not, no row would be found.
        paths = (f"/case/{path}?{urlencode([*ask(n), ('_n', n)])}" for n in range(many))
        return Group(like, tuple(paths), like=like)

    def where(n: int) -> list[tuple[str, Any]]:
        return [
            (name if name in ("since", "until") else f"{name}__exact", v) for name, v in _columns(facts, chance).items()
        ]

    yield table("Claims, filtered", "claims", lambda n: [*where(n), *facet, ("_size", 50)])
    yield table("API claims, filtered", "claims.json", lambda n: [*where(n), ("_size", 50), ("_shape", "objects")])
    yield table("API facets", "claims.json", lambda n: [*where(n), *facet, ("_size", 0)])
    yield table("Claims, by words", "words", lambda n: [("_search", _words(facts, chance)), ("_size", 50)])
    yield table("API claims, by words", "words.json", lambda n: [("_search", _words(facts, chance)), ("_size", 50)])
    yield table("API search", "words.json", lambda n: [("_search", _words(facts, chance)), ("_size", 20)])
    yield table(
        "API timeline",
        "claims.json",
        lambda n: [*where(n), ("_sort", "when_start"), ("_size", 50), ("_shape", "objects")],
    )
    yield table(
        "Reports",
        "reports",
        lambda n: [("title__contains", _words(facts, chance)), ("_size", 50)] if n % 2 else [("_size", 50)],
    )
    yield table("API journal", "entries.json", lambda n: [("seq__gt", 7 * n), ("_size", 50), ("_shape", "objects")])
    yield table(
        "Export of 500 claims",
        "claims.csv",
        lambda n: [*((f"{k}__exact", v) for k, v in _narrow(facts, n).items() if k in FACETS), ("_stream", "on")],
    )
    for like, path in (("One claim", "claims/{}"), ("API claims/{id}", "claims/{}.json")):
        paths = (f"/case/{path.format(number)}?_n={n}" for n, number in enumerate(facts.numbers))
        yield Group(like, tuple(paths), like=like)
    for like, path in (("One report", "reports/{}"), ("API reports/{id}", "reports/{}.json")):
        paths = (f"/case/{path.format(row)}?_n={n}" for n, row in enumerate(facts.rows))
        yield Group(like, tuple(paths), like=like)


# --- what is asked for --------------------------------------------------------------------------------------
def _columns(facts: Facts, chance: random.Random) -> dict[str, str]:
    """One to three filters on what a claim has."""
    names = chance.sample(sorted(facts.chosen), chance.randint(1, 3))
    return {name: chance.choice(facts.chosen[name]) for name in names}


def _filter(facts: Facts, chance: random.Random) -> dict[str, str]:
    return _columns(facts, chance)


def _narrow(facts: Facts, n: int) -> dict[str, str]:
    """One speaker's claims of one place: some hundreds."""
    speakers, places = facts.chosen["speaker"], facts.chosen["place"]
    return {"speaker": speakers[n % len(speakers)], "place": places[n // len(speakers) % len(places)]}


def _words(facts: Facts, chance: random.Random) -> str:
    return " ".join(chance.sample(facts.words, chance.randint(1, 2)))


def _moment(facts: Facts, n: int, *, signed: bool = False) -> str:
    """A moment that no other question has; of the later days where an agreement must have been signed by then."""
    days = facts.days[len(facts.days) // 2 :] if signed else facts.days
    return f"{days[n % len(days)]}T{n // 60 % 24:02}:{n % 60:02}"


def _address(path: str, asked: dict[str, Any]) -> str:
    return f"{path}{'&' if '?' in path else '?'}{urlencode(asked)}" if asked else path
