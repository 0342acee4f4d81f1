"""The record: an append-only, hash-chained journal, and what can be read from it."""

from truceline.record.asked import FACETS, Asked, Facet, Listed, Page, ReportLine, ReportPage, Sort
from truceline.record.chain import Link
from truceline.record.entries import (
    CORRECTABLE,
    KINDS,
    About,
    AgreementAmendment,
    AgreementText,
    ClaimsCoded,
    Correction,
    Entry,
    Judgement,
    Note,
    Recorded,
    ReportAdded,
    Review,
    ReviewDecision,
    SameVerdict,
    Settings,
    TakenBack,
)
from truceline.record.identity import Contradiction, Identity
from truceline.record.journal import Journal, Verified
from truceline.record.known import Known
from truceline.record.moment import Arrival
from truceline.record.search import SearchHit
from truceline.record.view import AgreementVersion, Decision, Judged, Noted, Status, View, ViewedClaim

__all__ = [
    "CORRECTABLE",
    "FACETS",
    "KINDS",
    "About",
    "AgreementAmendment",
    "AgreementText",
    "AgreementVersion",
    "Arrival",
    "Asked",
    "ClaimsCoded",
    "Contradiction",
    "Correction",
    "Decision",
    "Entry",
    "Facet",
    "Identity",
    "Journal",
    "Judged",
    "Judgement",
    "Known",
    "Link",
    "Listed",
    "Note",
    "Noted",
    "Page",
    "Recorded",
    "ReportAdded",
    "ReportLine",
    "ReportPage",
    "Review",
    "ReviewDecision",
    "SameVerdict",
    "SearchHit",
    "Settings",
    "Sort",
    "Status",
    "TakenBack",
    "Verified",
    "View",
    "ViewedClaim",
]
