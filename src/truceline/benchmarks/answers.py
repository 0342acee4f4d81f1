"""Answers: what people marked in the texts of the benchmarks, in the order of the items."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from truceline.benchmarks import files
from truceline.benchmarks.scoring import muc4_roles
from truceline.benchmarks.scoring.aligned import Lettered
from truceline.benchmarks.scoring.articles import Article, Marked
from truceline.benchmarks.scoring.breakdown import cue_words
from truceline.benchmarks.scoring.plover import is_sentence


@dataclass(frozen=True, slots=True)
class MarkedArticle:
    """An article with its attributions. ``seen_cues`` are those of the articles trained on, where they are known."""

    article: Article
    seen_cues: frozenset[str] | None = None


@dataclass(frozen=True, slots=True)
class MarkedDocument:
    """A document with its role fillers. ``seen`` are the mentions of the documents trained on, where known."""

    fillers: Mapping[str, Sequence[Sequence[str]]]
    seen: frozenset[str] | None = None


def articles(path: Path) -> list[MarkedArticle]:
    return [MarkedArticle(Article.of(row)) for row in files.lines(path)]


def marked(predictions: Iterable[Mapping[str, Any]]) -> tuple[Marked, ...]:
    """Predicted attributions, from the form of the files."""
    return tuple(map(Marked.of, predictions))


def records(path: Path) -> list[dict[str, Any]]:
    return [row for row in files.whole(path) if is_sentence(row)]


def rows(path: Path) -> list[str]:
    """The last column; nothing where a line has one column only."""
    return [row[-1] if len(row) > 1 else "" for row in files.rows(path)]


def tagged(path: Path) -> list[tuple[str, ...]]:
    return [tags for _, tags in files.tagged(path)]


def documents(path: Path) -> list[MarkedDocument]:
    return [MarkedDocument(muc4_roles.marked(row.get("extracts") or {})) for row in files.lines(path)]


def keyed(path: Path) -> list[dict[str, Any]]:
    return [{"incidents": key.get("incidents") or []} for key in files.whole(path).values()]


# --- with what was trained on ---------------------------------------------------------------------
def with_seen_cues(golds: Sequence[MarkedArticle], trained_on: Path) -> list[MarkedArticle]:
    """The articles, with the cues of the file of articles that were trained on."""
    cues = set()
    for gold in articles(trained_on):
        text = gold.article.text
        cues |= {cue_words(gold.article, Lettered.of(text, a)) for a in gold.article.attributions}
    return [replace(gold, seen_cues=frozenset(cues)) for gold in golds]


def with_seen_mentions(golds: Sequence[MarkedDocument], trained_on: Path) -> list[MarkedDocument]:
    """The documents, with the mentions of the file of documents that were trained on."""
    known = (m for d in documents(trained_on) for entities in d.fillers.values() for e in entities for m in e)
    seen = frozenset(known)
    return [replace(gold, seen=seen) for gold in golds]
