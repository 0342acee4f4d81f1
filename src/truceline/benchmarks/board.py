"""The whole table: every benchmark that there is data for, this program and its peers, on one machine in one run."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path

from truceline.benchmarks import calibration, hand, peers, saved, single, speed
from truceline.benchmarks.calibration import Bin
from truceline.benchmarks.coders import Who
from truceline.benchmarks.hand import Compared
from truceline.benchmarks.names import Name
from truceline.benchmarks.saved import Run
from truceline.benchmarks.scoring.counts import Counts, added, share
from truceline.benchmarks.scoring.interval import Difference, Interval, interval
from truceline.benchmarks.single import Outcome, Source
from truceline.benchmarks.speed import Speed
from truceline.errors import InputError

_FILES = {
    Name.ATTRIBUTION: ("polnear", "{}.jsonl"),
    Name.PLOVER: ("plover", "gsr_{}.json"),
    Name.CAMEO_CLASS: ("cameo", "class_{}.tsv"),
    Name.CAMEO_ROLES: ("cameo", "ner_{}.txt"),
    Name.MUC4_ROLES: ("muc4", "roles_{}.jsonl"),
    Name.MUC4_FIGURES: ("muc4", "figures_{}.json"),
}
"""Benchmark -> its folder in the data folder, and its file there, plain or .gz, for a split."""
_SPLITS = ("test", "dev")
_UNSPLIT = frozenset({Name.CAMEO_CLASS, Name.CAMEO_ROLES})

Step = Callable[[str], None]


@dataclass(frozen=True, slots=True)
class Board:
    """What was measured. ``hand`` are the hand-coded reports by group and by coder."""

    made: str
    sources: Sequence[Source]
    outcomes: Sequence[Outcome]
    hand: Mapping[tuple[str, Who], Sequence[Compared]]
    speed: Speed | None
    differences: Mapping[Name, Mapping[str, Difference]] = field(default_factory=dict)
    before: Run | None = None

    def own(self) -> list[Outcome]:
        """The outcomes of this program, one a benchmark."""
        return [o for o in self.outcomes if o.measured.who is Who.TRUCELINE]

    @property
    def model(self) -> bool:
        """Whether a trained model took part."""
        return any(o.measured.model for o in self.own())

    @property
    def run(self) -> Run:
        """What is kept of it for the next run."""
        units = {o.task.name: {item.id: unit for item, unit in zip(o.items, o.units, strict=True)} for o in self.own()}
        return Run(self.made, next((o.measured.version for o in self.own()), ""), units)

    def attribution_bins(self) -> list[Bin]:
        """Scores of attributions beside the share that is right."""
        found = (o for o in self.own() if o.task.name is Name.ATTRIBUTION)
        return calibration.bins(s for o in found for s in calibration.of_attributions(o.golds, o.measured.predictions))

    def claim_bins(self, group: str) -> list[Bin]:
        """Scores of claims in a group of hand-coded reports beside the share that is right.

        Scores are fitted to the open reports, so the held-out ones say how well they hold.
        """
        return calibration.bins(calibration.of_claims(self.hand.get((group, Who.TRUCELINE), ())))


def sources(folder: Path) -> list[Source]:
    """The benchmarks that a data folder holds: the test split of each, else the dev split. Raises InputError.

    Of the CAMEO sets, where neither is there, the tenth of the training file that is left out in training.
    """
    found = [source for name in _FILES if (source := _source(name, folder)) is not None]
    if not found:
        wanted = ", ".join(f"{place}/{file.format('dev')}" for place, file in _FILES.values())
        what = "there is no data of a benchmark here."
        raise InputError(what, where=str(folder), todo=f"Name a folder with any of {wanted} (or test for dev, or .gz).")
    return found


def measured(
    folder: Path, *, device: str = "cpu", rounds: int = speed.ROUNDS, before: Run | None = None, step: Step = print
) -> Board:
    """Read and score all that there is data for. ``step`` is told what is being measured.

    Raises InputError for data that cannot be used, AlteredModel for weights that are not the tested ones.
    """
    chosen = sources(folder)
    outcomes: list[Outcome] = []
    for source in chosen:
        for who in _coders(source.name):
            if who in (Who.HIDDEN, Who.RULES) and not outcomes[-1].measured.model:
                continue  # without weights the program is its rules
            step(f"{source.name} by {who}")
            outcomes.append(single.score(source, single.read(source, who, device)))
    step("the reports coded by hand")
    coded = hand_coded(device)
    step("speed")
    timed = speed.measure(_timed_texts(outcomes), rounds, device)
    made = datetime.now(UTC).isoformat(timespec="seconds")
    return Board(made, chosen, outcomes, coded, timed, _differences(outcomes, before), before)


def hand_coded(device: str = "cpu") -> dict[tuple[str, Who], list[Compared]]:
    """The hand-coded reports as the program, and as its rules alone read them; empty without the repository."""
    from truceline.reading.coders import default
    from truceline.reading.rules import RuleCoder

    made: dict[tuple[str, Who], list[Compared]] = {}
    for who, coder in ((Who.TRUCELINE, default(device)), (Who.RULES, RuleCoder())):
        for group, reports in hand.groups().items():
            for name, where in reports:
                report = hand.report_of(name, where)
                one = hand.compared(name, hand.gold_of(name, where), coder.code(report), report.text)
                made.setdefault((group, who), []).append(one)
    return made


def hand_share(reports: Sequence[Compared], measure: str, of: str = "asked") -> Interval:
    """A measure of the hand-coded reports, with its interval over reports: of all claims that it applies to, or of
    those of them that are "found"."""

    def made(total: Counts) -> float:
        return share(total.get(f"{measure}:right", 0), total.get(f"{measure}:{of}", 0))

    return interval([r.counts for r in reports], made)


def hand_extra(reports: Sequence[Compared]) -> int:
    """How many claims of the program were paired with none."""
    return int(added(r.counts for r in reports).get("extra", 0))


def save(board: Board, path: Path) -> None:
    """Keep the run for the next one. Raises InputError where it cannot be written."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        part = path.with_name(f".{path.name}.part")
        part.write_text(saved.dumped(board.run), encoding="utf-8")
        part.replace(path)
    except OSError as error:
        what = f"the run cannot be kept: {error.strerror}."
        raise InputError(what, where=str(path), todo="Name another file with --saved.") from error


