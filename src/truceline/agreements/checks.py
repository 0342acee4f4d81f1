"""Checks: terms that cannot all stand: circles, contradictions, and times that run backwards."""

from __future__ import annotations

from datetime import datetime

from truceline.agreements.clock import Anchors, later, reached
from truceline.agreements.phrases import roughly
from truceline.agreements.problems import Unclear
from truceline.agreements.scope import Spot
from truceline.agreements.terms import Anchor, Duty, DutyKind, Extension, Point, Terms, Truce

_PHASE = "phase "


def check(terms: Terms, spots: dict[Duty, Spot], top: Spot) -> None:
    """Tells at its place whatever in the terms cannot stand together."""
    anchors = anchors_of(terms)
    _circles(terms, spots, top)
    _contradictions(terms, spots, anchors)
    for duty, spot in spots.items():
        _backwards(duty, spot, anchors)
    if terms.truce is not None:
        _truce(terms.truce, top)
        _extensions(terms.extensions, anchors, top)


def anchors_of(terms: Terms) -> Anchors:
    """The moments that the text itself fixes: signature, effect, and the end without any extension."""
    from zoneinfo import ZoneInfo

    zone = ZoneInfo(terms.zone)
    anchors = Anchors(zone, terms.signed)
    if terms.truce is None:
        return anchors
    effect = reached(terms.truce.starts, anchors)
    lasts = terms.truce.lasts
    end = later(effect, lasts, zone) if effect and lasts else None
    return Anchors(zone, terms.signed, effect, end)


def _circles(terms: Terms, spots: dict[Duty, Spot], top: Spot) -> None:
    graph = _graph(terms)
    told: set[frozenset[str]] = set()
    for name in graph:
        circle = _circle(graph, name)
        if circle is None or frozenset(circle) in told:
            continue
        told.add(frozenset(circle))
        spot = next((s for d, s in spots.items() if d.name == name), None)
        _tell_circle(circle, spot or top)


def _tell_circle(circle: list[str], spot: Spot) -> None:
    if len(circle) == 1:
        spot.tell(Unclear(f'"{circle[0]}" waits for itself.', "Name another duty or act, or leave it out."))
        return
    chain = ", which waits for ".join(f'"{name}"' for name in [*circle, circle[0]])
    spot.tell(Unclear(f"terms wait for one another in a circle: {chain}.", "Take one of them out of the circle."))


def _graph(terms: Terms) -> dict[str, tuple[str, ...]]:
    """What each duty waits for: other duties, and its phase, which waits for its gate."""
    graph: dict[str, tuple[str, ...]] = {}
    for duty in terms.duties:
        phase = (_PHASE + duty.phase,) if duty.phase else ()
        points = (p.of for p in (duty.opens, duty.due) if p is not None and p.anchor is Anchor.DUTY and p.of)
        graph[duty.name] = (*graph.get(duty.name, ()), *duty.after, *duty.together, *points, *phase)
    for found in terms.phases:
        start = (found.starts.of,) if found.starts.anchor is Anchor.DUTY else ()
        graph[_PHASE + found.name] = (*found.gate, *start)
    return graph


def _circle(graph: dict[str, tuple[str, ...]], start: str) -> list[str] | None:
    """The shortest way from a name back to itself; None where there is none."""
    ways = [[start]]
    seen: set[str] = set()
    for way in ways:
        for step in graph.get(way[-1], ()):
            if step == start:
                return way
            if step not in seen:
                seen.add(step)
                ways.append([*way, step])
    return None


def _contradictions(terms: Terms, spots: dict[Duty, Spot], anchors: Anchors) -> None:
    barred = [d for d in terms.duties if d.kind is DutyKind.REFRAIN and d.owed]
    for duty in terms.duties:
        if duty.kind is DutyKind.REFRAIN or not duty.owed:
            continue
        against = next((b for b in barred if _contradict(duty, b, anchors)), None)
        if against is not None:
            both = set(duty.by) & set(against.by)
            what = f'"{against.name}" bars what "{duty.name}" asks of {" and ".join(sorted(both))}.'
            todo = "Say where, between which hours, or from when to when each of the two binds."
            spots[duty].tell(Unclear(what, todo))


def _contradict(asked: Duty, barred: Duty, anchors: Anchors) -> bool:
    """Whether one bars the other everywhere, at all hours and at all times at which it could be done."""
    return (
        not set(asked.by).isdisjoint(barred.by)
        and set(asked.deeds) <= set(barred.deeds)
        and (not barred.what or barred.what == asked.what)
        and (not barred.where or (bool(asked.where) and set(asked.where) <= set(barred.where)))
        and barred.clock is None
        and not barred.unless
        and _covers(barred, asked, anchors)
        and _bound_together(asked, barred)
    )


def _covers(barred: Duty, asked: Duty, anchors: Anchors) -> bool:
    """Whether the bar stands for as long as the other duty could be done; not told where a moment is unknown."""
    if barred.after or barred.together or barred.phase != asked.phase:
        return False
    first, last = reached(barred.opens, anchors), _moment(barred.due, anchors)
    opens, due = reached(asked.opens, anchors), _moment(asked.due, anchors)
    starts = barred.opens == asked.opens or (first is not None and opens is not None and first <= opens)
    ends = barred.due is None or (last is not None and due is not None and last >= due)
    return starts and ends


def _bound_together(first: Duty, second: Duty) -> bool:
    return _before(first.bound_from, second.bound_until) and _before(second.bound_from, first.bound_until)


def _before(start: datetime | None, end: datetime | None) -> bool:
    return start is None or end is None or start < end


def _moment(point: Point | None, anchors: Anchors) -> datetime | None:
    return reached(point, anchors, ends=True) if point is not None else None


def _backwards(duty: Duty, spot: Spot, anchors: Anchors) -> None:
    opens, due = reached(duty.opens, anchors), _moment(duty.due, anchors)
    if opens is not None and due is not None and not duty.phase and due < opens:
        what = f"it is due ({_told(due)}) before it opens ({_told(opens)})."
        spot.tell(Unclear(what, "Look at `due` and `opens`; without `opens` a duty opens when the truce takes effect."))


def _told(moment: datetime) -> str:
    return moment.strftime("%Y-%m-%d %H:%M")


def _truce(truce: Truce, top: Spot) -> None:
    if truce.starts.anchor in (Anchor.EFFECT, Anchor.END):
        what = "the truce begins when it takes effect or ends, which says nothing."
        top.tell(Unclear(what, "Write a date, signing, or 48 hours after signing."), "truce", "from")
    cap = truce.earned.cap if truce.earned else None
    if cap is not None and truce.lasts is not None and roughly(cap) < roughly(truce.lasts):
        what = "the longest the truce may last is shorter than it lasts without any extension."
        top.tell(
            Unclear(what, "The length counts the whole truce, from its first day."), "truce", "extended", "at_most"
        )


def _extensions(extensions: tuple[Extension, ...], anchors: Anchors, top: Spot) -> None:
    for n, extension in enumerate(extensions):
        if extension.until is not None and anchors.effect is not None and extension.until <= anchors.effect:
            what = f'"{extension.name}" ends the truce before it starts.'
            top.tell(Unclear(what, "Look at `until`."), "amendments", str(n + 1))
