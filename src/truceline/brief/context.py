"""The rest of the sentence that a quote stands in, so that a note shows its words in their place."""

from __future__ import annotations

import re

from truceline.brief.words import tidy
from truceline.model import Claim, Report

REACH = 300
"""Code points shown at most on either side of a quote."""
_END = re.compile(r"""[.!?؟。…]["'”’»)\]]*\s+|\n\s*\n""")


def around(claim: Claim, text: str) -> tuple[str, str]:
    """What stands before and after the claim's content in its sentence, tidied; ("", "") where the
    content has no place of its own. A cut is marked with "…"."""
    if not claim.spans.content:
        return "", ""
    start, end = claim.spans.content[0].start, claim.spans.content[-1].end
    return _before(text, start), _after(text, end)


def opening(claim: Claim, report: Report) -> str:
    """The claim's sentence from its beginning to the end of the content; "" where that is too far."""
    if not claim.spans.content:
        return ""
    text = report.text
    start, end = claim.spans.content[0].start, claim.spans.content[-1].end
    begin = _begin(text, start)
    if begin is None or end - begin > REACH:
        return ""
    dateline = report.dateline.words if report.dateline is not None else ""
    return text[begin:end].removeprefix(dateline).lstrip()


def whole(claim: Claim, report: Report) -> str:
    """The claim's whole sentence without its closing space; "" where it is too long to be quoted."""
    start = opening(claim, report)
    if not start:
        return ""
    end = claim.spans.content[-1].end
    if _END.match(report.text[max(0, end - 1) : end + 2]):
        return start
    reach = report.text[end : end + REACH]
    stop = _END.search(reach)
    if stop is None and len(report.text) > end + REACH:
        return ""
    found = start + (reach[: stop.end()] if stop is not None else reach).rstrip()
    return found if len(found) <= REACH else ""


def _begin(text: str, start: int) -> int | None:
    """Where the sentence that holds a place begins, if that is within reach."""
    first = max(0, start - REACH)
    ends = [m.end() for m in _END.finditer(text[first:start])]
    if ends:
        return first + ends[-1]
    return 0 if first == 0 else None


def _before(text: str, start: int) -> str:
    reach = text[max(0, start - REACH) : start]
    ends = [m.end() for m in _END.finditer(reach)]
    if ends:
        return tidy(reach[ends[-1] :])
    cut = start > REACH
    return ("… " if cut else "") + tidy(reach.split(" ", 1)[-1] if cut else reach)


def _after(text: str, end: int) -> str:
    if _END.match(text[max(0, end - 1) : end + 2]):
        return ""
    reach = text[end : end + REACH]
    if (stop := _END.search(reach)) is not None:
        return tidy(reach[: stop.end()])
    cut = len(text) > end + REACH
    return tidy(reach.rsplit(" ", 1)[0] if cut else reach) + (" …" if cut else "")
