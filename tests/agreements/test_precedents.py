"""The precedents: sourced, told by speaker, behind a rule that exists, with a wording in the terms language."""

from __future__ import annotations

import pytest
import yaml

from truceline.agreements.checked import keys_at
from truceline.agreements.document import same_key
from truceline.agreements.lint import RULES
from truceline.agreements.precedents import Precedent, behind, precedents
from truceline.agreements.schema import AgreementText, DutyText, ExtendedText, PopulationText, TruceText

ALL = precedents()
IDS = [p.id for p in ALL]


@pytest.mark.parametrize("rule", RULES)
def test_every_rule_has_a_precedent(rule: str) -> None:
    assert behind(rule)


def test_they_come_from_nine_agreements_and_stand_behind_rules_that_are_there() -> None:
    assert len({p.case for p in ALL}) == 9
    assert {p.rule for p in ALL} == set(RULES)
    assert len(set(IDS)) == len(IDS)


@pytest.mark.parametrize("precedent", ALL, ids=IDS)
def test_each_is_told_by_speaker_with_sources_or_said_to_be_unconfirmed(precedent: Precedent) -> None:
    assert precedent.positions
    for position in precedent.positions:
        assert position.speaker
        assert position.said
        assert position.source or not position.confirmed


def test_what_is_told_from_memory_alone_shows_no_source_that_was_not_named_with_it() -> None:
    told = [p for precedent in ALL for p in precedent.positions if not p.confirmed]
    assert told
    assert all(p.source == () for p in told)


@pytest.mark.parametrize("precedent", ALL, ids=IDS)
def test_each_asks_a_question_and_gives_a_wording_in_words_and_in_the_language(precedent: Precedent) -> None:
    known = {
        key
        for model in (AgreementText, DutyText, ExtendedText, PopulationText, TruceText)
        for key in keys_at(model, ())
    }
    written = yaml.safe_load(precedent.yaml)
    inside = [{same_key(k) for k in v} for v in written.values() if isinstance(v, dict)]
    assert "?" in precedent.what
    assert precedent.words.endswith(".")
    assert set(written) <= known or all(keys & known for keys in inside)
