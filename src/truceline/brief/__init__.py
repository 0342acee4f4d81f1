"""The situation brief: assembled from claims, then written as Markdown, HTML or JSON, with its charts."""

from truceline.brief.assemble import assemble
from truceline.brief.brief import Brief, Group, Layout, Note, Part, PartKind, Section, Sentence, Source
from truceline.brief.charts import Chart, charts
from truceline.brief.html import render_html
from truceline.brief.json import render_json
from truceline.brief.markdown import render_markdown

__all__ = [
    "Brief",
    "Chart",
    "Group",
    "Layout",
    "Note",
    "Part",
    "PartKind",
    "Section",
    "Sentence",
    "Source",
    "assemble",
    "charts",
    "render_html",
    "render_json",
    "render_markdown",
]
