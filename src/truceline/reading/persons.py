"""Persons: the name that a text gives to who holds an office or is only described.

"Its harbour master, Ann Lind"; "a rower who calls himself Old Tom"; "the surveyor" after "Surveyor Ann Lind".
"""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from truceline.model import PartyKind
from truceline.reading import syntax
from truceline.reading.parties import Described, role_kind

if TYPE_CHECKING:
    from truceline.reading.tokens import Token

_HOLDERS = frozenset({PartyKind.OFFICIAL, PartyKind.SOURCE, PartyKind.PEOPLE, PartyKind.ARMED_GROUP, PartyKind.OUTLET})
_RELATED = frozenset({"rival", "successor", "predecessor", "counterpart", "opponent", "challenger", "ally"})
_SELF = frozenset({"himself", "herself"})
_NAMING = frozenset({"call", "go", "use", "give", "name", "know", "introduce", "identify", "bear", "style"})
_RANKS = frozenset(
    "officer general colonel major captain lieutenant brigadier admiral commodore marshal sergeant commander".split()
)
_ALIKE = (
    frozenset({"spokesman", "spokeswoman", "spokesperson"}),
    frozenset({"chairman", "chairwoman", "chairperson", "chair"}),
    frozenset({"premier", "prime minister"}),
    frozenset({"president", "head of state"}),
    frozenset({"bishop", "archbishop", "prelate", "monsignor", "cardinal", "cleric"}),
    frozenset({"envoy", "emissary", "representative", "ambassador", "mediator"}),
)
_GENERAL = {"officer": _RANKS, "commander": frozenset({"general", "colonel", "commander"})}
_SHORT = {
    "gen": "general",
    "brig": "brigadier",
    "col": "colonel",
    "maj": "major",
    "capt": "captain",
    "lt": "lieutenant",
    "sgt": "sergeant",
    "adm": "admiral",
    "cmdr": "commander",
    "sen": "senator",
    "gov": "governor",
    "msgr": "monsignor",
}
"""What titles are shortened to: "Gen Ann Lind"."""

_CROWDS = frozenset(
    "family community crowd staff population tribe crew household people opposition public union society".split()
)
_WHEREABOUTS = frozenset({"in", "at", "near", "around", "outside", "inside", "across", "through", "towards", "toward"})
_MEN = frozenset(
    "man boy father brother son husband uncle nephew grandfather widower monk priest imam king prince sheikh sultan "
    "emir spokesman chairman policeman businessman fisherman gunman serviceman congressman bishop cardinal pope".split()
)
_WOMEN = frozenset(
    "woman girl mother sister daughter wife aunt niece grandmother widow nun queen princess spokeswoman chairwoman "
    "policewoman congresswoman midwife headmistress".split()
)


def name_of(token: Token) -> Token | None:
    """The head of the name of whoever a noun describes, where it stands beside it; None where none does."""
    if token.tag_ in ("NNS", "NNPS"):
        return None
    if not _holds(token) and token.lower_ != "one" and not _is_counterpart(token):
        return (_by_clause(token) or _right_behind(token, 1)) if token.pos_ == "NOUN" else None
    holders = [token] if token.lower_ != "one" else [token, *syntax.prep_objects(token, "of")]
    for holder in holders:
        for named in syntax.children(holder, "appos"):
            if named.pos_ == "PROPN" and named.i > holder.i and not syntax.children(named, "conj"):
                return named
            if token.lower_ == "one" and (by := _by_clause(named)) is not None:
                return by
    return (_by_clause(token) or _right_behind(token)) if token.pos_ == "NOUN" else None


def _is_counterpart(token: Token) -> bool:
    """ "his opposite number, Ann Lind", "its rival, Ann Lind"."""
    if token.lemma_.lower() in _RELATED:
        return bool(syntax.children(token, "poss"))
    return token.lemma_.lower() == "number" and any(c.lower_ == "opposite" for c in token.children)


def _holds(token: Token) -> bool:
    """An office, or a common noun for people."""
    return role_kind(token.lemma_.lower()) in _HOLDERS


