"""Stand-ins: words that stand for somebody named before: "it", "she", "the ministry", "the statement".

They are taken for the last fitting name before them in the text.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from truceline.model import PartyKind
from truceline.reading import arguments, lexicon, syntax
from truceline.reading.addressed import addressee
from truceline.reading.noun_phrases import FIGHTERS, OURS, SUBJECTS, Named, NounPhrases, telling
from truceline.reading.paragraphs import parted
from truceline.reading.parse import Parse
from truceline.reading.parties import Described, role_kind
from truceline.reading.persons import is_person, may_mean
from truceline.reading.sources import source_of

if TYPE_CHECKING:
    from truceline.reading.tokens import Sentence, Token

OFFICE_IN_MIND = 6
"""How many sentences back a state is still the one whose offices are meant, and a statement the one that is."""
_AGENCY_IN_MIND = 3
"""How many sentences back a body stands at most that is called "the agency"."""
_AGENCIES = frozenset({"agency", "body", "organisation", "organization"})
GROUPS = frozenset("group movement militia faction organisation organization country nation state".split())
_STATES = frozenset({"country", "nation"})
_STRIKING = frozenset("strike attack bomb shell raid hit kill invade launch fire pound target wound".split())
HE_OR_SHE = frozenset(["he", "she", "his", "her", "him"])
_PLURAL = frozenset(["they", "their", "them", "these", "those", "both"])
_THING = frozenset(["it", "its", "this"])
_MANY = frozenset(
    {PartyKind.ARMED_FORCE, PartyKind.ARMED_GROUP, PartyKind.PEOPLE, PartyKind.OFFICIAL, PartyKind.SOURCE}
)
_IN = frozenset({"in", "through", "via", "on"})
_OUTLET_WORDS = frozenset({"dispatch", "article", "story"})
"""What an outlet calls its own reports: then the report itself speaks."""
_OTHERS = frozenset({"other", "opposing", "opposite", "rival", "enemy", "second", "another", "neighbouring"})
_OFFICES = frozenset({"ministry", "department", "directorate", "bureau"})
_PARTS_OF_FORCES = frozenset({"air", "naval", "border", "ground", "police", "special", "rapid"})
"""With these before it, "the force" is not the army of a state."""
_GROUP_KINDS = frozenset({PartyKind.ARMED_GROUP, PartyKind.STATE, PartyKind.GOVERNMENT, PartyKind.INTERNATIONAL})


@dataclass(frozen=True, slots=True)
class StandIns:
    """Asked for one word at a time. ``who`` says whom another noun phrase means."""

    parse: Parse
    phrases: NounPhrases
    who: Callable[[Token], Described | None]

    def pronoun(self, token: Token) -> Described | None:
        """ "it", "she", "they", "who": its noun, the subject of the half before, or the last that fits."""
        word = token.lower_
        if word in syntax.RELATIVE and token.tag_ in ("WDT", "WP", "WP$"):
            noun = arguments.antecedent(token)
            return self.who(noun) if noun.i != token.i else None
        if (here := self._before_semicolon(token)) is not None:
            return here
        if word == "it" and _recalls(token):
            return self._main_speaker(token)
        asked = addressee(token)
        who = self.who(asked) if asked is not None else None
        if asked is not None and who is not None and self._agrees(token, asked, who):
            return who
        if word in HE_OR_SHE:
            return self._last(token, lambda n: n.person and not n.plural and may_mean(word, self.parse.doc[n.token]))
        if word in _THING:
            return self._last(token, lambda n: not n.person and not n.plural and n.who.kind is not PartyKind.PEOPLE)
        if word in _PLURAL:
            return self._last(token, lambda n: n.plural or (not n.person and n.who.kind in _MANY | _GROUP_KINDS))
        return None

    def _main_speaker(self, token: Token) -> Described | None:
        """Who has spoken most often so far: whose briefing or communique a text is about."""
        spoke = [n.who for n in self.phrases.before(token.i) if n.speaks]
        often = Counter(who.name for who in spoke)
        return max(reversed(spoke), key=lambda who: often[who.name], default=None)

    def _before_semicolon(self, token: Token) -> Described | None:
        """ "The guild freed one man; it says that it holds no other": the subject of the half before."""
        doc, start = self.parse.doc, token.sent.start
        if token.dep_ not in ("nsubj", "nsubjpass", "poss") or start == 0 or doc[start - 1].text != ";":
            return None
        half = doc[start - 1].sent
        topic = arguments.subject(half.root)
        if topic is None or topic.i >= start or topic.sent.start != half.start or topic.pos_ == "PRON":
            return None
        who = self.who(topic)
        known = who is not None and (who.kind is not PartyKind.UNKNOWN or topic.pos_ == "PROPN")
        return who if known and who is not None and self._agrees(token, topic, who) else None

    def definite(self, token: Token) -> Described | None:
        """ "the ministry", "the group": the last name of that kind, the same noun first."""
        lemma = token.lemma_.lower()
        kind = role_kind(lemma)
        if kind is None and lemma not in GROUPS | FIGHTERS:
            return None
        beside = {c.lower_ for c in token.children if c.dep_ in ("compound", "amod")}
        if beside & _OTHERS:
            return None  # "the opposing command" is not the one that was named
        if lemma == "force" and beside & _PARTS_OF_FORCES:
            return None
        before = [n for n in self.phrases.before(token.i - 1) if n.who.name.lower() != lemma]
        if lemma in _OFFICES and beside:
            before = [n for n in before if _is_called(n.who.name, beside)]
        same = [n for n in before if _is_a(n.who, lemma, kind) and self.phrases.has_name(self.parse.doc[n.token])]
        if same:
            return same[-1].who
        wanted = {PartyKind.ARMED_GROUP} if lemma in FIGHTERS else _GROUP_KINDS if lemma in GROUPS else {kind}
        wanted = {PartyKind.STATE} if lemma in _STATES else wanted
        fitting = [n for n in before if n.who.kind in wanted and (n.who.party is not None or self._is_group(n))]
        if lemma in _STATES and token.dep_ == "poss":
            fitting = [n for n in fitting if not _strikes(self.parse.doc[n.token])] or fitting
        if lemma in FIGHTERS:
            return self._chief(token, fitting)
        if lemma in _AGENCIES:
            among_nations = self._agency(token)
            if among_nations is not None and not (fitting and fitting[-1].token > among_nations.token):
                return among_nations.who
        forces = lemma == "force" and "armed" in beside
        if kind is PartyKind.ARMED_FORCE and lemma not in ("army", "military") and not forces:
            return None  # the navy is not the army
        if (token.tag_ == "NNS" and not forces) or kind in (PartyKind.PEOPLE, PartyKind.SOURCE, PartyKind.OFFICIAL):
            return None
        return fitting[-1].who if fitting else None

    def _agency(self, token: Token) -> Named | None:
        """ "The World Health Office said ...; the agency added": the body among nations that spoke or acted last."""
        near = self.phrases.before(token.i - 1)
        start = self.phrases.sentences_back(token, _AGENCY_IN_MIND)
        if any(c.dep_ in ("compound", "amod", "prep") for c in token.children):
            return None
        fitting = [n for n in near if n.token >= start and n.salient and n.who.kind is PartyKind.INTERNATIONAL]
        return fitting[-1] if fitting else None

    def _is_group(self, named: Named) -> bool:
        """An armed group by its own name, though no list knows it: "the Popular Harvest Front"."""
        return named.who.kind is PartyKind.ARMED_GROUP and self.parse.doc[named.token].pos_ == "PROPN"

    def _chief(self, token: Token, fitting: list[Named]) -> Described | None:
        """ "the group": the last that spoke or acted, else the one that the text speaks of most."""
        salient = [n for n in fitting if n.salient]
        if salient or not fitting:
            return salient[-1].who if salient else None
        so_far = self.phrases.so_far(token, frozenset({PartyKind.ARMED_GROUP}))
        name, often = so_far.most_common(1)[0] if so_far else ("", 0)
        if often > 2 * so_far[fitting[-1].who.name]:
            return self.phrases.described(name)
        return fitting[-1].who

    def document(self, token: Token) -> Described | None:
        """ "a statement from the ministry", "its report": whose it is, else whoever spoke last."""
        if token.lemma_.lower() in _OUTLET_WORDS and not syntax.children(token, "poss"):
            return None
        for owner in [*syntax.children(token, "poss"), *syntax.prep_objects(token, "by", "from", "of")]:
            found = self.who(owner)
            if found is not None and found.kind is not PartyKind.UNKNOWN:
                return found
        inside = [self.parse.mentions[i] for i in self.phrases.words_of(token) if i in self.parse.mentions]
        if inside:
            return self.phrases.described(inside[0].party.name)
        return self._earlier(token) or self._last(token, lambda n: n.speaks) or self._last(token, lambda n: True)

    def _earlier(self, token: Token) -> Described | None:
        """ "the communique", after "a communique of the ministry": the same document again."""
        lemma, near = token.lemma_.lower(), self.phrases.sentences_back(token, OFFICE_IN_MIND)
        documents = lexicon.cues().documents
        for before in reversed(self.parse.doc[: token.i]):
            alike = before.lemma_.lower() == lemma or (before.i >= near and before.lemma_.lower() in documents)
            if not alike or before.i in self.parse.mentions:
                continue
            owners = [*syntax.children(before, "poss"), *syntax.prep_objects(before, "by", "from", "of")]
            same = before.lemma_.lower() == lemma
            for owner in owners or (_who_wrote(before) if same else ()):
                found = self.who(owner)
                if found is not None and found.kind is not PartyKind.UNKNOWN:
                    return found
        return None

    def _last(self, token: Token, fits: Callable[[Named], bool]) -> Described | None:
        """The last fitting name before a token; subjects come before other names of the same sentence."""
        before = [n for n in self.phrases.before(token.i) if fits(n) and not self._clashes(token, n)]
        if not before:
            return None
        if (above := self._above(token)) is not None:
            return above
        if token.dep_ == "nsubj" and token.head.lemma_.lower() in telling():
            here = any(n.speaks and n.token >= token.sent.start for n in before)
            spoke = self._spoke_before(token) if not here else None
            if spoke is not None:
                return spoke
        sentence = self.parse.doc[before[-1].token].sent
        near = [n for n in before if n.token >= sentence.start]
        salient = [n for n in near if n.salient]
        aside = token.head.dep_ == "parataxis"
        same = token.sent.start == sentence.start and not aside
        objects = [n for n in near if self.parse.doc[n.token].dep_ == "dobj"]
        chosen = (salient[-1] if same else salient[0]) if salient else [*near, *objects][-1]
        return self.who(self.parse.doc[chosen.token]) or chosen.who

    def _above(self, token: Token) -> Described | None:
        """ "India struck camps that it said were in use": the subject of the clause around its own."""
        verb = token.head
        if token.dep_ not in SUBJECTS or verb.dep_ not in ("relcl", "advcl", "ccomp") or not syntax.is_verb(verb):
            return None
        topic = arguments.subject(syntax.verb_over(verb.head))
        if topic is None or topic.i > token.i or topic.lower_ in syntax.RELATIVE:
            return None
        return self._meant(token, topic)

    def _meant(self, token: Token, topic: Token) -> Described | None:
        """Whom a subject means, where a pronoun can stand for that."""
        who = self.who(topic)
        named = topic.pos_ in ("PROPN", "PRON") or self.phrases.has_name(topic)
        if who is None or (who.kind is PartyKind.UNKNOWN and not named):
            return None
        return who if self._agrees(token, topic, who) else None

    def _in_paragraph(self, token: Token) -> Described | None:
        """The subject of the sentence before, in the paragraph: "¶ Ann Lind signed. "It is over," she said"."""
        start = token.sent.start
        while start > 0 and not self._parts(start):
            sentence = self.parse.doc[start - 1].sent
            start = sentence.start
            topic = _topic(sentence)
            if topic is not None and (who := self._meant(token, topic)) is not None:
                return who
        return None

    def _spoke_before(self, token: Token) -> Described | None:
        """Who spoke last in the three sentences before; those of its own paragraph have whom they are about as well."""
        first, later = self.phrases.sentences_back(token, 3), token.sent.start
        while later > first:
            if self._parts(later) and (who := self._in_paragraph(token)) is not None:
                return who
            sentence = self.parse.doc[later - 1].sent
            who = self._spoke_in(sentence, token) or self._by_name(sentence, token)
            if who is not None:
                return who
            later = sentence.start
        return None

    def _parts(self, i: int) -> bool:
        """Whether a paragraph begins with a token."""
        return parted(self.parse.text, self.parse.ends[i - 1], self.parse.starts[i])

    def _spoke_in(self, sentence: Sentence, token: Token) -> Described | None:
        """Who speaks last in a sentence, by name, description, pronoun or document."""
        verbs = telling()
        for before in reversed(sentence):
            told = before.dep_ == "nsubj" and before.head.lemma_.lower() in verbs and before.head.dep_ != "relcl"
            told = told or self._before_quotation(before) or _same_owner(token, before)
            if not told and not self.phrases.is_reported(before) and not _counts(before):
                continue
            if before.lower_ in syntax.RELATIVE or before.lower_ in OURS | {"i", "we", "you"}:
                continue
            who = self.who(before)
            if who is not None and self._agrees(token, before, who):
                return who
        return None

    def _by_name(self, sentence: Sentence, token: Token) -> Described | None:
        """Who is named as the subject of a sentence: "Ann Lind signed. No, she adds, nobody fired"."""
        topic = _topic(sentence) if token.lower_ in HE_OR_SHE else None
        return self._meant(token, topic) if topic is not None and topic.pos_ == "PROPN" else None

    def _before_quotation(self, token: Token) -> bool:
        """Whether a name stands before a colon and a quotation mark."""
        after = self.parse.doc[token.i + 1 : token.i + 3]
        return token.pos_ in ("PROPN", "NOUN") and len(after) == 2 and after[0].text == ":" and after[1].is_quote

    def _agrees(self, pronoun: Token, noun: Token, who: Described) -> bool:
        """Whether "he", "it" or "they" can stand for somebody."""
        word, plural = pronoun.lower_, noun.tag_ in ("NNS", "NNPS") or noun.lower_ in _PLURAL
        if _disagree(pronoun, noun):
            return False
        person = is_person(who, noun)
        person = person or noun.lower_ in HE_OR_SHE
        if word in HE_OR_SHE:
            return person and not plural and may_mean(word, noun)
        if word in _THING:
            return not person and not plural and who.kind is not PartyKind.PEOPLE
        return plural or not person or any(c.dep_ == "conj" for c in noun.children)

    def _clashes(self, token: Token, named: Named) -> bool:
        """A pronoun that is a verb's object is not that verb's subject; what takes "keeps" is no "they"."""
        noun = self.parse.doc[named.token]
        return _disagree(token, noun) or (
            token.dep_ in ("dobj", "pobj") and noun.dep_ in SUBJECTS and noun.head.i == token.head.i
        )


def _who_wrote(document: Token) -> list[Token]:
    """ "The guild said in a statement", "In a statement sent to reporters, the guild said": whose it is."""
    verb = syntax.verb_over(document.head) if document.dep_ == "pobj" and document.head.lower_ in _IN else document
    topic = source_of(verb) if verb is not document and verb.lemma_.lower() in telling() else None
    return [topic] if topic is not None else []


def _topic(sentence: Sentence) -> Token | None:
    """The subject of a sentence, or of what stands before its colon."""
    root = sentence.root
    before = [c for c in syntax.children(root, "ccomp") if c.i < root.i and syntax.children(c, *SUBJECTS)]
    colon = before and any(t.text == ":" for t in root.doc[before[0].i : root.i])
    return next(iter(syntax.children(before[0] if colon else root, *SUBJECTS)), None)


def _disagree(pronoun: Token, noun: Token) -> bool:
    """Whether a noun's verb shows that "it" or "they" cannot stand for it."""
    many = _takes_plural(noun) if pronoun.lower_ in _THING | _PLURAL else None
    return many is not None and many == (pronoun.lower_ in _THING)


