"""Facts: claims of the record, put as agreements ask for them. Nothing is added to what a claim says."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import datetime, time, timedelta, tzinfo
from functools import cache
from math import inf

from truceline.accounts.extent import Extent
from truceline.accounts.fact import Fact, Measure, Told
from truceline.accounts.out_of import out_of_others
from truceline.agreements.clock import told_of
from truceline.agreements.deeds import deed_of, deeds, lacking
from truceline.errors import ValueProblem
from truceline.model import (
    Act,
    Basis,
    Claim,
    Comparator,
    Figure,
    Modality,
    PartyKind,
    Polarity,
    Stance,
    Voice,
    When,
    codebook,
)
from truceline.model.bulk import bulk
from truceline.record.view import ViewedClaim

DAYS_OF_A_TOTAL = timedelta(days=2)
"""What is counted over a longer stretch than this is a total, and no single occasion."""

_STOCKS = frozenset({"held", "missing", "displaced"})
_LASTING = frozenset({"killed", "wounded", "condition"})
"""States that are a stock where they go on, and an occasion where they happened."""
_NAMED_STATES = frozenset({"missing", "displaced", "wounded"})
_MOODS = {
    Modality.PLANNED: Told.PLANNED,
    Modality.OFFERED: Told.OFFERED,
    Modality.DEMANDED: Told.DEMANDED,
    Modality.HYPOTHETICAL: Told.SUPPOSED,
}
_STANCES = {Stance.OFFERS: Told.OFFERED, Stance.DEMANDS: Told.DEMANDED, Stance.PROMISES: Told.PLANNED}
MOST = 1e15
"""More than anybody counts: a larger figure is a slip, and stands as this."""
IN_ALL = "in all"
"""The quality by which a claim says that its figure is a running total."""
_IN_ALL = re.compile(
    r"\b(in all|in total|altogether|so far|to date|a total of|in the total|overall|up to now|until now|throughout"
    r"|since (?:the|then|that|last|early|late|mid|noon|\d|(?:mon|tues|wednes|thurs|fri|satur|sun)day"
    r"|january|february|march|april|may|june|july|august|september|october|november|december)"
    r"|(?:during|in the course of) (?:the|its|this) (?:\w+[- ])?"
    r"(?:truce|ceasefire|pause|war|fighting|deal|agreement|phase)"
    r"|(?:in|over|within|during) (?:the|its|those|these) (?:first |last |past )?(?:\w+ )?(?:days|weeks|months))\b",
    re.IGNORECASE,
)
_BY_NOW = re.compile(r"\b(has|have)\s+(?!to\b)", re.IGNORECASE)
"""A perfect tense with no day: up to now."""
_RATE = re.compile(
    r"(?<!\bin )(?<!within )(?<!over )(?<!\bfor )(?<!after )(?<!\bof )(?<!\bby )(?<!only )"
    r"\b(?:an?|each|every|per)\s+(hour|day|night|week|month)\b|\b(daily)\b",
    re.IGNORECASE,
)
_EACH = re.compile(r"\bfor (?:each|every)\s+(?:one\b\s*)?(?:of\s+)?(\w+)?", re.IGNORECASE)
_NUMBER = re.compile(r"\d")
_KIND_POPULATIONS = frozenset({"people", "forces"})
_NO_KIND = frozenset({"people", "families", "relatives"})
"""People of whom the word says nothing more."""


def facts_of(
    claims: Iterable[ViewedClaim | Claim],
    known: Mapping[str, datetime],
    copies: Sequence[Sequence[str]] = (),
    zone: tzinfo | None = None,
) -> tuple[Fact, ...]:
    """The facts of claims, one for each, in order of when they were known and of the text.

    ``known`` gives for each report when it could be known at the latest (``Arrival.known``), ``copies`` the groups
    of ids of near-copies (``reports.copies.near_copies``). With ``zone``, a day that is told is that day of the
    calendar there, from wherever it is told. Raises ValueProblem for a claim whose report is not in ``known``.
    """
    leader = {id: group[0] for group in copies for id in group}
    plain = [c.claim if isinstance(c, ViewedClaim) else c for c in claims]
    with bulk():
        made = [_fact(c, known, leader, zone) for c in plain]
        loose = [n for n, (f, c) in enumerate(zip(made, plain, strict=True)) if _loose(f, c)]
        return tuple(sorted(_with_wholes(made, loose), key=order_of))


def order_of(fact: Fact) -> tuple[object, ...]:
    """By when it was known, then by what is told, then by place in the text.

    Names decide nothing but where all else is the same: a longer name moves what stands behind it, and ids
    follow names.
    """
    count = fact.count or Extent()
    start = fact.start or fact.end or fact.known
    told = (start.timestamp(), fact.deed, fact.told.value, fact.measure.value, count.low, count.high)
    return (fact.known.timestamp(), *told, fact.position, fact.claim)


def _loose(fact: Fact, claim: Claim) -> bool:
    figure = _figure(claim.act)
    if figure is None or fact.count is None or fact.part_of is not None:
        return False
    return out_of_others(figure, claim.quote)


def _with_wholes(facts: list[Fact], loose: Sequence[int]) -> list[Fact]:
    """Facts at the places ``loose``, which say "61 of them", as parts of what their report counted last before them,
    of the same deed."""
    counted: dict[tuple[str, str], list[Fact]] = defaultdict(list)
    for fact in facts if loose else ():
        if fact.count is not None:
            counted[fact.report, fact.deed].append(fact)
    for n in loose:
        fact = facts[n]
        before = [f for f in counted[fact.report, fact.deed] if _may_hold(f, fact)]
        if before:
            facts[n] = replace(fact, part_of=max(before, key=lambda f: (f.position, order_of(f))).claim)
    return facts


def _may_hold(whole: Fact, part: Fact) -> bool:
    assert whole.count is not None
    assert part.count is not None
    larger = whole.count.high > part.count.low and whole.told is part.told
    return larger and whole.position < part.position and not set(whole.what).isdisjoint(part.what)


def _fact(claim: Claim, known: Mapping[str, datetime], leader: Mapping[str, str], zone: tzinfo | None) -> Fact:
    act, figure, voice = claim.act, _figure(claim.act), claim.voice
    if claim.report not in known:
        what = f"the claim rests on report {claim.report}, of which it is not said when it was known."
        raise ValueProblem(what, where=claim.id, todo="Give the moment for every report that the claims come from.")
    start, end = _stretch(act.when, zone)
    deed, told = _told(claim, figure)
    per = _per(figure, claim.quote)
    actors, recipients = _doers(act, deed)
    return Fact(
        claim=claim.id,
        report=claim.report,
        voice=_voice(voice, leader.get(claim.report, claim.report)),
        speaker=voice.name,
        sides=_sides(voice),
        known=_on_calendar(known[claim.report], zone) or known[claim.report],
        deed=deed,
        told=told,
        measure=_measure(claim, figure, start, end, per),
        accuses=claim.stance is Stance.ACCUSES,
        actors=actors,
        recipients=recipients,
        what=_what(act, figure),
        count=_count(figure),
        about=figure is not None and figure.comparator is Comparator.ABOUT,
        kinds=_kinds(act, figure),
        qualities=frozenset(act.qualities) - {IN_ALL},
        start=start,
        end=end,
        day_known=start is not None or end is not None,
        place=act.place or "",
        answers=act.answers,
        part_of=figure.part_of if figure is not None else None,
        per=per,
        held=act.type == "STATE" and act.mode == "held",
        words=claim.quote,
        position=claim.start,
    )


# --- who --------------------------------------------------------------------------------------------
def _doers(act: Act, deed: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Who did it, and to whom: of a deed told in an accusation, those who are accused did it."""
    if act.type == "ACCUSE" and deed in deeds() and deeds()[deed].barred:
        return act.recipients, ()
    return act.actors, act.recipients


