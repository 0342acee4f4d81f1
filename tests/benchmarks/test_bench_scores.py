"""The scorers: figures worked out by hand, and the same figures as the published scorers where these are at hand."""

from __future__ import annotations

import importlib.util
import json
import random
from pathlib import Path
from types import ModuleType
from typing import Any

import invented
import pytest

from truceline.benchmarks import answers
from truceline.benchmarks.names import Name
from truceline.benchmarks.scoring import attribution, cameo, muc4_figures, muc4_roles, plover
from truceline.benchmarks.scoring.aligned import aligned
from truceline.benchmarks.scoring.articles import Article, Marked
from truceline.benchmarks.scoring.counts import Counts, added, rates
from truceline.benchmarks.scoring.interval import difference, interval
from truceline.benchmarks.scoring.matching import best_pairs, most_pairs
from truceline.benchmarks.tasks import TASKS

PUBLISHED = Path(__file__).parents[2].parent / "shared" / "bench"
ROUNDS = range(25)


# --- worked out by hand -----------------------------------------------------------------------------
def marked(text: str, source: str, cue: str, content: str) -> Marked:
    return Marked.of(
        {r: invented.spans(text, w) for r, w in zip(("source", "cue", "content"), (source, cue, content), strict=True)}
    )


TEXT = "The river council said that the northern dam would open on Monday."


@pytest.mark.parametrize(
    ("source", "content", "found", "match", "strict"),
    [
        ("The river council", "that the northern dam would open on Monday", 1, 1, 1),
        ("council", "the northern dam would open", 1, 1, 0),
        ("The", "the northern dam would open on Monday", 1, 0, 0),
        ("", "the northern dam would open on Monday", 1, 0, 0),
        ("The river council", "dam", 0, 0, 0),
    ],
)
def test_an_attribution_is_found_by_its_content_and_matched_by_its_source(
    source: str, content: str, found: int, match: int, strict: int
) -> None:
    gold = Article("a", TEXT, (marked(TEXT, "The river council", "said", "the northern dam would open on Monday"),))
    made = attribution.counts(gold, (marked(TEXT, source, "said", content),))
    assert (made["found"], made["match"], made["strict"]) == (found, match, strict)


def test_marks_and_spaces_at_the_edges_change_nothing() -> None:
    text = "“Enough,” said Ana."
    gold = Article("a", text, (marked(text, "Ana", "said", "Enough"),))
    pair = aligned(gold, (marked(text, "Ana.", "said", "“Enough,” "),)).pairs[0]
    assert pair.exact


def test_a_source_of_function_words_alone_is_matched_by_any_overlap() -> None:
    text = "Some warned of floods."
    gold = Article("a", text, (marked(text, "Some", "warned", "of floods"),))
    assert aligned(gold, (marked(text, "Some", "", "of floods"),)).pairs[0].match


def test_what_was_discarded_neither_helps_nor_hurts() -> None:
    (_, article) = map(Article.of, invented.articles())
    made = attribution.counts(article, article.attributions)
    assert (made["gold"], made["pred"], made["strict"]) == (4, 4, 4)


def test_groups_tell_quotation_length_source_and_cue() -> None:
    (first, second) = map(Article.of, invented.articles())
    total = added(attribution.counts(a, a.attributions, {"said", "told"}) for a in (first, second))
    figures = attribution.figures(total)
    sizes = {by: {k: v["gold"] for k, v in figures[f"recall_by_{by}"].items()} for by in ("type", "source", "cue")}
    assert sizes["type"] == {"direct": 1, "mixed": 2, "indirect": 6}
    assert sizes["source"] == {"name or description": 4, "pronoun": 3, "none": 1} | {"name or description": 5}
    assert sizes["cue"] == {"seen": 3, "unseen": 6}
    lengths = {k: v["gold"] for k, v in figures["recall_by_length"].items()}
    assert lengths == {"1 to 3 words": 2, "4 to 10 words": 7, "11 to 25 words": 0, "26 words and more": 0}


