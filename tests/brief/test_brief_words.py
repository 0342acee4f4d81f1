"""Figures, times and voices in words."""

from __future__ import annotations

from datetime import datetime

import brief_sample as sample
import pytest

from truceline.brief.context import around
from truceline.brief.times import basis_words, moment_words, when_words
from truceline.brief.voices import chain_words, report_voice, voice_words
from truceline.brief.words import (
    figure_words,
    listed,
    matter_words,
    modality_words,
    points,
    shorten,
    tidy,
)
from truceline.model import (
    Act,
    Basis,
    Comparator,
    Figure,
    Modality,
    PartyKind,
    Precision,
    Rate,
    Stance,
    Voice,
    When,
)


@pytest.mark.parametrize(
    ("figure", "words"),
    [
        (Figure(136, 136, Comparator.EXACTLY, "hostages", "136"), "136 hostages"),
        (Figure(1200, 1200, Comparator.EXACTLY, "bodies", "1,200"), "1,200 bodies"),
        (Figure(400, None, Comparator.OVER, "strikes", "over 400"), "more than 400 strikes"),
        (Figure(50, None, Comparator.AT_LEAST, "hostages", "at least 50"), "at least 50 hostages"),
        (Figure(None, 9, Comparator.UNDER, "trucks", "fewer than 9"), "fewer than 9 trucks"),
        (Figure(None, 9, Comparator.AT_MOST, "trucks", "up to 9"), "at most 9 trucks"),
        (Figure(240, 240, Comparator.ABOUT, "people", "about 240"), "about 240 people"),
        (Figure(10, 12, Comparator.BETWEEN, "women", "10 to 12"), "10 to 12 women"),
        (Figure(None, None, Comparator.VAGUE, "women", "several"), "several women"),
        (Figure(24, 99, Comparator.VAGUE, "wounded", "dozens wounded"), "dozens wounded"),
        (
            Figure(3, 3, Comparator.EXACTLY, "prisoners", "three", per=Rate(1, "hostage")),
            "3 prisoners for each hostage",
        ),
        (Figure(1, 1, Comparator.EXACTLY, "day", "a day", per=Rate(10, "hostages")), "1 day for every 10 hostages"),
        (Figure(200, 200, Comparator.EXACTLY, "trucks", "200", per=Rate(1, "day")), "200 trucks a day"),
        (Figure(6, 6, Comparator.EXACTLY, "trucks", "6", per=Rate(1, "hour")), "6 trucks an hour"),
        (Figure(1.5, 1.5, Comparator.EXACTLY, "million litres", "1.5"), "1.5 million litres"),
    ],
)
def test_a_figure_is_put_into_words_with_its_bounds(figure: Figure, words: str) -> None:
    assert figure_words(figure) == words


def test_the_range_of_a_vague_amount_is_never_put_into_a_speakers_mouth() -> None:
    words = figure_words(Figure(24, 99, Comparator.VAGUE, "dead", "dozens"))
    assert "24" not in words
    assert "99" not in words


def _moment(*at: int) -> datetime:
    return datetime(*at, tzinfo=sample.at(1, 12, 0).start.tzinfo)  # type: ignore[union-attr, arg-type]


