"""The names of the benchmarks."""

from __future__ import annotations

from enum import StrEnum


class Name(StrEnum):
    """The benchmarks, as the command line calls them."""

    ATTRIBUTION = "attribution"
    PLOVER = "plover"
    CAMEO_CLASS = "cameo-class"
    CAMEO_ROLES = "cameo-roles"
    MUC4_ROLES = "muc4-roles"
    MUC4_FIGURES = "muc4-figures"
