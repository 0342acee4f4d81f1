"""Make a large case of invented reports and claims, for measuring what has to be fast with much in the record.

    .venv/bin/python bench/big_case.py OUT.db [--claims 100000] [--arabic 2] [--long-names]

A report has some 20 claims: releases, deliveries, lists and attacks over 60 days, made as in bench/matrix_speed.py,
each in a sentence of the report's text. The case has an agreement, versions of some reports that supersede earlier
ones, reports that could not be read or were coded twice, and decisions of three people, some of them taken back.
``--arabic`` is how many reports in a hundred are in Arabic. Everything is written in a few large transactions and
passes ``truceline verify``. The same options give the same case, but for the times at which it is written.
"""

from __future__ import annotations

import argparse
import random
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from itertools import islice
from pathlib import Path
from time import perf_counter
from typing import TypeVar

import matrix_speed
from truceline.case import Case
from truceline.model import Act, Claim, Coder, PartyKind, Report, Span, Spans, Stance, Voice, VoiceRole, When
from truceline.record import (
    ClaimsCoded,
    Correction,
    Entry,
    Journal,
    ReportAdded,
    Review,
    ReviewDecision,
    TakenBack,
)

T = TypeVar("T")
PER_REPORT = 20
ZONE = "Africa/Nairobi"
CODER, SECOND = Coder("bench", "1"), Coder("bench", "2")
PEOPLE = ("Ana", "Ben", "Chidi")
PUBLISHERS = ("River Post", "Example Agency", "Hill Gazette", "Lakeland Radio", "The Valley Herald", "Marsh Wire")
FIRST = "Stone Mill Ash Long High Low White Red North South East West Upper Lower Old New Deep Far Green Salt".split()
SECOND_PART = "bridge ford field well gate ridge market harbour cross hollow bank mouth".split()
KINDS_OF_BODY = (
    "Council of {}", "{} police", "mayor of {}", "{} clinic", "governor of {}", "{} traders", "{} relief committee",
)  # fmt: skip
LONG = (
    "Joint Committee of the Upper Valley Municipalities for the Return of Displaced Families and the Repair of Wells",
    "Provisional Administration of the Eastern Lakeshore Districts and the Islands of Outer Marsh",
    "spokeswoman of the Standing Commission on Detained and Missing Persons of the Southern Ridge Assembly",
)
ARABIC = ("مجلس التل", "لجنة الإغاثة في الميناء", "شرطة السوق", "محافظ الجسر", "مراقبون", "وكالة المثال")
CUES = ("said", "stated", "told reporters", "announced", "reported", "confirmed")


def batched(items: Iterable[T], size: int) -> Iterator[list[T]]:
    rest = iter(items)
    while group := list(islice(rest, size)):
        yield group


@dataclass(frozen=True, slots=True)
class Sentence:
    """What a claim is made from, and the sentence that it stands in: speaker, cue, content."""

    made: Claim
    voices: tuple[Voice, ...]
    parts: tuple[str, str, str]
    text: str


# --- words ------------------------------------------------------------------------------------------
def places(chance: random.Random) -> list[str]:
    found = [f"{a}{b}" if a != "Old" else f"Old {b.title()}" for a in FIRST for b in SECOND_PART]
    return chance.sample(found, len(found))


def content(act: Act, day: datetime, place: str | None) -> str:
    who = act.actors[0] if act.actors else "both sides"
    at, on = f" at {place}" if place else "", f" on {day.day} {day:%B}"
    if act.figures:
        figure = act.figures[0]
        done = "had been released" if act.mode == "release" else "had been let through"
        return f"{figure.words} {done} by {who}{at}{on}"
    if act.type == "COOPERATE":
        return f"{who} had handed over the list of the next hostages{at}{on}"
    return f"{who} had opened fire{at}{on}, shortly after {day:%H:%M}"


