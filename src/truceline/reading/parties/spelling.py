"""Spelling: names as they are written in many ways, brought to one form for comparing.

``folded`` takes away what is only written differently (letter case, accents, apostrophes, hyphens); ``sounded`` takes
away how a name was put into Latin letters as well (Qaddafi, Gaddafi; Khan Younis, Khan Yunis). That two names are
``folded`` alike makes them one name; that they sound alike only suggests it.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

_MARKS = re.compile(r"['’‘ʼ`´ʻʿʾʽ.]")
_NO_WORD = re.compile(r"[\W_]+")
_LETTERS = str.maketrans(
    {"ı": "i", "ø": "o", "ł": "l", "đ": "d", "ß": "ss", "æ": "ae", "œ": "oe", "ð": "d", "þ": "th", "ə": "a", "ħ": "h"}
)
_ARTICLES = frozenset(
    "al el ul il as es ash esh at et an en ar er az ez ad ed adh edh ath eth the de la le los las du".split()
)
_SOUNDS = (
    (re.compile(r"(?:tch|tsch|cz)"), "ch"),
    (re.compile(r"sch"), "sh"),
    (re.compile(r"(?:dzh|zh|dj|dž)"), "j"),
    (re.compile(r"(?:kh|gh|ck|qu|q|g)"), "k"),
    (re.compile(r"c(?=[eiy])"), "s"),
    (re.compile(r"c(?!h)"), "k"),
    (re.compile(r"ph"), "f"),
    (re.compile(r"th"), "t"),
    (re.compile(r"dh"), "d"),
    (re.compile(r"x"), "ks"),
    (re.compile(r"w"), "v"),
    (re.compile(r"(?:ou|oo|o)"), "u"),
    (re.compile(r"[ae]i(?![aeou])|[ae]y(?![aeou])|e|y"), "i"),
    (re.compile(r"h\b"), ""),
    (re.compile(r"(.)\1+"), r"\1"),
)


@lru_cache(maxsize=50_000)
def folded(text: str) -> str:
    """Words in small letters without accents, apostrophes, full stops and hyphens, with single spaces."""
    if not text.isascii():
        text = unicodedata.normalize("NFKD", text)
        text = "".join(c for c in text if not unicodedata.combining(c)).lower().translate(_LETTERS)
    return _NO_WORD.sub(" ", _MARKS.sub("", text)).strip().lower()


def bare(spelt: str) -> str:
    """A folded name without articles, unless it is nothing else: "deir al balah" as "deir balah"."""
    words = spelt.split()
    return " ".join([w for w in words if w not in _ARTICLES] or words)


@lru_cache(maxsize=50_000)
def sounded(text: str) -> str:
    """The name as it roughly sounds, in one word, without articles: the same for most ways of writing it in Latin."""
    heard = bare(folded(text))
    for pattern, sound in _SOUNDS:
        heard = pattern.sub(sound, heard)
    return re.sub(r"(.)\1+", r"\1", heard.replace(" ", ""))
