"""Fields: what is wrong with a form, field by field, so that all of it is told at once."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from truceline.errors import InputError


class WrongFields(InputError):
    """A form with fields that cannot be as they are; ``wrong`` says of each, by its name, why."""

    def __init__(self, wrong: Mapping[str, InputError]) -> None:
        self.wrong = dict(wrong)
        what = (
            "one field cannot be as it is."
            if len(self.wrong) == 1
            else f"{len(self.wrong)} fields cannot be as they are."
        )
        super().__init__(what, todo="Nothing was changed.")


def check(checks: Mapping[str, Callable[[], object]]) -> None:
    """Make every check. Raises WrongFields with the names of those that raised InputError."""
    wrong: dict[str, InputError] = {}
    for name, made in checks.items():
        try:
            made()
        except InputError as error:
            wrong[name] = error
    if wrong:
        raise WrongFields(wrong)


def wrong_in(error: InputError, *names: str) -> dict[str, InputError]:
    """What is wrong by the name of its field, where ``error`` tells of one of the fields ``names``, or of several."""
    if isinstance(error, WrongFields):
        return error.wrong
    return {error.where: error} if error.where in names else {}
