"""Settings of a sign-in service (OpenID Connect): which one, and what its words mean here."""

from __future__ import annotations

import os
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from truceline.errors import ValueProblem
from truceline.web.desk import Role
from truceline.web.guard.hosts import is_loopback

PREFIX = "TRUCELINE_OIDC_"
FILE = f"{PREFIX}FILE"
"""The variable that names a TOML file with the settings; each can be a variable of its own too."""
NAMES = (
    "issuer",
    "client_id",
    "client_secret",
    "title",
    "scope",
    "name_claim",
    "role_claim",
    "roles",
    "default_role",
)
_NEEDED = ("issuer", "client_id", "client_secret")


@dataclass(frozen=True, slots=True)
class OidcSettings:
    """``issuer`` is the service's address; ``title`` what people call it.

    ``name_claim`` says under which name somebody signs in the record. ``role_claim`` ("groups", "realm_access.roles")
    lists what ``roles`` turns into roles here; without it everybody whom the service lets in has ``default_role``,
    and keeps what an admin makes of it. Who has no role is not let in.
    """

    issuer: str
    client_id: str
    client_secret: str = field(repr=False)
    title: str = "the sign-in service"
    scope: str = "openid profile email"
    name_claim: str = "preferred_username"
    role_claim: str = ""
    roles: Mapping[str, Role] = field(default_factory=dict)
    default_role: Role | None = None

    def role_of(self, claims: Mapping[str, Any]) -> Role | None:
        """The highest role that the claims give."""
        value: Any = claims
        for part in self.role_claim.split(".") if self.role_claim else ():
            value = value.get(part) if isinstance(value, Mapping) else None
        said = [value] if isinstance(value, str) else value if isinstance(value, list) else []
        found = [self.roles[word] for word in said if isinstance(word, str) and word in self.roles]
        return max(found) if found else self.default_role


def oidc_settings(environment: Mapping[str, str] = os.environ) -> OidcSettings | None:
    """The settings in the file that TRUCELINE_OIDC_FILE names, and in variables of their own, which come first.

    None where there are none. Raises ValueProblem for what is missing or cannot be meant.
    """
    given: dict[str, Any] = {}
    if environment.get(FILE):
        given |= _in_file(Path(environment[FILE]))
    given |= {name: environment[_variable(name)] for name in NAMES if environment.get(_variable(name))}
    if not given:
        return None
    for name in _NEEDED:
        if not given.get(name):
            todo = f"Set {_variable(name)}, or {name} in the file."
            raise ValueProblem(f"the sign-in service has no {name}.", where="sign-in service", todo=todo)
    given["issuer"] = _checked_issuer(str(given["issuer"]))
    given["roles"] = _roles(given.get("roles", {}))
    if given.get("default_role"):
        given["default_role"] = Role.named(str(given["default_role"]))
    if not given.get("roles") and not given.get("default_role"):
        what = "nobody who comes by the sign-in service would have a role."
        raise ValueProblem(what, where="sign-in service", todo="Set roles and role_claim, or default_role.")
    return OidcSettings(**given)


def _variable(name: str) -> str:
    return PREFIX + name.upper()


def _in_file(path: Path) -> dict[str, Any]:
    try:
        found = tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        what = f"the settings cannot be read: {error}."
        raise ValueProblem(what, where=str(path), todo="See docs/team.md.") from None
    if unknown := sorted(set(found) - set(NAMES)):
        todo = f"Known: {', '.join(NAMES)}."
        raise ValueProblem(f"there is no setting {unknown[0]!r}.", where=str(path), todo=todo)
    return found


def _roles(given: Any) -> dict[str, Role]:
    """Of a table of the file, or of the words "truce-admins=admin, truce-desk=analyst"."""
    if isinstance(given, str):
        given = dict(pair.strip().rpartition("=")[::2] for pair in given.split(",") if pair.strip())
    if not isinstance(given, Mapping):
        todo = 'Write roles = {"truce-desk" = "analyst"}.'
        raise ValueProblem("roles is no table.", where="sign-in service", todo=todo)
    return {str(word).strip(): Role.named(str(role)) for word, role in given.items()}


def _checked_issuer(issuer: str) -> str:
    parts = urlsplit(issuer)
    if parts.scheme == "https" or (parts.scheme == "http" and is_loopback(parts.hostname or "")):
        return issuer
    todo = "Give its address as it names itself: https://login.example.org/realms/desk"
    raise ValueProblem("the sign-in service is not reached by https.", where=issuer, todo=todo)
