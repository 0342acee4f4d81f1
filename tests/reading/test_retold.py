"""Sentences that go on with what was told before: numbers that leave the act out, parts, days, speakers."""

from __future__ import annotations

from datetime import date
from functools import cache

import pytest

from truceline.model import Basis, Claim, Modality, Polarity, Precision, Report, Stance, When
from truceline.reading.rules import RuleCoder


@cache
def coder() -> RuleCoder:
    return RuleCoder()


def claims(text: str) -> tuple[Claim, ...]:
    return coder().code(Report.of(text, published=When.day(date(2023, 6, 2)), language="en"))


def counted(text: str) -> dict[float | None, Claim]:
    return {c.act.figures[0].low: c for c in claims(text) if c.act.figures}


def code(claim: Claim) -> str:
    return f"{claim.act.type}/{claim.act.mode}"


def day(claim: Claim) -> date | None:
    return claim.act.when.date if claim.act.when is not None else None


# --- what was told before, doubted or taken back ----------------------------------------------------
def test_who_could_not_confirm_a_claim_doubts_it() -> None:
    found = claims("Rebels said that nine sailors had been killed. Sudan said that it could not confirm the claim.")
    doubt = next(c for c in found if c.stance is Stance.DOUBTS)
    told = next(c for c in found if c.act.type == "STATE" and c.act.mode == "killed")
    assert (doubt.voice.name, doubt.act.answers) == ("Sudan", told.id)


def test_who_could_not_confirm_something_of_its_own_doubts_nobody() -> None:
    found = claims("Rebels said that nine sailors had been killed. Sudan did not confirm a date.")
    assert all(c.stance is not Stance.DOUBTS and c.act.answers is None for c in found)


@pytest.mark.parametrize(
    ("text", "stance"),
    [
        ("CORRECTION: Our dispatch of 1 June said that 40 trucks of aid had entered Sudan.", Stance.DENIES),
        ("Our dispatch of 1 June said that 40 trucks of aid had entered Sudan.", Stance.ASSERTS),
        ("CORRECTION: Chad said that 40 trucks of aid had entered Sudan.", Stance.ASSERTS),
    ],
)
def test_a_correction_takes_back_what_the_outlet_told_before(text: str, stance: Stance) -> None:
    assert counted(text)[40].stance is stance


# --- numbers that leave the act out -----------------------------------------------------------------
@pytest.mark.parametrize(
    ("text", "speaker", "number", "act"),
    [
        ("Rebels said they had freed seven hostages. Sudan counted four.", "Sudan", 4, "RETREAT/release"),
        ("Rebels freed 13 hostages. Chad put the number of freed hostages at 12.", "Chad", 12, "RETREAT/release"),
        ("Sudan put the number of hostages in Nyala at 136.", "Sudan", 136, "STATE/held"),
        ("Kenya put the number of dead at 40.", "Kenya", 40, "STATE/killed"),
        ("Rebels freed 13 hostages. Several outlets wrote of 14 hostages.", "Several outlets", 14, "RETREAT/release"),
    ],
)
def test_a_bare_number_is_of_what_was_told_before(text: str, speaker: str, number: float, act: str) -> None:
    claim = counted(text)[number]
    assert (claim.speaker, code(claim)) == (speaker, act)


def test_what_somebody_had_spoken_of_before_it_was_done_was_still_to_come() -> None:
    text = "Rebels freed 13 hostages and Sudan freed 39 prisoners. Egypt had spoken of 14 hostages for 42 prisoners."
    found = counted(text)
    assert {(n, found[n].speaker, found[n].act.modality) for n in (14, 42)} == {
        (14, "Egypt", Modality.PLANNED),
        (42, "Egypt", Modality.PLANNED),
    }


