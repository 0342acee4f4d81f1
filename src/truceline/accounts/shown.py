"""Shown: verdicts and ways of reading as a reader sees them, in short words.

Whoever is said to have missed something is said so by an account, named in the same breath.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import datetime
from math import inf

from truceline.accounts.account import UNDISPUTED
from truceline.accounts.crux import Change
from truceline.accounts.extent import Extent
from truceline.accounts.matrix import Cell, Dispute, Row
from truceline.accounts.verdict import State, Verdict
from truceline.accounts.wording import listed
from truceline.agreements.agreement import Agreement
from truceline.agreements.choices import NOT_SO
from truceline.agreements.terms import DutyKind

DONE = frozenset({State.MET, State.MET_LATE})
_NOT_MET = frozenset({State.MISSED, State.PARTLY})
MARKS = {
    State.MET: "●",
    State.MET_LATE: "●",
    State.PARTLY: "◐",
    State.MISSED: "○",
    State.EXCUSED: "◇",
    State.UNKNOWN: "?",
    State.SUSPENDED: "‖",
    State.PENDING: "…",
    State.LAPSED: "–",
    State.SUPERSEDED: "–",
}
"""How full a duty is, at a glance. A mark never stands without its word."""

_BARRED = {
    State.MET: "kept",
    State.MET_LATE: "kept",
    State.PENDING: "kept so far",
    State.PARTLY: "broken",
    State.MISSED: "broken",
    State.EXCUSED: "broken, excused as claimed",
}
_KEPT = frozenset({_BARRED[State.MET], _BARRED[State.PENDING]})
NO_CASE = "no case told"
"""Why a prohibition counts as kept that rests on no claim: nobody whom the account hears tells of a breach."""
_SHORT = {State.EXCUSED: "excused", State.PARTLY: "partly met"}
NOBODYS = "what nobody disputes"
NOT_OWED = "not owed"
NOT_YET = "does not bind yet"
NOT_JUDGED = "not judged"


@dataclass(frozen=True, slots=True)
class Shown:
    """One cell in short words: "met 6 of 7" with its mark. ``tint`` is a word for its colour, the state's own."""

    mark: str
    words: str
    tint: str

    def __str__(self) -> str:
        return f"{self.mark} {self.words}"


def according(*accounts: str) -> str:
    """ "according to Israel and Hamas"; what nobody denies is nobody's account."""
    return f"according to {''.join(text for text, _ in _named(accounts))}"


def according_of(accounts: Collection[str], all: Collection[str]) -> str:
    """As ``according``; of many, "according to every account", or "every account but that of Israel"."""
    return "".join(text for text, _ in according_in_parts(accounts, all))


def borne_by(accounts: Collection[str], speaking: Collection[str], all: Collection[str]) -> str:
    """Whose word something rests on that several accounts hold: "according to Qatar (no other account denies it)".

    ``speaking`` are those whose own speakers say something of it; the others hold it since they do not deny it.
    """
    return "".join(text for text, _ in borne_in_parts(accounts, speaking, all))


def borne_in_parts(
    accounts: Collection[str], speaking: Collection[str], all: Collection[str]
) -> Iterator[tuple[str, bool]]:
    """As ``borne_by``, in pieces: each a text, and whether it is the name of an account.

    "According to" names here only those who speak: what every account comes to and only some tell is never given as
    the word of "every account", nor of every account but one.
    """
    told = [a for a in accounts if a in speaking]
    silent = [a for a in accounts if a not in speaking and a != UNDISPUTED]
    every = {a for a in all if a != UNDISPUTED} <= set(accounts)
    if not silent:
        yield from according_in_parts(accounts, all)
    elif told:
        yield "according to ", False
        yield from _named(told)
        yield " (", False
        if every:
            yield f"{'no other account denies' if len(silent) > 1 else 'the other account does not deny'} it)", False
        else:
            yield from _named(silent)
            yield f" {'does' if len(silent) == 1 else 'do'} not deny it)", False
    elif every:
        yield "by what others say and no account denies", False
    else:
        yield "by what others say and ", False
        yield from _named(silent)
        yield f" {'does' if len(silent) == 1 else 'do'} not deny", False


