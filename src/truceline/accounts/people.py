"""People: whom a version speaks of, and towards which population and category they count."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache

from truceline.accounts.account import Version
from truceline.accounts.extent import Extent
from truceline.accounts.fact import Fact
from truceline.accounts.kinds import LIFE, Fit, all_of, axis_of, fits, plain_all
from truceline.accounts.tally import is_total, narrowed, tally
from truceline.agreements.deeds import deeds
from truceline.agreements.terms import Category, Population
from truceline.model.codebook import codebook

__all__ = ["Fit", "Sorter", "belongs", "count_towards", "counted", "fit_of", "fits", "kinds_of", "narrowed", "outside"]

Item = Version | Fact

HOLDERS = frozenset({"release", "return", "capture", ""})
"""Deeds whose actor holds, or held, the people concerned; "" is a figure of those held."""


@dataclass(frozen=True, slots=True)
class _Words:
    """A population's words, ready to be looked up."""

    called: frozenset[str]
    implied: dict[str, frozenset[str]]
    held_by: frozenset[str]
    outside: frozenset[str]


@lru_cache(maxsize=512)
def _words(population: Population) -> _Words:
    called = frozenset(f for w in (population.name, *population.called) for f in _own_forms(w))
    implied = {f: plain_all(k) for word, k in population.kinds_of for f in _own_forms(word)}
    return _Words(called, implied, frozenset(population.held_by), plain_all(population.outside))


def _own_forms(word: str) -> tuple[str, str]:
    whole = word.casefold().strip()
    return whole, _singular(whole)


@lru_cache(maxsize=4096)
def forms(word: str) -> tuple[str, ...]:
    """The forms by which a word is looked up: itself, and its head noun, each also without a plural s.

    "Israeli hostages" is looked up as "hostages" too; "list of hostages" is a list and no hostages, while
    "bodies of hostages" are the hostages themselves.
    """
    whole = word.casefold().strip()
    head, _, rest = whole.partition(" of ")
    head = head.rsplit(" ", 1)[-1]
    found = [whole, _singular(whole), head, _singular(head)]
    if rest and _is_dead(head):
        found += forms(rest)
    return tuple(dict.fromkeys(found))


def _is_dead(word: str) -> bool:
    category = codebook().category(word) or codebook().category(_singular(word))
    return category is not None and category.name == "bodies"


def _singular(word: str) -> str:
    if word.endswith("ies") and len(word) > 4:
        return word[:-3] + "y"
    return word[:-1] if word.endswith("s") and not word.endswith("ss") else word


@lru_cache(maxsize=4096)
def people_word(word: str) -> bool:
    """Whether a word says no more than that they are people ("women and children", "civilians")."""
    category = next((c for f in forms(word) if (c := codebook().category(f))), None)
    return category is not None and category.population in ("people", "captives")


def belongs(item: Item, population: Population, others: Sequence[Population] = ()) -> bool:
    """Whether a version or fact speaks of this population. Raises nothing.

    Its words decide. Where a word stands under several populations (``others``: all of the agreement), or
    the words name no population, whoever holds them decides, then whoever receives them. Without
    ``others``, a word that the population is called by is taken as its own.
    """
    return _belongs(_Seen(item.what, item.deed, item.actors, item.recipients, item.kinds), population, tuple(others))


@dataclass(frozen=True, slots=True)
class _Seen:
    """What of an item decides whom it speaks of."""

    what: tuple[str, ...]
    deed: str
    actors: tuple[str, ...]
    recipients: tuple[str, ...]
    kinds: frozenset[str]


@lru_cache(maxsize=65536)
def _belongs(seen: _Seen, population: Population, others: tuple[Population, ...]) -> bool:
    rivals = [p for p in others if p != population]
    place = _place(seen.what, population)
    if place is None:
        nameless = all(people_word(w) and all(_place((w,), p) is None for p in rivals) for w in seen.what)
        if not nameless:
            return False
        holder = seen.deed in HOLDERS and _only_holder(population, rivals, seen.actors)
        return holder or _only_kind(population, rivals, seen.kinds)
    places = [(p, _place(seen.what, p)) for p in rivals]
    if any(at is not None and at < place for _, at in places):
        return False
    same = [p for p, at in places if at == place]
    return not same or _decided(population, same, seen)


