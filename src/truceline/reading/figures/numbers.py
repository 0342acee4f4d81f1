"""Number: an amount in words or digits, as a range, with the words that bound it.

Here amounts are read from the words alone; what they count is told in ``figures``. Years, dates,
clock times, ages and labels ("Resolution 2216", "phase one") are numbers that count nothing: they
are left out.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass, replace
from enum import Enum
from functools import cache
from importlib.resources import files
from typing import NamedTuple

from truceline.model import Comparator
from truceline.reading.figures.bounds import Bounds, bound_after, bound_before
from truceline.reading.figures.uncounted import is_glued, is_name, is_year, uncounted
from truceline.reading.figures.words import DASHES, HALVED, Words, word_set

_NAMES = (
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen "
    "eighteen nineteen"
)
_SMALL = {name: n for n, name in enumerate(_NAMES.split())}
_UNITS = {name: n for name, n in _SMALL.items() if n < 10}
_TEENS = {name: n for name, n in _SMALL.items() if n >= 10}
_TEN_NAMES = "twenty thirty forty fifty sixty seventy eighty ninety"
_TENS = {name: 10 * n for n, name in enumerate(_TEN_NAMES.split(), start=2)}
_SCALES = {"hundred": 100, "thousand": 10**3, "million": 10**6, "billion": 10**9}
_SUFFIXES = {"k": 10**3, "m": 10**6, "mn": 10**6, "bn": 10**9}
_SPELLED = {**_UNITS, **_TEENS, **_TENS, **_SCALES}
_DIGITS = re.compile(r"(\d{1,3}(?:,\d{3})+|\d{1,3}(?:\.\d{3}){2,}|\d+)(\.\d+)?(k|m|mn|bn)?")
_ONE_TOKEN_RANGE = re.compile(r"(\d[\d,.]*)[-–—](\d[\d,.]*)")
_DECIMAL_COMMA = re.compile(r"\d+,\d{1,2}")
_GROUP_SPACES = frozenset(" \u00a0\u2009\u202f")
_CHANGE = word_set(
    "rise rises rose risen rising increase increases increased increasing grow grew grown growing fall fell fallen "
    "falling drop dropped dropping cut cutting reduce reduced reducing revise revised raise raised lower lowered went "
    "go gone moved change changed updated climbed jumped declined shrank widened expanded up down corrected"
)
"""With these, "from 130 to 140" is two figures, not a range."""
_SKIPPED_BEFORE_VAGUE = frozenset({"how", "so", "too", "as", "very", "not"})
_NUM = r"(?:\d{1,4}|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve)"
_RATIO = re.compile(
    rf"(?i:\bratio\s+of\s+(?:about\s+)?({_NUM})(?:\s+to\s+|-to-|\s*:\s*|\s+for\s+)({_NUM})\b"
    rf"|(?<![\d,.])\b({_NUM})(?:\s+to\s+|-to-|\s*:\s*)({_NUM})[-\s](?:ratio|exchange|swap|basis)\b)"
    r"|(?<![\d:])(\d{1,3}):(\d)(?![\d:])"
)


_RATIO_CUE = re.compile(r"(?i)ratio|exchange|swap|basis|\d:\d")
"""What every ratio has."""


class Form(Enum):
    PLAIN = "plain"
    ONE = "one"
    NONE = "none"
    VAGUE = "vague"
    VAGUE_KNOWN = "vague, of known nouns only"
    SHARE = "vague, of what is told in the plural"
    RATIO = "ratio"


@dataclass(frozen=True, slots=True)
class Number:
    """Tokens ``start`` to ``end`` (exclusive) with the bounding words; ``first`` to ``head`` the number alone.

    ``per`` is the second term of a ratio ("3:1"). ``bare`` says that it may stand without a noun.
    """

    start: int
    first: int
    head: int
    end: int
    low: float | None
    high: float | None
    comparator: Comparator
    form: Form = Form.PLAIN
    per: float | None = None
    bare: bool = True

    def under(self, comparator: Comparator) -> Number:
        """The number under one more bounding word."""
        bounds = Bounds(self.low, self.high, self.comparator).under(comparator)
        return replace(self, low=bounds.low, high=bounds.high, comparator=bounds.comparator)


class _Atom(NamedTuple):
    value: float
    end: int
    scale: float = 1
    dozens: bool = False


class _Amount(NamedTuple):
    words: tuple[str, ...]
    low: float | None
    high: float | None
    form: Form
    bare: bool


def _float(value: int | None) -> float | None:
    return None if value is None else float(value)


_FORMS = {"any": Form.VAGUE, "known": Form.VAGUE_KNOWN, "plural": Form.SHARE}


@cache
def _phrases() -> dict[str, tuple[_Amount, ...]]:
    """The codebook's vague amounts by their first word, longest first."""
    path = files("truceline") / "data" / "codebook" / "amounts.toml"
    table = tomllib.loads(path.read_text(encoding="utf-8"))["amount"]
    found: dict[str, list[_Amount]] = {}
    for entry in table.values():
        form = _FORMS[entry["counts"]]
        for phrase in entry["words"]:
            for parts in {tuple(phrase.split()), _hyphened(phrase)}:
                amount = _Amount(parts, _float(entry.get("low")), _float(entry.get("high")), form, entry["bare"])
                found.setdefault(amount.words[0], []).append(amount)
    return {first: tuple(sorted(a, key=lambda x: -len(x.words))) for first, a in found.items()}


