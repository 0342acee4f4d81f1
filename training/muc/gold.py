"""Gold: MUC-4's answers brought to the groups and mentions that the package finds."""

from __future__ import annotations

import gzip
import json
import re
from bisect import bisect_left
from pathlib import Path
from typing import Any

from truceline.benchmarks.muc.judged import ROLES
from truceline.benchmarks.muc.mentions import Group, Mention
from truceline.benchmarks.muc.report import Report

EFFECTS = {"DEATH": "killed", "INJURY": "injured", "REGAINED FREEDOM": "released", "ESCAPED": "released"}
_CORE = re.compile(r"\b(?:of|who|from|that|which|in|at|for|with|on|stationed)\b|,")
_WORDS = re.compile(r"[a-z0-9'.-]+")
Item = tuple[str, list[int], str]


def load(data: Path, split: str) -> tuple[dict[str, Any], dict[str, Any]]:
    """Keys of figures, and documents with roles, by id."""
    keys = json.loads((data / f"muc4/figures_{split}.json").read_text(encoding="utf-8"))
    with gzip.open(data / f"muc4/roles_{split}.jsonl.gz", "rt", encoding="utf-8") as file:
        documents = {d["docid"]: d for d in map(json.loads, file)}
    return keys, documents


def types(key: dict[str, Any]) -> tuple[set[str], set[str]]:
    """Incident types that are required, and those that are optional only."""
    required = {t for i in key["incidents"] if not i["optional"] for t in i["type"][:1]}
    return required, {t for i in key["incidents"] for t in i["type"]} - required


def people(key: dict[str, Any]) -> tuple[list[Item], list[Item]]:
    """Required and optional figures: what, the numbers that are right, who."""
    required: list[Item] = []
    optional: list[Item] = []
    seen = set()
    for incident in key["incidents"]:
        for person in incident["people"]:
            numbers = [int(n) for n in person["number"] if n.isdigit()]
            told = [(EFFECTS[e.lstrip("? ")], e[0] == "?") for e in person["effect"] if e.lstrip("? ") in EFFECTS]
            if "KIDNAPPING" in incident["type"]:
                told.append(("held", False))
            for what, soft in told if numbers else []:
                item = (what, tuple(numbers), person["who"])
                if item not in seen:
                    seen.add(item)
                    spare = soft or incident["optional"] or person["who"].startswith("?")
                    (optional if spare else required).append((what, numbers, person["who"]))
    return required, optional


def fates(report: Report, group: Group, items: list[Item]) -> set[str]:
    """What the gold says became of a group of the same number and name or head."""
    found = set()
    for what, numbers, who in items:
        if group.number in numbers and any(_is(report, group, w) for w in who.lower().split("/")):
            found.add(what)
    return found


def _is(report: Report, group: Group, who: str) -> bool:
    words = _WORDS.findall(who.strip(' "'))
    if group.name:
        lasts = [(report.words[m.end - 1], m.end - m.first) for m in group.mentions]
        return any(word in words and (size > 1 or len(words) <= 4) for word, size in lasts)
    core = _WORDS.findall(_CORE.split(who.strip(' "'))[0])
    return bool(core) and core[-1] in {report.words[m.head] for m in group.mentions}


def roles(report: Report, found: list[Mention], extracts: dict[str, Any]) -> list[str]:
    """For each mention the role that it fills, or ""."""
    spans = []
    for role in ROLES:
        for entity in extracts.get(role, []):
            for text, _ in entity:
                for match in re.finditer(rf"(?<!\w){re.escape(text)}(?!\w)", report.text):
                    spans.append((-len(text), role, match.start(), match.end()))
    at_head = {m.head: n for n, m in enumerate(found)}
    out = [""] * len(found)
    taken: set[int] = set()
    for _, role, start, end in sorted(spans):
        tokens = range(bisect_left(report.ends, start + 1), bisect_left(report.starts, end))
        if not tokens or taken & set(tokens):
            continue
        taken |= set(tokens)
        free = [i for i in tokens if report.heads[i] not in tokens or report.heads[i] == i]
        heads = sorted((i for i in tokens if i in at_head), key=lambda i: abs(i - (free or tokens)[0]))
        if heads:
            out[at_head[heads[0]]] = role
    return out
