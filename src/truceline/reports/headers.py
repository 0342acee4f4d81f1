"""Headers: the first lines of a plain text file that are about the text and not part of it.

Two forms, both optional:

* one line, as some collections keep their reports; the rest of the line is the start of the text::

    date 2024-03-05 Rivertown – Both councils met ...

* a block of ``Key: value`` lines, ended by a blank line. The keys, in any order and in capitals or not:
  ``Title``, ``Publisher``, ``Published`` (a date or a time), ``URL``, ``Note`` (a remark on the file, kept nowhere).
  A line that begins with a space or a tab goes on with the value before it. The block is taken for one only when its
  first line has one of the keys and another than ``Note`` is among them; from there on an unknown key is an error.
"""

from __future__ import annotations

import re

from truceline.errors import UnreadableReport
from truceline.reports.drafts import Draft

KEYS = ("title", "publisher", "published", "url", "note")

_MOST_LINES = 40
_LONGEST = 4000
_DATE = re.compile(r"\s{0,20}date[ \t]+(\d{4}-\d{2}-\d{2})(?:\s+|$)")
_LINE = re.compile(r"(?P<key>[A-Za-z][A-Za-z -]{0,30})[ \t]*:(?:[ \t]+(?P<value>.*))?")


def split(raw: str, where: str) -> Draft:
    """The text without its header, and what the header says. Raises UnreadableReport for a broken header."""
    block, body = _block(raw, where)
    published = block.get("published", "")
    if not published and (found := _DATE.match(body)):
        published, body = found[1], body[found.end() :]
    return Draft(body, block.get("title", ""), block.get("publisher", ""), published, block.get("url", ""))


def _block(raw: str, where: str) -> tuple[dict[str, str], str]:
    """The block's values by key, and the text after it; nothing, and all of it, where there is no block."""
    start = len(raw) - len(raw[:_LONGEST].lstrip("\ufeff\r\n \t"))
    lines, body = _first_paragraph(raw[start:])
    keys = [_key(line) for line in lines]
    if not keys or keys[0] not in KEYS or not set(keys) & set(KEYS) - {"note"}:
        return {}, raw
    return _values(lines, raw.count("\n", 0, start) + 1, where), body


def _key(line: str) -> str:
    found = _LINE.fullmatch(line)
    return found["key"].strip().lower() if found else ""


def _first_paragraph(raw: str) -> tuple[list[str], str]:
    """The lines up to the first blank one, and what follows it; no lines where they are too many or too long."""
    lines: list[str] = []
    rest = raw
    while rest:
        line = rest[:_LONGEST].partition("\n")[0]
        if len(lines) == _MOST_LINES or len(line) == _LONGEST:
            return [], raw
        rest = rest[len(line) + 1 :]
        if not line.strip():
            break
        lines.append(line.rstrip())
    return lines, rest


def _values(lines: list[str], first: int, where: str) -> dict[str, str]:
    values: dict[str, str] = {}
    key = ""
    for number, line in enumerate(lines, first):
        place = f"{where}:{number}"
        if line[0] in " \t" and key:
            values[key] = f"{values[key]} {line.strip()}".strip()
            continue
        key = _key(line)
        if key not in KEYS:
            raise UnreadableReport(f"the header line {line[:60]!r} is not known.", where=place, todo=_known())
        if key in values:
            raise UnreadableReport(f"the header has {key!r} twice.", where=place, todo="Keep one of them.")
        values[key] = line.partition(":")[2].strip()
    return values


def _known() -> str:
    names = ", ".join("URL" if key == "url" else key.capitalize() for key in KEYS)
    return f"Known: {names}. Leave a blank line between the header and the text."
