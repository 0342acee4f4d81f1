"""Writes docs/lint.md from the rules of the lint and the precedents that ship.

usage: python scripts/lint_reference.py
"""

from __future__ import annotations

import inspect
from collections.abc import Iterator
from pathlib import Path

from truceline.agreements.lint import RULES
from truceline.agreements.precedents import Position, Precedent, behind, precedents

PAGE = Path(__file__).parents[1] / "docs" / "lint.md"
HEAD = """# What will be argued about

Written by `python scripts/lint_reference.py` from the program itself.

Parties seldom argue about what an agreement says. They argue about what it leaves open: who counts, by when, where,
what follows. `truceline agreement lint DRAFT` reads a draft before anyone signs and warns of what is open in it. Each
warning says

- where: file and line, and the path to the term;
- what is left open, in a sentence;
- what to write, for this draft, in plain words and as lines of the file;
- where it was argued about before: the agreement, what was asked, who said what, by which source, and a wording that
  would have settled it.

A warning is no fault. A draft may leave something open on purpose, because nobody would sign it otherwise; then both
sides know it. With `--strict` the command leaves with exit code 1 where there are warnings, so that a draft can be
held to having none; with `--json` each warning is one object.

The rules look at how a draft is built and at nothing else: no party, country or person has a rule of its own, and a
draft with its parties exchanged has the same warnings with them exchanged. What a rule proposes is an example: it
closes the gap in one way, and the parties may close it in another.

## The precedents

They come from {cases} agreements, and live as data in `src/truceline/data/precedents`, one file an agreement. What is
in them is told by speaker; nothing in them says who was right. **Unconfirmed** stands where something is told from
memory and no source was found again. The sources are named as the sites or agencies that carried them. Whoever knows
a dispute that is missing can add it there, under the rule that it stands behind.

"""


def reference() -> str:
    """The whole page."""
    cases = {p.case for p in precedents()}
    head = HEAD.replace("{cases}", {9: "nine"}.get(len(cases), str(len(cases))))
    return head + "\n".join(_rules())


def _rules() -> Iterator[str]:
    yield "## The rules\n"
    yield "| rule | warns of |"
    yield "|---|---|"
    yield from (f"| [{name}](#{_anchor(name)}) | {_says(name)} |" for name in RULES)
    yield ""
    for name in RULES:
        yield f"### {name}\n"
        yield f"{_says(name)}\n"
        for precedent in behind(name):
            yield from _precedent(precedent)


def _says(name: str) -> str:
    return " ".join((inspect.getdoc(RULES[name]) or "").split())


def _anchor(name: str) -> str:
    return name.replace("'", "").replace(" ", "-")


def _precedent(precedent: Precedent) -> Iterator[str]:
    yield f"**{precedent.case}.** {precedent.what}\n"
    yield from (f"- {_position(p)}" for p in precedent.positions)
    yield f"\nWould have settled it: “{precedent.words}”\n"
    yield f"```yaml\n{precedent.yaml}\n```\n"


def _position(position: Position) -> str:
    source = ", ".join(position.source)
    basis = f"*{source}*" if position.confirmed else f"**unconfirmed**{f', *{source}*' if source else ''}"
    return f"{position.speaker}: {position.said} ({basis})"


if __name__ == "__main__":
    PAGE.write_text(reference(), encoding="utf-8")
