"""Drawn: what pages show of a board, made once and kept, so that another page which shows the same need not draw it.

A block is a template of its own. It may read only what its key has: the board's value, the state that all screens share
(``link``), the zone of the case (``moment``), and the values named when it is asked for. Who asks, and the rest of the
query, are not there to be read.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Mapping
from typing import TYPE_CHECKING, Any, cast

from fastapi import Request
from markupsafe import Markup

from truceline.web.address import Address, address_of
from truceline.web.pages import environment, moment_words

if TYPE_CHECKING:
    from truceline.web.room import Board, Room


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
    found, there = here.drawn.get(key)
    if not there:
        given = _given(at, zone, {"now": board.value, **values, **(more() if more else {})})
        found = environment().get_template(template).make_module(given).__html__()
        here.drawn.put(key, found, len(found))
    return cast("Markup", found)


def _given(at: Address, zone: str, values: dict[str, Any]) -> dict[str, Any]:
    given = {"link": at.link, "moment": lambda value: moment_words(value, zone), **values}
    return {**given, "m": environment().get_template("macros.html").make_module(given)}
