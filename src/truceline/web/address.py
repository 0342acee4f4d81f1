"""Address: the state of a view that all screens share, as the page's own address has it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Annotated, Any
from urllib.parse import quote_plus

from fastapi import Depends, Request

from truceline.case import Moment
from truceline.errors import ValueProblem

SILENCES = ("undenied", "strict", "consent")
SHARED = ("as_of", "agreement", "silence")


@dataclass(frozen=True, slots=True)
class Address:
    """``as_of`` is the moment replayed, None for everything that is known; ``as_of_words`` as the address has it.

    ``agreement`` is an id or its beginning, "" for the only one; ``silence`` how silence is read. ``query`` is the
    whole query of the page.
    """

    path: str
    query: tuple[tuple[str, str], ...] = ()
    as_of: Moment | None = None
    as_of_words: str = ""
    agreement: str = ""
    silence: str = SILENCES[0]

    @property
    def shared(self) -> dict[str, str]:
        """What all screens share and is not as it is by itself."""
        return dict(_shared(self.as_of_words, self.agreement, self.silence))

    def of(self, agreement: str) -> Address:
        """The same, of another agreement."""
        return replace(self, agreement=agreement)

    def link(self, path: str, **query: Any) -> str:
        """The address of another page at the same moment."""
        shared = _shared(self.as_of_words, self.agreement, self.silence)
        return _joined(path, [*shared, *_pairs(query)]) if query or shared else path

    def same(self, **changes: Any) -> str:
        """This page with some of its query otherwise: None takes a part away, a list gives several."""
        kept = [(name, value) for name, value in self.query if name not in changes and value]
        return _joined(self.path, [*kept, *_pairs(changes)])

    def all(self, name: str) -> list[str]:
        """The values that the query has of one name."""
        return [value for n, value in self.query if n == name]

    def one(self, name: str) -> str:
        """The first value that the query has of one name; "" for none."""
        return next((value for n, value in self.query if n == name), "")


async def address(request: Request, as_of: str = "", agreement: str = "", silence: str = SILENCES[0]) -> Address:
    """The address of a request. Raises ValueProblem for a moment, or a way of reading silence, that is none."""
    words = as_of.strip()
    if silence not in SILENCES:
        what = f"there is no way of reading silence called {silence!r}."
        raise ValueProblem(what, where="silence", todo=f"Choose one of {', '.join(SILENCES)}.")
    moment = request.app.state.room.case.moment(words) if words else None
    query = tuple(request.query_params.multi_items())
    found = Address(request.url.path, query, moment, words, agreement, silence)
    request.state.address = found
    return found


At = Annotated[Address, Depends(address)]


def address_of(request: Request) -> Address:
    """The address that a request was found to have; its path and query alone where it was not looked at."""
    found: Address | None = getattr(request.state, "address", None)
    return found or Address(request.url.path, tuple(request.query_params.multi_items()))


@lru_cache(256)
def _shared(as_of: str, agreement: str, silence: str) -> tuple[tuple[str, str], ...]:
    all = {"as_of": as_of, "agreement": agreement, "silence": silence}
    return tuple((name, value) for name, value in all.items() if value and value != SILENCES[0])


def _pairs(query: dict[str, Any]) -> list[tuple[str, str]]:
    found: list[tuple[str, str]] = []
    for name, value in query.items():
        values = value if isinstance(value, list | tuple) else [value]
        found += [(name, str(v)) for v in values if v is not None and v != ""]
    return found


def _joined(path: str, query: list[tuple[str, str]]) -> str:
    return f"{path}?{'&'.join([f'{_quoted(n)}={_quoted(v)}' for n, v in query])}" if query else path


@lru_cache(8192)
def _quoted(value: str) -> str:
    """A name or a value as a query has it: a page has many addresses, and most of these many times."""
    return quote_plus(value)
