"""The case room: a case in the browser. ``create_app`` is the way in.

It is found when it is asked for, since the processes beside the server need nothing of the server.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from truceline.web.app import create_app

__all__ = ["create_app"]


def __getattr__(name: str) -> Any:
    if name != "create_app":
        raise AttributeError(name)
    from truceline.web.app import create_app

    return create_app
