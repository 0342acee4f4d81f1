"""Blocks: stretches of a text that one speaker answers for, though no verb of saying is in them.

A communique that opens with "The harbour council informs the public of the following."; a reply that is printed below
"(From the answer of the guild)"; the answers of a press conference, each behind "Spokesman:".
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

from truceline.model import PartyKind, Report
from truceline.reading import lexicon, syntax
from truceline.reading.paragraphs import BLANK_LINE
from truceline.reading.parse import Parse
from truceline.reading.parse import parse as read
from truceline.reading.parties import Described, Registry, describe, role_kind
from truceline.reading.persons import is_somebody
from truceline.reading.times.words import WEEKDAYS

if TYPE_CHECKING:
    from truceline.reading.tokens import Sentence, Token

_LABEL = re.compile(r"(?m)^[^\S\n]*(?P<who>[A-Z][\w.'\u2019 -]{0,40}?)[^\S\n]?:(?=\s)")
_ASKING = frozenset(
    "q question questioner interviewer reporter journalist correspondent moderator press audience asked".split()
)
_OWN = frozenset({"presenter", "host", "anchor", "announcer", "newsreader", "narrator", "studio", "voice", "editor"})
"""Whose words on the air are the report's own."""
_WRITING = frozenset("author writer reporter columnist translator photographer stringer desk".split())
_ANSWERING = frozenset({"a", "answer", "reply", "response"})
_MANY_WORDS = 5
"""How many words the label of a speaker has at most."""
_SHEET = (
    r"(?:joint |official |written |daily |military |war |operational )?"
    r"(?:communiqu[eé]|statement|declaration|proclamation|press release|press statement|bulletin|open letter)"
    r"(?: no\.? ?\d+)?"
)
_SHEET_OF = re.compile(
    rf"\A{_SHEET}(?: issued)? (?:of|by|from) (?P<who>.+?)(?= (?:on|about|regarding)\b|[:,(]|\Z)", re.I
)
_SHEET_IN_DATELINE = re.compile(rf"\A{_SHEET}(?:,| of| by| from)? (?P<who>.+)\Z", re.I)
_SENDERS = frozenset({PartyKind.INTERNATIONAL, PartyKind.MONITOR, PartyKind.BODY, PartyKind.ARMED_FORCE})
"""Who sends out texts of their own, with their name where an agency has its own in the dateline."""
_FOLLOWS = frozenset({"following", "follows"})
_INFORMING = frozenset({"report", "inform", "announce", "communicate", "notify", "state", "declare", "advise", "brief"})
_PUTTING = frozenset("bring make issue publish release present submit give draw answer reply write".split())
"""Verbs that inform when what they have is "the following": "brings the following to the notice of all"."""
_TIMES = frozenset(
    "minute hour day night morning noon afternoon evening weekend week fortnight month quarter season spring summer "
    "autumn winter year decade century".split()
) | {*WEEKDAYS}
_BRIEFINGS = frozenset({"background", "answer", "reply", "response", "rejoinder", "remarks", "extract", "excerpt"})
_BEFORE_BRIEFING = r"\A\W*(?:(?:the|a|an|full|official|joint|special|regular|weekly|background|noon|short|brief) )*"
_ORAL = r"(?:(?:press|media|background|noon) )?(?:briefing|press conference|news conference)"
_READOUT = re.compile(rf"{_BEFORE_BRIEFING}(?:readout|{_ORAL})(?: (?:of|by|with|from|on)\b|\W*\Z|[:,(])", re.I)
_BRIEFING_OF = re.compile(rf"\A(?:[\w.-]+ ){{0,4}}(?P<who>\w+)(?:['\u2019]s?)? {_ORAL}(?=\W*\Z|[,:(])", re.I)
_SUMMARY = re.compile(
    rf"{_BEFORE_BRIEFING}(?:summary|highlights|notes?|transcript|excerpts?|record|minutes) (?:of|from)\b"
    rf"[^\n]{{0,60}}\b{_ORAL}\b",
    re.I,
)
_BEGINNING = frozenset({"open", "begin", "start", "continue", "turn", "proceed", "lead"})
_LEADING_WORDS = 24
"""How many words stand at most before the colon or bracket that says whose words follow."""


