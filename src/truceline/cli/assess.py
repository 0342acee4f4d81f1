"""Assess: the options that every command on an agreement takes, and the assessment that they ask for."""

from __future__ import annotations

from collections.abc import Iterable
from enum import StrEnum
from typing import TYPE_CHECKING, Annotated

import typer

from truceline import words
from truceline.cli.session import Session, moments
from truceline.errors import AmbiguousId, UnknownId

if TYPE_CHECKING:
    from datetime import datetime

    from truceline.assessment import Assessment
    from truceline.case import Case

PANEL = "Holding it against the agreement"


class SilencePolicy(StrEnum):
    UNDENIED = "undenied"
    STRICT = "strict"
    CONSENT = "consent"


AsOf = Annotated[
    str | None,
    typer.Option(help="Only what was known by this day or time.", metavar="MOMENT", show_default=False),
]
At = Annotated[
    str | None,
    typer.Option("--at", help="The moment that is judged; else that of --as-of.", metavar="MOMENT", show_default=False),
]
Silence = Annotated[SilencePolicy, typer.Option(help="How an account is read where its speaker says nothing.")]
Of = Annotated[
    str | None,
    typer.Option("--agreement", help="Which agreement, where the case has several.", metavar="ID", show_default=False),
]
AccountName = Annotated[
    str | None,
    typer.Option("--account", help="Only this account: a name, or undisputed.", metavar="NAME", show_default=False),
]
DEFAULT = SilencePolicy.UNDENIED


def assessed(
    case: Case,
    *,
    as_of: str | None,
    at: str | None,
    silence: SilencePolicy,
    of: str | None,
) -> Assessment:
    """The assessment that the options ask for. Raises InputError, and UnknownId where there is no agreement."""
    known, judged = moments(case, as_of, at)
    return case.assess(of, as_of=known, at=judged, silence=silence.value)


def accounts_named(assessment: Assessment, name: str | None) -> tuple[str, ...]:
    """The accounts that a name stands for, all where it is None. Raises UnknownId."""
    return tuple(assessment.accounts) if name is None else (_one(name, assessment.accounts, "account"),)


def duty_named(assessment: Assessment, name: str) -> str:
    """The duty by its name or the beginning of it. Raises UnknownId, AmbiguousId."""
    return _one(name, [r.duty for r in assessment.matrix().rows], "duty")


def instance_named(labels: Iterable[str], name: str | None) -> str:
    """The instance whose label has these words; "" where none is asked for. Raises UnknownId."""
    return "" if name is None else _one(name, list(labels), "instance")


def _one(name: str, there: Iterable[str], kind: str) -> str:
    """The one of ``there`` that is called so, else begins so, else has it inside."""
    wanted, known = name.casefold().strip(), list(dict.fromkeys(there))
    ways = (str.__eq__, str.startswith, str.__contains__)
    for way in ways:
        found = [n for n in known if way(n.casefold(), wanted)]
        if len(found) == 1:
            return found[0]
        if found:
            raise AmbiguousId(f"{name!r} may be more than one {kind}.", todo=f"Say which: {'; '.join(found)}.")
    todo = f"There are: {'; '.join(known)}." if known else ""
    raise UnknownId(f"there is no {kind} {name!r}.", todo=todo)


def head(session: Session, assessment: Assessment) -> None:
    """What is judged, when, and by which policy: said beside the output."""
    if session.json:
        return
    judged = f"judged as of {moment(assessment, assessment.at)}"
    silence = f"silence read as {assessment.policy.value}"
    session.screen.say(words.joined((assessment.agreement.title, judged, silence), " · "))


def moment(assessment: Assessment, at: datetime | None) -> str:
    """A moment in the zone of the agreement: "2023-12-01 07:00"."""
    from zoneinfo import ZoneInfo

    return "" if at is None else f"{at.astimezone(ZoneInfo(assessment.agreement.zone)):%Y-%m-%d %H:%M}"


def day_or_moment(assessment: Assessment, at: datetime | None) -> str:
    """As ``moment``; what happened at midnight, as far as is told, happened on that day."""
    return moment(assessment, at).removesuffix(" 00:00")
