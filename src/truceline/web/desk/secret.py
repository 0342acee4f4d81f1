"""Secrets: made at random, kept as a hash where they need only be known again."""

from __future__ import annotations

import hashlib
import hmac
import secrets


def fresh(prefix: str = "") -> str:
    """256 random bits as letters, figures, "-" and "_"."""
    return prefix + secrets.token_urlsafe(32)


def hashed(secret: str) -> str:
    """What is kept of a random secret."""
    return hashlib.sha256(secret.encode("utf-8", "replace")).hexdigest()


def sealed(key: bytes, *parts: str) -> str:
    """A keyed hash of the parts; no two lists of parts have the same one."""
    message = "".join(f"{len(part)}:{part}" for part in parts).encode("utf-8", "replace")
    return hmac.new(key, message, hashlib.sha256).hexdigest()


def same(one: str, other: str) -> bool:
    """Whether two are equal; it takes as long for any two."""
    return hmac.compare_digest(one.encode("utf-8", "replace"), other.encode("utf-8", "replace"))
