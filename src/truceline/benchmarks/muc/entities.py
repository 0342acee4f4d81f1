"""Entities: mentions that fill one role, brought together, each with what speaks for it."""

from __future__ import annotations

import math
import string
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from truceline.benchmarks.muc.judged import INCIDENTS, ROLES, Chances, Judged
from truceline.benchmarks.muc.linear import odds
from truceline.benchmarks.muc.report import Report

_PUNCTUATION = str.maketrans("", "", string.punctuation)
_LITTLE = frozenset({"a", "an", "the", "of", "and"})
_LEAST = 0.08
"""Mentions below this chance by the words alone are no candidates."""
_UNSEEN = -6.9
_CLOSING = frozenset({"(", "[", "--", ";", ":"})
_LINKS = frozenset({"and", ",", "or"})
_JOINED = frozenset({"Target", "Weapon", "Victim"})
"""Roles whose fillers are often told in a row."""


@dataclass(frozen=True, slots=True)
class Candidate:
    """A mention that may fill ``role``: log odds of the encoder (``seen``) and of the linear model (``told``).

    ``tagged`` says that the encoder marked it from end to end.
    """

    role: str
    text: str
    start: int
    seen: float
    told: float
    tagged: bool


@dataclass(frozen=True, slots=True)
class Entity:
    """Candidates of one role that name the same, the best first, and the features that decide whether it is one."""

    role: str
    candidates: tuple[Candidate, ...]
    features: dict[str, float]

    @property
    def text(self) -> str:
        return self.candidates[0].text


@dataclass(frozen=True, slots=True)
class Mark:
    """A stretch of the text (code points) that the encoder marks as a filler."""

    role: str
    start: int
    end: int


def candidates(judged: Judged, text: str, marks: Sequence[Mark], seen: Seeing | None) -> list[Candidate]:
    """From the encoder's marks, and from mentions that the linear model thinks likely; ``text`` as written."""
    report = judged.report
    places = [(report.starts[m.first], report.ends[m.end - 1], report.starts[m.head]) for m in judged.mentions]
    found: list[Candidate] = []
    used: set[tuple[str, int]] = set()
    for mark in (piece for whole in marks for piece in trimmed(report, whole)):
        inside = [n for n, (_, _, head) in enumerate(places) if mark.start <= head < mark.end]
        told = max((odds(judged.fillers[n][mark.role], 0.001) for n in inside), default=-5.0)
        used.update((mark.role, n) for n in inside)
        score = seen.odds(mark.role, mark.start, mark.end) if seen else _UNSEEN
        found.append(Candidate(mark.role, text[mark.start : mark.end], mark.start, score, told, True))
    for n, (start, end, _) in enumerate(places):
        for role in ROLES:
            chance = judged.fillers[n][role]
            if chance > _LEAST and (role, n) not in used:
                score = seen.odds(role, start, end) if seen else _UNSEEN
                found.append(Candidate(role, text[start:end], start, score, odds(chance, 0.001), False))
    return found


def trimmed(report: Report, mark: Mark) -> list[Mark]:
    """The mark without brackets and the verbs after it, in two where "and" joins two nouns."""
    first, end = bisect_right(report.ends, mark.start), bisect_left(report.starts, mark.end)
    cut = next((i for i in range(first, end) if i > first and report.words[i] in _CLOSING), end)
    runs: list[tuple[int, int]] = []
    begin = first
    for i in range(first, cut + 1):
        if i == cut or (mark.role in _JOINED and report.words[i] in _LINKS and _nominal(report, i - 1)):
            runs.append((begin, i))
            begin = i + 1
    out = []
    for start, stop in runs:
        last = next((i for i in range(stop - 1, start - 1, -1) if _nominal(report, i)), -1)
        if last >= 0:
            out.append(Mark(mark.role, report.starts[start], report.ends[last]))
    return out


def _nominal(report: Report, i: int) -> bool:
    return report.is_name(i) or report.tags[i].startswith(("NN", "CD", "FW")) or report.words[i][-1:].isdigit()


def chained(*layers: Sequence[Mark]) -> list[Mark]:
    """The marks of the first layer, then those of the next that touch none of the same role, and so on."""
    out: list[Mark] = []
    for layer in layers:
        out += [m for m in layer if not any(m.role == o.role and m.start < o.end and o.start < m.end for o in out)]
    return out


