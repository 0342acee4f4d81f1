"""What the trained reader adds to the rules: attributions not found, and signs of doubt."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date

import pytest

from truceline.model import Claim, Report, Stance, When
from truceline.reading.learned import Learned, masked
from truceline.reading.model import Judged, Opinion, Reader, Tagged, acts, attribution
from truceline.reading.parse import parse
from truceline.reading.parties import Registry
from truceline.reading.rules import RuleCoder


class Stub(Reader):
    """A reader that sees nothing by itself: the tests say what it sees."""

    def __init__(self) -> None:
        self.version = "stub"

    def read(self, texts: object) -> list[object]:  # type: ignore[override]
        return [None]

    def judge(  # type: ignore[override]
        self, seen: object, opinions: Sequence[Opinion], times: object = ()
    ) -> list[Judged | None]:
        return [None] * len(opinions)


Sees = Callable[..., None]


@pytest.fixture
def sees(monkeypatch: pytest.MonkeyPatch) -> Sees:
    """Sets what the reader sees: attributions as (source, cue, content, score) in words, and the share of act types."""

    def see(text: str, *tagged: tuple[str, str, str, float], types: dict[str, float] | None = None) -> None:
        known = parse(text, Registry.load().mentions(text))
        seen, _, _ = masked(known)

        def spans(words: str) -> tuple[tuple[int, int], ...]:
            return ((seen.index(words), seen.index(words) + len(words)),) if words else ()

        found = tuple(Tagged(spans(s), spans(q), spans(c), score) for s, q, c, score in tagged)
        monkeypatch.setattr(attribution, "attributions", lambda _: found)
        monkeypatch.setattr(acts, "types", lambda *_: types or {"NONE": 1.0})

    return see


def claims(text: str) -> tuple[Claim, ...]:
    report = Report.of(text, published=When.day(date(2023, 6, 2)), language="en")
    return RuleCoder(reader=Stub()).code(report)


def by(speaker: str, text: str) -> list[Claim]:
    return [c for c in claims(text) if c.voice.name == speaker]


WORDS = "Out of the mouth of the governor the bridge was closed for weeks."


def test_known_parties_are_out_of_sight_and_every_token_keeps_its_place() -> None:
    text = "Israeli officials met Qatar's envoy."
    known = parse(text, Registry.load().mentions(text))
    seen, starts, ends = masked(known)
    assert seen == "Norlandian officials met Norland's envoy."
    kept = [(seen[a:b], known.words(i)) for i, (a, b) in enumerate(zip(starts, ends, strict=True))]
    assert [pair for pair in kept if pair[0] != pair[1]] == [("Norlandian", "Israeli"), ("Norland", "Qatar")]


def test_what_the_reader_alone_finds_is_somebodys_words(sees: Sees) -> None:
    sees(WORDS)
    assert by("governor", WORDS) == []
    sees(WORDS, ("the governor", "Out of the mouth of", "the bridge was closed for weeks", 0.9))
    (found,) = by("governor", WORDS)
    assert found.quote == "the bridge was closed for weeks"
    assert found.stance is Stance.ASSERTS


@pytest.mark.parametrize(
    ("source", "cue", "score"),
    [("the governor", "Out of the mouth of", 0.2), ("", "Out of the mouth of", 0.9), ("the governor", "", 0.9)],
)
def test_what_the_reader_is_not_sure_of_stays_the_reports_own(sees: Sees, source: str, cue: str, score: float) -> None:
    sees(WORDS, (source, cue, "the bridge was closed for weeks", score))
    assert {c.voice.kind.value for c in claims(WORDS)} == {"report"}


def test_what_the_rules_have_found_stays_as_they_have_it(sees: Sees) -> None:
    text = "The governor said that the bridge was closed."
    sees(text)
    before = [(c.voice.name, c.quote, c.stance) for c in claims(text)]
    sees(text, ("The governor", "said", "the bridge was closed", 0.9))
    assert [(c.voice.name, c.quote, c.stance) for c in claims(text)] == before


def test_who_hears_the_same_speaker_trusts_more(sees: Sees) -> None:
    text = "The governor said that rebels had shelled the bridge."
    known = parse(text, Registry.load().mentions(text))
    sees(text, ("The governor", "said", "rebels had shelled the bridge", 0.9), types={"ASSAULT": 1.0})
    learned = Learned(known, None, *masked(known)[1:], Stub())  # type: ignore[arg-type]
    told: dict[str, dict[str, float]] = {}
    report = Report.of(text, published=When.day(date(2023, 6, 2)), language="en")
    RuleCoder(reader=Stub()).code(report, signs=lambda claim, signs: told.update({claim.voice.name: signs}))
    assert told["governor"]["heard from the same"] > 0.8
    assert told["governor"]["seen as such"] == 1.0
    assert learned.attributions(()) != ()
