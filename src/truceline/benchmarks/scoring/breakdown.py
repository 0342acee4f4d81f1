"""Breakdown: the marked attributions by what makes them easy or hard, for recall by group."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator

from truceline.benchmarks.scoring.aligned import Aligned, Lettered, Letters
from truceline.benchmarks.scoring.articles import Article
from truceline.benchmarks.scoring.counts import Counts, share

_QUOTED = re.compile(r"[“\"«][^”\"»]*[”\"»]?|(?<!\w)‘[^’]*’")
_DIRECT, _INDIRECT = 0.9, 0.1
_LENGTHS = ((3, "1 to 3 words"), (10, "4 to 10 words"), (25, "11 to 25 words"), (10**9, "26 words and more"))
PRONOUNS = frozenset(
    "i me my we us our you your he him his she her it its they them their this that these those who whom which one "
    "himself herself itself themselves ours theirs".split()
)
GROUPS = {
    "type": ("direct", "mixed", "indirect"),
    "length": tuple(name for _, name in _LENGTHS),
    "source": ("name or description", "pronoun", "none"),
    "cue": ("seen", "unseen", "none"),
}
"""What the attributions are grouped by -> the groups. Cues are grouped only where the seen ones are known."""


def quoted(text: str) -> Letters:
    """The code points between quotation marks."""
    return frozenset(i for m in _QUOTED.finditer(text) for i in range(m.start(), m.end()))


def quotation_type(content: Letters, inside: Letters) -> str:
    """direct: nine tenths of the letters stand in quotation marks; indirect: less than a tenth; else mixed."""
    part = len(content & inside) / len(content)
    return "direct" if part >= _DIRECT else "indirect" if part < _INDIRECT else "mixed"


def cue_words(article: Article, marked: Lettered) -> str:
    """A cue as it is compared: its words in lower case."""
    return " ".join(re.findall(r"\w+", article.words(marked.marked.cue).lower()))


def group_counts(article: Article, found: Aligned, seen_cues: Collection[str] | None) -> Counts:
    """For every group: how many are marked, found, and matched (and matched strictly)."""
    inside = quoted(article.text)
    by_gold = {p.gold: p for p in found.pairs}
    counts: Counts = {}
    for i, gold in enumerate(found.gold):
        pair = by_gold.get(i)
        got = {
            "gold": True,
            "found": pair is not None and pair.found,
            "match": pair is not None and pair.match,
            "strict": pair is not None and pair.strict,
        }
        for group in _groups(article, gold, inside, seen_cues):
            for name, is_so in got.items():
                counts[f"{group}:{name}"] = counts.get(f"{group}:{name}", 0) + is_so
    return counts


def recalls(counts: Counts, by: str) -> dict[str, dict[str, float]]:
    """Group -> how many are marked, and the shares that were found (content) and matched (attribution, strict)."""
    out = {}
    for name in GROUPS[by]:
        gold = counts.get(f"{by}={name}:gold", 0)
        if not gold and by == "cue":
            continue
        got = {k: share(counts.get(f"{by}={name}:{c}", 0), gold) for k, c in _SHOWN.items()}
        out[name] = {"gold": int(gold), **got}
    return out


_SHOWN = {"content": "found", "attribution": "match", "strict": "strict"}


def _groups(article: Article, gold: Lettered, inside: Letters, seen_cues: Collection[str] | None) -> Iterator[str]:
    yield f"type={quotation_type(gold.content, inside)}"
    length = len(re.findall(r"\w+", article.words(gold.marked.content)))
    yield "length=" + next(name for most, name in _LENGTHS if length <= most)
    source = re.findall(r"\w+", article.words(gold.marked.source).lower())
    kind = "none" if not source else "pronoun" if len(source) == 1 and source[0] in PRONOUNS else GROUPS["source"][0]
    yield f"source={kind}"
    if seen_cues is not None:
        cue = cue_words(article, gold)
        yield "cue=" + ("none" if not cue else "seen" if cue in seen_cues else "unseen")