def test_old_labels_of_plover_are_folded() -> None:
    demand = invented.RECORDS[1]
    made = plover.counts(demand, [{"event": "REQUEST", "source": ["KEN"], "target": ["UGA"]}])
    assert (made["first"], made["dyad"], made["triple"]) == (1, 1, 1)


def test_a_dyad_needs_both_sides_in_one_event() -> None:
    demand = invented.RECORDS[1]
    events = [
        {"event": "REQUEST", "source": ["KEN"], "target": []},
        {"event": "REJECT", "source": [], "target": ["UGA"]},
    ]
    made = plover.counts(demand, events)
    assert (made["source"], made["target"], made["dyad"]) == (1, 1, 0)


def test_a_span_begins_where_the_kind_changes() -> None:
    assert cameo.spans(["I-S", "I-T", "B-T", "O", "I-T"]) == {("S", 0, 1), ("T", 1, 2), ("T", 2, 3), ("T", 4, 5)}


def test_both_cameo_files_are_joined_by_the_letters_of_their_sentences() -> None:
    classes = [("Gunmen burned the depot.", "4", "4"), ("Elsewhere.", "0", "0")]
    words, tags = zip(*invented.TAGGED[0], strict=True)
    assert cameo.joint(classes, [(words, tags, ["O"] * 5)]) == {
        "n": 1,
        "class_right": 1.0,
        "all_spans_right": 0.0,
        "both_right": 0.0,
    }


def test_an_entity_fits_by_mentions_of_one_marked_entity_only() -> None:
    gold = muc4_roles.marked(invented.ROLES[0]["extracts"])  # type: ignore[arg-type]
    one = muc4_roles.counts(gold, muc4_roles.predicted({"Victim": [["the driver"], ["juan rey", "masked men"]]}))
    assert (one["right:Victim"], one["pred:Victim"], one["gold:Victim"]) == (1, 2, 1)


def test_unseen_entities_are_those_with_no_mention_that_was_trained_on() -> None:
    gold = muc4_roles.marked(invented.ROLES[0]["extracts"])  # type: ignore[arg-type]
    given = muc4_roles.predicted({"PerpInd": ["masked men"], "Weapon": ["bomb"]})
    figures = muc4_roles.figures(muc4_roles.counts(gold, given, frozenset({"masked men", "buses"})))
    assert figures["unseen"] == {"p": 100.0, "r": 33.33, "f1": 50.0, "tp": 1, "pred": 1, "gold": 3}


def test_what_a_key_doubts_may_be_said_and_need_not() -> None:
    key = invented.KEYS["TST3-MUC4-0001"]
    said = {"types": ["ARSON", "BOMBING"], "figures": [{"what": "killed", "number": 3, "who": "guards"}]}
    figures = muc4_figures.figures(muc4_figures.counts(key, said))
    assert figures["types"]["micro"]["f1"] == 100
    assert figures["figure"]["micro"] == {"p": 0.0, "r": 0.0, "f1": 0.0, "tp": 0, "pred": 0, "gold": 1}


PINNED = {
    "attribution": [0.5263, 0.2105, 0.7368],
    "plover": [0.25, 0.25, 0.5, 0.0],
    "cameo-class": [0.6667, 0.6667],
    "cameo-roles": [0.7143],
    "muc4-roles": [0.2857],
    "muc4-figures": [0.2, 0.4],
}


@pytest.mark.parametrize("name", PINNED)
def test_figures_of_drawn_predictions_stay_as_they_were_when_they_agreed_with_the_published_scorers(name: str) -> None:
    assert _drawn_figures(name, random.Random(11)) == PINNED[name]


