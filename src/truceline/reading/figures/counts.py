"""Counts: whether a number with its noun tells how many there are."""

from __future__ import annotations

from truceline.reading.figures.noun import Counted, named_category
from truceline.reading.figures.numbers import Form, Number
from truceline.reading.figures.words import Words, word_set

_NOT_AFTER_ONE = word_set(
    "another hand point side sides thing way end reason example sign step aspect question issue option official "
    "officials source sources diplomat analyst expert spokesman spokeswoman spokesperson case occasion condition "
    "word part moment voice place goal aim idea statement area time"
)
_NOT_COUNTED = word_set(
    "times time ways reasons sources issues things options others sides parties points steps occasions"
)
_ITEMS = frozenset({"points", "pages", "paragraphs", "chapters"})
"""What a text has: "a plan of six points"."""
_SIDES = word_set(
    "country countries side sides party parties nation nations state states government governments leader leaders "
    "army armies group groups delegation delegations team teams neighbour neighbours neighbor neighbors rival "
    "rivals foe foes enemy enemies president presidents minister ministers general generals faction factions force "
    "forces capital capitals camp camps militaries organisation organisations organization organizations movement "
    "movements allies"
)
_DEFINITE = frozenset({"the", "these", "those", "their", "its", "both", "all", "between"})
_NOT_ONE_AFTER = word_set("no the this that which any each every")


def is_count(words: Words, number: Number, found: Counted) -> bool:
    """Whether so many of a noun are told: "two women", but neither "two sides" nor "one official said"."""
    unit = found.unit.lower()
    if number.form is Form.ONE:
        return _one_counts(words, number, found, unit)
    if number.form is Form.NONE:
        return _none_counts(words, number, found)
    if number.form is Form.VAGUE_KNOWN:
        return found.category is not None
    if number.form is Form.VAGUE:
        return unit not in _NOT_COUNTED
    if unit in _ITEMS:
        return False
    if unit in ("sides", "parties") and number.low == 2:
        return False
    definite = words.word(number.start - 1) in _DEFINITE or words.tag(number.start - 1) in ("PRP$", "POS")
    return not (definite and unit in _SIDES and number.high is not None and number.high <= 5)


def _one_counts(words: Words, number: Number, found: Counted, unit: str) -> bool:
    """ "One man" and "one of the hostages" count; "one official said" and "the one side" do not."""
    unbounded = number.start == number.first
    if unbounded and (words.word(number.start - 1) in _NOT_ONE_AFTER or unit in _NOT_AFTER_ONE):
        return False
    return words.low[number.end] != "of" or found.category is not None or bool(found.of)


def _none_counts(words: Words, number: Number, found: Counted) -> bool:
    if found.category is None or (words.low[number.first] == "none" and words.low[number.end] != "of"):
        return False
    category = named_category(found.unit.lower())
    if category is not None and category.population in ("hostilities", "casualties"):
        return False  # "no attack came" denies, and counts nothing
    mass = category is not None and category.population in ("aid", "goods") and words.tag(found.head) == "NN"
    return not mass
