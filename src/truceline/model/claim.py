"""Claim: a voice takes a stance on an act, or on a state, in a report's exact words."""

from __future__ import annotations

from dataclasses import dataclass, fields, replace
from enum import StrEnum
from typing import Any

from truceline.errors import ValueProblem
from truceline.model import codec
from truceline.model.figure import Figure
from truceline.model.span import Spans
from truceline.model.voice import Voice, VoiceRole
from truceline.model.when import When


class Stance(StrEnum):
    ASSERTS = "asserts"
    DENIES = "denies"
    DOUBTS = "doubts"
    OFFERS = "offers"
    DEMANDS = "demands"
    REJECTS = "rejects"
    ACCUSES = "accuses"
    PROMISES = "promises"


class Modality(StrEnum):
    HAPPENED = "happened"
    ONGOING = "ongoing"
    PLANNED = "planned"
    OFFERED = "offered"
    DEMANDED = "demanded"
    HYPOTHETICAL = "hypothetical"
    DENIED = "denied"


class Polarity(StrEnum):
    POSITIVE = "positive"
    NEGATIVE = "negative"
    """The content says that something is not so, or was not done."""


@dataclass(frozen=True, slots=True)
class Act:
    """Who did what to whom, or, with type STATE, what is the case.

    ``type`` and ``mode`` are codes of the codebook (PLOVER, and STATE); ``actors`` and
    ``recipients`` are names of parties (a party's own name where the data file knows it);
    ``category`` is the people or goods concerned ("hostages", "aid").
    """

    type: str
    mode: str | None = None
    actors: tuple[str, ...] = ()
    recipients: tuple[str, ...] = ()
    category: str | None = None
    figures: tuple[Figure, ...] = ()
    when: When | None = None
    place: str | None = None
    polarity: Polarity = Polarity.POSITIVE
    modality: Modality = Modality.HAPPENED
    answers: str | None = None
    """The id of the claim that this act answers, where the words say so."""
    qualities: tuple[str, ...] = ()
    """What else is said of it ("outside the deal", "unable"): words of ``data/qualities.toml``."""


@dataclass(frozen=True, slots=True)
class Coder:
    """Who coded a claim: a program or a person, and which version."""

    name: str
    version: str


@dataclass(frozen=True, slots=True)
class Claim:
    """``quote`` is the content as one stretch of text; ``score`` is the coder's trust in it, 0 to 1.

    ``voices`` runs from the outermost to the innermost and has exactly one speaker. Make claims
    with ``Claim.of``, which derives the id from what is claimed: the same words coded twice are
    one claim, the same words from another speaker are another (law 7).
    """

    id: str
    report: str
    voices: tuple[Voice, ...]
    stance: Stance
    act: Act
    quote: str
    spans: Spans
    score: float
    coder: Coder

    def __post_init__(self) -> None:
        if sum(v.role is VoiceRole.SPEAKER for v in self.voices) != 1:
            raise ValueProblem("a claim needs exactly one speaker among its voices.", where=self.id)
        if not 0.0 <= self.score <= 1.0:
            raise ValueProblem(f"a score lies between 0 and 1, not {self.score}.", where=self.id)

    @classmethod
    def of(
        cls,
        *,
        report: str,
        voices: tuple[Voice, ...],
        stance: Stance,
        act: Act,
        quote: str,
        spans: Spans,
        score: float,
        coder: Coder,
    ) -> Claim:
        """A claim with the id that follows from its report, voices, stance, act and content span."""
        names = tuple((v.role.value, v.name) for v in voices)
        where = tuple((s.start, s.end) for s in spans.content)
        id = codec.content_id("c", report, [list(n) for n in names], stance, _identity(act), [list(w) for w in where])
        return cls(id, report, voices, stance, act, quote, spans, score, coder)

    @property
    def voice(self) -> Voice:
        """The speaker's voice."""
        return next(v for v in self.voices if v.role is VoiceRole.SPEAKER)

    @property
    def speaker(self) -> str:
        return self.voice.name

    @property
    def start(self) -> int:
        """Where the claim's words begin in the text, for ordering."""
        return min(s.start for role in (self.spans.content, self.spans.cue, self.spans.source) for s in role)

    def to_json(self) -> dict[str, Any]:
        """One flat object: the claim's own fields, its act's fields, and ``speaker``."""
        data = codec.dump(self)
        act = data.pop("act")
        flat = {"id": data.pop("id"), "report": data.pop("report"), "speaker": self.speaker}
        return {**flat, **data, "act": act.pop("type"), **act}

    @classmethod
    def from_json(cls, data: dict[str, Any]) -> Claim:
        """The claim that ``to_json`` wrote. Raises ValueProblem with the path of what is wrong."""
        if not isinstance(data, dict):
            raise ValueProblem(f"expected an object, got {data!r}.", where="Claim")
        rest = dict(data)
        rest.pop("speaker", None)
        act = {name: rest.pop(name) for name in _FLAT if name in rest}
        act["type"] = rest.pop("act", None)
        return codec.load(cls, {**rest, "act": act})

    def with_act(self, **changes: Any) -> Claim:
        """The same claim with parts of its act changed; the id stays, since it is a correction."""
        return replace(self, act=replace(self.act, **changes))


_FLAT = tuple(f.name for f in fields(Act) if f.name != "type")
"""The fields of an act that a claim's JSON form has beside its own."""


def _identity(act: Act) -> dict[str, Any]:
    """What of an act makes a claim's id; qualities only where there are any, so that older ids stay."""
    data: dict[str, Any] = codec.dump(act)
    if not act.qualities:
        del data["qualities"]
    return data
