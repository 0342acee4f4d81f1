"""Words cut into pieces of a vocabulary, each with its place in the text."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from truceline.reading.model.wordpiece import WordPiece

WORDS = ("[UNK]", "truce", "hold", "##s", "##ing", "##ed", "the", ",", ".", "cafe", "停", "a", "##b", "'")
PIECES = WordPiece({word: number for number, word in enumerate(WORDS)})


def cut(text: str) -> list[tuple[str, str]]:
    """Each piece with the words of the text that it stands for."""
    found = PIECES.encode(text)
    return [(WORDS[id], text[start:end]) for id, (start, end) in zip(found.ids, found.offsets, strict=True)]


@pytest.mark.parametrize(
    ("text", "pieces"),
    [
        ("The truce holds.", [("the", "The"), ("truce", "truce"), ("hold", "hold"), ("##s", "s"), (".", ".")]),
        ("truce,holding", [("truce", "truce"), (",", ","), ("hold", "hold"), ("##ing", "ing")]),
        ("CAFÉ", [("cafe", "CAFÉ")]),
        ("cafe\N{COMBINING ACUTE ACCENT}s", [("cafe", "cafe"), ("##s", "s")]),
        ("truce停holds", [("truce", "truce"), ("停", "停"), ("hold", "hold"), ("##s", "s")]),
        ("truces\0ed", [("truce", "truce"), ("##s", "s"), ("##ed", "ed")]),
        ("the\N{NO-BREAK SPACE}truce", [("the", "the"), ("truce", "truce")]),
        ("xyz holds", [("[UNK]", "xyz"), ("hold", "hold"), ("##s", "s")]),
        ("a" * 101, [("[UNK]", "a" * 101)]),
        ("", []),
    ],
)
def test_the_longest_known_piece_goes_first(text: str, pieces: list[tuple[str, str]]) -> None:
    assert cut(text) == pieces


def test_pieces_of_one_word_share_its_number() -> None:
    assert PIECES.encode("The truce holds.").word_ids == [0, 1, 2, 2, 3]


@given(st.text(alphabet=st.characters(exclude_categories=["Cs"]), max_size=60))
def test_every_piece_lies_in_the_text_and_after_the_one_before(text: str) -> None:
    found = PIECES.encode(text)
    at = 0
    for start, end in found.offsets:
        assert at <= start < end <= len(text) or (start < end and start == at - 1)
        at = end
    assert found.word_ids == sorted(found.word_ids)


@given(st.text(alphabet="aB,. '\t", max_size=40))
def test_plain_text_is_cut_as_any_other(text: str) -> None:
    """What goes the short way, being plain, comes out as if a letter beyond ASCII stood behind it."""
    one, other = PIECES.encode(text), PIECES.encode(f"{text} é")
    assert one.offsets == other.offsets[:-1]
    assert one.ids == other.ids[:-1]
