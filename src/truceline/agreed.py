"""Agreed: the texts of agreements, into the record and out of it, and what is wrong or left open in them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from pathlib import Path
from zoneinfo import ZoneInfo

from truceline import errors
from truceline.agreements.agreement import Agreement
from truceline.agreements.document import WRITE, Node, looks_like
from truceline.agreements.lint import LintWarning, lint
from truceline.agreements.points import moment
from truceline.agreements.sentences import Changed, changes
from truceline.errors import AgreementProblem, AmbiguousId, InputError, UnknownId, ValueProblem
from truceline.model import When
from truceline.model.verbatim import Verbatim
from truceline.record import AgreementAmendment, AgreementText, AgreementVersion, Journal, Known, View

Source = str | Path
"""The text of an agreement's file, or the path of the file."""
_TEXT = "agreement.yaml"


@dataclass(frozen=True, slots=True)
class Amended:
    """An agreement before and after a further text, and the terms that the two have in other words."""

    before: Agreement
    after: Agreement
    changed: tuple[Changed, ...]


def parsed(source: Source, name: str = "") -> Agreement:
    """The agreement in a text or a file. Raises AgreementProblem with all that is wrong, InputError without a file."""
    # A text has lines; a word or two on one line is the name of a file, unless it is said to be none.
    if isinstance(source, Path) or _is_a_name(source):
        return _parsed(_read(Path(source)), name or str(source))
    return _parsed(source, name or _TEXT)


def problems(source: Source, name: str = "") -> tuple[AgreementProblem, ...]:
    """All that is wrong with a text or a file, by line; nothing where it is sound. Raises InputError without a file."""
    try:
        parsed(source, name)
    except AgreementProblem as error:
        return error.problems
    return ()


def warnings(source: Source, name: str = "") -> tuple[LintWarning, ...]:
    """What in a text or a file will be argued about. Raises as ``parsed`` does."""
    return lint(parsed(source, name))


class Agreed:
    """The agreements of one journal."""

    def __init__(self, journal: Journal, author: str) -> None:
        self._journal, self._author = journal, author

    def add(self, source: Source, name: str = "") -> Agreement:
        """Add the first text of an agreement. Raises as ``parsed`` does, and ValueProblem where its id is there."""
        agreement = parsed(source, name)
        entry = AgreementText(agreement.id, agreement.name, agreement.text, _signed(agreement))
        self._journal.append([entry], self._author)
        return agreement

    def amend(
        self, view: View, id: str, source: Source, reason: str, name: str = "", seen: int | None = None
    ) -> Amended:
        """Add a further text beside those of the agreement with this id.

        Raises as ``parsed`` does, UnknownId, and ValueProblem where the text is another agreement's, is
        the one that is there, or no reason is given. ``seen`` is the number of the text that was there when
        this one was written: where another came since, Changed is raised. Nothing is added then.
        """
        # Read here, and then known: nothing may take long while the record is held.
        before, after = [_parsed(t.text, t.name) for t in versions(view, id)], parsed(source, name)

        def entries(known: Known) -> list[AgreementAmendment]:
            texts = versions(View(agreements=known.agreements()), id)
            _check_seen(texts, seen)
            before[:] = [_parsed(t.text, t.name) for t in texts]
            _check_amendment(before[-1], after, reason)
            return [AgreementAmendment(after.id, after.name, after.text, _dated(after, before), reason.strip())]

        self._journal.append_new(entries, self._author)
        return Amended(before[-1], after, changes(before[-1], after))


def versions(view: View, id: str = "") -> tuple[AgreementVersion, ...]:
    """The texts of one agreement, by its id or the beginning of it; "" is the only one there is.

    Raises UnknownId and AmbiguousId.
    """
    if id:
        return view.agreement(id)
    if not view.agreements:
        todo = "Add one with: truceline agreement add FILE"
        raise UnknownId("there is no agreement in this view of the record.", todo=todo)
    if len(view.agreements) > 1:
        several = ", ".join(sorted(view.agreements))
        raise AmbiguousId(f"there are several agreements: {several}.", todo="Say which.")
    return next(iter(view.agreements.values()))


def current(texts: tuple[AgreementVersion, ...]) -> Agreement:
    """The agreement as its last text has it."""
    return _parsed(texts[-1].text, texts[-1].name)


def _is_a_name(source: str) -> bool:
    return not isinstance(source, Verbatim) and bool(source.strip()) and "\n" not in source.strip()


def _read(path: Path) -> str:
    try:
        data = path.read_bytes()
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        name = looks_like(data[:8].decode("latin-1"))
        what = f"the file looks like {name}, not like text." if name else "the file is no UTF-8 text."
        raise InputError(what, where=str(path), todo=WRITE) from None
    except (OSError, ValueError) as error:
        what = f"the file cannot be read: {getattr(error, 'strerror', None) or error}."
        raise InputError(what, where=str(path), todo="Give the path of a YAML file.") from error


@lru_cache(maxsize=64)
def _parsed(text: str, name: str) -> Agreement:
    # An agreement never changes, and the readings it has worked out are worth keeping.
    return Agreement.parse(text, name)


def _check_amendment(before: Agreement, after: Agreement, reason: str) -> None:
    if not reason.strip():
        raise ValueProblem("a further text needs a reason.", where=after.name, todo="Say why, in a few words.")
    if after.id != before.id:
        what = f"the file is a text of {after.id!r}, and not of {before.id!r}."
        todo = f"Write `id: {before.id}` in it, or add it as an agreement of its own with: truceline agreement add"
        raise ValueProblem(what, where=after.name, todo=todo)
    if after.text == before.text:
        raise ValueProblem(
            "the text is the one that is in the record.", where=after.name, todo="Nothing needs to be done."
        )


def _check_seen(texts: tuple[AgreementVersion, ...], seen: int | None) -> None:
    last = texts[-1]
    if seen is None or seen == last.seq:
        return
    what = f"{last.author} added another text of this agreement since."
    raise errors.Changed(what, where=last.agreement, todo="Nothing was added. Look at that text, and add yours to it.")


def _signed(agreement: Agreement) -> When:
    return _when(_words(agreement.document().get("text_of")), agreement)


def _dated(after: Agreement, before: list[Agreement]) -> When:
    """When the first of what is new in it was agreed; a text that brings no later text of its own keeps its date."""
    known = {words for text in before for words in _amendments(text).values()}
    new = [said for said, words in _amendments(after).items() if words not in known]
    return min((_when(said, after) for said in new), key=_start, default=_signed(after))


def _amendments(agreement: Agreement) -> dict[str, str]:
    """The date of each later text in it, as written, with all that it says."""
    found = agreement.tree.get("amendments")
    items = (found.items or ()) if found else ()
    return {_words(node.get("of")): node.flow() for node in items}


def _words(node: Node | None) -> str:
    inside = node.get("value") or node if node is not None else None
    return (inside.text or "") if inside is not None else ""


def _when(said: str, agreement: Agreement) -> When:
    at: datetime = moment(said, ZoneInfo(agreement.zone))
    if ":" in said:
        return When.moment(at, zone=agreement.zone, words=said)
    return When.day(at.date(), zone=agreement.zone, words=said)


def _start(when: When) -> float:
    assert when.start is not None
    return when.start.timestamp()
