"""Bulk: many small values made at once, without the search for cycles that Python begins meanwhile.

None of the values is part of a cycle, so the search finds nothing, and over tens of thousands of them it takes longer
than the work itself.
"""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager

MANY = 20_000
"""From so many new values on, they are looked through once at the end, and not by whatever small work comes next."""


@contextmanager
def bulk() -> Iterator[None]:
    """Leaves the search for cycles off inside, and afterwards as it was before."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            if gc.get_count()[0] > MANY:
                gc.collect(1)
            gc.enable()
