"""A brief as Markdown, with its notes as footnotes. What the reports say is made inert."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

from truceline.brief.brief import (
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
from truceline.brief.shown import HOW_TO_READ, extent, known, more_words, safe_url, source_words, status_words
from truceline.brief.words import listed, tidy

_ISOLATE, _POP = "\u2068", "\u2069"
_DIRECTED = {"R", "AL", "AN", "RLE", "RLO", "LRO", "LRE", "RLI", "LRI", "FSI"}


def render_markdown(brief: Brief) -> str:
    """The brief as CommonMark with footnotes: headings, one list item a sentence, notes at the end."""
    told = (brief.as_of, extent(brief), known(brief))
    blocks = [f"# {inert(brief.title)}", " ".join(f"{words}." for words in told if words), HOW_TO_READ]
    for section in brief.sections:
        blocks += _section(section)
    blocks += _sources(brief)
    if brief.silent:
        blocks.append(f"The record has nothing on: {'; '.join(inert(s) for s in brief.silent)}.")
    if brief.notes:
        blocks += ["## Notes", "\n".join(_note(n) for n in brief.notes)]
    return "\n\n".join(blocks) + "\n"


def inert(text: str) -> str:
    """The text with every character that Markdown or HTML would act on made plain."""
    line = tidy(text)
    line = re.sub(r"([\\`*_\[\]~|!])", r"\\\1", line)
    line = line.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    line = re.sub(r"(?i)(https?|ftp|www|mailto)([:.])", r"\1\\\2", line)
    return re.sub(r"^(\d+)([.)])|^([#+=-])", lambda m: f"{m[1]}\\{m[2]}" if m[1] else f"\\{m[3]}", line)


def isolated(text: str) -> str:
    """The text with its direction kept to itself, where it has any but left to right."""
    turned = any(unicodedata.bidirectional(c) in _DIRECTED for c in text)
    return f"{_ISOLATE}{text}{_POP}" if turned else text


def _section(section: Section) -> Iterator[str]:
    yield f"## {inert(section.title)}"
    yield f"*{inert(section.lead)}*"
    for group in section.groups:
        if group.heading:
            yield f"### {inert(group.heading)}"
        if group.table is not None:
            yield from _table(group.table)
        if lines := "\n".join(_group(group)):
            yield lines
    if section.more:
        yield more_words(section.more)


def _table(table: Table) -> Iterator[str]:
    if table.caption:
        yield f"*{inert(table.caption)}*"
    yield "\n".join(
        (
            _row([inert(c) for c in table.columns]),
            _row(["---"] * len(table.columns)),
            *(_row(_cells(line, len(table.columns))) for line in table.lines),
        )
    )


def _cells(line: Line, columns: int) -> list[str]:
    """A row that others stand under has a head alone, and is bold; what stands under it is set off."""
    head = f"↳ {inert(line.head)}" if line.under else f"**{inert(line.head)}**"
    head += f" ({inert(line.remark)})" if line.remark else ""
    cells = [head, *(_entry(e) for e in line.entries)]
    return [*cells, *([""] * (columns - len(cells)))]


def _entry(entry: Entry) -> str:
    marks = "".join(f"[^{n}]" for n in entry.notes)
    return " ".join(filter(None, (entry.mark, inert(entry.text)))) + marks


def _row(cells: list[str]) -> str:
    return f"| {' | '.join(cells)} |"


def _group(group: Group) -> Iterator[str]:
    for sentence in group.sentences:
        yield f"- {_sentence(sentence)}"
    if group.layout is Layout.BESIDE and (group.answers or group.remark):
        for answer in group.answers:
            yield f"    - Answer: {_sentence(answer)}"
        if group.remark:
            yield f"    - {inert(group.remark)}"
    if group.more:
        yield f"- {more_words(group.more)}"


def _sentence(sentence: Sentence) -> str:
    marks = "".join(f"[^{n}]" for n in sentence.notes)
    return "".join(_part(p) for p in sentence.parts) + marks


def _part(part: Part) -> str:
    text = part.text if part.kind is PartKind.WORDS else isolated(inert(part.text))
    if part.kind is PartKind.VOICE:
        return f"**{text}**"
    if part.kind is PartKind.QUOTE:
        return f"“{text}”"
    return f" {text.lstrip()}" if part.kind is PartKind.TIME else text


def _note(note: Note) -> str:
    from_ = ", ".join(filter(None, (note.publisher, note.published)))
    return (
        f"[^{note.number}]: “{isolated(inert(note.quote))}” — {isolated(inert(note.voices))}. "
        f"*{isolated(inert(note.title))}*, {inert(from_)}. "
        f"Time: {inert(note.when)}. Claim {inert(note.claim)}, {inert(status_words(note))}."
    )


def _sources(brief: Brief) -> Iterator[str]:
    yield "## Sources"
    if not brief.sources:
        yield "No reports."
        return
    yield "\n".join(f"- {_source(s)}" for s in brief.sources)
    titles = {
        s.report: f"{inert(s.title)} ({inert(s.publisher)})" if s.publisher else inert(s.title) for s in brief.sources
    }
    if brief.copies:
        yield "Near-copies, counted as one voice:"
        yield "\n".join(f"- {listed([titles.get(id, id) for id in group])}" for group in brief.copies)


def _source(source: Source) -> str:
    url = safe_url(source.url)
    address = f" {inert(url)}" if url else ""
    return f"{isolated(inert(source.title))}. {inert(source_words(source))}.{address}"
