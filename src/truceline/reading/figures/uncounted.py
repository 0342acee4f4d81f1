"""Uncounted: numbers that count nothing: dates, years, clock times, ages, labels, fractions, parts of names."""

from __future__ import annotations

import re

from truceline.reading.figures.words import DASHES, Words, word_set
from truceline.reading.times.words import WEEKDAYS

_NUM = r"(?:\d{1,4}|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve)"
_MONTH = (
    r"(?:(?i:January|February|April|June|July|August|September|October|November|December)|M(?:arch|ARCH|ay|AY)"
    r"|(?:Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept|Sep|Oct|Nov|Dec)\b\.?)"
)
_DAY = r"(?:3[01]|[12]\d|0?[1-9])(?:st|nd|rd|th)?"
_PEOPLE = (
    r"(?:women|men|children|boys|girls|males|females|people|persons|minors|those|anyone|everyone|no one|nobody|all"
    r"|man|woman|boy|girl|hostages|prisoners|detainees|civilians|teenagers|youths)"
)
_KIN = r"(?:son|daughter|brother|sister|mother|father|wife|husband|nephew|niece|cousin|man|woman|boy|girl|child|baby)"
_DATES = (
    r"\d{4}-\d{2}-\d{2}\b",
    r"\d{1,2}[./]\d{1,2}[./]\d{2,4}\b",
    r"\d{1,4}/\d{1,4}\b",
    r"(?:19|20)\d\d[-–/]\d{2,4}\b",
    rf"(?:{_DAY}\s*(?:[-–—,]|to|and|or|until)\s*)*{_DAY}(?:\s+of)?\s+{_MONTH}(?![a-z])(?:,?\s+(?:19|20)\d\d\b)?",
)
_MONTH_FIRST = (
    rf"(?=[JFMASONDjfasond])(?:(?<![Ii]n ){_MONTH}\s+{_DAY}\b(?![,.]\d)"
    rf"(?:\s*(?:[-–—]|to|until)\s*(?:{_MONTH}\s+)?{_DAY}\b|\s+and\s+{_DAY}(?=[,.;)]))?(?:,?\s+(?:19|20)\d\d\b)?"
    rf"|{_MONTH}\s+(?:19|20)\d\d\b)"
)
_CLOCK = r"(?:a\.m|p\.m|am|pm|AM|PM|o['’]clock|GMT|noon)"
_CLOCK_TIMES = (
    r"(?:[01]?\d|2[0-4])[:h][0-5]\d(?::\d\d)?\b",
    r"(?:[01]\d|2[0-3])[.:]?[0-5]\d\s?(?i:GMT|UTC|hours|hrs)\b",
    rf"(?:{_NUM}(?:[.:]\d\d)?\s*(?:[-–—]|to|and)\s*)?{_NUM}(?:[.:]\d\d)?\s?{_CLOCK}\b",
    rf"(?:at|by|until|before|after|around|about|since)\s+{_NUM}\s+(?:in the|at)\s+"
    r"(?:morning|afternoon|evening|night)\b",
    rf"between\s+{_NUM}\s+and\s+{_NUM}\s+(?:in the|at)\s+(?:morning|afternoon|evening|night)\b",
    rf"(?i:half|quarter)\s+(?i:past|after)\s+(?i:{_NUM})\b",
    rf"(?i:quarter)\s+(?i:to)\s+(?i:{_NUM})\b(?!\s+[a-z]+s\b)",
    rf"(?i:five|ten|twenty|twenty-five)\s+(?:minutes\s+)?past\s+(?i:{_NUM})\b",
)
_AGES = (
    r"[Aa]ge[ds]?\s+(?:of\s+)?(?:between\s+|over\s+|under\s+|from\s+|about\s+)?"
    rf"{_NUM}(?:\s*(?:to|and|[-–])\s*{_NUM})?\b",
    r"\d{1,3}[-\s]years?[-\s](?:olds?|of age)\b",
    rf"{_NUM}\s+(?:or|and)\s+(?:older|younger)\b",
    rf"(?i:{_PEOPLE})\s+(?:(?:who\s+are|aged)\s+)?(?:under|over|above|below|older\s+than|younger\s+than)\s+"
    rf"(?:the\s+age\s+of\s+)?{_NUM}\b(?!\s+[a-z]+s\b)",
    rf"(?i:{_PEOPLE})\s+(?:(?:who\s+are|aged)\s+)?between\s+{_NUM}\s+and\s+{_NUM}\b(?!\s+[a-z]+s\b)",
    rf"(?i:{_KIN}),\s\d{{1,2}}(?=,\s)",
    r"(?:was|were|is|are)\s+under\s+(?:the\s+age\s+of\s+)?\d{1,2}\b(?!\s+[a-z]+s\b)",
    r"(?:[Uu]nder|[Oo]ver)[-–]\d{1,2}s?\b",
    r"(?!\w+day,)[A-Z][\w'’-]+,\s\d{1,2}(?=,\s)",
)
_YEARS_OLD = (
    r"(?:\d{1,3}|(?:twen|thir|for|fif|six|seven|eigh|nine)ty(?:-\w+)?|\w+teen|ten|eleven|twelve|one|two|three|four|five|six"
    r"|seven|eight|nine)"
)
_OF_AGE = (
    r"(?i:man|woman|girl|boy|child|baby|toddler|infant|youth|teenager|lad|pensioner|grandmother|grandfather|widow|student)"
    rf"\s+of\s+(?i:{_YEARS_OLD})\b(?!\s+(?:them|the|these|those)\b)",
    rf"(?i:father|mother|parent)\s+of\s+(?i:{_YEARS_OLD})\b",
)
"""People told by their age or their children: "a girl of nine", "a father of three"."""
_CALIBRES = (r"\d{1,3}(?:\.\d+)?-?(?:\s+(?:and|or|to)\s+\d{1,3}-?)?[-\s]?(?:mm|millimet(?:re|er)s?)\b",)
_DAYS = (r"(?m:^)(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day,?\s+\d{1,2}(?=\s*[-\u2013\u2014:.]\s)",)
_STEP = r"(?i:\d|one|two|three|four|five)"
_LABELS = (
    r"(?i:resolutions?|articles?|sections?|paragraphs?|clauses?|chapters?|numbers?|annex|appendix|protocol|page|tier)"
    rf"\s+(?i:{_NUM})(?:\s*(?:and|to|or|[-–,])\s*(?i:{_NUM}))*\b(?!,\d{{3}})",
    r"(?=[PpSsRr])(?<!first )(?<!second )(?<!third )(?<!this )(?<!each )(?<!initial )(?<!final )(?<!next )"
    rf"(?i:phases?|stages?|steps?|round)\s+{_STEP}\b(?:\s*(?:and|or)\s*{_STEP}\b)?",
    r"(?:Area|Zone|Sector|District|Unit|Camp|Channel|Route|Highway|Road|Checkpoint|Gate|Brigade|Battalion|Division"
    r"|Flight|Terminal|Building|Block|Line|Group|Level|Nos?\.|Rule|Law|Decree|Order|Boeing|Airbus|Bus|Room|Ward|Post|Kilo|Compound|Hill|Height|Position|Pier|Gallery)"
    rf"\s+{_NUM}\b",
    rf"(?i:on|by|after|before|from|until|till|of|to|since|in|at|than|for)\s+(?:day|week|month|year)\s+{_NUM}\b",
    rf"(?:Day|Week|Month|Year)\s+{_NUM}\b",
)
_LEFT = rf"(?:\d[\d,]*|{_NUM}|\w+teen|\w+ty(?:-\w+)?|a\s+dozen)"
_LEFT_OUT = (
    rf"(?i:(?:all|everyone|everybody|everything|none)\s+but\s+{_LEFT}\b(?:\s+of\s+(?:(?:the|its|their|our)\s+)?{_LEFT}\b)?)",
)
"""Those of whom something is not told: "all but ten of the 40 were freed"."""
_FRACTIONS = (
    rf"(?i:{_NUM})[-\s](?:thirds?|quarters?|fifths?|half|halves)\b",
    rf"(?i:one|1)\s+in\s+(?:every\s+)?(?i:{_NUM})\b(?!\s+(?:hour|day|week|month|year))",
)
_WORDS = (*_DATES, *_DAYS, _MONTH_FIRST, *_CLOCK_TIMES, *_AGES, *_OF_AGE, *_CALIBRES, *_LABELS, *_LEFT_OUT, *_FRACTIONS)
"""What begins where a word begins."""
_NOT_COUNTS = re.compile(rf"\b(?=\w)(?:{'|'.join(_WORDS)})|{_MONTH_FIRST}|#\s?\d+|(?m:^)\s*\d{{1,2}}[.)]\s")
_YEAR_CUES = word_set(
    "in since by until till during of from after before early late mid the this its his their 's ’s summer spring "
    "autumn winter to"
)


