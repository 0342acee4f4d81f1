"""Modality: whether the words say that an act happened, goes on, is planned, or only thought of."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from truceline.model import Modality
from truceline.reading import arguments, lexicon, syntax
from truceline.reading.conditions import CONDITION, conditional, inverted, put_forward, unplanned

if TYPE_CHECKING:
    from truceline.reading.tokens import Token

_OF_GOVERNOR = {
    Modality.PLANNED: "plan intend plot suppose prepare schedule set agree promise pledge vow expect arrange due "
    "decide commit resolve aim announce about poise ready mean vote",
    Modality.HYPOTHETICAL: "try attempt seek hope want threaten wish consider work strive struggle risk fear able "
    "likely unlikely unable possible ability chance bid effort enable allow warn suspect need",
    Modality.OFFERED: "offer propose volunteer willing readiness willingness ready proposal suggest",
    Modality.DEMANDED: "demand urge require order oblige ask request tell insist call press appeal must have supposed "
    "instruct necessity need obligation duty bind",
}
_GOVERNORS = {word: mode for mode, words in _OF_GOVERNOR.items() for word in words.split()}
_SHELLS = {
    Modality.PLANNED: "plan schedule date timetable timeline calendar preparation arrangement",
    Modality.OFFERED: "offer proposal proposition suggestion",
    Modality.DEMANDED: "call demand appeal request plea insistence",
    Modality.HYPOTHETICAL: "possibility chance prospect hope fear risk threat talk rumour rumor likelihood danger",
    Modality.DENIED: "lack absence",
}
_OF_SHELL = {word: mode for mode, words in _SHELLS.items() for word in words.split()}
"""Nouns that say of the deed after their "of" or "for" how far it is true."""
_ABLE = frozenset(["able", "unable"])
_TOLD_AS_DONE = frozenset({Modality.HAPPENED, Modality.ONGOING})
_FORGOING = frozenset({"avoid", "forgo", "forego", "eschew"})
_REFRAINING = frozenset({"refrain", "abstain", "desist", "shrink", "shy"})
_ALMOST = {"short": ("of",), "close": ("to",)}
"""What is not done behind these: "stopped short of bombing", "came close to capturing"."""
_ASPECT = frozenset("begin start continue keep resume stop cease go help".split())
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
_PAST = frozenset({"retook", "rewrote", "foresaw", "forsook"})
"""Past forms that a parser takes for the present."""
_SCHEDULED = frozenset(
    {"mean", "suppose", "intend", "design", "destine", "expect", "await", "plan", "schedule", "slate"}
)
_DATED = frozenset({"set", "fix", "pencil"})
_BEING = frozenset({"is", "are", "was", "were", "been"})
_HEARD_OF = frozenset("apparently supposedly purportedly presumably possibly perhaps".split())
_PAPERS = frozenset(
    "document plan paper draft clause article annex paragraph point section appendix text communique memorandum map "
    "statute charter constitution list schedule rule procedure mandate".split()
)
_LOOSE = frozenset({"ultimatum", "promise", "law", "peace", "duty", "exchange"})
"""What binds nobody to a deed, or is no paper."""
_ASKING = frozenset(
    "ask decide discuss consider determine debate choose wonder settle negotiate agree question know say clear".split()
)
_WISHING = frozenset(
    "ask demand urge request require order insist recommend suggest propose press stipulate want".split()
)
_SUSPECTED = frozenset({"believe", "allege", "suspect", "fear", "presume", "rumour", "rumor", "suppose"})
_MEANT = frozenset({"plan", "plot", "prepare"})
DECLARING = frozenset({"declare", "announce", "proclaim"})
_KNOWN = frozenset({"the", "this", "that", "these", "those"})
_DEEDS = frozenset({"pullout", "pull-out", "withdrawal", "failure", "collapse", "blockade", "defeat", "escalation"})
_COMING_ABOUT = frozenset("begin start take happen occur follow come be hold last open go end continue".split())
"""What is said of a deed that is set for a day, not of what would come of it."""
_FORESEEN = frozenset({"foresee", "plan", "schedule", "slate", "envisage", "pencil"})
_DUE = frozenset({"due", "scheduled", "planned", "slated", "pencilled", "foreseen", "imminent", "envisaged"})
_UNDER_WAY = frozenset({"ongoing", "underway", "continuing", "way", "force", "effect", "place", "custody", "hands"})

_LASTING_ACTS = frozenset({"STATE", "COERCE", "MOBILIZE", "AID", "COOPERATE"})
"""What goes on while it is told: people held, roads shut, troops at the line."""
_OVER = frozenset({"killed", "wounded", "displaced", "expired", "recovered", "seize", "arrest", "deport"})
_GOING_ON = frozenset(
    "be have continue keep remain stay go last hold wage need support back want observe refuse decline list".split()
)
_OFTEN = frozenset("still always often regularly daily usually routinely sometimes now currently".split())


def modality(verb: Token) -> Modality:
    """Of a clause, from its auxiliaries, its mood and what governs it."""
    words = syntax.helpers(verb)
    for told in (_besides, _by_modal, _set_for):
        if (found := told(verb, words)) is not None:
            return found
    if verb.dep_ == "ccomp" and verb.tag_ == "VB" and not words and verb.head.lemma_.lower() in _SEEN:
        return modality(verb.head)
    if "to" in words or (verb.tag_ == "VB" and not words & {"did", "do", "does"}) or verb.dep_ in ("xcomp", "pcomp"):
        return _governed(verb, "to" in words or verb.tag_ == "VB")
    if verb.dep_ == "conj" and verb.tag_ == "VBD" and not words and verb.head.tag_ == "VB":
        return Modality.HAPPENED  # "promised to free 16 but freed 12"
    if verb.dep_ == "conj" and not words and verb.tag_ == verb.head.tag_ and syntax.is_verb(verb.head):
        return modality(verb.head)
    return _by_tense(verb, words)


def _besides(verb: Token, words: set[str]) -> Modality | None:
    """What a clause says of itself beside its verb: "has yet to", "apparently", "asks that it be done"."""
    if yet_to(verb):
        return Modality.DENIED
    unsure = verb.dep_ == "ccomp" and any(c.lower_ == "whether" for c in syntax.children(verb, "mark"))
    if unsure or any(c.lower_ in _HEARD_OF for c in verb.children) or _asked(verb):
        return Modality.HYPOTHETICAL
    return Modality.DEMANDED if _wished(verb, words) else None


def _by_modal(verb: Token, words: set[str]) -> Modality | None:
    """What "will", "must", "could", "would" or a condition makes of a clause."""
    if words & _FUTURE or "going" in words:
        return Modality.HYPOTHETICAL if conditional(verb) else Modality.PLANNED
    if inverted(verb):
        return Modality.HYPOTHETICAL
    if words & _OUGHT:
        term = words <= {"must", "be"} and _of_terms(verb)
        perfect = words & {"have", "'ve", "’ve"} and "must" not in words
        return Modality.PLANNED if perfect or term else Modality.DEMANDED
    if words & _ABLE_TO and (syntax.negated(verb) or _nobody(verb)):
        return Modality.DENIED
    if "would" in words and verb.dep_ == "ccomp" and not conditional(verb):
        return Modality.HYPOTHETICAL if _only_thought_of(verb, words) else Modality.PLANNED
    maybe = words & _MAYBE or any(c.dep_ == "mark" and c.lower_ in CONDITION for c in verb.children)
    return Modality.HYPOTHETICAL if maybe else None


def _only_thought_of(verb: Token, words: set[str]) -> bool:
    """ "a raid would have killed dozens", "any pullout would leave it open", which nobody has announced."""
    if words & {"have", "'ve", "’ve"} and not any(c.lower_ == "by" for c in syntax.children(verb, "prep")):
        return True
    topic = arguments.subject(verb)
    if topic is None or topic.pos_ != "NOUN" or verb.lemma_.lower() in _COMING_ABOUT:
        return False
    first = {c.lower_ for c in syntax.children(topic, "det", "amod")}
    if "any" in first:
        return True
    deeds = lexicon.events().classes["attack"] | _DEEDS
    return bool(first & {"a", "an", "another", "such", "further"}) and topic.lemma_.lower() in deeds


def _of_terms(verb: Token) -> bool:
    """Whether a deal, a term or a document says it: what these say must be done is agreed ("under the deal ...")."""
    clause = verb
    while True:
        words = [s for s in (arguments.subject(clause), clause.head) if s is not None]
        words += syntax.prep_objects(clause, "under", "by", "in")
        words += [n for p in syntax.children(clause, "prep") for n in syntax.prep_objects(p, "to", "with")]
        words += [n for c in clause.children for n in syntax.prep_objects(c, "to", "with", "of")]
        if any(w.lemma_.lower() in _terms() for w in words):
            return True
        if syntax.is_root(clause):
            return False
        clause = clause.head


@cache
def _terms() -> frozenset[str]:
    classes = lexicon.events().classes
    return (classes["deal"] | _PAPERS) - _LOOSE


def _set_for(verb: Token, words: set[str]) -> Modality | None:
    """What is told as set for later: "is due", "to be followed by talks", "was meant to", "foreseen for May"."""
    if verb.lemma_ in ("be", "remain") and (said := _by_adjective(verb)) is not None:
        return said
    if verb.tag_ != "VBN":
        return None
    if verb.dep_ in ("oprd", "xcomp", "ccomp", "acomp") and not words and verb.head.lemma_.lower() in _SUSPECTED:
        return Modality.HYPOTHETICAL if syntax.is_passive(verb.head) else None  # "were feared kidnapped"
    ahead = verb.dep_ in ("acl", "relcl") and words == {"to", "be"}
    ahead = ahead or (verb.lemma_ in _FORESEEN and verb.dep_ == "acl")
    ahead = ahead or (verb.lemma_ in _DATED and bool(words & _BEING) and bool(syntax.prep_objects(verb, "for")))
    ahead = ahead or (verb.lemma_ in _SCHEDULED and bool(words & {"is", "are", "was", "were", "been"}))
    return Modality.PLANNED if ahead else None


def _asked(verb: Token) -> bool:
    """ "does not decide who is freed", "asked which men were let go": a question is no deed that was done."""
    if verb.dep_ != "ccomp" or verb.head.lemma_.lower() not in _ASKING:
        return False
    topic = next(iter(syntax.children(verb, "nsubj", "nsubjpass")), None)
    asked = topic is not None and (topic.lower_ in ("who", "which") or topic.left_edge.lower_ in ("which", "whose"))
    open_ = verb.head.lemma_.lower() in ("ask", "decide", "choose", "wonder", "determine", "discuss", "debate")
    return asked and (open_ or syntax.negated(verb.head))


def _wished(verb: Token, words: set[str]) -> bool:
    """ "asks that food go in first", "demanded the men be released": the bare form, under a verb of wishing."""
    if verb.dep_ != "ccomp" or verb.head.lemma_.lower() not in _WISHING:
        return False
    bare = verb.tag_ in ("VB", "VBP") and not words and verb.lemma_ != "be" and verb.head.lemma_ != "insist"
    marked = any(c.lower_ == "that" for c in syntax.children(verb, "mark"))
    return (bare and marked) or (verb.tag_ == "VBN" and words == {"be"}) or (verb.lower_ == "be" and not words)


def of_act(verb: Token, act: str, mode: str | None) -> Modality:
    """Of an act of the codebook: what is done at once and told in the present has happened ("Peru frees ten men")."""
    mood = modality(verb)
    if act == "ASSAULT" and verb.lemma_ in _MEANT and mood in (Modality.HAPPENED, Modality.ONGOING):
        return Modality.PLANNED  # "was planning an attack"
    if mode == "ceasefire" and verb.lemma_ in DECLARING and mood in (Modality.HAPPENED, Modality.ONGOING):
        return Modality.PLANNED  # "declared a truce"
    if mood in (Modality.PLANNED, Modality.HYPOTHETICAL) and put_forward(verb):
        return Modality.OFFERED
    at_once = act not in _LASTING_ACTS and mode != "ceasefire" and verb.lemma_.lower() not in _GOING_ON
    if mood is Modality.HYPOTHETICAL and act != "STATE" and _foretold(verb):
        return Modality.PLANNED
    if mood is Modality.HAPPENED and _goes_on(verb, act, mode):
        return Modality.ONGOING
    if mood is not Modality.ONGOING or not at_once:
        return mood
    passive = any(c.dep_ == "auxpass" and c.lower_ in ("is", "are") for c in verb.children)
    simple = verb.tag_ in ("VBZ", "VBP") or (passive and verb.tag_ == "VBN")
    words = {c.lower_ for c in verb.children}
    often = (
        words & _OFTEN
        or "being" in words
        or any(c.lower_ in ("every", "each") for n in verb.children for c in n.children)
    )
    return Modality.HAPPENED if simple and not often else mood


def _foretold(verb: Token) -> bool:
    """ "The buses would leave at noon", under no condition."""
    words = syntax.helpers(verb)
    asked = any(c.lower_ == "whether" for c in syntax.children(verb, "mark"))
    return "would" in words and not _only_thought_of(verb, words) and not conditional(verb) and not asked


def _goes_on(verb: Token, act: str, mode: str | None) -> bool:
    """ "has been shut since May", "men held on the island": what was begun and is so still."""
    if act not in ("STATE", "COERCE") and mode != "ceasefire":
        return False
    if mode in _OVER or verb.tag_ == "VBD":
        return False
    since = any(c.lower_ in ("since", "still") for c in verb.children)
    return since or (mode in ("held", "missing") and verb.dep_ == "acl")


def yet_to(verb: Token) -> bool:
    """ "has yet to name a day", "have still to be identified": not so, up to now."""
    holder = verb.head if verb.dep_ == "xcomp" else verb
    late = any(c.lower_ in ("yet", "still") for c in (*holder.children, *verb.children) if c.dep_ == "advmod")
    return holder.lemma_ == "have" and late and any(_to(x) for x in (verb, *syntax.children(holder, "xcomp")))


def _to(clause: Token) -> bool:
    return clause.dep_ == "xcomp" and any(c.lower_ == "to" for c in clause.children)


def _nobody(verb: Token) -> bool:
    """ "none of these could be checked"."""
    found = arguments.subject(verb)
    return found is not None and found.lower_ in ("none", "nobody", "neither", "nothing")


def _by_adjective(verb: Token) -> Modality | None:
    """ "is due to", "was ready to", "is under way", "has been in force", "was to leave"."""
    near = {w.lower_ for w in verb.children} | {n.lower_ for p in syntax.children(verb, "prep") for n in p.children}
    if near & _UNDER_WAY:
        return Modality.ONGOING
    judged = any(w.lower_ not in _DUE and w.pos_ == "ADJ" for w in syntax.children(verb, "acomp"))
    led = [x for x in syntax.children(verb, "xcomp") if x.lemma_ != "blame"]
    if not judged and any(c.lower_ == "to" for x in led for c in x.children):
        return Modality.PLANNED
    for word in syntax.children(verb, "acomp", "attr"):
        if word.lower_ in _DUE and not syntax.negated(verb):
            return Modality.PLANNED
        if word.lemma_.lower() in _ABLE and _was(verb) and syntax.children(word, "xcomp"):
            return _as_able(word)
        if word.lemma_.lower() in _GOVERNORS and syntax.children(word, "xcomp"):
            return _GOVERNORS[word.lemma_.lower()]
    return None


def _by_tense(verb: Token, words: set[str]) -> Modality:
    if verb.dep_ == "advcl" and any(m.lower_ == "if" for m in syntax.children(verb, "mark")):
        return Modality.HYPOTHETICAL
    if _awaited(verb):
        return Modality.HYPOTHETICAL
    if verb.tag_ == "VBP" and verb.lemma_ in _SAME_FORM and _told_of_the_past(verb):
        return Modality.HAPPENED
    present = (verb.tag_ in ("VBZ", "VBP") and verb.lower_ not in _PAST) or bool(
        words & {"is", "are", "'s", "’s", "am", "being"}
    )
    if present and not words & {"has", "have"}:
        return Modality.ONGOING
    if verb.tag_ == "VBG" and words & {"is", "are", "was", "were", "be", "been"}:
        return Modality.ONGOING
    if "being" in words:
        return Modality.ONGOING
    return Modality.HAPPENED


def _awaited(verb: Token) -> bool:
    """ "until the government agrees to it": what has not come about yet."""
    present = verb.tag_ in ("VBZ", "VBP") and not any(c.tag_ == "VBD" for c in syntax.children(verb, "aux"))
    marks = {c.lower_ for c in verb.children if c.dep_ in ("mark", "advmod", "prep")}
    return verb.dep_ == "advcl" and present and bool(marks & {"until", "till", "unless"})


def is_present(verb: Token) -> bool:
    """Whether a clause is told in the present, or of what can or could not be: "cannot get through"."""
    words = syntax.helpers(verb)
    return verb.tag_ in ("VBZ", "VBP") or bool(words & {"is", "are", "do", "does", "can", "ca"})


def _told_of_the_past(verb: Token) -> bool:
    """Whether the other verbs of a sentence stand in the past."""
    tags = {t.tag_ for t in verb.sent if t.i != verb.i and t.pos_ in ("VERB", "AUX")}
    return "VBD" in tags and not tags & {"VBZ", "VBP"}


def _governed(verb: Token, infinitive: bool) -> Modality:
    """Of an infinitive or gerund: what the verb, noun or adjective above it makes of it."""
    if syntax.is_root(verb):
        return _by_tense(verb, {c.lower_ for c in verb.children if c.dep_ == "aux"})
    if infinitive:
        verb = _first_joined(verb)
    if verb.dep_ == "conj" and infinitive and syntax.is_verb(verb.head):
        return Modality.HYPOTHETICAL
    return _under(verb, _governor(verb), infinitive)


def _first_joined(verb: Token) -> Token:
    """The "free" of "urged them to free the men and to leave"."""
    while verb.dep_ == "conj" and syntax.is_verb(verb.head) and verb.head.tag_ == "VB":
        verb = verb.head
    return verb


def _governor(verb: Token) -> Token:
    """The verb, noun or adjective that an infinitive or gerund hangs from."""
    head = verb.head
    while head.dep_ in ("prep", "conj", "pcomp") and not syntax.is_verb(head) and not syntax.is_root(head):
        head = head.head
    return head


def _under(verb: Token, head: Token, infinitive: bool) -> Modality:
    """What a governor makes of an infinitive or gerund."""
    lemma = head.lemma_.lower()
    if verb.dep_ == "pcomp" and verb.head.lower_ == "without":
        return _left_undone(verb.head)
    if (barred := arguments.hindered(verb) is not None) or forgone(verb):
        mood = modality(syntax.verb_over(verb.head.head if verb.dep_ == "pcomp" else verb.head))
        agreed = barred and _of_terms(head)  # "the pact bars both from firing"
        return Modality.PLANNED if agreed else Modality.DENIED if mood in _TOLD_AS_DONE else mood
    if verb.dep_ == "pcomp" and verb.head.lower_ == "with":
        return Modality.HAPPENED if verb.head.head.lemma_.lower() in _BLAMING else Modality.ONGOING
    if lemma in {"use", "exploit"} | arguments.FORCING and infinitive and syntax.is_verb(head):
        return modality(head)  # "used the pause to bring in troops", "forced thousands to flee"
    if lemma in _SEEN and not infinitive_marked(verb) and verb.tag_ in ("VB", "VBG"):
        return modality(head)
    if lemma in _TELLING and any(c.lower_ == "have" for c in syntax.children(verb, "aux")):
        unsure = lemma in _SUSPECTED and syntax.is_verb(head) and syntax.is_passive(head)
        return Modality.HYPOTHETICAL if unsure else Modality.HAPPENED
    if lemma in ("appear", "seem") and "be" in syntax.helpers(verb) and verb.tag_ == "VBG":
        return Modality.ONGOING  # "appeared to be holding"
    if lemma in _ASPECT or (head.pos_ == "ADP" and not infinitive):
        return modality(head) if syntax.is_verb(head) else Modality.HAPPENED
    if lemma in _ABLE and _was(head.head):
        return _as_able(head)
    if lemma in _GOVERNORS or unplanned(head):
        return Modality.DENIED if unplanned(head) else _GOVERNORS[lemma]
    if lemma in ("fail", "refuse", "decline", "neglect"):
        return Modality.DENIED
    if not infinitive:
        return _by_tense(verb, {c.lower_ for c in verb.children if c.dep_ == "aux"})
    judged = head.lemma_ == "be" and syntax.children(head, "acomp", "attr")  # "it would be wrong to free them"
    return Modality.PLANNED if lemma == "be" and verb.dep_ == "xcomp" and not judged else Modality.HYPOTHETICAL


def _left_undone(without: Token) -> Modality:
    """ "took it without firing", and "cannot win without firing", which tells of no deed done or left undone."""
    clause = syntax.verb_over(without.head)
    if not syntax.is_verb(clause):
        return Modality.HYPOTHETICAL
    done = not syntax.negated(clause) and modality(clause) in (Modality.HAPPENED, Modality.ONGOING)
    return Modality.DENIED if done else Modality.HYPOTHETICAL


def forgone(verb: Token) -> bool:
    """ "stopped short of bombing", "refrain from bombing", "avoided killing", "came close to killing": not done."""
    if verb.dep_ in ("xcomp", "ccomp") and verb.tag_ == "VBG":
        return verb.head.lemma_.lower() in _FORGOING
    if verb.dep_ != "pcomp":
        return False
    led, prep = verb.head.head, verb.head.lower_
    lemma = led.lemma_.lower()
    if prep == "from":
        return lemma in _REFRAINING
    return prep in _ALMOST.get(lemma, ())


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
    if noun.dep_ == "pobj":
        if noun.head.lower_ == "without":
            return Modality.DENIED
        if noun.head.lower_ in ("for", "of", "to") and noun.head.head.pos_ == "NOUN":
            return _OF_SHELL.get(noun.head.head.lemma_.lower()) or _of_thing(noun.head.head)
    return _of_thing(noun)


def _of_thing(noun: Token) -> Modality:
    """ "might unleash a wave of violence", "could lead to an attack": no deed that is known as done."""
    while noun.dep_ == "pobj" and noun.head.head.pos_ == "NOUN" and noun.head.lower_ == "of":
        noun = noun.head.head
    verb = noun.head.head if noun.dep_ == "pobj" else noun.head
    known = any(c.dep_ == "poss" or c.lower_ in _KNOWN for c in noun.children)
    led = noun.dep_ in ("dobj", "attr") or (noun.dep_ == "pobj" and noun.head.lower_ in ("to", "in", "into"))
    if known or not led or not syntax.is_verb(verb) or not syntax.helpers(verb) & _MAYBE:
        return Modality.HAPPENED
    ahead = modality(verb) in (Modality.HYPOTHETICAL, Modality.PLANNED)
    return Modality.HYPOTHETICAL if ahead else Modality.HAPPENED
