"""Modality: whether the words say that an act happened, goes on, is planned, or only thought of."""

from __future__ import annotations

from typing import TYPE_CHECKING

from truceline.model import Modality
from truceline.reading import syntax

if TYPE_CHECKING:
    from truceline.reading.tokens import Token

_OF_GOVERNOR = {
    Modality.PLANNED: "plan intend prepare schedule set agree promise pledge vow expect arrange due decide commit plan "
    "resolve aim announce about poise ready mean",
    Modality.HYPOTHETICAL: "try attempt seek hope want threaten wish consider work strive struggle risk fear able "
    "likely unlikely unable possible ability chance bid effort enable allow warn suspect need",
    Modality.OFFERED: "offer propose volunteer willing readiness willingness ready proposal suggest",
    Modality.DEMANDED: "demand urge require order oblige ask request tell insist call press appeal must have supposed "
    "instruct necessity need obligation duty bind",
}
_GOVERNORS = {word: mode for mode, words in _OF_GOVERNOR.items() for word in words.split()}
_ABLE = frozenset(["able", "unable"])
_ASPECT = frozenset("begin start continue keep resume stop cease go help".split())
_CONDITION = frozenset(["if", "unless", "whether", "should", "provided", "lest"])
_FUTURE = frozenset(["will", "shall", "'ll", "wo", "’ll"])
_MAYBE = frozenset(["would", "may", "might", "could", "can", "ca"])
_OUGHT = frozenset(["must", "should", "ought"])
_ABLE_TO = frozenset(["can", "could", "ca"])
_BLAMING = frozenset(["charge", "accuse", "blame", "fault", "credit", "reproach", "tax"])
_SEEN = frozenset(["watch", "see", "hear", "observe", "notice", "witness", "let"])
_TELLING = frozenset(
    ["claim", "admit", "appear", "seem", "report", "say", "believe", "know", "think", "profess", "allege"]
)
_SAME_FORM = frozenset(["hit", "cut", "put", "set", "let", "shut", "hurt", "quit", "cost", "burst", "split", "beset"])
"""Verbs whose past looks like their present."""
_SCHEDULED = frozenset(
    {"mean", "suppose", "intend", "design", "destine", "expect", "await", "plan", "schedule", "slate"}
)
_UNDER_WAY = frozenset({"ongoing", "underway", "continuing", "way", "force", "effect", "place", "custody", "hands"})


def modality(verb: Token) -> Modality:
    """Of a clause, from its auxiliaries, its mood and what governs it."""
    words = {c.lower_ for c in verb.children if c.dep_ in ("aux", "auxpass")}
    if _yet_to(verb):
        return Modality.DENIED
    if words & _FUTURE or "going" in words:
        return Modality.HYPOTHETICAL if _conditional(verb) else Modality.PLANNED
    if words & _OUGHT:
        return Modality.PLANNED if words & {"have", "'ve", "’ve"} and "must" not in words else Modality.DEMANDED
    if words & _ABLE_TO and (syntax.negated(verb) or _nobody(verb)):
        return Modality.DENIED
    if "would" in words and verb.dep_ == "ccomp" and not _conditional(verb):
        return Modality.PLANNED
    if any(c.dep_ == "mark" and c.lower_ in _CONDITION for c in verb.children) or words & _MAYBE:
        return Modality.HYPOTHETICAL
    if verb.lemma_ == "be" and (said := _by_adjective(verb)) is not None:
        return said
    if verb.lemma_ in _SCHEDULED and verb.tag_ == "VBN" and words & {"is", "are", "was", "were", "been"}:
        return Modality.PLANNED
    if verb.dep_ == "ccomp" and verb.tag_ == "VB" and not words and verb.head.lemma_.lower() in _SEEN:
        return modality(verb.head)
    if "to" in words or (verb.tag_ == "VB" and not words & {"did", "do", "does"}) or verb.dep_ in ("xcomp", "pcomp"):
        return _governed(verb, "to" in words or verb.tag_ == "VB")
    if verb.dep_ == "conj" and not words and verb.tag_ == verb.head.tag_ and syntax.is_verb(verb.head):
        return modality(verb.head)
    return _by_tense(verb, words)


def _conditional(verb: Token) -> bool:
    """Whether a clause says under what condition: "if", "unless", "provided that", "on condition that"."""
    clauses = syntax.children(verb, "advcl")
    if any(m.lower_ in _CONDITION for c in clauses for m in (c, *c.children)):
        return True
    named = [n for p in syntax.children(verb, "prep") if p.lower_ in ("on", "under") for n in p.children]
    return any(n.lower_ in ("condition", "conditions", "proviso") for n in named)


def _yet_to(verb: Token) -> bool:
    """ "has yet to name a day", "have still to be identified": not so, up to now."""
    holder = verb.head if verb.dep_ == "xcomp" else verb
    late = any(c.lower_ in ("yet", "still") for c in (*holder.children, *verb.children) if c.dep_ == "advmod")
    return holder.lemma_ == "have" and late and any(_to(x) for x in (verb, *syntax.children(holder, "xcomp")))


def _to(clause: Token) -> bool:
    return clause.dep_ == "xcomp" and any(c.lower_ == "to" for c in clause.children)


