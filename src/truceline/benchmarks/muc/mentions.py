"""Mentions: the names and nouns of a report, with how many they stand for, and the groups that name the same."""

from __future__ import annotations

from dataclasses import dataclass, field

from truceline.benchmarks.muc.harm import KIND_OF
from truceline.benchmarks.muc.report import Report

_LEFT = ("det", "amod", "compound", "nummod", "poss", "nmod", "advmod")
_MANY = frozenset({"people", "police"})
_HARMED = frozenset({"KILL", "HOLD", "HURT"})
_CHAINED = ("conj",)
_SAME = ("appos", "compound", "nmod", "flat")
_CLAUSES = ("relcl", "acl")
_RELATIVES = ("who", "whom", "that", "which")


@dataclass(frozen=True, slots=True)
class Mention:
    """Tokens ``first`` to ``end`` (exclusive) with their head; ``number`` is None for an uncounted plural."""

    first: int
    end: int
    head: int
    name: bool
    number: int | None


@dataclass(slots=True)
class Group:
    """Mentions of one person or one counted group; ``others`` are uncounted mentions of the same head.

    ``alias`` says that the group is only another description of the most prominent counted group.
    """

    mentions: list[Mention]
    number: int
    name: bool
    others: list[Mention] = field(default_factory=list)
    alias: bool = False


def mentions(report: Report) -> list[Mention]:
    """Runs of unknown words as names, nouns, and numbers that stand alone, in order of their heads."""
    found, taken = _names(report)
    for i, word in enumerate(report.words):
        counted = i in report.counts
        if i in taken or not word[0].isalpha() or not (report.tags[i].startswith("NN") or counted):
            continue
        inside = i + 1 < len(report) and report.tags[i + 1].startswith("NN") and i + 1 not in taken
        if inside and report.heads[i] == i + 1:
            continue
        found.append(_noun(report, i))
    for i, number in report.counts.items():
        if i not in taken and report.tags[i] == "CD":
            found.append(Mention(i, i + 1, i, False, number))
    return sorted(found, key=lambda m: m.head)


def _names(report: Report) -> tuple[list[Mention], set[int]]:
    found: list[Mention] = []
    taken: set[int] = set()
    i = 0
    while i < len(report):
        if not report.is_name(i):
            i += 1
            continue
        j = i
        while j + 1 < len(report) and report.opens[j + 1] == report.opens[i]:
            if not (report.is_name(j + 1) or (report.joins(j + 1))):
                break
            j += 1
        found.append(Mention(i, j + 1, j, True, 1))
        taken.update(range(i, j + 1))
        i = j + 1
    return found, taken


def _noun(report: Report, i: int) -> Mention:
    plural = report.tags[i] in ("NNS", "NNPS") or report.words[i] in _MANY
    number = report.counts.get(i, None if plural else 1)
    left = [c for c in report.children[i] if c < i and report.deps[c] in ("amod", "compound")]
    return Mention(min([i, *left]), i + 1, i, False, number)


def relations(report: Report, i: int, depth: int = 0, through: str = "") -> list[tuple[str, int]]:
    """What governs token i: pairs of a relation and the governing token, also through conjunctions and appositions."""
    found: list[tuple[str, int]] = []
    dep, head = report.deps[i], report.heads[i]
    if head == i:
        return found
    if dep in _CHAINED and depth < 30:
        found += relations(report, head, depth + 1, "&")
    elif dep in _SAME and depth < 30:
        found += relations(report, head, depth + 1, through or "=")
    elif dep == "pobj":
        over = report.heads[head]
        found.append((report.lemmas[head], over))
        if report.lemmas[head] == "of" and depth < 2 and report.tags[over].startswith("NN"):
            found += [("of>" + name, at) for name, at in relations(report, over, depth + 2)]
    else:
        found.append((dep, head))
        if dep == "nsubj" and report.lemmas[head] == "be":
            found += [("is", c) for c in report.children[head] if report.deps[c] in ("attr", "acomp")]
    for clause in report.children[i]:
        if report.deps[clause] in _CLAUSES:
            inside = [c for c in report.children[clause] if report.deps[c] in ("nsubj", "nsubjpass", "dobj", "poss")]
            label = next((report.deps[c] for c in inside if report.words[c] in _RELATIVES), "")
            found.append((f"{report.deps[clause]}:{label}", clause))
    return found


def groups(report: Report, found: list[Mention]) -> list[Group]:
    """One group a name (parts of it included), one a noun with its number; bare plurals join or follow a group."""
    names: list[tuple[set[str], Group]] = []
    counted: dict[tuple[str, int], Group] = {}
    bare: dict[str, list[Mention]] = {}
    for m in found:
        if m.name:
            _join_name(report, names, m)
        elif m.number is None:
            bare.setdefault(report.lemmas[m.head], []).append(m)
        else:
            key = (report.lemmas[m.head], m.number)
            counted.setdefault(key, Group([], m.number, False)).mentions.append(m)
    main = _main(report, list(counted.values()))
    out = [group for _, group in names] + list(counted.values())
    for lemma, plurals in bare.items():
        same = [g for (word, number), g in counted.items() if word == lemma and number > 1]
        for group in same:
            group.others += plurals
        if not same and main is not None:
            out.append(Group(plurals, main.number, False, main.mentions, alias=True))
    return out


def _join_name(report: Report, names: list[tuple[set[str], Group]], m: Mention) -> None:
    words = set(report.words[m.first : m.end])
    for known, group in names:
        if words <= known or known <= words:
            known.update(words)
            group.mentions.append(m)
            return
    names.append((words, Group([m], 1, True)))


def _main(report: Report, counted: list[Group]) -> Group | None:
    """The counted group of several that is most plainly harmed."""
    best, most = None, 0
    for group in counted:
        score = _harm(report, group) if group.number > 1 else 0
        if score > most:
            best, most = group, score
    return best


def _harm(report: Report, group: Group) -> int:
    kinds = {KIND_OF.get(report.lemmas[at], "") for m in group.mentions for _, at in relations(report, m.head)}
    return len(kinds & _HARMED) * 2 + any(_nearest(report, m.head) in _HARMED for m in group.mentions)


def _nearest(report: Report, i: int) -> str:
    """The kind of the trigger that is nearest to token i in its sentence."""
    best = nearest_by_kind(report, i)
    return min(best, key=lambda kind: abs(best[kind])) if best else ""


def nearest_by_kind(report: Report, i: int) -> dict[str, int]:
    """For each kind of trigger in token i's sentence, how far the nearest is (negative before it)."""
    best: dict[str, int] = {}
    for at in range(report.opens[i], report.end_of_sentence(i)):
        kind = KIND_OF.get(report.lemmas[at])
        if kind is not None and (kind not in best or abs(at - i) < abs(best[kind])):
            best[kind] = at - i
    return best
