"""What is made of a claim: the deed, what is said of it, how many, whom, when, and whose voice it is."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from accounts_sample import KNOWN, claim, day, figure, on

from truceline.accounts.extent import Extent
from truceline.accounts.fact import Fact, Measure, Told
from truceline.accounts.facts import facts_of
from truceline.errors import ValueProblem
from truceline.model import Basis, Claim, Comparator, Modality, PartyKind, Polarity, Precision, Rate, Stance, When


def one(made: Claim, **more: Any) -> Fact:
    return facts_of([made], KNOWN, **more)[0]


@pytest.mark.parametrize(
    ("type", "mode", "category", "quote", "deed"),
    [
        ("RETREAT", "release", "hostages", "They freed hostages.", "release"),
        ("RETREAT", "release", "bodies", "They gave back bodies.", "return"),
        ("RETREAT", "release", None, "They handed back the remains.", "return"),
        ("AID", None, "hostages", "The army brought out hostages.", "rescue"),
        ("AID", None, None, "one was rescued", "rescue"),
        ("AID", None, "trucks", "Trucks came in.", "let in"),
        ("ASSAULT", "abduct", "people", "They took people.", "capture"),
        ("ASSAULT", "drone", "drones", "They attacked with drones.", "attack"),
        ("MOBILIZE", "weapons", "drones", "Drones flew over the river.", "fly"),
        ("MOBILIZE", "troops", None, "They moved troops up.", "build up"),
        ("AGREE", None, None, "They agreed to prolong the truce.", "extend"),
        ("AGREE", None, "hostages", "They extended it for more hostages.", "extend"),
        ("AGREE", None, None, "They agreed on a truce of four days.", "agree"),
        ("RETREAT", "ceasefire", None, "A four-day truce took effect.", "stop"),
        ("COOPERATE", None, "list of hostages", "They gave it.", "hand over"),
        ("COOPERATE", None, "hostages", "The numbers were met.", ""),
        ("STATE", "held", "hostages", "They are held.", ""),
        ("STATE", "killed", "people", "They died.", "kill"),
        ("STATE", "expired", None, "It ran out.", "lapse"),
    ],
)
def test_the_deed_follows_from_the_act_and_what_it_is_about(
    type: str, mode: str | None, category: str | None, quote: str, deed: str
) -> None:
    assert one(claim(type, mode, category=category, quote=quote)).deed == deed


@pytest.mark.parametrize(
    ("changes", "told"),
    [
        ({}, Told.DONE),
        ({"modality": Modality.ONGOING}, Told.DONE),
        ({"polarity": Polarity.NEGATIVE}, Told.NOT_DONE),
        ({"modality": Modality.DENIED}, Told.NOT_DONE),
        ({"polarity": Polarity.NEGATIVE, "modality": Modality.DENIED}, Told.NOT_DONE),
        ({"stance": Stance.DENIES}, Told.NOT_DONE),
        ({"stance": Stance.DOUBTS}, Told.NOT_DONE),
        ({"stance": Stance.DENIES, "modality": Modality.DENIED}, Told.NOT_DONE),
        ({"stance": Stance.DENIES, "polarity": Polarity.NEGATIVE}, Told.DONE),
        ({"stance": Stance.REJECTS}, Told.NOT_DONE),
        ({"stance": Stance.ACCUSES}, Told.DONE),
        ({"modality": Modality.PLANNED}, Told.PLANNED),
        ({"modality": Modality.PLANNED, "polarity": Polarity.NEGATIVE}, Told.SUPPOSED),
        ({"stance": Stance.PROMISES, "modality": Modality.PLANNED}, Told.PLANNED),
        ({"modality": Modality.OFFERED}, Told.OFFERED),
        ({"stance": Stance.DEMANDS}, Told.DEMANDED),
        ({"modality": Modality.HYPOTHETICAL}, Told.SUPPOSED),
        ({"stance": Stance.DOUBTS, "modality": Modality.HYPOTHETICAL}, Told.SUPPOSED),
        ({"figures": (figure(0),)}, Told.NOT_DONE),
    ],
)
def test_what_the_speaker_says_of_the_deed(changes: dict[str, Any], told: Told) -> None:
    assert one(claim(**changes)).told is told


def test_only_an_accusation_is_told_against_its_doer() -> None:
    assert one(claim(stance=Stance.ACCUSES)).accuses
    assert not one(claim()).accuses


def test_to_refuse_is_a_deed_of_its_own() -> None:
    assert one(claim("REJECT", None, stance=Stance.REJECTS)).told is Told.DONE


@pytest.mark.parametrize("modality", [Modality.DENIED, Modality.HYPOTHETICAL, Modality.ONGOING])
def test_who_cannot_confirm_it_neither_holds_nor_denies_it(modality: Modality) -> None:
    changes = {"polarity": Polarity.NEGATIVE, "stance": Stance.DOUBTS, "modality": modality}
    assert one(claim("STATE", "no-comment", quote="could not confirm it", **changes)).told is Told.SUPPOSED


@pytest.mark.parametrize(
    ("category", "quote", "deed"),
    [
        ("people", "one who was rescued by the army", "rescue"),
        ("women", "The navy rescued three women.", "rescue"),
        ("people", "The help reached 200 people.", "let in"),
        ("trucks", "The lorries were rescued from the mud.", "let in"),
    ],
)
def test_people_of_whatever_kind_are_rescued_where_it_says_so(category: str, quote: str, deed: str) -> None:
    assert one(claim("AID", None, category=category, quote=quote)).deed == deed


def test_people_told_as_held_are_marked_so() -> None:
    assert one(claim("STATE", "held", quote="Fifteen women remain.", figures=(figure(15),))).held
    assert not one(claim("STATE", "condition", quote="Fifteen women wait.", figures=(figure(15),))).held


def test_a_state_that_lacks_a_list_says_that_none_was_handed_over() -> None:
    found = one(claim("STATE", "condition", quote="No list was sent by seven.", polarity=Polarity.NEGATIVE))
    assert (found.deed, found.told) == ("hand over", Told.NOT_DONE)


def test_that_nobody_is_held_says_how_many_are() -> None:
    found = one(claim("STATE", "held", figures=(figure(0),), polarity=Polarity.NEGATIVE))
    assert (found.told, found.measure, found.count) == (Told.DONE, Measure.STOCK, Extent.exactly(0))


WEEK = When(day(1), day(8), Precision.SPAN, Basis.STATED)


@pytest.mark.parametrize(
    ("type", "mode", "quote", "changes", "measure"),
    [
        ("RETREAT", "release", "13 hostages were freed.", {"when": on(2)}, Measure.FLOW),
        ("RETREAT", "release", "13 hostages were freed.", {}, Measure.FLOW),
        ("RETREAT", "release", "13 hostages were freed.", {"when": WEEK}, Measure.TOTAL),
        ("RETREAT", "release", "13 hostages were freed in all.", {}, Measure.TOTAL),
        ("RETREAT", "release", "In the seven days 13 hostages were freed.", {}, Measure.TOTAL),
        ("RETREAT", "release", "13 hostages were freed during the truce.", {}, Measure.TOTAL),
        ("RETREAT", "release", "13 hostages were freed since Friday.", {}, Measure.TOTAL),
        ("RETREAT", "release", "They freed 13 hostages since nobody came.", {}, Measure.FLOW),
        ("RETREAT", "release", "A total of 13 hostages were freed.", {"when": on(2)}, Measure.FLOW),
        ("RETREAT", "release", "Northland has released 13 hostages.", {}, Measure.TOTAL),
        ("RETREAT", "release", "Northland has to release 13 hostages.", {}, Measure.FLOW),
        ("RETREAT", "release", "13 hostages.", {"when": on(2), "qualities": ("in all",)}, Measure.TOTAL),
        ("STATE", "held", "13 hostages are held.", {}, Measure.STOCK),
        ("STATE", "missing", "13 people are missing.", {}, Measure.STOCK),
        ("STATE", "total", "13 hostages.", {}, Measure.TOTAL),
        ("STATE", "killed", "13 are dead.", {"modality": Modality.ONGOING}, Measure.STOCK),
        ("STATE", "killed", "13 died.", {"when": on(2)}, Measure.FLOW),
    ],
)
def test_what_a_figure_measures(type: str, mode: str, quote: str, changes: dict[str, Any], measure: Measure) -> None:
    assert one(claim(type, mode, quote=quote, figures=(figure(13),), **changes)).measure is measure


def test_a_claim_without_a_figure_measures_nothing() -> None:
    found = one(claim())
    assert (found.measure, found.count) == (Measure.NONE, None)


@pytest.mark.parametrize(
    ("quote", "rate", "per"),
    [
        ("200 trucks a day", None, (1.0, "day")),
        ("200 trucks are to enter every day", None, (1.0, "day")),
        ("200 trucks daily", None, (1.0, "day")),
        ("200 trucks over a week", None, None),
        ("200 trucks in a day", None, None),
        ("200 trucks for each of them", None, (1.0, "them")),
        ("for every ship 200 trucks", None, (1.0, "ship")),
        ("200 trucks", Rate(10, "ships"), (10.0, "ships")),
        ("200 trucks", None, None),
    ],
)
def test_a_rate_is_no_number_of_its_own(quote: str, rate: Rate | None, per: tuple[float, str] | None) -> None:
    trucks = figure(200, unit="trucks", category="trucks", words="200 trucks", per=rate)
    assert one(claim("AID", None, quote=quote, figures=(trucks,))).per == per


@pytest.mark.parametrize(
    ("made", "count", "about"),
    [
        (figure(13), Extent.exactly(13), False),
        (figure(10, 12), Extent(10, 12), False),
        (figure(50, comparator=Comparator.ABOUT), Extent.exactly(50), True),
    ],
)
def test_how_many(made: Any, count: Extent, about: bool) -> None:
    found = one(claim(figures=(made,)))
    assert (found.count, found.about) == (count, about)


def test_an_open_end_stays_open() -> None:
    from truceline.model import Figure

    least = Figure(50, None, Comparator.AT_LEAST, "hostages", "at least 50")
    most = Figure(None, 300, Comparator.AT_MOST, "hostages", "up to 300")
    assert one(claim(figures=(least,))).count == Extent(50)
    assert one(claim(figures=(most,))).count == Extent(0, 300)


@pytest.mark.parametrize(
    ("changes", "what", "kinds"),
    [
        ({"figures": (figure(13),)}, ("hostages",), set()),
        ({"figures": (figure(13, words="13 Eastern hostages"),)}, ("Eastern hostages", "hostages"), set()),
        (
            {"figures": (figure(13, unit="Easterners", category="people", words="13 Easterners"),)},
            ("Easterners", "people"),
            set(),
        ),
        ({"category": "women and children"}, ("women and children",), {"woman", "child"}),
        ({"category": "soldiers"}, ("soldiers",), {"soldier"}),
        ({"figures": (figure(2, kinds=("woman",)),), "category": "prisoners"}, ("hostages", "prisoners"), {"woman"}),
    ],
)
def test_whom_it_is_about_from_the_narrowest_to_the_widest(
    changes: dict[str, Any], what: tuple[str, ...], kinds: set[str]
) -> None:
    found = one(claim(**changes))
    assert (found.what, found.kinds) == (what, kinds)


def test_a_day_that_only_the_report_gives_is_no_day() -> None:
    published = When.day(day(2).date(), basis=Basis.PUBLICATION)
    for when in (None, published):
        found = one(claim(when=when))
        assert (found.start, found.end, found.day_known) == (None, None, False)
    dated = one(claim(when=on(2)))
    assert (dated.start, dated.end, dated.day_known) == (day(2), day(3), True)


def test_a_day_told_elsewhere_is_that_day_of_the_calendar_where_the_truce_is() -> None:
    zone = ZoneInfo("Asia/Tokyo")
    dated = one(claim(when=on(2)), zone=zone)
    assert (dated.start, dated.end) == (datetime(2024, 5, 2, tzinfo=zone), datetime(2024, 5, 3, tzinfo=zone))
    moment = one(claim(when=When.moment(day(2, 7))), zone=zone)
    assert moment.start == day(2, 7)


def test_outlets_speak_for_nobody_however_close_they_stand() -> None:
    spokesman = claim(speaker="a spokesman", kind=PartyKind.OFFICIAL, member_of=("army", "Northland"))
    outlet = claim(speaker="Northern Voice", kind=PartyKind.OUTLET, member_of=("Northland",))
    assert one(spokesman).sides == ("a spokesman", "army", "Northland")
    assert one(outlet).sides == ("Northern Voice",)


def test_one_party_is_one_voice_in_all_reports_and_an_unnamed_source_in_one_only() -> None:
    def voice(report: str, **speaker: Any) -> str:
        return one(claim(report=report, **speaker)).voice

    named = {"speaker": "Northland", "party": "northland"}
    source = {"speaker": "a source close to the talks", "kind": PartyKind.SOURCE}
    assert voice("r-1", **named) == voice("r-2", **named)
    assert voice("r-1", **source) != voice("r-2", **source)


def test_syndicated_copies_are_one_voice() -> None:
    made = [claim(report=r, speaker=r, kind=PartyKind.REPORT) for r in ("r-1", "r-2")]
    apart = facts_of(made, KNOWN)
    together = facts_of(made, KNOWN, [("r-1", "r-2")])
    assert len({f.voice for f in apart}) == 2
    assert len({f.voice for f in together}) == 1


def test_some_of_them_are_a_part_of_those_counted_before() -> None:
    truck = {"unit": "trucks", "category": "trucks"}
    whole = claim("AID", None, quote="200 trucks came.", figures=(figure(200, words="200", **truck),))
    part = claim(
        "AID",
        None,
        quote="61 of them went north.",
        start=40,
        speaker="Monitors",
        figures=(figure(61, words="61", **truck),),
    )
    alone = claim("AID", None, quote="61 of them went north.", report="r-2", figures=(figure(61, words="61", **truck),))
    found = {f.claim: f for f in facts_of([part, alone, whole], KNOWN)}
    assert found[part.id].part_of == whole.id
    assert found[alone.id].part_of is None


@pytest.mark.parametrize(
    ("quote", "words", "part"),
    [
        ("61 of them went north.", "61", True),
        ("61 trucks among them went north.", "61 trucks", True),
        ("Of them 61 went north.", "61", True),
        ("120 trucks came, 61 of them with flour.", "120 trucks", False),
        ("Of those 120 trucks a few went north.", "120 trucks", False),
        ("120 of the trucks came.", "120", False),
    ],
)
def test_a_whole_is_no_part_because_its_own_parts_are_told_with_it(quote: str, words: str, part: bool) -> None:
    truck = {"unit": "trucks", "category": "trucks"}
    before = claim("AID", None, quote="200 trucks came.", figures=(figure(200, words="200", **truck),))
    told = claim(
        "AID",
        None,
        quote=quote,
        start=40,
        speaker="Monitors",
        figures=(figure(int(words.split(maxsplit=1)[0]), words=words, **truck),),
    )
    found = {f.claim: f for f in facts_of([before, told], KNOWN)}
    assert found[told.id].part_of == (before.id if part else None)


def test_the_order_of_claims_does_not_matter_and_a_corrected_claim_counts_as_corrected() -> None:
    from truceline.record.view import ViewedClaim

    made = [claim(start=n, figures=(figure(n),)) for n in (3, 1, 2)]
    viewed = ViewedClaim(made[0].with_act(category="prisoners"), made[0])
    assert facts_of(made, KNOWN) == facts_of(reversed(made), KNOWN)
    assert facts_of([viewed], KNOWN)[0].what == ("hostages", "prisoners")


def test_a_claim_of_a_report_that_is_not_given_is_said() -> None:
    with pytest.raises(ValueProblem, match="r-9"):
        facts_of([claim(report="r-9")], KNOWN)


def test_a_report_known_late_is_known_late() -> None:
    late = {"r-1": day(9) + timedelta(hours=5)}
    assert facts_of([claim(when=on(2))], late)[0].known == day(9, 5)


def test_the_search_for_cycles_is_left_as_it_was_even_where_the_work_fails() -> None:
    import gc

    for was_on in (True, False):
        (gc.enable if was_on else gc.disable)()
        try:
            with pytest.raises(ValueProblem):
                facts_of([claim(report="r-9")], KNOWN)
            assert gc.isenabled() is was_on
        finally:
            gc.enable()