@dataclass(frozen=True, slots=True)
class Block:
    """Tokens ``start`` up to ``end`` are said by ``speaker``: a token, somebody described, or None for the report."""

    start: int
    end: int
    speaker: int | Described | None


class Blocks:
    """The blocks of a text. Of those around a word the last that begins holds; what is in none the report says."""

    def __init__(self, found: Iterable[Block]) -> None:
        # Of two that begin together the first that was found holds, and so comes last.
        self._blocks = sorted(found, key=lambda b: -b.start)[::-1]
        self._starts = [b.start for b in self._blocks]
        self._around: list[int] = []
        for n, block in enumerate(self._blocks):
            before = n - 1
            while before >= 0 and self._blocks[before].end <= block.end:
                before = self._around[before]
            self._around.append(before)

    @classmethod
    def of(cls, parse: Parse, report: Report, registry: Registry) -> Blocks:
        return cls((*_talks(parse), *_papers(parse, report, registry), *_briefed(parse, report, registry)))

    def at(self, token: int) -> Block | None:
        """The block that holds a token."""
        n = bisect_right(self._starts, token) - 1
        while n >= 0 and self._blocks[n].end <= token:
            n = self._around[n]
        return self._blocks[n] if n >= 0 else None


# --- written words --------------------------------------------------------------------------------
def _papers(parse: Parse, report: Report, registry: Registry) -> Iterator[Block]:
    """The blocks of a communique, a statement or a reply."""
    whole = _issued_by(report, registry)
    opened = list(_openings(parse))
    if whole is not None and not any(b.end == len(parse) for b in opened):
        yield Block(0, len(parse), whole)
    yield from opened


def _issued_by(report: Report, registry: Registry) -> Described | None:
    """Whose communique it is by its title or dateline: "(Communique, Ministry of Harbours)", "GENEVA (ICRC) -".

    A headline that tells something ("Statement by minister angers opposition") is no title of a paper.
    """
    agency = report.dateline.agency if report.dateline is not None else None
    for pattern, words in ((_SHEET_OF, report.title), (_SHEET_IN_DATELINE, agency)):
        found = pattern.match(words) if words else None
        who = describe(found["who"]) if found else None
        if found is None or who is None or who.kind is PartyKind.UNKNOWN:
            continue
        if not _tells_something(found[0], registry):
            return who
    sender = registry.find(agency) if agency else None
    if sender is not None and sender.kind in _SENDERS:
        return Described(sender.name, sender.kind, sender, registry.sides(sender.id))
    return None


def _tells_something(title: str, registry: Registry) -> bool:
    """Whether a title has a finite verb, also where all its words have capitals."""
    words = title.split()
    if any(_says_what_of(*pair) for pair in pairwise(words[:-1])):
        return True
    names = registry.mentions(title)
    alike = {title, title.lower()} if len(title.lower()) == len(title) else {title}
    return any(t.tag_ in ("VBZ", "VBP", "VBD", "MD") for text in alike for t in read(text, names).doc)


def _says_what_of(who: str, word: str) -> bool:
    """ "minister angers": of a verb in a headline a parser often makes a noun; "army officers" are people."""
    word = word.lower()
    verb = word.endswith(("s", "ed")) and not word.endswith(("ss", "'s", "\u2019s"))
    return verb and _is_role(who) and not _is_role(word)


def _is_role(word: str) -> bool:
    word = word.lower()
    return role_kind(word) is not None or (word.endswith("s") and role_kind(word[:-1]) is not None)


def _openings(parse: Parse) -> Iterator[Block]:
    """Sentences that say who answers for what follows them."""
    starts = _paragraphs(parse)
    for n, start in enumerate(starts):
        end = starts[n + 1] if n + 1 < len(starts) else len(parse)
        if (source := _headed_by(parse, start, end)) is not None:
            begin, speaker = source
            if parse.doc[begin - 1].text != ":":
                end = len(parse)
            elif begin == end:  # "Background, from an official:" in a paragraph of its own
                end = starts[n + 2] if n + 2 < len(starts) else len(parse)
            yield Block(begin, end, speaker)
            continue
        yield from _opened_with(parse, start, end)
        sentence = parse.doc[end - 1].sent
        speaker_of = _announces(sentence, alone=n == 0 and sentence.start == start)
        if speaker_of is not None and end < len(parse):
            yield Block(end, len(parse), speaker_of)
        first = parse.doc[start].sent
        if n == 0 and first.end < end and (speaker_of := _announces(first, alone=False)) is not None:
            yield Block(first.end, len(parse), speaker_of)


