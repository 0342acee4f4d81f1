"""Score: how far the coding of a claim is to be trusted, in words."""

from __future__ import annotations

BY_HAND = 1.0
"""The score of what a person entered."""


def trust_words(score: float) -> str:
    """ "coded by the program; such codings are right 7 times in 10"; "entered by hand" for a score of 1."""
    if score >= BY_HAND:
        return "entered by hand"
    return f"coded by the program; such codings are right {often(score)}"


def often(score: float) -> str:
    """ "7 times in 10", "once in 10"."""
    times = max(round(score * 10), 1)
    return "once in 10" if times == 1 else f"{times} times in 10"
