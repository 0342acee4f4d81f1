"""A small sign-in service (OpenID Connect) on loopback, for tests: it lets in whoever the test says."""

from __future__ import annotations

import base64
import hashlib
import hmac
import json
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, urlencode, urlsplit

from joserfc import jwt
from joserfc.jwk import ECKey, KeySet

CLIENT, SECRET = "truceline", "a secret of both sides"


@dataclass
class Service:
    """``claims`` are those of the next person.

    ``signs_with`` is another key than the one it shows; with ``shared`` it signs with a word that both sides know, or
    not at all where the word is empty.
    """

    address: str = ""
    claims: dict[str, Any] = field(default_factory=dict)
    key: ECKey = field(default_factory=lambda: ECKey.generate_key("P-256", {"kid": "one"}))
    signs_with: ECKey | None = None
    shared: bytes | None = None
    issuer: str = ""
    asked: list[str] = field(default_factory=list)
    codes: dict[str, dict[str, str]] = field(default_factory=dict)

    def renew(self, other: Service) -> None:
        """Be as ``other`` is."""
        vars(self).update(vars(other))

    # What the service answers.
    def discovery(self) -> dict[str, Any]:
        return {
            "issuer": self.issuer or self.address,
            "authorization_endpoint": f"{self.address}/authorize",
            "token_endpoint": f"{self.address}/token",
            "jwks_uri": f"{self.address}/keys",
        }

    def authorize(self, query: dict[str, str]) -> str:
        """The address that the browser is sent back to."""
        assert query["response_type"] == "code"
        assert query["code_challenge_method"] == "S256"
        code = f"code-{len(self.codes)}"
        self.codes[code] = query
        return f"{query['redirect_uri']}?{urlencode({'code': code, 'state': query['state']})}"

    def token(self, form: dict[str, str]) -> tuple[int, dict[str, Any]]:
        asked = self.codes.pop(form.get("code", ""), None)
        challenge = base64.urlsafe_b64encode(hashlib.sha256(form.get("code_verifier", "").encode()).digest())
        if asked is None or asked["code_challenge"] != challenge.decode().rstrip("="):
            return 400, {"error": "invalid_grant"}
        now = int(time.time())
        said = {"iss": self.address, "aud": CLIENT, "iat": now, "exp": now + 300, "nonce": asked["nonce"]}
        said = {k: v for k, v in (said | self.claims).items() if v is not None}
        if self.shared is not None:
            signed = forged(said, self.shared)
        else:
            signed = jwt.encode({"kid": self.key.kid, "alg": "ES256"}, said, self.signs_with or self.key)
        return 200, {"access_token": "x", "token_type": "Bearer", "id_token": signed}


def forged(said: dict[str, Any], word: bytes) -> str:
    """A token signed with a shared word, made by hand: no library makes it."""
    header = {"alg": "HS256" if word else "none", "kid": "one"}
    text = ".".join(_plain(json.dumps(part).encode()) for part in (header, said))
    return f"{text}.{_plain(hmac.digest(word, text.encode(), 'sha256')) if word else ''}"


def _plain(data: bytes) -> str:
    return base64.urlsafe_b64encode(data).decode().rstrip("=")


class _Handler(BaseHTTPRequestHandler):
    service: Service

    def do_GET(self) -> None:
        parts = urlsplit(self.path)
        self.service.asked.append(parts.path)
        if parts.path == "/.well-known/openid-configuration":
            self._give(200, self.service.discovery())
        elif parts.path == "/keys":
            self._give(200, KeySet([self.service.key]).as_dict(private=False))
        else:
            self._give(404, {})

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers["content-length"])).decode()
        self.service.asked.append(self.path)
        authorized = base64.b64decode(self.headers["authorization"].removeprefix("Basic ")).decode()
        assert authorized == f"{CLIENT}:{SECRET}"
        self._give(*self.service.token({k: v[0] for k, v in parse_qs(body).items()}))

    def _give(self, status: int, value: dict[str, Any]) -> None:
        sent = json.dumps(value).encode()
        self.send_response(status)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(sent)))
        self.end_headers()
        self.wfile.write(sent)

    def log_message(self, *_: Any) -> None:
        pass


@contextmanager
def signing_service() -> Iterator[Service]:
    service = Service()
    server = ThreadingHTTPServer(("127.0.0.1", 0), type("Handler", (_Handler,), {"service": service}))
    service.address = f"http://127.0.0.1:{server.server_port}"
    thread = threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True)
    thread.start()
    try:
        yield service
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
