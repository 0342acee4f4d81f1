"""Acts: what a draft tells, as the act of a claim, with its figure, its time and its place."""

from __future__ import annotations

from dataclasses import dataclass, replace

from truceline.model import (
    Act,
    Figure,
    Modality,
    Polarity,
    Report,
    Stance,
    When,
)
from truceline.reading import arguments, lexicon, modality, syntax
from truceline.reading.antecedents import counted_antecedent, left_figure, let_figure, shared_figure, some_freed
from truceline.reading.attribution import Kind
from truceline.reading.details import Details, category_of
from truceline.reading.draft import MOODS, Draft, mood_of
from truceline.reading.event import COOPERATIVE, Event
from truceline.reading.figures import FoundFigure
from truceline.reading.parse import Parse
from truceline.reading.roles import Roles
from truceline.reading.victims import one_victim
from truceline.reading.whole_days import in_whole_days

_HARM = frozenset({"ASSAULT", "COERCE", "SANCTION"})
"""Acts that a party threatens by saying that it will do them."""
_THREATENED = {"ASSAULT": "violence", "SANCTION": "relations", "COERCE": "restrict"}
"""What is threatened with these, in the codebook's modes."""
_TOLD = ((Kind.NOMINAL, Stance.ASSERTS), (Kind.NOMINAL, Stance.ACCUSES), (Kind.ACTION, Stance.ACCUSES))
"""How a noun is told that a time right behind it is of: "accuses the army of 30 attacks since Friday"."""


