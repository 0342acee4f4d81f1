"""Told: the runway under a rule that is only told, where no agreement is in the case."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from truceline.accounts.account import Account, Position, Version
from truceline.accounts.books import Books
from truceline.accounts.entry import Number
from truceline.accounts.extent import Extent
from truceline.accounts.fact import Fact, Measure, Told
from truceline.accounts.incident import Incident
from truceline.accounts.kinds import axis_of, plain_all
from truceline.accounts.people import people_word
from truceline.agreements.terms import (
    Amount,
    Anchor,
    Category,
    Earned,
    Length,
    Point,
    Population,
    Renewal,
    Terms,
    Truce,
    Unit,
)
from truceline.model.codebook import codebook
from truceline.outlook.runway import Runway, Step, runway

RULE_DEEDS = frozenset({"extend", "stop", "agree", ""})
WANTED = frozenset({Told.DEMANDED, Told.PLANNED, Told.OFFERED, Told.SUPPOSED})
SOLDIER = "soldier"
UNITS = {unit.value: unit for unit in Unit} | {unit.value[:-1]: unit for unit in Unit} | {"daily": Unit.DAYS}


@dataclass(frozen=True, slots=True)
class Rule:
    """An extension rule as somebody tells it: ``by`` for each ``amount`` of ``of``."""

    speaker: str
    by: Length
    amount: float
    of: str
    claims: tuple[str, ...]


def rules(facts: Iterable[Fact]) -> tuple[Rule, ...]:
    """The extension rules that facts tell ("one day for every 10 hostages"), each once for each teller."""
    found: dict[object, Rule] = {}
    for fact in facts:
        rule = _rule(fact)
        if rule is not None:
            key = (rule.speaker, rule.by, rule.amount, rule.of)
            known = found.get(key)
            found[key] = replace(known, claims=(*known.claims, *rule.claims)) if known else rule
    return tuple(found.values())


def _rule(fact: Fact) -> Rule | None:
    if fact.per is None or fact.deed not in RULE_DEEDS or fact.told in (Told.NOT_DONE, Told.SUPPOSED):
        return None
    amount, of = fact.per
    unit = next((UNITS[w] for w in fact.what if w in UNITS), None)
    length = fact.count.low if fact.count and fact.count.exact else 1.0
    if unit is None or amount <= 0 or length <= 0 or not _of_people(of):
        return None
    return Rule(fact.speaker, Length(length, unit), amount, of, (fact.claim,))


def _of_people(word: str) -> bool:
    category = codebook().category(word.casefold())
    return category is not None and category.population in ("captives", "people", "casualties")


def rate_as_told(facts: Sequence[Fact], at: datetime | None = None) -> tuple[Runway, ...]:
    """For each rule that is told, the runway by the figures of each teller who says how many are left.

    Without an agreement nobody states whom the rule counts: it is taken from whom the figures and the demands
    single out, and soldiers are taken to stand outside it; the sum says so. ``at`` is the moment of the last fact
    by default. Of no rule, nothing.
    """
    if not facts:
        return ()
    moment = at or max(f.known for f in facts)
    found: list[Runway] = []
    for rule in rules(facts):
        terms = _terms(rule, facts, moment)
        for account in _accounts(facts, terms):
            made = runway(account, terms, moment)
            if made.pool.known:
                found.append(
                    _as_told(made, rule, terms, Books(account, terms, moment).held(terms.populations[0], None))
                )
    return tuple(found)


def _as_told(made: Runway, rule: Rule, terms: Terms, whole: Number) -> Runway:
    population = terms.populations[0]
    counted = f"{population.categories[0].name}, soldiers apart" if population.categories else population.name
    by = f"{rule.by.amount:,g} {rule.by.unit.value if rule.by.amount != 1 else rule.by.unit.value[:-1]}"
    words = f"By a rule told by {rule.speaker}, {by} for each {rule.amount:,g} {rule.of}, taken to count {counted}"
    step = Step(words, Extent.exactly(rule.amount), rule.claims)
    steps = [step]
    if whole.told and whole.count != made.pool:
        steps.append(Step(f"of {whole.count} {population.name} held", whole.count, whole.claims))
    return replace(
        made,
        sum=f"{', '.join(s.words for s in steps)}: {made.sum}",
        steps=(*steps, *made.steps),
        claims=tuple(dict.fromkeys(c for s in (*steps, *made.steps) for c in s.claims)),
        rule_by=rule.speaker,
    )


def _terms(rule: Rule, facts: Sequence[Fact], at: datetime) -> Terms:
    category = _category(rule, facts)
    called = dict.fromkeys((*_called(rule.of), *_held_as(facts)))
    population = Population(rule.of, called=tuple(called), categories=(category,) if category else ())
    amount = Amount(rule.amount, rule.amount, rule.of, f"{rule.amount:,g} {rule.of}")
    earned = Earned(rule.by, amount, rule.of, (), category.name if category else "")
    truce = Truce(Point(Anchor.DUTY), renewal=Renewal.EARNED, earned=earned)
    return Terms("a rule as told", at, "UTC", (), truce=truce, populations=(population,))


def _called(word: str) -> tuple[str, ...]:
    """The word, and those of its like that the codebook has for people held."""
    category = codebook().category(word.casefold())
    return (word, *category.words) if category else (word,)


def _held_as(facts: Sequence[Fact]) -> Iterator[str]:
    """The words for people by which those held are spoken of: here they can mean no other population."""
    for fact in facts:
        if not fact.deed and fact.measure in (Measure.STOCK, Measure.NONE) and fact.what and _who(fact):
            yield from fact.what if all(people_word(w) for w in fact.what) else ()


def _category(rule: Rule, facts: Sequence[Fact]) -> Category | None:
    """Whom the figures of those held single out among those whose release is asked for; else those asked for."""
    asked = [_who(f) for f in facts if f.deed in ("release", "refuse") and (f.told in WANTED or f.deed == "refuse")]
    wanted = frozenset[str]().union(*asked)
    counted = [f for f in facts if f.measure is Measure.STOCK and not f.deed and f.part_of and _who(f)]
    for fact in counted:
        if _who(fact) & wanted or not wanted:
            return _named(next((w for w in fact.what if people_word(w)), ""), _who(fact))
    return _named("", wanted) if wanted else None


def _who(fact: Fact) -> frozenset[str]:
    return frozenset(k for k in plain_all(fact.kinds) if axis_of(k) == "who")


def _named(word: str, kinds: frozenset[str]) -> Category:
    name = word or " or ".join(sorted(kinds))
    return Category(name, tuple((k,) for k in sorted(kinds)), never=(SOLDIER,))


def _accounts(facts: Sequence[Fact], terms: Terms) -> Iterator[Account]:
    """One account for each speaker, of that speaker's own facts alone."""
    by_speaker: dict[str, list[Version]] = {}
    for fact in facts:
        if fact.told is Told.DONE:
            by_speaker.setdefault(fact.speaker, []).append(_version(fact))
    for speaker, versions in by_speaker.items():
        by_deed: dict[str, list[Version]] = {}
        for version in versions:
            by_deed.setdefault(version.deed, []).append(version)
        yield Account(speaker, tuple(versions), by_deed={d: tuple(v) for d, v in by_deed.items()})


def _version(fact: Fact) -> Version:
    incident = Incident(fact.claim, fact.deed, (fact,), start=fact.start, end=fact.end, day_known=fact.day_known)
    return Version(
        incident,
        Position.HELD,
        True,
        "it says so itself",
        claims=(fact.claim,),
        count=fact.count,
        about=fact.about,
        actors=fact.actors,
        recipients=fact.recipients,
        what=fact.what,
        kinds=fact.kinds,
        qualities=fact.qualities,
        start=fact.start,
        end=fact.end,
        known=fact.known,
    )
