"""A coder that reads "X said ..." and little else, in place of the rules: quick, and nothing to load.

``CLI_CODER_SECONDS`` makes each report slow; ``CLI_CODER_MARK`` names a file to make when the first is begun;
``CLI_CODER_DISK`` is the size that no file may pass, as if the disk were full.
"""

from __future__ import annotations

import os
import re
import resource
import sys
import time
from pathlib import Path
from types import ModuleType

from truceline.model import (
    Act,
    Basis,
    Claim,
    Coder,
    Comparator,
    Figure,
    PartyKind,
    Report,
    Span,
    Spans,
    Stance,
    Voice,
    When,
)

_SENTENCE = re.compile(r"(?P<source>[A-Z][\w ]*?) (?P<cue>said|denied|offered) that (?P<content>[^.\n]+)")
_STANCES = {"said": Stance.ASSERTS, "denied": Stance.DENIES, "offered": Stance.OFFERS}
_FIGURE = re.compile(r"(over )?(\d+) (\w+)")
_ACTS = (("freed", "RETREAT", "release"), ("shelled", "ASSAULT", None))


class RuleCoder:
    name = "stub"
    version = "1"
    languages = frozenset({"en"})

    def code(self, report: Report) -> tuple[Claim, ...]:
        if mark := os.environ.get("CLI_CODER_MARK"):
            Path(mark).touch()
        time.sleep(float(os.environ.get("CLI_CODER_SECONDS", "0")))
        return tuple(self._claim(report, match) for match in _SENTENCE.finditer(report.text))

    def _claim(self, report: Report, match: re.Match[str]) -> Claim:
        words = match["content"]
        type, mode = next(((t, m) for word, t, m in _ACTS if word in words), ("STATE", None))
        source, cue, content = (Span.of(report.text, *match.span(name)) for name in ("source", "cue", "content"))
        return Claim.of(
            report=report.id,
            voices=(Voice(match["source"], PartyKind.BODY, words=match["source"]),),
            stance=_STANCES[match["cue"]],
            act=Act(type, mode, actors=_actors(words), figures=_figures(words), when=_when(report)),
            quote=content.quote,
            spans=Spans((source,), (cue,), (content,)),
            score=0.9,
            coder=Coder(self.name, self.version),
        )


def _actors(words: str) -> tuple[str, ...]:
    return tuple(name for name in re.findall(r"[A-Z]\w+", words))


def _figures(words: str) -> tuple[Figure, ...]:
    return tuple(
        Figure(float(n), None if over else float(n), Comparator.OVER if over else Comparator.EXACTLY, unit, m)
        for over, n, unit, m in ((m[1], m[2], m[3], m[0]) for m in _FIGURE.finditer(words))
    )


def _when(report: Report) -> When | None:
    day = report.published.date if report.published else None
    return When.day(day, zone=report.zone, basis=Basis.PUBLICATION) if day and "undated" not in report.text else None


def module() -> ModuleType:
    """What stands for ``truceline.reading.coders``."""
    made = ModuleType("truceline.reading.coders")
    made.default = lambda device="cpu": RuleCoder()  # type: ignore[attr-defined]
    return made


def fill_disk(size: int) -> None:
    from truceline.reports import language

    language.detect("What tells languages is unpacked on the disk when it is first used.")
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, size))


if __name__ == "__main__":
    from truceline.cli import main

    if "CLI_CODER_DISK" in os.environ:
        fill_disk(int(os.environ["CLI_CODER_DISK"]))
    sys.modules["truceline.reading.coders"] = module()
    main()
