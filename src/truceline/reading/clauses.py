"""Clauses: which clauses are what a verb of saying reports, and with what stance."""

from __future__ import annotations

from typing import TYPE_CHECKING

from truceline.model import Stance
from truceline.reading import arguments, lexicon, syntax

if TYPE_CHECKING:
    from truceline.reading.tokens import Token

_ANAPHORS = frozenset({"it", "they", "them", "these", "those", "this", "its", "their"})
_ALWAYS_DEMAND = frozenset({"demand", "require", "request", "order", "urge"})
_ADDRESSING = frozenset("tell inform assure warn remind notify advise brief convince persuade".split())
_PROFESSING = frozenset({"claim", "profess", "purport", "swear"})
FALSE = frozenset(
    (
        "false untrue baseless unfounded fabrication fabrications lie lies incorrect wrong groundless propaganda "
        "nonsense fiction fantasy rubbish slander disinformation misinformation invention untruth absurd ridiculous "
        "ludicrous preposterous laughable fanciful fabricated invented bogus fake concocted spurious imaginary myth "
        "hoax smear smears libel calumny fairy tale tales fairytale fairytales unsubstantiated outrageous inaccurate "
        "mistaken misleading untruths inventions hogwash drivel balderdash falsehood falsehoods slanderous malicious "
        "made-up song"
    ).split()
)
"""What somebody calls words that are not true."""
CHARGES = frozenset(
    (
        "charge accusation allegation claim report suggestion criticism complaint rumour rumor assertion insinuation"
    ).split()
)
"""What is denied, not refused, by whoever rejects it."""
_GROUND = frozenset({"foundation", "substance"})
_NAMING = frozenset({"call", "dismiss", "describe", "brand", "label", "term", "reject"})


def reported(verb: Token, *, known: bool) -> list[Token]:
    """Clauses that are what the verb reports."""
    found = [c for c in syntax.children(verb, "ccomp") if (_finite(c) or known) and not _apart(c, verb)]
    found = [c for c in found if c.i < verb.i or not _on_condition(c)]
    found = [c for c in found if not _of_speaker(c, verb)] if len(found) > 1 else found
    if not found and known:
        found = [
            c
            for c in syntax.children(verb, "xcomp")
            if c.tag_ == "VBG" or any(a.lower_ == "having" for a in c.children) or _claimed(verb, c)
        ]
    if not found and known:
        found = _in_a_speech(verb) or _told_whom(verb)
    if found and known:
        # "said that it had offered ..., but that the other side had turned it down"
        found += [c for c in syntax.children(verb, "conj") if _also_that(c) or _joined_in_past(c, verb)]
        found += [c for c in syntax.children(verb, "conj") if c not in found and _told_further(c, verb, found[0])]
    if found and known and all(c.i < verb.i for c in found):
        found += [*_joined_after(verb), *_came_of_aside(verb)]
    if not found and known and verb.dep_ == "parataxis":
        found = [_around_aside(verb), *_came_of_aside(verb)]
    if not found and known and _trails(verb):
        found = [_whole(verb)]
    if not known:
        found = [c for c in found if any(m.lower_ == "that" for m in syntax.children(c, "mark")) and _agentive(verb)]
    return found


def _on_condition(clause: Token) -> bool:
    """ "... should they not surrender", "had he been let go": a condition, and nothing that is said."""
    first = clause.left_edge
    topic = next(iter(syntax.children(clause, *syntax.SUBJECT, *syntax.PASSIVE_SUBJECT)), None)
    return first.lower_ in ("should", "had", "were") and topic is not None and first.i == topic.left_edge.i - 1


def _of_speaker(clause: Token, verb: Token) -> bool:
    """ "The committee, shown the letter, said it was forged": what was done to the speaker, between commas."""
    between = clause.i < verb.i and verb.doc[clause.i - 1].text == "," and verb.nbor(-1).text == ","
    return between and clause.tag_ in ("VBN", "VBD", "VBG") and not syntax.children(verb, *syntax.SUBJECT)


def _also_that(clause: Token) -> bool:
    """ "..., but that aid was suspended", where a parser may take the "that" for a part of the noun."""
    marked = any(m.lower_ == "that" for m in syntax.children(clause, "mark"))
    own = syntax.children(clause, *syntax.SUBJECT, *syntax.PASSIVE_SUBJECT)
    first = clause.left_edge
    return marked or (bool(own) and first.lower_ == "that" and first.i > 0 and first.nbor(-1).dep_ == "cc")