def arabic(act: Act, day: datetime, place: str | None) -> str:
    at = f" في {place}" if place else ""
    if act.figures:
        return f"{act.figures[0].low:g} أشخاص أفرج عنهم{at} يوم {day.day} من الشهر"
    return f"إطلاق نار وقع{at} يوم {day.day} من الشهر"


def sentence(
    n: int, at: datetime, chance: random.Random, names: Sequence[str], spots: Sequence[str], in_arabic: bool
) -> Sentence:
    made = matrix_speed.claim(n, chance)
    act, speaker = made.act, made.voice
    if chance.random() < 0.3:
        speaker = Voice(chance.choice(names), PartyKind.BODY)
    if in_arabic:
        speaker = Voice(chance.choice(ARABIC))
    place = act.place or (chance.choice(spots) if chance.random() < 0.5 else None)
    when = moved(act.when, at - timedelta(days=chance.randrange(3)))
    act = replace(act, place=place, when=when)
    day = when.start or at
    denied = made.stance is Stance.DENIES
    if in_arabic:
        cue = "نفى" if denied else "قال"
        parts = (speaker.name, cue, arabic(act, day, place))
        text = f"{cue} {speaker.name} إن {parts[2]}."
    else:
        cue = "denied" if denied else chance.choice(CUES)
        parts = (speaker.name, cue, content(act, day, place))
        text = f"{speaker.name} {cue} that {parts[2]}."
    voices: tuple[Voice, ...] = (replace(speaker, words=speaker.name),)
    if chance.random() < 0.2:
        voices = (Voice("Example Agency", PartyKind.OUTLET, VoiceRole.THROUGH), *voices)
    return Sentence(replace(made, act=act), voices, parts, text)


def moved(when: When | None, to: datetime) -> When:
    """The same time of another day: reports tell of the days before them."""
    assert when is not None
    assert when.start is not None
    assert when.end is not None
    days = timedelta(days=(to.date() - when.start.date()).days)
    return replace(when, start=when.start + days, end=when.end + days)


# --- reports and their claims -----------------------------------------------------------------------
def report_of(
    number: int, at: datetime, sentences: Sequence[Sentence], chance: random.Random, in_arabic: bool
) -> Report:
    first = sentences[0]
    title = first.parts[2] if in_arabic else f"{first.parts[0]}: {first.parts[2]}"
    return Report.of(
        "\n\n".join(" ".join(s.text for s in group) for group in batched(sentences, 4)),
        title=title[:1].upper() + title[1:],
        publisher=chance.choice(PUBLISHERS),
        published=When.day(at.date(), zone=ZONE) if chance.random() < 0.5 else When.moment(at, zone=ZONE),
        url=f"https://news.example/{number}",
        language="ar" if in_arabic else "en",
    )


def claims_of(report: Report, sentences: Sequence[Sentence], chance: random.Random, coder: Coder) -> list[Claim]:
    found, start = {}, 0
    for s in sentences:
        start = report.text.index(s.text, start)
        spans = [span(report.text, part, start) for part in s.parts]
        claim = Claim.of(
            report=report.id,
            voices=s.voices,
            stance=s.made.stance,
            act=s.made.act,
            quote=s.parts[2],
            spans=Spans((spans[0],), (spans[1],), (spans[2],)),
            score=round(chance.uniform(0.35, 0.99), 2),
            coder=coder,
        )
        found[claim.id] = claim
        start += len(s.text)
    return list(found.values())


def span(text: str, part: str, start: int) -> Span:
    at = text.index(part, start)
    return Span.of(text, at, at + len(part))


