"""The events that a sentence reports, from its parse: the outermost first.

What carries an event (saying, planning, beginning) is followed down to the event itself; what is demanded, refused or
threatened is not, since demanding, refusing and threatening are events themselves.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from truceline.reading import arguments, syntax
from truceline.reading.book import book
from truceline.reading.happenings.found import FIRM, WILL, Found, ahead, ceased, meant, not_done
from truceline.reading.happenings.nouns import Nouns
from truceline.reading.happenings.sides import Sides, sides
from truceline.reading.happenings.verbs import Verbs
from truceline.reading.parse import Parse

if TYPE_CHECKING:
    from truceline.reading.tokens import Sentence, Token

_MUST = frozenset({"must", "should", "ought"})
_OBLIGED = frozenset({"have", "need", "ought"})
_CALLING = frozenset({"call", "appeal", "plead", "push", "press", "beg"})
_MISDEEDS = frozenset({"ASSAULT", "COERCE"})
_HELPING = frozenset({"arm", "harbour", "harbor", "fund", "shelter", "back", "finance", "bankroll", "support"})
_CHARGING = frozenset({"say", "claim", "allege", "assert", "maintain", "insist", "contend"})
_COMPLAINING = frozenset({"protest", "complain", "charge", "allege"})
_ENTERING = frozenset({"visit", "enter", "inspect", "reach", "cross", "pass", "go", "land", "leave", "return"})
_CEASING = frozenset({"stop", "cease", "halt", "quit", "end"})
_CLAUSES = ("ccomp", "xcomp", "parataxis", "pcomp")
_OWN = frozenset({"it", "they", "he", "she", "we", "i", "you", "that", "which", "who", "its"})
_DEEP = 7


@dataclass(frozen=True, slots=True)
class Happening:
    """One event of a sentence. ``sources`` and ``targets`` are phrases as ranges of tokens, likeliest first."""

    type: str
    mode: str | None
    score: float
    trigger: int
    sources: tuple[tuple[int, int], ...] = ()
    targets: tuple[tuple[int, int], ...] = ()


class Happenings:
    """Events by rules over the parse."""

    def __init__(self) -> None:
        self._book = book()
        self._nouns = Nouns(self._book)

    def find(self, parse: Parse, sentence: Sentence) -> tuple[Happening, ...]:
        """The events of one sentence of the parse, one a type, best first; empty where the words tell of none."""
        reading = _Reading(self._nouns, Verbs(self._book, self._nouns, parse), self._book.weak)
        found = sorted(reading.sentence(sentence.root), key=lambda f: -f.score)
        best: dict[str, Found] = {}
        for one in found:
            best.setdefault(one.type, one)
        return tuple(_made(parse, one) for one in best.values())

    def of(self, parse: Parse, verb: Token) -> tuple[Happening, ...]:
        """The events of one verb and its nouns, whoever says, plans or denies them, best first."""
        verbs = Verbs(self._book, self._nouns, parse)
        found = (verbs.by_doer(d) for d in verbs.deeds(verb, verbs.keys(verb), sides(verb), 1.0))
        best: dict[str, Found] = {}
        for one in sorted(found, key=lambda f: -f.score):
            best.setdefault(one.type, one)
        return tuple(_made(parse, one) for one in best.values())


def _made(parse: Parse, one: Found) -> Happening:
    who = one.sides
    return Happening(
        one.type, one.mode, one.score, one.token.i, who.sources(parse, one.type), who.targets(parse, one.type)
    )


@dataclass(frozen=True, slots=True)
class _Clause:
    """A clause on the way down: its verb, the verb's phrases, its inner clause, and who is known so far."""

    verb: Token
    keys: list[str]
    inner: Token | None
    who: Sides
    weight: float
    depth: int

    def found(self, kind: str, mode: str | None = None, weight: float = 1.0, over: Token | None = None) -> Found:
        who = self.who if over is None else self.who.over(over)
        return Found(kind, mode, self.weight * weight, self.verb, who)


