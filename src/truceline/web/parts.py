"""Parts: a board whose larger parts are kept each by itself, and given each by itself."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

CHUNK = 500
"""Items of a long list that are one part of a board."""


@dataclass(frozen=True, slots=True)
class Parts:
    """What a function of ``truceline.web.boards`` gives where its board is large.

    ``main`` are plain values: what a page opens with. ``parts`` are plain values by name, each kept as JSON; ``texts``
    are texts by name, kept as they are, to be given as files. No name is both a part's and a text's.
    """

    main: Any
    parts: Mapping[str, Any] = field(default_factory=dict)
    texts: Mapping[str, str] = field(default_factory=dict)
