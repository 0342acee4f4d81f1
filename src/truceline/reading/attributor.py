"""Attributor: attributions by rules over the dependency tree and the list of reporting words."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import TYPE_CHECKING

from truceline.model import Stance
from truceline.reading import (
    accusation,
    arguments,
    clauses,
    conditions,
    contrast,
    framing,
    idioms,
    lexicon,
    quotation,
    sayings,
    syntax,
)
from truceline.reading.according import according
from truceline.reading.asides import asides, named_lines, quoted_behind
from truceline.reading.attribution import PUT_FORWARD, Attribution, Kind, trimmed
from truceline.reading.parse import Parse
from truceline.reading.persons import is_somebody
from truceline.reading.sources import misread_subject, source_of
from truceline.reading.spoken import attributed, owner_of, pointing, source_tokens
from truceline.reading.times.words import WEEKDAYS

if TYPE_CHECKING:
    from truceline.reading.tokens import Token


_TELLING = frozenset({Stance.ASSERTS, Stance.DENIES, Stance.DOUBTS})
_SILENCE = frozenset("comment confirm say discuss elaborate disclose speak answer identify name give".split())
"""What is refused where nothing was said ("declined to comment")."""
_ABILITIES = frozenset({"ability", "capacity", "willingness", "readiness", "intention", "sincerity"})
"""Concern about these is doubt."""
_HEADINGS = frozenset({"answer", "reply", "response", "version", "message", "account", "line", "view", "verdict"})
_RECORDING = frozenset({"count", "record", "register", "log", "list", "document", "tally", "note", "report"})
_LENGTHS = frozenset("minute hour day night week month year".split())
_SHELTER = frozenset(
    "election re-election reelection office revenge refuge shelter asylum safety cover sanctuary treatment".split()
)
"""What people seek who ask nobody for it."""
_BIDDING = frozenset({"tell", "warn", "advise"})
"""What these tell somebody to do is wanted: "told its generals to stop"."""
_MEANING = frozenset({"intend", "plan", "hope", "aim", "expect"})
_DESCRIBING = frozenset(
    {"describe", "characterise", "characterize", "portray", "depict", "denounce", "condemn", "praise"}
)
_HARMED = frozenset({"dead", "killed", "missing", "wounded", "injured", "hurt", "captured", "displaced", "casualties"})
_NOBODY = frozenset({"nobody", "none"})
_COUNTING = frozenset({"give", "count", "cite", "list", "say"})
"""Verbs that report when what they have is a bare number."""


class RuleAttributor:
    """Attributions by rules over the parse."""

    def __init__(self) -> None:
        self._cues = lexicon.cues()

    def find(self, parse: Parse) -> tuple[Attribution, ...]:
        found: dict[tuple[int, ...], Attribution] = {}
        for token in parse.doc:
            for attribution in self._at(token):
                tidy = framing.with_list(parse, _tidied(parse, attribution))
                if tidy.content and tidy.content not in found:
                    found[tidy.content] = tidy
        quoted = quotation.quotations(parse)
        more = tuple(asides(parse, tuple(found.values()), quoted))
        more += tuple(quoted_behind(parse, (*found.values(), *more)))
        cues = {a.cue_head for a in more}
        found = {c: a for c, a in found.items() if a.cue_head not in cues}
        for attribution in more:
            found.setdefault(attribution.content, attribution)
        for attribution in (*named_lines(parse, quoted), *(_tidied(parse, a) for a in idioms.headlined(parse))):
            found.setdefault(attribution.content, attribution)
        for token in parse.doc:
            for attribution in idioms.echoed(found.values(), token):
                found.setdefault(attribution.content, attribution)
        placed = sayings.behind_colons(parse, [sayings.in_its_clause(parse, a) for a in found.values()])
        found = {a.content: a for a in placed if a.content}
        ordered = sorted(found.values(), key=lambda a: (a.cue, a.content))
        apart = contrast.apart(parse, quotation.completed(parse, ordered, quoted))
        return tuple(a for a in apart if a.content)

    def _at(self, token: Token) -> Iterator[Attribution]:
        if token.lower_ in self._cues.according and syntax.prep_objects(token, "to"):
            yield from according(token)
        elif syntax.is_verb(token):
            yield from idioms.untrue(token)
            yield from self._verb(token)
            yield from idioms.idioms(token)
        elif token.pos_ == "NOUN" or (token.tag_ == "VBG" and token.dep_ == "pobj"):
            yield from framing.by_account(token)
            yield from self._noun(token)
            yield from _headed(token)

    # --- verbs ----------------------------------------------------------------------------------
    def _verb(self, verb: Token) -> Iterator[Attribution]:
        lemma = " ".join([verb.lemma_.lower(), *(p.lower_ for p in sayings.particles(verb))])
        readings = self._cues.verbs.get(lemma, ())
        if sayings.says_nothing(verb):
            return
        source = source_of(verb)
        yield from sayings.quoted_by(verb, source)
        accusation = self._accusation(verb, lemma, source)
        if accusation is not None:
            yield accusation
            return
        if source is not None:
            yield from self._light(verb, lemma, source)
            special = sayings.special(verb, lemma, source, readings)
            if special is not None:
                yield special
                return
        found = list(self._clauses(verb, source, readings))
        yield from found
        if not found and source is not None and (source.lower_ not in _NOBODY or source.children):
            yield from self._complements(verb, lemma, readings, source)
        if lemma in self._cues.hearsay and syntax.is_passive(verb):
            yield from _hearsay(verb)

    def _clauses(self, verb: Token, source: Token | None, readings: tuple[lexicon.Cue, ...]) -> Iterator[Attribution]:
        """The clauses that a verb reports; whoever is cited beside it speaks inside them."""
        cited = sayings.cited(verb) if readings else None
        for clause in clauses.reported(verb, known=bool(readings)):
            if source is not None and clause.i < source.left_edge.i and source.left_edge.nbor(-1).text == ":":
                continue  # "They fired first: our soldiers answered"
            stance = readings[0].stance if readings else Stance.ASSERTS
            stance = clauses.stance_of(readings, clause, stance)
            kind = Kind.ACTION if stance in (Stance.DEMANDS, Stance.OFFERS) and clause.dep_ == "xcomp" else Kind.CLAUSE
            silent = stance is Stance.ASSERTS and (syntax.negated(verb) or sayings.kept_back(verb))
            made = attributed(verb, source, clause, stance, Kind.WITHHELD if silent else kind)
            yield from sayings.with_cited(made, cited)

    def _complements(
        self, verb: Token, lemma: str, readings: tuple[lexicon.Cue, ...], source: Token
    ) -> Iterator[Attribution]:
        """Contents that are no clause: the first of these that the verb has."""
        for ways in (self._framed, self._infinitive, self._nominal):
            found = list(ways(verb, lemma, readings, source))
            yield from found
            if found:
                return

    def _framed(
        self, verb: Token, lemma: str, readings: tuple[lexicon.Cue, ...], source: Token
    ) -> Iterator[Attribution]:
        """ "called for a truce", "insisted on the release", "pointed to the shelling and to the looting"."""
        if (wish := _for_to(verb)) is not None and (lemma, "for") in self._cues.frames:
            yield attributed(verb, source, wish, self._cues.frames[lemma, "for"], Kind.ACTION)
            return
        for prep in (*syntax.children(verb, "prep", "prt"), *_at_number(verb, lemma)):
            stance = self._cues.frames.get((lemma, prep.lower_)) or self._cues.frames.get((verb.lemma_, prep.lower_))
            if stance is None or (stance is Stance.ASSERTS and syntax.negated(verb)):
                continue
            stance = conditions.as_put_forward(stance, source)
            preps = [prep, *(p for p in prep.conjuncts if p.i > prep.i)]
            preps += [p for p in syntax.children(verb, "conj") if p.lower_ == prep.lower_ and p not in preps]
            heads = [h for p in preps for h in syntax.children(p, "pobj", "pcomp") if not _only_when(h)]
            told = [c for c in syntax.children(verb, "xcomp", "advcl", "ccomp") if clauses.to_do(c) and c.i > prep.i]
            told += [c for h in heads for c in syntax.children(h, "acl", "relcl") if clauses.to_do(c)]
            if prep.lower_ in ("on", "upon", "to") and told:
                heads = told[:1]
            if prep.dep_ == "prt":
                heads = heads or syntax.children(verb, "dobj")
            if (
                stance is Stance.DENIES
                and heads
                and heads[0].lemma_.lower() in clauses.CHARGES
                and not _inside(heads[0], verb)
            ):
                yield pointing(verb, source, stance)
                return
            kind = Kind.NOMINAL if stance in _TELLING else Kind.ACTION
            made = [attributed(verb, source, h, stance, kind, cue=[verb, prep]) for h in heads]
            made = [
                replace(a, content=tuple(sorted({*a.content, *_harmed(h)}))) for a, h in zip(made, heads, strict=True)
            ]
            if lemma == "put":
                # "puts at 95 the number of those who have left"
                behind = {i for n in syntax.children(verb, "dobj") if _right_after(n, prep) for i in syntax.subtree(n)}
                made = [replace(a, content=tuple(sorted({*a.content, *behind}))) for a in made]
            yield from (replace(a, content=tuple(sorted({*a.content, *_in_exchange(verb, prep)}))) for a in made)
            if heads:
                return

    def _infinitive(
        self, verb: Token, lemma: str, readings: tuple[lexicon.Cue, ...], source: Token
    ) -> Iterator[Attribution]:
        """ "refused to leave", "urged the army to leave"; "which it refused to do"."""
        stance = next((r.stance for r in readings if r.infinitive), None)
        if lemma in _BIDDING and any(c.i > verb.i and clauses.to_do(c) for c in syntax.children(verb, "xcomp")):
            stance = Stance.DEMANDS
        if lemma in _MEANING and not is_somebody(source):
            return  # "efforts aim to", "the talks are expected to"
        inner = [c for c in syntax.children(verb, "xcomp", "ccomp") if c.pos_ in ("VERB", "AUX")]
        if not inner and stance in PUT_FORWARD and not arguments.direct_object(verb):
            inner = [c for c in syntax.children(verb, "advcl") if syntax.is_purpose(c)]
        silent = stance in (Stance.REJECTS, Stance.DEMANDS) and bool(inner) and inner[0].lemma_ in _SILENCE
        if stance is None or not inner or (silent and (stance is Stance.REJECTS or syntax.is_passive(inner[0]))):
            return
        if verb.dep_ == "relcl" and inner[0].lemma_ == "do":
            yield pointing(verb, source, stance)
        else:
            yield attributed(verb, source, inner[0], stance, Kind.ACTION)

    def _nominal(
        self, verb: Token, lemma: str, readings: tuple[lexicon.Cue, ...], source: Token
    ) -> Iterator[Attribution]:
        """ "denied the charge", "condemned the attack", "gave 6,060", "stressed the need to"."""
        noun = arguments.direct_object(verb)
        if noun is not None and noun.lower_ == "what" and syntax.children(verb, "oprd"):
            return  # "what it called an improved list" names the list, and tells nothing of it
        if noun is None or noun.i == source.i or (syntax.children(verb, "prt") and not readings):
            return
        stance = next((r.stance for r in readings if r.nominal and not _plain_only(r, verb)), None)
        near = noun.doc[noun.left_edge.i : noun.i]
        counted = noun.like_num or (lemma in _RECORDING and any(c.like_num for c in near))
        counted = counted or (lemma == "give" and any(c.like_num for c in near) and _tolls(verb))
        if counted and lemma in _COUNTING | _RECORDING:
            stance = Stance.ASSERTS
        if stance is Stance.REJECTS and noun.lemma_.lower() in clauses.CHARGES:
            if verb.dep_ in ("relcl", "acl") and noun.i == verb.head.i:
                yield pointing(verb, source, Stance.DENIES)
                return
            charge = _inside(noun, verb)
            yield attributed(verb, source, charge or noun, Stance.DENIES, Kind.CLAUSE if charge else Kind.NOMINAL)
            return
        wish = self._cues.light_nouns.get(noun.lemma_.lower())
        if stance is None or (wish is not None and lemma in self._cues.light_verbs):
            return
        if stance in (Stance.ASSERTS, Stance.OFFERS) and syntax.negated(verb):
            return  # "offered no explanation"
        if verb.dep_ == "relcl" and noun.i == verb.head.i:
            yield pointing(verb, source, stance)
            return
        inner = _inside(noun, verb) if wish in PUT_FORWARD and stance is Stance.ASSERTS else None
        if wish is not None and inner is not None:
            yield attributed(verb, source, inner, wish, Kind.ACTION, cue=[verb, noun])
            return
        if _is_done(verb, lemma, noun):
            return
        made = attributed(verb, source, noun, stance, Kind.NOMINAL if stance in _TELLING else Kind.ACTION)
        judged = {i for w in syntax.children(verb, "oprd") for i in syntax.subtree(w)}
        if lemma in _DESCRIBING:
            judged |= {i for p in syntax.children(verb, "prep") if p.lower_ == "as" for i in syntax.subtree(p)}
        yield replace(made, content=tuple(sorted({*made.content, *judged})))

    def _light(self, verb: Token, lemma: str, source: Token) -> Iterator[Attribution]:
        """ "expressed concern over", "concerns were expressed by", "made an offer to"."""
        noun = arguments.direct_object(verb)
        if lemma not in self._cues.light_verbs or noun is None or noun.i == source.i:
            return
        stance = self._cues.light_nouns.get(noun.lemma_.lower())
        if noun.lemma_ == "word" and lemma == "give":
            stance = Stance.PROMISES  # "gave his word that they would be let go"
        inner = _inside(noun, verb) if stance is not None else None
        if stance is Stance.ASSERTS and inner is not None and inner.lemma_.lower() in _ABILITIES:
            stance = Stance.DOUBTS
        if stance is not None and inner is not None:
            kind = Kind.NOMINAL if stance in _TELLING else Kind.ACTION
            yield attributed(verb, source, inner, stance, kind, cue=[verb, noun])
        elif stance not in (None, Stance.ASSERTS):
            yield attributed(verb, source, noun, stance, Kind.NOMINAL)

    def _accusation(self, verb: Token, lemma: str, source: Token | None) -> Attribution | None:
        target, cue = accusation.accused(verb, lemma)
        if target is None:
            return None
        deeds = accusation.deeds(verb, target, cue)
        if not deeds and accusation.is_traded(target):
            return None  # "traded blame" charges nobody with a deed
        head = deeds[0] if deeds else target
        made = attributed(verb, source, head, Stance.ACCUSES, Kind.ACCUSATION, cue=cue, accused=target)
        more = {i for d in deeds[1:] for i in syntax.subtree(d)}
        aside: set[int] = set()
        if not deeds:
            joined = [c.i for c in syntax.children(verb, "conj", "nsubj", "punct", "cc", "agent")]
            more = syntax.subtree(verb, without=joined)
            aside = {i for c in syntax.children(target, "relcl") for i in syntax.subtree(c)}
        return replace(made, content=tuple(sorted({*made.content, *more} - aside)))

    # --- nouns ----------------------------------------------------------------------------------
    def _noun(self, noun: Token) -> Iterator[Attribution]:
        """ "the group's claim that ...", "a warning by the envoy that ..."."""
        stance = self._cues.light_nouns.get(noun.lemma_.lower())
        if stance is None and noun.lemma_.lower() not in self._cues.documents:
            return
        inner = [c for c in syntax.children(noun, "acl", "ccomp", "relcl") if _is_content_clause(c)]
        owner = owner_of(noun) or misread_subject(noun) or framing.party_before(noun)
        verb = noun.head.head if noun.dep_ == "pobj" else noun
        if owner is None and syntax.is_verb(verb) and verb.lemma_.lower() in self._cues.verbs:
            return  # "vowed in a speech that ...": the verb has it
        if not inner or (owner is None and noun.dep_ in ("dobj", "nsubjpass", "nsubj", "attr")):
            return
        stance = stance or Stance.ASSERTS
        yield Attribution(
            tuple(sorted(source_tokens(owner))) if owner is not None else (),
            owner.i if owner is not None else None,
            (noun.i,),
            tuple(sorted(syntax.subtree(inner[0]))),
            inner[0].i,
            stance,
            Kind.ACTION if stance in PUT_FORWARD or stance is Stance.REJECTS else Kind.CLAUSE,
        )


def _at_number(verb: Token, lemma: str) -> list[Token]:
    """ "put the number of rowers drowned at 540": the "at" that a parser hangs from the rowers."""
    if lemma not in ("put", "place", "estimate") or syntax.prep_objects(verb, "at"):
        return []
    if not any(n.lemma_.lower() in lexicon.cues().numbers for n in syntax.children(verb, "dobj")):
        return []
    found = (t for n in syntax.children(verb, "dobj", "advcl") for t in n.subtree if t.lower_ == "at" and t.i > verb.i)
    return [t for t in found if any(n.like_num for n in syntax.children(t, "pobj"))]


def _for_to(verb: Token) -> Token | None:
    """ "asked for the orders to be rewritten": what is to be done, with the "for" as its mark."""
    for clause in syntax.children(verb, "advcl", "xcomp", "ccomp"):
        if clause.i > verb.i and {"for", "to"} <= {c.lower_ for c in clause.children}:
            return clause
    return None


def _in_exchange(verb: Token, prep: Token) -> set[int]:
    """ "spoke of 14 hostages for 42 prisoners": the second number is a part of what was spoken of."""
    later = (p for p in syntax.children(verb, "prep") if p.i > prep.i and p.lower_ == "for")
    return {
        i for p in later for n in syntax.children(p, "pobj") if syntax.children(n, "nummod") for i in syntax.subtree(p)
    }


def _right_after(noun: Token, prep: Token) -> bool:
    """Whether a noun follows right behind what hangs from a preposition."""
    return noun.left_edge.i == prep.right_edge.i + 1


def _harmed(number: Token) -> set[int]:
    """ "spoke of 44 killed that day": what a parser hangs from the verb."""
    after = number.doc[number.i + 1] if number.i + 1 < number.sent.end else None
    if after is None or not number.like_num or after.lower_ not in _HARMED or after.dep_ == "ROOT":
        return set()
    return {i for i in syntax.subtree(after) if i > number.i}


def _tolls(verb: Token) -> bool:
    """ "gives 17 sailors dead or missing": a toll, and nothing that is handed over."""
    return any(t.lower_ in _HARMED for t in verb.doc[verb.i + 1 : min(verb.i + 8, verb.sent.end)])


def _is_done(verb: Token, lemma: str, noun: Token) -> bool:
    """ "committed an attack" promises none, "denied the mission passage" says nothing, "sought shelter" asks nobody."""
    named = noun.lemma_.lower()
    if lemma == "commit":
        return _is_deed(noun) or syntax.is_passive(verb)
    if lemma == "deny":
        return bool(syntax.children(verb, "dative")) or named in sayings.GRANTED
    return lemma == "seek" and named in _SHELTER


def _is_deed(noun: Token) -> bool:
    """ "a crime", "an attack", "violations": what is committed, and promised by nobody."""
    events, name = lexicon.events(), noun.lemma_.lower()
    named = events.nouns.get(name)
    return name in events.classes["outrage"] or (named is not None and named.act in ("ASSAULT", "REJECT"))


def _only_when(noun: Token) -> bool:
    """ "called on Sunday", "insisted for months": when or how long, and nothing that is called for."""
    bare = not any(c.dep_ in ("nummod", "prep", "amod") for c in noun.children)
    return noun.lemma_.lower() in WEEKDAYS or (bare and noun.lemma_.lower() in _LENGTHS and noun.tag_ == "NNS")


def _headed(noun: Token) -> Iterator[Attribution]:
    """ "Peru's answer: the other side has failed to ..."."""
    owners = syntax.children(noun, "poss")
    end = noun.i + 1
    if noun.lemma_.lower() not in _HEADINGS or not owners or end >= noun.sent.end - 2 or noun.doc[end].text != ":":
        return
    content = tuple(range(end + 1, noun.sent.end))
    verbs = [noun.doc[i] for i in content if syntax.is_verb(noun.doc[i])]
    if verbs:
        head = next((v for v in verbs if syntax.is_root(v)), verbs[0])
        names = tuple(sorted(source_tokens(owners[0])))
        yield Attribution(names, owners[0].i, (noun.i,), content, head.i, Stance.ASSERTS, Kind.CLAUSE)


def _plain_only(cue: lexicon.Cue, verb: Token) -> bool:
    """Verbs such as "ask" and "press" with a bare object name whom they are put to, not what is wanted."""
    return cue.stance is Stance.DEMANDS and verb.lemma_.lower() not in (
        "demand",
        "request",
        "require",
        "seek",
        "want",
        "order",
    )


def _inside(noun: Token, verb: Token) -> Token | None:
    """What the noun of a light verb is about: its clause, its infinitive or the noun after its preposition."""
    speaker = arguments.agent(verb) if syntax.is_passive(verb) else None
    for clause in syntax.children(speaker, "acl", "prep") if speaker is not None else []:
        if clause.lower_ in ("regarding", "concerning"):
            return next(iter(syntax.children(clause, "dobj", "pobj")), None)
    for holder in (noun, verb):
        for clause in syntax.children(holder, "acl", "ccomp", "relcl", "advcl") if holder == noun else []:
            if clause.pos_ in ("VERB", "AUX") and clause.tag_ != "VBG":
                return clause
            if clause.lower_ in ("regarding", "concerning"):
                found = syntax.children(clause, "dobj", "pobj")
                return found[0] if found else None
        for prep in syntax.children(holder, "prep", "acl"):
            if prep.lower_ in ("over", "about", "at", "for", "of", "regarding", "concerning", "on", "to", "that", "in"):
                found = syntax.children(prep, "pobj", "pcomp", "dobj")
                if found and (holder == noun or prep.lower_ in ("over", "about", "regarding", "concerning", "for")):
                    return found[0]
    return None


def _is_content_clause(clause: Token) -> bool:
    if any(m.lower_ == "that" for m in syntax.children(clause, "mark")):
        return True
    return clause.dep_ == "acl" and clause.tag_ == "VB" and any(c.lower_ == "to" for c in clause.children)


def _hearsay(verb: Token) -> Iterator[Attribution]:
    """ "is said to have left": the clause is the content, and the text names no source."""
    inner = [c for c in syntax.children(verb, "xcomp") if any(a.lower_ == "to" for a in c.children)]
    topic = syntax.children(verb, *syntax.PASSIVE_SUBJECT)
    if inner and topic:
        content = syntax.subtree(inner[0]) | syntax.subtree(topic[0])
        yield Attribution((), None, (verb.i,), tuple(sorted(content)), inner[0].i, Stance.ASSERTS, Kind.CLAUSE)


def _tidied(parse: Parse, attribution: Attribution) -> Attribution:
    """Content without its own source and cue, and without punctuation or "that" at its edges."""
    own = set() if attribution.kind is Kind.POINTING else {*attribution.source, *attribution.cue}
    numbers = [i for i in attribution.content if i not in own]
    return replace(attribution, content=tuple(trimmed(parse, numbers)))
