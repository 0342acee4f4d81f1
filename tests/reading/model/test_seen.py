"""What the reader sees: spans inside the text, the same every time, whatever else is read."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from truceline.reading.model import Reader, Seen, acts, attribution, fillers, roles

REPORT = (
    "The Marab Front said on Tuesday that government troops had shelled the bridge at Oru, killing four people.\n\n"
    "“We were sleeping when the first one hit,” said Ilsa Dane, a nurse. “Then the roof came down.”\n\n"
    "The defence ministry denied the charge. Observers believe both sides are preparing for a longer war."
)
ODD = [
    "",
    " ",
    "\n\n\n",
    ".",
    "\x00\x01",
    "🕊️🕊️ 停火協議 Перемирие وقف إطلاق النار",
    "e\u0301" * 300,
    "\ud800 lone",
    "ﷺ" * 50,
    "said " * 2000,
    '"' * 500,
    "a\u200bb\u2060c" * 40,
    REPORT.upper(),
    REPORT.replace("\n", "\r\n"),
]


def all_spans(seen: Seen) -> Iterator[tuple[int, int]]:
    for said in attribution.attributions(seen):
        yield from (*said.source, *said.cue, *said.content)
    end = len(seen.text)
    for span in (
        *roles.spans(seen, 0, end),
        *roles.entities(seen, 0, end),
        *fillers.spans(seen, ease=3.0),
        *fillers.effects(seen),
    ):
        yield span.start, span.end


def everything(seen: Seen) -> tuple[object, ...]:
    end = len(seen.text)
    return (
        attribution.attributions(seen),
        acts.types(seen, 0, end),
        acts.modes(seen, 0, end),
        acts.quads(seen, 0, end),
        roles.spans(seen, 0, end),
        fillers.spans(seen),
    )


@pytest.mark.parametrize("text", [REPORT, *ODD, REPORT * 60])
def test_spans_lie_inside_the_text(reader: Reader, text: str) -> None:
    (seen,) = reader.read([text])
    for start, end in all_spans(seen):
        assert 0 <= start < end <= len(text)
        assert text[start:end].strip()


def test_spans_are_whole_words(reader: Reader) -> None:
    (seen,) = reader.read([REPORT])
    for start, end in all_spans(seen):
        assert start == 0 or not (REPORT[start - 1].isalnum() and REPORT[start].isalnum())
        assert end == len(REPORT) or not (REPORT[end - 1].isalnum() and REPORT[end].isalnum())


def test_the_same_text_gives_the_same(reader: Reader) -> None:
    assert everything(reader.read([REPORT])[0]) == everything(reader.read([REPORT])[0])


def test_what_else_is_read_changes_nothing(reader: Reader) -> None:
    alone = everything(reader.read([REPORT])[0])
    among = reader.read(["Short.", REPORT * 9, REPORT, *ODD])
    assert everything(among[2]) == alone


def test_shares_add_up(reader: Reader) -> None:
    (seen,) = reader.read([REPORT])
    for shares in (acts.types(seen, 0, 105), acts.modes(seen, 0, 105), acts.quads(seen, 0, 105)):
        assert sum(shares.values()) == pytest.approx(1, abs=1e-4)
    assert set(acts.types(seen, 5, 5)) == set(acts.types(seen, 0, 105))
    assert len(acts.types(seen, 0, 105)) == 17


def test_plain_sayings_are_found(reader: Reader) -> None:
    (seen,) = reader.read([REPORT])
    told = [
        (" ".join(REPORT[a:b] for a, b in said.source), " ".join(REPORT[a:b] for a, b in said.content))
        for said in attribution.attributions(seen)
    ]
    assert any("Front" in source and "shelled the bridge" in content for source, content in told)
    assert any("Ilsa Dane" in source and "sleeping" in content for source, content in told)
    assert all(0 <= said.score <= 1 for said in attribution.attributions(seen))


def test_two_sayings_in_one_sentence_stay_two(reader: Reader) -> None:
    text = "Residents of Oruma reported hearing shelling overnight; the governor blamed the rebels."
    (seen,) = reader.read([text])
    contents = [[text[a:b] for a, b in said.content] for said in attribution.attributions(seen)]
    assert ["the rebels"] in contents
    assert all(len(parts) == 1 for parts in contents)


def test_a_broken_quotation_is_one_saying(reader: Reader) -> None:
    text = "“We counted nine bodies,” said Ilsa Dane, a nurse at the camp. “Most of them were children.”"
    (seen,) = reader.read([text])
    (said,) = attribution.attributions(seen)
    assert len(said.content) == 2
    assert [text[a:b] for a, b in said.cue] == ["said"]
