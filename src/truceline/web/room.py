"""Room: one case as it is served: the open case, what works beside it, and what was worked out already."""

from __future__ import annotations

import json
import threading
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
from truceline.errors import TrucelineError
from truceline.web.address import Address
from truceline.web.answers import unsettled
from truceline.web.kept import Kept, KeptBoard
from truceline.web.live import Live
from truceline.web.turns import aside
from truceline.web.uploads import Uploads
from truceline.web.worker import Job, Worker

LONG = ("brief:", "contested:", "crux:", "values:brief", "values:crux")
"""Boards that hold every claim against many others, or try many ways: they may take long, and no other waits for
them."""
PATIENCE = 0.3
"""Seconds that a page waits for a board that was never worked out; it is shown later where it takes longer."""


@dataclass(frozen=True)
class Board:
    """What was worked out: ``text`` is its JSON, None while it is not there yet.

    ``seq`` is the last entry that it knows; ``fresh`` False where there are newer ones, and it is being worked out
    again. ``error`` is why it cannot be worked out.
    """

    seq: int = 0
    fresh: bool = False
    error: TrucelineError | None = None
    kept: KeptBoard | None = None

    @property
    def text(self) -> str | None:
        return self.kept.json if self.kept is not None else None

    @property
    def value(self) -> Any:
        """The same as plain values, which nobody changes."""
        return self.kept.value if self.kept is not None else None


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
        if at is not None:
            shared = {"as_of": at.as_of_words, "agreement": at.agreement, "silence": at.silence}
            arguments = {**shared, **arguments}
        key = json.dumps([function, arguments], sort_keys=True, ensure_ascii=False)
        head, kept = self.case.head(), self._kept.get(key)
        if kept is not None and kept.head == head.hash:
            return _board(kept, head.hash)
        if (known := self._failed.get(key)) is not None and known[0] == head.hash:
            return Board(head.seq, True, known[1])
        asked = self._ask(key, head.hash, Job("truceline.web.working:at_head", _job(function, arguments)))
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
        shared = {"as_of": at.as_of_words, "agreement": at.agreement, "silence": at.silence}
        kept = self._kept.get(json.dumps([function, {**shared, **arguments}], sort_keys=True, ensure_ascii=False))
        return _board(kept, self.case.head().hash) if kept is not None else Board()

    def _ask(self, key: str, head: str, job: Job) -> _Asked:
        """Have a board worked out. Of one key at most one is under way; what is asked meanwhile waits for the next."""
        with self._lock:
            asked = self._asked.get(key)
            if asked is not None:
                asked.again = asked.again or asked.head != head
                return asked
            asked = self._asked[key] = _Asked(head)
        worker = self.briefs if job.arguments["function"].startswith(LONG) else self.boards
        worker.submit(job).add_done_callback(lambda answer: self._settle(key, head, job, answer))
        return asked

    def _settle(self, key: str, head: str, job: Job, answer: Future[str]) -> None:
        seq = 0
        if not answer.cancelled():
            error = answer.exception()
            if error is None:
                seq = self._keep(key, answer.result())
            else:
                told = error if isinstance(error, TrucelineError) else TrucelineError("this could not be worked out.")
                self._failed = {key: (head, told), **dict(list(self._failed.items())[:50])}
        with self._lock:
            asked = self._asked.pop(key)
            self.worked += 1
        asked.done.set()
        self.live.tell("board", {"seq": seq})
        if asked.again and not answer.cancelled():
            self._ask(key, self.case.head().hash, job)

    def _keep(self, key: str, answer: str) -> int:
        made = json.loads(answer)
        self._failed.pop(key, None)
        self._kept.put(key, KeptBoard(made["json"], made["head"], made["seq"]))
        return int(made["seq"])


@dataclass(slots=True)
class _Asked:
    """A board that is being worked out: since which head, and whether the journal has grown meanwhile."""

    head: str
    again: bool = False
    waited_for: bool = False
    begun: float = field(default_factory=monotonic)
    done: threading.Event = field(default_factory=threading.Event)


def _job(function: str, arguments: dict[str, Any]) -> dict[str, Any]:
    return {"function": function, "arguments": arguments}


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
