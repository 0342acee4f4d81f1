"""The eighteen things that the terms language must be able to say, each with the terms that come out."""

from __future__ import annotations

from datetime import datetime, time
from zoneinfo import ZoneInfo

import pytest
from agreement_texts import agreement, duty, terms

from truceline.agreements.terms import (
    Anchor,
    Category,
    DutyKind,
    Extension,
    Length,
    Onward,
    Order,
    PersonsChoice,
    Phase,
    Point,
    Quota,
    Ratio,
    Renewal,
    Step,
    Unit,
)

ROME = ZoneInfo("Europe/Rome")


def at(*parts: int) -> datetime:
    return datetime(*parts, tzinfo=ROME)  # type: ignore[misc, arg-type]


def days(n: float) -> Length:
    return Length(n, Unit.DAYS)


def test_01_a_truce_takes_effect_after_an_offset_and_duties_can_come_before_it() -> None:
    found = terms(
        "truce: {from: 48 hours after signing}", "duties: {leave: {by: north, withdraw from: hill, opens: signing}}"
    )
    assert found.signed == at(2024, 3, 1)
    assert found.truce is not None
    assert found.truce.starts == Point(Anchor.SIGNED, offset=Length(48, Unit.HOURS))
    assert found.duties[0].opens == Point(Anchor.SIGNED)


@pytest.mark.parametrize(
    ("words", "lasts", "renewal"),
    [
        ("for: 48 hours", Length(48, Unit.HOURS), Renewal.NONE),
        ("for: 7 days, renewed: by agreement", days(7), Renewal.AGREED),
        ("for: 2 months, renewed: automatically", Length(2, Unit.MONTHS), Renewal.AUTOMATIC),
        ("for: 4 days, extended: {by: 1 day, for_each: 10 captives}", days(4), Renewal.EARNED),
        ("for: without end", None, Renewal.NONE),
        ("until: 2024-03-05", Length(65, Unit.HOURS), Renewal.NONE),
        ("until: 2024-03-09 07:00", days(6), Renewal.NONE),
    ],
)
def test_02_a_truce_lasts_and_is_renewed(words: str, lasts: Length | None, renewal: Renewal) -> None:
    found = terms(f"truce: {{from: 2024-03-03 07:00, {words}}}").truce
    assert found is not None
    assert (found.lasts, found.renewal) == (lasts, renewal)


def test_03_an_extension_is_earned_by_a_category_with_tolerance_surplus_and_a_cap_of_one_side() -> None:
    found = agreement("""
truce:
  from: 2024-03-03 07:00
  for: 4 days
  extended:
    by: 1 day
    for_each: about 10 captives
    category: women and children
    outside: yes
    enough: 8
    surplus: carried over
    at_most: {length: 10 days, count: 300 prisoners, stated_by: north}
""")
    one_sided, neither = found.readings()
    truce = found.terms(one_sided).truce
    assert truce is not None
    earned = truce.earned
    assert earned is not None
    assert (earned.by, earned.of, earned.by_party) == (days(1), "captives", ("Southland",))
    assert (earned.amount.low, earned.amount.about, earned.amount.need) == (10, True, 8)
    assert (earned.category, earned.outside, earned.surplus) == ("women and children", True, True)
    assert earned.cap == days(10)
    assert earned.cap_count is not None
    assert (earned.cap_count.low, earned.cap_count.of) == (300, "prisoners")
    without = found.terms(neither).truce
    assert without is not None
    assert without.earned is not None
    assert without.earned.cap is None


def test_04_an_exchange_key_is_taken_on_a_category_in_and_outside_the_deal() -> None:
    found = duty("{by: north, release: 9 prisoners, for_each: 110 captives, taken on: {category: men, outside: yes}}")
    assert found.kind is DutyKind.COUNT
    assert found.amount is None
    assert found.ratio == Ratio(9, 110, "captives", ("Southland",), "release", "men", outside=True)


@pytest.mark.parametrize(
    ("words", "due"),
    [
        ("within: same day", Point(Anchor.DUTY, day=1)),
        ("within: 24 hours", Point(Anchor.DUTY, offset=Length(24, Unit.HOURS))),
    ],
)
def test_04_an_exchange_is_due_from_each_deed_that_it_answers(words: str, due: Point) -> None:
    assert duty(f"{{by: north, release: 3 prisoners, for_each: 1 captive, {words}}}").due == due


def test_04_a_key_can_name_the_category_in_its_own_words() -> None:
    found = duty("{by: north, release: 50 prisoners, for_each: 1 female soldier}").ratio
    assert found is not None
    assert (found.of, found.category) == ("captives", "female soldiers")


def test_05_one_category_comes_before_everyone_else_and_families_stay_together() -> None:
    found = terms("""
order:
  - {of: captives, by: south, first: women and children, then: everyone else}
  - {name: no parting, of: captives, first: women and children, then: men, together: families}
""").orders
    assert found == (
        Order("women and children first", "captives", ("Southland",), "women and children", "everyone else"),
        Order("no parting", "captives", (), "women and children", "men", "families"),
    )


