"""Accounts: every incident as each party, mediator and monitor has it, and as nobody disputes it.

Who speaks for whom follows from the sides of a fact's speaker, and from ``members``. A report in its own words, or an
outlet, speaks for no party: what it tells is only what others may be silent about. Silence is read by one
policy for all accounts (``Silence``).
"""

from __future__ import annotations

from bisect import insort
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from truceline.accounts.account import UNDISPUTED, Account, Position, Silence, Version
from truceline.accounts.fact import Fact, Told
from truceline.accounts.incident import Incident
from truceline.accounts.likeness import is_barred
from truceline.accounts.nodes import Members, Named, sides_by_name
from truceline.accounts.said import Said, said_of
from truceline.model.bulk import bulk


def accounts_of(
    incidents: Iterable[Incident],
    speakers: Sequence[str],
    policy: Silence = Silence.UNDENIED,
    members: Named | None = None,
) -> tuple[Account, ...]:
    """One account for each of ``speakers``, in their order, and UNDISPUTED as the last.

    ``members`` gives, for a name, the sides it belongs to. What was only planned, offered, demanded or supposed
    is in no account as done; nor is a mere mention, or a sum of others that the account has. The parts of a
    whole stand under it, in ``Version.parts``.
    """
    sides = sides_by_name(members)
    named = tuple(dict.fromkeys(s for s in speakers if s != UNDISPUTED))
    with bulk():
        told = [_Told.of(i, sides) for i in incidents]
        return tuple(_account(s, told, policy) for s in (*named, UNDISPUTED))


@dataclass(frozen=True, slots=True)
class Update:
    """Accounts after more was told: ``gone`` are the ids of incidents told otherwise, or no more, and ``fresh`` the
    versions of these by account."""

    accounts: dict[str, Account]
    gone: frozenset[str]
    fresh: dict[str, tuple[Version, ...]]


def updated(
    old: Mapping[str, Account],
    before: Sequence[Incident],
    after: Sequence[Incident],
    members: Named | None = None,
) -> Update:
    """The accounts of ``after``, from those of ``before``; the same as ``accounts_of`` would make of them all."""
    known = {i.id: i for i in before}
    changed = {i.id for i in after if (was := known.get(i.id)) is not i and was != i}
    changed |= known.keys() - {i.id for i in after}
    linked = _linked(changed, [*before, *after])
    subset = [i for i in after if i.id in linked]
    policy = next(iter(old.values())).policy
    fresh = {a.speaker: a for a in accounts_of(subset, [s for s in old if s != UNDISPUTED], policy, members)}
    order = {i.id: n for n, i in enumerate(after)}
    accounts = {name: _merged(account, fresh[name], linked, order) for name, account in old.items()}
    return Update(accounts, frozenset(linked), {name: a.versions for name, a in fresh.items()})


def _linked(changed: set[str], incidents: Iterable[Incident]) -> set[str]:
    """With the wholes, parts and sums of what changed, as far as they lead."""
    links = [(i.id, {i.whole, *i.sum_of} - {""}) for i in incidents if i.whole or i.sum_of]
    found, size = set(changed), -1
    while size != len(found):
        size = len(found)
        for id, others in links:
            if id in found or not others.isdisjoint(found):
                found |= {id, *others}
    return found


def _merged(old: Account, fresh: Account, gone: set[str], order: Mapping[str, int]) -> Account:
    if not fresh.versions and not any(v.id in gone for v in old.versions):
        return old

    def sorted_in(before: Iterable[Version], more: Iterable[Version]) -> tuple[Version, ...]:
        kept = [v for v in before if v.incident.id not in gone]
        for version in more:
            insort(kept, version, key=lambda v: order[v.incident.id])
        return tuple(kept)

    deeds = {v.deed for v in fresh.versions} | {v.deed for v in old.versions if v.id in gone}
    by_deed = dict(old.by_deed)
    for deed in deeds:
        by_deed[deed] = sorted_in(old.by_deed.get(deed, ()), fresh.by_deed.get(deed, ()))
    return Account(old.speaker, sorted_in(old.versions, fresh.versions), old.policy, by_deed)


