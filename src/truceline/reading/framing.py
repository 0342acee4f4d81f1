"""Framing: sentences that a phrase or the sentence before lays to a speaker, without a verb of saying.

"By the ministry's account ..."; "..., the spokesman said on Friday: 115 men, 20 women"; "Of these, ten are ill";
"By the same count ...".
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import TYPE_CHECKING

from truceline.model import Stance
from truceline.reading import arguments, lexicon, syntax
from truceline.reading.attribution import Attribution, Kind, trimmed
from truceline.reading.paragraphs import parted
from truceline.reading.parse import PLACEHOLDER, Parse
from truceline.reading.persons import is_somebody

if TYPE_CHECKING:
    from truceline.reading.tokens import Sentence, Token

_PARTS = frozenset({"of", "among", "amongst"})
_WORDING = frozenset({"words", "word", "phrase", "phrasing"})
_WHOLE = frozenset({"them", "whom", "which", "these", "those"})
_POINTING = frozenset({"these", "them", "those", "this", "that", "they"})
_SAME_SENTENCE = 30
"""How many tokens back the cue of the same sentence stands at most."""
_HURT = frozenset({"wound", "injure", "kill", "hurt", "capture", "displace"})
_TELLING = frozenset({Stance.ASSERTS, Stance.ACCUSES})
"""What goes on with a denial or a demand is neither denied nor demanded."""
_HINDSIGHT = frozenset("later eventually soon never ultimately subsequently finally afterwards afterward".split())
"""What stands beside the "would" of a teller who knows how it went on: "the rebels would later shell the port"."""
_ADDING = frozenset({"add", "go", "continue", "stress", "underline", "conclude"})
_SAME = frozenset({"same", "that", "this"})


def by_account(token: Token) -> Iterator[Attribution]:
    """ "by Peru's account", "in the ministry's view": the clause is what the owner of the account says."""
    words = lexicon.cues()
    if token.lower_ not in words.account_nouns or token.dep_ != "pobj" or token.head.lower_ not in words.account_preps:
        return
    misread = token.tag_ == "VBG"  # "by the guild's reckoning 40 men left", which a parser takes for what is reckoned
    owners = [*syntax.children(token, "poss", *(["nsubj"] if misread else [])), *syntax.prep_objects(token, "of")]
    owners = owners or [c for c in syntax.children(token, "compound", "amod") if c.i == token.i - 1 and _of_a_party(c)]
    before = token.nbor(-1)
    if not owners and misread and before.head is token.head and before.pos_ == "PROPN":
        owners = [before]  # "in the Peruvian telling"
    owners = [o for o in owners if o.dep_ in ("poss", "amod") or is_somebody(o)]
    if not owners or _alone(token):
        return
    holder, noun = _holder(token.head)
    inner = syntax.subtree(token.head) if not misread else set(range(token.head.i, token.i + 1))
    whole = syntax.subtree(noun) if noun is not None else syntax.subtree(holder)
    if token.lower_ in _WORDING and (quoted := _quotation_near(token)):
        whole = quoted
    names = tuple(sorted(i for o in owners[:1] for i in syntax.subtree(o) if o.doc[i].dep_ != "case"))
    cue = (token.head.i, token.i)
    yield Attribution(names, owners[0].i, cue, tuple(sorted(whole - inner)), holder.i, Stance.ASSERTS, Kind.CLAUSE)


def party_before(noun: Token) -> Token | None:
    """ "turned down a Peruvian demand that they leave": whose it is by the adjective before it."""
    if noun.dep_ != "dobj":
        return None
    adjective = PLACEHOLDER["adjective"].lower()
    return next((c for c in syntax.children(noun, "amod") if c.lower_ == adjective), None)


def _of_a_party(word: Token) -> bool:
    """ "ministry figures", "in the Peruvian telling"."""
    return word.dep_ == "compound" or word.lower_ == PLACEHOLDER["adjective"].lower()


def _alone(account: Token) -> bool:
    """ "freed 40 men on its own account": by itself, and nothing that is told."""
    return account.head.lower_ == "on" and any(c.lower_ == "own" for c in account.children)


def _quotation_near(token: Token) -> set[int]:
    """The quotation of a sentence that has one only: what "in his words" speaks of, and no more than that."""
    marks = [t.i for t in token.sent if t.is_quote]
    return set(range(marks[0] + 1, marks[1])) if len(marks) == 2 and marks[1] - marks[0] > 2 else set()


def _holder(prep: Token) -> tuple[Token, Token | None]:
    """The verb of the clause that a phrase frames; inside a relative clause with the noun that it is said of."""
    head = syntax.verb_over(prep.head)
    if head.dep_ == "relcl":
        return head, arguments.described(head)
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


def broken_down(parse: Parse, attributions: list[Attribution]) -> Iterator[Attribution]:
    """What a count is made up of, where the parser cuts it off: "put the dead at nine, two boys among them"."""
    taken = {i for a in attributions for i in a.content}
    for made in attributions:
        if made.kind is not Kind.NOMINAL or not any(parse.doc[i].like_num for i in made.content):
            continue
        start, last = made.content[-1] + 1, parse.doc[made.content[-1]].sent.end
        words = trimmed(parse, range(start, _breakdown(parse, start, last)))
        if words and taken.isdisjoint(words):
            head = next((i for i in words if parse.doc[i].head.i not in words), words[0])
            yield replace(made, content=tuple(words), content_head=head)


def _breakdown(parse: Parse, end: int, last: int) -> int:
    """Where what a count is made up of ends: "put the dead at nine, a woman and two boys among them"."""
    if end + 2 >= last or parse.doc[end].text != ",":
        return end
    stop = next((i for i in range(end + 1, last) if parse.doc[i].text in (";", ":", ".", "—", "–")), last)
    comma = next((i for i in range(end + 1, stop) if parse.doc[i].text == ","), stop)
    words = parse.doc[end + 1 : comma]
    if not words:
        return end  # "put the dead at nine, — two boys among them"
    parts = any(w.lower_ in _PARTS and w.nbor(1).lower_ in _WHOLE for w in words[:-1])
    parts = parts or words[0].lower_ in ("including", "among", "mostly", "mainly", "with")
    if not parts or any(w.lemma_.lower() in lexicon.cues().verbs for w in words if syntax.is_verb(w)):
        return end
    return comma


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
    by_source = {a.source_head for a in attributions if a.source_head is not None and a.kind is Kind.CLAUSE}
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
        goes_on = goes_on or (leader is not None and _told_on(parse, sentence, leader))
        goes_on = goes_on or (leader is not None and _before_more(parse, sentence, leader, by_source))
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
            topic = next(iter(syntax.children(sentence.root, *syntax.SUBJECT)), None)
            if topic is not None and topic.pos_ == "PROPN" and topic.i < token.i:
                return False  # "Peru sent what it called aid": in the words of Peru
            return token.nbor(2).lemma_ in ("call", "describe", "term", "dub", "label")
    return False


def _told_on(parse: Parse, sentence: Sentence, leader: Attribution) -> bool:
    """ "He said the pier was safe. A second lorry would follow on Friday": told on in his words."""
    cue, verb = parse.doc[leader.cue_head], sentence.root
    if leader.kind is not Kind.CLAUSE or cue.tag_ != "VBD" or leader.source_head is None:
        return False
    if parted(parse.text, parse.ends[cue.i], parse.starts[sentence.start]):
        return False
    topic = arguments.subject(verb)
    by_himself = topic is None or topic.lower_ in ("he", "she", "they", "nobody")
    helping = {c.lower_ for c in verb.children if c.dep_ == "aux"}
    return not by_himself and "would" in helping and "have" not in helping and not _in_hindsight(verb)


def _before_more(parse: Parse, sentence: Sentence, leader: Attribution, speaking: set[int]) -> bool:
    """ "Two men fired, she said. One was hurt. They fled, she added": between two sentences of one speaker."""
    topic = arguments.subject(sentence.root)
    if topic is None or topic.lower_ in ("he", "she"):
        return False
    if sentence.end >= len(parse) or parted(parse.text, parse.ends[leader.cue_head], parse.starts[sentence.end]):
        return False
    after = parse.doc[sentence.end].sent
    again = (t for t in after if t.i in speaking)
    return any(t.lower_ in ("it", "he", "she", "they") or t.head.lemma_.lower() in _ADDING for t in again)


def _in_hindsight(verb: Token) -> bool:
    """ "would later shell the port", "would go on to win": what came of it, which nobody could tell at the time."""
    if verb.lemma_ == "go" and syntax.children(verb, "xcomp", "advcl"):
        return any(c.lower_ == "on" for c in verb.children)
    if verb.lemma_ == "turn" and any(c.lower_ == "out" for c in verb.children):
        return True
    return any(c.lower_ in _HINDSIGHT and c.i < verb.i for c in verb.children)


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
    topic = arguments.subject(sentence.root)
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
