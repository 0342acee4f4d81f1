"""Attribution scores on PolNeAR (Newell, Margolin, Ruths, LREC 2018): who says what, with which cue.

The headline is the attribution F1: of the predicted and of the marked attributions, how many are
found (the contents agree to a Dice figure of 0.5) with the same source (a word in common that is
no function word). In the strict measure contents and sources both agree to 0.8. Counts are pooled
over articles. For each role, "overlap" is in letters and "exact" in whole spans, over aligned
pairs; the "flat" ones ignore which attribution a span belongs to ("exact match" and "begin match"
of CofeNet), so that taggers which link nothing can be compared.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from typing import Any

from truceline.benchmarks.scoring.aligned import Aligned, Letters, aligned, letters
from truceline.benchmarks.scoring.articles import ROLES, Article, Marked
from truceline.benchmarks.scoring.breakdown import GROUPS, group_counts, recalls
from truceline.benchmarks.scoring.counts import Counts, rates, share

MEASURES = {
    "attribution F1": ("attribution", "F1"),
    "strict F1": ("strict", "F1"),
    "content F1": ("content_only", "F1"),
}
"""Name of a measure -> where it stands in ``figures``."""
PARTS = {"attribution F1": "attribution", "strict F1": "strict", "content F1": "content_only"}
"""Name of a measure -> where its P, R and F1 stand."""


def counts(gold: Article, predicted: tuple[Marked, ...], seen_cues: Collection[str] | None = None) -> Counts:
    """What one article adds. ``seen_cues`` are the cues of the articles trained on, in ``cue_words`` form."""
    found = aligned(gold, predicted)
    pairs = found.pairs
    made: Counts = {"gold": len(found.gold), "pred": len(found.predicted)}
    made["found"] = sum(p.found for p in pairs)
    made["match"] = sum(p.match for p in pairs)
    made["strict"] = sum(p.strict for p in pairs)
    made["exact"] = sum(p.exact for p in pairs)
    made["source_dice"] = sum(p.source for p in pairs if p.found)
    made["content_dice"] = sum(p.content for p in pairs if p.found)
    for role in ROLES:
        made |= _role_counts(role, found) | _flat_counts(role, gold, predicted)
    return made | group_counts(gold, found, seen_cues)


def figures(total: Counts) -> dict[str, Any]:
    """The measures of summed counts, as shares between 0 and 1."""

    def at(name: str) -> float:
        return total.get(name, 0)

    out: dict[str, Any] = {"n_gold": int(at("gold")), "n_pred": int(at("pred"))}
    out["attribution"] = rates(at("match"), at("pred"), at("gold"))
    out["content_only"] = rates(at("found"), at("pred"), at("gold"))
    out["source_given_content"] = share(at("match"), at("found"))
    out["mean_source_dice_found"] = share(at("source_dice"), at("found"))
    out["mean_content_dice_found"] = share(at("content_dice"), at("found"))
    out["strict"] = rates(at("strict"), at("pred"), at("gold"))
    out["exact"] = rates(at("exact"), at("pred"), at("gold"))
    for role in ROLES:
        out[role] = {
            "overlap": _rates(total, role, "both", "given", "wanted"),
            "exact": _rates(total, role, "same", "given_n", "wanted_n"),
            "flat_overlap": _rates(total, role, "flat_both", "flat_given", "flat_wanted"),
            "flat_exact": _rates(total, role, "flat_same", "flat_given_n", "flat_wanted_n"),
            "flat_begin": _rates(total, role, "flat_begin", "flat_given_b", "flat_wanted_b"),
        }
    return out | {f"recall_by_{by}": recalls(total, by) for by in GROUPS}


def _rates(total: Counts, role: str, right: str, given: str, wanted: str) -> dict[str, float]:
    return rates(*(total.get(f"{role}:{name}", 0) for name in (right, given, wanted)))


def _role_counts(role: str, found: Aligned) -> Counts:
    """Letters and whole spans of a role that agree, over aligned pairs."""
    wanted, given = [g.role(role) for g in found.gold], [p.role(role) for p in found.predicted]
    pairs = [(wanted[p.gold], given[p.predicted]) for p in found.pairs]
    return {
        f"{role}:both": sum(len(g & p) for g, p in pairs),
        f"{role}:same": sum(bool(g) and g == p for g, p in pairs),
        f"{role}:wanted": sum(map(len, wanted)),
        f"{role}:given": sum(map(len, given)),
        f"{role}:wanted_n": sum(map(bool, wanted)),
        f"{role}:given_n": sum(map(bool, given)),
        f"{role}:flat_both": len(_all(wanted) & _all(given)),
        f"{role}:flat_wanted": len(_all(wanted)),
        f"{role}:flat_given": len(_all(given)),
    }


def _all(many: Iterable[Letters]) -> Letters:
    return frozenset(i for one in many for i in one)


def _flat_counts(role: str, gold: Article, predicted: tuple[Marked, ...]) -> Counts:
    """Contiguous spans of a role that agree, whatever attribution they belong to."""
    wanted, given = (_single(role, gold.text, many) for many in (gold.attributions, predicted))
    begun, begins = {min(s) for s in wanted}, {min(s) for s in given}
    return {
        f"{role}:flat_same": len(wanted & given),
        f"{role}:flat_wanted_n": len(wanted),
        f"{role}:flat_given_n": len(given),
        f"{role}:flat_begin": len(begun & begins),
        f"{role}:flat_wanted_b": len(begun),
        f"{role}:flat_given_b": len(begins),
    }


def _single(role: str, text: str, many: tuple[Marked, ...]) -> set[Letters]:
    spans = (letters(text, (run,)) for one in many for run in one.role(role))
    return {span for span in spans if span}
