"""Attacks: drafts that claim, deny or charge somebody with an attack that was told before."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from truceline.model import Polarity, Stance
from truceline.reading import arguments, lexicon, syntax
from truceline.reading.attribution import Kind
from truceline.reading.draft import Draft
from truceline.reading.parse import Parse
from truceline.reading.qualities import of_verbs
from truceline.reading.retold.walks import FAR, NEAR, Walks

if TYPE_CHECKING:
    from truceline.reading.tokens import Token

_CLAIMING = frozenset({"claim", "take", "accept", "assume", "admit"})


@dataclass(frozen=True)
class Attacks:
    """Asked for one draft at a time, with those told before it."""

    parse: Parse
    walks: Walks

    def claimed(self, draft: Draft, before: list[Draft]) -> Draft | None:
        """ "The group claimed responsibility": it says that it did what was told before."""
        cue = self.walks.cue(draft)
        if cue is None or cue.lemma_ not in _CLAIMING or not draft.chain or draft.chain[-1].source_head is None:
            return None
        if self.parse.doc[draft.chain[-1].content_head].lemma_.lower() != "responsibility":
            return None
        if self._names_its_own(self.parse.doc[draft.chain[-1].content_head]):
            return self.owned(replace(draft, event=replace(draft.event, type="ASSAULT", mode=None)))
        attack = self._last_attack(draft, before)
        if attack is None:
            named = self._named(self.parse.doc[draft.chain[-1].content_head])
            return self.owned(replace(draft, event=replace(draft.event, type="ASSAULT", mode=None))) if named else None
        event = replace(attack.event, actors=(draft.chain[-1].source_head,), polarity=Polarity.POSITIVE)
        return replace(draft, event=event, qualities=(*draft.qualities, "claimed"), score=0.7)

    def has_doer(self, draft: Draft) -> bool:
        """Whether somebody is said to do it, and not only an attack: "a bombing that killed nine"."""
        attacks = lexicon.events().classes["attack"]
        return any(self.parse.doc[i].lemma_.lower() not in attacks for i in draft.event.actors)

    def owned(self, draft: Draft) -> Draft | None:
        """ "claimed responsibility for a bombing that killed nine": it is said to be its own."""
        cue, last = self.walks.cue(draft), draft.chain[-1] if draft.chain else None
        if cue is None or last is None or last.source_head is None or cue.lemma_ not in _CLAIMING:
            return None
        if self.parse.doc[last.content_head].lemma_.lower() != "responsibility" or syntax.negated(cue):
            return None
        source = self.parse.doc[last.source_head]
        if any(w.lower_ in ("no", "nobody", "none") for w in (source, *source.children)):
            return None
        event = replace(draft.event, actors=(last.source_head,), polarity=Polarity.POSITIVE)
        return replace(draft, event=event, qualities=(*draft.qualities, "claimed"))

    def _names_its_own(self, responsibility: Token) -> bool:
        """ "responsibility for the murder of a driver", not "for the attack"."""
        found = self._named(responsibility)
        return any(syntax.prep_objects(n, "of") or any(c.lower_ in ("a", "an") for c in n.children) for n in found)

    def _named(self, responsibility: Token) -> list[Token]:
        """The attacks that it is the responsibility for."""
        deeds = lexicon.events().classes["outrage"] | lexicon.events().classes["attack"]
        return [n for n in syntax.prep_objects(responsibility, "for") if n.lemma_.lower() in deeds]

    def only_charges(self, draft: Draft) -> bool:
        """ "held the army responsible": nothing but whom somebody charges."""
        last = draft.chain[-1] if draft.chain else None
        return last is not None and last.kind is Kind.ACCUSATION and draft.event.mode == "condition"

    def charged(self, draft: Draft, before: list[Draft]) -> Draft | None:
        """ "The police blamed robbers": for the attack told right before, where the words name no deed."""
        last = draft.chain[-1] if draft.chain else None
        if last is None or last.kind is not Kind.ACCUSATION or last.accused is None or draft.figures:
            return None
        named = len([i for i in last.content if syntax.is_verb(self.parse.doc[i])]) > 1
        attack = self._last_attack(draft, before)
        if named or attack is None or self.walks.sentence(draft) - self.walks.sentence(attack) > NEAR:
            return None
        event = replace(
            attack.event, trigger=draft.event.trigger, actors=(last.accused,), clause=draft.event.clause, noun=False
        )
        return replace(draft, event=event)

    def the_attack(self, draft: Draft, before: list[Draft]) -> Draft | None:
        """ "the attack went against the truce": the one told before, by whom it was told to be."""
        verb = self.parse.doc[draft.event.trigger]
        topic = arguments.subject(verb) if syntax.is_verb(verb) else None
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

    def tells_deaths(self, draft: Draft) -> bool:
        """ "three were killed in an air strike": an attack, and a number of dead."""
        verb = self.parse.doc[draft.event.trigger]
        killed = of_verbs().get(verb.lemma_.lower()) == "dead" and syntax.is_verb(verb) and syntax.is_passive(verb)
        return draft.event.type == "ASSAULT" and killed and bool(draft.figures) and bool(draft.chain)

    def deaths(self, draft: Draft) -> Draft:
        """The number of dead of an attack, as a claim beside it."""
        return replace(draft, event=replace(draft.event, type="STATE", mode="killed", actors=()))

    def _last_attack(self, draft: Draft, before: list[Draft]) -> Draft | None:
        near = (d for d in reversed(before) if self.walks.sentence(draft) - self.walks.sentence(d) <= FAR)
        found = [d for d in near if d.event.type == "ASSAULT" and d.event.polarity is Polarity.POSITIVE]
        sure = [d for d in found if "claimed" in d.qualities] or [d for d in found if d.event.actors] or found
        last = [d for d in sure if self.walks.sentence(d) == self.walks.sentence(sure[0])]
        return last[-1] if last else None
