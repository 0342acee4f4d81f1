"""``truceline bench``: texts read without their answers, predictions in the published shapes, the whole table."""

from __future__ import annotations

import copy
import gzip
import json
import random
import runpy
from collections.abc import Callable
from pathlib import Path
from typing import Any

import invented
import pytest

from truceline.benchmarks import board, calibration, coders, measured, peers, saved, single, worst
from truceline.benchmarks.coders import Who
from truceline.benchmarks.names import Name
from truceline.benchmarks.tasks import TASKS
from truceline.benchmarks.texts import Item
from truceline.cli import run
from truceline.errors import InputError, MissingExtra

NAMES = list(invented.READ)


@pytest.fixture(autouse=True)
def in_this_process(monkeypatch: pytest.MonkeyPatch) -> None:
    """One process is enough where no memory is measured; no core is chosen for what comes after."""
    monkeypatch.setattr(measured, "one_core", lambda: None)
    monkeypatch.setattr(single, "measure", measured.predict)


# --- the answers are not looked at ------------------------------------------------------------------
def blank(row: Any, keys: set[str]) -> Any:
    """A value without what people marked: nothing is left but ids and texts."""
    return {k: v for k, v in row.items() if k in keys}


def shuffled(values: list[Any], chance: random.Random) -> list[Any]:
    return chance.sample(values, len(values))


def with_other_answers(name: str, folder: Path, other: Callable[[list[Any]], list[Any]]) -> Path:
    """A gold file with the same texts whose answers are what ``other`` makes of the true ones."""
    if name == "attribution":
        texts, answers = invented.articles(), other([a["attributions"] for a in invented.articles()])
        lines = [{"id": t["id"], "text": t["text"], "attributions": a} for t, a in zip(texts, answers, strict=True)]
        return _written(folder / "other.jsonl", "".join(json.dumps(line) + "\n" for line in lines))
    if name == "plover":
        kept = [r for r in invented.RECORDS if r["event"] != "DOCUMENT"]
        keys = ("event", "source", "target")
        answers = other([{k: r.get(k) for k in keys} for r in kept])
        rows = [{"id": r["id"], "text": r["text"], **a} for r, a in zip(kept, answers, strict=True)]
        return _written(folder / "other.json", json.dumps(rows))
    if name == "cameo-class":
        labels = other([k for _, k in invented.CLASSES])
        rows = [f"{t}\t{k}\n" for (t, _), k in zip(invented.CLASSES, labels, strict=True)]
        return _written(folder / "other.tsv", "".join(rows))
    if name == "cameo-roles":
        tags = other([[t for _, t in s] for s in invented.TAGGED])
        parts = [
            "".join(f"{w} {t[i] if i < len(t) else 'O'}\n" for i, (w, _) in enumerate(s))
            for s, t in zip(invented.TAGGED, tags, strict=True)
        ]
        return _written(folder / "other.txt", "\n".join(parts))
    if name == "muc4-roles":
        answers = other([d["extracts"] for d in invented.ROLES])
        rows = [{**d, "extracts": a} for d, a in zip(invented.ROLES, answers, strict=True)]
        return _written(folder / "roles_y.jsonl", "".join(json.dumps(r) + "\n" for r in rows))
    answers = other([k["incidents"] for k in invented.KEYS.values()])
    keys = {id: {"incidents": a} for id, a in zip(invented.KEYS, answers, strict=True)}
    _written(folder / "roles_z.jsonl", "".join(json.dumps(d) + "\n" for d in invented.ROLES))
    return _written(folder / "figures_z.json", json.dumps(keys))


def _written(path: Path, text: str) -> Path:
    path.write_text(text, encoding="utf-8")
    return path


OTHERS: dict[str, Callable[[list[Any]], list[Any]]] = {
    "turned": lambda answers: answers[::-1],
    "blank": lambda answers: [type(a)() for a in answers],
}


