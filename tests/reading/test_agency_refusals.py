"""What somebody is told not to agree to, and terms that run from a deal, in invented sentences."""

from __future__ import annotations

import pytest
from coded import claims, with_words


@pytest.mark.parametrize(
    "sentence",
    [
        "Norland did not agree to a truce.",
        "Norland has not agreed to free the sailors.",
        "Norland would not agree to a truce, the mayor said.",
        "Norland never agreed to hand over the guns.",
    ],
)
def test_what_somebody_does_not_agree_to_is_not_promised(sentence: str) -> None:
    found = claims(sentence)
    assert not [c.quote for c in found if c.stance == "promises" or c.act.modality == "planned"]
    assert [c for c in found if c.act.type == "REJECT" or (c.act.type, c.act.modality) == ("AGREE", "denied")]


@pytest.mark.parametrize("term", ["within 60 days of the agreement", "within a week of the deal"])
def test_whoever_leaves_within_a_term_of_a_deal_leaves_no_talks(term: str) -> None:
    assert with_words(f"The army will leave the town {term}.", "leave").act.type == "RETREAT"
