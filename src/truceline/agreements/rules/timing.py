"""Timing: what a draft leaves open about when: deadlines, beginnings, ends, and who waits for whom."""

from __future__ import annotations

import re
from collections.abc import Iterator

from truceline.agreements.document import Node, Path
from truceline.agreements.rules.draft import Draft, Fix, Found, Written
from truceline.agreements.terms import DutyKind, Renewal

_DATE_ALONE = re.compile(r"\d{4}-\d{2}-\d{2}")
_INFORMATION = ("list", "lists", "names", "information", "map", "maps", "data", "records")


def no_deadline(draft: Draft) -> Iterator[Found]:
    """Something is owed, and nothing says by when."""
    for w in draft.duties:
        duty = w.duty
        if duty.kind is DutyKind.REFRAIN or duty.due is not None or duty.each is not None or duty.schedule:
            continue
        within = "same day" if duty.ratio else "30 days"
        what = f'"{w.name}" is owed, and nothing says by when.'
        yield Found(w.path, what, "Write within: or due:.", Fix(w.path, {"within": within}))


def veto_without_a_clock(draft: Draft) -> Iterator[Found]:
    """One side can hold up the rest by not agreeing or not acting, and no clock runs against it."""
    truce, node = draft.terms.truce, draft.tree.get("truce")
    if truce and node is not None and truce.renewal is Renewal.AGREED and node.get("notice") is None:
        what = (
            "each side can let the truce run out by not agreeing to renew it, up to the last minute and without a word."
        )
        words = "Let it renew itself, unless a party gives notice so long before."
        put = {"renewed": "automatically", "notice": "48 hours"}
        yield Found(("truce", "renewed"), what, words, Fix(("truce",), put))
    awaited = {what: who for who, what in draft.waits()}
    for w in draft.acts:
        if w.name not in awaited or not set(w.duty.by) <= set(draft.terms.parties):
            continue
        if w.duty.due is None and w.duty.each is None:
            what = f'"{awaited[w.name]}" waits for "{w.name}", and no clock runs for that.'
            words = "Say by when it is to be done, and what counts as done when it is not."
            yield Found(w.path, what, words, Fix(w.path, {"due": "day 7"}))


def non_party(draft: Draft) -> Iterator[Found]:
    """A duty waits for somebody who signed nothing."""
    awaited = {what: who for who, what in draft.waits()}
    parties = set(draft.terms.parties)
    for w in draft.acts:
        if w.name not in awaited or set(w.duty.by) <= parties:
            continue
        waiting = draft.terms.duty(awaited[w.name])
        answers = draft.others(waiting.by if waiting else ())[:1]
        strangers = [name for name in w.duty.by if name not in parties]
        what = f'"{awaited[w.name]}" waits for {" and ".join(strangers)}, who signed nothing: it may wait for ever.'
        words = "Let a party answer for it, by a day, whoever does it."
        yield Found(w.path, what, words, Fix((), {"duties": {w.name: _answered(draft, w, answers)}}, w.path))


def _answered(draft: Draft, w: Written, answers: list[str]) -> dict[str, object]:
    """An act of others as a duty of ``answers``, which those others may do in their place."""
    plain = w.node.plain()
    kept = {k: v for k, v in plain.items() if k != "by"} if isinstance(plain, dict) else {}
    by = [draft.key(name) for name in w.duty.by]
    due = {} if w.duty.due is not None else {"due": "30 days after effect"}
    return {"by": draft.keys(answers), **kept, "also by": by, **due}


def late_list(draft: Draft) -> Iterator[Found]:
    """A list or information is owed, and nothing says what follows when it is late."""
    awaited = {what for _, what in draft.waits()}
    for w in draft.of_kind(DutyKind.DEED):
        said = w.duty.what.casefold().split()
        if "hand over" not in w.duty.deeds or not any(i in said for i in _INFORMATION) or w.name in awaited:
            continue
        what = f'nothing says what follows when "{w.name}" is late.'
        words = "Say what waits for it, and thereby what does not."
        yield Found(w.path, what, words, _waiting(draft, w))


