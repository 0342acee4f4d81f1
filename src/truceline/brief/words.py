"""Plain words for codes, figures and lists. Nothing here knows a party or a conflict."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence

from truceline.model import Act, Comparator, Figure, Modality, Rate, Stance

QUOTE_LIMIT = 360
"""Code points of a quote shown in a sentence; the note has all of it."""

SAID = {
    Stance.ASSERTS: "said",
    Stance.DENIES: "denied",
    Stance.DOUBTS: "expressed doubt about",
    Stance.OFFERS: "offered",
    Stance.DEMANDS: "demanded",
    Stance.REJECTS: "rejected",
    Stance.ACCUSES: "made an accusation",
    Stance.PROMISES: "promised",
}
"""Past tense, so that one form fits a speaker in the singular and in the plural."""

SAYS = {
    Stance.ASSERTS: "says",
    Stance.DENIES: "denies",
    Stance.DOUBTS: "expresses doubt about",
    Stance.OFFERS: "offers",
    Stance.DEMANDS: "demands",
    Stance.REJECTS: "rejects",
    Stance.ACCUSES: "makes an accusation",
    Stance.PROMISES: "promises",
}
"""For a report in its own words: what is written there still stands there."""

_CUES = """
    according add added adding adds announce announced announces announcing argue argued argues assert
    asserted asserts believe believed believes claim claimed claiming claims confirm confirmed confirming
    confirms declare declared declares disclose disclosed discloses disclosing explain explained explains
    inform informed insisted maintain maintained maintains mention mentioned note noted notes report
    reported reporting reports reveal revealed reveals said say saying says state stated states stating
    suggest suggested suggests tell telling tells think thinks thought told writes wrote
