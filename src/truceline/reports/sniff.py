"""Sniff: what bytes look like, whatever their name says."""

from __future__ import annotations

import codecs
import re
from enum import StrEnum

from truceline.errors import UnreadableReport

HEAD = 8192
"""How many bytes at the start are looked at."""


class Kind(StrEnum):
    TEXT = "text"
    HTML = "html"
    JSONL = "jsonl"


BOMS = (
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
"""Byte order marks with the encoding each one states; the longer before those they begin with."""

READ = "Give it as text, HTML or JSON lines; what is text in another encoding is to be saved as UTF-8."
_SAVE = "Open it in the program it belongs to and save it as text or HTML first."
_ARCHIVE = "Unpack it and name the files in it."
_SIGNS: tuple[tuple[bytes, str, str], ...] = (
    (b"%PDF-", "a PDF document", "Copy its words into a text file, or save it as text or HTML first."),
    (b"{\\rtf", "an RTF document", _SAVE),
    (b"%!PS", "a PostScript document", _SAVE),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "an older Office document (DOC, XLS or PPT)", _SAVE),
    (b"PK\x03\x04", "a ZIP archive", _ARCHIVE),
    (b"PK\x05\x06", "an empty ZIP archive", _ARCHIVE),
    (b"\x1f\x8b", "a gzip archive", _ARCHIVE),
    (b"BZh", "a bzip2 archive", _ARCHIVE),
    (b"\xfd7zXZ\x00", "an xz archive", _ARCHIVE),
    (b"7z\xbc\xaf\x27\x1c", "a 7-Zip archive", _ARCHIVE),
    (b"Rar!\x1a\x07", "a RAR archive", _ARCHIVE),
    (b"\x89PNG\r\n", "a PNG image", "Type its text into a file, or use text recognition first."),
    (b"\xff\xd8\xff", "a JPEG image", "Type its text into a file, or use text recognition first."),
    (b"GIF87a", "a GIF image", "Type its text into a file, or use text recognition first."),
    (b"GIF89a", "a GIF image", "Type its text into a file, or use text recognition first."),
    (b"II*\x00", "a TIFF image", "Type its text into a file, or use text recognition first."),
    (b"MM\x00*", "a TIFF image", "Type its text into a file, or use text recognition first."),
    (b"\x7fELF", "a program", "Name the report instead."),
    (b"\xca\xfe\xba\xbe", "a program", "Name the report instead."),
    (b"\xcf\xfa\xed\xfe", "a program", "Name the report instead."),
    (b"\x00asm", "a program", "Name the report instead."),
    (b"SQLite format 3\x00", "a database", "Name the report instead."),
    (b"PAR1", "a Parquet table", "Export it as JSONL first."),
    (b"ID3", "a sound file", "Write down what is said in it first."),
    (b"OggS", "a sound or video file", "Write down what is said in it first."),
)
_WITH_NUL: tuple[tuple[bytes, str, str], ...] = (
    (b"MZ", "a program", "Name the report instead."),
    (b"BM", "a BMP image", "Type its text into a file, or use text recognition first."),
    (b"RIFF", "an image, sound or video file", "Write down what is said in it first."),
)
"""Signs that ordinary words may begin with ("MZUZU, Malawi"), so that a NUL byte must follow."""

_SHORT = frozenset({b"BZh", b"ID3", b"PAR1", b"OggS"})
_OFFICE = (
    (b"word/", "a Word document (DOCX)"),
    (b"xl/", "an Excel workbook (XLSX)"),
    (b"ppt/", "a PowerPoint file (PPTX)"),
    (b"opendocument.text", "an OpenDocument text (ODT)"),
    (b"application/epub+zip", "an EPUB book"),
)
_TYPED = (
    (re.compile(rb"^reports\s*:", re.MULTILINE), "a file of typed claims", "Enter it with: truceline enter FILE"),
    (
        re.compile(rb"^agreement\s*:", re.MULTILINE),
        "the text of an agreement",
        "Add it with: truceline agreement add FILE",
    ),
)
"""Keys at the left edge of a YAML file, with what such a file is, and the command that takes it."""
_PAGE = re.compile(rb"<(?:!doctype\s+html|html|head|body|article|section|main|div|p|h1|meta|title)\b", re.IGNORECASE)
_OBJECT = re.compile(rb'\{\s*["}]')
_JSON_DOCUMENT = re.compile(rb'\{[ \t]*\r?\n\s*"|\[\s*(?:\{\s*"|\r?\n)')


