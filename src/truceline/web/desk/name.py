"""Names of people: what may be one, and when two are the same."""

from __future__ import annotations

import unicodedata

from truceline.errors import ValueProblem

LONGEST = 64
"""Characters of a name."""
_RESERVED = "truceline"
_JOINERS = "\u200c\u200d"
"""Marks that some scripts need inside a word; elsewhere nothing that cannot be seen is let in."""
_UNSEEN = ("Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp")


def checked_name(words: str, *, where: str = "name", longest: int = LONGEST) -> str:
    """The words as they are kept: one line, without space around them.

    Raises ValueProblem for nothing, too much, characters that cannot be seen, and the name the program signs with.
    """
    name = " ".join(unicodedata.normalize("NFC", words).split())
    if not name:
        raise ValueProblem("there is no name.", where=where, todo="Write one.")
    if len(name) > longest:
        raise ValueProblem(f"the name is longer than {longest} characters.", where=where, todo="Write a shorter one.")
    if any(unicodedata.category(c) in _UNSEEN and c not in _JOINERS for c in name):
        raise ValueProblem("the name has characters that cannot be seen.", where=where, todo="Write it without them.")
    if name_key(name) in ("", _RESERVED):
        raise ValueProblem("this name is kept for the program itself.", where=where, todo="Choose another one.")
    return name


def name_key(name: str) -> str:
    """The same for two names that would be taken for one another: letter case, width and joiners do not matter."""
    plain = unicodedata.normalize("NFKC", name).casefold()
    kept = (c for c in plain if unicodedata.category(c) not in _UNSEEN)
    return unicodedata.normalize("NFKC", " ".join("".join(kept).split()))
