"""Published: the JSON Schema of an agreement's file, from which editors complete and check it while it is written.

Wherever a value stands, the file may also say who states it, or list readings of it; the models of
``schema`` know the values alone, so both forms are put beside each of them here.
"""

from __future__ import annotations

import json
import re
import tomllib
from functools import cache
from importlib.resources import files
from typing import Any, TypeAlias

from truceline.agreements.choices import ChoiceKind
from truceline.agreements.document import same_key
from truceline.agreements.fields import LIST, WORDS
from truceline.agreements.schema import AgreementText, deed_keys

Shape: TypeAlias = dict[str, Any]
_PLACES = {
    "AgreementText": "head",
    "PopulationText": "population",
    "TruceText": "truce",
    "ExtendedText": "extended",
    "AtMostText": "at_most",
    "PhaseText": "phase",
    "DutyText": "duty",
    "TakenText": "taken on",
    "OrderText": "order",
    "ChoiceText": "choice",
    "AmendmentText": "amendment",
    "ExtendsText": "extends",
}
_ONE_MEANING = ("agreement", "text_of", "zone", "parties", "id", "source", "others", "mediators", "monitors")
_BROUGHT = (("duties|acts", "duty"), ("people|goods", "population"), ("phases", "phase"), ("choices", "choice"))
_DEED: Shape = {**LIST, "examples": ["50 hostages", "at least 50 hostages", "all prisoners"]}
_NULL: Shape = {"type": "null"}


@cache
def keys() -> dict[str, dict[str, str]]:
    """Every key as it is written, with what it says, by the place where it stands."""
    data = tomllib.loads((files("truceline") / "data" / "agreement_keys.toml").read_text(encoding="utf-8"))
    return {place: said for place, said in data.items() if isinstance(said, dict)}


def json_schema() -> Shape:
    """The schema of the whole file (JSON Schema 2020-12)."""
    return _Writer().whole(AgreementText.model_json_schema(by_alias=True))


class _Writer:
    """Writes every shape once, under a name, and refers to it wherever it stands."""

    def __init__(self) -> None:
        self.defs: dict[str, Shape] = {}
        self.names: dict[str, str] = {}

    def whole(self, made: Shape) -> Shape:
        for name, part in sorted(made.pop("$defs").items()):
            self.defs[_name(_PLACES[name])] = self.part(_PLACES[name], part)
        head = self.part("head", made)
        self._said()
        return {
            "$schema": "https://json-schema.org/draft/2020-12/schema",
            "title": "An agreement between parties to a conflict, as Truceline reads it",
            **head,
            "$defs": dict(sorted(self.defs.items())),
        }

    def part(self, place: str, part: Shape) -> Shape:
        """One group of keys: spelt as the documentation spells them, each with what it says."""
        written = {same_key(key): key for key in keys()[place]}
        own = {n: v for n, v in part["properties"].items() if (place, n) != ("duty", "deed")}
        found = {written[same_key(n)]: self.tidy(v, n) for n, v in own.items()}
        if place == "duty":
            found |= dict.fromkeys(deed_keys(), _DEED)
        if place == "amendment":
            found["changes"] = self.changes()
        made = {key: self.key(place, key, value) for key, value in found.items()}
        if place != "head":
            made |= {key: {"$ref": f"#/$defs/{key}"} for key in ("stated_by", "source", "kind")}
        required = [written[same_key(n)] for n in part.get("required", ()) if n in own]
        return {
            "type": "object",
            "properties": made,
            "patternProperties": {_other(key): value for key, value in made.items() if _spaced(key)},
            "additionalProperties": False,
            **_required(required),
        }

    def key(self, place: str, key: str, value: Shape) -> Shape:
        said = keys()[place].get(key, f"The deed: {key}. What, how many, or from where.")
        form = value if place == "head" and key in _ONE_MEANING else self.any_form(value, f"{place} {key}")
        return {**form, "description": said}

    def tidy(self, value: Any, name: str) -> Any:
        """A shape without what says nothing to a writer, with every value inside it open to all forms."""
        if isinstance(value, list):
            return [self.tidy(v, name) for v in value]
        if not isinstance(value, dict):
            return value
        if str(value.get("$ref", "")).endswith("Text"):
            return {"$ref": f"#/$defs/{_name(_PLACES[value['$ref'].rpartition('/')[2]])}"}
        kept = {k: self.tidy(v, name) for k, v in value.items() if k not in ("title", "default")}
        options = [o for o in kept.get("anyOf", ()) if o != _NULL]
        if len(options) == 1:
            return options[0]
        if isinstance(kept.get("additionalProperties"), dict):
            kept["additionalProperties"] = self.any_form(kept["additionalProperties"], f"each of {name}")
        if "$ref" in kept.get("items", {}):
            kept["items"] = self.any_form(kept["items"], f"each of {name}")
        return kept

    def any_form(self, value: Shape, name: str) -> Shape:
        """A value, or the value with who states it, or readings of it."""
        plain = value if "$ref" in value else self.named(value, name)
        own = plain["$ref"].rpartition("/")[2]
        return self.named({"anyOf": [plain, _stated(plain), _readings(plain)]}, f"any {own}")

    def named(self, value: Shape, name: str) -> Shape:
        """A reference to a shape, which gets the name unless the same shape has one."""
        content = json.dumps(value, sort_keys=True)
        own = self.names.setdefault(content, _name(name))
        self.defs.setdefault(own, value)
        return {"$ref": f"#/$defs/{own}"}

    def changes(self) -> Shape:
        brought = {
            f"^({sections})\\.[^.]+$": {"anyOf": [self.any_form({"$ref": f"#/$defs/{place}"}, place), _NULL]}
            for sections, place in _BROUGHT
        }
        one_key: Shape = {"^(duties|acts)\\.[^.]+\\.[^.]+$": {}}
        return {"type": "object", "patternProperties": {**brought, **one_key}, "additionalProperties": False}

    def _said(self) -> None:
        self.defs |= {
            "stated_by": {**LIST, "description": keys()["said"]["stated_by"]},
            "source": {**LIST, "description": keys()["said"]["source"]},
            "kind": {"enum": [k.value for k in ChoiceKind], "description": keys()["said"]["kind"]},
            "reading": _reading(),
        }


