from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from truceline.record import Journal


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "case.db"


@pytest.fixture
def journal(path: Path) -> Iterator[Journal]:
    with Journal.create(path) as made:
        yield made