def _voice(voice: Voice, carrier: str) -> str:
    if voice.kind is PartyKind.REPORT:
        return f"report:{carrier}"
    if voice.party is None and (voice.kind is PartyKind.SOURCE or voice.name[:1].islower()):
        # Two reports that each cite "officials" need not cite the same ones.
        return f"source:{carrier}:{voice.name.casefold()}"
    return voice.party or voice.name.casefold()


def _sides(voice: Voice) -> tuple[str, ...]:
    """Outlets speak for nobody but themselves, whatever they stand close to."""
    spoken_for = () if voice.kind in (PartyKind.OUTLET, PartyKind.REPORT) else voice.member_of
    return tuple(dict.fromkeys((voice.name, *spoken_for)))


# --- what was done ----------------------------------------------------------------------------------
def _told(claim: Claim, figure: Figure | None) -> tuple[str, Told]:
    """The deed and what the speaker says of it; a state that lacks it tells that it was not done."""
    act = claim.act
    negated = _negated(claim) or _none(figure)
    if _measured_state(act) and _none(figure) and claim.stance not in (Stance.DENIES, Stance.DOUBTS):
        # "No hostages are held" tells how many are held.
        negated = False
    if act.type == "STATE" and negated and (lacked := lacking(claim.quote)):
        return lacked, Told.NOT_DONE
    deed = deed_of(act.type, act.mode, _category(act), claim.quote)
    if claim.stance is Stance.DOUBTS and act.mode == "no-comment":
        # Who cannot confirm it neither holds nor denies it.
        return deed, Told.SUPPOSED
    mood = _MOODS.get(act.modality) or _STANCES.get(claim.stance)
    if mood is not None:
        # That it will not be done is no plan to do it.
        return deed, Told.SUPPOSED if negated else mood
    rejected = claim.stance is Stance.REJECTS and act.type != "REJECT"
    return deed, Told.NOT_DONE if negated or rejected else Told.DONE


