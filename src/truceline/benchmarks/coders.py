"""Coders: what reads the texts of a benchmark: this program, its rules alone, or a program of others."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, Any

from truceline.benchmarks.names import Name
from truceline.benchmarks.texts import Item

if TYPE_CHECKING:
    from truceline.reading.model import Reader


class Who(StrEnum):
    """The coders, as tables call them."""

    TRUCELINE = "truceline"
    HIDDEN = "truceline, names hidden"
    """With the names of known parties put out of sight, as reports are read (see docs/impartiality.md)."""
    RULES = "rules alone"
    TEXTACY = "textacy"


@dataclass(frozen=True, slots=True)
class Coder:
    """A coder that is ready to read. ``reader`` is None where it reads by rules."""

    who: Who
    version: str
    reader: Reader | None = None

    def predict(self, name: Name, items: Sequence[Item]) -> list[Any]:
        """What a benchmark wants of each item, in the form of its predictions; from the texts alone.

        textacy, and names out of sight, are for attributions only.
        """
        if self.who is Who.TEXTACY:
            from truceline.benchmarks import peers

            return peers.quotations([item.text for item in items])
        if self.who is Who.HIDDEN and self.reader is not None:
            from truceline.benchmarks import attribution

            return attribution.attributions([item.text for item in items], self.reader, hidden=True)
        return _predictions(name, items, self.reader)


def ready(who: Who, device: str = "cpu") -> Coder:
    """A coder with its models loaded.

    Without weights this program reads by rules: then its version is that of the rules. Raises
    MissingExtra for a peer that is not installed, AlteredModel for weights that are not the tested ones.
    """
    from truceline import __version__
    from truceline.reading.language_model import english

    if who is Who.TEXTACY:
        from truceline.benchmarks import peers

        return Coder(who, peers.version())
    english()
    reader = _reader(device) if who is not Who.RULES else None
    version = f"{__version__}, {reader.version}" if reader is not None else f"{__version__}, rules"
    return Coder(who, version, reader)


def _reader(device: str) -> Reader | None:
    from truceline.reading.model import Reader

    return Reader.load(device)


def _predictions(name: Name, items: Sequence[Item], reader: Reader | None) -> list[Any]:
    """Everything that a benchmark needs is imported when it is asked for, and not before."""
    from truceline.benchmarks import attribution, cameo, muc, plover

    texts = [item.text for item in items]
    made: dict[Name, Callable[[], Sequence[Any]]] = {
        Name.ATTRIBUTION: lambda: attribution.attributions(texts, reader),
        Name.PLOVER: lambda: plover.events(texts, reader),
        Name.CAMEO_CLASS: lambda: cameo.classes(texts, reader),
        Name.CAMEO_ROLES: lambda: cameo.tags([item.words for item in items], reader),
        Name.MUC4_ROLES: lambda: muc.roles(texts, reader),
        Name.MUC4_FIGURES: lambda: muc.figures(texts, reader),
    }
    return list(made[name]())