@pytest.mark.parametrize(
    ("text", "speaker", "low", "high"),
    [
        ("The river commission said that 40 lorries a day crossed. The port gives higher counts.", "port", 40, None),
        ("The river commission said that 40 lorries a day crossed. The port cited a lower figure.", "port", None, 40),
        ("Peru said that it had freed 12 hostages. Chile reports smaller numbers.", "Chile", None, 12),
        (
            "The river commission said that 40 lorries a day crossed. This is less than the 60 a day agreed on. "
            "The port gives higher counts.",
            "port",
            40,
            None,
        ),
    ],
)
def test_higher_or_lower_counts_are_of_what_was_told_before(
    text: str, speaker: str, low: float | None, high: float | None
) -> None:
    *_, told = claims(text)
    first = claims(text)[0]
    (figure,) = told.act.figures
    assert (told.voice.name, figure.low, figure.high) == (speaker, low, high)
    assert (code(told), told.act.when, figure.unit) == (code(first), first.act.when, first.act.figures[0].unit)
    assert (figure.per, told.stance) == (first.act.figures[0].per, Stance.ASSERTS)


@pytest.mark.parametrize(
    "text",
    [
        "Peru said that it had freed 12 hostages. Chile gave no higher figure.",
        "Peru said that it had freed 12 hostages. Chile has higher numbers of ships.",
        "Peru and Chile agreed to free 12 hostages. Chile gives higher counts.",
        "Chile gives higher counts.",
    ],
)
def test_no_number_is_made_up_where_none_was_told(text: str) -> None:
    assert {f.low for c in claims(text) for f in c.act.figures if c.voice.name == "Chile"} <= {12.0}
    assert not [c for c in claims(text) if c.act.figures and c.act.figures[0].comparator.value in ("over", "under")]


def test_one_who_stands_beside_a_number_is_one_more_of_those_counted() -> None:
    text = "110 hostages have come back. That includes four whom Peru freed in May and one who was rescued by the army."
    found = counted(text)
    assert found[1].act.figures[0].part_of == found[4].act.figures[0].part_of == found[110].id
    assert [c for c in claims("One who was rescued by the army spoke.") if c.act.figures] == []


def test_what_an_agreement_speaks_of_is_a_term() -> None:
    claim = counted("Rebels freed eight hostages. Sudan said the agreement speaks of about 10 a day.")[10]
    assert (code(claim), claim.act.modality) == ("RETREAT/release", Modality.PLANNED)


def test_those_who_follow_are_let_go_too() -> None:
    claim = counted("On Thursday rebels freed two women, and four Thais followed.")[4]
    assert (code(claim), day(claim)) == ("RETREAT/release", date(2023, 6, 1))


def test_those_who_leave_for_others_who_are_freed_in_return_are_let_go() -> None:
    claim = counted("On Thursday 11 Kenyans left Nyala, and 33 prisoners were freed in return.")[11]
    assert (code(claim), claim.act.actors, day(claim)) == ("RETREAT/release", (), date(2023, 6, 1))


def test_those_who_leave_are_not_let_go_where_nobody_says_so() -> None:
    assert code(counted("On Thursday 11 Kenyans left Nyala.")[11]) == "STATE/condition"


def test_a_sum_is_of_what_was_told_before() -> None:
    claim = counted("Another 27 people were let go outside the deal, which makes 105 in all.")[105]
    assert (code(claim), claim.act.qualities) == ("RETREAT/release", ("in all",))


def test_who_stands_before_a_later_number_gives_it() -> None:
    found = counted("Chad is to release 20 hostages and Sudan 60 prisoners.")
    assert (found[20].act.actors, found[60].act.actors) == (("Chad",), ("Sudan",))


# --- parts ------------------------------------------------------------------------------------------
HELD = (
    "Rebels still hold 137 hostages, a spokesman for Sudan said on Thursday: 115 men, 20 women and two children. Of "
    "these, 126 are Sudanese citizens and 11 foreigners. Ten are 75 or older."
)


@pytest.mark.parametrize("number", [115, 20, 2, 126, 11, 10])
def test_parts_have_the_speaker_and_the_state_of_their_whole(number: float) -> None:
    found = counted(HELD)
    part, whole = found[number], found[137]
    assert (part.speaker, code(part)) == ("spokesman for Sudan", "STATE/held")
    assert part.act.figures[0].part_of == whole.id


