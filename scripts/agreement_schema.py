"""Writes the published JSON Schema of an agreement's file from the models that read it.

usage: python scripts/agreement_schema.py
"""

from __future__ import annotations

import json
from pathlib import Path

from truceline.agreements.schema import json_schema

FILE = Path(__file__).parents[1] / "src" / "truceline" / "data" / "agreement.schema.json"


def reference() -> str:
    """The whole file."""
    return json.dumps(json_schema(), indent=1, ensure_ascii=False) + "\n"


if __name__ == "__main__":
    FILE.write_text(reference(), encoding="utf-8")
