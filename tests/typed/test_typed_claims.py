"""What is typed is what the claim says: sentence, speaker, deed, figure, time, and what it refers to."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from typed_sheets import HEAD, PLAIN, claim, read, sheet

from truceline.accounts.facts import facts_of
from truceline.agreements.deeds import deeds, qualities
from truceline.model import Comparator, Modality, PartyKind, Polarity, Precision, Stance, VoiceRole
from truceline.typed import CODER, parse


def test_the_text_is_the_sentences_and_a_claim_points_at_exactly_its_own() -> None:
    typed = read(
        PLAIN, "{speaker: Southland, says: 'Éire’s 🚢 sailed: late.', does: meet}", PLAIN.replace("North", "West")
    )
    ((report, claims),) = typed.reports
    assert report.text == "Southland released 13 sailors on 3 March.\nÉire’s 🚢 sailed: late."
    assert [c.quote for c in claims] == [*report.text.split("\n"), report.text.split("\n")[0]]
    assert all(s.holds_in(report.text) for c in claims for s in c.spans.content)
    assert not any(c.spans.cue or c.spans.source for c in claims)


def test_the_same_words_of_two_speakers_are_two_claims() -> None:
    assert len({c.id for c in read(PLAIN, PLAIN.replace("Northland", "Westland")).claims}) == 2


def test_a_report_has_its_title_publisher_and_time_and_stays_where_it_was_put() -> None:
    report = read(PLAIN).reports[0][0]
    assert (report.title, report.publisher, report.language) == ("Third of March", "Example Wire", "en")
    assert report.published is not None
    assert report.published.start == datetime(2024, 3, 3, 21, tzinfo=UTC)
    edited = read(PLAIN.replace("3 March.", "3 March of that year.")).reports[0][0]
    assert edited.id != report.id
    assert edited.url == report.url


def test_what_nobody_has_confirmed_is_shown_so() -> None:
    head = HEAD.replace("published:", "confirmed: no\n    published:")
    assert read(PLAIN, head=head).reports[0][0].publisher == "Example Wire, unconfirmed"


@pytest.mark.parametrize("deed", list(deeds()))
def test_every_deed_comes_back_as_it_was_typed(deed: str) -> None:
    about, said = deeds()[deed].about, deeds()[deed].said
    words = f"says: They were {said[0]}., " if said and not about else "says: Something was said., "
    made = read(f"{{speaker: Northland, {words}does: {deed}" + (f", what: {about[0]}}}" if about else "}")).claims[0]
    (fact,) = facts_of([made], {made.report: datetime(2024, 3, 4, tzinfo=UTC)})
    assert fact.deed == deed


@pytest.mark.parametrize("quality", list(qualities()))
def test_every_quality_is_kept(quality: str) -> None:
    assert claim(f"does: release, what: sailors, quality: [{quality}]").act.qualities == (quality,)


@pytest.mark.parametrize("state", ["held", "missing", "in-force", "expired", "stalled", "total"])
def test_a_state_is_a_state(state: str) -> None:
    act = claim(f"state: {state}, what: sailors, number: 3").act
    assert (act.type, act.mode, act.modality) == ("STATE", state, Modality.ONGOING)


def test_the_dead_are_killed_and_said_to_be_dead() -> None:
    act = claim("state: dead, what: sailors, number: 3").act
    assert (act.mode, act.qualities) == ("killed", ("dead",))


@pytest.mark.parametrize(
    ("typed", "low", "high", "comparator"),
    [
        ("13", 13, 13, Comparator.EXACTLY),
        ("at least 50", 50, None, Comparator.AT_LEAST),
        ("over 400", 400, None, Comparator.OVER),
        ("more than 400", 400, None, Comparator.OVER),
        ("up to 12", None, 12, Comparator.AT_MOST),
        ("nearly 12", None, 12, Comparator.UNDER),
        ("about 240", 240, 240, Comparator.ABOUT),
        ("10 to 12", 10, 12, Comparator.BETWEEN),
        ('"about 1,780 to 2,000"', 1780, 2000, Comparator.ABOUT),
        ('"1,500.5"', 1500.5, 1500.5, Comparator.EXACTLY),
    ],
)
def test_numbers(typed: str, low: float | None, high: float | None, comparator: Comparator) -> None:
    (figure,) = claim(f"does: release, what: sailors, number: {typed}").act.figures
    assert (figure.low, figure.high, figure.comparator) == (low, high, comparator)
    assert (figure.unit, figure.category) == ("sailors", "sailors")


def test_a_rate_and_kinds() -> None:
    (figure,) = claim(
        "does: release, what: sailors, number: 1, per: 10 soldiers, kinds: [woman or child, Nepali]"
    ).act.figures
    assert figure.per is not None
    assert (figure.per.count, figure.per.unit, figure.kinds) == (10, "soldiers", ("woman or child", "Nepali"))


def test_kinds_without_a_number_are_kept() -> None:
    (figure,) = claim("state: held, what: sailors, kinds: [soldier]").act.figures
    assert (figure.low, figure.high, figure.kinds) == (None, None, ("soldier",))


@pytest.mark.parametrize(
    ("typed", "start", "end", "precision"),
    [
        ("2024-03-03", "2024-03-03T00:00+01:00", "2024-03-04T00:00+01:00", Precision.DAY),
        ("2024-03-31", "2024-03-31T00:00+01:00", "2024-04-01T00:00+02:00", Precision.DAY),
        ('"2024-03-03 07:00"', "2024-03-03T07:00+01:00", "2024-03-03T07:01+01:00", Precision.MINUTE),
        ("2024-03-03 10:00", "2024-03-03T10:00+01:00", "2024-03-03T10:01+01:00", Precision.MINUTE),
        ("2024-02", "2024-02-01T00:00+01:00", "2024-03-01T00:00+01:00", Precision.MONTH),
        ("2024-03-03 to 2024-03-04", "2024-03-03T00:00+01:00", "2024-03-05T00:00+01:00", Precision.DAY),
        ("2024-03-03 06:00 to 2024-03-03 07:00", "2024-03-03T06:00+01:00", "2024-03-03T07:00+01:00", Precision.MINUTE),
        ("since 2024-03-03", "2024-03-03T00:00+01:00", None, Precision.SPAN),
        ("until 2024-03-03", None, "2024-03-04T00:00+01:00", Precision.SPAN),
    ],
)
def test_times(typed: str, start: str | None, end: str | None, precision: Precision) -> None:
    when = claim(f"does: meet, when: {typed}").act.when
    assert when is not None
    found = tuple(m and datetime.fromisoformat(m) for m in (start, end))
    assert (when.start, when.end, when.precision) == (*found, precision)


def test_a_running_total_is_marked_as_one() -> None:
    act = claim("does: release, what: sailors, number: 3, total: yes, when: 2024-03-01 to 2024-03-02").act
    assert act.when is not None
    assert (act.when.precision, act.qualities) == (Precision.SPAN, ("in all",))


@pytest.mark.parametrize(
    ("fields", "stance", "modality", "polarity"),
    [
        ("does: meet", Stance.ASSERTS, Modality.HAPPENED, Polarity.POSITIVE),
        ("does: meet, denies: yes", Stance.ASSERTS, Modality.HAPPENED, Polarity.NEGATIVE),
        ("does: meet, denies: no", Stance.ASSERTS, Modality.HAPPENED, Polarity.POSITIVE),
        ("does: attack, accuses: yes", Stance.ACCUSES, Modality.HAPPENED, Polarity.POSITIVE),
        ("does: meet, denies: yes, accuses: yes", Stance.ACCUSES, Modality.HAPPENED, Polarity.NEGATIVE),
        ("does: attack, stance: denies", Stance.DENIES, Modality.DENIED, Polarity.POSITIVE),
        ("does: meet, stance: offers", Stance.OFFERS, Modality.OFFERED, Polarity.POSITIVE),
        ("does: meet, modality: planned", Stance.ASSERTS, Modality.PLANNED, Polarity.POSITIVE),
    ],
)
def test_how_it_is_said(fields: str, stance: Stance, modality: Modality, polarity: Polarity) -> None:
    found = claim(fields)
    assert (found.stance, found.act.modality, found.act.polarity) == (stance, modality, polarity)


def test_a_known_speaker_speaks_for_its_sides_and_an_unknown_one_for_those_given() -> None:
    known, given, through = read(
        "{speaker: IDF, says: A., does: meet}",
        "{speaker: Spokesman, speaks for: [IDF, Israel], says: B., does: meet}",
        "{speaker: Northland, through: [Reuters], says: C., does: meet}",
    ).claims
    assert (known.speaker, known.voice.member_of, known.voice.kind) == (
        "Israel Defense Forces",
        ("Israel",),
        PartyKind.ARMED_FORCE,
    )
    assert given.voice.member_of == ("Israel Defense Forces", "Israel")
    assert [(v.name, v.role) for v in through.voices] == [
        ("Reuters", VoiceRole.THROUGH),
        ("Northland", VoiceRole.SPEAKER),
    ]


@pytest.mark.parametrize("written", ["the report", "The report"])
def test_what_nobody_says_the_report_says(written: str) -> None:
    voice = read(f"{{speaker: {written}, says: A., does: meet}}").claims[0].voice
    assert (voice.name, voice.kind) == ("Example Wire", PartyKind.REPORT)


def test_words_that_yaml_would_change_stay_words() -> None:
    found = claim("does: meet, by: [no, on, 10:00, 0x1f], where: yes")
    assert found.act.actors == ("no", "on", "10:00", "0x1f")
    assert found.act.place == "yes"


def test_claims_refer_to_one_another_in_any_order() -> None:
    part, first, whole = read(
        "{speaker: A, says: Three of them., state: held, what: sailors, number: 3, part of: all, answers: one}",
        "{label: one, speaker: B, says: One., does: meet}",
        "{label: all, speaker: A, says: Ten., state: held, what: sailors, number: 10}",
    ).claims
    assert part.act.figures[0].part_of == whole.id
    assert part.act.answers == first.id


def test_previous_is_the_claim_before_in_the_same_report() -> None:
    whole, part = read(
        "{speaker: A, says: Ten., state: held, what: sailors, number: 10}",
        "{speaker: A, says: Three., state: held, what: sailors, number: 3, part of: previous}",
    ).claims
    assert part.act.figures[0].part_of == whole.id


def test_labels_lead_to_claims_and_the_coder_is_named() -> None:
    typed = read(PLAIN.replace("{", "{label: first, "))
    assert typed.labels == {"first": typed.claims[0].id}
    assert typed.claims[0].coder.name == CODER


def test_the_same_file_gives_the_same_values_whatever_its_line_ends() -> None:
    assert parse(sheet(PLAIN).replace("\n", "\r\n"), "other.yaml") == parse(sheet(PLAIN), "other.yaml")
