"""Codes of actors, names that may be the same, and nouns that stand for several parties."""

from __future__ import annotations

from datetime import date

import pytest

from truceline.reading.parties import Likeness, Registry, actor_code, countries, country, describe_each, suggest
from truceline.reading.parties.suggest import among, likeness


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("Israel", "ISR"),
        ("Israeli police", "ISR"),
        ("the Kremlin", "RUS"),
        ("the White House", "USA"),
        ("Dushanbe", "TJK"),
        ("Tunisian troops", "TUN"),
        ("Burundian militiamen", "BDI"),
        ("NATO-member Norway", "NOR"),
        ("pro-Russian separatists in Ukraine", "UKR"),
        ("Russian-backed Abkhaz fighters", "GEO"),
        ("Karen guerrillas", "MMR"),
        ("Tamil rebels", "LKA"),
        ("a spokesman for Hamas", "PSE"),
        ("President Mugabe", "ZWE"),
        ("President Boris Yeltsin", "RUS"),
        ("the UN refugee agency", "IGO"),
        ("a human rights group", "NGO"),
        ("UN peacekeepers", "IGO"),
        ("residents of Fallujah", "IRQ"),
        ("villagers", None),
        ("", None),
    ],
)
def test_words_for_an_actor_tell_a_state_or_a_kind_of_body(text: str, code: str | None) -> None:
    assert country(text) == code


def test_joined_names_have_a_code_each() -> None:
    assert countries("Jordan and Britain") == ("JOR", "GBR")
    assert countries("U.S., Russian and French envoys") == ("USA", "RUS", "FRA")
    assert countries("Israeli troops in Lebanon") == ("ISR",)


def test_a_name_means_the_state_of_its_day() -> None:
    assert country("Kofi Annan", date(2001, 5, 1)) == "IGO"


def test_where_the_words_name_no_state_the_only_one_of_the_sentence_counts() -> None:
    assert country("the rebels", around="The rebels left the Somali coast.") == "SOM"
    assert country("the rebels", around="The rebels left Somalia for Kenya.") is None


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("Israeli police", "ISRCOP"),
        ("North Korean troops", "PRKMIL"),
        ("Hamas", "PSEREB"),
        ("the Kremlin", "RUSGOV"),
        ("stones", None),
    ],
)
def test_an_actor_has_a_sector_where_a_noun_tells_it(text: str, code: str | None) -> None:
    assert actor_code(text) == code


@pytest.mark.parametrize(
    ("name", "party", "why"),
    [
        ("Netaniahu", "Benjamin Netanyahu", Likeness.SOUND),
        ("Hezbullah", "Hezbollah", Likeness.SOUND),
        ("Hizb'allah", "Hezbollah", Likeness.SOUND),
    ],
)
def test_a_name_in_another_spelling_is_suggested(name: str, party: str, why: Likeness) -> None:
    assert Registry.load().find(name) is None
    assert [(s.name, s.why) for s in suggest(name)] == [(party, why)]


@pytest.mark.parametrize("name", ["Binyamin Netanyahu", "Hizballah", "Hamas", "Ansarullah", "Coastal Front", "X"])
def test_a_listed_name_holds_and_a_strange_one_suggests_nothing(name: str) -> None:
    assert suggest(name) == ()


@pytest.mark.parametrize(
    ("one", "other", "why"),
    [
        ("Al-Fashir", "al Fashir", Likeness.SPELLING),
        ("Qaddafi", "Gadhafi", Likeness.SOUND),
        ("Khan Younis", "Khan Yunis", Likeness.SOUND),
        ("Petro", "Gustavo Petro", Likeness.PART),
        ("FLN", "Front de Libération Nationale", Likeness.INITIALS),
        ("Sudan", "South Sudan", Likeness.PART),
        ("Gaza", "Ghazni", None),
        ("Sudan", "Chad", None),
        ("Iran", "Iraq", None),
    ],
)
def test_what_makes_two_names_alike(one: str, other: str, why: Likeness | None) -> None:
    assert likeness(one, other) == likeness(other, one) == why


def test_of_several_names_the_likeliest_comes_first() -> None:
    found = among("Qaddafi", ["Chad", "Muammar Gaddafi", "qaddafi", "Kadhafi", "Qaddafi"])
    assert [s.name for s in found] == ["qaddafi", "Kadhafi", "Muammar Gaddafi"]


@pytest.mark.parametrize(
    ("words", "names"),
    [
        ("Eritrean and Amhara forces", ["Eritrean forces", "Amhara forces"]),
        ("Mediators from Qatar and the United States", ["Mediators from Qatar", "Mediators from United States"]),
        ("the Congolese and Rwandan foreign ministers", ["Congolese foreign ministers", "Rwandan foreign ministers"]),
        ("Egyptian, Qatari and American mediators", ["Egyptian mediators", "Qatari mediators", "US mediators"]),
        ("Israeli troops in Lebanon", []),
        ("Israel and Hamas", []),
        ("the border of Chad and Sudan", []),
        ("Israeli and Hamas prisoners and hostages", []),
    ],
)
def test_a_plural_noun_with_several_parties_is_as_many(words: str, names: list[str]) -> None:
    assert [d.name for d in describe_each(words)] == names


@pytest.mark.parametrize(
    ("text", "form"),
    [
        ("Three Bhutanese soldiers fell.", "adjective"),
        ("Three Bhutanese were killed.", "people"),
        ("Hundreds of Gabonese protested.", "people"),
        ("Congolese and Rwandan ministers met.", "adjective"),
        ("Chinese, French and other envoys met.", "adjective"),
        ("Swiss", "adjective"),
    ],
)
def test_a_word_that_is_adjective_and_people_is_told_by_what_follows(text: str, form: str) -> None:
    assert Registry.load().mentions(text)[0].form == form


@pytest.mark.parametrize(
    ("name", "party"),
    [
        ("Israeli army", "Israel Defense Forces"),
        ("the army of Israel", "Israel Defense Forces"),
        ("Myanmar's armed forces", "Tatmadaw"),
        ("Sandland's army", None),
        ("Hamas army", None),
    ],
)
def test_an_army_is_found_by_its_state(name: str, party: str | None) -> None:
    found = Registry.load().find(name)
    assert (found and found.name) == party


def test_a_name_in_parentheses_is_a_part_of_its_name() -> None:
    (mention,) = Registry.load().mentions("The Communist Party of India (Maoist) fired.")
    assert mention.party.name == "Communist Party of India (Maoist)"


def test_the_article_of_a_longer_name_is_no_shorter_name() -> None:
    (mention,) = Registry.load().mentions("The National Congress for the Defence of the People fired.")
    assert mention.party.name == "National Congress for the Defence of the People"
