"""The public names of the package are the listed ones: a name is public on purpose, and stays.

What is added here is a promise to other programs; see docs/python-api.md.
"""

from __future__ import annotations

import importlib
import inspect
from typing import Any

import pytest
from docs_pages import page

DOC = page("python-api.md")
SURFACE = {
    "truceline.model": """
        Act ActType Basis Category Claim Codebook Coder Comparator Dateline Figure Membership Modality Party PartyKind
        Polarity Precision Rate Report Span Spans Stance Voice VoiceRole When codebook
    """,
    "truceline.case": """
        BRIEF_FORMATS DEMO DEMO_ZONE FACETS FORMATS KINDS About AgreementVersion Asked Case Decision Exported Facet
        Judged Judgement Link Listed Moment NamedParty Noted Page Read ReadState Recorded ReportLine ReportPage
        SearchHit Shown Sort Status Verbatim Verified View ViewedClaim __version__ default_author moment
    """,
    "truceline.reports": "MAX_BYTES MAX_CHARACTERS Loaded expand read_path read_stream",
    "truceline.record": """
        CORRECTABLE FACETS KINDS About AgreementAmendment AgreementText AgreementVersion Arrival Asked ClaimsCoded
        Contradiction Correction Decision Entry Facet Identity Journal Judged Judgement Known Link Listed Note Noted
        Page Recorded ReportAdded ReportLine ReportPage Review ReviewDecision SameVerdict SearchHit Settings Sort
        Status TakenBack Verified View ViewedClaim
    """,
    "truceline.brief": """
        AgreementPart Brief Chart Entry FigureCourse FigurePoint Group Layout Line Note Part PartKind PeoplePicture
        Section Sentence Source Table agreement_part assemble charts courses courses_of people_pictures render_html
        render_json render_markdown
    """,
    "truceline.exports": "COLUMNS PloverCount write_csv write_jsonl write_plover",
}


@pytest.mark.parametrize("module", SURFACE)
def test_the_public_names_are_the_listed_ones_and_are_there(module: str) -> None:
    found: Any = importlib.import_module(module)
    assert set(found.__all__) == set(SURFACE[module].split())
    assert all(hasattr(found, name) for name in found.__all__)


@pytest.mark.parametrize("module", SURFACE)
def test_public_modules_and_classes_say_what_they_are(module: str) -> None:
    found: Any = importlib.import_module(module)
    assert found.__doc__
    functions = [getattr(found, n) for n in found.__all__ if inspect.isfunction(getattr(found, n))]
    assert all(inspect.getdoc(f) for f in functions)


@pytest.mark.parametrize("module", SURFACE)
def test_the_page_says_which_modules_are_public(module: str) -> None:
    assert f"`{module}`" in DOC
