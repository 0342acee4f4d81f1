"""Agreeing: the texts of the agreements of a case, into the record, out of it, and checked."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from truceline.errors import AgreementProblem
from truceline.given import Moment
from truceline.lookups import Lookups
from truceline.record import AgreementVersion, Journal, View

if TYPE_CHECKING:
    from truceline.agreed import Agreed, Amended
    from truceline.agreements.agreement import Agreement
    from truceline.agreements.lint import LintWarning
    from truceline.agreements.sentences import Sentence


class Agreements(Lookups):
    """The agreements of one journal; what is added is signed by ``author``."""

    def __init__(self, journal: Journal, author: str) -> None:
        super().__init__(journal)
        self._author = author

    def add_agreement(self, source: str | Path, *, name: str = "") -> Agreement:
        """Add the first text of an agreement: its YAML, or the path of the file that holds it.

        Raises AgreementProblem with all that is wrong with it, InputError where there is no such file,
        ValueProblem where the record has an agreement with its id already.
        """
        return self._agreed.add(source, name)

    def amend_agreement(
        self, id: str, source: str | Path, reason: str, *, name: str = "", seen: int | None = None
    ) -> Amended:
        """Add a further text, whole, beside those of an agreement, and say what it changes.

        ``seen`` is the number (``AgreementVersion.seq``) of the text it was written after: where another was added
        since, Changed is raised. Raises as ``add_agreement`` does, UnknownId, and ValueProblem without a reason,
        for the text of another agreement, or for one that is there already.
        """
        return self._agreed.amend(self._texts(), id, source, reason, name, seen)

    def agreements(self, as_of: Moment | None = None) -> tuple[Agreement, ...]:
        """Every agreement that was signed by then, as its last text by then has it, in the order they were added."""
        from truceline import agreed

        return tuple(agreed.current(texts) for texts in self._texts(as_of).agreements.values())

    def agreement_ids(self, as_of: Moment | None = None) -> tuple[str, ...]:
        """The ids of the agreements that were signed by then, in the order they were added."""
        return tuple(self._texts(as_of).agreements)

    def agreement(self, id: str = "", as_of: Moment | None = None) -> Agreement:
        """One agreement, by its id or the beginning of it; without one, the only one there is.

        Raises UnknownId, AmbiguousId.
        """
        from truceline import agreed

        return agreed.current(agreed.versions(self._texts(as_of), id))

    def agreement_texts(self, id: str = "", as_of: Moment | None = None) -> tuple[AgreementVersion, ...]:
        """The texts of one agreement in the order they were added, with author, time and reason. Raises as above."""
        from truceline import agreed

        return agreed.versions(self._texts(as_of), id)

    @staticmethod
    def check_agreement(source: str | Path, *, name: str = "") -> tuple[AgreementProblem, ...]:
        """All that is wrong with a text or a file, by line; nothing where it can be added. Adds nothing."""
        from truceline import agreed

        return agreed.problems(source, name)

    @staticmethod
    def lint(source: str | Path, *, name: str = "") -> tuple[LintWarning, ...]:
        """What in a draft will be argued about, with precedents. Adds nothing; raises AgreementProblem, InputError."""
        from truceline import agreed

        return agreed.warnings(source, name)

    @staticmethod
    def read_agreement(source: str | Path, *, name: str = "") -> Agreement:
        """The agreement in a text or a file. Adds nothing; raises AgreementProblem, InputError."""
        from truceline import agreed

        return agreed.parsed(source, name)

    @staticmethod
    def in_words(agreement: Agreement) -> tuple[Sentence, ...]:
        """Every term in plain words, with its readings side by side and who states it."""
        from truceline.agreements.sentences import sentences

        return sentences(agreement)

    def _texts(self, as_of: Moment | None = None) -> View:
        """A view of the agreements alone."""
        return View(agreements=self._journal.ask(lambda known: known.agreements(as_of)))

    @property
    def _agreed(self) -> Agreed:
        from truceline.agreed import Agreed

        return Agreed(self._journal, self._author)
