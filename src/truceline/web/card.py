"""Card: one claim in words, row by row, with the machine's value beside a human's."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from truceline import words
from truceline.case import Decision, ViewedClaim
from truceline.model import Claim, Figure, Polarity, Voice, VoiceRole
from truceline.model.score import trust_words

NAMES = {
    "voices": "who speaks", "stance": "stance", "act": "act", "mode": "mode", "actors": "by", "recipients": "to",
    "category": "concerns", "figures": "figures", "when": "when", "place": "place", "polarity": "said to be so",
    "modality": "told as", "answers": "answers", "qualities": "also said", "spans": "words marked", "quote": "words",
}  # fmt: skip
"""The fields of a claim that can be corrected, as a reader calls them, in the order they are shown in."""
_TELLS = {VoiceRole.THROUGH: "passes on", VoiceRole.SPEAKER: "", VoiceRole.INNER: "is quoted in it"}


@dataclass(frozen=True, slots=True)
class Row:
    """``machine`` is what the coder had, where a person set it otherwise; ``by`` who did."""

    label: str
    value: str
    note: str = ""
    machine: str | None = None
    by: str = ""
    claim: str = ""
    """The id of a claim that the value is."""


@dataclass(frozen=True, slots=True)
class Told:
    """One voice of a claim: what it does ("asserts", "passes on"), and what is known of it."""

    name: str
    does: str
    about: str
    words: str
    speaks: bool = False
    """Whether it is whom the claim is ascribed to."""


@dataclass(frozen=True, slots=True)
class Change:
    """A field that a decision set: what to, and what the coder had."""

    label: str
    value: str
    machine: str


@dataclass(frozen=True, slots=True)
class Card:
    viewed: ViewedClaim
    voices: tuple[Told, ...]
    rows: tuple[Row, ...]

    @property
    def claim(self) -> Claim:
        return self.viewed.claim

    @classmethod
    def of(cls, viewed: ViewedClaim) -> Card:
        """A claim as it stands, in words."""
        return cls(viewed, tuple(_told(v, viewed.claim) for v in viewed.claim.voices), tuple(_rows(viewed)))


def changes(decision: Decision, machine: Claim) -> tuple[Change, ...]:
    """What a correction set."""
    set_to: dict[str, Any] = json.loads(decision.changes) if decision.changes else {}
    had = machine.to_json()
    return tuple(
        Change(NAMES.get(name, name), value_words(name, value, decision.author), value_words(name, had.get(name)))
        for name, value in set_to.items()
    )


def value_words(name: str, value: Any, author: str = "") -> str:
    """The value of a field of a claim's JSON form, in short words."""
    if name == "voices":
        return words.joined(f"{v['name']} ({v.get('role', 'speaker')})" for v in value or ())
    if name == "spans":
        return words.joined(f"“{s['quote']}”" for role in (value or {}).values() for s in role) or "nothing"
    if name == "act" and isinstance(value, str):
        return words.type_words(value)
    if name == "polarity":
        return "not so" if value == Polarity.NEGATIVE.value else "so"
    return words.value_words(name, value, author)


# --- rows -----------------------------------------------------------------------------------------------
def _told(voice: Voice, claim: Claim) -> Told:
    does = claim.stance.value if voice.role is VoiceRole.SPEAKER else _TELLS[voice.role]
    speaks_for = f"speaks for {words.joined(voice.member_of, ', ')}" if voice.member_of else ""
    kind = "" if voice.kind.value == "unknown" else voice.kind.value
    written = voice.words if voice.words and voice.words != voice.name else ""
    return Told(voice.name, does, words.joined((kind, speaks_for)), written, voice.role is VoiceRole.SPEAKER)


def _rows(viewed: ViewedClaim) -> Iterator[Row]:
    claim, act = viewed.claim, viewed.claim.act
    had = _set_otherwise(viewed)
    figures = [(words.figure_words(f), _range(f)) for f in act.figures]
    yield from _row("act", words.joined((words.type_words(act.type), act.mode or ""), ", "), had, note=act.type)
    if act.polarity is Polarity.NEGATIVE:
        yield from _row("polarity", "no: the words say that it was not done, or is not so", had)
    yield from _row("modality", act.modality.value, had)
    yield from _row("actors", words.joined(act.actors), had)
    yield from _row("recipients", words.joined(act.recipients), had)
    yield from _row("category", act.category or "", had)
    for written, coded in figures or [("", "")]:
        yield from _row("figures", f"“{written}”" if written else "", had, note=coded)
    when = words.when_words(act.when)
    yield from _row("when", when or "no time said", had, note=_basis(viewed))
    yield from _row("place", act.place or "", had)
    yield from _row("qualities", words.joined(act.qualities), had)
    if act.answers or "answers" in had:
        machine, by = had.get("answers", (None, ""))
        yield Row(NAMES["answers"], act.answers or "", machine=machine, by=by, claim=act.answers or "")
    for name in ("stance", "voices", "spans"):
        if name in had:
            now = claim.to_json()[name]
            yield from _row(name, value_words(name, now, had[name][1]), had)
    yield Row("coding", trust_words(claim.score), note=f"{claim.coder.name} {claim.coder.version}")


def _row(name: str, value: str, had: dict[str, tuple[str, str]], *, note: str = "") -> Iterator[Row]:
    machine, by = had.get(name, (None, ""))
    if value or machine is not None:
        yield Row(NAMES[name], value or "nothing", note, machine, by)


def _range(figure: Figure) -> str:
    return "no number" if figure.low is None and figure.high is None else words.figure_range(figure)


def _basis(viewed: ViewedClaim) -> str:
    when = viewed.claim.act.when
    if when is None:
        return ""
    zone = f"{when.zone} time" if when.zone else "read as UTC"
    return words.joined((words.basis_words(when, words.set_by(viewed, "when")), zone))


def _set_otherwise(viewed: ViewedClaim) -> dict[str, tuple[str, str]]:
    """The fields that are not as the coder had them: its value in words, and who set another."""
    now, had = viewed.claim.to_json(), viewed.machine.to_json()
    differs: Sequence[str] = [name for name in NAMES if name != "quote" and now.get(name) != had.get(name)]
    return {name: (value_words(name, had.get(name)), words.set_by(viewed, name)) for name in differs}
