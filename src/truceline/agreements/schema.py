"""Schema: the keys of an agreement's file under one reading, and what may stand under each.

The models turn plain words into the values of ``terms``; whom and what the words name is looked up
in ``compile``. Keys may be written with spaces or with underscores. ``json_schema`` is the published
form, in which any value may also be said to be somebody's, or be a list of readings.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Annotated, Any, TypeVar

from pydantic import BaseModel, ConfigDict, Field, PlainValidator, ValidationInfo, WithJsonSchema, model_validator

from truceline.agreements import fields, phrases, points
from truceline.agreements.deeds import deeds
from truceline.agreements.document import same_key
from truceline.agreements.fields import (
    LIST,
    WORDS,
    Binds,
    Clock,
    Counted,
    Endless,
    Every,
    Exceptions,
    Joined,
    Listed,
    MaybeCounted,
    MaybeDue,
    MaybePace,
    MaybeStart,
    MaybeStretch,
    Moment,
    Number,
    Quotas,
    Renewed,
    Start,
    Stretch,
    Surplus,
    Then,
    Until,
    Window,
    Within,
    Words,
    YesNo,
    Zone,
)
from truceline.agreements.problems import Unclear
from truceline.agreements.terms import Category, Length, Onward, Point, Quota

REFRAIN = "refrain from"
_T = TypeVar("_T")


class Part(BaseModel):
    """A group of keys that stand together."""

    model_config = ConfigDict(extra="forbid", frozen=True, arbitrary_types_allowed=True)

    @model_validator(mode="before")
    @classmethod
    def _one_spelling(cls, value: object) -> object:
        if not isinstance(value, dict):
            raise Unclear("keys and what they say belong here.", f"Write {_example(cls)}.")
        return cls.prepared({same_key(k).replace(" ", "_"): v for k, v in value.items()})

    @classmethod
    def prepared(cls, value: dict[str, Any]) -> dict[str, Any]:
        return value


def _example(model: type[BaseModel]) -> str:
    keys = [same_key(field.alias or name) for name, field in model.model_fields.items() if name != "deed"]
    return "{" + ", ".join(f"{k}: ..." for k in keys[:2]) + "}"


def _categories(value: object) -> tuple[Category, ...]:
    if not isinstance(value, dict):
        raise Unclear("categories are names with the kinds they hold.", "Write {women: [woman], men: [man]}.")
    return tuple(_at(name, _category, name, kinds) for name, kinds in value.items())


def _at(step: str, read: Callable[..., _T], *words: Any) -> _T:
    """What ``read`` gives; where it finds something unclear, that is said to stand under ``step``."""
    try:
        return read(*words)
    except Unclear as error:
        raise Unclear(error.what, error.todo, (step, *error.at)) from None


def _category(name: str, value: Any) -> Category:
    if isinstance(value, dict):
        keys = {same_key(k): v for k, v in value.items()}
        if extra := set(keys) - {"any of", "never"}:
            raise Unclear(f'"{min(extra)}" is no key of the category "{name}".', "Write any of: and never:.")
        return Category(name, _any_of(keys.get("any of")), phrases.listed(keys.get("never", [])))
    return Category(name, _any_of(value))


def _any_of(value: Any) -> tuple[tuple[str, ...], ...]:
    if value is None:
        return ()
    return tuple(phrases.listed(v) for v in (value if isinstance(value, list) else [value]))


def _kinds_of(value: object) -> tuple[tuple[str, tuple[str, ...]], ...]:
    if not isinstance(value, dict):
        raise Unclear("these are words with the kinds they imply.", "Write {Thais: [foreign]}.")
    return tuple((word, _at(word, phrases.listed, kinds)) for word, kinds in value.items())


_CATEGORY = {
    "anyOf": [
        {"type": "null"},
        WORDS,
        {"type": "array", "items": LIST},
        {
            "type": "object",
            "properties": {"any of": {"anyOf": [WORDS, {"type": "array", "items": LIST}]}, "never": LIST},
            "additionalProperties": False,
        },
    ]
}
Categories = Annotated[
    tuple[Category, ...],
    PlainValidator(_categories),
    WithJsonSchema({"type": "object", "additionalProperties": _CATEGORY}),
]
KindsOf = Annotated[
    tuple[tuple[str, tuple[str, ...]], ...],
    PlainValidator(_kinds_of),
    WithJsonSchema({"type": "object", "additionalProperties": LIST}),
]


class PopulationText(Part):
    held_by: Listed = ()
    called: Listed = ()
    words: KindsOf = ()
    outside: Listed = ()
    categories: Categories = ()


class AtMostText(Part):
    length: MaybeStretch = None
    count: MaybeCounted = None


class ExtendedText(Part):
    by: Stretch
    for_each: Counted
    done_by: Listed = ()
    category: Words = ""
    outside: YesNo = False
    enough: Number = None
    surplus: Surplus = False
    at_most: AtMostText | None = None


class TruceText(Part):
    from_: Start = Field(alias="from")
    for_: Endless = Field(default=None, alias="for")
    until: Until = None
    renewed: Renewed = None
    extended: ExtendedText | None = None
    then: Then = Onward.LAPSES
    notice: MaybeStretch = None
    when_talks_are_suspended: Binds = True


class PhaseText(Part):
    from_: Start = Field(alias="from")
    for_: Endless = Field(default=None, alias="for")
    gate: Listed = ()
    then: Then = Onward.LAPSES


class TakenText(Part):
    by: Listed = ()
    deed: Words = ""
    category: Words = ""
    outside: YesNo = False


class StepText(BaseModel):
    """One line of a schedule; ``every`` is set where it comes again and again."""

    model_config = ConfigDict(frozen=True, arbitrary_types_allowed=True)
    label: str
    due: Point | None
    every: Length | None
    amount: float | None


def _schedule(value: object, info: ValidationInfo) -> tuple[StepText, ...]:
    if not isinstance(value, dict) or not value:
        raise Unclear("a schedule says how many by which day.", "Write {day 1: 3, day 7: 4, week 6: the rest}.")
    return tuple(_at(day, _step, day, n, info) for day, n in value.items())


def _step(label: str, amount: object, info: ValidationInfo) -> StepText:
    rest = isinstance(amount, str) and amount.casefold() in ("the rest", "rest", "all the rest")
    n = None if rest else phrases.number(amount)
    if n == 0:
        raise Unclear(f'"{label}: {amount}" asks for nothing.', "Leave it out.")
    if label.casefold().startswith("every "):
        if rest:
            raise Unclear(f'"{label}: the rest" can come only once.', "Write a number.")
        return StepText(label=label, due=None, every=phrases.every(label[6:]), amount=n)
    return StepText(label=label, due=points.due(label, fields.zone_of(info)), every=None, amount=n)


Schedule = Annotated[
    tuple[StepText, ...],
    PlainValidator(_schedule),
    WithJsonSchema(
        {
            "type": "object",
            "minProperties": 1,
            "additionalProperties": {"anyOf": [{"type": "number", "exclusiveMinimum": 0}, WORDS]},
        }
    ),
]


class DeedText(BaseModel):
    """The one key of a duty that says what is to be done, or not done, and what stands under it."""

    model_config = ConfigDict(frozen=True)
    key: str
    name: str
    """The deed, or "" where the duty is to refrain."""
    place: bool
    """Whether a place stands under it: "withdraw from"."""
    said: tuple[str, ...]


def deed_key(key: str) -> str | None:
    """The deed that a key names, REFRAIN, or None. "withdraw from" names the deed "withdraw"."""
    plain = same_key(key).casefold()
    if plain == REFRAIN or plain in deeds():
        return plain
    return plain.removesuffix(" from") if plain.removesuffix(" from") in deeds() else None


def deed_keys() -> tuple[str, ...]:
    """Every deed key as it is written."""
    return (REFRAIN, *deeds(), "withdraw from")


def _deed(value: object) -> DeedText:
    if isinstance(value, DeedText):
        return value
    assert isinstance(value, dict)
    if len(value) > 1:
        both = '" and "'.join(same_key(k) for k in value)
        raise Unclear(f'a duty has one deed, and "{both}" are several.', "Write a duty for each.")
    ((key, under),) = value.items()
    name = deed_key(key) or ""
    said = phrases.listed(under)
    place = name not in (REFRAIN, same_key(key).casefold())
    if len(said) > 1 and name != REFRAIN and not place:
        raise Unclear("one duty is about one thing.", "Write a duty for each.")
    if not said:
        raise Unclear("nothing stands here.", "Write what it is about.")
    return DeedText(key=key, name="" if name == REFRAIN else name, place=place, said=said)


class DutyText(Part):
    by: Listed
    deed: Annotated[DeedText, PlainValidator(_deed), WithJsonSchema({})]
    to: Listed = ()
    category: Words = ""
    opens: MaybeStart = None
    due: MaybeDue = None
    within: Within = ""
    each: Every = None
    before: Clock = None
    pace: MaybePace = None
    counted: Quotas = Quota.EACH
    surplus: Surplus = False
    enough: Number = None
    schedule: Schedule = ()
    for_each: MaybeCounted = None
    taken_on: TakenText | None = None
    where: Listed = ()
    between: Window = None
    unless: Exceptions = ()
    after: Listed = ()
    together_with: Listed = ()
    excuses: Listed = ()
    also_by: Listed = ()
    outside: YesNo = False
    survives: YesNo = False
    phase: Words = ""

    @classmethod
    def prepared(cls, value: dict[str, Any]) -> dict[str, Any]:
        said = {k: v for k, v in value.items() if deed_key(k)}
        rest = {k: v for k, v in value.items() if k not in said}
        return {**rest, "deed": said} if said and "deed" not in rest else rest


class OrderText(Part):
    of: Words
    first: Words
    then: Words = ""
    by: Listed = ()
    together: Joined = ""
    name: Words = ""


class ChoiceText(Part):
    of: Words
    opens: Start
    window: Stretch
    options: Listed = ()
    default: Words = ""


class ExtendsText(Part):
    by: MaybeStretch = None
    until: Until = None


class AmendmentText(Part):
    of: Moment
    name: Words = ""
    changes: Annotated[dict[str, Any], WithJsonSchema({})] = Field(default_factory=dict)
    extends: ExtendsText | None = None
    ends: YesNo = False


_NAMED = {"anyOf": [LIST, {"type": "object", "additionalProperties": LIST}]}


def _named(value: object) -> dict[str, tuple[str, ...]]:
    """Names, or short keys with one or several names each."""
    if isinstance(value, dict):
        return {key: phrases.listed(names) for key, names in value.items()}
    return {name: (name,) for name in phrases.listed(value)}


def _parties(value: object) -> dict[str, tuple[str, ...]]:
    found = _named(value)
    if not found:
        raise Unclear("an agreement has parties.", "Write {north: Northland, south: Southland}.")
    return found


NamedBy = Annotated[dict[str, tuple[str, ...]], PlainValidator(_named), WithJsonSchema(_NAMED)]
Parties = Annotated[dict[str, tuple[str, ...]], PlainValidator(_parties), WithJsonSchema(_NAMED)]


class AgreementText(Part):
    agreement: Words
    text_of: Moment
    zone: Zone
    parties: Parties
    id: Words = ""
    source: Listed = ()
    others: NamedBy = Field(default_factory=dict)
    mediators: NamedBy = Field(default_factory=dict)
    monitors: NamedBy = Field(default_factory=dict)
    people: dict[str, PopulationText] = Field(default_factory=dict)
    goods: dict[str, PopulationText] = Field(default_factory=dict)
    truce: TruceText | None = None
    phases: dict[str, PhaseText] = Field(default_factory=dict)
    duties: dict[str, DutyText] = Field(default_factory=dict)
    acts: dict[str, DutyText] = Field(default_factory=dict)
    order: list[OrderText] = Field(default_factory=list)
    choices: dict[str, ChoiceText] = Field(default_factory=dict)
    amendments: list[AmendmentText] = Field(default_factory=list)


def json_schema() -> dict[str, Any]:
    """The published schema of the file (JSON Schema 2020-12), as it ships in ``data/agreement.schema.json``."""
    from truceline.agreements import published

    return published.json_schema()