@pytest.mark.parametrize(
    ("when", "words"),
    [
        (sample.day(1, 12), "1 December 2023"),
        (sample.at(1, 12, 7), "1 December 2023, 07:00 UTC+2"),
        (sample.stretch(sample.day(24), sample.day(30)), "24 to 30 November 2023"),
        (sample.stretch(sample.day(24), sample.day(2, 12)), "24 November to 2 December 2023"),
        (sample.stretch(sample.day(24), None), "since 24 November 2023"),
        (sample.stretch(sample.day(1), sample.day(30)), "November 2023"),
        (When(None, _moment(2023, 12, 4), Precision.SPAN, Basis.STATED), "until 3 December 2023"),
        (When(None, _moment(2023, 12, 4, 7), Precision.SPAN, Basis.STATED), "until 4 December 2023, 07:00"),
        (When(_moment(2022, 1, 1), _moment(2023, 1, 1), Precision.YEAR, Basis.STATED), "2022"),
        (
            When(_moment(2023, 12, 1, 6), _moment(2023, 12, 1, 12), Precision.PART_OF_DAY, Basis.STATED),
            "1 December 2023, 06:00 to 12:00",
        ),
        (When(_moment(2023, 12, 1), _moment(2023, 12, 1), Precision.SPAN, Basis.STATED), "1 December 2023"),
        (
            When(_moment(2023, 12, 31), _moment(2024, 1, 2), Precision.SPAN, Basis.STATED),
            "31 December 2023 to 1 January 2024",
        ),
    ],
)
def test_a_time_is_put_into_words(when: When, words: str) -> None:
    assert when_words(when) == words


def test_a_time_that_was_worked_out_says_from_what() -> None:
    friday = sample.day(1, 12, basis=Basis.INFERRED, words="on Friday")
    assert basis_words(friday) == "1 December 2023, worked out from “on Friday”"


def test_a_publication_day_is_never_shown_as_the_time_of_the_act() -> None:
    assert "not given" in basis_words(sample.day(1, 12, basis=Basis.PUBLICATION))
    assert "not given" in basis_words(None)


def test_a_naive_and_an_aware_moment_are_both_told() -> None:
    assert moment_words(datetime(2023, 12, 1, 7)) == "1 December 2023, 07:00"
    assert moment_words(_moment(2023, 12, 1, 7)) == "1 December 2023, 07:00 UTC+2"


@pytest.mark.parametrize(
    ("voice", "words"),
    [
        (Voice("Israel Defense Forces", member_of=("Israel",)), "Israel Defense Forces"),
        (Voice("Qatari Foreign Ministry", member_of=("Qatar",)), "Qatari Foreign Ministry"),
        (Voice("David Barnea", member_of=("Mossad", "Israel")), "David Barnea (Mossad, Israel)"),
        (Voice("Kamala Harris", member_of=("United States",)), "Kamala Harris (United States)"),
        (Voice("Cabinet Office", member_of=("Government of Sudan", "Sudan")), "Cabinet Office (Sudan)"),
        (Voice("US officials", member_of=("United States",)), "US officials"),
        (Voice("a source close to the talks", PartyKind.SOURCE), "A source close to the talks"),
        (Voice("eNCA", PartyKind.OUTLET), "eNCA"),
    ],
)
def test_a_voice_shows_the_side_that_its_name_does_not_tell(voice: Voice, words: str) -> None:
    assert voice_words(voice) == words


def test_a_note_gives_the_whole_chain_of_voices() -> None:
    report, claim = sample.single(speaker="Kamala Harris", through="Agency One", inner="Qatar")
    assert chain_words(claim, report) == "Kamala Harris, United States, quoting Qatar; through Agency One"


def test_a_report_as_a_voice_names_its_copies_up_to_three() -> None:
    reports = [sample.report("t", "T", f"P{n}", sample.day(1, 12)) for n in range(6)]
    words = report_voice(reports[0], tuple(reports[1:]))
    assert words == "The report of 1 December 2023 (P0; carried also by P1, P2, P3 and 2 more)"


def test_a_report_without_date_and_publisher_is_still_named() -> None:
    assert report_voice(sample.report("t", "On talks", None, None)) == "A report without a date (“On talks”)"
    assert report_voice(sample.report("t", "", None, None)) == "A report without a date"


def test_long_quotes_are_cut_between_words_and_say_so() -> None:
    cut = shorten("word " * 200)
    assert cut.endswith("word […]")
    assert len(cut) < 400


def test_control_characters_and_line_breaks_do_not_reach_the_page() -> None:
    assert tidy("a\n b\x1b[31m\tc") == "a b\ufffd[31m c"


