"""What does not read an agreement does not pay for it."""

from __future__ import annotations

import subprocess
import sys

import pytest


@pytest.mark.parametrize("module", ["terms", "clock", "agreement", "choices"])
def test_nothing_heavy_is_imported_before_a_file_is_read(module: str) -> None:
    code = (
        f"import sys, truceline.agreements.{module}; print(sorted({{'yaml', 'pydantic', 'spacy'}} & set(sys.modules)))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
