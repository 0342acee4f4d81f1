"""The rule coder: attributions and events of a parse, joined into claims.

The coding rules (docs/coding.md) say what counts as one claim and which act its words are.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from truceline.model import (
    Act,
    Basis,
    Claim,
    Figure,
    Modality,
    Polarity,
    Report,
    Span,
    Spans,
    Stance,
    Voice,
    VoiceRole,
    When,
)
from truceline.model import Coder as CodedBy
from truceline.model.bulk import bulk
from truceline.model.party import PartyKind
from truceline.reading import syntax
from truceline.reading.antecedents import counted_antecedent, left_figure, some_freed
from truceline.reading.attribution import Attribution, Attributor, Kind, ended, trimmed
from truceline.reading.attributor import RuleAttributor
from truceline.reading.details import Details, category_of
from truceline.reading.draft import Draft
from truceline.reading.drafts import ITSELF, Drafting
from truceline.reading.events import Event, EventCoder, RuleEventCoder
from truceline.reading.figures import FoundFigure
from truceline.reading.learned import Learned
from truceline.reading.parse import Parse, parse
from truceline.reading.parties import Registry
from truceline.reading.retold import Retold
from truceline.reading.trust import signs_of, trust
from truceline.reading.victims import one_victim
from truceline.reading.voices import Voices
from truceline.reading.whole_days import in_whole_days

if TYPE_CHECKING:
    from truceline.reading.model import Reader
    from truceline.reading.tokens import Token

VERSION = "1"
_TOLD = frozenset("explanation account version claim charge accusation allegation argument statement report".split())
"""What is rejected with these words is what was last said, not what was last put forward."""
_HARM = frozenset({"ASSAULT", "COERCE", "SANCTION"})
"""Acts that a party threatens by saying that it will do them."""
_YIELDING = frozenset({"RETREAT", "AGREE", "CONSULT", "COOPERATE", "AID", "SUPPORT", "CONCEDE"})
"""Acts that a party promises by vowing them."""
_NOT_MEETING = frozenset("visit tour inspect discuss debate negotiate address weigh prepare arrange mediate".split())
"""Verbs of talks and visits whose object is a place or a matter, and nobody who takes part."""
_POINTING = frozenset({"this", "that", "these", "such"})
_IT = frozenset({"it", "this", "that", "these"})
_CONFIRMING = frozenset({"confirm", "verify", "corroborate", "substantiate"})
_NOT = re.compile(r"\b(?:not|rather than|instead of)(?: the)? $")
"""What stands right before a figure that is said not to be the one ("240, not 210")."""
_NEAR_NOT = 20
_OURS = frozenset({"our", "ours", "my", "mine", "ourselves", "myself"})
_OUTLETS = frozenset("agency newspaper paper magazine channel station bulletin page column newsletter website".split())
_NOBODY = frozenset({"nobody", "none", "no-one", "anyone", "anybody"})
_CLAUSE = 25
"""How many words the clause around a word that only points has at most."""
_MODALITY = {
    Stance.DEMANDS: Modality.DEMANDED,
    Stance.OFFERS: Modality.OFFERED,
    Stance.PROMISES: Modality.PLANNED,
    Stance.DENIES: Modality.DENIED,
}


Keep = Callable[[Claim, dict[str, float]], None]
"""What is told the signs of each claim."""
_Counted = dict[tuple[tuple[str, ...], int | None], str]
"""The names of the voices and the number of a figure -> the id of the claim that holds it."""


class RuleCoder:
    """Claims by rules over spaCy's parse, with what a trained ``reader`` adds to them.

    The attributor and the event coder can be exchanged.
    """

    languages = frozenset({"en"})

    def __init__(
        self,
        registry: Registry | None = None,
        attributor: Attributor | None = None,
        events: EventCoder | None = None,
        reader: Reader | None = None,
    ) -> None:
        self._registry = registry or Registry.load()
        self._attributor = attributor or RuleAttributor()
        self._events = events or RuleEventCoder()
        self._reader = reader
        self.name = "rules" if reader is None else "rules and reader"
        self.version = VERSION if reader is None else f"{VERSION}, {reader.version}"

    def code(self, report: Report, *, signs: Keep | None = None) -> tuple[Claim, ...]:
        """The claims of a report. ``signs`` is told what speaks for each of them (training/trust.py asks for it)."""
        with bulk():
            return self._code(report, signs)

    def _code(self, report: Report, signs: Keep | None) -> tuple[Claim, ...]:
        parsed = parse(report.text, self._registry.mentions(report.text), breaks=_dateline_end(report))
        details = Details.of(parsed, report)
        learned = Learned.of(parsed, self._reader) if self._reader is not None else None
        attributions = self._attributor.find(parsed)
        if learned is not None:
            attributions = learned.attributions(attributions)
        drafting = Drafting(parsed, details, attributions, self._events.find(parsed))
        voices = Voices(parsed, report, self._registry, details.places)
        coder = CodedBy(self.name, self.version)
        drafts = Retold(parsed, details).retold(drafting.drafts())
        if learned is not None:
            drafts = learned.typed(drafts)
        claims = _Claiming(report, parsed, voices, details, coder, learned, signs).claims(drafts)
        parsed.doc.loosen()
        return claims


def _confirms_nothing(draft: Draft, parse: Parse) -> bool:
    """ "could not confirm it", "was unable to verify the report": what was just told is neither held nor denied."""
    if draft.event.mode != "no-comment":
        return False
    words = [parse.doc[i] for i in draft.event.clause]
    told = any(w.lower_ in _IT or w.lemma_.lower() in _TOLD for w in words if w.dep_ in ("dobj", "pobj", "nsubjpass"))
    return told and any(w.lemma_.lower() in _CONFIRMING for w in words)


def _confirms_it(draft: Draft, parse: Parse) -> bool:
    """ "both governments confirmed it": what was just told is told again, by them."""
    words = [parse.doc[i].lower_ for i in draft.content]
    cue = parse.doc[draft.chain[-1].cue_head].lemma_.lower()
    return cue in _CONFIRMING and bool(words) and all(w in _IT for w in words)


def _dateline_end(report: Report) -> tuple[int, ...]:
    """Where the dateline ends, so that it is no part of the first sentence."""
    words = report.dateline.words if report.dateline is not None else ""
    at = report.text.find(words) if words else -1
    return (at + len(words),) if 0 <= at < 400 else ()


@dataclass(frozen=True)
class _Claiming:
    """One report's drafts on their way to claims."""

    report: Report
    parse: Parse
    voices: Voices
    details: Details
    coder: CodedBy
    learned: Learned | None
    keep: Keep | None

    def claims(self, drafts: Iterable[Draft]) -> tuple[Claim, ...]:
        """In order of the text; where two begin at one place, in the order in which they were found."""
        found: dict[str, Claim] = {}
        counted: _Counted = {}
        times: dict[int | None, When | None] = {}
        for draft in sorted(drafts, key=lambda d: (d.content[0], d.event.trigger)):
            answered = self._answered(draft, found.values())
            for made in self._claims_of(draft, counted, times):
                claim = self._answering(made, answered) if answered else made
                found.setdefault(claim.id, claim)
                if self.keep is not None:
                    self.keep(claim, self._signs(draft))
        return tuple(sorted(found.values(), key=lambda c: c.start))

    def _answered(self, draft: Draft, before: Iterable[Claim]) -> Claim | None:
        """The claim that a refusal or denial points back to: "which it refused", "rejected this proposal"."""
        last = draft.chain[-1] if draft.chain else None
        unsure = last is not None and (_confirms_nothing(draft, self.parse) or _confirms_it(draft, self.parse))
        if last is None or not (unsure or last.stance in (Stance.REJECTS, Stance.DENIES)):
            return None
        start = self.parse.starts[draft.content[0]]
        others = [c for c in before if c.spans.content[-1].end <= start and self._is_another(c, last)]
        if last.kind is Kind.POINTING:
            sentence = self.parse.starts[self.parse.doc[draft.content[0]].sent.start]
            return next((c for c in reversed(others) if c.start >= sentence), None)
        if unsure:
            held = [c for c in others if c.start >= self._sentence_before(draft) and c.stance is Stance.ASSERTS]
            if _confirms_it(draft, self.parse):
                return held[-1] if held else None
            # One sentence may tell both what was done and what came of it; what came of it is what is confirmed.
            return next((c for c in held if c.act.type == "STATE" and c.act.figures), held[0] if held else None)
        words = [self.parse.doc[i] for i in draft.content[:3]]
        told = any(w.lemma_.lower() in _TOLD for w in words)
        pointing = _POINTING | {"the", "its", "their"} if told and last.stance is Stance.DENIES else _POINTING
        if not any(w.lower_ in pointing for w in words):
            return None
        if last.stance is Stance.DENIES and len(draft.content) == 1 and others:
            return next((c for c in others if c.start >= self._sentence_before(draft)), others[-1])
        put = tuple(Stance) if told else (Stance.OFFERS, Stance.DEMANDS, Stance.ACCUSES)
        return next((c for c in reversed(others) if c.stance in put), None)

    def _sentence_before(self, draft: Draft) -> int:
        """Where the sentence before the draft's begins; where its own does, in the first."""
        own = self.parse.doc[draft.content[0]].sent.start
        return self.parse.starts[self.parse.doc[own - 1].sent.start] if own else 0

    def _is_another(self, claim: Claim, attribution: Attribution) -> bool:
        """Whether a claim's innermost voice is not the one that answers."""
        names = self.voices.names((attribution.source_head,)) if attribution.source_head is not None else ()
        return claim.voices[-1].name not in names

    def _answering(self, claim: Claim, answered: Claim) -> Claim:
        act, told = claim.act, answered.act
        bare = act.type == "STATE" and act.mode == "condition" and not act.figures
        if bare and claim.stance in (Stance.DENIES, Stance.ASSERTS):
            # "calls the account fiction", "confirmed it": the deed that was told is denied, or told again.
            act = replace(act, type=told.type, mode=told.mode, actors=told.actors, recipients=told.recipients)
        return Claim.of(
            report=claim.report,
            voices=claim.voices,
            stance=Stance.DOUBTS if claim.act.mode == "no-comment" else claim.stance,
            act=replace(act, answers=answered.id),
            quote=claim.quote,
            spans=claim.spans,
            score=claim.score,
            coder=claim.coder,
        )

    def _claims_of(self, draft: Draft, counted: _Counted, times: dict[int | None, When | None]) -> Iterator[Claim]:
        """``counted`` and ``times`` fill up with the claims of the figures, so that a part finds its whole."""
        for voices in self._voices_of(draft):
            names = tuple(v.name for v in voices)
            if not self._main_figures(draft):
                yield self._in_its_time(self._claim(draft, voices, None, None), times.get(draft.like))
            for number in draft.figures:
                part_of = self.details.figures[number].part_of
                claim = self._claim(draft, voices, number, counted.get((names, part_of)))
                claim = self._in_its_time(claim, times.get(part_of))
                counted[names, number] = claim.id
                times[number] = claim.act.when
                yield claim

    def _in_its_time(self, claim: Claim, of_whole: When | None) -> Claim:
        """A part of a whole was done when the whole was, where nothing else is said."""
        if claim.act.when is not None or of_whole is None:
            return claim
        when = replace(of_whole, basis=Basis.INFERRED, words="")
        return Claim.of(
            report=claim.report,
            voices=claim.voices,
            stance=claim.stance,
            act=replace(claim.act, when=when),
            quote=claim.quote,
            spans=claim.spans,
            score=claim.score,
            coder=claim.coder,
        )

    def _main_figures(self, draft: Draft) -> list[int]:
        """The figures that are no part of another of the same draft."""
        return [n for n in draft.figures if self.details.figures[n].part_of not in draft.figures]

    def _claim(self, draft: Draft, voices: tuple[Voice, ...], number: int | None, part_of: str | None) -> Claim:
        found = self.details.figures[number] if number is not None else None
        if found is not None and _NOT.search(self.parse.text, max(0, found.start - _NEAR_NOT), found.start):
            draft = replace(draft, event=replace(draft.event, polarity=Polarity.NEGATIVE))
        spans = self._spans(draft, found)
        first, last = spans.content[0].start, spans.content[-1].end
        return Claim.of(
            report=self.report.id,
            voices=voices,
            stance=draft.stance,
            act=self._act(draft, number, part_of),
            quote=self.parse.text[first:last],
            spans=spans,
            score=trust().of(self._signs(draft), read=self.learned is not None),
            coder=self.coder,
        )

    def _signs(self, draft: Draft) -> dict[str, float]:
        """What speaks for and against a draft."""
        return signs_of(draft) | (self.learned.signs_of(draft) if self.learned is not None else {})

    def _act(self, draft: Draft, number: int | None, part_of: str | None) -> Act:
        event, found = draft.event, self.details.figures[number] if number is not None else None
        mood = self._modality(draft)
        told = mood is Modality.HAPPENED and event.type != "ASSAULT"
        if (told or mood is Modality.ONGOING) and self._is_scheduled(draft):
            mood = Modality.PLANNED
        if mood is Modality.ONGOING and self.details.in_vivid_present(event):
            mood = Modality.HAPPENED
        if self._warned(draft, mood):
            event = replace(event, type="THREATEN", mode=None, actors=self._source_of(draft))
            draft, mood = replace(draft, event=event), Modality.HYPOTHETICAL
        figures = (self._figure(draft, found.figure, part_of),) if found is not None else draft.uncounted
        figures = figures or self._untold(draft, event)
        return Act(
            type=event.type,
            mode=event.mode,
            actors=self._gapped(draft, found)
            or self._actors(draft, in_return=found is not None and self._in_return(draft, found)),
            recipients=self._recipients(draft),
            category=next((f.category for f in figures if f.category), None)
            or self.details.category(event, found)
            or self._category_of_subject(draft),
            figures=figures,
            when=self._when(draft, event, mood, found),
            place=self.details.place(event.clause),
            polarity=event.polarity,
            modality=mood,
            qualities=self._qualities(draft, number),
        )

    def _untold(self, draft: Draft, event: Event) -> tuple[Figure, ...]:
        """The figure of a draft without one: that of its words, or of those its noun counts, one, or some."""
        found = left_figure(self.parse, event, draft.content, self.details.figures_at)
        found = found or counted_antecedent(self.parse, event, self.details.figures_at)
        found = found or one_victim(self.parse, event) or some_freed(self.parse, event)
        return (found,) if found is not None else ()

    def _when(self, draft: Draft, event: Event, mood: Modality, found: FoundFigure | None) -> When | None:
        last = draft.chain[-1] if draft.chain else None
        told = last is not None and last.kind is Kind.NOMINAL and last.stance is Stance.ASSERTS
        beside = self.details.behind(draft.content, mood) if told and event.noun and len(draft.figures) < 2 else None
        beside_others = found if len(draft.figures) > 1 else None
        own = beside or self.details.when(event, mood, beside_others, counts=found is not None and not found.duration)
        if own is None and event.trigger not in draft.content:
            own = self.details.named_in(draft.content, mood)
        wanted = last is not None and last.kind is Kind.ACTION and last.stance in _MODALITY
        when = own or (self.details.deadline(last.cue_head, mood) if last is not None and wanted else None)
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
        actors = self._actors(draft)
        voices = next(iter(self._voices_of(draft)))
        ours = {n for v in voices for n in (v.name, *v.member_of)}
        own = bool(ours & set(actors))
        yields = cue == "vow" and draft.event.type in _YIELDING and draft.event.polarity is Polarity.POSITIVE
        told = cue in ("warn", "threaten", "vow") and (own or not actors) and not yields
        return told or (own and draft.event.type in _HARM and draft.event.polarity is Polarity.POSITIVE)

    def _source_of(self, draft: Draft) -> tuple[int, ...]:
        head = draft.chain[0].source_head
        return (head,) if head is not None else ()

    def _modality(self, draft: Draft) -> Modality:
        """The event's own, unless a stance around it says that it is wanted, offered or denied."""
        if draft.event.type == "THREATEN":
            return Modality.HYPOTHETICAL
        if draft.event.type == "STATE" and draft.event.mode == "no-comment":
            return Modality.DENIED
        for a in reversed(draft.chain):
            put_forward = a.stance in (Stance.OFFERS, Stance.PROMISES, Stance.DEMANDS)
            if a.stance in _MODALITY and (put_forward or draft.event.type != ITSELF.get(a.stance)):
                return _MODALITY[a.stance]
        if draft.event.polarity is Polarity.NEGATIVE and draft.event.modality in (Modality.HAPPENED, Modality.ONGOING):
            return Modality.DENIED
        return draft.event.modality

    def _is_scheduled(self, draft: Draft) -> bool:
        """ "The council meets again on Tuesday", "the truce ends on 30 April": in the present, on a day to come."""
        verb = self.parse.doc[draft.event.trigger]
        simple = verb.tag_ in ("VBZ", "VBP") and not syntax.children(verb, "aux", "auxpass") and verb.lemma_ != "be"
        published = self.report.published
        if not simple or draft.event.noun or published is None or published.end is None:
            return False
        when = self.details.when(draft.event, Modality.PLANNED)
        ahead = when is not None and when.start is not None and when.start >= published.end
        return ahead and self.details.names_a_day(draft.event)

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

    def _actors(self, draft: Draft, *, in_return: bool = False) -> tuple[str, ...]:
        """Who did it; in an accusation the accused, where the clause names nobody or the accuser."""
        heads = draft.event.actors if not in_return else ()
        for a in draft.chain:
            itself = draft.event.type == ITSELF.get(a.stance) and draft.event.trigger in (a.content_head, *a.cue)
            if a.stance is Stance.DEMANDS and a.kind is Kind.ACTION and heads == (a.source_head,) and not itself:
                heads = ()
            if a.stance is Stance.DEMANDS and a.kind is Kind.ACTION and not heads and not itself:
                heads = self._addressed(a)
            if a.accused is not None and not itself and heads in ((), (a.source_head,)):
                heads = tuple(t.i for t in syntax.with_conjuncts(self.parse.doc[a.accused]))
            if itself and heads == (a.source_head,):
                heads = self._meant(a, draft)
        ours = tuple(h for h in heads if self._is_we(h))
        names = self.voices.names((*(h for h in heads if h not in ours), *self._partners(draft, heads)))
        speaker = next(iter(self._voices_of(draft)))[0] if ours else None
        if speaker is None or speaker.kind is PartyKind.REPORT:
            return names
        return tuple(dict.fromkeys((speaker.name, *names)))

    def _partners(self, draft: Draft, heads: tuple[int, ...]) -> tuple[int, ...]:
        """ "the envoy met the rebels", "talks with both sides": who takes part in talks is nobody's recipient."""
        if draft.event.type != "CONSULT" or not heads:
            return ()
        return tuple(i for i in draft.event.recipients if self._takes_part(self.parse.doc[i], draft.event))

    def _takes_part(self, token: Token, event: Event) -> bool:
        """Not who is only visited or talked about, or between whom somebody goes back and forth."""
        first = token
        while first.dep_ == "conj":
            first = first.head
        if first.dep_ == "pobj":
            return first.head.lower_ in ("with", "to")
        return event.mode != "visit" and first.head.i == event.trigger and first.head.lemma_ not in _NOT_MEETING

    def _meant(self, attribution: Attribution, draft: Draft) -> tuple[int, ...]:
        """Who should do what is demanded, where no act could be coded; else who speaks."""
        head, event = self.parse.doc[attribution.content_head], draft.event
        if event.type != "REQUEST" or self._modality(draft) is not Modality.DEMANDED:
            return event.actors
        own = syntax.children(head, "nsubj") if syntax.is_verb(head) else []
        doers = [t.i for n in own for t in syntax.with_conjuncts(n)]
        return tuple(doers) or self._addressed(attribution)

    def _addressed(self, attribution: Attribution) -> tuple[int, ...]:
        """ "asked both parties to guarantee passage", "gave the navy until Sunday to leave": of whom it is wanted."""
        cue, head = self.parse.doc[attribution.cue_head], self.parse.doc[attribution.content_head]
        told = syntax.direct_object(cue) if not syntax.is_passive(cue) else None
        told = told or next(iter(syntax.prep_objects(cue, "on", "upon", "to")), None)
        if told is None or not syntax.is_verb(head) or told.i in attribution.content or told.i > head.i:
            return ()
        return tuple(t.i for t in syntax.with_conjuncts(told))

    def _gapped(self, draft: Draft, found: FoundFigure | None) -> tuple[str, ...]:
        """ "the group is to free 20 hostages and Peru 60 prisoners": who stands right before a later figure."""
        if found is None or len(draft.figures) < 2 or found is self.details.figures[draft.figures[0]]:
            return ()
        before = bisect_right(self.parse.starts, found.start) - 2
        mention = self.parse.mentions.get(before)
        joined = before > 0 and self.parse.doc[before - 1].lower_ in ("and", ",", "while")
        return self.voices.names((before,)) if mention is not None and mention.form == "name" and joined else ()

    def _recipients(self, draft: Draft) -> tuple[str, ...]:
        found = self.voices.names(draft.event.recipients)
        actors = self._actors(draft) if found else ()
        return tuple(name for name in found if name not in actors)

    # --- voices and spans -----------------------------------------------------------------------
    def _voices_of(self, draft: Draft) -> Iterator[tuple[Voice, ...]]:
        """The chain of voices of each speaker; joined speakers with the same words are two claims."""
        spoken = [a for a in draft.chain if a.source_head is not None and not self._is_ours(a.source_head)]
        if not spoken:
            yield (self.voices.answering(draft.content[0]),)
            return
        speakers = self._named(spoken[0], VoiceRole.SPEAKER) or (self.voices.answering(draft.content[0]),)
        inner = [v for a in spoken[1:] for v in self._named(a, VoiceRole.INNER)]
        for speaker in speakers:
            yield (*self._through(spoken[0]), speaker, *(v for v in inner if v.name != speaker.name))

    def _is_ours(self, token: int) -> bool:
        """ "we counted", "our count", "a count by this newspaper", "nobody says": no voice beside the report's own."""
        word = self.parse.doc[token]
        this = word.lemma_.lower() in _OUTLETS and any(c.lower_ == "this" for c in word.children)
        none = word.lower_ in _NOBODY or any(c.lower_ == "no" and c.dep_ == "det" for c in word.children)
        return self._is_we(token) or word.lower_ in _OURS or this or none

    def _is_we(self, token: int) -> bool:
        """ "we call on the other side": whoever is speaking already, or the report itself."""
        return self.parse.doc[token].lower_ in ("we", "i", "us")

    def _named(self, attribution: Attribution, role: VoiceRole) -> tuple[Voice, ...]:
        words = self._words(attribution.source)
        return self.voices.speakers(attribution.source_head, words, role)

    def _through(self, attribution: Attribution) -> tuple[Voice, ...]:
        """The outlet that the speaker told."""
        verb = self.parse.doc[attribution.cue_head]
        told = [*syntax.children(verb, "dobj", "dative"), *syntax.prep_objects(verb, "to", "with", "by")]
        if any(self.parse.doc[i].lemma_ in ("cite", "quote") for i in attribution.cue[1:]):
            told += syntax.children(verb, "nsubj")
        found = [v for t in told for v in self.voices.speakers(t.i, self.parse.words(t.i), VoiceRole.THROUGH)]
        return tuple(v for v in found if v.kind is PartyKind.OUTLET and v.party is not None)

    def _spans(self, draft: Draft, found: FoundFigure | None) -> Spans:
        content = draft.content
        if found is not None and len(draft.figures) > 1:
            content = self._around_figure(draft, found)
        content = tuple(ended(self.parse, self._with_cue(draft, content))) or content
        first = next((a for a in draft.chain if a.source_head is not None), None)
        first = first or (draft.chain[0] if draft.chain else None)
        return Spans(
            source=self._runs(first.source) if first else (),
            cue=self._runs(first.cue) if first else (),
            content=self._runs(content),
        )

    def _with_cue(self, draft: Draft, content: tuple[int, ...]) -> tuple[int, ...]:
        """ "the army calls that false": words that only point are given with whoever says so of them."""
        last = draft.chain[-1] if draft.chain else None
        words = [self.parse.doc[i] for i in content]
        if (
            last is None
            or not last.source
            or any(w.pos_ not in ("PRON", "DET", "ADV") for w in words)
            or len(words) > 2
        ):
            return content
        verb = self.parse.doc[last.cue_head]
        if verb.dep_ == "xcomp" or syntax.negated(verb) or any(c.dep_ == "preconj" for c in verb.children):
            return content
        if last.kind is not Kind.NOMINAL or any(w.lower_ in ("what", "which") for w in words):
            return content
        ends = sorted({*last.source, *last.cue, *content})
        clause = set(range(ends[0], ends[-1] + 1)) | {
            c.i for c in syntax.children(verb, "oprd", "prt", "acomp", "advmod")
        }
        return tuple(range(min(clause), max(clause) + 1)) if len(clause) < _CLAUSE else content

    def _around_figure(self, draft: Draft, found: FoundFigure) -> tuple[int, ...]:
        """Of several figures in one clause: the words of this one, where they can be told apart."""
        if found.part_of is None and found.token == self.details.figures[draft.figures[0]].token:
            return self._without_later(draft, found)
        return tuple(trimmed(self.parse, syntax.subtree(self.parse.doc[found.token]))) or draft.content

    def _without_later(self, draft: Draft, first: FoundFigure) -> tuple[int, ...]:
        """The clause without what its later figures count: "puts its loss at 15 men" of "... and 12 boys"."""
        later = {self.details.figures[n].token for n in draft.figures} - {first.token, draft.event.trigger}
        cut: set[int] = set()
        for token in (self.parse.doc[i] for i in later):
            words = syntax.told_besides(token)
            if token.i > first.token and not words & {first.token, draft.event.trigger}:
                cut |= words
        left = set(draft.content) - cut
        if cut:
            left = syntax.before_lost_join([self.parse.doc[i] for i in sorted(left)], first.token)
        return tuple(trimmed(self.parse, left)) or draft.content

    def _runs(self, numbers: Iterable[int]) -> tuple[Span, ...]:
        return tuple(self.parse.span(i, j) for i, j in syntax.runs(numbers))

    def _words(self, numbers: tuple[int, ...]) -> str:
        return self.parse.words(numbers[0], numbers[-1] + 1) if numbers else ""
