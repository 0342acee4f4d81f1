"""Noun phrases: whom they name, what kind of party that is, and whose side it is on."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from truceline.model import PartyKind
from truceline.reading.parties import Described, Registry, describe, role_kind

K = PartyKind
DAY = date(2023, 12, 2)


def of(words: str, day: date | None = DAY) -> tuple[str, PartyKind, tuple[str, ...]]:
    who = describe(words, day)
    return who.name, who.kind, who.member_of


@pytest.mark.parametrize(
    ("words", "name", "kind", "member_of"),
    [
        # Officials and their sides
        ("Israeli officials", "Israeli officials", K.OFFICIAL, ("Israel",)),
        ("the Sudanese officials", "Sudanese officials", K.OFFICIAL, ("Sudan",)),
        ("Israel's officials", "Israeli officials", K.OFFICIAL, ("Israel",)),
        ("Qatari and American mediators", "Qatari and American mediators", K.OFFICIAL, ("Qatar", "United States")),
        ("Israeli and US officials", "Israeli and US officials", K.OFFICIAL, ("Israel", "United States")),
        ("a Hamas spokesman", "Hamas spokesman", K.OFFICIAL, ("Hamas",)),
        (
            "a spokesman for the Rapid Support Forces",
            "spokesman for the Rapid Support Forces",
            K.OFFICIAL,
            ("Rapid Support Forces",),
        ),
        ("Hamas official Izzat al-Risheq", "Izzat al-Risheq", K.OFFICIAL, ("Hamas",)),
        ("ELN negotiator Pablo Torres", "Pablo Torres", K.OFFICIAL, ("ELN",)),
        ("army spokesman", "army spokesman", K.OFFICIAL, ()),
        ("an Israeli army spokesman", "Israeli army spokesman", K.OFFICIAL, ("Israel Defense Forces", "Israel")),
        ("a White House spokesperson", "White House spokesperson", K.OFFICIAL, ("White House", "United States")),
        ("UN special envoy for Yemen", "UN special envoy for Yemen", K.OFFICIAL, ("United Nations",)),
        ("the UN envoy for Yemen Jane Example", "Jane Example", K.OFFICIAL, ("United Nations",)),
        (
            "Russian Foreign Ministry spokeswoman Jane Doe",
            "Jane Doe",
            K.OFFICIAL,
            ("Russian Ministry of Foreign Affairs", "Russia"),
        ),
        (
            "a spokesperson for Chad's foreign ministry",
            "spokesperson for Chad's foreign ministry",
            K.OFFICIAL,
            ("Chadian Ministry of Foreign Affairs", "Chad"),
        ),
        (
            "members from Israel's Mossad intelligence service",
            "members from Israel's Mossad intelligence service",
            K.OFFICIAL,
            ("Mossad", "Israel"),
        ),
        (
            "the Gaza health ministry spokesman Ashraf Example",
            "Ashraf Example",
            K.OFFICIAL,
            ("Gaza Ministry of Health",),
        ),
        ("the head of the agency", "head of the agency", K.OFFICIAL, ()),
        ("a former Israeli official", "former Israeli official", K.OFFICIAL, ()),
        ("one of the Qatari negotiators", "one of the Qatari negotiators", K.OFFICIAL, ("Qatar",)),
        ("Russian-installed officials", "Russian-installed officials", K.OFFICIAL, ()),
        ("Osama Example, the head of Mossad", "Osama Example", K.OFFICIAL, ("Mossad", "Israel")),
        ("a Colombian opposition leader", "Colombian opposition leader", K.OFFICIAL, ()),
        # Bodies and governments
        (
            "Prime Minister Benjamin Netanyahu's office",
            "Prime Minister Benjamin Netanyahu's office",
            K.BODY,
            ("Israel",),
        ),
        (
            "Prime Minister Benjamin Netanyahu’s office",
            "Prime Minister Benjamin Netanyahu's office",
            K.BODY,
            ("Israel",),
        ),
        (
            "Israeli Prime Minister Benjamin Netanyahu's office",
            "Israeli Prime Minister Benjamin Netanyahu's office",
            K.BODY,
            ("Israel",),
        ),
        ("Netanyahu's office", "Netanyahu's office", K.BODY, ("Israel",)),
        ("the Prime Minister's Office", "Prime Minister's Office", K.BODY, ()),
        ("Hamas-run Ministry of Health", "Hamas-run Ministry of Health", K.BODY, ()),
        ("the Hamas-run health ministry in Gaza", "Hamas-run Ministry of Health", K.BODY, ()),
        ("the Houthi-run health ministry", "Houthi-run Ministry of Health", K.BODY, ()),
        ("Gaza's health ministry", "Gaza Ministry of Health", K.BODY, ()),
        ("the Ministry of Health in Gaza", "Gaza Ministry of Health", K.BODY, ()),
        ("Ukraine's defence ministry", "Ukrainian Ministry of Defence", K.BODY, ("Ukraine",)),
        ("the Ukrainian Ministry of Defense", "Ukrainian Ministry of Defence", K.BODY, ("Ukraine",)),
        ("the Ministry of Defence of Ukraine", "Ukrainian Ministry of Defence", K.BODY, ("Ukraine",)),
        ("the Ministry of Defence", "Ministry of Defence", K.BODY, ()),
        ("the Israeli war cabinet", "Israeli war cabinet", K.BODY, ("Israel",)),
        ("Israel's war cabinet", "Israeli war cabinet", K.BODY, ("Israel",)),
        ("the Colombian government", "Colombian government", K.GOVERNMENT, ("Colombia",)),
        ("the government of Colombia", "Colombian government", K.GOVERNMENT, ("Colombia",)),
        ("Colombia's government", "Colombian government", K.GOVERNMENT, ("Colombia",)),
        # Forces and groups
        ("Russian forces", "Russian forces", K.ARMED_FORCE, ("Russia",)),
        ("the Chadian army", "Chadian army", K.ARMED_FORCE, ("Chad",)),
        ("Ukraine's General Staff", "Ukrainian General Staff", K.ARMED_FORCE, ("Ukraine",)),
        ("Palestinian militants", "Palestinian militants", K.ARMED_GROUP, ()),
        ("Hamas fighters", "Hamas fighters", K.ARMED_GROUP, ("Hamas",)),
        ("Russian-backed separatists", "Russian-backed separatists", K.ARMED_GROUP, ()),
        ("pro-Russian separatists", "pro-Russian separatists", K.ARMED_GROUP, ()),
        ("the group", "group", K.ARMED_GROUP, ()),
        # People, sources, press
        ("residents", "residents", K.PEOPLE, ()),
        ("witnesses", "witnesses", K.PEOPLE, ()),
        ("families of the hostages", "families of the hostages", K.PEOPLE, ()),
        ("residents of Gaza", "residents of Gaza", K.PEOPLE, ()),
        ("innocent Palestinians", "innocent Palestinians", K.PEOPLE, ()),
        ("the Israelis", "Israelis", K.PEOPLE, ()),
        ("Israeli settlers", "Israeli settlers", K.PEOPLE, ()),
        ("a source familiar with the talks", "source familiar with the talks", K.SOURCE, ()),
        ("two diplomats", "two diplomats", K.SOURCE, ()),
        ("people briefed on the negotiations", "people briefed on the negotiations", K.SOURCE, ()),
        ("a person with knowledge of the talks", "person with knowledge of the talks", K.SOURCE, ()),
        ("a Hamas source", "Hamas source", K.SOURCE, ("Hamas",)),
        ("an Egyptian source", "Egyptian source", K.SOURCE, ()),
        ("an Egyptian security source", "Egyptian security source", K.SOURCE, ("Egypt",)),
        ("Israeli media", "Israeli media", K.OUTLET, ()),
        ("Syrian state television", "Syrian state television", K.OUTLET, ()),
        ("OSCE monitors", "OSCE monitors", K.MONITOR, ("OSCE",)),
        # Several, and nobody
        ("Israel and the United States", "Israel and the United States", K.STATE, ("Israel", "United States")),
        ("Hamas and Islamic Jihad", "Hamas and Islamic Jihad", K.ARMED_GROUP, ("Hamas", "Islamic Jihad")),
        ("Israel and Hamas", "Israel and Hamas", K.UNKNOWN, ("Israel", "Hamas")),
        ("Israeli airstrikes", "Israeli airstrikes", K.UNKNOWN, ()),
        ("the Israeli military campaign", "Israeli military campaign", K.UNKNOWN, ()),
        ("Michael Jordan", "Michael Jordan", K.UNKNOWN, ()),
        ("it", "it", K.UNKNOWN, ()),
        ("", "", K.UNKNOWN, ()),
        ("'s", "", K.UNKNOWN, ()),
    ],
)
def test_a_phrase_is_described(words: str, name: str, kind: PartyKind, member_of: tuple[str, ...]) -> None:
    assert of(words) == (name, kind, member_of)


@pytest.mark.parametrize(
    ("words", "id"),
    [
        ("Israel", "israel"),
        ("the United States", "united-states"),
        ("Israeli military", "idf"),
        ("the Israeli army", "idf"),
        ("Israel's army", "idf"),
        ("the Sudanese army", "sudanese-armed-forces"),
        ("the Colombian military", "military-forces-of-colombia"),
        ("Israeli Defense Forces", "idf"),
        ("the militant group Hamas", "hamas"),
        ("the Houthi rebels", "houthis"),
        ("the M23 movement", "m23"),
        ("Lebanese group Hezbollah", "hezbollah"),
        ("Rapid Support Forces (RSF)", "rsf"),
        ("Israel's Mossad intelligence service", "mossad"),
        ("the UN human rights office", "ohchr"),
        ("Houthi-run Saba news agency", "saba"),
        ("David Barnea, the head of Mossad", "david-barnea"),
        ("the head of Mossad, David Barnea", "david-barnea"),
        ("the UN envoy Hans Grundberg", "hans-grundberg"),
        ("Vice President Kamala Harris", "kamala-harris"),
        ("Ukrainian President Volodymyr Zelenskyy", "volodymyr-zelensky"),
        ("the US special envoy to Sudan Tom Perriello", "tom-perriello"),
    ],
)
def test_a_phrase_that_names_a_known_party_gives_it(words: str, id: str) -> None:
    who = describe(words, DAY)
    assert who.party is not None
    assert (who.party.id, who.name) == (id, who.party.name)
    assert who.member_of == Registry.load().sides(id, DAY)


@pytest.mark.parametrize(
    ("words", "name", "side"),
    [
        ("the Israeli prime minister", "Israeli prime minister", "Israel"),
        ("the Russian president", "Russian president", "Russia"),
        ("the Emir of Qatar", "Qatari Emir", "Qatar"),
        ("the head of Mossad", "head of Mossad", "Mossad"),
    ],
)
def test_an_office_is_never_filled_with_a_name_that_the_words_do_not_give(words: str, name: str, side: str) -> None:
    who = describe(words, DAY)
    assert (who.name, who.party) == (name, None)
    assert side in who.member_of


def test_an_office_outlives_its_holder_in_no_side() -> None:
    assert of("Prime Minister Benjamin Netanyahu's office", date(2022, 1, 1))[2] == ()
    assert of("Ehud Olmert", DAY)[2] == ()


@pytest.mark.parametrize(
    ("words", "run_by"),
    [
        ("Hamas-run Ministry of Health", ("Hamas",)),
        ("the Hamas health ministry", ("Hamas",)),
        ("the Houthi-controlled ministry of defence", ("Houthis",)),
        ("Russian-installed officials", ("Russia",)),
        ("the Ukrainian Ministry of Defence", ()),
        ("Iran-backed fighters", ()),
    ],
)
def test_who_runs_a_body_is_told_apart_from_whose_side_it_is_on(words: str, run_by: tuple[str, ...]) -> None:
    who = describe(words, DAY)
    assert who.run_by == run_by
    assert not set(who.member_of) & set(run_by)


@pytest.mark.parametrize(
    ("noun", "kind"),
    [
        ("spokesman", K.OFFICIAL),
        ("spokesmen", K.OFFICIAL),
        ("spokespeople", K.OFFICIAL),
        ("Minister", K.OFFICIAL),
        ("ministries", K.BODY),
        ("agencies", K.BODY),
        ("troops", K.ARMED_FORCE),
        ("army", K.ARMED_FORCE),
        ("gunmen", K.ARMED_GROUP),
        ("group", K.ARMED_GROUP),
        ("government", K.GOVERNMENT),
        ("witnesses", K.PEOPLE),
        ("families", K.PEOPLE),
        ("children", K.PEOPLE),
        ("sources", K.SOURCE),
        ("diplomat", K.SOURCE),
        ("newspapers", K.OUTLET),
        ("observers", K.MONITOR),
        ("premier", K.OFFICIAL),
        ("truce", None),
        ("s", None),
        ("", None),
    ],
)
def test_role_kind_tells_what_a_noun_names(noun: str, kind: PartyKind | None) -> None:
    assert role_kind(noun) == kind


PHRASES = (
    "{name}",
    "{adjective} officials",
    "{name}'s officials",
    "a senior {adjective} official",
    "the {adjective} foreign ministry",
    "{name}'s Ministry of Health",
    "{adjective} forces",
    "the {adjective} government",
    "the government of {name}",
    "{adjective}-backed rebels",
    "a {adjective}-run ministry of health",
    "{adjective} media",
    "an {adjective} security source",
    "{adjective} negotiator Sam Example",
    "a spokesman for {name}",
    "{adjective} settlers",
    "{name}'s ambassador to the UN",
    "{name} and Norway",
    "a former {adjective} minister",
    "the {adjective} war cabinet",
    "Sam Example, the head of {name}'s police",
)


def neutral(who: Described, id: str) -> Described:
    """The description with one party's own words put as X."""
    registry = Registry.load()
    party = registry.get(id)

    def put(text: str) -> str:
        for word in sorted((*registry.words[id].names, *party.adjectives), key=len, reverse=True):
            text = text.replace(word, "X")
        return text

    known = None if who.party is None or who.party.id == id else who.party
    return Described(
        put(who.name), who.kind, known, tuple(map(put, who.member_of)), tuple(map(put, who.run_by)), who.role
    )


