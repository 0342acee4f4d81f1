"""agreement add, check, show, amend, lint: what was agreed, in the words of a file and in plain sentences."""

from __future__ import annotations

from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from truceline import words
from truceline.cli import session as given
from truceline.cli.commands import terms
from truceline.cli.screen import Column, Marked
from truceline.cli.session import Session, moments
from truceline.errors import AgreementProblem

if TYPE_CHECKING:
    from truceline.agreements.agreement import Agreement
    from truceline.agreements.lint import LintWarning
    from truceline.case import AgreementVersion, Case

PANEL = "Agreements"
OVERVIEW = """
The agreements of a case: who owes what, by when, in whose reading.

An agreement is a file in YAML that a reader can hold against the text itself.

Example:
  truceline agreement check ceasefire.yaml
  truceline agreement add ceasefire.yaml
"""

File = Annotated[Path, typer.Argument(help="File of the agreement.", metavar="FILE", show_default=False)]
Draft = Annotated[Path, typer.Argument(help="File of the draft.", metavar="DRAFT", show_default=False)]
Id = Annotated[str, typer.Argument(help="Id of an agreement, or its beginning.", show_default=False)]
MaybeId = Annotated[
    str,
    typer.Argument(metavar="ID", help="Id of an agreement, or its beginning; else the only one.", show_default=False),
]
Why = Annotated[str, typer.Option(help="Why there is a further text, in a few words.", metavar="WORDS")]
AsOf = Annotated[str | None, typer.Option(help="Only texts that were signed by this day or time.", metavar="MOMENT")]
Strict = Annotated[bool, typer.Option("--strict", help="Leave with exit code 1 where there are warnings.")]


def register(app: typer.Typer) -> None:
    group = typer.Typer(help=given.help_text(OVERVIEW), no_args_is_help=True, rich_markup_mode="rich")
    given.add(group, PANEL, add, check, show, amend, lint)
    app.add_typer(group, name="agreement", rich_help_panel=PANEL)


def add(session: Session, file: File) -> None:
    """Check an agreement and add it to the record.

    Its file is kept whole. Everything that is wrong with it is told at once, and then nothing is added.

    Example:
      truceline agreement add ceasefire.yaml
    """
    with session.case() as case:
        try:
            added = case.add_agreement(file)
        except AgreementProblem as error:
            raise _told(session, error.problems) from None
        if session.json:
            session.screen.data(_data(case, added, case.agreement_texts(added.id)))
            return
        session.screen.line("Added ", Marked(added.title, "bold"), f" as {added.id}: {_sums(case, added)}.")


def check(session: Session, file: File) -> None:
    """Tell everything that is wrong with an agreement's file.

    Each problem stands on a line of its own: where it is, what is wrong, and what to write instead.
    Nothing is added, and no record is needed.

    Example:
      truceline agreement check ceasefire.yaml
    """
    from truceline.case import Case

    if problems := Case.check_agreement(file):
        raise _told(session, problems, output=True)
    found = Case.read_agreement(file)
    if session.json:
        session.screen.data({"file": str(file), "id": found.id, "title": found.title, "problems": 0})
        return
    session.screen.line(f"{file} is sound: ", Marked(found.title, "bold"), f" ({found.id}), {_sums(Case, found)}.")


def show(session: Session, id: MaybeId = "", as_of: AsOf = None) -> None:
    """Show an agreement in plain sentences, term by term.

    Who owes what by when, who states it, and, where a term can be read in several ways, the readings
    side by side with those who hold them. Where the case has several agreements and none is named, they are
    listed.

    Example:
      truceline agreement show
      truceline agreement show gaza --as-of 2023-11-30
    """
    with session.case() as case:
        (moment,) = moments(case, as_of)
        found = case.agreements(moment)
        if not id and len(found) > 1:
            _list(session, case, found)
            return
        shown = case.agreement(id, moment)
        texts = case.agreement_texts(id, moment)
        if session.json:
            session.screen.data(_data(case, shown, texts))
        else:
            terms.head(session, shown, texts)
            terms.sentences(session, case.in_words(shown))


