"""The case folders as the tests read them: what is expected of each, and the assessments that it is asked of."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import cache, cached_property
from pathlib import Path
from typing import Any

import yaml

from truceline.accounts.account import Silence
from truceline.agreements.agreement import Agreement
from truceline.assessment import Assessment
from truceline.model.when import tzinfo
from truceline.record import Arrival, Settings, View, ViewedClaim
from truceline.reports.copies import near_copies
from truceline.typed import Typed, load

FOLDER = Path(__file__).parents[2] / "cases"
NAMES = tuple(sorted(p.parent.name for p in FOLDER.glob("*/expected.yaml")))


class Check(dict[str, Any]):
    """One line of an ``expected.yaml``: every value is text, a list of texts, or keys with texts."""

    @property
    def kind(self) -> str:
        return str(self["check"])

    def texts(self, key: str) -> list[str]:
        """A text or a list of texts, as a list; empty where the key is not there."""
        value = self.get(key, [])
        return [value] if isinstance(value, str) else list(value)

    def numbers(self, key: str) -> list[float]:
        return [float(n.replace(",", "")) for n in self.texts(key)]

    def yes(self, key: str) -> bool:
        return self.get(key) in ("yes", "true")

    def range(self, key: str) -> tuple[float, float] | None:
        """A number, or two of them; None where the key is not there. "null" is open."""
        if key not in self:
            return None
        found = [float("inf") if n == "null" else float(n.replace(",", "")) for n in self.texts(key)]
        return found[0], found[-1]


@dataclass(frozen=True)
class CaseFolder:
    """One folder under ``cases/``."""

    name: str

    @property
    def path(self) -> Path:
        return FOLDER / self.name

    @cached_property
    def typed(self) -> Typed:
        return load(self.path / "claims.yaml")

    @cached_property
    def agreement(self) -> Agreement:
        file = self.path / "agreement.yaml"
        return Agreement.parse(file.read_text(encoding="utf-8"), str(file))

    @cached_property
    def expected(self) -> dict[str, Any]:
        text = (self.path / "expected.yaml").read_text(encoding="utf-8")
        found: dict[str, Any] = yaml.load(text, yaml.BaseLoader)
        return found

    @property
    def checks(self) -> list[Check]:
        base = {k: v for k, v in self.expected.items() if k in ("at", "known", "account", "silence")}
        return [Check(base | c) for c in self.expected["checks"]]

    def moment(self, words: str) -> datetime:
        """A moment in the agreement's zone; a day alone is its beginning."""
        return datetime.fromisoformat(words).replace(tzinfo=tzinfo(self.agreement.zone))

    def known(self, words: str) -> datetime:
        """Until when claims are known; a day alone is its end."""
        found = self.moment(words)
        return found + timedelta(days=1) if len(words) == 10 else found

    def claims(self, labels: list[str]) -> set[str]:
        """The ids of labelled claims. Raises KeyError."""
        return {self.typed.labels[label] for label in labels}

    def assessed(self, check: Check, at: str | None = None) -> Assessment:
        """The record held against the agreement, as a check asks for it."""
        silence = check.get("silence", Silence.UNDENIED.value)
        return _assessed(self.name, at or check.get("at", ""), check.get("known", ""), silence)


@cache
def folder(name: str) -> CaseFolder:
    return CaseFolder(name)


@cache
def _assessed(name: str, at: str, known: str, silence: str) -> Assessment:
    case = folder(name)
    view, moment = view_of(case.typed, case.known(known) if known else None), case.moment(at) if at else None
    copies = near_copies(view.reports)
    return Assessment.of(view, case.agreement, at=moment, policy=Silence(silence), copies=copies)


def view_of(typed: Typed, known: datetime | None = None) -> View:
    """What a record that holds these claims alone would show."""
    arrivals = {r.id: Arrival.of("typed", r.published, datetime.now(UTC), typed.zone) for r, _ in typed.reports}
    there = {id: a for id, a in arrivals.items() if a.by(known)}
    return View(
        reports=tuple(r for r, _ in typed.reports if r.id in there),
        claims=tuple(ViewedClaim(c, c) for c in typed.claims if c.report in there),
        arrivals=there,
        settings=Settings(typed.title, typed.zone),
    )
