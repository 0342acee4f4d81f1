"""Encodings: bytes -> text, exactly or not at all.

A byte order mark is believed, then UTF-8, then what a page states of itself. Only then is the encoding told from
the bytes (charset-normalizer), and only when every likely encoding gives the same text, one is clearly ahead, or
one is the usual one for the language that the text is in: a letter read wrongly is a name spelt wrongly. Nothing
is ever replaced.
"""

from __future__ import annotations

import codecs
from typing import Any

from truceline.errors import UnreadableReport
from truceline.reports import language
from truceline.reports.sniff import binary, bom_of

_KNOWN = [
    *(f"cp125{n}" for n in range(9)),
    *("iso8859_2", "iso8859_5", "iso8859_6", "iso8859_7", "iso8859_8", "iso8859_15"),
    *("koi8_r", "koi8_u", "gb18030", "big5", "cp932", "euc_jp", "cp949", "cp874"),
]
"""What reports are found in: Windows, ISO, Cyrillic and East Asian encodings."""

_USUAL = {
    **dict.fromkeys(("ca", "da", "de", "es", "fi", "fr", "is", "it", "nl", "no", "pt", "sv"), "cp1252"),
    **dict.fromkeys(("bs", "cs", "hr", "hu", "pl", "ro", "sk", "sl", "sq"), "cp1250"),
    **dict.fromkeys(("et", "lt", "lv"), "cp1257"),
    **dict.fromkeys(("tr", "az"), "cp1254"),
    "vi": "cp1258",
}
"""The Windows encoding made for a language that is written in Latin letters."""

_FEW = 4
_CLOSE_CHAOS, _CLOSE_COHERENCE = 0.01, 0.08
_TODO = "Open it in an editor and save it as UTF-8."


def decode(data: bytes, declared: str | None = None) -> tuple[str, str]:
    """The text of ``data`` without its byte order mark, and a note where the encoding had to be told from the bytes.

    ``declared`` is the encoding a page states. Raises UnreadableReport, naming the first byte at fault.
    """
    if name := bom_of(data):
        return _exactly(data, name), ""
    try:
        return data.decode("utf-8"), ""
    except UnicodeDecodeError as error:
        _refuse_nul(data)
        if _mostly_utf8(data):
            raise _undecodable("UTF-8", error.start, data) from None
        if declared and (codec := _codec(declared)):
            return _exactly(data, codec), ""
        return _told(data, error.start)


def _exactly(data: bytes, codec: str) -> str:
    try:
        return data.decode(codec)
    except UnicodeDecodeError as error:
        raise _undecodable(codec.removesuffix("-sig").upper(), error.start, data) from None


def _codec(name: str) -> str | None:
    """The codec that a page's word for its encoding means to browsers; None for UTF-8, which was tried."""
    try:
        found = codecs.lookup(name.strip())
    except (LookupError, ValueError):
        return None
    if not found._is_text_encoding or found.name in {"utf-8", "utf-16", "utf-32"}:
        return None
    return "cp1252" if found.name in {"iso8859-1", "ascii"} else found.name


def _mostly_utf8(data: bytes) -> bool:
    """Whether the bytes hold at least as many whole UTF-8 characters beyond ASCII as broken ones."""
    loose = data.decode("utf-8", "replace")
    broken = loose.count("\ufffd") - data.count(b"\xef\xbf\xbd")
    beyond = len(loose) - len(loose.encode("ascii", "ignore"))
    return beyond - broken >= broken


def _told(data: bytes, first: int) -> tuple[str, str]:
    from charset_normalizer import from_bytes

    matches = list(from_bytes(data, cp_isolation=_KNOWN))
    if not matches or matches[0].coherence <= 0:
        raise UnreadableReport(f"it is not UTF-8 (first at byte {first}) and its encoding cannot be told.", todo=_TODO)
    best = matches[0]
    text = _exactly(data, best.encoding)
    rivals = _rivals(matches, text, data)
    if rivals and (usual := _usual([best, *rivals], data)):
        best, text = usual, _exactly(data, usual.encoding)
    elif rivals:
        raise UnreadableReport(
            f"it is not UTF-8 (first at byte {first}), and it reads differently as {_names([best, *rivals])}.",
            todo=_TODO,
        )
    return text, f"read as {_name(best.encoding)}: it is not UTF-8, and its encoding was told from its bytes"


def _rivals(matches: list[Any], text: str, data: bytes) -> list[Any]:
    """Other encodings that give another text and are about as likely. A handful of letters settles nothing."""
    best = matches[0]
    few = sum(byte > 0x7F for byte in data[:100_000]) < _FEW
    found = []
    for match in matches[1:]:
        close = match.chaos <= best.chaos + _CLOSE_CHAOS
        like = match.coherence > 0 if few else match.coherence >= best.coherence - _CLOSE_COHERENCE
        if close and like and data.decode(match.encoding, "replace") != text:
            found.append(match)
    return found


def _usual(matches: list[Any], data: bytes) -> Any | None:
    """The one among ``matches`` that was made for the language its text is in; None where none or several were."""
    fitting = []
    for match in matches:
        found = language.detect(data.decode(match.encoding, "replace"))
        if found in _USUAL and _USUAL[found] in match.could_be_from_charset:
            fitting.append(match)
    return fitting[0] if len(fitting) == 1 else None


def _names(matches: list[Any]) -> str:
    names = [_name(match.encoding) for match in matches[:3]]
    return f"{', '.join(names[:-1])} and {names[-1]}"


def _name(encoding: str) -> str:
    """The encoding as editors call it."""
    return f"Windows-{encoding[2:]}" if encoding.startswith("cp125") else encoding.replace("_", "-").upper()


def _refuse_nul(data: bytes) -> None:
    if b"\0" in data:
        raise binary(data)


def _undecodable(name: str, start: int, data: bytes) -> UnreadableReport:
    near = data[start : start + 4].hex(" ")
    return UnreadableReport(f"it is broken {name}: the bytes at byte {start} ({near}) are no text.", todo=_TODO)
