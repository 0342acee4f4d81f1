"""OIDC: signing in by a sign-in service, with the authorization code flow, PKCE, state and nonce.

It is asked only where one is configured, and is the only thing that the server ever asks of another machine.
Sources: OpenID Connect Core 1.0 (3.1), OpenID Connect Discovery 1.0 (4), RFC 7636 (PKCE).
"""

from __future__ import annotations

import json
import threading
import time
from base64 import urlsafe_b64decode, urlsafe_b64encode
from dataclasses import asdict, dataclass
from typing import Any

from truceline.errors import MissingExtra, ValueProblem
from truceline.web.desk import Desk, Member, Role
from truceline.web.desk.secret import fresh, same, sealed
from truceline.web.guard.oidc_settings import OidcSettings
from truceline.web.guard.refused import Refused

PASSING = 600
"""Seconds that somebody has to sign in at the service."""
_FRESH = 3600.0
"""Seconds that the service's addresses and keys are remembered."""
_PATIENCE = 10.0
_SIGNED_WITH = ["RS256", "RS384", "RS512", "PS256", "PS384", "PS512", "ES256", "ES384", "ES512", "EdDSA"]
"""Never "none", and never a key that both sides know."""


@dataclass(frozen=True, slots=True)
class Passing:
    """What is remembered, in a sealed cookie, of somebody who went to the service: ``next`` is where to go then."""

    state: str
    nonce: str
    verifier: str
    next: str
    until: float

    def sealed(self, key: bytes) -> str:
        words = urlsafe_b64encode(json.dumps(asdict(self)).encode()).decode()
        return f"{words}.{sealed(key, 'passing', words)}"

    @classmethod
    def unsealed(cls, key: bytes, cookie: str) -> Passing:
        """Raises Refused where the cookie is not one that was given, or is too old."""
        words, _, seal = cookie.partition(".")
        if not seal or not same(seal, sealed(key, "passing", words)):
            raise _failed("it was not begun in this browser")
        found = cls(**json.loads(urlsafe_b64decode(words)))
        if found.until < time.time():
            raise _failed("it took too long")
        return found


@dataclass(frozen=True, slots=True)
class Identity:
    """Who somebody is at the service (``subject``), its name there, and the role here; None for none."""

    subject: str
    name: str
    role: Role | None


