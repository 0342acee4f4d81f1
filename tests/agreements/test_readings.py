"""Where a text can be read in several ways, each way gives its own terms, and it is kept who reads it so."""

from __future__ import annotations

from datetime import datetime
from zoneinfo import ZoneInfo

import pytest
from agreement_texts import HEAD, TRUCE, agreement

from truceline.agreements.agreement import Agreement, ChoiceKind, Option, Reading, Said
from truceline.agreements.terms import Quota
from truceline.errors import AgreementProblem, ValueProblem

ROME = ZoneInfo("Europe/Rome")
TEXT = (
    TRUCE
    + """
duties:
  release:
    by: south
    release: about 10 captives
    enough:
      readings:
        ten means ten: {means: 10}
        eight will do: {means: 8, held_by: [north, Westland], since: 2024-03-04, source: the radio}
  aid: {by: north, let in: 200 trucks, each: day, counted: {readings: {each period: {}, on average: }}}
  flights: {by: north, refrain from: fly, between: 10:00-16:00, stated_by: south, source: [a paper, the radio]}
"""
)


@pytest.fixture(scope="module")
def read() -> Agreement:
    return agreement(TEXT)


def test_a_choice_has_a_path_a_kind_and_options_with_who_holds_them(read: Agreement) -> None:
    enough, counted, flights = read.choices
    assert [c.path for c in read.choices] == ["duties.release.enough", "duties.aid.counted", "duties.flights"]
    since = datetime(2024, 3, 4, tzinfo=ROME)
    assert enough.options == (
        Option("ten means ten", "10"),
        Option("eight will do", "8", ("Northland", "Westland"), since, "the radio"),
    )
    assert [o.value for o in counted.options] == ["each period", "on average"]
    assert [o.name for o in flights.options] == ["as Southland states it", "not so"]
    assert flights.options[1].value == ""
    assert [c.kind for c in read.choices] == [ChoiceKind.READING, ChoiceKind.READING, ChoiceKind.SCOPE]


def test_the_first_options_make_the_default_reading(read: Agreement) -> None:
    assert read.default == (
        ("duties.release.enough", "ten means ten"),
        ("duties.aid.counted", "each period"),
        ("duties.flights", "as Southland states it"),
    )
    assert read.readings()[0] == read.default


def test_every_combination_is_a_reading_or_those_of_some_choices(read: Agreement) -> None:
    assert len(set(read.readings())) == 8
    some = read.readings(["duties.aid.counted"])
    assert [r.option("duties.aid.counted") for r in some] == ["each period", "on average"]
    assert {r.option("duties.release.enough") for r in some} == {"ten means ten"}


def test_a_reading_changes_its_own_value_and_nothing_else(read: Agreement) -> None:
    default = read.terms()
    other = read.terms(read.reading([("duties.aid.counted", "on average")]))
    assert [d.quota for d in other.duties if d.name == "aid"] == [Quota.AVERAGE]
    assert [d for d in other.duties if d.name != "aid"] == [d for d in default.duties if d.name != "aid"]


def test_a_term_that_one_side_states_stands_or_is_not_there(read: Agreement) -> None:
    assert read.terms().duty("flights") is not None
    assert read.terms([("duties.flights", "not so")]).duty("flights") is None


def test_terms_are_made_once_for_each_reading(read: Agreement) -> None:
    assert read.terms() is read.terms(read.default) is read.terms(())


def test_a_reading_says_in_words_what_it_takes(read: Agreement) -> None:
    assert read.default.label == "enough: ten means ten; counted: each period; flights: as Southland states it"
    assert Reading(()).label == "as written"


def test_choices_of_one_name_are_told_apart_by_their_whole_path() -> None:
    one = "{by: north, let in: 200 trucks, each: day, counted: {readings: {each period: {}, on average: {}}}}"
    label = agreement(TRUCE, f"duties:\n  a: {one}\n  b: {one}").default.label
    assert label == "duties > a > counted: each period; duties > b > counted: each period"


def test_who_states_what_is_kept_with_its_source(read: Agreement) -> None:
    assert read.said == (Said("duties.flights", ("Southland",), "a paper, the radio"),)


@pytest.mark.parametrize(
    "line",
    [
        "truce: {from: {value: 2024-03-03, stated_by: north}}",
        "truce: {from: 2024-03-03, for: {value: 4 days, stated_by: both}}",
        "truce: {from: 2024-03-03, for: {value: 4 days, source: a paper}}",
        "duties: {it: {by: {value: north, stated_by: south}, meet: {value: all, stated_by: south}}}",
    ],
)
def test_what_must_be_there_or_what_all_state_is_no_choice(line: str) -> None:
    found = agreement(line)
    assert found.choices == ()
    assert found.said


@pytest.mark.parametrize(
    ("line", "path"),
    [
        ("truce: {from: signing, for: {value: 4 days, stated_by: north}}", "truce.for"),
        ("truce: {from: signing, for: 4 days, stated_by: north}", "truce"),
        ("order: [{of: captives, first: men, stated_by: north}]", "order.1"),
        ("order: [{name: men first, of: captives, first: men, stated_by: north}]", "order.men first"),
        (
            "amendments: [{of: 2024-03-05, name: B, changes: {duties.it: {by: north, meet: all}}, stated_by: north}]",
            "amendments.B",
        ),
    ],
)
def test_what_some_state_is_a_choice_of_scope(line: str, path: str) -> None:
    found = agreement(line if "truce:" in line else TRUCE + line)
    (choice,) = found.choices
    assert (choice.path, choice.kind) == (path, ChoiceKind.SCOPE)
    assert len(found.readings()) == 2