def test_06_a_schedule_counts_days_and_weeks_and_ends_with_the_rest() -> None:
    found = duty("{by: south, release: 33 captives, schedule: {day 1: 3, day 7: 4, every 7 days: 3, week 6: the rest}}")
    assert [(s.due.day, s.amount) for s in found.schedule] == [
        (1, 3),
        (7, 4),
        (14, 3),
        (21, 3),
        (28, 3),
        (35, 3),
        (42, None),
    ]
    assert found.schedule[-1] == Step(Point(Anchor.EFFECT, day=42), None, True, "week 6")
    assert found.due == Point(Anchor.EFFECT, day=42)


def test_06_a_schedule_without_a_last_line_goes_on_until_nothing_is_left() -> None:
    found = duty("{by: south, release: 10 captives, schedule: {day 1: 3, every 2 days: 4}}")
    assert [(s.due.day, s.amount) for s in found.schedule] == [(1, 3), (3, 4), (5, 3)]


@pytest.mark.parametrize("quota", Quota)
def test_07_a_quota_is_counted_each_period_or_on_average_or_made_up_later(quota: Quota) -> None:
    found = duty(f"{{by: north, let in: 200 trucks, each: week, counted: {quota}, surplus: carried over}}")
    assert (found.what, found.each, found.quota, found.surplus) == ("trucks", Length(1, Unit.WEEKS), quota, True)


def test_07_a_pace_beside_a_number_in_all_is_a_duty_of_its_own() -> None:
    found = terms("duties: {it: {by: south, release: 50 captives, category: men, within: 4 days, pace: 10 a day}}")
    whole, pace = found.duties
    assert (whole.name, whole.each, pace.name, pace.each) == ("it", None, "it: pace", days(1))
    assert pace.amount is not None
    assert (pace.amount.low, pace.amount.high, pace.category, pace.due) == (10, None, "men", whole.due)


def test_08_a_prohibition_has_actors_places_hours_and_exceptions() -> None:
    found = duty(
        "{by: both, refrain from: [attack, fly], where: [valley, hill], between: 22:00-06:00, unless: [defence]}"
    )
    assert (found.kind, found.by) == (DutyKind.REFRAIN, ("Northland", "Southland"))
    assert (found.deeds, found.where) == (("attack", "fly"), ("valley", "hill"))
    assert (found.clock, found.unless) == ((time(22), time(6)), ("defence",))


def test_08_a_prohibition_can_name_to_whom_a_deed_must_not_be_done() -> None:
    found = duty("{by: both, refrain from: [attack hospitals, hold back hospitals]}")
    assert (found.deeds, found.what) == (("attack", "hold back"), "hospitals")


@pytest.mark.parametrize(
    ("words", "deed", "what"),
    [
        ("hand over: list of captives, each: day, before: 07:00", "hand over", "list of captives"),
        ("meet: commanders, within: 5 days", "meet", "commanders"),
        ("invite: parties to talks on the roads", "invite", "parties to talks on the roads"),
        ("report: the number of lorries", "report", "the number of lorries"),
        ("withdraw from: coastal road, due: day 7", "withdraw", ""),
    ],
)
def test_09_a_deed_is_due_by_a_deadline(words: str, deed: str, what: str) -> None:
    found = duty(f"{{by: Westland, {words}}}")
    assert (found.kind, found.by, found.deeds, found.what) == (DutyKind.DEED, ("Westland",), (deed,), what)


def test_10_a_duty_waits_for_another_or_goes_hand_in_hand_with_it() -> None:
    found = duty(
        "{by: north, withdraw from: hill, after: [first], together with: [east leaves], due: 3 days after first}",
        more="acts: {east leaves: {by: east, withdraw from: valley}}",
    )
    assert (found.after, found.together) == (("first",), ("east leaves",))
    assert found.due == Point(Anchor.DUTY, of="first", offset=days(3))


def test_11_what_others_do_is_told_but_owed_by_nobody_and_a_third_party_may_perform() -> None:
    found = terms(
        "duties: {bodies: {by: south, hand over: maps, also by: [north, east]}}",
        "acts: {east leaves: {by: Eastland, withdraw from: valley}}",
    )
    owed, act = found.duties
    assert (owed.owed, owed.also_by) == (True, ("Northland", "Eastland"))
    assert (act.owed, act.by, act.where) == (False, ("Eastland",), ("valley",))


def test_11_several_may_hold_one_population() -> None:
    found = agreement("people: {captives: {held_by: [south, east]}}", head=BARE).terms().population("captives")
    assert found is not None
    assert found.held_by == ("Southland", "Eastland")


BARE = """
agreement: A pause
text_of: 2024-03-01
zone: Europe/Rome
parties: {north: Northland, south: Southland}
others: {east: Eastland}
"""


def test_12_a_duty_lists_the_excuses_that_the_text_allows() -> None:
    assert duty("{by: south, return: 28 captives, excuses: cannot be found}").excuses == ("cannot be found",)


