"""Dealt: versions as a ledger takes them: up to a moment, with their numbers under the deal, or on a supposition."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import replace
from datetime import datetime

from truceline.accounts.account import Account, Position, Version
from truceline.accounts.extent import Extent
from truceline.accounts.kinds import Fit, axis_of, plain_all
from truceline.accounts.tally import is_total, narrowed, parts_of

DEAL = frozenset({"in the deal", "outside the deal"})


def until(version: Version, at: datetime) -> Version | None:
    """A version as far as it lies before ``at``: None after it; of one that may be on either side, perhaps none."""
    start = version.start or version.known
    if start and (start > at or (start == at and version.end != start)):
        return None
    known_by = version.known is not None and version.known <= at
    if version.end is None or version.end <= at or known_by:
        return version
    if is_total(version):
        return None
    parts = tuple(cut for p in version.parts if (cut := until(p, at)) is not None)
    return replace(version, count=narrowed(version.count, Fit.MAYBE), parts=parts)


def as_dealt(version: Version) -> Version:
    """A version with the number of those claims alone that say it was done under the deal, or outside it.

    A number told with no word of the deal may take in others.
    """
    parts = tuple(as_dealt(inherited(p, version)) for p in parts_of(version))
    said = next((q for q in sorted(DEAL) if q in version.qualities), None)
    facts = [f for f in version.incident.facts if f.claim in version.claims and said in f.qualities]
    counts = [f.count for f in facts if f.count is not None]
    if not counts:
        return replace(version, parts=parts) if parts else version
    return replace(version, count=Extent.hull(counts), parts=parts)


def inherited(part: Version, whole: Version) -> Version:
    """A part with what its whole says of all of them, where the part itself does not say otherwise."""
    asked = {axis_of(k) for k in plain_all(part.kinds)}
    more = frozenset(k for k in whole.kinds if not {axis_of(p) for p in plain_all((k,))} & asked)
    qualities = part.qualities if part.qualities & DEAL else part.qualities | (whole.qualities & DEAL)
    what = tuple(dict.fromkeys((*part.what, *whole.what)))
    return replace(part, kinds=part.kinds | more, qualities=qualities, what=what)


def supposing(account: Account, claims: Collection[str]) -> Account:
    """The account as it would be if it held these claims as well, whoever told them."""
    versions = tuple(_supposed(v, claims) for v in account.versions)
    by_deed: dict[str, list[Version]] = {}
    for version in versions:
        by_deed.setdefault(version.deed, []).append(version)
    return replace(account, versions=versions, by_deed={d: tuple(v) for d, v in by_deed.items()})


def _supposed(version: Version, claims: Collection[str]) -> Version:
    facts = [f for f in version.incident.facts if f.claim in claims]
    parts = tuple(_supposed(p, claims) for p in version.parts)
    if not facts or version.taken:
        return replace(version, parts=parts)
    counts = [f.count for f in facts if f.count is not None]
    return replace(
        version,
        position=Position.HELD,
        taken=True,
        why="it is supposed",
        claims=tuple(f.claim for f in facts),
        count=Extent.hull(counts) if counts else None,
        what=facts[0].what,
        kinds=facts[0].kinds,
        qualities=facts[0].qualities,
        known=max(f.known for f in facts),
        parts=parts,
    )


def claims_of(version: Version) -> Iterator[str]:
    """The claims that a version and its parts rest on."""
    yield from version.claims
    for part in version.parts:
        yield from claims_of(part)
