"""Furniture: the lines of a page that report nothing: who wrote and edited it, captions, links, rights.

"By ANN LIND", "FILE - Soldiers rest (AP Photo/Luis Paz)", "Reporting by Ann Lind; editing by ...", "Read more: ...".
"""

from __future__ import annotations

import re
from bisect import bisect_right

_NAME = r"[A-Z][\w.'\u2019-]*"
_LINE = re.compile(r"[^\n]+")
_AGENCY = (
    r"(?:AP|AFP|Reuters|REUTERS|EPA|UPI|ANSA|Xinhua|TASS|Tass|Getty(?: Images)?|Associated Press|Anadolu|Al Jazeera|"
    r"Shutterstock|Handout)"
)
_WROTE = r"(?:reporting|writing|written|editing|edited|compiled|reported|produced|translated|translation|graphics?)"
_THIS = r"(?:article|story|report|version|piece|post|page|dispatch|item|copy)"

_WHOLE = re.compile(
    rf"(?:By|BY)(?: (?:{_NAME}|and|in|for|of|with|the)[,;]?)+"
    rf"|{_NAME}(?: {_NAME})*(?:,| and|;| in| at| on| for| with)?(?: [^.]{{0,60}})? in {_NAME}(?: {_NAME})?"
    r"(?:,? and (?:agencies|agency))"
    r"|(?:Advertisement|ADVERTISEMENT|Supported by|Skip advertisement|Photograph|Gallery|Video)\W*"
)
"""What a line of furniture is from its first word to its last."""
_OPENING = re.compile(
    r"(?:FILE|File|In this file photo|File photo|FILE PHOTO|FILE PICTURE|Photo|Image|IN PICTURES|Pictured)"
    r"(?: (?:photo|picture|image|source|caption))?(?: ?[-\u2013\u2014:,]| ?\(| \u2014)"
    r"|(?:Image|Media|Photo|Video)(?: source| caption| credit|graph)"
    rf"|\(?(?i:(?:with )?(?:additional |further |other )?{_WROTE}(?: and {_WROTE})?) by:? [A-Z]"
    rf"|(?:Copyright|\u00a9|\(c\) ?(?:Copyright|{_AGENCY}|\d{{4}})|All rights reserved|Our Standards)"
    r"|(?i:(?:media|press) contacts?|notes? to editors):"
    r"|(?i:for (?:more|further) information|for media inquiries)[^.:]{0,40}(?:contact|visit|see|call|:)"
)
"""What a line of furniture begins with, however long it is."""
_SHORT_OPENING = re.compile(
    r"(?i:\W?(?:read more|read also|also read|see also|more on this story|more on this|related(?: \w+)?|"
    r"recommended(?: \w+)?|more from|most read|further reading|watch|listen|in pictures|explainer|live updates|"
    r"you may also like|don['\u2019]t miss))\W*[:|>\u00bb]"
    r"|(?i:read more|related (?:stories|articles|topics|coverage|links|content)|continue reading|story continues|"
    r"skip (?:to|past)|sign up|subscribe|follow us|share this|click here|download (?:the|our)|"
    r"article continues)\b"
    rf"|This {_THIS} (?:was|has been|is|will be) (?:\w+ )?(?:updated|edited|refiled|translated)\b"
    r"|(?:First )?[Pp]ublished(?: on| [Oo]n|:)|Last (?:updated|modified|edited)"
    rf"|Follow (?:{_NAME} ){{1,4}}(?:on|at)\b|Follow AP"
    rf"|(?:Find )?(?:[Mm]ore )?AP['\u2019]?s? (?:stories|coverage|news)\b"
)
"""What a short line of furniture begins with, where a long one may go on to tell something."""
_SHORT = 9
"""Words of a short line. What corrects a text is no furniture."""
_HOLDING = re.compile(
    rf"\({_AGENCY} [Pp]hoto|\(Photo|\(Photograph|\(Image|\([A-Z][^()]{{2,60}}/{_AGENCY}[^()]*\)\W*$"
    rf"|\[[^\]]{{2,60}}/{_AGENCY}[^\]]*\]\W*$|(?:Photograph|Photo|Credit|Image)(?:: |\.\.\.)[^.]{{0,80}}$"
    r"|\b[Mm]ay not be published, broadcast|[Aa]ll rights reserved\W*$"
)
"""What a line of furniture has anywhere."""
_CREDIT = re.compile(
    rf"\bcontributed (?:reporting|research|to (?:this|the) (?:{_THIS}|report))\b"
    rf"|(?:(?<=\n)|\A){_NAME}(?: {_NAME}){{0,3}} reported from [A-Z][^.\n]{{0,120}}\.?(?=\n|\Z)"
    rf"|\((?i:(?:additional )?{_WROTE}(?: and {_WROTE})?) by:? [A-Z]"
)
"""Who wrote a text, in a sentence of a line that may tell other things before."""
_SENTENCE_END = re.compile(r"(?<=[a-z0-9])[.!?][\"\u201d)]? (?=[A-Z(\u201c\"])")


class Furniture:
    """Where the furniture of a text stands."""

    def __init__(self, text: str) -> None:
        found = [m.span() for m in _LINE.finditer(text) if _is_furniture(m.group().strip())]
        found += [_credit(text, m) for m in _CREDIT.finditer(text)]
        self._found = sorted(found)
        self._starts = [start for start, _ in self._found]

    def at(self, place: int) -> bool:
        """Whether a place of the text is in it."""
        before = self._found[max(0, bisect_right(self._starts, place) - 2) : bisect_right(self._starts, place)]
        return any(start <= place < end for start, end in before)


def _is_furniture(line: str) -> bool:
    short = len(line.split()) <= _SHORT and _SHORT_OPENING.match(line)
    return bool(short or _WHOLE.fullmatch(line) or _OPENING.match(line) or _HOLDING.search(line))


def _credit(text: str, found: re.Match[str]) -> tuple[int, int]:
    """From the sentence that names the writers to the end of its line; with "Lind reported from Norham" before it."""
    line = text.rfind("\n", 0, found.start()) + 1
    end = text.find("\n", found.start())
    starts = [line, *(m.end() for m in _SENTENCE_END.finditer(text, line, found.start() + 1))]
    while len(starts) > 1 and " reported from " in text[starts[-2] : starts[-1]]:
        starts.pop()
    return starts[-1], end if end >= 0 else len(text)
