"""The worst texts of a benchmark, with what was missed in them: errors are shown, not only counted.

What is written quotes the texts of the benchmark. It is for whoever has them, and goes nowhere else.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from truceline.benchmarks.answers import MarkedArticle, marked
from truceline.benchmarks.names import Name
from truceline.benchmarks.scoring import muc4_roles
from truceline.benchmarks.scoring.aligned import Pair, aligned
from truceline.benchmarks.scoring.articles import Article, Marked
from truceline.benchmarks.scoring.cameo import spans
from truceline.benchmarks.scoring.plover import FOLD
from truceline.benchmarks.single import Outcome
from truceline.benchmarks.texts import Item

MOST = 20


@dataclass(frozen=True, slots=True)
class Errors:
    """What was wrong in one text, a line each. ``share`` is the part of what people marked that was missed."""

    id: str
    lines: tuple[str, ...]
    share: float


def worst(outcome: Outcome, most: int = MOST) -> list[Errors]:
    """The texts with the most errors, the worst first; those without errors are left out."""
    rows = zip(outcome.items, outcome.golds, outcome.measured.predictions, strict=True)
    found = [_errors(outcome.task.name, *row) for row in rows]
    return sorted((e for e in found if e.lines), key=lambda e: (-len(e.lines), -e.share, e.id))[:most]


def page(outcome: Outcome, many: Sequence[Errors]) -> str:
    """The errors as Markdown."""
    parts = [f"## {outcome.task.name}: {outcome.task.about}", ""]
    for one in many:
        parts += [f"### {one.id}: {len(one.lines)} errors", "", *(f"- {line}" for line in one.lines), ""]
    return "\n".join(parts) + "\n"


def _errors(name: Name, item: Item, gold: Any, given: Any) -> Errors:
    if name is Name.ATTRIBUTION:
        return _of_article(gold, marked(given))
    lines = tuple(_lines(name, item, gold, given))
    return Errors(item.id, lines, 1.0)


def _lines(name: Name, item: Item, gold: Any, given: Any) -> Iterator[str]:
    match name:
        case Name.PLOVER:
            yield from _of_record(item, gold, given)
        case Name.CAMEO_CLASS:
            if gold != str(given):
                yield f"class {gold} read as {given}: {item.text}"
        case Name.CAMEO_ROLES:
            yield from _of_tags(item, gold, given)
        case Name.MUC4_ROLES:
            yield from _of_fillers(gold.fillers, muc4_roles.predicted(given))
        case Name.MUC4_FIGURES:
            yield from _of_figures(gold, given)


def _of_article(gold: MarkedArticle, given: tuple[Marked, ...]) -> Errors:
    article, one = gold.article, aligned(gold.article, given)
    by_gold = {p.gold: p for p in one.pairs}
    lines = []
    for i, wanted in enumerate(one.gold):
        pair = by_gold.get(i)
        got = one.predicted[pair.predicted].marked if pair is not None else None
        if pair is None or got is None:
            lines.append(f"missed: {_told(article, wanted.marked)}")
        elif not pair.match:
            lines.append(f"{_wrong(pair)}: {_told(article, wanted.marked)}; read as {_told(article, got)}")
    used = {p.predicted for p in one.pairs}
    missed = len(lines)
    lines += [f"not marked: {_told(article, p.marked)}" for j, p in enumerate(one.predicted) if j not in used]
    return Errors(article.id, tuple(lines), missed / len(one.gold) if one.gold else 0.0)


def _wrong(pair: Pair) -> str:
    return "another source" if pair.found else "other bounds"


def _told(article: Article, marked: Marked) -> str:
    source = article.words(marked.source) or "nobody"
    cue = article.words(marked.cue) or "no cue"
    return " ".join(f"[{source}] [{cue}] [{article.words(marked.content)}]".split())


def _of_record(item: Item, gold: Any, given: Any) -> Iterator[str]:
    wanted = FOLD.get(gold.get("event", ""), gold.get("event", ""))
    first = given[0]["event"] if given else "nothing"
    if first != wanted:
        yield f"type {wanted} read as {first}: {item.text}"
    for side in ("source", "target"):
        codes = {a.get("code", "")[:3] for a in gold.get(side) or [] if isinstance(a, dict)} - {""}
        found = {c[:3] for e in given for c in e.get(side, [])}
        if codes and not codes & found:
            yield f"{side} {'/'.join(sorted(codes))} read as {'/'.join(sorted(found)) or 'nobody'}: {item.text}"


def _of_tags(item: Item, gold: Any, given: Any) -> Iterator[str]:
    wanted, found = spans(gold), spans(given)
    for said, many in (("missed", wanted - found), ("not marked", found - wanted)):
        for kind, start, end in sorted(many, key=lambda s: s[1]):
            yield f"{said}: {kind} [{' '.join(item.words[start:end])}] in: {item.text}"


def _of_fillers(wanted: Any, found: Any) -> Iterator[str]:
    for role in muc4_roles.ROLES:
        for entity in wanted[role]:
            if not any(e and set(e) <= set(entity) for e in found[role]):
                yield f"missed: {role} [{' / '.join(entity)}]"
        for entity in found[role]:
            if not any(set(entity) <= set(e) for e in wanted[role]):
                yield f"not marked: {role} [{' / '.join(entity)}]"


def _of_figures(gold: Any, given: Any) -> Iterator[str]:
    types = {t for i in gold["incidents"] for t in i["type"]}
    said = set(given.get("types", ()))
    if types != said:
        yield f"types {', '.join(sorted(types)) or 'none'} read as {', '.join(sorted(said)) or 'none'}"
    people = [
        f"{'/'.join(p['number'])} {p['who']} ({'/'.join(p['effect'])}, {'/'.join(i['type'])})"
        for i in gold["incidents"]
        for p in i["people"]
    ]
    read = [f"{f['number']} {f.get('who', '')} ({f['what']})" for f in given.get("figures", ())]
    if people or read:
        yield f"people {'; '.join(people) or 'none'} read as {'; '.join(read) or 'none'}"
