"""Sayings: verbs that judge, refuse, threaten or quote, and what is said with them.

"Deemed it a breach", "has so far refused", "gave the navy until Sunday to leave", "reported, citing a note".
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import TYPE_CHECKING

from truceline.model import Stance
from truceline.reading import arguments, clauses, lexicon, modality, syntax
from truceline.reading.attribution import Attribution, Kind, trimmed
from truceline.reading.parse import Parse
from truceline.reading.parties import role_kind
from truceline.reading.spoken import attributed, owner_of, pointing, source_tokens

if TYPE_CHECKING:
    from truceline.reading.tokens import Token

CITING = frozenset({"cite", "quote"})

GRANTED = frozenset("access passage entry permission leave visa admission aid food water care treatment".split())
"""What is denied to somebody: then nothing is said."""

_OWNING = frozenset({"take", "accept", "assume"})
"""With "responsibility": what somebody says to be his own deed."""
_JUDGING = frozenset({"deem", "consider", "call", "label", "brand", "term", "judge", "declare", "find"})

_HARD = frozenset("early soon hard difficult impossible easy premature tough unclear".split())
"""How it is to say what nobody says: "it is too early to say"."""

_WHICH = frozenset({"which", "who", "whom"})
_SET_AGAINST = frozenset({"although", "though", "while", "whereas", "but"})


def in_its_clause(parse: Parse, attribution: Attribution) -> Attribution:
    """ "handed over four bodies, one of which, experts found, was not his": an aside inside a relative clause."""
    cue, content = attribution.cue_head, attribution.content
    if attribution.kind is not Kind.CLAUSE or not content or not attribution.source:
        return attribution
    first = min(cue, attribution.source[0])
    if not content[0] < first < content[-1] or parse.doc[first - 1].text != ",":
        return attribution
    start = first - 1
    while start > content[0] and parse.doc[start - 1].text not in (",", ";", ":"):
        start -= 1
    opening = [parse.doc[i].lower_ for i in range(start, first - 1)]
    if start == content[0] or not opening or not (opening[0] in _WHICH | _SET_AGAINST or opening[-1] in _WHICH):
        return attribution
    kept = tuple(i for i in content if i >= start)
    verbs = [parse.doc[i] for i in kept if i > cue and syntax.is_verb(parse.doc[i])]
    return replace(attribution, content=kept, content_head=verbs[0].i) if verbs else attribution


def behind_colons(parse: Parse, found: list[Attribution]) -> list[Attribution]:
    """The attributions, with what an aside behind a colon tells for itself, and for nobody before the colon."""
    placed = [_behind_colon(parse, a) for a in found]
    own = {a.content[0] - 1: a.cue_head for a, before in zip(placed, found, strict=True) if a is not before}
    return [_up_to(a, own) for a in placed] if own else placed


def _up_to(attribution: Attribution, colons: dict[int, int]) -> Attribution:
    """ "The agencies fear the worst: forty died, officials say": what is feared ends at the colon."""
    content = attribution.content
    limit = next((c for c, cue in colons.items() if attribution.cue_head < c < cue and c in content), None)
    kept = tuple(i for i in content if limit is None or i < limit)
    return replace(attribution, content=kept) if kept and attribution.content_head in kept else attribution


def _behind_colon(parse: Parse, attribution: Attribution) -> Attribution:
    """ "The group disagreed: threats, it said, would not help": what an aside behind a colon tells stands there too."""
    cue, content, doc = attribution.cue_head, attribution.content, parse.doc
    if attribution.kind is not Kind.CLAUSE or not content or not attribution.source or content[-1] < content[0]:
        return attribution
    sentence = doc[cue].sent
    colon = next((i for i in range(cue - 1, sentence.start, -1) if doc[i].text == ":"), None)
    first = min(cue, attribution.source[0])
    if colon is None or content[0] > colon or first <= colon + 1 or doc[first - 1].text not in (",", '"', "”"):
        return attribution
    verbs = [t for t in doc[sentence.start : colon] if syntax.is_verb(t)]
    after = next((t for t in syntax.children(doc[cue], "ccomp") if t.i > cue), None)
    if not verbs or after is not None:
        return attribution  # "On exchanges: forty men, he said, had left"
    own = {*attribution.source, *attribution.cue, *(c.i for c in syntax.children(doc[cue], "dobj", "dative"))}
    told = trimmed(parse, [i for i in range(colon + 1, sentence.end) if i not in own])
    heads = [i for i in told if syntax.is_verb(doc[i])]
    if not heads:
        return attribution
    head = attribution.content_head if attribution.content_head in told else heads[0]
    return replace(attribution, content=tuple(told), content_head=head)


def quoted_by(verb: Token, source: Token | None) -> Iterator[Attribution]:
    """ "Lima was quoted by the agency as saying that ...": the agency tells, and whoever it quotes speaks in it."""
    quoted = syntax.children(verb, "nsubjpass")
    if verb.lemma_ != "quote" or not quoted or source is None or source.i == quoted[0].i:
        return
    told = [t for p in syntax.children(verb, "prep") if p.lower_ == "as" for t in syntax.children(p, "pcomp")]
    said = [*syntax.children(verb, "ccomp"), *(c for t in told for c in syntax.children(t, "ccomp"))]
    for clause in said[:1]:
        inner = attributed(verb, quoted[0], clause, Stance.ASSERTS, Kind.CLAUSE, cue=told or [verb])
        outer = attributed(verb, source, clause, Stance.ASSERTS, Kind.CLAUSE)
        yield replace(outer, content=tuple(sorted({*outer.content, *syntax.subtree(quoted[0])})))
        yield inner


def is_counted(verb: Token) -> bool:
    """Whether a number of people follows a verb: "admitted 14 wounded"."""
    return verb.i + 1 < len(verb.doc) and verb.doc[verb.i + 1].like_num


def particles(verb: Token) -> list[Token]:
    """ "put down", and "brush all this aside", where the parser has an adverb."""
    found = syntax.children(verb, "prt")
    if found or verb.lemma_ not in ("brush", "wave", "laugh"):
        return found
    return [c for c in syntax.children(verb, "advmod") if c.lower_ in ("aside", "off", "away")]


def cited(verb: Token) -> Token | None:
    """ "the agency reported, citing a note of the ministry": the "citing" beside a verb of saying."""
    found = [c for c in verb.subtree if c.tag_ == "VBG" and c.lemma_ in CITING and c.dep_ in ("advcl", "acl", "prep")]
    return next((c for c in found if cited_in(c) and _owner_of_cited(c) is not None), None)


def cited_in(citing: Token) -> bool:
    """Whether a verb of saying with a clause of its own governs "citing"."""
    above = [t for t in citing.ancestors if syntax.is_verb(t) and t.lemma_.lower() in lexicon.cues().verbs]
    return any(syntax.children(t, "ccomp") for t in above)


def _owner_of_cited(citing: Token) -> Token | None:
    """Who is cited: whoever is named, or whose note, report or statement it is."""
    target = arguments.direct_object(citing)
    if target is None or target.lemma_.lower() not in lexicon.cues().documents:
        known = target is not None and (target.pos_ == "PROPN" or role_kind(target.lemma_.lower()) is not None)
        return target if known else None
    return owner_of(target)


def by_cited(attribution: Attribution, citing: Token) -> Attribution:
    """The attribution with whoever is cited as its source."""
    source = _owner_of_cited(citing)
    assert source is not None
    words = syntax.subtree(citing)
    names = tuple(sorted(source_tokens(source)))
    kept = tuple(i for i in attribution.content if i not in words)
    return replace(attribution, source=names, source_head=source.i, cue=(*attribution.cue, citing.i), content=kept)


def says_nothing(verb: Token) -> bool:
    """ "admitted 14 wounded", "ordered its envoys home"; the "citing" beside a verb of saying, which takes it in."""
    if verb.lemma_ == "admit" and is_counted(verb):
        return True
    home = any(c.lower_ in ("home", "back") and c.i > verb.i for c in syntax.children(verb, "advmod", "prt"))
    if home and verb.lemma_ in ("order", "call", "summon") and not syntax.children(verb, "xcomp", "ccomp"):
        return True
    if verb.lower_ in ("provided", "providing") and syntax.children(verb, "ccomp"):
        return True  # "will leave provided that the others do"
    if modality.forgone(verb) or (verb.dep_ == "pcomp" and verb.head.lower_ == "without"):
        return True  # "stopped short of calling for a truce", "without blaming the rebels"
    return verb.tag_ == "VBG" and verb.lemma_ in CITING and cited_in(verb)


def kept_back(verb: Token) -> bool:
    """ "declined to say whether it fired", "asked whether it fired, he said": what is not said, or only asked."""
    declines = verb.dep_ == "xcomp" and verb.head.lemma_ in ("decline", "refuse") and clauses.to_do(verb)
    return declines or is_question(verb) or cannot_be_said(verb)


def is_question(verb: Token) -> bool:
    """ "Asked whether it fired, he said": what reporters ask."""
    aside = verb.dep_ in ("advcl", "acl", "amod", "dep", "ccomp", "prep") and verb.tag_ in ("VBN", "VBD")
    own = syntax.children(verb, "aux", "auxpass", "nsubj", "nsubjpass")
    return verb.lemma_ in ("ask", "press", "question") and ((aside and not own) or _before_answer(verb))


def _before_answer(verb: Token) -> bool:
    """ "The mayor, asked if it fired, replied": an "asked" that a parser takes for the verb of the sentence."""
    later = (c for c in syntax.children(verb, "ccomp", "conj") if c.i > verb.i and c.nbor(-1).text == ",")
    return verb.i > 0 and verb.nbor(-1).text == "," and any(c.lemma_.lower() in lexicon.cues().verbs for c in later)


def cannot_be_said(verb: Token) -> bool:
    """ "It is too early to say who fired": nobody says it."""
    over = verb.head
    while over.dep_ == "xcomp" and over.pos_ in ("ADJ", "ADV") and over.tag_ not in ("VB", "VBD", "VBZ", "VBP"):
        over = over.head
    hard = over if over.dep_ == "acomp" else verb.head
    if verb.tag_ != "VB" or verb.dep_ not in ("xcomp", "ccomp", "advcl") or hard.lemma_.lower() not in _HARD:
        return False
    topic = arguments.subject(syntax.verb_over(hard))
    return topic is not None and topic.lower_ == "it"


def special(verb: Token, lemma: str, source: Token, readings: tuple[lexicon.Cue, ...]) -> Attribution | None:
    """What is called false, judged, refused, threatened or wanted by a day; None for any other verb."""
    behind = clauses.dismissed(verb)
    if behind is not None or clauses.called_false(verb):
        target = behind or arguments.direct_object(verb) or next((t for t in verb.subtree if t.i == verb.i + 1), None)
        clause = clauses.charged(target) if target is not None and owner_of(target) is None else None
        if clause is not None:
            return attributed(verb, source, clause, Stance.DENIES, Kind.CLAUSE)
        if target is not None and target.i != source.i:
            return attributed(verb, source, target, Stance.DENIES, Kind.NOMINAL)
    if nouns := judged(verb):
        made = attributed(verb, source, nouns[-1], Stance.ASSERTS, Kind.NOMINAL)
        return replace(made, content=tuple(sorted({i for t in nouns for i in syntax.subtree(t)})))
    owned = arguments.direct_object(verb) if lemma in _OWNING and not syntax.negated(verb) else None
    if owned is not None and owned.lemma_.lower() == "responsibility" and owned.i != source.i:
        return attributed(verb, source, owned, Stance.ASSERTS, Kind.NOMINAL)
    if refuses(verb, readings):
        return pointing(verb, source, Stance.REJECTS)
    if (deed := threat(verb, lemma)) is not None:
        return attributed(verb, source, deed, Stance.ASSERTS, Kind.ACTION)
    deed = ultimatum(verb, lemma)
    return attributed(verb, source, deed, Stance.DEMANDS, Kind.ACTION) if deed is not None else None


def with_cited(made: Attribution, citing: Token | None) -> Iterator[Attribution]:
    """The attribution, and inside it that of whoever is cited."""
    if citing is None:
        yield made
        return
    yield by_cited(made, citing)
    words = syntax.subtree(citing)
    outer = tuple(sorted({*made.content, *words}))
    yield replace(made, content=outer, source=tuple(i for i in made.source if i not in words))


def judged(verb: Token) -> list[Token]:
    """ "deemed it a violation of the truce": what is judged, and what it is said to be."""
    if verb.lemma_.lower() not in _JUDGING or syntax.is_passive(verb):
        return []
    near = [c for c in verb.children if c.dep_ in ("dobj", "oprd", "attr", "dative") and c.i > verb.i]
    near = [c for c in near if c.pos_ in ("NOUN", "PRON", "PROPN")]
    return near[:2] if len(near) == 2 and near[0].pos_ == "PRON" else []


def refuses(verb: Token, readings: tuple[lexicon.Cue, ...]) -> bool:
    """ "the group has so far refused", "who declined": what was refused was told before."""
    rejects = bool(readings) and readings[0].stance is Stance.REJECTS
    if not rejects or syntax.is_passive(verb) or verb.lemma_.lower() not in ("refuse", "decline"):
        return False
    return not syntax.children(verb, "dobj", "xcomp", "ccomp", "prep", "dative") and not syntax.negated(verb)


def threat(verb: Token, lemma: str) -> Token | None:
    """ "threatened to quit the truce"; what an event threatens to do is no threat by anyone."""
    inner = [c for c in syntax.children(verb, "xcomp") if clauses.to_do(c)]
    topic = arguments.subject(verb)
    happens = topic is not None and topic.pos_ == "NOUN" and topic.lemma_.lower() in lexicon.events().nouns
    return inner[0] if lemma == "threaten" and inner and not happens and not syntax.is_passive(verb) else None


def ultimatum(verb: Token, lemma: str) -> Token | None:
    """ "gave the navy until 20 July to release them"."""
    if lemma != "give" or not any(t.lower_ in ("until", "till") for t in verb.subtree if t.i > verb.i):
        return None
    inner = [t for t in verb.subtree if t.tag_ == "VB" and t.i > verb.i and clauses.to_do(t)]
    return inner[0] if inner else None
