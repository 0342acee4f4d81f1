"""Weights are read only as they were tested."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

from truceline.errors import AlteredModel, MissingExtra
from truceline.reading.model import Reader
from truceline.reading.model.weights import folder


@pytest.fixture
def copied(tmp_path: Path) -> Path:
    if not (folder() / "manifest.json").is_file():
        pytest.skip("no weights here")
    return Path(shutil.copytree(folder(), tmp_path / "reader"))


def test_without_weights_there_is_no_reader(tmp_path: Path) -> None:
    assert Reader.load(where=tmp_path) is None


def test_an_altered_file_is_refused(copied: Path) -> None:
    with (copied / "encoder.onnx").open("r+b") as file:
        file.seek(5000)
        byte = file.read(1)
        file.seek(5000)
        file.write(bytes([byte[0] ^ 1]))
    with pytest.raises(AlteredModel, match=r"encoder\.onnx is not the file"):
        Reader.load(where=copied)


def test_a_missing_file_is_refused(copied: Path) -> None:
    (copied / "tokenizer.json").unlink()
    with pytest.raises(AlteredModel, match=r"lack tokenizer\.json"):
        Reader.load(where=copied)


def test_a_broken_manifest_is_refused(copied: Path) -> None:
    (copied / "manifest.json").write_text("{", encoding="utf-8")
    with pytest.raises(AlteredModel, match="cannot be read"):
        Reader.load(where=copied)
    (copied / "manifest.json").write_text(json.dumps({"name": "x", "files": {}}), encoding="utf-8")
    with pytest.raises(AlteredModel, match="does not name"):
        Reader.load(where=copied)


def test_an_unknown_device_is_refused(copied: Path) -> None:
    with pytest.raises(MissingExtra, match="no device 'abacus'"):
        Reader.load("abacus", where=copied)


def test_the_version_tells_the_file(copied: Path) -> None:
    reader = Reader.load(where=copied)
    assert reader is not None
    files = json.loads((copied / "manifest.json").read_text(encoding="utf-8"))["files"]
    assert reader.version.endswith(f"({files['encoder.onnx'][:12]}, {files['second.onnx'][:12]})")


@pytest.mark.parametrize("name", ["encoder.onnx", "second.onnx"])
def test_no_layer_norm_sums_its_rows_itself_which_takes_five_times_as_long(copied: Path, name: str) -> None:
    graph = (copied / name).read_bytes()
    assert b"LayerNormalization" in graph
    assert b"SkipLayerNormalization" not in graph
