"""Lines: JSON, one report a line (JSONL).

Each line is an object with ``text`` and, where known, ``title``, ``publisher``, ``published`` and ``url``, all
strings. Other fields are not used, and a note says so. A line that cannot be read is an error of its own, named
``file:line``; the others still come.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any, BinaryIO

from truceline.errors import UnreadableReport
from truceline.reports.drafts import Draft, at

FIELDS = ("text", "title", "publisher", "published", "url")
_HOW = 'Write {"text": "...", "published": "2023-12-01"} on one line; only text is required.'


def read(stream: BinaryIO, limit: int, name: str) -> Iterator[tuple[str, Draft | UnreadableReport]]:
    """For each line that is not blank: ``name:line``, and its draft or its error. No line over ``limit`` is kept."""
    number = 0
    while line := stream.readline(limit + 1):
        number += 1
        where = f"{name}:{number}"
        if len(line) > limit and not line.endswith(b"\n"):
            _skip_line(stream)
            yield (
                where,
                UnreadableReport(
                    f"the line is longer than the {limit // 1_000_000} MB that one report may have.",
                    where=where,
                    todo="Split it into one line for each report.",
                ),
            )
        elif text := line.strip(b"\xef\xbb\xbf \t\r\n" if number == 1 else b" \t\r\n"):
            try:
                yield where, _draft(text)
            except UnreadableReport as error:
                yield where, at(error, where)


def _skip_line(stream: BinaryIO) -> None:
    while (rest := stream.readline(1 << 20)) and not rest.endswith(b"\n"):
        pass


def _draft(line: bytes) -> Draft:
    data = _object(line)
    extra = sorted(set(data) - set(FIELDS))
    notes = (f"fields not used: {', '.join(extra)[:200]}",) if extra else ()
    values = {field: _string(data, field) for field in FIELDS}
    return Draft(**values, notes=notes)


def _object(line: bytes) -> dict[str, Any]:
    try:
        data = json.loads(line.decode("utf-8"))
    except UnicodeDecodeError as error:
        raise UnreadableReport(f"broken UTF-8 at byte {error.start} of the line.", todo="Save it as UTF-8.") from None
    except (ValueError, RecursionError) as error:
        raise UnreadableReport(f"the line is no JSON ({error}).", todo=_HOW) from None
    if not isinstance(data, dict):
        raise UnreadableReport("the line is no JSON object.", todo=_HOW)
    return data


def _string(data: dict[str, Any], field: str) -> str:
    value = data.get(field)
    if field == "text" and value is None:
        raise UnreadableReport("the object has no 'text'.", todo=_HOW)
    if value is not None and not isinstance(value, str):
        raise UnreadableReport(f"{field!r} is {type(value).__name__}, not a string.", todo=_HOW)
    return value or ""
