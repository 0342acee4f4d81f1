"""Whatever is done to a record behind its back shows, and the first bad entry is named."""

from __future__ import annotations

import hashlib
import json
import sqlite3
from pathlib import Path

import pytest
from record_values import T0, both, claim, report

from truceline.errors import BrokenChain, RecordError
from truceline.model import codec
from truceline.record import Correction, Journal, Note, View, chain, tables

ONE = report()
FREE = """
PRAGMA foreign_keys = OFF;
DROP TRIGGER entries_keep; DROP TRIGGER entries_stay; DROP TRIGGER entries_follow;
"""


@pytest.fixture
def seven(journal: Journal) -> Journal:
    journal.append([*both(ONE, "12 convoys"), *(Note(ONE.id, f"note {i}") for i in range(3, 8))], "Ana", T0)
    return journal


def tamper(path: Path, script: str) -> None:
    connection = sqlite3.connect(path)
    connection.executescript(FREE + script)
    for statement in tables.TRIGGERS.values():
        connection.execute(statement)
    connection.close()


SWAP = """
UPDATE entries SET seq = 99 WHERE seq = 4; UPDATE entries SET seq = 4 WHERE seq = 5;
UPDATE entries SET seq = 5 WHERE seq = 99;
"""
TAMPERED = {
    "payload changed": ("UPDATE entries SET payload = replace(payload, 'note 4', 'note 9') WHERE seq = 4", "entry 4"),
    "payload respaced": ("UPDATE entries SET payload = payload || ' ' WHERE seq = 4", "entry 4"),
    "author changed": ("UPDATE entries SET author = 'Ben' WHERE seq = 3", "entry 3"),
    "time changed": ("UPDATE entries SET time = replace(time, '2023', '2022') WHERE seq = 6", "entry 6"),
    "kind changed": ("UPDATE entries SET kind = 'review' WHERE seq = 6", "entry 6"),
    "hash changed": (f"UPDATE entries SET hash = '{'a' * 64}' WHERE seq = 5", "entry 5"),
    "link changed": (f"UPDATE entries SET previous = '{'a' * 64}' WHERE seq = 5", "entry 5"),
    "rows swapped": (SWAP, "entry 4"),
    "entry dropped": ("DELETE FROM entries WHERE seq = 4", "entry 4"),
    "first dropped": ("DELETE FROM entries WHERE seq = 1", "entry 1"),
    "dropped and renumbered": (
        "DELETE FROM entries WHERE seq = 4; UPDATE entries SET seq = seq - 1 WHERE seq > 4",
        "entry 4",
    ),
    "entry added": (
        "INSERT INTO entries SELECT 8, kind, author, time, payload, hash, 'x' FROM entries WHERE seq = 7",
        "entry 8",
    ),
}


@pytest.mark.parametrize("name", TAMPERED)
def test_tampering_is_named_by_its_first_entry(seven: Journal, path: Path, name: str) -> None:
    script, where = TAMPERED[name]
    tamper(path, script)
    with pytest.raises(BrokenChain, match=rf"{where}\b"):
        seven.verify()
    with pytest.raises(BrokenChain, match=rf"{where}\b"):
        View.of(seven)


def test_entries_before_the_bad_one_can_still_be_read(seven: Journal, path: Path) -> None:
    tamper(path, TAMPERED["payload changed"][0])
    read = []
    with pytest.raises(BrokenChain):
        read.extend(r.seq for r in seven.entries())
    for recorded in seven.entries():
        read.append(recorded.seq)
        if recorded.seq == 3:
            break
    assert read[-3:] == [1, 2, 3]


def test_a_cut_end_shows_where_the_index_remembers_it(seven: Journal, path: Path) -> None:
    seven.append(both(report("More, with 12 convoys."), "12 convoys"), "Ana")
    tamper(path, "DELETE FROM entries WHERE seq > 7")
    with pytest.raises(BrokenChain, match="its end was cut off"):
        seven.verify()


def test_a_cut_end_shows_to_whoever_kept_the_head(seven: Journal, path: Path) -> None:
    head = seven.head()
    assert seven.verify(holds=head.hash).head == head.hash
    tamper(path, "DELETE FROM entries WHERE seq > 5")
    assert seven.verify().entries == 5
    with pytest.raises(BrokenChain, match="cut off or replaced"):
        seven.verify(holds=head.hash)


def test_an_earlier_head_stays_in_the_chain(seven: Journal) -> None:
    head = seven.head()
    seven.append([Note("x", "later")], "Ana")
    assert seven.verify(holds=head.hash).entries == 8


