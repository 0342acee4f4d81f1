"""Datelines are found where they are, and nowhere else; zones are known or left open."""

from __future__ import annotations

from zoneinfo import ZoneInfo

import pytest

from truceline.reports.datelines import find
from truceline.reports.zones import Zones, _load


@pytest.mark.parametrize(
    ("text", "place", "zone", "agency", "day"),
    [
        ("Nairobi, Kenya – The talks", "Nairobi, Kenya", "Africa/Nairobi", None, None),
        ("CAIRO, March 3 (Agency) - Talks", "CAIRO", "Africa/Cairo", "Agency", (None, 3, 3)),
        ("GENEVA (AP) — Talks", "GENEVA", "Europe/Zurich", "AP", None),
        ("KHARTOUM, 3 May 2023 (Agency) – The", "KHARTOUM", "Africa/Khartoum", "Agency", (2023, 5, 3)),
        ("KHARTOUM 3 May 2023 (Agency) - The", "KHARTOUM", "Africa/Khartoum", "Agency", (2023, 5, 3)),
        ("Jerusalem, Dec. 1, 2023 /Agency/ -- The", "Jerusalem", "Asia/Jerusalem", "Agency", (2023, 12, 1)),
        ("Sana'a – The", "Sana'a", "Asia/Aden", None, None),
        ("Sana’a — The", "Sana’a", "Asia/Aden", None, None),
        ("Moscow, 3 May. /Agency/. The", "Moscow", "Europe/Moscow", "Agency", (None, 5, 3)),
        ("GENEVA (2 December 2023) – The", "GENEVA", "Europe/Zurich", None, (2023, 12, 2)),
        ("3 May 2023, Khartoum – The", "Khartoum", "Africa/Khartoum", None, (2023, 5, 3)),
        ("N'DJAMENA, Chad, Monday, 3 May 2021 - The", "N'DJAMENA, Chad", "Africa/Ndjamena", None, (2021, 5, 3)),
        ("PORT-AU-PRINCE, Haiti —The", "PORT-AU-PRINCE, Haiti", "America/Port-au-Prince", None, None),
        ("Al-Fashir, North Darfur, Sudan – The", "Al-Fashir, North Darfur, Sudan", "Africa/Khartoum", None, None),
        ("WASHINGTON, D.C. — The", "WASHINGTON, D.C.", "America/New_York", None, None),
        ("GENEVA/AP — The", "GENEVA", "Europe/Zurich", "AP", None),
        ("BEIRUT, Lebanon (Agency): The", "BEIRUT, Lebanon", "Asia/Beirut", "Agency", None),
        ("Khan Younis, Gaza – The", "Khan Younis, Gaza", "Asia/Gaza", None, None),
        ("São Paulo — The", "São Paulo", "America/Sao_Paulo", None, None),
        ("QUIBBLETON (AP) — The", "QUIBBLETON", None, "AP", None),
        ("Quibbleton, 3 May 2023 – The", "Quibbleton", None, None, (2023, 5, 3)),
    ],
)
def test_a_dateline_is_read(
    text: str, place: str, zone: str | None, agency: str | None, day: tuple[int | None, int, int] | None
) -> None:
    found = find(text)
    assert found is not None
    assert (found.dateline.place, found.dateline.zone, found.dateline.agency) == (place, zone, agency)
    assert (None if found.day is None else (found.day.year, found.day.month, found.day.number)) == day
    assert text[found.start : found.end] == found.dateline.words
    assert text.find(found.dateline.words) == found.start


@pytest.mark.parametrize(
    "text",
    [
        "Hamas – which governs Gaza – said",
        "Hamas – The group said",
        "Israel – Hamas truce holds",
        "The minister – a former general – said",
        "On Friday, Israel – which had agreed – said",
        "On 3 May 2023, Israel – which had agreed – said",
        "UPDATE – The ministry",
        "U.N. – The council",
        "Abbas (PA) – The president",
        "Monday, 3 May 2023 – The",
        "MARCH 3 – The",
        "Cairo-based mediators said on Friday",
        "Gaza: The ministry said",
        "Cairo – ",
        "",
        "– – –",
        "Two sides, one table - The talks",
    ],
)
def test_other_openings_with_a_dash_are_no_dateline(text: str) -> None:
    assert find(text) is None


def test_a_dateline_may_follow_headlines() -> None:
    text = "Talks resume in Juba\nDelegates gather\n\nJUBA, South Sudan – Delegates met."
    found = find(text)
    assert found is not None
    assert text[found.start : found.end] == "JUBA, South Sudan –"


def test_a_dateline_does_not_follow_a_sentence() -> None:
    assert find("Delegates met in the capital on Thursday.\n\nJuba, South Sudan – The talks") is None


@pytest.mark.parametrize(
    ("parts", "zone"),
    [
        (("Tripoli",), "Africa/Tripoli"),
        (("Tripoli", "Lebanon"), "Asia/Beirut"),
        (("Paris",), "Europe/Paris"),
        (("Paris", "Texas"), None),
        (("Tbilisi", "Georgia"), "Asia/Tbilisi"),
        (("Atlanta", "Georgia"), None),
        (("Georgia",), None),
        (("Donetsk", "Ukraine"), None),
        (("Smallville",), None),
        (("Smallville", "Sudan"), "Africa/Khartoum"),
        (("Smallville", "Russia"), None),
        (("the Gambia",), "Africa/Banjul"),
        (("Jerusalem",), "Asia/Jerusalem"),
    ],
)
def test_a_zone_is_known_or_left_open(parts: tuple[str, ...], zone: str | None) -> None:
    assert Zones.load().of(parts) == zone


def test_places_of_several_desks_have_a_zone_only_in_common() -> None:
    far, near = find("JERUSALEM/CAIRO, Dec 1 (Agency) - Talks"), find("JERUSALEM/TEL AVIV, Dec 1 (Agency) - Talks")
    assert far is not None
    assert near is not None
    assert (far.dateline.zone, near.dateline.zone) == (None, "Asia/Jerusalem")


def test_every_listed_zone_exists() -> None:
    zones = {zone for of_town in _load().towns.values() for zone in of_town}
    zones |= {c.zone for countries in _load().countries.values() for c in countries if c.zone}
    assert len(zones) > 200
    assert all(ZoneInfo(zone).key == zone for zone in zones)


def test_the_list_covers_the_world() -> None:
    assert len(_load().countries) > 250
    assert len(_load().towns) > 400
