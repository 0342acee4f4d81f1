"""General words: those that are often in the reports and are written in lower case elsewhere, so no names."""

from __future__ import annotations

import gzip
import json
import re
from collections import Counter
from collections.abc import Iterable
from pathlib import Path

LEAST = 8
"""Reports that a word or feature must occur in."""
_WORD = re.compile(r"[A-Za-z][A-Za-z'-]*")
ALSO = frozenset(
    "ambushes annihilate antiaircraft archbishop assassins auxiliary bands calibers cartridge cartridges clergymen "
    "clergyman coca col gen comrade communiques conciliation counterinsurgency defenseless defused demobilize "
    "demobilized departmental directorate dislodged dynamite fascists garrisons jesuit jesuits kingpins lieutenants "
    "mafia mafias magistrates missionaries monsignor mr mrs dr msgr newsman newsmen noncommissioned oligarchy "
    "overflying peasant peasants pylons rector rightist strafed subversives genocidal machinegun machinegunned "
    "machineguns carabineros antisubversive antidrug antiterrorist barons barrios indistinct newscast perpetrating "
    "propagandistic redoubts rejoin ultra hooded dynamited storekeeper extraditables".split()
)
"""Words that the mixed-case texts lack, though they are no names."""


def general(data: Path, reports: Iterable[Iterable[str]]) -> list[str]:
    """The words of ``reports`` (each a list of lower-case words) that are general, in order."""
    lower: Counter[str] = Counter()
    for path in (data / "polnear/train.jsonl.gz", data / "plover/synthetic.jsonl.gz"):
        with gzip.open(path, "rt", encoding="utf-8") as file:
            for line in file:
                words = _WORD.findall(json.loads(line)["text"])
                lower.update({w for w in words if w.islower()})
    often: Counter[str] = Counter()
    for words in reports:
        often.update({w for w in words if w.isalpha()})
    return sorted(w for w, n in often.items() if n >= LEAST and (lower[w] >= 2 or w in ALSO))
