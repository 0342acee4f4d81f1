"""Guard: who may do what, and what the server lets in and out.

    app.add_middleware(Guard, desk=desk, team=team, names=names, port=port, author=default_author())

It is the outermost layer of the application, so that whatever is inside is behind it.
"""

from __future__ import annotations

from truceline.web.desk import Role
from truceline.web.guard.guard import Guard
from truceline.web.guard.hosts import check_bind
from truceline.web.guard.needs import Who, needs
from truceline.web.guard.person import Person
from truceline.web.guard.refused import Refused, refused

__all__ = ["Guard", "Person", "Refused", "Role", "Who", "check_bind", "needs", "refused"]
