"""Duties: from the words of one duty or act to the value of it in ``terms``."""

from __future__ import annotations

from dataclasses import replace

from truceline.agreements import phrases, points
from truceline.agreements.deeds import deeds
from truceline.agreements.nouns import Found, Nouns
from truceline.agreements.phrases import Count
from truceline.agreements.problems import Unclear, meant
from truceline.agreements.schedules import steps
from truceline.agreements.schema import DutyText
from truceline.agreements.scope import Spot
from truceline.agreements.terms import Amount, Anchor, Duty, DutyKind, Point, Quota, Ratio

_EVERYWHERE = "everywhere"


def duty(name: str, text: DutyText, spot: Spot, *, owed: bool = True) -> tuple[Duty, ...]:
    """The duty, and a second one, "NAME: pace", where the words also say how fast. Faults are told at the spot."""
    _misplaced(text, spot)
    made = _whole(name, text, spot, owed)
    if text.pace is None:
        return (made,)
    amount = Amount(text.pace.low, None, made.what, text.pace.words)
    paced = replace(made, name=f"{name}: pace", amount=amount, each=text.pace.each, ratio=None, schedule=())
    return replace(made, quota=Quota.EACH, surplus=False), paced


def _whole(name: str, text: DutyText, spot: Spot, owed: bool) -> Duty:
    by = spot.who(text.by, "by")
    done, what, category, count = _deed(text, spot, by)
    ratio = _ratio(text, spot, by, done, count)
    amount = None if ratio else _amount(count, what, text, spot)
    opens = _opens(text, spot)
    schedule = steps(text.schedule, amount, spot) if text.schedule else ()
    return Duty(
        name=name,
        kind=_kind(text, amount, ratio),
        by=by,
        deeds=done,
        what=what,
        category=spot.category(what, text.category or category, "category"),
        amount=amount,
        to=spot.who(text.to, "to"),
        opens=opens,
        due=_due(text, spot, opens, ratio) or (schedule[-1].due if schedule else None),
        each=text.each,
        before=text.before,
        quota=text.counted,
        surplus=text.surplus,
        schedule=schedule,
        ratio=ratio,
        where=_where(text),
        clock=text.between,
        unless=text.unless,
        after=spot.terms(text.after, "after"),
        together=spot.terms(text.together_with, "together_with"),
        excuses=text.excuses,
        also_by=spot.who(text.also_by, "also_by"),
        outside=text.outside,
        survives=text.survives,
        phase=_phase(text, spot),
        owed=owed,
    )


def _kind(text: DutyText, amount: Amount | None, ratio: Ratio | None) -> DutyKind:
    if not text.deed.name:
        return DutyKind.REFRAIN
    return DutyKind.COUNT if amount or ratio else DutyKind.DEED


def _deed(text: DutyText, spot: Spot, by: tuple[str, ...]) -> tuple[tuple[str, ...], str, str, Count | None]:
    """The deeds, what they are about, the category that its words name, and how many."""
    key, said = text.deed.key, text.deed.said
    if not text.deed.name:
        return *spot.ask(lambda: _barred(said), ((), ""), key), "", None
    if text.deed.place:
        return (text.deed.name,), "", "", None
    counted = spot.ask(lambda: _counted(text.deed.name, said[0], spot.scope.nouns, by), (None, Found(said[0])), key)
    count, found = counted
    return (text.deed.name,), found.population, found.category, count


def _counted(name: str, said: str, nouns: Nouns, by: tuple[str, ...]) -> tuple[Count | None, Found]:
    """How many of what. Goods that the file does not name keep their words; people must be named."""
    count = phrases.maybe_count(said)
    noun = count.noun if count else said
    found = nouns.find(noun, by, measured=count is not None)
    if found is None and (deeds()[name].ledger or nouns.slip(noun)):
        raise nouns.unknown(noun)
    return count, found or Found(noun)


def _barred(said: tuple[str, ...]) -> tuple[tuple[str, ...], str]:
    """ "attack", "capture civilians": the deeds that are barred, and whom or what they must not be done to."""
    found = [_barred_deed(words) for words in said]
    about = {what for _, what in found}
    if len(about) > 1:
        raise Unclear("the deeds are barred for different things.", "Write a duty for each.")
    return tuple(name for name, _ in found), about.pop()


def _barred_deed(said: str) -> tuple[str, str]:
    plain = said.casefold()
    fitting = [d for d in deeds() if plain == d or plain.startswith(f"{d} ")]
    if not fitting:
        first = plain.split()[0]
        raise Unclear(f'"{said}" is no deed that claims can tell.', meant(first, deeds(), "deeds"))
    name = max(fitting, key=len)
    return name, said[len(name) :].strip()


def _amount(count: Count | None, what: str, text: DutyText, spot: Spot) -> Amount | None:
    if count is None:
        return None
    return amount(count, what, text.enough, spot)


