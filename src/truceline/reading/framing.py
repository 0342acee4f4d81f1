"""Framing: sentences that a phrase or the sentence before lays to a speaker, without a verb of saying.

"By the ministry's account ..."; "..., the spokesman said on Friday: 115 men, 20 women"; "Of these, ten are ill";
"By the same count ...".
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import TYPE_CHECKING

from truceline.model import Stance
from truceline.reading import lexicon, syntax
from truceline.reading.attribution import Attribution, Kind, trimmed
from truceline.reading.parse import Parse
from truceline.reading.parties import role_kind

if TYPE_CHECKING:
    from truceline.reading.tokens import Sentence, Token

_PARTS = frozenset({"of", "among", "amongst"})
_POINTING = frozenset({"these", "them", "those", "this", "that", "they"})
_SAME_SENTENCE = 30
"""How many tokens back the cue of the same sentence stands at most."""
_HURT = frozenset({"wound", "injure", "kill", "hurt", "capture", "displace"})
_TELLING = frozenset({Stance.ASSERTS, Stance.ACCUSES})
"""What goes on with a denial or a demand is neither denied nor demanded."""
_SAME = frozenset({"same", "that", "this"})


def by_account(token: Token) -> Iterator[Attribution]:
    """ "by Peru's account", "in the ministry's view": the clause is what the owner of the account says."""
    words = lexicon.cues()
    if token.lower_ not in words.account_nouns or token.dep_ != "pobj" or token.head.lower_ not in words.account_preps:
        return
    owners = [*syntax.children(token, "poss"), *syntax.prep_objects(token, "of")]
    named = ("PROPN", "PRON")
    owners = [o for o in owners if o.pos_ in named or o.dep_ == "poss" or role_kind(o.lemma_.lower()) is not None]
    if not owners:
        return
    holder, noun = _holder(token.head)
    inner = syntax.subtree(token.head)
    whole = syntax.subtree(noun) if noun is not None else syntax.subtree(holder)
    names = tuple(sorted(i for o in owners[:1] for i in syntax.subtree(o) if o.doc[i].dep_ != "case"))
    cue = (token.head.i, token.i)
    yield Attribution(names, owners[0].i, cue, tuple(sorted(whole - inner)), holder.i, Stance.ASSERTS, Kind.CLAUSE)


def _holder(prep: Token) -> tuple[Token, Token | None]:
    """The verb of the clause that a phrase frames; inside a relative clause with the noun that it is said of."""
    head = prep.head
    while not syntax.is_verb(head) and not syntax.is_root(head):
        head = head.head
    if head.dep_ == "relcl":
        return head, syntax.described(head)
    opens = prep.i == min(t.i for t in head.subtree)
    while opens and head.dep_ in ("xcomp", "advcl", "ccomp") and not syntax.is_root(head):
        head = head.head
    return head, None


def after_colon(parse: Parse, attribution: Attribution) -> Attribution:
    """The list after a cue that follows what it reports: "..., the spokesman said on Friday: 115 men, 20 women"."""
    cue = attribution.cue_head
    if attribution.kind is not Kind.CLAUSE or not attribution.content or attribution.content[-1] > cue:
        return attribution
    end = parse.doc[cue].sent.end
    colon = next((i for i in range(cue, end - 1) if parse.doc[i].text == ":"), None)
    if colon is None:
        return attribution
    return replace(attribution, content=(*attribution.content, *trimmed(parse, range(colon + 1, end))))


def with_list(parse: Parse, attribution: Attribution) -> Attribution:
    """A count with the numbers that follow it in a row: "announced 57 dead, 184 wounded and 242 missing"."""
    content = attribution.content
    if attribution.kind is not Kind.NOMINAL or not content or not any(parse.doc[i].like_num for i in content):
        return attribution
    end, last = content[-1] + 1, parse.doc[content[-1]].sent.end
    while end < last and (more := _next_count(parse, end, last)):
        end = more
    if end == content[-1] + 1:
        return attribution
    return replace(attribution, content=(*content, *trimmed(parse, range(content[-1] + 1, end))))


def _next_count(parse: Parse, start: int, last: int) -> int:
    """Where the next number of a row ends, with the noun or participle that it counts; 0 where none follows."""
    at = start
    while at < last and parse.doc[at].lower_ in (",", "and", "at", "its", "their", "own", "another"):
        at += 1
    if at == start or at >= last or not (parse.doc[at].like_num or parse.doc[at].lower_ in ("some", "about")):
        return 0
    ends = at
    while ends < last and parse.doc[ends].text not in (",", ";", ":", ".") and parse.doc[ends].lower_ != "and":
        if parse.doc[ends].tag_ in ("VBD", "VBZ", "VBP", "MD", "WDT", "WP") and parse.doc[ends].lemma_ not in _HURT:
            return 0
        ends += 1
    return ends


def continued(parse: Parse, attributions: list[Attribution]) -> list[Attribution]:
    """Sentences that go on with the count of the sentence before, which somebody gave: "Of these, ten are ill"."""
    found: list[Attribution] = []
    taken = {i: a for a in sorted(attributions, key=lambda a: len(a.content)) for i in a.content}
    cues = {a.cue_head for a in attributions}
    leader: Attribution | None = None
    for sentence in parse.sentences():
        own = next((taken[i] for i in (sentence.root.i, *range(sentence.start, sentence.end)) if i in taken), None)
        if own is not None:
            told = own.source_head is not None and own.stance in _TELLING
            leader = own if told else None
            continue
        if not cues.isdisjoint(range(sentence.start, sentence.end)):
            leader = None
            continue
        goes_on = _goes_on(sentence) or _counts_on(sentence) or _in_their_words(sentence)
        if leader is None or not (goes_on or _behind_semicolon(sentence, leader)):
            leader = None
            continue
        content = tuple(trimmed(parse, range(sentence.start, sentence.end)))
        found.append(replace(leader, content=content, content_head=sentence.root.i, kind=Kind.CLAUSE))
    return found


def _behind_semicolon(sentence: Sentence, leader: Attribution) -> bool:
    """ "There had been no raid, the ministry said; it was the others who had fired": one speaker for both halves."""
    first = sentence[0]
    if first.i == 0 or first.nbor(-1).text != ";" or leader.kind is not Kind.CLAUSE:
        return False
    aside = leader.content[0] < leader.cue_head < first.i and leader.source[-1:] < (first.i,)
    return aside and first.i - leader.cue_head < _SAME_SENTENCE


def _in_their_words(sentence: Sentence) -> bool:
    """ "Only what it called bandits had used the pause": told in the words of whoever spoke before."""
    for token in sentence[:-2]:
        if token.lower_ == "what" and token.nbor(1).lower_ in ("it", "he", "she", "they"):
            return token.nbor(2).lemma_ in ("call", "describe", "term", "dub", "label")
    return False


def _goes_on(sentence: Sentence) -> bool:
    """ "By the same count ...": whose count it is was said before."""
    words = lexicon.cues()
    for token in sentence:
        if token.lower_ in words.account_nouns and token.dep_ == "pobj" and token.head.lower_ in words.account_preps:
            return token.i - sentence.start < 5 and any(c.lower_ in _SAME for c in token.children)
    return False


def _counts_on(sentence: Sentence) -> bool:
    """ "Of these, ...", "Ten are ill", "That includes four ...", "Seven more people are missing"."""
    first = sentence[0]
    if first.i > 0 and first.nbor(-1).text == ";" and not syntax.is_verb(sentence.root):
        return True
    if len(sentence) < 3:
        return False
    if first.lower_ in _PARTS and sentence[1].lower_ in _POINTING:
        return True
    topic = syntax.subject(sentence.root)
    if topic is None:
        return False
    if topic.lower_ in _POINTING and sentence.root.lemma_ in ("include", "comprise"):
        return True
    if any(t.lower_ in _POINTING and t.dep_ == "pobj" and t.head.lower_ in _PARTS for t in topic.subtree):
        return topic.like_num or topic.lemma_ in ("number", "half", "most", "majority")
    number = topic.like_num and topic.i == sentence.start
    further = (c for c in topic.subtree if c.lower_ in ("more", "further", "others"))
    more = any(not _than(c) for c in further) and any(c.like_num for c in topic.children)
    return number or more


def _than(word: Token) -> bool:
    """ "more than 300 people": the "more" of a bound adds to no count."""
    return word.i + 1 < len(word.doc) and word.nbor(1).lower_ == "than"
