"""Chain: each entry's hash covers its own content and the hash of the entry before.

``hash = sha256(canonical JSON of {author, kind, payload, previous, seq, time})``. The first entry
follows ``GENESIS``. Whoever changes, drops, adds or swaps an entry would have to change every hash
after it; ``walk`` names the first entry where that shows.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime

from truceline.errors import BrokenChain, ValueProblem
from truceline.record.entries import Recorded

GENESIS = "0" * 64
_TODO = "Keep this file as it is for inquiry, and go back to the last good copy of the record."


@dataclass(frozen=True, slots=True)
class Link:
    """The end of a chain: the number and hash of its last entry."""

    seq: int = 0
    hash: str = GENESIS


@dataclass(frozen=True, slots=True)
class Row:
    """An entry as it is stored: ``time`` is ISO 8601 in UTC, ``payload`` canonical JSON."""

    seq: int
    kind: str
    author: str
    time: str
    payload: str
    previous: str
    hash: str


def stamp(at: datetime) -> str:
    """A moment as the journal writes it. Raises ValueProblem for a moment without a UTC offset."""
    if at.utcoffset() is None:
        raise ValueProblem(
            f"the time {at.isoformat()} has no UTC offset.", todo="Give one, as in 2023-12-01T07:00+02:00."
        )
    return at.astimezone(UTC).isoformat(timespec="microseconds")


def seal(*, previous: str, seq: int, kind: str, author: str, time: str, payload: str) -> str:
    """The hash of an entry, in lower-case hex.

    The payload is canonical JSON already and goes in as it stands: so a change of a single byte
    shows, even one that leaves the same data.
    """
    text = (
        f'{{"author":{_json(author)},"kind":{_json(kind)},"payload":{payload},'
        f'"previous":{_json(previous)},"seq":{seq},"time":{_json(time)}}}'
    )
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


def _json(text: str) -> str:
    return json.dumps(text, ensure_ascii=False)


def walk(rows: Iterable[Row], after: Link, where: str) -> Iterator[Recorded]:
    """The entries of ``rows``, which must follow ``after``. Raises BrokenChain at the first that does not."""
    for row in rows:
        _check(row, after, where)
        after = Link(row.seq, row.hash)
        found = _recorded(row, where)
        try:
            _ = found.entry
        except BrokenChain as error:
            raise BrokenChain(error.what, where=f"{where}, {error.where}") from error
        yield found


def recorded(row: Row, where: str) -> Recorded:
    """One entry by itself, its own hash checked, not read yet. Raises BrokenChain."""
    _check_seal(row, f"{where}, entry {row.seq}")
    return _recorded(row, where)


def _check(row: Row, after: Link, where: str) -> None:
    if row.seq != after.seq + 1:
        what = f"entry {after.seq + 1} is missing: entry {row.seq} comes next."
        raise BrokenChain(what, where=where, todo=_TODO)
    at = f"{where}, entry {row.seq}"
    if row.previous != after.hash:
        raise BrokenChain("the entry does not follow from the one before it.", where=at, todo=_TODO)
    _check_seal(row, at)


def _check_seal(row: Row, at: str) -> None:
    if row.hash != seal(
        previous=row.previous, seq=row.seq, kind=row.kind, author=row.author, time=row.time, payload=row.payload
    ):
        raise BrokenChain("the entry was changed after it was written.", where=at, todo=_TODO)


def _recorded(row: Row, where: str) -> Recorded:
    try:
        time = datetime.fromisoformat(row.time)
    except ValueError as error:
        raise BrokenChain(f"its time cannot be read: {error}.", where=f"{where}, entry {row.seq}") from error
    return Recorded(row.seq, row.author, time, row.kind, row.payload, row.previous, row.hash)
