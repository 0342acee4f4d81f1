"""Hosts: where the server may listen, and under which names it answers.

A server that answers to any name can be read by any web page: the page's own name is made to point at the server
(DNS rebinding), and the browser takes both for one.
"""

from __future__ import annotations

from ipaddress import ip_address
from typing import TYPE_CHECKING

from truceline.errors import ValueProblem

if TYPE_CHECKING:
    from collections.abc import Iterable

_LOOPBACK = ("localhost", "127.0.0.1", "[::1]")


def check_bind(host: str, team: bool = False, tls: bool = False, proxied: bool = False) -> None:
    """Raise ValueProblem where a server may not listen at ``host``.

    Without sign-in it listens to its own machine alone. A team's server elsewhere than there needs ``tls``, or
    to be ``proxied``: behind a server that does the encryption.
    """
    if is_loopback(host):
        return
    if not team:
        what = "without sign-in the case would be open to everybody on the network."
        raise ValueProblem(what, where=f"host {host!r}", todo="Leave --host away, or serve it with --team.")
    if not tls and not proxied:
        what = "passwords and the record would go over the network in the clear."
        todo = "Give a certificate, or listen at 127.0.0.1 behind a server that does the encryption (docs/team.md)."
        raise ValueProblem(what, where=f"host {host!r}", todo=todo)


def is_loopback(host: str) -> bool:
    """Whether a name or an address is the machine's own."""
    bare = host.strip().removeprefix("[").removesuffix("]").lower()
    if bare == "localhost":
        return True
    try:
        return ip_address(bare).is_loopback
    except ValueError:
        return False


class Hosts:
    """The names a server answers to: those of its own machine at ``port`` (0: any), and ``names``.

    A name that has a port is meant with that one alone. Raises ValueProblem for what is no name.
    """

    def __init__(self, port: int, names: Iterable[str] = ()) -> None:
        own = {f"{name}:{port}" for name in _LOOPBACK} | ({*_LOOPBACK} if port in (0, 80, 443) else set())
        self._whole = frozenset(own)
        self._names = frozenset([*(_plain(name) for name in names), *(_LOOPBACK if port == 0 else ())])

    def answers(self, host: str) -> bool:
        """Whether the server answers to what a request's header Host says."""
        host = host.lower()
        if any(c <= " " or c in "/@\\?#,;" for c in host):
            return False
        return host in self._whole or host in self._names or _without_port(host) in self._names

    def listed(self) -> str:
        """The names, to be told."""
        return ", ".join(sorted(self._names | self._whole))


def _without_port(host: str) -> str:
    name, colon, port = host.rpartition(":")
    return name if colon and port.isdigit() else host


def _plain(name: str) -> str:
    """A name as a browser sends it. Raises ValueProblem for an address with a scheme or a path."""
    plain = name.strip().lower().removesuffix(".")
    if not plain or "/" in plain or any(c.isspace() for c in plain) or "*" in plain:
        raise ValueProblem(f"{name!r} is no name of a server.", where="names", todo="Write truce.example.org.")
    return plain