def test_items_that_add_up_are_parts_of_what_stands_before_the_colon() -> None:
    found = counted("Eleven foreigners were let go outside the deal: 10 Thais and one Filipino.")
    assert found[10].act.figures[0].part_of == found[1].act.figures[0].part_of == found[11].id
    assert found[1].act.qualities == ("outside the deal",)


def test_one_rate_after_two_figures_is_of_both() -> None:
    found = counted("An average of 170 trucks of aid and 110 tonnes of fuel a day entered Nyala in May.")
    assert {n: c.act.figures[0].per and c.act.figures[0].per.unit for n, c in found.items()} == {170: "day", 110: "day"}
    assert {code(c) for c in found.values()} == {"RETREAT/access"}


# --- those held -------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("text", "kinds"),
    [
        ("Sudan said rebels hold 17 women. Rebels said these women belong to the army.", {"woman", "soldier"}),
        ("Chad holds 20 hostages. It says these hostages were members of the army.", {"soldier"}),
        ("Only soldiers are left among the hostages, the rebels said.", {"soldier"}),
    ],
)
def test_what_is_said_of_those_held_tells_their_kind(text: str, kinds: set[str]) -> None:
    told = [c for c in claims(text) if c.act.mode == "held" and c.act.figures and c.act.figures[0].low is None]
    assert [set(c.act.figures[0].kinds) for c in told] == [kinds]


def test_only_says_that_there_are_no_more() -> None:
    claim = next(c for c in claims("Only soldiers are left among the hostages, the rebels said.") if c.act.mode)
    assert claim.act.qualities == ("all of them",)


# --- attacks ----------------------------------------------------------------------------------------
BUS_STOP = "Gunmen shot at people in Nairobi on Thursday morning, Kenyan police said.\n\nChad claimed responsibility."


def test_who_claims_responsibility_tells_the_attack() -> None:
    claim = next(c for c in claims(BUS_STOP) if "claimed" in c.act.qualities)
    assert (claim.speaker, claim.act.type, claim.act.actors) == ("Chad", "ASSAULT", ("Chad",))
    assert (claim.act.place, day(claim)) == ("Nairobi", date(2023, 6, 1))


def test_an_attack_that_is_held_to_break_the_truce_is_the_one_told_of() -> None:
    text = f"{BUS_STOP} Kenya held that the attack went against the truce."
    claim = next(c for c in claims(text) if c.speaker == "Kenya")
    assert (claim.act.type, claim.stance, claim.act.actors) == ("ASSAULT", Stance.ACCUSES, ("Chad",))


def test_a_breach_that_the_other_side_names_is_told_against_it() -> None:
    claim = next(c for c in claims("Sudan called it a violation of the truce by Chad.") if c.act.type == "REJECT")
    assert (claim.speaker, claim.stance, claim.act.actors) == ("Sudan", Stance.ACCUSES, ("Chad",))


# --- lists ------------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("text", "polarity", "modality"),
    [
        ("Sudan said the rebels had sent no list by 07:00 on Thursday.", Polarity.NEGATIVE, Modality.DENIED),
        ("The rebels handed over a list of hostages on Thursday.", Polarity.POSITIVE, Modality.HAPPENED),
        ("Sudan received what it called an improved list on Thursday.", Polarity.POSITIVE, Modality.HAPPENED),
    ],
)
def test_a_list_is_handed_over_or_not(text: str, polarity: Polarity, modality: Modality) -> None:
    claim = next(c for c in claims(text) if c.act.type == "COOPERATE")
    assert (claim.act.category, claim.act.polarity, claim.act.modality) == ("lists", polarity, modality)
    assert day(claim) == date(2023, 6, 1)


