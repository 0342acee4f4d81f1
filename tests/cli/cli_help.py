"""What the tests of the command line share: reports, results, and processes of their own."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import cli_coder

import truceline

SCRIPT = Path(cli_coder.__file__)

REPORTS = {
    "first.txt": """Title: Convoy crosses
Publisher: Example Wire
Published: 2023-11-24
URL: https://wire.example/1

CAIRO, Nov 24 (Example Wire) - The Ministry said that Alpha freed 12 prisoners. Beta denied that it had shelled the \
road. The Committee said that the convoy of the morning had crossed the river.
""",
    "second.txt": """Title: Second day of the pause
Publisher: Example Agency
Published: 2023-11-25

CAIRO, Nov 25 (Example Agency) - Alpha offered that over 40 prisoners would be freed in the coming days. The \
Committee said that nobody had been seen on the road since the morning.
""",
}
ARABIC = (
    "قالت وزارة الصحة يوم السبت إن القافلة عبرت النهر بعد الظهر وإن المحادثات ستستمر في العاصمة خلال الأيام المقبلة."
)


@dataclass(frozen=True)
class Result:
    code: int
    out: str
    err: str

    @property
    def lines(self) -> list[dict[str, Any]]:
        """The output as JSON, one object a line."""
        return [json.loads(line) for line in self.out.splitlines()]


Cli = Callable[..., Result]


def environment(**more: str) -> dict[str, str]:
    """What a process of its own needs to find the package."""
    source = str(Path(truceline.__file__).parents[1])
    return {**os.environ, "PYTHONPATH": source, "PYTHONDONTWRITEBYTECODE": "1", **more}


def start(*arguments: object, script: Path | None = SCRIPT, **options: Any) -> subprocess.Popen[str]:
    """The command line in a process of its own, with the coder of the tests."""
    how = [str(script)] if script else ["-m", "truceline"]
    return subprocess.Popen(
        [sys.executable, *how, *map(str, arguments)],
        env=environment(**options.pop("env", {})),
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        **options,
    )
