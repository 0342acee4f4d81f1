"""The rule coder: attributions and events of a parse, joined into claims.

The coding rules (docs/coding.md) say what counts as one claim and which act its words are.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from truceline.model import (
    Act,
    Basis,
    Claim,
    PartyKind,
    Polarity,
    Report,
    Stance,
    Voice,
    When,
)
from truceline.model import Coder as CodedBy
from truceline.model.bulk import bulk
from truceline.reading.acts import Acts
from truceline.reading.answered import Answers, answer
from truceline.reading.attribution import Attributor
from truceline.reading.attributor import RuleAttributor
from truceline.reading.closing import is_closed
from truceline.reading.details import Details
from truceline.reading.draft import Draft
from truceline.reading.drafts import Drafting
from truceline.reading.event import EventCoder
from truceline.reading.events import RuleEventCoder
from truceline.reading.learned import Learned
from truceline.reading.parse import Parse, parse
from truceline.reading.parties import Registry
from truceline.reading.quoted import Quoted
from truceline.reading.retold import Retold
from truceline.reading.roles import Roles
from truceline.reading.trust import signs_of, trust
from truceline.reading.voices import Voices

if TYPE_CHECKING:
    from truceline.reading.model import Reader

VERSION = "1"
_NOT = re.compile(r"\b(?:not|rather than|instead of)(?: the)? $")
"""What stands right before a figure that is said not to be the one ("240, not 210")."""
_NEAR_NOT = 20
_AMONG = 3
"""How many sentences before "among those killed" the figure stands at most."""


Keep = Callable[[Claim, dict[str, float]], None]
"""What is told the signs of each claim."""
_Counted = dict[tuple[tuple[str, ...], int | None], str]
"""The names of the voices and the number of a figure -> the id of the claim that holds it."""
_Signed = tuple[Claim, dict[str, float]]
"""A claim, and what speaks for and against it."""


class RuleCoder:
    """Claims by rules over spaCy's parse, with what a trained ``reader`` adds to them.

    The attributor and the event coder can be exchanged. ``again`` is whether the reader has a second reading of what
    the rules have found (what it learns from is found without).
    """

    languages = frozenset({"en"})

    def __init__(
        self,
        registry: Registry | None = None,
        attributor: Attributor | None = None,
        events: EventCoder | None = None,
        reader: Reader | None = None,
        again: bool = True,
    ) -> None:
        self._registry = registry or Registry.load()
        self._attributor = attributor or RuleAttributor()
        self._events = events or RuleEventCoder()
        self._reader = reader
        self._again = again
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
        roles = Roles(parsed, voices, details)
        acts, quoted = Acts(report, parsed, details, roles), Quoted(parsed, details)
        answers = Answers(parsed, voices)
        claiming = _Claiming(report, parsed, details, roles, acts, quoted, answers, coder, learned, self._again, signs)
        claims = claiming.claims(drafts)
        parsed.doc.loosen()
        return claims


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
    details: Details
    roles: Roles
    acts: Acts
    quoted: Quoted
    answers: Answers
    coder: CodedBy
    learned: Learned | None
    again: bool
    keep: Keep | None

    def claims(self, drafts: Iterable[Draft]) -> tuple[Claim, ...]:
        """In order of the text; where two begin at one place, in the order in which they were found."""
        found: dict[str, tuple[Claim, dict[str, float]]] = {}
        counted: _Counted = {}
        times: dict[int | None, When | None] = {}
        for draft in sorted(drafts, key=lambda d: (d.content[0], d.event.trigger)):
            answered = self.answers.answered(draft, (claim for claim, _ in found.values()))
            for made in self._claims_of(draft, counted, times):
                claim = _with(made, *answer(made, answered)) if answered else made
                found.setdefault(claim.id, (claim, self._signs(draft)))
        claims = self._scored(self._reread(list(found.values())))
        return tuple(sorted(claims, key=lambda c: c.start))

    def _reread(self, found: list[_Signed]) -> list[_Signed]:
        """The claims as the second reading takes them, where there is one."""
        if self.learned is None or not self.again or not found:
            return found
        from truceline.reading.second_reading import reread

        names: dict[str | None, str] = {}
        taken: dict[str, _Signed] = {}
        again = reread([c for c, _ in found], self.learned, self.details.dating, self.roles.voices)
        for (claim, signs), one in zip(found, again, strict=True):
            kept = one.voices[0].kind is PartyKind.REPORT and is_closed(self.parse.text, claim)
            said = claim if kept else replace(claim, voices=one.voices, spans=one.spans)
            made = _with(said, claim.stance, _renamed(one.act, names))
            names[claim.id] = made.id
            taken.setdefault(made.id, (made, signs | one.signs))
        return list(taken.values())

    def _scored(self, found: list[_Signed]) -> Iterator[Claim]:
        for claim, signs in found:
            if self.keep is not None:
                self.keep(claim, signs)
            yield replace(claim, score=trust().of(signs, read=self.learned is not None))

    def _claims_of(self, draft: Draft, counted: _Counted, times: dict[int | None, When | None]) -> Iterator[Claim]:
        """``counted`` and ``times`` fill up with the claims of the figures, so that a part finds its whole."""
        for voices in self.roles.speaking(draft):
            names = tuple(v.name for v in voices)
            if not self._main_figures(draft):
                yield self._in_its_time(self._claim(draft, voices, None, None), times.get(draft.like))
            for number in draft.figures:
                part_of = self.details.figures[number].part_of
                claim = self._claim(draft, voices, number, counted.get((names, part_of)))
                claim = self._in_its_time(claim, times.get(part_of if part_of is not None else self._among(number)))
                counted[names, number] = claim.id
                times[number] = claim.act.when
                yield claim

    def _among(self, number: int) -> int | None:
        """ "Among those killed were three women": of whom the figure told last before the sentence speaks."""
        figures, first = self.details.figures, self.parse.doc[self.details.figures[number].token].sent.start
        opens = self.parse.doc[first].lower_ == "among"
        before = [n for n in range(number) if figures[n].token < first] if opens else []
        near = first
        for _ in range(_AMONG):
            near = self.parse.doc[near - 1].sent.start if near else 0
        return before[-1] if before and figures[before[-1]].token >= near else None

    def _in_its_time(self, claim: Claim, of_whole: When | None) -> Claim:
        """A part of a whole was done when the whole was, where nothing else is said."""
        if claim.act.when is not None or of_whole is None:
            return claim
        when = replace(of_whole, basis=Basis.INFERRED, words="")
        return _with(claim, claim.stance, replace(claim.act, when=when))

    def _main_figures(self, draft: Draft) -> list[int]:
        """The figures that are no part of another of the same draft."""
        return [n for n in draft.figures if self.details.figures[n].part_of not in draft.figures]

    def _claim(self, draft: Draft, voices: tuple[Voice, ...], number: int | None, part_of: str | None) -> Claim:
        found = self.details.figures[number] if number is not None else None
        if found is not None and _NOT.search(self.parse.text, max(0, found.start - _NEAR_NOT), found.start):
            draft = replace(draft, event=replace(draft.event, polarity=Polarity.NEGATIVE))
        act = self.acts.act(draft, number, part_of)
        in_turn = self.roles.in_turn(draft, voices[0])
        act = replace(act, actors=in_turn) if in_turn is not None else act
        spans = self.quoted.spans(draft, found)
        first, last = spans.content[0].start, spans.content[-1].end
        return Claim.of(
            report=self.report.id,
            voices=voices,
            stance=draft.stance,
            act=act,
            quote=self.parse.text[first:last],
            spans=spans,
            score=0.0,  # told last, when all that speaks for it is known
            coder=self.coder,
        )

    def _signs(self, draft: Draft) -> dict[str, float]:
        """What speaks for and against a draft."""
        return signs_of(draft) | (self.learned.signs_of(draft) if self.learned is not None else {})


def _renamed(act: Act, names: dict[str | None, str]) -> Act:
    """The act with the names that the claims it points to have now."""
    answers = names.get(act.answers, act.answers)
    figures = tuple(replace(f, part_of=names.get(f.part_of, f.part_of)) for f in act.figures)
    return replace(act, answers=answers, figures=figures)


def _with(claim: Claim, stance: Stance, act: Act) -> Claim:
    """The claim with another stance or act, and so another identity."""
    return Claim.of(
        report=claim.report,
        voices=claim.voices,
        stance=stance,
        act=act,
        quote=claim.quote,
        spans=claim.spans,
        score=claim.score,
        coder=claim.coder,
    )