class Seeing:
    """The encoder's chances of each label over stretches of one text."""

    def __init__(
        self,
        starts: Sequence[int],
        ends: Sequence[int],
        shares: Sequence[Sequence[float]],
        labels: Sequence[str] = ROLES,
    ) -> None:
        """``shares``: for each word piece (``starts`` to ``ends``) the chance of each label."""
        self._starts, self._ends, self.shares, self._labels = starts, ends, shares, labels

    def odds(self, label: str, start: int, end: int) -> float:
        """Log odds of the mean chance over the pieces from ``start`` to ``end``."""
        first, last = bisect_right(self._ends, start), bisect_left(self._starts, end)
        k = self._labels.index(label)
        values = [float(row[k]) for row in self.shares[first:last]]
        return odds(sum(values) / len(values) if values else 0.0, 0.001)


def plain_words(text: str) -> list[str]:
    """The words that tell one entity from another: lower case, without punctuation and little words."""
    return [w for w in text.lower().translate(_PUNCTUATION).split() if w not in _LITTLE]


def same(one: list[str], other: list[str]) -> bool:
    """Whether two mentions name the same: equal, the same last word, a part of a name, or an acronym."""
    if not one or not other:
        return False
    if one[-1] == other[-1] or (len(one) == 1 and one[0] in other) or (len(other) == 1 and other[0] in one):
        return True
    first, second = "".join(w[0] for w in one), "".join(w[0] for w in other)
    return first == "".join(other) or second == "".join(one)


def entities(found: Iterable[Candidate], incidents: Chances) -> list[Entity]:
    """One entity for all candidates of a role that name the same."""
    found = list(found)
    clusters: list[tuple[str, list[list[str]], list[Candidate]]] = []
    for candidate in found:
        words = plain_words(candidate.text)
        if not words:
            continue
        for role, known, members in clusters:
            if role == candidate.role and any(same(words, w) for w in known):
                known.append(words)
                members.append(candidate)
                break
        else:
            clusters.append((candidate.role, [words], [candidate]))
    most = {
        role: (
            max((c.seen for c in found if c.role == role), default=_UNSEEN),
            max((c.told for c in found if c.role == role), default=_UNSEEN),
        )
        for role in ROLES
    }
    rival = _rivals(found)
    return [_entity(role, members, most[role], incidents, rival) for role, _, members in clusters]


def _rivals(found: Sequence[Candidate]) -> dict[str, list[tuple[str, float]]]:
    """For each last word of a mention, the roles it may fill and how likely."""
    out: dict[str, list[tuple[str, float]]] = {}
    for c in found:
        words = plain_words(c.text)
        if words:
            out.setdefault(words[-1], []).append((c.role, c.seen + c.told))
    return out


def _entity(
    role: str,
    members: list[Candidate],
    most: tuple[float, float],
    incidents: Chances,
    rivals: dict[str, list[tuple[str, float]]],
) -> Entity:
    ordered = sorted(members, key=lambda c: (-c.tagged, -(c.seen + 0.6 * c.told), c.start))
    seen, told = max(c.seen for c in members), max(c.told for c in members)
    none = math.prod(1 - incidents[t] for t in INCIDENTS)
    features = {
        "seen": seen,
        "told": told,
        "tagged": float(any(c.tagged for c in members)),
        "often": math.log(len(members)),
        "most seen": most[0],
        "most told": most[1],
        "relevant": odds(1 - none),
        "late": min(1500, *(c.start for c in members)) / 1500,
        f"is {role}": 1.0,
        f"seen {role}": seen,
        f"told {role}": told,
        f"often {role}": math.log(len(members)),
    }
    features |= {f"T:{t}": odds(incidents[t]) for t in INCIDENTS[:3]}
    features |= {f"T:{t} {role}": odds(incidents[t]) for t in INCIDENTS[:3]}
    others = [x for r, x in rivals.get((plain_words(ordered[0].text) or [""])[-1], []) if r != role]
    features["rival"] = max(others, default=-12.0)
    features["words"] = math.log(len(ordered[0].text.split()))
    features[f"words {role}"] = features["words"]
    return Entity(role, tuple(ordered), features)