def _waiting(draft: Draft, w: Written) -> Fix:
    """The first number that the same side owes waits; where there is none, the parties meet."""
    numbers = [n for n in draft.of_kind(DutyKind.COUNT) if n.path[0] == "duties"]
    own = [n for n in numbers if set(n.duty.by) & set(w.duty.by)] or numbers
    if own:
        return Fix(own[0].path, {"after": [*own[0].duty.after, w.name]})
    meeting = {"by": draft.keys(draft.terms.parties), "meet": f"talks on {w.duty.what}", "due": f"1 day after {w.name}"}
    return draft.beside(w, {f"meeting after {w.name}": meeting})


def what_follows(draft: Draft) -> Iterator[Found]:
    """A truce or a phase runs out, and nothing says what then binds."""
    for path, node in _stretches(draft):
        if (node.get("for") is not None or node.get("until") is not None) and node.get("then") is None:
            what = f"{_named(path)} runs out, and nothing says what binds from then on."
            words = "Write then: lapses, or then: continues while talks go on."
            yield Found(path, what, words, Fix(path, {"then": "lapses"}))


def _stretches(draft: Draft) -> Iterator[tuple[Path, Node]]:
    truce, phases = draft.tree.get("truce"), draft.tree.get("phases")
    if truce is not None:
        yield ("truce",), truce
    for entry in (phases.entries or ()) if phases else ():
        yield ("phases", entry.key), entry.node


def _named(path: Path) -> str:
    return "the truce" if path == ("truce",) else f'the phase "{path[-1]}"'


def start(draft: Draft) -> Iterator[Found]:
    """A truce begins on a day, and nothing says at which hour."""
    for path, node in _stretches(draft):
        begins = node.get("from")
        if begins is not None and begins.text and _DATE_ALONE.fullmatch(begins.text):
            what = f"{_named(path)} begins on {begins.text}, and nothing says at which hour."
            words = "Write the hour, and leave nothing for the start to wait for."
            yield Found((*path, "from"), what, words, Fix(path, {"from": f"{begins.text} 07:00"}))


def talks_suspended(draft: Draft) -> Iterator[Found]:
    """Nothing says whether the truce binds while the talks are suspended."""
    node = draft.tree.get("truce")
    if node is not None and node.get("when talks are suspended") is None:
        what = "nothing says whether the truce binds while the talks are suspended."
        words = "Write when talks are suspended: binds, or suspended too."
        yield Found(("truce",), what, words, Fix(("truce",), {"when talks are suspended": "binds"}))


def withholding(draft: Draft) -> Iterator[Found]:
    """Both sides owe something, and nothing says what may be held back until the other has done its part."""
    owing = [w for w in draft.duties if w.duty.kind is not DutyKind.REFRAIN]
    tied = any(w.says("after") or w.says("together with") or w.duty.ratio for w in owing)
    if tied or not owing:
        return
    first = owing[0]
    other = next((w for w in owing if set(w.duty.by) != set(first.duty.by)), None)
    if other is not None:
        what = (
            f'"{first.name}" and "{other.name}" are owed by different sides, and nothing says whether one may be '
            "held back until the other is done."
        )
        words = "Say which waits for which with after: or together with:, or write after: [] where none waits."
        yield Found(other.path, what, words, Fix(other.path, {"after": [first.name]}))


def choice_without_a_default(draft: Draft) -> Iterator[Found]:
    """People are to choose, and nothing says what becomes of those who have not chosen in time."""
    for choice in draft.terms.choices:
        if not choice.default:
            path: Path = ("choices", choice.name)
            default = choice.options[0] if choice.options else "released"
            what = f'"{choice.name}" does not say what becomes of those who have not chosen when the time is over.'
            yield Found(path, what, "Write what then happens to them.", Fix(path, {"default": default}))