def _stated(value: Shape) -> Shape:
    stated_by = {"$ref": "#/$defs/stated_by"}
    return {
        "type": "object",
        "properties": {"value": {**value, "description": keys()["said"]["value"]}, "stated_by": stated_by, **_beside()},
        "patternProperties": {"^stated by$": stated_by},
        "required": ["value"],
        "additionalProperties": False,
    }


def _readings(value: Shape) -> Shape:
    means = {"anyOf": [value, _NULL], "description": keys()["reading"]["means"]}
    reading = {"$ref": "#/$defs/reading", "properties": {"means": means}}
    named = {"type": "object", "minProperties": 2, "additionalProperties": reading}
    return {
        "type": "object",
        "properties": {"readings": {**named, "description": keys()["said"]["readings"]}, **_beside()},
        "required": ["readings"],
        "additionalProperties": False,
    }


def _reading() -> Shape:
    """One reading; what stands under ``means`` is said where the reading stands."""
    forms: Shape = {"means": {}, "held_by": LIST, "since": WORDS, "source": LIST}
    return {
        "type": ["object", "null"],
        "properties": {key: {**form, "description": keys()["reading"][key]} for key, form in forms.items()},
        "patternProperties": {"^held by$": LIST},
        "additionalProperties": False,
    }


def _beside() -> Shape:
    return {key: {"$ref": f"#/$defs/{key}"} for key in ("source", "kind")}


def _name(words: str) -> str:
    """Words as the name of a shape, which must have no space."""
    return re.sub(r"[^a-z_]+", "-", words.casefold())


def _spaced(key: str) -> bool:
    return " " in key or "_" in key


def _other(key: str) -> str:
    """A pattern for the other spellings of a key, which editors need not offer."""
    return "^" + re.sub(r"[ _]", "[ _]", key) + "$"


def _required(names: list[str]) -> Shape:
    """The keys that must be there, in any spelling."""
    plain = [n for n in names if not _spaced(n)]
    spaced = [
        {"anyOf": [{"required": [spelt]} for spelt in (n.replace(" ", "_"), n.replace("_", " "))]}
        for n in names
        if _spaced(n)
    ]
    return ({"required": plain} if plain else {}) | ({"allOf": spaced} if spaced else {})
