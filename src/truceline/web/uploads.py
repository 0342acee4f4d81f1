"""Uploads: files that somebody gave to be read, kept apart until it is seen what they are, and then read or left.

Each upload lies in a folder of its own that nobody else on the machine can look into, under a name made at random; a
file in it is called by its number, so that the name it came with is never more than words. The folder goes as soon
as its files were read or left, an hour after the last look at it, and when the server stops; what a killed server
left behind goes when the next one starts. Nothing here is part of the record.
"""

from __future__ import annotations

import os
import re
import secrets
import shutil
import tempfile
import threading
import time
from collections import Counter
from collections.abc import Callable, Collection, Iterable, Sequence
from concurrent.futures import Future
from dataclasses import dataclass, field, replace
from pathlib import Path, PurePosixPath
from typing import Any, BinaryIO, Literal

from truceline.errors import TrucelineError, UnknownId, ValueProblem
from truceline.web.worker import Job, Worker

HOUR = 3600.0
MOST = 1000
"""Files in one upload."""
ROOM = 1024 * 1024 * 1024
"""Bytes of all uploads that wait at once."""
SHOWN = 2000
"""Reports of one upload whose fate is kept one by one; the others are counted."""
_LONGEST_NAME = 120
_BETWEEN = 0.25
"""Seconds between two tellings of progress."""
_ROOT = "truceline-uploads-"

State = Literal["kept", "looking", "looked", "waiting", "reading", "done", "failed"]
Tell = Callable[[str, dict[str, Any]], None]


@dataclass(frozen=True, slots=True)
class Found:
    """What became of one report, or would: ``state`` as ReadState has it.

    ``what`` and ``todo`` say why no report could be made of a file; ``unread`` why a report is kept but has no claims.
    ``twin`` is where the same report came before in the same upload.
    """

    where: str
    state: str
    report: str | None = None
    title: str = ""
    publisher: str = ""
    published: str = ""
    language: str = ""
    claims: int = 0
    unread: str = ""
    what: str = ""
    todo: str = ""
    notes: tuple[str, ...] = ()
    twin: str = ""

    @classmethod
    def of(cls, data: dict[str, Any]) -> Found:
        return cls(**{**data, "notes": tuple(data["notes"])})


@dataclass(slots=True)
class Upload:
    """``done`` of ``all`` reports are read, or looked at; ``all`` is 0 where their number is not known yet.

    ``before`` is how many readings are to be done before this one, while it waits.
    """

    id: str
    owner: str
    folder: Path
    files: tuple[str, ...]
    size: int
    state: State = "kept"
    done: int = 0
    all: int = 0
    before: int = 0
    found: tuple[Found, ...] = ()
    counts: Counter[str] = field(default_factory=Counter)
    error: TrucelineError | None = None
    touched: float = field(default_factory=time.monotonic)

    @property
    def busy(self) -> bool:
        return self.state in ("looking", "waiting", "reading")

    def as_it_is_now(self) -> Upload:
        """A copy that does not change while it is shown; what is said to be looked through is in it whole."""
        return replace(self, counts=Counter(self.counts))

    @property
    def new(self) -> int:
        """How many reports there are to read."""
        return sum(self.counts[state] for state in ("new", "changed", "coded again"))


