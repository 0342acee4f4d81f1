"""Scope: what a draft leaves open about where, which deeds, which text, in whose version, and who looks into it."""

from __future__ import annotations

from collections.abc import Iterator

from truceline.agreements.document import Entry, Node, Path, Plain
from truceline.agreements.rules.draft import Draft, Fix, Found, Written, words_of
from truceline.agreements.terms import DutyKind

_CHILD = {"child", "minor", "girl", "boy", "baby"}
_ARMS = {"attack", "kill"}


def no_place(draft: Draft) -> Iterator[Found]:
    """Something is barred, and nothing says where."""
    for w in draft.of_kind(DutyKind.REFRAIN):
        if not w.says("where"):
            what = f'"{w.name}" does not say where it binds.'
            words = "Name the place, or write where: everywhere."
            yield Found(w.path, what, words, Fix(w.path, {"where": "everywhere"}))


def defence(draft: Draft) -> Iterator[Found]:
    """Attacks are barred, and nothing says whether one may be answered."""
    for w in draft.of_kind(DutyKind.REFRAIN):
        if "attack" in w.duty.deeds and not w.says("unless"):
            what = f'"{w.name}" does not say whether an attack may be answered.'
            words = "Write unless: [defence], or unless: [] where nothing is excepted."
            yield Found(w.path, what, words, Fix(w.path, {"unless": ["defence"]}))


def unnamed_deed(draft: Draft) -> Iterator[Found]:
    """Attacks alone are barred, and no other deed is named."""
    barring = draft.of_kind(DutyKind.REFRAIN)
    barred = {deed for w in barring for deed in w.duty.deeds}
    if barred and barred <= _ARMS:
        w = barring[0]
        what = "only attacks are barred: whether arrests, abductions, flights and bringing up forces are is left open."
        words = "Name each deed that is barred."
        deeds = [*w.duty.deeds, "capture", "build up"]
        yield Found((*w.path, "refrain from"), what, words, Fix(w.path, {"refrain from": deeds}))


def one_sides_term(draft: Draft) -> Iterator[Found]:
    """A term is stated by some, and not by all who sign."""
    parties = set(draft.terms.parties)
    for path, node in draft.agreement.tree.walk():
        said = node.get("stated_by")
        by = draft.names.resolve(_texts(said)) if said is not None else ()
        if not by or parties <= set(by):
            continue
        everybody = "both" if len(parties) == 2 else "all"
        what = (
            f"only {' and '.join(by)} {'states' if len(by) == 1 else 'state'} this; without the others it is no term."
        )
        words = "Let all parties state it in the same words, or leave it out."
        yield Found(path, what, words, Fix(path, {"stated_by": everybody}))


def open_reading(draft: Draft) -> Iterator[Found]:
    """The draft itself lists several readings."""
    for path, node in draft.agreement.tree.walk():
        readings = node.get("readings")
        if readings is None or not path or isinstance(path[-1], int):
            continue
        names = [f'"{entry.key}"' for entry in readings.entries or ()]
        what = f"this can be read in {len(names)} ways: {', '.join(names)}; each side will keep the one that suits it."
        words = "Choose one now; the first is written here only as an example."
        yield Found(path, what, words, Fix(path[:-1], {path[-1]: _first(readings)}))


def _first(readings: Node) -> Plain:
    """The value of the first reading that has one."""
    entries = [e for e in readings.entries or () if _means(e) != ""]
    return _means(entries[0]) if entries else ""


def _means(entry: Entry) -> Plain:
    written = entry.node.entry("means")
    if written is None:
        return entry.key
    return "" if written.node.empty else written.node.plain()


def two_texts(draft: Draft) -> Iterator[Found]:
    """A later text brings a duty like an earlier one, and leaves that one standing."""
    for path, name in _brought(draft):
        # A new duty with a beginning of its own comes after the old one, and not in its place.
        new = next((w for w in draft.duties if w.name == name and not w.says("opens")), None)
        old = next((w for w in draft.duties if new and w.name != name and _alike(w, new)), None)
        if new is None or old is None or old.path[:2] == path[:2]:
            continue
        what = f'"{name}" stands beside the earlier "{old.name}", and nothing says which of the two binds.'
        words = "Say that the earlier one is replaced (null), or when the new one opens beside it."
        yield Found(path, what, words, Fix(path[:-1], {f"duties.{old.name}": None}))


