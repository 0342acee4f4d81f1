"""Entry: one thing that was added to the record, and nothing is ever taken away.

Every kind is a frozen value that ``model.codec`` writes and reads. What an entry may refer to is
the journal's business (``checks.py``); here is only what an entry may be.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from functools import cached_property
from typing import Any
from zoneinfo import ZoneInfo

from truceline.errors import BrokenChain, ValueProblem
from truceline.model import Claim, Coder, Report, When, codec

MERGED_BY = "truceline"
"""The author of the judgements by which the program notes its own merges; no person signs so."""


class ReviewDecision(StrEnum):
    ACCEPTED = "accepted"
    REJECTED = "rejected"


class About(StrEnum):
    PARTY = "party"
    INCIDENT = "incident"


_SEVERAL = {About.PARTY: "parties", About.INCIDENT: "incidents"}


class SameVerdict(StrEnum):
    SAME = "same"
    DIFFERENT = "different"
    UNSURE = "unsure"


@dataclass(frozen=True, slots=True)
class ReportAdded:
    """A report came in; ``name`` is the file name, or the address, that it came by."""

    report: Report
    name: str


@dataclass(frozen=True, slots=True)
class ClaimsCoded:
    """What ``coder`` found in the report with the id ``report``.

    ``unread`` says why the report could not be read ("its language is not supported yet"); then
    there are no claims, since a report is never half-read.
    """

    report: str
    coder: Coder
    claims: tuple[Claim, ...]
    unread: str | None = None

    def __post_init__(self) -> None:
        if self.unread is not None and self.claims:
            raise ValueProblem("a report that was not read has no claims.", where=self.report)


@dataclass(frozen=True, slots=True)
class Review:
    """Someone accepts or rejects the claim with the id ``claim``, and says why."""

    claim: str
    decision: ReviewDecision
    reason: str


CORRECTABLE = (
    "act",
    "actors",
    "answers",
    "category",
    "figures",
    "modality",
    "mode",
    "place",
    "polarity",
    "qualities",
    "recipients",
    "speaker",
    "spans",
    "stance",
    "voices",
    "when",
)
"""The fields, as in ``Claim.to_json``, that a person may correct; the rest says whose coding it was.