@dataclass(frozen=True)
class Acts:
    """Asked for one draft, and one of its figures, at a time."""

    report: Report
    parse: Parse
    details: Details
    roles: Roles

    def act(self, draft: Draft, number: int | None, part_of: str | None) -> Act:
        """The act, with one of the figures by its number and the claim of its whole, or without any."""
        draft = replace(draft, event=self._accused_of(draft))
        event, found = draft.event, self.details.figures[number] if number is not None else None
        mood = mood_of(draft)
        told = mood is Modality.HAPPENED and event.type != "ASSAULT"
        if (told or mood is Modality.ONGOING) and self._is_scheduled(draft):
            mood = Modality.PLANNED
        if mood is Modality.ONGOING and self.details.dating.in_vivid_present(event):
            mood = Modality.HAPPENED
        if self._warned(draft, mood):
            event = replace(
                event, type="THREATEN", mode=_THREATENED.get(event.type), actors=self.roles.source_of(draft)
            )
            draft, mood = replace(draft, event=event), Modality.HYPOTHETICAL
        figures = (self._figure(draft, found.figure, part_of),) if found is not None else draft.uncounted
        figures = figures or self._untold(draft, event)
        return Act(
            type=event.type,
            mode=event.mode,
            actors=self.roles.gapped(draft, found)
            or self.roles.actors(draft, in_return=found is not None and self._in_return(draft, found)),
            recipients=self.roles.recipients(draft),
            category=next((f.category for f in figures if f.category), None)
            or self.details.category(event, found)
            or self._category_of_subject(draft),
            figures=figures,
            when=self._when(draft, event, self._dated_as(draft, mood), found),
            place=self.details.place(event.clause),
            polarity=event.polarity,
            modality=mood,
            qualities=self._qualities(draft, number),
        )

    def _accused_of(self, draft: Draft) -> Event:
        """ "blamed Peru for nine deaths": the deed of whoever is accused of it."""
        event = draft.event
        charged = [a for a in draft.chain if a.stance is Stance.ACCUSES and a.accused is not None]
        deaths = event.type == "STATE" and event.mode == "killed" and event.noun
        known = bool(charged) and deaths and bool(self.roles.actors(draft))
        return replace(event, type="ASSAULT", mode=None) if known else event

    def _untold(self, draft: Draft, event: Event) -> tuple[Figure, ...]:
        """The figure of a draft without one: that of its words, or of those its noun counts, one, or some."""
        found = left_figure(self.parse, event, draft.content, self.details.figures_at)
        found = found or let_figure(self.parse, event, self.details.figures_at)
        found = found or shared_figure(self.parse, event, self.details.figures_at)
        found = found or counted_antecedent(self.parse, event, self.details.figures_at)
        found = found or one_victim(self.parse, event) or some_freed(self.parse, event)
        return (found,) if found is not None else ()

    def _dated_as(self, draft: Draft, mood: Modality) -> Modality:
        """ "declared a truce on 1 March" was done on that day, for all that the truce was to come."""
        verb = self.parse.doc[draft.event.trigger]
        told = draft.event.mode == "ceasefire" and verb.lemma_ in modality.DECLARING and verb.tag_ in ("VBD", "VBN")
        starts = any(p.lower_ in ("from", "for", "starting") for p in verb.subtree)
        return Modality.HAPPENED if told and not starts else mood

    def _when(self, draft: Draft, event: Event, mood: Modality, found: FoundFigure | None) -> When | None:
        last = draft.chain[-1] if draft.chain else None
        told = last is not None and (last.kind, last.stance) in _TOLD
        beside = (
            self.details.dating.behind(draft.content, mood) if told and event.noun and len(draft.figures) < 2 else None
        )
        beside_others = found if len(draft.figures) > 1 else None
        own = beside or self.details.dating.when(
            event, mood, beside_others, counts=found is not None and not found.duration
        )
        if own is None and event.trigger not in draft.content:
            own = self.details.dating.named_in(draft.content, mood)
        wanted = last is not None and last.kind is Kind.ACTION and last.stance in MOODS
        when = own or (self.details.dating.deadline(last.cue_head, mood) if last is not None and wanted else None)
        return in_whole_days(when) if when is not None else None

    def _figure(self, draft: Draft, figure: Figure, part_of: str | None) -> Figure:
        """The figure; a bare number counts what the figure before it counted."""
        figure = replace(figure, part_of=part_of, kinds=tuple(dict.fromkeys([*figure.kinds, *draft.kinds])))
        if figure.unit or draft.like is None:
            return figure
        of = self.details.figures[draft.like].figure
        kinds = tuple(dict.fromkeys([*of.kinds, *figure.kinds]))
        return replace(figure, unit=of.unit, category=of.category, kinds=kinds)

    def _qualities(self, draft: Draft, number: int | None) -> tuple[str, ...]:
        found = {*draft.qualities, *self.details.qualities_of(draft.event, draft.figures, number)}
        if number is not None and self._in_return(draft, self.details.figures[number]):
            found.add("exchange")
        return tuple(sorted(found))

    def _category_of_subject(self, draft: Draft) -> str | None:
        """The people that what is said has as its subject: "several women are among those held"."""
        words = (self.parse.doc[i] for i in draft.content)
        return category_of(w.lower_ for w in words if w.dep_ in ("nsubj", "nsubjpass"))

    def _warned(self, draft: Draft, mood: Modality) -> bool:
        """Whether a speaker warns of what the speaker's own side would do."""
        ahead = mood in (Modality.PLANNED, Modality.HYPOTHETICAL)
        if not draft.chain or not ahead or draft.event.type in ("STATE", "THREATEN"):
            return False
        cue = self.parse.doc[draft.chain[0].cue_head].lemma_
        actors = self.roles.actors(draft)
        voices = next(iter(self.roles.speaking(draft)))
        ours = {n for v in voices for n in (v.name, *v.member_of)}
        own = bool(ours & set(actors))
        yields = cue == "vow" and draft.event.type in COOPERATIVE and draft.event.polarity is Polarity.POSITIVE
        told = cue in ("warn", "threaten", "vow") and (own or not actors) and not yields
        told = told and (own or not self._comes_of_a_deed(draft))
        harms = draft.event.type in _HARM and draft.event.mode != "discontinue"  # "said it would leave the talks"
        return told or (own and harms and draft.event.polarity is Polarity.POSITIVE)

    def _comes_of_a_deed(self, draft: Draft) -> bool:
        """ "warned that an attack would kill thousands": of what a deed would do, whoever did it."""
        topic = arguments.subject(self.parse.doc[draft.event.trigger])
        return topic is not None and topic.dep_ == "nsubj" and topic.lemma_ in lexicon.events().classes["attack"]

    def _is_scheduled(self, draft: Draft) -> bool:
        """ "The council meets again on Tuesday", "the truce ends on 30 April": in the present, on a day to come."""
        verb = self.parse.doc[draft.event.trigger]
        simple = verb.tag_ in ("VBZ", "VBP") and not syntax.children(verb, "aux", "auxpass") and verb.lemma_ != "be"
        published = self.report.published
        if not simple or draft.event.noun or published is None or published.end is None:
            return False
        when = self.details.dating.when(draft.event, Modality.PLANNED)
        ahead = when is not None and when.start is not None and when.start >= published.end
        return ahead and self.details.dating.names_a_day(draft.event)

    def _in_return(self, draft: Draft, found: FoundFigure) -> bool:
        """Whether the figure is what was given for the rest: "13 hostages for 39 prisoners"."""
        if draft.event.type != "RETREAT" or len(draft.figures) < 2:
            return False
        token = self.parse.doc[found.token]
        while token.i != draft.event.trigger and not syntax.is_root(token):
            token = token.head
            if token.lower_ == "for" and token.dep_ == "prep":
                return True
        return False