def _account(speaker: str, told: Sequence[_Told], policy: Silence) -> Account:
    read = [t.undisputed(policy) if speaker == UNDISPUTED else t.version(speaker, policy) for t in told]
    versions = _nested(read)
    by_deed: dict[str, list[Version]] = defaultdict(list)
    for version in versions:
        by_deed[version.deed].append(version)
    return Account(speaker, versions, policy, {d: tuple(v) for d, v in by_deed.items()})


def _nested(read: Sequence[Version]) -> tuple[Version, ...]:
    """Parts under their wholes; a sum of others that are there is taken as done only through them."""
    linked = [v for v in read if v.incident.whole or v.incident.sum_of]
    if not linked:
        return tuple(read)
    taken = {v.id for v in read if v.taken}
    under: dict[str, list[Version]] = defaultdict(list)
    for version in linked:
        if version.incident.whole in taken:
            under[version.incident.whole].append(version)
    inside = {v.id for versions in under.values() for v in versions}
    return tuple(_with_parts(_unsummed(v, taken), under) for v in read if v.id not in inside)


def _with_parts(version: Version, under: Mapping[str, Sequence[Version]]) -> Version:
    parts = under.get(version.id)
    return replace(version, parts=tuple(_with_parts(p, under) for p in parts)) if parts else version


def _unsummed(version: Version, taken: set[str]) -> Version:
    """A sum is not counted beside what it adds up; to an account that has none of that, it is no sum."""
    if not version.incident.sum_of:
        return version
    if any(id in taken for id in version.incident.sum_of):
        why = f"{version.why}; it adds up others, which are counted one by one"
        return replace(version, taken=False, why=why) if version.taken else version
    return replace(version, incident=replace(version.incident, sum_of=()))


