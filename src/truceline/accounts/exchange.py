"""Exchange: the keys by which people are given for people, and which of those released they are taken on."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from truceline.accounts.account import Version
from truceline.accounts.books import Books
from truceline.accounts.extent import Extent
from truceline.accounts.kinds import Fit, plain_all
from truceline.accounts.people import beside, fit_of, kinds_of
from truceline.accounts.pieces import Piece
from truceline.accounts.wording import listed
from truceline.agreements.terms import Category, Duty, Population, Ratio


@dataclass(frozen=True, slots=True)
class Key:
    """One exchange key, with the duty it stands in."""

    duty: Duty
    ratio: Ratio

    @property
    def worth(self) -> float:
        """How many are given for one."""
        return self.ratio.give / self.ratio.take

    @property
    def factor(self) -> str:
        ratio = self.ratio
        return f"{ratio.give:,g}" if ratio.take == 1 else f"{ratio.give:,g}/{ratio.take:,g}"

    @property
    def words(self) -> str:
        ratio = self.ratio
        of = f"of {ratio.of}" + (f", {ratio.category}" if ratio.category else "")
        return f"{ratio.give:,g} {self.duty.what} for each {'one' if ratio.take == 1 else f'{ratio.take:,g}'} {of}"


@dataclass(frozen=True, slots=True)
class Exchange:
    """All keys by which the same people are given by the same ones, and what they are taken on."""

    given: Population
    taken: Population
    keys: tuple[Key, ...]

    @property
    def name(self) -> str:
        return listed([k.duty.name for k in self.keys])

    @property
    def identity(self) -> str:
        """The keys in words."""
        return f"{listed([k.words for k in self.keys])}: as many are given as the key makes of those who count"

    @property
    def given_deeds(self) -> tuple[str, ...]:
        return tuple(dict.fromkeys(deed for k in self.keys for deed in k.duty.deeds))

    @property
    def taken_deeds(self) -> tuple[str, ...]:
        return tuple(dict.fromkeys(k.ratio.deed for k in self.keys))

    def category(self, key: Key) -> Category | None:
        """The category of those taken that a key asks for; None for everyone."""
        return self.taken.category(key.ratio.category)

    def other_categories(self) -> Iterator[Category]:
        """Categories that no key asks for."""
        named = {k.ratio.category for k in self.keys}
        yield from (c for c in self.taken.categories if c.name not in named)

    def key_of(self, piece: Piece) -> Key | None:
        """The one key that a piece falls under; of a single key, also where nothing speaks against it.

        Of several, the narrowest goes first: the one whose category asks for the most kinds together. Where a key as
        narrow may apply as well, nobody can say which it is.
        """
        fits = [(k, fit_of(piece.version, self.taken, self.category(k))) for k in self.keys]
        if len(fits) == 1:
            return None if fits[0][1] is Fit.NO else fits[0][0]
        open_ = [(self._asks(k), k, f) for k, f in fits if f is not Fit.NO]
        most = max((asks for asks, _, _ in open_), default=0)
        narrowest = [(k, f) for asks, k, f in open_ if asks == most]
        if any(f is Fit.MAYBE for _, f in narrowest) or len({k.worth for k, _ in narrowest}) != 1:
            return None
        return narrowest[0][0]

    def _asks(self, key: Key) -> int:
        category = self.category(key)
        return max((len(a) for a in category.any_of), default=0) if category else 0

    def kept(self, version: Version) -> object:
        """What the keys ask of somebody released: which of them take him, and whether he is under the deal."""
        fits = tuple(fit_of(version, self.taken, self.category(k)) for k in self.keys)
        return fits, beside(version, self.taken), bool(self._foreign(version))

    def _foreign(self, version: Version) -> frozenset[str]:
        return kinds_of(version, self.taken) & plain_all(self.taken.outside)

    def apart(self, piece: Piece) -> bool:
        """Whether those released were released beside the deal."""
        return bool(beside(piece.version, self.taken))

    def may_count(self, piece: Piece) -> bool:
        """Whether somebody released apart could count: whom the agreement itself puts outside cannot."""
        return (
            self.apart(piece)
            and not self._foreign(piece.version)
            and piece.count.known
            and self.key_of(piece) is not None
        )

    def due(self, piece: Piece) -> Extent:
        """How many are to be given for a piece."""
        key = self.key_of(piece)
        return piece.count.times(key.worth) if key else Extent.exactly(0)


def exchanges(books: Books) -> Iterator[Exchange]:
    """The exchanges of an agreement in force at the books' moment, each with all of its keys."""
    found: dict[tuple[str, str, tuple[str, ...]], list[Key]] = {}
    for duty in books.terms.duties:
        if duty.ratio and duty.owed and duty.ratio.take and not (duty.bound_until and duty.bound_until <= books.at):
            found.setdefault((duty.what, duty.ratio.of, duty.by), []).append(Key(duty, duty.ratio))
    for (what, of, _), keys in found.items():
        given, taken = books.terms.population(what), books.terms.population(of)
        if given and taken:
            yield Exchange(given, taken, tuple(keys))