def _strikes(noun: Token) -> bool:
    """Whether somebody is told to strike another: "the country's hospitals" are not his."""
    by = noun.dep_ == "pobj" and noun.head.dep_ == "agent"
    verb = noun.head.head if by else noun.head
    return (by or noun.dep_ == "nsubj") and verb.lemma_ in _STRIKING


def _takes_plural(noun: Token) -> bool | None:
    """Whether its verb is in the plural: "the rebels keep", not "the army keeps"; None where that does not show."""
    if noun.dep_ not in ("nsubj", "nsubjpass") or noun.head.i < noun.i:
        return None
    helping = [c for c in noun.head.children if c.dep_ in ("aux", "auxpass") and c.i < noun.head.i]
    tags = [t.tag_ for t in (*helping[:1], noun.head)]
    if tags[0] == "VBZ" or any(h.lower_ == "was" for h in helping[:1]):
        return False
    return True if tags[0] == "VBP" or any(h.lower_ == "were" for h in helping[:1]) else None


def _recalls(word: Token) -> bool:
    """ "The envoy had left, it was recalled": nothing that "it" stands for."""
    said = word.head
    told = word.dep_ == "nsubjpass" and said.lemma_.lower() in telling()
    return told and any(c.i < word.i for c in syntax.children(said, "ccomp"))


