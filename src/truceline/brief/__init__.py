"""The situation brief: assembled from claims, then written as Markdown, HTML or JSON, with its charts."""

from truceline.brief.agreement import agreement_part
from truceline.brief.assemble import assemble
from truceline.brief.brief import (
    AgreementPart,
    Brief,
    Entry,
    Group,
    Layout,
    Line,
    Note,
    Part,
    PartKind,
    Section,
    Sentence,
    Source,
    Table,
)
from truceline.brief.charts import Chart, charts
from truceline.brief.html import render_html
from truceline.brief.json import render_json
from truceline.brief.markdown import render_markdown

__all__ = [
    "AgreementPart",
    "Brief",
    "Chart",
    "Entry",
    "Group",
    "Layout",
    "Line",
    "Note",
    "Part",
    "PartKind",
    "Section",
    "Sentence",
    "Source",
    "Table",
    "agreement_part",
    "assemble",
    "charts",
    "render_html",
    "render_json",
    "render_markdown",
]
