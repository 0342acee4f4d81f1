"""Frozen values to JSON-ready data and back, by their type hints alone.

Every value of the model is a frozen dataclass of: str, int, float, bool, None, datetime, StrEnum,
other such values, tuples of them, and optional forms of these. ``dump`` leaves nothing out, so
``load(type(v), dump(v)) == v`` for every value.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable
from dataclasses import fields, is_dataclass
from datetime import datetime
from enum import StrEnum
from functools import cache
from types import UnionType
from typing import Any, TypeVar, Union, get_args, get_origin, get_type_hints

from truceline.errors import ValueProblem

T = TypeVar("T")


def dump(value: object) -> Any:
    """JSON-ready data: dicts, lists, strings, numbers, booleans and None."""
    kind: Any = type(value)
    if kind in _PLAIN:
        return value
    names = _names(kind)
    if names is not None:
        return {name: dump(getattr(value, name)) for name in names}
    if isinstance(value, tuple):
        return [dump(v) for v in value]
    if isinstance(value, datetime):
        return value.isoformat()
    if isinstance(value, StrEnum):
        return value.value
    return value


_PLAIN = frozenset({str, int, float, bool, type(None)})


@cache
def _names(kind: type) -> tuple[str, ...] | None:
    """The names of a value's fields; None where it is no dataclass."""
    return tuple(f.name for f in fields(kind)) if is_dataclass(kind) else None


def load(kind: type[T], data: object, where: str = "") -> T:
    """The value of type ``kind`` that ``data`` describes. Raises ValueProblem with the path."""
    wanted: Any = kind
    try:
        return _maker(wanted)(data)  # type: ignore[no-any-return]
    except (ValueProblem, KeyError, TypeError, ValueError):
        # Walked again with the path in hand, to say what is wrong and where.
        return _load(kind, data, where or kind.__name__)  # type: ignore[no-any-return]


def canonical(data: object) -> str:
    """The one JSON text of ``data``: sorted keys, no spaces, UTF-8 kept."""
    return json.dumps(data, sort_keys=True, separators=(",", ":"), ensure_ascii=False)


def content_id(prefix: str, *parts: object) -> str:
    """``prefix-`` and 12 hex digits of the SHA-256 of the parts' canonical JSON."""
    text = canonical([dump(p) for p in parts])
    return f"{prefix}-{hashlib.sha256(text.encode('utf-8', 'surrogatepass')).hexdigest()[:12]}"


@cache
def _hints(kind: type) -> dict[str, Any]:
    return get_type_hints(kind)


# --- quickly, for data that fit ---------------------------------------------------------------------
@cache
def _maker(kind: Any) -> Callable[[Any], Any]:
    """What makes a value of ``kind`` from data that fit. From others it makes nothing, and raises what it may."""
    origin = get_origin(kind)
    if origin in (Union, UnionType):
        return _maker_of_optional(kind)
    if origin is tuple:
        return _maker_of_tuple(_maker(get_args(kind)[0]))
    if is_dataclass(kind) and isinstance(kind, type):
        return _maker_of_fields(kind)
    if isinstance(kind, type) and issubclass(kind, StrEnum):
        return {member.value: member for member in kind}.__getitem__
    if kind in (str, int, bool):
        return _maker_of_same(kind, kind)
    if kind is datetime:
        return datetime.fromisoformat
    return lambda data: _load_plain(kind, data, "")


def _maker_of_optional(kind: Any) -> Callable[[Any], Any]:
    others = [k for k in get_args(kind) if k is not type(None)]
    if len(others) > 1 or len(others) == len(get_args(kind)):
        return lambda data: _load(kind, data, "")
    if others[0] in (str, int, bool):
        return _maker_of_same(others[0], type(None))
    make = _maker(others[0])
    return lambda data: None if data is None else make(data)


def _maker_of_tuple(make: Callable[[Any], Any]) -> Callable[[Any], Any]:
    def made(data: Any) -> Any:
        if type(data) is not list:
            raise TypeError
        return tuple([make(d) for d in data])

    return made


def _maker_of_fields(kind: type) -> Callable[[Any], Any]:
    hints = _hints(kind)
    makers = {f.name: _maker(hints[f.name]) for f in fields(kind)}

    def made(data: Any) -> Any:
        if type(data) is not dict:
            raise TypeError
        return kind(**{name: makers[name](value) for name, value in data.items()})

    return made


def _maker_of_same(kind: type, other: type) -> Callable[[Any], Any]:
    def made(data: Any) -> Any:
        if type(data) is not kind and type(data) is not other:
            raise TypeError
        return data

    return made


# --- with the path of what is wrong -----------------------------------------------------------------
def _load(kind: Any, data: object, where: str) -> Any:
    origin = get_origin(kind)
    if origin in (Union, UnionType):
        return _load_optional(get_args(kind), data, where)
    if origin is tuple:
        if not isinstance(data, list | tuple):
            raise _wrong("a list", data, where)
        item = get_args(kind)[0]
        return tuple(_load(item, d, f"{where}[{i}]") for i, d in enumerate(data))
    if is_dataclass(kind) and isinstance(kind, type):
        return _load_fields(kind, data, where)
    return _load_plain(kind, data, where)


def _load_optional(kinds: tuple[Any, ...], data: object, where: str) -> Any:
    if data is None and type(None) in kinds:
        return None
    choices = [k for k in kinds if k is not type(None)]
    for kind in choices[:-1]:
        try:
            return _load(kind, data, where)
        except ValueProblem:
            continue
    return _load(choices[-1], data, where)


def _load_fields(kind: type, data: object, where: str) -> Any:
    if not isinstance(data, dict):
        raise _wrong(f"an object with the fields of {kind.__name__}", data, where)
    hints = _hints(kind)
    known = {f.name for f in fields(kind)}
    if extra := sorted(set(data) - known):
        raise ValueProblem(f"unknown field {extra[0]!r}.", where=where, todo=f"Known: {', '.join(sorted(known))}.")
    values = {k: _load(hints[k], v, f"{where}.{k}") for k, v in data.items()}
    try:
        return kind(**values)
    except TypeError as error:
        raise ValueProblem(f"{error}.", where=where) from error
    except ValueProblem as error:
        raise error if error.where else ValueProblem(error.what, where=where, todo=error.todo) from error


def _load_plain(kind: Any, data: object, where: str) -> Any:
    if kind is datetime:
        try:
            return datetime.fromisoformat(data)  # type: ignore[arg-type]
        except (TypeError, ValueError):
            raise _wrong("a time such as 2023-12-01T07:00:00+02:00", data, where) from None
    if isinstance(kind, type) and issubclass(kind, StrEnum):
        try:
            return kind(str(data))
        except ValueError:
            raise _wrong(f"one of {', '.join(kind)}", data, where) from None
    if kind is float and type(data) is int:
        return float(data)
    if type(data) is not kind:
        raise _wrong(f"a value of type {kind.__name__}", data, where)
    return data


def _wrong(wanted: str, got: object, where: str) -> ValueProblem:
    return ValueProblem(f"expected {wanted}, got {got!r}.", where=where)
