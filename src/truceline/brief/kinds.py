"""Which statement belongs under which heading: one small question each, asked of its act and stance."""

from __future__ import annotations

import re

from truceline.brief.statements import Statement
from truceline.brief.words import mode_words, of_time
from truceline.model import Figure, Modality, Polarity, Stance, codebook

_PLAIN = (Modality.HAPPENED, Modality.ONGOING)
_PEOPLE_GONE = ("release", "return")
_FORCES_GONE = ("withdraw", "disarm")
_TRUCE_MODES = ("in force", "expired", "extended", "lapsed", "collapsed", "holding", "ended")
_TALKS_MODES = ("stalled", "under way", "suspended", "broken off", "concluded", "convened")
_UNCLEAR_MODES = ("unclear", "unknown", "no comment")
_NO_TERM = re.compile(r"\boffer|^\W*than\b|\b(less|fewer|more|other|rather)\b[^.;:]*\bthan\b", re.IGNORECASE)
"""Words of an offer, or of a comparison."""
_AGREED = re.compile(r"\bagree|\b(deal|accord|terms?)\b|\b(is|are|was|were) to\b", re.IGNORECASE)
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
    """What an agreement holds: that it was made, what is planned under it in figures, or a rate that it runs
    on. An offer is no term, nor is a comparison with what was agreed."""
    claim = statement.claim
    firm = claim.stance in (Stance.ASSERTS, Stance.PROMISES) and claim.act.polarity is Polarity.POSITIVE
    if not firm or _NO_TERM.search(claim.quote):
        return False
    return _agreed(statement) or _to_come(statement) or any(_keyed(f, statement) for f in claim.act.figures)


def _agreed(statement: Statement) -> bool:
    act = statement.claim.act
    told = bool(act.actors) or any(f.unit for f in act.figures)
    return _is(statement, "AGREE") and act.modality in _PLAIN and told


def _to_come(statement: Statement) -> bool:
    """Planned in figures, and neither a threat nor force."""
    act = statement.claim.act
    known = codebook().acts.get(act.type)
    peaceful = known is not None and "conflict" not in known.quad
    return act.modality is Modality.PLANNED and peaceful and any(_number(f) for f in act.figures)


def _keyed(figure: Figure, statement: Statement) -> bool:
    """A rate "for every 10 hostages"; one by time ("a day") where the words name the agreement."""
    act = statement.claim.act
    if figure.per is None or not _number(figure) or act.modality not in (*_PLAIN, Modality.PLANNED):
        return False
    return not of_time(figure.per.unit) or bool(_AGREED.search(statement.claim.quote))


def _number(figure: Figure) -> bool:
    return figure.low is not None or figure.high is not None


def held(statement: Statement) -> bool:
    return _is(statement, "STATE") and _mode(statement) == "held"


def released(statement: Statement) -> bool:
    """How many were let go: a figure, and neither a denial nor a duty."""
    act = statement.claim.act
    counted = bool(act.figures) and not statement.negated and not statement.is_rate and act.modality in _PLAIN
    gone = _is(statement, "RETREAT", *_PEOPLE_GONE) and counted and plain(statement)
    return gone and population(statement) != "displaced"


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
