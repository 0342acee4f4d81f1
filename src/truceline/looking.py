"""Looking: the state of a case as a whole, by both clocks, and what is read off it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from datetime import datetime
from typing import TYPE_CHECKING, Any
from weakref import WeakValueDictionary, ref

from truceline.agreeing import Agreements
from truceline.answers import NamedParty, SuggestedSame, is_only_a_kind, sentence_around
from truceline.given import Moment, check_codes, end_of, moment
from truceline.model import Claim, Report, When
from truceline.model.when import tzinfo
from truceline.record import About, Identity, Journal, SameVerdict, Status, View, ViewedClaim

if TYPE_CHECKING:
    from truceline.assessment import Assessment


class Looking(Agreements):
    """Asks one journal with the whole record in memory; what was worked out is kept as long as somebody holds it."""

    def __init__(self, journal: Journal, author: str) -> None:
        super().__init__(journal, author)
        self._views: WeakValueDictionary[tuple[object, ...], View] = WeakValueDictionary()
        self._near: tuple[ref[View], tuple[tuple[str, ...], ...]] | None = None

    def view(self, as_of: Moment | None = None, recorded_by: datetime | None = None) -> View:
        """The whole state, as of a moment of the world and of the record; the same one as long as somebody holds it."""
        key = (self.head().hash, as_of, recorded_by)
        found = self._views.get(key)
        if found is None:
            found = self._views[key] = View.of(self._journal, as_of, recorded_by)
        return found

    def reports(self, as_of: Moment | None = None) -> tuple[Report, ...]:
        return self.view(as_of).reports

    def doubtful(self, as_of: Moment | None = None) -> tuple[ViewedClaim, ...]:
        """The claims that nobody has looked at yet, those whose coding is least sure first."""
        waiting = (c for c in self.claims(as_of) if c.status is Status.CODED and c.claim.score < 1)
        return tuple(sorted(waiting, key=lambda c: c.claim.score))

    def claims(
        self,
        as_of: Moment | None = None,
        *,
        speaker: str | None = None,
        party: str | None = None,
        act: str | None = None,
        report: str | None = None,
        rejected: bool = False,
    ) -> tuple[ViewedClaim, ...]:
        """The claims as they stand, in order of publication and place.

        ``speaker`` and ``party`` are (parts of) names, of who speaks or of anyone who takes part;
        ``act`` is a type of the codebook; ``report`` an id or its beginning. ``rejected`` adds the
        claims that were rejected and those of superseded versions of a report. Raises ValueProblem
        for an unknown act, UnknownId and AmbiguousId for a report.
        """
        view = self.view(as_of)
        if act is not None:
            check_codes(act.upper(), None)
        wanted = view.report(report).id if report else None
        found = view.claims if rejected else view.current
        return tuple(
            c
            for c in found
            if (wanted is None or c.claim.report == wanted)
            and (act is None or c.claim.act.type == act.upper())
            and (speaker is None or _within(speaker, (c.claim.speaker,)))
            and (party is None or _within(party, _names(c.claim)))
        )

    @staticmethod
    def sentence(claim: Claim, report: Report) -> tuple[int, int]:
        """Where the sentence, or sentences, around a claim begin and end in the text of its report."""
        spans = claim.spans
        places = [*spans.source, *spans.cue, *spans.content]
        return sentence_around(report.text, min(s.start for s in places), max(s.end for s in places))

    def timeline(self, as_of: Moment | None = None, **filters: Any) -> tuple[tuple[When | None, ViewedClaim], ...]:
        """The claims by the time they speak of; those without one come last, in order of publication."""
        found = [(c.claim.act.when, c) for c in self.claims(as_of, **filters)]
        return tuple(sorted(found, key=lambda pair: _stamp(pair[0])))

    def parties(self, as_of: Moment | None = None) -> tuple[NamedParty, ...]:
        """Everyone who speaks or acts in the claims, the most frequent first.

        Words that only say what kind of people act ("prisoners", "many people") are left out;
        whoever speaks is kept, however described.
        """
        return self._parties(self.view(as_of))

    @staticmethod
    def _parties(view: View) -> tuple[NamedParty, ...]:
        from truceline.reading.parties import Registry

        registry = Registry.load()
        speaks = Counter(c.claim.speaker for c in view.current)
        acts = Counter(n for c in view.current for n in {*c.claim.act.actors, *c.claim.act.recipients})
        same = view.identity(About.PARTY)
        names = sorted({*speaks, *acts}, key=lambda n: (-speaks[n] - acts[n], n))
        found = (NamedParty(n, registry.find(n), speaks[n], acts[n], _others(same, n)) for n in names)
        return tuple(p for p in found if p.party or p.speaks or not is_only_a_kind(p.name))

    def suggested_names(self, as_of: Moment | None = None) -> tuple[SuggestedSame, ...]:
        """Names in the claims that may mean one party, the likeliest reason first, until somebody judges the two.

        Names that the data file lists, and somebody who speaks for the other, are not suggested.
        """
        from truceline.reading.parties import Registry, describe, pairs

        registry, view = Registry.load(), self.view(as_of)
        by_name, same = {p.name: p for p in self._parties(view)}, view.identity(About.PARTY)
        return tuple(
            SuggestedSame(by_name[a], by_name[b], why.value)
            for a, b, why in pairs(by_name, registry)
            if same.verdict(a, b) in (None, SameVerdict.UNSURE)
            and not same.same(a, b)
            and not any(y in describe(x, registry=registry).member_of for x, y in ((a, b), (b, a)))
        )

    def identity(self, about: About) -> Identity:
        """What was judged the same, different or unsure: of incidents, by people and by the program's own rules."""
        return self.view().identity(about)

    def assess(
        self,
        agreement: str | None = None,
        *,
        as_of: Moment | None = None,
        at: Moment | None = None,
        silence: str = "undenied",
        recorded_by: datetime | None = None,
    ) -> Assessment:
        """The record held against an agreement (its id; without one, the only one there is).

        ``as_of`` is what was known by then, ``at`` the moment judged: by default the same moment, or when the
        last claim was known. ``recorded_by`` leaves out what was entered in the record later. ``silence`` says how
        an account is read where its speaker is silent: undenied, strict or consent. Raises UnknownId, AmbiguousId,
        and ValueProblem for another policy.
        """
        from truceline.assessment import Assessment, policy_named

        view, policy = self.view(as_of, recorded_by), policy_named(silence)
        text = self.agreement(agreement or "", as_of)
        moment = at if at is not None else as_of
        copies = self._copies(view)
        return Assessment.of(view, text, at=end_of(moment, text.zone), policy=policy, copies=copies)

    def moment(self, words: str) -> Moment:
        """A day (2023-12-01) or a time (2023-12-01T07:00, in the case's zone unless it has an offset).

        A case without a zone counts in that of its agreement, where it has one agreement.
        """
        zone = self.settings.zone
        if zone is None:
            zones = {a.zone for a in self.agreements()}
            zone = zones.pop() if len(zones) == 1 else None
        return moment(words, zone)

    def _copies(self, view: View) -> tuple[tuple[str, ...], ...]:
        """The groups of reports that carry one text, worked out once as long as the view is held."""
        from truceline.reports.copies import near_copies

        if self._near is None or self._near[0]() is not view:
            groups = near_copies([r for r in view.reports if r.id not in view.superseded])
            self._near = (ref(view), groups)
        return self._near[1]


def _within(part: str, names: Iterable[str]) -> bool:
    return any(part.casefold() in name.casefold() for name in names)


def _names(claim: Claim) -> set[str]:
    voices = (n for v in claim.voices for n in (v.name, *v.member_of))
    return {*voices, *claim.act.actors, *claim.act.recipients}


def _others(same: Identity, name: str) -> tuple[str, ...]:
    return tuple(n for n in same.group(name) if n != name)


def _stamp(when: When | None) -> str:
    if when is None:
        return "~"
    moment = when.start or when.end
    return moment.astimezone(tzinfo(None)).isoformat() if moment else "~"
