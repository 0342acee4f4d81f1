"""Screen: where the commands write. Colours, wrapping and columns on a terminal; plain whole lines elsewhere.

Values for programs are JSON, one object a line. What is only said to the person at the terminal
(hints, progress, errors) goes to the standard error output.
"""

from __future__ import annotations

import os
import re
import sys
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from truceline.cli import plain

if TYPE_CHECKING:
    from rich.console import Console
    from rich.text import Text

_NOTE = re.compile(r"^\[\^(\d+)\]: ", re.MULTILINE)
_MARK = re.compile(r"(?<!\\)\[\^(\d+)\]")


@dataclass(frozen=True, slots=True)
class Column:
    """``ratio`` is its share of the width; a column that is ``whole`` is as wide as its longest cell."""

    name: str
    ratio: int = 1
    whole: bool = False
    right: bool = False


@dataclass(frozen=True, slots=True)
class Marked:
    """Words with a style, which adds nothing that the words do not say."""

    text: str
    style: str


Part = str | Marked
Cell = Part | Sequence[Part]
"""Words, or several stretches of them, each with its own style or none."""


class Screen:
    """``terminal`` tells whether a person is looking."""

    def __init__(self) -> None:
        self.terminal = sys.stdout.isatty() and os.environ.get("TERM") != "dumb"
        self._console: Console | None = None

    @property
    def console(self) -> Console:
        if self._console is None:
            from rich.console import Console

            self._console = Console(markup=False, highlight=False, emoji=False)
        return self._console

    @property
    def width(self) -> int:
        """How many letters a line of the terminal has."""
        return self.console.width

    # --- values ---------------------------------------------------------------------------------
    def data(self, value: Any) -> None:
        """One JSON object on a line of its own."""
        sys.stdout.write(plain.data(value, sys.stdout.encoding) + "\n")

    def line(self, *parts: Part) -> None:
        """One line, with its indent; a terminal breaks it between words."""
        first = parts[0] if parts and isinstance(parts[0], str) else ""
        indent = " " * (len(first) - len(first.lstrip(" ")))
        if self.terminal:
            self._indented(parts, len(indent))
        else:
            sys.stdout.write(f"{indent}{_words(parts)}\n")

    def _indented(self, parts: Sequence[Part], indent: int) -> None:
        if not indent:
            self.console.print(_text(parts))
            return
        from rich.padding import Padding

        first = parts[0].lstrip(" ") if isinstance(parts[0], str) else parts[0]
        self.console.print(Padding(_text([first, *parts[1:]]), (0, 0, 0, indent), expand=False))

    def text(self, text: str) -> None:
        """Text of several lines, as it is but for control characters on a terminal."""
        sys.stdout.write(plain.block(text) if self.terminal else text)

    def markdown(self, text: str) -> None:
        """Markdown, laid out on a terminal, as it is elsewhere."""
        if not self.terminal:
            sys.stdout.write(text)
            return
        from rich.markdown import Markdown

        # Footnotes are no part of plain Markdown: the marks become [3], the notes a numbered list.
        numbered = _NOTE.sub(r"\1. ", plain.block(text))
        self.console.print(Markdown(_MARK.sub(r"\\[\1\\]", numbered), hyperlinks=False))

    def table(self, columns: Sequence[Column], rows: Iterable[Sequence[Cell]], *, heading: bool = True) -> None:
        """Columns on a terminal; elsewhere a line for each row, with tabs between whole cells."""
        if not self.terminal:
            if heading:
                sys.stdout.write("\t".join(c.name for c in columns) + "\n")
            for row in rows:
                sys.stdout.write("\t".join(map(_words, row)) + "\n")
            return
        kept = list(rows)
        if not kept:
            return
        from rich.table import Table

        table = Table(box=None, show_header=heading, pad_edge=False, padding=(0, 2, 0, 0), header_style="dim")
        for c in columns:
            table.add_column(
                c.name,
                no_wrap=c.whole,
                ratio=None if c.whole else c.ratio,
                justify="right" if c.right else "left",
                overflow="fold",
            )
        for row in kept:
            table.add_row(*map(_text, row))
        table.expand = any(not c.whole for c in columns)
        self.console.print(table)

    def fields(self, pairs: Iterable[tuple[str, Cell]]) -> None:
        """Names and values, one pair a line; a terminal indents what it must break."""
        kept = [(name, value) for name, value in pairs if _words(value)]
        width = max((len(name) for name, _ in kept), default=0)
        if not self.terminal:
            for name, value in kept:
                sys.stdout.write(f"{name:<{width}}  {_words(value)}\n")
            return
        from rich.table import Table

        grid = Table.grid(padding=(0, 2, 0, 0))
        grid.add_column(width=width, no_wrap=True)
        grid.add_column(overflow="fold")
        for name, value in kept:
            grid.add_row(_text(Marked(name, "dim")), _text(value))
        self.console.print(grid)

    # --- the person at the terminal ---------------------------------------------------------------
    def blank(self) -> None:
        """An empty line, where a person is looking."""
        if self.terminal:
            self.console.print()

    def say(self, words: str) -> None:
        """A remark that is no value: it goes beside the output, not into it."""
        sys.stdout.flush()
        sys.stderr.write(plain.line(words) + "\n")


def _text(cell: Cell) -> Text:
    from rich.text import Text

    joined = Text()
    for part in _parts(cell):
        if isinstance(part, Marked):
            joined.append(plain.block(part.text), style=part.style)
        else:
            joined.append(plain.block(part))
    return joined


def _words(cell: Cell) -> str:
    return plain.line("".join(part.text if isinstance(part, Marked) else part for part in _parts(cell)))


def _parts(cell: Cell) -> Sequence[Part]:
    return (cell,) if isinstance(cell, str | Marked) else cell
