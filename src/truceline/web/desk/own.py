"""Own paths: addresses of this server, and of no other."""

from __future__ import annotations

from urllib.parse import urlsplit

_LONGEST = 4000


def own_path(address: str, otherwise: str = "/") -> str:
    """The address where it is a path (and query) of this server, else ``otherwise``.

    A browser takes ``//host``, ``/\\host`` and what has a control character or a space in it for other things
    than they look like: none of them passes.
    """
    if not address.startswith("/") or len(address) > _LONGEST:
        return otherwise
    if address.startswith("//") or "\\" in address or any(c <= " " or c == "\x7f" for c in address):
        return otherwise
    if not address.isprintable():
        return otherwise
    try:
        parts = urlsplit(address)
    except ValueError:
        return otherwise
    return otherwise if parts.scheme or parts.netloc else address
