"""Figurative: verbs of force that are told of markets, matches, offices and ideas, and so tell of no deed.

"Shares rallied", "fired its police chief", "under fire over the budget", "clashed over trade", "seeks re-election".
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from truceline.reading import arguments, lexicon, syntax

if TYPE_CHECKING:
    from truceline.reading.tokens import Token

_MARKETS = frozenset(
    "share stock market price currency index bond investor trader equity future dollar euro yen pound rouble rupee "
    "yield commodity crude gold copper bank sale export import inflation growth economy profit revenue".split()
)
"""What rises, falls and rallies, and does nothing to anybody."""
_LEVELS = frozenset("high low record peak level snag hurdle wall bottom headline target mark roadblock impasse".split())
"""What somebody or something hits and does not harm."""
_IDEAS = frozenset(
    "accord deal agreement pact bill budget law legislation policy plan proposal reform decision ruling verdict record "
    "remark comment handling reputation press credibility theory argument claim idea motion amendment".split()
)
"""What is attacked in words alone."""
_OFFICES = frozenset(
    "chief minister general ambassador adviser advisor aide coach director secretary judge prosecutor manager official "
    "commissioner governor mayor editor commander officer head staff employee worker spokesman spokeswoman".split()
)
"""Who is fired loses the office, where nothing is fired at them."""
_GAMES = frozenset(
    "match cup league tournament championship goal penalty semi-final quarter-final half-time playoff trophy".split()
)
_TALKERS = frozenset(
    "leader minister candidate party lawmaker politician senator official president diplomat ally government".split()
)
_MATTERS = frozenset({"over", "for", "about"})
_OF_OFFICE = frozenset("election re-election reelection office nomination presidency advice comment revenge".split())
_UNDER = frozenset({"fire", "attack"})
_HITTING = frozenset(
    {"hit", "strike", "reach", "take", "beat", "attack", "assail", "target", "batter", "pound", "kill"}
)


def figurative(verb: Token) -> bool:
    """Whether a verb of force is used in a sense that harms, frees or demands nothing."""
    lemma = verb.lemma_.lower()
    topic, target = arguments.subject(verb), arguments.direct_object(verb)
    doer = topic.lemma_.lower() if topic is not None else ""
    thing = target.lemma_.lower() if target is not None else ""
    if lemma in ("rally", "march", "retreat", "strike", "hit") and doer in _MARKETS and thing not in ("people", "town"):
        return True
    if lemma in _HITTING and (thing in _LEVELS or (thing in _IDEAS and not syntax.is_passive(verb))):
        return True
    if lemma in ("torpedo", "scupper", "bury", "sink"):
        return thing in _IDEAS
    if lemma == "fire":
        return thing in _OFFICES and not any(c.lower_ in ("at", "into") for c in syntax.children(verb, "prep"))
    if lemma in _HITTING and doer in lexicon.events().classes["disaster"]:
        return lemma != "kill"  # "a storm struck the coast"
    if lemma == "seek":
        return thing in _OF_OFFICE
    if lemma in ("come", "be") and _is_under(verb):
        return doer in _IDEAS or any(c.lower_ in _MATTERS for c in _after_under(verb))
    if lemma in ("clash", "battle", "spar"):
        over = any(c.lower_ in _MATTERS for c in syntax.children(verb, "prep"))
        return over and doer in _TALKERS
    return lemma in ("beat", "defeat", "thrash", "hammer") and any(t.lemma_.lower() in _GAMES for t in verb.sent)


def _is_under(verb: Token) -> bool:
    return any(n.lower_ in _UNDER for n in syntax.prep_objects(verb, "under"))


def _after_under(verb: Token) -> list[Token]:
    """The prepositions behind "under fire"."""
    nouns = syntax.prep_objects(verb, "under")
    return [p for h in (verb, *nouns) for p in syntax.children(h, "prep")]
