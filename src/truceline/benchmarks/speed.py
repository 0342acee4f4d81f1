"""Speed: words a second of reading with everything on, beside the bare models on the same texts.

The bare models are the parser and, where the weights are there, the encoder and the layers of the second reading, run
on the texts and nothing made of what they give. All rows are measured in turn, round after round, in one process on
one core; what is given is the median of the rounds, in seconds of that core's time. Where other programs
use the machine, shares hold better than words a second.
"""

from __future__ import annotations

import statistics
import tempfile
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from truceline.benchmarks import peers
from truceline.benchmarks.coders import Who, ready
from truceline.benchmarks.measured import apart, clock, memory, one_core
from truceline.model import Report

if TYPE_CHECKING:
    from truceline.reading.coder import Coder
    from truceline.reading.model import Opinion, Seen

ROUNDS = 5
PARSER, ENCODER, SECOND, BARE = "parser alone", "encoder alone", "second reading alone", "bare models"
CLAIMS, RECORD = "text to claims", "files to record"
_LEAST_WORDS = 5000


@dataclass(frozen=True, slots=True)
class Speed:
    """``seconds`` by row, one for each round; ``memory`` is the peak of the process in MB."""

    words: int
    texts: int
    seconds: Mapping[str, tuple[float, ...]]
    memory: float

    def words_per_second(self, row: str) -> float:
        """The median over the rounds."""
        return self.words / statistics.median(self.seconds[row])

    def share(self, row: str) -> float:
        """How fast a row is, as a share of the bare models' speed: the median of the rounds' shares."""
        rounds = zip(self.seconds[BARE], self.seconds[row], strict=True)
        return statistics.median(bare / own for bare, own in rounds)


def measure(texts: Sequence[str], rounds: int = ROUNDS, device: str = "cpu") -> Speed:
    """Measure all rows in a process of its own."""
    return apart(timed, tuple(texts), rounds, device)


def timed(texts: Sequence[str], rounds: int, device: str) -> Speed:
    """Measure all rows in this process, on one of its cores."""
    one_core()
    with tempfile.TemporaryDirectory() as folder:
        works = _works(texts, Path(folder), device)
        for work in works.values():
            work()
        seconds: dict[str, list[float]] = {row: [] for row in works}
        for _ in range(rounds):
            for row, work in works.items():
                seconds[row].append(_seconds(work, clock(device)))
        most = memory()
    bare = (seconds[row] for row in (PARSER, ENCODER, SECOND) if row in seconds)
    seconds[BARE] = [sum(parts) for parts in zip(*bare, strict=True)]
    words = sum(len(t.split()) for t in texts)
    return Speed(words, len(texts), {row: tuple(s) for row, s in seconds.items()}, most)


def enough(texts: Sequence[str], words: int = _LEAST_WORDS) -> list[str]:
    """The first texts that together have enough words to be timed."""
    kept: list[str] = []
    for text in texts:
        if sum(len(t.split()) for t in kept) >= words:
            break
        kept.append(text)
    return kept


def _works(texts: Sequence[str], folder: Path, device: str) -> dict[str, Callable[[], object]]:
    from truceline.reading.coders import default
    from truceline.reading.language_model import english

    nlp, coder, reader = english(), default(device), ready(Who.TRUCELINE, device).reader
    reports = [Report.of(text, language="en") for text in texts]
    for number, text in enumerate(texts):
        (folder / f"{number:04}.txt").write_text(text, encoding="utf-8")
    works: dict[str, Callable[[], object]] = {PARSER: lambda: [nlp(t) for t in texts]}
    if reader is not None:
        works[ENCODER] = lambda: [reader.read([t]) for t in texts]
        read = reader.read(texts)
        works[SECOND] = lambda: [reader.judge(seen, _all_of(seen)) for seen in read]
    works[CLAIMS] = lambda: [coder.code(r) for r in reports]
    works[RECORD] = lambda: _into_a_record(folder, coder)
    if peers.installed():
        works[Who.TEXTACY.value] = lambda: peers.quotations(texts)
    return works


def _all_of(seen: Seen) -> list[Opinion]:
    """As though each window were one claim."""
    from truceline.reading.model import Opinion

    return [Opinion(*seen.span(first, end), "STATE", "happened", False) for first, end in seen.windows]


def _into_a_record(folder: Path, coder: Coder) -> None:
    from truceline.case import Case

    with tempfile.TemporaryDirectory() as other:
        path = Path(other) / "case.db"
        Case.create(path).close()
        with Case.open(path, coder=coder) as case:
            case.read([folder])


def _seconds(work: Callable[[], object], now: Callable[[], float]) -> float:
    start = now()
    work()
    return now() - start
