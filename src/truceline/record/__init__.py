"""The record: an append-only, hash-chained journal, and what can be read from it."""

from truceline.record.chain import Link
from truceline.record.entries import (
    CORRECTABLE,
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
)
from truceline.record.identity import Contradiction, Identity
from truceline.record.index import Known
from truceline.record.journal import Journal, Verified
from truceline.record.moment import Arrival
from truceline.record.search import SearchHit
from truceline.record.view import AgreementVersion, Decision, Judged, Noted, Status, View, ViewedClaim

__all__ = [
    "CORRECTABLE",
    "About",
    "AgreementAmendment",
    "AgreementText",
    "AgreementVersion",
    "Arrival",
    "ClaimsCoded",
    "Contradiction",
    "Correction",
    "Decision",
    "Entry",
    "Identity",
    "Journal",
    "Judged",
    "Judgement",
    "Known",
    "Link",
    "Note",
    "Noted",
    "Recorded",
    "ReportAdded",
    "Review",
    "ReviewDecision",
    "SameVerdict",
    "SearchHit",
    "Settings",
    "Status",
    "Verified",
    "View",
    "ViewedClaim",
]
