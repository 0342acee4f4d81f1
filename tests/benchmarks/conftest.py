from __future__ import annotations

from pathlib import Path

import invented
import pytest


@pytest.fixture
def golds(tmp_path: Path) -> dict[str, Path]:
    """The gold file of every benchmark."""
    return invented.write(tmp_path)
