"""Judged: a report with the chances that the linear models give its incidents, groups of people and mentions."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from truceline.benchmarks.muc import features
from truceline.benchmarks.muc.linear import Linear, odds
from truceline.benchmarks.muc.mentions import Group, Mention, groups, mentions
from truceline.benchmarks.muc.report import Report

INCIDENTS = ("ATTACK", "BOMBING", "KIDNAPPING", "ARSON", "ROBBERY")
"""FORCED WORK STOPPAGE is too rare to be learned."""
FATES = ("killed", "injured", "held", "released")
ROLES = ("PerpInd", "PerpOrg", "Target", "Victim", "Weapon")
Chances = dict[str, float]


@dataclass(frozen=True, slots=True, eq=False)
class Judged:
    """``incidents`` by type; ``people`` and ``fillers`` in the order of ``groups`` and ``mentions``."""

    report: Report
    mentions: Sequence[Mention]
    groups: Sequence[Group]
    incidents: Chances
    people: Sequence[Chances]
    fillers: Sequence[Chances]


def hint(incidents: Chances) -> dict[str, float]:
    """The document's chances as features of its mentions."""
    none = math.prod(1 - incidents[t] for t in INCIDENTS)
    found = {"T:" + t: 0.3 * odds(incidents[t]) for t in INCIDENTS}
    return found | {"T:any": 0.3 * odds(1 - none)}


def shared(report: Report, found: Sequence[Mention]) -> list[set[str]]:
    """The triggers that govern or stand near any mention of the same word, one set a mention."""
    by_word: dict[str, set[str]] = {}
    words = [report.words[m.head] if m.name else report.lemmas[m.head] for m in found]
    for word, m in zip(words, found, strict=True):
        kept = {f for f in features.of_mention(report, m) if f.startswith(("R=", "R:", "near=", "s="))}
        by_word.setdefault(word, set()).update(kept)
    return [{"G" + f for f in by_word[word]} for word in words]


def summed(chances: Sequence[Chances], labels: Sequence[str], mark: str) -> dict[str, float]:
    """For each label the greatest chance and the sum of them, as features of the document."""
    found: dict[str, float] = {}
    for label in labels:
        values = [c[label] for c in chances]
        found[f"{mark}max:{label}"] = odds(max(values, default=0.0), 0.002)
        found[f"{mark}sum:{label}"] = math.log(sum(values) + 0.05)
    return found


@dataclass(frozen=True, slots=True, eq=False)
class Models:
    """``document`` and ``sparse`` look at the text, ``people`` at groups, ``fillers`` at mentions, ``incidents`` at
    what these found."""

    rarity: dict[str, float]
    document: Linear
    sparse: Linear
    people: Linear
    fillers: Linear
    incidents: Linear

    def judge(self, report: Report) -> Judged:
        found = mentions(report)
        people_groups = groups(report, found)
        text = features.weighed(features.of_document(report), self.rarity)
        document = self.document.chances(text)
        given = hint(document)
        people = [self.people.chances(plain(features.of_group(report, g)) | given) for g in people_groups]
        near = shared(report, found)
        fillers = [
            self.fillers.chances(plain(features.of_mention(report, m) | more) | given)
            for m, more in zip(found, near, strict=True)
        ]
        incidents = self.incidents.chances(of_all(document, self.sparse.chances(text), people, fillers))
        return Judged(report, found, people_groups, incidents, people, fillers)


def plain(names: set[str]) -> dict[str, float]:
    return dict.fromkeys(names, 1.0)


def of_all(
    document: Chances, sparse: Chances, people: Sequence[Chances], fillers: Sequence[Chances]
) -> dict[str, float]:
    """The features of the model that decides on a document's incidents."""
    found = {"doc:" + t: odds(document[t], 0.002) for t in INCIDENTS}
    found |= {"sparse:" + t: odds(sparse[t], 0.002) for t in INCIDENTS}
    return found | summed(people, FATES, "people:") | summed(fillers, ROLES, "fillers:")


def read_models(tables: Mapping[str, dict[str, object]]) -> Models:
    """From the file of weights."""
    rarity: dict[str, float] = tables["rarity"]  # type: ignore[assignment]
    return Models(rarity, *(Linear.of(tables[n]) for n in ("document", "sparse", "people", "fillers", "incidents")))
