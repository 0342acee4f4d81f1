"""Spoken: the parts of an attribution, taken from the tree around a verb of saying."""

from __future__ import annotations

from typing import TYPE_CHECKING

from truceline.model import Stance
from truceline.reading import arguments, clauses, lexicon, syntax
from truceline.reading.attribution import Attribution, Kind

if TYPE_CHECKING:
    from truceline.reading.tokens import Token

_FINITE = frozenset({"has", "have", "had", "did", "is", "are", "was", "were", "will"})
_GROUNDS = frozenset({"because", "since", "unless"})
_WHEN = frozenset({"when", "as", "while", "after", "before", "because", "since"})


def attributed(
    verb: Token,
    source: Token | None,
    head: Token,
    stance: Stance,
    kind: Kind,
    *,
    cue: list[Token] | None = None,
    accused: Token | None = None,
) -> Attribution:
    """What a verb of saying tells of ``head``, with the stance of whoever says it; what is not promised is refused."""
    if stance is Stance.PROMISES and syntax.negated(verb):
        stance = Stance.REJECTS
    content = syntax.subtree(head, without=[verb.i, *_asides(head), *_done_besides(head)])
    if verb.dep_ == "parataxis":
        content -= clauses.before_colon(verb)
    if kind is Kind.CLAUSE and head.i > verb.i:
        content |= _on_grounds(verb, head)
    if kind is Kind.CLAUSE and head.i < verb.i:
        content |= _behind_aside(verb) | _came_of_it(verb)
    names = source_tokens(source, verb) if source is not None else set()
    content -= names if source is not None and source.i not in content else set()
    return Attribution(
        tuple(sorted(names)),
        source.i if source is not None else None,
        tuple(t.i for t in (cue or [verb, *syntax.children(verb, "prt")])),
        tuple(sorted(content)),
        head.i,
        stance,
        kind,
        accused.i if accused is not None else None,
    )


def _done_besides(head: Token) -> list[int]:
    """ "promised to free 16 but freed only 12": what was done is no part of what was promised."""
    if not clauses.to_do(head):
        return []
    later = (c for c in syntax.children(head, "conj") if syntax.is_verb(c) and c.i > head.i)
    return [c.i for c in later if c.tag_ == "VBD" or syntax.helpers(c) & _FINITE]


def _on_grounds(verb: Token, head: Token) -> set[int]:
    """ "They say that they stopped because the road was mined": a clause that a parser hangs from the "say"."""
    later = (c for c in syntax.children(verb, "advcl") if c.i > head.i and syntax.children(c, *syntax.SUBJECT))
    return {i for c in later if _GROUNDS & {m.lower_ for m in syntax.children(c, "mark")} for i in syntax.subtree(c)}


def _behind_aside(verb: Token) -> set[int]:
    """ "two were hurt, villagers said, when men shot at them": what follows the aside goes on with what was said."""
    came = [c for c in syntax.children(verb, "advcl") if arguments.told_before(c) is not None]
    ends = {i for c in came for i in syntax.subtree(c)}
    if verb.i + 1 >= len(verb.doc) or verb.doc[verb.i + 1].text != ",":
        return ends
    later = [c for c in verb.children if c.i > verb.i + 1 and (c.dep_ == "prep" or _tells_when(c))]
    return ends | {i for c in later for i in syntax.subtree(c)}


def _came_of_it(verb: Token) -> set[int]:
    """ "The bombers struck, the ministry said, killing nine": so says the ministry."""
    later = (c for c in syntax.children(verb, "advcl") if c.i > verb.i and c.tag_ == "VBG")
    return {i for c in later if arguments.told_before(c) is not None for i in syntax.subtree(c)}


def _tells_when(clause: Token) -> bool:
    marks = {c.lower_ for c in clause.children if c.dep_ in ("mark", "advmod")}
    return clause.dep_ == "advcl" and clause.tag_ in ("VBD", "VBZ", "VBP") and bool(marks & _WHEN)


def pointing(verb: Token, source: Token, stance: Stance) -> Attribution:
    """ "a claim that it denies": the content is the clause, with the noun that it is said of."""
    noun = verb.head
    content = syntax.subtree(verb)
    if noun.dep_ in ("appos", "npadvmod"):
        content |= syntax.subtree(noun, without=[verb.i])
    return Attribution(
        tuple(sorted(source_tokens(source))),
        source.i,
        (verb.i,),
        tuple(sorted(content)),
        verb.i,
        stance,
        Kind.POINTING,
    )


def _asides(head: Token) -> list[int]:
    """Clauses in which somebody else answers: ", which the other side refused", ", a claim that it denies"."""
    answers = {Stance.REJECTS, Stance.DENIES}
    found = []
    for clause in head.subtree:
        if clause.dep_ != "relcl" or clause == head:
            continue
        stances = {r.stance for r in lexicon.cues().verbs.get(clause.lemma_.lower(), ())}
        first = min(t.i for t in clause.subtree)
        noun = clause.head
        if stances and clause.doc[first - 1].text == "," and _speaks_itself(clause):
            found.append(clause.i)
            continue
        if stances & answers and arguments.subject(clause) is not None:
            claim = noun.dep_ in ("appos", "npadvmod") and noun.lemma_.lower() in lexicon.cues().light_nouns
            if claim or clause.doc[first - 1].text == ",":
                found.append(noun.i if claim else clause.i)
    return found


def _speaks_itself(clause: Token) -> bool:
    """ ", which says that it holds 40": told beside what is said, of somebody named in it."""
    own = [c.lower_ for c in clause.children if c.dep_ == "nsubj"]
    return own in (["which"], ["who"]) and any(c.dep_ in ("ccomp", "xcomp") for c in clause.children)


def source_tokens(head: Token, verb: Token | None = None) -> set[int]:
    """The words of a source; a verb that the parser has hung from it ("a group blamed ...") is not among them."""
    cut = [verb.i] if verb is not None else []
    cut += [
        c.i
        for c in head.children
        if c.lower_ in ("regarding", "concerning")
        or (c.dep_ in ("relcl", "punct", "cc", "case") and (c.dep_ != "cc" or not _joined(head)))
    ]
    return syntax.subtree(head, without=cut)


def _joined(head: Token) -> bool:
    return any(c.dep_ == "conj" for c in head.children)


def owner_of(noun: Token) -> Token | None:
    """Whose claim, statement or promise it is."""
    poss = syntax.children(noun, "poss")
    if poss:
        return poss[0]
    found = syntax.prep_objects(noun, "by", "from", "of")
    return found[0] if found else None