class Uploads:
    """``looking`` and ``reading`` do the work; ``tell`` tells every open page of progress. Close it."""

    def __init__(self, looking: Worker, reading: Worker, tell: Tell) -> None:
        self._looking, self._reading, self._tell = looking, reading, tell
        self._lock = threading.Lock()
        self._root: Path | None = None
        self._all: dict[str, Upload] = {}
        self._told = 0.0

    def close(self) -> None:
        """Remove every folder. The workers are to be closed before."""
        with self._lock:
            self._all.clear()
            if self._root is not None:
                shutil.rmtree(self._root, ignore_errors=True)

    # --- giving ---------------------------------------------------------------------------------
    def add(self, owner: str, files: Iterable[tuple[str, BinaryIO]]) -> Upload:
        """Keep files, by their names, until they are read. Raises ValueProblem where there are none, or too many."""
        self._sweep()
        id = secrets.token_urlsafe(18)
        folder = self._folder() / id
        folder.mkdir(mode=0o700)
        try:
            names, size = self._store(folder, files)
            if not names:
                raise ValueProblem("no file was given.", todo="Choose files, drop them on the page, or paste a text.")
        except BaseException:
            shutil.rmtree(folder, ignore_errors=True)
            raise
        upload = Upload(id, owner, folder, tuple(names), size)
        with self._lock:
            self._all[id] = upload
        return upload

    def get(self, id: str, owner: str) -> Upload:
        """Raises UnknownId where there is none, where it is somebody else's, and where it was put away."""
        self._sweep()
        with self._lock:
            found = self._all.get(id)
        if found is None or found.owner != owner:
            what = "there is nothing left of these files here."
            raise UnknownId(what, todo="What was read is in the list of reports; give the other files again.")
        found.touched = time.monotonic()
        return found

    def remove(self, id: str, owner: str) -> None:
        """Leave the files unread. Raises as ``get`` does, and ValueProblem while they are being read."""
        upload = self.get(id, owner)
        if upload.state in ("waiting", "reading"):
            raise ValueProblem("these files are being read.", todo="Wait until they are, then reject what is wrong.")
        with self._lock:
            self._all.pop(id, None)
        shutil.rmtree(upload.folder, ignore_errors=True)

    # --- looking and reading --------------------------------------------------------------------
    def look(self, upload: Upload) -> None:
        """Find out what each file is; nothing is written to the record. Returns at once."""
        upload.state = "looking"
        self._submit(self._looking, "preview", upload, range(len(upload.files)), then="looked")

    def read(self, upload: Upload, author: str, leave_out: Collection[int] = ()) -> None:
        """Read the files, but for those with these numbers, signed by ``author``. Returns at once.

        Raises ValueProblem where they are being looked at or read already, and where none is left.
        """
        chosen = [n for n in range(len(upload.files)) if n not in leave_out]
        if not chosen:
            raise ValueProblem("no file is left to be read.", todo="Choose at least one.")
        with self._lock:
            if upload.busy:
                raise ValueProblem("these files are being looked at or read.", todo="Wait until that is done.")
            if upload.state not in ("kept", "looked"):
                raise ValueProblem("these files were read already.", todo="Give them again to read them again.")
            upload.before = sum(u.state in ("waiting", "reading") for u in self._all.values())
            upload.state = "waiting"
        upload.all, upload.done = _number(upload, leave_out), 0
        upload.found, upload.counts = (), Counter()
        self._submit(self._reading, "read", upload, chosen, then="done", author=author)

    def _submit(
        self, worker: Worker, job: str, upload: Upload, chosen: Iterable[int], then: State, **more: Any
    ) -> None:
        files = [[str(upload.folder / str(n)), upload.files[n]] for n in chosen]

        def told(value: dict[str, Any]) -> None:
            if job == "read":
                upload.state, upload.before = "reading", 0
            _add(upload, value)
            self._progress(upload)

        def ended(answer: Future[str]) -> None:
            self._end(upload, answer, then)

        work = Job(f"truceline.web.boards.reading:{job}", {"files": files, **more})
        worker.submit(work, told=told).add_done_callback(ended)

    def _end(self, upload: Upload, answer: Future[str], then: State) -> None:
        error = None if answer.cancelled() else answer.exception()
        if answer.cancelled():
            error = TrucelineError("the server was stopped before this was done.", todo="Give the files again.")
        if error is not None:
            other = TrucelineError("this could not be read.", todo="The log of the server says more.")
            upload.error = error if isinstance(error, TrucelineError) else other
        upload.state, upload.before = (then if error is None else "failed"), 0
        upload.touched = time.monotonic()
        if upload.state != "looked":
            shutil.rmtree(upload.folder, ignore_errors=True)
        with self._lock:
            for other_upload in self._all.values():
                if other_upload.state == "waiting" and other_upload.before and then == "done":
                    other_upload.before -= 1
        self._progress(upload, at_once=True)

    def _progress(self, upload: Upload, *, at_once: bool = False) -> None:
        now = time.monotonic()
        if at_once or now - self._told >= _BETWEEN:
            self._told = now
            self._tell("progress", {"done": upload.done, "all": upload.all})

    # --- folders --------------------------------------------------------------------------------
    def _store(self, folder: Path, files: Iterable[tuple[str, BinaryIO]]) -> tuple[list[str], int]:
        with self._lock:
            left = ROOM - sum(u.size for u in self._all.values() if u.folder.exists())
        names: list[str] = []
        size = 0
        for name, source in files:
            if len(names) == MOST:
                raise ValueProblem(f"these are more than {MOST} files.", todo="Give them in smaller groups.")
            with (folder / str(len(names))).open("xb") as target:
                while piece := source.read(1 << 20):
                    size += len(piece)
                    if size > left:
                        what = "too many files wait to be read."
                        raise ValueProblem(what, todo="Read those that were given, or leave them, then give these.")
                    target.write(piece)
            names.append(unlike(plain_name(name), names))
        return names, size

    def _folder(self) -> Path:
        with self._lock:
            if self._root is None or not self._root.exists():
                _sweep_dead()
                self._root = Path(tempfile.mkdtemp(prefix=f"{_ROOT}{os.getpid()}-"))
            return self._root

    def _sweep(self) -> None:
        old = time.monotonic() - HOUR
        with self._lock:
            gone = [u for u in self._all.values() if not u.busy and u.touched < old]
            for upload in gone:
                del self._all[upload.id]
        for upload in gone:
            shutil.rmtree(upload.folder, ignore_errors=True)


