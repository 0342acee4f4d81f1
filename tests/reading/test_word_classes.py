"""Word classes: the same as the parser's own ruler gives, word by word."""

from __future__ import annotations

from pathlib import Path

import pytest

from truceline.reading.language_model import english
from truceline.reading.word_classes import RULER, word_classes

TEXTS = [
    "The council said on Monday that 40 lorries had crossed, and that it would not close the bridge again.",
    "There are three ways. There's a fourth, isn't there? He gets tired; she got there first, having been told to go.",
    "I'm gonna go. It's gotta stop. Let's see, y'all. C'mon, that ain't it! 'Nuff said: nothin' doin' for 'em.",
    "Whom did they meet, and which of these does the envoy want? That's hers. The ones who'd left were being held.",
    "",
    "No.",
]
REPORTS = sorted((Path(__file__).parent / "hand").glob("*-20*.txt"))[:4]


@pytest.mark.parametrize("text", [*TEXTS, *(p.read_text(encoding="utf-8") for p in REPORTS)], ids=lambda t: t[:20])
def test_every_word_has_the_class_that_the_ruler_gives_it(text: str) -> None:
    from spacy.tokens import Doc

    nlp = english()
    words = [t.text for t in nlp.make_doc(text) if not t.is_space]
    mine, theirs = Doc(nlp.vocab, words=words), Doc(nlp.vocab, words=words)
    for name, component in nlp.pipeline:
        mine = (word_classes() if name == RULER else component)(mine)
        theirs = component(theirs)
    told = [[(t.text, t.pos_, str(t.morph), t.lemma_, t.tag_, t.dep_, t.head.i) for t in doc] for doc in (mine, theirs)]
    assert told[0] == told[1]
    assert [s.start for s in mine.sents] == [s.start for s in theirs.sents]
