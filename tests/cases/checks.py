"""What a line of an ``expected.yaml`` asks of an assessment. Each check gives what is wrong, in words; nothing is fine.

This file alone knows how the engine is asked; the form of the lines is described in cases/README.md.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from datetime import timedelta
from math import inf
from typing import TYPE_CHECKING, Any

from truceline.accounts.extent import Extent
from truceline.accounts.fact import Measure, Told
from truceline.accounts.finding import Finding, FindingKind
from truceline.accounts.verdict import Verdict
from truceline.assessment import Assessment
from truceline.model import codec

if TYPE_CHECKING:
    from case_folders import CaseFolder, Check

Complaints = Iterable[str]
COLUMNS = {"released outside the deal": "outside"}


def run(case: CaseFolder, check: Check) -> list[str]:
    """Everything in which the engine does not give what the check expects."""
    return list(CHECKS[check.kind][1](case, check))


# --- verdicts -------------------------------------------------------------------------------------------
def verdict(case: CaseFolder, check: Check) -> Complaints:
    found = _verdicts(case.assessed(check), check)
    if not found:
        yield f"there is no verdict on {check['duty']!r} {check.get('instance', '')!r}"
        return
    alike = [v for v in found if v.state.value in check.texts("state")]
    if not alike:
        yield f"expected {check['state']}; found {_said(found)}"
        return
    complaints = [list(_number_wrong(case, check, v)) for v in alike]
    yield from min(complaints, key=len)


def _verdicts(assessment: Assessment, check: Check) -> list[Verdict]:
    all = assessment.verdicts(check["account"], check.get("reading"), check["duty"])
    return [v for v in all if _instance(check, v.instance)]


def _instance(check: Check, label: str) -> bool:
    wanted = check.get("instance", "")
    return not wanted or re.search(rf"(?<!\w){re.escape(wanted)}(?!\d)", label) is not None


def _number_wrong(case: CaseFolder, check: Check, verdict: Verdict) -> Complaints:
    for key, number in (("need", verdict.need), ("done", verdict.done)):
        wanted = check.range(key)
        if wanted and (number is None or not (wanted[0] <= number.low and number.high <= wanted[1])):
            yield f"expected {key} {check[key]}; found {number} ({verdict.sum})"
    for piece in check.texts("sum"):
        if not re.search(rf"(?<![\d,]){re.escape(piece)}(?![\d,]*\d)", verdict.sum):
            yield f"{piece!r} is not in the sum {verdict.sum!r}"
    if "waits for" in check and check["waits for"] not in verdict.waits_for:
        yield f"it waits for {verdict.waits_for!r}"
    yield from _missing(case, check, verdict.claims)


def _missing(case: CaseFolder, check: Check, claims: Iterable[str]) -> Complaints:
    there = set(claims)
    for label in check.texts("claims"):
        if case.typed.labels[label] not in there:
            yield f"the claim {label} is not among those it rests on"


def _said(found: list[Verdict]) -> str:
    return "; ".join(f"{v.instance or v.duty}: {v.state.value} ({v.sum})" for v in found[:4])


def differ(case: CaseFolder, check: Check) -> Complaints:
    disputes = [d for d in case.assessed(check).row(check["duty"]).disputes if _instance(check, d.instance)]
    if between := check.texts("between"):
        disputes = [d for d in disputes if set(between) <= _tellers(d)] or [
            d for d in disputes if all(b in d.sentence for b in between)
        ]
    kinds = {d.kind.value for d in disputes}
    for kind in check.texts("kind"):
        if kind != "none" and kind not in kinds:
            yield f"expected a dispute of the kind {kind!r}; found {sorted(kinds)}"
        if kind == "none" and kinds:
            yield f"expected no dispute; found {sorted(kinds)}"


def _tellers(dispute: Any) -> set[str]:
    return {side[0] for side in getattr(dispute, "sides", ())}


def crux(case: CaseFolder, check: Check) -> Complaints:
    assessment = case.assessed(check)
    row = assessment.row(check["duty"])
    own = dict(row.cell(check["account"]).way)
    way = tuple((p, check.get("reading", {}).get(p, o)) for p, o in own.items())
    instances = {v.instance for v in _verdicts(assessment, check)}
    found = [c for i in instances for c in assessment.flips(check["duty"], check["account"], way, i)]
    for one in found:
        words = " ".join((*(c.sentence for c in one.changes), *(c.option for c in one.changes)))
        size = len(one.changes) == int(check.get("size", len(one.changes)))
        to = "to" not in check or (one.after is not None and one.after.value in check.texts("to"))
        if size and to and all(w in words for w in check.texts("change")):
            return
    said = [([c.sentence for c in one.changes], one.after) for one in found]
    yield f"no crux changes {check.texts('change')} alone; found {said}"


def diff(case: CaseFolder, check: Check) -> Complaints:
    first, second = case.assessed(check, check["from"]), case.assessed(check, check["to"])
    for changed in second.changes(first):
        fits = (changed.duty, changed.account) == (check["duty"], check["account"])
        if fits and _instance(check, changed.instance):
            states = tuple(s.value if s else "" for s in (changed.before, changed.after))
            if states == (check["before"], check["after"]):
                return
            yield f"it changed from {states[0]} to {states[1]}"
    yield "nothing of the kind changed"


# --- the truce ------------------------------------------------------------------------------------------
def truce(case: CaseFolder, check: Check) -> Complaints:
    assessment = case.assessed(check)
    stretch, at = assessment.end(check["account"], check.get("reading")), assessment.at
    if stretch.start is None or at < stretch.start:
        state = "not begun"
    else:
        state = "in force" if stretch.holds(at) else "lapsed"
    if state not in check.texts("state"):
        yield f"expected {check['state']}; found {state} ({stretch})"
    if "resumed" in check:
        told = assessment.talks().truce(check["account"]).resumed
        if told != check.yes("resumed"):
            yield f"expected resumed {check['resumed']}; found {told}"


def end(case: CaseFolder, check: Check) -> Complaints:
    stretch = case.assessed(check).end(check["account"], check.get("reading"))
    wanted = None if check["end"] == "none" else case.moment(check["end"])
    if stretch.end != wanted:
        yield f"expected the end {wanted}; found {stretch.end} ({stretch.why})"
    if "hours" in check and stretch.start is not None and stretch.end is not None:
        hours = (stretch.end - stretch.start) / timedelta(hours=1)
        if hours != float(check["hours"]):
            yield f"expected {check['hours']} hours; found {hours:g}"


def extension(case: CaseFolder, check: Check) -> Complaints:
    """An extension is seen by what the end is before and after the claims of it are known."""
    assessment = case.assessed(check)
    stretch = assessment.end(check["account"], check.get("reading"))
    if check["by"] not in stretch.why:
        yield f"{check['by']!r} is not in {stretch.why!r}"
    day = case.moment(check["agreed"]).date()
    told = [v for v in assessment.accounts[check["account"]].by_deed.get("extend", ()) if v.start]
    if not any(v.taken and v.start and v.start.date() == day for v in told):
        yield f"no extension agreed on {day}; found {[v.start for v in told]}"
    yield from _missing(case, check, stretch.claims)


def runway(case: CaseFolder, check: Check) -> Complaints:
    """``figure`` are the claims that alone say how many are held, ``supposing`` those that are taken as held too."""
    from truceline.outlook.runway import runway as reckoned

    assessment = case.assessed(check)
    found = reckoned(
        assessment.accounts[check["account"]],
        assessment.terms(check.get("reading")),
        assessment.at,
        figure=case.claims(check.texts("figure")),
        suppose=case.claims(check.texts("supposing")),
    )
    days, over = check.range("days"), check.range("over")
    if found.days is None or (found.days.low, found.days.high) != days:
        yield f"expected {check['days']} days; found {found.days} ({found.sum})"
    if over is not None and found.over != over[0]:
        yield f"expected {check['over']} over; found {found.over} ({found.sum})"
    yield from (f"{p!r} is not in {found.sum!r}" for p in check.texts("sum") if p not in found.sum)


# --- people and figures ---------------------------------------------------------------------------------
def ledger(case: CaseFolder, check: Check) -> Complaints:
    book = case.assessed(check).ledger(check["account"], check.get("reading"))
    entry = book.entry(check["population"], check.get("category", ""))
    number = entry.column(COLUMNS.get(check["column"], check["column"]))
    low, high = (_bound(check, key) for key in ("low", "high"))
    count: Extent = number.count
    if (low is not None and count.low != low) or (high is not None and count.high != high):
        yield f"expected {check.get('low')} to {check.get('high')}; found {count} ({number.why})"
    yield from _missing(case, check, number.claims)


def _bound(check: Check, key: str) -> float | None:
    if key not in check:
        return None
    return (inf if key == "high" else 0.0) if check[key] in ("null", "") else float(check[key].replace(",", ""))


def count(case: CaseFolder, check: Check) -> Complaints:
    start, until = case.moment(check["from"]), case.moment(check["to"])
    account = case.assessed(check).accounts[check.get("account", "undisputed")]
    found = [
        v
        for v in account.by_deed.get(check["deed"], ())
        if v.taken
        and v.incident.measure in (Measure.FLOW, Measure.NONE)
        and v.incident.told is Told.DONE
        and v.start is not None
        and start <= v.start < until
        and check["what"] in v.what
        and ("quality" not in check or check["quality"] in v.qualities)
    ]
    if len(found) != int(check["incidents"]):
        yield f"expected {check['incidents']} incidents; found {[(v.start, str(v.count)) for v in found]}"
    people = Extent.sum(v.count for v in found if v.count is not None)
    if "people" in check and (people.low, people.high) != check.range("people"):
        yield f"expected {check['people']} people; found {people}"


def conflict(case: CaseFolder, check: Check) -> Complaints:
    findings = _findings(case, check, FindingKind.CONFLICT, FindingKind.NEGATIVE)
    alike = [f for f in findings if _names(check, f)]
    if check.yes("none"):
        yield from (f"found a conflict: {f.sentence}" for f in alike)
    elif not alike:
        yield f"no conflict names {check['numbers']}; found {[f.sentence for f in findings][:8]}"
    else:
        complaints = [list(_missing(case, check, f.claims)) for f in alike]
        yield from min(complaints, key=len)


def identity(case: CaseFolder, check: Check) -> Complaints:
    """An identity that was tried, and holds."""
    found = _findings(case, check, FindingKind.HOLDS)
    if not any(_names(check, f) for f in found):
        yield f"no identity that holds names {check['numbers']}; found {[f.sentence for f in found][:8]}"


def _findings(case: CaseFolder, check: Check, *kinds: FindingKind) -> list[Finding]:
    account = check.get("account")
    found = case.assessed(check).findings()
    return [f for f in found if f.kind in kinds and (account is None or f.speaker == account)]


def _names(check: Check, finding: Finding) -> bool:
    """Whether a finding speaks of all the numbers, each as often as the check has it."""
    said = [float(n.replace(",", "")) for n in re.findall(r"\d[\d,]*(?:\.\d+)?", finding.sentence)]
    wanted = check.numbers("numbers")
    return any(all(there.count(n) >= wanted.count(n) for n in wanted) for there in (said, list(finding.numbers)))


def reconciled(case: CaseFolder, check: Check) -> Complaints:
    findings = [f for f in _findings(case, check, FindingKind.CONFLICT) if _names(check, f)]
    counted, left = case.claims(check.texts("counts")), case.claims(check.texts("does not count"))
    for finding in findings:
        ways = finding.reconciled_by
        fits = [w for w in ways if counted <= set(w.counts) and not left & set(w.counts)]
        if fits and (len(ways) == len(fits) == 1 or not check.yes("only")):
            return
    said = [w.sentence for f in findings for w in f.reconciled_by]
    yield f"it does not come out so, and so alone, in any of {len(findings)} findings; found {said}"


def stale(case: CaseFolder, check: Check) -> Complaints:
    found = _findings(case, check, FindingKind.STALE)
    if not any(case.claims([check["claim"]]) <= set(f.claims) for f in found):
        yield f"{check['claim']} is not shown as stale; found {[f.sentence for f in found]}"


# --- talks and the text ---------------------------------------------------------------------------------
def talks(case: CaseFolder, check: Check) -> Complaints:
    found = case.assessed(check).talks().of(check["account"])
    if found.state.value not in check.texts("state"):
        yield f"expected {check['state']}; found {found}"
    yield from _missing(case, check, found.claims)


def choice(case: CaseFolder, check: Check) -> Complaints:
    found = next((c for c in case.agreement.choices if c.path == check["path"]), None)
    if found is None:
        yield f"there is no such choice; there are {[c.path for c in case.agreement.choices]}"
        return
    if (names := [o.name for o in found.options]) != check.texts("options"):
        yield f"expected the options {check['options']}; found {names}"
    if "kind" in check and found.kind.value != check["kind"]:
        yield f"expected the kind {check['kind']}; found {found.kind.value}"
    held = {o.name: list(o.held_by) for o in found.options if o.held_by}
    if "held by" in check and held != check["held by"]:
        yield f"expected {check['held by']}; found {codec.canonical(held)}"


_OF = ("says", "at", "known", "silence", "account", "reading")
_NUMBERS = ("numbers", "claims")

CHECKS: dict[str, tuple[tuple[str, ...], Callable[[CaseFolder, Check], Complaints]]] = {
    "verdict": ((*_OF, "duty", "instance", "state", "need", "done", "sum", "waits for", "claims"), verdict),
    "differ": ((*_OF, "duty", "instance", "kind", "between"), differ),
    "crux": ((*_OF, "duty", "instance", "change", "size", "to"), crux),
    "diff": ((*_OF, "duty", "instance", "from", "to", "before", "after", "claims"), diff),
    "truce": ((*_OF, "state", "resumed"), truce),
    "end": ((*_OF, "end", "hours"), end),
    "extension": ((*_OF, "agreed", "by", "claims"), extension),
    "runway": ((*_OF, "figure", "supposing", "days", "over", "sum"), runway),
    "ledger": ((*_OF, "population", "category", "column", "low", "high", "claims"), ledger),
    "count": ((*_OF, "deed", "what", "quality", "from", "to", "incidents", "people"), count),
    "conflict": ((*_OF, *_NUMBERS, "none"), conflict),
    "identity": ((*_OF, *_NUMBERS), identity),
    "reconciled": ((*_OF, *_NUMBERS, "counts", "does not count", "only"), reconciled),
    "stale": ((*_OF, "claim"), stale),
    "talks": ((*_OF, "state", "claims"), talks),
    "choice": (("says", "path", "options", "kind", "held by", "at", "known"), choice),
}
"""For each kind of check, the keys that it knows and what runs it."""