def _joined_in_past(clause: Token, verb: Token) -> bool:
    """ "said it was no party to the talks, had not seen the list and would wait": told on, not done."""
    if verb.tag_ != "VBD" or syntax.children(clause, *syntax.SUBJECT, *syntax.PASSIVE_SUBJECT):
        return False
    shifted = any(c.lower_ in ("had", "would") and c.dep_ in ("aux", "auxpass") for c in clause.children)
    return shifted and not syntax.children(verb, "aux", "auxpass")


def _told_further(clause: Token, verb: Token, told: Token) -> bool:
    """ "said the lorries had left, but no fuel had been delivered": set back in time as what was said before it is."""
    if verb.tag_ != "VBD" or told.i < verb.i or clause.lemma_.lower() in lexicon.cues().verbs:
        return False
    own = syntax.children(clause, *syntax.SUBJECT, *syntax.PASSIVE_SUBJECT)
    shifted = any(c.lower_ == "had" and c.dep_ in ("aux", "auxpass") for c in clause.children)
    return bool(own) and shifted and not syntax.children(verb, "aux", "auxpass") and _shifted(told)


def _claimed(verb: Token, clause: Token) -> bool:
    """ "claims to have captured 40", "professed to know": told as so, not wished for."""
    return verb.lemma_.lower() in _PROFESSING and any(c.lower_ == "to" for c in clause.children)


def _told_whom(verb: Token) -> list[Token]:
    """ "told the mission that shrapnel had hit her", where the parser has a clause that describes the mission."""
    if verb.lemma_.lower() not in _ADDRESSING:
        return []
    inner = [c for n in syntax.children(verb, "dobj", "dative") for c in syntax.children(n, "relcl", "acl")]
    return [c for c in inner if verb.doc[min(t.i for t in c.subtree)].lower_ == "that" and c.tag_ not in ("VBG",)]


def _in_a_speech(verb: Token) -> list[Token]:
    """ "vowed in a speech that no soldier would leave": the clause that the parser hangs from the speech."""
    nouns = [n for p in syntax.children(verb, "prep") for n in syntax.children(p, "pobj")]
    told = [n for n in nouns if n.lemma_.lower() in lexicon.cues().documents]
    inner = [c for n in told for c in syntax.children(n, "acl", "relcl", "ccomp", "appos")]
    own = [c for c in inner if syntax.children(c, *syntax.SUBJECT, *syntax.PASSIVE_SUBJECT)]
    return [c for c in own if any(m.lower_ == "that" and m.i == min(t.i for t in c.subtree) for m in c.children)]


def _joined_after(verb: Token) -> list[Token]:
    """ "All are soldiers, the head of the group said on Saturday, and none of them will be freed".

    Where the second half tells who else speaks ("and each side blamed the other"), it is no part of the first.
    """
    found = []
    plain = lexicon.cues().verbs.get(verb.lemma_.lower(), ())
    tells = bool(plain) and plain[0].stance is Stance.ASSERTS
    quoted = not tells or verb.dep_ == "relcl" or any(t.is_quote for t in verb.sent if t.i < verb.i)
    for clause in syntax.children(verb, "conj"):
        own = syntax.children(clause, *syntax.SUBJECT, *syntax.PASSIVE_SUBJECT)
        goes_on = not quoted or any(t.lower_ in _ANAPHORS for t in own[0].subtree) if own else False
        if goes_on and syntax.is_verb(clause):
            first = min(t.i for t in clause.subtree)
            known = clause.lemma_.lower() in lexicon.cues().verbs
            known = known or any(t.lower_ in ("each", "both", "neither") for t in own[0].subtree)
            if first > 1 and verb.doc[first - 2].text == "," and not known:
                found.append(clause)
    return found


def _came_of_aside(verb: Token) -> list[Token]:
    """ "The blast killed five people, the mayor said, and damaged 40 homes": so says the mayor."""
    return [c for c in syntax.children(verb, "conj") if arguments.told_before(c) is not None]


def _apart(clause: Token, verb: Token) -> bool:
    """Whether a semicolon stands between a clause and the verb after it: then it is a sentence of its own."""
    return any(t.text == ";" for t in verb.doc[clause.i : verb.i]) if clause.i < verb.i else False


def _trails(verb: Token) -> bool:
    """ ", their delegations announced in Havana", which a parser may take for a clause joined to the rest."""
    own = syntax.children(verb, *syntax.SUBJECT) or [s for s in [arguments.apposed_subject(verb)] if s is not None]
    if verb.dep_ != "conj" or not own or not syntax.is_verb(verb.head) or syntax.children(verb, "dobj", "xcomp"):
        return False
    first = min(t.i for t in own[0].subtree)
    return first > 0 and verb.doc[first - 1].text == "," and not syntax.children(verb.head, "cc")


