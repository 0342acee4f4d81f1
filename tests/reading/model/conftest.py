"""One reader for all tests of this folder; they are passed over where the weights are absent."""

from __future__ import annotations

import pytest

from truceline.reading.model import Reader


@pytest.fixture(scope="session")
def reader() -> Reader:
    found = Reader.load()
    if found is None:
        pytest.skip("no weights here")
    return found
