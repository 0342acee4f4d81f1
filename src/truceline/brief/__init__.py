"""The situation brief: assembled from claims, then written as Markdown, HTML or JSON, with its charts."""

from truceline.brief.agreement import agreement_part, courses_of
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
from truceline.brief.charts import Chart, charts, courses
from truceline.brief.figures_chart import FigureCourse, FigurePoint
from truceline.brief.html import render_html
from truceline.brief.json import render_json
from truceline.brief.markdown import render_markdown
from truceline.brief.people_chart import PeoplePicture
from truceline.brief.people_chart import drawn as people_pictures

__all__ = [
    "AgreementPart",
    "Brief",
    "Chart",
    "Entry",
    "FigureCourse",
    "FigurePoint",
    "Group",
    "Layout",
    "Line",
    "Note",
    "Part",
    "PartKind",
    "PeoplePicture",
    "Section",
    "Sentence",
    "Source",
    "Table",
    "agreement_part",
    "assemble",
    "charts",
    "courses",
    "courses_of",
    "people_pictures",
    "render_html",
    "render_json",
    "render_markdown",
]
