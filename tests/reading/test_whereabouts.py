"""Where the names of places lead on a map: circles as wide as the name is vague, and no point where it is not sure."""

from __future__ import annotations

import pytest

from truceline.case import Case
from truceline.reading.gazetteer import kilometres
from truceline.reading.places import is_area, pared, place_called
from truceline.reading.whereabouts import PlaceKind, countries_of_parties, countries_of_places, whereabouts

LAKES = ("COD", "RWA")


@pytest.mark.parametrize(
    ("name", "countries", "kind", "narrowest", "widest"),
    [
        ("Goma", LAKES, PlaceKind.POINT, 3, 20),
        ("port of Hodeidah", ("YEM",), PlaceKind.POINT, 5, 30),
        ("Jabalya refugee camp", ("PSE",), PlaceKind.POINT, 5, 15),
        ("Rafah crossing", ("PSE",), PlaceKind.POINT, 15, 15),
        ("North Kivu", LAKES, PlaceKind.AREA, 100, 300),
        ("North Kivu province", LAKES, PlaceKind.AREA, 100, 300),
        ("northern Gaza Strip", ("PSE",), PlaceKind.AREA, 15, 40),
        ("Aleppo countryside", ("SYR",), PlaceKind.AREA, 60, 200),
        ("Kenya", (), PlaceKind.STATE, 300, 900),
        ("southern Lebanon", ("LBN",), PlaceKind.STATE, 60, 200),
    ],
)
def test_a_circle_is_as_wide_as_the_name_is_vague(
    name: str, countries: tuple[str, ...], kind: PlaceKind, narrowest: float, widest: float
) -> None:
    found = whereabouts(name, countries)
    assert found.kind is kind
    assert found.radius is not None
    assert narrowest <= found.radius <= widest
    assert str(round(found.radius)) in found.why.replace(",", "")


@pytest.mark.parametrize("name", ["Masisi district", "Netzarim corridor", "Nowhere-upon-Sea", "Black Sea"])
def test_no_point_is_made_up_where_nothing_tells_how_far_a_place_reaches(name: str) -> None:
    found = whereabouts(name, ("COD", "PSE"))
    assert found.kind is PlaceKind.UNKNOWN
    assert found.latitude is found.longitude is found.radius is None
    assert found.why


def test_of_several_places_of_one_name_that_in_the_records_states_is_meant() -> None:
    open_to_both = whereabouts("Tripoli")
    assert open_to_both.kind is PlaceKind.SEVERAL
    assert {"Tripoli (Libya)", "Tripoli (Lebanon)"} <= set(open_to_both.candidates)
    assert whereabouts("Tripoli", ("LBN",)).country == "LBN"
    assert whereabouts("Tripoli", ("LBY",)).country == "LBY"


def test_a_small_place_elsewhere_is_not_taken_for_the_one_meant() -> None:
    found = whereabouts("Stonebridge", ("SDN",))
    assert found.kind is PlaceKind.SEVERAL
    assert found.candidates
    assert found.latitude is None
    beside = whereabouts("Bridge", ("SDN",), ("GBR",))
    assert beside.latitude is None


def test_a_city_elsewhere_is() -> None:
    assert whereabouts("Geneva", ("SDN",)).kind is PlaceKind.POINT


def test_a_place_between_states_is_no_part_of_a_region_of_one() -> None:
    found = whereabouts("East Jerusalem", ("ISR", "PSE"))
    assert (found.kind, found.country) == (PlaceKind.POINT, None)


@pytest.mark.parametrize("name", ["Goma", "Khan Younis", "Hodeidah"])
def test_what_is_named_after_a_town_lies_around_it_and_wider(name: str) -> None:
    town, camp = whereabouts(name, ("COD", "PSE", "YEM")), whereabouts(f"{name} camp", ("COD", "PSE", "YEM"))
    assert town.latitude is not None
    assert camp.latitude is not None
    assert town.longitude is not None
    assert camp.longitude is not None
    assert kilometres((town.latitude, town.longitude), (camp.latitude, camp.longitude)) < 1
    assert (camp.radius or 0) > (town.radius or 0)


def test_names_are_pared_from_the_fewest_words_on() -> None:
    assert list(pared("northern Masisi district")) == ["northern Masisi", "Masisi district", "Masisi"]
    assert list(pared("Goma")) == []
    assert is_area("Masisi district")
    assert not is_area("Zamzam camp")


def test_a_place_goes_by_its_whole_name_alone() -> None:
    assert place_called("Goma", LAKES).latitude is not None
    assert place_called("Goma road", LAKES).latitude is None


def test_the_states_of_a_record_follow_from_its_places_and_its_parties() -> None:
    assert countries_of_places(["Gaza Strip", "northern Lebanon", "Nowhere"]) == {"PSE", "LBN"}
    assert countries_of_parties(["Qatar", "somebody"]) == {"QAT"}


def test_the_case_answers_for_many_names_at_once() -> None:
    found = Case.whereabouts(["Gaza Strip", "Jabalya refugee camp", "Nowhere", "Gaza Strip"], ["Qatar"])
    assert [w.kind.value for w in found.values()] == ["area", "point", "unknown"]


def test_the_larger_towns_of_a_stretch_are_given_the_largest_first() -> None:
    found = Case.towns(-2.5, 28.5, -1, 30, 5)
    assert len(found) == 5
    assert [t.people for t in found] == sorted((t.people for t in found), reverse=True)
    assert all(-2.5 <= (t.latitude or 0) <= -1 and 28.5 <= (t.longitude or 0) <= 30 for t in found)
    assert "Goma" in {t.name for t in found}
