"""Benchmark files: JSON, JSON lines, rows with tabs, words with tags; each plain or compressed with gzip."""

from __future__ import annotations

import gzip
import json
import re
from pathlib import Path
from typing import Any

from truceline.errors import InputError

Tagged = tuple[tuple[str, ...], tuple[str, ...]]
"""The words of a sentence and their tags."""
_NO_WORD = "-"
_TAG = re.compile(r"O|[BI]-\w+")


def text(path: Path) -> str:
    """What a file says, in UTF-8. Raises InputError."""
    try:
        data = path.read_bytes()
        whole = (gzip.decompress(data) if data[:2] == b"\x1f\x8b" else data).decode("utf-8")
    except (OSError, EOFError) as error:
        what = f"the file cannot be read: {getattr(error, 'strerror', None) or error}."
        raise InputError(what, where=str(path), todo="Name a file of the benchmark, plain or .gz.") from error
    except UnicodeDecodeError as error:
        raise InputError("the file is not in UTF-8.", where=str(path), todo="Name a file of the benchmark.") from error
    return whole.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n")


def lines(path: Path) -> list[dict[str, Any]]:
    """JSON objects, one a line. Raises InputError with the number of the line."""
    found = []
    for number, line in enumerate(text(path).split("\n"), 1):
        if line.strip():
            one = _json(line, f"{path}:{number}")
            if not isinstance(one, dict):
                todo = "Write one JSON object a line."
                raise InputError("this line is no JSON object.", where=f"{path}:{number}", todo=todo)
            found.append(one)
    return found


def whole(path: Path) -> Any:
    """One JSON value. Raises InputError."""
    return _json(text(path), str(path))


def rows(path: Path) -> list[list[str]]:
    """Lines cut at their tabs."""
    return [line.split("\t") for line in text(path).removesuffix("\n").split("\n")]


def tagged(path: Path) -> list[Tagged]:
    """Sentences of a file with a word and its tag on each line, and an empty line between sentences.

    A line with a single field holds a tag without its word, as the scorers of this form read it, or a word
    without its tag where that is no tag.
    """
    found: list[Tagged] = []
    words: list[str] = []
    tags: list[str] = []
    for line in [*text(path).split("\n"), ""]:
        parts = line.split()
        if parts:
            alone = len(parts) == 1
            bare = alone and not _TAG.fullmatch(parts[0])
            words.append(_NO_WORD if alone and not bare else parts[0])
            tags.append("O" if bare else parts[-1])
        elif words:
            found.append((tuple(words), tuple(tags)))
            words, tags = [], []
    return found


def _json(words: str, where: str) -> Any:
    try:
        return json.loads(words)
    except json.JSONDecodeError as error:
        at = f"{where}:{error.lineno}" if error.lineno > 1 else where
        raise InputError(f"this is not JSON: {error.msg}.", where=at, todo="Name a file of the benchmark.") from error
