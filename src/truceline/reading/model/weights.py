"""The reader's weights: where they lie, and whether they are the files that were tested.

``data/reader`` of the package holds the encoder and the layers of the second reading (ONNX, 8-bit), the tokenizer and
small tables, and ``manifest.json`` with the name of the reader and the SHA-256 of each file.
"""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass
from importlib.resources import files
from pathlib import Path
from typing import Any

from truceline.errors import AlteredModel

ENCODER, SECOND, TOKENIZER, MOVES, LINKER = (
    "encoder.onnx",
    "second.onnx",
    "tokenizer.json",
    "moves.json",
    "linker.json",
)
_TODO = "Install Truceline again, or remove the folder to read by rules alone."


@dataclass(frozen=True, slots=True)
class Weights:
    """The bytes of each file, all checked, and the version that goes into every claim."""

    version: str
    encoder: bytes
    second: bytes
    tokenizer: str
    moves: list[list[list[float]]]
    linker: dict[str, Any]


def folder() -> Path:
    """Where the weights lie when they are installed."""
    return Path(str(files("truceline") / "data" / "reader"))


def load(where: Path | None = None) -> Weights | None:
    """The checked weights; None when there are none. Raises AlteredModel when a file is missing or altered."""
    where = where or folder()
    manifest = where / "manifest.json"
    if not manifest.is_file():
        return None
    try:
        told = json.loads(manifest.read_text(encoding="utf-8"))
        name, hashes = str(told["name"]), dict(told["files"])
    except (ValueError, KeyError, TypeError) as problem:
        raise AlteredModel(
            "the manifest of the reader's weights cannot be read.", where=str(manifest), todo=_TODO
        ) from problem
    found = {file: _checked(where / file, digest) for file, digest in hashes.items()}
    lacking = [file for file in (ENCODER, SECOND, TOKENIZER, MOVES, LINKER) if file not in found]
    if lacking:
        raise AlteredModel(f"the manifest does not name {lacking[0]}.", where=str(manifest), todo=_TODO)
    return Weights(
        version=f"{name} ({hashes[ENCODER][:12]}, {hashes[SECOND][:12]})",
        encoder=found[ENCODER],
        second=found[SECOND],
        tokenizer=found[TOKENIZER].decode("utf-8"),
        moves=json.loads(found[MOVES]),
        linker=json.loads(found[LINKER]),
    )


def _checked(path: Path, digest: str) -> bytes:
    if not path.is_file():
        raise AlteredModel(f"the reader's weights lack {path.name}.", where=str(path.parent), todo=_TODO)
    content = path.read_bytes()
    if hashlib.sha256(content).hexdigest() != digest:
        raise AlteredModel(f"{path.name} is not the file that Truceline was tested with.", where=str(path), todo=_TODO)
    return content
