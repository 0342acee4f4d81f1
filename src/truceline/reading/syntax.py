"""Walks over a dependency tree: phrases, clauses, negation. Nothing here knows any word's meaning."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from truceline.reading.tokens import Token

SUBJECT = frozenset({"nsubj", "csubj", "expl"})
_PASSIVE, _ACTIVE = frozenset({"auxpass", "nsubjpass", "agent"}), frozenset({"dobj", "obj", "ccomp"})
PASSIVE_SUBJECT = frozenset({"nsubjpass", "csubjpass"})
ANY_SUBJECT = (*SUBJECT, *PASSIVE_SUBJECT)
CLAUSE = frozenset({"ccomp", "advcl", "relcl", "acl", "parataxis"})
WH = frozenset({"WDT", "WP", "WRB", "WP$"})
"""Tags of the words that ask or relate: which, who, when, whose."""
RELATIVE = frozenset({"who", "which", "that", "whom", "whose"})
SO = frozenset({"so", "neither", "nor"})
"""Words that stand for what was told before: "so did the army"."""
LENGTHS = frozenset("second minute hour day night week month year moment".split())
_PARTICLES = frozenset({"over", "up", "down", "out", "back", "in", "off"})
_WANTING = frozenset({"want", "need", "like", "see"})
_NEGATIVE = frozenset({"never", "no", "nobody", "none", "nothing", "neither", "hardly"})
_TRANSPARENT = frozenset(
    (
        "group number dozen dozens hundred hundreds thousand thousands score scores total list lot "
        "majority most some many couple handful series string wave part half third quarter rest "
        "remainder one several any all none two three four batch load convoy release return exchange "
        "kind type sort handover day days hour hours week weeks month months average"
    ).split()
)


def is_verb(token: Token) -> bool:
    if token.pos_ not in ("VERB", "AUX") or token.dep_ in ("aux", "auxpass", "compound", "nmod", "pobj"):
        return False
    return token.dep_ != "amod" or is_gerund(token)


def is_gerund(token: Token) -> bool:
    """ "of occupying hospitals", which a parser may take for hospitals that occupy."""
    return token.dep_ == "amod" and token.tag_ == "VBG" and token.i > 0 and token.nbor(-1).pos_ in ("ADP", "CCONJ")


def is_root(token: Token) -> bool:
    """Whether nothing governs a token."""
    return token.head is token


def main_verb(root: Token) -> Token:
    """A sentence's verb; the only participle where the parser has no verb: "The truce between the two held."."""
    if is_verb(root):
        return root
    verbs = [t for t in root.sent if is_verb(t)]
    alone = len(verbs) == 1 and verbs[0].tag_ in ("VBN", "VBD") and verbs[0].dep_ in ("acl", "relcl")
    return verbs[0] if alone else root


def verb_over(token: Token) -> Token:
    """The word itself where it is a verb, else the nearest verb above it, else the word that nothing governs."""
    while not is_verb(token) and not is_root(token):
        token = token.head
    return token


def children(token: Token, *deps: str) -> list[Token]:
    found = []
    for child in token.children:  # a loop, since this is asked some eight times for each word
        if child.dep_ in deps:
            found.append(child)
    return found


def helpers(verb: Token) -> set[str]:
    """The words that help a verb: the "will" and "be" of "will be freed"."""
    return {c.lower_ for c in verb.children if c.dep_ in ("aux", "auxpass")}


def is_passive(verb: Token) -> bool:
    """Passive by its auxiliary or subject, or as a bare participle after its noun."""
    below = {c.dep_ for c in verb.children}
    if not below.isdisjoint(_PASSIVE) or _shares_passive(verb, below) or _wanted_done(verb, below):
        return True
    if verb.tag_ != "VBN" or not below.isdisjoint(_ACTIVE):
        return False
    return verb.dep_ == "acl" or not any(
        c.lemma_ == "have" and c.dep_ == "aux" for c in (*verb.children, *verb.head.children)
    )


def _shares_passive(verb: Token, below: set[str]) -> bool:
    """The "disbanded" of "have been disarmed and disbanded", the "hurt" of "nine were killed and forty hurt"."""
    joined = verb.dep_ == "conj" and verb.tag_ in ("VBN", "VBD") and verb.head.tag_ == "VBN"
    counted = all(s.like_num for s in children(verb, "nsubj"))
    if (
        not joined
        or not counted
        or not below.isdisjoint({"aux", *_ACTIVE})
        or (verb.tag_ == "VBD" and "nsubj" not in below)
    ):
        return False
    return any(c.dep_ == "auxpass" for c in verb.head.children)