def according_in_parts(accounts: Collection[str], all: Collection[str]) -> Iterator[tuple[str, bool]]:
    """As ``according_of``, in pieces: each a text, and whether it is the name of an account."""
    every, missing = all_but(accounts, all)
    if every:
        yield f"according to every account{' but that of ' if missing else ''}", False
        yield from [(missing, True)] if missing else []
        return
    yield "according to ", False
    yield from _named(accounts)


def _named(accounts: Collection[str]) -> Iterator[tuple[str, bool]]:
    """ "Israel, Hamas and Qatar"; what nobody denies is nobody's account."""
    for n, account in enumerate(accounts):
        if n:
            yield " and " if n == len(accounts) - 1 else ", ", False
        yield (NOBODYS, False) if account == UNDISPUTED else (account, True)


def spoken_by(accounts: Collection[str], speaking: Collection[str], all: Collection[str]) -> str:
    """Who of several accounts speaks to a matter, and who not: "according to Israel; Egypt says nothing of it".

    ``speaking`` are those whose own speakers do.
    """
    told = [a for a in accounts if a in speaking]
    silent = [a for a in accounts if a not in speaking and a != UNDISPUTED]
    words = [according(*told) if silent else according_of(told, all)] if told or not silent else []
    if silent:
        words.append(f"{listed(silent)} {'says' if len(silent) == 1 else 'say'} nothing of it")
    return "; ".join(words)


def column_words(accounts: Collection[str], all: Collection[str]) -> str:
    """The accounts of one column as its head."""
    speakers = [a for a in all if a != UNDISPUTED]
    if len(speakers) < 2 or not set(speakers) <= set(accounts):
        return account_words(*accounts)
    return "; ".join(["according to every account", *(["undisputed"] if UNDISPUTED in accounts else [])])


def all_but(accounts: Collection[str], all: Collection[str]) -> tuple[bool, str]:
    """Whether these are all the accounts of speakers, or, of four or more, all but one, and which."""
    speakers = [a for a in all if a != UNDISPUTED]
    missing = [a for a in speakers if a not in accounts]
    every = len(speakers) > 1 and not missing
    return every or (len(speakers) > 3 and len(missing) == 1), "".join(missing[:1])


def account_words(*accounts: str) -> str:
    """One or several accounts as the head of a column."""
    named = [a for a in accounts if a != UNDISPUTED]
    heads = [according(*named)] if named else []
    return "; ".join([*heads, *(["undisputed"] if UNDISPUTED in accounts else [])])


def prohibitions(agreement: Agreement) -> frozenset[str]:
    """The names of what is kept or broken, under any reading: duties that bar something, and orders."""
    default = dict(agreement.default)
    varied = [default, *(default | {c.path: o.name} for c in agreement.choices for o in c.options[1:])]
    found: set[str] = set()
    for options in varied:
        terms = agreement.terms(options.items())
        found |= {d.name for d in terms.duties if d.kind is DutyKind.REFRAIN} | {o.name for o in terms.orders}
    return frozenset(found)


# --- one verdict ----------------------------------------------------------------------------------------
def state_words(state: State | None, *, barred: bool = False) -> str:
    """The state as a word; a prohibition is kept or broken, no duty met or missed."""
    if state is None:
        return NOT_OWED
    return _BARRED.get(state, state.value) if barred else state.value


def verdict_state(verdict: Verdict, at: datetime, *, barred: bool = False) -> str:
    """The state of one verdict at ``at``; a prohibition that has not begun to bind is not kept so far."""
    if barred and verdict.state is State.PENDING and (verdict.opens is None or verdict.opens > at):
        return NOT_YET
    return state_words(verdict.state, barred=barred)


