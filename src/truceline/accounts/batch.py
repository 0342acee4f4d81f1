"""Batch: what an account tells of one population and kind of deed, sorted once and counted for each category."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import tzinfo

from truceline.accounts.account import Version
from truceline.accounts.dealt import claims_of
from truceline.accounts.entry import Number
from truceline.accounts.extent import Extent
from truceline.accounts.kinds import Fit
from truceline.accounts.tally import Covers, Fits, Tally, is_counted, is_total
from truceline.accounts.wording import extent, listed, when

MOST_SAID = 12
"""Days that a sum names one by one."""


@dataclass(frozen=True, slots=True)
class Batch:
    """``alike`` are the versions that count, those that tell of the same people the same way together."""

    versions: tuple[Version, ...]
    alike: tuple[tuple[Version, ...], ...]
    tally: Tally

    @classmethod
    def of(cls, versions: Sequence[Version], beside: Sequence[Version] = ()) -> Batch:
        """``beside`` are versions that running totals may take in, and that are counted elsewhere."""
        groups: dict[object, list[Version]] = {}
        for version in versions:
            if is_counted(version):
                key = (version.what, version.kinds, version.qualities, version.deed, is_total(version))
                groups.setdefault(version.id if version.parts else key, []).append(version)
        return cls(tuple(versions), tuple(map(tuple, groups.values())), Tally.of((*versions, *beside)))

    def number(self, fit: Fits, covers: Covers, zone: tzinfo) -> Number:
        """What the batch comes to for whom ``fit`` takes; unknown where nobody tells of any of them."""
        used = sorted((v for group in self.alike if _may(group[0], fit) for v in group), key=_by_time)
        if not used:
            return Number(why="nobody tells of any")
        claims = tuple(dict.fromkeys(c for v in used for c in claims_of(v)))
        return Number(self.tally.sum(fit, covers), claims, any(v.about for v in used), said(used, zone))


def _by_time(version: Version) -> float:
    return version.start.timestamp() if version.start else 0.0


def _may(version: Version, fit: Fits) -> bool:
    return fit(version) is not Fit.NO or any(_may(p, fit) for p in version.parts)


def said(versions: Sequence[Version], zone: tzinfo) -> str:
    """The days and their numbers, then the last of the running totals."""
    total = [v for v in versions[-MOST_SAID * 4 :] if is_total(v)]
    days = [v for v in versions[: MOST_SAID * 4] if not is_total(v)]
    words = [f"{extent(v.count or Extent(), v.about)} {when(v, zone, 'on')}" for v in days[:MOST_SAID]]
    if len(versions) > len(total) + MOST_SAID:
        words.append(f"{len(versions) - len(total) - MOST_SAID} more")
    words += [f"{extent(v.count or Extent(), v.about)} in all {when(v, zone, 'on')}" for v in total[-2:]]
    return listed(words) or "none"