def _wanted_done(verb: Token, below: set[str]) -> bool:
    """The "returned" of "want their soldiers returned", which a parser takes for what the soldiers did."""
    if verb.dep_ != "ccomp" or verb.tag_ not in ("VBN", "VBD") or verb.head.lemma_ not in _WANTING:
        return False
    return "nsubj" in below and below.isdisjoint({"aux", "mark", *_ACTIVE}) and verb.head.i < verb.i


def with_conjuncts(head: Token) -> list[Token]:
    """The head of a noun phrase and the heads joined to it by "and" or commas."""
    return [head, *(c for c in head.conjuncts if c.i > head.i and (c.pos_ != "VERB" or head.pos_ == "VERB"))]


def prep_objects(head: Token, *prepositions: str) -> list[Token]:
    """Heads of the noun phrases after the given prepositions that hang from ``head``."""
    found = []
    for prep in head.children:
        if prep.dep_ in ("prep", "dative", "agent") and prep.lower_ in prepositions:
            for noun in children(prep, "pobj"):
                found.extend(with_conjuncts(noun))
    return found


def core_nouns(head: Token) -> list[Token]:
    """The nouns that say what a phrase is about: "a group of 50 women and girls" -> group, women, girls."""
    found = with_conjuncts(head)
    for noun in list(found):
        if noun.lemma_.lower() in _TRANSPARENT or noun.like_num or noun.pos_ in ("NUM", "DET", "PRON"):
            for inner in prep_objects(noun, "of", "among"):
                found.extend(n for n in core_nouns(inner) if n not in found)
    return found


def phrases(verb: Token) -> Iterator[str]:
    """The verb's lemma alone and with each word beside it: "hand", "hand over", "come into force"."""
    lemma = verb.lemma_.lower()
    if verb.i > 1 and verb.nbor(-1).text == "-" and verb.nbor(-2).lower_ == "test":
        yield f"test-{lemma}"
        return
    after = verb.nbor(1) if verb.i + 1 < len(verb.doc) else verb
    if after.dep_ == "quantmod" and after.lower_ in _PARTICLES:
        yield f"{lemma} {after.lower_}"  # "turned over 44 men", which a parser takes for more than 44
    for child in verb.children:
        if child.dep_ == "mark" and child.lower_ == "as" and verb.tag_ == "VBN":
            return
        if child.dep_ in ("prt", "advmod", "acomp", "oprd", "xcomp", "attr", "dobj", "prep", "ccomp", "intj") or (
            child.pos_ in ("ADP", "ADV", "ADJ", "NOUN") and child.i == verb.i + 1
        ):
            yield f"{lemma} {child.lemma_.lower()}"
            for noun in children(child, "pobj"):
                yield f"{lemma} {child.lemma_.lower()} {noun.lemma_.lower()}"
            for noun in children(child, "prep"):
                yield f"{lemma} {child.lemma_.lower()} {noun.lemma_.lower()}"
    yield lemma


def cleft(verb: Token) -> Token | None:
    """The verb that "it was Peru that had burned the pier" tells, where a verb is the "was"."""
    topic = children(verb, *SUBJECT)
    if verb.lemma_ != "be" or not topic or topic[0].lower_ != "it":
        return None
    inner = [c for a in (verb, *children(verb, "attr")) for c in children(a, "relcl", "ccomp", "advcl")]
    inner = [c for c in inner if is_verb(c) and any(w.lower_ in ("that", "who") for w in c.children)]
    return inner[0] if inner and children(verb, "attr") else None


def negated(token: Token) -> bool:
    if any((c.dep_ == "neg" or c.lower_ in _NEGATIVE) and not _bounds(c) for c in token.children):
        return not any(c.lower_ == "longer" for c in token.children)
    if any(_not_one(s) for s in children(token, "nsubj", "nsubjpass", "dobj")):
        return True
    return any(
        (s.dep_ in ("nsubj", "dobj", "nsubjpass") or (s.dep_ == "attr" and children(token, "expl")))
        and any(d.lower_ in ("no", "neither") for d in s.children)
        for s in token.children
    )


def _not_one(noun: Token) -> bool:
    """ "not a single lorry", "not one hostage"."""
    first = noun.left_edge
    return first.lower_ == "not" and first.i < noun.i and first.nbor(1).lower_ in ("a", "an", "one", "even")


