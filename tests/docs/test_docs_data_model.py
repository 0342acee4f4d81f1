"""docs/data-model.md says all there is about the shape of a claim, and nothing else."""

from __future__ import annotations

import io
import json
from dataclasses import fields, is_dataclass
from datetime import datetime
from enum import StrEnum
from types import UnionType
from typing import Any, Union, get_args, get_origin, get_type_hints

import pytest
from docs_pages import blocks, code, page, section, table, tables

from truceline.exports import COLUMNS, write_plover
from truceline.model import (
    Act,
    Basis,
    Claim,
    Coder,
    Comparator,
    Dateline,
    Figure,
    Membership,
    Modality,
    Party,
    PartyKind,
    Polarity,
    Precision,
    Rate,
    Report,
    Span,
    Spans,
    Stance,
    Voice,
    VoiceRole,
    When,
    codec,
)
from truceline.reading.figures import find_figures
from truceline.reading.parse import parse
from truceline.record import Status, rows
from truceline.record import tables as record_tables
from truceline.record.entries import CORRECTABLE

DOC = page("data-model.md")
VALUES = {v.__name__: v for v in (Voice, Figure, Rate, When, Spans, Span, Coder, Report, Dateline, Party, Membership)}
CHOICES = {
    c.__name__: c for c in (Stance, Modality, Polarity, VoiceRole, PartyKind, Comparator, Precision, Basis, Status)
}
_PLAIN = {str: "string", int: "integer", float: "number", bool: "boolean", datetime: "time"}


def in_words(hint: Any) -> str:
    """A type hint as the page words it."""
    origin = get_origin(hint)
    if origin in (Union, UnionType):
        return " or ".join([*(in_words(h) for h in get_args(hint) if h is not type(None)), "null"])
    if origin is tuple:
        return f"list of {in_words(get_args(hint)[0])}"
    return _PLAIN.get(hint) or str(hint.__name__)


def shape(kind: type) -> dict[str, str]:
    hints = get_type_hints(kind)
    return {f.name: in_words(hints[f.name]) for f in fields(kind)}


def claim_shape() -> dict[str, str]:
    """The flat shape: the act's fields stand among the claim's own."""
    act, claim = shape(Act), shape(Claim)
    claim["act"] = act.pop("type")
    return {**claim, **act, "speaker": "string"}


def documented(title: str) -> dict[str, str]:
    return {code(row[0]): row[1] for row in table(DOC, title)}


def claims() -> list[dict[str, Any]]:
    return [json.loads(block) for block in blocks(DOC, "json claim")]


def report() -> Report:
    (block,) = blocks(DOC, "json report")
    return codec.load(Report, json.loads(block))


def test_every_field_of_a_claim_is_documented_with_its_type() -> None:
    assert documented("Claim") == claim_shape()


def test_the_flat_shape_is_the_one_that_is_written() -> None:
    assert set(claim_shape()) == set(Claim.from_json(claims()[0]).to_json())


@pytest.mark.parametrize("name", VALUES)
def test_every_field_of_a_value_is_documented_with_its_type(name: str) -> None:
    assert documented(name) == shape(VALUES[name])


@pytest.mark.parametrize("name", CHOICES)
def test_allowed_values_are_all_there_and_no_others(name: str) -> None:
    choice: type[StrEnum] = CHOICES[name]
    assert [code(row[0]) for row in table(DOC, name)] == [c.value for c in choice]


def test_no_type_is_left_without_a_table() -> None:
    used = {
        word
        for kind in (Claim, Act, *VALUES.values())
        for hint in get_type_hints(kind).values()
        for word in _types_in(hint)
    }
    assert used - {"Act"} <= set(VALUES) | set(CHOICES)


def _types_in(hint: Any) -> list[str]:
    inner = [t for arg in get_args(hint) for t in _types_in(arg)]
    own = isinstance(hint, type) and (is_dataclass(hint) or issubclass(hint, StrEnum))
    return [*inner, hint.__name__] if own else inner


@pytest.mark.parametrize("number", [0, 1])
def test_the_example_is_a_claim_that_reads_back_as_it_stands(number: int) -> None:
    written = claims()[number]
    claim = Claim.from_json(written)
    again = Claim.of(
        report=claim.report,
        voices=claim.voices,
        stance=claim.stance,
        act=claim.act,
        quote=claim.quote,
        spans=claim.spans,
        score=claim.score,
        coder=claim.coder,
    )
    assert claim.to_json() == written
    assert again.id == claim.id


@pytest.mark.parametrize("number", [0, 1])
def test_the_spans_of_the_example_hold_in_its_report(number: int) -> None:
    claim, text = Claim.from_json(claims()[number]), report().text
    spans = (*claim.spans.source, *claim.spans.cue, *claim.spans.content)
    assert spans
    assert claim.report == report().id
    assert all(span.holds_in(text) for span in spans)


def test_the_second_claim_of_the_example_is_a_part_of_the_first() -> None:
    first, second = claims()
    assert second["figures"][0]["part_of"] == first["id"]


def test_the_example_report_has_the_id_that_follows_from_it() -> None:
    found = report()
    again = Report.of(found.text, title=found.title, publisher=found.publisher, published=found.published)
    assert again.id == found.id


def test_every_field_a_person_may_correct_is_named() -> None:
    sentence = DOC.partition("The fields that a person may correct:")[2].partition(". ")[0]
    assert sentence.count("`") == 2 * len(CORRECTABLE)
    assert all(f"`{name}`" in sentence for name in CORRECTABLE)


def test_every_column_of_the_csv_is_documented_in_order() -> None:
    assert [code(row[0]) for row in table(DOC, "csv")] == list(COLUMNS)


def test_every_key_of_a_plover_record_is_documented_in_order() -> None:
    out = io.StringIO()
    write_plover([Claim.from_json(claims()[0])], [report()], out)
    assert [code(row[0]) for row in table(DOC, "plover")] == list(json.loads(out.getvalue()))


@pytest.mark.parametrize(("words", "low", "high", "comparator"), tables(section(DOC, "Figure"))[1][1:])
def test_figures_are_read_as_the_page_shows(words: str, low: str, high: str, comparator: str) -> None:
    (found,) = find_figures(parse(f"The council counted {words}.", ()))
    figure = found.figure
    assert (figure.low, figure.high, figure.comparator.value) == (bound(low), bound(high), comparator)


def bound(cell: str) -> float | None:
    return None if cell == "null" else float(cell)


def test_the_columns_of_the_claims_in_the_file_are_documented() -> None:
    assert [code(row[0]) for row in table(DOC, "The claims in the file")] == [
        c.name for c in record_tables.claims.columns
    ]


def test_the_roles_of_names_are_documented() -> None:
    roles = {"speaks for", "acts", "receives", *rows.ROLES.values()}
    assert all(f"`{role}`" in section(DOC, "The claims in the file") for role in roles)
