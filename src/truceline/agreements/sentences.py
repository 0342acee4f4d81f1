"""Sentences: an agreement term by term in plain words, with its readings side by side and who states what.

Each term is told as the file has it first, and then, for every choice inside it, in each way in which
that choice is read: so what is ambiguous shows where it stands.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from truceline.agreements.agreement import Agreement
from truceline.agreements.choices import Choice, ChoiceKind, Option
from truceline.agreements.terms import Terms
from truceline.agreements.wording import (
    PACE,
    choice_words,
    day_words,
    duty_words,
    extension_words,
    order_words,
    phase_words,
    population_words,
    truce_words,
)

NOT_THERE = "There is no such term."


class Part(StrEnum):
    """The parts of an agreement, in the order in which they are shown."""

    TRUCE = "truce"
    PHASE = "phase"
    DUTY = "duty"
    ACT = "act"
    ORDER = "order"
    CHOICE = "choice of persons"
    POPULATION = "population"
    LATER = "later text"


@dataclass(frozen=True, slots=True)
class Way:
    """One way to read a choice: its name, and what the term then says, everything else read as the file has it first.

    ``held_by`` are those who read it so, since when and by which source. ``differs`` is what only this
    way says, of all ways of its choice; "" where it only leaves something out.
    """

    name: str
    words: str
    differs: str
    held_by: tuple[str, ...] = ()
    since: datetime | None = None
    source: str = ""


@dataclass(frozen=True, slots=True)
class Open:
    """A choice inside a term: where it stands in the file, and its ways side by side."""

    path: str
    kind: ChoiceKind
    ways: tuple[Way, ...]

    @property
    def about(self) -> str:
        """What it is about: the last of its keys."""
        return self.path.rpartition(".")[2]


@dataclass(frozen=True, slots=True)
class Sentence:
    """One term: its part and name, what it says under the first reading of everything, and what in it is open.

    ``stated_by`` and ``sources`` are who states the term, or something in it, and where that is told.
    """

    part: Part
    name: str
    words: str
    open: tuple[Open, ...] = ()
    stated_by: tuple[str, ...] = ()
    sources: tuple[str, ...] = ()

    @property
    def judged(self) -> bool:
        """Whether the term gets verdicts, as a duty or as an order of persons."""
        return self.part in (Part.DUTY, Part.ORDER, Part.CHOICE)


@dataclass(frozen=True, slots=True)
class Changed:
    """A term that two texts have in other words; None where one of them lacks it."""

    part: Part
    name: str
    before: Sentence | None
    after: Sentence | None


def sentences(agreement: Agreement) -> tuple[Sentence, ...]:
    """Every term of the agreement, part by part, in the order of the file."""
    every = [_sentence(agreement, part, name) for part, name in _names(agreement)]
    return tuple(sorted(every, key=lambda s: list(Part).index(s.part)))


def changes(before: Agreement, after: Agreement) -> tuple[Changed, ...]:
    """The terms that are new, gone or in other words in the second text."""
    old = {(s.part, s.name): s for s in sentences(before)}
    new = {(s.part, s.name): s for s in sentences(after)}
    keys = [key for key in dict.fromkeys((*old, *new)) if old.get(key) != new.get(key)]
    return tuple(Changed(*key, old.get(key), new.get(key)) for key in keys)


def _names(agreement: Agreement) -> Iterator[tuple[Part, str]]:
    """Every term that some reading has, once."""
    readings = [agreement.reading([(c.path, o.name)]) for c in agreement.choices for o in c.options[1:]]
    yield from dict.fromkeys(
        name for reading in (agreement.default, *readings) for name in _named(agreement.terms(reading))
    )


def _named(terms: Terms) -> Iterator[tuple[Part, str]]:
    if terms.truce is not None:
        yield Part.TRUCE, "truce"
    yield from ((Part.PHASE, p.name) for p in terms.phases)
    yield from ((Part.DUTY if d.owed else Part.ACT, d.name) for d in terms.duties)
    yield from ((Part.ORDER, o.name) for o in terms.orders)
    yield from ((Part.CHOICE, c.name) for c in terms.choices)
    yield from ((Part.POPULATION, p.name) for p in terms.populations)
    if terms.extensions or terms.ended:
        yield Part.LATER, "extensions and end"


def _versions(terms: Terms, name: str) -> str:
    return " ".join(duty_words(d) for d in terms.duties if d.name == name)


def _later(terms: Terms) -> str:
    ended = [f"Ended by the text of {day_words(terms.ended)}."] if terms.ended else []
    return " ".join([*(extension_words(e) for e in terms.extensions), *ended])


_WORDS: dict[Part, Callable[[Terms, str], str]] = {
    Part.TRUCE: lambda t, _: truce_words(t.truce) if t.truce else "",
    Part.PHASE: lambda t, name: "".join(phase_words(p) for p in t.phases if p.name == name),
    Part.DUTY: _versions,
    Part.ACT: _versions,
    Part.ORDER: lambda t, name: "".join(order_words(o) for o in t.orders if o.name == name),
    Part.CHOICE: lambda t, name: "".join(choice_words(c) for c in t.choices if c.name == name),
    Part.POPULATION: lambda t, name: "".join(population_words(p) for p in t.populations if p.name == name),
    Part.LATER: lambda t, _: _later(t),
}


def _sentence(agreement: Agreement, part: Part, name: str) -> Sentence:
    touching = [c for c in agreement.choices if _touches(c.path, part, name)]
    said = [s for s in agreement.said if _touches(s.path, part, name)]
    by = dict.fromkeys(n for s in said for n in s.by)
    sources = dict.fromkeys(s.source for s in said if s.source)
    words = _WORDS[part](agreement.terms(), name) or NOT_THERE
    opens = tuple(_open(agreement, part, name, choice) for choice in touching)
    return Sentence(part, name, words, opens, tuple(by), tuple(sources))


def _open(agreement: Agreement, part: Part, name: str, choice: Choice) -> Open:
    told = [_WORDS[part](agreement.terms([(choice.path, option.name)]), name) or NOT_THERE for option in choice.options]
    return Open(choice.path, choice.kind, tuple(_ways(choice.options, told)))


def _ways(options: Sequence[Option], told: list[str]) -> Iterator[Way]:
    for n, (option, words) in enumerate(zip(options, told, strict=True)):
        elsewhere = {piece for m, other in enumerate(told) if m != n for piece in _pieces(other)}
        differs = "; ".join(piece for piece in _pieces(words) if piece not in elsewhere)
        yield Way(option.name, words, differs, option.held_by, option.since, option.source)


def _pieces(words: str) -> list[str]:
    return [piece.rstrip(".;") for piece in re.split(r"(?<=[.;]) ", words)]


_SECTIONS = {
    Part.TRUCE: ("truce",),
    Part.PHASE: ("phases.{}",),
    Part.DUTY: ("duties.{}",),
    Part.ACT: ("acts.{}",),
    Part.ORDER: ("order.{}",),
    Part.CHOICE: ("choices.{}",),
    Part.POPULATION: ("people.{}", "goods.{}"),
    Part.LATER: ("amendments",),
}


def _touches(path: str, part: Part, name: str) -> bool:
    """Whether a choice or a statement at a path is about a term; "NAME: pace" is written in the duty NAME."""
    name = name.removesuffix(PACE)
    for section in _SECTIONS[part]:
        base = section.format(name)
        if path == base or path.startswith((f"{base}.", f"{base} (")):
            return True
        if path.startswith("amendments.") and f".changes.{base}" in path:
            rest = path.partition(f".changes.{base}")[2]
            return rest[:1] in ("", ".", " ")
    return False