@pytest.mark.parametrize(
    ("line", "kind"),
    [
        ("{by: both, refrain from: attack, where: {readings: {valley: {}, everywhere: {}}}}", ChoiceKind.SCOPE),
        ("{by: both, refrain from: fly, between: {readings: {10:00-16:00: {}, 10:00-18:00: {}}}}", ChoiceKind.SCOPE),
        ("{by: both, meet: all, due: {readings: {day 2: {}, day 3: {}}}}", ChoiceKind.READING),
        ("{by: both, meet: all, due: {kind: counting, readings: {day 2: {}, day 3: {}}}}", ChoiceKind.COUNTING),
        ("{by: both, meet: all, due: {value: day 2, stated_by: north, kind: reading}}", ChoiceKind.READING),
    ],
)
def test_the_kind_of_a_choice_follows_from_its_place_unless_it_is_said(line: str, kind: ChoiceKind) -> None:
    (choice,) = agreement(f"duties: {{it: {line}}}").choices
    assert choice.kind == kind


def test_a_reading_may_leave_a_value_out() -> None:
    text = "duties: {it: {by: south, release: 5 captives, category: {readings: {anyone: {means: }, men: {}}}}}"
    found = agreement(text)
    assert [found.terms(r).duties[0].category for r in found.readings()] == ["", "men"]


def test_a_whole_term_may_be_read_in_two_ways_with_choices_inside_one_of_them() -> None:
    found = agreement("""
duties:
  it:
    readings:
      a meeting: {means: {by: both, meet: all, due: {readings: {day 2: {}, day 3: {}}}}}
      a letter: {means: {by: north, report: all}}
""")
    assert [c.path for c in found.choices] == ["duties.it", "duties.it (a meeting).due"]
    deeds = [found.terms(r).duties[0].deeds for r in found.readings()]
    assert deeds == [("meet",), ("meet",), ("report",), ("report",)]


def test_a_duty_that_a_reading_leaves_out_is_waited_for_no_more() -> None:
    found = agreement("""
duties:
  it: {by: north, withdraw from: hill, after: [list], due: 2 days after list}
  list: {by: south, hand over: list, stated_by: north}
""")
    stands, gone = (found.terms(r).duties[0] for r in found.readings())
    assert (stands.after, stands.due is None) == (("list",), False)
    assert (gone.after, gone.due) == ((), None)


def test_a_later_text_may_change_a_duty_that_a_reading_leaves_out() -> None:
    found = agreement(
        TRUCE,
        """
duties:
  it: {by: north, withdraw from: hill, stated_by: north}
  list: {by: south, hand over: list, stated_by: south}
amendments:
  - {of: 2024-03-05, changes: {duties.it.due: day 9, duties.list: null}}
""",
    )
    names = [[d.name for d in found.terms(r).duties] for r in found.readings()]
    assert names == [["it", "list", "it"], ["it", "it"], ["list"], []]


def test_a_fault_under_any_option_is_told_when_the_file_is_read() -> None:
    with pytest.raises(AgreementProblem, match="is no number"):
        agreement("duties: {it: {by: south, release: about 5 captives, enough: {readings: {'4': {}, four or so: {}}}}}")


QUOTA = "{by: north, let in: 200 trucks, each: day, counted: {readings: {each period: {}, on average: {}}}}"
MANY = "\n".join(f"  d{n}: {QUOTA}" for n in range(13))


def test_any_number_of_choices_can_stand_in_a_file_but_not_all_readings_are_given_at_once() -> None:
    found = agreement(f"duties:\n{MANY}")
    assert len(found.choices) == 13
    assert len(found.readings([c.path for c in found.choices[:3]])) == 8
    with pytest.raises(ValueProblem, match="8,192 readings"):
        found.readings()


@pytest.mark.parametrize(
    ("picks", "words"),
    [
        ([("duties.aid.count", "on average")], 'Did you mean "duties.aid.counted"'),
        ([("duties.aid.counted", "averaged")], 'has no option "averaged"'),
    ],
)
def test_a_reading_of_what_is_no_choice_is_told(read: Agreement, picks: list[tuple[str, str]], words: str) -> None:
    with pytest.raises(ValueProblem, match=words):
        read.terms(picks)


def test_an_agreement_says_who_it_is() -> None:
    found = agreement("source: [a paper, the radio]")
    assert (found.title, found.id, found.name) == ("A pause", "a-pause", "a.yaml")
    assert (found.text_of, found.zone) == (datetime(2024, 3, 1, tzinfo=ROME), "Europe/Rome")
    assert (found.parties, found.mediators, found.monitors) == (
        ("Northland", "Southland"),
        ("Westland",),
        ("Watchers",),
    )
    assert found.source == "a paper, the radio"
    assert dict(found.names.aliases)["Southland"] == ("Southland", "Southern Army")
    assert agreement("id: the-pause").id == "the-pause"


@pytest.mark.parametrize("said", ["south", "South", "Southland", "southern army", "[south]"])
def test_whoever_is_named_may_be_named_by_key_or_by_any_name(said: str) -> None:
    assert agreement(f"duties: {{it: {{by: {said}, meet: all}}}}").terms().duties[0].by == ("Southland",)


def test_swapping_the_names_of_two_parties_swaps_them_in_the_terms_and_changes_nothing_else() -> None:
    text = HEAD + TEXT
    swapped = text.replace("Northland", "?").replace("Southland", "Northland").replace("?", "Southland")
    there = Agreement.parse(text, "a.yaml").terms()
    here = repr(Agreement.parse(swapped, "a.yaml").terms())
    assert here.replace("Northland", "?").replace("Southland", "Northland").replace("?", "Southland") == repr(there)


def test_two_agreements_are_equal_where_their_text_is_and_can_be_kept_in_a_set() -> None:
    assert len({agreement(TEXT), agreement(TEXT), agreement(TRUCE)}) == 2