@pytest.mark.parametrize("other", OTHERS)
@pytest.mark.parametrize("name", NAMES)
def test_what_is_read_does_not_depend_on_the_answers(
    name: str, other: str, golds: dict[str, Path], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    first, second = tmp_path / "first", tmp_path / "second"
    assert run(["bench", name, str(golds[name]), "--predictions", str(first), "--json"]) == 0
    gold = with_other_answers(name, tmp_path, OTHERS[other])
    assert run(["bench", name, str(gold), "--predictions", str(second), "--json"]) == 0
    assert first.read_text() == second.read_text()


@pytest.mark.parametrize("name", NAMES)
def test_a_coder_is_given_ids_texts_and_words_and_nothing_else(
    name: str, golds: dict[str, Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    given: list[Item] = []
    monkeypatch.setattr(coders.Coder, "predict", lambda self, name, items: given.extend(items) or [])
    single.read(single.Source(Name(name), golds[name]))
    assert given
    assert set(Item.__dataclass_fields__) == {"id", "text", "words"}
    marks = ("KIDNAPPING", "B-S", "attributions", "PerpInd", "REGAINED", "DISAPPROVE")
    assert not any(m in f"{i.text} {i.words} {i.id}" for i in given for m in marks)


def test_predictions_are_written_before_the_answers_are_read(
    golds: dict[str, Path], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    out, seen = tmp_path / "out", []
    task = TASKS[Name.PLOVER]

    def told(path: Path) -> list[Any]:
        seen.append(out.exists())
        return task.answers(path)

    monkeypatch.setattr(single, "TASKS", {Name.PLOVER: _replaced(task, told)})
    assert run(["bench", "plover", str(golds["plover"]), "--predictions", str(out)]) == 0
    assert seen == [True]


def _replaced(task: Any, answers: Any) -> Any:
    from dataclasses import replace

    return replace(task, answers=answers)


# --- the shape of what is written -----------------------------------------------------------------------
@pytest.mark.parametrize("name", NAMES)
def test_the_file_has_the_published_shape(name: str, golds: dict[str, Path], tmp_path: Path) -> None:
    out = tmp_path / "out"
    assert run(["bench", name, str(golds[name]), "--predictions", str(out)]) == 0
    text = out.read_text(encoding="utf-8")
    if name == "attribution":
        rows = [json.loads(line) for line in text.splitlines()]
        assert [r["id"] for r in rows] == list(invented.TEXTS)
        for row in rows:
            length = len(invented.TEXTS[row["id"]])
            for one in row["attributions"]:
                assert all(0 <= s < e <= length for role in ("source", "cue", "content") for s, e in one[role])
        return
    data = json.loads(text)
    if name == "cameo-class":
        assert len(data) == len(invented.CLASSES)
        assert set(data) <= {0, 1, 2, 3, 4}
    elif name == "cameo-roles":
        assert [len(tags) for tags in data] == [len(s) for s in invented.TAGGED]
    else:
        wanted = {"plover": [r["id"] for r in invented.RECORDS[:4]], "muc4-roles": [d["docid"] for d in invented.ROLES]}
        assert list(data) == wanted.get(name, list(invented.KEYS))


@pytest.mark.parametrize("name", NAMES)
def test_gold_may_be_compressed(name: str, golds: dict[str, Path], tmp_path: Path) -> None:
    packed = golds[name].with_name(golds[name].name + ".gz")
    packed.write_bytes(gzip.compress(golds[name].read_bytes()))
    assert run(["bench", name, str(packed), "--json"]) == 0


def test_figures_come_as_one_object(golds: dict[str, Path], capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["bench", "attribution", str(golds["attribution"]), "--json"]) == 0
    (line,) = capsys.readouterr().out.splitlines()
    data = json.loads(line)
    assert data["figures"]["n_gold"] == 9
    assert data["measures"]["attribution F1"]["value"] == data["figures"]["attribution"]["F1"]
    assert data["words_per_second"] > 0
    assert data["memory_mb"] > 0


# --- texts of the answer keys -------------------------------------------------------------------------
def test_answer_keys_take_their_texts_from_the_named_file(golds: dict[str, Path], tmp_path: Path) -> None:
    keys = tmp_path / "alone" / "keys.json"
    keys.parent.mkdir()
    keys.write_text(json.dumps(invented.KEYS))
    with pytest.raises(InputError, match="--texts"):
        single.Source(Name.MUC4_FIGURES, keys).items()
    items = single.Source(Name.MUC4_FIGURES, keys, golds["muc4-roles"]).items()
    assert [i.text for i in items] == [d["doctext"] for d in invented.ROLES]


def test_answer_keys_without_a_text_for_each_are_told(golds: dict[str, Path], tmp_path: Path) -> None:
    more = copy.deepcopy(invented.KEYS) | {"TST4-MUC4-0009": {"incidents": []}}
    keys = _written(tmp_path / "keys.json", json.dumps(more))
    with pytest.raises(InputError, match="1 of the 3 documents have no text here, TST4-MUC4-0009"):
        single.Source(Name.MUC4_FIGURES, keys, golds["muc4-roles"]).items()


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        ([], "not said what to measure"),
        (["attribution"], "not said what to measure"),
        (["attribution", "nothing.jsonl"], "cannot be read"),
        (["--data", "nowhere"], "no data of a benchmark"),
        (["attribution", "other.json"], 'no "id" or no "text"'),
        (["plover", "other.json"], "no list of records"),
        (["muc4-roles", "broken.jsonl"], "broken.jsonl:2: this is not JSON"),
    ],
)
def test_what_cannot_be_measured_is_told(
    arguments: list[str],
    words: str,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("other.json").write_text('{"a": 1}')
    Path("broken.jsonl").write_text(json.dumps(invented.ROLES[0]) + "\n{")
    assert run(["bench", *arguments]) == 2
    assert words in capsys.readouterr().err


# --- the whole table ----------------------------------------------------------------------------------
@pytest.fixture
def data(golds: dict[str, Path], tmp_path: Path) -> Path:
    """A data folder with the gold of every benchmark."""
    places = {
        "attribution": "polnear/dev.jsonl",
        "plover": "plover/gsr_dev.json",
        "cameo-class": "cameo/class_dev.tsv",
        "cameo-roles": "cameo/ner_train.txt",
        "muc4-roles": "muc4/roles_dev.jsonl",
        "muc4-figures": "muc4/figures_dev.json",
    }
    for name, place in places.items():
        path = tmp_path / "data" / place
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(golds[name].read_bytes())
    return tmp_path / "data"


@pytest.fixture
def quick(monkeypatch: pytest.MonkeyPatch) -> None:
    """Without the hand-coded reports and in this process, which is quicker."""
    from truceline.benchmarks import hand, speed

    monkeypatch.setattr(speed, "measure", speed.timed)
    monkeypatch.setattr(speed, "one_core", lambda: None)
    where = hand.folder()
    assert where is not None
    monkeypatch.setattr(hand, "groups", lambda: {"open": (("sudan-2023", where),)})


@pytest.mark.usefixtures("quick")
def test_the_whole_table_has_every_part_and_is_compared_with_the_run_before(
    data: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    kept, errors = tmp_path / "kept.json", tmp_path / "errors.md"
    arguments = ["bench", "--data", str(data), "--saved", str(kept), "--rounds", "1", "--errors", str(errors)]
    assert run([*arguments, "--json"]) == 0
    rows = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert {r["part"] for r in rows} == {"scores", "hand", "speed", "calibration"}
    assert {r["benchmark"] for r in rows if r["part"] == "scores"} == set(NAMES)
    assert {r["what"] for r in rows if r["part"] == "speed"} >= {"bare models", "text to claims", "files to record"}
    assert "## attribution" in errors.read_text(encoding="utf-8")
    _figures_of_the_page(rows)
    assert run([*arguments, "--keep"]) == 0
    shown = capsys.readouterr()
    assert "The run before was made at" in shown.out
    assert "no clear difference" in shown.out
    assert "measuring attribution by truceline" in shown.err


def _figures_of_the_page(rows: list[dict[str, Any]]) -> None:
    """The page of the documentation takes the figures of a run between its marks, and nothing else changes."""
    root = Path(__file__).parents[2]
    script = runpy.run_path(str(root / "scripts" / "benchmark_figures.py"))
    before = (root / "docs" / "benchmarks.md").read_text(encoding="utf-8")
    after = script["page"](before, rows, "1 January 2026", "2 cores, no GPU")
    begin, end = "<!-- figures: begin -->", "<!-- figures: end -->"
    assert after.partition(begin)[0] == before.partition(begin)[0]
    assert after.partition(end)[2] == before.partition(end)[2]
    assert "| `muc4-figures` | people figures F1 | truceline |" in after
    assert "Measured on 1 January 2026 on a machine of 2 cores, no GPU" in after


def test_of_a_set_without_a_split_the_tenth_that_training_leaves_out_is_read(data: Path) -> None:
    by_name = {s.name: s for s in board.sources(data)}
    assert not by_name[Name.CAMEO_CLASS].tenth
    source = by_name[Name.CAMEO_ROLES]
    assert source.tenth
    assert len(source.items()) == len(source.golds()) < len(invented.TAGGED)


def test_a_test_split_is_taken_before_a_dev_split(data: Path) -> None:
    other = data / "polnear" / "test.jsonl.gz"
    other.write_bytes(gzip.compress((data / "polnear" / "dev.jsonl").read_bytes()))
    assert board.sources(data)[0].gold == other


def test_a_kept_run_of_another_form_is_told(tmp_path: Path) -> None:
    path = _written(tmp_path / "kept.json", '{"format": 99}')
    with pytest.raises(InputError, match="no saved run of this version"):
        saved.load(path)
    assert saved.load(tmp_path / "nothing.json") is None


def test_runs_are_kept_in_the_folder_for_states(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path))
    assert saved.default_file() == tmp_path / "truceline" / "bench.json"


def test_a_run_comes_back_as_it_was_kept() -> None:
    one = saved.Run("2026-11-22T12:00:00+00:00", "0.1.0", {Name.PLOVER: {"p-1": {"n": 1, "first": True, "any": 0}}})
    text = saved.dumped(one)
    assert json.loads(text)["units"] == {"plover": {"p-1": {"n": 1, "first": 1}}}


# --- parts of it --------------------------------------------------------------------------------------
def test_scores_are_put_in_bins_with_the_share_that_is_right() -> None:
    found = calibration.bins([(0.95, True), (0.9, True), (1.0, False), (0.2, False)])
    assert [(b.low, b.number, round(b.right, 2)) for b in found] == [(0.0, 1, 0.0), (0.9, 3, 0.67)]
    assert calibration.off(found) == pytest.approx((0.2 + 3 * abs(0.95 - 2 / 3)) / 4)


@pytest.mark.parametrize("name", NAMES)
def test_errors_name_the_text_and_what_was_missed(name: str, golds: dict[str, Path]) -> None:
    source = single.Source(Name(name), golds[name])
    nothing = {"plover": [], "attribution": [], "cameo-class": 9}.get(name, {})
    items = source.items()
    given = [["O"] * len(i.words) if name == "cameo-roles" else nothing for i in items]
    read = measured.Measured(Who.RULES, "0", given, 1, 1.0, 0.0, 0.0, False)
    outcome = single.score(source, read)
    found = worst.worst(outcome, most=3)
    assert 1 <= len(found) <= 3
    assert [len(e.lines) for e in found] == sorted((len(e.lines) for e in found), reverse=True)
    assert f"## {name}" in worst.page(outcome, found)


def test_a_text_read_without_errors_is_not_among_the_worst(golds: dict[str, Path]) -> None:
    source = single.Source(Name.ATTRIBUTION, golds["attribution"])
    given = [a["attributions"] for a in invented.articles()]
    read = measured.Measured(Who.RULES, "0", given, 1, 1.0, 0.0, 0.0, False)
    assert worst.worst(single.score(source, read)) == []


def test_a_peer_that_is_not_installed_is_told_with_how_to_install_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(peers, "installed", lambda: False)
    with pytest.raises(MissingExtra, match="pip install textacy"):
        coders.ready(Who.TEXTACY)


def test_without_weights_the_rules_read_and_the_output_says_so(
    golds: dict[str, Path], monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(coders, "_reader", lambda device: None)
    assert run(["bench", "attribution", str(golds["attribution"])]) == 0
    shown = capsys.readouterr()
    assert "the weights of the trained model are not installed" in shown.err
    assert "rules" in shown.out


def test_outermost_attributions_only() -> None:
    from truceline.benchmarks.attribution import outermost
    from truceline.benchmarks.scoring.articles import Marked

    outer = Marked(((0, 4),), ((5, 9),), ((10, 60),))
    inner = Marked(((15, 18),), ((19, 24),), ((30, 50),))
    after = Marked(((70, 74),), ((75, 79),), ((80, 90),))
    assert outermost([after, inner, outer]) == [outer, after]


def test_names_out_of_sight_leave_every_place_where_it_was() -> None:
    from truceline.benchmarks.attribution import hidden_names

    text = "The United States told Ecuadorian envoys, and Ecuador's premier, that Peru agreed."
    shown = hidden_names(text)
    assert "Ecuador" not in shown.text
    assert "Peru" not in shown.text
    for word in ("told", "envoys", "premier", "agreed"):
        at = shown.text.index(word)
        assert text[shown.back(at) : shown.back(at + len(word), end=True)] == word
    first = shown.text.index("Norland")
    assert text[shown.back(first) : shown.back(first + len("Norland"), end=True)] in (
        "The United States",
        "United States",
    )


def test_a_coder_can_be_measured_in_a_process_of_its_own() -> None:
    read = measured.measure(Who.RULES, Name.ATTRIBUTION, (Item("a", "Ana said that the dam would open."),))
    (found,) = read.predictions[0]
    assert found["source"] == [[0, 3]]
    assert read.memory > 0