def _source(name: Name, folder: Path) -> Source | None:
    place, file = _FILES[name]
    found = next((p for split in _SPLITS if (p := _there(folder / place, file.format(split)))), None)
    train = _there(folder / place, file.format("train"))
    if found is not None:
        return Source(name, found, train=train)
    return Source(name, train, tenth=True) if train is not None and name in _UNSPLIT else None


def _there(folder: Path, file: str) -> Path | None:
    return next((p for end in ("", ".gz") if (p := folder / f"{file}{end}").is_file()), None)


def _coders(name: Name) -> list[Who]:
    if name is not Name.ATTRIBUTION:
        return [Who.TRUCELINE, Who.RULES]
    textacy = [Who.TEXTACY] if peers.installed() else []
    return [Who.TRUCELINE, Who.HIDDEN, Who.RULES, *textacy]


def _differences(outcomes: Sequence[Outcome], before: Run | None) -> dict[Name, dict[str, Difference]]:
    own = [o for o in outcomes if o.measured.who is Who.TRUCELINE and before is not None]
    return {o.task.name: before.differences(o.task.name, [i.id for i in o.items], o.units) for o in own if before}


def _timed_texts(outcomes: Sequence[Outcome]) -> list[str]:
    """The texts of the first benchmark of whole reports, else of any."""
    whole = (Name.ATTRIBUTION, Name.MUC4_ROLES, Name.MUC4_FIGURES)
    ordered = sorted(outcomes, key=lambda o: o.task.name not in whole)
    return speed.enough([item.text for item in ordered[0].items])
