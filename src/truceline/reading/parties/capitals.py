"""Capitals: the seat of a government, where it speaks or acts for its state ("Cairo said")."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from functools import cache
from importlib.resources import files


@cache
def capitals() -> Mapping[str, str]:
    """The name of each seat of government, and the id of the state that it stands for."""
    path = files("truceline") / "data" / "parties" / "capitals.toml"
    found: dict[str, str] = tomllib.loads(path.read_text(encoding="utf-8"))["capital"]
    return found
