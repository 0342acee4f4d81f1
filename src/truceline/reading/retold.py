"""Retold: drafts that name no act of their own and go on with one that was told before.

"Peru counted four"; "the ministry puts the number of freed sailors at 12"; "four sailors followed"; "of these, ten are
women"; "these women belong to the army"; "the group claimed responsibility". Each keeps its own speaker and words.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from functools import cached_property
from typing import TYPE_CHECKING

from truceline.model import Comparator, Figure, Modality, Polarity, Stance, codebook
from truceline.reading import lexicon, syntax
from truceline.reading.attribution import Attribution, Kind
from truceline.reading.details import Details, category_of
from truceline.reading.disowned import disowned
from truceline.reading.draft import Draft
from truceline.reading.elided import elided
from truceline.reading.events import Event
from truceline.reading.kinds import kinds, kinds_of, serves
from truceline.reading.parse import Parse
from truceline.reading.qualities import of_verbs, within

if TYPE_CHECKING:
    from truceline.reading.tokens import Token

_GIVING = frozenset(
    "speak put count give write cite list estimate mention talk name quote place record register".split()
)
"""Verbs that give a number and leave out what was done."""
_PROVIDING = frozenset("speak provide call mention foresee stipulate require set fix demand say".split())
_AGREEING = frozenset({"agree", "fix", "set", "promise", "plan", "stipulate", "owe"})
_PUTTING = frozenset("give report cite put publish have quote offer present".split())
"""Verbs by which somebody has numbers of its own."""
_HIGHER = frozenset({"higher", "larger", "greater", "bigger"})
_LOWER = frozenset({"lower", "smaller", "fewer"})
_NUMBERS = frozenset({"number", "toll", "count", "total", "figure", "tally"})
_STATES = {"release": ("RETREAT", "release"), "free": ("RETREAT", "release"), "return": ("RETREAT", "release")}
_STATES |= {"kill": ("STATE", "killed"), "dead": ("STATE", "killed"), "wound": ("STATE", "wounded")}
_STATES |= {"injure": ("STATE", "wounded"), "miss": ("STATE", "missing"), "missing": ("STATE", "missing")}
_LAYING = frozenset({"attribute", "ascribe", "lay", "blame", "put", "trace", "commit"})
_JUDGING = _LAYING | frozenset("confirm verify occur happen record report rule judge deem register count".split())
"""What is said of some of those that were counted before, without telling another deed."""
_COMING_OUT = frozenset({"leave", "cross", "arrive", "emerge", "return", "come", "reach"})
_RETURN = frozenset({"return", "exchange"})
_CLAIMING = frozenset({"claim", "take", "accept", "assume", "admit"})
_POINTING = frozenset({"these", "those", "they", "remaining", "the"})
_PEOPLE = frozenset({"captives", "people", "forces"})
_DISPATCHES = frozenset({"dispatch", "report", "article", "story", "bulletin", "version"})
_CORRECTING = re.compile(r"\b(?:CORRECTION|Correction|CORRECTS|Corrects|corrected (?:report|dispatch|version))\b")
_NEAR = 2
_FAR = 8
"""How many sentences back a number, or an attack, is still in mind."""


@dataclass(frozen=True)
class Retold:
    """The drafts of one report, read again in order."""

    parse: Parse
    details: Details

    def retold(self, drafts: Iterable[Draft]) -> list[Draft]:
        done: list[Draft] = []
        rest = sorted(drafts, key=lambda d: (d.content[0], d.event.trigger))
        for n, draft in enumerate(rest):
            done.append(self._withdrawn(self._again(draft, done, rest[n + 1 :])))
        return [*done, *(self._deaths(d) for d in done if self._tells_deaths(d))]

    def _tells_deaths(self, draft: Draft) -> bool:
        """ "three were killed in an air strike": an attack, and a number of dead."""
        verb = self.parse.doc[draft.event.trigger]
        killed = of_verbs().get(verb.lemma_.lower()) == "dead" and syntax.is_verb(verb) and syntax.is_passive(verb)
        return draft.event.type == "ASSAULT" and killed and bool(draft.figures) and bool(draft.chain)

    def _deaths(self, draft: Draft) -> Draft:
        return replace(draft, event=replace(draft.event, type="STATE", mode="killed", actors=()))

    def _again(self, draft: Draft, before: list[Draft], after: list[Draft]) -> Draft:
        """The first of these that fits; the draft as it was where none does."""
        if (denial := disowned(self.parse, draft, before)) is not None:
            return denial
        if draft.event.noun and draft.event.type == "RETREAT":
            return self._planned_beside(draft, before)
        if draft.event.type == "ASSAULT" and not draft.event.actors:
            return self._the_attack(draft, before) or draft
        if draft.event.type == "ACCUSE" or self._only_charges(draft):
            return self._charged(draft, before) or draft
        if draft.event.mode == "held" and not draft.figures:
            return self._uncounted(draft, self._subjects(draft))
        if draft.event.type != "STATE" or draft.event.mode not in ("condition", "total"):
            return draft
        ways = (
            self._agreed(draft),
            self._part(draft, before),
            self._numbered(draft),
            self._given(draft, before),
            self._of_them(draft, before),
            self._compared(draft, before),
            self._of_the_deal(draft, before),
            self._summed(draft, before),
            self._followed(draft, before),
            self._came_out(draft, before, after),
            self._counted_in(draft, before),
            self._of_the_held(draft, before),
            self._claimed(draft, before),
            self._described(draft, before),
            elided(self.parse, draft, before),
        )
        return next((found for found in ways if found is not None), draft)

    def _withdrawn(self, draft: Draft) -> Draft:
        """ "CORRECTION: ... Our dispatch also said that ...": a report that corrects another denies what that told."""
        last = draft.chain[-1] if draft.chain else None
        if last is None or last.source_head is None or last.stance is not Stance.ASSERTS:
            return draft
        source = self.parse.doc[last.source_head]
        own = any(c.lower_ in ("our", "the", "that") for c in source.children)
        if source.lemma_.lower() not in _DISPATCHES or not own or not _CORRECTING.search(self.parse.text):
            return draft
        return replace(draft, chain=(*draft.chain[:-1], replace(last, stance=Stance.DENIES)), stance=Stance.DENIES)

    def _planned_beside(self, draft: Draft, before: list[Draft]) -> Draft:
        """ "is to free 50 women in exchange for 150 men": what is given for what is planned is planned too."""
        above = {t.i for t in self.parse.doc[draft.event.trigger].ancestors}
        ahead = next((d for d in before if d.event.trigger in above and d.event.mode == draft.event.mode), None)
        if ahead is None or ahead.event.modality is Modality.HAPPENED:
            return draft
        return replace(draft, event=replace(draft.event, modality=ahead.event.modality))

    # --- numbers --------------------------------------------------------------------------------
    def _part(self, draft: Draft, before: list[Draft]) -> Draft | None:
        """ "Of these, 126 are citizens": held, as the 137 are."""
        wholes = {self.details.figures[n].part_of for n in self._tops(draft)}
        if not draft.figures or None in wholes:
            return None
        whole = next((d for d in reversed(before) if wholes & set(d.figures)), None)
        if whole is None or whole.event.mode == "condition":
            return None
        return self._like(draft, whole, clause=draft.event.clause)

    def _agreed(self, draft: Draft) -> Draft | None:
        """ "Four is the number of trucks agreed for each day": told as agreed, not as done."""
        verb = self._verb(draft)
        if verb is None or verb.lemma_ != "be" or not draft.figures:
            return None
        if not any(t.dep_ == "acl" and t.lemma_ in _AGREEING for t in verb.subtree):
            return None
        return replace(draft, event=replace(draft.event, modality=Modality.PLANNED))

    def _tops(self, draft: Draft) -> list[int]:
        return [n for n in draft.figures if self.details.figures[n].part_of not in draft.figures]

    def _numbered(self, draft: Draft) -> Draft | None:
        """ "put the number of freed sailors at 12", "put the number of hostages at 136"."""
        cue = self._cue(draft)
        noun = syntax.direct_object(cue) if cue is not None else None
        if cue is None or noun is None or noun.lemma_.lower() not in _NUMBERS or not draft.figures:
            return None
        of = syntax.prep_objects(noun, "of")
        act = next((a for n in of for a in self._state_of(n)), None)
        if act is None:
            return None
        mood = Modality.ONGOING if act[0] == "STATE" else Modality.HAPPENED
        event = replace(draft.event, type=act[0], mode=act[1], actors=(), modality=mood, concerned=(of[0].i,))
        event = replace(event, trigger=cue.i, clause=self._with_cue(draft, cue))
        return replace(draft, event=event)

    def _state_of(self, noun: Token) -> Iterator[tuple[str, str]]:
        for word in (noun, *(c for c in noun.children if c.dep_ in ("amod", "acl"))):
            if (act := _STATES.get(word.lemma_.lower())) is not None:
                yield act
        if noun.lemma_.lower() in lexicon.events().classes["captives"]:
            yield "STATE", "held"

    def _given(self, draft: Draft, before: list[Draft]) -> Draft | None:
        """ "Peru counted four", "had spoken of 14 sailors for 42 others": what was told before, in another number."""
        cue = self._cue(draft)
        if cue is None or cue.lemma_ not in _GIVING or not draft.figures or not self._only_counts(draft):
            return None
        earlier = self._last_counted(draft, before)
        if earlier is None:
            return None
        made = self._like(draft, earlier, clause=self._with_cue(draft, cue))
        event = replace(made.event, trigger=cue.i, modality=self._mood(cue, earlier))
        kinds = self._all_of_them(cue)
        return replace(made, event=event, like=earlier.figures[0], kinds=kinds)

    def _of_them(self, draft: Draft, before: list[Draft]) -> Draft | None:
        """ "Nine were attributed to the army", "two have been confirmed": of what was counted before."""
        verb = self._verb(draft)
        if verb is None or verb.lemma_ not in _JUDGING or not draft.figures:
            return None
        figure = self.details.figures[draft.figures[0]].figure
        earlier = self._last_counted(draft, before) if not figure.unit and figure.low is not None else None
        if earlier is None:
            return None
        made = self._like(draft, earlier, clause=draft.event.clause)
        to = [n.i for n in syntax.prep_objects(verb, "to", "on", "by")] if verb.lemma_ in _LAYING else []
        return replace(made, event=replace(made.event, actors=tuple(to)))

    def _compared(self, draft: Draft, before: list[Draft]) -> Draft | None:
        """ "The port authority gives higher counts": more than the number told before, by whoever gives them."""
        verb = self._cue(draft) or self._verb(draft)
        noun = syntax.direct_object(verb) if verb is not None else None
        giver = syntax.subject(verb) if verb is not None else None
        if verb is None or noun is None or giver is None or draft.figures or verb.lemma_ not in _PUTTING:
            return None
        marks = [c.lower_ for c in noun.children]
        if noun.lemma_.lower() not in _NUMBERS | {"estimate"} or {"no", "of"} & set(marks) or syntax.negated(verb):
            return None
        above, below = (any(m in words for m in marks) for words in (_HIGHER, _LOWER))
        earlier = self._told_figure(draft, before) if above != below else None
        if earlier is None:
            return None
        told, number = earlier
        figure = self.details.figures[number].figure
        low, high = (figure.low, None) if above else (None, figure.high)
        if low is None and high is None:
            return None
        comparator = Comparator.OVER if above else Comparator.UNDER
        words = self.parse.words(noun.left_edge.i, noun.i + 1)
        figure = replace(figure, low=low, high=high, comparator=comparator, words=words, part_of=None)
        made = self._like(draft, told, clause=draft.event.clause)
        said = Attribution(
            source=tuple(sorted(syntax.subtree(giver))),
            source_head=giver.i,
            cue=(verb.i,),
            content=tuple(sorted(syntax.subtree(noun))),
            content_head=noun.i,
            stance=Stance.ASSERTS,
            kind=Kind.NOMINAL,
        )
        return replace(made, chain=draft.chain or (said,), like=number, uncounted=(figure,))

    def _told_figure(self, draft: Draft, before: list[Draft]) -> tuple[Draft, int] | None:
        """The number told last as done, of what was counted last: a number agreed is none of those."""
        near = [d for d in before if self._sentence(draft) - self._sentence(d) <= _NEAR and d.figures]
        if not near:
            return None
        topic = self.details.figures[near[-1].figures[0]].figure.category
        done = [d for d in near if d.event.modality in (Modality.HAPPENED, Modality.ONGOING)]
        told = [(d, n) for d in done for n in d.figures if d.event.type != "AGREE" and self._counts(d, set())]
        same = [(d, n) for d, n in told if self.details.figures[n].figure.category == topic]
        last = [(d, n) for d, n in same or told if self._sentence(d) == self._sentence((same or told)[-1][0])]
        return last[0] if last else None

    def _of_the_deal(self, draft: Draft, before: list[Draft]) -> Draft | None:
        """ "the agreement speaks of about 10 a day": a term, of what was told before."""
        verb = self._verb(draft)
        topic = syntax.subject(verb) if verb is not None else None
        if verb is None or topic is None or verb.lemma_ not in _PROVIDING or not draft.figures:
            return None
        earlier = self._last_counted(draft, before)
        if topic.lemma_.lower() not in lexicon.events().classes["deal"] or earlier is None:
            return None
        made = self._like(draft, earlier, clause=draft.event.clause)
        return replace(made, event=replace(made.event, modality=Modality.PLANNED))

    def _mood(self, cue: Token, earlier: Draft) -> Modality:
        """What somebody had spoken of before it was done was still to come."""
        had = any(c.lower_ == "had" for c in syntax.children(cue, "aux"))
        deed = earlier.event.type != "STATE" and earlier.event.modality is Modality.HAPPENED
        return Modality.PLANNED if had and deed else earlier.event.modality

    def _only_counts(self, draft: Draft) -> bool:
        """Whether nothing but numbers and what they count is said."""
        return not any(syntax.is_verb(self.parse.doc[i]) for i in draft.content)

    def _all_of_them(self, cue: Token) -> tuple[str, ...]:
        """ "counted four, all of them Peruvian"."""
        for token in cue.subtree:
            if token.lower_ == "all" and token.i + 3 < len(self.parse) and token.nbor(1).lower_ == "of":
                return kinds_of(self.parse, token.nbor(3))
        return ()

    def _last_counted(self, draft: Draft, before: list[Draft]) -> Draft | None:
        """The first act, in the last sentence that has any, with a number of the same sort of thing."""
        wanted = {self._population(n) for n in draft.figures} - {""}
        reach = _FAR if wanted else _NEAR
        near = [d for d in before if self._sentence(draft) - self._sentence(d) <= reach and self._counts(d, wanted)]
        category = self.details.figures[draft.figures[0]].figure.category
        same = [d for d in near if self.details.figures[d.figures[0]].figure.category == category]
        chosen = same or near
        return next((d for d in chosen if self._sentence(d) == self._sentence(chosen[-1])), None)

    def _counts(self, draft: Draft, wanted: set[str]) -> bool:
        """Whether a draft tells an act with a number of the wanted sort of thing."""
        state = draft.event.type == "STATE" and draft.event.mode in ("condition", "total")
        if not draft.figures or draft.event.noun or state or self._verb_is_count(draft):
            return False
        known = self._population(draft.figures[0])
        return bool(known) and (not wanted or known in wanted or {known, *wanted} <= _PEOPLE)

    def _verb_is_count(self, draft: Draft) -> bool:
        return self.parse.doc[draft.event.trigger].lemma_ == "count"

    def _population(self, number: int) -> str:
        category = codebook().categories.get(self.details.figures[number].figure.category or "")
        return category.population if category is not None else ""

    # --- going on -------------------------------------------------------------------------------
    def _followed(self, draft: Draft, before: list[Draft]) -> Draft | None:
        """ "..., and four sailors followed"."""
        verb = self._verb(draft)
        if verb is None or verb.lemma_ != "follow" or syntax.direct_object(verb) is not None or not draft.figures:
            return None
        earlier = self._last_counted(draft, before)
        if earlier is None:
            return None
        made = self._like(draft, earlier, clause=draft.event.clause)
        return replace(made, event=replace(made.event, trigger=verb.i))

    def _summed(self, draft: Draft, before: list[Draft]) -> Draft | None:
        """ "..., which makes 105 in all": a sum of what was told before."""
        verb = self._verb(draft)
        if verb is None or verb.lemma_ not in ("make", "bring") or not draft.figures or draft.event.mode != "total":
            return None
        earlier = self._last_counted(draft, before)
        if earlier is None or self.details.figures[draft.figures[0]].figure.unit:
            return None
        made = self._like(draft, earlier, clause=draft.event.clause)
        return replace(made, event=replace(made.event, trigger=verb.i))

    def _came_out(self, draft: Draft, before: list[Draft], after: list[Draft]) -> Draft | None:
        """ "11 sailors left the island, and 33 prisoners were freed in return"; "110 have come back", of those held."""
        verb = self._verb(draft)
        if verb is None or verb.lemma_ not in _COMING_OUT or not draft.figures:
            return None
        if self._population(draft.figures[0]) not in _PEOPLE:
            return None
        freed = (d for d in after if d.event.mode == "release" and self._sentence(d) == self._sentence(draft))
        returned = any(self.parse.doc[i].lemma_ in _RETURN for d in freed for i in d.event.clause)
        back = any(c.lower_ in ("back", "home") for c in verb.children) or verb.lemma_ == "return"
        held = any(d.event.mode == "held" and self._sentence(draft) - self._sentence(d) <= _FAR for d in before)
        if not (returned or (back and held)):
            return None
        event = replace(draft.event, type="RETREAT", mode="release", actors=(), trigger=verb.i)
        return replace(draft, event=event, score=0.6)

    def _counted_in(self, draft: Draft, before: list[Draft]) -> Draft | None:
        """ "the two women of Wednesday were counted with them": their release, and how it is counted."""
        verb = self._verb(draft)
        if verb is None or verb.lemma_ != "count" or not syntax.is_passive(verb) or not draft.figures:
            return None
        earlier = next((d for d in reversed(before) if d.event.mode == "release"), None)
        if earlier is None or self._sentence(draft) - self._sentence(earlier) > _NEAR:
            return None
        event = replace(draft.event, type="RETREAT", mode="release", trigger=verb.i, modality=Modality.HAPPENED)
        event = replace(event, polarity=Polarity.POSITIVE, concerned=(), actors=())
        return replace(draft, event=event)

    # --- those held -----------------------------------------------------------------------------
    def _of_the_held(self, draft: Draft, before: list[Draft]) -> Draft | None:
        """ "these women belong to the army", said of those held; "these were all the captives that it held"."""
        verb = self._verb(draft)
        if verb is None:
            return None
        captives = lexicon.events().classes["captives"]
        told = [a for a in syntax.children(verb, "attr") if a.lemma_.lower() in captives]
        if verb.lemma_ == "be" and told and any(t.dep_ == "relcl" and t.lemma_ == "hold" for t in told[0].subtree):
            return self._uncounted(self._as_held(draft, told), told)
        topics, target = self._subjects(draft), syntax.direct_object(verb) if verb.lemma_ == "have" else None
        serving = serves(self.parse, verb) and any(_points(t) for t in topics)
        owned = target is not None and category_of((target.lower_,)) is not None
        owned = owned and any(c.lower_ == "still" for c in verb.children)
        if not serving and not owned:
            return None
        near = (d for d in before if self._sentence(draft) - self._sentence(d) <= _NEAR)
        if not any(t.lemma_.lower() in captives for t in topics) and not any(self._on_captives(d) for d in near):
            return None
        if serving:
            return self._uncounted(self._as_held(draft, topics), topics, extra=("soldier",))
        return self._as_held(draft, [target] if target is not None else [], keep_actors=True)

    def _on_captives(self, draft: Draft) -> bool:
        categories = (codebook().categories.get(self.details.figures[n].figure.category or "") for n in draft.figures)
        return draft.event.mode == "held" or any(c is not None and c.population == "captives" for c in categories)

    def _as_held(self, draft: Draft, nouns: list[Token], *, keep_actors: bool = False) -> Draft:
        actors = draft.event.actors if keep_actors else ()
        event = replace(draft.event, mode="held", actors=actors, concerned=tuple(t.i for t in nouns))
        return replace(draft, event=replace(event, modality=Modality.ONGOING))

    def _subjects(self, draft: Draft) -> list[Token]:
        verb = self._verb(draft)
        topic = syntax.subject(verb) if verb is not None else None
        return syntax.with_conjuncts(topic) if topic is not None else []

    def _uncounted(self, draft: Draft, nouns: list[Token], extra: tuple[str, ...] = ()) -> Draft:
        """The draft with the kinds of those it speaks of, where no number of them is told."""
        named = [k for noun in nouns for k in kinds_of(self.parse, noun)]
        if extra and not named:
            named = list(self._kinds_before(draft))
        named += extra
        captives = self._captives_in(draft)
        noun = captives or (nouns[0] if nouns else None)
        if noun is None or noun.pos_ == "PRON" or (not named and captives is None):
            return draft
        first = nouns[0] if nouns else noun
        words = self.parse.words(first.left_edge.i, first.i + 1)
        category = category_of((noun.lower_,))
        figure = Figure(
            None, None, Comparator.VAGUE, self.parse.words(noun.i), words, category, tuple(dict.fromkeys(named))
        )
        only = any(c.lower_ == "only" for n in nouns for c in n.children)
        return replace(draft, uncounted=(figure,), qualities=(*draft.qualities, *(("all of them",) if only else ())))

    def _captives_in(self, draft: Draft) -> Token | None:
        captives = lexicon.events().classes["captives"]
        return next((t for i in draft.content if (t := self.parse.doc[i]).lemma_.lower() in captives), None)

    def _kinds_before(self, draft: Draft) -> tuple[str, ...]:
        """The kinds of the people that the sentence before speaks of."""
        start = self.parse.doc[draft.event.trigger].sent.start
        before = self.parse.doc[start - 1].sent if start else ()
        named = (t for t in before if t.dep_ in ("nsubj", "nsubjpass", "dobj") and t.lemma_.lower() in kinds().nouns)
        found = (kinds_of(self.parse, t) for t in named)
        return next((k for k in found if k), ())

    # --- attacks --------------------------------------------------------------------------------
    def _claimed(self, draft: Draft, before: list[Draft]) -> Draft | None:
        """ "The group claimed responsibility": it says that it did what was told before."""
        cue = self._cue(draft)
        if cue is None or cue.lemma_ not in _CLAIMING or not draft.chain or draft.chain[-1].source_head is None:
            return None
        if self.parse.doc[draft.chain[-1].content_head].lemma_.lower() != "responsibility":
            return None
        attack = self._last_attack(draft, before)
        if attack is None:
            return None
        event = replace(attack.event, actors=(draft.chain[-1].source_head,), polarity=Polarity.POSITIVE)
        return replace(draft, event=event, qualities=(*draft.qualities, "claimed"), score=0.7)

    def _only_charges(self, draft: Draft) -> bool:
        """ "held the army responsible": nothing but whom somebody charges."""
        last = draft.chain[-1] if draft.chain else None
        return last is not None and last.kind is Kind.ACCUSATION and draft.event.mode == "condition"

    def _charged(self, draft: Draft, before: list[Draft]) -> Draft | None:
        """ "The police blamed robbers": for the attack told right before, where the words name no deed."""
        last = draft.chain[-1] if draft.chain else None
        if last is None or last.kind is not Kind.ACCUSATION or last.accused is None or draft.figures:
            return None
        named = len([i for i in last.content if syntax.is_verb(self.parse.doc[i])]) > 1
        attack = self._last_attack(draft, before)
        if named or attack is None or self._sentence(draft) - self._sentence(attack) > _NEAR:
            return None
        event = replace(
            attack.event, trigger=draft.event.trigger, actors=(last.accused,), clause=draft.event.clause, noun=False
        )
        return replace(draft, event=event)

    def _described(self, draft: Draft, before: list[Draft]) -> Draft | None:
        """ "..., which the group described as a gesture": the group tells the deed so."""
        cue = self._cue(draft)
        if cue is None or cue.lemma_ not in ("describe", "present", "call", "term", "portray") or draft.figures:
            return None
        named = [self.parse.doc[i].lower_ for i in draft.content if i < cue.i]  # not what it is described as
        if not named or not all(word in ("which", "this", "that", "it") for word in named):
            return None
        told = next((d for d in reversed(before) if d.figures and self._sentence(d) == self._sentence(draft)), None)
        said = (self.parse.starts[cue.i], self.parse.ends[max(t.i for t in cue.subtree)])
        found = [
            q for q in within(self.details.qualities, [said]) if told and q.cue.fits(told.event.type, told.event.mode)
        ]
        if told is None or not found:
            return None
        qualities = (*draft.qualities, *(q.cue.quality for q in found))
        return replace(draft, event=told.event, figures=told.figures, like=told.like, qualities=qualities)

    def _the_attack(self, draft: Draft, before: list[Draft]) -> Draft | None:
        """ "the attack went against the truce": the one told before, by whom it was told to be."""
        verb = self.parse.doc[draft.event.trigger]
        topic = syntax.subject(verb) if syntax.is_verb(verb) else None
        if topic is None or topic.lemma_.lower() not in lexicon.events().classes["attack"]:
            return None
        if not any(c.lower_ in ("the", "this", "that") for c in topic.children):
            return None
        attack = self._last_attack(draft, before)
        if attack is None:
            return None
        event = replace(attack.event, polarity=draft.event.polarity, modality=draft.event.modality)
        stance = Stance.ACCUSES if draft.chain and draft.stance is Stance.ASSERTS else draft.stance
        return replace(draft, event=event, stance=stance)

    def _last_attack(self, draft: Draft, before: list[Draft]) -> Draft | None:
        near = (d for d in reversed(before) if self._sentence(draft) - self._sentence(d) <= _FAR)
        found = [d for d in near if d.event.type == "ASSAULT" and d.event.polarity is Polarity.POSITIVE]
        sure = [d for d in found if "claimed" in d.qualities] or [d for d in found if d.event.actors] or found
        last = [d for d in sure if self._sentence(d) == self._sentence(sure[0])]
        return last[-1] if last else None

    # --- walks ----------------------------------------------------------------------------------
    def _like(self, draft: Draft, other: Draft, *, clause: tuple[int, ...]) -> Draft:
        """The draft with the act of another, and its own words."""
        event: Event = replace(
            other.event,
            trigger=draft.event.trigger,
            clause=clause,
            polarity=Polarity.POSITIVE,
            noun=False,
        )
        return replace(draft, event=event, like=other.figures[0] if other.figures else None)

    def _cue(self, draft: Draft) -> Token | None:
        return self.parse.doc[draft.chain[-1].cue_head] if draft.chain else None

    def _with_cue(self, draft: Draft, cue: Token) -> tuple[int, ...]:
        cut = [c.i for c in cue.children if c.dep_ in ("conj", "ccomp", "advcl", "parataxis")]
        return tuple(sorted({*draft.content, *syntax.subtree(cue, without=cut)}))

    def _verb(self, draft: Draft) -> Token | None:
        """The verb of the draft's clause."""
        token = self.parse.doc[draft.event.trigger]
        while not syntax.is_verb(token) and not syntax.is_root(token):
            token = token.head
        return token if syntax.is_verb(token) else None

    def _sentence(self, draft: Draft) -> int:
        return bisect_right(self._starts, draft.content[0])

    @cached_property
    def _starts(self) -> list[int]:
        return [s.start for s in self.parse.sentences()]


def _points(token: Token) -> bool:
    return token.lower_ in _POINTING or any(c.lower_ in _POINTING for c in token.children)
