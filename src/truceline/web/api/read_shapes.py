"""Read shapes: what is sent to be read, and what became of it."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import BaseModel, Field

from truceline.web.api.asking import LONGEST_WAIT, Strict, Words
from truceline.web.api.shapes import Problem

_BYTES = {"schema": {"type": "string", "format": "binary"}}
_FILES = {"type": "object", "required": ["file"], "properties": {"file": {"type": "array", "items": _BYTES["schema"]}}}
BODY: dict[str, Any] = {
    "required": True,
    "description": "One text, whose name is `name`, or files.",
    "content": {
        "text/plain": {"schema": {"type": "string"}},
        "text/html": {"schema": {"type": "string"}},
        "application/x-ndjson": {"schema": {"type": "string"}},
        "application/octet-stream": _BYTES,
        "multipart/form-data": {"schema": _FILES},
    },
}


class ReadAsked(Strict):
    name: Annotated[Words, Field(max_length=200)] = Field(
        "report.txt", description="Name of a single text; its ending says what it is."
    )
    dry_run: bool = Field(False, description="Only say what each report would be; nothing is added.")
    wait: float = Field(
        20,
        ge=0,
        le=LONGEST_WAIT,
        description="Seconds to wait for the end; then 202, and `Location` says where to look.",
    )


class ReadReport(BaseModel):
    """What became of one report, or would; `unread` says why it is kept without claims, `error` why it is none."""

    where: str
    state: Literal["new", "same", "changed", "coded again", "unreadable"]
    report: str | None
    title: str
    claims: int
    unread: str | None
    error: Problem | None
    notes: list[str]


class Reading(BaseModel):
    """`all` is 0 while the number of reports is not known."""

    id: str
    state: Literal["kept", "looking", "looked", "waiting", "reading", "done", "failed"]
    done: int
    all: int
    counts: dict[str, int]
    items: list[ReadReport]
    error: Problem | None
