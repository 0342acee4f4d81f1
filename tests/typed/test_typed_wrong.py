"""Whatever is wrong in a sheet is named with file and line, and with what to write instead; nothing crashes."""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from typed_sheets import HEAD, NOW, PLAIN, read, sheet

from truceline.errors import ValueProblem
from truceline.typed import load, parse

FIRST = 8
"""The line of the first claim."""


def wrong(text: str) -> ValueProblem:
    with pytest.raises(ValueProblem) as caught:
        parse(text, "claims.yaml", NOW)
    return caught.value


@pytest.mark.parametrize(
    ("claim", "says"),
    [
        ("{speaker: A, says: B.}", "a deed (`does`) or how things stand (`state`)"),
        ("{speaker: A, says: B., does: meet, state: held}", "exactly one of the two"),
        ("{says: B., does: meet}", "'speaker' is missing"),
        ("{speaker: A, does: meet}", "'says' is missing"),
        ("{speaker: A, says: '', does: meet}", "nothing after it"),
        ("{speaker: A, says: '...', does: meet}", "is no sentence"),
        ("{spekaer: A, says: B., does: meet}", "Did you mean `speaker`?"),
        ("{speaker: A, says: B., does: relase, what: sailors}", "Did you mean `release`?"),
        ("{speaker: A, says: B., state: hold, what: sailors}", "Did you mean `held`?"),
        ("{speaker: A, says: B., does: release, what: bodies}", "Write `does: return`"),
        ("{speaker: A, says: B., does: fly}", "Use one of these words"),
        ("{speaker: A, says: B., does: meet, number: 3}", "Add `what:`"),
        ("{speaker: A, says: B., does: release, what: sailors, number: dozens}", "'dozens' is no number"),
        ("{speaker: A, says: B., does: release, what: sailors, number: -3}", "'-3' is no number"),
        ("{speaker: A, says: B., does: release, what: sailors, number: 12 to 10}", "is no range"),
        ("{speaker: A, says: B., does: release, what: sailors, number: at least 10 to 12}", "is no range"),
        ("{speaker: A, says: B., does: release, what: sailors, per: day}", "a rate needs a number"),
        ("{speaker: A, says: B., does: release, what: sailors, number: 3, per: 0 days}", "counted against 0"),
        ("{speaker: A, says: B., does: release, what: sailors, number: 3, total: yes}", "the time it covers"),
        ("{speaker: A, says: B., does: release, what: sailors, number: 3, measure: stock}", "a deed is none"),
        ("{speaker: A, says: B., does: meet, when: yesterday}", "no day and no time"),
        ("{speaker: A, says: B., does: meet, when: 2024-02-30}", "no such day"),
        ("{speaker: A, says: B., does: meet, when: 2024-03-03 25:00}", "no such day or time"),
        ("{speaker: A, says: B., does: meet, when: 03/04/2024}", "no day and no time"),
        ("{speaker: A, says: B., does: meet, when: 2024-03-05 to 2024-03-03}", "ends before it begins"),
        ("{speaker: A, says: B., does: meet, denies: perhaps}", "neither yes nor no"),
        ("{speaker: A, says: B., does: meet, stance: denies, denies: yes}", "not both"),
        ("{speaker: A, says: B., does: meet, stance: offers, accuses: yes}", "Leave `stance` out"),
        ("{speaker: A, says: B., does: meet, stance: sings}", "Known stances"),
        ("{speaker: A, says: B., does: meet, modality: denied}", "there is no 'denied'"),
        ("{speaker: A, says: B., does: meet, quality: [in the deel]}", "Did you mean `in the deal`?"),
        ("{speaker: A, says: B., does: meet, answers: nobody}", "no claim has the label 'nobody'"),
        ("{speaker: A, says: B., does: meet, part of: previous}", "only a figure can be part"),
        ("{speaker: A, says: B., state: held, what: men, number: 3, part of: previous}", "no claim stands before"),
        ("{label: x, speaker: A, says: B., does: meet, answers: x}", "in a circle"),
        ("{speaker: A, says: On Monday, which was late, they met., does: meet}", "in quotes"),
        ("{speaker: A, speaker: C, says: B., does: meet}", "there twice"),
        ("{speaker: [A, C], says: B., does: meet}", "one value is needed"),
        ("just words", "no keys with values"),
        ("{speaker: A, says: B., does: meet", "no YAML"),
    ],
)
def test_a_wrong_claim_is_named_with_its_line_and_a_way_out(claim: str, says: str) -> None:
    error = wrong(sheet(claim))
    assert says in str(error)
    assert error.where.startswith("claims.yaml:")
    assert error.todo


def test_the_line_is_that_of_what_is_wrong() -> None:
    text = sheet(PLAIN, "{speaker: A, says: B.,\n         does: meet,\n         when: never}")
    assert wrong(text).where == f"claims.yaml:{FIRST + 3}"


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("", "the sheet is empty"),
        ("[]", "no keys with values"),
        ("case: A\nzone: Europe/Vienna\n", "'reports' is missing"),
        (sheet(PLAIN).replace("Europe/Vienna", "Vienna"), "no time zone"),
        (sheet(PLAIN).replace("    publisher: Example Wire\n", ""), "'publisher' is missing"),
        (sheet(PLAIN).replace("2024-03-03 22:00", "2034-03-03"), "after today"),
        (HEAD.rstrip().removesuffix("claims:") + "claims: []\n", "has no claims"),
        (sheet(PLAIN) + sheet(PLAIN).split("reports:\n")[1], "the title or address"),
        (sheet(PLAIN, PLAIN), "already"),
        (sheet(*(PLAIN.replace("{", "{label: a, ").replace("13", n) for n in ("13", "14"))), "already"),
        (f"x: &a {{k: v}}\ny: *a\n{sheet(PLAIN)}", "alias"),
        ("a: " + "[" * 100_000 + "]" * 100_000, "nested too deep"),
        ("\x00", "no YAML"),
    ],
)
def test_a_wrong_sheet_is_named(text: str, says: str) -> None:
    error = wrong(text)
    assert says in str(error)
    assert error.where.startswith("claims.yaml")
    assert error.todo


def test_two_claims_that_answer_each_other_are_a_circle() -> None:
    text = sheet(
        "{label: a, speaker: A, says: B., does: meet, answers: b}",
        "{label: b, speaker: C, says: D., does: meet, answers: a}",
    )
    assert "in a circle" in str(wrong(text))


def test_a_long_chain_of_references_is_read() -> None:
    claims = [f"{{label: c{n}, speaker: A, says: Word {n}., does: meet, answers: c{n + 1}}}" for n in range(1500)]
    assert len(read(*claims, "{label: c1500, speaker: A, says: Last., does: meet}").claims) == 1501


def test_files_that_cannot_be_read_are_named(tmp_path: Path) -> None:
    latin = tmp_path / "latin.yaml"
    latin.write_bytes(b"case: \xe9\xe8")
    for path, says in ((tmp_path / "none.yaml", "cannot be opened"), (latin, "not UTF-8")):
        with pytest.raises(ValueProblem, match=says):
            load(path)


@given(st.text(alphabet="{}[]:,-&*#'\"\n ab10", max_size=80))
def test_no_text_crashes_it(text: str) -> None:
    for tried in (text, sheet(text.replace("\n", " "))):
        with suppress(ValueProblem):
            parse(tried, "claims.yaml", NOW)
