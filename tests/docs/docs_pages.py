"""The pages of the documentation, and their tables and blocks, for the tests in this folder."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path

ROOT = Path(__file__).parents[2]
DOCS = ROOT / "docs"
PAGES = (ROOT / "README.md", ROOT / "CHANGELOG.md", *sorted(DOCS.glob("*.md")))

_HEADING = re.compile(r"^(#{1,4}) (.+)$")
FENCE = re.compile(r"^```(.*?)$\n(.*?)^```$", re.MULTILINE | re.DOTALL)


@cache
def page(name: str) -> str:
    """The text of a page of docs, or of the file at the root where the name has no folder there."""
    path = DOCS / name
    return (path if path.exists() else ROOT / name).read_text(encoding="utf-8")


def blocks(text: str, info: str) -> list[str]:
    """The fenced blocks whose first line says ``info``, in order."""
    return [body for said, body in FENCE.findall(text) if said.strip() == info]


def without_blocks(text: str) -> str:
    return FENCE.sub("", text)


def headings(text: str) -> list[str]:
    return [m[2].strip() for line in without_blocks(text).splitlines() if (m := _HEADING.match(line))]


def section(text: str, title: str) -> str:
    """What stands under the heading ``title``, up to the next heading of any level."""
    lines, inside, found = without_blocks(text).splitlines(), False, []
    for line in lines:
        heading = _HEADING.match(line)
        if heading and inside:
            break
        if inside:
            found.append(line)
        inside = inside or bool(heading and heading[2].strip() == title)
    if not inside:
        raise AssertionError(f"no heading {title!r}")
    return "\n".join(found)


def tables(text: str) -> list[list[list[str]]]:
    """The tables of a text: each a list of rows of cells, without the line under the head."""
    found: list[list[list[str]]] = []
    before = ""
    for line in text.splitlines():
        if line.startswith("|"):
            if not before.startswith("|"):
                found.append([])
            cells = [c.strip() for c in line.strip().strip("|").split("|")]
            if not all(set(c) <= set("-: ") for c in cells):
                found[-1].append(cells)
        before = line
    return found


def table(text: str, title: str) -> list[list[str]]:
    """The rows of the first table under a heading, without its head."""
    found = tables(section(text, title))
    if not found:
        raise AssertionError(f"no table under {title!r}")
    return found[0][1:]


def code(cell: str) -> str:
    """A cell's words without the marks of code."""
    return cell.strip().strip("`")
