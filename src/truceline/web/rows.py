"""Rows: claims in a table, each drawn once and kept: one narrows a list down, and most of its claims were there before.

What a row shows follows from the claim as it is listed, and from the state of the address that all screens share.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Sequence
from hashlib import blake2b
from typing import Any

from markupsafe import Markup

from truceline.case import Listed
from truceline.web.address import Address
from truceline.web.found import found
from truceline.web.pages import environment
from truceline.web.recent import Recent

_Row = tuple[Markup, str, Markup]
"""What stands before the words of a claim, these as they are, and what stands after them."""


def rows(kept: Recent, template: str, at: Address, claims: Sequence[Listed]) -> list[Markup]:
    """The claims by the macro ``row`` of a template."""

    def draw(macros: Any, one: Listed) -> _Row:
        return macros.row(one, one.claim, at.link), "", Markup("")

    return [before for before, _, _ in _drawn(kept, template, at, claims, draw)]


def marked_rows(kept: Recent, template: str, at: Address, claims: Sequence[Listed]) -> list[Markup]:
    """The claims by the macros ``before`` and ``after``; between them stand the words of each, marked where some were
    looked for."""

    def draw(macros: Any, one: Listed) -> _Row:
        claim = one.claim
        return macros.before(one, claim, at.link), claim.quote, macros.after(one, claim, at.link)

    drawn = _drawn(kept, template, at, claims, draw)
    return [before + found(words, one.found) + after for one, (before, words, after) in zip(claims, drawn, strict=True)]


def _drawn(
    kept: Recent, template: str, at: Address, claims: Sequence[Listed], draw: Callable[[Any, Listed], _Row]
) -> list[_Row]:
    macros = environment().get_template(template).module
    shared, rows = (template, *at.shared.items()), []
    for one in claims:
        key = (shared, *_shown(one))
        row, there = kept.get(key)
        if not there:
            row = draw(macros, one)
            kept.put(key, row, sum(map(len, row)))
        rows.append(row)
    return rows


def _shown(one: Listed) -> tuple[Hashable, ...]:
    """All that a row can show of a claim, but for the places of words looked for."""
    claim = blake2b(one.json.encode("utf-8", "surrogatepass"), digest_size=16).digest()
    return claim, one.status, one.superseded, one.publisher, one.title, one.published
