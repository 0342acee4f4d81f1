"""Breaches alleged: who accuses whom, and the answer of the accused, side by side."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence

from truceline.brief import kinds
from truceline.brief.brief import Group, Layout, Section
from truceline.brief.sentences import joined, sentence
from truceline.brief.statements import Statement, dated, overlap
from truceline.brief.times import published_day
from truceline.brief.words import capital, listed, points, tidy
from truceline.model import Modality, Polarity, Stance

LIMIT = 16
NEAR = 60
"""Code points between words and others that take them up at once."""
POINTING_REACH = 160
_STOP = re.compile(r"[.!?]\s")
NO_ANSWER = "No answer recognised in the record."


def breaches(all: Sequence[Statement]) -> Section | None:
    """Each accusation with the answers to it, pair of sides by pair of sides."""
    alleged = [s for s in all if kinds.breach(s)]
    deeds: dict[str, list[Statement]] = defaultdict(list)
    for one in alleged:
        if one.claim.act.type != "ACCUSE":
            deeds[one.report.id].append(one)
    echoes = {id(e): d for e in alleged if (d := _echoed(e, deeds.get(e.report.id, ()))) is not None}
    found = [s for s in alleged if id(s) not in echoes]
    if not found:
        return None
    shown, left = found[-LIMIT:], found[:-LIMIT]
    pairs = list(dict.fromkeys(_pair(s) for s in shown))
    ordered = sorted(shown, key=lambda s: (pairs.index(_pair(s)), s.order))
    lead = "Each accusation stands beside the answer of the side accused. Nothing here says that a breach took place."
    groups = [_group(s, all, [e for e in alleged if echoes.get(id(e)) is s]) for s in ordered]
    return Section("breaches", "Breaches alleged, and the answer to each", lead, _headed_once(groups), _ids(left))


def _ids(statements: Sequence[Statement]) -> tuple[str, ...]:
    return tuple(i for s in statements for i in s.ids)


def _headed_once(groups: list[Group]) -> tuple[Group, ...]:
    """The groups, each heading only where it changes."""
    last, shown = "", []
    for group in groups:
        heading = "" if group.heading == last else group.heading
        last = group.heading
        shown.append(Group(group.sentences, heading, group.answers, group.remark, group.layout))
    return tuple(shown)


def accuser(statement: Statement) -> str:
    """Who accuses: the speaker of the accusation, or whom another says to accuse."""
    act = statement.claim.act
    if act.type == "ACCUSE" and act.actors:
        return listed([tidy(a) for a in act.actors])
    return tidy(statement.claim.speaker) if not statement.is_report else ""


def accused(statement: Statement) -> tuple[str, ...]:
    """Whom: the actors of the deed alleged, or the recipients of the accusation."""
    act = statement.claim.act
    if act.type == "ACCUSE":
        return act.recipients or (() if statement.claim.stance is not Stance.ACCUSES else act.actors)
    return act.actors


def _pair(statement: Statement) -> tuple[str, tuple[str, ...]]:
    return accuser(statement), accused(statement)


def _group(accusation: Statement, all: Sequence[Statement], echoes: Sequence[Statement]) -> Group:
    by, whom = accuser(accusation), listed([tidy(a) for a in accused(accusation)])
    if by and whom:
        heading = f"{by}, against {whom}"
    else:
        heading = f"Against {whom}" if whom else f"{by}, against a side not named" if by else "Accused side not named"
    heading = capital(heading)
    found = answers(accusation, all)
    remark = "" if found else NO_ANSWER
    said = joined(sentence(accusation), echoes)
    return Group((said,), heading, tuple(sentence(s) for s in found), remark, Layout.BESIDE)


def answers(accusation: Statement, all: Sequence[Statement]) -> tuple[Statement, ...]:
    """The statements that answer an accusation: those said to, else denials of the same matter by the accused."""
    ids = {c.id for c in accusation.claims}
    linked = [s for s in all if any(c.act.answers in ids for c in s.claims)]
    denials = [s for s in all if s not in linked and s is not accusation and _denies(s, accusation)]
    return tuple(sorted((*linked, *denials), key=lambda s: s.order))


def denial(statement: Statement) -> bool:
    claim = statement.claim
    return claim.stance in (Stance.DENIES, Stance.REJECTS) or (
        claim.stance is Stance.ASSERTS
        and (claim.act.modality is Modality.DENIED or claim.act.polarity is Polarity.NEGATIVE)
    )


def _denies(answer: Statement, accusation: Statement) -> bool:
    """A denial by the side accused, known on the same day or told of the same time, of an act of the same
    type, or one that points back at what stands just before it; no other detail speaks against it."""
    a, b = answer.claim.act, accusation.claim.act
    if answer.claim.stance is Stance.REJECTS and not points_back(answer, accusation):
        return False  # turning something down is no answer to a charge
    whom = {x.casefold() for x in accused(accusation)}
    by_accused = bool(whom & answer.speaks_for()) or (
        answer.is_report and bool(whom & {x.casefold() for x in a.actors})
    )
    same = a.type == b.type or "ACCUSE" in (a.type, b.type)
    timely = overlap(answer, accusation) and (_one_day(answer, accusation) or (dated(answer) and dated(accusation)))
    return denial(answer) and by_accused and same and _fits(answer, accusation) and timely


def _one_day(a: Statement, b: Statement) -> bool:
    """Whether both became known on one day, in whichever reports."""
    days = [{d for r in s.reports if (d := published_day(r))} for s in (a, b)]
    return a.report.id == b.report.id or bool(days[0] & days[1])


def points_back(answer: Statement, said: Statement) -> bool:
    """Whether the words take up at once, in one report, what the other has just said: "that explanation"."""
    return points(answer.claim.quote) and taken_up(said, answer, POINTING_REACH)


def taken_up(said: Statement, answer: Statement, reach: int, *, sentences: int = 1) -> bool:
    """Whether one statement comes within ``reach`` code points and so many sentence ends after another's
    words, in the same paragraph of the same report."""
    content = said.claim.spans.content
    if answer.report.id != said.report.id or not content:
        return False
    end, start = content[-1].end, answer.claim.start
    between = said.report.text[end : max(end, start)]
    return 0 <= start - end <= reach and "\n\n" not in between and len(_STOP.findall(between)) <= sentences


def _fits(answer: Statement, accusation: Statement) -> bool:
    a, b = answer.claim.act, accusation.claim.act
    loose = "ACCUSE" in (a.type, b.type) and answer.report.id == accusation.report.id
    if loose:
        return not a.actors or bool({x.casefold() for x in a.actors} & {x.casefold() for x in accused(accusation)})
    return a.type == b.type and _same(a.mode, b.mode) and _same(a.category, b.category)


def _same(a: str | None, b: str | None) -> bool:
    return a is None or b is None or a == b


def _echoed(event: Statement, deeds: Sequence[Statement]) -> Statement | None:
    """The deed, of those alleged in its report, that an accusation told as an event repeats from its words, if any."""
    if event.claim.act.type != "ACCUSE":
        return None
    return next((d for d in deeds if _echo(event, d)), None)


def _echo(event: Statement, deed: Statement) -> bool:
    return _touch(event, deed) and bool({x.casefold() for x in accused(event)} & {x.casefold() for x in accused(deed)})


def _touch(a: Statement, b: Statement) -> bool:
    return any(
        x.start < y.end and y.start < x.end
        for x in (*a.claim.spans.content, *a.claim.spans.cue)
        for y in (*b.claim.spans.content, *b.claim.spans.cue)
    )
