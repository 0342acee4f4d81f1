"""Role fillers of MUC-4 by CEAF-REE (Du, Rush, Cardie, EACL 2021).

In every document and role, predicted entities are assigned one to one to marked ones. A predicted
entity fits where each of its mentions is a mention of the marked one, without articles, case and
punctuation. Counts are pooled over documents and roles.
"""

from __future__ import annotations

import re
import string
from collections.abc import Mapping, Sequence
from typing import Any

from truceline.benchmarks.scoring.counts import Counts, percentages
from truceline.benchmarks.scoring.matching import most_pairs

ROLES = ("PerpInd", "PerpOrg", "Target", "Victim", "Weapon")
MEASURES = {"CEAF-REE F1": ("micro", "f1"), "CEAF-REE F1, unseen entities": ("unseen", "f1")}
PARTS = {"CEAF-REE F1": "micro", "CEAF-REE F1, unseen entities": "unseen"}
_PUNCTUATION = str.maketrans("", "", string.punctuation)
_TEST_ID = re.compile(r"(?:DEV|TST(\d))-MUC\d-(\d+)$")
_ARTICLES = frozenset({"a", "an", "the"})

Fillers = Mapping[str, Sequence[Sequence[str]]]
"""Role -> entities, each by its mentions."""


def normal(mention: str) -> str:
    """A mention as it is compared."""
    return " ".join(w for w in mention.lower().translate(_PUNCTUATION).split() if w not in _ARTICLES)


def document(id: object) -> str:
    """A document's id as it is compared: "TST3-MUC4-0001" and 30001 are the same."""
    found = _TEST_ID.match(str(id))
    return str(int(found[1]) * 10000 + int(found[2])) if found and found[1] else str(id)


def marked(extracts: Mapping[str, Any]) -> dict[str, list[list[str]]]:
    """The marked entities of a document, normalised, from ``{role: [[[mention, offset], ...], ...]}``."""
    return {r: [[normal(m[0]) for m in entity] for entity in extracts.get(r, []) if entity] for r in ROLES}


def predicted(given: Mapping[str, Any]) -> dict[str, list[list[str]]]:
    """Predicted entities of a document, normalised; an entity given as a string is one mention."""
    fillers = given.get("pred_extracts", given)
    split = {r: [[e] if isinstance(e, str) else e for e in fillers.get(r, []) if e] for r in ROLES}
    return {r: [[normal(m) for m in entity] for entity in entities] for r, entities in split.items()}


def counts(gold: Fillers, given: Fillers, seen: frozenset[str] | None = None) -> Counts:
    """What one document adds; both normalised.

    ``seen`` are the normalised mentions of the documents trained on. A marked entity is unseen where none of
    its mentions is among them; so is a predicted one.
    """
    made: Counts = {}
    for role in ROLES:
        wanted, found = gold.get(role, ()), given.get(role, ())
        made |= {f"right:{role}": _right(wanted, found), f"pred:{role}": len(found), f"gold:{role}": len(wanted)}
        if seen is not None:
            new, said = ([e for e in entities if seen.isdisjoint(e)] for entities in (wanted, found))
            unseen = {"right": _right(new, said), "pred": len(said), "gold": len(new)}
            made |= {f"unseen_{k}:{role}": v for k, v in unseen.items()}
    return made


def figures(total: Counts) -> dict[str, Any]:
    """P, R and F1 in percent by role, together ("micro"), and of unseen entities where these were counted."""
    out = {role: percentages(*(total.get(f"{k}:{role}", 0) for k in _COUNTED)) for role in ROLES}
    out["micro"] = percentages(*(sum(total.get(f"{k}:{role}", 0) for role in ROLES) for k in _COUNTED))
    if any(name.startswith("unseen_") for name in total):
        new = (sum(total.get(f"unseen_{k}:{role}", 0) for role in ROLES) for k in _COUNTED)
        out["unseen"] = percentages(*new)
    return out


_COUNTED = ("right", "pred", "gold")


def _right(wanted: Sequence[Sequence[str]], found: Sequence[Sequence[str]]) -> int:
    """How many entities can be assigned one to one to fitting ones."""
    return most_pairs([[all(m in gold for m in entity) for entity in found] for gold in wanted])
