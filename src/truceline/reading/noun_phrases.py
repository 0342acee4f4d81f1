"""Noun phrases: those of a text that name or describe somebody, and what their words say by themselves."""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cache, cached_property
from typing import TYPE_CHECKING

from truceline.model import PartyKind, Report
from truceline.reading import lexicon, syntax
from truceline.reading.abbreviations import abbreviations
from truceline.reading.parse import Parse
from truceline.reading.parties import Described, Registry, describe, role_kind
from truceline.reading.persons import is_person
from truceline.reading.places import FoundPlace
from truceline.reading.times.words import MONTHS, WEEKDAYS

if TYPE_CHECKING:
    from truceline.reading.tokens import Token

_IN_MIND = 150
"""How many names back one is still in mind."""
OURS = frozenset({"our", "my", "your"})
SUBJECTS = frozenset({"nsubj", "nsubjpass", "agent"})
_POINTING = frozenset({"that", "this", "same"})
_PARTS_OF_DAY = frozenset("morning afternoon evening night day".split())
CALENDAR = frozenset((*WEEKDAYS, *MONTHS))
FIGHTERS = frozenset("group movement militia faction rebel guerrilla militant insurgent paramilitary fighter".split())
"""Nouns that mean an armed group, or its people."""


@dataclass(frozen=True, slots=True)
class Named:
    """A noun phrase that names or describes somebody, and where it stands."""

    token: int
    who: Described
    salient: bool
    plural: bool
    person: bool
    speaks: bool
    """Whether a word of saying follows it."""


