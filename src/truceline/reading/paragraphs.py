"""Paragraphs: stretches of a text with a blank line between them, which may hold blanks of its own."""

from __future__ import annotations

import re

BLANK_LINE = re.compile(r"\n[^\S\n]*\n")


def parted(text: str, start: int = 0, end: int | None = None) -> bool:
    """Whether a blank line stands in a stretch of a text."""
    return BLANK_LINE.search(text, start, len(text) if end is None else end) is not None
