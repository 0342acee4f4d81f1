"""Stating: the state of a duty as a page shows it, mark and word. A page may show some hundreds, and few are unlike."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache

from markupsafe import Markup

_STATE = Markup('<span class="state {}">{}{}</span>')
_MARK = Markup('<span class="mark" aria-hidden="true">{}</span>&nbsp;')


def state(shown: Mapping[str, str]) -> Markup:
    """A state, which has its ``mark``, ``words`` and ``tint``, on a calm ground."""
    return _state(shown["tint"], shown["mark"], shown["words"])


@lru_cache(1024)
def _state(tint: str, mark: str, words: str) -> Markup:
    return _STATE.format(tint, _MARK.format(mark) if mark else "", words)
