"""Each sentence names its voice, keeps to the reported words, and shows time and modality."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import brief_sample as sample
import pytest

from truceline.brief.brief import PartKind
from truceline.brief.sentences import can_be_coded, sentence
from truceline.brief.statements import statements
from truceline.errors import ValueProblem
from truceline.model import Basis, Modality, Polarity, Span, Spans, Stance


def _text(report: Any, claim: Any, *, coded: bool = False) -> str:
    (statement,) = statements([report], [claim])
    return sentence(statement, coded=coded).text


@pytest.mark.parametrize(
    ("stance", "quote", "text"),
    [
        (Stance.ASSERTS, "that talks had ended", "Israel said: “that talks had ended”"),
        (Stance.DENIES, "a breach of the truce", "Israel denied: “a breach of the truce”"),
        (Stance.OFFERS, "to discuss the men", "Israel offered: “to discuss the men”"),
        (Stance.DEMANDS, "the release of the women", "Israel demanded: “the release of the women”"),
        (Stance.REJECTS, "the list of the women", "Israel rejected: “the list of the women”"),
        (Stance.DOUBTS, "the figure", "Israel expressed doubt about: “the figure”"),
        (Stance.PROMISES, "fuel for the north", "Israel promised: “fuel for the north”"),
    ],
)
def test_the_verb_fits_the_stance_and_any_form_of_content(stance: Stance, quote: str, text: str) -> None:
    report, claim = sample.single(quote, stance=stance)
    assert _text(report, claim) == f"{text} (reported 1 December 2023)."


@pytest.mark.parametrize(
    ("stance", "quote"),
    [
        (Stance.REJECTS, "that explanation"),
        (Stance.REJECTS, "every offer"),
        (Stance.DENIES, "any breach"),
        (Stance.DENIES, "this"),
        (Stance.DEMANDS, "their release"),
        (Stance.ASSERTS, "137"),
        (Stance.ASSERTS, "Israelis"),
        (Stance.ASSERTS, "how many are with others"),
        (Stance.ASSERTS, "which"),
    ],
)
def test_words_that_say_nothing_alone_are_quoted_in_their_sentence(stance: Stance, quote: str) -> None:
    text = f"Talks went on. The side spoke of {quote} on Friday. Then it rained."
    report = sample.report(text, "T", "P", sample.day(1, 12))
    told = _text(report, sample.claim(report, "Israel", quote, "STATE", stance=stance))
    assert told == f"Israel, as reported: “The side spoke of {quote} on Friday” (reported 1 December 2023)."


def test_a_question_that_opens_its_sentence_is_quoted_with_the_rest() -> None:
    text = "How many are with one group, and how many with others, is not known. It rained."
    report = sample.report(text, "T", "P", sample.day(1, 12))
    told = _text(report, sample.claim(report, None, "How many are with one group", "STATE"))
    assert "“How many are with one group, and how many with others, is not known”" in told


def test_a_short_content_that_its_verb_carries_stays_short() -> None:
    report, claim = sample.single("ten men", stance=Stance.DEMANDS)
    assert _text(report, claim).startswith("Israel demanded: “ten men”")


def test_an_ordinary_negative_sentence_is_not_called_denied() -> None:
    report, claim = sample.single(
        "no trucks crossed on Friday", modality=Modality.DENIED, polarity=Polarity.NEGATIVE, type="AID"
    )
    assert _text(report, claim) == "Israel said: “no trucks crossed on Friday” (reported 1 December 2023)."


@pytest.mark.parametrize("quote", ["not 136 hostages held", "136 hostages held for each truck"])
def test_a_figure_denied_or_counted_against_another_is_never_put_into_words(quote: str) -> None:
    figures = (sample.number(136, "hostages"),)
    report, claim = sample.single(quote, type="STATE", mode="held", figures=figures)
    assert f"“{quote}”" in _text(report, claim, coded=True)


def test_an_accusation_names_whom_it_is_against() -> None:
    report, claim = sample.single("firing rockets", type="ASSAULT", stance=Stance.ACCUSES, actors=("Hamas",))
    assert _text(report, claim).startswith("Israel accused Hamas: “firing rockets”")
    report, claim = sample.single("firing rockets", type="ASSAULT", stance=Stance.ACCUSES)
    assert _text(report, claim).startswith("Israel made an accusation: “firing rockets”")


def test_the_reports_own_words_are_said_to_be_the_reports() -> None:
    report, claim = sample.single("the truce ended", speaker=None)
    assert _text(report, claim) == "The report of 1 December 2023 (Agency One) says: “the truce ended”."


@pytest.mark.parametrize(
    ("when", "tag"),
    [
        (None, "(reported 1 December 2023)"),
        (sample.day(1, 12, basis=Basis.PUBLICATION), "(reported 1 December 2023)"),
        (sample.day(30), "(30 November 2023)"),
    ],
)
def test_a_publication_day_is_marked_as_one(when: Any, tag: str) -> None:
    report, claim = sample.single(when=when)
    assert tag in _text(report, claim)


def test_a_report_without_a_date_is_said_to_have_none() -> None:
    report = sample.report("It was said that talks had ended.", "T", "P", None)
    assert "(date not known)" in _text(report, sample.claim(report, "Israel", "talks had ended", "CONSULT"))


def test_modality_stands_beside_the_time() -> None:
    report, claim = sample.single(modality=Modality.PLANNED, when=sample.day(3, 12))
    assert _text(report, claim).endswith("(planned; 3 December 2023).")


def test_a_verb_that_carries_the_meaning_is_quoted_with_its_content() -> None:
    text = "The envoy condemned the suffering of civilians."
    report = sample.report(text, "T", "P", sample.day(1, 12))
    claim = sample.claim(report, "Qatar", "the suffering of civilians", "ACCUSE")
    cue = Span.of(text, text.index("condemned"), text.index(" the suffering"))
    claim = replace(claim, spans=Spans(cue=(cue,), content=claim.spans.content))
    assert _text(report, claim).startswith("Qatar, as reported: “condemned the suffering of civilians”")


@pytest.mark.parametrize("verb", ["said", "claimed", "told reporters"])
def test_a_verb_that_only_colours_the_saying_is_left_out(verb: str) -> None:
    text = f"The envoy {verb} talks had ended."
    report = sample.report(text, "T", "P", sample.day(1, 12))
    claim = sample.claim(report, "Qatar", "talks had ended", "CONSULT")
    claim = replace(claim, spans=Spans(cue=(Span.of(text, 10, 10 + len(verb)),), content=claim.spans.content))
    assert _text(report, claim).startswith("Qatar said: “talks had ended”")


def _held(**changes: Any) -> tuple[Any, Any]:
    figures = (sample.number(136, "hostages"),)
    return sample.single("136 hostages are held", type="STATE", mode="held", figures=figures, **changes)


def test_a_plain_figure_may_be_told_in_words_of_its_coding() -> None:
    report, claim = _held(place="Gaza")
    assert _text(report, claim, coded=True) == "Israel said: 136 hostages held (Gaza; reported 1 December 2023)."


@pytest.mark.parametrize(
    "changes",
    [
        {"polarity": Polarity.NEGATIVE},
        {"modality": Modality.HYPOTHETICAL},
        {"modality": Modality.PLANNED},
        {"stance": Stance.DENIES},
    ],
)
def test_a_figure_that_is_not_plainly_asserted_keeps_its_words(changes: dict[str, Any]) -> None:
    report, claim = _held(**changes)
    (statement,) = statements([report], [claim])
    assert not can_be_coded(statement)
    assert "“136 hostages are held”" in sentence(statement, coded=True).text


def test_parts_of_a_total_are_told_inside_it_and_nested() -> None:
    text = "137 hostages are held, 115 men among them, 11 foreigners too, 8 of them Thai."
    report = sample.report(text, "T", "P", sample.day(1, 12))

    def part(quote: str, n: int, unit: str, of: str | None) -> Any:
        return sample.claim(report, "Israel", quote, "STATE", "held", figures=(sample.number(n, unit, part_of=of),))

    total = part("137 hostages", 137, "hostages", None)
    foreign = part("11 foreigners", 11, "foreigners", total.id)
    claims = [part("8 of them Thai", 8, "Thai", foreign.id), foreign, part("115 men", 115, "men", total.id), total]
    (statement,) = statements([report], claims)
    made = sentence(statement, coded=True)
    assert "137 hostages held, including 115 men and 11 foreigners (including 8 Thai)" in made.text
    assert set(made.claims) == {c.id for c in claims}


def test_a_part_whose_words_are_outside_the_totals_quote_is_quoted_beside_it() -> None:
    reports, claims, _ = sample.record()
    whole = next(s for s in statements(reports, claims) if s.parts and s.claim.speaker == "Prime Minister's Office")
    text = sentence(whole).text
    assert "“137 hostages were held”; “115 men”; “20 women”; “two children”" in text


def test_figures_that_are_parts_of_one_another_are_not_lost() -> None:
    report, first = _held()
    a, b = "c-a", "c-b"
    one = replace(first, id=a, act=replace(first.act, figures=(sample.number(1, "x", part_of=b),)))
    two = replace(first, id=b, act=replace(first.act, figures=(sample.number(2, "y", part_of=a),)))
    found = statements([report], [one, two])
    assert {i for s in found for i in s.ids} == {a, b}


def test_one_voice_in_several_outlets_is_one_sentence_with_several_notes() -> None:
    reports = [sample.report("Hamas offers 20 more.", "T", p, sample.day(27)) for p in ("One", "Two")]
    claims = [sample.claim(r, "Hamas", "20 more", "RETREAT", "release", stance=Stance.OFFERS) for r in reports]
    (statement,) = statements(reports, claims)
    assert len(sentence(statement).claims) == 2


def test_two_speakers_with_the_same_words_stay_two() -> None:
    report = sample.report("talks had ended", "T", "P", sample.day(27))
    claims = [sample.claim(report, who, "talks had ended", "CONSULT") for who in ("Hamas", "Israel")]
    assert len(statements([report], claims)) == 2


def test_unnamed_sources_of_two_reports_are_not_taken_for_one() -> None:
    reports = [sample.report("talks had ended", "T", p, sample.day(27)) for p in ("One", "Two")]
    who = "a source familiar with the talks"
    claims = [sample.claim(r, who, "talks had ended", "CONSULT") for r in reports]
    assert len(statements(reports, claims)) == 2
    assert len(statements(reports, claims, [tuple(r.id for r in reports)])) == 1


def test_reports_own_words_are_two_voices_unless_the_reports_are_copies() -> None:
    reports = [sample.report("The truce ended.", "T", p, sample.day(27)) for p in ("One", "Two")]
    claims = [sample.claim(r, None, "The truce ended", "STATE", "expired") for r in reports]
    assert len(statements(reports, claims)) == 2
    (one,) = statements(reports, claims, [tuple(r.id for r in reports)])
    assert "carried also by" in sentence(one).text


def test_the_same_figure_a_week_later_is_told_again() -> None:
    reports = [sample.report("136 hostages are held", "T", "P", sample.day(d)) for d in (1, 8)]
    figures = (sample.number(136, "hostages"),)
    claims = [sample.claim(r, "Israel", "136 hostages are held", "STATE", "held", figures=figures) for r in reports]
    assert len(statements(reports, claims)) == 2


def test_a_claim_without_its_report_is_refused_with_a_way_out() -> None:
    _, claim = sample.single()
    with pytest.raises(ValueProblem, match="not given") as raised:
        statements([], [claim])
    assert raised.value.todo


def test_every_sentence_of_the_record_begins_with_a_voice_and_rests_on_claims() -> None:
    reports, claims, copies = sample.record()
    for statement in statements(reports, claims, copies):
        for coded in (False, True):
            made = sentence(statement, coded=coded)
            assert made.parts[0].kind is PartKind.VOICE
            assert made.parts[0].text
            assert made.claims
            assert made.text.endswith(".")


def test_quotation_marks_inside_a_quote_become_single_and_are_closed() -> None:
    report, claim = sample.single("a “dead end” and the word “cold")
    assert "“a ‘dead end’ and the word ‘cold’”" in _text(report, claim)


def test_words_that_hold_their_own_verb_of_saying_are_given_as_reported() -> None:
    report, claim = sample.single("a claim that Israel denies", stance=Stance.DENIES)
    content = claim.spans.content[0]
    cue = Span.of(report.text, content.end - len("denies"), content.end)
    claim = replace(claim, spans=Spans(cue=(cue,), content=(content,)))
    assert _text(report, claim).startswith("Israel, as reported: “a claim that Israel denies”")