def _place(what: Sequence[str], population: Population) -> tuple[int, bool] | None:
    """How near a word comes to what the population is called: which word, and whether by its head noun alone."""
    called = _words(population).called
    for index, word in enumerate(what):
        if any(f in called for f in _own_forms(word)):
            return index, False
        if any(f in called for f in forms(word)):
            return index, True
    return None


def _held(population: Population, names: Iterable[str]) -> bool:
    return any(n in _words(population).held_by for n in names)


def _only_holder(population: Population, rivals: Sequence[Population], actors: tuple[str, ...]) -> bool:
    return _held(population, actors) and not any(_held(p, actors) for p in rivals)


def _only_kind(population: Population, rivals: Sequence[Population], words: frozenset[str]) -> bool:
    """Whether people are of a kind that a word of this population implies, and of no other's."""
    own = plain_all(words)
    implied = {k for kinds in _words(population).implied.values() for k in kinds}
    others = {k for p in rivals for kinds in _words(p).implied.values() for k in kinds}
    return bool(own & implied - others)


def _decided(population: Population, rivals: Sequence[Population], seen: _Seen) -> bool:
    """Among populations that share the word: whose holder acts, else whose holder is not the one who receives."""
    if seen.deed in HOLDERS and seen.actors:
        return _held(population, seen.actors)
    if seen.recipients:
        return not _held(population, seen.recipients) and any(_held(p, seen.recipients) for p in rivals)
    return False


@lru_cache(maxsize=512)
def of_people(population: Population) -> bool:
    """Whether these are people, who can be held, and no goods."""
    words = (f for w in (population.name, *population.called) for f in forms(w))
    categories = (codebook().category(w) for w in words)
    named = {c.population for c in categories if c is not None}
    return bool(population.held_by) or bool(named & {"people", "captives", "casualties", "forces", "displaced"})


def kinds_of(item: Item, population: Population | None = None) -> frozenset[str]:
    """The kinds of an item in plain words, with what its words and qualities imply in this population."""
    own = plain_all(item.kinds) | (item.qualities & LIFE)
    implied = _words(population).implied if population else {}
    if not implied:
        return own
    return own.union(*(implied[f] for w in item.what for f in forms(w) if f in implied))


def fit_of(item: Item, population: Population, category: Category | None) -> Fit:
    """``fits`` for a version or fact, with the kinds that its words imply."""
    return fits(kinds_of(item, population), item.qualities, category, population)


_COUNTS = ("counts", "does not count")
_DEAL = ("in the deal", "outside the deal")


def outside(item: Item, population: Population) -> bool | None:
    """Whether a version or fact stands outside the deal, as far as what is owed goes; None where nothing says so.

    Said in so many words, that it counts or does not count goes first, then in or outside the deal, then
    the kinds that the population puts outside.
    """
    return _outside(item, population, (_COUNTS, _DEAL))


def beside(item: Item, population: Population) -> bool | None:
    """Whether it was done apart from the deal; None where nothing says so.

    Whoever is said not to count stands beside it, while one released beside it stays there, whatever it counts for.
    """
    if item.qualities & set(_COUNTS) == {"does not count"}:
        return True
    return _outside(item, population, (_DEAL, _COUNTS))


def nobody_counted(item: Item) -> bool:
    """Whether those concerned are said not to count, and no more: they are no people of the population."""
    return "does not count" in item.qualities and not item.qualities & {"counts", "outside the deal"}


def _outside(item: Item, population: Population, pairs: Iterable[tuple[str, str]]) -> bool | None:
    said = item.qualities
    for inside, apart in pairs:
        if (inside in said) != (apart in said):
            return apart in said
        if inside in said:
            return None
    return True if kinds_of(item, population) & _words(population).outside else None


def counted(item: Item, population: Population, category: Category | None, outside_counts: bool) -> Fit:
    """Whether a version counts towards what is owed of the category.

    What nobody puts outside the deal is taken as inside. What is told as "counts" counts in every category
    that its kinds do not rule out; what is told as "does not count" counts nowhere.
    """
    fit = fit_of(item, population, category)
    told = {"counts", "does not count"} & item.qualities
    if fit is Fit.NO or told == {"does not count"}:
        return Fit.NO
    if told == {"counts"}:
        return Fit.YES
    if outside(item, population) and not outside_counts:
        return Fit.NO
    return fit


