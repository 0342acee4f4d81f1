"""Assessment: a record held against an agreement, at one moment.

It is worked out as it is asked for. The same claims, agreement, moment and policy give the same answers,
in whatever order the claims arrived; ``with_facts`` gives what working everything out anew would give.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from functools import cached_property
from itertools import pairwise
from typing import TYPE_CHECKING

from truceline.accounts.account import UNDISPUTED, Account, Silence
from truceline.accounts.accounts import accounts_of, updated
from truceline.accounts.binding import Stretch
from truceline.accounts.changes import Changed, changes
from truceline.accounts.constraints import Finding, findings
from truceline.accounts.crux import Crux, agreements, flips
from truceline.accounts.fact import Fact
from truceline.accounts.facts import facts_of
from truceline.accounts.incidents import Incidents, incidents_of
from truceline.accounts.judging import Judging
from truceline.accounts.ledger import Ledger, ledger
from truceline.accounts.matrix import Matrix, Row, Way
from truceline.accounts.talks import Talks, talks_of
from truceline.accounts.verdict import Verdict
from truceline.agreements.agreement import Agreement
from truceline.agreements.choices import Reading
from truceline.agreements.clock import told_of, zone
from truceline.agreements.terms import Terms
from truceline.errors import ValueProblem
from truceline.model.bulk import bulk
from truceline.outlook.runway import Runway, runway, runways
from truceline.record import About, View
from truceline.record.entries import MERGED_BY
from truceline.record.view import Judged

if TYPE_CHECKING:
    from truceline.reading.parties import Registry


@dataclass(frozen=True)
class Assessment:
    """``at`` is the moment judged; ``incidents`` hold only what was known by then, or by the moment asked for.

    ``members`` gives, for a name, the sides it acts and speaks for.
    """

    agreement: Agreement
    incidents: Incidents
    at: datetime
    policy: Silence = Silence.UNDENIED
    members: Mapping[str, tuple[str, ...]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        if self.at.tzinfo is None:
            todo = "Give it with its zone, as in 2023-12-01T07:00+02:00."
            raise ValueProblem("the moment judged has no time zone.", where=str(self.at), todo=todo)
        object.__setattr__(self, "at", told_of(self.at))

    @classmethod
    def of(
        cls,
        view: View,
        agreement: Agreement,
        *,
        at: datetime | None = None,
        policy: Silence = Silence.UNDENIED,
        copies: Sequence[Sequence[str]] = (),
    ) -> Assessment:
        """The claims of a view held against an agreement.

        ``at`` is the moment judged: by default when the last claim was known. ``copies`` are the groups
        of reports that carry one text (``reports.copies.near_copies``).
        """
        known = {id: a.known for id, a in view.arrivals.items()}
        facts = facts_of(view.current, known, copies, zone(agreement.zone))
        members = membership(facts, agreement)
        incidents = incidents_of(facts, decided(view), members)
        moment = at or max((f.known for f in facts), default=agreement.text_of)
        return cls(agreement, incidents, moment, policy, members)

    @property
    def facts(self) -> tuple[Fact, ...]:
        """Every claim, as the agreement asks for it."""
        return tuple(f for i in self.incidents.incidents for f in i.facts)

    def speakers(self, claims: Iterable[str]) -> frozenset[str]:
        """In whose accounts some claims are told: the speaker of each, and the sides that it speaks for."""
        return self.incidents.speakers(claims)

    @cached_property
    def accounts(self) -> dict[str, Account]:
        """By speaker: parties, mediators, monitors, and UNDISPUTED as the last."""
        found = accounts_of(self.incidents.incidents, self.agreement.speakers, self.policy, self.members)
        return {a.speaker: a for a in found}

    @cached_property
    def judging(self) -> Judging:
        return Judging(self.agreement, self.accounts, self.at, self.sides)

    def sides(self, name: str) -> tuple[str, ...]:
        """A name and the sides it acts for, nearest first."""
        found = [name]
        for known in found:
            found += (side for side in self.members.get(known, ()) if side not in found)
        return tuple(found)

    # --- asking ---------------------------------------------------------------------------------
    def matrix(self) -> Matrix:
        """Every duty across accounts and readings."""
        return self._matrix

    @cached_property
    def _matrix(self) -> Matrix:
        return self.judging.matrix()

    def row(self, duty: str) -> Row:
        """One duty. Raises KeyError."""
        return self.judging.row(duty)

    def own(self, account: str) -> dict[str, str]:
        """The options that an account's own speaker holds, by the path of their choice."""
        return self.judging.own(account)

    def verdicts(
        self, account: str, reading: Mapping[str, str] | None = None, duty: str | None = None
    ) -> tuple[Verdict, ...]:
        """The verdicts of one account; ``reading`` gives options by the path of their choice, else the first ones."""
        return self.judging.verdicts(account, self.read(reading), duty)

    def flips(self, duty: str, account: str, way: Way | None = None, instance: str = "") -> tuple[Crux, ...]:
        """The smallest changes that flip a verdict; without ``way``, as the account's own speaker reads it."""
        wanted = self.row(duty).cell(account).way if way is None else way
        return flips(self.judging, duty, account, wanted, instance)

    def agreements(self, duty: str, instance: str = "") -> tuple[Crux, ...]:
        """The smallest changes after which all accounts judge a duty alike."""
        return agreements(self.judging, duty, instance)

    def ledger(self, account: str, reading: Mapping[str, str] | None = None) -> Ledger:
        """The people of one account, by population and category."""
        return ledger(self.accounts[account], self.terms(reading), self.at)

    def findings(self) -> tuple[Finding, ...]:
        """What the identities say of the figures: which cannot all be true, which are stale, what reconciles them."""
        return self._findings

    @cached_property
    def _findings(self) -> tuple[Finding, ...]:
        return findings(self.accounts, self.agreement, self.at)

    def talks(self) -> Talks:
        """Where the talks stand, and the truce beside them, by account."""
        return self._talks

    @cached_property
    def _talks(self) -> Talks:
        ends = {name: end for name in self.accounts if (end := self.end(name).end) is not None}
        return talks_of(
            self.incidents.incidents, self.agreement.speakers, self.members, self.at, policy=self.policy, ends=ends
        )

    def runway(self, account: str, reading: Mapping[str, str] | None = None) -> Runway:
        """How many more days the truce can be extended, by one account under one reading."""
        return runway(self.accounts[account], self.terms(reading), self.at)

    def runways(self) -> tuple[tuple[str, dict[str, str], Runway], ...]:
        """Account, reading and runway: each account in the text's first reading, and in others where they differ.

        Others are the account's own speaker's reading, and each choice of the truce read otherwise. Where an
        account has several figures of those held, each teller's runway stands beside the whole.
        """
        found: list[tuple[str, dict[str, str], Runway]] = []
        for account in self.accounts:
            whole, *each = runways(self.accounts[account], self.terms(), self.at)
            found += [(account, {}, r) for r in (whole, *each)]
            for reading in self._others(account):
                other, *more = runways(self.accounts[account], self.terms(reading), self.at)
                if (other.days, [m.days for m in more]) != (whole.days, [e.days for e in each]):
                    found += [(account, reading, r) for r in (other, *more)]
        return tuple(found)

    def _others(self, account: str) -> Iterator[dict[str, str]]:
        choices = [c for c in self.agreement.choices if c.path.startswith("truce.")]
        paths = {c.path for c in choices}
        own = {path: option for path, option in self.judging.own(account).items() if path in paths}
        if len(own) > 1:
            yield own
        for choice in choices:
            yield from ({choice.path: option.name} for option in choice.options[1:])

    def end(self, account: str = UNDISPUTED, reading: Mapping[str, str] | None = None) -> Stretch:
        """From when until when the truce binds in one account, as far as extensions were agreed by ``at``."""
        return self.judging.compliance(account, self.read(reading)).binding.truce

    def changes(self, earlier: Assessment) -> tuple[Changed, ...]:
        """What is judged differently now than in ``earlier``, and which claims did it."""
        return changes(earlier.judging, self.judging)

    def terms(self, reading: Mapping[str, str] | None = None) -> Terms:
        """What the agreement says under a reading."""
        return self.agreement.terms(self.read(reading))

    def read(self, options: Mapping[str, str] | None) -> Reading:
        """The reading that takes these options, by path. Raises ValueProblem for one that is none."""
        return self.agreement.reading((options or {}).items())

    def with_facts(self, facts: Iterable[Fact], at: datetime | None = None) -> Assessment:
        """The same assessment with more claims known; what they do not touch is not worked out again."""
        incidents = self.incidents.add(facts)
        later = Assessment(self.agreement, incidents, at or self.at, self.policy, self.members)
        if "judging" in self.__dict__ and later.at == self.at:
            with bulk():
                update = updated(self.accounts, self.incidents.incidents, incidents.incidents, self.members)
                later.__dict__["accounts"] = update.accounts
                later.__dict__["judging"] = self.judging.after(update)
        return later


