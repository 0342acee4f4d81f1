"""A case served to a team, or to one user alone, and browsers and programs that use it; all in this process."""

from __future__ import annotations

import html
import re
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

from argon2 import PasswordHasher
from sqlalchemy import delete
from starlette.testclient import TestClient

from truceline.web import create_app
from truceline.web.desk import Desk, Member, Role, tables

if TYPE_CHECKING:
    from httpx2 import Response

PORT = 8123
ADDRESS = f"http://127.0.0.1:{PORT}"
PASSWORD = "seven lamps by the harbour"
QUICK = PasswordHasher(time_cost=1, memory_cost=256, parallelism=1)
"""Hashes that are made in no time; they are no good for anything but tests."""
_KEPT = QUICK.hash(PASSWORD)


class Browser(TestClient):
    """It keeps cookies, follows no redirect by itself, and shows the word of the page it saw last."""

    def __init__(self, app: Any, *, address: str = ADDRESS, **more: Any) -> None:
        super().__init__(app, base_url=address, follow_redirects=False, raise_server_exceptions=False, **more)
        self.word = ""

    def see(self, path: str, **more: Any) -> Response:
        """The answer to a GET; its word is kept."""
        answer = self.get(path, **more)
        found = re.search(r'name="csrf" (?:value|content)="(\w*)"', answer.text)
        self.word = found[1] if found else self.word
        return answer

    def do(self, path: str, **fields: Any) -> Response:
        """The answer to a form of a page that was seen."""
        return self.post(path, data={"csrf": self.word, **fields})

    def sign_in(self, name: str, password: str = PASSWORD, **fields: Any) -> Response:
        self.see("/sign-in")
        answer = self.do("/sign-in", name=name, password=password, **fields)
        if answer.status_code == 303:
            self.see("/account")
        return answer


class Team:
    """``app`` serves the case in ``where``; there are a reader, an analyst and an admin, called by their roles."""

    def __init__(self, where: Path, *, team: bool = True, **more: Any) -> None:
        self.app = create_app(where, team=team, port=PORT, **more)
        self.desk: Desk = self.app.state.desk
        self.members: dict[Role, Member] = {}
        if team:
            self.anew()

    def anew(self, roles: Iterable[Role] = tuple(Role)) -> None:
        """Forget everybody at the desk and what was done there, and let one of each role come again."""
        with self.desk._store.writing(turn=True) as connection:
            for table in reversed(tables.metadata.sorted_tables):
                if table.name != "settings":
                    connection.execute(delete(table))
        self.members = {role: self.desk.people.add(role.value, role, password=_KEPT) for role in roles}

    def browser(self, role: Role | None = None, **more: Any) -> Browser:
        """A browser of somebody with that role, signed in; of nobody without one."""
        made = Browser(self.app, **more)
        if role is not None:
            made.cookies.set(f"truceline-{PORT}", self.desk.sessions.open(self.members[role].id))
            made.see("/account")
        return made

    def program(self, role: Role, of: Role | None = None) -> Browser:
        """A program with a token of that role."""
        owner = self.members[of or role]
        _, secret = self.desk.tokens.make(owner.name, "a program", role, at_most=owner.role)
        return Browser(self.app, headers={"Authorization": f"Bearer {secret}"})

    def close(self) -> None:
        self.app.state.room.close()
        self.desk.close()


@contextmanager
def serving(where: Path, *, team: bool = True, **more: Any) -> Iterator[Team]:
    made = Team(where, team=team, **more)
    try:
        yield made
    finally:
        made.close()


def text_of(answer: Response) -> str:
    """The words of a page without its marks."""
    return " ".join(html.unescape(re.sub(r"<[^>]*>", " ", answer.text)).split())