class Oidc:
    """Raises MissingExtra where the packages for it are not installed."""

    def __init__(self, settings: OidcSettings) -> None:
        self.settings = settings
        self._lock = threading.Lock()
        self._known: tuple[float, dict[str, Any], Any] | None = None
        _packages()

    def begin(self, back: str, next: str) -> tuple[str, Passing]:
        """The address at the service to go to; ``back`` is the address here to come back to. Raises Refused."""
        passing = Passing(fresh(), fresh(), fresh() + fresh(), next, time.time() + PASSING)
        with self._client(back) as client:
            address, _ = client.create_authorization_url(
                self._service()[0]["authorization_endpoint"],
                state=passing.state,
                nonce=passing.nonce,
                code_verifier=passing.verifier,
            )
        return str(address), passing

    def finish(self, query: str, back: str, passing: Passing) -> Identity:
        """Who came back from the service with this query. Raises Refused where anything does not fit."""
        from authlib.common.errors import AuthlibBaseError
        from httpx import HTTPError

        try:
            with self._client(back, state=passing.state) as client:
                answer = client.fetch_token(
                    self._service()[0]["token_endpoint"],
                    authorization_response=f"{back}?{query}",
                    code_verifier=passing.verifier,
                )
        except (AuthlibBaseError, HTTPError, ValueError) as error:
            raise _failed(f"the service did not confirm it ({type(error).__name__})") from error
        claims = self._claims(str(answer.get("id_token", "")), passing.nonce)
        return Identity(f"{self.settings.issuer} {claims['sub']}", self._name(claims), self.settings.role_of(claims))

    def _client(self, back: str, **more: Any) -> Any:
        from authlib.integrations.httpx_client import OAuth2Client

        own = self.settings
        asked = {"scope": own.scope, "redirect_uri": back, "code_challenge_method": "S256", "timeout": _PATIENCE}
        return OAuth2Client(own.client_id, own.client_secret, **asked, **more)

    def _claims(self, token: str, nonce: str) -> dict[str, Any]:
        from joserfc import jwt
        from joserfc.errors import JoseError

        wanted: dict[str, Any] = {
            "iss": {"essential": True, "value": self.settings.issuer},
            "aud": {"essential": True, "value": self.settings.client_id},
            "nonce": {"essential": True, "value": nonce},
            "sub": {"essential": True},
            "exp": {"essential": True},
        }
        for again in (False, True):
            try:
                found = jwt.decode(token, self._service(again)[1], algorithms=_SIGNED_WITH)
                jwt.JWTClaimsRegistry(leeway=60, **wanted).validate(found.claims)
            except (JoseError, ValueError) as error:
                # The service may have changed its keys since: look once more.
                if again:
                    raise _failed(f"what the service says cannot be believed ({type(error).__name__})") from error
                continue
            claims = dict(found.claims)
            if claims.get("azp", self.settings.client_id) != self.settings.client_id:
                raise _failed("it was meant for another program")
            return claims
        raise AssertionError("the second time either raises or returns")

    def _name(self, claims: dict[str, Any]) -> str:
        name = claims.get(self.settings.name_claim)
        if not isinstance(name, str) or not name.strip():
            raise _failed(f"the service tells no name ({self.settings.name_claim})")
        if self.settings.name_claim == "email" and claims.get("email_verified") is False:
            raise _failed("the service has not confirmed the address")
        return name

    def _service(self, again: bool = False) -> tuple[dict[str, Any], Any]:
        """What the service says of itself, and its keys."""
        from httpx import Client, HTTPError
        from joserfc.jwk import KeySet

        with self._lock:
            known = self._known
            if known is not None and not again and known[0] > time.monotonic():
                return known[1], known[2]
            try:
                with Client(timeout=_PATIENCE) as client:
                    address = f"{self.settings.issuer.rstrip('/')}/.well-known/openid-configuration"
                    told = client.get(address).raise_for_status().json()
                    keys = KeySet.import_key_set(client.get(told["jwks_uri"]).raise_for_status().json())
            except (HTTPError, ValueError, KeyError, TypeError) as error:
                raise _failed(f"the service cannot be reached ({type(error).__name__})", 503) from error
            if told.get("issuer") != self.settings.issuer:
                raise _failed("the service calls itself by another name than the settings do", 503)
            self._known = (time.monotonic() + _FRESH, told, keys)
            return told, keys


def member_of(desk: Desk, oidc: Oidc, identity: Identity) -> Member:
    """The person at the desk that an identity is; a new one is added. Raises Refused where there is no way in."""
    if identity.role is None:
        raise Refused(403, "You have no role in this case.", "Ask those who see to the sign-in service for one.")
    member = desk.people.of_subject(identity.subject)
    if member is None:
        return _added(desk, identity)
    if not member.active:
        raise Refused(403, "You no longer take part in this case.", "An admin of the case can change that.")
    if oidc.settings.role_claim and member.role is not identity.role:
        try:
            member = desk.people.set_role(member.id, identity.role)
        except ValueProblem:
            # The last admin stays one until there is another.
            return member
        desk.events.note(member.name, f"became {member.role}, by the sign-in service")
    return member


def _added(desk: Desk, identity: Identity) -> Member:
    assert identity.role is not None
    try:
        member = desk.people.add(identity.name, identity.role, subject=identity.subject)
    except ValueProblem as error:
        # Somebody who signs in with a password may have this name: nobody becomes somebody else by a name.
        what = f"You cannot be let in under your name: {error.what}"
        raise Refused(403, what, "Ask an admin of the case.") from error
    desk.events.note(member.name, f"came by the sign-in service ({member.role})")
    return member


def _packages() -> None:
    try:
        import authlib  # noqa: F401
        import httpx  # noqa: F401
        import joserfc  # noqa: F401
    except ImportError as error:
        what = f"signing in by a service needs {error.name}."
        raise MissingExtra(what, todo="Install it with: pip install 'truceline[oidc]'") from None


def _failed(why: str, status: int = 403) -> Refused:
    return Refused(status, f"Signing in by the service did not succeed: {why}.", "Begin again from the sign-in page.")
