"""Whatever the API is asked, it answers as its own description says, and never fails.

``TRUCELINE_EXAMPLES`` is how many requests are made up for each route: a few where it is not set, and with more of them
every value at the edge of what is allowed as well.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
import schemathesis
from fastapi import FastAPI
from hypothesis import HealthCheck, settings
from schemathesis.checks import not_a_server_error
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    response_headers_conformance,
    response_schema_conformance,
    status_code_conformance,
)
from starlette.testclient import TestClient

from truceline.case import Case
from truceline.web import create_app
from truceline.web.api import router
from truceline.web.api.listing import document

HERE = "http://localhost"
FEW = 8
EXAMPLES = int(os.environ.get("TRUCELINE_EXAMPLES", FEW))
CHECKS = [
    not_a_server_error,
    status_code_conformance,
    content_type_conformance,
    response_headers_conformance,
    response_schema_conformance,
]


@dataclass(frozen=True)
class Served:
    """The word that a change shows, and ids that are there, by the path that names them."""

    word: str
    known: dict[str, list[str]]

    def ids(self, path: str) -> list[str]:
        return next((ids for start, ids in self.known.items() if f"/api/v1{start}" in path), [])


class Front:
    """Stands for the app, which is there only when the tests run."""

    app: Any = None

    async def __call__(self, *message: Any) -> None:
        await self.app(*message)


front = Front()


def _described() -> Any:
    app = FastAPI()
    app.include_router(router)
    made = schemathesis.openapi.from_dict(document(app))
    made.config.generation.update(max_examples=EXAMPLES, deterministic=True, database="none")
    made.config.phases.coverage.enabled = EXAMPLES > FEW
    made.config.update(base_url=HERE)
    made.app = front
    return made


schema = _described()


@pytest.fixture(scope="module")
def served(demo_case: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    app = create_app(shutil.copy(demo_case, tmp_path_factory.mktemp("schema") / "own.db"))
    case: Case = app.state.room.case
    word = TestClient(app, base_url=HERE).get("/api/v1/me").json()["csrf"]
    known = {
        "/claims/": [c.id for c in case.find(limit=5).claims],
        "/reports/": [r.id for r in case.report_lines(limit=3).reports],
        "/agreements/": [a.id for a in case.agreements()],
        "/matrix/": ["aid", "exchange"],
        "/accounts/": ["Hamas", "undisputed"],
        "/brief/sections/": ["stands", "contested"],
    }
    front.app = app
    yield Served(word, known)
    app.state.room.close()
    app.state.desk.close()


@pytest.mark.filterwarnings("ignore:Skipped test cases with unsupported payload:UserWarning")
@schema.parametrize()
@settings(deadline=None, suppress_health_check=list(HealthCheck))
def test_every_answer_is_as_it_is_described(case: Any, served: Served) -> None:
    ids = served.ids(case.path)
    for name, value in (case.path_parameters or {}).items():
        if ids and len(str(value)) % 2 == 0:
            case.path_parameters[name] = ids[len(str(value)) % len(ids)]
    case.call_and_validate(checks=CHECKS, headers={"X-CSRF-Token": served.word})