def _brought(draft: Draft) -> Iterator[tuple[Path, str]]:
    """The duties that later texts bring in, which no earlier one had."""
    amendments = draft.tree.get("amendments")
    for n, amendment in enumerate((amendments.items or ()) if amendments else ()):
        changes = amendment.get("changes")
        for entry in (changes.entries or ()) if changes else ():
            section, _, name = entry.key.partition(".")
            if section == "duties" and draft.tree.at(("duties", name)) is None and not entry.node.empty:
                yield ("amendments", n, "changes", entry.key), name


def _alike(old: Written, new: Written) -> bool:
    one, other = old.duty, new.duty
    mine, theirs = words_of(one.what or one.name), words_of(other.what or other.name)
    about = (mine <= theirs or theirs <= mine) and one.category == other.category
    return about and bool(set(one.by) & set(other.by) and set(one.deeds) & set(other.deeds))


def order(draft: Draft) -> Iterator[Found]:
    """Some come first, and nothing says who must wait until all of them are out."""
    for n, node in enumerate(_orders(draft)):
        if node.get("then") is None:
            path: Path = ("order", n)
            first = node.get("first")
            said = first.text if first is not None and first.text else "some"
            what = f'"{said}" come first, and nothing says who waits until all of them are out.'
            words = "Write then: everyone else, or the category that waits."
            yield Found(path, what, words, Fix(path, {"then": "everyone else"}))


def families(draft: Draft) -> Iterator[Found]:
    """Children are to be released, and nothing says whether they may be parted from their parents."""
    orders = _orders(draft)
    for path, population, _ in draft.people:
        kept = [o for o in draft.terms.orders if o.of == population.name]
        category = next((c for c in population.categories if _CHILD & {k for g in c.any_of for k in g}), None)
        if category is None or any(o.together for o in kept):
            continue
        what = f'"{category.name}" are among the {population.name}, and nothing says whether families may be parted.'
        words = "Write together: families in the order of release."
        own = next((n for n, o in enumerate(draft.terms.orders) if o.of == population.name), None)
        if own is not None:
            yield Found(path, what, words, Fix(("order", own), {"together": "families"}))
        else:
            new = {"of": population.name, "first": category.name, "then": "everyone else", "together": "families"}
            yield Found(path, what, words, Fix((), {"order": [*(o.plain() for o in orders), new]}))


def _orders(draft: Draft) -> tuple[Node, ...]:
    found = draft.tree.get("order")
    return (found.items or ()) if found else ()


def excuse(draft: Draft) -> Iterator[Found]:
    """The text allows an excuse, and nothing says who establishes that it holds."""
    for w in draft.duties:
        about = words_of(w.duty.what, w.name)
        reports = (o for o in draft.duties if "report" in o.duty.deeds and set(o.duty.by) & set(w.duty.by))
        if not w.duty.excuses or any(words_of(o.duty.what) & about for o in reports):
            continue
        subject = w.duty.what or w.name
        owed = {"by": draft.keys(w.duty.by), "report": f"search for {subject}", "each": "week"}
        what = f'"{w.name}" may be excused ({", ".join(w.duty.excuses)}), and nothing says how that is established.'
        words = "Whoever claims it reports on what was tried, to somebody who may look for himself."
        yield Found(w.path, what, words, draft.beside(w, {f"report on {w.name}": owed}))


def no_monitor(draft: Draft) -> Iterator[Found]:
    """Nobody is named to find what happened."""
    if not draft.terms.monitors and (draft.terms.truce or draft.duties):
        what = "nobody is named who finds out what was done: each side will be left to its own account."
        words = "Name the body, and give it access."
        yield Found((), what, words, Fix((), {"monitors": ["Joint Monitoring Committee"]}))


def _texts(node: Node) -> tuple[str, ...]:
    if node.text is not None:
        return (node.text,)
    return tuple(i.text for i in node.items or () if i.text)