def _drawn_figures(name: str, chance: random.Random) -> list[float]:
    """The measures of predictions drawn by chance, to four digits."""
    task, given = TASKS[Name(name)], invented.READ[name](chance)
    golds = {
        "attribution": [answers.MarkedArticle(a) for a in map(Article.of, invented.articles())],
        "plover": invented.RECORDS[:4],
        "cameo-class": [label for _, label in invented.CLASSES],
        "cameo-roles": [[tag for _, tag in sentence] for sentence in invented.TAGGED],
        "muc4-roles": [answers.MarkedDocument(muc4_roles.marked(d["extracts"])) for d in invented.ROLES],
        "muc4-figures": list(invented.KEYS.values()),
    }[name]
    by_id = {
        "attribution": [a["id"] for a in invented.articles()],
        "plover": [r["id"] for r in invented.RECORDS[:4]],
        "muc4-roles": [d["docid"] for d in invented.ROLES],
        "muc4-figures": list(invented.KEYS),
    }.get(name)
    if name == "attribution":
        given = {a["id"]: a["attributions"] for a in given}
    if by_id is not None:
        given = [given.get(id, [] if name in ("attribution", "plover") else {}) for id in by_id]
    units = task.units(golds, [p["label"] if isinstance(p, dict) and "label" in p else p for p in given])
    return [round(value.value, 4) for value, _ in task.shown(units).values()]


# --- matching, intervals ----------------------------------------------------------------------------
@pytest.mark.parametrize("seed", ROUNDS)
def test_no_other_assignment_weighs_more(seed: int) -> None:
    from itertools import permutations

    chance = random.Random(seed)
    rows, columns = chance.randint(1, 4), chance.randint(4, 5)
    weights = {
        (i, j): chance.choice((0.1, 0.5, 0.9)) for i in range(rows) for j in range(columns) if chance.random() < 0.7
    }
    best = max(sum(weights.get((i, p[i]), 0) for i in range(rows)) for p in permutations(range(columns), rows))
    turned = {(j, i): w for (i, j), w in weights.items()}
    for given, size in ((weights, (rows, columns)), (turned, (columns, rows))):
        pairs = best_pairs(given, *size)
        assert sum(given[p] for p in pairs) == pytest.approx(best)
        assert len({i for i, _ in pairs}) == len({j for _, j in pairs}) == len(pairs)


def test_most_pairs_moves_an_earlier_choice_aside() -> None:
    assert most_pairs([[True, True], [True, False]]) == 2


def f1(total: Counts) -> float:
    return rates(total["right"], total["given"], total["wanted"])["F1"]


def test_an_interval_holds_its_value_and_narrows_with_more_texts() -> None:
    units = [{"right": r, "given": 4, "wanted": 5} for r in (0, 1, 2, 3, 4)]
    few, many = interval(units, f1), interval(units * 20, f1)
    assert few.low <= few.value <= few.high
    assert many.value == pytest.approx(few.value)
    assert many.high - many.low < few.high - few.low


def test_a_run_that_is_better_everywhere_is_clearly_better() -> None:
    before = [{"right": 1, "given": 4, "wanted": 5} for _ in range(30)]
    after = [{"right": 3, "given": 4, "wanted": 5} for _ in range(30)]
    found = difference(before, after, f1)
    assert found.clear
    assert found.better == 1
    same = difference(before, before, f1)
    assert (same.value, same.clear, same.better) == (0, False, 0.5)


# --- beside the published scorers ---------------------------------------------------------------------
def published(name: str) -> Any:
    path = PUBLISHED / f"{name}.py"
    if not path.exists():
        pytest.skip("SKIPPED LOUDLY: the published scorers are not beside this checkout (../shared/bench)")
    spec = importlib.util.spec_from_file_location(name, path)
    assert spec is not None
    assert spec.loader is not None
    module: ModuleType = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.mark.parametrize("seed", ROUNDS)
