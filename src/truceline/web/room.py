"""Room: one case as it is served: the open case, what works beside it, and what was worked out already."""

from __future__ import annotations

import json
import threading
from collections.abc import Iterator, Mapping
from concurrent.futures import Future
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from time import monotonic
from types import TracebackType
from typing import Annotated, Any, Self

from fastapi import Depends, Request

from truceline import __version__
from truceline.case import Case
from truceline.errors import RecordUnwritable, TrucelineError
from truceline.web.address import Address
from truceline.web.answers import unsettled
from truceline.web.kept import Kept, KeptBoard, Lost
from truceline.web.live import Live
from truceline.web.recent import Recent
from truceline.web.turns import aside
from truceline.web.uploads import Uploads
from truceline.web.worker import Job, Worker

LONG = ("brief:", "contested:", "crux:", "values:crux")
"""Boards that hold every claim against many others, or try many ways: they may take long, and no other waits for
them."""
BLOCKS = 16 * 1024 * 1024
"""Characters of drawn blocks and rows that are kept at once."""
PATIENCE = 0.3
"""Seconds that a page waits for a board that was never worked out; it is shown later where it takes longer."""


@dataclass(frozen=True)
class Board:
    """What was worked out: ``value`` and its JSON, ``text``; None while it is not there yet.

    ``seq`` is the last entry that it knows; ``fresh`` False where there are newer ones, and it is being worked out
    again. ``error`` is why it cannot be worked out.
    """

    seq: int = 0
    fresh: bool = False
    error: TrucelineError | None = None
    kept: KeptBoard | None = None

    @property
    def key(self) -> str:
        """What was asked for, in one line; "" where it is not there."""
        return self.kept.key if self.kept is not None else ""

    @property
    def head(self) -> str:
        """The hash of the last entry that it knows; "" where it is not there."""
        return self.kept.head if self.kept is not None else ""

    @property
    def there(self) -> bool:
        """Whether it is there; nothing is read for that."""
        return self.kept is not None

    @property
    def value(self) -> Any:
        """The board as plain values, which nobody changes; in memory as long as it is asked for and not too large."""
        return self.kept.value() if self.kept is not None else None

    # All that follow are of the same making as the board. They raise RecordBusy where it was made anew since and that
    # making is gone: one more is kept than the newest.
    def part(self, name: str) -> Any:
        """A part, as plain values which nobody changes; None where there is none of this name."""
        return self.kept.value(name) if self.kept is not None else None

    def chunks(self, name: str = "") -> Iterator[bytes]:
        """A part or a text, or by default the board's JSON, as UTF-8 in pieces that are read as they are asked for."""
        return self.kept.pieces(name) if self.kept is not None else iter(())

    def size(self, name: str = "") -> int | None:
        """How many bytes ``chunks`` has in all; None where there is none of this name."""
        return self.kept.size(name) if self.kept is not None else None