def count_towards(
    versions: Iterable[Version],
    population: Population,
    category: Category | None,
    outside_counts: bool,
    others: Sequence[Population] = (),
) -> Extent:
    """How many of a population's category these versions add up to, as a range. Raises nothing.

    Only versions that the account takes as done are added; those that may or may not fall in the category
    widen the range from 0. Parts of a whole stand in for it, and a running total adds only what it has
    beyond the days it spans. The caller chooses the deeds and the stretch of time.
    """
    mine = [v for v in versions if v.taken and belongs(v, population, others)]
    apart = any(outside(v, population) for v in mine)
    return tally(
        mine,
        lambda v: counted_in(v, population, category, outside_counts, apart),
        lambda total, day: covers(total, day, population),
    )


def counted_in(
    version: Version, population: Population, category: Category | None, outside_counts: bool, apart: bool
) -> Fit:
    """``counted``, where a running total that is silent about the deal may hold some of those released ``apart``."""
    fit = counted(version, population, category, outside_counts)
    silent = is_total(version) and not outside_counts and apart and outside(version, population) is None
    return all_of((fit, Fit.MAYBE)) if silent else fit


def _column(version: Version) -> str:
    """The column of the ledger that a deed moves."""
    deed = deeds().get(version.deed)
    return deed.ledger if deed else ""


def covers(total: Version, day: Version, population: Population) -> bool:
    """Whether a running total speaks of the people of a day: its kinds do not rule them out, nor does the deal."""
    if outside(total, population) is False and (outside(day, population) or _column(day) != _column(total)):
        return False
    theirs, own = kinds_of(day, population), kinds_of(total, population)
    by_axis: dict[str, list[str]] = {}
    for kind in own:
        by_axis.setdefault(axis_of(kind), []).append(kind)
    asked = [Category("", tuple((k,) for k in sorted(group))) for group in by_axis.values()]
    return all_of(fits(theirs, frozenset(), c, population) for c in asked) is not Fit.NO


class Sorter:
    """Sorts versions by population and category, remembering what it found for people told of alike.

    Its answers are those of ``belongs``, ``fit_of`` and ``counted_in``.
    """

    def __init__(self, populations: Sequence[Population]) -> None:
        self.populations = tuple(populations)
        self._places: dict[object, frozenset[str]] = {}

    def places(self, item: Item) -> frozenset[str]:
        """The names of the populations that an item speaks of."""
        seen = (item.what, item.deed, item.actors, item.recipients, item.kinds)
        if seen not in self._places:
            found = (p.name for p in self.populations if belongs(item, p, self.populations))
            self._places[seen] = frozenset(found)
        return self._places[seen] or self._by_parts(item)

    def _by_parts(self, item: Item) -> frozenset[str]:
        """Where its own words name no population, the one that all of its parts belong to."""
        parts = item.parts if isinstance(item, Version) else ()
        places = {self.places(p) for p in parts}
        return next(iter(places)) if len(places) == 1 else frozenset()

    def fit(self, population: Population, category: Category | None) -> Callable[[Version], Fit]:
        """How versions fall in the category."""
        return _remembered(lambda v: fit_of(v, population, category))

    def release(
        self, population: Population, category: Category | None, versions: Iterable[Version], *, apart: bool
    ) -> Callable[[Version], Fit]:
        """How releases fall in as done under the deal, or, with ``apart``, beside it."""
        listed = tuple(versions)
        deeds = {v.deed for v in listed}
        some_apart = any(beside(v, population) for v in listed)

        def fit(version: Version) -> Fit:
            if version.deed not in deeds:
                return Fit.NO
            if bool(beside(version, population)) is not apart or (apart and nobody_counted(version)):
                return Fit.NO
            fit = fit_of(version, population, category)
            silent = is_total(version) and not apart and some_apart and beside(version, population) is None
            return all_of((fit, Fit.MAYBE)) if silent else fit

        return _remembered(fit)


def _remembered(fit: Callable[[Version], Fit]) -> Callable[[Version], Fit]:
    known: dict[object, Fit] = {}

    def look_up(version: Version) -> Fit:
        key = (version.what, version.kinds, version.qualities, version.deed, is_total(version))
        found = known.get(key)
        if found is None:
            found = known[key] = fit(version)
        return found

    return look_up
