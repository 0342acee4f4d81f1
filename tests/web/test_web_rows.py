"""Rows of tables and states of duties are drawn once, and are no other row's or state's."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import pytest

from truceline.case import Case, Listed
from truceline.web.address import Address
from truceline.web.recent import Recent
from truceline.web.rows import marked_rows, rows
from truceline.web.stating import state

TABLE, LIST = "claims_row.html", "timeline_row.html"
TEXT = """Title: The ferry
Publisher: Hill Gazette
Published: 2021-05-09

The council said that 3 men were held at the ferry. The guard denied this.
"""


@pytest.fixture(scope="module")
def listed(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Listed]:
    with Case.create(tmp_path_factory.mktemp("rows") / "ferry.db", title="The ferry", author="tests") as case:
        case.read_text(TEXT)
        yield case.find(limit=1).claims[0]


@pytest.fixture
def kept() -> Recent:
    return Recent(1_000_000)


def test_a_row_that_was_drawn_is_given_again(listed: Listed, kept: Recent, monkeypatch: pytest.MonkeyPatch) -> None:
    first = marked_rows(kept, TABLE, Address("/claims"), [listed])
    monkeypatch.setattr(Listed, "claim", property(lambda self: pytest.fail("it was read again")))
    assert marked_rows(kept, TABLE, Address("/claims", (("sort", "when"),)), [listed]) == first


@pytest.mark.parametrize(
    "address",
    [
        Address("/claims", as_of_words="2021-05-10"),
        Address("/claims", agreement="ferry"),
        Address("/claims", silence="strict"),
    ],
)
@pytest.mark.parametrize("template", [TABLE, LIST])
def test_a_row_leads_on_in_the_state_of_its_own_page(
    template: str, address: Address, listed: Listed, kept: Recent
) -> None:
    draw = marked_rows if template == TABLE else rows
    plain, other = draw(kept, template, Address("/claims"), [listed]), draw(kept, template, address, [listed])
    (name, value), *_ = address.shared.items()
    assert f"{name}={value}" in other[0]
    assert f"{name}={value}" not in plain[0]
    assert draw(kept, template, Address("/claims"), [listed]) == plain


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"status": "accepted"}, "accepted"),
        ({"superseded": True}, "of an earlier version"),
        ({"publisher": "Valley Post"}, "Valley Post"),
        ({"publisher": None, "title": "Another title"}, "Another title"),
        ({"published": None}, "day not known"),
    ],
)
def test_what_a_row_shows_of_its_claim_is_as_it_stands(
    listed: Listed, kept: Recent, changes: dict[str, object], said: str
) -> None:
    at = Address("/claims")
    if "status" in changes:
        changes = {"status": type(listed.status)(changes["status"])}
    other = replace(listed, **changes)  # type: ignore[arg-type]
    before, after = (marked_rows(kept, TABLE, at, [one])[0] for one in (listed, other))
    assert said in after
    assert said not in before


def test_a_corrected_claim_has_another_row(listed: Listed, kept: Recent) -> None:
    corrected = replace(listed, json=listed.json.replace('"place":null', '"place":"Ferryside"'))
    before, after = (marked_rows(kept, TABLE, Address("/claims"), [one])[0] for one in (listed, corrected))
    assert "Ferryside" in after
    assert "Ferryside" not in before


def test_words_looked_for_are_marked_in_the_row_of_that_search_alone(listed: Listed, kept: Recent) -> None:
    at, words = Address("/claims"), listed.claim.quote
    found = replace(listed, found=((0, len(words.split()[0])),))
    assert f"<mark>{words.split()[0]}</mark>" in marked_rows(kept, TABLE, at, [found])[0]
    assert "<mark>" not in marked_rows(kept, TABLE, at, [listed])[0]


def test_rows_are_kept_as_long_as_there_is_room(listed: Listed) -> None:
    one = sum(map(len, rows(Recent(10_000), LIST, Address("/timeline"), [listed])))
    kept = Recent(3 * one + 100)
    for number in range(9):
        rows(kept, LIST, Address("/timeline"), [replace(listed, title=f"Dispatch {number}")])
    assert 1 <= len(kept) <= 3


@pytest.mark.parametrize(
    ("shown", "drawn"),
    [
        (
            {"mark": "!", "words": "so & <so>", "tint": "broken"},
            '<span class="state broken"><span class="mark" aria-hidden="true">!</span>&nbsp;so &amp; &lt;so&gt;</span>',
        ),
        ({"mark": "", "words": "kept", "tint": "none"}, '<span class="state none">kept</span>'),
    ],
)
def test_a_state_is_a_mark_and_words_with_everything_escaped(shown: dict[str, str], drawn: str) -> None:
    assert state(shown) == drawn
