"""Telling: one account, made ready to be asked about many duties under many readings."""

from __future__ import annotations

from collections.abc import Container, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from truceline.accounts.account import Account, Position, Version
from truceline.accounts.fact import Measure
from truceline.accounts.instances import Instance
from truceline.accounts.performance import Asked, Performance, SideOf, performance, renewed
from truceline.accounts.verdict import Verdict
from truceline.agreements.deeds import deeds
from truceline.agreements.terms import Duty

REASONS = frozenset({"unable", "withheld", "in answer"})
"""Qualities that say why something was not done."""


Judged = tuple[Instance, bool, Verdict]
"""An instance, whether the truce had run out before it fell due, and the verdict on it."""


@dataclass(frozen=True)
class Telling:
    """What an account has of each thing asked for is worked out once."""

    account: Account
    side_of: SideOf
    _performances: dict[Asked, Performance] = field(default_factory=dict, repr=False, compare=False)
    _judged: dict[Duty, dict[str, list[Judged]]] = field(default_factory=dict, repr=False, compare=False)

    def judged(self, duty: Duty) -> dict[str, list[Judged]]:
        """Verdicts on single instances that were found under one reading or another, by the instance's label."""
        return self._judged.setdefault(duty, {})

    def performance(self, asked: Asked) -> Performance:
        """What counts for what is asked."""
        found = self._performances.get(asked)
        if found is None:
            found = self._performances[asked] = performance(self.account, asked, self.side_of)
        return found

    def renewed(self, account: Account, gone: Container[str], fresh: Sequence[Version]) -> Telling:
        """The telling of ``account``, which tells only the incidents ``gone`` otherwise, as ``fresh``."""
        known = {
            asked: renewed(old, gone, fresh, asked, account, self.side_of) for asked, old in self._performances.items()
        }
        return Telling(account, self.side_of, known)

    def changed_from(self, other: Telling) -> set[Asked]:
        """What was asked of the other telling and is told otherwise in this one."""
        return {asked for asked, old in other._performances.items() if self.performance(asked) is not old}

    @cached_property
    def by_id(self) -> dict[str, Version]:
        return {v.id: v for v in self.account.versions}

    @cached_property
    def by_claim(self) -> dict[str, Version]:
        """The version that each claim belongs to."""
        return {c: v for v in self.account.versions for c in v.incident.claims}

    @cached_property
    def reasons(self) -> tuple[Version, ...]:
        """The versions in which the account's own speakers tell why something was not done."""
        return tuple(
            v
            for v in self.account.versions
            if v.position is not Position.SILENT and (v.qualities & REASONS or v.deed == "hold back")
        )


def is_state(version: Version) -> bool:
    """Whether it tells how things are, and no deed."""
    return version.incident.measure is Measure.STOCK or version.deed not in deeds()
