"""Contested: what two voices say about one matter that cannot both hold as said."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

from truceline.brief import kinds
from truceline.brief.breaches import denial
from truceline.brief.brief import Group, Layout, Section
from truceline.brief.sentences import can_be_coded, sentence
from truceline.brief.statements import Statement, overlap, published_at
from truceline.brief.words import matter_words
from truceline.model import Basis, Comparator, Figure, Modality, Polarity, Stance

LIMIT = 12
_ABOUT = 0.05
"""How far a figure given as "about" may lie from another without being at odds with it."""

_NEAR = 60
"""Code points between a claim and a denial that takes it up at once."""
_OPPOSED = frozenset({"in-force", "expired"})
"""States of one thing that cannot both be the case."""


def contested(all: Sequence[Statement]) -> Section | None:
    """Rival figures and versions, matter by matter; accusations and their answers stand elsewhere."""
    by_matter: dict[tuple[str, ...], list[Statement]] = defaultdict(list)
    for statement in all:
        if not kinds.breach(statement):
            by_matter[_matter(statement)].append(statement)
    found = [g for group in by_matter.values() for g in _clusters(group)]
    if not found:
        return None
    found.sort(key=lambda g: g[0].order)
    lead = (
        "Different voices on one matter, side by side. They may count different people or speak of different moments."
    )
    left = tuple(i for g in found[:-LIMIT] for s in g for i in s.ids)
    return Section("contested", "Contested", lead, tuple(_group(g) for g in found[-LIMIT:]), left)


def _matter(statement: Statement) -> tuple[str, ...]:
    act = statement.claim.act
    unit = act.figures[0].unit.casefold() if act.figures and not act.category else ""
    mode = " or ".join(sorted(_OPPOSED)) if act.type == "STATE" and act.mode in _OPPOSED else act.mode or ""
    return (act.type, mode, act.category or "", unit)


def _group(cluster: list[Statement]) -> Group:
    coded = all(can_be_coded(s) for s in cluster)
    sentences = tuple(sentence(s, coded=coded) for s in cluster)
    heading = matter_words(cluster[0].claim.act, modes=[s.claim.act.mode for s in cluster])
    return Group(sentences, heading, layout=Layout.BESIDE)


def _clusters(found: list[Statement]) -> list[list[Statement]]:
    """Groups of statements each of which is at odds with another in the group."""
    links: dict[int, set[int]] = defaultdict(set)
    for n, a in enumerate(found):
        for m in range(n + 1, len(found)):
            if at_odds(a, found[m]):
                links[n].add(m)
                links[m].add(n)
    groups, seen = [], set[int]()
    for n in sorted(links):
        if n not in seen:
            reached = _reached(n, links)
            seen |= reached
            groups.append([found[m] for m in sorted(reached)])
    return groups


def _reached(n: int, links: dict[int, set[int]]) -> set[int]:
    reached, todo = {n}, [n]
    while todo:
        fresh = links[todo.pop()] - reached
        reached |= fresh
        todo += fresh
    return reached


def at_odds(a: Statement, b: Statement) -> bool:
    """Whether two voices differ on one matter of the same time: figures that do not meet, or yes against no."""
    if a.voice_key == b.voice_key or not overlap(a, b) or not _same_news(a, b):
        return False
    return _rival_figures(a, b) or _opposed(a, b) or _yes_and_no(a, b) or _yes_and_no(b, a)


def _same_news(a: Statement, b: Statement) -> bool:
    """Deeds whose time is not given are of one matter only on one day of publication; what lasts may be told later."""
    if a.claim.act.type == "STATE" or (_dated(a) and _dated(b)):
        return True
    return published_at(a.report) == published_at(b.report)


def _dated(statement: Statement) -> bool:
    when = statement.claim.act.when
    return when is not None and when.basis is not Basis.PUBLICATION


def _opposed(a: Statement, b: Statement) -> bool:
    """One says that it stands, the other that it has run out."""
    modes = {a.claim.act.mode, b.claim.act.mode}
    return modes == _OPPOSED and _affirmed(a) and _affirmed(b)


def _rival_figures(a: Statement, b: Statement) -> bool:
    if not (_states_a_total(a) and _states_a_total(b) and _same_people(a, b)):
        return False
    return not meet(a.claim.act.figures[0], b.claim.act.figures[0])


def _states_a_total(statement: Statement) -> bool:
    act = statement.claim.act
    plain = statement.claim.stance is Stance.ASSERTS and act.polarity is Polarity.POSITIVE
    said = plain and act.modality in (Modality.HAPPENED, Modality.ONGOING, Modality.PLANNED)
    return said and len(act.figures) == 1 and act.figures[0].part_of is None and act.figures[0].per is None


def _same_people(a: Statement, b: Statement) -> bool:
    x, y = a.claim.act, b.claim.act
    if x.figures[0].unit.casefold() != y.figures[0].unit.casefold() and x.figures[0].unit and y.figures[0].unit:
        return False
    same_place = not x.place or not y.place or x.place.casefold() == y.place.casefold()
    return (
        x.modality == y.modality and same_place and _shared(x.actors, y.actors) and _shared(x.recipients, y.recipients)
    )


def _shared(a: Sequence[str], b: Sequence[str]) -> bool:
    """Whether two lists of parties may name the same ones: one is empty, or they share a name."""
    return not a or not b or bool({x.casefold() for x in a} & {y.casefold() for y in b})


def meet(a: Figure, b: Figure) -> bool:
    """Whether some number fits both figures; an open end reaches without limit."""
    (a0, a1), (b0, b1) = _bounds(a), _bounds(b)
    return a0 <= b1 and b0 <= a1


def _bounds(figure: Figure) -> tuple[float, float]:
    low = float("-inf") if figure.low is None else figure.low
    high = float("inf") if figure.high is None else figure.high
    if figure.comparator is Comparator.ABOUT:
        return low * (1 - _ABOUT), high * (1 + _ABOUT)
    return low, high


def _yes_and_no(yes: Statement, no: Statement) -> bool:
    act, other = yes.claim.act, no.claim.act
    tied = bool(act.category or (act.actors and other.actors)) and act.mode != "condition"
    near = _follows(yes, no)
    return _affirmed(yes) and denial(no) and (near or tied) and (near or _shared(act.actors, other.actors))


def _follows(yes: Statement, no: Statement) -> bool:
    """Whether the denial comes right after what it denies, in one report: "..., which they deny"."""
    content = yes.claim.spans.content
    if yes.report.id != no.report.id or not content:
        return False
    return 0 <= no.claim.start - content[-1].end <= _NEAR


def _affirmed(statement: Statement) -> bool:
    act, plain = statement.claim.act, (Modality.HAPPENED, Modality.ONGOING)
    return statement.claim.stance is Stance.ASSERTS and act.polarity is Polarity.POSITIVE and act.modality in plain