# --- days -------------------------------------------------------------------------------------------
def test_a_part_of_the_day_is_of_the_day_that_was_told() -> None:
    claim = counted("The truce began at 07:00 on Thursday, and 13 hostages were freed in the afternoon.")[13]
    assert claim.act.when is not None
    assert claim.act.when.start is not None
    assert (day(claim), claim.act.when.start.hour) == (date(2023, 6, 1), 0)


@pytest.mark.parametrize(
    "text",
    [
        "Rebels freed 13 hostages on Thursday. Sudan freed 39 prisoners.",
        "Rebels freed 13 hostages on Thursday. Sudan freed 39 prisoners in return, Kenya's foreign ministry said.",
        "Rebels freed 13 hostages on Thursday and 39 prisoners were freed by Sudan.",
    ],
)
def test_a_deed_without_a_day_is_of_the_day_in_mind_and_says_so(text: str) -> None:
    when = counted(text)[39].act.when
    assert when is not None
    assert (when.date, when.basis, when.precision) == (date(2023, 6, 1), Basis.INFERRED, Precision.DAY)


def test_what_was_agreed_is_no_agreement_where_it_is_only_compared_with() -> None:
    assert not [c for c in claims("Less aid had reached the town than was agreed.") if c.act.type == "AGREE"]


@pytest.mark.parametrize(
    "text",
    [
        "Sudan freed 39 prisoners.",
        "Rebels took 240 people on 7 October 2020. Sudan freed 39 prisoners.",
        "Chad announced on Thursday that 39 prisoners had been freed.",
    ],
)
def test_no_day_is_made_up(text: str) -> None:
    assert counted(text)[39].act.when is None


def test_a_running_total_runs_to_the_publication_from_no_day() -> None:
    when = counted("Sudan has released 210 prisoners since the truce began.")[210].act.when
    assert when is not None
    assert (when.start, when.end and when.end.date(), when.precision) == (None, date(2023, 6, 3), Precision.SPAN)


# --- speakers ---------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("text", "number", "speaker"),
    [
        ("By Sudan's account the rebels freed 13 hostages.", 13, "Sudan"),
        ("Sudan says rebels hold 40 hostages. By the same count 12 people are missing.", 12, "Sudan"),
        ("Sudan says rebels hold 40 hostages. Kenya mediates. Seven more people are missing.", 7, "The report"),
        ("Rebels hold 40 men, the head of Sudan's army said, and 12 of them are ill.", 12, "head of Sudan's army"),
    ],
)
def test_a_phrase_or_the_sentence_before_says_whose_count_it_is(text: str, number: float, speaker: str) -> None:
    assert counted(text)[number].speaker == speaker


@pytest.mark.parametrize(
    ("text", "sides"),
    [
        ("Sudan closed the road. The prime minister's office accused rebels of shelling the town.", ("Sudan",)),
        ("Sudan closed the road. Chad opened it. A government spokesman said rebels had shelled the town.", ()),
    ],
)
def test_an_office_is_of_the_only_state_that_was_told_of(text: str, sides: tuple[str, ...]) -> None:
    claim = next(c for c in claims(text) if c.act.type == "ASSAULT")
    assert claim.voice.member_of == sides


# --- impartial --------------------------------------------------------------------------------------
SENTENCES = (
    "{a} said that its fighters had answered a clear breach of the agreement by {b}.",
    "{a} still holds 137 prisoners, {b} said: 115 men and 22 women. Ten are ill.",
    "{b} released 13 prisoners on Thursday. {a} counted four.",
    "{a} claimed responsibility for the shooting on Thursday. {b} called it a violation of the truce by {a}.",
)


@pytest.mark.parametrize("sentence", SENTENCES)
def test_swapped_names_give_swapped_claims(sentence: str) -> None:
    def told(a: str, b: str) -> list[tuple[object, ...]]:
        def plain(name: str) -> str:
            return name.replace(a, "A").replace(b, "B")

        found = claims(sentence.format(a=a, b=b))
        return [(plain(c.speaker), c.stance, code(c), [*map(plain, c.act.actors)], c.act.qualities) for c in found]

    assert told("Sudan", "Chad") == told("Chad", "Sudan")
