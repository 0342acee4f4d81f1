"""Readers: a path or a stream of bytes -> one ``Loaded`` for each report found in it, readable or not.

What a file is follows from its bytes; its name only helps where they leave it open. One file is one report, but for
JSONL, which has one a line. A broken file is an error among the others and never stops them.
"""

from __future__ import annotations

import io
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path, PurePath
from stat import S_ISREG
from typing import cast

from truceline.errors import UnreadableReport
from truceline.reports import encodings, headers, lines, pages, sniff
from truceline.reports.drafts import Draft, Loaded, at, load
from truceline.reports.sources import STREAM, walk

MAX_BYTES = 10_000_000
"""The largest file, or line of JSONL, that is read as one report."""

_Item = tuple[str, Draft | UnreadableReport]
"""Where a line is, and what was made of it."""


def read_path(path: Path, *, now: datetime | None = None) -> Iterator[Loaded]:
    """The reports at ``path``: a file, a folder (all files in it), or "-" for the standard input.

    ``now`` (default: the present) tells which publication dates lie ahead. Nothing is raised for a
    file that cannot be read; its ``Loaded`` carries the error.
    """
    now = now or datetime.now(UTC)
    if str(path) == STREAM:
        yield from _read(cast("io.BufferedReader", sys.stdin.buffer), "stdin", "", None, now)
        return
    if path.is_dir():
        yield from _read_folder(path, now)
        return
    try:
        with _told(str(path), "opened"):
            stream = path.open("rb")
        with stream:
            status = os.fstat(stream.fileno())
            size = status.st_size if S_ISREG(status.st_mode) else None
            yield from _read(stream, str(path), path.suffix, size, now)
    except UnreadableReport as error:
        yield Loaded(None, error, str(path))


@contextmanager
def _told(where: str, done: str) -> Iterator[None]:
    """Turns an OSError into UnreadableReport. Only what the system says of this one file belongs in here."""
    try:
        yield
    except OSError as error:
        todo = "Check the name." if isinstance(error, FileNotFoundError) else "Check the file and its permissions."
        raise UnreadableReport(f"it cannot be {done}: {error.strerror or error}.", where=where, todo=todo) from error


def _read_folder(path: Path, now: datetime) -> Iterator[Loaded]:
    try:
        for file in walk(path):
            yield from read_path(file, now=now)
    except UnreadableReport as error:
        yield Loaded(None, error, error.where)


def read_stream(data: bytes, name: str, *, now: datetime | None = None) -> Iterator[Loaded]:
    """The reports in ``data``; ``name`` is what messages call it, and its suffix may help to tell what it is."""
    stream = cast("io.BufferedReader", io.BufferedReader(io.BytesIO(data)))
    yield from _read(stream, name, PurePath(name).suffix, len(data), now or datetime.now(UTC))


def _read(stream: io.BufferedReader, name: str, suffix: str, size: int | None, now: datetime) -> Iterator[Loaded]:
    try:
        with _told(name, "read"):
            head = stream.peek(sniff.HEAD)[: sniff.HEAD]
        kind = sniff.kind(head, suffix)
        if kind is not sniff.Kind.JSONL:
            draft = _draft(_whole(stream, size, name), kind, name)
            yield load(draft, name, now)
            return
    except UnreadableReport as error:
        yield Loaded(None, at(error, name), name)
        return
    yield from _read_lines(stream, name, now)


def _read_lines(stream: io.BufferedReader, name: str, now: datetime) -> Iterator[Loaded]:
    found = False
    for where, item in _lines(stream, name):
        found = True
        yield Loaded(None, item, where) if isinstance(item, UnreadableReport) else load(item, where, now)
    if not found:
        error = UnreadableReport(
            "it holds no report.", where=name, todo="Write one JSON object a line, or leave it out."
        )
        yield Loaded(None, error, name)


def _lines(stream: io.BufferedReader, name: str) -> Iterator[_Item]:
    items = lines.read(stream, MAX_BYTES, name)
    while (item := _next(items, name)) is not None:
        yield item


def _next(items: Iterator[_Item], name: str) -> _Item | None:
    """The next line, or the error that ends them."""
    try:
        with _told(name, "read"):
            return next(items, None)
    except UnreadableReport as error:
        return name, error


def _whole(stream: io.BufferedReader, size: int | None, name: str) -> bytes:
    """All bytes of one report. Raises UnreadableReport where there are too many, having read no more than the limit."""
    too_large = size is not None and size > MAX_BYTES
    with _told(name, "read"):
        data = b"" if too_large else stream.read(MAX_BYTES + 1)
    if too_large or len(data) > MAX_BYTES:
        has = f"{size / 1e6:.1f} MB" if size is not None else f"more than {MAX_BYTES // 1_000_000} MB"
        raise UnreadableReport(
            f"it has {has}; one report may have {MAX_BYTES // 1_000_000} MB.",
            todo="Split it into one file for each report.",
        )
    return data


def _draft(data: bytes, kind: sniff.Kind, name: str) -> Draft:
    if not data:
        raise UnreadableReport("it is empty.", todo="Save the report again, or leave the file out.")
    sniff.refuse_binary(data)
    if kind is sniff.Kind.HTML:
        source, note = encodings.decode(data, pages.declared_encoding(data))
        draft = pages.read(source)
    else:
        source, note = encodings.decode(data)
        draft = headers.split(source, name)
    return replace(draft, notes=(*draft.notes, note)) if note else draft