def membership(facts: Iterable[Fact], *agreements: Agreement) -> dict[str, tuple[str, ...]]:
    """For each name in the facts, the sides it acts and speaks for.

    The reports' own words go first, then the agreements' other names for whom they name, then the table of known
    parties, then what a description says ("mediators from Qatar and Egypt"). Whoever an agreement names stands for
    nobody else; of several agreements the last goes first.
    """
    from truceline.reading.parties import Registry

    registry = Registry.load()
    members: dict[str, tuple[str, ...]] = {}
    for fact in facts:
        for name, side in pairwise(fact.sides):
            members.setdefault(name, (side,))
        for name in (*fact.sides, *fact.actors, *fact.recipients):
            _known_sides(name, registry, members)
    for agreement in agreements:
        own = {main for main, _ in agreement.names.aliases}
        members = {name: sides for name, sides in members.items() if name not in own}
        members |= {other: (main,) for main, names in agreement.names.aliases for other in names if other != main}
    return members


def _known_sides(name: str, registry: Registry, members: dict[str, tuple[str, ...]]) -> None:
    """Adds the sides of a name, and theirs."""
    from truceline.reading.parties import describe

    waiting = [name]
    for known in waiting:
        if known in members:
            continue
        party = registry.find(known)
        if party is None:
            sides = describe(known, registry=registry).member_of if " " in known else ()
        elif party.name != known:
            sides = (party.name,)
        else:
            sides = registry.sides(party.id)[:1]
        if sides:
            members[known] = sides
            waiting += sides


def decided(view: View) -> tuple[Judged, ...]:
    """What people judged of incidents; what the program noted of its own merges follows from the claims anyway."""
    return tuple(j for j in view.judgements if j.judgement.about is About.INCIDENT and j.author != MERGED_BY)


def policy_named(word: str) -> Silence:
    """A policy on silence by its word. Raises ValueProblem for another word."""
    try:
        return Silence(word)
    except ValueError:
        todo = f"Choose one of {', '.join(Silence)}."
        raise ValueProblem(f"there is no way of reading silence called {word!r}.", todo=todo) from None
