"""Events: the verbs and nouns of a parse that are an act or a state of the codebook.

Rules over the parse and ``data/codebook/events.toml``; another coder of acts only has to give the
same values.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import TYPE_CHECKING

from truceline.model import Modality, Polarity
from truceline.reading import arguments, lexicon, modality, owned, syntax
from truceline.reading.accusation import BLAMED
from truceline.reading.befallen import from_home, left_so
from truceline.reading.endings import named
from truceline.reading.event import Event
from truceline.reading.figurative import figurative
from truceline.reading.means import Means
from truceline.reading.noun_classes import NounClasses
from truceline.reading.parse import Parse
from truceline.reading.refused import turned
from truceline.reading.resumed import with_doers

if TYPE_CHECKING:
    from truceline.reading.tokens import Token


_IT = frozenset({"it", "this", "that", "which"})
_COURSE = frozenset("begin start last expire lapse end collapse hold unravel fray elapse take survive".split())
"""What a truce does by itself."""
_NEAR = 40
"""How many tokens back the truce that "it" means may stand."""
_BESIDE = frozenset("after before without despite since until following during amid within".split())
"""What stands beside a deed, and is no part of it: "left Geneva without a deal"."""
_STAGES = frozenset({"phase", "stage", "part", "leg", "step", "portion"})
"""What is done of a deed that is done bit by bit: "completed the first phase of the withdrawal"."""
_STAYING = frozenset({"remain", "stay"})
_PARTICLES = frozenset({"down", "off", "up", "out", "over"})
_SHARED = frozenset({"joint", "mixed", "common", "shared", "unified", "combined", "bilateral", "tripartite"})


class RuleEventCoder:
    """Acts by rules over the parse."""

    def __init__(self) -> None:
        self._lexicon = lexicon.events()
        self._means = Means()
        self._classes = NounClasses()

    def find(self, parse: Parse) -> tuple[Event, ...]:
        verbs = [e for t in parse.doc if syntax.is_verb(t) for e in self._verb(parse, t)]
        used = {i for e in verbs for i in e.used if not _blamed(parse.doc[i])}
        verbs = [e for e in verbs if e.trigger not in used or not _taken_up(parse.doc[e.trigger])]
        nouns = [e for t in parse.doc if t.pos_ == "NOUN" and t.i not in used for e in self._noun(parse, t)]
        return with_doers(parse, [*verbs, *nouns])

    # --- verbs ----------------------------------------------------------------------------------
    def _verb(self, parse: Parse, verb: Token) -> Iterator[Event]:
        rule = self._rule(parse, verb)
        if rule is None or self._done_by_force(verb, rule) or self._only_due(parse, verb):
            return
        if rule.mode == "displaced" and verb.dep_ == "acomp" and verb.head.lemma_ in _STAYING:
            return  # "remain displaced" is one state
        if rule.act in ("RETREAT", "MOBILIZE") and arguments.hindered(verb) is not None:
            return  # "prevented trucks from entering": they were prevented, and there is no more to it
        if rule.act in ("ASSAULT", "PROTEST", "REQUEST", "RETREAT") and figurative(verb):
            return
        noun = self._named(parse, verb, rule) if rule.act == "noun" else None
        if rule.act == "noun" and (noun is None or (rule.apart and not verb.is_ancestor(noun))):
            return
        for name in [noun, *self._joined_names(parse, noun)]:
            yield turned(self._event(parse, verb, rule, name), verb)

    def _only_due(self, parse: Parse, verb: Token) -> bool:
        """ "is due to end": the ending is the act."""
        inner = [c for a in syntax.children(verb, "acomp") for c in syntax.children(a, "xcomp")]
        return verb.lemma_ == "be" and any(syntax.is_verb(c) and self._rule(parse, c) is not None for c in inner)

    def _joined_names(self, parse: Parse, noun: Token | None) -> list[Token]:
        """Further acts that the same light verb has: "the release of hostages and the delivery of aid"."""
        return (
            [n for n in noun.conjuncts if n.i > noun.i and self._classes.is_of(parse, n, "event")]
            if noun is not None
            else []
        )

    def _event(self, parse: Parse, verb: Token, rule: lexicon.Rule, noun: Token | None) -> Event:
        act, mode = self._code(parse, verb, rule, noun)
        listed = self._list_kept_back(parse, verb) if rule.act == "REJECT" else None
        if listed is not None:
            return replace(self._event(parse, verb, listed, None), polarity=Polarity.NEGATIVE, modality=Modality.DENIED)
        return Event(
            trigger=noun.i if rule.apart and noun is not None else verb.i,
            type=act,
            mode=mode,
            actors=tuple(t.i for t in self._actors(parse, verb, rule)),
            recipients=tuple(t.i for t in self._recipients(verb, rule, noun)),
            concerned=tuple(t.i for t in self._concerned(verb, rule)),
            clause=tuple(sorted(self._words(verb, rule, noun))),
            polarity=Polarity.NEGATIVE if self._is_negative(verb, rule) else Polarity.POSITIVE,
            modality=modality.of_act(verb, act, mode),
            weak=rule.weak,
            carried=tuple(c.i for c in syntax.children(verb, "xcomp")) if rule.carries else (),
            used=(noun.i,) if noun is not None else self._speaks_for(verb, rule),
        )

    def _list_kept_back(self, parse: Parse, verb: Token) -> lexicon.Rule | None:
        """ "failed to hand over a list": the handing over, which was not done; None for any other failure."""
        for inner in syntax.children(verb, "xcomp") if verb.lemma_ in ("fail", "neglect", "omit") else []:
            rule = self._rule(parse, inner)
            if rule is not None and rule.act == "COOPERATE" and "list" in rule.object:
                return replace(rule, carries=True, recipients=())
        return None

    def _is_negative(self, verb: Token, rule: lexicon.Rule) -> bool:
        not_done = modality.forgone(verb) or arguments.hindered(verb) is not None
        return (syntax.negated(verb) and "say no" not in rule.verbs) or not_done

    def _words(self, verb: Token, rule: lexicon.Rule, noun: Token | None) -> set[int]:
        """The event's clause; a participle takes in the noun that it says it of: "136 hostages held"."""
        if rule.apart and noun is not None:
            return syntax.deed_words(noun)
        if rule.mode == "unclear":
            return syntax.subtree(verb)
        if rule.needs in ("dead", "hurt") and verb.dep_ == "relcl" and (topic := arguments.subject(verb)) is not None:
            return syntax.deed_words(verb) | syntax.subtree(topic, without=[verb.i])
        if syntax.is_scheduled(verb):
            return syntax.deed_words(verb.head) | syntax.deed_words(verb)
        if called := [c for c in syntax.children(verb, "ccomp") if _names_it(c)]:
            return syntax.deed_words(verb) | syntax.subtree(called[0])
        if _counts_antecedent(verb) or (verb.dep_ == "relcl" and rule.act == "AGREE"):
            return syntax.deed_words(verb) | syntax.subtree(arguments.described(verb), without=[verb.i])
        if rule.mode == "displaced" and verb.dep_ == "xcomp" and verb.head.lemma_ in arguments.FORCING:
            return syntax.deed_words(verb.head) | syntax.deed_words(verb)
        if verb.dep_ == "acl" and verb.tag_ == "VBN":
            return syntax.deed_words(verb) | syntax.subtree(verb.head, without=[verb.i])
        return syntax.deed_words(verb)

    def _rule(self, parse: Parse, verb: Token) -> lexicon.Rule | None:
        """The rule that fits the verb in its setting: of the longest phrase ("fall silent"), the first in the file."""
        found: dict[int, tuple[int, lexicon.Rule]] = {}
        base, lemma = self._lexicon.misread.get(verb.lower_, ""), verb.lemma_.lower()
        for told in syntax.phrases(verb):
            phrase = base + told.removeprefix(lemma) if base else told
            length = -phrase.count(" ")
            found.update((n, (length, r)) for n, r in self._lexicon.rules.get(phrase, ()) if n not in found)
        ranked = sorted(found, key=lambda n: (found[n][0], n))
        return next((found[n][1] for n in ranked if self._fits(parse, verb, found[n][1])), None)

    def _fits(self, parse: Parse, verb: Token, rule: lexicon.Rule) -> bool:
        if (rule.passive and not syntax.is_passive(verb)) or not self._has_what_it_needs(parse, verb, rule.needs):
            return False
        if rule.mode == "abduct" and any(_is_freed(n) for n in self._objects(verb)):
            return False  # "take released prisoners to the border" takes nobody prisoner
        if rule.mode == "held" and any(c.lower_ in BLAMED for c in verb.subtree if c.i > verb.i):
            return False  # "hold the rebels responsible"
        if rule.prep and not any(c.lower_ in rule.prep for c in verb.children):
            return False
        if rule.object and not self._classes.any_is(parse, self._objects(verb), rule.object):
            return False
        if rule.subject and not self._classes.any_is(parse, self._subjects(verb), rule.subject):
            return False
        if rule.prep_object:
            holders = [verb, *syntax.children(verb, "acomp", "prt")]  # "is committed to the truce"
            holders += [b for b in syntax.children(verb, "xcomp") if b.lemma_ == "blame"]  # "were to blame for"
            beside = _BESIDE | {"under"} if rule.act == "SANCTION" else _BESIDE  # "left the port under the deal"
            preps = [p for h in holders for p in syntax.children(h, "prep") if p.lower_ not in beside]
            preps += [q for p in preps for q in syntax.children(p, "prep")]  # "pulled out of the truce"
            inner = [n for p in preps for n in syntax.children(p, "pobj", "pcomp")]
            return self._classes.any_is(parse, [c for n in inner for c in syntax.core_nouns(n)], rule.prep_object)
        return True

    def _has_what_it_needs(self, parse: Parse, verb: Token, needs: str) -> bool:
        """Whether a verb is used as a rule's ``needs`` says; true for a rule that needs nothing."""
        match needs:
            case "active":
                return not syntax.is_passive(verb)
            case "negation":
                return syntax.negated(verb) or modality.yet_to(verb)
            case "there":
                return bool(syntax.children(verb, "expl"))
            case "agent":
                return not any(self._classes.is_of(parse, n, "event") for n in self._subjects(verb))
            case "captives":
                captive = self._lexicon.classes["captive"]
                return any(t.lemma_.lower() in captive for n in self._nouns(verb) for t in n.subtree)
            case "freed":
                return any(_is_freed(n) for n in self._objects(verb))
            case "joint":
                return _is_shared(verb, self._objects(verb))
            case "intransitive":
                return not (syntax.is_passive(verb) or syntax.children(verb, "dobj", "ccomp", "attr"))
            case "dead" | "hurt" | "homeless":
                return left_so(verb, needs)
            case "homes":
                return from_home(verb)
            case "figure":
                return any(parse.doc[i].like_num for i in syntax.subtree(verb))
        return True

    def _nouns(self, verb: Token) -> list[Token]:
        return [*self._subjects(verb), *self._objects(verb)]

    def _objects(self, verb: Token) -> list[Token]:
        target = arguments.direct_object(verb)
        if target is None and not syntax.is_passive(verb):
            target = _behind_particle(verb)
        found = syntax.core_nouns(target) if target is not None else []
        found += [n for t in found if t.lemma_.lower() in _STAGES for n in syntax.prep_objects(t, "of")]
        return (
            found
            + syntax.children(verb, "attr", "oprd")
            + [n for c in syntax.children(verb, "ccomp", "xcomp") for n in syntax.children(c, "nsubj")]
            + [n for c in syntax.children(verb, "ccomp") if _names_it(c) for n in syntax.children(c, "oprd")]
        )

    def _subjects(self, verb: Token) -> list[Token]:
        topic = arguments.subject(verb)
        if topic is None:
            return []
        meant = self._truce_meant(verb, topic) or _meant_by_it(topic)
        named = syntax.children(topic, "appos") if topic.pos_ == "PROPN" else []  # "Poll, the envoy, is expected"
        return [*syntax.core_nouns(topic), *named, *([meant] if meant is not None else [])]

    def _truce_meant(self, verb: Token, topic: Token) -> Token | None:
        """The truce or deal told right before, which "it" is where it begins, lasts or lapses."""
        if topic.lower_ not in _IT or verb.lemma_ not in _COURSE:
            return None
        start = verb.sent.start
        first = verb.doc[start - 1].sent.start if start else 0
        wanted = self._lexicon.classes["truce"] | self._lexicon.classes["deal"]
        near = verb.doc[max(first, topic.i - _NEAR) : topic.i]
        return next((t for t in reversed(list(near)) if t.pos_ == "NOUN" and t.lemma_.lower() in wanted), None)

    def _named(self, parse: Parse, verb: Token, rule: lexicon.Rule) -> Token | None:
        """The noun that names the act of a light verb."""
        nouns = self._objects(verb) if rule.object else self._subjects(verb)
        return next((n for n in nouns if self._classes.is_of(parse, n, "event")), None)

    def _speaks_for(self, verb: Token, rule: lexicon.Rule) -> tuple[int, ...]:
        nouns = self._nouns(verb)
        told = [n for n in nouns if f"{verb.lemma_.lower()} {n.lemma_.lower()}" in rule.verbs]  # "denied access"
        names = (*rule.object, *rule.subject, *rule.prep_object)
        classes = [self._lexicon.classes[name] for name in names if name in self._lexicon.classes]
        inner = (
            [n for p in syntax.children(verb, "prep") for n in syntax.children(p, "pobj")] if rule.prep_object else []
        )
        of_class = [n for n in [*nouns, *inner] if any(n.lemma_.lower() in c or n.lower_ in c for c in classes)]
        return tuple(n.i for n in [*told, *of_class])

    def _code(self, parse: Parse, verb: Token, rule: lexicon.Rule, noun: Token | None) -> tuple[str, str | None]:
        lemma = verb.lemma_.lower()
        if noun is not None:
            return self._named_code(noun, named(noun) or self._lexicon.nouns[noun.lemma_.lower()])
        if rule.act == "REJECT" and self._means.with_weapon(verb):
            return "ASSAULT", self._means.instrument(verb)
        if rule.needs in ("dead", "hurt"):
            attack = self._left_by_attack(parse, verb)
            return ("ASSAULT", self._means.instrument(verb)) if attack else (rule.act, rule.mode)
        if rule.act == "STATE" and rule.mode in ("killed", "wounded") and self._means.named(verb, self._subjects(verb)):
            return ("STATE", rule.mode) if "strife" in rule.subject else ("ASSAULT", self._means.instrument(verb))
        if rule.mode == "firearms":
            return rule.act, self._means.instrument(verb) or rule.mode
        if rule.mode != "instrument":
            return rule.act, rule.mode
        if lemma in rule.bare_passive and self._means.comes_of_it(parse, verb):
            return "STATE", rule.bare_passive[lemma]
        mode = self._means.instrument(verb)
        if (
            lemma in rule.bare_passive
            and syntax.is_passive(verb)
            and arguments.agent(verb) is None
            and not self._means.named(verb, self._subjects(verb))
        ):
            return "STATE", rule.bare_passive[lemma]
        return rule.act, mode

    def _done_by_force(self, verb: Token, rule: lexicon.Rule) -> bool:
        """ "broke the truce by firing rockets": the firing is the act, and is found as such."""
        by = [c for p in syntax.children(verb, "prep") if p.lower_ == "by" for c in syntax.children(p, "pcomp")]
        return rule.act == "REJECT" and any(v.lemma_.lower() in self._lexicon.rules for v in by)

    def _left_by_attack(self, parse: Parse, verb: Token) -> bool:
        """ "a raid that left nine dead", "raided the port, leaving nine dead": not what fighting or a flood left."""
        topics = self._subjects(verb)
        if self._classes.any_is(parse, topics, ("strife",)):
            return False
        if self._classes.any_is(parse, topics, ("attack", "weapon", "fighters")):
            return True
        over = verb.head if verb.tag_ == "VBG" and verb.dep_ in ("advcl", "conj") else None
        above = self._rule(parse, over) if over is not None and syntax.is_verb(over) else None
        return above is not None and above.act == "ASSAULT"

    def _named_code(self, noun: Token, named: lexicon.EventNoun) -> tuple[str, str | None]:
        """Deaths from an attack are an assault; an attack has the mode of its means."""
        if named.mode == "killed" and self._means.named(noun, self._subjects(noun)):
            return "ASSAULT", self._means.instrument(noun)
        if named.mode == "release" and self._means.exchanged(noun):
            return "ASSAULT", self._means.instrument(noun)
        return named.act, named.mode or (self._means.instrument(noun) if named.act == "ASSAULT" else None)

    # --- who ------------------------------------------------------------------------------------
    def _actors(self, parse: Parse, verb: Token, rule: lexicon.Rule) -> list[Token]:
        if "owner" in rule.actors:
            return [o for s in self._subjects(verb) for o in syntax.children(s, "poss")]
        hurt = rule.act == "ASSAULT" or rule.mode in ("killed", "wounded")
        if hurt and rule.actors == ("none",) and not syntax.is_passive(verb):
            owner = self._means.owner(parse, verb, arguments.subject(verb))
            return [owner] if owner is not None else self._attackers(parse, verb)
        if rule.actors:
            holders = [verb, *self._subjects(verb), *syntax.children(verb, "acomp", "advmod")]
            named = [n for h in holders for p in rule.actors if p != "none" for n in syntax.prep_objects(h, p)]
            return named or (self._earlier_sides(verb) if "between" in rule.actors else [])
        doer = arguments.agent(verb) if syntax.is_passive(verb) else arguments.subject(verb)
        if hurt and (owner := self._means.owner(parse, verb, doer)) is not None:
            return [owner]
        if hurt and doer is None and syntax.is_passive(verb):
            return self._attackers(parse, verb)
        if doer is None or doer.dep_ == "expl" or (doer.head is not verb and _is_no_doer(doer)):
            return []
        return syntax.with_conjuncts(doer)

    def _attackers(self, parse: Parse, verb: Token) -> list[Token]:
        """ "Five were killed when rebels shelled the port": who did what people are told to have been killed by."""
        for clause in [c for v in (verb, *verb.conjuncts) for c in syntax.children(v, "advcl")]:
            when = any(c.lower_ == "when" for c in clause.children)
            rule = self._rule(parse, clause) if when and syntax.is_verb(clause) else None
            if rule is not None and rule.act == "ASSAULT" and not syntax.negated(clause):
                return [t for t in self._actors(parse, clause, rule) if not self._means.is_one(t.lemma_.lower())]
        return []

    def _earlier_sides(self, verb: Token) -> list[Token]:
        """ "a truce between X and Y ..., but the ceasefire collapsed": the sides that the sentence named before."""
        truce = self._lexicon.classes["truce"]
        named = [t for t in verb.sent if t.i < verb.i and t.lemma_.lower() in truce]
        if not any(t.lemma_.lower() in truce for t in self._subjects(verb)):
            return []
        return next((found for t in reversed(named) if (found := syntax.prep_objects(t, "between"))), [])

    def _recipients(self, verb: Token, rule: lexicon.Rule, noun: Token | None) -> list[Token]:
        found: list[Token] = []
        for where in rule.recipients:
            if where == "object":
                target = arguments.direct_object(verb)
                found += syntax.with_conjuncts(target) if target is not None else []
            elif where == "subject":
                found += self._subjects(verb)
            else:
                holders = [verb, *([noun] if noun is not None else self._objects(verb))]
                found += [n for h in holders for n in syntax.prep_objects(h, where)]
        return found

    def _concerned(self, verb: Token, rule: lexicon.Rule) -> list[Token]:
        found = [*self._objects(verb)]
        if not found or rule.subject:
            found += self._subjects(verb)
        if rule.carries:
            for clause in syntax.children(verb, "xcomp", "ccomp"):
                found += self._objects(clause)
        return found

    # --- nouns ----------------------------------------------------------------------------------
    def _noun(self, parse: Parse, noun: Token) -> Iterator[Event]:
        event = named(noun)
        yield from owned.events(noun, self._means)
        if event is None or noun.dep_ in ("compound", "amod", "nmod") or not self._classes.names_act(parse, noun):
            return
        of = [n for m in syntax.prep_objects(noun, "of") for n in syntax.core_nouns(m)]
        owners = syntax.children(noun, "poss") if of or event.mode != "release" else []  # "their release" is of them
        doers = [*owners, *syntax.prep_objects(noun, "by", "between")]
        if event.act == "REJECT":
            doers += _blamed(noun)
        act, mode = self._named_code(noun, event)
        yield Event(
            trigger=noun.i,
            type=act,
            mode=mode,
            actors=tuple(t.i for d in doers for t in syntax.with_conjuncts(d)),
            recipients=tuple(n.i for n in syntax.prep_objects(noun, "on", "against", "with", "to")),
            concerned=tuple(t.i for t in of),
            clause=tuple(sorted(syntax.deed_words(noun))),
            polarity=Polarity.NEGATIVE if syntax.negated(noun) else Polarity.POSITIVE,
            modality=modality.of_noun(noun),
            noun=True,
        )


