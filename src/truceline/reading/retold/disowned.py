"""Disowned: words that deny a deed without naming it, and the deed that was told right before them.

"The rebels dismissed the allegation as baseless"; "the army calls that an old lie"; "the
group disclaimed any part in it". Each is a claim about that deed: by them it was not so.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from truceline.model import Modality, Polarity, Stance
from truceline.reading import arguments, syntax
from truceline.reading.clauses import beside_false, called_false
from truceline.reading.draft import Draft
from truceline.reading.parse import Parse

if TYPE_CHECKING:
    from truceline.reading.tokens import Token

_IT = frozenset({"it", "this", "that", "these", "those", "they", "them", "which", "such"})
_TOLD = frozenset(
    "allegation accusation charge claim report account version story suggestion insinuation complaint testimony "
    "assertion imputation rumour rumor incident finding".split()
)
_SHARE = frozenset("hand part role involvement responsibility link connection complicity share".split())
"""What somebody denies to have had in a deed."""
_DEEDS = frozenset("ASSAULT COERCE MOBILIZE AID REJECT RETREAT CONSULT COOPERATE AGREE PROTEST".split())
_NO_DEED = frozenset({"condition", "total", "no-comment", "unclear"})
_NEAR = 2


def disowned(parse: Parse, draft: Draft, before: Sequence[Draft]) -> Draft | None:
    """The draft as a denial of the deed told last; None where it denies nothing, or nothing was told near it."""
    if draft.figures or draft.event.type not in ("STATE", "REJECT") or not _denies(parse, draft):
        return None
    told = _last_deed(parse, draft, before)
    if told is None:
        return None
    event = replace(
        told.event,
        trigger=draft.event.trigger,
        actors=_charged(parse, told),
        clause=draft.event.clause,
        noun=False,
        polarity=Polarity.POSITIVE,
    )
    source = draft.chain[-1].source_head if draft.chain else None
    share = _of_share([parse.doc[i] for i in draft.content])
    if source is not None and (share or not event.actors):
        event = replace(event, actors=(source,))  # who denies a deed that nobody is named for was charged with it
    return replace(draft, event=replace(event, modality=Modality.DENIED))


def _charged(parse: Parse, told: Draft) -> tuple[int, ...]:
    """Who did it by the words that are denied: the accused of "accused Peru of bombing", and not the accuser."""
    for a in reversed(told.chain):
        if a.accused is not None and told.event.actors in ((), (a.source_head,)):
            return tuple(t.i for t in syntax.with_conjuncts(parse.doc[a.accused]))
    return told.event.actors


def _denies(parse: Parse, draft: Draft) -> bool:
    last = draft.chain[-1] if draft.chain else None
    words = [parse.doc[i] for i in draft.content]
    cue = parse.doc[last.cue_head] if last is not None else parse.doc[draft.event.trigger]
    if last is not None and last.stance is Stance.DENIES:
        return _points(words, told=draft.event.type == "REJECT") or _of_share(words)
    if (last is not None and last.stance is Stance.REJECTS) or cue.lemma_ in ("reject", "dismiss"):
        return _points(words, told=True) or (_points(words) and _says_false(cue))
    if draft.event.type != "STATE":
        return False
    head = parse.doc[draft.event.trigger]
    return _says_false(cue) or _says_false(head) or _had_no_part(head)


def _points(words: Sequence[Token], *, told: bool = False) -> bool:
    """Whether words name no deed: "it", "the accusation", "the army's version"."""
    nouns = [w for w in words if w.pos_ == "NOUN" and w.dep_ not in ("poss", "compound", "nmod")]
    if any(syntax.is_verb(w) and w.dep_ in ("ccomp", "pcomp", "xcomp", "acl") for w in words):
        return False
    named = bool(nouns) and nouns[0].lemma_.lower() in _TOLD
    return named or (not told and not nouns and any(w.lower_ in _IT for w in words))


def _of_share(words: Sequence[Token]) -> bool:
    return any(w.lemma_.lower() in _SHARE and w.dep_ in ("dobj", "pobj") for w in words)


def _says_false(verb: Token) -> bool:
    """ "calls that absurd", "this was a lie", "the charges are without foundation"."""
    if called_false(verb):
        return True
    topic = arguments.subject(verb)
    pointing = topic is not None and (topic.lower_ in _IT or topic.lemma_.lower() in _TOLD)
    return verb.lemma_ == "be" and pointing and not syntax.negated(verb) and beside_false(verb)


def _had_no_part(verb: Token) -> bool:
    """ "had no hand in the raid", "had nothing to do with it"."""
    target = next(iter(syntax.children(verb, "dobj")), None)
    if target is None:
        return False
    bare = target.lower_ == "nothing" and any(c.lemma_ == "do" for c in target.subtree)
    return verb.lemma_ == "have" and (bare or (target.lemma_.lower() in _SHARE and syntax.negated(verb)))


def _last_deed(parse: Parse, draft: Draft, before: Sequence[Draft]) -> Draft | None:
    start = draft.content[0]
    first = parse.doc[start].sent.start
    for _ in range(_NEAR):
        first = parse.doc[first - 1].sent.start if first else 0
    own = draft.chain[-1].source_head if draft.chain else None
    answers = (Stance.DENIES, Stance.REJECTS)
    near = [d for d in before if first <= d.content[0] < start]
    beside = [d for d in near if d.content[0] >= parse.doc[start].sent.start and _by_another(d, own)]
    if beside and all(d.event.type == "STATE" for d in beside):
        return None  # "said that the men were soldiers, a claim that the army denies": that is what is denied
    near = [d for d in near if d.event.mode not in _NO_DEED]
    states = len([w for w in draft.content if parse.doc[w].lower_ in _IT]) == len(draft.content)
    near = near if states else [d for d in near if d.event.type in _DEEDS]  # "it" may be a number that was told
    near = [d for d in near if d.event.type != "REJECT" or d.stance not in answers]
    near = [d for d in near if _by_another(d, own)]
    if not near:
        return None
    sentence = parse.doc[near[-1].content[0]].sent.start
    last = [d for d in near if parse.doc[d.content[0]].sent.start == sentence]
    told = next((d for d in last if d.stance is Stance.ACCUSES), last[-1])
    return told if last[0].event.type in _DEEDS and told.event.type in _DEEDS else None


def _by_another(draft: Draft, own: int | None) -> bool:
    return not draft.chain or own is None or draft.chain[-1].source_head != own
