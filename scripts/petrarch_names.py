"""Writes src/truceline/data/parties/petrarch.tsv.gz from PETRARCH2's dictionaries of actors and agents.

usage: python scripts/petrarch_names.py FOLDER

FOLDER holds the dictionaries of openeventdata/petrarch2 (MIT), plain or as .gz: Phoenix.Countries.actors.txt,
Phoenix.International.actors.txt, Phoenix.MilNonState.actors.txt and Phoenix.agents.txt. Only facts are drawn from them:
names, codes and the days from which and until which a code holds. Companies, and codes of no known state or body, are
left out. A line of what is written is

    # ...                                                           source and licence
    name <tab> code [from until] <tab> code [from until] ...        an actor; days as YYYYMMDD or empty
    ~noun <tab> sector                                              an agent (police: COP)
"""

from __future__ import annotations

import argparse
import gzip
import re
from collections.abc import Iterator
from pathlib import Path

from truceline.model import PartyKind
from truceline.reading.parties import Registry
from truceline.reading.parties.spelling import folded

OUT = Path(__file__).parents[1] / "src" / "truceline" / "data" / "parties" / "petrarch.tsv.gz"
ACTORS = ("Phoenix.Countries.actors.txt", "Phoenix.International.actors.txt", "Phoenix.MilNonState.actors.txt")
AGENTS = "Phoenix.agents.txt"
BODIES = frozenset({"IGO", "NGO", "NGM", "IMG"})
HEAD = (
    "# Names, codes and days from the dictionaries of PETRARCH2 (openeventdata/petrarch2), MIT License,",
    "# Copyright (c) 2014 Open Event Data Alliance; see NOTICE. Written by scripts/petrarch_names.py.",
)
SLIPS = {"TMP": "TLS", "KSV": "XKX", "USR": "SUN", "KNT": "KNA", "FRY": "YUG", "SRP": "SRB"}
"""Codes that the dictionaries write otherwise than ISO 3166 or the other entries do."""
_CODE = re.compile(r"\[([^\]]*)\]")
_Dated = tuple[str, str, str]


def lines(path: Path) -> Iterator[str]:
    """The lines of a dictionary without comments; raises FileNotFoundError."""
    packed = path.with_name(path.name + ".gz")
    raw = gzip.decompress(packed.read_bytes()) if packed.exists() else path.read_bytes()
    for line in raw.decode("utf-8", "replace").splitlines():
        bare = line.split("#")[0].rstrip()
        if bare:
            yield bare


def dated(words: str) -> _Dated | None:
    """ "AFGGOV >011222" as code, first and last day."""
    parts = words.split()
    if not parts:
        return None
    code = SLIPS.get(parts[0][:3], parts[0][:3]) + parts[0][3:]
    when = "".join(parts[1:])
    if when.startswith(("<", ">")):
        day = full(when[1:])
        return (code, day, "") if when[0] == ">" else (code, "", day)
    first, _, last = when.partition("-")
    return code, full(first), full(last)


def full(day: str) -> str:
    """A day with its century: the dictionaries write 011222 for 22 December 2001."""
    if len(day) == 6 and day.isdigit():
        return ("20" if day[:2] < "20" else "19") + day
    return day if len(day) == 8 and day.isdigit() else ""


def blocks(rows: Iterator[str]) -> Iterator[tuple[list[str], list[_Dated]]]:
    """The names of one actor, and its codes."""
    names: list[str] = []
    codes: list[_Dated] = []
    for row in rows:
        name = _CODE.sub("", row).strip().lstrip("+")
        opens = not row.startswith(("+", " ", "\t"))
        if opens and names:
            yield names, codes
            names, codes = [], []
        if name:
            names.append(" ".join(name.replace("_", " ").split()))
        codes += [d for found in _CODE.findall(row) if (d := dated(found)) is not None]
    if names:
        yield names, codes


def actors(folder: Path, known: frozenset[str]) -> dict[str, dict[_Dated, None]]:
    found: dict[str, dict[_Dated, None]] = {}
    for file in ACTORS:
        for names, codes in blocks(lines(folder / file)):
            kept = [c for c in codes if c[0][:3] in known]
            for name in names:
                key = folded(re.sub(r"\([^)]*\)?", " ", name))
                if kept and len(key) > 2:
                    found.setdefault(key, {}).update(dict.fromkeys(kept))
    return found


def agents(folder: Path) -> dict[str, str]:
    found: dict[str, str] = {}
    for names, codes in blocks(r for r in lines(folder / AGENTS) if not r.startswith("!")):
        sectors = [c[0][1:] for c in codes if c[0].startswith("~") and len(c[0]) > 3]
        for name in names:
            plain = re.sub(r"[{}]", " ", name)
            if sectors and "!" not in plain:
                found.setdefault(folded(plain), sectors[0])
    return found


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    folder = parser.parse_args().folder
    registry = Registry.load()
    areas = {PartyKind.STATE, PartyKind.TERRITORY}
    codes = {p.code for p in registry.parties.values() if p.kind in areas and p.code}
    rows = list(HEAD)
    for name, found in sorted(actors(folder, BODIES | codes).items()):
        only = {c[0][:3] for c in found}
        kept = [(code, "", "") for code in only] if len(only) == 1 else list(found)
        rows.append("\t".join([name, *dict.fromkeys(" ".join(c).rstrip() for c in kept)]))
    rows += [f"~{noun}\t{sector}" for noun, sector in sorted(agents(folder).items())]
    OUT.write_bytes(gzip.compress("\n".join(rows).encode(), 9, mtime=0))


if __name__ == "__main__":
    main()