def amount(count: Count, of: str, enough: float | None, spot: Spot) -> Amount:
    """How many of a population, with the least that will do where somebody reads "about" so."""
    most = count.low if count.low is not None else count.high
    if enough is not None and most is not None and enough > most:
        what = f'{phrases.digits(enough)} cannot be enough where "{count.words}" is asked.'
        spot.tell(Unclear(what, "Write the least that will do."), "enough")
    return Amount(count.low, count.high, of, count.words, all=count.all, about=count.about, enough=enough)


def _ratio(text: DutyText, spot: Spot, by: tuple[str, ...], done: tuple[str, ...], count: Count | None) -> Ratio | None:
    taken = text.for_each
    if taken is None:
        return None
    give = count.low if count else None
    if count is None and phrases.faulty(text.deed.said[0]):
        return None
    if give is None or taken.low is None:
        todo = 'Write so many for so many: "release: 3 prisoners, for_each: 1 hostage".'
        spot.tell(Unclear("an exchange needs a number on both sides.", todo), text.deed.key)
        return None
    on = text.taken_on
    of, category = spot.population(taken.noun, on.by if on else by, "for_each", theirs=bool(on and on.by))
    inner = Spot(spot.scope, spot.node.get("taken_on") or spot.node, (*spot.path, "taken on"))
    holders = inner.who(on.by, "by") if on and on.by else _holders(spot, of, by)
    said = on.category if on and on.category else category
    return Ratio(
        give=give,
        take=taken.low,
        of=of,
        by=holders,
        deed=inner.ask(lambda: _taken_deed(on.deed if on else "", done), "release", "deed"),
        category=inner.category(of, said, "category"),
        outside=bool(on and on.outside),
    )


def _holders(spot: Spot, of: str, by: tuple[str, ...]) -> tuple[str, ...]:
    """Whose deeds the ratio is taken on: those who hold that population; else every other party."""
    population = spot.scope.nouns.population(of)
    held = population.held_by if population else ()
    return held or tuple(p for p in spot.scope.names.of("parties") if p not in by)


def _taken_deed(said: str, done: tuple[str, ...]) -> str:
    if said:
        if said not in deeds():
            raise Unclear(f'"{said}" is no deed that claims can tell.', meant(said, deeds(), "deeds"))
        return said
    return next((d for d in done if deeds()[d].ledger), "release")


def _opens(text: DutyText, spot: Spot) -> Point:
    start = Point(Anchor.EFFECT)
    return spot.point(text.opens, "opens") or spot.point(start, "opens") or start


def _due(text: DutyText, spot: Spot, opens: Point, ratio: Ratio | None) -> Point | None:
    if text.due is not None or not text.within:
        return spot.point(text.due, "due")
    base = Point(Anchor.DUTY) if ratio else opens
    if text.within.casefold() in ("same day", "the same day"):
        return points.same_day(base)
    return spot.ask(lambda: points.plus(base, phrases.length(text.within)), None, "within")


def _where(text: DutyText) -> tuple[str, ...]:
    places = text.where + (text.deed.said if text.deed.place else ())
    return tuple(dict.fromkeys(p for p in places if p.casefold() != _EVERYWHERE))


def _phase(text: DutyText, spot: Spot) -> str:
    if text.phase and text.phase not in spot.scope.phases:
        todo = meant(text.phase, spot.scope.phases, "phases")
        spot.tell(Unclear(f'there is no phase "{text.phase}".', todo), "phase")
    return text.phase


def _misplaced(text: DutyText, spot: Spot) -> None:
    """Keys that say nothing where they stand, because the key they belong to is missing or another rules it out."""
    written = set(spot.node.keys)
    again = text.each is not None or text.pace is not None
    refrain = not text.deed.name
    rules = (
        ("before", text.before and not text.each, "needs a duty that comes again.", "Add each: day, or write due:."),
        ("counted", "counted" in written and not again, "needs a duty that comes again.", "Add each: day."),
        ("taken_on", text.taken_on and not text.for_each, "needs an exchange.", "Add for_each:."),
        ("within", text.within and text.due, "stands beside due:, and one deadline is enough.", "Keep one of them."),
        ("pace", text.pace and text.each, "stands beside each:.", "Keep one of them."),
        ("schedule", text.schedule and text.for_each, "stands beside for_each:.", "Write a duty for each."),
        ("between", text.between and not refrain, "belongs to refrain from:.", "Write before: or due:."),
        ("unless", text.unless and not refrain, "belongs to refrain from:.", "Write excuses:."),
        ("schedule", text.schedule and refrain, "says when something is done.", "Leave it out."),
        ("pace", text.pace and refrain, "says how fast something is done.", "Leave it out."),
    )
    for key, wrong, why, todo in rules:
        if wrong:
            spot.tell(Unclear(f"this {why}", todo), key)
