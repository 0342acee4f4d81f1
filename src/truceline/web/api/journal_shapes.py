"""Journal shapes: entries as a log."""

from __future__ import annotations

from datetime import datetime
from typing import Literal

from pydantic import BaseModel, Field

from truceline.web.api.shapes import Head

Kind = Literal[
    "report added", "claims coded", "review", "correction", "decision taken back", "judgement", "note",
    "agreement text", "agreement amendment", "settings",
]  # fmt: skip


class Entry(BaseModel):
    """`hash` seals the entry together with `previous`, the hash of the one before.

    `entry` has the fields of its kind; unless `whole` is asked for, without the text of a report, and with the number
    of claims in place of the claims.
    """

    seq: int
    author: str
    time: datetime
    kind: Kind
    entry: dict[str, object]
    previous: str
    hash: str


class Journal(BaseModel):
    """`next` is the number to go on from, as `after`, or as `before` with `newest`."""

    head: Head
    items: list[Entry]
    next: int | None = Field(description="null at the end.")
