"""talks, runway: how much longer the truce could be extended, and where the talks stand beside it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import groupby
from typing import TYPE_CHECKING

from truceline import words
from truceline.cli.assess import (
    DEFAULT,
    PANEL,
    AccountName,
    AsOf,
    At,
    Of,
    Silence,
    accounts_named,
    assessed,
    day_or_moment,
    head,
    moment,
)
from truceline.cli.screen import Cell, Column, Marked
from truceline.cli.session import Session, add, moments
from truceline.plain import plain

if TYPE_CHECKING:
    import typer

    from truceline.accounts.talks import Talks
    from truceline.assessment import Assessment
    from truceline.outlook.runway import Runway
    from truceline.outlook.shown import Reach


def register(app: typer.Typer) -> None:
    add(app, PANEL, talks, runway)


# --- talks ------------------------------------------------------------------------------------------
def talks(
    session: Session,
    *,
    account: AccountName = None,
    as_of: AsOf = None,
    at: At = None,
    silence: Silence = DEFAULT,
    of: Of = None,
) -> None:
    """Show where the talks stand, and the truce beside them, by each account.

    Talks may be suspended while the truce binds, and a truce may run out while talks go on. Here the truce is as it is
    told; until when it binds by the terms is in the brief. With an account, every move is shown with its claims.

    Example:
      truceline talks --as-of 2023-12-02
      truceline talks --account Qatar
    """
    with session.case() as case:
        found = assessed(case, as_of=as_of, at=at, silence=silence, of=of)
        told, wanted = found.talks(), accounts_named(found, account)
        head(session, found)
        if session.json:
            for name in wanted:
                session.screen.data({"account": name, "talks": plain(told.of(name)), "truce": plain(told.truce(name))})
        elif account is None:
            _beside(session, found, told)
        else:
            columns = Column("when", whole=True), Column("what", whole=True), Column("state", 2), Column("told by", 3)
            session.screen.table((*columns, Column("claims", whole=True)), _moves(found, told, wanted[0]))


def _beside(session: Session, found: Assessment, told: Talks) -> None:
    from truceline.accounts.shown import according_of
    from truceline.accounts.talks_board import beside

    rows = []
    for one in beside(told, found.accounts):
        both = ((s.state, day_or_moment(found, s.since), *s.claims) for s in (one.talks, one.truce))
        rows.append([according_of(one.accounts, found.accounts), *(words.joined(s, "\n") for s in both)])
    session.screen.table((Column("account", 2), Column("the talks", 2), Column("the truce, as told", 2)), rows)


def _moves(found: Assessment, told: Talks, name: str) -> Iterator[list[Cell]]:
    for what, moves in (("talks", told.of(name).moves), ("truce", told.truce(name).moves)):
        for one in moves:
            claims = "\n".join(one.claims)
            yield [day_or_moment(found, one.moment), what, one.state.value, words.joined(one.speakers, ", "), claims]


# --- runway -----------------------------------------------------------------------------------------
def runway(
    session: Session,
    *,
    account: AccountName = None,
    as_of: AsOf = None,
    at: At = None,
    silence: Silence = DEFAULT,
    of: Of = None,
) -> None:
    """Show for how many more days the truce could be extended by releases.

    For each account by the first reading of the text, and for each reading that comes to another number: whoever is
    left of those that count, less the dead and those held by others, by what one extension asks for, up to the cap.
    It says how far the people would reach, not whether anybody will be released. With an account, every sum is
    written out. In a case without an agreement, a rule that reports tell ("a day for every ten") is taken instead.

    Example:
      truceline runway --as-of 2023-12-01T12:00
    """
    from truceline.outlook.shown import reaches

    with session.case() as case:
        known, _ = moments(case, as_of, at)
        if of is None and not case.agreements(known) and (told := case.runways_as_told(known)):
            _as_told(session, [r for r in told if account in (None, r.speaker)])
            return
        found = assessed(case, as_of=as_of, at=at, silence=silence, of=of)
        wanted = accounts_named(found, account)
        head(session, found)
        all = [r for r in found.runways() if r[0] in wanted]
        if session.json:
            for name, reading, one in all:
                session.screen.data({"account": name, "reading": dict(reading), **plain(one)})
            return
        _over(session, found)
        _reaches(session, found, reaches(found.agreement, all), account)
        if not any(one.days is not None for _, _, one in all):
            session.screen.say(all[0][2].sum if all else "there is no account.")


def _as_told(session: Session, all: Iterable[Runway]) -> None:
    """The runways by a rule that is only told, one for each who says how many are left."""
    from truceline.outlook.shown import days_words

    if session.json:
        for one in all:
            session.screen.data({"account": one.speaker, "reading": {}, **plain(one)})
        return
    session.screen.say("The case has no agreement; the rule is taken as reports tell it.")
    rows = [[days_words(r.days), r.speaker, r.sum, words.joined(r.claims, " ")] for r in all]
    columns = (Column("more days", whole=True), Column("account"), Column("sum", 3), Column("claims"))
    session.screen.table(columns, rows)


def show_runway(session: Session, found: Assessment) -> None:
    """The runway of every account, reading by reading; by each teller's figure alone as the text is first read."""
    from truceline.outlook.shown import reaches

    _over(session, found)
    every = reaches(found.agreement, found.runways())
    _reaches(session, found, tuple(r for r in every if not (r.reading and r.runway.teller)), None)


def _over(session: Session, found: Assessment) -> None:
    """That the truce had run out, where every account has it so: the days are what an extension then could give."""
    ends = [found.end(name).end for name in found.accounts]
    if any(end is None or end > found.at for end in ends):
        return
    last = max(end for end in ends if end is not None)
    session.screen.line(
        f"By every account the truce ran out by {last:%-d %B %Y, %H:%M}; the days are those that releases could still "
        "have added then."
    )
    session.screen.blank()


def _reaches(session: Session, found: Assessment, lines: tuple[Reach, ...], account: str | None) -> None:
    """Reading by reading: the days of each account with the sum, and what each teller's figure alone comes to."""
    screen = session.screen
    if not screen.terminal:
        names = ("more days", "accounts", "read otherwise", "by the figure of", "until", "sum", "claims")
        screen.table([Column(n) for n in names], (_flat(found, r) for r in lines))
        return
    for reading, group in groupby(lines, key=lambda r: r.reading):
        screen.line(Marked(reading or "as the text is first read", "bold"))
        for one in group:
            if account is not None or not (reading and one.runway.teller):
                _reach(session, found, one, in_full=account is not None or not (reading or one.runway.teller))
        screen.blank()


def _reach(session: Session, found: Assessment, one: Reach, *, in_full: bool) -> None:
    from truceline.accounts.shown import according_of

    teller = f"by the figure of {one.runway.teller} alone" if one.runway.teller else ""
    over = f"{one.runway.over:,g} over" if one.runway.over else ""
    who = according_of(one.accounts, found.accounts)
    session.screen.line("  ", words.joined((one.words, over, teller, who), ", "))
    if in_full:
        session.screen.line("    ", Marked(one.runway.sum, "dim"))
        session.screen.line("    ", Marked(words.joined(one.claims, " "), "dim"))


def _flat(found: Assessment, one: Reach) -> list[Cell]:
    first, last = one.runway.until
    until = words.joined(dict.fromkeys((moment(found, first), moment(found, last))), " to ")
    accounts, claims = words.joined(one.accounts), words.joined(one.claims, " ")
    return [one.words, accounts, one.reading, one.runway.teller, until, one.runway.sum, claims]