def _hyphened(phrase: str) -> tuple[str, ...]:
    """ "two-thirds of", as it is cut into words."""
    first, *rest = phrase.split()
    return (first, "-", *rest) if first in _SPELLED else (first, *rest)


def find_numbers(words: Words) -> tuple[Number, ...]:
    """Every amount of the text in order; none overlap."""
    ratios = {r.start: r for r in _ratios(words)}
    blocked = uncounted(words)
    starters = _SPELLED.keys() | _phrases().keys() | {"half", "dozen", "no", "none"}
    found: list[Number] = []
    until = 0
    for i in range(len(words)):
        word = words.low[i]
        if not word or i < until or not (word in starters or word[0].isdigit() or word[0] == "~"):
            if i in ratios and i >= until:
                until = ratios[i].end
                found.append(ratios[i])
            continue
        number = ratios.get(i) or _number(words, i, until, blocked)
        if number is not None:
            found.append(number)
            until = number.end
    return tuple(found)


def _number(words: Words, i: int, floor: int, blocked: set[int]) -> Number | None:
    if i in blocked:
        share = _vague(words, i)
        return _bounded(words, share, floor) if share is not None and share.form is Form.SHARE else None
    number = _plain(words, i, floor, blocked) or _vague(words, i)
    return None if number is None else _bounded(words, number, floor)


def _bounded(words: Words, number: Number, floor: int) -> Number:
    """The number with the bounding words around it, two before it at most."""
    for _ in range(2):
        before = bound_before(words, number.start, floor, number.end)
        if before is None:
            break
        number = replace(number.under(before[1]), start=before[0])
    after = bound_after(words, number.end)
    return number if after is None else replace(number.under(after[1]), end=after[0])


def _plain(words: Words, i: int, floor: int, blocked: set[int]) -> Number | None:
    if words.low[i] in ("no", "none"):
        bound = words.low[i + 1] in ("more", "fewer", "less", "greater", "longer")
        return None if bound else Number(i, i, i, i + 1, 0.0, 0.0, Comparator.EXACTLY, Form.NONE, bare=False)
    if _is_put_right(words, i):
        return None
    if words.low[i] == "one" and _is_not_one(words, i):
        return Number(i, i, i, i + 1, 0.0, 0.0, Comparator.EXACTLY, Form.ONE)
    if words.low[i] in ("a", "an") and words.low[i + 1] not in (*_SCALES, "dozen"):
        return None
    if ends := _ONE_TOKEN_RANGE.fullmatch(words.low[i]):
        return _tight_range(words, i, *ends.groups())
    atom = _atom(words, i)
    if atom is None or is_glued(words, i) or is_year(words, i, atom.end) or is_name(words, i):
        return None
    comparator = Comparator.ABOUT if atom.dozens or words.low[i][0] == "~" else Comparator.EXACTLY
    form = Form.ONE if words.low[i] == "one" and atom.end == i + 1 else Form.PLAIN
    if (
        words.low[i] == "two"
        and words.word(i - 1) == "or"
        and {"a", "an", "one"} & set(words.low[max(floor, i - 4) : i])
    ):
        return Number(i, i, i, i + 1, 1.0, 2.0, Comparator.BETWEEN)  # "a shell or two"
    upper = _upper(words, i, atom, blocked)
    if upper is None and words.low[atom.end] in DASHES and words.low[atom.end + 1][:1].isdigit():
        return None
    if upper is None:
        return Number(i, i, atom.end - 1, atom.end, atom.value, atom.value, comparator, form)
    low = atom.value * upper.scale if atom.scale == 1 and atom.value < upper.scale else atom.value
    start = i - 1 if words.word(i - 1) in ("between", "from") and i - 1 >= floor else i
    return Number(start, i, upper.end - 1, upper.end, low, upper.value, Comparator.BETWEEN)


