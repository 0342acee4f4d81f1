"""Rivals: whether two statements cannot both hold as said. Like is compared with like only.

What is at odds is told apart in two ways: taken up close by in one report, or of one matter and time wherever told;
for the latter ``brief.odds`` has the rules of ``at_odds`` once more, by what both share.
"""

from __future__ import annotations

from collections.abc import Hashable, Sequence
from datetime import datetime, timedelta

from truceline.accounts.out_of import out_of_others
from truceline.brief.breaches import NEAR, POINTING_REACH, denial, points_back, taken_up
from truceline.brief.statements import Statement, dated, published_at
from truceline.brief.times import published_day
from truceline.model import Act, Comparator, Figure, Modality, Stance

_ABOUT = 0.05
"""How far a figure given as "about" may lie from another without being at odds with it."""
LASTING = frozenset({"held", "in-force", "expired", "missing", "displaced"})
"""States that stand until they change."""
WEEK = timedelta(days=7)
OPPOSED = frozenset({"in-force", "expired"})
"""States of one thing that cannot both be the case."""
_COUNT_REACH = 300
"""Code points within which a bare count ("wrote of 14 Israelis") takes up a figure told before it."""
_UNIT_REACH = 120
"""The same for a count that does not even repeat what it counts ("counted four")."""
REACH = max(_COUNT_REACH, _UNIT_REACH, NEAR, POINTING_REACH)
"""Code points within which any statement takes up another of its report."""


def at_odds(a: Statement, b: Statement) -> bool:
    """Whether two voices differ on one matter of one time: figures that do not meet, or yes against no."""
    if a.voice_key == b.voice_key:
        return _corrects(a, b) or _corrects(b, a)
    return (
        _rival_figures(a, b)
        or _opposed(a, b)
        or any(_yes_and_no(x, y) or _corrects(x, y) or _denied_count(x, y) for x, y in ((a, b), (b, a)))
    )


def bare(act: Act) -> bool:
    """Whether an act is only that there is so much, or that something is so."""
    return act.type == "STATE" and act.mode in (None, "", "condition", "total")


def signature(statement: Statement) -> Hashable | None:
    """Equal for two plain counts of one voice that are the same; None for what is no plain count."""
    if not counts(statement):
        return None
    figure = statement.claim.act.figures[0]
    return (statement.voice_key, figure.low, figure.high, unit(statement)) if unit(statement) else None


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


def unit(statement: Statement) -> str:
    """What is counted."""
    return statement.claim.act.figures[0].unit.casefold()


def counts(statement: Statement) -> bool:
    """One figure, plainly said, that is neither a part of another nor a rate; what a report counts up in
    passing ("for 42 prisoners") is none either, nor is what one voice says of another's figure ("61 of them")."""
    act = statement.claim.act
    plain = statement.claim.stance is Stance.ASSERTS and not statement.negated
    said = plain and act.modality in (Modality.HAPPENED, Modality.ONGOING, Modality.PLANNED)
    if not said or len(act.figures) != 1 or (statement.is_report and bare(act)):
        return False
    if act.figures[0].part_of is not None or statement.is_rate:
        return False
    return not out_of_others(act.figures[0], statement.claim.quote)


def _rival_figures(a: Statement, b: Statement) -> bool:
    if not (counts(a) and counts(b)) or meet(a.claim.act.figures[0], b.claim.act.figures[0]):
        return False
    return (counted_apart(a, b) and same_time(a, b)) or _takes_up(a, b) or _takes_up(b, a)


def counted_apart(a: Statement, b: Statement) -> bool:
    """Whether two counts are of the same things and deed, or lasting state, and do not meet; at whatever time."""
    x, y = a.claim.act, b.claim.act
    if bare(x) or bare(y) or x.modality != y.modality:
        return False
    return bool(unit(a)) and unit(a) == unit(b) and same_deed(x, y) and not meet(x.figures[0], y.figures[0])


def same_deed(x: Act, y: Act) -> bool:
    """Whether two acts may be one, as far as what, who, to whom and where tell."""
    same = (x.type, x.mode) == (y.type, y.mode) and (x.category or "") == (y.category or "")
    same_place = not x.place or not y.place or x.place.casefold() == y.place.casefold()
    return same and same_place and _shared(x.actors, y.actors) and _shared(x.recipients, y.recipients)


def _takes_up(count: Statement, told: Statement) -> bool:
    """Whether a bare count by one voice comes after another's figure in the same report and repeats its
    unit or leaves it out: "Seven foreigners were let go, one says. Another counted four.\""""
    if not bare(count.claim.act) or not _after(told, count, _COUNT_REACH):
        return False
    if not unit(count):
        return bool(unit(told)) and _after(told, count, _UNIT_REACH)
    return unit(count) == unit(told)


def _after(first: Statement, second: Statement, reach: int) -> bool:
    content = first.claim.spans.content
    if first.report.id != second.report.id or not content or not second.claim.spans.content:
        return False
    end, start = content[-1].end, second.claim.spans.content[0].start
    one_paragraph = "\n\n" not in first.report.text[end : max(end, start)]
    return content[0].start < start and start - end <= reach and one_paragraph


def same_time(a: Statement, b: Statement) -> bool:
    """For lasting states, within seven days; for deeds, the same stated day, or, where neither gives one, reports
    of the same day."""
    if lasts(a) and lasts(b):
        x, y = moment(a), moment(b)
        return x is None or y is None or abs(x - y) <= WEEK
    if dated(a) and dated(b):
        return days(a) == days(b)
    if dated(a) or dated(b):
        return False
    return published_day(a.report) is not None and published_day(a.report) == published_day(b.report)