def amend(session: Session, id: Id, file: File, reason: Why) -> None:
    """Add a further text of an agreement; the earlier ones stay.

    The file holds the whole text: with the amendments that were agreed, or with what was typed wrong set right.
    What it changes is shown term by term. From the day on which what is new in it was agreed, it holds.

    Example:
      truceline agreement amend ceasefire ceasefire.yaml --reason "the text of 12 November"
    """
    with session.case() as case:
        try:
            made = case.amend_agreement(id, file, reason)
        except AgreementProblem as error:
            raise _told(session, error.problems) from None
        if session.json:
            session.screen.data({"id": made.after.id, "changed": [terms.change_data(c) for c in made.changed]})
            return
        number = words.counted(len(made.changed), "term")
        session.screen.line(f"{made.after.id} has a further text, in which {number} changed.")
        terms.changes(session, made.changed)


def lint(session: Session, draft: Draft, strict: Strict = False) -> None:
    """Warn of what in a draft will be argued about, before anyone signs.

    Each warning says what is left open and what to write, and names earlier agreements under which that was
    argued about, with what each side said. Nothing is added, and no record is needed.

    Example:
      truceline agreement lint draft.yaml
      truceline agreement lint draft.yaml --strict --json
    """
    from truceline.case import Case

    try:
        found = Case.lint(draft)
    except AgreementProblem as error:
        raise _told(session, error.problems) from None
    if session.json:
        for warning in found:
            session.screen.data(terms.warning_data(warning))
    else:
        _warn(session, found)
    if strict and found:
        raise typer.Exit(1)


def _warn(session: Session, found: tuple[LintWarning, ...]) -> None:
    """The warnings by rule, since one precedent stands behind all that a rule finds."""
    first: dict[str, int] = {}
    for n, warning in enumerate(found):
        first.setdefault(warning.rule, n)
    by_rule = sorted(found, key=lambda w: first[w.rule])
    for _, warnings in groupby(by_rule, key=lambda w: w.rule):
        terms.warnings(session, list(warnings))
    if found:
        session.screen.say(f"{words.counted(len(found), 'warning')} by {words.counted(len(first), 'rule')}.")
    else:
        session.screen.say("nothing in it was argued about before, as far as the rules can see.")


def _told(session: Session, problems: tuple[AgreementProblem, ...], *, output: bool = False) -> typer.Exit:
    """Say every problem on a line of its own; the exit that goes with it is for the caller to raise."""
    for problem in problems:
        if session.json:
            session.screen.data({"where": problem.where, "what": problem.what, "todo": problem.todo})
        elif output:
            session.screen.line(str(problem))
        else:
            session.screen.say(f"error: {problem}")
    if not session.json:
        counted = words.counted(len(problems), "problem")
        session.screen.say(f"{counted}." if output else f"{counted}; nothing was added.")
    return typer.Exit(AgreementProblem.exit_code)


def _list(session: Session, case: Case, found: tuple[Agreement, ...]) -> None:
    if session.json:
        for one in found:
            session.screen.data(_data(case, one, case.agreement_texts(one.id)))
        return
    columns = Column("id", whole=True), Column("of", whole=True), Column("agreement", 3), Column("parties", 2)
    rows = ([a.id, a.text_of.date().isoformat(), a.title, words.joined(a.parties)] for a in found)
    session.screen.table(columns, rows)
    session.screen.say("several agreements are there; name one to see its terms.")


def _sums(case: Case | type[Case], agreement: Agreement) -> str:
    told = case.in_words(agreement)
    owed = sum(s.judged for s in told)
    parts = [words.counted(len(agreement.parties), "party", "parties"), words.counted(owed, "duty", "duties")]
    if agreement.choices:
        parts.append(
            words.counted(
                len(agreement.choices),
                "place that can be read in several ways",
                "places that can be read in several ways",
            )
        )
    return ", ".join(parts)


def _data(case: Case, agreement: Agreement, texts: tuple[AgreementVersion, ...]) -> dict[str, Any]:
    return {**terms.agreement_data(agreement, texts), "terms": [terms.data(s) for s in case.in_words(agreement)]}
