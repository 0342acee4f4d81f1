"""Shapes, quotation states, windows."""

from __future__ import annotations

import pytest

from truceline.reading.model import Reader
from truceline.reading.model.pieces import LIMIT, pieces, windows

TOLD = 'The army said on Monday: "We hold Marab. THEY fled in 3 trucks." Nothing more.\n\nThe McKay camp denied it.'


def test_shapes_tell_how_words_are_written(reader: Reader) -> None:
    cut = pieces(reader.tokenizer, TOLD)
    shape = {TOLD[s:e]: shape for s, e, shape in zip(cut.starts, cut.ends, cut.shapes, strict=True)}
    assert [shape[word] for word in ("army", "The", "THEY", "3", "McKay", '"')] == [1, 2, 3, 4, 5, 6]


def test_quotation_ends_with_its_mark_or_its_paragraph(reader: Reader) -> None:
    cut = pieces(reader.tokenizer, TOLD)
    state = {TOLD[s:e]: quote for s, e, quote in zip(cut.starts, cut.ends, cut.quotes, strict=True)}
    assert [state[word] for word in ("army", "We", "trucks", "Nothing", "camp")] == [1, 2, 2, 1, 1]
    text = "“Left open for ever\n\nand closed by the paragraph"
    cut = pieces(reader.tokenizer, text)
    assert cut.quotes[:3] == [3, 2, 2]
    assert cut.quotes[-1] == 1


@pytest.mark.parametrize(
    "text",
    [
        TOLD,
        TOLD * 200,
        "word " * 3000,
        "x" * 5000,
        "a sentence of some length that ends. " * 400,
        "one line\n" * 900,
        "",
        " \n \n",
    ],
)
def test_windows_hold_every_piece_once(reader: Reader, text: str) -> None:
    cut = pieces(reader.tokenizer, text)
    found = windows(text, cut)
    assert [at for start, end in found for at in range(start, end)] == list(range(len(cut)))
    assert all(0 < end - start <= LIMIT for start, end in found)


def test_windows_break_at_paragraphs_where_they_can(reader: Reader) -> None:
    text = "\n\n".join(["The council met in the port town and sent a letter to both sides."] * 40)
    cut = pieces(reader.tokenizer, text)
    for start, _ in windows(text, cut):
        assert start == 0 or text[cut.starts[start] - 1] == "\n"
