"""Lint: what in a draft will be argued about, told before anyone signs, with the precedent of each warning.

A warning is no fault of the file: the draft says something, and leaves something open that parties of
earlier agreements came to read in two ways. The rules look at how a draft is built and at nothing else,
so they treat every party alike.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from truceline.agreements.agreement import Agreement
from truceline.agreements.document import Path
from truceline.agreements.precedents import Precedent, behind
from truceline.agreements.problems import path_words
from truceline.agreements.rules import counting, scope, timing
from truceline.agreements.rules.draft import Draft, Fix, Found

Rule = Callable[[Draft], Iterator[Found]]

RULES: dict[str, Rule] = {
    "undefined category": counting.undefined_category,
    "open category": counting.open_category,
    "living or dead": counting.living_or_dead,
    "who counts": counting.who_counts,
    "outside the deal": counting.outside_the_deal,
    "quota": counting.quota,
    "about": counting.about,
    "ratio base": counting.ratio_base,
    "extension category": counting.extension_category,
    "surplus": counting.surplus,
    "no cap": counting.no_cap,
    "all of how many": counting.all_of_how_many,
    "third party's number": counting.third_partys_number,
    "custody": counting.custody,
    "identification": counting.identification,
    "no deadline": timing.no_deadline,
    "veto without a clock": timing.veto_without_a_clock,
    "non-party": timing.non_party,
    "late list": timing.late_list,
    "what follows": timing.what_follows,
    "start": timing.start,
    "talks suspended": timing.talks_suspended,
    "withholding": timing.withholding,
    "choice without a default": timing.choice_without_a_default,
    "no place": scope.no_place,
    "defence": scope.defence,
    "unnamed deed": scope.unnamed_deed,
    "one side's term": scope.one_sides_term,
    "open reading": scope.open_reading,
    "two texts": scope.two_texts,
    "order": scope.order,
    "families": scope.families,
    "excuse": scope.excuse,
    "no monitor": scope.no_monitor,
}
"""Every rule by its name."""


@dataclass(frozen=True, slots=True)
class LintWarning:
    """``what`` is left open at ``path``, on ``line`` of the file ``name``.

    ``words`` and ``fix`` say what would settle it; ``precedents`` are earlier disputes over the same thing.
    """

    rule: str
    name: str
    line: int
    path: Path
    what: str
    words: str
    fix: Fix
    precedents: tuple[Precedent, ...] = ()

    @property
    def where(self) -> str:
        return f"{self.name}:{self.line}"

    @property
    def place(self) -> str:
        """The path as a reader follows it; "" for the file as a whole."""
        return path_words(self.path)


def lint(agreement: Agreement) -> tuple[LintWarning, ...]:
    """Every warning, in the order of the file's lines, and at one line in the order of ``RULES``."""
    draft = Draft(agreement)
    found = [_warning(agreement, name, f) for name, rule in RULES.items() for f in rule(draft)]
    return tuple(sorted(found, key=lambda w: w.line))


def _warning(agreement: Agreement, rule: str, found: Found) -> LintWarning:
    line = agreement.tree.line_of(found.path)
    return LintWarning(rule, agreement.name, line, found.path, found.what, found.words, found.fix, behind(rule))