def dispute_words(dispute: Dispute, *, barred: bool = False) -> str:
    """ "met, according to Israel; partly met, according to Hamas (13 or 12)"."""
    if not dispute.sides:
        return dispute.sentence
    told = [
        f"{state_words(state, barred=barred)}, {according(account)}" + (f" {option_words(option)}" if option else "")
        for account, option, state in dispute.sides
    ]
    return "; ".join(told) + (f" ({dispute.why})" if dispute.why else "")


# --- one cell -------------------------------------------------------------------------------------------
def cell_words(cell: Cell | None, at: datetime, *, barred: bool = False) -> Shown:
    """A cell in short words: the state of one instance with its count, or how many of several were met."""
    if cell is None or cell.state is None:
        return Shown("–", NOT_OWED if cell is not None else NOT_JUDGED, "none")
    if barred:
        # Whoever else kept it, it was broken: no half mark.
        return _shown(State.MISSED if cell.state is State.PARTLY else cell.state, _barred_words(cell, at))
    if len(cell.verdicts) > 1:
        return _several(cell.state, Counter(v.state for v in cell.verdicts))
    verdict = cell.verdicts[0]
    count = _count(verdict)
    between = ": " if verdict.in_time is not None and count else " "
    return _shown(cell.state, f"{_short(verdict.state)}{between}{count}".rstrip())


def _shown(state: State, words: str) -> Shown:
    return Shown(MARKS[state], words, state.value.split(" ")[0])


def _barred_words(cell: Cell, at: datetime) -> str:
    """ "broken, 2 cases told", or, where several may break it, who: "broken: Israel (1 case told)"."""
    broken = [v for v in cell.verdicts if v.state is State.MISSED]
    if not broken:
        one = max(cell.verdicts, key=lambda v: v.state is cell.state)
        words = verdict_state(one, at, barred=True)
        return f"{words}: {NO_CASE}" if words in _KEPT and not one.claims else words
    told = [(v.instance, _cases(v)) for v in broken]
    if all(who for who, _ in told):
        # Whoever else is bound stands beside: a cell that names one side alone would be read as clearing the other.
        others = [
            f"{v.instance}: {verdict_state(v, at, barred=True)}"
            for v in cell.verdicts
            if v.state is not State.MISSED and v.instance
        ]
        named = (f"{who} ({cases})" if cases else who for who, cases in told)
        return "; ".join([f"broken: {', '.join(named)}", *others])
    counts = [cases for _, cases in told if cases]
    return f"broken, {counts[0]}" if len(counts) == 1 else "broken"


def _cases(verdict: Verdict) -> str:
    """ "2 cases told"; "" where nobody tells how many."""
    if verdict.done is None or verdict.done.high == inf:
        return ""
    return f"{verdict.done.high:g} {'case' if verdict.done.high == 1 else 'cases'} told"


def _several(state: State, states: Counter[State]) -> Shown:
    """ "met 6 of 7 (1 late)", "met 5 of 7, 1 unknown" (those not named were not met, or in part),
    "7 missed, 20 unknown"."""
    done, all = sum(states[s] for s in DONE), states.total()
    rest = {s: n for s, n in states.items() if s not in DONE}
    if not done:
        each = [f"{rest[s]} {_short(s)}" for s in MARKS if s in rest]
        return _shown(state, ", ".join(each) if len(each) > 1 else f"{_short(state)}, {all} of {all}")
    # What lapsed was owed no more: it takes nothing from what was met.
    shown = State.MET if done and set(rest) <= {State.LAPSED, State.SUPERSEDED} else state
    others = "".join(f", {rest[s]} {_short(s)}" for s in MARKS if s in rest and s not in _NOT_MET)
    late = f" ({states[State.MET_LATE]} late)" if states[State.MET_LATE] else ""
    return _shown(shown, f"met {done} of {all}{late}{others}")


def _short(state: State) -> str:
    return _SHORT.get(state, state.value)


