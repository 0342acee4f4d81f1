"""Passwords: what may be one, and whether one is right. Argon2id; what is kept is its hash alone."""

from __future__ import annotations

import threading
import unicodedata
from collections.abc import Iterator
from contextlib import contextmanager
from functools import lru_cache

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

from truceline.errors import ValueProblem
from truceline.web.desk import name_key
from truceline.web.guard.refused import Refused

SHORTEST, LONGEST = 12, 256
"""Characters."""
_DIFFERENT = 5
"""Different characters that a password has at least."""
_WAIT = 10.0
"""Seconds that a sign-in waits for others before it."""

# Each sum takes 64 MB of memory: two at a time are enough for a team, and bound what a flood of sign-ins costs.
_HASHER = PasswordHasher(time_cost=3, memory_cost=64 * 1024, parallelism=1)
_AT_ONCE = threading.BoundedSemaphore(2)


def checked_password(password: str, again: str, name: str) -> str:
    """The password, if it can be one for the person of that name. Raises ValueProblem."""
    where, todo = "password", "A few words that do not belong together are long and easy to keep in mind."
    plain = _plain(password)
    if plain != _plain(again):
        raise ValueProblem("the two are not the same.", where=where, todo="Write the new password twice.")
    if not SHORTEST <= len(plain) <= LONGEST:
        raise ValueProblem(f"it has to have {SHORTEST} to {LONGEST} characters.", where=where, todo=todo)
    if len(set(plain)) < _DIFFERENT:
        raise ValueProblem("it repeats the same few characters.", where=where, todo=todo)
    if name_key(name) and name_key(name) in name_key(plain) and len(plain) - len(name) < SHORTEST // 2:
        raise ValueProblem("it is little more than the name.", where=where, todo=todo)
    return password


def kept_of(password: str) -> str:
    """What is kept of a password."""
    with _turn():
        return _HASHER.hash(_plain(password))


def right(kept: str | None, password: str) -> bool:
    """Whether a password is the one that ``kept`` was made of. It takes as long where there is none to compare."""
    if len(password) > LONGEST:
        password = ""
    with _turn():
        try:
            return _HASHER.verify(kept or _nobody(), _plain(password)) and kept is not None
        except (VerificationError, InvalidHashError):
            return False


def is_old(kept: str) -> bool:
    """Whether it was made with less effort than is usual now."""
    return _HASHER.check_needs_rehash(kept)


@contextmanager
def _turn() -> Iterator[None]:
    """One of those that may reckon at once. Raises Refused where too many wait."""
    if not _AT_ONCE.acquire(timeout=_WAIT):
        headers = {"Retry-After": "30"}
        raise Refused(503, "Too many people sign in at this moment.", "Try again in half a minute.", headers)
    try:
        yield
    finally:
        _AT_ONCE.release()


@lru_cache(1)
def _nobody() -> str:
    return _HASHER.hash("nobody has this password")


def _plain(password: str) -> str:
    return unicodedata.normalize("NFKC", password.encode("utf-8", "replace").decode())
