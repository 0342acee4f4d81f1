"""Asking: what the address of a request to the API may say, and what becomes of it.

A name that is not known is refused, never passed over: an export whose filter was misspelt would be another export.
"""

from __future__ import annotations

from typing import Annotated, Any, Literal

from fastapi import Query
from pydantic import AfterValidator, BaseModel, ConfigDict, Field

from truceline.case import FACETS, Asked, Case, Moment, Sort
from truceline.errors import ValueProblem

LONGEST_WAIT = 30.0
"""Seconds that an answer which is still being worked out is waited for at most."""
DISPUTES = ("", "event", "qualification", "reading", "counting", "scope or text in force", "excuse")
"""The six ways in which accounts differ on a duty; "" is none of them."""
_LARGEST = 2**53


def _sound(text: str) -> str:
    if any(c == "\0" or "\ud800" <= c <= "\udfff" for c in text):
        raise ValueError("a text has a character that no text can have")
    return text


Words = Annotated[str, AfterValidator(_sound), Field(max_length=500)]
Text = Annotated[str, AfterValidator(_sound)]
Names = Annotated[list[Words], Field(max_length=50)]
Number = Annotated[int, Field(ge=0, le=_LARGEST)]

Wait = Annotated[float, Field(ge=0, le=LONGEST_WAIT, description="Seconds to wait for what is still being worked out.")]
Silence = Annotated[
    Literal["undenied", "strict", "consent"],
    Field(description="How an account is read where its speaker says nothing."),
]
Id = Annotated[str, Field(max_length=100, description="An id, or the beginning of it that no other has.")]
AS_OF = (
    "Only what was known by this day (2023-12-01) or time (2023-12-01T07:00, in the case's zone, or with an offset)."
)


class Strict(BaseModel):
    """What has no other names than these."""

    model_config = ConfigDict(extra="forbid")


class ByMoment(Strict):
    as_of: Words = Field("", description=AS_OF)

    def moment(self, case: Case) -> Moment | None:
        """The moment that is replayed; None for everything that is known. Raises ValueProblem."""
        return moment(case, self.as_of)


class Paged(Strict):
    limit: int = Field(50, ge=1, le=500, description="At most so many items.")
    cursor: Words = Field("", description="The `next` of the page before.")


class Filters(ByMoment):
    """Which claims are wanted. Of several values of one name any will do; of several names all must."""

    words: Words = Field("", description="Words that the quote has, all of them; in double quotes, together.")
    speaker: Names = Field([], description="Who speaks: whole names.")
    party: Names = Field([], description="Who speaks, carries, acts or receives: whole names.")
    actor: Names = Field([], description="Who acts: whole names.")
    act: Names = Field([], description="Type of act, a code of the codebook.")
    mode: Names = Field([], description="Mode of the act.")
    quad: Names = Field([], description="Verbal or material, cooperation or conflict.")
    stance: Names = []
    modality: Names = []
    category: Names = Field([], description="The people or goods concerned.")
    place: Names = []
    publisher: Names = []
    status: Names = Field([], description="coded, accepted, corrected, rejected.")
    without: list[Literal[FACETS]] = Field(  # type: ignore[valid-type]
        [], max_length=len(FACETS), description="Names of filters: claims that have no value there."
    )
    report: Words = Field("", description="Id of a report, or its beginning.")
    since: Words = Field("", description="The time spoken of touches this day or a later one.")
    until: Words = Field("", description="The time spoken of touches this day or an earlier one.")
    dated: bool | None = Field(None, description="true: only claims of a known time; false: only the others.")
    doubt: float | None = Field(None, ge=0, le=1, description="The coder's trust in the coding is at most this.")
    waiting: bool = Field(False, description="Only what nobody has looked at and the coder was not sure of.")
    rejected: bool = Field(False, description="Also rejected claims, and those of superseded reports.")

    def asked(self, case: Case, sort: str = Sort.PUBLISHED) -> Asked:
        """What the record is asked for. Raises ValueProblem for a value that does not exist."""
        wanted: dict[str, Any] = {name: tuple(getattr(self, name)) for name in FACETS}
        for name in self.without:
            wanted[name] += ("",)
        return Asked(
            as_of=self.moment(case),
            words=self.words,
            report=self.report,
            since=moment(case, self.since),
            until=moment(case, self.until),
            dated=self.dated,
            doubt=self.doubt,
            waiting=self.waiting,
            rejected=self.rejected,
            sort=sort,
            **wanted,
        )


class Found(Filters, Paged):
    sort: Sort = Sort.PUBLISHED


class InOrderOfTime(Filters, Paged):
    pass


class Counted(Filters):
    limit: int = Field(100, ge=1, le=1000, description="At most so many values of each.")


class ReportsFound(ByMoment, Paged):
    words: Words = Field("", description="Words of title, publisher or text, all of them.")


