"""The text of a report in pieces, with the claims that each belongs to."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from truceline.model import Act, Claim, Coder, Comparator, Figure, Precision, Span, Spans, Stance, Voice
from truceline.model.when import Basis, When, midnight
from truceline.web.marking import Marked, amounts, mark, told_in

FAMILY = "\N{MAN}\u200d\N{WOMAN}\u200d\N{GIRL}"
HAND = "\N{HAPPY PERSON RAISING ONE HAND}\N{EMOJI MODIFIER FITZPATRICK TYPE-5}"
TEXTS = {
    "plain": "The council said three men left on Friday.",
    "two paragraphs": "The council said:\n\nthree men left on Friday.\nNobody else spoke.",
    "emoji": f"The council {FAMILY} said {HAND} three men left on Friday.",
    "combining accents": "The coun\u0327c\u0323\u0307il said three m\u0331en left on Friday.",
    "Arabic": "قال المجلس إن ثلاثة رجال غادروا يوم الجمعة.\n\nولم يتحدث أحد.",
    "outside the plane": "\U00010330\U00010331 said three men left on Friday. \U0001d54f",
}


def claim(
    text: str,
    content: str,
    *,
    speaker: str = "Council",
    source: str = "",
    cue: str = "",
    figures: tuple[str, ...] = (),
    when: str = "",
) -> Claim:
    """A claim whose spans are where its words first stand in the text."""

    def spans(words: str) -> tuple[Span, ...]:
        parts = [p for p in words.split("|") if p]
        return tuple(Span.of(text, text.index(p), text.index(p) + len(p)) for p in parts)

    day = midnight(date(2031, 5, 2), None)
    return Claim.of(
        report="r-1",
        voices=(Voice(speaker),),
        stance=Stance.ASSERTS,
        act=Act(
            "RELEASE",
            figures=tuple(Figure(3, 3, Comparator.EXACTLY, "men", words) for words in figures),
            when=When(day, day + timedelta(days=1), Precision.DAY, Basis.INFERRED, when) if when else None,
        ),
        quote=content.replace("|", " "),
        spans=Spans(spans(source), spans(cue), spans(content)),
        score=0.7,
        coder=Coder("tests", "1"),
    )


def whole(marked: Marked) -> str:
    return "".join(piece.text for paragraph in marked.paragraphs for piece in paragraph.pieces)


def of(marked: Marked, role: str, number: int) -> str:
    """The words that have a role in a claim."""
    pieces = (piece for paragraph in marked.paragraphs for piece in paragraph.pieces)
    return "".join(piece.text for piece in pieces if number in getattr(piece, role))


@pytest.mark.parametrize("text", TEXTS.values(), ids=TEXTS)
def test_every_span_is_marked_on_exactly_its_code_points(text: str) -> None:
    middle = len(text) // 2
    claims = [
        claim(text, text[start:end].strip())
        for start, end in ((0, middle), (middle // 2, middle + 4), (middle, len(text)), (3, 4), (0, len(text)))
    ]
    marked = mark(text, claims)
    for number, one in enumerate(claims):
        words = "".join(span.quote for span in one.spans.content)
        assert of(marked, "content", number) == words.replace("\n\n", "")


@pytest.mark.parametrize("text", TEXTS.values(), ids=TEXTS)
def test_the_paragraphs_are_the_text_but_for_what_is_between_them(text: str) -> None:
    marked = mark(text, [claim(text, text[2:9])])
    assert whole(marked) == text.replace("\n\n", "")
    for paragraph in marked.paragraphs:
        words = "".join(piece.text for piece in paragraph.pieces)
        assert text[paragraph.start : paragraph.start + len(words)] == words


def test_a_text_without_claims_is_one_plain_piece_a_paragraph() -> None:
    marked = mark("One.\n\nTwo\nand a half.", [])
    assert [[p.text for p in paragraph.pieces] for paragraph in marked.paragraphs] == [["One."], ["Two\nand a half."]]
    assert not any(piece.marked for paragraph in marked.paragraphs for piece in paragraph.pieces)


def test_roles_that_are_interrupted_are_marked_in_all_their_parts() -> None:
    text = "Three men, the council said, left."
    marked = mark(text, [claim(text, "Three men|left", source="the council", cue="said")])
    assert of(marked, "content", 0) == "Three menleft"
    assert of(marked, "source", 0) == "the council"
    assert of(marked, "cue", 0) == "said"


TOLD = "The council said the guard had denied that three men left."


def test_a_voice_told_by_another_is_bracketed_one_level_deeper() -> None:
    outer = claim(TOLD, "the guard had denied that three men left", source="The council", cue="said")
    inner = claim(TOLD, "three men left", speaker="Guard", source="the guard", cue="denied")
    marked = mark(TOLD, [outer, inner])
    assert marked.outer == (None, 0)
    depths = {piece.text: piece.depth for piece in marked.paragraphs[0].pieces}
    assert depths["The council"] == 0
    assert depths["the guard"] == 1
    assert depths["three men left"] == 2
    opened = [piece for piece in marked.paragraphs[0].pieces if piece.opens or piece.closes]
    assert [(p.text, p.opens, p.closes) for p in opened] == [("three men left", 1, 1)]


def test_a_part_of_what_one_speaker_says_is_no_voice_of_its_own() -> None:
    text = "The council said three men and one boy left."
    claims = [claim(text, "three men and one boy left"), claim(text, "one boy left")]
    assert told_in(claims) == (None, None)


def test_the_innermost_claim_around_is_the_one_it_is_told_in() -> None:
    text = "A said B said C said it rained."
    claims = [
        claim(text, "it rained", speaker="C"),
        claim(text, "B said C said it rained", speaker="A"),
        claim(text, "C said it rained", speaker="B"),
    ]
    assert told_in(claims) == (2, None, 1)
    deepest = mark(text, claims).paragraphs[0].pieces[-2]
    assert (deepest.text, deepest.depth, deepest.closes) == ("it rained", 3, 2)


def test_hidden_claims_have_marks_that_are_not_seen() -> None:
    text = "The council said three men left."
    marked = mark(text, [claim(text, "three men left", figures=("three men",))], hidden={0})
    piece = next(p for p in marked.paragraphs[0].pieces if p.text == "three men left")
    assert (piece.content, piece.looks, piece.begins) == ((0,), "", ())
    assert piece.roles(0) == "on-content"


@pytest.mark.parametrize(
    ("written", "expected"),
    [("three\nmen", ["three men"]), ("thre", []), ("", []), ("400", []), ("3", ["3"])],
    ids=["other white space", "part of a word", "no words", "part of a number", "a number"],
)
def test_figures_are_found_as_they_are_written(written: str, expected: list[str]) -> None:
    text = "The council said three men and 3 of 1,400.5 left."
    one = claim(text, text[17:], figures=(written,))
    found = [text[start:end] for _, (start, end) in amounts(text, one)]
    assert found == expected


def test_a_time_outside_the_content_is_found_in_the_same_line_and_nearest_to_it() -> None:
    text = "On Friday it rained.\nOn Friday the council met, and on Friday it said that on Monday three men left."
    one = claim(text, "three men left", when="Friday")
    (name, (start, _)), *_ = [*amounts(text, one)]
    assert (name, start) == ("time", text.rindex("Friday"))


@pytest.mark.parametrize(
    ("text", "language", "directions"),
    [
        ("قال المجلس.\n\nReuters", "ar", ["rtl", "auto"]),
        ("BBC: قال المجلس.", "ar", ["rtl"]),
        ("The word is قال.", "en", ["auto"]),
        ("שלום", "he-IL", ["rtl"]),
        ("قال", None, ["auto"]),
    ],
)
def test_the_direction_of_a_line_follows_from_the_language_of_the_report(
    text: str, language: str | None, directions: list[str]
) -> None:
    assert [p.direction for p in mark(text, [], language).paragraphs] == directions


def test_a_long_report_with_thousands_of_claims_is_cut_in_time() -> None:
    sentence = "The council said three men left on Friday. "
    text = sentence * 2000
    claims = []
    for n in range(2000):
        at = n * len(sentence)
        content = Span.of(text, at + 17, at + 31)
        base = claim(sentence, "three men left", figures=("three men",), when="Friday")
        claims.append(
            Claim.of(
                report="r-1", voices=base.voices, stance=base.stance, act=base.act, quote=base.quote,
                spans=Spans((), (), (content,)), score=0.7, coder=base.coder,
            )
        )  # fmt: skip
    marked = mark(text, claims)
    assert sum(len(p.pieces) for p in marked.paragraphs) > 8000
