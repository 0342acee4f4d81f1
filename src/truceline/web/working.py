"""Working: a case in the worker's process, with what several boards of one moment share kept between them."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from importlib import import_module
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Any, Self, TypeVar

from truceline.case import Case, Moment
from truceline.web.grounds import same_since
from truceline.web.kept import Kept, Lost

if TYPE_CHECKING:
    from truceline.assessment import Assessment
    from truceline.case import View

T = TypeVar("T")
Told = Callable[[Any], None]
_KEPT = 3
"""Assessments, or views, that are kept at once."""


class Working:
    """``told`` tells the server of progress, in plain values."""

    def __init__(self, case: Case) -> None:
        self.case = case
        self.told: Told = lambda _: None
        self._kept: dict[tuple[Any, ...], Any] = {}
        self._seen = self._ground = case.head()
        self._boards: Kept | None = None

    @classmethod
    def open(cls, path: str) -> Self:
        return cls(Case.open(path))

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        if self._boards is not None:
            self._boards.close()
        self.case.close()

    def boards(self, path: str, edition: str) -> Kept:
        """The file that boards are written into. Raises Lost."""
        if self._boards is None or str(self._boards.path) != path or not self._boards.whole():
            if self._boards is not None:
                self._boards.close()
            self._boards = None
            self._boards = Kept(Path(path), edition, make=False)
        return self._boards

    def moment(self, words: str) -> Moment | None:
        """A moment as an address has it; "" is none."""
        return self.case.moment(words) if words else None

    def view(self, as_of: str = "") -> View:
        """The whole state, as of a moment as an address has it."""
        return self.once(("view", as_of), lambda: self.case.view(self.moment(as_of)))

    def assessment(self, agreement: str = "", as_of: str = "", silence: str = "undenied", at: str = "") -> Assessment:
        """The record held against an agreement. Raises as ``Case.assess`` does."""

        def made() -> Assessment:
            known, judged = self.moment(as_of), self.moment(at)
            return self.case.assess(agreement or None, as_of=known, at=judged, silence=silence)

        return self._kept_or_made((self._grounds(), "assessment", agreement, as_of, silence, at), made)

    def recorded(self, agreement: str, known: datetime, at: datetime, as_of: str, silence: str) -> Assessment:
        """As ``assessment``, of what had been entered in the record by ``known``."""

        def made() -> Assessment:
            moment = self.moment(as_of)
            return self.case.assess(agreement or None, as_of=moment, at=at, silence=silence, recorded_by=known)

        return self.once(("recorded", agreement, known, at, as_of, silence), made)

    def once(self, key: tuple[Any, ...], make: Callable[[], T]) -> T:
        """What ``make`` gives, made again only where the journal has grown or too much else was asked for."""
        return self._kept_or_made((self.case.head().hash, *key), make)

    def _kept_or_made(self, key: tuple[Any, ...], make: Callable[[], T]) -> T:
        if key not in self._kept:
            now = (self.case.head().hash, self._grounds())
            self._kept = {k: v for k, v in self._kept.items() if k[0] in now}
            while len(self._kept) >= _KEPT:
                del self._kept[next(iter(self._kept))]
            self._kept[key] = make()
        found: T = self._kept[key]
        return found

    def _grounds(self) -> str:
        """The hash of the last entry that may have changed a verdict."""
        head = self.case.head()
        if head != self._seen:
            if not same_since(self.case, self._seen.seq):
                self._ground = head
            self._seen = head
        return self._ground.hash


def at_head(
    working: Working, function: str, arguments: dict[str, Any], key: str, boards: str, edition: str
) -> dict[str, Any]:
    """Work a board out and write it into the file ``boards`` under its key, as made by the program ``edition``.

    ``seq`` is the last entry that it knows, which is the one there when it is begun; ``kept`` False where the file is
    damaged or gone.
    """
    head = working.case.head()
    module, _, name = function.partition(":")
    value = getattr(import_module(f"truceline.web.boards.{module}"), name)(working, **arguments)
    try:
        working.boards(boards, edition).put(key, value, head.hash, head.seq)
    except Lost:
        return {"kept": False, "seq": head.seq}
    return {"kept": True, "seq": head.seq}


def plain_moment(at: datetime | None) -> str | None:
    """A moment in ISO form."""
    return at.isoformat() if at is not None else None
