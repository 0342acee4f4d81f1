"""Compile: from the plain document of one reading to its terms, with every name looked up."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from zoneinfo import ZoneInfo

from truceline.agreements.checked import checked
from truceline.agreements.checks import check
from truceline.agreements.document import Node
from truceline.agreements.duties import amount, duty
from truceline.agreements.names import Names
from truceline.agreements.nouns import Nouns
from truceline.agreements.phrases import Count
from truceline.agreements.problems import Problems, Unclear
from truceline.agreements.schema import (
    AgreementText,
    ChoiceText,
    ExtendedText,
    OrderText,
    PhaseText,
    PopulationText,
    TruceText,
)
from truceline.agreements.scope import Scope, Spot
from truceline.agreements.terms import (
    Amount,
    Anchor,
    Duty,
    Earned,
    Extension,
    Length,
    Order,
    PersonsChoice,
    Phase,
    Point,
    Population,
    Renewal,
    Terms,
    Truce,
    Unit,
)
from truceline.agreements.versions import SECTIONS, amendment_name, amendments, versions, with_additions

_EVERYONE = ("everyone else", "everybody else", "all others", "the rest")


def compiled(plain: Node, written: Node, names: Names, zone: ZoneInfo, problems: Problems) -> Terms | None:
    """The terms of a plain document; None where its head cannot be used.

    ``written`` is the whole document, in which every duty has its name whether or not this reading
    keeps it. Everything wrong goes to ``problems``.
    """
    doc, root = checked(AgreementText, with_additions(plain, problems), (), zone, problems)
    if doc is None:
        return None
    nobody = Scope(names, Nouns(()), zone, problems, (), frozenset())
    scope = _scope(doc, root, written, nobody)
    top = Spot(scope, root, ())
    _one_meaning(written, names, top)
    terms = _terms(doc, root, scope, top)
    duties, spots = _duties(doc, root, scope)
    terms = replace(terms, duties=duties)
    if not problems.found:
        check(terms, spots, top)
    return terms


def _scope(doc: AgreementText, root: Node, written: Node, nobody: Scope) -> Scope:
    populations = tuple(
        _population(name, text, Spot(nobody, root.at((section, name)) or root, (section, name)))
        for section, texts in (("people", doc.people), ("goods", doc.goods))
        for name, text in texts.items()
    )
    return replace(
        nobody,
        nouns=Nouns(populations, frozenset(doc.goods)),
        written=_term_names(written),
        present=frozenset(_term_names(root)),
        phases=tuple(doc.phases),
        truce=doc.truce is not None,
    )


def _term_names(root: Node) -> tuple[str, ...]:
    """Every duty and act that a document names, those that amendments bring in included."""
    found = [name for section in SECTIONS for name in (root.get(section) or Node(1)).keys]
    for _, node in (root.get("amendments") or Node(1)).walk():
        for entry in (node.get("changes") or Node(1)).entries or ():
            section, _, name = entry.key.partition(".")
            if section in SECTIONS and name and "." not in name and not entry.node.empty:
                found.append(name)
    return tuple(dict.fromkeys(found))


def _one_meaning(written: Node, names: Names, top: Spot) -> None:
    """Told: two who share a name, a duty and an act that share one, a dot in a name."""
    seen: set[str] = set()
    for known in names.known:
        for name in known.names:
            if name.casefold() in seen:
                what = f'"{name}" stands for two here.'
                top.tell(Unclear(what, "Give each name to one of them."), known.role, *filter(None, [known.key]))
            seen.add(name.casefold())
    duties, acts = ((written.get(s) or Node(1)).keys for s in SECTIONS)
    for name in set(duties) & set(acts):
        top.tell(Unclear(f'"{name}" is a duty and an act.', "Give one of them another name."), "acts", name)
    for section, names_there in zip(SECTIONS, (duties, acts), strict=True):
        for name in names_there:
            if "." in name:
                top.tell(Unclear("a dot may not stand in a name.", "Write the name without it."), section, name)


def _population(name: str, text: PopulationText, spot: Spot) -> Population:
    words = (name, *text.called, *(word for word, _ in text.words))
    return Population(
        name=name,
        held_by=spot.who(text.held_by, "held_by"),
        called=tuple(dict.fromkeys(words)),
        kinds_of=text.words,
        outside=text.outside,
        categories=text.categories,
    )


def _terms(doc: AgreementText, root: Node, scope: Scope, top: Spot) -> Terms:
    def spot(*path: str | int) -> Spot:
        return Spot(scope, root.at(path) or root, path)

    extensions, ended = _later_texts(doc, root, top)
    return Terms(
        title=doc.agreement,
        signed=doc.text_of,
        zone=doc.zone,
        parties=scope.names.of("parties"),
        mediators=scope.names.of("mediators"),
        monitors=scope.names.of("monitors"),
        truce=_truce(doc.truce, spot("truce")) if doc.truce else None,
        phases=tuple(_phase(name, text, spot("phases", name)) for name, text in doc.phases.items()),
        populations=scope.nouns.populations,
        orders=tuple(_order(text, spot("order", n)) for n, text in enumerate(doc.order)),
        choices=tuple(_choice(name, text, spot("choices", name)) for name, text in doc.choices.items()),
        extensions=extensions,
        ended=ended,
    )


def _duties(doc: AgreementText, root: Node, scope: Scope) -> tuple[tuple[Duty, ...], dict[Duty, Spot]]:
    spots: dict[Duty, Spot] = {}
    for version in versions(doc, root, scope):
        spot = Spot(scope, version.node, version.path)
        for made in duty(version.name, version.text, spot, owed=version.section == "duties"):
            bound = replace(
                made,
                bound_from=version.bound_from,
                bound_until=version.bound_until,
                replaced_by=version.replaced_by,
            )
            spots[bound] = spot
    return tuple(spots), spots


def _truce(text: TruceText, spot: Spot) -> Truce:
    starts = spot.point(text.from_, "from") or Point(Anchor.SIGNED)
    renewal = text.renewed or (Renewal.EARNED if text.extended else Renewal.NONE)
    extended = Spot(spot.scope, spot.node.get("extended") or spot.node, (*spot.path, "extended"))
    return Truce(
        starts=starts,
        lasts=spot.ask(lambda: _lasts(text, starts), text.for_, "until"),
        renewal=renewal,
        earned=_earned(text.extended, extended) if text.extended else None,
        onward=text.then,
        notice=text.notice,
        talks_apart=text.when_talks_are_suspended,
    )


def _lasts(text: TruceText, starts: Point) -> Length | None:
    if text.until is None:
        return text.for_
    if text.for_ is not None:
        raise Unclear("this stands beside for:, and one of them is enough.", "Keep one.")
    if starts.at is None or starts.offset or starts.day:
        raise Unclear("until: needs a truce that begins at a moment.", "Write for: with a length instead.")
    if text.until <= starts.at:
        raise Unclear("the truce ends before it starts.", "Look at from: and until:.")
    return _between(starts.at, text.until)


def _between(start: datetime, end: datetime) -> Length:
    """Whole local days where the clock time is the same, else the hours and minutes that pass."""
    if start.time() == end.time():
        return Length(float((end.date() - start.date()).days), Unit.DAYS)
    minutes = (end.timestamp() - start.timestamp()) / 60
    return Length(minutes / 60, Unit.HOURS) if minutes % 60 == 0 else Length(minutes, Unit.MINUTES)


def _earned(text: ExtendedText, spot: Spot) -> Earned:
    of, category = spot.population(text.for_each.noun, text.done_by, "for_each")
    population = spot.scope.nouns.population(of)
    cap = text.at_most
    return Earned(
        by=text.by,
        amount=amount(text.for_each, of, text.enough, spot),
        of=of,
        by_party=spot.who(text.done_by, "done_by") or (population.held_by if population else ()),
        category=spot.category(of, text.category or category, "category"),
        outside=text.outside,
        surplus=text.surplus,
        cap=cap.length if cap else None,
        cap_count=_capped(cap.count, spot) if cap and cap.count else None,
    )


def _capped(count: Count, spot: Spot) -> Amount:
    inner = Spot(spot.scope, spot.node.get("at_most") or spot.node, (*spot.path, "at most"))
    of, _ = inner.population(count.noun, (), "count")
    return amount(count, of, None, inner)


def _phase(name: str, text: PhaseText, spot: Spot) -> Phase:
    starts = spot.point(text.from_, "from") or Point(Anchor.EFFECT)
    return Phase(name, starts, text.for_, spot.terms(text.gate, "gate"), text.then)


def _order(text: OrderText, spot: Spot) -> Order:
    of, _ = spot.population(text.of, text.by, "of")
    everyone = not text.then or text.then.casefold() in _EVERYONE
    return Order(
        name=text.name or f"{text.first} first",
        of=of,
        by=spot.who(text.by, "by"),
        first=spot.category(of, text.first, "first"),
        then=text.then if everyone else spot.category(of, text.then, "then"),
        together=text.together,
    )


def _choice(name: str, text: ChoiceText, spot: Spot) -> PersonsChoice:
    of, _ = spot.population(text.of, (), "of")
    opens = spot.point(text.opens, "opens") or Point(Anchor.EFFECT)
    return PersonsChoice(name, of, opens, text.window, text.options, text.default)


def _later_texts(doc: AgreementText, root: Node, top: Spot) -> tuple[tuple[Extension, ...], datetime | None]:
    """The extensions and the end that later texts bring."""
    extensions, ended = [], None
    for text, node, n in amendments(doc, root):
        spot = Spot(top.scope, node, ("amendments", text.name or n))
        if text.ends and ended is None:
            ended = text.of
        if text.extends is None:
            continue
        if doc.truce is None:
            spot.tell(Unclear("there is no truce to extend.", "Add `truce`, or leave it out."), "extends")
        if (text.extends.by is None) == (text.extends.until is None):
            spot.tell(
                Unclear("an extension has a length or an end.", "Write by: 5 days, or until: 2024-02-05."), "extends"
            )
        extensions.append(Extension(text.of, text.extends.by, text.extends.until, amendment_name(text)))
    return tuple(extensions), ended