def _by_clause(token: Token) -> Token | None:
    """ "who goes by the name of Old Tom", "known as Old Tom", "who calls himself Old Tom"."""
    holders = [token, *(n for p in syntax.children(token, "prep") for n in syntax.children(p, "pobj"))]
    for clause in (c for h in holders for c in syntax.children(h, "relcl", "acl")):
        if clause.lemma_ not in _NAMING:
            continue
        words = clause.subtree
        told = any(w.lower_ in _SELF or w.lower_ == "name" for w in words)
        told = told or (clause.tag_ == "VBN" and _holds(token))
        names = [w for w in words if w.pos_ == "PROPN" and w.i > clause.i]
        if told and names:
            first = names[0]
            while first.dep_ == "compound" and first.head.pos_ == "PROPN":
                first = first.head
            return first
    return None


def _right_behind(token: Token, most: int = 2) -> Token | None:
    """ "the research office LARK counted 11", "a widow, Ann Lind, wept": what a parser takes for a second subject."""
    if token.dep_ != "nsubj":
        return None
    for other in syntax.children(token.head, "nsubj"):
        between = other.left_edge.i - token.i if other.i > token.i else 0
        if other.pos_ == "PROPN" and (between == 1 or (between == most == 2 and token.nbor(1).text == ",")):
            return other
    return None


def bears(named: Token, title: Token) -> bool:
    """Whether a name or an earlier noun is of who holds the office that a later one means ("the major")."""
    wanted = _titles(title)
    own = {c.lower_ for c in title.children if c.dep_ in ("compound", "amod")} - {"same", "late", "own"}
    beside = _beside(named)
    if named.pos_ == "PROPN":
        if any(wanted & _titles(a) and own <= _beside(a) for a in syntax.children(named, "appos") if a.pos_ == "NOUN"):
            return True  # "Ann Lind, a relief worker"
        return bool(wanted & ({*beside, *_pairs(named)})) and not (own - beside)
    return bool(wanted & _titles(named)) and own <= beside and name_of(named) is not None


def _beside(noun: Token) -> set[str]:
    words = (c.lower_.rstrip(".") for c in noun.children if c.dep_ in ("compound", "amod"))
    return {_SHORT.get(word, word) for word in words}


def _pairs(named: Token) -> set[str]:
    """ "prime minister" of "Prime Minister Ann Lind"."""
    words = [c.lower_ for c in named.children if c.dep_ in ("compound", "amod")]
    return {f"{a} {b}" for a, b in pairwise(words)}


def _titles(noun: Token) -> frozenset[str]:
    """The noun's lemma, and the other words for the same office."""
    lemma = noun.lemma_.lower()
    if lemma == "minister" and any(c.lower_ == "prime" for c in noun.children):
        lemma = "prime minister"
    if lemma == "head" and any(t.lower_ == "state" for t in syntax.prep_objects(noun, "of")):
        lemma = "head of state"
    alike = next((group for group in _ALIKE if lemma in group), frozenset({lemma}))
    return alike | _GENERAL.get(lemma, frozenset())


def is_somebody(noun: Token) -> bool:
    """Whether a noun can name somebody, who tells, hopes or intends."""
    return noun.pos_ in ("PROPN", "PRON") or role_kind(noun.lemma_.lower()) is not None


def is_person(who: Described, noun: Token) -> bool:
    """Whether "he" or "she" can be meant: "a nurse", "Ann Lind", not "the Marshes" or "in Norham"."""
    if who.kind is PartyKind.PEOPLE:
        return noun.tag_ == "NN" and noun.lemma_.lower() not in _CROWDS
    if who.kind is PartyKind.UNKNOWN:
        placed = noun.dep_ == "pobj" and noun.head.lower_ in _WHEREABOUTS
        return noun.tag_ == "NNP" and not placed and not any(c.lower_ == "the" for c in noun.children)
    return who.kind in (PartyKind.OFFICIAL, PartyKind.SOURCE)


def may_mean(pronoun: str, noun: Token) -> bool:
    """Whether a noun is not of the other sex than "he" or "she" tells; a surname ("Ann King") is of neither."""
    if noun.pos_ == "PROPN" and not syntax.children(noun, "det"):
        return True
    return noun.lemma_.lower() not in (_WOMEN if pronoun in ("he", "his", "him") else _MEN)


def initials(name: str) -> str:
    """ "LVF" of "Loyal Valley Front"."""
    words = [w for w in name.replace("-", " ").split() if w[0].isupper()]
    return "".join(w[0] for w in words) if len(words) > 1 else ""
