"""Brief's boards: the situation brief in parts, as plain values, with its pictures as specifications; and as a file."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from truceline.case import Case
from truceline.model import codec
from truceline.web.boards import statements
from truceline.web.parts import Parts
from truceline.web.working import Working

if TYPE_CHECKING:
    from truceline.brief import Brief, Chart, Note, Section, Source

CHUNK = 100
"""Notes, or reports, in one part; as many reports, and groups of near-copies, are listed on the page."""
FIRST = 25
"""Notes, and reports, that programs get with the opening."""
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


def whole(working: Working, as_of: str = "", since: str = "") -> Parts:
    """The brief as of a moment, with what changed since another. Raises as ``Case.brief`` does.

    Its parts: "opening" (how it begins, for programs), "sections/KEY/0" and so on (see ``statements``), "notes/0" and
    "sources/0" and so on, ``CHUNK`` in each, and "pictures/NAME".
    """
    brief = _brief(working, as_of, since)
    numbers = {note.claim: note.number for note in brief.notes}
    sections = [statements.section(one, numbers) for one in brief.sections]
    charts = Case.charts(brief)
    told = {
        "title": brief.title,
        "as_of": brief.as_of,
        "silent": list(brief.silent),
        "totals": {
            "claims": sum(s.claims for s in brief.sources),
            "reports": len(brief.sources),
            "publishers": len({s.publisher for s in brief.sources if s.publisher}),
            "statements": sum(s["statements"] for s in sections),
            "notes": len(brief.notes),
            "copies": len(brief.copies),
        },
    }
    parts: dict[str, Any] = {
        **{f"sections/{s['key']}/{n}": page for s in sections for n, page in enumerate(statements.pages(s))},
        **{f"notes/{n}": part for n, part in _parts(brief.notes)},
        **{f"sources/{n}": part for n, part in _parts(brief.sources)},
        **{f"pictures/{chart.name}": _on_page(_opening(themed(chart.spec))) for chart in charts},
    }
    begun = {
        "sections": [statements.opening(s) for s in sections],
        "notes": parts.get("notes/0", [])[:FIRST],
        "sources": parts.get("sources/0", [])[:FIRST],
        "copies": [list(group[: statements.NOTES]) for group in brief.copies[:CHUNK]],
    }
    opens = {
        "sections": [{name: s[name] for name in ("key", "title", "rows")} for s in sections],
        "copies": list(_copies(brief)),
        "charts": [_chart(chart) for chart in charts],
    }
    return Parts({**told, **opens}, {**parts, "opening": {"brief": {**told, **begun}}})


def written(working: Working, format: str, as_of: str = "", since: str = "", sections: Sequence[str] = ()) -> Parts:
    """The brief as a "text": html, md or json; of some ``sections`` alone, with the notes that they call."""
    brief = _brief(working, as_of, since)
    if sections:
        kept = tuple(s for s in brief.sections if s.key in sections)
        called = {n for section in kept for n in called_by(section)}
        brief = replace(brief, sections=kept, notes=tuple(n for n in brief.notes if n.number in called))
    return Parts({}, texts={"text": Case.render(brief, format)})


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


def _parts(found: Sequence[Note] | Sequence[Source]) -> Iterator[tuple[int, list[Any]]]:
    """All of them as plain values, in numbered parts."""
    for n, start in enumerate(range(0, len(found), CHUNK)):
        yield n, [codec.dump(one) for one in found[start : start + CHUNK]]


def _copies(brief: Brief) -> Iterator[dict[str, Any]]:
    """The first groups of near-copies, by the titles of their reports."""
    titles = {s.report: s.title for s in brief.sources}
    for group in brief.copies[:CHUNK]:
        shown = group[: statements.NOTES]
        yield {"titles": [titles.get(id, id) for id in shown], "beyond": len(group) - len(shown)}


def _chart(chart: Chart) -> dict[str, Any]:
    return {
        "name": chart.name,
        "title": chart.title,
        "alt": chart.alt,
        "caption": chart.caption,
        "section": chart.section,
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