class Searched(ByMoment):
    words: Words = Field(min_length=1, description="All of them must be there; in double quotes, together.")
    limit: int = Field(20, ge=1, le=200)


class Waiting(ByMoment):
    """What is worked out from the whole record."""

    wait: Wait = 0

    def board(self) -> dict[str, Any]:
        """The arguments of the board."""
        given = self.model_dump(exclude={"wait", "limit", "cursor"})
        plain = {name: value.strip() if isinstance(value, str) else value for name, value in given.items()}
        return {"moment" if name == "at" else name: value for name, value in plain.items()}


class Judged(Waiting):
    """What is held against an agreement."""

    agreement: Words = Field("", description="Id of the agreement; without it, the only one there is.")
    silence: Silence = "undenied"
    at: Words = Field("", description="The moment judged; else that of `as_of`, or when the last claim was known.")


class JudgedPart(Judged, Paged):
    """A part of a list of what is held against an agreement."""


class PeopleAsked(JudgedPart):
    """A part of the ledgers."""

    whole: bool = Field(False, description="All that a number rests on; else the first 20 claims and statements.")


class WaitingPart(Waiting, Paged):
    """A part of a list that is worked out from the whole record."""


class DutyAsked(Judged):
    account: Words = Field(
        "", description="The verdicts of this account, in every reading; else those of own readings."
    )

    def board(self) -> dict[str, Any]:
        given = super().board()
        del given["account"]
        return given


class GroundsAsked(JudgedPart):
    """All that one verdict rests on, or one dispute."""

    duty: Words = Field(min_length=1, description="Its name, as the matrix has it.")
    account: Words = Field("", description="Whose verdict: a name, or undisputed.")
    instance: Words = Field("", description="Of which instance, such as a day.")
    reading: Names = Field([], description="Choices that the account is held to read otherwise, each as PATH=OPTION.")
    kind: Literal[DISPUTES] = Field("", description="Instead of a verdict: the dispute of this kind.")  # type: ignore[valid-type]
    of: Literal["claims", "incidents"] = "claims"

    def board(self) -> dict[str, Any]:
        given = super().board()
        return {"name": given.pop("duty"), **given, "reading": sorted(set(self.reading))}


class CruxAsked(Judged):
    duty: Words = Field(min_length=1, description="Its name, as the matrix has it.")
    account: Words = Field("", description="Only this account: a name, or undisputed.")
    instance: Words = Field("", description="Only this instance, such as a day; else those on which accounts differ.")

    def board(self) -> dict[str, Any]:
        given = super().board()
        return {"name": given.pop("duty"), **given}


class ChangesAsked(Strict):
    model_config = ConfigDict(extra="forbid", populate_by_name=True)

    since: Words = Field(alias="from", min_length=1, description="The earlier moment.")
    until: Words = Field(alias="to", min_length=1, description="The later moment.")
    agreement: Words = ""
    silence: Silence = "undenied"
    wait: Wait = 0

    def board(self) -> dict[str, Any]:
        """The arguments of the board."""
        return {name: value.strip() for name, value in self.model_dump(exclude={"wait"}).items()}

    def moment(self, case: Case) -> Moment | None:
        """The later moment. Raises ValueProblem."""
        return moment(case, self.until)


class BriefAsked(Waiting):
    since: Words = Field("", description="Where what changed begins.")
    format: Literal["json", "whole", "md", "html"] = Field(
        "json", description="json: how it opens, and how much there is of it; else all of it, as a file."
    )

    def board(self) -> dict[str, Any]:
        given = super().board()
        del given["format"]
        return given


class BriefPart(WaitingPart):
    """A part of the brief."""

    since: Words = Field("", description="Where what changed begins.")


class ExportAsked(Filters):
    format: Literal["csv", "jsonl", "plover"] = "csv"
    sort: Sort = Sort.PUBLISHED


class EntriesAsked(Strict):
    """A part of the journal."""

    after: Number = Field(0, description="Only entries with a number above this.")
    before: Number | None = Field(None, description="Only entries with a number below this.")
    newest: bool = Field(False, description="The last entries, in falling order.")
    kind: Names = Field([], description="Only entries of these kinds: review, correction and so on.")
    author: Words = Field("", description="Only what this person, or program, entered.")
    whole: bool = Field(False, description="Entries in full; else without texts of reports, and claims.")
    limit: int = Field(50, ge=1, le=500, description="At most so many items.")


def moment(case: Case, words: str) -> Moment | None:
    """A moment as an address has it; None for "". Raises ValueProblem."""
    try:
        return case.moment(words.strip()) if words.strip() else None
    except ValueProblem as problem:
        raise ValueProblem(problem.what, where="as_of", todo=problem.todo) from None


AsOf = Annotated[ByMoment, Query()]
