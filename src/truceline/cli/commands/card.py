"""Card: all there is to one claim."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from truceline import words
from truceline.cli.screen import Cell, Marked, Part
from truceline.cli.session import Session
from truceline.model import VoiceRole, When
from truceline.model.score import trust_words

if TYPE_CHECKING:
    from truceline.case import Decision, Shown

_STYLES = {"source": "bold cyan", "cue": "yellow", "content": "bold"}


def show(session: Session, shown: Shown) -> None:
    """The claim on the screen, or as JSON."""
    if session.json:
        session.screen.data(data(shown))
        return
    screen = session.screen
    screen.line(Marked(shown.viewed.id, "bold"), f"  {words.status_words(shown.viewed)}")
    screen.line()
    screen.line(*sentence(shown))
    screen.line()
    screen.fields(_fields(shown))
    if shown.viewed.history:
        screen.line()
        screen.fields(_history(shown))


def sentence(shown: Shown) -> list[Part]:
    """The sentence with its roles in words and brackets: colour alone may be lost."""
    parts: list[Part] = []
    for stretch, role in words.marked(shown.viewed.claim, shown.report.text, shown.start, shown.end):
        text = stretch.replace("\n", " ")
        if role:
            parts += [f"[{role}: ", Marked(text, _STYLES.get(role, "bold")), "]"]
        else:
            parts.append(text)
    return parts


def _fields(shown: Shown) -> Iterator[tuple[str, Cell]]:
    claim = shown.viewed.claim

    act = claim.act
    yield "speaker", words.voices_words(claim, VoiceRole.SPEAKER)
    yield "through", words.voices_words(claim, VoiceRole.THROUGH)
    yield "quoting", words.voices_words(claim, VoiceRole.INNER)
    yield "stance", claim.stance.value
    yield "act", words.joined((act.type, act.mode or ""), " ")
    yield "by", words.joined(act.actors)
    yield "to", words.joined(act.recipients)
    yield "category", act.category or ""
    for figure in act.figures:
        yield "figure", f"“{words.figure_words(figure)}” = {words.figure_range(figure)}"
    yield "when", _when(act.when, words.set_by(shown.viewed, "when"))
    yield "place", act.place or ""
    yield "polarity", act.polarity.value
    yield "modality", act.modality.value
    yield "answers", act.answers or ""
    yield "also said", words.joined(act.qualities)
    yield "coded by", f"{claim.coder.name} {claim.coder.version}, {trust_words(claim.score)}"
    first, last = min(s.start for s in claim.spans.content), max(s.end for s in claim.spans.content)
    yield "report", words.report_words(shown.report)
    yield "", f"{shown.report.id}, characters {first} to {last}"
    yield "", shown.report.url or ""


def _when(when: When | None, author: str) -> str:
    if when is None:
        return "no time said"
    zone = f", {when.zone} time" if when.zone else ", read as UTC"
    return f"{words.when_words(when)} ({when.precision.value}{zone}; {words.basis_words(when, author)})"


def _history(shown: Shown) -> Iterator[tuple[str, Cell]]:
    machine, shown_value = shown.viewed.machine.to_json(), words.value_words
    for decision in shown.viewed.history:
        head = f"{decision.time:%Y-%m-%d %H:%M} UTC, {decision.author}"
        done = "taken back" if decision.takes_back else decision.status.value
        yield done, f"{head}{': ' + decision.reason if decision.reason else ''}"
        for name, value in _changes(decision).items():
            now = shown_value(name, value, decision.author)
            yield "", f"{name}: {now}; the machine's value: {shown_value(name, machine[name])}"


def _changes(decision: Decision) -> dict[str, Any]:
    return json.loads(decision.changes) if decision.changes else {}


def data(shown: Shown) -> dict[str, Any]:
    """The claim, the machine's own coding, the decisions, and the sentence with its place in the report."""
    viewed, report = shown.viewed, shown.report
    return {
        "claim": {**viewed.claim.to_json(), "status": viewed.status.value},
        "machine": viewed.machine.to_json(),
        "history": [
            {
                "status": d.status.value,
                "author": d.author,
                "time": d.time.isoformat(),
                "reason": d.reason,
                "changes": _changes(d),
                "taken_back": bool(d.taken_back),
            }
            for d in viewed.history
        ],
        "sentence": {"start": shown.start, "end": shown.end, "text": report.text[shown.start : shown.end]},
        "report": {
            "id": report.id,
            "title": report.title,
            "publisher": report.publisher,
            "url": report.url,
            "published": report.published.start.isoformat() if report.published and report.published.start else None,
        },
    }