def lasts(statement: Statement) -> bool:
    """Whether it tells of a state that stands until it changes."""
    return statement.claim.act.type == "STATE" and statement.claim.act.mode in LASTING


def moment(statement: Statement) -> datetime | None:
    """The stated time, or, where none is, the report's."""
    when = statement.claim.act.when
    return (when.start or when.end) if dated(statement) and when is not None else published_at(statement.report)


def days(statement: Statement) -> tuple[object, object]:
    """The first and the last of the stated days."""
    when = statement.claim.act.when
    if when is None:
        return None, None
    last = (when.end - timedelta(microseconds=1)).date() if when.end and when.end != when.start else when.date
    return (when.start.date() if when.start else None), last


def _corrects(new: Statement, old: Statement) -> bool:
    """Whether a voice denies a figure in the words that give another ("240, not 210"): the new one against its own
    denied one."""
    if not counts(new) or not denies_figure(old) or new.voice_key != old.voice_key:
        return False
    x, y = new.claim.act, old.claim.act
    return (x.type, x.mode) == (y.type, y.mode) and _after(new, old, NEAR) and not meet(x.figures[0], y.figures[0])


def _denied_count(said: Statement, denied: Statement) -> bool:
    """Whether one voice denies the very figure that another gave, within a week before."""
    if not counts(said) or not denies_figure(denied):
        return False
    return denied_since(said, denied) and same_figure(said, denied)


def denied_since(said: Statement, denied: Statement) -> bool:
    """Whether the report of the one came out in the week after the report of the other."""
    a, b = published_at(said.report), published_at(denied.report)
    return a is not None and b is not None and timedelta() <= b - a <= WEEK


def same_figure(said: Statement, denied: Statement) -> bool:
    """Whether the figure denied may be the one that was said; at whatever time."""
    x, y = said.claim.act, denied.claim.act
    same = (x.type, x.mode) == (y.type, y.mode) and _shared(x.actors, y.actors) and not bare(x)
    return same and unit(denied) in ("", unit(said)) and meet(x.figures[0], y.figures[0])


def denies_figure(statement: Statement) -> bool:
    """A figure, and no rate, that is said not to be so; nought denies nothing."""
    figures = statement.claim.act.figures
    if len(figures) != 1 or figures[0].per is not None or not (figures[0].low or figures[0].high):
        return False
    return statement.negated or statement.claim.stance is Stance.DENIES


def _opposed(a: Statement, b: Statement) -> bool:
    """One says that it stands, the other that it has run out, of the same day."""
    return opposed_states(a, b) and same_day(a, b) and affirmed(a) and affirmed(b)


def opposed_states(a: Statement, b: Statement) -> bool:
    """Whether of two states of one thing one stands and the other has run out; at whatever time."""
    x, y = a.claim.act, b.claim.act
    return x.type == y.type and (x.category or "") == (y.category or "") and {x.mode, y.mode} == OPPOSED


def same_day(a: Statement, b: Statement) -> bool:
    """The stated day of each, or, where none is, the report's day."""
    x, y = moment(a), moment(b)
    return x is not None and y is not None and x.date() == y.date()


def _yes_and_no(yes: Statement, no: Statement) -> bool:
    """A denial right after what it denies, or one of the same deed or state of the same time."""
    act, other = yes.claim.act, no.claim.act
    if not yes.is_report and yes.claim.stance is Stance.ASSERTS and denial(no) and points_back(no, yes):
        return True
    if not affirmed(yes) or not denial(no) or (act.type, act.mode) != (other.type, other.mode):
        return False
    if _follows(yes, no) and no.claim.stance is Stance.DENIES:
        return True
    return denied_deed(yes, no) and same_time(yes, no)


def denied_deed(yes: Statement, no: Statement) -> bool:
    """Whether what is denied may be the deed, or the state, that another tells of; at whatever time."""
    act, other = yes.claim.act, no.claim.act
    if no.claim.stance is Stance.REJECTS or any(f.per for f in (*act.figures, *other.figures)):
        return False
    tied = bool(act.category or (act.actors and other.actors)) and act.mode != "condition"
    return tied and same_deed(act, other) and _like_figures(act, other)


def _like_figures(x: Act, y: Act) -> bool:
    """Whether the figures, if any, count the same, and a denial with a figure denies that very one."""
    if not x.figures or not y.figures:
        return True
    a, b = x.figures[0], y.figures[0]
    none = b.low == b.high == 0
    return a.unit.casefold() == b.unit.casefold() and (none or meet(a, b))


def _follows(yes: Statement, no: Statement) -> bool:
    """Whether the denial comes right after what it denies, in one report: "..., which they deny"."""
    return taken_up(yes, no, NEAR, sentences=0 if no.claim.quote.casefold().startswith("which") else 1)


def affirmed(statement: Statement) -> bool:
    """Whether it is said to be so, or to have happened."""
    act, plain = statement.claim.act, (Modality.HAPPENED, Modality.ONGOING)
    return statement.claim.stance is Stance.ASSERTS and not statement.negated and act.modality in plain


def _shared(a: Sequence[str], b: Sequence[str]) -> bool:
    """Whether two lists of parties may name the same ones: one is empty, or they share a name."""
    return not a or not b or bool({x.casefold() for x in a} & {y.casefold() for y in b})
