"""Counting: what a number leaves open: of whom, by which rule, on what it is taken, and by whom it is reached."""

from __future__ import annotations

from collections.abc import Iterator

from truceline.agreements.document import Node, Path
from truceline.agreements.rules.draft import EVERYONE, Draft, Fix, Found, Written, number, words_of
from truceline.agreements.terms import Amount, Category, DutyKind

VITAL = {"living", "alive", "dead"}
"""The kinds that tell the living from the dead."""
_TOLERANCE = 0.8
_LISTS = ("list", "lists", "names", "register")


def undefined_category(draft: Draft) -> Iterator[Found]:
    """A category is named and nowhere defined."""
    for path, population, name in _uses(draft):
        found = draft.terms.population(population)
        category = found.category(name) if found else None
        if found is None or (category is not None and category.any_of):
            continue
        section = "people" if draft.tree.at(("people", population)) is not None else "goods"
        what = f'"{name}" is nowhere defined among the categories of {population}.'
        words = "Say by which kinds somebody belongs to it, and which kinds keep him out."
        put = {"categories": {name: {"any of": [name], "never": ["dead"]}}}
        yield Found(path, what, words, Fix((section, population), put))


def open_category(draft: Draft) -> Iterator[Found]:
    """A category says who is in it, and not who is kept out."""
    for path, population, category in _defined(draft):
        node = draft.tree.at(path)
        if node is None or node.get("never") is not None or not _blurred(draft, population, category):
            continue
        what = f'the category "{category.name}" does not say who is kept out: people often have two kinds at once.'
        words = "Name the kinds that keep somebody out under never:, or write never: [] where none does."
        put = {category.name: {"any of": _groups(category), "never": _other_kinds(draft, population, category)}}
        yield Found(path, what, words, Fix(path[:-1], put))


def living_or_dead(draft: Draft) -> Iterator[Found]:
    """People are to be released, and whether the dead count is not said."""
    for path, population, _ in draft.people:
        uses = [c for name, c, _ in _released(draft) if name == population.name]
        if not uses or VITAL & set(population.outside) or all(_tells_vital(population.category(c)) for c in uses):
            continue
        what = f"{population.name} are to be released by number, and nothing says whether the dead count."
        words = "Say that the dead are outside, or count the living alone in each category."
        yield Found(path, what, words, Fix(path, {"outside": [*population.outside, "dead"]}))


def who_counts(draft: Draft) -> Iterator[Found]:
    """People are counted, and nothing says who of them does not count."""
    for path, population, node in draft.people:
        outside = set(population.outside)
        if node.get("outside") is not None and (not outside or outside - VITAL):
            continue
        what = (
            f"{population.name} are counted, and nothing says who among them does not count: "
            "those with two nationalities, for one."
        )
        words = "Name the kinds that do not count under outside:, or write outside: [] so that all do."
        yield Found(path, what, words, Fix(path, {"outside": [*population.outside, "foreign"]}))


def outside_the_deal(draft: Draft) -> Iterator[Found]:
    """A number is owed, and nothing says whether deeds beside the deal count towards it."""
    for at, node, subject in _numbers(draft):
        if node.get("outside") is None:
            what = f"{subject} does not say whether what is done beside this deal, as a gesture or for others, counts."
            words = "Write outside: no, or outside: yes."
            yield Found(at, what, words, Fix(at, {"outside": "no"}))


def quota(draft: Draft) -> Iterator[Found]:
    """So many in each period, and nothing says how the periods are counted."""
    for w in draft.of_kind(DutyKind.COUNT):
        if w.duty.each is not None and not w.says("counted") and not w.says("pace"):
            what = f'"{w.name}" recurs, and nothing says whether each period counts alone or an average does.'
            words = "Write counted: each period, on average, or made up later."
            yield Found(w.path, what, words, Fix(w.path, {"counted": "made up later"}))


def about(draft: Draft) -> Iterator[Found]:
    """ "About" so many, without the least that will do."""
    for path, amount, subject in _amounts(draft):
        if amount.about and amount.enough is None:
            least = number(max(1, int((amount.low or 1) * _TOLERANCE)))
            what = f'"{amount.words}" in {subject} does not say how few are still enough.'
            yield Found(path, what, "Write the least that will do.", Fix(path, {"enough": least}))


def ratio_base(draft: Draft) -> Iterator[Found]:
    """A ratio, without whom or what it is taken on."""
    for w in draft.of_kind(DutyKind.COUNT):
        if w.duty.ratio is None or w.says("taken on"):
            continue
        population = draft.terms.population(w.duty.ratio.of)
        taken = {"category": population.categories[0].name} if population and population.categories else {}
        what = f'the ratio of "{w.name}" does not say on which {w.duty.ratio.of} it is taken.'
        words = "Say by whom, of which category, and whether deeds beside the deal count."
        yield Found(w.path, what, words, Fix(w.path, {"taken on": {**taken, "outside": "no"}}))


