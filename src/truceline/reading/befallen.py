"""Befallen: how people are left by a deed: dead, hurt, driven from their homes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from truceline.reading import arguments, syntax

if TYPE_CHECKING:
    from truceline.reading.tokens import Token

_LEFT = {
    "dead": frozenset({"dead", "killed"}),
    "hurt": frozenset({"wounded", "injured", "hurt"}),
    "homeless": frozenset({"homeless", "displaced", "uprooted"}),
}
"""How people are left by what befell them, by what a rule ``needs``."""
_HOMES = frozenset({"home", "house", "village", "town", "land", "camp", "farm"})


def left_so(verb: Token, needs: str) -> bool:
    """ "left nine of them dead", "leaving two wounded": how people are after it, not "left the dead behind"."""
    words = _LEFT[needs]
    for word in verb.doc[verb.i + 1 : verb.sent.end]:
        if word.lower_ in ("who", "which", "when", "after", ";") or (syntax.is_verb(word) and word.tag_ == "VBD"):
            return word.lower_ in words and word.head.i == verb.i
        if word.lower_ in words:
            return not any(c.lower_ in ("the", "its", "their") for c in syntax.children(word, "det", "poss"))
    return False


def from_home(verb: Token) -> bool:
    """ "drove 3,000 people from their homes", wherever a parser hangs the "from"."""
    target = arguments.direct_object(verb)
    holders = [verb, *([target] if target is not None else [])]
    return any(n.lemma_.lower() in _HOMES for h in holders for n in syntax.prep_objects(h, "from"))