@pytest.mark.parametrize("phrase", PHRASES)
@pytest.mark.parametrize("other", ["sudan", "russia", "united-states", "chad", "palestine", "qatar", "sri-lanka"])
def test_any_two_states_are_described_alike(phrase: str, other: str) -> None:
    def described(id: str) -> Described:
        party = Registry.load().get(id)
        words = phrase.format(name=party.name, adjective=party.adjectives[0])
        return neutral(describe(words, DAY), id)

    assert described("israel") == described(other)


@pytest.mark.parametrize("phrase", [p for p in PHRASES if "{adjective}" not in p])
@pytest.mark.parametrize("other", ["rsf", "eln", "m23", "houthis", "ltte", "milf"])
def test_any_two_armed_groups_are_described_alike(phrase: str, other: str) -> None:
    def described(id: str) -> Described:
        return neutral(describe(phrase.format(name=Registry.load().get(id).name), DAY), id)

    assert described("hamas") == described(other)


def test_an_own_registry_is_used() -> None:
    assert describe("Qatar", DAY, Registry.load()) == describe("Qatar", DAY)


WORDS = (
    "the a Israel Israeli Hamas 's -run -backed ministry Ministry of Health for in office army spokesman Netanyahu",
    "and , head UN envoy Yemen familiar with talks who said one Sudan's former people source ( ) - al-Risheq",
)
PIECES = st.sampled_from([word for line in WORDS for word in line.split()])


@given(st.lists(PIECES, max_size=9).map(" ".join) | st.text(max_size=30))
def test_any_words_are_described(words: str) -> None:
    who = describe(words, DAY)
    assert who.name == (who.party.name if who.party else who.name)
    assert len(set(who.member_of)) == len(who.member_of)
    assert who.party is None or who.party.name not in who.member_of
