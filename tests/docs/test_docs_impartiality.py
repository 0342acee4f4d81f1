"""What docs/impartiality.md promises: exchange two parties in a text, and the claims are those of before, exchanged."""

from __future__ import annotations

import json
from datetime import date
from typing import Any

import pytest

from truceline.model import Claim, Report, When
from truceline.reading.rules import RuleCoder

STATES = {
    "Israel": ("Israeli", "Israelis"),
    "Iran": ("Iranian", "Iranians"),
    "Russia": ("Russian", "Russians"),
    "Ukraine": ("Ukrainian", "Ukrainians"),
    "Armenia": ("Armenian", "Armenians"),
    "Azerbaijan": ("Azerbaijani", "Azerbaijanis"),
    "India": ("Indian", "Indians"),
    "Pakistan": ("Pakistani", "Pakistanis"),
}
PAIRS = [("Israel", "Iran"), ("Russia", "Ukraine"), ("Armenia", "Azerbaijan"), ("India", "Pakistan")]
GROUPS = [("Hamas", "Hezbollah"), ("M23", "Boko Haram"), ("Houthis", "Taliban")]

OF_STATES = """{A} accused {B} on Friday of breaking the truce by firing rockets at a town near the border.
{B} denied it and said that {Aa} forces had opened fire first.
The foreign ministry of {A} said at least 12 {Bp} had been detained, including three women.
{Ba} officials demanded that {A} release 40 prisoners before the talks go on.
According to {B}, {A} rejected the offer, a claim that {A} denied.
{A} and {B} agreed to extend the truce by two days, mediators said.
A source close to the talks said {B} had asked for more than 200 trucks of aid a day.
{Ap} said that {Ba} aircraft had carried out over 30 strikes since Monday."""

OF_GROUPS = """{A} accused {B} on Friday of breaking the truce by firing rockets at a town near the border.
{B} denied it and said that {A} had opened fire first.
A spokesman for {A} said at least 12 fighters of {B} had been killed, including three commanders.
{B} demanded that {A} release 40 hostages before the talks go on.
According to {B}, {A} rejected the offer, a claim that {A} denied.
{A} and {B} agreed to extend the truce by two days, mediators said.
{A}, which holds about 100 people, offered to free 10 of them for each day of calm."""


def claims(text: str) -> tuple[Claim, ...]:
    published = When.day(date(2024, 3, 2), zone="Europe/Vienna")
    return RuleCoder().code(Report.of(text, title="T", publisher="P", published=published, language="en"))


def of_states(a: str, b: str) -> str:
    (aa, ap), (ba, bp) = STATES[a], STATES[b]
    return OF_STATES.format(A=a, B=b, Aa=aa, Ba=ba, Ap=ap, Bp=bp).replace("\n", "\n\n")


def of_groups(a: str, b: str) -> str:
    return OF_GROUPS.format(A=a, B=b).replace("\n", "\n\n")


def neutral(found: tuple[Claim, ...], a: str, b: str) -> list[str]:
    """Claims without what must differ (ids, offsets), and with letters in the place of names."""
    quotes = {claim.id: claim.quote for claim in found}
    return sorted(_lettered(json.dumps(_bare(claim.to_json(), quotes), ensure_ascii=False), a, b) for claim in found)


def _lettered(text: str, a: str, b: str) -> str:
    for name, letter in ((a, "X"), (b, "Y")):
        adjective, people = STATES.get(name, (name, name))
        for form, mark in ((people, "people"), (adjective, "adjective"), (name, "name")):
            text = text.replace(f'"{form.lower().replace(" ", "-")}"', f'"{letter}-id"').replace(
                form, f"{letter}-{mark}"
            )
    return text


def _bare(value: Any, quotes: dict[str, str]) -> Any:
    if isinstance(value, dict):
        left_out = {"report"} | ({"start", "end"} if set(value) == {"start", "end", "quote"} else set())
        return {k: _bare(v, quotes) for k, v in value.items() if k not in left_out}
    if isinstance(value, list):
        return [_bare(v, quotes) for v in value]
    return quotes.get(value, value) if isinstance(value, str) else value


@pytest.mark.parametrize(("a", "b"), PAIRS)
def test_two_states_exchanged_give_the_same_claims_exchanged(a: str, b: str) -> None:
    one, other = claims(of_states(a, b)), claims(of_states(b, a))
    assert len(one) > 8
    assert neutral(one, a, b) == neutral(other, b, a)


@pytest.mark.parametrize(("a", "b"), GROUPS)
def test_two_groups_exchanged_give_the_same_claims_exchanged(a: str, b: str) -> None:
    one, other = claims(of_groups(a, b)), claims(of_groups(b, a))
    assert len(one) > 6
    assert neutral(one, a, b) == neutral(other, b, a)


@pytest.mark.parametrize(("a", "b"), PAIRS[1:])
def test_every_pair_of_states_is_read_alike(a: str, b: str) -> None:
    first = PAIRS[0]
    assert neutral(claims(of_states(a, b)), a, b) == neutral(claims(of_states(*first)), *first)


@pytest.mark.parametrize(("a", "b"), GROUPS[1:])
def test_every_pair_of_groups_is_read_alike(a: str, b: str) -> None:
    first = GROUPS[0]
    assert neutral(claims(of_groups(a, b)), a, b) == neutral(claims(of_groups(*first)), *first)
