"""MUC-4: incident types, people figures and role fillers of Latin American reports of 1988 to 1991.

The answers follow the MUC-4 keys, which take terrorist incidents only; nothing of this package reads reports for the
record.  With a reader its encoder is used, without one the words and the parse alone.  Weights: ``data/muc``, made by
``training/muc``.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from truceline.benchmarks.muc.deciding import Decided

if TYPE_CHECKING:
    from truceline.reading.model import Reader

__all__ = ["figures", "roles"]


def roles(texts: Sequence[str], reader: Reader | None = None) -> list[dict[str, list[list[str]]]]:
    """For each text the entities of PerpInd, PerpOrg, Target, Victim and Weapon, each a list of mentions as written."""
    return [Decided.of(text, reader).roles() for text in texts]


def figures(texts: Sequence[str], reader: Reader | None = None) -> list[dict[str, Any]]:
    """For each text ``types`` (incident types) and ``figures`` ({"what", "number", "who"}).

    ``what`` is killed, injured, held or released; ``who`` is in lower case.
    """
    return [_told(Decided.of(text, reader)) for text in texts]


def _told(decided: Decided) -> dict[str, Any]:
    return {"types": decided.types(), "figures": decided.figures()}
