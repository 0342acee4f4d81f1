"""Likeness: how far two claims may speak of one and the same deed, by whom, what, how many, when and where.

Everything here is symmetric, and looks at what is said alone: no id, no order and no name decides.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import IntEnum
from functools import cache

from truceline.accounts.described import Alike, alike, same_parties, same_place
from truceline.accounts.extent import Extent
from truceline.accounts.nodes import Lane, Node
from truceline.agreements.deeds import deeds

NEAR = 3600.0
"""Seconds by which the hours of one deed may differ where no number tells that it is one."""
_BESIDE = 200
"""Code points within which a report holds one number against another."""
SAME_DAY_GAP = 6 * 3600.0
_FIGURES_ALONE = frozenset({Lane.TOTAL, Lane.STOCK, Lane.RATE})
"""Lanes of figures, where only those of the same people can be compared."""
_NAUGHT = Extent.exactly(0)


class Level(IntEnum):
    """How sure it is that two claims speak of one deed; from RIVAL_PARTS up it is."""

    APART = -1
    NONE = 0
    DOUBTFUL = 1
    RIVAL_PARTS = 2
    RIVALS = 3
    FITTING = 4
    ALIKE = 5
    EQUAL = 6


@dataclass(frozen=True, slots=True)
class Likeness:
    level: Level
    reason: str = ""

    @property
    def sure(self) -> bool:
        return self.level >= Level.RIVAL_PARTS


APART = Likeness(Level.APART)
NOTHING = Likeness(Level.NONE)
DEALT = Likeness(Level.DOUBTFUL, "the same number on the same day, one told in the deal and one outside it")
CORRECTED = Likeness(Level.APART, "one speaker gives another number in another report: a correction, or others")
"""Kept apart like what is apart, and yet for a person to judge."""


# --- two claims -------------------------------------------------------------------------------------
def like(a: Node, b: Node) -> Likeness:
    """How far two groups of claims may speak of one deed of one day."""
    actors = same_parties(a.actors, b.actors)
    if actors is Alike.APART:
        return APART
    whom = alike(a.people, b.people)
    if whom is Alike.APART:
        return APART
    if whom is not Alike.SAME and a.lane in _FIGURES_ALONE:
        return NOTHING
    if a.shape != b.shape and _measured_apart(a, b):
        return APART
    if (a.wholes or b.wholes) and (a.within(b) or b.within(a)):
        return APART
    if is_barred(a.deed):
        return _blows(a, b, actors, whom)
    if a.count is not None and b.count is not None:
        return _counted(a, b, whom)
    return _uncounted(a, b, actors, whom)


def ruled_out(a: Node, b: Node) -> bool:
    """Whether by whom it was done, whom it is about or where it was alone tells that two groups of claims of one deed
    and lane are neither alike nor in doubt."""
    if same_parties(a.actors, b.actors) is Alike.APART:
        return True
    whom = alike(a.people, b.people)
    if whom is Alike.APART or (whom is not Alike.SAME and a.lane in _FIGURES_ALONE):
        return True
    return is_barred(a.deed) and _elsewhere(a, b)


def _elsewhere(a: Node, b: Node) -> bool:
    return same_place(a.place, b.place) is Alike.APART or same_parties(a.recipients, b.recipients) is Alike.APART


def _measured_apart(a: Node, b: Node) -> bool:
    """Figures of which one is a rate or a total, and the other is not."""
    if a.shape is None or b.shape is None:
        return a.per != b.per and a.lane is not Lane.OCCASION
    return True


def _counted(a: Node, b: Node, whom: Alike) -> Likeness:
    assert a.count is not None
    assert b.count is not None
    one_voice = not a.voices.isdisjoint(b.voices)
    gap = _gap(a, b)
    if one_voice and (gap > 0 or whom is Alike.CROSSED or _dealt_apart(a, b)):
        return APART
    if one_voice and a.count != b.count:
        return APART if whom is not Alike.SAME or _one_report(a, b) else CORRECTED
    if a.count.meet(b.count) is None:
        return _rivals(a, b, whom, gap)
    if _dealt_apart(a, b) and whom is not Alike.SAME:
        return APART if whom is Alike.CROSSED or a.count != b.count else DEALT
    if gap > SAME_DAY_GAP:
        return Likeness(Level.DOUBTFUL, "the same number, but at different hours of the day")
    return _meeting(whom, a.count == b.count)


def _one_report(a: Node, b: Node) -> bool:
    reports = {f.report for f in a.facts}
    return any(f.report in reports for f in b.facts)


def _rivals(a: Node, b: Node, whom: Alike, gap: float) -> Likeness:
    one_level = bool(a.wholes) == bool(b.wholes)
    if gap > 0 or not (one_level or a.people.marked):
        return NOTHING
    if whom is Alike.SAME:
        level = Level.RIVALS if one_level else Level.RIVAL_PARTS
        return Likeness(level, "different numbers, by different speakers, for the same people and day")
    if whom is Alike.WIDER and _side_by_side(a, b):
        return Likeness(Level.RIVALS, "different numbers, by different speakers, given side by side in one report")
    return NOTHING


def _side_by_side(a: Node, b: Node) -> bool:
    """Whether one report holds the one's number against the other's, for what it calls by one word."""
    if a.first.what[-2:] != b.first.what[-2:]:
        return False
    return any(f.report == g.report and abs(f.position - g.position) <= _BESIDE for f in a.facts for g in b.facts)


def _meeting(whom: Alike, equal: bool) -> Likeness:
    if whom is Alike.SAME:
        if equal:
            return Likeness(Level.EQUAL, "the same number of the same people on the same day")
        return Likeness(Level.ALIKE, "numbers that agree, for the same people and day")
    if not equal:
        return NOTHING
    if whom is Alike.CROSSED:
        return Likeness(
            Level.DOUBTFUL, "the same number on the same day, but the people are described in different ways"
        )
    return Likeness(Level.FITTING, "the same number on the same day, and nothing that tells the people apart")


def _dealt_apart(a: Node, b: Node) -> bool:
    """One is told as in the deal, the other as outside it."""
    x, y = a.qualities, b.qualities
    return ("in the deal" in x and "outside the deal" in y) or ("outside the deal" in x and "in the deal" in y)


def _uncounted(a: Node, b: Node, actors: Alike, whom: Alike) -> Likeness:
    """Claims of which one, or both, give no number."""
    if _gap(a, b) > NEAR or same_place(a.place, b.place) is Alike.APART:
        return NOTHING
    if whom is Alike.CROSSED:
        one = (a.count is None) != (b.count is None) and not deeds_once(a.deed)
        return Likeness(Level.DOUBTFUL, "it may be among these") if one else NOTHING
    if a.count is not None or b.count is not None or deeds_once(a.deed):
        return Likeness(Level.FITTING, "the same deed on the same day, and nothing that tells two apart")
    return _by_evidence(a, b, actors, whom)


@cache
def is_barred(deed: str) -> bool:
    """Whether the deed is one that agreements bar."""
    return bool(deed) and deeds()[deed].barred


@cache
def deeds_once(deed: str) -> bool:
    """Whether the deed is seldom done twice on one day by the same ones."""
    return bool(deed) and deeds()[deed].once


def _blows(a: Node, b: Node, actors: Alike, whom: Alike) -> Likeness:
    """Deeds of which many may happen on one day, so that something must show that they are one."""
    if _elsewhere(a, b):
        return APART
    gap = _gap(a, b)
    if gap > NEAR or (gap > 0 and not a.voices.isdisjoint(b.voices)):
        return APART
    if a.count is not None and b.count is not None and whom is Alike.SAME and a.count.meet(b.count) is None:
        return APART if not a.voices.isdisjoint(b.voices) else _by_evidence(a, b, actors, whom)
    return _by_evidence(a, b, actors, whom)


def _by_evidence(a: Node, b: Node, actors: Alike, whom: Alike) -> Likeness:
    found = [
        words
        for holds, words in (
            (actors is Alike.SAME, "the same doer"),
            (same_place(a.place, b.place) is Alike.SAME, "the same place"),
            (same_parties(a.recipients, b.recipients) is Alike.SAME, "the same ones it was done to"),
            (a.precise and b.precise and _gap(a, b) == 0, "the same hour"),
            (whom is Alike.SAME, "the same things"),
            (whom is Alike.SAME and a.count is not None and a.count == b.count, "the same number"),
        )
        if holds
    ]
    # One speaker who lists several has more reason to mean several.
    needed = 3 if not a.voices.isdisjoint(b.voices) else 2
    if len(found) >= needed:
        return Likeness(Level.ALIKE if len(found) > needed else Level.FITTING, ", ".join(["the same day", *found]))
    return Likeness(Level.DOUBTFUL, ", ".join(["the same day", *found])) if found else NOTHING


def _gap(a: Node, b: Node) -> float:
    """The seconds between the two; 0 where they may have been at one time."""
    if a.start is None or b.start is None or a.end is None or b.end is None:
        return 0.0
    return max(0.0, b.start - a.end, a.start - b.end)


def _overlap(a: Node, b: Node) -> bool:
    """Whether the two may have been at one time; what only touches does not overlap."""
    before = a.end is not None and b.start is not None and a.end <= b.start
    after = b.end is not None and a.start is not None and b.end <= a.start
    return not before and not after


def _withdraws(no: Node, yes: Node) -> bool:
    """Whether an outlet takes back what it told itself, of nobody in particular or of the same ones."""
    theirs = all(v.startswith("report:") for v in (*no.voices, *yes.voices))
    return theirs and no.actors == yes.actors and no.count == yes.count and not no.speakers.isdisjoint(yes.speakers)


def denies(no: Node, yes: Node) -> Likeness:
    """How far a denial may be of a deed that others tell of."""
    if not no.voices.isdisjoint(yes.voices):
        return NOTHING
    actors = same_parties(no.actors or no.speakers, yes.actors)
    whom = alike(no.people, yes.people)
    if not (actors is Alike.SAME or _withdraws(no, yes)) or whom in (Alike.APART, Alike.CROSSED):
        return NOTHING
    figures = no.count is not None and yes.count is not None and no.count != _NAUGHT
    if figures and no.count is not None and yes.count is not None and no.count.meet(yes.count) is None:
        return NOTHING
    if same_place(no.place, yes.place) is Alike.APART or not _overlap(no, yes):
        return NOTHING
    if whom is Alike.WIDER and not figures:
        return NOTHING
    return Likeness(Level.FITTING, "denies the deed that is told of the same one and the same day")