def _paragraphs(parse: Parse) -> list[int]:
    """The first token of each paragraph."""
    starts = parse.starts
    found = dict.fromkeys((0, *(bisect_left(starts, m.end()) for m in BLANK_LINE.finditer(parse.text))))
    return [i for i in found if i < len(starts)]


def _announces(sentence: Sentence, *, alone: bool) -> int | None:
    """ "The council brings the following to the notice of all"; as the whole first paragraph also "X reports on Y"."""
    verb = sentence.root
    topic = next(iter(syntax.children(verb, "nsubj")), None)
    if verb.tag_ == "NNS" and verb.lemma_.lower() in _INFORMING:
        return _informing(verb) if any(t.lower_ in _FOLLOWS and t.i > verb.i for t in sentence) else None
    if topic is None or verb.tag_ not in ("VBZ", "VBP", "VBD") or topic.lower_ in _FOLLOWS:
        return None
    told = any(t.lower_ in _FOLLOWS and t.i > verb.i and _announced(t) for t in sentence)
    subject = any(p.lower_ in ("on", "about") for p in syntax.children(verb, "prep"))
    plain = not syntax.children(verb, "ccomp", "xcomp", "dobj")
    informs = verb.lemma_ in _INFORMING and verb.tag_ == "VBZ" and plain and subject
    return topic.i if is_somebody(topic) and (told or (alone and informs)) else None


def _informing(verb: Token) -> int | None:
    """Who "The council informs of the following:" names, where a parser takes the verb for a noun."""
    named = syntax.children(verb, "compound", "nmod", "poss", "nsubj")
    before = next((t for t in named if t.right_edge.i == verb.i - 1), None)
    return before.i if before is not None and is_somebody(before) else None


def _announced(word: Token) -> bool:
    """ "announces the following", "informs all of the following", "states as follows"; not "the following day"."""
    if word.lower_ == "follows":
        return word.nbor(-1).lower_ == "as" and any(_informs(t) for t in word.ancestors)
    noun = word.head if word.dep_ in ("amod", "compound") else word
    if noun.pos_ == "PROPN" or noun.lemma_.lower() in _TIMES or noun.dep_ not in ("dobj", "pobj", "attr", "oprd"):
        return False
    verb = next((t for t in noun.ancestors if syntax.is_verb(t)), None)
    return verb is not None and _informs(verb) and (noun is word or verb.lemma_ not in _PUTTING)


def _informs(verb: Token) -> bool:
    lemma = verb.lemma_.lower()
    return lemma in _INFORMING | _PUTTING or lemma in lexicon.cues().verbs


def _opened_with(parse: Parse, start: int, end: int) -> Iterator[Block]:
    """ "The spokeswoman opened with the figures": what follows in the paragraph is hers."""
    at = start
    while at < end:
        sentence = parse.doc[at].sent
        verb, at = sentence.root, sentence.end
        topic = next(iter(syntax.children(verb, "nsubj")), None)
        if verb.lemma_ not in _BEGINNING or topic is None or at >= end:
            continue
        told = {t.lemma_.lower() for t in syntax.prep_objects(verb, "with", "on", "to")}
        if told & (lexicon.cues().documents | lexicon.cues().numbers | _BRIEFINGS) and is_somebody(topic):
            yield Block(at, end, topic.i)


def _headed_by(parse: Parse, start: int, end: int) -> tuple[int, int] | None:
    """Where the words begin of whom "(From the reply of the guild)" or "Background, from an official:" names."""
    first = parse.doc[start]
    bracket = first.text in ("(", "[")
    last = next((i for i in range(start, min(end, start + _LEADING_WORDS)) if parse.doc[i].text in ")]:"), None)
    if last is None or (parse.doc[last].text == ":") == bracket:
        return None
    words = parse.doc[start:last]
    known = lexicon.cues().documents | _BRIEFINGS
    paper = next((t for t in words[:5] if t.lemma_.lower() in known or t.lower_ in known), None)
    if paper is None or any(t.dep_ == "nsubj" and start < t.head.i < last and syntax.is_root(t.head) for t in words):
        return None
    by = next((t for t in words if t.lower_ in ("of", "from", "by") and t.i > paper.i), None)
    owner = next((c for c in by.children if c.dep_ == "pobj"), None) if by is not None else None
    if owner is None or _of_the_outlet(owner):
        return None
    return (last + 1, owner.i) if last + 1 < len(parse) else None


