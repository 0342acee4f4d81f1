"""Plain: what reports and files say, made inert before it reaches a terminal."""

from __future__ import annotations

import json
import re
import unicodedata
from typing import Any

_DIRECTIONS = dict.fromkeys((*range(0x202A, 0x202F), *range(0x2066, 0x206A)))
"""Marks that turn the direction of what follows; on a terminal they could reorder our own words."""
_CONTROLS = re.compile("[\x7f-\x9f\u2028\u2029]")


def line(text: object) -> str:
    """One line: white space runs become one space, control characters the sign U+FFFD."""
    return "".join(map(_inert, " ".join(str(text).split()))).translate(_DIRECTIONS)


def block(text: str) -> str:
    """As ``line``, for text whose lines are kept."""
    return "".join(c if c == "\n" else _inert(c) for c in text.expandtabs(4)).translate(_DIRECTIONS)


def data(value: Any, encoding: str | None = "utf-8") -> str:
    """One line of JSON. Control characters are escaped, also those that JSON itself would let through."""
    text = json.dumps(value, ensure_ascii=(encoding or "").lower() not in ("utf-8", "utf8"))
    return _CONTROLS.sub(lambda m: f"\\u{ord(m[0]):04x}", text)


def _inert(character: str) -> str:
    return "\ufffd" if unicodedata.category(character) in ("Cc", "Cs") else character
