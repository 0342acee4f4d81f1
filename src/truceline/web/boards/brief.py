"""Brief's boards: the situation brief as plain values with the specifications of its pictures, and as a file."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from truceline.case import Case
from truceline.web.working import Working

if TYPE_CHECKING:
    from truceline.brief import Brief, Chart, Section

NOTES = 30
"""Notes of one sentence or cell, and claims left out of a group, that the page names; a file names all."""
SOURCES = 300
"""Reports that are listed on the page; the others are counted."""
_INKS = {
    "#1d1f21": "var(--ink)",
    "#55595e": "var(--soft)",
    "#dadbd8": "var(--line)",
    "#b4b8bc": "var(--strong)",
    "#232629": "var(--darkest)",
    "#24486b": "var(--ink)",
    "#a8572b": "var(--ink)",
    "#4f7f66": "var(--ink)",
    "#7d6a9c": "var(--ink)",
    "#8a7430": "var(--ink)",
}
"""The brief's colours by those of the page. Strips are told apart by place and title, and no colour is a party's."""


def whole(working: Working, as_of: str = "", since: str = "") -> dict[str, Any]:
    """The brief as of a moment, with what changed since another. Raises as ``Case.brief`` does."""
    brief = _brief(working, as_of, since)
    told = json.loads(Case.render(brief, "json"))
    called: set[int] = set()
    for cell in _cells(told["sections"]):
        del cell["claims"]
        if "parts" in cell:
            del cell["text"]
        cell["beyond"] = max(0, len(cell["notes"]) - NOTES)
        cell["notes"] = cell["notes"][:NOTES]
        called.update(cell["notes"])
    for part in (p for section in told["sections"] for p in (section, *section["groups"])):
        part["more"] = {"ids": part["more"][:NOTES], "number": len(part["more"])}
    told["notes"] = [n for n in told["notes"] if n["number"] in called]
    sources = told.pop("sources")
    publishers = {s["publisher"] for s in sources if s["publisher"]}
    titles = {s["report"]: s["title"] for s in sources}
    return {
        **told,
        "copies": [[titles.get(id, id) for id in group] for group in told["copies"][:SOURCES]],
        "sources": sources[:SOURCES],
        "reports": len(sources),
        "claims": sum(s["claims"] for s in sources),
        "publishers": len(publishers),
        "charts": [_chart(chart) for chart in Case.charts(brief)],
    }


def written(
    working: Working, format: str, as_of: str = "", since: str = "", sections: Sequence[str] = ()
) -> dict[str, str]:
    """The brief as a text: html, md or json; of some ``sections`` alone, with the notes that they call."""
    brief = _brief(working, as_of, since)
    if sections:
        kept = tuple(s for s in brief.sections if s.key in sections)
        called = {n for section in kept for n in called_by(section)}
        brief = replace(brief, sections=kept, notes=tuple(n for n in brief.notes if n.number in called))
    return {"text": Case.render(brief, format)}


def _brief(working: Working, as_of: str, since: str) -> Brief:
    def made() -> Brief:
        working.view(as_of)  # All that follows is worked out of this one.
        known = working.moment(as_of)
        return working.case.brief(known, working.moment(since), lambda text: working.assessment(text, as_of))

    return working.once(("brief", as_of, since), made)


def called_by(section: Section) -> Iterator[int]:
    """The numbers of the notes that a section calls."""
    for group in section.groups:
        for sentence in (*group.sentences, *group.answers):
            yield from sentence.notes
        for line in group.table.lines if group.table else ():
            for entry in line.entries:
                yield from entry.notes


def _cells(sections: Sequence[Mapping[str, Any]]) -> Iterator[dict[str, Any]]:
    """Whatever calls notes: the sentences, and the cells of tables."""
    for group in (g for section in sections for g in section["groups"]):
        for line in group["table"]["lines"] if group["table"] else ():
            yield from line["entries"]
        yield from group["sentences"]
        yield from group["answers"]


def _chart(chart: Chart) -> dict[str, Any]:
    return {
        "name": chart.name,
        "title": chart.title,
        "alt": chart.alt,
        "caption": chart.caption,
        "section": chart.section,
        "spec": _on_page(_opening(themed(chart.spec))),
    }


def themed(value: Any) -> Any:
    """A specification in the colours of the page, light or dark."""
    if isinstance(value, dict):
        return {key: themed(one) for key, one in value.items()}
    if isinstance(value, list):
        return [themed(one) for one in value]
    return _INKS.get(value, value) if isinstance(value, str) else value


def _on_page(spec: dict[str, Any]) -> dict[str, Any]:
    """The specification in its own size, whatever the page's other charts do; a stroke is seen in its legend too."""
    config = spec.get("config", {})
    legend = {**config.get("legend", {}), "symbolStrokeColor": "var(--ink)", "symbolStrokeWidth": 1.5}
    return {**spec, "autosize": "pad", "config": {**config, "legend": legend}}


def _opening(value: Any) -> Any:
    """A specification whose figures open the first of the claims that they rest on."""
    if isinstance(value, list):
        return [_opening(one) for one in value]
    if not isinstance(value, dict):
        return value
    made = {key: _opening(one) for key, one in value.items()}
    ids = made.get("claims")
    if isinstance(ids, list) and ids:
        del made["claims"]
        made["href"] = f"/claims/{ids[0]}"
    return made