# --- one incident -----------------------------------------------------------------------------------
@dataclass(slots=True)
class _Told:
    """An incident, read once for all accounts."""

    incident: Incident
    by_side: dict[str, list[Fact]]
    holding: list[Fact]
    denying: list[Fact]
    blameless: list[Fact]
    """Those of ``holding`` that tell it against nobody; all of them, where the one who did it holds it as well."""
    silent: Version | None = None
    """What every account has that is silent: it is the same for all of them."""
    said: dict[int, Said] = field(default_factory=dict)
    """What the lists above come to, by their place in memory."""

    @classmethod
    def of(cls, incident: Incident, members: Members) -> _Told:
        by_side: dict[str, list[Fact]] = {}
        holding, denying, blameless = list[Fact](), list[Fact](), list[Fact]()
        owned = False
        barred = is_barred(incident.deed)
        for fact in incident.facts:
            sides = _speaking(fact, members)
            for side in sides:
                by_side.setdefault(side, []).append(fact)
            if fact.told is Told.NOT_DONE:
                denying.append(fact)
            if fact.told is not Told.DONE:
                continue
            holding.append(fact)
            own = bool(fact.actors) and not _above(fact.actors, members).isdisjoint(sides)
            owned |= own
            if own or not fact.actors or not (barred or fact.accuses):
                blameless.append(fact)
        unblamed = holding if owned or len(blameless) == len(holding) else blameless
        return cls(incident, by_side, holding, denying, unblamed)

    def version(self, speaker: str, policy: Silence) -> Version:
        own = self.by_side.get(speaker)
        if own is None:
            if self.silent is None:
                self.silent = self._silent(policy)
            return self.silent
        held = [f for f in own if f.told is Told.DONE]
        if len(held) == len(self.holding):
            held = self.holding
        denied = [f for f in own if f.told is Told.NOT_DONE]
        if held:
            return self._made(Position.HELD, not self.incident.mention, _why_held(held, denied), held, self.holding)
        if denied:
            return self._made(Position.DENIED, False, "it denies it", denied, denied)
        return self._made(Position.SILENT, False, f"it speaks of it only as {own[0].told.value}", own, own)

    def _silent(self, policy: Silence) -> Version:
        taken, why = self._consent(policy)
        rests = (self.holding if policy is Silence.CONSENT else self.blameless) if taken else []
        return self._made(Position.SILENT, taken, why, rests, rests)

    def _consent(self, policy: Silence) -> tuple[bool, str]:
        if not self.holding:
            return False, "it is silent, and nobody says that it was done"
        if self.incident.mention:
            return False, "it is silent, and it is not clear which deed is meant"
        if policy is Silence.STRICT:
            return False, "it is silent, and only what it says itself is taken"
        if policy is Silence.CONSENT:
            return True, "it is silent, and does not deny it"
        if self.denying:
            return False, "it is silent, and others are at odds on it"
        if not self.blameless:
            return False, "it is silent, and it is told against the one who is said to have done it"
        return True, "it is silent, it is told without blame, and nobody denies it"

    def undisputed(self, policy: Silence) -> Version:
        taken, why = self._agreed(policy)
        held = self.holding if policy is Silence.CONSENT else self.blameless
        claims = held if taken else [*self.holding, *self.denying]
        position = Position.HELD if taken else Position.SILENT
        return self._made(position, taken, why, claims, claims)

    def _agreed(self, policy: Silence) -> tuple[bool, str]:
        if not self.holding:
            return False, "nobody says that it was done"
        if self.incident.mention:
            return False, "it is not clear which deed is meant"
        if self.denying:
            return False, "some say so, and others deny it"
        if not self.blameless and policy is not Silence.CONSENT:
            return False, "it is told against someone who does not say so too"
        return True, "somebody says so, and nobody denies it"

    def _made(
        self, position: Position, taken: bool, why: str, rests: Sequence[Fact], others: Sequence[Fact]
    ) -> Version:
        """``rests`` are the facts that the version rests on, ``others`` fill in what those leave open.

        Who did it is filled in only from those that tell it against nobody: who names nobody accuses nobody.
        """
        found = self.incident
        filled = own = self._said(rests)
        if len(others) > len(rests):
            filled = own.filled(self._said(others))
            if not own.actors and len(self.blameless) < len(self.holding):
                filled = replace(filled, actors=self._said(self.blameless).actors)
        return Version(
            found,
            position,
            taken,
            why,
            tuple([f.claim for f in rests]),
            filled.count,
            own.about,
            filled.actors,
            filled.recipients,
            filled.what,
            filled.kinds,
            filled.qualities,
            found.start,
            found.end,
            filled.place,
            own.known,
        )

    def _said(self, facts: Sequence[Fact]) -> Said:
        if facts is not self.holding and facts is not self.blameless:
            return said_of(facts)
        if (found := self.said.get(id(facts))) is None:
            found = self.said[id(facts)] = said_of(facts)
        return found


def _why_held(held: Sequence[Fact], denied: Sequence[Fact]) -> str:
    if denied:
        return "some who speak for it say so, and others deny it"
    if len({f.count for f in held if f.count is not None}) > 1:
        return "it says so itself, with different numbers, which are all kept"
    return "it says so itself"


def _speaking(fact: Fact, members: Members) -> frozenset[str]:
    """For whom a fact is told: the speaker's sides, and, where the doers claimed it, theirs."""
    names = (*fact.sides, *fact.actors) if "claimed" in fact.qualities else fact.sides
    return _above(names, members)


def _above(names: tuple[str, ...], members: Members) -> frozenset[str]:
    if not any(n in members for n in names):
        return frozenset(names)
    found: set[str] = set()
    queue = list(names)
    while queue:
        name = queue.pop()
        if name not in found:
            found.add(name)
            queue += members.get(name, ())
    return frozenset(found)
