"""Needs: what a route asks of the person who uses it."""

from __future__ import annotations

from typing import Annotated, Any

from fastapi import Depends, Request

from truceline.web.desk import Role
from truceline.web.guard.person import Person
from truceline.web.guard.refused import Refused


def needs(role: Role) -> Any:
    """A dependency that lets in those who have at least this role, and gives the Person. Others are Refused."""

    async def check(request: Request) -> Person:
        return permitted(await person(request), role)

    return Depends(check)


def permitted(person: Person, role: Role) -> Person:
    """The person, if it may do what asks for ``role``. Raises Refused."""
    if not person.known:
        raise Refused(401, "This needs a session.", "Sign in first.")
    if not person.may(role):
        what = f"This is open to {'a' if role is Role.READER else 'an'} {role} only."
        alone = not person.signed_in and not person.token
        here = "This case is served without sign-in, to one person." if alone else f"You are here as {person.role}."
        raise Refused(403, what, f"{here} {'Serve it with --team.' if alone else 'An admin can change that.'}")
    return person


async def person(request: Request) -> Person:
    """Who asks."""
    found: Person = request.state.person
    return found


Who = Annotated[Person, Depends(person)]
