"""Whose words they are, where agencies and papers leave it to marks, lists and tenses; each in invented sentences."""

from __future__ import annotations

import pytest
from coded import with_words

REPORT = "The report"


@pytest.mark.parametrize(
    ("text", "words", "speaker"),
    [
        ("'We will not hand over the men,' said Ann Lind, the guild's envoy. 'They stay.'", "They stay", "Ann Lind"),
        ("'It's a crime,' the envoy said. 'We'll strike back.'", "strike back", "envoy"),
        ("‘The soldiers’ graves were looted,’ said Ann Lind. ‘They burned the pier.’", "burned the pier", "Ann Lind"),
        ("'They came at night', said Ann Lind. 'They burned six houses'.", "burned six", "Ann Lind"),
        ("The envoy said: 'We have freed 20 men. Nobody else is held.'", "Nobody else", "envoy"),
        ("The 'Harbour Guard' shelled the rebels' camp, killing nine.", "shelled", REPORT),
        ("He spoke of the '48 war. The rebels' men shelled the pier.", "shelled", REPORT),
    ],
)
def test_words_between_single_quotes_are_a_quotation(text: str, words: str, speaker: str) -> None:
    assert with_words(text, words).speaker == speaker