def extension_category(draft: Draft) -> Iterator[Found]:
    """An extension is earned by releases, and any category seems to do."""
    earned, node = draft.terms.truce and draft.terms.truce.earned, draft.extended
    population = draft.terms.population(earned.of) if earned else None
    if not earned or node is None or earned.category or population is None or not population.categories:
        return
    names = [c.name for c in population.categories]
    what = f"the extension counts {earned.of} and does not say of which category: {', '.join(names)}."
    path: Path = ("truce", "extended")
    yield Found(path, what, "Name the category that earns it.", Fix(path, {"category": names[0]}))


def surplus(draft: Draft) -> Iterator[Found]:
    """An extension is earned, and what becomes of a surplus is not said."""
    node = draft.extended
    if draft.terms.truce and draft.terms.truce.earned and node is not None and node.get("surplus") is None:
        what = "the extension does not say whether what is too many on one day counts for the next."
        path: Path = ("truce", "extended")
        yield Found(path, what, "Write surplus: carried over, or lost.", Fix(path, {"surplus": "carried over"}))


def no_cap(draft: Draft) -> Iterator[Found]:
    """An extension can be earned again and again, and nothing says how often."""
    truce, node = draft.terms.truce, draft.extended
    if not truce or not truce.earned or node is None or node.get("at_most") is not None:
        return
    lasts = f"{number(truce.lasts.amount * 2)} {truce.lasts.unit.value}" if truce.lasts else "30 days"
    path: Path = ("truce", "extended")
    what = "the truce can be extended again and again, and nothing says how long it lasts at most."
    words = "Write the longest that it lasts in all, with every extension."
    yield Found(path, what, words, Fix(path, {"at_most": {"length": lasts}}))


def all_of_how_many(draft: Draft) -> Iterator[Found]:
    """All of a population are owed, and no list says how many those are."""
    listed = [words_of(w.duty.what) for w in draft.duties if _hands_over_list(w)]
    for w in draft.of_kind(DutyKind.COUNT):
        duty = w.duty
        if duty.amount is None or not duty.amount.all or any(words_of(duty.what) & about for about in listed):
            continue
        name = f"list of {duty.what}"
        owed = {"by": draft.keys(duty.by), "hand over": name, "within": "3 days"}
        after = [*duty.after, name]
        put = {name: owed, w.name: {**_plain(w), "after": after}}
        what = f'"{w.name}" is owed for all {duty.what}, and nothing says how many those are.'
        words = "Have a list handed over first, and let all be those who stand on it."
        yield Found(w.path, what, words, draft.beside(w, put))


def third_partys_number(draft: Draft) -> Iterator[Found]:
    """A number is to be reached by somebody who signed nothing."""
    parties = set(draft.terms.parties)
    for w in draft.of_kind(DutyKind.COUNT):
        strangers = [name for name in w.duty.by if name not in parties]
        if not strangers:
            continue
        owing = [name for name in w.duty.by if name in parties] or list(draft.terms.parties)
        what = f'"{w.name}" is to be reached by {" and ".join(strangers)}, who made no promise here.'
        words = "Let a party owe what it can do itself, such as letting in what arrives; others may do it in its place."
        also = [draft.key(name) for name in strangers]
        yield Found(w.path, what, words, Fix(w.path, {"by": draft.keys(owing), "also by": also}))


def custody(draft: Draft) -> Iterator[Found]:
    """People are owed, and nothing says who holds them."""
    for path, population, node in draft.people:
        if node.get("held_by") is None:
            owing = next(by for name, _, by in draft.counted if name == population.name)
            what = f"nothing says who holds the {population.name}, nor who answers for those whom others hold."
            words = "Name everyone who holds some; whoever owes the release answers for all of them."
            yield Found(path, what, words, Fix(path, {"held_by": draft.keys(owing or draft.terms.parties)}))


def identification(draft: Draft) -> Iterator[Found]:
    """Bodies are returned, and nothing says who establishes whose they are."""
    reported = {of for name, of in draft.waits() if "report" in _deeds(draft, name)}
    for w in draft.of_kind(DutyKind.COUNT):
        if "return" not in w.duty.deeds or w.name in reported:
            continue
        by = w.duty.to or draft.others(w.duty.by)
        owed = {"by": draft.keys(by), "report": f"identity of {w.duty.what}", "due": f"2 days after {w.name}"}
        what = f'nothing says who establishes whose they are, by when, and what follows if "{w.name}" brings others.'
        words = "Have the side that receives them report within so many days; what is not what was owed is made good."
        yield Found(w.path, what, words, draft.beside(w, {f"identification after {w.name}": owed}))