def _is_put_right(words: Words, i: int) -> bool:
    """ "not one but three shells", "not just one, but three": the number that is meant comes after."""
    before = i - 2 if words.word(i - 1) in ("just", "only", "merely", "simply") else i - 1
    return words.word(before) == "not" and "but" in (words.low[i + 1], words.low[i + 1] == "," and words.low[i + 2])


def _is_not_one(words: Words, i: int) -> bool:
    """ "not one tram left", "had not seen a single one of them": none."""
    if words.word(i - 1) == "not":
        return True
    return words.word(i - 1) == "single" and bool({"not", "n't", "never"} & set(words.low[max(0, i - 6) : i]))


def _tight_range(words: Words, i: int, lower: str, upper: str) -> Number | None:
    """ "10–12" where the dash splits no token."""
    first, last = _DIGITS.fullmatch(lower), _DIGITS.fullmatch(upper)
    if first is None or last is None:
        return None
    low = float(lower.replace(",", ""))
    high = _scaled(words, _Atom(float(upper.replace(",", "")), i + 1))
    low *= high.scale if low < high.scale else 1
    return None if low >= high.value else Number(i, i, high.end - 1, high.end, low, high.value, Comparator.BETWEEN)


def _upper(words: Words, i: int, atom: _Atom, blocked: set[int]) -> _Atom | None:
    """The upper end of a range that begins at i with ``atom``."""
    j = atom.end
    link = words.low[j]
    dash = link in DASHES
    if not (link in ("to", "or") or dash or (link == "and" and words.word(i - 1) == "between")) or j + 1 in blocked:
        return None
    if dash and words.joined(j - 1) != words.joined(j):
        return None
    if link == "to" and words.word(i - 1) == "from" and _CHANGE.intersection(words.low[max(0, i - 7) : i - 1]):
        return None
    upper = _atom(words, j + 1)
    if upper is None:
        return None
    low = atom.value * upper.scale if atom.scale == 1 and atom.value < upper.scale else atom.value
    within = low < upper.value and (link != "or" or upper.value <= 3 * low)
    return upper if within else None


def _atom(words: Words, i: int) -> _Atom | None:
    """The single number that begins at token i."""
    word = words.low[i]
    if word == "half":
        scale = words.low[i + 2]
        if words.low[i + 1] == "a" and (scale in _SCALES or scale == "dozen"):
            return _Atom(_SCALES.get(scale, 12) / 2, i + 3, dozens=scale == "dozen")
        exact = words.low[i + 1] in ("a", "an") and scale in HALVED
        return _Atom(0.5, i + 1) if exact else None
    if word in ("a", "an"):
        inner = _atom(words, i + 1)
        return inner if inner is not None and words.low[i + 1] in (*_SCALES, "dozen") else None
    if word == "dozen":
        return _Atom(12.0, i + 1, dozens=True)
    atom = _spelled(words, i) if word in _SPELLED else _digits(words, i)
    if atom is None:
        return None
    if words.low[atom.end] == "dozen":
        return _Atom(atom.value * 12, atom.end + 1, dozens=True)
    if words.low[atom.end : atom.end + 3] == ["and", "a", "half"]:
        return _scaled(words, _Atom(atom.value + 0.5, atom.end + 3))
    return atom


def _digits(words: Words, i: int) -> _Atom | None:
    word = words.low[i].lstrip("~")
    if _DECIMAL_COMMA.fullmatch(word) and words.low[i + 1] in _SCALES:
        return _scaled(words, _Atom(float(word.replace(",", ".")), i + 1))
    match = _DIGITS.fullmatch(word)
    if match is None:
        return None
    whole, decimals, suffix = match.groups()
    if suffix:
        return _Atom(float(whole.replace(",", "") + (decimals or "")) * _SUFFIXES[suffix], i + 1, _SUFFIXES[suffix])
    end = i + 1
    while decimals is None and len(word) <= 3 and "," not in word and _is_group(words, end):
        whole += words.low[end]
        end += 1
    digits = whole.replace(",", "").replace(".", "")
    return _scaled(words, _Atom(float(digits + (decimals or "")), end))


def _is_group(words: Words, i: int) -> bool:
    """Whether token i is a further group of three digits ("1 200")."""
    group = words.low[i]
    gap = words.text[words.ends[i - 1] : words.starts[i]] if i < len(words) else ""
    return len(group) == 3 and group.isdigit() and gap in _GROUP_SPACES