class Room:
    """Close it, or use it in a ``with`` statement."""

    def __init__(self, case: Case) -> None:
        self.case = case
        self.live = Live(lambda: case.head().seq)
        self.boards = Worker(case.path)
        self.briefs = Worker(case.path)
        self.reading = Worker(case.path)
        self.looking = Worker(case.path)
        self.checking = Worker(case.path)
        self.uploads = Uploads(self.looking, self.reading, self.live.tell)
        self.drawn = Recent(BLOCKS)
        self._kept = Kept(case.path.with_name(f"{case.path.name}-boards"), edition())
        # The first list of a large case takes the longest: it is made while the browser still opens.
        self._warming = threading.Thread(target=self._warm, daemon=True)
        self._warming.start()
        self._lock = threading.Lock()
        self._asked: dict[str, _Asked] = {}
        self._failed: dict[str, tuple[str, TrucelineError]] = {}
        self.worked = 0

    def close(self) -> None:
        self.live.close()
        for worker in (self.boards, self.briefs, self.reading, self.looking, self.checking):
            worker.close()
        self.uploads.close()
        self._warming.join(timeout=10)
        self._kept.close()
        self.case.close()

    def _warm(self) -> None:
        # What is wrong with the record is told to whoever asks for a page of it.
        with suppress(TrucelineError):
            self.case.find(limit=1)
            self.case.facets(limit=1)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self.close()

    def signed(self, author: str) -> Case:
        """The same case, signing as ``author``."""
        return self.case.signed(author)

    def board(self, function: str, at: Address | None = None, *, patience: float = PATIENCE, **arguments: Any) -> Board:
        """A board by its function ("matrix:matrix" in ``truceline.web.boards``) at the moment of an address.

        An older one is given, and said to be so, while a newer one is being worked out; ``patience`` is for how many
        seconds one that was never worked out is waited for, since it was asked for first. So what has to look up other
        things as well asks with none before, and again after.
        """
        arguments = {**(_of_all_screens(at) if at is not None else {}), **arguments}
        key = key_of(function, arguments)
        head, kept = self.case.head(), self._kept.get(key)
        if kept is not None and kept.head == head.hash:
            return _board(kept, head.hash)
        if (known := self._failed.get(key)) is not None and known[0] == head.hash:
            return Board(head.seq, True, known[1])
        asked = self._ask(key, head.hash, function, arguments)
        if kept is None:
            # Whoever asks again while it is worked out has seen already that it takes longer.
            left = 0.0 if asked.waited_for else asked.begun + patience - monotonic()
            if left > 0:
                with aside():
                    asked.done.wait(left)
            asked.waited_for = asked.waited_for or patience > 0
            kept = self._kept.get(key)
            if (known := self._failed.get(key)) is not None and kept is None:
                return Board(head.seq, True, known[1])
        if kept is None or kept.head != head.hash:
            unsettled()
        return _board(kept, head.hash) if kept is not None else Board()

    def kept(self, function: str, at: Address, **arguments: Any) -> Board:
        """The same as it was worked out last, however old; nothing is worked out for it."""
        kept = self._kept.get(key_of(function, {**_of_all_screens(at), **arguments}))
        return _board(kept, self.case.head().hash) if kept is not None else Board()

    def _ask(self, key: str, head: str, function: str, arguments: dict[str, Any]) -> _Asked:
        """Have a board worked out. Of one key at most one is under way; what is asked meanwhile waits for the next."""
        with self._lock:
            asked = self._asked.get(key)
            if asked is not None:
                asked.again = asked.again or asked.head != head
                return asked
            asked = self._asked[key] = _Asked(head, function, arguments)
        self._have(key, asked)
        return asked

    def _have(self, key: str, asked: _Asked) -> None:
        worker = self.briefs if asked.function.startswith(LONG) else self.boards
        file, where = self._kept.file, {"boards": str(self._kept.path), "edition": self._kept.edition}
        what = {"function": asked.function, "arguments": asked.arguments, "key": key, **where}
        job = worker.submit(Job("truceline.web.working:at_head", what))
        job.add_done_callback(lambda answer: self._settle(key, asked, file, answer))

    def _settle(self, key: str, asked: _Asked, file: int, answer: Future[str]) -> None:
        error = None if answer.cancelled() else answer.exception()
        made = json.loads(answer.result()) if not answer.cancelled() and error is None else {}
        if made and not (made["kept"] and self._kept.whole()):
            with suppress(Lost, RecordUnwritable):
                self._kept.renew(file)
        if made and not made["kept"]:
            if not asked.lost:
                asked.lost = True
                self._have(key, asked)
                return
            error = RecordUnwritable("what was worked out cannot be kept.", where=self._kept.path.name)
        if made and error is None:
            self._failed.pop(key, None)
        elif error is not None:
            told = error if isinstance(error, TrucelineError) else TrucelineError("this could not be worked out.")
            self._failed = {key: (asked.head, told), **dict(list(self._failed.items())[:50])}
        with self._lock:
            del self._asked[key]
            self.worked += 1
        asked.done.set()
        self.live.tell("board", {"seq": made.get("seq", 0)})
        if asked.again and not answer.cancelled():
            self._ask(key, self.case.head().hash, asked.function, asked.arguments)


@dataclass(slots=True)
class _Asked:
    """A board that is being worked out: since which head, whether the journal has grown meanwhile, and whether the file
    that it was to be kept in was lost."""

    head: str
    function: str
    arguments: dict[str, Any]
    again: bool = False
    lost: bool = False
    waited_for: bool = False
    begun: float = field(default_factory=monotonic)
    done: threading.Event = field(default_factory=threading.Event)


def key_of(function: str, arguments: Mapping[str, Any]) -> str:
    """What a board is kept under."""
    return json.dumps([function, arguments], sort_keys=True, ensure_ascii=False)


def _of_all_screens(at: Address) -> dict[str, str]:
    """The arguments that every board has which is asked for at an address."""
    return {"as_of": at.as_of_words, "agreement": at.agreement, "silence": at.silence}


def _board(kept: KeptBoard, head: str) -> Board:
    return Board(kept.seq, kept.head == head, kept=kept)


def edition() -> str:
    """What made a board: the release, and the state of the files of the room."""
    newest = max(file.stat().st_mtime_ns for file in Path(__file__).parent.rglob("*.py"))
    return f"{__version__}-{newest}"


# Here and wherever a request is only looked at: as a coroutine, so that no other thread is woken for it.
async def room(request: Request) -> Room:
    """The room that a request is made in."""
    found: Room = request.app.state.room
    return found


Here = Annotated[Room, Depends(room)]