def _measured_state(act: Act) -> bool:
    """Whether the act is a state that is told by how many there are."""
    return act.type == "STATE" and (act.mode in _STOCKS or act.mode in ("killed", "wounded"))


def _negated(claim: Claim) -> bool:
    """Whether the speaker has it that it is not so. To deny that it was not done is to say that it was."""
    negative = claim.act.polarity is Polarity.NEGATIVE
    if claim.act.modality is Modality.DENIED:
        return True
    return negative != (claim.stance in (Stance.DENIES, Stance.DOUBTS))


def _none(figure: Figure | None) -> bool:
    return figure is not None and figure.low == figure.high == 0


def _category(act: Act) -> str:
    named = (act.category, *(f.category for f in act.figures))
    return next((c for c in named if c), "").casefold()


# --- how many ---------------------------------------------------------------------------------------
def _figure(act: Act) -> Figure | None:
    return act.figures[0] if act.figures else None


def _count(figure: Figure | None) -> Extent | None:
    if figure is None or (figure.low is None and figure.high is None):
        return None
    low = min(figure.low or 0.0, MOST)
    return Extent(low, inf if figure.high is None else max(low, min(figure.high, MOST)))


def _per(figure: Figure | None, quote: str) -> tuple[float, str] | None:
    if figure is None:
        return None
    if figure.per is not None:
        return figure.per.count, figure.per.unit
    if found := _RATE.search(quote, max(quote.find(figure.words), 0)):
        return 1.0, (found[1] or "day").casefold()
    if found := _EACH.search(quote):
        return 1.0, (found[1] or "").casefold()
    return None


def _measure(
    claim: Claim, figure: Figure | None, start: datetime | None, end: datetime | None, per: tuple[float, str] | None
) -> Measure:
    if figure is None or (figure.low is None and figure.high is None):
        return Measure.NONE
    act = claim.act
    if IN_ALL in act.qualities:
        return Measure.TOTAL
    if act.type == "STATE":
        goes_on = act.modality is Modality.ONGOING
        if act.mode in _STOCKS or (act.mode in _LASTING and goes_on):
            return Measure.STOCK
        if act.mode in ("total", "condition"):
            return Measure.TOTAL
    if per is not None:
        return Measure.FLOW
    if start is not None and end is not None:
        return Measure.TOTAL if end - start > DAYS_OF_A_TOTAL else Measure.FLOW
    if start is not None:
        return Measure.TOTAL
    until_now = _IN_ALL.search(claim.quote) or (end is None and _BY_NOW.search(claim.quote))
    return Measure.TOTAL if until_now else Measure.FLOW


# --- whom -------------------------------------------------------------------------------------------
def _what(act: Act, figure: Figure | None) -> tuple[str, ...]:
    """From the narrowest to the widest: as worded, the counted noun, the category; last, the state they are in."""
    words: list[str] = []
    if figure is not None:
        words = [_worded(figure), figure.unit, figure.category or ""]
    words.append(act.category or "")
    if act.type == "STATE" and act.mode in _NAMED_STATES:
        words.append(act.mode or "")
    return tuple({w.casefold(): w for w in reversed(words) if w}.values())[::-1]


def _worded(figure: Figure) -> str:
    """The noun with what stands before it ("Israeli hostages"), where the words end in it."""
    if not figure.unit or not figure.words.casefold().endswith(figure.unit.casefold()):
        return ""
    before = figure.words[: len(figure.words) - len(figure.unit)].split()
    named = [w for w in before[1:] if w[:1].isupper() and not _NUMBER.search(w)]
    return " ".join([*named, figure.unit]) if named else ""


def _kinds(act: Act, figure: Figure | None) -> frozenset[str]:
    own = frozenset(figure.kinds) if figure is not None else frozenset[str]()
    category = (figure.category if figure is not None else None) or act.category
    return own | _kinds_of(category or "")


@cache
def _kinds_of(category: str) -> frozenset[str]:
    known = codebook().categories.get(category)
    if known is None or known.population not in _KIND_POPULATIONS or known.name in _NO_KIND:
        return frozenset()
    return frozenset(known.members or known.words[:1])


# --- when -------------------------------------------------------------------------------------------
def _stretch(when: When | None, zone: tzinfo | None) -> tuple[datetime | None, datetime | None]:
    """What the words fix; the day of the report alone fixes nothing."""
    if when is None or when.basis is Basis.PUBLICATION:
        return None, None
    return _on_calendar(when.start, zone), _on_calendar(when.end, zone)


def _on_calendar(moment: datetime | None, zone: tzinfo | None) -> datetime | None:
    """A midnight stands for a day of the calendar; a clock time is the same moment everywhere."""
    moment = told_of(moment) if moment is not None else None
    if moment is None or zone is None or moment.timetz().replace(tzinfo=None) != time():
        return moment
    return datetime.combine(moment.date(), time(), zone)
