"""Recent: values that were asked for last, within bounds."""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Hashable
from typing import Any


class Recent:
    """Values by key, each with its size; what was asked for longest ago goes first."""

    def __init__(self, room: int) -> None:
        """``room`` is how much is kept at once, in what the sizes count."""
        self._lock = threading.Lock()
        self._room = self._left = room
        self._kept: OrderedDict[Hashable, tuple[Any, int]] = OrderedDict()

    def __len__(self) -> int:
        return len(self._kept)

    def get(self, key: Hashable) -> tuple[Any, bool]:
        """A value, and whether it is kept."""
        with self._lock:
            if key not in self._kept:
                return None, False
            self._kept.move_to_end(key)
            return self._kept[key][0], True

    def put(self, key: Hashable, value: Any, size: int) -> None:
        """Keep a value; one that is larger than all the room is not kept."""
        with self._lock:
            if size > self._room or key in self._kept:
                return
            self._kept[key] = value, size
            self._left -= size
            while self._left < 0:
                _, (_, old) = self._kept.popitem(last=False)
                self._left += old
