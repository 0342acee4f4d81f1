"""truceline team: the people of a case that is served to several."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
from cli_help import Cli

from truceline.web.desk import Desk, Role


@pytest.fixture
def case(cli: Cli, folder: Path) -> Path:
    assert cli("init").code == 0
    return folder / "truceline.db"


def test_somebody_is_added_with_a_link_that_works(cli: Cli, case: Path) -> None:
    result = cli("team", "Rana Haddad", "--role", "admin")
    assert "has no password yet" in result.out
    found = re.search(r"/set-up/([\w-]+)", result.out)
    assert found is not None
    with Desk.beside(case) as desk:
        assert desk.links.find(found[1]).person == desk.people.named("rana haddad").id
        assert [e.who for e in desk.events.newest()] == ["truceline team"] * 2


def test_everybody_is_listed(cli: Cli, case: Path) -> None:
    for name, role in (("Rana Haddad", "admin"), ("Omar Saleh", "reader")):
        cli("team", name, "--role", role)
    told = [json.loads(line) for line in cli("team", "--json").out.splitlines()]
    assert [(t["name"], t["role"], t["active"]) for t in told] == [
        ("Omar Saleh", "reader", True),
        ("Rana Haddad", "admin", True),
    ]


def test_a_role_is_changed_and_somebody_is_shut_out_and_let_in(cli: Cli, case: Path) -> None:
    cli("team", "Omar Saleh", "--role", "reader")
    assert "analyst" in cli("team", "omar saleh", "--role", "analyst").out
    with Desk.beside(case) as desk:
        member = desk.people.named("Omar Saleh")
        session = desk.sessions.open(member.id)
        assert member.role is Role.ANALYST
        assert "shut out" in cli("team", "Omar Saleh", "--shut-out").out
        assert desk.sessions.find(session) is None
        assert "/set-up/" not in cli("team", "Omar Saleh", "--let-in").out
        assert desk.people.named("Omar Saleh").active


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("Nobody",), "nobody is called"),
        (("Nobody", "--link"), "Give --role to add somebody"),
        (("Omar", "--role", "owner"), "reader, analyst, admin"),
        (("truceline", "--role", "reader"), "kept for the program"),
        (("Omar", "--shut-out", "--let-in"), "Give one of"),
    ],
)
def test_what_cannot_be_meant_is_told(cli: Cli, case: Path, arguments: tuple[str, ...], said: str) -> None:
    result = cli("team", *arguments)
    assert result.code == 2
    assert said in result.err


def test_the_last_admin_stays_one(cli: Cli, case: Path) -> None:
    cli("team", "Rana Haddad", "--role", "admin")
    with Desk.beside(case) as desk:
        desk.people.set_password(desk.people.named("Rana Haddad").id, "kept")
    result = cli("team", "Rana Haddad", "--shut-out")
    assert result.code == 2
    assert "nobody would be left" in result.err
