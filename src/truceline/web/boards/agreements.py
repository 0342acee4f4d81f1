"""Agreements as the screens show them: in plain words, with their readings, their texts and what each changed."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from difflib import unified_diff
from itertools import groupby, pairwise
from typing import Any

from truceline.agreements.agreement import Agreement
from truceline.agreements.choices import NOT_SO
from truceline.agreements.sentences import NOT_THERE, Changed, Open, Part, Sentence, changes, sentences
from truceline.case import AgreementVersion, Case, Verbatim
from truceline.web.working import Working, plain_moment
from truceline.words import when_words

PARTS = {
    Part.TRUCE: "The truce",
    Part.PHASE: "Phases",
    Part.DUTY: "What is owed",
    Part.ACT: "What is waited for",
    Part.ORDER: "Who comes first",
    Part.CHOICE: "What people may choose",
    Part.POPULATION: "Who and what is meant",
    Part.LATER: "Extensions and end",
}
_UNNAMED = (Part.TRUCE, Part.LATER, Part.POPULATION)
"""Parts whose sentences say their name themselves."""
_MOST_LINES = 2000


def listed(working: Working, as_of: str = "") -> dict[str, Any]:
    """Every agreement that was signed by then, in the order they were added."""
    known = working.moment(as_of)
    found = working.case.agreements(known)
    return {"agreements": [{**head(a), **_counts(a), "texts": _texts(working, a.id, as_of)} for a in found]}


def shown(working: Working, id: str, as_of: str = "") -> dict[str, Any]:
    """One agreement: its terms in words, its text, and its earlier texts with what each later one changed.

    Raises UnknownId, AmbiguousId.
    """
    known = working.moment(as_of)
    found, texts = working.case.agreement(id, known), working.case.agreement_texts(id, known)
    read = [Case.read_agreement(Verbatim(t.text), name=t.name) for t in texts]
    return {
        **head(found),
        **_counts(found),
        "name": found.name,
        "text": found.text,
        "parts": in_parts(found),
        "texts": [_text(t) for t in texts],
        "later": [
            {"seq": after.seq, **compared(one, other)}
            for (one, other), after in zip(pairwise(read), texts[1:], strict=True)
        ],
    }


def head(found: Agreement) -> dict[str, Any]:
    """Who made an agreement, and when."""
    return {
        "id": found.id,
        "title": found.title,
        "of": plain_moment(found.text_of),
        "zone": found.zone,
        "parties": list(found.parties),
        "mediators": list(found.mediators),
        "monitors": list(found.monitors),
        "source": found.source,
    }


def _counts(found: Agreement) -> dict[str, Any]:
    owed = sum(s.judged for s in sentences(found))
    return {"duties": owed, "choices": len(found.choices)}


def _texts(working: Working, id: str, as_of: str) -> list[dict[str, Any]]:
    return [_text(t) for t in working.case.agreement_texts(id, working.moment(as_of))]


def _text(text: AgreementVersion) -> dict[str, Any]:
    return {
        "seq": text.seq,
        "author": text.author,
        "added": plain_moment(text.time),
        "name": text.name,
        "dated": when_words(text.dated),
        "reason": text.reason,
    }


# --- in words -------------------------------------------------------------------------------------------
def in_parts(found: Agreement) -> list[dict[str, Any]]:
    """Every term in plain words, under the heading of its part."""
    groups = groupby(sentences(found), key=lambda s: s.part)
    return [{"head": PARTS[part], "sentences": [sentence(s) for s in group]} for part, group in groups]


def sentence(one: Sentence) -> dict[str, Any]:
    """A term in plain words, as plain values."""
    return {
        "part": one.part.value,
        "name": one.name,
        "named": one.part not in _UNNAMED,
        "judged": one.judged,
        "words": one.words,
        "stated_by": list(one.stated_by),
        "sources": list(one.sources),
        "open": [_open(choice) for choice in one.open],
    }


def _open(choice: Open) -> dict[str, Any]:
    return {
        "path": choice.path,
        "about": choice.about.replace("_", " "),
        "kind": choice.kind.value,
        "told": any(way.differs for way in choice.ways) and choice.ways[-1].words != NOT_THERE,
        "ways": [
            {
                "name": "not agreed" if way.name == NOT_SO else way.name,
                "stated": way.name != NOT_SO,
                "differs": way.differs,
                "held_by": list(way.held_by),
                "since": plain_moment(way.since),
                "source": way.source,
            }
            for way in choice.ways
        ],
    }


# --- what a later text changed --------------------------------------------------------------------------
def compared(before: Agreement, after: Agreement) -> dict[str, Any]:
    """What a later text says otherwise: term by term in words, and line by line."""
    return {
        "changed": [_changed(one) for one in changes(before, after)],
        "lines": diff(before.text, after.text),
    }


def _changed(one: Changed) -> dict[str, Any]:
    before, after = (s.words if s is not None else "" for s in (one.before, one.after))
    return {"part": PARTS[one.part], "name": one.name, "before": before, "after": after, "same": before == after}


def diff(before: str, after: str) -> list[dict[str, str]]:
    """The lines that differ, with some around them: mark ("+", "-", " ", "@" between stretches) and words."""
    lines = list(_lines(unified_diff(before.splitlines(), after.splitlines(), lineterm="", n=2)))
    more = len(lines) - _MOST_LINES
    return [*lines[:_MOST_LINES], *([{"mark": "@", "words": f"and {more:,} more lines"}] if more > 0 else [])]


def _lines(found: Iterator[str] | Sequence[str]) -> Iterator[dict[str, str]]:
    for n, line in enumerate(found):
        if n < 2:
            continue
        yield {"mark": line[:1], "words": "" if line.startswith("@") else line[1:]}
