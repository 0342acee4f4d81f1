"""Sources: what was named on the command line -> the paths of files to read."""

from __future__ import annotations

import glob
from collections.abc import Iterator, Sequence
from pathlib import Path

from truceline.errors import UnreadableReport

STREAM = "-"
"""Stands for the standard input, and is passed through."""


def expand(arguments: Sequence[str]) -> tuple[Path, ...]:
    """The files that ``arguments`` name: files, folders (all that is in them), globs, and "-".

    Sorted within a folder or a glob, each file once. Hidden files, links to folders and what is no
    file are left out of folders; a file named outright is always taken. Raises UnreadableReport for
    an argument that nothing matches, and for a folder that holds no file or cannot be listed.
    """
    paths: dict[Path, Path] = {}
    for argument in arguments:
        for path in _expand_one(argument):
            paths.setdefault(path.resolve(), path)
    return tuple(paths.values())


def walk(folder: Path) -> Iterator[Path]:
    """All files under ``folder``, sorted by name at each level. Raises UnreadableReport."""
    try:
        entries = sorted(folder.iterdir(), key=lambda path: path.name)
    except OSError as error:
        raise UnreadableReport(
            f"the folder cannot be listed: {error.strerror}.", where=str(folder), todo="Check its permissions."
        ) from error
    for entry in entries:
        if entry.name.startswith("."):
            continue
        if entry.is_dir():
            if not entry.is_symlink():
                yield from walk(entry)
        elif entry.is_file():
            yield entry


def _expand_one(argument: str) -> Iterator[Path]:
    path = Path(argument)
    if argument == STREAM:
        yield path
    elif _is_dir(path, argument):
        yield from _files_in(path)
    elif path.exists():
        yield path
    else:
        yield from _matching(argument)


def _is_dir(path: Path, argument: str) -> bool:
    """Raises UnreadableReport for a name that no path can have."""
    if not argument or "\0" in argument:
        raise UnreadableReport(f"{argument!r} is no name of a file.", todo="Name a file, a folder or a pattern.")
    return path.is_dir()


def _files_in(folder: Path) -> list[Path]:
    if not (found := list(walk(folder))):
        raise UnreadableReport("the folder holds no files.", where=str(folder), todo="Name one that holds reports.")
    return found


def _matching(pattern: str) -> Iterator[Path]:
    found = sorted(glob.glob(pattern, recursive=True))  # noqa: PTH207  (Path.glob takes no absolute pattern)
    if not found:
        raise UnreadableReport("nothing matches.", where=pattern, todo="Check the name, and the folder you are in.")
    for path in map(Path, found):
        if path.is_dir():
            yield from walk(path)
        else:
            yield path