def _count(verdict: Verdict) -> str:
    """ "24 of 50"; "" where nothing is counted, or nobody tells how many."""
    need, done = verdict.need, verdict.done
    if need is None or done is None or not need.known or (need == Extent.exactly(1) and done.high <= 1):
        return ""
    if done.low == 0 and (verdict.state is State.UNKNOWN or done.high == inf):
        return ""
    if verdict.in_time is not None:
        return f"{short_range(verdict.in_time)} of {short_range(need)} in time, {short_range(done)} by now"
    return (
        _beyond(need.low, done)
        if need.exact and done.low >= need.low
        else f"{short_range(done)} of {short_range(need)}"
    )


def _beyond(need: float, done: Extent) -> str:
    """ "50 of 50, 28 more than owed": what was asked for, and what was done beside it."""
    asked = f"{need:,g} of {need:,g}"
    if done.high == need:
        return asked
    more = done.minus(Extent.exactly(need))
    if more.low == 0:
        return f"{asked}, perhaps more" if more.high == inf else f"{asked}, up to {more.high:,g} more than owed"
    return f"{asked}, {short_range(more)} more than owed"


def short_range(count: Extent) -> str:
    """A range as short as a table needs it: "137", "17–22", "50+"."""
    if count.exact:
        return f"{count.low:,g}"
    return f"{count.low:,g}+" if count.high == inf else f"{count.low:,g}–{count.high:,g}"


# --- ways of reading ------------------------------------------------------------------------------------
def path_words(path: str) -> str:
    """ "duties.further releases.surplus" as "‘surplus’ under further releases"."""
    parts = path.replace("_", " ").removeprefix("duties.").split(".")
    return " under ".join([f"‘{parts[-1]}’", *([", ".join(parts[:-1])] if parts[:-1] else [])])


def choice_words(agreement: Agreement, path: str, option: str) -> str:
    """A change of reading: "if ‘enough’ under truce, extended is read as ‘eight will do’, as Israel reads it"."""
    if option == NOT_SO:
        return f"if {path_words(path)} does not stand"
    if _is_stated(option):
        return f"if {path_words(path)} stands {option}"
    held = holders(agreement, path, option)
    by = f", as {listed(held)} {'reads' if len(held) == 1 else 'read'} it" if held else ""
    return f"if {path_words(path)} is read as ‘{option}’{by}"


def change_words(agreement: Agreement, change: Change) -> str:
    """One change of a crux: a choice read otherwise, or an incident as somebody else tells it."""
    return choice_words(agreement, change.path, change.option) if change.path else change.sentence


def holders(agreement: Agreement, path: str, option: str) -> tuple[str, ...]:
    """Who reads a choice this way, as the agreement's file says."""
    return next((o.held_by for c in agreement.choices if c.path == path for o in c.options if o.name == option), ())


def _is_stated(option: str) -> bool:
    return option.startswith("as ") and option.endswith(("states it", "state it"))


def option_words(option: str) -> str:
    """How an option is taken: "if read as ‘eight will do’", "as Israel states it", "if the term does not stand"."""
    if option == NOT_SO:
        return "if the term does not stand"
    if _is_stated(option):
        return f"if it stands {option}"
    return f"if read as ‘{option}’"


def own_cell(row: Row, account: str) -> Cell | None:
    """The cell of an account as its own speaker reads the duty; None where no way that was tried is its own."""
    return next((c for c in row.cells if c.account == account and c.own), None)


def switched_cell(row: Row, own: Cell, path: str, option: str) -> Cell | None:
    """The cell of the same account with one option taken otherwise."""
    way = tuple((p, option if p == path else o) for p, o in own.way)
    return next((c for c in row.cells if c.account == own.account and c.way == way), None)


def options_of(row: Row) -> tuple[tuple[str, str], ...]:
    """Every option of every choice that touches the duty, each once: (path, option)."""
    return tuple(dict.fromkeys(pair for way in row.ways for pair in way))
