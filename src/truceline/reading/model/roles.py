"""Who does something to whom in a sentence: spans of sources (S), targets (T) and reciprocal actors (R)."""

from __future__ import annotations

from truceline.reading.model.labels import ENTITIES, ROLES
from truceline.reading.model.seen import Seen
from truceline.reading.model.tags import Span
from truceline.reading.model.tags import spans as tagged


def spans(seen: Seen, start: int, end: int) -> tuple[Span, ...]:
    """The S, T and R spans among the characters from ``start`` to ``end``, in order; weak ones are left out."""
    least = seen.tables.linker.get("roles_least", {})
    found = tagged(seen, "roles", ROLES, *seen.within(start, end))
    return tuple(span for span in found if span.score >= least.get(span.role, 0.0))


def entities(seen: Seen, start: int, end: int) -> tuple[Span, ...]:
    """Named things (organisation, person, location, weapon, time ...) in re3d's ten kinds, in order."""
    return tagged(seen, "entities", ENTITIES, *seen.within(start, end))
