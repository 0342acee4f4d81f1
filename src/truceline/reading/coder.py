"""Coder: what turns a report into claims. The rules are one; a trained model is another."""

from __future__ import annotations

from typing import Protocol

from truceline.model import Claim, Report


class Coder(Protocol):
    """``name`` and ``version`` are written into every claim; ``languages`` are ISO 639-1 codes."""

    name: str
    version: str
    languages: frozenset[str]

    def code(self, report: Report) -> tuple[Claim, ...]:
        """The claims of a report in one of the coder's languages, in order of the text."""
