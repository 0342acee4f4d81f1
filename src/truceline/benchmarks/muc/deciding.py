"""Deciding: the answers for one report, from what the models and, where there is one, the encoder say."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Any

from truceline.benchmarks.muc.entities import entities
from truceline.benchmarks.muc.judged import INCIDENTS, ROLES, Chances, Judged, Models, read_models
from truceline.benchmarks.muc.linear import Linear, odds, share, table
from truceline.benchmarks.muc.report import read
from truceline.benchmarks.muc.seeing import Sight, candidates_of, sight
from truceline.benchmarks.muc.toll import Toll, descriptions, tolls

if TYPE_CHECKING:
    from truceline.reading.model import Reader

_ENTITY = {True: 0.27, False: 0.2}
_TOLL = 0.2
"""Least chances, those of entities with and without the encoder."""
_SURE = 0.003
"""Chances are held this far from 0 and 1 before they are joined."""
_AGAIN = (0.3, 0.5)
"""Chances above which a counted group is told again in other words, once and twice: the keys list each wording."""


@dataclass(frozen=True, slots=True, eq=False)
class Deciders:
    """``entities`` and ``tolls`` have the label "right".

    ``incidents`` has the types that the encoder is asked about too, none without one; a type is told of where its
    chance is above its ``least``.
    """

    entities: Linear
    tolls: Linear
    incidents: Linear
    least: Chances


@cache
def models() -> Models:
    """The first models. Raises FileNotFoundError when the package is incomplete."""
    return read_models(table("models"))


@cache
def deciders(seen: bool) -> Deciders:
    """What decides with (``seen``) or without the encoder."""
    found: dict[str, Any] = table("deciders")["seen" if seen else "plain"]
    entity, toll, incident = (Linear.of(found[name]) for name in ("entities", "tolls", "incidents"))
    return Deciders(entity, toll, incident, found["least"])


def joined(told: Chances, seen: Chances) -> Chances:
    """The chances by the words (``told``); of a type that the encoder has a chance of too, by the mean log odds."""
    return told | {t: share((odds(told[t], _SURE) + odds(chance, _SURE)) / 2) for t, chance in seen.items()}


@dataclass(frozen=True, slots=True, eq=False)
class Decided:
    """One report judged, with what the encoder saw of it (None without one)."""

    text: str
    judged: Judged
    sight: Sight | None

    @classmethod
    def of(cls, text: str, reader: Reader | None) -> Decided:
        report = read(text)
        return cls(text, models().judge(report), None if reader is None else sight(reader.read([text])[0], report))

    def roles(self) -> dict[str, list[list[str]]]:
        """Entities of each role, the best mention of each."""
        model = deciders(self.sight is not None).entities
        out: dict[str, list[list[str]]] = {role: [] for role in ROLES}
        for entity in entities(candidates_of(self.judged, self.text, self.sight), self.judged.incidents):
            if model.chances(entity.features)["right"] > _ENTITY[self.sight is not None]:
                out[entity.role].append([entity.text])
        return out

    def types(self) -> list[str]:
        """The incident types that the report tells of."""
        model = deciders(self.sight is not None)
        seen = model.incidents.chances(self.sight.gist) if self.sight is not None and self.sight.gist else {}
        chances = joined(self.judged.incidents, seen)
        return [t for t in INCIDENTS if chances[t] > model.least[t]]

    def figures(self) -> list[dict[str, Any]]:
        """People killed, injured, held and released: what, how many, who."""
        out: list[dict[str, Any]] = []
        for toll, chance in self._tolls():
            if chance > _TOLL:
                out += [_figure(toll, who) for who in self._wordings(toll, chance)]
        return out

    def _tolls(self) -> Iterator[tuple[Toll, float]]:
        model = deciders(self.sight is not None).tolls
        seen = (self.sight.seeing, self.sight.fates) if self.sight else (None, None)
        for toll in tolls(self.judged, *seen):
            yield toll, model.chances(toll.features)["right"]

    def _wordings(self, toll: Toll, chance: float) -> list[str]:
        others = [w for w in descriptions(self.judged.report, toll.group) if w != toll.who]
        if toll.group.number == 1 or toll.group.alias:
            return [toll.who]
        return [toll.who, *(w for w, least in zip(others, _AGAIN, strict=False) if chance > least)]


def _figure(toll: Toll, who: str) -> dict[str, Any]:
    return {"what": toll.fate, "number": toll.group.number, "who": who}
