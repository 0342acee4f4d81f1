"""Chosen: choices that each person makes in a window of time, and what happens to those who make none [16]."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from truceline.accounts.account import Account, Version
from truceline.accounts.extent import Extent
from truceline.accounts.people import belongs, forms, kinds_of
from truceline.accounts.performance import SideOf
from truceline.accounts.verdict import State, Verdict
from truceline.agreements.clock import Anchors, later, reached
from truceline.agreements.terms import PersonsChoice, Population, Terms

HANDED = ("hand over",)


@dataclass(frozen=True, slots=True)
class Chosen:
    """Judges the choices of ``terms`` in one account at ``at``."""

    account: Account
    terms: Terms
    at: datetime
    side_of: SideOf

    def verdict(self, choice: PersonsChoice, anchors: Anchors) -> Verdict:
        """Pending while the window is open; then met, with how many chose what and to how many the default applies."""
        opens = reached(choice.opens, anchors)
        closes = later(opens, choice.window, anchors.zone) if opens is not None else None
        people = self.terms.population(choice.of)
        made = [v for v in self.account.by_deed.get("choose", ()) if v.taken and self._choosers(v, people)]
        asked = [v for d in HANDED for v in self.account.by_deed.get(d, ()) if v.taken and self._asked(v, people)]
        state = State.MET if closes is not None and self.at >= closes else State.PENDING
        chose = Extent.sum(v.count for v in made if v.count is not None)
        used = (*asked, *made)
        return Verdict(
            choice.name,
            "",
            state,
            self._sum(choice, made, asked, chose, state),
            opens,
            closes,
            _whole(asked),
            chose,
            tuple(dict.fromkeys(c for v in used for c in v.claims)),
            tuple(dict.fromkeys(v.id for v in used)),
        )

    def _asked(self, version: Version, people: Population | None) -> bool:
        """Whether they were handed over to choose: by whoever held them."""
        if people is None or belongs(version, people, self.terms.populations):
            return True
        called = {f for w in (people.name, *people.called) for f in forms(w)}
        named = any(f in called for w in version.what for f in forms(w))
        return named and any(side in people.held_by for actor in version.actors for side in self.side_of(actor))

    def _choosers(self, version: Version, people: Population | None) -> bool:
        """Whether those who chose are of these people."""
        return people is None or people.name in version.actors or belongs(version, people, self.terms.populations)

    def _sum(
        self, choice: PersonsChoice, made: list[Version], asked: list[Version], chose: Extent, state: State
    ) -> str:
        parts = []
        whole = _whole(asked)
        if whole is not None:
            parts.append(f"{whole} asked to choose")
        for option in choice.options:
            of_it = [v for v in made if option in v.kinds or option in kinds_of(v)]
            if of_it:
                parts.append(f"{Extent.hull(v.count for v in of_it if v.count is not None)} chose {option}")
        parts += [f"{chose} chose"] if made and len(parts) < 2 else []
        if state is State.MET:
            parts.append(f"the others at time-out: {choice.default or 'nothing is said of them'}")
        else:
            parts.append("the window is open, or has not opened")
        return "; ".join(parts)


def _whole(asked: list[Version]) -> Extent | None:
    counts = [v.count for v in asked if v.count is not None]
    return Extent.hull(counts) if counts else None
