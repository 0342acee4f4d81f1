"""Cursor: the place in a list behind which its next part begins, as a word that can stand in an address."""

from __future__ import annotations

import base64
import json
from dataclasses import dataclass
from typing import Any

from truceline.errors import ValueProblem

_LONGEST = 400


@dataclass(frozen=True, slots=True)
class Cursor:
    """``name`` is of the list and its order; ``place`` is what puts the last line that was seen in its place there."""

    name: str
    place: tuple[Any, ...]

    def write(self) -> str:
        plain = json.dumps([self.name, *self.place], separators=(",", ":"))
        return base64.urlsafe_b64encode(plain.encode()).decode().rstrip("=")

    @classmethod
    def read(cls, cursor: str, name: str, kinds: tuple[Any, ...]) -> Cursor:
        """The cursor of that list, whose place has parts of these types. Raises ValueProblem for any other."""
        found = _read(cursor)
        wanted = (str, *kinds)
        fits = found[:1] == [name] and len(found) == len(wanted)
        if not fits or not all(isinstance(value, kind) for value, kind in zip(found, wanted, strict=True)):
            what = f"{cursor[:40]!r} is no cursor of this list."
            raise ValueProblem(what, where="cursor", todo="Begin at the beginning of the list, without one.")
        return cls(name, tuple(found[1:]))


def _read(cursor: str) -> list[Any]:
    """What was written; nothing where it is no cursor at all."""
    if len(cursor) > _LONGEST:
        return []
    try:
        found = json.loads(base64.urlsafe_b64decode(cursor + "=" * (-len(cursor) % 4)))
    except ValueError:
        return []
    return found if isinstance(found, list) else []


def check_limit(limit: int) -> None:
    """Raise ValueProblem where a part of a list would have no line."""
    if limit < 1:
        raise ValueProblem(f"a part of a list has at least 1 line, not {limit}.", where="limit")
