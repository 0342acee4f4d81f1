"""Given: what a person gives a case, checked before it is used: moments, names, codes, reasons."""

from __future__ import annotations

import getpass
import os
from collections.abc import Mapping
from datetime import date, datetime, timedelta

from truceline.errors import ValueProblem
from truceline.model import Spans, codebook, codec
from truceline.model.when import midnight, tzinfo
from truceline.record.checks import quoted
from truceline.record.entries import MERGED_BY

Moment = date | datetime
_NOBODY = "analyst"


def default_author() -> str:
    """Who signs entries: TRUCELINE_AUTHOR, else the user's name, else "analyst"."""
    given = os.environ.get("TRUCELINE_AUTHOR", "").strip()
    if given:
        return given
    try:
        user = getpass.getuser()
    except (KeyError, OSError):
        return _NOBODY
    return _NOBODY if user == MERGED_BY else user


def checked_author(author: str | None) -> str:
    """Who signs entries. Raises ValueProblem for the name that the program itself signs with."""
    name = author or default_author()
    if name.strip() == MERGED_BY:
        todo = "Give another name, with author= or TRUCELINE_AUTHOR."
        raise ValueProblem(f"{MERGED_BY!r} signs what the program itself notes.", where="author", todo=todo)
    return name


def moment(words: str, zone: str | None) -> Moment:
    """A day or a moment from its ISO form. Raises ValueProblem."""
    try:
        if len(words) == 10:
            return date.fromisoformat(words)
        found = datetime.fromisoformat(words)
    except ValueError:
        what = f"{words!r} is no day and no time."
        raise ValueProblem(what, todo="Write 2023-12-01, 2023-12-01T07:00 or 2023-12-01T07:00+02:00.") from None
    return found if found.tzinfo else found.replace(tzinfo=tzinfo(zone))


def end_of(moment: Moment | None, zone: str | None) -> datetime | None:
    """The moment itself, or the end of a local day."""
    if moment is None or isinstance(moment, datetime):
        return moment
    return midnight(moment + timedelta(days=1), zone)


def check_codes(act: object, mode: object) -> None:
    """Raise ValueProblem for a type of act, or a mode of it, that the codebook does not have."""
    acts = codebook().acts
    found = acts.get(act) if isinstance(act, str) else None
    if found is None:
        raise ValueProblem(f"the codebook has no act {act!r}.", todo=f"Known: {', '.join(acts)}.")
    if mode is not None and mode not in found.modes:
        todo = f"Set the mode as well: {', '.join((*found.modes, 'null'))}."
        raise ValueProblem(f"the act {act} has no mode {mode!r}.", todo=todo)


def with_quote(changes: Mapping[str, object], text: str, where: str) -> dict[str, object]:
    """The changes with the quote that their spans have in the text. Raises ValueProblem for a quote without spans."""
    if "spans" not in changes:
        raise ValueProblem("the quote follows the spans.", where=where, todo="Correct the spans; it changes with them.")
    spans = codec.load(Spans, codec.dump(changes["spans"]), "Claim.spans")
    return {"quote": quoted(spans, text), **changes}


def check_order(since: Moment | None, as_of: Moment | None, zone: str | None) -> None:
    """Raise ValueProblem where what changed would begin after all that is known."""
    if since is None or as_of is None:
        return
    begin = since if isinstance(since, datetime) else midnight(since, zone)
    end = as_of if isinstance(as_of, datetime) else midnight(as_of + timedelta(days=1), zone) - timedelta.resolution
    for moment in (begin, end):
        if moment.utcoffset() is None:
            raise ValueProblem(f"the time {moment.isoformat()} has no UTC offset.", todo="Give one, or a day alone.")
    if begin > end:
        what = f"what changed cannot begin ({since.isoformat()}) after what is known ends ({as_of.isoformat()})."
        raise ValueProblem(what, where="since", todo="Give an earlier --since, or a later --as-of.")


def checked_reason(reason: str) -> str:
    if not reason.strip():
        raise ValueProblem("a decision against a claim needs a reason.", todo="Say why, in a few words.")
    return reason.strip()
