"""Details: the figures, times, places and categories of one report, and which of them an event has."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from truceline.model import Report, codebook
from truceline.reading import syntax
from truceline.reading.dating import Dating, said_in
from truceline.reading.event import Event
from truceline.reading.figures import FoundFigure, find_figures
from truceline.reading.headings import find_headings
from truceline.reading.kinds import kinds_of
from truceline.reading.layout import stamps
from truceline.reading.nearby import Nearby
from truceline.reading.parse import Parse
from truceline.reading.placed import inside, start_of, stretches
from truceline.reading.places import FoundPlace, find_places
from truceline.reading.qualities import FoundQuality, find_qualities, leads, of_verbs, within
from truceline.reading.reckoning import (
    anchored,
    as_told,
    covered,
)
from truceline.reading.resolved import Resolved
from truceline.reading.since import since_events
from truceline.reading.times import Kind, TimeExpression, find_times

if TYPE_CHECKING:
    from truceline.reading.tokens import Token

_WHERE = frozenset("in at near from on across into inside outside around over within of".split())
_TAKING = frozenset({"take", "abduct", "kidnap", "capture", "seize", "hold", "snatch"})
_ENTERING = frozenset({"enter", "reach", "leave", "cross"})
_SIDES = frozenset("the northern southern eastern western central north south east west".split())


@dataclass(frozen=True, slots=True)
class Details:
    """Found once for a whole text; asked for one event at a time."""

    parse: Parse
    figures: tuple[FoundFigure, ...]
    places: tuple[FoundPlace, ...]
    qualities: tuple[FoundQuality, ...]
    dating: Dating
    figures_at: Mapping[int, list[FoundFigure]] = field(default_factory=dict, compare=False, repr=False)
    """The figures by their tokens."""

    @classmethod
    def of(cls, parse: Parse, report: Report) -> Details:
        text = parse.text
        named = [*((m.start, m.end) for m in parse.mentions.values()), *stamps(text)]
        apart = (t for t in find_times(text) if not any(s <= t.start and t.end <= e for s, e in named))
        times = tuple(t for t in apart if not text.startswith(" than ", t.end))
        times = tuple(sorted([*times, *since_events(parse, report, times)], key=start_of))
        anchors = tuple(anchored(times, report, parse))
        plain = [as_told(t, a, report) for t, a in zip(times, anchors, strict=True)]
        fixed = [t for t, when in zip(times, plain, strict=True) if when is not None or t.kind is Kind.VAGUE]
        figures = tuple(_with_kinds(_hyphened(f, parse), parse) for f in _without(find_figures(parse), fixed))
        nearby = Nearby.of(parse, report, zip((parse.token_at(t.start) for t in times), plain, strict=True))
        qualities, headings = find_qualities(text), find_headings(text, zip(times, plain, strict=True))
        resolved, period = Resolved(parse, report, times, anchors), covered(text, times, plain)
        dating = Dating(parse, report, resolved, figures, qualities, nearby, period, headings)
        places = find_places(text, tuple(parse.mentions.values()))
        figures_at: dict[int, list[FoundFigure]] = {}
        for figure in figures:
            figures_at.setdefault(figure.token, []).append(figure)
        return cls(parse, figures, places, qualities, dating, figures_at)

    def place(self, clause: Iterable[int]) -> str | None:
        """The first place of the clause that follows a preposition of place."""
        for found in inside(self.parse, clause, self.places):
            before = [w.lower() for w in self.parse.text[: found.start].rsplit(maxsplit=3)[-3:]]
            while before and before[-1] in _SIDES:
                before.pop()
            token = self.parse.doc[self.parse.token_at(found.start)]
            entered = token.dep_ == "dobj" and token.head.lemma_ in _ENTERING
            if entered or (before and before[-1] in _WHERE):
                return found.name
        return None

    def category(self, event: Event, figure: FoundFigure | None) -> str | None:
        """What people or goods the event is about: the figure's, else that of the nouns concerned."""
        if figure is not None and figure.figure.category:
            return figure.figure.category
        nouns = [self.parse.doc[i] for i in (*event.concerned, *event.recipients)]
        own = category_of(t.lower_ for t in nouns)
        if own is not None:
            return own
        inner = (self.parse.doc[i] for i in event.clause)
        near = (t.lower_ for t in inner if t.dep_ in ("pobj", "dobj", "conj", "nsubjpass") and t.pos_ == "NOUN")
        return category_of(near)

    # --- qualities ------------------------------------------------------------------------------
    def qualities_of(self, event: Event, figures: Sequence[int], number: int | None) -> tuple[str, ...]:
        """What the event's clause says of the deed, or of the people of one of its figures."""
        verb = self.parse.doc[event.trigger]
        assault = event.type == "ASSAULT" and not event.noun
        found = {q for q in (of_verbs().get(verb.lemma_.lower()),) if q is not None and assault}
        clause = said_in(self.parse, event)
        people = self._people(event, number)
        for quality in within(self.qualities, stretches(self.parse, clause | people)):
            if not quality.cue.fits(event.type, event.mode):
                continue
            inside = self.parse.token_at(quality.start) in people
            if inside if quality.cue.of_people else self._speaks_of(quality, figures, number):
                found.add(quality.cue.quality)
        return tuple(sorted(found))

    def _people(self, event: Event, number: int | None) -> set[int]:
        """The words for the people concerned, without clauses that hang from them."""
        heads = [self.figures[number].token] if number is not None else list(event.concerned)
        found: set[int] = set()
        for head in heads:
            token = self.parse.doc[head]
            cut = [c.i for c in token.children if c.dep_ in ("conj", "relcl", "acl", "appos", "cc", "punct")]
            found |= syntax.subtree(token, without=cut)
        return found

    def _speaks_of(self, quality: FoundQuality, figures: Sequence[int], number: int | None) -> bool:
        """Whether a cue in a clause with several figures speaks of this one.

        Right before a figure it speaks of that alone; before all of them, or after the verb that follows them, of all;
        else of those before it.
        """
        own = [self.figures[n] for n in figures if self.figures[n].part_of is None]
        if number is None or len(own) < 2:
            return True
        led = next((f for f in own if leads(self.parse.text, quality, f.start)), None)
        this = self.figures[number]
        if led is not None:
            return this.start == led.start
        before = [f for f in own if f.end <= quality.start]
        return not before or len(before) == len(own) or this.end <= quality.start

    # --- times ----------------------------------------------------------------------------------


