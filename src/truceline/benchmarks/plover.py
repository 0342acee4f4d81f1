"""PLOVER's gold sentences: the event of each text, and the states of its sides.

The events are the reading's own (``truceline.reading.happenings``); with a reader, the beliefs of its heads in types,
sources and targets are weighed in. Nothing here knows a sentence of the benchmark.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from truceline.reading.happenings import Happening, Happenings, weighed
from truceline.reading.parse import Parse, parse
from truceline.reading.parties import Registry, countries, country
from truceline.reading.parties.registry import ARTICLE

if TYPE_CHECKING:
    from truceline.reading.model import Reader, Seen

_MOST = 6


@dataclass(frozen=True, slots=True)
class Side:
    """Codes of states or bodies, and the words that name them."""

    codes: tuple[str, ...] = ()
    words: str = ""


def events(texts: Sequence[str], reader: Reader | None) -> list[list[dict[str, Any]]]:
    """For each text its events, best first: ``event``, ``source`` and ``target`` (codes of states or bodies),
    ``source_text`` and ``target_text``. Without a reader by the rules alone.
    """
    finder, registry = Happenings(), Registry.load()
    seen: Sequence[Seen | None] = reader.read(texts) if reader is not None else [None] * len(texts)
    return [_events(text, finder, registry, one) for text, one in zip(texts, seen, strict=True)]


def _events(text: str, finder: Happenings, registry: Registry, seen: Seen | None) -> list[dict[str, Any]]:
    parsed = parse(text, registry.mentions(text))
    found: Sequence[Happening] = [h for s in parsed.sentences() for h in finder.find(parsed, s)]
    found = sorted(found, key=lambda h: -h.score)
    sources: list[Side] = []
    targets: list[Side] = []
    if seen is not None:
        from truceline.reading.happenings.roles import roles
        from truceline.reading.model import acts

        found = weighed(found, acts.types(seen, 0, len(text)))
        for span in roles(seen, parsed):
            (targets if span.role == "T" else sources).append(_side(text, span.start, span.end))
    return [_coded(parsed, h, sources, targets) for h in found[:_MOST]]


def _coded(parsed: Parse, event: Happening, sources: Sequence[Side], targets: Sequence[Side]) -> dict[str, Any]:
    named = _named(parsed)
    source = _best([*_sides(parsed, event.sources[:3]), *sources, *_sides(parsed, event.sources[3:])], parsed.text)
    target = _best([*_sides(parsed, event.targets), *targets], parsed.text, source.codes)
    if not source.codes:
        source = next((s for s in named if not set(s.codes) & set(target.codes)), source)
    if not target.codes:
        target = next((s for s in named if not set(s.codes) & set(source.codes)), target)
    return {
        "event": event.type,
        "source": list(source.codes),
        "target": list(target.codes),
        "source_text": ARTICLE.sub("", source.words),
        "target_text": ARTICLE.sub("", target.words),
    }


def _named(parsed: Parse) -> list[Side]:
    """The noun phrases of a text that name a state or body, in order."""
    places = ((parsed.starts[a], parsed.ends[b - 1]) for a, b in parsed.doc.noun_chunks)
    found = (_side(parsed.text, start, end) for start, end in places)
    return [side for side in found if side.codes]


def _side(text: str, start: int, end: int) -> Side:
    """The side that a phrase names; a sum of money names none."""
    words = text[start:end]
    money = "$" in words or text[end:].lstrip().startswith("$")
    return Side(() if money else countries(words), words)


def _sides(parsed: Parse, phrases: Iterable[tuple[int, int]]) -> list[Side]:
    return [_side(parsed.text, parsed.starts[a], parsed.ends[b - 1]) for a, b in phrases]


def _best(sides: Sequence[Side], text: str, without: tuple[str, ...] = ()) -> Side:
    """The likeliest side that has a code; one that has the other side's code only where no other has any.

    Where no words tell a state, the only state that the text names.
    """
    coded = [s for s in sides if s.codes]
    found = next((s for s in coded if not set(s.codes) & set(without)), coded[0] if coded else None)
    if found is not None:
        return found
    first = sides[0] if sides else Side()
    code = country(first.words, around=text) if first.words else None
    return Side((code,), first.words) if code is not None else first
