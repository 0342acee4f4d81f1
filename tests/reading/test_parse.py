"""The parser sees no party's name, and every token keeps its place in the text."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from truceline.reading.parse import parse
from truceline.reading.parties import Registry

REGISTRY = Registry.load()
TEXT = "Israel’s army said Hamas-run bodies, the Rapid Support Forces and U.S. envoys met.\n\nSudanese officials left."


def parsed(text: str, **options: object) -> object:
    return parse(text, REGISTRY.mentions(text), **options)  # type: ignore[arg-type]


def test_every_mention_is_one_token_that_holds_no_name() -> None:
    p = parse(TEXT, REGISTRY.mentions(TEXT))
    named = {p.words(i): p.doc[i].text for i in p.mentions}
    assert set(named) == {"Israel", "Hamas", "the Rapid Support Forces", "U.S.", "Sudanese"}
    assert set(named.values()) <= {"Norland", "Norlandian", "Norlanders"}


def test_a_new_paragraph_begins_a_sentence_and_white_space_is_no_token() -> None:
    p = parse(TEXT, REGISTRY.mentions(TEXT))
    assert [s[0].text for s in p.sentences()] == ["Norland", "Norlandian"]
    assert not any(t.text.isspace() for t in p.doc)


def test_a_break_that_is_asked_for_begins_a_sentence() -> None:
    text = "CAIRO, March 3 (Agency) - Talks resumed on Friday."
    p = parse(text, (), breaks=(text.index("Talks"),))
    assert [s[0].text for s in p.sentences()] == ["CAIRO", "Talks"]


def test_a_prefix_stays_on_its_word() -> None:
    text = "Urgent de-escalation was needed by non-combatants."
    p = parse(text, ())
    assert {"de-escalation", "non-combatants"} <= {p.words(i) for i in range(len(p))}


@pytest.mark.parametrize(
    "text",
    [
        "🕊️ Hamas said “yes” – and Israel’s team e\u0301tait là 👩‍👩‍👧.",
        "وقالت حماس إن المحادثات توقفت. Israel said no.",
        "The Houthis\u2060 said: 1\u00a0200 prisoners 🇾🇪 were freed.",
    ],
)
def test_tokens_are_slices_of_the_text_whatever_its_script(text: str) -> None:
    p = parse(text, REGISTRY.mentions(text))
    assert all(p.text[s:e] == p.words(i) for i, (s, e) in enumerate(zip(p.starts, p.ends, strict=True)))
    assert list(p.starts) == sorted(p.starts)
    assert p.span(0, len(p)).holds_in(text)


@given(st.text(alphabet="Hamas Israel’s-\n.é😀ا", max_size=60))
def test_no_text_breaks_the_offsets(text: str) -> None:
    p = parse(text, REGISTRY.mentions(text))
    covered = "".join(p.text[s:e] for s, e in zip(p.starts, p.ends, strict=True))
    assert "".join(covered.split()) == "".join(text.split())