def uncounted(words: Words) -> set[int]:
    """The tokens of dates, clock times, ages, labels and fractions."""
    return {i for m in _NOT_COUNTS.finditer(words.text) for i in words.tokens(m.start(), m.end())}


def is_glued(words: Words, i: int) -> bool:
    """Whether the number is the tail of something with a hyphen ("F-16", "a 6-1 vote")."""
    return i >= 2 and words.low[i - 1] in DASHES and words.joined(i - 1) and words.joined(i - 2)


def is_year(words: Words, i: int, end: int) -> bool:
    """A four-digit number of these centuries counts only what stands right after it in the plural."""
    word = words.low[i]
    if end != i + 1 or len(word) != 4 or not word.isdigit() or not 1900 <= int(word) <= 2099:
        return False
    if words.word(i - 1) in _YEAR_CUES and " ".join(words.low[max(0, i - 3) : i]) not in ("a total of", "in excess of"):
        return True
    after = end + 1 if words.tag(end).startswith("JJ") or not words.low[end] else end
    return words.tag(after) not in ("NNS", "NNPS") and words.low[after] != "people"


def is_name(words: Words, i: int) -> bool:
    """A number that the tagger reads as a name ("Group of Seven"), or that follows one ("France 24")."""
    if words.tag(i) in ("NNP", "NNPS"):
        return not _opens_a_sentence(words, i)
    if "," in words.low[i] or (words.word(i - 1) in WEEKDAYS and words.low[i].isdigit() and int(words.low[i]) > 31):
        return False
    token = words.doc[i]
    follows = token.head.i == i - 1 and words.tag(i - 1) in ("NNP", "NNPS") and token.dep_ == "nummod"
    return follows and not words.tag(i + 1).startswith(("NN", "JJ")) and not _is_gapped(words, i)


def _opens_a_sentence(words: Words, i: int) -> bool:
    """ "Eleven did not go back": a capital that the sentence gives, and no name behind it."""
    opens = words.sentence_start(i) == i or words.tag(i - 1) in ("``", "''", ":", "HYPH", ".")
    after = i + 2 if words.low[i + 1] in DASHES else i + 1
    return opens and words.doc[i].text[1:].islower() and not words.tag(after).startswith("NNP")


def _is_gapped(words: Words, i: int) -> bool:
    """ "one side took 12 and the other 27": the verb and the noun are left out."""
    return words.word(i - 2) in ("and", ",", ";", "while") and words.tag(i + 1) in (".", ",", ":", "IN", "")