# --- what the rules ask -----------------------------------------------------------------------------
def _uses(draft: Draft) -> Iterator[tuple[Path, str, str]]:
    """Every category that is named, once: where, of which population."""
    seen = set()
    for path, population, name in _named(draft):
        if name and name not in EVERYONE and (population, name) not in seen:
            seen.add((population, name))
            yield path, population, name


def _named(draft: Draft) -> Iterator[tuple[Path, str, str]]:
    for w in draft.duties:
        yield (*w.path, "category"), w.duty.what, w.duty.category
        if w.duty.ratio:
            yield (*w.path, "taken on", "category"), w.duty.ratio.of, w.duty.ratio.category
    if draft.terms.truce and draft.terms.truce.earned:
        earned = draft.terms.truce.earned
        yield ("truce", "extended", "category"), earned.of, earned.category
    for n, order in enumerate(draft.terms.orders):
        yield ("order", n, "first"), order.of, order.first
        yield ("order", n, "then"), order.of, order.then


def _defined(draft: Draft) -> Iterator[tuple[Path, str, Category]]:
    """The categories of people that are named and defined."""
    for _, population, name in _uses(draft):
        found = draft.population(population)
        category = found[1].category(name) if found else None
        if category is not None and category.any_of:
            yield ("people", population, "categories", name), population, category


def _blurred(draft: Draft, population: str, category: Category) -> bool:
    """Whether somebody may be in a category and in another one, or be taken for two kinds inside it."""
    if all(VITAL & set(group) for group in category.any_of):
        return False
    found = draft.terms.population(population)
    others = [c for c in (found.categories if found else ()) if c.name != category.name]
    others = [c for c in others if not all(VITAL & set(group) for group in c.any_of)]
    if others:
        return any(not all(set(group) & set(other.never) for group in category.any_of) for other in others)
    return len(category.any_of) > 1


def _groups(category: Category) -> list[object]:
    return [group[0] if len(group) == 1 else list(group) for group in category.any_of]


def _other_kinds(draft: Draft, population: str, category: Category) -> list[str]:
    """The kinds by which other categories of the same population are told."""
    found = draft.terms.population(population)
    own = {kind for group in category.any_of for kind in group}
    kinds = [k for c in (found.categories if found else ()) for group in c.any_of for k in group]
    return [k for k in dict.fromkeys(kinds) if k not in own]


def _released(draft: Draft) -> Iterator[tuple[str, str, str]]:
    """Populations that are released by number, with the category: bodies are returned, and not meant here."""
    for w in draft.of_kind(DutyKind.COUNT):
        if "release" in w.duty.deeds:
            yield w.duty.what, w.duty.category, w.name
        if w.duty.ratio and w.duty.ratio.deed == "release":
            yield w.duty.ratio.of, w.duty.ratio.category, w.name
    if draft.terms.truce and draft.terms.truce.earned:
        yield draft.terms.truce.earned.of, draft.terms.truce.earned.category, "extended"


def _tells_vital(category: Category | None) -> bool:
    kinds = {k for group in category.any_of for k in group} | set(category.never) if category else set()
    return bool(VITAL & kinds)


def _numbers(draft: Draft) -> Iterator[tuple[Path, Node, str]]:
    """Where numbers of people are owed: what is written there, and what it is called."""
    for w in draft.of_kind(DutyKind.COUNT):
        if not {"release", "return"} & set(w.duty.deeds) or draft.population(w.duty.what) is None:
            continue
        taken = w.node.get("taken on")
        if w.duty.ratio is None:
            yield w.path, w.node, f'"{w.name}"'
        elif taken is not None:
            yield (*w.path, "taken on"), taken, f'the ratio of "{w.name}"'
    if draft.extended is not None:
        yield ("truce", "extended"), draft.extended, "the extension"


def _amounts(draft: Draft) -> Iterator[tuple[Path, Amount, str]]:
    for w in draft.duties:
        if w.duty.amount is not None:
            yield w.path, w.duty.amount, f'"{w.name}"'
    if draft.terms.truce and draft.terms.truce.earned:
        yield ("truce", "extended"), draft.terms.truce.earned.amount, "the extension"


def _hands_over_list(w: Written) -> bool:
    said = w.duty.what.casefold().split()
    return "hand over" in w.duty.deeds and any(word in said for word in _LISTS)


def _deeds(draft: Draft, name: str) -> tuple[str, ...]:
    found = draft.terms.duty(name)
    return found.deeds if found else ()


def _plain(w: Written) -> dict[str, object]:
    found = w.node.plain()
    return dict(found) if isinstance(found, dict) else {}
