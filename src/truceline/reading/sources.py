"""Sources: who stands beside a verb as the one who says it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from truceline.model import PartyKind
from truceline.reading import arguments, lexicon, sayings, syntax
from truceline.reading.parties import role_kind
from truceline.reading.times.words import MONTHS

if TYPE_CHECKING:
    from truceline.reading.tokens import Token

_JUDGED = frozenset(
    "reject dismiss deny refute rebut brush wave laugh shrug condemn denounce deplore welcome praise hail greet "
    "spurn rebuff criticise criticize disown disavow ridicule".split()
)
"""What "was ... in Lima" is the view of those who sit there."""
PAPERS = frozenset("resolution motion statement declaration communique draft letter text appeal petition".split())
_PASSING = frozenset("adopt pass approve issue sign release publish send table circulate submit draft deliver".split())
_ISSUING = _PASSING | frozenset("carry broadcast compile prepare draw write produce distribute read post sign".split())
_FINITE = frozenset({"VBD", "VBZ", "VBP"})
_INNER = frozenset({"appos", "pobj", "prep", "poss", "compound", "case", "conj"})
_HEARD = frozenset({"tell", "inform", "advise", "assure", "notify", "brief"})
_ADDED = frozenset("recall confirm stress add explain note emphasise emphasize underline state say point".split())
_UNNAMED = frozenset({"we", "i", "us", "you", "they", "he", "she"})
_BODIES = frozenset({PartyKind.BODY, PartyKind.INTERNATIONAL, PartyKind.GOVERNMENT, PartyKind.MONITOR})
_NEAR = 4
"""How many words before its comma an aside may have after its verb."""


def source_of(verb: Token) -> Token | None:
    """Who speaks: the subject, or in a passive clause whoever comes after "by"."""
    if syntax.is_passive(verb):
        quoted = syntax.children(verb, "nsubjpass") if verb.lemma_ in sayings.CITING else []
        return arguments.agent(verb) or (quoted[0] if quoted else _where_judged(verb) or _told(verb))
    found = _behind_doing(verb) or arguments.subject(verb) or _by_order(verb)
    if found is None or found.dep_ == "expl" or (found.lower_ in ("it", "there") and _is_expletive(verb)):
        return None
    if found.lower_ in ("this", "that", "which", "what"):
        return None
    if verb.tag_ == "VBG" and verb.dep_ in ("advcl", "acl"):
        found = _in_aside(verb) or _passed_by(verb) or found
    if (issuer := _issuer(found)) is not None:
        return issuer
    named = found.lemma_.lower() in lexicon.events().nouns and found.lemma_.lower() not in lexicon.cues().documents
    if named and found.pos_ == "NOUN":
        return None
    return found


def _issuer(paper: Token) -> Token | None:
    """ "a toll issued by the ministry put the dead at 14", "The report, released on Monday by the guild, said"."""
    words = lexicon.cues()
    if paper.lemma_.lower() not in words.documents | words.numbers:
        return None
    issued = (c for c in syntax.children(paper, "acl") if c.tag_ == "VBN" and c.lemma_ in _ISSUING)
    return next((by for c in issued if (by := arguments.agent(c)) is not None), None)


def _behind_doing(verb: Token) -> Token | None:
    """ "Briefing reporters, the envoy said": the second of what a parser takes for two subjects."""
    topics = [t for t in syntax.children(verb, "nsubj") if t.i < verb.i]
    if len(topics) < 2:
        return None
    first = topics[0].left_edge
    doing = first.i == verb.sent.start and first.tag_ == "VBG" and first.dep_ in ("compound", "amod")
    return topics[-1] if doing and topics[0].tag_ == "NNS" else None


def _passed_by(verb: Token) -> Token | None:
    """ "The council adopted a resolution demanding a truce": whoever adopted it."""
    paper = verb.head
    if verb.dep_ != "acl" or paper.lemma_.lower() not in PAPERS or not syntax.is_verb(paper.head):
        return None
    if paper.head.lemma_ not in _PASSING:
        return None
    if paper.dep_ == "dobj":
        return arguments.subject(paper.head)
    return arguments.agent(paper.head) if paper.dep_ == "nsubjpass" else None


def _where_judged(verb: Token) -> Token | None:
    """ "the charge was brushed aside in Lima": whoever sits there."""
    if verb.lemma_ not in _JUDGED:
        return None
    places = syntax.prep_objects(verb, "in")
    return next((n for n in places if n.pos_ == "PROPN" and n.lower_ not in MONTHS), None)


def _told(verb: Token) -> Token | None:
    """ "the agency has been told that 40 died": who has heard it; "it was recalled": the word stays, to be resolved."""
    topic = next(iter(syntax.children(verb, "nsubjpass")), None)
    papers = [t for t in syntax.prep_objects(verb, "in") if t.lemma_.lower() in lexicon.cues().documents]
    if papers and verb.lemma_.lower() in lexicon.cues().verbs:
        return papers[0]  # "In the communique the rebels are accused of looting"
    if topic is None or topic.lower_ in _UNNAMED:
        return None
    if topic.lower_ == "it":
        told = verb.lemma_.lower() in _ADDED and any(c.i < verb.i for c in syntax.children(verb, "ccomp"))
        return topic if told else None
    heard = verb.lemma_ in _HEARD and syntax.children(verb, "ccomp")
    return topic if heard and (topic.pos_ == "PROPN" or role_kind(topic.lemma_.lower()) in _BODIES) else None


def _by_order(verb: Token) -> Token | None:
    """Who stands right before a finite verb of saying that has no subject in the tree."""
    if verb.tag_ not in _FINITE or verb.i == verb.sent.start or verb.lemma_.lower() not in lexicon.cues().verbs:
        return None
    while verb.dep_ == "conj" and syntax.is_verb(verb.head) and not syntax.children(verb, *syntax.SUBJECT):
        verb = verb.head
    return _before_participle(verb) or _apposed(verb) if verb.i > verb.sent.start else None


def _before_participle(verb: Token) -> Token | None:
    """ "The committee, shown the letter, said": who a parser takes for the subject of the aside."""
    for clause in syntax.children(verb, "ccomp", "advcl"):
        between = verb.doc[clause.i - 1].text == "," and verb.nbor(-1).text == ","
        if clause.i < verb.i and between and clause.tag_ in ("VBN", "VBD", "VBG"):
            return next(iter(syntax.children(clause, "nsubj")), None)
    return None


def _apposed(verb: Token) -> Token | None:
    """ "In a letter to the envoy, the group's chief, Ann Lind, complained": taken for a name of the envoy."""
    at = verb.i - 2 if verb.nbor(-1).text == "," else verb.i - 1
    top, found = verb.doc[at], None
    while top.sent is verb.sent and top.dep_ in _INNER and top.head.i < top.i:
        if top.dep_ == "appos" and top.pos_ in ("NOUN", "PROPN") and top.right_edge.i >= at and _opens(top):
            found = top
        top = top.head
    return found


def _opens(noun: Token) -> bool:
    """Whether a noun phrase begins behind a comma, or with an article or an owner of its own."""
    first = noun.left_edge
    return first.i > first.sent.start and (first.nbor(-1).text == "," or first.dep_ in ("det", "poss"))


def _in_aside(verb: Token) -> Token | None:
    """ "..., the ministry comments, urging the sides to sign": who speaks in the aside right before."""
    comma = verb.i - 1
    if comma <= verb.sent.start or verb.doc[comma].text != ",":
        return None
    before = next((t for t in reversed(verb.doc[max(verb.sent.start, comma - _NEAR) : comma]) if t.text != ","), None)
    telling = ("VBD", "VBZ", "VBP", "NNS")  # a parser takes "the ministry comments" for a noun
    if before is None or before.tag_ not in telling or before.lemma_.lower() not in lexicon.cues().verbs:
        return None
    if verb.dep_ == "acl" and verb.head.i != before.i:
        return None
    return next(iter(syntax.children(before, "nsubj")), None) or _name_before(before)


def _name_before(verb: Token) -> Token | None:
    """The name or noun right before a verb that a parser took for no verb of a clause."""
    before = verb.nbor(-1) if verb.i > verb.sent.start else None
    return before if before is not None and before.pos_ in ("PROPN", "NOUN", "PRON") else None


def _is_expletive(verb: Token) -> bool:
    """ "it remains unclear how", "it is believed that": nobody speaks."""
    return verb.lemma_ in ("be", "remain", "seem", "appear", "become", "mean") or syntax.is_passive(verb)


def misread_subject(noun: Token) -> Token | None:
    """ "Chiefs at Lima charge that ...", "The King appeals to ...": a verb that a parser took for a noun."""
    clause = syntax.is_root(noun) or noun.dep_ == "ccomp"
    if not clause or noun.lemma_.lower() not in lexicon.cues().verbs:
        return None
    own = syntax.children(noun, "nsubj")
    joined = [c for c in syntax.children(noun, "compound") if c.i == noun.i - 1 and c.pos_ in ("PROPN", "NOUN")]
    return next(iter(own or joined), None)
