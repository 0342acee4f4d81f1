"""Governing clauses: the ones whose time a clause without a time of its own shares.

"A shell hit the market on Monday, killing a woman" and "..., in which a woman was killed": both were on the Monday. Who
or what is only described ("men who had fled the town") need not have done it then.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from truceline.reading import lexicon, syntax

if TYPE_CHECKING:
    from truceline.reading.tokens import Token

_COUNTING = frozenset("count register record log tally observe document list number find see treat".split())
TOLLS = frozenset("toll count tally number figure total casualty loss".split())
_COUNTED = ("dobj", "nsubjpass", "nsubj")
_THERE = frozenset({"which", "whom", "where"})
_HIGHEST = 4
_HELPED = frozenset("let make help see try start begin manage fail".split())
_BREAKING_OUT = frozenset("break erupt begin start resume flare".split())
"""Verbs of what begins on a day: "fighting broke out on 2 May"."""
_SAME_TIME = frozenset({"when", "while", "during"})
_TENSES = (
    (frozenset({"had"}), "had"),
    (frozenset("will would shall should can could may might must".split()), "will"),
    (frozenset({"to"}), "to"),
    (frozenset({"has", "have"}), "has"),
    (frozenset({"is", "are", "am", "do", "does"}), "is"),
    (frozenset({"was", "were", "did"}), "was"),
)
"""Helpers, and the tense that they say a verb has."""


def governing(token: Token) -> Iterator[Token]:
    """The clauses that a word's clause fills out, nearest first."""
    for _ in range(_HIGHEST):
        above = _above(token)
        if above is None:
            return
        yield above
        token = above


def lenders(verb: Token) -> list[Token]:
    """The clauses whose time a clause without one borrows: "was abducted and killed on Monday", "when shells fell".

    One that is joined to it lends its time where both are told alike: "has condemned it and left on Monday" does not.
    """
    joined = verb.dep_ == "conj" and syntax.is_verb(verb.head) and alike(verb, verb.head)
    begun = verb.dep_ == "nsubj" and verb.head.lemma_.lower() in _BREAKING_OUT
    near = [verb.head] if joined or begun else []
    for clause in syntax.children(verb, "advcl"):
        beside = clause.tag_ == "VBN" and clause.i < verb.i and not syntax.children(clause, "mark")
        if beside or _tells_when(clause):
            near.append(clause)  # "when shells fell on Sunday", "brought together on Sunday, they agreed"
    for topic in syntax.children(verb, "nsubj") if not near else []:
        # "monitors who went there on Sunday found": they found it when they went there.
        near += [c for c in syntax.children(topic, "relcl") if c.tag_ == verb.tag_ == "VBD"]
    later = [c for c in syntax.children(verb, "conj") if syntax.is_verb(c) and not near]
    return near + [c for c in later if alike(verb, c)]


def shares(clause: Token) -> bool:
    """Whether a clause inside another is told of its time: "let it open on Sunday", "when shells fell on Sunday"."""
    if clause.dep_ == "conj":
        return syntax.is_verb(clause.head) and alike(clause, clause.head)
    if clause.dep_ == "advcl":
        return _tells_when(clause) or any(c.lower_ == "since" for c in clause.children)
    helped = clause.dep_ == "xcomp" or (clause.dep_ == "ccomp" and clause.tag_ == "VB")
    return clause.dep_ == "pcomp" or (helped and clause.head.lemma_.lower() in _HELPED)


def as_told_before(clause: Token) -> bool:
    """ "would stay, as they had proposed in May": the time is that of the saying."""
    return clause.lemma_.lower() in lexicon.cues().verbs and any(
        c.lower_ == "as" and c.i < clause.i for c in clause.children
    )


def said_of(verb: Token) -> Token | None:
    """ "said on Friday that they would free them": the verb of saying, in the past, that a promise is told by."""
    told = verb.dep_ == "ccomp" and "would" in syntax.helpers(verb) and verb.head.tag_ == "VBD"
    return verb.head if told and verb.head.lemma_.lower() in lexicon.cues().verbs else None


def is_of_saying(time: Token, verb: Token) -> bool:
    """ "said on Friday they would free them by Sunday": the Friday is of the saying, however it is parsed."""
    saying = said_of(verb)
    return saying is not None and time.i == saying.i + 1


def opening_when(verb: Token) -> Token | None:
    """The "when" that opens the clause of a verb, or of the one that it is joined to."""
    if verb.dep_ == "conj" and syntax.is_verb(verb.head):
        verb = verb.head
    if verb.dep_ not in ("relcl", "advcl") or _helped(verb, "had"):
        return None
    return next((c for c in verb.children if c.lower_ == "when" and c.i < verb.i), None)