def test_13_phases_have_gates_and_may_go_on_while_talks_do() -> None:
    found = terms(
        "phases: {second: {from: day 43, for: 42 days, gate: [first], then: continues while talks go on}}",
        "duties:",
        "  first: {by: south, release: 5 captives}",
        "  leave: {by: north, withdraw from: hill, phase: second, due: end}",
    )
    start = Point(Anchor.EFFECT, day=43)
    assert found.phases == (Phase("second", start, days(42), ("first",), Onward.TALKS),)
    assert (found.duties[1].phase, found.duties[1].due) == ("second", Point(Anchor.END))


AMENDED = """
truce: {from: 2024-03-03, for: 30 days}
duties:
  light arms: {by: south, disarm: light arms, within: 30 days}
  patrols: {by: both, refrain from: build up}
  hospitals: {by: both, refrain from: attack hospitals, survives: yes}
amendments:
  - of: 2024-03-10
    name: the second text
    changes:
      duties.light arms: {by: south, disarm: light arms, after: [plan]}
      duties.plan: {by: both, agree: plan, opens: 2024-03-10, within: 14 days}
      duties.patrols: null
    extends: {by: 5 days}
  - {of: 2024-03-20 12:00, changes: {duties.plan.within: 21 days}, extends: {until: 2024-04-30}}
  - {of: 2024-05-01, ends: yes}
"""


def test_14_a_later_text_replaces_drops_and_adds_duties_and_says_from_when() -> None:
    found = terms(AMENDED)
    versions = [(d.name, d.bound_from, d.bound_until, d.replaced_by) for d in found.duties if d.name != "hospitals"]
    second, third = at(2024, 3, 10), at(2024, 3, 20, 12)
    assert versions == [
        ("light arms", None, second, "the second text"),
        ("patrols", None, second, "the second text"),
        ("light arms", second, None, ""),
        ("plan", second, third, "amendment of 2024-03-20"),
        ("plan", third, None, ""),
    ]
    assert [d.due for d in found.duties if d.name == "plan"] == [
        Point(Anchor.MOMENT, second, offset=days(14)),
        Point(Anchor.MOMENT, second, offset=days(21)),
    ]


def test_14_a_later_text_extends_bridges_and_ends_and_some_duties_survive_it() -> None:
    found = terms(AMENDED)
    assert found.extensions == (
        Extension(at(2024, 3, 10), by=days(5), name="the second text"),
        Extension(at(2024, 3, 20, 12), until=at(2024, 5, 1), name="amendment of 2024-03-20"),
    )
    assert found.ended == at(2024, 5, 1)
    assert [d.name for d in found.duties if d.survives] == ["hospitals"]


def test_14_a_later_text_may_bring_in_phases_and_populations() -> None:
    found = terms("""
duties: {first: {by: south, release: 5 captives}}
amendments:
  - of: 2024-03-10
    changes:
      phases.second: {from: 2024-03-12, for: 4 days}
      people.wounded: {held_by: south}
      duties.wounded: {by: south, release: 3 wounded, phase: second}
""")
    assert [p.name for p in found.phases] == ["second"]
    assert [d.what for d in found.duties] == ["captives", "wounded"]


def test_15_a_truce_lapses_or_is_ended_by_notice_and_may_outlast_suspended_talks() -> None:
    found = terms(
        "truce: {from: signing, for: 7 days, then: lapses, notice: 48 hours, when talks are suspended: binds}"
    )
    assert found.truce is not None
    assert (found.truce.onward, found.truce.notice) == (Onward.LAPSES, Length(48, Unit.HOURS))
    assert found.truce.talks_apart


def test_15_a_truce_may_be_suspended_with_the_talks() -> None:
    found = terms("truce: {from: signing, when talks are suspended: suspended too}").truce
    assert found is not None
    assert not found.talks_apart


def test_16_each_person_chooses_in_a_window_with_a_default_at_time_out() -> None:
    found = terms("""
choices:
  going home: {of: prisoners, opens: effect, window: 90 days, options: [return, stay], default: released as civilians}
""").choices
    start = Point(Anchor.EFFECT)
    assert found == (
        PersonsChoice("going home", "prisoners", start, days(90), ("return", "stay"), "released as civilians"),
    )


def test_17_all_are_exchanged_for_all_however_many_there_are() -> None:
    found = duty("{by: both, release: all prisoners, category: badly wounded}")
    assert found.amount is not None
    assert (found.amount.all, found.amount.need, found.category) == (True, None, "badly wounded")


def test_18_a_monitoring_body_has_an_account_of_its_own() -> None:
    found = agreement()
    assert found.terms().monitors == ("Watchers",)
    assert found.speakers == ("Northland", "Southland", "Westland", "Watchers")


def test_categories_say_who_is_in_them_and_who_is_not() -> None:
    found = terms().population("captives")
    assert found is not None
    assert found.categories == (
        Category("women and children", (("woman",), ("child",)), ("soldier",)),
        Category("men", (("man",),)),
        Category("female soldiers", (("woman", "soldier"),)),
    )
    assert (found.called, found.kinds_of, found.outside) == (
        ("captives", "foreigners"),
        (("foreigners", ("foreign",)),),
        ("foreign",),
    )
