"""Features: what the linear models of MUC-4 look at, as sets of strings of general words and relations."""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Iterator

from truceline.benchmarks.muc.harm import KIND_OF, MODALS, SCENE, SETTING, TITLES
from truceline.benchmarks.muc.mentions import Group, Mention, nearest_by_kind, relations
from truceline.benchmarks.muc.report import Report, vocabulary

_OLD_YEAR = re.compile(r"\b19[0-8]\d\b")
_KEPT = ("R", "near", "s=", "h=")
_ARGUMENTS = frozenset({"nsubj", "nsubjpass", "dobj", "agent", "compound", "amod", "poss", "prep", "npadvmod"})


def of_group(report: Report, group: Group) -> set[str]:
    """The features of all its mentions together, and how many it counts."""
    mark = "A" if group.alias else ""
    found = {mark + f for m in group.mentions for f in of_mention(report, m)}
    found |= {f"{mark}2{f}" for m in group.others for f in of_mention(report, m) if f.startswith(_KEPT)}
    if group.alias:
        found.add("alias")
    found.add(f"nm={min(len(group.mentions), 4)}")
    found.add(f"num={_size(group.number)}")
    return found


def _size(number: int) -> str:
    if number < 7:
        return str(number)
    return "7+" if number < 20 else "20+" if number < 200 else "200+"


def of_mention(report: Report, m: Mention) -> set[str]:
    """Its head, what stands on it, what governs it, the triggers and words around it."""
    base = "NAME" if m.name else _base(report, m.head)
    found = {"h=" + base, "name" if m.name else "nom", f"si={min(report.sentence[m.head], 5)}"}
    found.update(_within(report, m))
    found.update(_governed(report, m, base))
    found.update(_triggers(report, m, base))
    found.update(_around(report, m))
    return found


def _base(report: Report, i: int) -> str:
    known = report.lemmas[i] in vocabulary() or report.words[i] in vocabulary()
    return report.lemmas[i] if report.known[i] and known else "RARE"


def _within(report: Report, m: Mention) -> Iterator[str]:
    if m.name:
        yield f"len={min(m.end - m.first, 4)}"
        before = report.words[m.first - 1] if m.first else ""
        if before in TITLES:
            yield "title"
        yield "prev=" + (before if before in vocabulary() or not before.isalpha() else "X")
    for c in report.children[m.head]:
        if c > m.head:
            continue
        if report.deps[c] in ("amod", "compound"):
            yield "mod=" + (report.lemmas[c] if report.lemmas[c] in vocabulary() else "X")
        elif report.deps[c] == "det":
            yield "det=" + report.words[c]
        elif report.deps[c] == "poss":
            yield "poss"


def _governed(report: Report, m: Mention, base: str) -> Iterator[str]:
    for relation, at in relations(report, m.head):
        yield f"r={relation}:{report.general(at)}"
        yield f"rr={relation}"
        kind = KIND_OF.get(report.lemmas[at])
        if kind is not None:
            yield f"R={relation}:{kind}"
            yield f"R:{kind}"
            if not m.name:
                yield f"Rn={kind}:{base}"


def _triggers(report: Report, m: Mention, base: str) -> Iterator[str]:
    best = nearest_by_kind(report, m.head)
    if not best:
        yield "notrig"
        return
    yield "near=" + min(best, key=lambda kind: abs(best[kind]))
    for kind, gap in best.items():
        yield f"s={kind}"
        yield f"d={kind}{'L' if gap < 0 else 'R'}{_step(abs(gap))}"
        if not m.name:
            yield f"hs={base}:{kind}"


def _step(gap: int) -> int:
    return 1 if gap <= 2 else 2 if gap <= 5 else 3 if gap <= 10 else 4


def _around(report: Report, m: Mention) -> Iterator[str]:
    opens, end = report.opens[m.head], report.end_of_sentence(m.head)
    for offset in (-3, -2, -1, 1, 2, 3):
        at = m.first + offset if offset < 0 else m.end - 1 + offset
        if opens <= at < end:
            word = report.general(at)
            yield f"w{offset}={word}"
            yield f"{'L' if offset < 0 else 'R'}~{word}"
    yield from ("sw=" + lemma for lemma in SETTING.intersection(report.lemmas[opens:end]))
    if _OLD_YEAR.search(report.slice(opens, end)):
        yield "oldyear"


def of_document(report: Report) -> Counter[str]:
    """How often each general word, pair of words, and trigger with its arguments and setting occurs."""
    found: Counter[str] = Counter()
    words = [w if w.isalpha() and w != "X" else "" for w in map(report.general, range(len(report)))]
    for i, word in enumerate(words):
        if not word:
            continue
        found["u=" + word] += 1
        if report.sentence[i] < 3:
            found["lead=" + word] += 1
        if i + 1 < len(words) and words[i + 1]:
            found[f"b={word} {words[i + 1]}"] += 1
    for i, lemma in enumerate(report.lemmas):
        if lemma in KIND_OF:
            found.update(_trigger(report, i, KIND_OF[lemma]))
    return found


def _trigger(report: Report, i: int, kind: str) -> Iterator[str]:
    helpers = {report.lemmas[c] for c in report.children[i] if report.deps[c] in ("aux", "auxpass", "neg")}
    yield "T=" + kind
    yield f"T={kind}:{report.tags[i]}:{'M' if helpers & MODALS else 'P'}"
    if report.lemmas[i] in vocabulary():
        yield f"g={report.lemmas[i]}:{report.deps[i]}"
    for c in report.children[i]:
        if report.deps[c] in _ARGUMENTS:
            yield f"K={kind}:{report.deps[c]}:{_plain(report, c)}"
        if report.deps[c] == "prep" and report.lemmas[i] in vocabulary():
            for inner in report.children[c]:
                yield f"K={kind}:{report.lemmas[c]}:{_plain(report, inner)}"
    sentence = report.lemmas[report.opens[i] : report.end_of_sentence(i)]
    yield from (f"S={kind}:{lemma}" for lemma in SCENE.intersection(sentence))


def _plain(report: Report, i: int) -> str:
    return report.lemmas[i] if report.lemmas[i] in vocabulary() else "X"


def weighed(found: Counter[str], rarity: dict[str, float]) -> dict[str, float]:
    """Counts of the known features: 1 + ln(count), times how rare each is, over the length of the words alone."""
    kept = {name: (1 + math.log(count)) * rarity[name] for name, count in found.items() if name in rarity}
    length = math.sqrt(sum(x * x for name, x in kept.items() if name.startswith("u="))) or 1.0
    return {name: x / length for name, x in kept.items()}