def rewrite(path: Path, seq: int, change: dict[str, object]) -> None:
    """Change a payload and seal the chain again from there: a forger who knows how."""
    connection = sqlite3.connect(path)
    connection.executescript(FREE)
    rows = connection.execute("SELECT seq, kind, author, time, payload, previous FROM entries WHERE seq >= ?", (seq,))
    previous = ""
    for number, kind, author, time, payload, before in rows.fetchall():
        text = codec.canonical({**json.loads(payload), **change}) if number == seq else payload
        link = previous or before
        previous = chain.seal(previous=link, seq=number, kind=kind, author=author, time=time, payload=text)
        connection.execute(
            "UPDATE entries SET payload = ?, previous = ?, hash = ? WHERE seq = ?", (text, link, previous, number)
        )
    connection.commit()
    connection.close()


def forged_claim(**changes: object) -> dict[str, object]:
    claims = codec.dump(both(ONE, "12 convoys")[1])["claims"]
    return {"claims": [{**claims[0], **changes}]}


FORGED = {
    "a span that does not hold": (
        forged_claim(spans={"source": [], "cue": [], "content": [{"start": 0, "end": 2, "quote": "12"}]}),
        "quotes '12', but the report has 'Th'",
    ),
    "claims of no report": ({"report": "r-none", "claims": []}, "no report"),
    "a payload that is no entry": ({"surprise": 1}, "unknown field 'surprise'"),
    "a claim that is no claim": (forged_claim(score=7), "between 0 and 1"),
}


@pytest.mark.parametrize("name", FORGED)
def test_a_forged_entry_shows_even_when_the_chain_is_sealed_again(seven: Journal, path: Path, name: str) -> None:
    change, words = FORGED[name]
    rewrite(path, 2, change)
    with pytest.raises(BrokenChain, match=f"entry 2: .*{words}"):
        seven.verify()


def test_the_seal_is_the_hash_of_canonical_json() -> None:
    data = {
        "previous": "0" * 64,
        "seq": 7,
        "kind": "note",
        "author": 'A "b" \u2028',
        "time": "2023",
        "payload": {"b": 1, "a": "é"},
    }
    sealed = chain.seal(
        previous="0" * 64,
        seq=7,
        kind="note",
        author='A "b" \u2028',
        time="2023",
        payload=codec.canonical(data["payload"]),
    )
    assert sealed == hashlib.sha256(codec.canonical(data).encode()).hexdigest()


def test_a_forged_quote_shows_even_when_the_chain_is_sealed_again(seven: Journal, path: Path) -> None:
    seven.append([Correction.of(claim(ONE).id, {"place": "the river"}, "named")], "Ana")
    rewrite(path, 8, {"changes": codec.canonical({"quote": "abc"})})
    with pytest.raises(BrokenChain, match=r"entry 8: .*the quote follows the spans: it must be '12 convoys'"):
        seven.verify()


CHANGED = "CREATE TRIGGER entries_stay BEFORE DELETE ON entries WHEN OLD.seq > 99 BEGIN SELECT 1; END"


@pytest.mark.parametrize("name", tables.TRIGGERS)
@pytest.mark.parametrize("instead", ["", CHANGED])
def test_a_trigger_that_is_gone_or_changed_shows_and_is_put_back(
    seven: Journal, path: Path, name: str, instead: str
) -> None:
    connection = sqlite3.connect(path)
    connection.executescript(f"DROP TRIGGER {name}; {instead.replace('entries_stay', name)}")
    connection.close()
    with pytest.raises(RecordError, match=rf"the trigger '{name}'.*truceline verify --rebuild-index") as caught:
        seven.verify()
    assert not isinstance(caught.value, BrokenChain)
    seven.rebuild()
    assert seven.verify().entries == 7
    with pytest.raises(sqlite3.DatabaseError, match="append-only"):
        tamper_plainly(path, "DELETE FROM entries WHERE seq = 7")


def tamper_plainly(path: Path, statement: str) -> None:
    connection = sqlite3.connect(path)
    try:
        connection.execute(statement)
    finally:
        connection.close()


def test_making_the_index_again_hides_neither_a_change_nor_a_cut(seven: Journal, path: Path) -> None:
    seven.append(both(report("More, with 12 convoys."), "12 convoys"), "Ana")
    tamper(path, "DELETE FROM entries WHERE seq > 7")
    with pytest.raises(BrokenChain, match="its end was cut off"):
        seven.rebuild()
    tamper(path, TAMPERED["author changed"][0])
    with pytest.raises(BrokenChain):
        seven.rebuild()
    with pytest.raises(BrokenChain, match="entry 3"):
        seven.verify()
