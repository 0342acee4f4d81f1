"""Drawn: what pages show of a board, made once and kept, so that another page which shows the same need not draw it.

A block is a template of its own. It may read only what its key has: the board's value, the state that all screens share
(``link``), the zone of the case (``moment``), and the values named when it is asked for. Who asks, and the rest of the
query, are not there to be read.
"""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Callable, Hashable, Mapping
from typing import TYPE_CHECKING, Any

from fastapi import Request
from markupsafe import Markup

from truceline.web.address import Address, address_of
from truceline.web.pages import environment, moment_words

if TYPE_CHECKING:
    from truceline.web.room import Board, Room

ROOM = 16 * 1024 * 1024
"""Characters of blocks that are kept at once; the ones asked for longest ago go first."""

Key = tuple[Hashable, ...]


class Drawn:
    """The blocks of one room."""

    def __init__(self, room: int = ROOM) -> None:
        self._room = room
        self._lock = threading.Lock()
        self._kept: OrderedDict[Key, Markup] = OrderedDict()
        self._size = 0

    def __len__(self) -> int:
        return len(self._kept)

    def get(self, key: Key) -> Markup | None:
        with self._lock:
            found = self._kept.get(key)
            if found is not None:
                self._kept.move_to_end(key)
            return found

    def put(self, key: Key, block: Markup) -> None:
        with self._lock:
            self._size += len(block) - len(self._kept.get(key, ""))
            self._kept[key] = block
            while self._size > self._room:
                self._size -= len(self._kept.popitem(last=False)[1])


def drawn(
    request: Request,
    board: Board,
    template: str,
    more: Callable[[], Mapping[str, Any]] | None = None,
    **values: Hashable,
) -> Markup:
    """A block of a board: ``template`` given ``now`` (the board's value), ``link``, ``moment`` and ``values``.

    ``more`` gives what else the template reads; it is called only where the block is not there yet, and must follow
    from the board and from ``values`` alone.
    """
    here: Room = request.app.state.room
    at, zone = address_of(request), here.case.settings.zone or "UTC"
    key = (board.key, board.head, template, *at.shared.items(), zone, *sorted(values.items()))
    found = here.drawn.get(key)
    if found is None:
        given = _given(at, zone, {"now": board.value, **values, **(more() if more else {})})
        found = environment().get_template(template).make_module(given).__html__()
        here.drawn.put(key, found)
    return found


def _given(at: Address, zone: str, values: dict[str, Any]) -> dict[str, Any]:
    given = {"link": at.link, "moment": lambda value: moment_words(value, zone), **values}
    return {**given, "m": environment().get_template("macros.html").make_module(given)}
