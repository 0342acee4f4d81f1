"""Signing in and out: what leads to a session, and what ends it. Called from threads: a password takes its time."""

from __future__ import annotations

from truceline.errors import ValueProblem
from truceline.web.desk import Desk, Link, Member, Role, checked_name
from truceline.web.guard.passwords import checked_password, is_old, kept_of, right
from truceline.web.guard.refused import Refused


def sign_in(desk: Desk, name: str, password: str, *, address: str, before: str = "") -> str:
    """The token of a new session. ``before`` is a session of this browser that it takes the place of.

    Raises Refused: 401 where name and password do not belong together (which of both is wrong is not told), 429
    after too many of these.
    """
    _count(desk, name, address)
    member = desk.people.named(name)
    kept = desk.people.password(member.id) if member is not None and member.active else None
    if not right(kept, password) or member is None or kept is None:
        desk.events.note(member.name if member else "somebody", f"could not sign in from {address}")
        raise Refused(401, "This name and this password do not belong together.", "Try again, or ask an admin.")
    desk.attempts.forget(name, address)
    if is_old(kept):
        desk.people.set_password(member.id, kept_of(password))
    return opened(desk, member, address=address, before=before)


def opened(desk: Desk, member: Member, *, address: str, before: str = "") -> str:
    """A new session for somebody who has shown who it is."""
    desk.events.note(member.name, f"signed in from {address}")
    return desk.sessions.open(member.id, instead=before)


def sign_out(desk: Desk, name: str, token: str) -> None:
    desk.sessions.close(token)
    desk.events.note(name, "signed out")


def change_password(desk: Desk, id: int, old: str, new: str, again: str, *, address: str) -> str:
    """Set somebody's own password, end all sessions, and give the token of a new one.

    Raises Refused where the old one is not right, or was wrong too often, and ValueProblem where the new one
    cannot be one.
    """
    member = desk.people.get(id)
    checked_password(new, again, member.name)
    _count(desk, member.name, address)
    if not right(desk.people.password(id), old):
        desk.events.note(member.name, f"gave a wrong password for its own, from {address}")
        raise Refused(403, "The password you have now is another one.", "Nothing was changed.")
    desk.attempts.forget(member.name, address)
    return _set(desk, member, new, "changed the password")


def use_link(desk: Desk, token: str, name: str, new: str, again: str, *, address: str) -> str:
    """Choose a password by a link that works once, and give the token of a session.

    ``name`` is that of the first admin, where the link makes one. Raises Refused where the link does not work (any
    more), and ValueProblem where name or password cannot be one; the link works still.
    """
    link = working_link(desk, token)
    member = None if link.person is None else desk.people.get(link.person)
    name = checked_name(name) if member is None else member.name
    checked_password(new, again, name)
    if member is None and desk.people.named(name) is not None:
        raise ValueProblem("there is a person of that name already.", where="name", todo="Choose another name.")
    kept = kept_of(new)
    if desk.links.use(token) is None:
        raise _no_link()
    if member is None:
        member = desk.people.add(name, Role.ADMIN, password=kept)
        desk.events.note(member.name, f"was made the first admin, from {address}")
        return opened(desk, member, address=address)
    return _set(desk, member, new, f"chose a password by a link, from {address}", kept)


def working_link(desk: Desk, token: str) -> Link:
    """What a link is for. Raises Refused where it does not work (any more)."""
    link = desk.links.find(token)
    if link is None or (link.person is None and desk.people.has_admin()):
        raise _no_link()
    if link.person is not None and not desk.people.get(link.person).active:
        raise _no_link()
    return link


def _set(desk: Desk, member: Member, new: str, event: str, kept: str = "") -> str:
    desk.people.set_password(member.id, kept or kept_of(new))
    desk.sessions.close_all(member.id)
    desk.events.note(member.name, event)
    return desk.sessions.open(member.id)


def _count(desk: Desk, name: str, address: str) -> None:
    wait = desk.attempts.begin(name, address)
    if wait:
        minutes = max(1, round(wait / 60))
        todo = f"Try again in {minutes} minute{'s' if minutes > 1 else ''}, or ask an admin for a link."
        raise Refused(429, "There were too many attempts.", todo, {"Retry-After": str(wait)})


def _no_link() -> Refused:
    return Refused(404, "This link does not work, or no longer.", "A link works once, for one day. Ask for a new one.")
