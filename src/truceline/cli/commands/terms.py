"""Terms: agreements, what they say, what changed in them, and warnings, on the screen and as data."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING, Any

from truceline import words
from truceline.cli.screen import Marked
from truceline.cli.session import Session

if TYPE_CHECKING:
    from truceline.agreements.agreement import Agreement
    from truceline.agreements.lint import LintWarning
    from truceline.agreements.precedents import Position, Precedent
    from truceline.agreements.sentences import Changed, Open, Sentence, Way
    from truceline.case import AgreementVersion

_PARTS = {
    "truce": "The truce",
    "phase": "Phases",
    "duty": "What is owed",
    "act": "What is waited for",
    "order": "Who comes first",
    "choice of persons": "What people may choose",
    "population": "Who and what is meant",
    "later text": "Extensions and end",
}
_NOT_SO = "not so"


# --- on the screen ----------------------------------------------------------------------------------
def head(session: Session, agreement: Agreement, texts: tuple[AgreementVersion, ...]) -> None:
    """What the agreement is, who made it, and who added which text when."""
    screen = session.screen
    screen.line(Marked(agreement.title, "bold"), f"  {agreement.id}")
    fields = [
        ("text of", words.when_words(texts[0].dated)),
        ("parties", words.joined(agreement.parties)),
        ("mediators", words.joined(agreement.mediators)),
        ("monitors", words.joined(agreement.monitors)),
        ("source", agreement.source),
    ]
    screen.fields([*fields, *(("added" if n == 0 else "then", _added(t)) for n, t in enumerate(texts))])


def _added(text: AgreementVersion) -> str:
    why = f": {text.reason}" if text.reason else ""
    return f"{text.time:%Y-%m-%d %H:%M} UTC by {text.author}, {text.name}, of {words.when_words(text.dated)}{why}"


def sentences(session: Session, found: tuple[Sentence, ...]) -> None:
    """Every term under the heading of its part, with its readings side by side."""
    for part, group in groupby(found, key=lambda s: s.part):
        session.screen.line()
        session.screen.line(Marked(_PARTS[part.value], "bold"))
        for sentence in group:
            _sentence(session, sentence)


def _sentence(session: Session, sentence: Sentence) -> None:
    by = f" [stated by {' and '.join(sentence.stated_by)}]" if sentence.stated_by else ""
    source = f" ({'; '.join(sentence.sources)})" if sentence.sources else ""
    named = "" if sentence.part.value in ("truce", "later text", "population") else f"{sentence.name}: "
    session.screen.line(f"  {named}{sentence.words}{by}{source}")
    for one in sentence.open:
        if not _attribution(one):
            session.screen.line(f"    read in {len(one.ways)} ways ({one.about}, a {one.kind.value} choice):")
            for way in one.ways:
                session.screen.line(f"      {_way(way)}")


def _attribution(one: Open) -> bool:
    """Whether a choice is only that the whole term is stated by some: the sentence says so already."""
    return one.ways[-1].name == _NOT_SO and one.ways[-1].words == "There is no such term."


def _way(way: Way) -> str:
    since = f" since {way.since:%Y-%m-%d}" if way.since else ""
    by = f" ({', '.join(way.held_by)}{since})" if way.held_by else ""
    source = f" ({way.source})" if way.source else ""
    return f"{way.name}{by}: {way.differs or 'nothing of this is said'}{source}"


def changes(session: Session, found: tuple[Changed, ...]) -> None:
    """What each changed term said before, and what it says now."""
    for one in found:
        session.screen.line(Marked(f"{_PARTS[one.part.value]}: {one.name}", "bold"))
        session.screen.line(f"  before: {one.before.words if one.before else 'there was no such term.'}")
        session.screen.line(f"  now: {one.after.words if one.after else 'it is gone.'}")
        if one.before and one.after and one.before.words == one.after.words:
            session.screen.line("  only who states it, or how it can be read, changed.")


def warnings(session: Session, found: list[LintWarning]) -> None:
    """All warnings of one rule, with what to write at each place, and the precedents once."""
    screen = session.screen
    screen.line(Marked(found[0].rule.capitalize(), "bold"), f": {found[0].words}")
    for warning in found:
        place = f" {warning.place}" if warning.place else ""
        screen.line("  ", Marked(f"{warning.where}{place}", "cyan"), f": {warning.what}")
        at = " > ".join(str(s + 1) if isinstance(s, int) else s for s in warning.fix.at)
        screen.line(f"    write, for example{f', under {at}' if at else ''}:")
        for line in warning.fix.yaml.splitlines():
            screen.line(f"      {line}")
        if warning.fix.without:
            screen.line(f"    and leave out {' > '.join(map(str, warning.fix.without))}.")
    for precedent in found[0].precedents:
        _precedent(session, precedent)
    screen.line()


def _precedent(session: Session, precedent: Precedent) -> None:
    screen = session.screen
    screen.line(f"  Argued about before: {precedent.case}. {precedent.what}")
    for position in precedent.positions:
        screen.line(f"    {position.speaker}: {position.said} {_basis(position)}")
    screen.line(f"    would have settled it: {precedent.words}")
    for line in precedent.yaml.splitlines():
        screen.line(f"      {line}")


def _basis(position: Position) -> str:
    source = ", ".join(position.source)
    return f"({source})" if position.confirmed else f"({source or 'no source'}; unconfirmed)"


# --- as data ----------------------------------------------------------------------------------------
def agreement_data(agreement: Agreement, texts: tuple[AgreementVersion, ...]) -> dict[str, Any]:
    return {
        "id": agreement.id,
        "title": agreement.title,
        "text_of": agreement.text_of.isoformat(),
        "zone": agreement.zone,
        "parties": list(agreement.parties),
        "mediators": list(agreement.mediators),
        "monitors": list(agreement.monitors),
        "source": agreement.source,
        "texts": [
            {
                "author": t.author,
                "time": t.time.isoformat(),
                "file": t.name,
                "dated": t.dated.start.isoformat() if t.dated.start else None,
                "reason": t.reason,
            }
            for t in texts
        ],
    }


def data(sentence: Sentence) -> dict[str, Any]:
    return {
        "part": sentence.part.value,
        "name": sentence.name,
        "words": sentence.words,
        "stated_by": list(sentence.stated_by),
        "sources": list(sentence.sources),
        "open": [{"path": o.path, "kind": o.kind.value, "ways": [_way_data(w) for w in o.ways]} for o in sentence.open],
    }


def _way_data(way: Way) -> dict[str, Any]:
    return {
        "name": way.name,
        "words": way.words,
        "differs": way.differs,
        "held_by": list(way.held_by),
        "since": way.since.isoformat() if way.since else None,
        "source": way.source,
    }


def change_data(one: Changed) -> dict[str, Any]:
    before, after = (data(s) if s else None for s in (one.before, one.after))
    return {"part": one.part.value, "name": one.name, "before": before, "after": after}


def warning_data(warning: LintWarning) -> dict[str, Any]:
    fix = warning.fix
    return {
        "rule": warning.rule,
        "file": warning.name,
        "line": warning.line,
        "path": list(warning.path),
        "what": warning.what,
        "words": warning.words,
        "write": {"at": list(fix.at), "yaml": fix.yaml, "without": list(fix.without)},
        "precedents": [_precedent_data(p) for p in warning.precedents],
    }


def _precedent_data(precedent: Precedent) -> dict[str, Any]:
    return {
        "id": precedent.id,
        "case": precedent.case,
        "what": precedent.what,
        "positions": [
            {"speaker": p.speaker, "said": p.said, "source": list(p.source), "confirmed": p.confirmed}
            for p in precedent.positions
        ],
        "words": precedent.words,
        "yaml": precedent.yaml,
    }
