"""Checked: a tree held against the models of ``schema``, with every fault told at its line."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, TypeVar, get_args, get_origin
from zoneinfo import ZoneInfo

from pydantic import BaseModel, ValidationError

from truceline.agreements.document import Entry, Node, Path, same_key
from truceline.agreements.problems import Problems, Unclear, meant
from truceline.agreements.schema import AgreementText, DutyText, Part, deed_key, deed_keys

_M = TypeVar("_M", bound=Part)
_STAND_INS = {"agreement": "an agreement", "text_of": "1900-01-01", "zone": "UTC", "parties": "a party"}
_NEEDED = {
    "agreement": 'Write what it is called: "agreement: Humanitarian pause".',
    "text_of": 'Write when it was signed or announced: "text_of: 2023-11-22".',
    "zone": 'Write the time zone of its dates: "zone: Asia/Jerusalem".',
    "parties": 'Write who made it: "parties: {north: Northland, south: Southland}".',
    "by": "Write who owes it.",
    "deed": 'Write what is to be done, such as "release: 50 hostages", or "refrain from: attack".',
    "from": 'Write when it begins: "from: 2023-11-24 07:00", "from: signing".',
    "for_each": 'Write how many of what earn it: "for_each: 10 hostages".',
}


def checked(model: type[_M], node: Node, path: Path, zone: ZoneInfo, problems: Problems) -> tuple[_M | None, Node]:
    """The model of what stands at ``node`` without the parts that are wrong, and the node without them.

    The model is None where what is left is none. ``path`` is where the node stands in the file.
    Everything wrong goes to ``problems``.
    """
    try:
        return model.model_validate(node.plain(), context={"zone": zone}), node
    except ValidationError as error:
        places = [tuple(e["loc"]) for e in error.errors(include_url=False)]
        for found in error.errors(include_url=False):
            _tell(model, node, path, found, problems)
    kept = _pruned(node, (), {_part(place) for place in places})
    if model is AgreementText:
        kept = kept.where((*(kept.entries or ()), *_stand_ins(kept)))
    try:
        return model.model_validate(kept.plain(), context={"zone": zone}), kept
    except ValidationError:
        return None, kept


def _part(place: Path) -> Path:
    """The part of the file to leave out for a fault inside it: the whole duty, not one of its keys."""
    sections = ("people", "goods", "phases", "duties", "acts", "order", "choices", "amendments")
    return place[:2] if place and place[0] in sections else place[:1]


def _stand_ins(root: Node) -> Iterator[Entry]:
    """Something for each key that a file cannot be without, so that the rest of it can be looked at."""
    for key, text in _STAND_INS.items():
        if root.get(key) is None:
            yield Entry(key, root.line, Node(root.line, text=text))


def _pruned(node: Node, path: Path, gone: set[Path]) -> Node:
    if node.entries is not None:
        kept = [
            Entry(e.key, e.line, _pruned(e.node, (*path, step), gone))
            for e in node.entries
            if (*path, step := _step(e.key, path)) not in gone
        ]
        return Node(node.line, entries=tuple(kept))
    if node.items is not None:
        items = [_pruned(i, (*path, n), gone) for n, i in enumerate(node.items) if (*path, n) not in gone]
        return Node(node.line, items=tuple(items))
    return node


def _step(key: str, path: Path) -> str:
    return key if path else same_key(key).replace(" ", "_")


def _tell(model: type[Part], node: Node, path: Path, error: Any, problems: Problems) -> None:
    place: Path = tuple(error["loc"])
    cause = (error.get("ctx") or {}).get("error")
    if isinstance(cause, Unclear):
        place, what, todo = (*place, *cause.at), cause.what, cause.todo
    elif error["type"] == "missing":
        if place[-1] == "deed" and _strangers(model, node, place[:-1]):
            return
        what, todo = _missing(str(place[-1]))
        place = place[:-1]
    elif error["type"] == "extra_forbidden":
        word = same_key(str(place[-1]))
        what, todo = f'"{word}" is no key that may stand here.', meant(word, keys_at(model, place[:-1]), "keys")
    else:
        what, todo = _shape(error["type"], node.at(_written(node, place)))
    written = _written(node, place)
    problems.add(node.line_of(written), (*path, *written), what, todo)


def _strangers(model: type[Part], node: Node, place: Path) -> bool:
    here = node.at(_written(node, place))
    known = {same_key(k) for k in keys_at(model, place)}
    return here is not None and any(same_key(k) not in known for k in here.keys)


def _missing(key: str) -> tuple[str, str]:
    if key == "deed":
        return "this duty has no deed.", _NEEDED[key]
    return f'"{key}" is missing.', _NEEDED.get(key, f'Add a line "{same_key(key)}: ...".')


def _shape(kind: str, found: Node | None) -> tuple[str, str]:
    if found is None or found.empty:
        return "nothing stands here.", "Write what belongs here, or leave the key out."
    if kind == "list_type":
        return "a list belongs here.", 'Begin each thing on its own line with "- ".'
    return "names and what they are belong here.", 'Write each on its own line: "NAME: {...}".'


def _written(node: Node, place: Path) -> Path:
    """A place told in the models' names as the keys that are written there, as far as it is written."""
    if "deed" in place:
        at = place.index("deed")
        duty = node.at(node.written(place[:at]))
        key = next((k for k in (duty.keys if duty else ()) if deed_key(k)), "deed")
        place = (*place[:at], key, *place[at + 1 :])
    return node.written(place)


def keys_at(model: type[Part], place: Path) -> tuple[str, ...]:
    """The keys that may stand at a place, as they are written."""
    part = part_at(model, place)
    if part is None:
        return ()
    names = [same_key(f.alias or name) for name, f in part.model_fields.items()]
    return (*(n for n in names if n != "deed"), *deed_keys()) if part is DutyText else tuple(names)


def part_at(model: type[Part], place: Path) -> type[Part] | None:
    """The model of what stands at a place; None where it is words, a list, or names that somebody chose."""
    kind: Any = model
    for step in place:
        kind = _inside(kind, step)
    return kind if isinstance(kind, type) and issubclass(kind, Part) else None


def _inside(kind: Any, step: str | int) -> Any:
    if isinstance(kind, type) and issubclass(kind, BaseModel):
        name = same_key(str(step)).replace(" ", "_")
        field = next((f for n, f in kind.model_fields.items() if name in (n, f.alias)), None)
        return _bare(field.annotation) if field else None
    inner = get_args(kind)
    return _bare(inner[-1]) if get_origin(kind) in (dict, list) and inner else None


def _bare(annotation: Any) -> Any:
    """The type without "or nothing"."""
    options = [a for a in get_args(annotation) if a is not type(None)]
    return options[0] if type(None) in get_args(annotation) and len(options) == 1 else annotation


def required(place: Path) -> bool:
    """Whether a place must be filled, so that nobody's saying so can leave it out."""
    if place[0] == "amendments" and len(place) > 3 and place[2] == "changes":
        place = (*str(place[3]).split(".", 2), *place[4:])
    part = part_at(AgreementText, place[:-1])
    if part is None or not place or not isinstance(place[-1], str):
        return place[:1] in (("people",), ("goods",)) and "categories" in place
    if part is DutyText and deed_key(place[-1]):
        return True
    name = same_key(place[-1]).replace(" ", "_")
    return any(f.is_required() for n, f in part.model_fields.items() if name in (n, f.alias))