def _above(token: Token) -> Token | None:
    if not syntax.is_verb(token):
        return counted_by(token)
    if token.dep_ == "conj" and syntax.is_verb(token.head):
        return token.head if alike(token, token.head) else None
    if is_outcome(token):
        return syntax.verb_over(token.head)
    if token.dep_ == "advcl" and _is_then(token) and syntax.is_verb(token.head):
        return token.head
    if token.dep_ == "relcl" and _is_set_there(token):
        return _verb_above(token.head)
    return None


def is_outcome(verb: Token) -> bool:
    """ "..., killing a woman", "..., with 28 people killed": said of the same moment, by no word of its own."""
    with_them = verb.dep_ == "pcomp" and verb.head.lower_ == "with" and syntax.is_verb(verb.head.head)
    if not with_them and (verb.dep_ != "advcl" or not syntax.is_verb(verb.head)):
        return False
    marked = any(c.dep_ == "aux" or (c.dep_ == "mark" and c.lower_ != "with") for c in verb.children)
    if verb.i < verb.head.i or marked:
        return False
    return verb.tag_ == "VBG" or (verb.tag_ == "VBN" and bool(syntax.children(verb, "nsubjpass", "nsubj")))


def _is_then(verb: Token) -> bool:
    """ "when their patrol was attacked", "as masked men pushed him": at the time of what it is told with."""
    past = verb.tag_ == "VBD" or (verb.tag_ == "VBN" and _helped(verb, "was", "were"))
    return past and any(c.lower_ in ("when", "as", "while") and c.i < verb.i for c in verb.children)


def _is_set_there(verb: Token) -> bool:
    """ "in which three people were killed", "where gunmen killed 18"."""
    past = verb.tag_ == "VBD" or (verb.tag_ == "VBN" and _helped(verb, "was", "were"))
    return past and any(t.lower_ in _THERE and _led_by_in(t) for t in _words_before(verb))


def _tells_when(clause: Token) -> bool:
    """ "when it is consulted", "while shells fell"; "as promised in May" and "as he had in May" compare."""
    opened = {c.lower_ for c in clause.children}
    return bool(opened & _SAME_TIME) or ("as" in opened and _is_then(clause) and clause.lemma_ != "have")


def alike(verb: Token, other: Token) -> bool:
    """Whether two verbs that are joined tell of one time: not what is and what was, nor what is so since."""
    first, second = (verb, other) if verb.i < other.i else (other, verb)
    own = syntax.helpers(second) or syntax.children(second, *syntax.SUBJECT, *syntax.PASSIVE_SUBJECT)
    if not own and second.tag_ in ("VBD", "VBN"):
        return first.tag_ in ("VBD", "VBN")  # "have killed eight people and injured 38"
    one, two = _tense(first), _tense(second)
    return one == two or not two or not one


def _tense(verb: Token) -> str:
    """The word that says when a verb is set, "has", "will", "to"; "was" for the plain past, else nothing."""
    helpers = syntax.helpers(verb)
    for names, tense in _TENSES:
        if helpers & names:
            return tense
    return {"VBD": "was", "VBZ": "is", "VBP": "is"}.get(verb.tag_, "")


def _words_before(verb: Token) -> list[Token]:
    """The words before a verb that hang from it, and what hangs from its prepositions."""
    own = [c for c in verb.children if c.i < verb.i]
    return [*own, *(g for c in own if c.dep_ == "prep" for g in c.children)]


def _led_by_in(word: Token) -> bool:
    return word.lower_ == "where" or (word.dep_ == "pobj" and word.head.lower_ in ("in", "during", "of"))


def _helped(verb: Token, *words: str) -> bool:
    return any(c.lower_ in words and c.dep_ in ("aux", "auxpass") for c in verb.children)


def _verb_above(token: Token) -> Token | None:
    while not syntax.is_verb(token):
        if syntax.is_root(token):
            return None
        token = token.head
    return token


def reported_by(token: Token) -> Token | None:
    """ "reported 31 dead by Friday": the verb of saying that tells the number of something."""
    verb = token.head
    counted = token.dep_ in ("dobj", "nsubjpass") and syntax.is_verb(verb)
    return verb if counted and verb.lemma_.lower() in lexicon.cues().verbs else None


def counted_by(token: Token) -> Token | None:
    """ "logged 112 impacts on Thursday": the verb that tells the number of something."""
    if syntax.is_verb(token) or token.dep_ not in _COUNTED or not syntax.is_verb(token.head):
        return None
    lemma = token.head.lemma_.lower()
    return token.head if lemma in _COUNTING or lemma not in lexicon.cues().verbs else None


def put_at(token: Token) -> Token | None:
    """ "put the toll since Monday at 140": the verb that tells what a toll comes to, of itself or of the number."""
    verb = token.head.head if token.dep_ == "pobj" and token.head.lower_ == "at" else token
    put = syntax.is_verb(verb) and verb.lemma_.lower() == "put"
    return verb if put and any(n.lemma_.lower() in TOLLS for n in syntax.children(verb, "dobj")) else None