def _is_no_doer(topic: Token) -> bool:
    """The "it" of "it is impossible to win without bombing"."""
    verb = topic.head
    judged = verb.lemma_ == "be" and any(w.pos_ == "ADJ" for w in syntax.children(verb, "acomp"))
    return topic.lower_ == "it" and judged and any(syntax.is_verb(c) for c in syntax.children(verb, "xcomp", "ccomp"))


def _taken_up(token: Token) -> bool:
    """The "fighting" of "will resume fighting": told by the verb over it."""
    return token.dep_ == "dobj" and token.tag_ == "VBG"


def _behind_particle(verb: Token) -> Token | None:
    """ "hunted down the gunmen", "finished off the guard", where a parser takes the particle for a preposition."""
    after = next((p for p in syntax.children(verb, "prep") if p.i == verb.i + 1 and p.lower_ in _PARTICLES), None)
    return next(iter(syntax.children(after, "pobj")), None) if after is not None else None


def _is_shared(verb: Token, nouns: list[Token]) -> bool:
    """ "set up a joint post", "formed a committee with the rebels": what is done together with somebody."""
    if any(c.lower_ in _SHARED for n in nouns for c in n.children):
        return True
    return any(syntax.prep_objects(holder, "with", "between") for holder in (verb, *nouns))


