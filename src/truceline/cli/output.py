"""Output: a file that comes to be whole or not at all."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TextIO

from truceline.errors import InputError, TrucelineError


@contextmanager
def whole_file(path: Path, *, record: Path) -> Iterator[TextIO]:
    """A text file to write; it takes the place of ``path`` only when all of it is written.

    Raises InputError where ``path`` is the record itself or a folder, TrucelineError where it cannot be written.
    """
    if path.is_dir():
        raise InputError("this is a folder.", where=str(path), todo="Name a file.")
    if path.exists() and record.exists() and path.samefile(record):
        raise InputError("this is the record itself.", where=str(path), todo="Name another file.")
    with _told(path):
        number, name = tempfile.mkstemp(prefix=f".{path.name}.", dir=path.parent)
    try:
        with _told(path):
            with open(number, "w", encoding="utf-8", newline="") as out:  # noqa: PTH123  (a number, not a path)
                yield out
                out.flush()
                os.fsync(out.fileno())
            os.chmod(name, 0o666 & ~_mask())  # noqa: PTH101
            os.replace(name, path)  # noqa: PTH105
    except BaseException:
        with suppress(OSError):
            os.unlink(name)  # noqa: PTH108
        raise


@contextmanager
def _told(path: Path) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        what = f"the file cannot be written: {error.strerror or error}."
        raise TrucelineError(what, where=str(path), todo="Choose another place.") from error


def _mask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask
