"""Counting: which figures each draft counts. A figure goes to the nearest event, a part with its whole."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass, replace

from truceline.model import Modality
from truceline.reading import arguments, lexicon, syntax
from truceline.reading.attribution import PUT_FORWARD
from truceline.reading.details import Details
from truceline.reading.draft import PLAIN, Draft
from truceline.reading.event import Event
from truceline.reading.figures import FoundFigure
from truceline.reading.figures.noun import names_people
from truceline.reading.parse import Parse

_LENGTHS = frozenset("metre metres meter meters kilometre kilometres kilometer kilometers km mile miles feet".split())
_THEIR = frozenset("the its their his her our these those some about".split())
_PASSING = frozenset("after before within in inside over during until till throughout since".split())
"""Before a length of time: how long it took or how late it was, and not how long it lasts."""
_ENDING = frozenset({"expired", "discontinue", "in-force"})
"""Of these it is: "the truce fell apart after seven days"."""
_LASTS = frozenset({"AGREE", "CONSULT", "REQUEST", "SANCTION"})


@dataclass(frozen=True)
class Counting:
    """The figures of one report on their way to drafts."""

    parse: Parse
    details: Details

    def with_figures(self, drafts: list[Draft]) -> list[Draft]:
        """The drafts with the figures that their events count; each figure goes to the nearest event."""
        counting: dict[int, list[Event]] = {}
        for draft in drafts:
            for token in draft.event.clause:
                counting.setdefault(token, []).append(draft.event)
        counted: dict[int, list[int]] = {}
        for number, figure in enumerate(self.details.figures):
            steps = {e.trigger: self._steps(figure, e) for e in counting.get(figure.token, ())}
            near = {t: n for t, n in steps.items() if n is not None}
            if near:
                counted.setdefault(min(near, key=lambda t: (near[t], t)), []).append(number)
        taken = {n for numbers in counted.values() for n in numbers}
        for numbers in counted.values():
            # Parts that stand by themselves ("...: 115 men, 20 women") go with their whole.
            parts = (p for n in list(numbers) for p in self.parts_of(n) if p not in taken)
            numbers += [p for p in parts if not self.only_places(p)]
        return [replace(d, figures=self._fitting(d, counted.get(d.event.trigger, []))) for d in drafts]

    def _fitting(self, draft: Draft, numbers: list[int]) -> tuple[int, ...]:
        """A length of time counts what lasts: a truce, talks, a deal; not the people freed in that time."""
        event = draft.event
        lasting = event.type in _LASTS or event.mode in ("ceasefire", "expired", "condition", "in-force")
        fitting = [n for n in numbers if lasting or not self.details.figures[n].duration]
        fitting = [n for n in fitting if not self._only_opens(n, fitting)]
        fitting = self._in_order(self._without_stretches(fitting, event))
        fitting = [n for n in fitting if not self._only_acts(n, fitting)]
        if draft.score == PLAIN:
            fitting = [n for n in fitting if self._is_told_of(self.details.figures[n])]
        fitting = [n for n in fitting if not self.only_does(n)]
        if self._is_ahead(draft):
            fitting = [n for n in fitting if self.details.figures[n].figure.high != 0]
        if event.type == "ASSAULT":
            fitting = [n for n in fitting if not self.only_places(n) and not self._is_distance(n)]
        return tuple(fitting)

    def _without_stretches(self, numbers: list[int], event: Event) -> list[int]:
        """A length of time that something was done in, or beside a number of what was done, is only when that was."""
        found, passing = [(n, self.details.figures[n]) for n in numbers], event.mode not in _ENDING
        counts = any(not f.duration and f.part_of is None and not self.only_places(n) for n, f in found)
        lasting = not any(f.duration for _, f in found) or event.type in ("RETREAT", "STATE", "AGREE")
        gone = {n for n, f in found if f.duration and (counts or (passing and self._passes(f)))}
        if not lasting:  # "tore up the five-month truce"
            gone |= {n for n, f in found if f.duration and self._describes_object(f)}
        return [n for n in numbers if n not in gone]

    def _describes_object(self, found: FoundFigure) -> bool:
        token = self.parse.doc[found.token]
        return token.dep_ in ("compound", "amod") and token.head.dep_ in ("dobj", "pobj")

    def _passes(self, found: FoundFigure) -> bool:
        """ "after ten days of talks", "within three months"."""
        token = self.parse.doc[found.token]
        if token.dep_ == "npadvmod" and token.head.lower_ in ("after", "before"):
            return True
        return token.dep_ == "pobj" and token.head.lower_ in _PASSING

    def _only_opens(self, number: int, numbers: list[int]) -> bool:
        """ "Of 31 patrols planned, 26 were carried out": the 26 were, and not the 31."""
        found = self.details.figures[number]
        before = self.parse.text[max(0, found.start - 14) : found.start].split()
        if before[-2:-1] == ["of"] and before[-1] in _THEIR and self._is_shared(found, numbers):
            return True
        opens = "Of" in before[-2:] and (before[-1] == "Of" or before[-1].lower() in _THEIR)
        return opens and any(self.details.figures[n].start > found.end for n in numbers)

    def _is_shared(self, whole: FoundFigure, numbers: list[int]) -> bool:
        """ "Most of the 120 captives were freed": the share was, and not the 120."""
        vague = (
            f for f in (self.details.figures[n] for n in numbers) if f.figure.low is None and f.figure.high is None
        )
        return any(f.token == whole.token and f.start < whole.start for f in vague)

    def _is_told_of(self, found: FoundFigure) -> bool:
        """Whether a figure counts what the sentence is about: not "two wrong figures", not "several outlets"."""
        figure, noun = found.figure, self.parse.doc[found.token].lemma_.lower()
        vague = figure.low is None and figure.high is None
        known = figure.category is not None or figure.per is not None
        stretch = found.duration and self.parse.doc[found.token].dep_ == "npadvmod"
        return known or not (vague or stretch or noun in lexicon.cues().documents)

    def only_places(self, number: int) -> bool:
        """ "at two places", "at one of them": where it was, and no number of what was done."""
        found = self.details.figures[number]
        token = self.parse.doc[max(bisect_right(self.parse.starts, found.start) - 1, 0)]
        at = token.i > 0 and token.nbor(-1).lower_ in ("at", "in", "near") and token.nbor(-1).dep_ != "prt"
        return at and (found.figure.category is None or token.lower_ == "one")

    def _is_ahead(self, draft: Draft) -> bool:
        """Whether a draft tells of what is to be: "they are to take no hostages" counts none."""
        wanted = any(a.stance in PUT_FORWARD for a in draft.chain)
        return wanted or draft.event.modality not in (Modality.HAPPENED, Modality.ONGOING, Modality.DENIED)

    def only_does(self, number: int) -> bool:
        """ "was led away by three men": how many did it, and not to how many it was done."""
        found = self.details.figures[number]
        by = self.parse.doc[found.token].head
        done = by.lower_ == "by" and by.dep_ in ("agent", "prep") and syntax.is_passive(by.head)
        return done and self._are_people(found)

    def _are_people(self, found: FoundFigure) -> bool:
        classes, noun = lexicon.events().classes, self.parse.doc[found.token].lemma_.lower()
        return names_people(found.figure.unit.lower()) or noun in classes["person"] or noun in classes["troops"]

    def _only_acts(self, number: int, numbers: list[int]) -> bool:
        """ "The six offices took in 47 complaints": who they are who took in the 47."""
        token = self.parse.doc[self.details.figures[number].token]
        if token.dep_ != "nsubj" or syntax.is_passive(token.head):
            return False
        named = any(c.lower_ in ("the", "these", "those", "its", "their") for c in token.children)
        others = {self.parse.doc[self.details.figures[n].token] for n in numbers if n != number}
        return named and any(t.dep_ == "dobj" and t.head.i == token.head.i for t in others)

    def _in_order(self, numbers: list[int]) -> list[int]:
        """The number that is meant first: the 8,600 of "from 13,000 to 8,600"."""
        if len(numbers) < 2:
            return numbers
        first, second = (self.details.figures[n] for n in numbers[:2])
        before = self.parse.text[max(0, first.start - 12) : first.start].lower().split()
        between = self.parse.text[first.end : second.start].lower().split()
        changed = before[-1:] == ["from"] and between == ["to"]
        return [numbers[1], numbers[0], *numbers[2:]] if changed else numbers

    def _is_distance(self, number: int) -> bool:
        """ "fired about 200 metres away": how far off it was."""
        return self.details.figures[number].figure.unit.lower() in _LENGTHS

    def _steps(self, figure: FoundFigure, event: Event) -> int | None:
        """Steps up the tree from the figure's noun to the event's word; None where they do not meet."""
        node, steps = self.parse.doc[figure.token], 0
        token = self.parse.doc[event.trigger]
        said_of = {token.head.i} if token.dep_ == "acl" and token.tag_ == "VBN" else set()
        said_of |= {token.head.i} if token.dep_ == "relcl" and token.head.like_num else set()
        if event.type == "STATE" and event.mode == "condition" and not syntax.is_verb(token):
            said_of |= {syntax.verb_over(token).i}  # "spoke of 14 hostages for 42 prisoners"
        said_of |= {arguments.described(token).i} if token.dep_ == "relcl" and event.type == "AGREE" else set()
        said_of |= {token.head.i} if syntax.is_scheduled(token) else set()
        said_of |= {token.head.i} if event.mode == "displaced" and token.dep_ == "xcomp" else set()
        while node.i != event.trigger and node.i not in said_of:
            if syntax.is_root(node):
                return None
            node, steps = node.head, steps + 1
        return steps

    def parts_of(self, number: int) -> list[int]:
        """The figures that are parts of one, and their parts in turn."""
        own = [n for n, f in enumerate(self.details.figures) if f.part_of == number]
        return [*own, *(inner for n in own for inner in self.parts_of(n))]
