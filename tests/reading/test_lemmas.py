"""Lemmas: the same as the parser's own lemmatizer gives, also at the second asking."""

from __future__ import annotations

import pytest

from truceline.reading.language_model import english
from truceline.reading.lemmas import LEMMATIZER, lemmas

TEXTS = [
    "The councils said on Monday that forty lorries had crossed, and that they were closing the bridges again.",
    "He left; she leaves. The leaves fell. Leaving was better than worse things, and the best men met fewer mice.",
    "I'm gonna go, it's gotta stop. Let's see, y'all: the data are in, aren't they?",
    "",
]


@pytest.mark.parametrize("text", TEXTS, ids=lambda t: t[:20])
@pytest.mark.parametrize("asked", ["first", "again"])
def test_every_word_has_the_lemma_that_the_lemmatizer_gives_it(text: str, asked: str) -> None:
    nlp = english()
    mine, theirs = nlp.make_doc(text), nlp.make_doc(text)
    for name, component in nlp.pipeline:
        mine = (lemmas() if name == LEMMATIZER else component)(mine)
        theirs = component(theirs)
    assert [t.lemma_ for t in mine] == [t.lemma_ for t in theirs]