A new ``quote`` comes with new ``spans``, since it is the text that they point at.
"""
_CHANGEABLE = frozenset(CORRECTABLE) | {"quote"}


@dataclass(frozen=True, slots=True)
class Correction:
    """Someone corrects parts of a claim; the coder's own value stays beside it.

    ``changes`` is the canonical JSON text of an object with some of the ``CORRECTABLE`` fields,
    and the ``quote`` that follows from new ``spans``.
    Make corrections with ``Correction.of``.
    """

    claim: str
    changes: str
    reason: str

    def __post_init__(self) -> None:
        try:
            changes = json.loads(self.changes)
        except json.JSONDecodeError as error:
            raise ValueProblem(f"the changes are not JSON: {error}.", where=self.claim) from None
        if not isinstance(changes, dict) or not changes:
            raise ValueProblem("a correction needs an object with at least one field.", where=self.claim)
        if unknown := sorted(set(changes) - _CHANGEABLE):
            todo = f"These can be: {', '.join(CORRECTABLE)}."
            raise ValueProblem(f"the field {unknown[0]!r} cannot be corrected.", where=self.claim, todo=todo)

    @classmethod
    def of(cls, claim: str, changes: Mapping[str, object], reason: str) -> Correction:
        """A correction from fields and their new values, as values of the model or as JSON data."""
        return cls(claim, codec.canonical({k: codec.dump(v) for k, v in changes.items()}), reason)

    @property
    def fields(self) -> dict[str, Any]:
        """The changed fields as JSON data."""
        return json.loads(self.changes)  # type: ignore[no-any-return]

    def apply(self, claim: Claim) -> Claim:
        """The claim with the changes in it, under its old id. Raises ValueProblem with the field's path.

        A new ``speaker`` is a bare name: what was known of the old one does not hold for the new.
        """
        changes, data = self.fields, claim.to_json()
        name = changes.pop("speaker", None)
        data.update(changes)
        if name is not None:
            data["voices"] = [_renamed(v, name) if v["role"] == "speaker" else v for v in data["voices"]]
        return Claim.from_json(data)


def _renamed(voice: dict[str, Any], name: object) -> dict[str, Any]:
    return {"name": name, "role": voice["role"], "words": voice["words"]}


@dataclass(frozen=True, slots=True)
class TakenBack:
    """Someone takes back the decision with the number ``decision``, the last on the claim that stands.

    The claim is then as it was before that decision; both entries stay.
    """

    claim: str
    decision: int
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Judgement:
    """Someone judges whether ``a`` and ``b`` are one and the same party, or incident."""

    about: About
    a: str
    b: str
    verdict: SameVerdict
    reason: str

    def __post_init__(self) -> None:
        if self.a == self.b:
            raise ValueProblem(f"a judgement needs two {_SEVERAL[self.about]}, not {self.a!r} twice.")

    @property
    def pair(self) -> tuple[str, str]:
        """Both ids in one order, whichever was named first."""
        return (self.a, self.b) if self.a < self.b else (self.b, self.a)


@dataclass(frozen=True, slots=True)
class Note:
    """Free words about anything that has an id."""

    about: str
    text: str


@dataclass(frozen=True, slots=True)
class AgreementText:
    """The text of the agreement with the id ``agreement`` came in; ``name`` is the file that it came by.

    ``dated`` is when it was signed or announced: before that nobody could hold anybody to it.
    """

    agreement: str
    name: str
    text: str
    dated: When


@dataclass(frozen=True, slots=True)
class AgreementAmendment:
    """A further text, whole, that stands beside the earlier ones, with the reason why it was added.

    ``dated`` is when what is new in it was agreed; a text that only corrects the earlier one keeps its date.
    """

    agreement: str
    name: str
    text: str
    dated: When
    reason: str


@dataclass(frozen=True, slots=True)
class Settings:
    """The title of the case and the IANA zone that its days are counted in (None: UTC)."""

    title: str
    zone: str | None = None

    def __post_init__(self) -> None:
        if self.zone is None:
            return
        try:
            ZoneInfo(self.zone)
        except (KeyError, ValueError, OSError):
            todo = "Give a name such as Asia/Beirut or UTC."
            raise ValueProblem(f"there is no time zone {self.zone!r}.", todo=todo) from None


Entry = (
    ReportAdded
    | ClaimsCoded
    | Review
    | Correction
    | TakenBack
    | Judgement
    | Note
    | AgreementText
    | AgreementAmendment
    | Settings
)

KINDS: dict[str, type[Entry]] = {
    "report added": ReportAdded,
    "claims coded": ClaimsCoded,
    "review": Review,
    "correction": Correction,
    "decision taken back": TakenBack,
    "judgement": Judgement,
    "note": Note,
    "agreement text": AgreementText,
    "agreement amendment": AgreementAmendment,
    "settings": Settings,
}
_NAMES = {kind: name for name, kind in KINDS.items()}
PLAIN = {
    "report added": "report",
    "claims coded": "coding",
    "review": "review",
    "correction": "correction",
    "decision taken back": "undone decision",
    "judgement": "judgement",
    "note": "note",
    "agreement text": "agreement text",
    "agreement amendment": "agreement amendment",
    "settings": "settings change",
}
"""What a reader calls one entry of each kind."""


@dataclass(frozen=True)
class Recorded:
    """An entry in its place in the journal: ``seq`` counts from 1, ``time`` is UTC.

    ``kind`` is one of ``KINDS``, ``payload`` the JSON text of the entry. ``hash`` seals all of it together with
    ``previous``, the hash of the entry before.
    """

    seq: int
    author: str
    time: datetime
    kind: str
    payload: str
    previous: str
    hash: str

    @cached_property
    def entry(self) -> Entry:
        """The entry, which is read when it is first asked for. Raises BrokenChain where it cannot be read."""
        try:
            return decode(self.kind, self.payload)
        except ValueProblem as error:
            raise BrokenChain(f"the entry cannot be read: {error}", where=f"entry {self.seq}") from error


def kind_of(entry: Entry) -> str:
    """The name that the journal gives this kind of entry. Raises ValueProblem for anything else."""
    try:
        return _NAMES[type(entry)]
    except KeyError:
        raise ValueProblem(f"{type(entry).__name__} is no kind of entry.", todo=f"Known: {', '.join(KINDS)}.") from None


def decode(kind: str, payload: str) -> Entry:
    """The entry that the journal wrote as ``payload``. Raises ValueProblem with the path of what is wrong."""
    if kind not in KINDS:
        todo = "The record may come from a newer release."
        raise ValueProblem(f"there is no kind of entry called {kind!r}.", todo=todo)
    try:
        data = json.loads(payload)
    except json.JSONDecodeError as error:
        raise ValueProblem(f"the payload is not JSON: {error}.") from None
    return codec.load(KINDS[kind], data)
