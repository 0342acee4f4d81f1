"""Wording: values of ``terms`` in plain words: moments, lengths, amounts, duties, truces, as a reader checks them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import datetime, time

from truceline.agreements.deeds import deeds
from truceline.agreements.terms import (
    Amount,
    Anchor,
    Category,
    Duty,
    DutyKind,
    Earned,
    Extension,
    Length,
    Onward,
    Order,
    PersonsChoice,
    Phase,
    Point,
    Population,
    Quota,
    Renewal,
    Truce,
    Unit,
)

_HOUR = 60

_ANYBODY = {"capture": "anyone", "kill": "anyone", "hold back": "anyone or anything", "seize": "anything"}
"""What a deed that cannot stand alone is said of where the file names nothing."""
_ROADS = (" road", " highway", " street")
_WITH_ARTICLE = frozenset("strip bank heights valley corridor road highway street crossing peninsula zone camp".split())
"""Last words of names of places that stand with "the"."""

PACE = ": pace"
"""What the second duty that comes of a pace has after its name."""
_ANCHORS = {
    Anchor.SIGNED: "the signature",
    Anchor.EFFECT: "the start of the truce",
    Anchor.END: "the end of the truce",
}
_QUOTAS = {
    Quota.EACH: "each period counts alone",
    Quota.AVERAGE: "counted on average",
    Quota.LATER: "what one period lacks may come later",
}
_RENEWALS = {
    Renewal.AGREED: "It is renewed if all parties agree.",
    Renewal.AUTOMATIC: "It renews itself.",
}
_ONWARD = {
    Onward.LAPSES: "When its time is over it lapses.",
    Onward.TALKS: "When its time is over it continues while talks go on.",
}


def joined(names: Iterable[str], link: str = "and") -> str:
    """ "one", "one and two", "one, two and three"."""
    listed = list(names)
    if len(listed) < 2:
        return "".join(listed)
    return f"{', '.join(listed[:-1])} {link} {listed[-1]}"


def day_words(at: datetime) -> str:
    """ "1 December 2023", "1 December 2023 07:00"; the first moment of a day is the day."""
    return f"{at.day} {at:%B %Y}" + (f" {at:%H:%M}" if at.time() != time() else "")


def length_words(length: Length) -> str:
    """ "4 days", "1 day"; many minutes as days, hours and minutes."""
    if length.unit is Unit.MINUTES and length.amount >= _HOUR:
        hours, minutes = divmod(length.amount, _HOUR)
        days, hours = divmod(hours, 24)
        parts = ((days, Unit.DAYS), (hours, Unit.HOURS), (minutes, Unit.MINUTES))
        return joined(length_words(Length(amount, unit)) for amount, unit in parts if amount)
    unit = length.unit.value
    return f"{length.amount:g} {unit[:-1] if length.amount == 1 else unit}"


def each_words(length: Length) -> str:
    """ "each day", "every 2 months"."""
    return f"each {length.unit.value[:-1]}" if length.amount == 1 else f"every {length_words(length)}"


def point_words(point: Point, *, end: bool = False) -> str:
    """A moment as words after "by" or "from"; ``end`` is for a deadline, where a day means the end of it."""
    clock = f" at {_clock(point.clock)}" if point.clock else ""
    last = "the end of " if end and point.day is not None and not clock else ""
    if point.offset is not None:
        return f"{length_words(point.offset)} after {_anchor(point)}{clock}"
    if point.day is None:
        return f"{_anchor(point)}{clock}"
    return f"{last}{_day(point)}{clock}"


def _day(point: Point) -> str:
    if point.anchor is Anchor.EFFECT:
        return f"day {point.day}"
    if point.day == 1:
        if point.anchor is Anchor.DUTY and not point.of:
            return "the same day"
        return _anchor(point) if point.anchor is Anchor.MOMENT else f"the day of {_anchor(point)}"
    return f"day {point.day} from {_anchor(point)}"


def _anchor(point: Point) -> str:
    if point.anchor is Anchor.DUTY:
        return f'"{point.of}"' if point.of else "each of these"
    if point.anchor is Anchor.MOMENT and point.at is not None:
        return day_words(point.at)
    return _ANCHORS[point.anchor]


def _clock(at: time | None) -> str:
    return f"{at:%H:%M}" if at else ""


def amount_words(amount: Amount) -> str:
    """As written, with the least that will do where somebody reads "about" so."""
    enough = f" ({amount.enough:g} are enough)" if amount.enough is not None else ""
    return f"{amount.words}{enough}"


def category_words(category: Category) -> str:
    """ "women and children: woman, or child; never soldier"."""
    kinds = joined((joined(group) for group in category.any_of), "or") or "not defined"
    return f"{category.name}: {kinds}" + (f"; never {joined(category.never, 'or')}" if category.never else "")


def population_words(population: Population) -> str:
    """Who holds them, by which words claims speak of them, who is outside, and every category."""
    parts = [
        f"held by {joined(population.held_by)}" if population.held_by else "",
        f"also called {joined((c for c in population.called if c != population.name), 'or')}"
        if set(population.called) - {population.name}
        else "",
        f"outside the deal: {joined(population.outside)}" if population.outside else "",
        *(f'"{category_words(c)}"' for c in population.categories),
    ]
    return _sentence(f"{population.name}: " + ("; ".join(p for p in parts if p) or "nothing more is said"))


# --- duties -----------------------------------------------------------------------------------------
def duty_words(duty: Duty) -> str:
    """One duty, prohibition or act as a sentence: who, what, by when, under which conditions."""
    return _sentence(" ".join(p for p in _head(duty) if p) + "".join(f"; {p}" for p in _conditions(duty) if p))


def _head(duty: Duty) -> Iterator[str]:
    verb = "is" if len(duty.by) == 1 else "are"
    if duty.owed:
        yield f"{joined(duty.by)} {verb} {'not to' if duty.kind is DutyKind.REFRAIN else 'to'}"
    else:
        yield f"others wait for {joined(duty.by)} to"
    let = duty.deeds == ("let in",) and bool(duty.where)
    yield "let" if let else joined(duty.deeds, "or")
    yield _object(duty) or _ANYBODY.get(duty.deeds[-1] if duty.deeds else "", "")
    yield f"to {joined(duty.to)}" if duty.to else ""
    yield _place(duty)
    yield f"between {_clock(duty.clock[0])} and {_clock(duty.clock[1])}" if duty.clock else ""
    yield f"unless in {joined(duty.unless, 'or')}" if duty.unless else ""
    yield each_words(duty.each) if duty.each else ""
    yield f"before {_clock(duty.before)}" if duty.before else ""
    yield f"from {point_words(duty.opens)}" if duty.opens.anchor is not Anchor.EFFECT or _late(duty.opens) else ""
    yield f"by {point_words(duty.due, end=True)}" if duty.due is not None and not duty.schedule else ""


def _late(point: Point) -> bool:
    return point.offset is not None or point.day is not None


def _object(duty: Duty) -> str:
    category = f" ({duty.category})" if duty.category and duty.category != duty.what else ""
    if duty.ratio is not None:
        ratio = duty.ratio
        narrowed = f" ({ratio.category})" if ratio.category else ""
        done = deeds()[ratio.deed].word if ratio.deed in deeds() else ratio.deed
        by = f" that {joined(ratio.by, 'or')} has {done}" if ratio.by else f" {done}"
        return f"{ratio.give:g} {duty.what}{category} for every {ratio.take:g} of the {ratio.of}{narrowed}{by}"
    if duty.amount is not None and duty.name.endswith(PACE):
        return f"at least {duty.amount.low:g} {duty.what}{category}"
    if duty.amount is not None:
        return f"{amount_words(duty.amount)}{category}"
    return f"{duty.what}{category}"


def _place(duty: Duty) -> str:
    if not duty.where:
        return "anywhere" if duty.kind is DutyKind.REFRAIN else ""
    link = {"withdraw": "from", "let in": "into"}.get(" or ".join(duty.deeds), "in")
    roads = link == "in" and all(w.casefold().endswith(_ROADS) for w in duty.where)
    return f"{'on' if roads else link} {joined(_place_name(w) for w in duty.where)}"


def _place_name(name: str) -> str:
    """ "the Gaza Strip", "the coast road"; "Northland"."""
    last = name.casefold().rpartition(" ")[2]
    return f"the {name}" if " " in name and last in _WITH_ARTICLE and not name.casefold().startswith("the ") else name


def _conditions(duty: Duty) -> Iterator[str]:
    for step in duty.schedule:
        yield f"{'the rest' if step.rest else f'{step.amount:g}'} by {point_words(step.due, end=True)}"
    if duty.each is not None and duty.kind is DutyKind.COUNT:
        yield _QUOTAS[duty.quota]
    yield "a surplus counts for the next period" if duty.surplus else ""
    yield f"only when {_quoted(duty.after)} {'is' if len(duty.after) == 1 else 'are'} done" if duty.after else ""
    yield f"hand in hand with {_quoted(duty.together)}" if duty.together else ""
    yield f'in the phase "{duty.phase}"' if duty.phase else ""
    yield f"it may be excused: {joined(duty.excuses, 'or')}" if duty.excuses else ""
    yield f"{joined(duty.also_by)} may do it as well" if duty.also_by else ""
    yield "what is done beside the deal counts too" if _counts_outside(duty) else ""
    yield "it binds on when the truce has ended" if duty.survives else ""
    yield f"brought in by the text of {day_words(duty.bound_from)}" if duty.bound_from else ""
    if duty.bound_until is not None:
        yield f"{'replaced' if duty.replaced_by else 'dropped'} on {day_words(duty.bound_until)}" + (
            f" by {duty.replaced_by}" if duty.replaced_by else ""
        )


def _counts_outside(duty: Duty) -> bool:
    return duty.outside or (duty.ratio is not None and duty.ratio.outside)


def _quoted(names: Iterable[str]) -> str:
    return joined(f'"{n}"' for n in names)


# --- the rest ---------------------------------------------------------------------------------------
def truce_words(truce: Truce) -> str:
    """From when, how long, how it is extended, what follows, and what becomes of it when talks are suspended."""
    lasts = f"for {length_words(truce.lasts)}" if truce.lasts else "without an end"
    parts = [
        f"The truce begins {_begins(truce.starts)} and runs {lasts}.",
        _RENEWALS.get(truce.renewal, ""),
        _earned_words(truce.earned) if truce.earned else "",
        f"A party that ends it gives notice {length_words(truce.notice)} before." if truce.notice else "",
        _ONWARD[truce.onward] if truce.lasts else "",
        "It binds while talks are suspended." if truce.talks_apart else "It is suspended while talks are.",
    ]
    return " ".join(p for p in parts if p)


def _begins(point: Point) -> str:
    return f"on {point_words(point)}" if point.anchor is Anchor.MOMENT else f"at {point_words(point)}"


def _every(amount: Amount) -> str:
    """ "every 10 captives, more or less (8 are enough)"."""
    bare = amount.words.removeprefix("about ").removeprefix("around ")
    enough = f" ({amount.enough:g} are enough)" if amount.enough is not None else ""
    return f"every {bare}{', more or less' if amount.about else ''}{enough}"


def _earned_words(earned: Earned) -> str:
    category = f" ({earned.category})" if earned.category else ""
    parts = [
        f"It is extended by {length_words(earned.by)} for {_every(earned.amount)}{category} released",
        "those released beside the deal count too" if earned.outside else "",
        "a surplus is carried over" if earned.surplus else "a surplus is lost",
        f"at most {length_words(earned.cap)} in all" if earned.cap else "",
        f"at most {amount_words(earned.cap_count)} in exchange" if earned.cap_count else "",
    ]
    return "; ".join(p for p in parts if p) + "."


def phase_words(phase: Phase) -> str:
    """From when, how long, what must be done before, and what follows."""
    lasts = f"for {length_words(phase.lasts)}" if phase.lasts else "without an end"
    gate = f", once {_quoted(phase.gate)} {'is' if len(phase.gate) == 1 else 'are'} done" if phase.gate else ""
    onward = f" {_ONWARD[phase.onward]}" if phase.lasts else ""
    return f"It begins {_begins(phase.starts)} and runs {lasts}{gate}.{onward}"


def order_words(order: Order) -> str:
    """Who comes first, who waits, and who may not be parted."""
    by = f", by {joined(order.by)}" if order.by else ""
    then = f"all {order.first} before {order.then}" if order.then else f"{order.first} first"
    together = f"{order.together} are not parted" if order.together else ""
    return _sentence(f"Of the {order.of}{by}: " + "; ".join(p for p in (then, together) if p))


def choice_words(choice: PersonsChoice) -> str:
    """What each person may choose, until when, and what happens to one who has not chosen."""
    options = f"between {joined(choice.options)}" if choice.options else "for themselves"
    default = f"whoever has not chosen by then: {choice.default or 'not said'}"
    window = f"within {length_words(choice.window)} of {point_words(choice.opens)}"
    return _sentence(f"Each of the {choice.of} chooses {options} {window}; {default}")


def extension_words(extension: Extension) -> str:
    """An extension that stands in a later text."""
    name = f' ("{extension.name}")' if extension.name else ""
    how = f"by {length_words(extension.by)}" if extension.by else ""
    until = f"until {day_words(extension.until)}" if extension.until else ""
    return f"Extended {how}{until} by the text of {day_words(extension.agreed)}{name}."


def _sentence(words: str) -> str:
    words = " ".join(words.split()).rstrip(".")
    return f"{words[:1].upper()}{words[1:]}."