def _whole(verb: Token) -> Token:
    """ "Nobody would leave, and the fight would go on, an officer said": at the end of a sentence, all of it."""
    head = verb.head
    last = all(t.is_punct or t.head.i >= verb.i for t in verb.sent[verb.i + 1 - verb.sent.start :])
    while last and head.dep_ == "conj" and syntax.is_verb(head.head) and _shifted(head) and _shifted(head.head):
        head = head.head
    return head


def _shifted(verb: Token) -> bool:
    return any(c.lower_ in ("had", "would") for c in syntax.children(verb, "aux"))


def before_colon(verb: Token) -> set[int]:
    colons = [t.i for t in verb.sent if t.text == ":" and t.i < verb.i]
    return set(range(verb.sent.start, colons[-1] + 1)) if colons else set()


def _around_aside(verb: Token) -> Token:
    """What "they added", between commas, speaks of: its sentence, or only what comes after a colon before it."""
    colon = any(t.text == ":" for t in verb.sent if t.i < verb.i)
    head = syntax.verb_over(verb.head)
    inner = head.dep_ in ("relcl", "advcl", "acl") or any(t.text == ";" for t in verb.sent if t.i > verb.i)
    return head if colon or inner else verb.sent.root


def to_do(clause: Token) -> bool:
    return clause.tag_ == "VB" and any(c.lower_ == "to" for c in clause.children)


def _finite(clause: Token) -> bool:
    return any(c.dep_ in (*syntax.SUBJECT, *syntax.PASSIVE_SUBJECT, "mark", "aux", "auxpass") for c in clause.children)


def _agentive(verb: Token) -> bool:
    found = arguments.subject(verb)
    return found is not None and (found.pos_ in ("PROPN", "PRON") or found.tag_ == "NNS")


def stance_of(readings: tuple[lexicon.Cue, ...], clause: Token, plain: Stance) -> Stance:
    """Demanding verbs demand when their clause is a thing to do; else they tell."""
    wanted = {r.stance for r in readings}
    to_do = clause.tag_ == "VB" and not any(c.tag_ == "MD" for c in clause.children)
    to_do = to_do or clause.head.lemma_ in _ALWAYS_DEMAND
    for stance in (Stance.DEMANDS, Stance.REJECTS, Stance.OFFERS, Stance.PROMISES):
        if stance in wanted and (to_do or stance is Stance.PROMISES or plain is not Stance.ASSERTS):
            return stance
    for stance in (Stance.DENIES, Stance.DOUBTS):
        if stance in wanted:
            return stance
    return plain


def dismissed(verb: Token) -> Token | None:
    """ "rejected as false a report that it had fired": the report that a parser hangs from the "as"."""
    if verb.lemma_.lower() not in _NAMING or syntax.is_passive(verb):
        return None
    behind = [n for p in syntax.children(verb, "prep") if p.lower_ == "as" for n in syntax.children(p, "pobj")]
    return next((n for n in behind if n.lemma_.lower() in CHARGES), None)


def charged(noun: Token) -> Token | None:
    """The clause of "the report that the army had fired"."""
    told = syntax.children(noun, "acl", "ccomp", "relcl") if noun.lemma_.lower() in CHARGES else []
    return next((c for c in told if any(m.lower_ == "that" for m in syntax.children(c, "mark"))), None)


def called_false(verb: Token) -> bool:
    """ "called that false", "dismissed the report as untrue"."""
    return verb.lemma_.lower() in _NAMING and beside_false(verb)


def beside_false(verb: Token) -> bool:
    """Whether a verb has words for what is not true: "absurd", "a lie", "without foundation"."""
    near = syntax.children(verb, "oprd", "acomp", "advcl", "ccomp", "attr", "dobj", "xcomp", "npadvmod")
    near += [n for p in syntax.children(verb, "prep") for n in p.children]
    near += [t for t in verb.doc[verb.i + 1 : verb.i + 4] if t.head.i == verb.i]
    target = arguments.direct_object(verb) if verb.lemma_ == "call" else None
    clause = charged(target) if target is not None else None
    near += [clause.right_edge] if clause is not None else []  # "called the report that they had fired a lie"
    return any(n.lower_ in FALSE or (n.lower_ in _GROUND and n.head.lower_ == "without") for n in near)
