"""Plain: any value of the accounts as JSON, for programs."""

from __future__ import annotations

from dataclasses import fields, is_dataclass
from datetime import date
from enum import Enum
from math import isinf
from typing import Any


def plain(value: Any) -> Any:
    """Any value as JSON: by its fields, moments in ISO form, an open end as null."""
    if is_dataclass(value) and not isinstance(value, type):
        return {f.name: plain(getattr(value, f.name)) for f in fields(value)}
    if isinstance(value, frozenset | set):
        return sorted(plain(v) for v in value)
    if isinstance(value, tuple | list):
        return [plain(v) for v in value]
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, date):
        return value.isoformat()
    return _finite(value) if isinstance(value, float) else value


def _finite(value: float) -> float | None:
    if isinf(value):
        return None
    return int(value) if value.is_integer() else value
