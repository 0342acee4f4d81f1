"""Texts of the benchmarks, without their answers, and predictions in the shape that the scorers take."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from truceline.benchmarks import files
from truceline.benchmarks.scoring.muc4_roles import document
from truceline.benchmarks.scoring.plover import is_sentence
from truceline.errors import InputError


@dataclass(frozen=True, slots=True)
class Item:
    """A text to be read. It has no answers. ``words`` are its tokens where the benchmark gives these."""

    id: str
    text: str
    words: tuple[str, ...] = ()


# --- texts ----------------------------------------------------------------------------------------
def articles(path: Path, beside: Path | None = None) -> tuple[Item, ...]:
    """Articles, one JSON object a line."""
    return tuple(_item(row, "id", "text", f"{path}") for row in files.lines(path))


def records(path: Path, beside: Path | None = None) -> tuple[Item, ...]:
    """Sentences of a JSON list; records of whole documents are left out."""
    given = files.whole(path)
    if not isinstance(given, list):
        raise InputError("this is no list of records.", where=str(path), todo="Name the file of the gold records.")
    return tuple(_item(row, "id", "text", str(path)) for row in given if is_sentence(row))


def rows(path: Path, beside: Path | None = None) -> tuple[Item, ...]:
    """The first column of a file with tabs."""
    return tuple(Item(str(n), row[0]) for n, row in enumerate(files.rows(path)))


def tagged(path: Path, beside: Path | None = None) -> tuple[Item, ...]:
    """The words of a file with a word and its tag on each line."""
    return tuple(Item(str(n), " ".join(words), words) for n, (words, _) in enumerate(files.tagged(path)))


def documents(path: Path, beside: Path | None = None) -> tuple[Item, ...]:
    """Documents, one JSON object a line."""
    return tuple(_item(row, "docid", "doctext", str(path)) for row in files.lines(path))


def keyed(path: Path, beside: Path | None = None) -> tuple[Item, ...]:
    """Documents of a file of answer keys.

    The keys hold no texts: these are taken from ``beside``, a file of the role fillers of the same
    documents, or from one in the same folder that has them all.
    """
    keys = files.whole(path)
    if not isinstance(keys, dict):
        raise InputError("this is no object of answer keys by document.", where=str(path), todo="Name such a file.")
    own = {id: _own_text(key) for id, key in keys.items()}
    if all(own.values()):
        return tuple(Item(id, str(words)) for id, words in own.items())
    from_ = beside or _texts_beside(path, {document(id) for id in keys})
    if from_ is None:
        todo = "Add --texts with the file of role fillers of the same documents (its doctext is read, nothing else)."
        raise InputError("the answer keys hold no texts.", where=str(path), todo=todo)
    known = _by_document(from_)
    if missing := [id for id in keys if document(id) not in known]:
        what = f"{len(missing)} of the {len(keys)} documents have no text here, {missing[0]} for one."
        raise InputError(what, where=str(from_), todo=f"Name the file with the texts of {path.name}.")
    return tuple(Item(id, known[document(id)]) for id in keys)


def _by_document(path: Path) -> dict[str, str]:
    return {document(item.id): item.text for item in documents(path)}


def _own_text(key: Any) -> str:
    return str(key.get("text") or key.get("doctext") or "") if isinstance(key, dict) else ""


def _texts_beside(path: Path, wanted: set[str]) -> Path | None:
    """A file in the same folder that has the text of every document; one whose name says roles for figures first."""
    stem = path.name.removesuffix(".gz").removesuffix(".json").replace("figures", "roles")
    others = [p for p in sorted(path.parent.iterdir()) if p != path and p.name.endswith((".jsonl", ".jsonl.gz"))]
    for other in sorted(others, key=lambda p: not p.name.startswith(f"{stem}.")):
        with suppress(InputError):
            if wanted <= _by_document(other).keys():
                return other
    return None


def _item(row: Mapping[str, Any], id: str, text: str, where: str) -> Item:
    """Nothing of a row but its id and its text."""
    if not isinstance(row, Mapping) or id not in row or not isinstance(row.get(text), str):
        todo = "Name the benchmark that this file is of."
        raise InputError(f'an entry has no "{id}" or no "{text}".', where=where, todo=todo)
    return Item(str(row[id]), row[text])


# --- predictions ----------------------------------------------------------------------------------
def as_articles(items: Sequence[Item], predictions: Sequence[Any]) -> str:
    """One article a line: its id and its attributions."""
    pairs = zip(items, predictions, strict=True)
    return "".join(_json({"id": item.id, "attributions": given}) + "\n" for item, given in pairs)


def by_id(items: Sequence[Item], predictions: Sequence[Any]) -> str:
    """One object: id -> prediction, each on its line."""
    return _object((item.id, given) for item, given in zip(items, predictions, strict=True))


def as_list(items: Sequence[Item], predictions: Sequence[Any]) -> str:
    """One list, in the order of the file, each prediction on its line."""
    return "[" + ",\n".join(map(_json, predictions)) + "]\n"


def _object(pairs: Iterable[tuple[str, Any]]) -> str:
    return "{" + ",\n".join(f"{_json(id)}: {_json(given)}" for id, given in pairs) + "}\n"


def _json(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False)
