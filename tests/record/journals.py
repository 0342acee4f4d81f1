"""Random journals: reports and their versions, codings and recodings, decisions, and settings that change."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

from hypothesis import strategies as st
from record_values import RULES, T0

from truceline.model import (
    Act,
    Basis,
    Claim,
    Coder,
    Modality,
    Precision,
    Report,
    Span,
    Spans,
    Stance,
    Voice,
    VoiceRole,
    When,
)
from truceline.record import (
    ClaimsCoded,
    Correction,
    Entry,
    Note,
    ReportAdded,
    Review,
    ReviewDecision,
    Settings,
    TakenBack,
)

NAMES = ("Arland", "Borland", "River Post", "حركة الجبل")
ZONES = (None, "Asia/Beirut", "Pacific/Auckland", "America/Los_Angeles")
DAYS = [date(2023, 12, d) for d in range(1, 5)]
WORDS = ("12 convoys crossed the river", "Borland released 3 hostages", "أطلقت الحركة سراح ثلاثة", "the truce held")
TEXT = ". ".join(WORDS) + "."


def whens(zones: Sequence[str | None] = ZONES) -> st.SearchStrategy[When | None]:
    days = st.builds(lambda d, z: When.day(d, zone=z), st.sampled_from(DAYS), st.sampled_from(zones))
    moments = st.sampled_from(
        [When.moment(datetime(2023, 12, d, h, tzinfo=UTC)) for d in (1, 2, 3) for h in (0, 11, 22)]
    )
    at = datetime(2023, 12, 2, tzinfo=UTC)
    odd = [
        When(at, None, Precision.SPAN, Basis.STATED),
        When(None, at, Precision.SPAN, Basis.STATED),
        When(at, at, Precision.SPAN, Basis.STATED),
    ]
    return st.one_of(st.none(), days, moments, st.sampled_from(odd))


@st.composite
def reports(draw: st.DrawFn, number: int) -> Report:
    text = draw(st.sampled_from([TEXT, f"{TEXT} Report {number}.", f"{TEXT} Again."]))
    url = draw(st.sampled_from([None, "https://post.example/1", "https://post.example/2"]))
    publisher = draw(st.sampled_from([None, "River Post", "Hill Gazette"]))
    return Report.of(text, title=f"Report {number}", publisher=publisher, published=draw(whens()), url=url)


@st.composite
def claims(draw: st.DrawFn, report: Report, coder: Coder) -> Claim:
    words = draw(st.sampled_from(WORDS))
    start = report.text.index(words)
    content = Span.of(report.text, start, start + len(words))
    names = st.sampled_from(NAMES)
    voices: tuple[Voice, ...] = (Voice(draw(names), member_of=tuple(draw(st.lists(names, max_size=1)))),)
    if draw(st.booleans()):
        voices = (Voice(draw(names), role=VoiceRole.THROUGH), *voices)
    act = Act(
        *draw(st.sampled_from([("RETREAT", "release"), ("RETREAT", None), ("ASSAULT", None), ("STATE", None)])),
        actors=tuple(draw(st.lists(names, max_size=2, unique=True))),
        recipients=tuple(draw(st.lists(names, max_size=1))),
        category=draw(st.sampled_from([None, "hostages"])),
        place=draw(st.sampled_from([None, "the river", "الميناء"])),
        when=draw(whens()),
        modality=draw(st.sampled_from([Modality.HAPPENED, Modality.PLANNED])),
    )
    return Claim.of(
        report=report.id,
        voices=voices,
        stance=draw(st.sampled_from([Stance.ASSERTS, Stance.DENIES])),
        act=act,
        quote=words,
        spans=Spans(content=(content,)),
        score=draw(st.sampled_from([0.25, 0.5, 1.0])),
        coder=coder,
    )


@st.composite
def journals(draw: st.DrawFn) -> list[tuple[Entry, datetime]]:
    """Entries that can follow one another, each with when it was made."""
    made: list[Entry] = []
    added: dict[str, Report] = {}
    coded: dict[str, Claim] = {}
    stands: dict[str, list[int]] = {}
    for number in range(draw(st.integers(1, 14))):
        kind = draw(
            st.sampled_from("report report coding coding decision decision decision undo settings note".split())
        )
        if kind == "report" or not added:
            report = draw(reports(number))
            if report.id in added:
                continue
            added[report.id] = report
            made.append(ReportAdded(report, f"{number}.txt"))
        elif kind == "coding":
            made.append(draw(codings(list(added.values()), list(coded.values()))))
            for claim in made[-1].claims:  # type: ignore[union-attr]
                coded.setdefault(claim.id, claim)
        elif kind == "decision" and coded:
            made.append(draw(decisions(list(coded.values()))))
            stands.setdefault(made[-1].claim, []).append(len(made))  # type: ignore[union-attr]
        elif kind == "undo" and any(stands.values()):
            id = draw(st.sampled_from([c for c, several in stands.items() if several]))
            made.append(TakenBack(id, stands[id].pop(), "it was a slip"))
        elif kind == "settings":
            made.append(Settings("The river", draw(st.sampled_from(ZONES))))
        else:
            made.append(Note("x", "y"))
    hours = draw(st.lists(st.integers(0, 96), min_size=len(made), max_size=len(made)))
    return [(e, T0 - timedelta(days=3) + timedelta(hours=h)) for e, h in zip(made, hours, strict=True)]


@st.composite
def codings(draw: st.DrawFn, added: list[Report], before: list[Claim]) -> ClaimsCoded:
    """A coding that may have new claims, and some that an earlier one had, in any order; or none of the report."""
    report = draw(st.sampled_from(added))
    coder = draw(st.sampled_from([RULES, Coder("rules", "2")]))
    if draw(st.integers(0, 9)) == 0:
        return ClaimsCoded(report.id, coder, (), draw(st.sampled_from(["", "it is in Amharic"])))
    fresh = draw(st.lists(claims(report, coder), max_size=3))
    again = [replace(c, coder=coder) for c in before if c.report == report.id and draw(st.booleans())]
    return ClaimsCoded(report.id, coder, tuple(draw(st.permutations([*fresh, *again]))))


@st.composite
def decisions(draw: st.DrawFn, coded: list[Claim]) -> Entry:
    claim = draw(st.sampled_from(coded))
    if draw(st.booleans()):
        return Review(claim.id, draw(st.sampled_from(list(ReviewDecision))), "seen")
    content = claim.spans.content[0]
    shorter = Spans(content=(Span(content.start, content.start + 2, content.quote[:2]),))
    changes = draw(
        st.sampled_from(
            [
                {"place": "the bridge"},
                {"speaker": "Borland", "stance": "doubts"},
                {"actors": ["Arland", "Coast Guard"], "act": "ASSAULT", "mode": None},
                {"when": None},
                {"spans": shorter, "quote": content.quote[:2]},
            ]
        )
    )
    return Correction.of(claim.id, changes, "it says so")
