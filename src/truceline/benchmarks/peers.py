"""Programs of others that can be installed beside this one, measured in the same run.

textacy (Apache-2.0, ``pip install textacy``) finds direct quotations with a speaker and a verb of
saying. It has no indirect or mixed ones, and gives up on a text with an odd number of quotation
marks: so it is given one paragraph after the other. It reads with the same parser as this program.
"""

from __future__ import annotations

import importlib.metadata
import importlib.util
import re
from collections.abc import Sequence
from typing import Any

from truceline.benchmarks.scoring.articles import Marked
from truceline.errors import MissingExtra


def installed() -> bool:
    """Whether textacy is there."""
    return importlib.util.find_spec("textacy") is not None


def version() -> str:
    """textacy's version. Raises MissingExtra."""
    if not installed():
        raise MissingExtra("textacy is not installed.", todo="Install it: pip install textacy")
    return importlib.metadata.version("textacy")


def quotations(texts: Sequence[str]) -> list[list[dict[str, Any]]]:
    """For every text the direct quotations that textacy finds. Raises MissingExtra."""
    version()
    return [[one.data() for one in _of_paragraphs(text)] for text in texts]


def _of_paragraphs(text: str) -> list[Marked]:
    found, at = [], 0
    for part in re.split(r"(\n\s*\n)", text):
        if part.strip():
            found += _quotations(part, at)
        at += len(part)
    return found


def _quotations(paragraph: str, at: int) -> list[Marked]:
    from textacy.extract import direct_quotations

    from truceline.reading.language_model import english

    doc = english()(paragraph)
    if sum(token.is_quote for token in doc) % 2:
        return []
    return [
        Marked(
            ((at + _start(q.speaker), at + _end(q.speaker)),),
            ((at + _start(q.cue), at + _end(q.cue)),),
            ((at + q.content.start_char, at + q.content.end_char),),
        )
        for q in direct_quotations(doc)
    ]


def _start(tokens: Any) -> int:
    return int(min(t.idx for t in tokens))


def _end(tokens: Any) -> int:
    return int(max(t.idx + len(t) for t in tokens))
