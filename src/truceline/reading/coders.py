"""Coders: the one that reads reports where no other is given."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from truceline.reading.rules import RuleCoder


def default(device: str = "cpu") -> RuleCoder:
    """The rules together with the trained reader; the rules alone where its weights are not installed.

    ``device`` is cpu or cuda. Raises AlteredModel where the weights are not those that were tested, MissingExtra where
    the device, or what runs the reader, is not there, and SetupError where the parser is not.
    """
    from truceline.reading.model import Reader
    from truceline.reading.rules import RuleCoder

    return RuleCoder(reader=Reader.load(device))
