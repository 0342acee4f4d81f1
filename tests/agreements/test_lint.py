"""The lint: each rule warns of its own gap alone, what it proposes closes the gap, and a sound draft has none."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest
import yaml

from truceline.agreements.agreement import Agreement
from truceline.agreements.lint import RULES, LintWarning, lint

DRAFTS = Path(__file__).parent / "drafts"
SOUND = (DRAFTS / "sound.yaml").read_text(encoding="utf-8")


def slug(rule: str) -> str:
    return rule.replace("'", "").replace(" ", "-")


def draft(rule: str) -> str:
    return (DRAFTS / f"{slug(rule)}.yaml").read_text(encoding="utf-8")


def warnings(text: str) -> tuple[LintWarning, ...]:
    return lint(Agreement.parse(text, "draft.yaml"))


def mended(text: str, warning: LintWarning) -> str:
    """The draft with what a warning proposes written into it."""
    document = Agreement.parse(text, "draft.yaml").tree.plain()
    assert isinstance(document, dict)
    here: Any = document
    for step in warning.fix.at:
        here = here.setdefault(step, {}) if isinstance(here, dict) else here[step]
    merge(here, yaml.safe_load(warning.fix.yaml))
    if warning.fix.without:
        *path, last = warning.fix.without
        here = document
        for step in path:
            here = here[step]
        del here[last]
    return yaml.safe_dump(document, sort_keys=False, allow_unicode=True)


def merge(here: dict[str, Any], put: dict[str, Any]) -> None:
    for key, value in put.items():
        if isinstance(value, dict) and isinstance(here.get(key), dict) and "readings" not in here[key]:
            merge(here[key], value)
        else:
            here[key] = value


def test_a_sound_draft_has_no_warnings() -> None:
    assert [(w.rule, w.what) for w in warnings(SOUND)] == []


@pytest.mark.parametrize("rule", RULES)
def test_each_rule_warns_of_its_own_gap_and_no_other(rule: str) -> None:
    assert [w.rule for w in warnings(draft(rule))] == [rule]


@pytest.mark.parametrize("rule", RULES)
def test_what_a_warning_proposes_closes_the_gap(rule: str) -> None:
    (warning,) = warnings(draft(rule))
    again = warnings(mended(draft(rule), warning))
    assert rule not in [w.rule for w in again]


@pytest.mark.parametrize("rule", RULES)
def test_a_warning_says_where_what_and_why(rule: str) -> None:
    (warning,) = warnings(draft(rule))
    assert warning.where.startswith("draft.yaml:")
    assert 1 <= warning.line <= len(draft(rule).splitlines())
    assert warning.what.endswith(".")
    assert warning.words.endswith(".")
    assert warning.precedents
    assert all(p.rule == rule for p in warning.precedents)


CASES = sorted((Path(__file__).parents[2] / "cases").glob("*/agreement.yaml"))


def wrapped(text: str, warning: LintWarning) -> bool:
    """Whether the place to write at is itself said to be somebody's, or read in several ways."""
    tree = Agreement.parse(text, "draft.yaml").tree
    at = warning.fix.at
    steps = [tree.at(at[:n]) for n in range(len(at) + 1)] + [tree.at((*at, key)) for key in warning.fix.put]
    return any(s is not None and {"readings", "value"} & set(s.keys) for s in steps)


@pytest.mark.parametrize("path", CASES, ids=lambda p: p.parent.name)
def test_every_warning_on_a_real_agreement_can_be_mended_as_proposed(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    one_a_rule = {w.rule: w for w in warnings(text)}
    for warning in one_a_rule.values():
        if wrapped(text, warning) and warning.rule not in ("one side's term", "open reading"):
            continue
        again = warnings(mended(text, warning))
        assert (warning.rule, warning.place) not in [(w.rule, w.place) for w in again]


NAMES = {"Northland": "Southland", "Southland": "Northland", "north": "south", "south": "north"}


def exchanged(text: str) -> str:
    return re.sub(r"\b(Northland|Southland|north|south)\b", lambda m: NAMES[m[0]], text)


@pytest.mark.parametrize("rule", RULES)
def test_exchanging_the_parties_exchanges_them_in_the_warnings_and_nothing_else(rule: str) -> None:
    one, other = warnings(draft(rule)), warnings(exchanged(draft(rule)))
    told = [(w.rule, w.line, w.what, w.words, w.fix.yaml) for w in one]
    again = [(w.rule, w.line, exchanged(w.what), w.words, exchanged(w.fix.yaml)) for w in other]
    assert told == again


MORE = """
agreement: More gaps
text_of: 2024-03-01 18:00
zone: Africa/Nairobi
parties: {north: Northland, south: Southland}
"""


@pytest.mark.parametrize(
    ("text", "rule", "place"),
    [
        (
            "people: {captives: {held_by: south, categories: {sick: }}}\n"
            "duties: {it: {by: south, release: 5 captives, category: sick}}\n",
            "undefined category",
            "duties > it > category",
        ),
        (
            "phases: {next: {from: 20 days after effect, for: 7 days}}\ntruce: {from: 2024-03-02 07:00}\n",
            "what follows",
            "phases > next",
        ),
        (
            "people: {captives: {held_by: south}, prisoners: {held_by: north}}\n"
            "duties: {it: {by: north, release: 2 prisoners, for_each: 1 captive, taken on: {by: south}}}\n",
            "outside the deal",
            "duties > it > taken on",
        ),
        (
            "duties: {weapons: {by: south, hand over: weapons, due: day 9, after: [road]}}\n"
            "acts: {road: {by: north, let in: convoys}}\n",
            "veto without a clock",
            "acts > road",
        ),
        (
            "duties: {maps: {by: south, hand over: maps of mines, due: day 3}}\n",
            "late list",
            "duties > maps",
        ),
        (
            "people: {captives: {held_by: south}}\n"
            "truce: {from: signing, extended: {by: 1 day, for_each: about 10 captives}}\n",
            "about",
            "truce > extended",
        ),
        (
            "duties: {old: {by: south, meet: talks}}\n"
            "amendments: [{of: 2024-03-05, name: later, changes: {duties.old.due: day 9, "
            "duties.new: {by: south, meet: commission}}}]\n",
            "no deadline",
            "amendments > 1 > changes > duties.new",
        ),
        (
            "duties: {it: {value: {by: north, let in: 20 trucks, due: day 4}, stated_by: south}}\n",
            "one side's term",
            "duties > it",
        ),
    ],
)
def test_a_gap_is_found_in_other_shapes_too(text: str, rule: str, place: str) -> None:
    assert place in [w.place for w in warnings(MORE + text) if w.rule == rule]


def test_a_duty_that_a_later_text_gave_a_deadline_has_one() -> None:
    text = (
        "duties: {old: {by: south, meet: talks}}\n"
        "amendments: [{of: 2024-03-05, name: later, changes: {duties.old.due: day 9}}]\n"
    )
    assert "no deadline" not in [w.rule for w in warnings(MORE + text)]


def test_warnings_come_in_the_order_of_the_lines() -> None:
    lines = [w.line for path in CASES for w in warnings(path.read_text(encoding="utf-8"))]
    one = [w.line for w in warnings(MORE + "duties: {it: {by: both, refrain from: attack}}\n")]
    assert one == sorted(one)
    assert lines
