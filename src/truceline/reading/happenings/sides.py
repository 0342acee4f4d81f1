"""Who does an event to whom: the phrases of its clause that stand for the sides, likeliest first."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from truceline.reading import arguments, syntax
from truceline.reading.parse import Parse

if TYPE_CHECKING:
    from truceline.reading.tokens import Token

_PLACES = {
    "REQUEST": "obj subj on upon to from with of in by",
    "ACCUSE": "obj against at with subj to of over for in",
    "REJECT": "whose obj from to by of with subj for in against",
    "AGREE": "with to obj from in for of on subj against",
    "CONSULT": "obj with to between in of at for",
    "THREATEN": "obj against on with in subj to from at over",
    "PROTEST": "against at of obj from to over in with on by for outside",
    "RETREAT": "obj to from of in into with",
    "MOBILIZE": "against in to near on along with at for off facing towards into from around obj",
    "ASSAULT": "obj with on at against in of near into between to",
    "COERCE": "obj in on from against of to with",
    "SANCTION": "on against with obj to from of in",
}
_TOLD = {"REQUEST": "dative obj on upon to from", "ACCUSE": "obj against at", "THREATEN": "dative obj against"}
"""Where the one who is asked, accused or threatened stands before the clause that says what for."""
_ANY = "obj to with for against on from of in at into over between"
_MOVING = frozenset({"RETREAT", "MOBILIZE", "SANCTION", "CONSULT", "AID"})
_CUT = frozenset({"relcl", "advcl", "ccomp", "parataxis", "appos", "punct"})
_OWN = frozenset({"it", "they", "he", "she", "we", "i", "its", "their", "his", "her", "them", "him"})


@dataclass(frozen=True, slots=True)
class Sides:
    """``clause`` is the verb or noun whose arguments count; ``inner`` a clause that it governs; ``speaker`` who says
    it; ``noun`` the noun that a light verb is about.
    """

    clause: Token
    speaker: Token | None = None
    doer: Token | None = None
    inner: Token | None = None
    noun: Token | None = None
    demanded: bool = False

    def doing(self, inner: Token) -> Sides:
        """The same doer in a clause further down: "agreed to send", "began to shell"."""
        return replace(self, clause=inner, doer=self.doer or _doer(self.clause))

    def over(self, inner: Token) -> Sides:
        """The clause that is demanded, refused or let happen."""
        return replace(self, inner=inner)

    def about(self, noun: Token) -> Sides:
        return replace(self, noun=noun)

    def asked(self, verb: Token) -> Sides:
        """ "X said that Y must go": X asks Y."""
        return replace(self, clause=verb, demanded=True)

    def sources(self, parse: Parse, kind: str) -> tuple[tuple[int, int], ...]:
        """The phrases of those who act; who is moved counts as moving: "troops were flown out"."""
        heads = self.source_heads()
        moved = arguments.subject(self.clause) if kind in _MOVING and syntax.is_verb(self.clause) else None
        if moved is not None and moved not in heads and syntax.is_passive(self.clause):
            heads = [*heads, *syntax.with_conjuncts(moved)]
        unknown = [t for t in heads[:1] if t.pos_ == "PROPN" and t.i not in parse.mentions]
        offices = [a for t in unknown for a in syntax.children(t, "appos")]
        return tuple(dict.fromkeys(p for t in [*offices, *heads] for p in _phrases(parse, t)))

    def source_heads(self) -> list[Token]:
        if self.demanded:
            return syntax.with_conjuncts(self.speaker) if self.speaker is not None else []
        found: list[Token] = []
        doer = self.doer or _doer(self.clause)
        if doer is not None and doer.lower_ in _OWN and self.speaker is not None:
            doer = self.speaker
        if doer is not None:
            found += syntax.with_conjuncts(doer)
            found += syntax.prep_objects(doer, "between", "by", "of", "from") if doer.pos_ == "NOUN" else []
        if self.clause.pos_ == "NOUN":
            found += _of_noun(self.clause)
        if self.speaker is not None and self.speaker not in found:
            found += syntax.with_conjuncts(self.speaker)
        return found

    def targets(self, parse: Parse, kind: str) -> tuple[tuple[int, int], ...]:
        taken = {i for t in self.source_heads()[:1] for i in _range(t)}
        found = [t for t in self._target_heads(kind) if t.i not in taken]
        return tuple(dict.fromkeys(p for t in found for p in _phrases(parse, t)))

    def _target_heads(self, kind: str) -> Iterator[Token]:
        if self.demanded:
            topic = arguments.subject(self.clause)
            yield from syntax.with_conjuncts(topic) if topic is not None else ()
        if kind in _TOLD:
            for place in _TOLD[kind].split():
                yield from _at(self.clause, place)
            if self.inner is not None:
                yield from _at(self.inner, "subj")
        places = _PLACES.get(kind, _ANY).split()
        for place in places:
            for holder in self._holders():
                yield from _at(holder, place)
        if self.noun is not None:
            yield from _owners(self.noun)
        for holder in self._holders():
            for token in sorted(holder.subtree, key=lambda t: t.i):
                if token.pos_ in ("PROPN", "NOUN") and token.dep_ in (
                    "pobj",
                    "dobj",
                    "nsubj",
                    "poss",
                    "compound",
                    "amod",
                ):
                    yield token

    def _holders(self) -> list[Token]:
        out = [self.clause]
        for extra in (self.noun, self.inner):
            if extra is not None and extra not in out:
                out.append(extra)
        target = arguments.direct_object(self.clause) if self.clause.pos_ in ("VERB", "AUX") else None
        if target is not None and target not in out:
            out.append(target)
        inner = [c for h in list(out) for c in h.children if c.dep_ in ("ccomp", "xcomp", "acl", "prep", "advcl")]
        inner += [c for p in inner if p.dep_ == "prep" for c in p.children if c.dep_ in ("pobj", "pcomp")]
        return out + [c for c in inner if c not in out and c.dep_ != "prep"]


def sides(clause: Token, speaker: Token | None = None, outer: Sides | None = None) -> Sides:
    if speaker is not None and speaker.lower_ in _OWN and outer is not None and outer.speaker is not None:
        speaker = outer.speaker
    return Sides(clause, speaker if speaker is not None else outer.speaker if outer is not None else None)


def _doer(clause: Token) -> Token | None:
    if clause.pos_ not in ("VERB", "AUX"):
        found = _of_noun(clause)
        return found[0] if found else None
    if syntax.is_passive(clause):
        return arguments.agent(clause)
    return arguments.subject(clause)


def _of_noun(noun: Token) -> list[Token]:
    """Whose deed a noun is: "talks between X and Y", "the arrest by X", "X's demand", "Israeli raids"."""
    found = syntax.prep_objects(noun, "between", "by", "of", "from")
    found += [c for c in noun.children if c.dep_ in ("poss", "amod", "compound", "nmod")]
    return found


def _owners(noun: Token) -> Iterator[Token]:
    yield from (c for c in noun.children if c.dep_ in ("poss", "amod", "compound", "nmod"))


def _at(holder: Token, place: str) -> Iterator[Token]:
    if place == "dative":
        yield from (n for t in syntax.children(holder, "dative") for n in syntax.with_conjuncts(t))
    elif place == "obj":
        if holder.pos_ in ("VERB", "AUX"):
            target = arguments.direct_object(holder)
            for noun in [*syntax.children(holder, "dative"), *([target] if target is not None else [])]:
                yield from syntax.with_conjuncts(noun)
    elif place == "subj":
        if holder.pos_ in ("VERB", "AUX"):
            yield from (n for t in syntax.children(holder, "nsubj", "nsubjpass") for n in syntax.with_conjuncts(t))
    elif place == "whose":
        target = arguments.direct_object(holder) if holder.pos_ in ("VERB", "AUX") else holder
        for noun in [target, *syntax.children(holder, "dobj")] if target is not None else ():
            yield from _owners(noun)
            yield from syntax.prep_objects(noun, "by", "from")
    else:
        yield from syntax.prep_objects(holder, place)


def _range(head: Token) -> range:
    return range(head.left_edge.i, head.i + 1)


def _phrases(parse: Parse, head: Token) -> Iterator[tuple[int, int]]:
    """A phrase, with those joined to it first: "X and Y"."""
    start, end = _phrase(head)
    joined = [c for c in syntax.children(head, "conj") if c.pos_ in ("NOUN", "PROPN", "PRON")]
    if joined:
        last = [c for c in head.conjuncts if c.i > head.i and c.pos_ in ("NOUN", "PROPN", "PRON")]
        yield start, max([end, *(_phrase(c)[1] for c in last)])
    yield start, end


def _phrase(head: Token) -> tuple[int, int]:
    """The words of a phrase, without its relative clauses and what is joined to it."""
    start, end = head.left_edge.i, head.i + 1
    for child in head.rights:
        if child.dep_ in _CUT or child.dep_ in ("cc", "conj", "relcl"):
            break
        if child.dep_ in ("prep", "compound", "case", "nummod", "amod", "acl", "nmod", "prt", "flat"):
            end = child.right_edge.i + 1
    return start, max(end, start + 1)
