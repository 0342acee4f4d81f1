"""A verb's arguments: its subject, its object and who does it, however far a parser has put them from it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from truceline.reading import syntax
from truceline.reading.times.words import WEEKDAYS

if TYPE_CHECKING:
    from truceline.reading.tokens import Token

_NO_DOER = frozenset(
    (
        "force mistake accident air road sea land hand noon midnight consensus law end message e-mail email mail "
        "telephone phone fax telegram tally count figure estimate reckoning account"
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
_HINDERING = frozenset("bar ban prohibit forbid prevent stop block keep restrain deter dissuade".split())
"""Verbs whose object would do what comes after "from": "bars the army from firing"."""
_HEARD = frozenset("report hear record register witness observe describe note".split())
"""Who reports shelling, without a word of what was shelled, has not shelled."""
_CAME_OF_IT = frozenset(
    "kill wound injure hurt leave force damage destroy displace trap bring burn cut level trigger spark cause set send "
    "take abduct capture seize loot".split()
)
"""What is told with these behind an aside came of the deed before it."""
_SPEAKING_OUT = frozenset(
    "accuse blame urge call deny warn vow pledge condemn demand appeal criticise criticize denounce add insist".split()
)
"""What somebody does in words of his own behind what he said."""
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


def subject(verb: Token, depth: int = 0) -> Token | None:
    """The grammatical subject, active or passive, its own or inherited from the governing clause."""
    own = syntax.children(verb, *syntax.ANY_SUBJECT)
    if len(own) > 1:
        own = [t for t in own if t.dep_ != "expl"] or own
    if len(own) > 1 and own[0].lower_ in ("that", "which", "whom"):
        own = own[1:]  # "that the group let go", where a parser takes both words for the subject
    if not own and verb.tag_ == "VBG" and hindered(verb) is None and (doer := agent(verb)) is not None:
        return doer  # "looting by the rebels"
    if own:
        relates = own[0].lower_ in syntax.RELATIVE and own[0].tag_ in ("WDT", "WP", "IN", "DT")
        return antecedent(own[0]) if relates else own[0]
    if depth > 6:
        return None
    return _misplaced(verb) or apposed_subject(verb) or _just_before(verb) or _inherited(verb, depth)


def apposed_subject(verb: Token) -> Token | None:
    """The speaker after a comma that a parser took for an apposition: "... in Gaza, a spokesman for Peru said"."""
    if verb.dep_ != "conj" or verb.tag_ not in ("VBD", "VBZ", "VBP") or verb.i == 0:
        return None
    top = verb.nbor(-1)
    while top.dep_ in ("pobj", "prep", "poss", "compound", "case") and top.head.i < verb.i and not syntax.is_root(top):
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
    if before.sent is not verb.sent or before.dep_ in syntax.ANY_SUBJECT:
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
    while top.dep_ in ("pobj", "prep", "compound", "poss") and not syntax.is_root(top) and top.head.i < on.i:
        top = top.head
    return top if top.pos_ in ("PROPN", "NOUN") else None


def _misplaced(verb: Token) -> Token | None:
    """The subject of a joined clause that a parser took for a part of the one before: "on Sunday and Peru freed"."""
    if verb.dep_ != "conj" or not syntax.is_verb(verb.head):
        return None
    first = verb
    while first.i > 0 and first.nbor(-1).dep_ in ("aux", "auxpass", "neg", "advmod") and first.nbor(-1).head == verb:
        first = first.nbor(-1)
    if first.i == 0:
        return None
    before = first.nbor(-1)
    joined = before.dep_ == "conj" and before.pos_ in ("PROPN", "NOUN", "PRON")
    return before if joined and before.head.i > verb.head.i and before.head.dep_ not in syntax.SUBJECT else None


def _inherited(verb: Token, depth: int) -> Token | None:
    head = verb.head
    if verb.dep_ == "conj" and syntax.is_verb(head):
        if (before := told_before(verb)) is not None:
            return subject(before, depth + 1)
        if speaks_on(verb):
            return subject(head.head, depth + 1)
        lost = verb.tag_ == "VBD" and head.tag_ == "VB" and head.dep_ == "xcomp" and syntax.is_verb(head.head)
        return subject(head.head if lost else head, depth + 1)  # "urged them to leave and called on others"
    if verb.dep_ == "xcomp" and head.dep_ == "acomp":
        return _governor_subject(head, depth)
    if _only_heard(verb):
        return None
    if (barred := hindered(verb)) is not None:
        return barred
    if verb.dep_ == "xcomp" and syntax.is_verb(head):
        told = syntax.children(head, "dobj")
        return told[0] if told and head.lemma_ not in _SUBJECT_GOES_ON else subject(head, depth + 1)
    if verb.dep_ == "advcl" and verb.tag_ == "VBG" and (before := told_before(verb)) is not None:
        return subject(before, depth + 1)
    if verb.dep_ in ("advcl", "pcomp", "prep", "dep", "amod"):
        return _governor_subject(head, depth)
    if verb.dep_ in ("acl", "relcl") and head.pos_ in ("NOUN", "PROPN", "PRON"):
        if verb.tag_ in ("VB",):
            owner = [*syntax.children(head, "poss"), *syntax.prep_objects(head, "by")]  # "an offer by Peru to go"
            return owner[0] if owner else _charged(head) if _is_leave(head) else _governor_subject(head.head, depth)
        return head
    if verb.dep_ == "ccomp" and syntax.is_verb(head) and verb.tag_ in ("VBG", "VB"):
        return subject(head, depth + 1)
    return None


def speaks_on(verb: Token) -> bool:
    """ "The envoy said Peru was ready for talks but accused the rebels of looting": the envoy accuses them."""
    told, own = verb.head, syntax.children(verb, *syntax.ANY_SUBJECT, "aux", "auxpass")
    if verb.tag_ != "VBD" or verb.lemma_ not in _SPEAKING_OUT or verb.dep_ != "conj" or own:
        return False
    if told.dep_ != "ccomp" or told.head.tag_ != "VBD" or not told.head.i < told.i:
        return False
    return bool(syntax.children(told.head, "nsubj")) and not syntax.children(told.head, "aux")


def told_before(verb: Token) -> Token | None:
    """The "struck" of "The bombers struck, the ministry said, killing nine": who says so has killed nobody.

    So too of "struck, the ministry said, and killed nine".
    """
    said, opens = verb.head, verb.left_edge.i
    joined = verb.dep_ == "conj" and not syntax.children(verb, *syntax.ANY_SUBJECT, "aux", "auxpass")
    opens -= joined and opens > 0 and verb.doc[opens - 1].dep_ == "cc"
    if opens == 0 or verb.doc[opens - 1].text != "," or verb.lemma_ not in _CAME_OF_IT or not syntax.is_verb(said):
        return None
    if said.dep_ == "parataxis" and syntax.is_verb(said.head) and said.head.i < said.i:
        told = said.head
    else:
        told = next((c for c in syntax.children(said, "ccomp") if c.i < said.i), said)
    own = syntax.children(said, "nsubj")
    aside = told.i != said.i and own and told.i < own[0].i and own[0].left_edge.i > 0
    return told if aside and verb.doc[own[0].left_edge.i - 1].text == "," and opens > said.i else None


def _is_leave(noun: Token) -> bool:
    """Whether somebody gives others leave or an order: "gave the green light to attack" does not attack."""
    return (
        noun.lemma_.lower() in _LEAVE and noun.head.lemma_.lower() in _GRANTING and noun.dep_ in ("dobj", "nsubjpass")
    )


def _charged(noun: Token) -> Token | None:
    """Whom leave or an order is given: "gave Peru a green light", "issued an order to the army"."""
    given = [n for c in syntax.children(noun.head, "dative") for n in (syntax.children(c, "pobj") or [c])]
    return next(iter([*given, *syntax.prep_objects(noun, "to", "for"), *syntax.prep_objects(noun.head, "to")]), None)


def hindered(verb: Token) -> Token | None:
    """Who is kept from doing it: the "Peru" of "the pact bars Peru from firing", "Peru was kept from firing"."""
    led = verb.head.head
    if verb.dep_ != "pcomp" or verb.head.lower_ != "from" or led.lemma_.lower() not in _HINDERING:
        return None
    return next(iter(syntax.children(led, "dobj") or syntax.children(led, "nsubjpass")), None)


def _only_heard(verb: Token) -> bool:
    """ "Villagers reported shelling near the port": what they heard of."""
    heard = verb.dep_ in ("xcomp", "ccomp") and verb.head.lemma_.lower() in _HEARD
    return heard and verb.tag_ == "VBG" and not syntax.children(verb, "dobj", "aux", "auxpass")


def _governor_subject(token: Token, depth: int) -> Token | None:
    """The subject of the verb that a phrase hangs from."""
    while token.dep_ != "ROOT" and not syntax.is_verb(token):
        token = token.head
    return subject(token, depth + 1) if syntax.is_verb(token) else None


def antecedent(pronoun: Token) -> Token:
    """The noun that a relative pronoun stands for."""
    verb = pronoun.head
    if verb.dep_ in ("ccomp", "advcl") and verb.head.lemma_ == "be" and (found := syntax.cleft(verb.head)) is not None:
        return syntax.children(verb.head, "attr")[0] if found.i == verb.i else pronoun
    while verb.dep_ not in ("relcl", "acl", "ROOT") and not syntax.is_root(verb):
        verb = verb.head
    if verb.dep_ not in ("relcl", "acl"):
        return pronoun
    return (_attack_before(pronoun, verb) if pronoun.lower_ in ("which", "that") else None) or verb.head


def _attack_before(pronoun: Token, verb: Token) -> Token | None:
    """The attack of "an attack on the port, which killed nine": what it was on or in has killed nobody."""
    perfect = any(c.lemma_ == "have" for c in syntax.children(verb, "aux"))
    if verb.lemma_ not in _HARMING or pronoun.dep_ != "nsubj" or perfect or syntax.is_passive(verb):
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
            found = [n for n in syntax.children(by, "pobj") if n.lemma_.lower() not in _NO_DOER and not n.like_num]
            if found:
                return found[0]
    inner = [c for p in verb.children if p.lower_ == "from" for c in p.children if c.dep_ == "pcomp"]
    return next((doer for c in inner if hindered(c) is not None and (doer := agent(c)) is not None), None)


def direct_object(verb: Token) -> Token | None:
    """The object, or in a passive clause the subject, or the noun that a participle qualifies."""
    if syntax.is_passive(verb):
        given = [t for t in verb.children if t.dep_ in ("dobj", "obj")]
        if given:
            return given[0]
        found = syntax.children(verb, *syntax.PASSIVE_SUBJECT)
        if found:
            first = found[0]
            return antecedent(first) if first.lower_ in syntax.RELATIVE else first
        if verb.dep_ == "acl":
            return verb.head
        return subject(verb)
    if syntax.is_gerund(verb):
        return verb.head
    found = [t for t in verb.children if t.dep_ in ("dobj", "obj")]
    found = [t for t in found if not syntax.children(t, "case")] or found
    both = syntax.children(verb, "nsubj")
    if not found and len(both) > 1 and both[0].lower_ in ("that", "which", "whom") and verb.dep_ == "relcl":
        return verb.head
    if found:
        return antecedent(found[0]) if found[0].lower_ in ("which", "whom", "that") else found[0]
    return _gap(verb)


def _gap(verb: Token) -> Token | None:
    """The noun of a relative clause that leaves its object out: "the people they still hold"."""
    if verb.dep_ != "relcl" or any(c.lower_ in ("where", "when", "why") for c in verb.children):
        return None
    own = syntax.children(verb, *syntax.SUBJECT)
    return (
        verb.head
        if own and own[0].lower_ not in syntax.RELATIVE and not syntax.children(verb, "ccomp", "xcomp")
        else None
    )
