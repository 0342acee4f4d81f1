"""Checks: what must hold before an entry may follow those that are there.

The same checks run when an entry is appended and when the record is verified, against the entries before it.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Protocol

from truceline.errors import UnknownId, ValueProblem
from truceline.model import Claim, Report, Span, Spans
from truceline.record.entries import (
    AgreementAmendment,
    AgreementText,
    ClaimsCoded,
    Correction,
    Entry,
    ReportAdded,
    Review,
    TakenBack,
)


class Before(Protocol):
    """The reports, claims and agreements of the entries before."""

    def has_report(self, report: str) -> bool: ...
    def has_claim(self, claim: str) -> bool: ...
    def has_agreement(self, agreement: str) -> bool: ...
    def report(self, report: str) -> Report: ...
    def claim(self, claim: str) -> Claim: ...
    def standing_decision(self, claim: str) -> int: ...


def check(entry: Entry, before: Before) -> None:
    """Raise ValueProblem or UnknownId when the entry cannot follow what is there."""
    if isinstance(entry, ReportAdded):
        _check_report(entry.report, before)
    elif isinstance(entry, ClaimsCoded):
        _check_coding(entry, before)
    elif isinstance(entry, Review | Correction | TakenBack):
        _check_decision(entry, before)
    elif isinstance(entry, AgreementText | AgreementAmendment):
        _check_agreement(entry, before)


def _check_report(report: Report, before: Before) -> None:
    if report.id != _id_of(report):
        todo = "Make reports with Report.of."
        raise ValueProblem("the report's id does not follow from its content.", where=report.id, todo=todo)
    if before.has_report(report.id):
        raise ValueProblem("the report is in the record already.", where=report.id, todo="Nothing needs to be done.")


def _id_of(report: Report) -> str:
    return Report.of(
        report.text,
        title=report.title,
        publisher=report.publisher,
        published=report.published,
        dateline=report.dateline,
        url=report.url,
    ).id


def _check_coding(entry: ClaimsCoded, before: Before) -> None:
    if not before.has_report(entry.report):
        raise UnknownId("the record has no report with this id.", where=entry.report, todo="Add the report first.")
    if not entry.claims:
        return
    text = before.report(entry.report).text
    for claim in entry.claims:
        if claim.report != entry.report:
            raise ValueProblem(f"the claim belongs to the report {claim.report}.", where=f"{entry.report}:{claim.id}")
        _check_spans(claim, text)


def _check_decision(entry: Review | Correction | TakenBack, before: Before) -> None:
    if not before.has_claim(entry.claim):
        todo = "`truceline claims` lists the ids."
        raise UnknownId("the record has no claim with this id.", where=entry.claim, todo=todo)
    if isinstance(entry, TakenBack) and entry.decision != (last := before.standing_decision(entry.claim)):
        what = f"entry {entry.decision} is not the last decision on the claim that stands."
        todo = f"That is entry {last}." if last else "Every decision on it was taken back, or there was none."
        raise ValueProblem(what, where=entry.claim, todo=todo)
    if isinstance(entry, Correction):
        corrected = entry.apply(before.claim(entry.claim))
        text = before.report(corrected.report).text
        _check_spans(corrected, text)
        _check_quote(entry, corrected, text)


def _check_agreement(entry: AgreementText | AgreementAmendment, before: Before) -> None:
    id = entry.agreement
    if not id.strip() or not entry.text.strip():
        raise ValueProblem("an agreement needs an id and a text.", where=entry.name)
    if isinstance(entry, AgreementText) and before.has_agreement(id):
        todo = "Give this one another `id:`, or add it as a new text with: truceline agreement amend"
        raise ValueProblem(f"the record has an agreement {id!r} already.", where=entry.name, todo=todo)
    if isinstance(entry, AgreementAmendment) and not before.has_agreement(id):
        todo = "Add its first text with: truceline agreement add"
        raise UnknownId(f"the record has no agreement {id!r}.", where=entry.name, todo=todo)


def _check_quote(entry: Correction, corrected: Claim, text: str) -> None:
    """Spans and quote are corrected together: an earlier correction may have changed them both."""
    given = {"spans", "quote"} & set(entry.fields)
    if not given:
        return
    where = f"{corrected.report}:{corrected.id}"
    content = corrected.spans.content
    if list(content) != sorted(content):
        raise ValueProblem("the content spans are not in the order of the text.", where=where, todo="Sort them.")
    wanted = quoted(corrected.spans, text)
    if len(given) == 1 or corrected.quote != wanted:
        what = f"the quote follows the spans: it must be {wanted!r}, given with them."
        raise ValueProblem(what, where=where, todo="Correct the spans with Case.correct, and the quote follows.")


def quoted(spans: Spans, text: str) -> str:
    """The content as one stretch of the text; "" where there are no content spans."""
    return text[spans.content[0].start : spans.content[-1].end] if spans.content else ""


def _check_spans(claim: Claim, text: str) -> None:
    if not claim.spans.content:
        raise ValueProblem("the claim points at no words of its report.", where=f"{claim.report}:{claim.id}")
    for span in _spans(claim):
        if not span.holds_in(text):
            found = text[span.start : span.end]
            raise ValueProblem(
                f"the claim {claim.id} quotes {span.quote!r}, but the report has {found!r} there.",
                where=f"{claim.report}:{span.start}-{span.end}",
            )


def _spans(claim: Claim) -> Iterator[Span]:
    yield from claim.spans.source
    yield from claim.spans.cue
    yield from claim.spans.content
