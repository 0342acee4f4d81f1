"""Placed: which side of a truce's beginning and end the words of a claim put a deed on, where no day is told."""

from __future__ import annotations

import re
from enum import StrEnum
from functools import lru_cache

from truceline.accounts.account import Version

_TRUCE = r"(?:truce|cease-?fire|armistice|pause|lull|agreement|accord|deal|pact)\b(?!\s+(?:talks|negotiations|efforts))"
_HAD = r"(?:\s+(?:had|has|have|was|were|is))?\s+"
_BEGAN = r"(?:begun|began|started|taken effect|took effect|(?:come|came|gone|went|entered) into (?:force|effect))"
_ENDED = r"(?:over|ended|expired|lapsed|collapsed|failed|(?:run|ran) out|(?:broken|broke) (?:down|up))"
_THE = r"(?:the|a|this|that|its|their|an)\s+(?:[\w-]+\s+){0,2}?"
_BREAKS = (
    r"(?:br(?:eak|eaks|eaking|oke|oken)|breach(?:es|ed|ing)?|violat(?:e|es|ed|ing|ions?)"
    r"|infring(?:e|es|ed|ing|ements?)|contraven(?:e|es|ed|ing|tions?)|flout(?:s|ed|ing)?)"
)
_AFTER = re.compile(
    rf"\b(?:after|since|once|when)\s+{_THE}{_TRUCE}{_HAD}{_ENDED}\b"
    rf"|\b(?:after|since|following)\s+the\s+(?:end|expiry|collapse|breakdown)\s+of\s+{_THE}{_TRUCE}",
    re.IGNORECASE,
)
_WITHIN = re.compile(
    rf"\b{_BREAKS}\s+(?:of\s+)?{_THE}{_TRUCE}"
    rf"|\b(?:after|since|once)\s+{_THE}{_TRUCE}{_HAD}{_BEGAN}\b"
    rf"|\bbefore\s+{_THE}{_TRUCE}{_HAD}{_ENDED}\b"
    rf"|\b(?:during|in the course of)\s+{_THE}{_TRUCE}"
    rf"|\bwhile\s+{_THE}{_TRUCE}\s+(?:held|holds|lasted|lasts|bound|binds|(?:was|is) in (?:force|effect))\b",
    re.IGNORECASE,
)


class Side(StrEnum):
    WITHIN = "within"
    """While the truce bound; when exactly, nobody says."""
    AFTER = "after"
    """When it was over."""
    UNKNOWN = "unknown"


def side_of_truce(version: Version) -> Side:
    """Where the words of the claims that a version rests on place it. Who calls a deed a breach of a truce says that
    it came while the truce bound. Raises nothing; unknown where no words say so, or they are at odds."""
    claims = set(version.claims)
    found = {_placed(f.words) for f in version.incident.facts if f.claim in claims} - {Side.UNKNOWN}
    return found.pop() if len(found) == 1 else Side.UNKNOWN


@lru_cache(maxsize=4096)
def _placed(words: str) -> Side:
    if _AFTER.search(words):
        return Side.AFTER
    return Side.WITHIN if _WITHIN.search(words) else Side.UNKNOWN
