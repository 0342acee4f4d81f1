"""Typed: claims that a person entered by hand, in a YAML file, each with who says it.

One file gives reports, whose text is the typed sentences, one a line, and claims, whose words are
exactly their sentence. The form is described in docs/typed-claims.md.

``sheet``    the file as cells that know their line
``values``   numbers and times as typed
``drafts``   one typed claim, but for the claims it refers to
``loader``   the whole file -> reports and claims
"""

from truceline.typed.loader import CODER, Typed, load, parse

__all__ = ["CODER", "Typed", "load", "parse"]
