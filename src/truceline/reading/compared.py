"""Compared: times that stand in a clause, and are of the deed that it tells or only of what it is told beside."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from truceline.reading import syntax
from truceline.reading.event import Event
from truceline.reading.times import TimeExpression

if TYPE_CHECKING:
    from truceline.reading.tokens import Token

_MORE_THAN = re.compile(r"(?i)(?:more|less|fewer) than ")


def held_against(text: str, expression: TimeExpression) -> bool:
    """ "12 more than on Sunday", "30 more than a year earlier": of what a number is held against, and not of it."""
    before = text[max(0, expression.start - 6) : expression.start].rstrip().lower()
    return before.endswith(" than") or bool(_MORE_THAN.match(expression.words) and before[-1:].isdigit())


def compares(text: str, token: Token, expression: TimeExpression, event: Event) -> bool:
    """ "his first appearance since January", "for the first time in a month": how long it had not been so."""
    if text[max(0, expression.start - 12) : expression.start].rstrip().lower().endswith("first time"):
        return True
    if not expression.words.lower().startswith("since "):
        return False
    while not syntax.is_verb(token):
        if token.pos_ == "NOUN" and any(c.lower_ == "first" or c.tag_ == "JJS" for c in token.children):
            return True
        if token.i == event.trigger or syntax.is_root(token):
            return False
        token = token.head
    return False


def runs_beside(token: Token, event: Event) -> bool:
    """ "since" and "until" of the deed itself; not of its subject: "Norland, which has led the talks since May"."""
    for word in (token, *token.ancestors):
        if word.i == event.trigger:
            return False
        if word.lower_ in ("since", "until", "till"):
            return not _describes_subject(word, event)
    return False


def _describes_subject(word: Token, event: Event) -> bool:
    """Whether a word stands in a clause that only tells something of the subject."""
    for clause in (word, *word.ancestors):
        if clause.i == event.trigger:
            return False
        if clause.dep_ == "relcl" and clause.head.dep_ in ("nsubj", "nsubjpass"):
            return event.trigger not in {t.i for t in clause.subtree}
    return False
