"""Attributor: attributions by rules over the dependency tree and the list of reporting words."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import TYPE_CHECKING

from truceline.model import Stance
from truceline.reading import accusation, clauses, contrast, framing, idioms, lexicon, quotation, sayings, syntax
from truceline.reading.asides import asides, named_lines
from truceline.reading.attribution import Attribution, Kind, trimmed
from truceline.reading.parse import Parse
from truceline.reading.parties import role_kind
from truceline.reading.spoken import attributed, owner_of, pointing, source_tokens

if TYPE_CHECKING:
    from truceline.reading.tokens import Token


_TELLING = frozenset({Stance.ASSERTS, Stance.DENIES, Stance.DOUBTS})
_WISHES = frozenset({Stance.DEMANDS, Stance.OFFERS, Stance.PROMISES})
_SILENCE = frozenset("comment confirm say discuss elaborate disclose speak answer identify name give".split())
"""What is refused where nothing was said ("declined to comment")."""
_ABILITIES = frozenset({"ability", "capacity", "willingness", "readiness", "intention", "sincerity"})
"""Concern about these is doubt."""
_HEADINGS = frozenset({"answer", "reply", "response", "version", "message", "account", "line", "view", "verdict"})
_CHARGES = frozenset({"charge", "accusation", "allegation", "claim", "report", "suggestion", "criticism", "complaint"})
"""What is denied, not refused, by whoever rejects it."""
_RECORDING = frozenset({"count", "record", "register", "log", "list", "document", "tally", "note", "report"})
_DAYS = frozenset("monday tuesday wednesday thursday friday saturday sunday".split())
_LENGTHS = frozenset("minute hour day night week month year".split())
_SHELTER = frozenset({"refuge", "shelter", "asylum", "safety", "cover", "sanctuary", "treatment"})
"""What people seek who ask nobody for it."""
_MEANING = frozenset({"intend", "plan", "hope", "aim", "expect"})
_DESCRIBING = frozenset(
    {"describe", "characterise", "characterize", "portray", "depict", "denounce", "condemn", "praise"}
)
_HARMED = frozenset({"dead", "killed", "missing", "wounded", "injured", "hurt", "captured", "displaced", "casualties"})
_JUDGED = frozenset(
    "reject dismiss deny refute rebut brush wave laugh shrug condemn denounce deplore welcome praise hail greet "
    "spurn rebuff criticise criticize disown disavow ridicule".split()
)
"""What "was ... in Lima" is the view of those who sit there."""
_MONTHS = frozenset("january february march april may june july august september october november december".split())
_NEAR = 4
_COUNTING = frozenset({"give", "count", "cite", "list"})
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
        cues = {a.cue_head for a in more}
        found = {c: a for c, a in found.items() if a.cue_head not in cues}
        for attribution in more:
            found.setdefault(attribution.content, attribution)
        for attribution in (*named_lines(parse, quoted), *(_tidied(parse, a) for a in idioms.headlined(parse))):
            found.setdefault(attribution.content, attribution)
        for token in parse.doc:
            for attribution in idioms.echoed(found.values(), token):
                found.setdefault(attribution.content, attribution)
        found = {a.content: a for a in (sayings.in_its_clause(parse, a) for a in found.values()) if a.content}
        ordered = sorted(found.values(), key=lambda a: (a.cue, a.content))
        apart = contrast.apart(parse, quotation.completed(parse, ordered, quoted))
        return tuple(a for a in apart if a.content)

    def _at(self, token: Token) -> Iterator[Attribution]:
        if token.lower_ in self._cues.according and syntax.prep_objects(token, "to"):
            yield from _according(token)
        elif syntax.is_verb(token):
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
        source = _source_of(verb)
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
        if not found and source is not None:
            yield from self._complements(verb, lemma, readings, source)
        if lemma in self._cues.hearsay and syntax.is_passive(verb):
            yield from _hearsay(verb)

    def _clauses(self, verb: Token, source: Token | None, readings: tuple[lexicon.Cue, ...]) -> Iterator[Attribution]:
        """The clauses that a verb reports; whoever is cited beside it speaks inside them."""
        cited = sayings.cited(verb) if readings else None
        for clause in clauses.reported(verb, known=bool(readings)):
            stance = readings[0].stance if readings else Stance.ASSERTS
            stance = clauses.stance_of(readings, clause, stance)
            kind = Kind.ACTION if stance in (Stance.DEMANDS, Stance.OFFERS) and clause.dep_ == "xcomp" else Kind.CLAUSE
            silent = stance is Stance.ASSERTS and syntax.negated(verb)
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
        for prep in syntax.children(verb, "prep", "prt"):
            stance = self._cues.frames.get((lemma, prep.lower_)) or self._cues.frames.get((verb.lemma_, prep.lower_))
            if stance is None or (stance is Stance.ASSERTS and syntax.negated(verb)):
                continue
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
                and heads[0].lemma_.lower() in _CHARGES
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
        if lemma in _MEANING and not _can_mean(source):
            return  # "efforts aim to", "the talks are expected to"
        inner = [c for c in syntax.children(verb, "xcomp", "ccomp") if c.pos_ in ("VERB", "AUX")]
        if not inner and stance in _WISHES and not syntax.direct_object(verb):
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
        noun = syntax.direct_object(verb)
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
        if stance is Stance.REJECTS and noun.lemma_.lower() in _CHARGES:
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
        inner = _inside(noun, verb) if wish in _WISHES and stance is Stance.ASSERTS else None
        if wish is not None and inner is not None:
            yield attributed(verb, source, inner, wish, Kind.ACTION, cue=[verb, noun])
            return
        if lemma == "seek" and noun.lemma_.lower() in _SHELTER:
            return
        if lemma == "deny" and (syntax.children(verb, "dative") or noun.lemma_.lower() in sayings.GRANTED):
            return  # "denied the mission passage"
        made = attributed(verb, source, noun, stance, Kind.NOMINAL if stance in _TELLING else Kind.ACTION)
        judged = {i for w in syntax.children(verb, "oprd") for i in syntax.subtree(w)}
        if lemma in _DESCRIBING:
            judged |= {i for p in syntax.children(verb, "prep") if p.lower_ == "as" for i in syntax.subtree(p)}
        yield replace(made, content=tuple(sorted({*made.content, *judged})))

    def _light(self, verb: Token, lemma: str, source: Token) -> Iterator[Attribution]:
        """ "expressed concern over", "concerns were expressed by", "made an offer to"."""
        noun = syntax.direct_object(verb)
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
        owner = owner_of(noun) or _misread_subject(noun)
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
            Kind.ACTION if stance in _WISHES or stance is Stance.REJECTS else Kind.CLAUSE,
        )


def _misread_subject(noun: Token) -> Token | None:
    """ "Chiefs at Lima charge that ...", "The King appeals to ...": a verb that a parser took for a noun."""
    if not syntax.is_root(noun) or noun.lemma_.lower() not in lexicon.cues().verbs:
        return None
    own = syntax.children(noun, "nsubj")
    joined = [c for c in syntax.children(noun, "compound") if c.i == noun.i - 1 and c.pos_ in ("PROPN", "NOUN")]
    return next(iter(own or joined), None)


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


def _can_mean(noun: Token) -> bool:
    """Whether a noun names somebody, who can hope or intend."""
    return noun.pos_ in ("PROPN", "PRON") or role_kind(noun.lemma_.lower()) is not None


def _tolls(verb: Token) -> bool:
    """ "gives 17 sailors dead or missing": a toll, and nothing that is handed over."""
    return any(t.lower_ in _HARMED for t in verb.doc[verb.i + 1 : min(verb.i + 8, verb.sent.end)])


def _only_when(noun: Token) -> bool:
    """ "called on Sunday", "insisted for months": when or how long, and nothing that is called for."""
    bare = not any(c.dep_ in ("nummod", "prep", "amod") for c in noun.children)
    return noun.lemma_.lower() in _DAYS or (bare and noun.lemma_.lower() in _LENGTHS and noun.tag_ == "NNS")


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


def _source_of(verb: Token) -> Token | None:
    """Who speaks: the subject, or in a passive clause whoever comes after "by"."""
    if syntax.is_passive(verb):
        quoted = syntax.children(verb, "nsubjpass") if verb.lemma_ in sayings.CITING else []
        return syntax.agent(verb) or (quoted[0] if quoted else _where_judged(verb))
    found = syntax.subject(verb)
    if found is None or found.dep_ == "expl" or (found.lower_ in ("it", "there") and _is_expletive(verb)):
        return None
    if found.lower_ in ("this", "that", "which", "what"):
        return None
    if verb.tag_ == "VBG" and verb.dep_ in ("advcl", "acl"):
        found = _in_aside(verb) or found
    named = found.lemma_.lower() in lexicon.events().nouns and found.lemma_.lower() not in lexicon.cues().documents
    if named and found.pos_ == "NOUN":
        return None
    return found


def _where_judged(verb: Token) -> Token | None:
    """ "the charge was brushed aside in Lima": whoever sits there."""
    if verb.lemma_ not in _JUDGED:
        return None
    places = syntax.prep_objects(verb, "in")
    return next((n for n in places if n.pos_ == "PROPN" and n.lower_ not in _MONTHS), None)


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


def _plain_only(cue: lexicon.Cue, verb: Token) -> bool:
    """Verbs such as "ask" and "press" with a bare object name whom they are put to, not what is wanted."""
    return cue.stance is Stance.DEMANDS and verb.lemma_.lower() not in (
        "demand",
        "request",
        "require",
        "seek",
        "order",
    )


def _inside(noun: Token, verb: Token) -> Token | None:
    """What the noun of a light verb is about: its clause, its infinitive or the noun after its preposition."""
    speaker = syntax.agent(verb) if syntax.is_passive(verb) else None
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


def _according(token: Token) -> Iterator[Attribution]:
    found = syntax.prep_objects(token, "to") or syntax.children(token, "pobj")
    if not found:
        return
    holder = _clause_head(token)
    inner = syntax.subtree(token)
    content = syntax.subtree(holder, without=[token.i]) - inner
    content = {i for i in content if not _semicolon_between(i, token)}
    to = [c.i for c in token.children if c.lower_ == "to"]
    source = found[0]
    yield Attribution(
        tuple(sorted(source_tokens(source))),
        source.i,
        (token.i, *to),
        tuple(sorted(content)),
        holder.i,
        Stance.ASSERTS,
        Kind.CLAUSE,
    )


def _semicolon_between(i: int, token: Token) -> bool:
    """Whether a semicolon keeps a word apart from "according to": each of the two is said by itself."""
    first, last = min(i, token.i), max(i, token.i)
    return any(token.doc[n].text == ";" for n in range(first, last))


def _clause_head(token: Token) -> Token:
    """The verb of the clause that "according to" speaks of; set off by a comma it takes the whole sentence."""
    head = token.head
    while not syntax.is_verb(head) and head.dep_ != "ROOT":
        head = head.head
    set_off = (token.i > 0 and token.nbor(-1).text == ",") or token.i == token.sent.start
    ends = all(t.is_punct for t in token.sent[max(syntax.subtree(token)) + 1 - token.sent.start :])
    around = ["advcl", "relcl", "acl", "xcomp", "pcomp", *(["conj"] if ends else [])]
    while set_off and head.dep_ in around and not syntax.is_root(head):
        head = head.head
        while not syntax.is_verb(head) and head.dep_ != "ROOT":
            head = head.head
    return head


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
