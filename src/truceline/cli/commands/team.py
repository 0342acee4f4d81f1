"""team: the people of a case that is served to several, for whoever has its files."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from truceline.cli.screen import Column
from truceline.cli.session import Session, add

if TYPE_CHECKING:
    from truceline.web.desk import Desk, Member, Role

PANEL = "In the browser"


def register(app: typer.Typer) -> None:
    add(app, PANEL, team)


def team(
    session: Session,
    *,
    name: Annotated[str | None, typer.Argument(help="A person; without one, everybody is listed.")] = None,
    role: Annotated[
        str | None, typer.Option(help="reader, analyst or admin; somebody new is added.", show_default=False)
    ] = None,
    link: Annotated[bool, typer.Option("--link", help="Make a link by which the person chooses a password.")] = False,
    shut_out: Annotated[bool, typer.Option("--shut-out", help="The person can no longer sign in.")] = False,
    let_in: Annotated[bool, typer.Option("--let-in", help="The person can sign in again.")] = False,
) -> None:
    """List the people who may sign in to the case, add somebody, or change what somebody may do.

    They sign in where the case is served with --team; admins do the same there, in the browser. Whoever
    has the files of the case can do it here: it is the way back in when the last admin's password is lost.
    A link works once, for one day: it is the path after the address of the server.

    Example:
      truceline team
      truceline team "Rana Haddad" --role admin --link
      truceline team "Rana Haddad" --shut-out
    """
    from truceline.errors import UnknownId, ValueProblem
    from truceline.web.desk import Desk, Role

    if shut_out and let_in:
        raise ValueProblem("somebody cannot be shut out and let in.", todo="Give one of --shut-out and --let-in.")
    wanted = Role.named(role) if role is not None else None
    with session.case() as case, Desk.beside(case.path, team=True) as desk:
        if name is None:
            _listed(session, desk.people.all())
            return
        member = desk.people.named(name)
        if member is None and wanted is None:
            raise UnknownId(f"nobody is called {name!r}.", todo="Give --role to add somebody.")
        path = _changed(desk, name, member, wanted, link, let_in if shut_out or let_in else None)
        found = desk.people.named(name)
        _listed(session, [found] if found else [])
        if path and session.json:
            session.screen.data({"link": path})
        elif path:
            session.screen.line(f"The link, after the address of the server: {path}")


def _changed(desk: Desk, name: str, member: Member | None, role: Role | None, link: bool, active: bool | None) -> str:
    """Make the changes and note them; gives the path of the link, "" where none is wanted."""
    who = "truceline team"
    if member is None:
        assert role is not None
        member, link = desk.people.add(name, role), True
        desk.events.note(who, f"added {member.name!r} ({role})")
    elif role is not None and role is not member.role:
        member = desk.people.set_role(member.id, role)
        desk.events.note(who, f"made {member.name!r} {role}")
    if active is not None:
        desk.people.set_active(member.id, active)
        desk.events.note(who, f"{'let in' if active else 'shut out'} {member.name!r}")
        if not active:
            desk.sessions.close_all(member.id)
    if not link:
        return ""
    desk.events.note(who, f"made a link for the password of {member.name!r}")
    return f"/set-up/{desk.links.make(member.id)}"


def _listed(session: Session, members: list[Member] | tuple[Member, ...]) -> None:
    if session.json:
        for one in members:
            session.screen.data({"name": one.name, "role": one.role.value, "active": one.active, "state": _state(one)})
        return
    columns = (Column("name"), Column("role", whole=True), Column("state"))
    session.screen.table(columns, [(one.name, one.role.value, _state(one)) for one in members])


def _state(member: Member) -> str:
    if not member.active:
        return "shut out"
    if member.has_password:
        return "has a password"
    return "signs in by the sign-in service" if member.subject else "has no password yet"
