"""The command line: it calls Case, shows what Case returns, and knows nothing else.

Nothing is imported here until a command runs: so an interrupt in the first moments ends quietly as well.
"""

from __future__ import annotations

import sys
from collections.abc import Sequence

__all__ = ["main", "run"]

INTERRUPTED = 130
"""The code that a shell gives for a program ended by an interrupt."""


def main() -> None:
    """Run the command line and leave with its exit code."""
    try:
        code = run(sys.argv[1:])
    except KeyboardInterrupt:
        sys.stderr.write("interrupted.\n")
        code = INTERRUPTED
    sys.exit(code)


def run(arguments: Sequence[str]) -> int:
    """Run the command line and return its exit code; errors are told on the standard error output."""
    from truceline.cli import app

    return app.run(arguments)
