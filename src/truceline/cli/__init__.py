"""The command line: it calls Case, shows what Case returns, and knows nothing else."""

from truceline.cli.app import main, run

__all__ = ["main", "run"]