def _scaled(words: Words, atom: _Atom) -> _Atom:
    """The atom times the scale word or suffix after it ("1.5 million", "5m")."""
    end = atom.end
    word = words.low[end]
    joined = words.joined(end - 1)
    if word in DASHES and joined and words.low[end + 1] in _SCALES:
        end, word = end + 1, words.low[end + 1]
    if word in _SCALES:
        return _scaled(words, _Atom(atom.value * _SCALES[word], end + 1, atom.scale * _SCALES[word]))
    money = words.tag(atom.end - 2) == "$"
    if joined and word in _SUFFIXES and (word != "m" or money or words.tag(end + 1).startswith("NN")):
        return _Atom(atom.value * _SUFFIXES[word], end + 1, _SUFFIXES[word])
    return atom


def _spelled(words: Words, i: int) -> _Atom:
    """A number in words: "seven", "twenty-two", "two hundred and forty thousand"."""
    total, current, scale, room = 0, 0, 1, 10**12
    j = i
    last = ""
    while True:
        word = words.low[j]
        skipped = _is_link(words, j, last)
        if skipped:
            j, word = j + 1, words.low[j + 1]
        step = _kind(word)
        if not _may_follow(step, last, skipped) or (step == "scale" and _SCALES[word] >= room):
            return _Atom(float(total + current), j - skipped, scale)
        if step == "hundred":
            current, scale = (current or 1) * 100, 100
        elif step == "scale":
            total, current, room, scale = total + (current or 1) * _SCALES[word], 0, _SCALES[word], _SCALES[word]
        else:
            current, scale = current + _SPELLED[word], 1
        last, j = step, j + 1


def _kind(word: str) -> str:
    if word in _UNITS:
        return "unit"
    if word in _TEENS:
        return "teen"
    if word in _TENS:
        return "tens"
    return "hundred" if word == "hundred" else "scale" if word in _SCALES else ""


def _may_follow(step: str, last: str, skipped: bool) -> bool:
    before = {
        "unit": ("", "tens", "hundred", "scale"),
        "teen": ("", "hundred", "scale"),
        "tens": ("", "hundred", "scale"),
        "hundred": ("", "unit", "teen"),
        "scale": ("", "unit", "teen", "tens", "hundred"),
    }
    return step in before and last in before[step] and not (skipped and step in ("hundred", "scale") and last == "")


def _is_link(words: Words, j: int, last: str) -> bool:
    """Whether token j only joins parts of one number: the "-" of "twenty-two", the "and" of "hundred and two"."""
    word = words.low[j]
    if word in DASHES:
        return bool(last) and words.joined(j - 1) and words.joined(j) and words.low[j + 1] in _SPELLED
    return word == "and" and last in ("hundred", "scale") and _kind(words.low[j + 1]) in ("unit", "teen", "tens")


def _vague(words: Words, i: int) -> Number | None:
    if words.word(i - 1) in _SKIPPED_BEFORE_VAGUE or (words.word(i - 1) == "that" and words.doc[i - 1].dep_ != "mark"):
        return None
    for amount in _phrases().get(words.low[i], ()):
        end = i + len(amount.words)
        if tuple(words.low[i:end]) == amount.words and not _counts_a_number(words, amount, end):
            end -= amount.words[-1] == "of"
            return Number(i, i, end - 1, end, amount.low, amount.high, Comparator.VAGUE, amount.form, None, amount.bare)
    return None


def _counts_a_number(words: Words, amount: _Amount, end: int) -> bool:
    """ "some 200", "a group of 50": the number itself is the figure."""
    word = words.low[end]
    counted = bool(word) and (word[0].isdigit() or word in _SPELLED or word == "dozen")
    return counted and (len(amount.words) == 1 or amount.words[-1] == "of")


def _ratios(words: Words) -> Iterator[Number]:
    """Ratios as numbers: "a ratio of three to one", "3:1"."""
    for match in _RATIO.finditer(words.text) if _RATIO_CUE.search(words.text) else ():
        first, second = (g for g in match.groups() if g is not None)
        tokens = words.tokens(match.start(match.lastindex - 1 if match.lastindex else 0), match.end())
        over, under = _value(first), _value(second)
        if under and len(tokens):
            start, end = tokens[0], tokens[-1] + 1
            yield Number(start, start, start, end, over, over, Comparator.EXACTLY, Form.RATIO, under)


def _value(word: str) -> float:
    return float(word) if word.isdigit() else float(_SPELLED[word.lower()])