def _nobody(verb: Token) -> bool:
    """ "none of these could be checked"."""
    found = syntax.subject(verb)
    return found is not None and found.lower_ in ("none", "nobody", "neither", "nothing")


def _by_adjective(verb: Token) -> Modality | None:
    """ "is due to", "was ready to", "is under way", "has been in force", "was to leave"."""
    near = {w.lower_ for w in verb.children} | {n.lower_ for p in syntax.children(verb, "prep") for n in p.children}
    if near & _UNDER_WAY:
        return Modality.ONGOING
    if any(c.lower_ == "to" for x in syntax.children(verb, "xcomp") for c in x.children):
        return Modality.PLANNED
    for word in syntax.children(verb, "acomp", "attr"):
        if word.lemma_.lower() in _ABLE and _was(verb) and syntax.children(word, "xcomp"):
            return _as_able(word)
        if word.lemma_.lower() in _GOVERNORS and syntax.children(word, "xcomp"):
            return _GOVERNORS[word.lemma_.lower()]
    return None


def _by_tense(verb: Token, words: set[str]) -> Modality:
    if verb.dep_ == "advcl" and any(m.lower_ == "if" for m in syntax.children(verb, "mark")):
        return Modality.HYPOTHETICAL
    if verb.tag_ == "VBP" and verb.lemma_ in _SAME_FORM and _told_of_the_past(verb):
        return Modality.HAPPENED
    present = verb.tag_ in ("VBZ", "VBP") or bool(words & {"is", "are", "'s", "’s", "am", "being"})
    if present and not words & {"has", "have"}:
        return Modality.ONGOING
    if verb.tag_ == "VBG" and words & {"is", "are", "was", "were", "be", "been"}:
        return Modality.ONGOING
    if "being" in words:
        return Modality.ONGOING
    return Modality.HAPPENED


def _told_of_the_past(verb: Token) -> bool:
    """Whether the other verbs of a sentence stand in the past."""
    tags = {t.tag_ for t in verb.sent if t.i != verb.i and t.pos_ in ("VERB", "AUX")}
    return "VBD" in tags and not tags & {"VBZ", "VBP"}


def _governed(verb: Token, infinitive: bool) -> Modality:
    """Of an infinitive or gerund: what the verb, noun or adjective above it makes of it."""
    if syntax.is_root(verb):
        return _by_tense(verb, {c.lower_ for c in verb.children if c.dep_ == "aux"})
    head = verb.head
    while head.dep_ in ("prep", "conj", "pcomp") and not syntax.is_verb(head) and not syntax.is_root(head):
        head = head.head
    lemma = head.lemma_.lower()
    if verb.dep_ == "pcomp" and verb.head.lower_ == "with":
        return Modality.HAPPENED if verb.head.head.lemma_.lower() in _BLAMING else Modality.ONGOING
    if lemma in ("use", "exploit") and infinitive and syntax.is_verb(head):
        return modality(head)  # "used the pause to bring in troops"
    if lemma in _SEEN and not infinitive_marked(verb) and verb.tag_ in ("VB", "VBG"):
        return modality(head)
    if lemma in _TELLING and any(c.lower_ == "have" for c in syntax.children(verb, "aux")):
        return Modality.HAPPENED
    if lemma in _ASPECT or (head.pos_ == "ADP" and not infinitive):
        return modality(head) if syntax.is_verb(head) else Modality.HAPPENED
    if lemma in _ABLE and _was(head.head):
        return _as_able(head)
    if lemma in _GOVERNORS:
        return _GOVERNORS[lemma]
    if lemma in ("fail", "refuse", "decline", "neglect"):
        return Modality.DENIED
    if not infinitive:
        return _by_tense(verb, {c.lower_ for c in verb.children if c.dep_ == "aux"})
    return Modality.PLANNED if lemma == "be" and verb.dep_ == "xcomp" else Modality.HYPOTHETICAL


def infinitive_marked(verb: Token) -> bool:
    """Whether "to" stands before a verb."""
    return any(c.lower_ == "to" for c in verb.children)


def _was(verb: Token) -> bool:
    """Whether a verb is "be" in the past: "was able to", "has not been able to"."""
    return verb.lemma_ == "be" and verb.tag_ in ("VBD", "VBN")


def _as_able(adjective: Token) -> Modality:
    """Who was able to do it did it, and who was not did not."""
    unable = adjective.lemma_.lower() == "unable" or syntax.negated(adjective.head)
    return Modality.DENIED if unable else Modality.HAPPENED


def of_noun(noun: Token) -> Modality:
    """Of an act that a noun names: what its verb makes of it."""
    for word in noun.children:
        if word.lower_ in ("planned", "scheduled", "expected", "forthcoming", "imminent"):
            return Modality.PLANNED
        if word.lower_ in ("proposed", "offered"):
            return Modality.OFFERED
        if word.lower_ in ("possible", "potential", "alleged", "feared", "threatened"):
            return Modality.HYPOTHETICAL
        if word.lower_ in ("ongoing", "continuing", "current"):
            return Modality.ONGOING
    return Modality.HAPPENED
