"""Every error Truceline raises on purpose, as one tree.

    TrucelineError
    |-- InputError            what was given cannot be used
    |   |-- UnreadableReport  a file or text that is no report
    |   |-- ValueProblem      a value that breaks the model's rules (bad span, bad JSON)
    |   |-- UnknownId         no report, claim or party has this id
    |   |-- AmbiguousId       several have it
    |   |-- Changed           somebody decided since it was looked at
    |   `-- AgreementProblem  an agreement's text cannot be used as it is written
    |-- RecordError           the record cannot be used
    |   |-- NotARecord        the file is no Truceline record
    |   |-- BrokenChain       an entry does not follow from the one before
    |   |-- RecordBusy        another process holds the record
    |   `-- RecordUnwritable  full or read-only disk
    `-- SetupError            something the program needs is missing or altered
        |-- MissingExtra      an optional dependency is not installed
        `-- AlteredModel      a model's files are not the ones that were tested

A message says what is wrong, where, and what to do.
"""

from __future__ import annotations


class TrucelineError(Exception):
    """What is wrong, where (``file:line`` or ``report:span``), and what to do.

    ``exit_code`` is what the command line returns for it.
    """

    exit_code = 1

    def __init__(self, what: str, *, where: str = "", todo: str = "") -> None:
        self.what, self.where, self.todo = what, where, todo
        super().__init__(str(self))

    def __str__(self) -> str:
        head = f"{self.where}: {self.what}" if self.where else self.what
        return f"{head} {self.todo}".rstrip()


class InputError(TrucelineError):
    exit_code = 2


class UnreadableReport(InputError):
    pass


class ValueProblem(InputError):
    pass


class UnknownId(InputError):
    pass


class AmbiguousId(InputError):
    pass


class Changed(InputError):
    pass


class AgreementProblem(InputError):
    """``problems`` are all that is wrong with the file, in the order of its lines: at least this one."""

    def __init__(
        self, what: str, *, where: str = "", todo: str = "", problems: tuple[AgreementProblem, ...] = ()
    ) -> None:
        super().__init__(what, where=where, todo=todo)
        self.problems = problems or (self,)

    @classmethod
    def of(cls, name: str, problems: tuple[AgreementProblem, ...]) -> AgreementProblem:
        """One error for all that is wrong with the file ``name``; the only one itself where there is one."""
        if len(problems) == 1:
            return problems[0]
        lines = "".join(f"\n{p}" for p in problems)
        return cls(f"{len(problems)} things are wrong.{lines}", where=name, problems=problems)


class RecordError(TrucelineError):
    exit_code = 3


class NotARecord(RecordError):
    pass


class BrokenChain(RecordError):
    pass


class RecordBusy(RecordError):
    pass


class RecordUnwritable(RecordError):
    pass


class SetupError(TrucelineError):
    exit_code = 4


class MissingExtra(SetupError):
    pass


class AlteredModel(SetupError):
    pass
