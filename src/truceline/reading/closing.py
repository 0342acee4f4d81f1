"""Closing: ", the police said on Sunday.": words at the end of a sentence that lay all before them to somebody.

Where a sentence closes so, nothing else in it can have another speaker: a second reading does not take it back.
"""

from __future__ import annotations

import re

from truceline.model import Claim, PartyKind

_BEFORE = re.compile(r",['\"”’]?\s+(?:the |a |an )?\Z", re.IGNORECASE)
_AFTER = re.compile(r"[^,;:.!?\"“”]{0,60}[.!?](?=\s|\Z)")
_WITHIN = re.compile(r"[;:\"“”]|[.!?]\s+[A-Z]|\n")
_NEAR = 60
"""How many characters are between a speaker and the verb at most."""


def is_closed(text: str, claim: Claim) -> bool:
    """Whether a claim stands before the words that close its sentence, and is laid to somebody by them."""
    spans = claim.spans
    if claim.voices[0].kind is PartyKind.REPORT or not spans.source or not spans.cue:
        return False
    source, cue, last = spans.source[0].start, spans.cue[0], spans.content[-1].end
    if not last <= source < cue.start < source + _NEAR or _AFTER.match(text, cue.end) is None:
        return False
    return bool(_BEFORE.search(text, max(last - 3, 0), source)) and not _WITHIN.search(
        text, spans.content[0].start, source
    )
