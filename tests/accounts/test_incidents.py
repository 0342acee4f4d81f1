"""Which claims speak of one deed, which do not, and which only a person can tell."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from typing import Any

import pytest
from accounts_sample import NOW, attack, day, fact

from truceline.accounts.accounts import accounts_of
from truceline.accounts.extent import Extent
from truceline.accounts.fact import Fact, Measure, Told
from truceline.accounts.incidents import Incidents, incidents_of
from truceline.record.entries import About, Judgement, SameVerdict
from truceline.record.view import Judged


def groups(found: Incidents | Iterable[Fact], **more: Any) -> set[frozenset[str]]:
    incidents = found if isinstance(found, Incidents) else incidents_of(found, **more)
    return {frozenset(i.claims) for i in incidents.incidents}


def together(*facts: Fact, **more: Any) -> bool:
    return len(groups(facts, **more)) == 1


# --- one deed -----------------------------------------------------------------------------------------
def test_one_release_told_by_five_outlets_is_one_incident() -> None:
    told = [fact(13, speaker=f"Outlet {n}", voice=f"report:{n}", known_on=3 + n) for n in range(5)]
    found = incidents_of(told)
    assert groups(found) == {frozenset(f.claim for f in told)}
    assert len(found.incidents[0].merges) == 4
    assert all(m.reason for m in found.merges)


@pytest.mark.parametrize(
    ("a", "b"),
    [
        ({}, {"actors": ()}),
        ({}, {"what": ("captives",)}),
        ({"what": ("Easterners", "people")}, {"what": ("hostages",)}),
        ({}, {"kinds": frozenset({"woman", "child"})}),
        ({}, {"start": day(2, 14), "end": day(2, 15)}),
        ({}, {"count": Extent(10)}),
        ({"actors": ("Northern army",)}, {"actors": ("army wing of Northern army",)}),
        ({"qualities": frozenset({"in the deal"})}, {"qualities": frozenset({"outside the deal"})}),
    ],
)
def test_what_one_says_less_of_may_be_the_same(a: dict[str, Any], b: dict[str, Any]) -> None:
    assert together(fact(13, **a), fact(13, speaker="Mediator", **b))


@pytest.mark.parametrize(
    ("a", "b"),
    [
        ({}, {"actors": ("Southland",)}),
        ({}, {"what": ("prisoners",)}),
        ({}, {"what": ("bodies",), "deed": "return"}),
        ({"what": ("Easterners", "people")}, {"what": ("Westerners", "people")}),
        ({"kinds": frozenset({"woman"})}, {"kinds": frozenset({"man"})}),
        ({"qualities": frozenset({"living"}), "kinds": frozenset({"living"})}, {"kinds": frozenset({"dead"})}),
        ({}, {"start": day(3), "end": day(4)}),
        ({}, {"told": Told.PLANNED}),
        ({}, {"measure": Measure.TOTAL, "start": day(1), "end": day(3)}),
        ({}, {"per": (1.0, "day")}),
        ({"what": ("Easterners", "people")}, {"count": Extent.exactly(17)}),
    ],
)
def test_what_speaks_against_it_keeps_two_apart(a: dict[str, Any], b: dict[str, Any]) -> None:
    assert not together(fact(13, **a), fact(13, speaker="Mediator", **b))


@pytest.mark.parametrize(("a", "b"), [("fuel trucks", "gas trucks"), ("fuel trucks", "trucks"), ("trucks", "convoys")])
def test_goods_of_another_kind_let_in_on_one_day_are_another_incident(a: str, b: str) -> None:
    def entered(what: str, speaker: str) -> Fact:
        return fact(4, deed="let in", what=(what,), speaker=speaker)

    assert together(entered(a, "Northland"), entered(a, "Mediator"))
    assert not together(entered(a, "Northland"), entered(b, "Mediator"))


def test_a_list_of_hostages_is_a_list_and_no_hostages() -> None:
    def handed(*what: str) -> Fact:
        return fact(None, deed="hand over", what=what, speaker=what[0])

    assert together(handed("list of hostages"), handed("lists"))
    assert not together(handed("list of hostages"), handed("hostages"))


def test_a_ministry_and_its_government_are_one_doer() -> None:
    told = (fact(13, actors=("Ministry of Peace",)), fact(13, speaker="Mediator"))
    assert not together(*told)
    assert together(*told, members={"Ministry of Peace": ("Northland",)})
    assert together(*told, members={"Ministry of Peace": "Northland"})


# --- rival numbers ------------------------------------------------------------------------------------
def test_different_numbers_by_different_speakers_for_the_same_people_are_one_dispute() -> None:
    assert together(fact(13), fact(14, speaker="Mediator"))


def test_different_numbers_by_one_speaker_are_two_groups() -> None:
    assert not together(fact(10, report="r-1"), fact(2, report="r-1"))


def test_one_speaker_with_another_number_in_another_report_is_for_a_person_to_judge() -> None:
    found = incidents_of([fact(13), fact(14)])
    assert len(found.incidents) == 2
    assert "correction" in found.doubtful[0].reason


def test_rivals_at_other_hours_are_others() -> None:
    morning = {"start": day(2, 8), "end": day(2, 9)}
    evening = {"start": day(2, 20), "end": day(2, 21)}
    assert not together(fact(2, **morning), fact(6, speaker="Mediator", **evening))


def test_side_by_side_in_one_report_a_narrower_number_is_a_rival() -> None:
    whole = fact(7, what=("foreigners",), report="r-1", position=100)
    other = fact(4, speaker="Mediator", what=("foreigners",), kinds=frozenset({"Eastern"}), report="r-1", position=160)
    assert together(whole, other)
    assert not together(whole, replace(other, report="r-2"))


def test_a_number_that_only_adds_up_others_is_marked_and_is_no_rival() -> None:
    parts = [
        fact(13, what=("Easterners", "people")),
        fact(3, what=("Westerners", "people")),
        fact(1, what=("Easterners", "people"), kinds=frozenset({"man", "Northern"})),
    ]
    whole = fact(17, speaker="Mediator", what=("people",))
    almost = fact(14, speaker="Outlet", what=("Easterners", "people"))
    found = incidents_of([*parts, whole, almost])
    sums = {i.facts[0].claim: len(i.sum_of) for i in found.incidents if i.sum_of}
    assert sums == {whole.claim: 3, almost.claim: 2}


def test_parts_lead_to_their_whole_and_are_no_incident_with_it() -> None:
    whole = fact(11, what=("foreigners",))
    part = fact(10, what=("Easterners", "people"), part_of=whole.claim)
    rival = fact(12, speaker="Mediator", what=("Easterners", "people"))
    found = incidents_of([whole, part, rival])
    assert groups(found) == {frozenset({whole.claim}), frozenset({part.claim, rival.claim})}
    assert found.by_claim[rival.claim].whole == found.by_claim[whole.claim].id


def test_parts_of_one_whole_are_different_people_however_alike() -> None:
    whole = fact(36)
    parts = [fact(12, part_of=whole.claim) for _ in range(3)]
    assert len(incidents_of([whole, *parts]).incidents) == 4


def test_parts_that_go_round_in_a_circle_are_no_parts() -> None:
    a, b = fact(13), fact(14)
    found = incidents_of([replace(a, part_of=b.claim), replace(b, part_of=a.claim)])
    assert [i.whole for i in found.incidents] == ["", ""]


def test_running_totals_of_one_day_are_rivals_and_never_join_a_days_number() -> None:
    span = {"measure": Measure.TOTAL, "start": day(1), "end": day(5)}
    a, b = fact(50, **span), fact(52, speaker="Mediator", **span)
    flow = fact(50, on=4, speaker="Outlet")
    assert groups([a, b, flow]) == {frozenset({a.claim, b.claim}), frozenset({flow.claim})}


# --- time ---------------------------------------------------------------------------------------------
def test_a_late_bulletin_lands_on_the_day_it_speaks_of() -> None:
    assert together(fact(13), fact(13, speaker="Mediator", known_on=20))


def test_a_claim_without_a_day_joins_the_one_it_fits_on_the_day_of_its_report() -> None:
    dated = fact(13)
    loose = fact(13, on=None, speaker="Mediator", known_on=3)
    found = incidents_of([dated, loose])
    assert groups(found) == {frozenset({dated.claim, loose.claim})}
    assert "names no day" in found.merges[0].reason
    assert (found.incidents[0].start, found.incidents[0].end) == (day(2), day(3))


def test_a_claim_without_a_day_that_fits_two_joins_neither_and_is_no_third() -> None:
    two = [fact(10, what=("Easterners", "people")), fact(10, what=("Westerners", "people"))]
    loose = fact(10, on=None, speaker="Mediator", known_on=3)
    found = incidents_of([*two, loose])
    assert len(found.incidents) == 3
    assert found.by_claim[loose.claim].mention
    assert len(found.doubtful) == 2


def test_a_claim_that_nothing_dates_is_filed_under_its_report_and_says_so() -> None:
    found = incidents_of([fact(13, on=None, known_on=3)]).incidents[0]
    assert (found.start, found.end, found.day_known) == (day(2), day(3), False)


def test_an_undated_total_has_no_beginning() -> None:
    found = incidents_of([fact(240, on=None, measure=Measure.TOTAL, known_on=3)]).incidents[0]
    assert (found.start, found.end, found.day_known) == (None, day(3), False)


def test_a_deed_over_midnight_is_found_on_either_day() -> None:
    night = {"start": day(2, 22), "end": day(3, 4)}
    for on in (2, 3):
        assert together(fact(13, on=on), fact(13, speaker="Mediator", **night))


def test_the_time_is_the_narrowest_that_all_agree_on() -> None:
    hour = {"start": day(2, 16), "end": day(2, 17)}
    found = incidents_of([fact(13), fact(13, speaker="Mediator", **hour)]).incidents[0]
    assert (found.start, found.end) == (day(2, 16), day(2, 17))


# --- mentions -----------------------------------------------------------------------------------------
def test_a_claim_without_a_number_joins_the_only_one_of_its_day() -> None:
    assert together(fact(13), fact(None, speaker="Mediator"))


def test_a_claim_without_a_number_beside_several_is_a_mention() -> None:
    two = [fact(13), fact(39, actors=("Southland",), what=("prisoners",))]
    mention = fact(None, speaker="Mediator", actors=(), what=())
    assert incidents_of([*two, mention]).by_claim[mention.claim].mention


def test_someone_told_of_apart_may_be_among_those_counted() -> None:
    girl = fact(None, speaker="Mediator", what=("girls",), kinds=frozenset({"girl"}))
    assert incidents_of([fact(13, what=("Easterners", "people")), girl]).by_claim[girl.claim].mention


# --- deeds of which many happen on one day ------------------------------------------------------------
@pytest.mark.parametrize(
    ("a", "b", "one"),
    [
        ({"place": "Bridge"}, {"place": "Bridge"}, True),
        ({"what": ("rockets",)}, {"what": ("rockets",)}, True),
        ({"what": ("rockets",)}, {"what": ("drones",)}, False),
        ({"place": "Bridge"}, {"place": "Harbour"}, False),
        ({"place": "Bridge"}, {"what": ("rockets",)}, False),
        ({"place": "Bridge"}, {"place": "Bridge", "actors": ("Northland",)}, False),
        ({"place": "Bridge"}, {"place": "Bridge", "actors": ()}, False),
        (
            {"start": day(2, 6), "end": day(2, 7), "what": ("rockets",)},
            {"start": day(2, 6, 30), "end": day(2, 8), "what": ("rockets",)},
            True,
        ),
        (
            {"start": day(2, 6), "end": day(2, 7), "what": ("rockets",)},
            {"start": day(2, 14), "end": day(2, 15), "what": ("rockets",)},
            False,
        ),
    ],
)
def test_two_attacks_are_one_where_two_things_speak_for_it(a: dict[str, Any], b: dict[str, Any], one: bool) -> None:
    assert together(attack(**a), attack(speaker="Mediator", **b)) is one


def test_one_thing_alone_leaves_it_in_doubt() -> None:
    found = incidents_of([attack(place="Bridge"), attack(speaker="Mediator", what=("rockets",))])
    assert [m.sure for m in found.doubtful] == [False]
    assert "the same doer" in found.doubtful[0].reason


def test_a_deed_seldom_done_twice_needs_no_more_than_doer_and_day() -> None:
    def met(speaker: str) -> Fact:
        return fact(None, deed="meet", actors=("Northland", "Southland"), what=(), speaker=speaker)

    assert together(met("Mediator"), met("Outlet"))


# --- denials ------------------------------------------------------------------------------------------
def denial(**changes: Any) -> Fact:
    values: dict[str, Any] = {"speaker": "Southland", "told": Told.NOT_DONE, "accuses": False}
    return attack(**(values | changes))


def test_a_denial_joins_what_it_answers_whatever_else_it_says() -> None:
    told = attack(place="Bridge")
    answer = denial(on=None, deed="", actors=(), answers=told.claim, known_on=25)
    second = denial(on=None, deed="", actors=(), answers=answer.claim, known_on=26, speaker="Outlet")
    assert together(told, answer, second)


def test_who_cannot_confirm_a_claim_is_heard_beside_it_and_neither_holds_nor_denies_it() -> None:
    told = attack(place="Bridge")
    unsure = denial(on=None, deed="", actors=(), answers=told.claim, told=Told.SUPPOSED, known_on=25)
    (found,) = incidents_of([told, unsure]).incidents
    assert {f.claim for f in found.facts} == {told.claim, unsure.claim}
    assert (found.deed, found.start) == (told.deed, told.start)
    theirs = next(a for a in accounts_of([found], ("Northland", "Southland")) if a.speaker == "Southland")
    assert not theirs.versions[0].taken
    assert "supposed" in theirs.versions[0].why


def test_an_outlet_takes_back_its_own_line_and_nobody_elses() -> None:
    first = attack(actors=(), speaker="Outlet", voice="report:r-1", on=None, known_on=5)
    back = denial(actors=(), speaker="Outlet", voice="report:r-2", on=None, known_on=6)
    other = denial(actors=(), speaker="Paper", voice="report:r-3", on=None, known_on=6)
    assert together(first, back)
    assert not together(first, other)


def test_a_denial_of_the_same_deed_by_the_same_one_on_the_same_day_joins_it() -> None:
    assert together(attack(place="Bridge"), denial())


def test_an_undated_denial_is_of_the_nearest_days_before() -> None:
    assert together(attack(on=2), denial(on=None, known_on=5))
    assert not together(attack(on=2), denial(on=None, known_on=9))


def test_a_denial_that_fits_two_joins_neither() -> None:
    two = [attack(place="Bridge"), attack(place="Harbour")]
    found = incidents_of([*two, denial()])
    assert len(found.incidents) == 3
    assert len(found.doubtful) == 2


@pytest.mark.parametrize(
    "changes",
    [
        {"actors": ("Northland",)},
        {"speaker": "Observers"},
        {"qualities": frozenset({"unable"})},
        {"place": "Harbour"},
        {"on": 3},
    ],
)
def test_no_denial_of_it(changes: dict[str, Any]) -> None:
    assert not together(attack(place="Bridge"), denial(**changes))


def test_a_denied_number_is_that_number_alone() -> None:
    told = [fact(240, measure=Measure.TOTAL), fact(210, speaker="Outlet", measure=Measure.TOTAL)]
    no = fact(210, speaker="Mediator", told=Told.NOT_DONE)
    found = groups([*told, no])
    assert frozenset({told[1].claim, no.claim}) <= next(g for g in found if no.claim in g)
    assert not together(told[0], no)


def test_denials_that_answer_one_another_in_a_circle_are_kept() -> None:
    a, b = denial(), denial(speaker="Outlet", place="Harbour")
    found = incidents_of([replace(a, answers=b.claim), replace(b, answers=a.claim)])
    assert {c for g in groups(found) for c in g} == {a.claim, b.claim}


# --- people's judgements ------------------------------------------------------------------------------
def judged(a: Fact, b: Fact, verdict: SameVerdict, author: str = "analyst") -> Judged:
    return Judged(author, NOW, Judgement(About.INCIDENT, a.claim, b.claim, verdict, "seen in the footage"))


def test_what_people_judge_the_same_is_one_incident_by_their_name() -> None:
    a, b = fact(13), fact(2, on=9, deed="return", speaker="Mediator")
    found = incidents_of([a, b], [judged(a, b, SameVerdict.SAME)])
    assert groups(found) == {frozenset({a.claim, b.claim})}
    assert [(m.reason, m.by) for m in found.merges] == [("seen in the footage", "analyst")]


@pytest.mark.parametrize("verdict", [SameVerdict.DIFFERENT, SameVerdict.UNSURE])
def test_what_people_judge_different_or_unsure_is_apart(verdict: SameVerdict) -> None:
    a, b = fact(13), fact(13, speaker="Mediator")
    found = incidents_of([a, b], [judged(a, b, verdict)])
    assert len(found.incidents) == 2
    assert len(found.doubtful) == (1 if verdict is SameVerdict.UNSURE else 0)


def test_different_holds_against_others_that_would_join_them() -> None:
    a, b, c = fact(13), fact(13, speaker="Mediator"), fact(13, speaker="Outlet")
    found = incidents_of([a, b, c], [judged(a, b, SameVerdict.DIFFERENT)])
    assert not any({a.claim, b.claim} <= g for g in groups(found))
    chained = [judged(a, c, SameVerdict.SAME), judged(b, c, SameVerdict.SAME), judged(a, b, SameVerdict.DIFFERENT)]
    found = incidents_of([a, b, c], chained)
    assert len(found.incidents) == 3
    assert {(m.a, m.b) for m in found.doubtful} == {(a.claim, c.claim), (b.claim, c.claim)}


def test_the_latest_judgement_on_a_pair_stands() -> None:
    a, b = fact(13), fact(13, speaker="Mediator")
    made = [judged(a, b, SameVerdict.DIFFERENT), judged(b, a, SameVerdict.SAME)]
    assert together(a, b, judged=made)
    assert not together(a, b, judged=made[::-1])


def test_an_incident_may_be_judged_by_its_own_id() -> None:
    a, b = fact(13), fact(13, on=9, speaker="Mediator")
    ids = [incidents_of([a, b]).by_claim[f.claim].id for f in (a, b)]
    assert together(a, b, judged=[Judgement(About.INCIDENT, *ids, SameVerdict.SAME, "one bus")])


def test_judgements_on_parties_and_on_unknown_claims_change_nothing() -> None:
    a, b = fact(13), fact(13, speaker="Mediator")
    party = Judgement(About.PARTY, a.claim, b.claim, SameVerdict.DIFFERENT, "")
    unknown = Judgement(About.INCIDENT, "c-x", b.claim, SameVerdict.SAME, "")
    assert together(a, b, judged=[party, unknown])


# --- bookkeeping --------------------------------------------------------------------------------------
def test_every_claim_is_in_one_incident_whatever_it_is() -> None:
    odd = [
        fact(None, deed="", what=(), actors=()),
        fact(None, deed="", what=(), actors=(), told=Told.NOT_DONE),
        fact(7, deed="", measure=Measure.STOCK, told=Told.DONE),
        fact(None, told=Told.SUPPOSED),
        fact(3, start=day(2), end=None),
        fact(3, start=None, end=day(2)),
    ]
    found = incidents_of(odd)
    assert sorted(c for i in found.incidents for c in i.claims) == sorted(f.claim for f in odd)


def test_a_claim_given_again_takes_its_own_place() -> None:
    a = fact(13)
    moved = replace(a, start=day(5), end=day(6))
    found = incidents_of([a]).add([moved])
    assert [i.start for i in found.incidents] == [day(5)]
    assert found == incidents_of([moved])


def test_incidents_come_in_order_of_time() -> None:
    told = [fact(n, on=9 - n, known_on=12) for n in range(1, 6)]
    starts = [i.start for i in incidents_of(told).incidents]
    assert starts == sorted(starts, key=lambda s: s or NOW)


def test_nothing_told_gives_nothing() -> None:
    found = incidents_of([])
    assert (found.incidents, found.merges, found.doubtful) == ((), (), ())
