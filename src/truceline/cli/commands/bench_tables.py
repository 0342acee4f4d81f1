"""The tables of bench: scores, groups, speed, calibration, the run before; and the same as values."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict
from typing import TYPE_CHECKING, Any

from truceline import words
from truceline.cli.screen import Cell, Column, Marked
from truceline.cli.session import Session

if TYPE_CHECKING:
    from truceline.benchmarks.board import Board
    from truceline.benchmarks.calibration import Bin
    from truceline.benchmarks.scoring.interval import Difference, Interval
    from truceline.benchmarks.single import Outcome

NO_WEIGHTS = "the weights of the trained model are not installed; what is measured is the rules."
_GROUPS = {"type": "kind of quotation", "length": "length of the content", "source": "source", "cue": "cue"}
_SCORES = (
    Column("benchmark", whole=True),
    Column("measure", 3),
    Column("read by", whole=True),
    Column("P", whole=True, right=True),
    Column("R", whole=True, right=True),
    Column("value", whole=True, right=True),
    Column("95 of 100", whole=True, right=True),
)


# --- one benchmark --------------------------------------------------------------------------------
def show_outcome(session: Session, outcome: Outcome) -> None:
    """The measures of one benchmark, the groups where it has them, and what it took."""
    session.screen.table(_SCORES, _score_rows([outcome]))
    _show_groups(session, outcome)
    measured = outcome.measured
    session.screen.blank()
    session.screen.fields(
        [
            ("read", f"{words.counted(len(outcome.items), 'text')}, {words.counted(measured.words, 'word')}"),
            ("by", measured.version),
            ("speed", f"{measured.speed:,.0f} words/s on one core, after {measured.loading:.1f} s of loading"),
            ("memory", f"{measured.memory:,.0f} MB at most"),
        ]
    )


def outcome_data(outcome: Outcome) -> dict[str, Any]:
    """The same, with every figure in the form of the published scorers."""
    measured = outcome.measured
    return {
        "benchmark": outcome.task.name.value,
        "read_by": measured.who.value,
        "version": measured.version,
        "model": measured.model,
        "items": len(outcome.items),
        "words": measured.words,
        "words_per_second": round(measured.speed),
        "loading_seconds": round(measured.loading, 2),
        "memory_mb": round(measured.memory),
        "measures": {name: _interval_data(i) | rates for name, (i, rates) in outcome.shown().items()},
        "figures": outcome.figures,
    }


def _score_rows(outcomes: Iterable[Outcome]) -> Iterator[list[Cell]]:
    for outcome in outcomes:
        name, who = outcome.task.name.value, outcome.measured.who.value
        for measure, (value, rates) in outcome.shown().items():
            parts = [_percent(rates[k]) if k in rates else "" for k in ("P", "R")]
            yield [name, measure, who, *parts, Marked(_percent(value.value), "bold"), _bounds(value)]


def _show_groups(session: Session, outcome: Outcome) -> None:
    """Recall by what makes an attribution easy or hard."""
    figures = outcome.figures
    rows = [
        [title, name, str(got["gold"]), *(_percent(got[k]) for k in ("content", "attribution", "strict"))]
        for by, title in _GROUPS.items()
        for name, got in figures.get(f"recall_by_{by}", {}).items()
    ]
    if not rows:
        return
    session.screen.line()
    session.screen.line(Marked("Recall by group", "bold"))
    shares = (Column(name, whole=True, right=True) for name in ("marked", "content", "attribution", "strict"))
    session.screen.table((Column("by", 2), Column("group", 2), *shares), rows)


# --- all of them ----------------------------------------------------------------------------------
def show_board(session: Session, board: Board) -> None:
    """The whole table, part by part."""
    parts = (
        ("Scores, in percent, with the bounds that hold 95 of 100 draws of other texts", _show_scores),
        ("What it took, on one core", _show_costs),
        ("Reports coded by hand, in percent of the hand-coded claims", _show_hand),
        ("Speed of reading, the median of the rounds", _show_speed),
        ("Scores of what is read, and how much of it is right", _show_calibration),
        ("Beside the run before, on the same texts", _show_differences),
    )
    for title, show in parts:
        session.screen.line()
        session.screen.line(Marked(title, "bold"))
        show(session, board)


def _show_scores(session: Session, board: Board) -> None:
    session.screen.table(_SCORES, _score_rows(board.outcomes))
    tenth = [s.name.value for s in board.sources if s.tenth]
    if tenth:
        session.screen.line(
            f"{words.joined(tenth, ', ')}: no split is at hand, so the tenth that training leaves out was read."
        )
    for outcome in board.own():
        _show_groups(session, outcome)


def _show_costs(session: Session, board: Board) -> None:
    right = {"whole": True, "right": True}
    columns = (
        Column("benchmark", whole=True),
        Column("read by", whole=True),
        Column("version", 2),
        Column("words", **right),
        Column("words/s", **right),
        Column("loading, s", **right),
        Column("memory, MB", **right),
    )
    rows = (
        [
            o.task.name.value,
            o.measured.who.value,
            o.measured.version,
            f"{o.measured.words:,}",
            f"{o.measured.speed:,.0f}",
            f"{o.measured.loading:.1f}",
            f"{o.measured.memory:,.0f}",
        ]
        for o in board.outcomes
    )
    session.screen.table(columns, rows)


def _show_hand(session: Session, board: Board) -> None:
    from truceline.benchmarks.board import hand_extra, hand_share
    from truceline.benchmarks.hand import MEASURES

    if not board.hand:
        session.screen.line("They come with the repository, and are not here.")
        return
    columns = [Column("reports", whole=True), Column("read by", whole=True)]
    columns += [Column(name, whole=True, right=True) for name in (*MEASURES, "extra", "claims")]
    rows = []
    for (group, who), reports in board.hand.items():
        claims = sum(len(r.pairs) for r in reports)
        found = round(claims * hand_share(reports, "found").value)
        for use, of, number in ((group, "asked", claims), (f"{group}: of those found", "found", found)):
            shares = [_percent(hand_share(reports, m, of).value) for m in MEASURES]
            rows.append([use, who.value, *shares, str(hand_extra(reports)), str(number)])
    session.screen.table(columns, rows)


def _show_speed(session: Session, board: Board) -> None:
    speed = board.speed
    if speed is None:
        return
    from truceline.benchmarks.speed import BARE

    right = {"whole": True, "right": True}
    columns = (Column("what", 2), Column("words/s", **right), Column("share of the bare models' speed", **right))
    ordered = [BARE, *(row for row in speed.seconds if row != BARE)]
    rows = ([row, f"{speed.words_per_second(row):,.0f}", f"{speed.share(row):.2f}"] for row in ordered)
    session.screen.table(columns, rows)
    session.screen.line(f"{words.counted(speed.texts, 'text')}, {words.counted(speed.words, 'word')}.")


def _show_calibration(session: Session, board: Board) -> None:
    from truceline.benchmarks.calibration import off

    right = {"whole": True, "right": True}
    columns = (
        Column("of", 2),
        Column("score", whole=True),
        Column("number", **right),
        Column("mean score", **right),
        Column("right", **right),
    )
    rows: list[list[Cell]] = []
    for what, bins in _calibrated(board).items():
        for b in bins:
            rows.append([what, f"{b.low:.1f} to {b.high:.1f}", str(b.number), f"{b.score:.2f}", f"{b.right:.2f}"])
    session.screen.table(columns, rows)
    for what, bins in _calibrated(board).items():
        session.screen.line(f"{what}: scores are off by {off(bins):.2f} on average.")


def _show_differences(session: Session, board: Board) -> None:
    if board.before is None:
        session.screen.line("No run was kept before this one.")
        return
    columns = (
        Column("benchmark", whole=True),
        Column("measure", 2),
        Column("more", whole=True, right=True),
        Column("95 of 100", whole=True, right=True),
        Column("in words", 2),
    )
    rows = [
        [name.value, measure, f"{100 * d.value:+.1f}", f"{100 * d.low:+.1f} to {100 * d.high:+.1f}", _told(d)]
        for name, found in board.differences.items()
        for measure, d in found.items()
    ]
    session.screen.table(columns, rows)
    session.screen.line(f"The run before was made at {board.before.made} by {board.before.version}.")


def board_data(board: Board) -> Iterator[dict[str, Any]]:
    """The whole table as values: each row says which part it is of."""
    from truceline.benchmarks.board import hand_extra, hand_share
    from truceline.benchmarks.hand import MEASURES

    for outcome in board.outcomes:
        yield {"part": "scores", **outcome_data(outcome)}
    for (group, who), reports in board.hand.items():
        shares = {m: _interval_data(hand_share(reports, m)) for m in MEASURES}
        claims = sum(len(r.pairs) for r in reports)
        about = {"reports": group, "read_by": who.value, "claims": claims, "extra": hand_extra(reports)}
        of_found = {m: _interval_data(hand_share(reports, m, "found")) for m in MEASURES}
        yield {"part": "hand", **about, "measures": shares, "of_found": of_found}
    if (speed := board.speed) is not None:
        for row in speed.seconds:
            rate = {"words_per_second": round(speed.words_per_second(row)), "share": round(speed.share(row), 3)}
            yield {"part": "speed", "what": row, **rate, "words": speed.words, "memory_mb": round(speed.memory)}
    for what, bins in _calibrated(board).items():
        for one in bins:
            yield {"part": "calibration", "of": what, **asdict(one)}
    for name, found in board.differences.items():
        for measure, d in found.items():
            yield {"part": "difference", "benchmark": name.value, "measure": measure, **asdict(d)}


def _calibrated(board: Board) -> Mapping[str, Sequence[Bin]]:
    claims = {
        f"claims, {group} reports": board.claim_bins(group) for group in ("open", "held out", "kept aside", "fresh")
    }
    return {"attributions": board.attribution_bins(), **claims}


# --- errors ---------------------------------------------------------------------------------------
def errors(outcomes: Sequence[Outcome]) -> str:
    """The worst texts of each benchmark as Markdown."""
    from truceline.benchmarks.worst import page, worst

    head = "# The worst texts, with what was missed\n\nIt quotes the texts of the benchmarks: it is for you alone.\n\n"
    return head + "\n".join(page(o, worst(o)) for o in outcomes)


# --- words ----------------------------------------------------------------------------------------
def _percent(value: float) -> str:
    return f"{100 * value:.1f}"


def _bounds(value: Interval) -> str:
    return f"{100 * value.low:.1f} to {100 * value.high:.1f}"


def _told(d: Difference) -> str:
    if not d.clear:
        return "no clear difference"
    return "better" if d.value > 0 else "worse"


def _interval_data(value: Interval) -> dict[str, float]:
    return {"value": value.value, "low": value.low, "high": value.high}
