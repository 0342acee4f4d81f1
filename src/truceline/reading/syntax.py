"""Walks over a dependency tree: subjects, objects, clauses. Nothing here knows any word's meaning."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from truceline.reading.times.words import WEEKDAYS

if TYPE_CHECKING:
    from truceline.reading.tokens import Token

SUBJECT = frozenset({"nsubj", "csubj", "expl"})
_PASSIVE, _ACTIVE = frozenset({"auxpass", "nsubjpass", "agent"}), frozenset({"dobj", "obj", "ccomp"})
PASSIVE_SUBJECT = frozenset({"nsubjpass", "csubjpass"})
_ANY_SUBJECT = (*SUBJECT, *PASSIVE_SUBJECT)
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
_NO_DOER = frozenset(
    (
        "force mistake accident air road sea land hand noon midnight consensus law end message e-mail email mail "
        "telephone phone fax telegram"
    ).split()
)
"""What comes after "by" and does nothing: "recruited by force"."""
FORCING = frozenset({"force", "compel", "cause", "prompt", "lead", "push", "drive"})
"""Verbs that say that somebody did what comes after "to": "forced thousands to flee"."""
_ATTACKS = frozenset(
    "attack strike airstrike raid shelling bombardment bombing shooting assault offensive ambush explosion blast "
    "massacre rampage clash battle fire crossfire incursion stabbing barrage operation".split()
)
_STRIKING = frozenset("bomb missile rocket shell drone mine mortar bomber gunman militant fighter troop".split())
"""Who or what kills by itself, where an attack is told of beside it."""
_HARMING = frozenset("kill wound injure leave claim destroy damage displace violate break breach hit level".split())
_CAME_OF_IT = frozenset(
    "kill wound injure hurt leave force damage destroy displace trap bring burn cut level trigger spark cause set send "
    "take abduct capture seize loot".split()
)
"""What is told with these behind an aside came of the deed before it."""
_ON_WHAT = frozenset("on in at near against into outside inside of across around to over upon for".split())
"""What comes after these stood where the attack was, or underwent it."""
_SUBJECT_GOES_ON = frozenset({"promise", "use", "need", "take", "spend", "have"})
"""Verbs whose object does not do what comes after it: "used the pause to recruit"."""
_LEAVE = frozenset(
    (
        "order command instruction directive mandate permission light ahead go-ahead licence license authorisation "
        "authorization signal approval consent clearance leave hand blanche chance opportunity right time pretext "
        "excuse call appeal request demand invitation warrant cover freedom choice reason power authority"
    ).split()
)
"""What somebody gives to others who then do the deed: "the order to attack"."""
_GRANTING = frozenset(
    "give grant issue send offer hand provide allow deny withhold pass assign sign afford lend".split()
)
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
    """The "disbanded" of "have been disarmed and disbanded"."""
    joined = verb.dep_ == "conj" and verb.tag_ == "VBN" and verb.head.tag_ == "VBN"
    if not joined or not below.isdisjoint({"aux", "nsubj", *_ACTIVE}):
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


def subject(verb: Token, depth: int = 0) -> Token | None:
    """The grammatical subject, active or passive, its own or inherited from the governing clause."""
    own = children(verb, *_ANY_SUBJECT)
    if len(own) > 1:
        own = [t for t in own if t.dep_ != "expl"] or own
    if len(own) > 1 and own[0].lower_ in ("that", "which", "whom"):
        own = own[1:]  # "that the group let go", where a parser takes both words for the subject
    if not own and verb.tag_ == "VBG" and (doer := agent(verb)) is not None:
        return doer  # "looting by the rebels"
    if own:
        return antecedent(own[0]) if own[0].lower_ in RELATIVE and own[0].tag_ in ("WDT", "WP", "IN", "DT") else own[0]
    if depth > 6:
        return None
    return _misplaced(verb) or apposed_subject(verb) or _just_before(verb) or _inherited(verb, depth)


def apposed_subject(verb: Token) -> Token | None:
    """The speaker after a comma that a parser took for an apposition: "... in Gaza, a spokesman for Peru said"."""
    if verb.dep_ != "conj" or verb.tag_ not in ("VBD", "VBZ", "VBP") or verb.i == 0:
        return None
    top = verb.nbor(-1)
    while top.dep_ in ("pobj", "prep", "poss", "compound", "case") and top.head.i < verb.i and not is_root(top):
        top = top.head
    first = min(t.i for t in top.subtree)
    return top if top.dep_ == "appos" and first > 0 and verb.doc[first - 1].text == "," else None


def _just_before(verb: Token) -> Token | None:
    """The name or number right before a finite verb without a subject: "On 7 June Peru accused", "To date 60 have"."""
    if verb.dep_ in ("relcl", "acl", "conj"):
        return None
    first = verb
    while first.i > 0 and first.nbor(-1).dep_ in ("aux", "auxpass", "neg") and first.nbor(-1).head == verb:
        first = first.nbor(-1)
    if first.tag_ not in ("VBD", "VBZ", "VBP") or first.i == 0:
        return None
    before = first.nbor(-1)
    if before.sent is not verb.sent or before.dep_ in _ANY_SUBJECT:
        return None
    if before.lower_ in WEEKDAYS and before.dep_ == "pobj" and before.head.i == before.i - 1:
        return _before_date(before.head)
    counted = before.like_num and before.dep_ == "nummod" and before.head.i < before.i
    named = before.pos_ == "PROPN" and first.i == verb.i
    return before if counted or named or (first.i == verb.i and _opens_clause(before)) else None


def _opens_clause(noun: Token) -> bool:
    """ "In Belgorod, a drone attack killed two", which a parser takes for a name of the town."""
    start, opens = noun.sent.start, noun.left_edge.i
    lead = noun.doc[start].dep_ == "prep" and noun.doc[start].tag_ == "IN"
    return lead and noun.dep_ == "appos" and noun.pos_ == "NOUN" and noun.doc[opens - 1].text == ","


def _before_date(on: Token) -> Token | None:
    """ "The Front for the Isles on Monday quit the talks": the head of what stands before the date."""
    if on.i == on.sent.start:
        return None
    top = on.nbor(-1)
    while top.dep_ in ("pobj", "prep", "compound", "poss") and not is_root(top) and top.head.i < on.i:
        top = top.head
    return top if top.pos_ in ("PROPN", "NOUN") else None


def _misplaced(verb: Token) -> Token | None:
    """The subject of a joined clause that a parser took for a part of the one before: "on Sunday and Peru freed"."""
    if verb.dep_ != "conj" or not is_verb(verb.head):
        return None
    first = verb
    while first.i > 0 and first.nbor(-1).dep_ in ("aux", "auxpass", "neg", "advmod") and first.nbor(-1).head == verb:
        first = first.nbor(-1)
    if first.i == 0:
        return None
    before = first.nbor(-1)
    joined = before.dep_ == "conj" and before.pos_ in ("PROPN", "NOUN", "PRON")
    return before if joined and before.head.i > verb.head.i and before.head.dep_ not in SUBJECT else None


def _inherited(verb: Token, depth: int) -> Token | None:
    head = verb.head
    if verb.dep_ == "conj" and is_verb(head):
        lost = verb.tag_ == "VBD" and head.tag_ == "VB" and head.dep_ == "xcomp" and is_verb(head.head)
        return subject(head.head if lost else head, depth + 1)  # "urged them to leave and called on others"
    if verb.dep_ == "xcomp" and head.dep_ == "acomp":
        return _governor_subject(head, depth)
    if verb.dep_ == "xcomp" and is_verb(head):
        told = children(head, "dobj")
        return told[0] if told and head.lemma_ not in _SUBJECT_GOES_ON else subject(head, depth + 1)
    if verb.dep_ == "advcl" and verb.tag_ == "VBG" and (before := told_before(verb)) is not None:
        return subject(before, depth + 1)
    if verb.dep_ in ("advcl", "pcomp", "prep", "dep", "amod"):
        return _governor_subject(head, depth)
    if verb.dep_ in ("acl", "relcl") and head.pos_ in ("NOUN", "PROPN", "PRON"):
        if verb.tag_ in ("VB",):
            owner = children(head, "poss")
            return owner[0] if owner else _charged(head) if _is_leave(head) else _governor_subject(head.head, depth)
        return head
    if verb.dep_ == "ccomp" and is_verb(head) and verb.tag_ in ("VBG", "VB"):
        return subject(head, depth + 1)
    return None


def told_before(verb: Token) -> Token | None:
    """The "struck" of "The bombers struck, the ministry said, killing nine": who says so has killed nobody."""
    said, opens = verb.head, verb.left_edge.i
    if opens == 0 or verb.doc[opens - 1].text != "," or verb.lemma_ not in _CAME_OF_IT or not is_verb(said):
        return None
    if said.dep_ == "parataxis" and is_verb(said.head) and said.head.i < said.i:
        told = said.head
    else:
        told = next((c for c in children(said, "ccomp") if c.i < said.i), said)
    own = children(said, "nsubj")
    aside = told.i != said.i and own and told.i < own[0].i and own[0].left_edge.i > 0
    return told if aside and verb.doc[own[0].left_edge.i - 1].text == "," and opens > said.i else None


def _is_leave(noun: Token) -> bool:
    """Whether somebody gives others leave or an order: "gave the green light to attack" does not attack."""
    return (
        noun.lemma_.lower() in _LEAVE and noun.head.lemma_.lower() in _GRANTING and noun.dep_ in ("dobj", "nsubjpass")
    )


def _charged(noun: Token) -> Token | None:
    """Whom leave or an order is given: "gave Peru a green light", "issued an order to the army"."""
    given = [n for c in children(noun.head, "dative") for n in (children(c, "pobj") or [c])]
    return next(iter([*given, *prep_objects(noun, "to", "for"), *prep_objects(noun.head, "to")]), None)


def _governor_subject(token: Token, depth: int) -> Token | None:
    """The subject of the verb that a phrase hangs from."""
    while token.dep_ != "ROOT" and not is_verb(token):
        token = token.head
    return subject(token, depth + 1) if is_verb(token) else None


def antecedent(pronoun: Token) -> Token:
    """The noun that a relative pronoun stands for."""
    verb = pronoun.head
    if verb.dep_ in ("ccomp", "advcl") and verb.head.lemma_ == "be" and (found := cleft(verb.head)) is not None:
        return children(verb.head, "attr")[0] if found.i == verb.i else pronoun
    while verb.dep_ not in ("relcl", "acl", "ROOT") and not is_root(verb):
        verb = verb.head
    if verb.dep_ not in ("relcl", "acl"):
        return pronoun
    return (_attack_before(pronoun, verb) if pronoun.lower_ in ("which", "that") else None) or verb.head


def _attack_before(pronoun: Token, verb: Token) -> Token | None:
    """The attack of "an attack on the port, which killed nine": what it was on or in has killed nobody."""
    perfect = any(c.lemma_ == "have" for c in children(verb, "aux"))
    if verb.lemma_ not in _HARMING or pronoun.dep_ != "nsubj" or perfect or is_passive(verb):
        return None
    noun = verb.head
    if noun.lemma_.lower() in _ATTACKS | _STRIKING:
        return None
    while noun.dep_ in ("pobj", "conj", "appos", "npadvmod", "compound", "nmod", "amod", "poss", "prep"):
        if noun.dep_ == "prep" and noun.lower_ not in _ON_WHAT:
            return None
        noun = noun.head
        if noun.lemma_.lower() in _ATTACKS:
            return noun
    return None


def described(clause: Token) -> Token:
    """The noun that a relative clause is said of; in "200 trucks a day, on which ..." the trucks, not the day."""
    noun = clause.head
    return noun.head if noun.dep_ == "npadvmod" else noun


def agent(verb: Token) -> Token | None:
    """Who did it, in a passive clause: the noun after "by"."""
    for by in verb.children:
        if by.dep_ == "agent" or (by.dep_ == "prep" and by.lower_ == "by"):
            found = [n for n in children(by, "pobj") if n.lemma_.lower() not in _NO_DOER and not n.like_num]
            if found:
                return found[0]
    return None


def direct_object(verb: Token) -> Token | None:
    """The object, or in a passive clause the subject, or the noun that a participle qualifies."""
    if is_passive(verb):
        given = [t for t in verb.children if t.dep_ in ("dobj", "obj")]
        if given:
            return given[0]
        found = children(verb, *PASSIVE_SUBJECT)
        if found:
            first = found[0]
            return antecedent(first) if first.lower_ in RELATIVE else first
        if verb.dep_ == "acl":
            return verb.head
        return subject(verb)
    if is_gerund(verb):
        return verb.head
    found = [t for t in verb.children if t.dep_ in ("dobj", "obj")]
    found = [t for t in found if not children(t, "case")] or found
    both = children(verb, "nsubj")
    if not found and len(both) > 1 and both[0].lower_ in ("that", "which", "whom") and verb.dep_ == "relcl":
        return verb.head
    if found:
        return antecedent(found[0]) if found[0].lower_ in ("which", "whom", "that") else found[0]
    return _gap(verb)


def _gap(verb: Token) -> Token | None:
    """The noun of a relative clause that leaves its object out: "the people they still hold"."""
    if verb.dep_ != "relcl" or any(c.lower_ in ("where", "when", "why") for c in verb.children):
        return None
    own = children(verb, *SUBJECT)
    return verb.head if own and own[0].lower_ not in RELATIVE and not children(verb, "ccomp", "xcomp") else None


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
