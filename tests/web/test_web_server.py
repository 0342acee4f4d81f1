"""A server that cannot be there says why before it answers anybody."""

from __future__ import annotations

import socket
from pathlib import Path

import pytest

from truceline.errors import NotARecord, TrucelineError, ValueProblem
from truceline.web.server import Server


@pytest.mark.parametrize("port", [-1, 65_536, 99_999])
def test_what_is_no_port_is_refused(demo_case: Path, port: int) -> None:
    with pytest.raises(ValueProblem, match=f"there is no port {port}") as found:
        Server.of(demo_case, port=port)
    assert found.value.where == "port"


def test_a_port_that_is_taken_is_told(demo_case: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        with pytest.raises(TrucelineError, match="it cannot listen there") as found:
            Server.of(demo_case, port=port)
    assert found.value.where == f"127.0.0.1:{port}"


def test_without_a_record_the_port_is_free_again(tmp_path: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as other:
        port = other.getsockname()[1]
    with pytest.raises(NotARecord):
        Server.of(tmp_path / "none.db", port=port)
    socket.create_server(("127.0.0.1", port)).close()
