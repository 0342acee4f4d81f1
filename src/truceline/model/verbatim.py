"""Verbatim: a text that is taken as it is."""

from __future__ import annotations


class Verbatim(str):
    """A text that came from elsewhere: it is never taken for the path of a file, whatever it looks like."""

    __slots__ = ()