def plain_name(name: str) -> str:
    """The last part of a file's name, on one line, with nothing in it that shows nothing or turns its direction."""
    last = PurePosixPath(name.replace("\\", "/")).name
    kept = "".join(c if c.isprintable() else " " for c in last)
    kept = " ".join(kept.split())
    return (
        kept if len(kept) <= _LONGEST_NAME else f"{kept[: _LONGEST_NAME - 20]}…{kept[-19:]}"
    ) or "file without a name"


def unlike(name: str, others: Collection[str]) -> str:
    """The name, or with a number where another file is called so."""
    stem, dot, end = name.rpartition(".")
    stem, end = (stem, f".{end}") if stem and dot else (name, "")
    number, found = 1, name
    while found in others:
        number += 1
        found = f"{stem} ({number}){end}"
    return found


def file_of(where: str, files: Sequence[str]) -> int:
    """The number of the file that a report came from: ``where`` is its name, or its name and a line."""
    name = where if where in files else where.rpartition(":")[0]
    return files.index(name) if name in files else -1


def _number(upload: Upload, leave_out: Collection[int]) -> int:
    """How many reports there are to go through, as far as they were looked at; 0 where that is not known."""
    if len(upload.found) < upload.counts.total():
        return 0 if leave_out else upload.counts.total()
    return sum(file_of(found.where, upload.files) not in leave_out for found in upload.found)


def _add(upload: Upload, value: dict[str, Any]) -> None:
    upload.all = value.get("all") or upload.all
    if "found" in value:
        found = Found.of(value["found"])
        before = next((f.where for f in upload.found if f.report and f.report == found.report), "")
        found = replace(found, twin=before)
        upload.counts[found.state] += 1
        upload.done += 1
        if len(upload.found) < SHOWN:
            upload.found = (*upload.found, found)


def _sweep_dead() -> None:
    """Remove what servers that are no more left in the folder for temporary files."""
    for folder in Path(tempfile.gettempdir()).glob(f"{_ROOT}*"):
        number = re.fullmatch(rf"{_ROOT}(\d+)-\w+", folder.name)
        mine = number and folder.is_dir() and not folder.is_symlink() and folder.stat().st_uid == os.getuid()
        if mine and number and not _lives(int(number[1])):
            shutil.rmtree(folder, ignore_errors=True)


def _lives(process: int) -> bool:
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    return True