def _bounds(word: Token) -> bool:
    """ "no more than 290": a bound of a number, no denial."""
    after = word.doc[word.i + 1].lower_ if word.i + 1 < len(word.doc) else ""
    if word.lower_ == "nothing":
        return after in ("but", "except", "short")
    return word.lower_ in ("no", "not") and after in ("more", "less", "fewer", "later")


def is_purpose(verb: Token) -> bool:
    """ "..., to keep the pauses going": what the rest is done for."""
    return (
        verb.dep_ == "advcl" and verb.tag_ == "VB" and any(c.lower_ == "to" and c.dep_ == "aux" for c in verb.children)
    )


def is_scheduled(verb: Token) -> bool:
    """The infinitive of "the group is to free 50": one clause with the verb before it."""
    if verb.dep_ != "xcomp" or verb.head.lemma_ != "be" or not any(c.lower_ == "to" for c in verb.children):
        return False
    return not any(c.dep_ in ("acomp", "attr") for c in verb.head.children)


def subtree(token: Token, *, without: Iterable[int] = ()) -> set[int]:
    """Token numbers of the subtree, less the subtrees that start at ``without``."""
    cut = set(without)
    found = [token]
    for node in found:
        if node.children:
            found += [c for c in node.children if c.i not in cut] if cut else node.children
    return {t.i for t in found}


def own_clause(verb: Token) -> set[int]:
    """The tokens of a verb's clause without the clauses that hang from it or are joined to it."""
    cut = [
        c.i
        for c in verb.subtree
        if c.i != verb.i
        and (
            c.dep_ in ("ccomp", "advcl", "relcl", "parataxis") or (c.dep_ == "conj" and is_verb(c) and is_verb(c.head))
        )
    ]
    return subtree(verb, without=cut)


def deed_words(token: Token) -> set[int]:
    """The tokens of a verb or noun with what it needs to be told: its purpose and bare complements, no other clause."""
    cut = []
    for node in token.subtree:
        if node == token:
            continue
        if is_purpose(node):
            continue
        apart = node.dep_ in ("ccomp", "advcl", "relcl", "parataxis") or (
            node.dep_ == "conj" and is_verb(node) and is_verb(node.head)
        )
        if apart and not (node.dep_ == "ccomp" and node.tag_ in ("VB", "VBN", "JJ") and not children(node, "mark")):
            cut.append(node.i)
    return subtree(token, without=cut)


def told_besides(token: Token) -> set[int]:
    """The words of a noun that its sentence can do without, from the "and" that joins it; none of a verb's object."""
    while token.dep_ == "pobj" and token.head.lower_ == "of" and not is_verb(token.head.head):
        token = token.head.head
    if token.dep_ in ("dobj", "attr"):
        return set()
    joins = [c.i for c in children(token.head, "cc") if c.i < token.i]
    first = max(joins) if token.dep_ == "conj" and joins else token.left_edge.i
    return subtree(token) | set(range(first, token.i))


def before_lost_join(words: list[Token], start: int) -> set[int]:
    """The words up to the first "and" behind ``start`` that joins nothing among them."""
    joined = [w for w in words if w.dep_ == "conj"]
    joins = (w for w in words if w.dep_ == "cc" and w.i > start)
    end = next((w.i for w in joins if not any(j.head == w.head and j.i > w.i for j in joined)), None)
    return {w.i for w in words if end is None or w.i < end}


def is_date(topic: Token) -> bool:
    """The "minutes" of "Minutes before the truce was to run out", which a parser takes for who runs out."""
    dated = any(c.lower_ in ("before", "after") for c in children(topic, "prep"))
    return dated and topic.lower_.removesuffix("s") in LENGTHS


def undated(verb: Token, words: set[int]) -> set[int]:
    """A clause without what makes a date of it: "the truce came in" of "an hour after the truce came in"."""
    marks = [c for c in children(verb, "mark") if c.lower_ in ("after", "before")]
    return {i for i in words if i > marks[0].i} if marks else words


def runs(numbers: Iterable[int]) -> list[tuple[int, int]]:
    """Sorted, maximal runs [i, j) of consecutive token numbers."""
    found: list[tuple[int, int]] = []
    start = end = -1
    for i in sorted(numbers):
        if i != end:
            if end >= 0:
                found.append((start, end))
            start = i
        end = i + 1
    return [*found, (start, end)] if end >= 0 else found
