"""Language: which one a text is in, or None where that is unsure."""

from __future__ import annotations

from functools import cache
from typing import Any

from truceline.errors import SetupError

SURE, LEAD = 0.4, 2.0
"""A language is named when its probability is at least ``SURE``, and ``LEAD`` times that of the next."""

_SAMPLE = 4000
_FEWEST_LETTERS = 20
_NO_LANGUAGE = "zxx"
_ENGLISH_ALONE = frozenset("the of and that had were has said its with from by have been".split())
_SMALL = _ENGLISH_ALONE | frozenset("to in on was for it at as is are a".split())
_PART_OF = {"arz": "ar", "ary": "ar", "nn": "no", "uzs": "uz", "wuu": "zh", "yue": "zh"}
"""Codes that the model keeps apart and ISO 639-3 holds under one macrolanguage."""


def detect(text: str) -> str | None:
    """The ISO 639-1 code of the language of ``text`` (639-3 where the language has no shorter one).

    None for a text too short to tell or in no language. Only the start and the middle
    of a long text are looked at. Raises SetupError where the model cannot be unpacked.
    """
    sample = text if len(text) <= 2 * _SAMPLE else text[:_SAMPLE] + "\n" + text[len(text) // 2 :][:_SAMPLE]
    if sum(c.isalpha() for c in sample) < _FEWEST_LETTERS:
        return None
    scores: dict[str, float] = {}
    for code, probability in _identifier().rank(sample):
        whole = _PART_OF.get(code, code)
        scores[whole] = scores.get(whole, 0.0) + probability
    (best, most), (_, next_most) = sorted(scores.items(), key=lambda item: (-item[1], item[0]))[:2]
    if most >= SURE and most >= LEAD * next_most and best != _NO_LANGUAGE:
        return best
    return "en" if _has_english_words(sample) else None


def _has_english_words(sample: str) -> bool:
    """Whether a text that the model is unsure of (short, or full of names) has the small words of English."""
    words = set(sample.lower().split())
    return len(words & _SMALL) >= 2 and bool(words & _ENGLISH_ALONE)


@cache
def _identifier() -> Any:
    """py3langid's model, apart from the one that the library shares, so that nobody else can restrict it.

    Raises SetupError where it cannot be unpacked: no report is at fault then.
    """
    from py3langid.langid import MODEL_FILE, LanguageIdentifier

    try:
        return LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)
    except OSError as error:
        what = f"the model that tells languages cannot be unpacked: {error.strerror or error}."
        todo = "Free some space in the folder for temporary files, or name another with TMPDIR."
        raise SetupError(what, where=error.filename or "temporary files", todo=todo) from error