class _Reading:
    """One parse on its way to events."""

    def __init__(self, nouns: Nouns, verbs: Verbs, weak: frozenset[str]) -> None:
        self._nouns, self._verbs, self._weak = nouns, verbs, weak

    def sentence(self, root: Token) -> Iterator[Found]:
        """The events of the main clause, then those of other clauses and of nouns, which count for less."""
        if root.pos_ in ("VERB", "AUX"):
            yield from self._clause(root, sides(root), 1.0, 0)
        else:
            yield from self._nouns.alone(root, 0.9)
            yield from self._headline(root)
        for token in root.subtree:
            if token.i == root.i:
                continue
            beside = token.dep_ in ("parataxis", "advcl", "conj") and token.i > root.i
            if beside and token.lemma_ in _COMPLAINING and not syntax.children(token, "dobj"):
                yield Found("ACCUSE", None, 1.0, token, sides(token).over(root))
            if syntax.is_verb(token):
                yield from self._clause(token, sides(token), self._weight(token), 1)
            elif token.pos_ == "NOUN":
                yield from self._nouns.alone(token, 0.3 if token.dep_ in ("nsubj", "nsubjpass") else 0.15)

    def _weight(self, verb: Token) -> float:
        if syntax.is_purpose(verb) and verb.head.lemma_ in self._weak:
            return 0.62
        return {"conj": 0.55, "parataxis": 0.55, "advcl": 0.35, "acl": 0.35}.get(verb.dep_, 0.3)

    def _headline(self, root: Token) -> Iterator[Found]:
        """A sentence whose verb the parser took for an adjective or a noun: "Norland armed rebels", "Norland hopes"."""
        for verb in root.subtree:
            before = verb.doc[verb.i - 1] if verb.i > root.sent.start else None
            taken = verb.tag_ in ("VBD", "VBN") and verb.dep_ in ("amod", "acl", "appos")
            if taken and before is not None and (before.text == "," or before.pos_ == "PROPN"):
                yield from self._clause(verb, sides(verb), 0.8, 1)
        if root.tag_ == "NNS" and syntax.children(root, "compound", "nmod", "amod"):
            yield from (
                Found(f.type, f.mode, 0.6, root, f.sides)
                for f in self._verbs.deeds(root, [root.lemma_.lower()], sides(root), 1.0)
            )

    # --- clauses ----------------------------------------------------------------------------------------
    def _clause(self, verb: Token, who: Sides, weight: float, depth: int) -> Iterator[Found]:
        """The events of a clause, whatever carries them. ``who`` knows the speaker and the doers so far."""
        if depth > _DEEP:
            return
        clause = _Clause(verb, self._verbs.keys(verb), _inner(verb), who, weight, depth)
        words = syntax.helpers(verb)
        if clause.inner is not None and clause.inner.dep_ != "xcomp" and self._verbs.carries("report", clause.keys):
            yield from self._said(clause, clause.inner)
        elif who.speaker is not None and (words & _MUST or _obliged(verb, clause.inner)):
            yield Found("REQUEST", None, weight, verb, who.asked(verb))
        else:
            deeds = [self._verbs.by_doer(d) for d in self._deeds(clause)]
            yield from self._in_mood(clause, deeds, words)

    def _in_mood(self, clause: _Clause, deeds: list[Found], words: set[str]) -> list[Found]:
        if syntax.negated(clause.verb):
            firm = bool(words & FIRM) and arguments.subject(clause.verb) is not None
            return [not_done(d, words) for d in deeds] or ([clause.found("REJECT", weight=0.5)] if firm else [])
        if (words & WILL and "have" not in words) or syntax.is_scheduled(clause.verb):
            return [ahead(d, clause.verb, words) for d in deeds]
        return deeds

    def _down(self, clause: _Clause, inner: Token, weight: float = 1.0) -> list[Found]:
        """The events of a clause further down, with the same doer."""
        return list(self._clause(inner, clause.who.doing(inner), clause.weight * weight, clause.depth + 1))

    def _said(self, clause: _Clause, inner: Token) -> Iterator[Found]:
        """What somebody says; of another's misdeeds, where the speaker comes first, it is an accusation."""
        verb = clause.verb
        speaker = arguments.agent(verb) if syntax.is_passive(verb) else arguments.subject(verb)
        told = sides(inner, speaker=speaker, outer=clause.who)
        found = list(self._clause(inner, told, clause.weight, clause.depth + 1))
        saying = verb.lemma_ == "say"
        first = speaker is not None and speaker.i < inner.i and verb.lemma_ in _CHARGING
        bad = any((f.type in _MISDEEDS or f.token.lemma_ in _HELPING) and f.score > 0.7 * clause.weight for f in found)
        if first and bad and (not saying or _parted(speaker, inner)):
            yield clause.found("ACCUSE", "allege", 1.01 if saying else 1.05, over=inner)
        yield from found

    def _deeds(self, clause: _Clause) -> list[Found]:
        carried = self._ready(clause) or (self._carried(clause, clause.inner) if clause.inner else self._bare(clause))
        who = clause.who if clause.inner is None else clause.who.over(clause.inner)
        return carried or list(self._verbs.deeds(clause.verb, clause.keys, who, clause.weight))

    # --- what carries a clause ----------------------------------------------------------------------------
    def _ready(self, clause: _Clause) -> list[Found]:
        """ "is ready to", "declared itself willing to"."""
        near = syntax.children(clause.verb, "acomp", "attr", "oprd", "ccomp", "xcomp")
        for word in near:
            if word.pos_ == "ADJ" and self._verbs.carries("ready", [word.lemma_.lower()]):
                aim = _inner(word)
                found = self._down(clause, aim) if aim is not None else []
                return [meant(f, clause.verb) for f in found] or [clause.found("AGREE", weight=0.5)]
        return []

    def _bare(self, clause: _Clause) -> list[Found]:
        """Clauses that hang from a preposition or an adverb: "kept X from going", "called for X to go"."""
        verb = clause.verb
        if verb.lemma_ in _CALLING and any(c.tag_ == "VB" for c in syntax.children(verb, "advcl")):
            return self._carried(clause, next(c for c in syntax.children(verb, "advcl") if c.tag_ == "VB"))
        kept = [c for p in syntax.children(verb, "prep") if p.lower_ == "from" for c in syntax.children(p, "pcomp")]
        if kept and self._verbs.carries("forbid", clause.keys):
            return [clause.found("COERCE", "restrict", over=kept[0])]
        qualities = syntax.children(verb, "acomp") if verb.lemma_ == "be" else []
        deeds = [d for q in qualities for p in syntax.children(q, "prep") for d in syntax.children(p, "pcomp")]
        return [f for d in deeds for f in self._down(clause, d, 0.9)]  # "is guilty of breaking"

    def _carried(self, clause: _Clause, inner: Token) -> list[Found]:
        """What the verb makes of its inner clause; empty where it makes nothing of it."""
        verb, keys = clause.verb, clause.keys
        phrase = self._verbs.typed(keys)
        if verb.lemma_ in _CALLING:
            if verb.lemma_ == "call" and syntax.children(verb, "dobj"):
                return [clause.found("CONSULT", "phone")]
            if inner.tag_ == "VB":
                return [clause.found("REQUEST", over=inner)]
        if verb.lemma_ in _COMPLAINING and inner.dep_ == "ccomp":
            return [clause.found("ACCUSE", over=inner)]
        if " " in phrase and not self._verbs.carries("order", keys):
            return []
        if verb.lemma_ == "fail":
            return [clause.found("REJECT", weight=0.5, over=inner)]
        if self._verbs.carries("refuse", keys) and inner.dep_ == "xcomp":
            return [clause.found("REJECT", over=inner)]
        if self._verbs.carries("allow", keys):
            return [clause.found("RETREAT" if inner.lemma_ in _ENTERING else "CONCEDE", over=inner)]
        if self._verbs.carries("order", keys) and inner.dep_ in ("xcomp", "ccomp") and inner.tag_ == "VB":
            return [self._ordered(clause, inner)]
        return self._intended(clause, inner)

    def _intended(self, clause: _Clause, inner: Token) -> list[Found]:
        verb, keys = clause.verb, clause.keys
        told = bool(syntax.children(verb, "dobj", "dative"))
        if self._verbs.carries("commit", keys) and (inner.dep_ == "xcomp" or _its_own(inner)) and not told:
            vowed = [meant(f, verb) for f in self._down(clause, inner)]
            return vowed or ([clause.found("AGREE", weight=0.7)] if verb.lemma_ not in ("be", "want") else [])
        if inner.dep_ != "xcomp":
            return []
        if self._verbs.carries("aspect", keys):
            return self._down(clause, inner)
        return [ceased(f) for f in self._down(clause, inner)] if verb.lemma_ in _CEASING else []

    def _ordered(self, clause: _Clause, inner: Token) -> Found:
        """ "ordered the paper to close", "told the envoys to leave", "told the army to stop"."""
        told = syntax.children(clause.verb, "dobj", "nsubjpass") + syntax.children(inner, "nsubj")
        named = [n for t in told for n in (t, *syntax.children(t, "compound"))]
        classes = {c for n in named for c in self._nouns.classes(n)}
        if "press" in classes and inner.lemma_ in ("suspend", "close", "stop", "cease", "shut", "go"):
            return clause.found("COERCE", "censor")
        if classes & {"diplomat", "keepers"} and inner.lemma_ in ("leave", "go", "depart", "quit"):
            return clause.found("SANCTION", "expel")
        return clause.found("REQUEST", over=inner)


def _inner(verb: Token) -> Token | None:
    for dep in _CLAUSES:
        found = [c for c in syntax.children(verb, dep) if c.pos_ in ("VERB", "AUX")]
        if found:
            return found[0]
    return None


def _obliged(verb: Token, inner: Token | None) -> bool:
    """ "has to go", "needs to end"."""
    return verb.lemma_ in _OBLIGED and inner is not None and inner.dep_ == "xcomp"


def _its_own(inner: Token) -> bool:
    """ "promised that it would": the subject is the one who promises."""
    own = syntax.children(inner, "nsubj", "nsubjpass")
    return bool(own) and own[0].lower_ in _OWN


def _parted(speaker: Token | None, inner: Token) -> bool:
    """Whether a named side speaks of the deed of another named side."""
    doer = arguments.agent(inner) if syntax.is_passive(inner) else arguments.subject(inner)
    said = speaker if speaker is not None and speaker.dep_ in ("nsubj", "nsubjpass") else None
    return all(t is not None and any(w.pos_ == "PROPN" for w in t.subtree) for t in (said, doer))