def test_lists_read_as_sentences_do() -> None:
    assert [listed(x) for x in ([], ["a"], ["a", "b"], ["a", "b", "c"])] == ["", "a", "a and b", "a, b and c"]


@pytest.mark.parametrize(
    ("modality", "stance", "words"),
    [
        (Modality.HAPPENED, Stance.ASSERTS, ""),
        (Modality.PLANNED, Stance.ASSERTS, "planned"),
        (Modality.HYPOTHETICAL, Stance.ASSERTS, "as a possibility"),
        (Modality.HYPOTHETICAL, Stance.DOUBTS, ""),
        (Modality.DENIED, Stance.ASSERTS, ""),
        (Modality.DEMANDED, Stance.ASSERTS, "asked for"),
        (Modality.DENIED, Stance.DENIES, ""),
        (Modality.OFFERED, Stance.OFFERS, ""),
        (Modality.OFFERED, Stance.ASSERTS, "as an offer"),
    ],
)
def test_modality_is_shown_where_the_verb_does_not_say_it(modality: Modality, stance: Stance, words: str) -> None:
    assert modality_words(modality, stance) == words


@pytest.mark.parametrize(
    ("modality", "shown"),
    [
        (Modality.PLANNED, "200 trucks will be let in"),
        (Modality.PLANNED, "the group is to free 50 people"),
        (Modality.OFFERED, "an offer to exchange bodies"),
        (Modality.DEMANDED, "the group has to hand over the list"),
        (Modality.DEMANDED, "one side demanded their release"),
        (Modality.HYPOTHETICAL, "the truce could go on"),
    ],
)
def test_modality_is_not_said_beside_words_that_say_it(modality: Modality, shown: str) -> None:
    assert modality_words(modality, Stance.ASSERTS, shown) == ""
    assert modality_words(modality, Stance.ASSERTS, "four trucks of gas") != ""


@pytest.mark.parametrize(
    ("quote", "pointing"),
    [("this", True), ("that explanation", True), ("their release", True), ("which they deny at once", True),
     ("that talks had ended in the night", False), ("the list", False), ("", False)],
)  # fmt: skip
def test_words_that_point_back_are_known(quote: str, pointing: bool) -> None:
    assert points(quote) is pointing


@pytest.mark.parametrize(
    ("act", "words"),
    [
        (Act("STATE", "held", category="hostages"), "Hostages held"),
        (Act("STATE", "in-force", category="truce"), "Truce in force"),
        (Act("RETREAT", "release", category="prisoners"), "Release: prisoners"),
        (Act("ASSAULT", "aerial"), "Attack"),
        (Act("STATE"), "State of things"),
        (Act("STATE", "condition"), "State of things"),
        (Act("STATE", "condition", category="women"), "Women"),
    ],
)
def test_a_matter_has_a_plain_heading(act: Act, words: str) -> None:
    assert matter_words(act) == words


@pytest.mark.parametrize(
    ("text", "quote", "expected"),
    [
        ("First one. He said it ended, at last. Then more.", "it ended", ("He said", ", at last.")),
        ("He said it ended.", "it ended.", ("He said", "")),
        ("It ended", "It ended", ("", "")),
        ("Title\n\nIt ended today\n\nMore", "It ended", ("", "today")),
        ("a “Stop.” Then it ended", "it ended", ("Then", "")),
        ("word " * 100 + "it ended" + " word" * 100, "it ended", ("… ", " …")),
    ],
)
def test_a_note_shows_the_sentence_around_its_quote(text: str, quote: str, expected: tuple[str, str]) -> None:
    report = sample.report(text, "T", "P", sample.day(1, 12))
    before, after = around(sample.claim(report, "Qatar", quote, "CONSULT"), text)
    if expected[0] == "… ":
        assert before.startswith("… word")
        assert after.endswith("word …")
        assert len(before) < 320
    else:
        assert (before, after) == expected