"""
PLAIN_CUES = frozenset(_CUES.split())
"""Verbs of a report for which "said" stands, since they take a clause and only colour the saying."""

_IMPLIED = {
    Modality.OFFERED: {Stance.OFFERS, Stance.REJECTS},
    Modality.DEMANDED: {Stance.DEMANDS, Stance.REJECTS},
    Modality.DENIED: {Stance.DENIES, Stance.REJECTS},
    Modality.PLANNED: {Stance.PROMISES, Stance.OFFERS, Stance.DEMANDS},
    Modality.HYPOTHETICAL: {Stance.OFFERS, Stance.DEMANDS, Stance.DOUBTS},
}
"""A stance that already says the modality, so that it is not said twice."""

_MODALITIES = {
    Modality.PLANNED: ("planned", r"will|would|shall|(is|are|was|were|due|ready|plans?|planned|about) to|to be"),
    Modality.OFFERED: ("as an offer", r"offer\w*|propos\w+|ready|willing"),
    Modality.DEMANDED: ("asked for", r"demand\w*|ask\w*|urg\w+|call\w* (on|for)|insist\w*|must|ha(s|ve|d) to|should"),
    Modality.HYPOTHETICAL: ("as a possibility", r"could|would|might|may|if|whether|unless|ready|possib\w+"),
}
"""A modality as words beside a quote, and the words of a quote that say it already. A denied one has
none: the quoted words hold the "not", and a denial by the speaker is in the verb."""

_POINTING = frozenset("it its such that their these they this those which".split())

TYPES = {
    "AGREE": "agreement",
    "CONSULT": "talks",
    "SUPPORT": "support",
    "CONCEDE": "concession",
    "COOPERATE": "cooperation",
    "AID": "aid",
    "RETREAT": "withdrawal or release",
    "REQUEST": "demand",
    "ACCUSE": "accusation",
    "REJECT": "refusal",
    "THREATEN": "threat",
    "PROTEST": "protest",
    "SANCTION": "sanction or break-off",
    "MOBILIZE": "movement of forces",
    "COERCE": "restriction or coercion",
    "ASSAULT": "attack",
    "STATE": "state of things",
}
"""Types of act as a reader calls them."""
_MODES = {
    "release": "release",
    "return": "return",
    "ceasefire": "ceasefire",
    "withdraw": "withdrawal",
    "access": "access",
    "disarm": "disarmament",
    "discontinue": "breaking off",
    "restrict": "restriction",
    "abduct": "abduction",
}
_FEW = 3
_TIME_UNITS = {"second", "minute", "hour", "day", "night", "week", "month", "year"}
_VOWELS = ("a", "e", "i", "o", "hour")


def tidy(text: str) -> str:
    """One line of shown text: white space runs become one space, control characters the sign U+FFFD."""
    shown = " ".join(text.split())
    return "".join("\ufffd" if unicodedata.category(c) in ("Cc", "Cs") else c for c in shown)


def shorten(quote: str, limit: int = QUOTE_LIMIT) -> str:
    """The quote as one line without its closing stop, cut between words where longer than ``limit``;
    quotation marks inside it become single ones, closed where the cut left them open."""
    text = re.sub(r"(?<=\w)[.,;:]$", "", tidy(quote))
    if len(text) > limit:
        text = text[:limit].rsplit(" ", 1)[0].rstrip(",;:") + " […]"
    open_ended = text.count("“") > text.count("”")
    return text.replace("“", "‘").replace("”", "’") + "’" * open_ended


def capital(text: str) -> str:
    return text[:1].upper() + text[1:]


def listed(items: Sequence[str], last: str = "and") -> str:
    """ "a", "a and b", "a, b and c"."""
    if len(items) < 2:
        return "".join(items)
    return f"{', '.join(items[:-1])} {last} {items[-1]}"


def counted(number: int, one: str, many: str = "") -> str:
    """ "1 report", "3 reports"."""
    return f"{number:,} {one if number == 1 else many or one + 's'}"


def number_words(value: float) -> str:
    return f"{int(value):,}" if float(value).is_integer() else f"{value:,g}"


def amount_words(figure: Figure) -> str:
    """How many, with the bound said: "at least 50", "10 to 12", "dozens"."""
    low, high = figure.low, figure.high
    if figure.comparator is Comparator.VAGUE:
        return _vague_words(figure)
    if low is None and high is None:
        return tidy(figure.words) or "an unknown number of"
    if low is not None and high is not None and low != high:
        return f"{number_words(low)} to {number_words(high)}"
    bound = low if low is not None else high
    return f"{_bound_words(figure)}{number_words(bound or 0)}"


def _bound_words(figure: Figure) -> str:
    if figure.low is None:
        return "fewer than " if figure.comparator is Comparator.UNDER else "at most "
    if figure.high is None:
        return "more than " if figure.comparator is Comparator.OVER else "at least "
    return "about " if figure.comparator is Comparator.ABOUT else ""


_NUMBER = ("number", "group", "handful", "couple", "lot", "series")


def _vague_words(figure: Figure) -> str:
    """The words alone: the range that the codebook gives them is for arithmetic, and nobody said it."""
    words = tidy(figure.words).removesuffix(tidy(figure.unit)).strip()
    return f"{words} of" if words.endswith(_NUMBER) else words


def figure_words(figure: Figure) -> str:
    """The figure with what it counts and its rate: "at least 50 hostages", "200 trucks a day"."""
    unit = tidy(figure.unit) or figure.category or ""
    rate = f" {_rate_words(figure.per)}" if figure.per else ""
    return f"{amount_words(figure)} {unit}".strip() + rate


def _rate_words(rate: Rate) -> str:
    unit = tidy(rate.unit)
    if rate.count == 1:
        if of_time(unit):
            return f"{'an' if unit.startswith(_VOWELS) else 'a'} {unit}"
        return f"for each {unit}"
    return f"for every {number_words(rate.count)} {unit}"


def of_time(unit: str) -> bool:
    """Whether a unit measures time: "day", "hours"."""
    return unit.casefold().rstrip("s") in _TIME_UNITS


def modality_words(modality: Modality, stance: Stance, shown: str = "") -> str:
    """The modality where neither the verb nor the words ``shown`` tell it: "planned", "as a possibility"; else ""."""
    words, said = _MODALITIES.get(modality, ("", ""))
    implied = stance in _IMPLIED.get(modality, ())
    return "" if not words or implied or re.search(rf"\b(?:{said})\b", shown.casefold()) else words


def points(quote: str) -> bool:
    """Whether the words begin by pointing back at others ("this", "that explanation", "their release")."""
    words = quote.casefold().split()
    return bool(words) and words[0].strip(".,;:") in _POINTING and (len(words) <= _FEW or words[0] == "which")


def few(quote: str) -> bool:
    """Whether the words are too few to stand alone as a quote."""
    return len(quote.split()) <= _FEW


def mode_words(mode: str | None) -> str:
    """A mode as words: "in-force" is "in force"."""
    return tidy(mode or "").replace("-", " ").replace("_", " ").casefold()


def matter_words(act: Act, *, modes: Sequence[str | None] = ()) -> str:
    """What an act is about, as a heading: "Hostages held", "Release: hostages", "Attack"; where it is
    the ``modes`` that differ, "Truce: expired or in force"."""
    if act.type == "STATE":
        what = act.category or (act.figures[0].unit if act.figures else "")
        rival = sorted({mode_words(m) for m in modes if m})
        if len(rival) > 1:
            return capital(f"{tidy(what) or 'state'}: {listed(rival, 'or')}")
        mode = "" if act.mode in ("condition", "total") else mode_words(act.mode)
        return capital(tidy(f"{what} {mode}")) or "State of things"
    noun = _MODES.get(act.mode or "", TYPES.get(act.type, act.type.lower()))
    return capital(f"{noun}: {tidy(act.category)}" if act.category else noun)
