"""Toll: how many people were killed, injured, held or released, and who, for each group that a report names."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

from truceline.benchmarks.muc.entities import Seeing
from truceline.benchmarks.muc.judged import FATES, INCIDENTS, Judged
from truceline.benchmarks.muc.linear import odds
from truceline.benchmarks.muc.mentions import Group, Mention
from truceline.benchmarks.muc.report import Report

_UNSEEN = -6.9


@dataclass(frozen=True, slots=True)
class Toll:
    """A group and what may have become of it, with the features that decide whether it is so."""

    fate: str
    group: Group
    who: str
    features: dict[str, float]


def tolls(judged: Judged, roles: Seeing | None = None, fates: Seeing | None = None) -> list[Toll]:
    """For every group and fate that neither the words nor the encoder (``roles``, ``fates``) rule out."""
    report = judged.report
    victims = [_most(report, group, roles, "Victim") for group in judged.groups]
    none = math.prod(1 - judged.incidents[t] for t in INCIDENTS)
    most = {fate: max((c[fate] for c in judged.people), default=0.0) for fate in FATES}
    out = []
    for group, chances, victim in zip(judged.groups, judged.people, victims, strict=True):
        kind = "name" if group.name else "alias" if group.alias else "one" if group.number == 1 else "many"
        for fate in FATES:
            told = odds(chances[fate], 0.001)
            fated = _most(report, group, fates, fate)
            if told < -5 and max(victim, fated) < -3:
                continue
            best = max(odds(chances[f], 0.001) for f in FATES)
            features = {
                "told": told,
                f"told {kind}": told,
                f"told {fate}": told,
                "seen": victim,
                f"seen {kind}": victim,
                f"seen {fate}": victim,
                "fated": fated,
                f"fated {kind}": fated,
                f"fated {fate}": fated,
                "both": min(told + 4, 6) * (victim + 4) / 4,
                "less than best": told - best,
                "most seen": max(victims),
                "most told": odds(most[fate], 0.001),
                "relevant": odds(1 - none),
                f"is {fate}": 1.0,
                f"is {kind}": 1.0,
                "size": math.log(group.number + 1),
                "often": math.log(len(group.mentions)),
            }
            features |= {f"T:{t} {fate}": odds(judged.incidents[t]) for t in INCIDENTS[:3]}
            out.append(Toll(fate, group, who(report, group), features))
    return out


def _most(report: Report, group: Group, seen: Seeing | None, label: str) -> float:
    if seen is None:
        return _UNSEEN
    return max(seen.odds(label, *_place(report, m)) for m in group.mentions)


def _place(report: Report, m: Mention) -> tuple[int, int]:
    return report.starts[m.first], report.ends[m.end - 1]


def who(report: Report, group: Group) -> str:
    """The longest name, or the first description."""
    return _texts(report, group.mentions, longest=group.name)[0]


def descriptions(report: Report, group: Group) -> list[str]:
    """The different wordings of a counted group, the commonest way first: with its adjectives, by its noun alone."""
    texts = _texts(report, [*group.mentions, *group.others], longest=False)
    heads = [report.words[m.head] for m in group.mentions]
    return list(dict.fromkeys([*texts, *heads]))


def _texts(report: Report, mentions: Sequence[Mention], *, longest: bool) -> list[str]:
    ordered = sorted(mentions, key=lambda m: m.first - m.end) if longest else mentions
    return list(dict.fromkeys(report.slice(m.first, m.end) for m in ordered))