def test_attribution_has_the_published_figures(seed: int) -> None:
    scorer = published("score_attribution")
    if importlib.util.find_spec("scipy") is None:
        # Without scipy the published scorer takes the pairs greedily, which is not always the best assignment.
        scorer.assign = best_pairs
    gold, given = invented.articles(), invented.read_articles(random.Random(seed))
    wanted = scorer.evaluate(gold, given, boot=50)
    by_id = {g["id"]: tuple(map(Marked.of, g["attributions"])) for g in given}
    units = [attribution.counts(a, by_id.get(a.id, ())) for a in map(Article.of, gold)]
    got = attribution.figures(added(units))
    bounds = interval(units, lambda t: attribution.figures(t)["attribution"]["F1"], draws=50)
    assert [bounds.low, bounds.high] == wanted["attribution"].pop("ci95")
    types = {t: {k: v for k, v in row.items() if k != "strict"} for t, row in got["recall_by_type"].items()}
    assert types == wanted.pop("recall_by_type")
    assert _rounded({k: got[k] for k in wanted}) == _rounded(wanted)


def _rounded(value: Any) -> Any:
    """Sums of fractions depend on their order in the last digits."""
    if isinstance(value, dict):
        return {k: _rounded(v) for k, v in value.items()}
    return round(value, 12)


@pytest.mark.parametrize("seed", ROUNDS)
def test_plover_has_the_published_figures(seed: int) -> None:
    scorer = published("score_plover_gsr")
    given = invented.read_records(random.Random(seed))
    kept = [g for g in invented.RECORDS if plover.is_sentence(g)]
    got = plover.figures(added(plover.counts(g, given.get(g["id"], [])) for g in kept))
    assert got == scorer.score(invented.RECORDS, given)


@pytest.mark.parametrize("seed", ROUNDS)
def test_cameo_has_the_published_figures(seed: int) -> None:
    scorer, chance = published("score_cameo"), random.Random(seed)
    classes, tags = invented.read_classes(chance), invented.read_tags(chance)
    names = [str(p["label"] if isinstance(p, dict) else p) for p in classes]
    rows = [[text, label] for text, label in invented.CLASSES]
    got = cameo.class_figures(added(cameo.class_counts(k, p) for (_, k), p in zip(rows, names, strict=True)))
    assert got == scorer.score_class(rows, classes)
    pairs = [([t for _, t in s], p) for s, p in zip(invented.TAGGED, tags, strict=True)]
    assert cameo.role_figures(added(cameo.role_counts(*p) for p in pairs)) == scorer.score_ner(invented.TAGGED, tags)


@pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning", "ignore::ResourceWarning")
@pytest.mark.parametrize("seed", ROUNDS)
def test_muc4_roles_have_the_published_figures(seed: int, tmp_path: Path) -> None:
    scorer = published("score_muc4_ree")
    given = invented.read_roles(random.Random(seed))
    gold, out = invented.write(tmp_path)["muc4-roles"], tmp_path / "out.json"
    out.write_text(json.dumps(given), encoding="utf-8")
    by_id = {muc4_roles.document(id): muc4_roles.predicted(fillers) for id, fillers in given.items()}
    units = (
        muc4_roles.counts(muc4_roles.marked(d["extracts"]), by_id.get(muc4_roles.document(d["docid"]), {}))  # type: ignore[arg-type]
        for d in invented.ROLES
    )
    assert muc4_roles.figures(added(units)) == scorer.score(scorer.load_gold(str(gold)), scorer.load_pred(str(out)))


@pytest.mark.parametrize("seed", ROUNDS)
def test_muc4_figures_have_the_published_figures(seed: int) -> None:
    scorer = published("score_muc4_figures")
    given = invented.read_figures(random.Random(seed))
    units = (muc4_figures.counts(key, given.get(id, {})) for id, key in invented.KEYS.items())
    assert muc4_figures.figures(added(units)) == scorer.score(invented.KEYS, given)


def test_the_names_of_the_benchmarks_are_those_that_were_promised() -> None:
    assert [n.value for n in Name] == [*invented.READ]
