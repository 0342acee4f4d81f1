"""Clean: the one form in which a text is stored. Spans count code points in this form and in no other.

What is done, in this order:

* line ends (CRLF, CR, form feed, the Unicode line and paragraph separators) become ``\\n``;
* no-break spaces (U+00A0, U+2007, U+202F) become plain spaces;
* marks that show nothing are dropped: byte order mark, zero-width space, soft hyphen, and control characters
  other than the tab. Joiners and marks of writing direction stay: they carry meaning in Persian, Arabic and emoji;
* white space at the end of a line is dropped, blank lines in a row become one, and the text as a whole is stripped;
* the letters are composed (Unicode NFC).

Cleaning twice changes nothing.
"""

from __future__ import annotations

import unicodedata
from functools import cache

_LINE_ENDS = {"\r": "\n", "\v": "\n", "\f": "\n", "\x85": "\n", "\u2028": "\n", "\u2029": "\n\n"}
_SPACES = {"\u00a0": " ", "\u2007": " ", "\u202f": " "}
_DROPPED = "\ufeff\u200b\u00ad"


@cache
def _table() -> dict[int, str | None]:
    controls = (c for c in map(chr, (*range(0x20), *range(0x7F, 0xA0))) if c not in "\t\n\r")
    dropped = dict.fromkeys((*controls, *_DROPPED))
    return str.maketrans({**dropped, **_SPACES, **_LINE_ENDS})


def clean(text: str) -> str:
    """``text`` as it is stored; "" when it holds only white space and marks that show nothing."""
    flat = text.replace("\r\n", "\n").translate(_table())
    kept: list[str] = []
    for line in (line.rstrip() for line in flat.split("\n")):
        if line or (kept and kept[-1]):
            kept.append(line)
    return unicodedata.normalize("NFC", "\n".join(kept).strip())


def clean_line(words: str) -> str:
    """``words`` cleaned and on one line, as titles and names are stored."""
    return " ".join(clean(words).split())