def _without(figures: tuple[FoundFigure, ...], times: list[TimeExpression]) -> tuple[FoundFigure, ...]:
    """The figures less the lengths of time that are themselves a time: "two weeks ago"."""
    gone = {n for n, f in enumerate(figures) if f.duration and any(t.start < f.end and f.start < t.end for t in times)}
    kept = [n for n in range(len(figures)) if n not in gone]
    renumbered = {old: new for new, old in enumerate(kept)}
    return tuple(
        FoundFigure(
            f.figure, f.start, f.end, f.token, renumbered.get(f.part_of) if f.part_of is not None else None, f.duration
        )
        for f in (figures[n] for n in kept)
    )


def _hyphened(found: FoundFigure, parse: Parse) -> FoundFigure:
    """The unit as worded where a hyphen joins it: "three Russian-Israelis"."""
    first = found.token
    while first > 1 and parse.words(first - 1) == "-" and parse.starts[first] == parse.ends[first - 1]:
        if parse.doc[first - 2].like_num:
            break
        first -= 2
    if first == found.token or found.figure.unit != parse.words(found.token):
        return found
    return replace(found, figure=replace(found.figure, unit=parse.words(first, found.token + 1)))


def _with_kinds(found: FoundFigure, parse: Parse) -> FoundFigure:
    """The figure with the kinds of people that its words name."""
    given = found.figure.kinds
    token = parse.doc[found.token]
    named = kinds_of(parse, _unit_token(parse, token, found.figure.unit), given)
    told = [*syntax.children(token, "relcl"), *(syntax.children(token.head, "relcl") if token.dep_ == "conj" else [])]
    taken = any(c.lemma_ in _TAKING and syntax.is_passive(c) for c in told)
    category = "captives" if taken and found.figure.category in (None, "people") else found.figure.category
    if named == given and category == found.figure.category:
        return found
    return replace(found, figure=replace(found.figure, kinds=named, category=category))


def _unit_token(parse: Parse, token: Token, unit: str) -> Token:
    """The noun that is counted, where it stands apart from the number: "put the number of sailors at 12"."""
    if not token.like_num or not unit:
        return token
    last = unit.rsplit(maxsplit=1)[-1]
    return next((t for t in token.sent if parse.words(t.i) == last), token)


def category_of(words: Iterable[str]) -> str | None:
    """The category that lower-case nouns name; two kinds named together are their joint category."""
    book = codebook()
    found = list(dict.fromkeys(c.name for w in words if (c := book.category(w)) is not None))
    if not found:
        return None
    joint = next((c.name for c in book.categories.values() if c.members and set(c.members) <= set(found)), None)
    return joint or found[0]
