"""Strategies for every value of the model."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta, timezone
from zoneinfo import ZoneInfo

from hypothesis import strategies as st

from truceline.model import (
    Act,
    Basis,
    Claim,
    Coder,
    Comparator,
    Dateline,
    Figure,
    Membership,
    Modality,
    Party,
    PartyKind,
    Polarity,
    Precision,
    Rate,
    Report,
    Span,
    Spans,
    Stance,
    Voice,
    VoiceRole,
    When,
)

# No lone surrogates: they are no text, and cannot be written as UTF-8.
TEXT = st.text(st.characters(exclude_categories=["Cs"]), max_size=12)
NAME = st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=12)
NUMBER = st.floats(min_value=-1e12, max_value=1e12, allow_nan=False)
ZONES = ["UTC", "Asia/Beirut", "Asia/Kathmandu", "America/Bogota", "Africa/Khartoum", "Pacific/Apia"]
OFFSETS = st.integers(-14 * 60, 14 * 60).map(lambda m: timezone(timedelta(minutes=m)))
FIXED = st.datetimes(datetime(1900, 1, 1), datetime(2100, 1, 1), timezones=OFFSETS | st.just(UTC))
ZONED = st.datetimes(
    datetime(1900, 1, 1),
    datetime(2100, 1, 1),
    timezones=st.sampled_from(ZONES).map(ZoneInfo),
    allow_imaginary=False,
)


def maybe(values: st.SearchStrategy[object]) -> st.SearchStrategy[object]:
    return st.none() | values


def some(values: st.SearchStrategy[object]) -> st.SearchStrategy[tuple[object, ...]]:
    return st.lists(values, max_size=2).map(tuple)


def _when(first: datetime, second: datetime, open_end: str, **rest: object) -> When:
    start, end = sorted((first, second), key=datetime.timestamp)
    return When(None if open_end == "start" else start, None if open_end == "end" else end, **rest)  # type: ignore[arg-type]


def _figure(first: float, second: float, open_end: str, **rest: object) -> Figure:
    low, high = sorted((first, second))
    return Figure(None if "low" in open_end else low, None if "high" in open_end else high, **rest)  # type: ignore[arg-type]


WHENS = st.builds(
    _when,
    FIXED,
    FIXED,
    st.sampled_from(["", "start", "end"]),
    precision=st.sampled_from(Precision),
    basis=st.sampled_from(Basis),
    words=TEXT,
    zone=maybe(st.sampled_from(ZONES)),
)
RATES = st.builds(Rate, NUMBER, NAME)
FIGURES = st.builds(
    _figure,
    NUMBER,
    NUMBER,
    st.sampled_from(["", "low", "high", "low high"]),
    comparator=st.sampled_from(Comparator),
    unit=TEXT,
    words=TEXT,
    category=maybe(TEXT),
    kinds=some(TEXT),
    part_of=maybe(NAME),
    per=maybe(RATES),
)
DATELINES = st.builds(Dateline, NAME, TEXT, maybe(st.sampled_from(ZONES)), maybe(NAME))
REPORTS = st.builds(
    Report.of,
    NAME,
    title=TEXT,
    publisher=maybe(TEXT),
    published=maybe(WHENS),
    dateline=maybe(DATELINES),
    url=maybe(TEXT),
    language=maybe(TEXT),
)
VOICES = st.builds(
    Voice,
    NAME,
    st.sampled_from(PartyKind),
    st.sampled_from([VoiceRole.THROUGH, VoiceRole.INNER]),
    maybe(NAME),
    some(NAME),
    TEXT,
)
SPEAKERS = st.builds(Voice, NAME, st.sampled_from(PartyKind), st.just(VoiceRole.SPEAKER), maybe(NAME), some(NAME), TEXT)
ACTS = st.builds(
    Act,
    NAME,
    maybe(NAME),
    some(NAME),
    some(NAME),
    maybe(TEXT),
    some(FIGURES),
    maybe(WHENS),
    maybe(TEXT),
    st.sampled_from(Polarity),
    st.sampled_from(Modality),
    maybe(NAME),
)
CODERS = st.builds(Coder, NAME, NAME)
MEMBERSHIPS = st.builds(Membership, NAME, TEXT, maybe(FIXED), maybe(FIXED))
PARTIES = st.builds(
    Party, NAME, NAME, st.sampled_from(PartyKind), some(NAME), some(NAME), maybe(NAME), some(MEMBERSHIPS), TEXT
)


@st.composite
def spans_of(draw: Callable[..., int], text: str) -> Span:
    start = draw(st.integers(0, len(text) - 1))
    return Span.of(text, start, draw(st.integers(start + 1, len(text))))


@st.composite
def texts_and_spans(draw: Callable[..., object]) -> tuple[str, Span]:
    text = draw(NAME)
    return text, draw(spans_of(text))  # type: ignore[return-value, arg-type]


@st.composite
def claims(draw: Callable[..., object]) -> Claim:
    text: str = draw(NAME)  # type: ignore[assignment]
    one: st.SearchStrategy[Span] = spans_of(text)
    content = draw(st.lists(one, min_size=1, max_size=2).map(tuple))
    voices = (*draw(some(VOICES)), draw(SPEAKERS), *draw(some(VOICES)))  # type: ignore[misc]
    return Claim.of(
        report=draw(NAME),  # type: ignore[arg-type]
        voices=voices,  # type: ignore[arg-type]
        stance=draw(st.sampled_from(Stance)),  # type: ignore[arg-type]
        act=draw(ACTS),  # type: ignore[arg-type]
        quote=draw(TEXT),  # type: ignore[arg-type]
        spans=Spans(draw(some(one)), draw(some(one)), content),  # type: ignore[arg-type]
        score=draw(st.floats(0, 1)),  # type: ignore[arg-type]
        coder=draw(CODERS),  # type: ignore[arg-type]
    )


VALUES = {
    "when": WHENS,
    "rate": RATES,
    "figure": FIGURES,
    "dateline": DATELINES,
    "report": REPORTS,
    "voice": VOICES,
    "act": ACTS,
    "coder": CODERS,
    "membership": MEMBERSHIPS,
    "party": PARTIES,
    "span": texts_and_spans().map(lambda pair: pair[1]),
    "claim": claims(),
}