def _of_the_outlet(noun: Token) -> bool:
    """ "[Note by the editor]", "(Report by a correspondent)": the outlet's own people, who speak for the report."""
    lemma = noun.lemma_.lower()
    named = noun.pos_ == "PROPN" and syntax.children(noun, "compound")
    return not named and (lemma in _OWN | _ASKING | _WRITING or role_kind(lemma) is PartyKind.OUTLET)


# --- spoken words ---------------------------------------------------------------------------------
def _talks(parse: Parse) -> list[Block]:
    """The turns of a conversation, each behind the name of who speaks and a colon."""
    labels = [m for m in _LABEL.finditer(parse.text) if len(m["who"].split()) <= _MANY_WORDS]
    names = [m["who"].lower().rstrip(".") for m in labels]
    often = Counter(names)
    turns = [m for m, name in zip(labels, names, strict=True) if often[name] > 1 or name in _ASKING | _ANSWERING]
    if len(turns) < 2 or _ASKING.isdisjoint(names):
        return []
    paragraphs, found = _paragraphs(parse), []
    main = _first_person(parse, bisect_left(parse.starts, turns[0].start()))
    labelled = [bisect_left(parse.starts, m.end("who")) - 1 for m in turns]
    for n, m in enumerate(turns):
        first, name = bisect_left(parse.starts, m.end()), m["who"].lower().rstrip(".")
        label, after = labelled[n], labelled[n + 1 : n + 2]
        following = next(iter(paragraphs[(later := bisect_right(paragraphs, first)) : later + 1]), len(parse))
        if name in _ASKING | _OWN or first >= len(parse):
            found.append(Block(label, following, None))
        else:
            # What follows the last answer in paragraphs of their own may be the report's again.
            end = after[0] if after else following
            found.append(Block(label, end, main if name in _ANSWERING else label))
    return found


def _briefed(parse: Parse, report: Report, registry: Registry) -> Iterator[Block]:
    """The summary of a briefing: what it tells in the past perfect, and on from there in the past, was said there."""
    if not _SUMMARY.match(parse.text) and not _is_of_briefing(report.title or "", registry):
        return
    main = _first_person(parse, len(parse))
    if main is None:
        return
    starts = _paragraphs(parse)
    for start, end in zip(starts, [*starts[1:], len(parse)], strict=True):
        at, told = start, False
        while at < end:
            sentence = parse.doc[at].sent
            verb, at = sentence.root, sentence.end
            helping = syntax.helpers(verb)
            told = "had" in helping or (told and (verb.tag_ == "VBD" or bool(helping & {"was", "were"})))
            if told:
                yield Block(sentence.start, sentence.end, main)


def _is_of_briefing(title: str, registry: Registry) -> bool:
    """ "Readout: ...", "Summary of the noon briefing", "Harbour Ministry briefing, Tuesday"; not a headline."""
    if _READOUT.match(title) or _SUMMARY.match(title):
        return True
    found = _BRIEFING_OF.match(title)
    if found is None or not _is_role(found["who"]):
        return False
    before = found[0][: found.start("who")].split()
    people = any(w[-1] == "s" and _is_role(w[:-1]) for w in before)  # "Rebels shell ministry briefing"
    return not people and not _tells_something(found[0], registry)


def _first_person(parse: Parse, end: int) -> int | None:
    """Who speaks first of those who hold an office: the answers are theirs."""
    telling = lexicon.cues().verbs.keys() | _BEGINNING
    for token in parse.doc[:end]:
        if token.dep_ == "nsubj" and token.head.lemma_.lower() in telling and _holds_office(token):
            return token.i
    return None


def _holds_office(token: Token) -> bool:
    beside = (token, *syntax.children(token, "appos", "compound"))
    return any(role_kind(t.lemma_.lower()) is PartyKind.OFFICIAL for t in beside)