def entries(claims: int, share: float, long_names: bool) -> Iterator[list[Entry]]:
    """For each report the entries that add it and what it says, until there are so many claims."""
    chance = random.Random(22)
    spots = places(chance)
    names = [kind.format(p) for p in spots[:60] for kind in KINDS_OF_BODY]
    names = [*(LONG * 40 if long_names else ()), *names]
    written = number = 0
    while written < claims:
        in_arabic = chance.random() < share / 100
        several = min(PER_REPORT + chance.randint(-6, 6), claims - written)
        at = matrix_speed.START + timedelta(minutes=chance.randrange(matrix_speed.DAYS * 24 * 60))
        said = [sentence(written + n, at, chance, names, spots, in_arabic) for n in range(several)]
        report = report_of(number, at, said, chance, in_arabic)
        coded = claims_of(report, said, chance, CODER)
        yield around(report, coded, said, chance)
        written, number = written + len(coded), number + 1


def around(report: Report, coded: list[Claim], said: Sequence[Sentence], chance: random.Random) -> list[Entry]:
    """The report and its claims, sometimes after an earlier version of it, or with an earlier coding."""
    made: list[Entry] = [ReportAdded(report, f"{report.url}")]
    kind = chance.random()
    if kind < 0.01:
        assert report.published is not None
        assert report.published.start is not None
        earlier = When.moment(report.published.start - timedelta(hours=2), zone=ZONE)
        early = Report.of(
            said[0].text, title=f"{report.title} (first report)", publisher=report.publisher,
            published=earlier, url=report.url, language=report.language,
        )  # fmt: skip
        made = [ReportAdded(early, f"{report.url}"), ClaimsCoded(early.id, CODER, (), "it is too short"), *made]
    elif kind < 0.02:
        half = [replace(c, coder=SECOND) for c in coded[: len(coded) // 2]]
        return [*made, ClaimsCoded(report.id, SECOND, tuple(half)), ClaimsCoded(report.id, CODER, tuple(coded))]
    return [*made, ClaimsCoded(report.id, CODER, tuple(coded))]


def decisions(claims: Sequence[str], chance: random.Random) -> Iterator[tuple[str, Entry]]:
    """What people decided on some of the claims, with who did."""
    for id in claims:
        who, kind = chance.choice(PEOPLE), chance.random()
        if kind < 0.5:
            yield who, Review(id, ReviewDecision.ACCEPTED, "")
        elif kind < 0.75:
            yield who, Review(id, ReviewDecision.REJECTED, "The words say something else.")
        else:
            yield who, Correction.of(id, {"place": "Stonebridge"}, "The place was missed.")


def write(path: Path, claims: int, share: float, long_names: bool) -> None:
    with Case.create(path, title="Truce of the ridge", zone=ZONE, author="bench") as case:
        case.add_agreement(matrix_speed.agreement().text, name="ridge.yaml")
    with Journal.open(path) as journal:
        ids: list[str] = []
        for group in batched(entries(claims, share, long_names), 250):
            added = [e for several in group for e in several]
            journal.append(added, "bench")
            ids += [c.id for e in added if isinstance(e, ClaimsCoded) for c in e.claims]
        decide(journal, ids)


def decide(journal: Journal, ids: Sequence[str]) -> None:
    chance = random.Random(5)
    chosen = list(decisions(chance.sample(ids, len(ids) // 50), chance))
    for person in PEOPLE:
        own = [entry for who, entry in chosen if who == person]
        recorded = journal.append(own, person)
        taken = [(r.seq, r.entry) for r in recorded[::20]]
        back = [TakenBack(e.claim, seq) for seq, e in taken if isinstance(e, Review | Correction)]
        journal.append(back, person)


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("out", type=Path)
    options.add_argument("--claims", type=int, default=100_000)
    options.add_argument("--arabic", type=float, default=2.0)
    options.add_argument("--long-names", action="store_true")
    given = options.parse_args()
    begun = perf_counter()
    write(given.out, given.claims, given.arabic, given.long_names)
    size = given.out.stat().st_size / 1e6
    print(f"{given.out}: {given.claims:,} claims, {size:.0f} MB, written in {perf_counter() - begun:.0f} s")


if __name__ == "__main__":
    main()