class NounPhrases:
    """The noun phrases of one report."""

    def __init__(self, parse: Parse, report: Report, registry: Registry, places: Sequence[FoundPlace]) -> None:
        self.parse, self.registry, self._report, self._places = parse, registry, report, places
        self._words: dict[int, list[int]] = {}

    def described(self, words: str) -> Described:
        """Who some words are, on the day of the report."""
        return describe(words, self.day, self.registry)

    @cached_property
    def day(self) -> date | None:
        return self._report.published.date if self._report.published is not None else None

    @cached_property
    def named(self) -> list[Named]:
        """All noun phrases of the text that name somebody, in order."""
        found = []
        for token in self.parse.doc:
            if token.pos_ not in ("NOUN", "PROPN") or token.dep_ in ("compound", "amod", "nmod") or token.like_num:
                continue
            if token.pos_ == "PROPN" and (self.is_place_or_day(token) or _is_shouted(token)):
                continue
            if any(c.lower_ in OURS or c.lower_ == "no" for c in token.children if c.dep_ in ("poss", "det")):
                continue
            mention = self.parse.mentions.get(token.i)
            known = role_kind(token.lemma_.lower()) is not None or token.lemma_.lower() in FIGHTERS
            if mention is None and token.pos_ == "NOUN" and not known:
                continue
            who = self.plainly(token)
            if who.kind is PartyKind.UNKNOWN and token.pos_ != "PROPN" and token.lemma_.lower() not in FIGHTERS:
                continue
            found.append(
                Named(
                    token.i,
                    who,
                    token.dep_ in SUBJECTS
                    or (token.dep_ == "pobj" and token.head.dep_ == "agent")
                    or self.is_reported(token),
                    token.tag_ in ("NNS", "NNPS") or any(c.dep_ == "conj" for c in token.children),
                    is_person(who, token),
                    (token.dep_ == "nsubj" and token.head.lemma_.lower() in lexicon.cues().verbs)
                    or self.is_reported(token),
                )
            )
        return found

    def before(self, token: int) -> list[Named]:
        """The names before a token, as far back as a reader would still have them in mind."""
        end = bisect_left(self.named, token, key=lambda n: n.token)
        return self.named[max(0, end - _IN_MIND) : end]

    def so_far(self, token: Token, kinds: frozenset[PartyKind]) -> Counter[str]:
        """How often each known party of some kinds is named before a token."""
        before = (m.party for i, m in self.parse.mentions.items() if i < token.i)
        return Counter(party.name for party in before if party.kind in kinds)

    def plainly(self, token: Token) -> Described:
        """What the words say by themselves; an abbreviation that the text gives is the full name."""
        mention = self.parse.mentions.get(token.i)
        if mention is not None and mention.form == "name":
            if _on_air(token):
                return Described(self.parse.words(token.i - 1, token.i + 1), PartyKind.OUTLET)
            return self.described(self.parse.words(token.i))
        full = self._shortened.get(token.text) if token.pos_ in ("PROPN", "NOUN") else None
        if full is not None or token.i in self._shortened.values():
            return self._in_full(self.parse.doc[token.i if full is None else full])
        numbers = self.words_of(token)
        if token.lemma_.lower() in FIGHTERS:
            groups = [self.parse.mentions[i] for i in numbers if i in self.parse.mentions]
            if len(groups) == 1 and groups[0].party.kind is PartyKind.ARMED_GROUP:
                return self.described(groups[0].party.name)
        return self.described(self.parse.words(numbers[0], numbers[-1] + 1))

    @cached_property
    def _shortened(self) -> dict[str, int]:
        return abbreviations(self.parse)

    def _in_full(self, token: Token) -> Described:
        """ "the rebel Popular Harvest Front": the name alone, of the kind that all its words tell."""
        doc, numbers = self.parse.doc, self.words_of(token)
        numbers = numbers[: next((k for k, i in enumerate(numbers) if doc[i].text == "("), None)]
        who = self.described(self.parse.words(numbers[0], numbers[-1] + 1))
        first = next(i for i in numbers if doc[i].text[:1].isupper())
        if who.party is not None or first == numbers[0]:
            return who
        return replace(who, name=self.described(self.parse.words(first, numbers[-1] + 1)).name)

    def words_of(self, token: Token) -> list[int]:
        """The words that name somebody: no clauses, no joined names; an apposition only without a clause of its own."""
        if token.i not in self._words:
            cut = [c.i for c in token.children if self._no_part(c)]
            run = next(r for r in syntax.runs(syntax.subtree(token, without=cut)) if r[0] <= token.i < r[1])
            self._words[token.i] = list(range(self._after_its_time(run[0], token), run[1]))
        return self._words[token.i]

    def _after_its_time(self, first: int, token: Token) -> int:
        """ "That evening troops opened fire": where a name begins that a parser joins to the time before it."""
        doc = self.parse.doc
        k = first + (doc[first].lower_ in ("later", "early", "late"))
        led = doc[k].lower_ in _POINTING or (doc[k].lower_ in CALENDAR and k == first)
        parted = led and k + 1 < token.i and doc[k + 1].lower_ in _PARTS_OF_DAY and doc[k + 2].tag_.startswith("NN")
        plural = token.tag_ in ("NNS", "NNPS")
        return k + 2 if parted and plural and token.dep_ in SUBJECTS else first

    def _no_part(self, child: Token) -> bool:
        if child.dep_ == "prep":
            named = syntax.children(child, "pobj")
            of = ("of", "for", "with", "from", "at", "to")
            return child.lower_ not in of or not named or _is_charge(child, named[0])
        if child.dep_ == "acl":
            return child.tag_ != "VBN"
        if child.lower_ in ("there", "here"):
            return child.i > child.head.i  # "traders there"
        if child.lower_ == "old" and child.dep_ == "amod" and any(c.lower_ == "year" for c in child.children):
            return True  # "49-year-old Ann Lind"
        if child.text == "-" and child.i < child.head.i:
            return False  # "Ann al-Lind"
        return child.dep_ in ("relcl", "appos", "punct", "conj", "cc", "case", "preconj", "advcl", "nummod")

    def has_name(self, token: Token) -> bool:
        """Whether a phrase has a name in it."""
        return any(i in self.parse.mentions or self.parse.doc[i].pos_ == "PROPN" for i in self.words_of(token))

    def is_place_or_day(self, token: Token) -> bool:
        """Whether a word names a place that is no party, a weekday or a month."""
        if token.lower_ in CALENDAR or token.i in self.parse.mentions:
            return token.lower_ in CALENDAR
        start = self.parse.starts[token.i]
        return any(p.start <= start < p.end for p in self._places)

    def is_reported(self, token: Token) -> bool:
        """After "according to"."""
        return token.dep_ == "pobj" and token.head.dep_ == "prep" and token.head.head.lower_ == "according"

    def sentences_back(self, token: Token, count: int) -> int:
        """Where the sentence begins that is ``count`` before a token's own."""
        start = token.sent.start
        for _ in range(count):
            if start == 0:
                break
            start = self.parse.doc[start - 1].sent.start
        return start


def _is_shouted(token: Token) -> bool:
    """A word of a heading in capitals, which need not be a name."""
    return len(token.sent) > 1 and not any(c.islower() for t in token.sent for c in t.text)


@cache
def telling() -> frozenset[str]:
    """Verbs whose subject says something, with a clause or after a preposition."""
    words = lexicon.cues()
    return frozenset(words.verbs) | {verb for verb, _ in words.frames} | {v for v in words.aside_verbs if " " not in v}


def _on_air(named: Token) -> bool:
    """The "Peru" of "Radio Peru": the name of a station, and no party."""
    before = named.nbor(-1) if named.i > named.sent.start else None
    return before is not None and before.dep_ == "compound" and before.text in ("Radio", "Television", "TV")


def _is_charge(of: Token, named: Token) -> bool:
    """ "accused the army of bombing civilians", which a parser takes for an army of civilians."""
    deed = any(c.i == of.i + 1 and c.lower_.endswith("ing") and c.dep_ in ("compound", "amod") for c in named.children)
    return deed and of.lower_ == "of" and of.head.head.lemma_.lower() in ("accuse", "suspect")