def kind(head: bytes, suffix: str) -> Kind:
    """How to read a file that begins with ``head`` and whose name ends in ``suffix`` (".html").

    Raises UnreadableReport, without a place, for what is no text: it says what it looks like.
    """
    refuse_binary(head)
    start = _plain(head).lstrip()
    if suffix.lower() not in {".jsonl", ".ndjson"} and _JSON_DOCUMENT.match(start):
        raise _looks_like("a JSON document over several lines", "Write one object a line (JSONL).")
    if suffix.lower() in {".jsonl", ".ndjson"} or _OBJECT.match(start):
        return Kind.JSONL
    _refuse_markup(start)
    if suffix.lower() in {".yaml", ".yml"}:
        _refuse_typed(start)
    if suffix.lower() in {".html", ".htm", ".xhtml"} or (start[:1] == b"<" and _PAGE.search(start[:2048])):
        return Kind.HTML
    return Kind.TEXT


def refuse_binary(head: bytes) -> None:
    """Raises UnreadableReport for documents, archives, images, programs and other binary files."""
    start = head.lstrip(b"\r\n\t \xef\xbb\xbf")
    nul = b"\0" in head
    for sign, name, todo in _SIGNS:
        if start.startswith(sign) and (sign not in _SHORT or not _is_text(head)):
            raise _looks_like(*_office(head, name, todo))
    for sign, name, todo in _WITH_NUL:
        if nul and head.startswith(sign):
            raise _looks_like(name, todo)
    if head[4:8] == b"ftyp" and nul:
        raise _looks_like("a video or image file", "Write down what is said in it first.")
    if head[257:262] == b"ustar":
        raise _looks_like("a tar archive", _ARCHIVE)
    if nul and not bom_of(head):
        raise binary(head)


def binary(data: bytes) -> UnreadableReport:
    """What is told of bytes with a NUL among them, of which no sign says what they are."""
    what = (
        f"it looks like a binary file (there is a NUL byte at byte {data.index(0)}), which cannot be read as a report."
    )
    return UnreadableReport(what, todo=READ)


def bom_of(data: bytes) -> str | None:
    """The encoding that a byte order mark states."""
    return next((name for mark, name in BOMS if data.startswith(mark)), None)


def _refuse_markup(start: bytes) -> None:
    lower = start[:2048].lower()
    if b"content-type: multipart/related" in lower:
        raise _looks_like("a web archive (MHTML)", "Save the page as HTML or text instead.")
    if lower.startswith((b"<?xml", b"<rss", b"<feed")) and b"<html" not in lower:
        raise _looks_like("an XML document or a feed", "Save the page it is about as HTML or text.")


def _refuse_typed(start: bytes) -> None:
    """Typed claims and agreements are YAML, and no prose."""
    for key, name, todo in _TYPED:
        if key.search(start):
            raise _looks_like(name, todo)


def _plain(head: bytes) -> bytes:
    """``head`` as UTF-8 where its mark states another encoding, so that the same signs are found."""
    name = bom_of(head)
    if name is None:
        return head
    return head[: len(head) // 4 * 4].decode(name, "ignore").encode("utf-8", "ignore")


def _is_text(head: bytes) -> bool:
    try:
        head[: HEAD - 4].decode("utf-8")
    except UnicodeDecodeError as error:
        return error.start > len(head) - 8
    return b"\0" not in head


def _office(head: bytes, name: str, todo: str) -> tuple[str, str]:
    if name != "a ZIP archive":
        return name, todo
    return next(((office, _SAVE) for sign, office in _OFFICE if sign in head), (name, todo))


def _looks_like(name: str, todo: str) -> UnreadableReport:
    return UnreadableReport(f"it looks like {name}, which cannot be read as a report.", todo=todo)
