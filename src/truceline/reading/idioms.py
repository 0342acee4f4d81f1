"""Idioms: sayings without a verb of saying.

"The ministry is convinced that ..."; "the council's answer is that ..."; "as the mayor tells it, ..."; "and so does the
guild"; "the police have another account: ..."; "the council will not hear of a swap"; "the army's count stands at 40".
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import TYPE_CHECKING

from truceline.model import PartyKind, Stance
from truceline.reading import arguments, clauses, lexicon, syntax
from truceline.reading.attribution import Attribution, Kind
from truceline.reading.parse import Parse
from truceline.reading.parties import role_kind
from truceline.reading.persons import is_somebody
from truceline.reading.spoken import attributed, owner_of, source_tokens

if TYPE_CHECKING:
    from truceline.reading.tokens import Token

_BEING = frozenset({"be", "remain", "stay", "feel", "seem", "grow", "become", "sound", "stand"})
_KNOWN = frozenset({"clear", "plain", "known", "public", "understood"})
_TRUE = frozenset({"true", "correct", "accurate"})
_FALSE = frozenset({"false", "untrue", "incorrect", "lie", "fabrication", "invention"})
_MAKING = frozenset({"make", "let", "leave"})
_COUNTING = {"reckon": "with", "come": "with", "arrive": "at", "give": "as", "list": "as", "state": "as", "put": "as"}
_COME_ABOUT = frozenset(
    "hope fear expect predict warn anticipate forecast foresee promise know understand agree feel suspect show find "
    "describe request order demand record think believe propose recommend suggest require stipulate decree rule".split()
)
"""With "as", what is told of has come about: "as the envoy feared, they left"."""
_POINTING = frozenset({"it", "this", "that", "these", "them"})
_TO_COME = frozenset({"would", "will", "should", "shall", "could", "may", "might", "must"})
_NAME_LENGTH = 8
_TELLERS = frozenset(
    {PartyKind.OFFICIAL, PartyKind.SOURCE, PartyKind.BODY, PartyKind.GOVERNMENT, PartyKind.ARMED_FORCE}
    | {PartyKind.INTERNATIONAL, PartyKind.OUTLET, PartyKind.MONITOR}
)
_NOBODY = frozenset({"it", "there", "this", "that", "what", "which", "one"})


def idioms(verb: Token) -> Iterator[Attribution]:
    """The attributions that a verb makes with the words beside it, without being a verb of saying itself."""
    yield from _by_adjective(verb)
    yield from _made_known(verb)
    yield from _copular(verb)
    yield from _counted(verb)
    yield from _laid_to(verb)
    yield from _behind_colon(verb)
    yield from _unheard(verb)


def _topic(verb: Token) -> Token | None:
    """Who is said to hold or tell something; None for "it", "there" and the like."""
    found = next(iter(syntax.children(verb, "nsubj", "nsubjpass")), None) or arguments.subject(verb)
    return found if found is not None and found.lower_ not in _NOBODY and found.dep_ != "expl" else None


def _by_adjective(verb: Token) -> Iterator[Attribution]:
    """ "is convinced that the dam was mined", "remains sceptical that it will last"."""
    if verb.lemma_ not in _BEING or (topic := _topic(verb)) is None or syntax.negated(verb):
        return
    for word in syntax.children(verb, "acomp", "attr", "oprd"):
        stance = lexicon.cues().adjectives.get(word.lower_)
        inner = [c for c in syntax.children(word, "ccomp") if syntax.children(c, "nsubj", "nsubjpass", "expl")]
        if stance is not None and inner:
            yield attributed(verb, topic, inner[0], stance, Kind.CLAUSE, cue=[verb, word])


def _made_known(verb: Token) -> Iterator[Attribution]:
    """ "made it plain that his men would stay", "let it be known that", "has it that"."""
    if verb.lemma_ not in _MAKING and verb.lemma_ != "have":
        return
    if (topic := _topic(verb)) is None or syntax.negated(verb):
        return
    told = [w for w in verb.subtree if w.lower_ in _KNOWN and w.i > verb.i] if verb.lemma_ in _MAKING else []
    if verb.lemma_ == "have" and any(c.lower_ == "it" and c.dep_ == "dobj" for c in verb.children):
        told = [verb]
    for word in told[:1]:
        inner = [c for c in syntax.children(word, "ccomp", "advcl") if any(m.lower_ == "that" for m in c.children)]
        for clause in inner[:1]:
            yield attributed(verb, topic, clause, Stance.ASSERTS, Kind.CLAUSE, cue=[verb])


def _copular(verb: Token) -> Iterator[Attribution]:
    """ "the council's view is that nobody fired", "word from the council is that", "its figure is 300 dead"."""
    words = lexicon.cues()
    noun = next(iter(syntax.children(verb, "nsubj")), None) if verb.lemma_ in ("be", "stand", "remain") else None
    if noun is None or syntax.negated(verb):
        return
    lemma, owner = noun.lemma_.lower(), owner_of(noun)
    owner = owner or next(iter(syntax.prep_objects(noun, "in", "among")), None)
    if owner is None:
        return
    stance = words.light_nouns.get(lemma, Stance.ASSERTS if lemma in words.copular | words.documents else None)
    clauses = [c for c in syntax.children(verb, "ccomp") if syntax.children(c, "nsubj", "nsubjpass", "expl")]
    if stance is not None and clauses:
        yield attributed(verb, owner, clauses[0], stance, Kind.CLAUSE, cue=[verb, noun])
    if lemma in words.numbers and _speaks(owner):
        told = [*syntax.children(verb, "attr", "acomp"), *syntax.prep_objects(verb, "at")]
        for number in [t for t in told if t.like_num or any(c.like_num for c in t.children)][:1]:
            yield attributed(verb, owner, number, Stance.ASSERTS, Kind.NOMINAL, cue=[verb, noun])


def _speaks(noun: Token) -> bool:
    """Whether a noun can be somebody who gives a number: not "the number of dead"."""
    one = noun.lower_ == "one" and bool(syntax.prep_objects(noun, "of"))
    return one or noun.dep_ == "poss" or is_somebody(noun)


def _counted(verb: Token) -> Iterator[Attribution]:
    """ "reckons with 300 dead", "came up with 300", "gave its losses as 40 dead"."""
    lemma = verb.lemma_.lower()
    if lemma not in _COUNTING:
        return
    topic = arguments.agent(verb) if syntax.is_passive(verb) else _topic(verb)
    if topic is None or not _speaks(topic):
        return
    if lemma == "come" and not any(c.lower_ == "up" for c in verb.children):
        return
    told = syntax.prep_objects(verb, _COUNTING[lemma])
    told = told or [
        n
        for c in syntax.children(verb, "advcl")
        if any(m.lower_ == "as" and m.dep_ == "mark" for m in c.children)
        for n in syntax.children(c, "nsubj")
    ]
    told = told or [n for p in syntax.children(verb, "prep") if p.lower_ == "as" for n in p.subtree if n.like_num]
    told = told or [t.nbor(1) for t in verb.subtree if t.lower_ == "as" and t.i > verb.i and t.nbor(1).like_num]
    for number in told[:1]:
        if number.like_num or any(c.like_num for c in number.children):
            made = attributed(verb, topic, number, Stance.ASSERTS, Kind.NOMINAL)
            yield replace(made, content=tuple(sorted({*made.content, *_counted_too(number)})))


def _counted_too(number: Token) -> Iterator[int]:
    """ "gave the toll as 24 dead and sixty hurt": the words behind a bare number, up to the next mark."""
    for word in number.doc[number.i + 1 : number.sent.end] if number.like_num else ():
        if word.is_punct or word.dep_ == "mark":
            return
        yield word.i


def _laid_to(verb: Token) -> Iterator[Attribution]:
    """ "as the mayor tells it, ...", "if the ministry is to be believed, ...", "judging by the harbour log, ..."."""
    words = lexicon.cues().laying
    if verb.dep_ != "advcl" or not syntax.is_verb(verb.head):
        return
    marks = {c.lower_ for c in verb.children if c.dep_ in ("mark", "advmod")}
    topic, source = _topic(verb), None
    seen = verb.lemma_ in words["as"] and any(c.lower_ in ("it", "things") for c in verb.children)
    if "as" in marks and (seen or (topic is not None and _speaks(topic) and _only_tells(verb))):
        source = topic
    elif "if" in marks and verb.lemma_ == "be":
        beside = [*syntax.children(verb, "acomp", "attr"), *syntax.children(verb, "xcomp")]
        source = topic if any(t.lower_ in words["trusted"] for t in beside) else None
    elif verb.lemma_ in words["going"] and verb.tag_ in ("VBG", "VB"):
        by = syntax.prep_objects(verb, "by", "from")
        documents = lexicon.cues().documents | lexicon.cues().account_nouns | lexicon.cues().numbers
        source = next((owner_of(t) or t for t in by if t.lemma_.lower() in documents or _speaks(t)), None)
    if source is not None:
        made = attributed(verb, source, _told_around(verb), Stance.ASSERTS, Kind.CLAUSE)
        inner = syntax.subtree(verb)
        yield replace(made, content=tuple(i for i in made.content if i not in inner))


def _only_tells(verb: Token) -> bool:
    """ "as the mayor boasted on Sunday": told by the mayor alone; what was feared or foretold has come about."""
    readings = lexicon.cues().verbs.get(verb.lemma_.lower(), ())
    tells = bool(readings) and readings[0].stance is Stance.ASSERTS and verb.lemma_ not in _COME_ABOUT
    shifted = any(c.lower_ in ("had", "would", "will") for c in syntax.children(verb, "aux"))
    inner = syntax.children(verb, "ccomp", "xcomp", "dobj", "prep", "neg")
    plain = all(c.dep_ == "prep" and c.lower_ in ("on", "in", "at", "to", "from", "by") for c in inner)
    return tells and plain and not shifted and not syntax.is_passive(verb)


def _told_around(verb: Token) -> Token:
    """What "as the mayor says" is said of: the clause around it; in "and, as he says, fired" the one that it opens."""
    first = verb.left_edge
    if first.i < 2 or first.nbor(-1).text != "," or first.nbor(-2).dep_ != "cc":
        return verb.head
    return next((c for c in syntax.children(verb.head, "conj") if c.i > verb.i), verb.head)


def _behind_colon(verb: Token) -> Iterator[Attribution]:
    """ "the police have another account: the shots came from the river", "the council disagrees: ..."."""
    topic = _topic(verb)
    if topic is None:
        return
    end = _quoted_until(verb)
    colon = next((t.i for t in verb.sent if t.text == ":" and verb.i < t.i < end), None)
    if colon is None or not (_answers(verb, colon) or _tells_on(verb, topic, colon)):
        return
    told = [t for t in verb.doc[colon + 1 : end] if syntax.is_verb(t)]
    heads = [t for t in told if syntax.children(t, "nsubj", "nsubjpass")]
    if verb.lemma_.lower() in lexicon.cues().listing:
        heads = heads or [t for t in told[:1] if t.tag_ == "VB"]  # "listed what was to be done: free the men"
    if heads:
        owners = syntax.children(topic, "poss") if topic.lemma_.lower() in lexicon.cues().copular else []
        topic = owners[0] if owners else topic  # "Our position is clear: ..."
        names = tuple(sorted(i for i in source_tokens(topic, verb) if i < verb.i))
        content = tuple(range(colon + 1, end))
        top = next((h for h in heads if h.head.i <= colon or syntax.is_root(h)), heads[0])
        yield Attribution(names, topic.i, (verb.i,), content, top.i, Stance.ASSERTS, Kind.CLAUSE)


def _quoted_until(verb: Token) -> int:
    """Where the quotation ends that a verb is in, else its sentence."""
    marks = [t.i for t in verb.sent if t.is_quote]
    before = [i for i in marks if i < verb.i]
    inside = len(before) % 2 == 1
    return next((i for i in marks if i > verb.i), verb.sent.end) if inside else verb.sent.end


def _answers(verb: Token, colon: int) -> bool:
    """ "disagrees: ...", "has another account: ..."."""
    words = lexicon.cues().answering
    answers = verb.lemma_ in words["lemmas"] or _has_one(verb, words["nouns"])
    moods = syntax.children(verb, "acomp") if verb.lemma_ in _BEING else []
    answers = answers or any(t.lower_ in lexicon.cues().adjectives for t in moods)
    return answers and not any(syntax.is_verb(t) for t in verb.doc[verb.i + 1 : colon])


def _tells_on(verb: Token, topic: Token, colon: int) -> bool:
    """ "The guild rejected the charge: nobody had been there": the reason is the guild's, if nobody else has it.

    Not so in "The guild rejected the plan: the army would shell the town", which spells out the plan.
    """
    words = lexicon.cues()
    says = verb.lemma_.lower() in words.verbs or verb.lemma_.lower() in words.listing
    put = words.light_nouns.keys() | words.copular | words.documents | words.terms
    names = (t for t in verb.doc[verb.i + 1 : colon] if t.pos_ == "NOUN")
    says = says or (_speaks(topic) and any(t.lemma_.lower() in put for t in names))
    before = verb.dep_ in ("ccomp", "parataxis") and verb.head.i > colon
    if not says or not (syntax.is_root(verb) or before) or not _can_speak(topic) or syntax.is_passive(verb):
        return False
    others = (t for t in verb.doc[colon + 1 : verb.sent.end] if t.dep_ == "nsubj" and t.pos_ != "PRON")
    if any(t.head.lemma_.lower() in words.verbs for t in others):
        return False
    return not _turns_down(verb) or not _to_come(verb, colon)


def _turns_down(verb: Token) -> bool:
    readings = lexicon.cues().verbs.get(verb.lemma_.lower(), ())
    return any(r.stance in (Stance.REJECTS, Stance.DENIES) for r in readings)


def _to_come(verb: Token, colon: int) -> bool:
    """Whether what stands behind a colon is to come about: the matter that is turned down, unless it would not."""
    told = (t for t in verb.doc[colon + 1 : verb.sent.end] if syntax.is_verb(t))
    first = next((t for t in told if syntax.children(t, "nsubj", "nsubjpass")), None)
    if first is None or not any(c.lower_ in _TO_COME for c in syntax.children(first, "aux")):
        return False
    topic = syntax.children(first, "nsubj", "nsubjpass")[0]
    return topic.lower_ not in (*_POINTING, "nobody", "none", "nothing") and not syntax.negated(first)


def _can_speak(noun: Token) -> bool:
    return _speaks(noun) or noun.tag_ in ("NNS", "NNPS")


def _has_one(verb: Token, nouns: frozenset[str]) -> bool:
    target = arguments.direct_object(verb) if verb.lemma_ in ("have", "give", "offer", "tell") else None
    return target is not None and target.lemma_.lower() in nouns


def untrue(verb: Token) -> Iterator[Attribution]:
    """ "it is not true that the army fired", "the claim that it fired is false": the firing is denied."""
    if verb.lemma_ != "be" or not (topic := syntax.children(verb, "nsubj")):
        return
    said = {c.lemma_.lower() for c in syntax.children(verb, "acomp", "attr")}
    holder = verb if topic[0].lower_ == "it" else topic[0]
    false = _FALSE if holder is verb else clauses.FALSE
    if not (said & _TRUE if syntax.negated(verb) else said & false):
        return
    if holder is not verb and holder.lower_.removesuffix("s") not in clauses.CHARGES:
        return
    holders = [holder, *(syntax.children(verb, "attr") if holder is verb else [])]
    led = [c for h in holders for c in syntax.children(h, "ccomp", "acl", "relcl")]
    told = [c for c in led if any(m.lower_ == "that" for m in c.children)]
    if told:
        content = tuple(sorted(syntax.subtree(told[0])))
        cue = (verb.i, *(c.i for c in syntax.children(verb, "acomp", "attr")))
        yield Attribution((), None, cue, content, told[0].i, Stance.DENIES, Kind.CLAUSE)


def _unheard(verb: Token) -> Iterator[Attribution]:
    """ "will not hear of a second exchange", "would have none of it"."""
    hears = verb.lemma_ == "hear" and syntax.negated(verb)
    none = [c for c in syntax.children(verb, "dobj") if c.lower_ == "none"] if verb.lemma_ == "have" else []
    holders = [verb] if hears else none
    about = [n for h in holders for n in syntax.prep_objects(h, "of")]
    if about and (topic := _topic(verb)) is not None:
        stance = Stance.DENIES if about[0].lower_ in _POINTING else Stance.REJECTS
        kind = Kind.NOMINAL if stance is Stance.DENIES else Kind.ACTION
        yield attributed(verb, topic, about[0], stance, kind, cue=[verb])


def echoed(found: Iterable[Attribution], verb: Token) -> Iterator[Attribution]:
    """ "..., and so does the guild", "as does the guild": what was just said is said by another too."""
    if verb.lemma_ not in ("do", "have", "be") or syntax.children(verb, "dobj", "ccomp", "xcomp", "attr", "acomp"):
        return
    topic = next((c for c in syntax.children(verb, "nsubj") if c.i > verb.i), None)
    opened = [c for c in verb.children if c.i < verb.i and c.lower_ in syntax.SO | {"as"}]
    if topic is None or not opened:
        return
    start = verb.sent.start
    if start > 0 and verb.doc[start - 1].text == ";":
        start = verb.doc[start - 1].sent.start
    said = [a for a in found if start <= a.cue_head < verb.i and a.source_head is not None]
    if said:
        names = tuple(sorted(source_tokens(topic, verb)))
        content = tuple(sorted({*(c.i for c in opened), verb.i, *names}))
        yield replace(said[-1], source=names, source_head=topic.i, cue=(verb.i,), content=content, content_head=verb.i)


def headlined(parse: Parse) -> Iterator[Attribution]:
    """ "Hospital: 162 dead in eight days": whoever stands before a colon at the head of a sentence, with no verb."""
    for sentence in parse.sentences():
        colon = next((t for t in sentence[1:_NAME_LENGTH] if t.text == ":"), None)
        if colon is None or colon.i + 2 >= sentence.end:
            continue
        words = [t for t in parse.doc[sentence.start : colon.i] if not t.is_punct]
        noun = next((t for t in reversed(words) if t.pos_ in ("NOUN", "PROPN")), None)
        if noun is None or any(syntax.is_verb(t) or t.like_num for t in words) or not _can_tell(parse, noun):
            continue
        content = tuple(range(colon.i + 1, sentence.end))
        verbs = [parse.doc[i] for i in content if syntax.is_verb(parse.doc[i])]
        if not verbs and not any(parse.doc[i].like_num for i in content):
            continue
        head = next((v for v in verbs if syntax.is_root(v)), verbs[0] if verbs else parse.doc[content[0]])
        names = tuple(t.i for t in words)
        kind = Kind.CLAUSE if verbs else Kind.NOMINAL
        yield Attribution(names, noun.i, (colon.i,), content, head.i, Stance.ASSERTS, kind)


def _can_tell(parse: Parse, noun: Token) -> bool:
    """Whether a name or noun is of somebody who tells: no place, no heading, no people who are told of."""
    mention = parse.mentions.get(noun.i)
    if mention is not None:
        return mention.form == "name" and mention.party.kind is not PartyKind.TERRITORY
    return role_kind(noun.lemma_.lower()) in _TELLERS
