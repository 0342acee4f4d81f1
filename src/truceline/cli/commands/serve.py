"""serve: the case in the browser."""

from __future__ import annotations

import sys
from typing import Annotated

import typer

from truceline.cli.session import Session, add

PANEL = "In the browser"


def register(app: typer.Typer) -> None:
    add(app, PANEL, serve)


def serve(
    session: Session,
    *,
    host: Annotated[str, typer.Option(help="The address to listen at.")] = "127.0.0.1",
    port: Annotated[int, typer.Option(help="The port to listen at; 0 takes a free one.")] = 8765,
    team: Annotated[bool, typer.Option("--team", help="For several people, who sign in.")] = False,
    name: Annotated[
        list[str] | None,
        typer.Option("--name", help="A host name it is called by, as in a team's network.", show_default=False),
    ] = None,
    behind_tls: Annotated[
        bool, typer.Option("--behind-tls", help="It is reached through a proxy that speaks TLS (https).")
    ] = False,
    open_it: Annotated[bool, typer.Option("--open", help="Open the browser at once.")] = False,
) -> None:
    """Open the case in the browser, until it is stopped with Ctrl-C.

    Without --team there is no sign-in, and only this machine can reach it. With --team people sign in
    with a password; the first time, a link is printed with which the first administrator is made.

    Example:
      truceline serve
      truceline serve --team --host 0.0.0.0 --name cases.example.org --behind-tls
    """
    from truceline.web.server import Server

    with Server.of(session.db, host=host, port=port, team=team, names=tuple(name or ()), tls=behind_tls) as server:
        if session.json:
            session.screen.data({"address": server.address, "set_up": server.set_up})
        else:
            session.screen.line(server.address)
            if server.set_up:
                session.screen.line(f"Make the first administrator here, within a day: {server.set_up}")
            session.screen.say("Stop it with Ctrl-C.")
        sys.stdout.flush()
        if open_it:
            typer.launch(server.address)
        server.run()
