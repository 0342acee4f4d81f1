"""Deciding: what people decide on claims and names, each as one entry that they sign."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from truceline.errors import Changed, UnknownId, ValueProblem
from truceline.given import check_codes, checked_reason, with_quote
from truceline.record import (
    About,
    Correction,
    Entry,
    Journal,
    Judged,
    Judgement,
    Known,
    Note,
    Review,
    ReviewDecision,
    SameVerdict,
    TakenBack,
    ViewedClaim,
)
from truceline.record.entries import MERGED_BY


class Deciding:
    """Decisions signed by one author, into one journal.

    ``seen`` is everywhere the number of the last entry that decided on the claim when it was looked at
    (``ViewedClaim.decided``; 0 for none). Where another came since, Changed is raised and nothing added.
    """

    def __init__(self, journal: Journal, author: str) -> None:
        self._journal, self._author = journal, author

    def review(self, id: str, decision: ReviewDecision, reason: str, seen: int | None) -> ViewedClaim:
        """Accept or reject a claim. Raises UnknownId, AmbiguousId, Changed."""
        return self._decide(self._claim_id(id), seen, lambda _, viewed: Review(viewed.id, decision, reason))

    def correct(self, id: str, changes: Mapping[str, object], reason: str, seen: int | None) -> ViewedClaim:
        """Correct parts of a claim. Raises as ``review`` does, and ValueProblem for what cannot be."""
        id, reason = self._claim_id(id), checked_reason(reason)

        def correction(known: Known, viewed: ViewedClaim) -> Correction:
            claim, fields = viewed.claim, dict(changes)
            if {"act", "mode"} & set(fields):
                check_codes(fields.get("act", claim.act.type), fields.get("mode", claim.act.mode))
            if {"quote", "spans"} & set(fields):
                fields = with_quote(fields, known.report(claim.report).text, claim.id)
            return Correction.of(claim.id, fields, reason)

        return self._decide(id, seen, correction)

    def undo(self, id: str, reason: str, seen: int | None) -> ViewedClaim:
        """Take back the last decision that stands. Raises as ``review`` does, and ValueProblem where none does."""

        def back(_: Known, viewed: ViewedClaim) -> TakenBack:
            if viewed.last is None:
                what = "there is no decision on this claim to take back."
                raise ValueProblem(what, where=viewed.id, todo="Nothing needs to be done.")
            return TakenBack(viewed.id, viewed.last.seq, reason.strip())

        return self._decide(self._claim_id(id), seen, back)

    def judge(self, a: str, b: str, verdict: SameVerdict, reason: str, seen: int | None) -> Judgement:
        """Judge two names, or the incidents of two claims; here ``seen`` is the number of the last entry of all.

        Raises UnknownId, AmbiguousId, ValueProblem, Changed.
        """
        claims = [self._claim_id(x) if x.startswith("c-") else "" for x in (a, b)]
        if all(claims):
            judgement = Judgement(About.INCIDENT, claims[0], claims[1], verdict, reason)
        elif not any(claims):
            judgement = Judgement(About.PARTY, self._named(a), self._named(b), verdict, reason)
        else:
            raise ValueProblem(f"{a!r} and {b!r} are a claim and a party.", todo="Give two claims, or two names.")

        def entries(known: Known) -> list[Entry]:
            _check_judged(known.judged(judgement.a, judgement.b), seen)
            return [judgement]

        self._journal.append_new(entries, self._author)
        return judgement

    def note(self, about: str, text: str) -> None:
        """Add a note."""
        self._journal.append([Note(about, text)], self._author)

    def _decide(self, id: str, seen: int | None, make: Callable[[Known, ViewedClaim], Entry]) -> ViewedClaim:
        def entries(known: Known) -> list[Entry]:
            viewed = known.standing(id)
            _check_seen(viewed, seen)
            return [make(known, viewed)]

        self._journal.append_new(entries, self._author)
        return self._journal.ask(lambda known: known.standing(id))

    def _claim_id(self, id: str) -> str:
        return self._journal.ask(lambda known: known.claim_id(id))

    def _named(self, name: str) -> str:
        if not self._journal.ask(lambda known: known.has_name(name)):
            raise UnknownId(f"no claim names {name!r}.", todo="See the names with: truceline parties")
        return name


def _check_seen(viewed: ViewedClaim, seen: int | None) -> None:
    if seen is None or seen == viewed.decided:
        return
    last = viewed.history[-1] if viewed.history else None
    what = f"{last.author} decided on this claim since ({last.status.value})." if last else "no entry has this number."
    raise Changed(what, where=viewed.id, todo="Nothing was added. Look at it again, and decide then.")


def _check_judged(judged: Sequence[Judged], seen: int | None) -> None:
    since = [one for one in judged if seen is not None and one.seq > seen and one.author != MERGED_BY]
    if since:
        what = f"{since[-1].author} judged these two since ({since[-1].judgement.verdict.value})."
        raise Changed(what, todo="Nothing was added. Look at them again, and judge then.")
