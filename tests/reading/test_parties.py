"""Known names in texts: where they stand, what form they have, whom they mean."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from truceline.errors import UnknownId
from truceline.model import PartyKind
from truceline.reading.parties import Registry


@pytest.fixture(scope="module")
def registry() -> Registry:
    return Registry.load()


def marked(sentence: str) -> tuple[str, list[str]]:
    """The sentence without its brackets, and the words that stood in them."""
    words = [piece.split("]")[0] for piece in sentence.split("[")[1:]]
    return sentence.replace("[", "").replace("]", ""), words


def found(registry: Registry, text: str) -> list[str]:
    return [text[m.start : m.end] for m in registry.mentions(text)]


@pytest.mark.parametrize(
    "sentence",
    [
        "[Israel]'s negotiators met [Qatari] officials.",
        "[Israel]’s negotiators and the [Palestinians]’ envoys.",
        "The [Hamas]-run ministry and the [Iran]-backed group.",
        "The [Saudi-led coalition] and the [Houthis] traded fire in [Yemen].",
        "The [Israel Defense Forces], or [Israeli Defence Forces], or [IDF].",
        "The [Israel Defense\nForces] said so.",
        "The [U.S.] and the [U.K.] spoke to the [UN].",
        "The [US], the [UK] and the [EU].",
        "The [United States of America] asked the [United Kingdom].",
        "[Russian]-[Israeli] citizens; [US]-[Israeli] talks.",
        "[Guinea-Bissau] and [Guinea], [Papua New Guinea] and [Equatorial Guinea].",
        "[South Sudan] and [Sudan]; the [South Sudanese] side.",
        "The [Democratic Republic of the Congo] and the [Republic of the Congo].",
        "[M23] rebels faced the [FARDC].",
        "The [Rapid Support Forces] ([RSF]) and the [Sudanese Armed Forces] ([SAF]).",
        "The [Tigray People's Liberation Front] met [Ethiopian] envoys.",
        "The [Tigray People’s Liberation Front] met them.",
        "The [OSCE Special Monitoring Mission to Ukraine] saw it; the [OSCE]'s [SMM] said so.",
        "[Al-Shabaab] attacked; later [al-Shabaab] denied it.",
        "[HAMAS] AND [ISRAEL] AGREE TRUCE",
        "[Benjamin Netanyahu] spoke; [Netanyahu] then left.",
        "[Zelenskyy], also spelled [Zelensky].",
        "The [Lord's Resistance Army] and the [Lord’s Resistance Army].",
        "The [ELN] and [FARC-EP] in [Colombia].",
        "The [Security Council] and [UNICEF], [OCHA] and the [World Food Programme].",
    ],
)
def test_names_are_found_as_written(registry: Registry, sentence: str) -> None:
    text, words = marked(sentence)
    assert found(registry, text) == words


@pytest.mark.parametrize(
    "text",
    [
        "they told us to wait",
        "the people who fled",
        "a turkey and a chad",
        "In March it may rain. May followed.",
        "Michael Jordan and Anatole France",
        "Foreign Minister Israel Gantzberg spoke",
        "pro-Russian, anti-Houthi and non-Israeli voices",
        "Latin American envoys crossed the Indian Ocean",
        "it cost US$5 million, 3 million US dollars",
        "Israelite, Iranology, Usage",
        "the Sanaatown road",
        "an icy isthmus",
        "",
    ],
)
def test_words_that_only_look_like_names_are_not_found(registry: Registry, text: str) -> None:
    assert found(registry, text) == []


@pytest.mark.parametrize(
    ("text", "form"),
    [
        ("Israel", "name"),
        ("Israeli", "adjective"),
        ("Israelis", "people"),
        ("Palestinians", "people"),
        ("Sudanese", "adjective"),
        ("Houthi", "adjective"),
        ("Houthis", "name"),
        ("Spaniards", "people"),
    ],
)
def test_a_mention_tells_its_form(registry: Registry, text: str, form: str) -> None:
    assert [m.form for m in registry.mentions(text)] == [form]


def test_a_name_that_several_share_means_the_one_named_in_full(registry: Registry) -> None:
    def who(text: str) -> list[str]:
        return [m.party.id for m in registry.mentions(text)]

    assert who("The Arakan Army (AA) attacked.") == ["arakan-army", "arakan-army"]
    assert who("Anadolu Agency (AA) reported.") == ["anadolu", "anadolu"]
    assert who("AA reported.") == []
    assert who("Congolese troops") == ["democratic-republic-of-the-congo"]
    assert who("Brazzaville, Republic of the Congo: Congolese troops")[-1] == "republic-of-the-congo"
    assert who("Reporters Without Borders (RSF) said") == ["reporters-without-borders"] * 2
    assert who("The RSF said") == ["rsf"]


def test_a_family_name_that_somebody_else_bears_is_no_mention(registry: Registry) -> None:
    assert found(registry, "The report quoted Ann Harris. Harris said so.") == []
    assert found(registry, "Kamala Harris spoke after Ann Harris. Harris said so.")[0] == "Kamala Harris"
    assert found(registry, "Vice President Harris spoke. Then Harris left.") == ["Harris", "Harris"]


@pytest.mark.parametrize(
    ("name", "id"),
    [
        ("Israel", "israel"),
        ("the United States", "united-states"),
        ("The United States", "united-states"),
        ("US", "united-states"),
        ("Sudanese", "sudan"),
        ("Ansar Allah", "houthis"),
        ("Israeli Defence Forces", "idf"),
        ("Islamic Jihad", "islamic-jihad"),
        ("Kyrgyz", "kyrgyzstan"),
        ("Abiy Ahmed", "abiy-ahmed"),
        ("Tigray", "tigray"),
        ("us", None),
        ("who", None),
        ("Atlantis", None),
        ("", None),
    ],
)
def test_find_is_exact(registry: Registry, name: str, id: str | None) -> None:
    party = registry.find(name)
    assert (party.id if party else None) == id


def test_get_names_an_unknown_id(registry: Registry) -> None:
    assert registry.get("qatar").name == "Qatar"
    with pytest.raises(UnknownId, match="atlantis"):
        registry.get("atlantis")


@pytest.mark.parametrize(
    ("id", "day", "sides"),
    [
        ("benjamin-netanyahu", date(2023, 12, 2), ("Israel",)),
        ("benjamin-netanyahu", date(2022, 1, 1), ()),
        ("benjamin-netanyahu", None, ("Israel",)),
        ("hemedti", date(2022, 1, 1), ("Rapid Support Forces", "Transitional Sovereignty Council", "Sudan")),
        ("hemedti", date(2023, 12, 2), ("Rapid Support Forces",)),
        ("hemedti", None, ()),
        ("david-barnea", date(2023, 12, 2), ("Mossad", "Israel")),
        ("martin-griffiths", date(2020, 1, 1), ("United Nations",)),
        ("martin-griffiths", date(2022, 1, 1), ("OCHA", "United Nations")),
        ("idf", None, ("Israel",)),
        ("ocha", None, ("United Nations",)),
        ("hamas", None, ()),
        ("reuters", None, ()),
        ("knla", None, ("Karen National Union",)),
        ("syrian-arab-army", date(2020, 1, 1), ("Syria",)),
        ("syrian-arab-army", date(2025, 1, 1), ()),
    ],
)
def test_sides_hold_on_their_day_nearest_first(
    registry: Registry, id: str, day: date | None, sides: tuple[str, ...]
) -> None:
    assert registry.sides(id, day) == sides


@given(st.text(alphabet="Israel Hamas'’-US.\n\u200fé😀,", max_size=60))
def test_mentions_are_in_order_and_apart_in_any_text(text: str) -> None:
    last = 0
    for m in Registry.load().mentions(text):
        assert last <= m.start < m.end <= len(text)
        last = m.end


def test_offsets_count_code_points(registry: Registry) -> None:
    text = "😀 e\u0301 إسرائيل Israel’s"
    (mention,) = registry.mentions(text)
    assert text[mention.start : mention.end] == "Israel"


def test_every_mention_of_a_long_text_is_found(registry: Registry) -> None:
    text = "Israel said that talks with Hamas and Qatar had ended, and the US envoy left Doha on Friday. " * 3000
    assert len(registry.mentions(text)) == 4 * 3000


def test_kinds_fit(registry: Registry) -> None:
    kinds = {
        id: registry.get(id).kind for id in ("qatar", "hamas", "idf", "mossad", "reuters", "unvmc", "darfur", "ocha")
    }
    assert list(kinds.values()) == [
        PartyKind.STATE,
        PartyKind.ARMED_GROUP,
        PartyKind.ARMED_FORCE,
        PartyKind.BODY,
        PartyKind.OUTLET,
        PartyKind.MONITOR,
        PartyKind.TERRITORY,
        PartyKind.INTERNATIONAL,
    ]
