"""Qualities: what the words say of a deed beside who, what and how many ("outside the deal", "unable").

The words are data: ``data/codebook/qualities.toml``.
"""

from __future__ import annotations

import re
import tomllib
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

_GAP = r"(?:\s+[\w-]+){0,3}?\s+"
_PAUSE = re.compile(r"[\s,]*(?:and|of)?\s*\Z")


@dataclass(frozen=True, slots=True)
class Cue:
    """``acts`` are act types, or types with a mode, that the quality fits; none: any."""

    quality: str
    acts: frozenset[str] = frozenset()
    of_people: bool = False

    def fits(self, type: str, mode: str | None) -> bool:
        return not self.acts or type in self.acts or f"{type}/{mode}" in self.acts


@dataclass(frozen=True, slots=True)
class FoundQuality:
    """Words at code points ``start`` to ``end`` (exclusive) that are a cue."""

    start: int
    end: int
    cue: Cue


def find_qualities(text: str) -> tuple[FoundQuality, ...]:
    """All cues of a text, in order; of two that begin at one place the longer."""
    pattern, cues = _patterns()
    found = []
    for match in pattern.finditer(text):
        found.append(FoundQuality(match.start(), match.end(), cues[match.lastgroup or ""]))
    return tuple(found)


def within(found: Sequence[FoundQuality], runs: Iterable[tuple[int, int]]) -> Iterator[FoundQuality]:
    """Those that lie whole in one of the stretches of text."""
    for start, end in runs:
        n = bisect_left(found, start, key=lambda f: f.start)
        while n < len(found) and found[n].start < end:
            if found[n].end <= end:
                yield found[n]
            n += 1


def leads(text: str, quality: FoundQuality, figure_start: int) -> bool:
    """Whether a cue stands right before a figure and speaks of it alone: "ten men and, outside the deal, two women"."""
    set_off = text[: quality.start].rstrip().endswith((",", ";"))
    return set_off and quality.end <= figure_start and _PAUSE.fullmatch(text, quality.end, figure_start) is not None


@cache
def of_verbs() -> dict[str, str]:
    """The lemmas of verbs that are a quality by themselves: who is killed is dead."""
    return {lemma: e["quality"] for e in _data()["cue"] if e["scope"] == "verb" for lemma in e["phrases"]}


@cache
def _data() -> dict[str, Any]:
    path = files("truceline") / "data" / "codebook" / "qualities.toml"
    return tomllib.loads(path.read_text(encoding="utf-8"))


@cache
def _patterns() -> tuple[re.Pattern[str], dict[str, Cue]]:
    data = _data()
    deal = (
        rf"(?:{'|'.join(data['deal']['before'])})\s+(?:[\w-]+\s+){{0,2}}?"
        rf"(?:{'|'.join(w.replace(' ', ' +') for w in data['deal']['nouns'])})"
    )
    written: list[tuple[str, str]] = []
    cues: dict[str, Cue] = {}
    for n, entry in enumerate(e for e in data["cue"] if e["scope"] != "verb"):
        cues[f"q{n}"] = Cue(entry["quality"], frozenset(entry.get("acts", ())), entry["scope"] == "people")
        written += [(phrase, f"q{n}") for phrase in entry["phrases"]]
    groups: dict[str, list[str]] = {}
    for phrase, name in sorted(written, key=lambda w: -len(w[0])):
        groups.setdefault(name, []).append(_expression(phrase, deal))
    joined = "|".join(f"(?P<{name}>{'|'.join(listed)})" for name, listed in groups.items())
    opening = _opening(start for p, _ in written for start in (data["deal"]["before"] if p[:4] == "DEAL" else [p]))
    return re.compile(rf"\b(?={opening})(?:{joined})\b", re.IGNORECASE), cues


def _opening(phrases: Iterable[str]) -> str:
    """The first two letters of all phrases: most words of a text are passed over for these alone."""
    seconds: dict[str, set[str]] = {}
    for phrase in phrases:
        seconds.setdefault(phrase[0], set()).add(r"\s" if phrase[1] == " " else re.escape(phrase[1]))
    return "|".join(f"{re.escape(first)}[{''.join(sorted(after))}]" for first, after in seconds.items())


def _expression(phrase: str, deal: str) -> str:
    written = r"\s+".join(deal if word == "DEAL" else re.escape(word) for word in phrase.split())
    return written.replace(r"\s+" + re.escape("...") + r"\s+", _GAP)
