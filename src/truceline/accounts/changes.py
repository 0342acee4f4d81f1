"""Changes: what two moments judge differently, and which claims, or the clock alone, made the difference."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from truceline.accounts.judging import Judging
from truceline.accounts.matrix import Way
from truceline.accounts.verdict import State, Verdict


@dataclass(frozen=True, slots=True)
class Changed:
    """One verdict that changed. ``because`` are claims known at the second moment only, if any were."""

    duty: str
    instance: str
    account: str
    way: Way
    before: State | None
    after: State | None
    sum: str
    because: tuple[str, ...] = ()
    due: datetime | None = None


def changes(earlier: Judging, later: Judging) -> tuple[Changed, ...]:
    """What changed from one moment to another, in each account's own way of reading, in the order of the text."""
    known = {c for a in earlier.accounts.values() for v in a.versions for c in v.incident.claims}
    return tuple(c for name in later.duties() for c in _of(name, earlier, later, known))


def _of(name: str, earlier: Judging, later: Judging, known: set[str]) -> Iterator[Changed]:
    for cell in later.row(name).cells:
        if not cell.own:
            continue
        before = {v.instance: v for v in earlier.verdicts(cell.account, earlier.switched(dict(cell.way)), name)}
        after = {v.instance: v for v in cell.verdicts}
        for instance in dict.fromkeys([*before, *after]):
            first, second = before.get(instance), after.get(instance)
            if (first and first.state) != (second and second.state) and not _begun(first, second):
                yield _changed(name, cell.account, cell.way, instance, first, second, known)


def _begun(first: Verdict | None, second: Verdict | None) -> bool:
    """Whether an instance has only come into sight, and is pending."""
    return first is None and second is not None and second.state is State.PENDING


def _changed(
    name: str, account: str, way: Way, instance: str, first: Verdict | None, second: Verdict | None, known: set[str]
) -> Changed:
    claims = second.claims if second else ()
    return Changed(
        name,
        instance,
        account,
        way,
        first.state if first else None,
        second.state if second else None,
        second.sum if second else "",
        tuple(c for c in claims if c not in known),
        second.due if second else None,
    )
