"""Writes docs/codebook.md from the codebook that ships with the package.

usage: python scripts/codebook_reference.py
"""

from __future__ import annotations

import tomllib
from collections import defaultdict
from collections.abc import Iterator
from importlib.resources import files
from pathlib import Path

from truceline.model import ActType, Category, codebook

PAGE = Path(__file__).parents[1] / "docs" / "codebook.md"
HEAD = """# The codebook

Written by `python scripts/codebook_reference.py` from the data files in `src/truceline/data/codebook/`; change
those, and run it again. Version {version}.

The act types, their modes and their scores are those of PLOVER, draft 2.0, of the Open Event Data Alliance, with the
CAMEO root codes they come from. PLOVER is licensed under Creative Commons Attribution-ShareAlike 4.0, and so is this
page. The definitions and examples are Truceline's own words; the people and places in them are invented. `STATE` is
Truceline's own: what is the case, with no act told.

How a claim is coded with these codes is said in [coding](coding.md).
"""


def reference() -> str:
    """The whole page."""
    book = codebook()
    parts = [HEAD.format(version=book.version), "## Act types\n", *map(_act, book.acts.values())]
    parts += ["## Categories\n", CATEGORIES, _categories(book.categories), "\n## Amounts without a number\n", AMOUNTS]
    parts += ["\n".join(_amounts()), "\n## Qualities\n", QUALITIES, "\n".join(_qualities())]
    return "\n".join([*parts, "\n## Kinds\n", KINDS, "\n".join(_kinds()), ""])


CATEGORIES = """\
The kinds of people, goods and acts that are counted, by what they are counted among. No party has a category:
whose prisoners or soldiers they are is said by the actors and recipients of the claim.
"""
QUALITIES = """\
What a claim may say of a deed beside who, what and how many, with some of the words by which it is told. `DEAL` is
"the agreement", "this truce" and the like. `in all` marks a running total.
"""
KINDS = """\
What kind of people a figure counts, by the words beside it. A nationality is a kind too: the adjective as written.
"""
_SHOWN = 6
AMOUNTS = """\
The words stay beside the range, and the comparator stays `vague`. The range is a convention, for arithmetic
only. Where no range can be defended, none is given.
"""


def _act(act: ActType) -> str:
    lines = [f"### {act.code}", "", act.definition, ""]
    lines += [f"- {act.quad}; score {act.score:g}; {_cameo(act)}"] if act.cameo else [f"- {act.quad}"]
    lines += [f"- modes: {', '.join(f'`{m}`' for m in act.modes) or 'none'}"]
    return "\n".join([*lines, f"- is: {act.positive}", f"- is not: {act.negative}", ""])


def _cameo(act: ActType) -> str:
    return f"CAMEO {', '.join(act.cameo)}"


def _categories(categories: dict[str, Category]) -> str:
    groups: dict[str, list[str]] = defaultdict(list)
    for category in categories.values():
        groups[category.population].append(_named(category))
    rows = [f"| {population} | {', '.join(names)} |" for population, names in groups.items()]
    return "\n".join(["| counted among | categories |", "|---|---|", *rows])


def _named(category: Category) -> str:
    return f"`{category.name}`" + (f" ({' and '.join(category.members)})" if category.members else "")


def _amounts() -> Iterator[str]:
    text = (files("truceline") / "data" / "codebook" / "amounts.toml").read_text(encoding="utf-8")
    yield "| words | low | high | why |"
    yield "|---|---|---|---|"
    for amount in tomllib.loads(text)["amount"].values():
        low, high = (f"{amount[k]:,}" if k in amount else "open" for k in ("low", "high"))
        yield f"| {', '.join(amount['words'])} | {low} | {high} | {amount['source']} |"


def _qualities() -> Iterator[str]:
    data = files("truceline") / "data"
    meanings = tomllib.loads((data / "qualities.toml").read_text(encoding="utf-8"))["quality"]
    cues: dict[str, list[str]] = defaultdict(list)
    for cue in tomllib.loads((data / "codebook" / "qualities.toml").read_text(encoding="utf-8"))["cue"]:
        cues[cue["quality"]] += cue["phrases"]
    yield "| quality | means | told by |"
    yield "|---|---|---|"
    for name, meaning in meanings.items():
        yield f"| `{name}` | {meaning} | {', '.join(cues[name][:_SHOWN])} |"


def _kinds() -> Iterator[str]:
    text = (files("truceline") / "data" / "codebook" / "kinds.toml").read_text(encoding="utf-8")
    data = tomllib.loads(text)
    words: dict[str, list[str]] = defaultdict(list)
    for listed in (data["nouns"], data["adjectives"]):
        for word, kinds in listed.items():
            for kind in kinds:
                words[kind] += [word] if word not in words[kind] else []
    yield "| kind | words |"
    yield "|---|---|"
    yield from (f"| `{kind}` | {', '.join(listed)} |" for kind, listed in words.items())


if __name__ == "__main__":
    PAGE.write_text(reference(), encoding="utf-8")
