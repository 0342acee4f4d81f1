"""Tokens: the same as the parser's own, word by word."""

from __future__ import annotations

from pathlib import Path

import pytest

from truceline.reading.language_model import english
from truceline.reading.parse import parse
from truceline.reading.tokens import Tokens

TEXTS = [
    "The council said on Monday that 40 lorries had crossed, and that it would not close the bridge again.",
    'Traders, drivers and two nurses left the port of Sarn; "nobody," the mayor said, "asked us to stay".',
    "It was the navy that had burned the pier. Whom did they meet, and which of these does the envoy want?",
    "",
    "No.",
]
REPORTS = sorted((Path(__file__).parent / "hand").glob("*-20*.txt"))[:3]


@pytest.mark.parametrize("text", [*TEXTS, *(p.read_text(encoding="utf-8") for p in REPORTS)], ids=lambda t: t[:20])
def test_every_token_is_what_the_parser_has_made_of_it(text: str) -> None:
    doc = english()(text)
    made = Tokens.of(doc)
    assert len(made) == len(doc)
    for mine, theirs in zip(made, doc, strict=True):
        assert (mine.i, mine.text, mine.lower_, mine.lemma_) == (theirs.i, theirs.text, theirs.lower_, theirs.lemma_)
        assert (mine.pos_, mine.tag_, mine.dep_) == (theirs.pos_, theirs.tag_, theirs.dep_)
        assert (mine.like_num, mine.is_punct, mine.is_quote) == (theirs.like_num, theirs.is_punct, theirs.is_quote)
        for name in ("children", "ancestors", "conjuncts", "rights"):
            assert [t.i for t in getattr(mine, name)] == [t.i for t in getattr(theirs, name)], name
        assert [t.i for t in mine.subtree] == sorted(t.i for t in theirs.subtree)
        assert (mine.left_edge.i, mine.right_edge.i) == (theirs.left_edge.i, theirs.right_edge.i)
        assert (mine.head.i, mine.doc is made) == (theirs.head.i, True)
        assert (mine.sent.start, mine.sent.end, mine.sent.root.i) == (
            theirs.sent.start,
            theirs.sent.end,
            theirs.sent.root.i,
        )


@pytest.mark.parametrize("text", TEXTS, ids=lambda t: t[:20])
def test_sentences_and_noun_phrases_are_those_of_the_parser(text: str) -> None:
    doc = english()(text)
    made = Tokens.of(doc)
    assert [(s.start, s.end) for s in made.sents] == [(s.start, s.end) for s in doc.sents]
    assert list(made.noun_chunks) == [(c.start, c.end) for c in doc.noun_chunks]


@pytest.mark.parametrize("place", [-1, 3])
def test_there_is_no_neighbour_outside_the_text(place: int) -> None:
    made = parse("They left early.", ()).doc
    assert made[0].nbor().text == "left"
    with pytest.raises(IndexError):
        made[0].nbor(place if place < 0 else len(made))
