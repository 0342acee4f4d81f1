"""Which statement belongs under which heading: one small question each, asked of its act and stance."""

from __future__ import annotations

from truceline.brief.statements import Statement
from truceline.brief.words import mode_words
from truceline.model import Modality, Stance, codebook

_PLAIN = (Modality.HAPPENED, Modality.ONGOING)
_PEOPLE_GONE = ("release", "return")
_FORCES_GONE = ("withdraw", "disarm")
_TRUCE_MODES = ("in force", "expired", "extended", "lapsed", "collapsed", "holding", "ended")
_TALKS_MODES = ("stalled", "under way", "suspended", "broken off", "concluded", "convened")
_UNCLEAR_MODES = ("unclear", "unknown", "no comment")
_CASUALTY_MODES = ("killed", "wounded", "injured", "missing")


def population(statement: Statement) -> str:
    """The population of the codebook that the claim's people or goods belong to; "" where it has none."""
    act = statement.claim.act
    names = (act.category, *(f.category for f in act.figures))
    known = codebook().categories
    return next((known[n].population for n in names if n and n in known), "")


def _mode(statement: Statement) -> str:
    return mode_words(statement.claim.act.mode)


def _is(statement: Statement, type: str, *modes: str) -> bool:
    return statement.claim.act.type == type and (not modes or _mode(statement) in modes)


def plain(statement: Statement) -> bool:
    """Said to have happened or to be going on, neither offered, demanded nor an accusation."""
    asserted = statement.claim.stance in (Stance.ASSERTS, Stance.DENIES, Stance.DOUBTS)
    return asserted and statement.claim.act.modality in (*_PLAIN, Modality.DENIED)


def talks(statement: Statement) -> bool:
    about = statement.claim.act.category == "talks" or _is(statement, "STATE", *_TALKS_MODES)
    return _is(statement, "CONSULT") or _is(statement, "SANCTION", "discontinue") or (about and not truce(statement))


def truce(statement: Statement) -> bool:
    return (
        _is(statement, "RETREAT", "ceasefire")
        or _is(statement, "STATE", *_TRUCE_MODES)
        or statement.claim.act.category in ("truce", "ceasefire")
    ) and not breach(statement)


def breach(statement: Statement) -> bool:
    """An accusation, by the speaker or told of another; a disapproval of nobody alleges no deed."""
    against = bool(statement.claim.act.recipients) or _mode(statement) != "disapprove"
    told = _is(statement, "ACCUSE") and against
    return statement.claim.stance is Stance.ACCUSES or (told and statement.claim.stance is Stance.ASSERTS)


def offered(statement: Statement) -> bool:
    return _wanted(statement, Stance.OFFERS, Modality.OFFERED)


def demanded(statement: Statement) -> bool:
    asked = _is(statement, "REQUEST") and statement.claim.stance is Stance.ASSERTS
    return asked or _wanted(statement, Stance.DEMANDS, Modality.DEMANDED)


def refused(statement: Statement) -> bool:
    said_no = _is(statement, "REJECT") and statement.claim.stance is Stance.ASSERTS
    return statement.claim.stance is Stance.REJECTS or (said_no and not _reported_wish(statement))


def promised(statement: Statement) -> bool:
    return statement.claim.stance is Stance.PROMISES


def _wanted(statement: Statement, stance: Stance, modality: Modality) -> bool:
    """By the speaker's own stance, or said by another to have been so."""
    claim = statement.claim
    return claim.stance is stance or (claim.stance is Stance.ASSERTS and claim.act.modality is modality)


def _reported_wish(statement: Statement) -> bool:
    return statement.claim.act.modality in (Modality.OFFERED, Modality.DEMANDED)


def terms(statement: Statement) -> bool:
    """An agreement, or a rate that it runs on: "for every 10", or planned "a day"."""
    ahead = statement.claim.act.modality is Modality.PLANNED
    keyed = any(f.per and (ahead or not _per_time(f.per.unit)) for f in statement.claim.act.figures)
    wished = statement.claim.stance in (Stance.OFFERS, Stance.DEMANDS, Stance.REJECTS, Stance.ACCUSES)
    return (_is(statement, "AGREE") or keyed) and not wished and not _reported_wish(statement)


def _per_time(unit: str) -> bool:
    return unit.rstrip("s") in ("hour", "day", "night", "week", "month", "year")


def held(statement: Statement) -> bool:
    return _is(statement, "STATE") and _mode(statement) == "held"


def released(statement: Statement) -> bool:
    return _is(statement, "RETREAT", *_PEOPLE_GONE) and plain(statement) and population(statement) != "displaced"


def taken(statement: Statement) -> bool:
    return _is(statement, "ASSAULT", "abduct") and plain(statement)


def captives(statement: Statement) -> bool:
    others = held(statement) or released(statement) or taken(statement) or unclear(statement)
    return population(statement) == "captives" and _is(statement, "STATE") and not others


def casualties(statement: Statement) -> bool:
    counted = population(statement) == "casualties" or _mode(statement) in _CASUALTY_MODES
    return counted and _is(statement, "STATE") and plain(statement) and not held(statement)


def attacks(statement: Statement) -> bool:
    moved = _is(statement, "MOBILIZE") or _is(statement, "RETREAT", *_FORCES_GONE)
    fought = _is(statement, "ASSAULT") or moved
    return fought and plain(statement) and not taken(statement)


def threats(statement: Statement) -> bool:
    return _is(statement, "THREATEN")


def aid(statement: Statement) -> bool:
    given = _is(statement, "AID") or _is(statement, "RETREAT", "access") or _is(statement, "COERCE", "restrict")
    return (given or population(statement) in ("aid", "displaced")) and not breach(statement)


def unclear(statement: Statement) -> bool:
    return _is(statement, "STATE", *_UNCLEAR_MODES) or statement.claim.stance is Stance.DOUBTS
