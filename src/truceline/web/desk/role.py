"""Role: what somebody may do."""

from __future__ import annotations

from enum import Enum
from functools import total_ordering

from truceline.errors import ValueProblem


@total_ordering
class Role(Enum):
    """A reader looks, an analyst adds to the record too, an admin sees to the people too."""

    READER = "reader"
    ANALYST = "analyst"
    ADMIN = "admin"

    def __lt__(self, other: Role) -> bool:
        return _RANK[self] < _RANK[other]

    def __str__(self) -> str:
        return self.value

    @classmethod
    def named(cls, word: str) -> Role:
        """The role of that name. Raises ValueProblem where there is none."""
        try:
            return cls(word.strip().lower())
        except ValueError:
            known = ", ".join(r.value for r in cls)
            what = f"there is no role {word[:40]!r}."
            raise ValueProblem(what, where="role", todo=f"Choose one of {known}.") from None


_RANK = {role: rank for rank, role in enumerate(Role)}
