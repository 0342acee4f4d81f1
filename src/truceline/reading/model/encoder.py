"""The encoder at run time: texts in, one row of numbers a word piece out, by onnxruntime on one core or a GPU.

Windows are read one at a time.  On a processor this is as fast as reading several at once, nothing is spent on padding,
and what is seen in a text never depends on which other texts are read with it (8-bit scales are set a run).
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any, Self

from truceline.errors import MissingExtra
from truceline.reading.model.pieces import FIRST, LAST, pieces, windows
from truceline.reading.model.second import Judged, Opinion, judged
from truceline.reading.model.seen import Seen, Tables
from truceline.reading.model.weights import Weights, load
from truceline.reading.model.wordpiece import WordPiece


class Reader:
    """One small encoder with several heads; made by ``Reader.load``."""

    def __init__(self, weights: Weights, device: str = "cpu") -> None:
        """Raises MissingExtra when onnxruntime is absent, or when there is no such device."""
        self.version = weights.version
        self._tables = Tables(weights.moves, weights.linker)
        self._session = _session(weights.encoder, device)
        self._second = _session(weights.second, device)
        self.tokenizer = WordPiece.from_json(weights.tokenizer)

    @classmethod
    def load(cls, device: str = "cpu", where: Path | None = None) -> Self | None:
        """The reader with the weights of the package, or of a folder; None when there are no weights.

        Raises AlteredModel when a file's hash is wrong, MissingExtra when a library or the device is absent.
        """
        weights = load(where)
        return None if weights is None else cls(weights, device)

    def read(self, texts: Sequence[str]) -> list[Seen]:
        """What is seen in each text, in order; a text may be empty or of any length.

        About 1.4 kilobytes are kept for each word piece, so give some reports at a time, not a whole archive.
        """
        return [self._read(text) for text in texts]

    def _read(self, text: str) -> Seen:
        import numpy as np

        cut = pieces(self.tokenizer, text)
        parts = windows(text, cut)
        found = [self._run(cut.ids[a:b], cut.shapes[a:b], cut.quotes[a:b]) for a, b in parts]
        width = self._session.get_outputs()[0].shape[-1]
        nothing = np.zeros((0, width), dtype=np.float32)
        rows = np.concatenate([one[1:-1] for one, _ in found]) if found else nothing
        firsts = np.stack([one[0] for one, _ in found]) if found else nothing
        return Seen(text, cut, tuple(parts), rows, firsts, tuple(hidden for _, hidden in found), self._tables)

    def judge(
        self, seen: Seen, opinions: Sequence[Opinion], times: Sequence[tuple[int, int]] = ()
    ) -> list[Judged | None]:
        """What each claim of a text tells, by its words, the words around it and what the rules take it for.

        ``times`` are the first and last character (exclusive) of words for times.
        """
        return judged(seen, opinions, times, lambda fed: self._second.run(None, fed)[0][0])

    def _run(self, ids: list[int], shapes: list[int], quotes: list[int]) -> tuple[Any, Any]:
        import numpy as np

        fed = {"ids": [[FIRST, *ids, LAST]], "shapes": [[0, *shapes, 0]], "quotes": [[0, *quotes, 0]]}
        rows, hidden = self._session.run(None, {name: np.array(row, dtype=np.int64) for name, row in fed.items()})
        return rows[0], hidden[0]


def _session(encoder: bytes, device: str) -> Any:
    try:
        import onnxruntime as ort
    except ImportError as problem:
        raise MissingExtra(
            "the reader needs onnxruntime, which is not installed.", todo="Run: pip install onnxruntime"
        ) from problem
    providers = {"cpu": "CPUExecutionProvider", "cuda": "CUDAExecutionProvider"}
    if device not in providers:
        raise MissingExtra(f"there is no device {device!r}.", todo="Give cpu or cuda.")
    if providers[device] not in ort.get_available_providers():
        raise MissingExtra(
            f"onnxruntime finds no {device} device here.", todo="Install onnxruntime-gpu with its drivers, or use cpu."
        )
    options = ort.SessionOptions()
    options.intra_op_num_threads = options.inter_op_num_threads = 1
    options.log_severity_level = 3
    session = ort.InferenceSession(encoder, options, providers=[providers[device]])
    if providers[device] not in session.get_providers():
        raise MissingExtra(f"the {device} device could not be used.", todo="Check its drivers, or use cpu.")
    return session
