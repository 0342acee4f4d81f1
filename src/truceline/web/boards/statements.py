"""Statements: the sections of a brief as plain values, in parts of a length that is read, or sent, at once."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from truceline.model import codec

if TYPE_CHECKING:
    from truceline.brief import Entry, Group, Line, Section, Sentence

Plain = dict[str, Any]
NOTES = 30
"""Notes and claims that a statement or a cell names, and claims left out of a group. Beside them stands how many there
are; the file names all."""
UNNOTED = 3
"""Claims that a cell names which shows no notes: the sentences below its table rest on the same ones."""
FEW, MANY = 12, 30
"""Statements that a section opens with of each group: so few of a group that has more than so many."""
ROWS = 100
"""Rows of a section in one part. A row is a sentence with the answer beside it, or a group that has no sentences."""


def section(one: Section, numbers: Mapping[str, int]) -> Plain:
    """A section with all its statements; ``numbers`` are those of the notes by claim. ``row`` says of each group where
    it begins."""
    groups, row = [], 0
    for found in one.groups:
        groups.append({**_group(found, numbers), "row": row})
        row += rows(groups[-1])
    head = {"key": one.key, "title": one.title, "lead": one.lead, **_more(one.more)}
    return {**head, "statements": sum(g["statements"] for g in groups), "rows": row, "groups": groups}


def opening(whole: Plain) -> Plain:
    """A section as it opens: the first statements of its groups."""
    return {**whole, "groups": [_opened(group) for group in whole["groups"]]}


def pages(whole: Plain) -> Iterator[Plain]:
    """A section in parts of so many rows as are kept together."""
    for start in range(0, max(1, whole["rows"]), ROWS):
        yield {**whole, "groups": cut(whole["groups"], start, ROWS)}


def cut(groups: Sequence[Plain], start: int, many: int) -> list[Plain]:
    """The groups that have some of ``many`` rows from ``start`` on, with these rows alone."""
    found, row = [], 0
    for group in groups:
        length = rows(group)
        first, end = max(0, start - row), min(length, start + many - row)
        if first < end:
            found.append(_some(group, first, end))
        row += length
    return found


def rows(group: Plain) -> int:
    """How many rows a group has."""
    return max(1, len(group["sentences"]), len(group["answers"]))


def cells(group: Plain) -> Iterator[Plain]:
    """Whatever calls notes, in the order in which it is read: the cells of the table, the sentences, the answers."""
    for line in group["table"]["lines"] if group["table"] else ():
        yield from line["entries"]
    yield from group["sentences"]
    yield from group["answers"]


# --- inside ---------------------------------------------------------------------------------------------
def _opened(group: Plain) -> Plain:
    if rows(group) <= MANY:
        return group
    said = {name: group[name][:FEW] for name in ("sentences", "answers")}
    return {**group, **said, "next": str(group["row"] + FEW)}


def _some(group: Plain, first: int, end: int) -> Plain:
    """A group's rows from ``first`` to before ``end``: its table stands over its first row, what was left out of it,
    and its pictures, under the last."""
    said: Plain = {name: group[name][first:end] for name in ("sentences", "answers")}
    said["row"] = group["row"] + first
    if first:
        said |= {"table": None, "continued": True}
    if end < rows(group):
        said |= {**_more(()), "pictured": False}
    return {**group, **said}


def _group(one: Group, numbers: Mapping[str, int]) -> Plain:
    table = one.table
    lines = [_line(line, numbers) for line in table.lines] if table else []
    return {
        "heading": one.heading,
        "layout": one.layout.value,
        "remark": one.remark,
        "pictured": one.pictured,
        "table": {
            "columns": list(table.columns), "lines": lines, "caption": table.caption, "noted": table.noted
        } if table else None,
        "statements": len(one.sentences) + len(one.answers),
        "sentences": [_sentence(s, numbers) for s in one.sentences],
        "answers": [_sentence(s, numbers) for s in one.answers],
        "continued": False,
        "next": None,
        **_more(one.more),
    }  # fmt: skip


def _line(one: Line, numbers: Mapping[str, int]) -> Plain:
    entries = [_entry(entry, numbers) for entry in one.entries]
    return {"head": one.head, "under": one.under, "remark": one.remark, "entries": entries}


def _entry(one: Entry, numbers: Mapping[str, int]) -> Plain:
    resting = _resting(one, numbers, NOTES if one.notes else UNNOTED)
    return {"text": one.text, "mark": one.mark, "tint": one.tint, **resting}


def _sentence(one: Sentence, numbers: Mapping[str, int]) -> Plain:
    return {"text": one.text, "parts": codec.dump(one.parts), **_resting(one, numbers, NOTES)}


def _resting(one: Sentence | Entry, numbers: Mapping[str, int], most: int) -> Plain:
    """What it rests on: ``claims`` in the order of ``notes``, which are the numbers of the notes that it shows."""
    claims = sorted(one.claims, key=lambda claim: numbers.get(claim, len(numbers) + 1))
    return {
        "claims": claims[:most],
        "claims_in_all": len(claims),
        "notes": list(one.notes[:most]),
        "notes_in_all": len(one.notes),
    }


def _more(ids: Sequence[str]) -> Plain:
    return {"more": list(ids[:NOTES]), "more_in_all": len(ids)}
