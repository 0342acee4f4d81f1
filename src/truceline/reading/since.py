"""Since: "since the truce began", where the text tells elsewhere on which day that was.

The words become a time expression of their own: from that day to the publication. Where the text names no such day,
nothing is found, and the running total stays open at its beginning.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from typing import TYPE_CHECKING

from truceline.model import Basis, Report, When
from truceline.reading import arguments, lexicon, syntax
from truceline.reading.parse import Parse
from truceline.reading.times import TimeExpression
from truceline.reading.times.days import DateName
from truceline.reading.times.moments import FINE, Bound, Point, Side

if TYPE_CHECKING:
    from truceline.reading.tokens import Token

_BEGINNING = frozenset("begin start take come enter open erupt strike hit break resume go".split())
_MADE = frozenset("sign agree announce declare conclude reach seal call broker".split())
_STARTS = frozenset("start beginning outbreak onset opening signing".split())
_ENDS = frozenset("end collapse expiry breakdown".split())
_WAR = frozenset("fighting fight hostility war conflict combat battle clash".split())
_ENDING = frozenset("end collapse expire lapse fail fall terminate conclude".split())


def since_events(parse: Parse, report: Report, times: Sequence[TimeExpression]) -> Iterator[TimeExpression]:
    """The "since" phrases of a text that name an event whose day is told elsewhere in it, in order."""
    for token in parse.doc:
        if token.lower_ != "since" or any(t.start - 8 <= parse.starts[token.i] < t.end for t in times):
            continue
        noun, ended = _event(token)
        day = _day_of(parse, report, times, noun, ended=ended) if noun is not None else None
        if noun is None or day is None:
            continue
        last = max(syntax.subtree(token.head if token.dep_ == "mark" else token))
        start, end = parse.starts[token.i], parse.ends[last]
        if last - token.i > _LONGEST or any(start <= t.start < end for t in times):
            continue
        form = Bound(Side.SINCE, Point(DateName(day.day, day.month, day.year)))
        yield TimeExpression(start, end, parse.text[start:end], form)


def begun(parse: Parse, report: Report, times: Sequence[TimeExpression], time: TimeExpression) -> When | None:
    """The day of the deal or truce that a sentence speaks of: "under the accord, within ten days".

    Where the sentence names neither, that of the deal or truce that the text tells of.
    """
    words = lexicon.events().classes
    sentence = parse.doc[parse.token_at(time.start)].sent
    nouns = [t for t in sentence if t.lemma_.lower() in words["truce"] | words["deal"] and t.pos_ == "NOUN"]
    for noun in nouns:
        day = _day_of(parse, report, times, noun, ended=False)
        if day is not None:
            return When.day(day, zone=report.zone, basis=Basis.INFERRED)
    day = _day_called(parse, report, times, words["truce"] | words["deal"], ended=False)
    published = report.published.date if report.published is not None else None
    new = day is not None and published is not None and abs(published - day) <= _NEW_DEAL
    return When.day(day, zone=report.zone, basis=Basis.INFERRED) if day is not None and new else None


def of_course(parse: Parse, time: TimeExpression) -> Token | None:
    """ "on day three of the truce": the truce, of which it is the third day."""
    after = parse.text[time.end : time.end + 4]
    if not after.startswith(" of "):
        return None
    of = parse.doc[parse.token_at(time.end + 1)]
    noun = next((c for c in syntax.children(of, "pobj")), None) if of.lower_ == "of" else None
    lasting = lexicon.events().classes["truce"] | {"war", "siege", "uprising"}
    return noun if noun is not None and noun.lemma_.lower() in lasting else None


def begun_of(parse: Parse, report: Report, times: Sequence[TimeExpression], noun: Token) -> When | None:
    """The day on which the text tells that a truce, or something else that lasts, began."""
    day = _day_of(parse, report, times, noun, ended=False)
    return When.day(day, zone=report.zone, basis=Basis.INFERRED) if day is not None else None


_NEW_DEAL = timedelta(days=45)
"""How old a deal may be that a term counts from without a word of it."""


_LONGEST = 9
"""How many words a "since" phrase has at most."""


def _event(since: Token) -> tuple[Token | None, bool]:
    """The noun whose beginning, or end, "since" counts from."""
    if since.dep_ == "mark":
        noun = arguments.subject(since.head)
        known = since.head.lemma_.lower() in _BEGINNING | _MADE | _ENDING
        ended = since.head.lemma_.lower() in _ENDING
        return (noun if known and noun is not None and noun.pos_ == "NOUN" else None), ended
    noun = next((n for n in syntax.children(since, "pobj") if n.pos_ == "NOUN"), None)
    course = noun.lemma_.lower() if noun is not None else ""
    if noun is None or course not in _STARTS | _ENDS:
        return noun, False
    begun = next((n for n in syntax.prep_objects(noun, "of") if n.pos_ == "NOUN"), None)  # "the start of the war"
    return (begun or noun), course in _ENDS and begun is not None


def _day_of(parse: Parse, report: Report, times: Sequence[TimeExpression], noun: Token, *, ended: bool) -> date | None:
    """The day on which the text tells that the event began: where it took effect, else where it was made."""
    truce = lexicon.events().classes["truce"] | lexicon.events().classes["deal"]
    lemma = noun.lemma_.lower()
    names = truce if lemma in truce else frozenset({lemma, lemma.removesuffix("ing"), lemma.removesuffix("ature")})
    names = names | _WAR if lemma in _WAR else names
    return _day_called(parse, report, times, names, ended=ended)


def _day_called(
    parse: Parse, report: Report, times: Sequence[TimeExpression], names: frozenset[str], *, ended: bool
) -> date | None:
    wanted = (_ENDING,) if ended else (_BEGINNING, _MADE)
    found: dict[int, date] = {}
    for time in times:
        rank = _rank(parse.doc[parse.token_at(time.start)], names, wanted)
        when = time.when(report.published, report.zone) if rank is not None else None
        if rank is None or when is None or when.start is None or when.precision not in FINE:
            continue
        if when.date is not None:
            found.setdefault(rank, when.date)
    return found[min(found)] if found else None


def _rank(time: Token, names: frozenset[str], wanted: tuple[frozenset[str], ...]) -> int | None:
    """0 for "the truce took effect on Monday", 1 for "signed a truce on Monday", also for "the truce of 2 May"."""
    token = time
    while not syntax.is_root(token):
        token = token.head
        if (
            token.pos_ == "NOUN"
            and token.lemma_.lower() in names
            and time.dep_ in ("prep", "pobj", "nummod", "compound", "nmod")
        ):
            return len(wanted) - 1
        if syntax.is_verb(token):
            if token.lemma_.lower() in names:
                return 0
            nouns = [*syntax.children(token, *syntax.SUBJECT, *syntax.PASSIVE_SUBJECT, "dobj")]
            nouns += [token.head] if token.dep_ in ("acl", "relcl") else []
            told = any(n.lemma_.lower() in names for n in nouns)
            lemma = token.lemma_.lower()
            return next((n for n, verbs in enumerate(wanted) if lemma in verbs), None) if told else None
    return None