def _counts(noun: Token) -> bool:
    """ "by the count of the Red Cross", "in the ministry's view": told by whose account it is."""
    words = lexicon.cues()
    account = noun.head.head if noun.dep_ == "pobj" and noun.head.lower_ == "of" else noun.head
    owns = noun.dep_ == "poss" or account is not noun.head
    framed = account.dep_ == "pobj" and account.head.lower_ in words.account_preps
    return owns and framed and account.lower_ in words.account_nouns


def _same_owner(pronoun: Token, word: Token) -> bool:
    """ "Their delegate left. They insist": the pronoun again, beside the subject of a sentence before."""
    alike = next((group for group in (_PLURAL, _THING) if pronoun.lower_ in group), frozenset())
    noun = word.head
    return word.dep_ == "poss" and word.lower_ in alike and noun.dep_ in SUBJECTS and syntax.is_root(noun.head)


def _is_a(who: Described, lemma: str, kind: PartyKind | None) -> bool:
    """Whether a name has a noun and means such a one: no armed group is "the army" for having the word in its name."""
    return _has_word(who.name, lemma) and (who.party is None or kind is None or who.kind is kind)


def _is_called(name: str, words: set[str]) -> bool:
    """ "the defence ministry" is a Ministry of Defense, and no State Department."""
    return any(w[:5] == part[:5] for w in words for part in name.lower().split())


def _has_word(name: str, lemma: str) -> bool:
    """Whether a name has a noun, or a longer form of it: "the monitors" after "the monitoring team"."""
    return any(w == lemma or (len(lemma) > 4 and w.startswith(lemma)) for w in name.lower().split())