def _counts_antecedent(verb: Token) -> bool:
    """ "four whom the group freed": the number has no other act than this clause."""
    return verb.dep_ == "relcl" and verb.head.like_num


def _blamed(noun: Token) -> list[Token]:
    """Who "called it a breach of the truce by the group" is said of: the "by" may hang from another word."""
    inner = [n for p in syntax.children(noun, "prep") for n in syntax.children(p, "pobj")]
    told = noun.dep_ == "oprd" or (noun.dep_ == "dobj" and not syntax.is_passive(noun.head))
    holders = [*inner, *([noun.head] if told else [])]
    return [n for h in holders for n in syntax.prep_objects(h, "by") if n.i > noun.i]


def _meant_by_it(topic: Token) -> Token | None:
    """What "it" stands for, where the sentence before has a thing for its subject: "the truce fell apart"."""
    start = topic.sent.start
    if topic.lower_ != "it" or topic.dep_ not in syntax.SUBJECT | syntax.PASSIVE_SUBJECT or not start:
        return None
    before = arguments.subject(topic.doc[start - 1].sent.root)
    return before if before is not None and before.pos_ == "NOUN" else None


def _names_it(clause: Token) -> bool:
    """ "what it called an improved list"."""
    return any(c.lower_ == "what" for c in syntax.children(clause, "dobj"))


def _is_freed(noun: Token) -> bool:
    """ "take released prisoners home"."""
    return any(c.dep_ in ("amod", "acl") and c.lower_ in ("released", "freed", "returned") for c in noun.children)
