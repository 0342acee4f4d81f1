"""Held: drafts that say of people who they are, of whom others tell that they are held."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from truceline.model import Comparator, Figure, Modality, codebook
from truceline.reading import arguments, lexicon, syntax
from truceline.reading.details import Details, category_of
from truceline.reading.draft import Draft
from truceline.reading.kinds import kinds, kinds_of, serves
from truceline.reading.parse import Parse
from truceline.reading.retold.walks import NEAR, Walks

if TYPE_CHECKING:
    from truceline.reading.tokens import Token

_POINTING = frozenset({"these", "those", "they", "remaining", "the"})


@dataclass(frozen=True)
class Held:
    """Asked for one draft at a time, with those told before it."""

    parse: Parse
    details: Details
    walks: Walks

    def of_the_held(self, draft: Draft, before: list[Draft]) -> Draft | None:
        """ "these women belong to the army", said of those held; "these were all the captives that it held"."""
        verb = self.walks.verb(draft)
        if verb is None:
            return None
        captives = lexicon.events().classes["captives"]
        told = [a for a in syntax.children(verb, "attr") if a.lemma_.lower() in captives]
        if verb.lemma_ == "be" and told and any(t.dep_ == "relcl" and t.lemma_ == "hold" for t in told[0].subtree):
            return self.uncounted(self._as_held(draft, told), told)
        topics, target = self.walks.subjects(draft), arguments.direct_object(verb) if verb.lemma_ == "have" else None
        serving = serves(self.parse, verb) and any(_points(t) for t in topics)
        owned = target is not None and category_of((target.lower_,)) is not None
        owned = owned and any(c.lower_ == "still" for c in verb.children)
        if not serving and not owned:
            return None
        near = (d for d in before if self.walks.sentence(draft) - self.walks.sentence(d) <= NEAR)
        if not any(t.lemma_.lower() in captives for t in topics) and not any(self._on_captives(d) for d in near):
            return None
        if serving:
            return self.uncounted(self._as_held(draft, topics), topics, extra=("soldier",))
        return self._as_held(draft, [target] if target is not None else [], keep_actors=True)

    def uncounted(self, draft: Draft, nouns: list[Token], extra: tuple[str, ...] = ()) -> Draft:
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

    def _as_held(self, draft: Draft, nouns: list[Token], *, keep_actors: bool = False) -> Draft:
        actors = draft.event.actors if keep_actors else ()
        event = replace(draft.event, mode="held", actors=actors, concerned=tuple(t.i for t in nouns))
        return replace(draft, event=replace(event, modality=Modality.ONGOING))

    def _on_captives(self, draft: Draft) -> bool:
        categories = (codebook().categories.get(self.details.figures[n].figure.category or "") for n in draft.figures)
        return draft.event.mode == "held" or any(c is not None and c.population == "captives" for c in categories)

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


def _points(token: Token) -> bool:
    return token.lower_ in _POINTING or any(c.lower_ in _POINTING for c in token.children)
