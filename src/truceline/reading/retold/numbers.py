"""Numbers: drafts that give a number of what was told before, or go on with it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from truceline.model import Comparator, Modality, Polarity, Stance
from truceline.reading import arguments, lexicon, syntax
from truceline.reading.attribution import Attribution, Kind
from truceline.reading.details import Details
from truceline.reading.draft import Draft
from truceline.reading.kinds import kinds_of
from truceline.reading.parse import Parse
from truceline.reading.retold.walks import FAR, NEAR, Walks

if TYPE_CHECKING:
    from truceline.reading.tokens import Token

_GIVING = frozenset(
    "say speak put count give write cite list estimate mention talk name quote place record register".split()
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
_PEOPLE = frozenset({"captives", "people", "forces"})


@dataclass(frozen=True)
class Numbers:
    """Asked for one draft at a time, with those told before it."""

    parse: Parse
    details: Details
    walks: Walks

    def again(self, draft: Draft, before: list[Draft], after: list[Draft]) -> Draft | None:
        """The first of these that fits."""
        return (
            self._agreed(draft)
            or self.opened_with(draft, after)
            or self._part(draft, before)
            or self._numbered(draft)
            or self._given(draft, before)
            or self._of_them(draft, before)
            or self._compared(draft, before)
            or self._of_the_deal(draft, before)
            or self._summed(draft, before)
            or self._followed(draft, before)
            or self._came_out(draft, before, after)
            or self._counted_in(draft, before)
        )

    def _part(self, draft: Draft, before: list[Draft]) -> Draft | None:
        """ "Of these, 126 are citizens": held, as the 137 are."""
        wholes = {self.details.figures[n].part_of for n in self.walks.tops(draft)}
        if not draft.figures or None in wholes:
            return None
        whole = next((d for d in reversed(before) if wholes & set(d.figures)), None)
        if whole is None or whole.event.mode == "condition":
            return None
        return self.walks.like(draft, whole, clause=draft.event.clause)

    def opened_with(self, draft: Draft, after: list[Draft]) -> Draft | None:
        """ "Of the 117 prisoners freed, 34 were women": freed, as the 117 were."""
        verb = self.walks.verb(draft)
        if verb is None or verb.lemma_ != "be" or not draft.figures or draft.event.type != "STATE":
            return None
        opening = verb.sent[0]
        counted = syntax.children(opening, "pobj") if opening.lower_ == "of" else []
        deeds = {c.i for n in counted for c in syntax.children(n, "acl")}
        whole = next((d for d in after if d.event.trigger in deeds), None)
        return self.walks.like(draft, whole, clause=draft.event.clause) if whole is not None else None

    def _agreed(self, draft: Draft) -> Draft | None:
        """ "Four is the number of trucks agreed for each day": told as agreed, not as done."""
        verb = self.walks.verb(draft)
        if verb is None or verb.lemma_ != "be" or not draft.figures:
            return None
        if not any(t.dep_ == "acl" and t.lemma_ in _AGREEING for t in verb.subtree):
            return None
        return replace(draft, event=replace(draft.event, modality=Modality.PLANNED))

    def _numbered(self, draft: Draft) -> Draft | None:
        """ "put the number of freed sailors at 12", "put the number of hostages at 136"."""
        cue = self.walks.cue(draft)
        noun = arguments.direct_object(cue) if cue is not None else None
        if cue is None or noun is None or noun.lemma_.lower() not in _NUMBERS or not draft.figures:
            return None
        of = syntax.prep_objects(noun, "of")
        act = next((a for n in of for a in self._state_of(n)), None)
        if act is None:
            return None
        mood = Modality.ONGOING if act[0] == "STATE" else Modality.HAPPENED
        event = replace(draft.event, type=act[0], mode=act[1], actors=(), modality=mood, concerned=(of[0].i,))
        event = replace(event, trigger=cue.i, clause=self.walks.with_cue(draft, cue))
        return replace(draft, event=event)

    def _state_of(self, noun: Token) -> Iterator[tuple[str, str]]:
        for word in (noun, *(c for c in noun.children if c.dep_ in ("amod", "acl"))):
            if (act := _STATES.get(word.lemma_.lower())) is not None:
                yield act
        if noun.lemma_.lower() in lexicon.events().classes["captives"]:
            yield "STATE", "held"

    def _given(self, draft: Draft, before: list[Draft]) -> Draft | None:
        """ "Peru counted four", "had spoken of 14 sailors for 42 others": what was told before, in another number."""
        cue = self.walks.cue(draft)
        if cue is None or cue.lemma_ not in _GIVING or not draft.figures or not self._only_counts(draft):
            return None
        earlier = self._last_counted(draft, before)
        if earlier is None:
            return None
        made = self.walks.like(draft, earlier, clause=self.walks.with_cue(draft, cue))
        event = replace(made.event, trigger=cue.i, modality=self._mood(cue, earlier))
        kinds = self._all_of_them(cue)
        return replace(made, event=event, like=earlier.figures[0], kinds=kinds)

    def _of_them(self, draft: Draft, before: list[Draft]) -> Draft | None:
        """ "Nine were attributed to the army", "two have been confirmed": of what was counted before."""
        verb = self.walks.verb(draft)
        if verb is None or verb.lemma_ not in _JUDGING or not draft.figures:
            return None
        figure = self.details.figures[draft.figures[0]].figure
        earlier = self._last_counted(draft, before) if not figure.unit and figure.low is not None else None
        if earlier is None:
            return None
        made = self.walks.like(draft, earlier, clause=draft.event.clause)
        to = [n.i for n in syntax.prep_objects(verb, "to", "on", "by")] if verb.lemma_ in _LAYING else []
        return replace(made, event=replace(made.event, actors=tuple(to)))

    def _compared(self, draft: Draft, before: list[Draft]) -> Draft | None:
        """ "The port authority gives higher counts": more than the number told before, by whoever gives them."""
        verb = self.walks.cue(draft) or self.walks.verb(draft)
        noun = arguments.direct_object(verb) if verb is not None else None
        giver = arguments.subject(verb) if verb is not None else None
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
        made = self.walks.like(draft, told, clause=draft.event.clause)
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

    def _of_the_deal(self, draft: Draft, before: list[Draft]) -> Draft | None:
        """ "the agreement speaks of about 10 a day": a term, of what was told before."""
        verb = self.walks.verb(draft)
        topic = arguments.subject(verb) if verb is not None else None
        if verb is None or topic is None or verb.lemma_ not in _PROVIDING or not draft.figures:
            return None
        earlier = self._last_counted(draft, before)
        if topic.lemma_.lower() not in lexicon.events().classes["deal"] or earlier is None:
            return None
        made = self.walks.like(draft, earlier, clause=draft.event.clause)
        return replace(made, event=replace(made.event, modality=Modality.PLANNED))

    def _summed(self, draft: Draft, before: list[Draft]) -> Draft | None:
        """ "..., which makes 105 in all": a sum of what was told before."""
        verb = self.walks.verb(draft)
        if verb is None or verb.lemma_ not in ("make", "bring") or not draft.figures or draft.event.mode != "total":
            return None
        earlier = self._last_counted(draft, before)
        if earlier is None or self.details.figures[draft.figures[0]].figure.unit:
            return None
        made = self.walks.like(draft, earlier, clause=draft.event.clause)
        return replace(made, event=replace(made.event, trigger=verb.i))

    def _followed(self, draft: Draft, before: list[Draft]) -> Draft | None:
        """ "..., and four sailors followed"."""
        verb = self.walks.verb(draft)
        if verb is None or verb.lemma_ != "follow" or arguments.direct_object(verb) is not None or not draft.figures:
            return None
        earlier = self._last_counted(draft, before)
        if earlier is None:
            return None
        made = self.walks.like(draft, earlier, clause=draft.event.clause)
        return replace(made, event=replace(made.event, trigger=verb.i))

    def _came_out(self, draft: Draft, before: list[Draft], after: list[Draft]) -> Draft | None:
        """ "11 sailors left the island, and 33 prisoners were freed in return"; "110 have come back", of those held."""
        verb = self.walks.verb(draft)
        if verb is None or verb.lemma_ not in _COMING_OUT or not draft.figures:
            return None
        if self.walks.population(draft.figures[0]) not in _PEOPLE:
            return None
        freed = (d for d in after if d.event.mode == "release" and self.walks.sentence(d) == self.walks.sentence(draft))
        returned = any(self.parse.doc[i].lemma_ in _RETURN for d in freed for i in d.event.clause)
        back = any(c.lower_ in ("back", "home") for c in verb.children) or verb.lemma_ == "return"
        held = any(
            d.event.mode == "held" and self.walks.sentence(draft) - self.walks.sentence(d) <= FAR for d in before
        )
        if not (returned or (back and held)):
            return None
        event = replace(draft.event, type="RETREAT", mode="release", actors=(), trigger=verb.i)
        return replace(draft, event=event, score=0.6)

    def _counted_in(self, draft: Draft, before: list[Draft]) -> Draft | None:
        """ "the two women of Wednesday were counted with them": their release, and how it is counted."""
        verb = self.walks.verb(draft)
        if verb is None or verb.lemma_ != "count" or not syntax.is_passive(verb) or not draft.figures:
            return None
        earlier = next((d for d in reversed(before) if d.event.mode == "release"), None)
        if earlier is None or self.walks.sentence(draft) - self.walks.sentence(earlier) > NEAR:
            return None
        event = replace(draft.event, type="RETREAT", mode="release", trigger=verb.i, modality=Modality.HAPPENED)
        event = replace(event, polarity=Polarity.POSITIVE, concerned=(), actors=())
        return replace(draft, event=event)

    def _last_counted(self, draft: Draft, before: list[Draft]) -> Draft | None:
        """The first act, in the last sentence that has any, with a number of the same sort of thing."""
        wanted = {self.walks.population(n) for n in draft.figures} - {""}
        reach = FAR if wanted else NEAR
        near = [
            d
            for d in before
            if self.walks.sentence(draft) - self.walks.sentence(d) <= reach and self._counts(d, wanted)
        ]
        category = self.details.figures[draft.figures[0]].figure.category
        same = [d for d in near if self.details.figures[d.figures[0]].figure.category == category]
        chosen = same or near
        return next((d for d in chosen if self.walks.sentence(d) == self.walks.sentence(chosen[-1])), None)

    def _told_figure(self, draft: Draft, before: list[Draft]) -> tuple[Draft, int] | None:
        """The number told last as done, of what was counted last: a number agreed is none of those."""
        near = [d for d in before if self.walks.sentence(draft) - self.walks.sentence(d) <= NEAR and d.figures]
        if not near:
            return None
        topic = self.details.figures[near[-1].figures[0]].figure.category
        done = [d for d in near if d.event.modality in (Modality.HAPPENED, Modality.ONGOING)]
        told = [(d, n) for d in done for n in d.figures if d.event.type != "AGREE" and self._counts(d, set())]
        same = [(d, n) for d, n in told if self.details.figures[n].figure.category == topic]
        last = [(d, n) for d, n in same or told if self.walks.sentence(d) == self.walks.sentence((same or told)[-1][0])]
        return last[0] if last else None

    def _counts(self, draft: Draft, wanted: set[str]) -> bool:
        """Whether a draft tells an act with a number of the wanted sort of thing."""
        state = draft.event.type == "STATE" and draft.event.mode in ("condition", "total")
        if not draft.figures or draft.event.noun or state or self._verb_is_count(draft):
            return False
        known = self.walks.population(draft.figures[0])
        return bool(known) and (not wanted or known in wanted or {known, *wanted} <= _PEOPLE)

    def _verb_is_count(self, draft: Draft) -> bool:
        return self.parse.doc[draft.event.trigger].lemma_ == "count"

    def _only_counts(self, draft: Draft) -> bool:
        """Whether nothing but numbers and what they count is said."""
        return not any(syntax.is_verb(self.parse.doc[i]) for i in draft.content)

    def _all_of_them(self, cue: Token) -> tuple[str, ...]:
        """ "counted four, all of them Peruvian"."""
        for token in cue.subtree:
            if token.lower_ == "all" and token.i + 3 < len(self.parse) and token.nbor(1).lower_ == "of":
                return kinds_of(self.parse, token.nbor(3))
        return ()

    def _mood(self, cue: Token, earlier: Draft) -> Modality:
        """What somebody had spoken of before it was done was still to come."""
        had = any(c.lower_ == "had" for c in syntax.children(cue, "aux"))
        deed = earlier.event.type != "STATE" and earlier.event.modality is Modality.HAPPENED
        return Modality.PLANNED if had and deed else earlier.event.modality
