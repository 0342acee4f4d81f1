"""claims, show, timeline, parties, search, brief, verify: what the record holds."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import groupby
from typing import TYPE_CHECKING, Annotated, Any

import typer

from truceline import words
from truceline.cli.commands import card
from truceline.cli.screen import Column, Marked, Part
from truceline.cli.session import Session, add, moments

if TYPE_CHECKING:
    from truceline.case import Case, NamedParty, SearchHit, ViewedClaim

PANEL = "Looking"

AsOf = Annotated[
    str | None,
    typer.Option(help="Only what was known by this day or time.", metavar="MOMENT", show_default=False),
]
Speaker = Annotated[str | None, typer.Option(help="Only claims by a speaker with this in the name.", metavar="NAME")]
Party = Annotated[str | None, typer.Option(help="Only claims in which this name speaks or acts.", metavar="NAME")]
Act = Annotated[str | None, typer.Option(help="Only this type of act, such as RETREAT.", metavar="CODE")]
OfReport = Annotated[str | None, typer.Option("--report", help="Only claims of this report.", metavar="ID")]
Doubtful = Annotated[
    bool, typer.Option("--doubtful", help="Only claims that nobody has looked at yet, the least sure first.")
]
All = Annotated[bool, typer.Option("--all", help="Also rejected claims, and those of superseded versions.")]


def register(app: typer.Typer) -> None:
    add(app, PANEL, claims, show, timeline, parties, search, verify)


def filters(*, speaker: str | None, party: str | None, act: str | None, of_report: str | None) -> dict[str, Any]:
    return {"speaker": speaker, "party": party, "act": act, "report": of_report}


def data(viewed: ViewedClaim) -> dict[str, Any]:
    """A claim for programs: the whole of it, and whether a person has looked at it."""
    return {**viewed.claim.to_json(), "status": viewed.status.value}


def claims(
    session: Session,
    *,
    speaker: Speaker = None,
    party: Party = None,
    act: Act = None,
    of_report: OfReport = None,
    as_of: AsOf = None,
    everything: All = False,
    doubtful: Doubtful = False,
) -> None:
    """List the claims: who says what, by report.

    With --json each line is one claim, whole, as it stands after review.

    Example:
      truceline claims --speaker ministry --act RETREAT
      truceline claims --as-of 2023-11-30 --json
    """
    chosen = filters(speaker=speaker, party=party, act=act, of_report=of_report)
    with session.case() as case:
        (moment,) = moments(case, as_of)
        found = case.claims(moment, rejected=everything, **chosen)
        if doubtful:
            among = {c.id for c in found}
            found = tuple(c for c in case.doubtful(moment) if c.id in among)
        if session.json:
            for viewed in found:
                session.screen.data(data(viewed))
        elif not session.screen.terminal:
            _flat(session, case, found)
        elif doubtful:
            session.screen.table(_claim_columns(), ([c.id, _who(c), _what(c)] for c in found), heading=False)
        else:
            _by_report(session, case, found)
        _count(session, case, found)


def _count(session: Session, case: Case, found: Iterable[object]) -> None:
    number = len(tuple(found))
    if session.json:
        return
    if number:
        session.screen.say(f"{words.counted(number, 'claim')}.")
    elif case.reports():
        session.screen.say("no claims are there by this choice.")
    else:
        session.screen.say(f"the record is empty. Next: {session.try_('read', 'FILES')}")


_FLAT = (
    "id status report published publisher speaker stance act mode actors recipients category figures when basis "
    "place polarity modality quote"
)


def _flat(session: Session, case: Case, found: Iterable[ViewedClaim]) -> None:
    reports = {r.id: r for r in case.reports()}
    session.screen.table([Column(name) for name in _FLAT.split()], (_row(c, reports) for c in found))


def _row(viewed: ViewedClaim, reports: dict[str, Any]) -> list[str]:
    claim, report = viewed.claim, reports[viewed.claim.report]
    act = claim.act
    return [
        claim.id,
        viewed.status.value,
        claim.report,
        words.when_words(report.published),
        report.publisher or "",
        claim.speaker,
        claim.stance.value,
        act.type,
        act.mode or "",
        words.joined(act.actors),
        words.joined(act.recipients),
        act.category or "",
        words.joined(map(words.figure_words, act.figures)),
        words.when_words(act.when),
        act.when.basis.value if act.when else "",
        act.place or "",
        act.polarity.value,
        act.modality.value,
        claim.quote,
    ]


def _by_report(session: Session, case: Case, found: Iterable[ViewedClaim]) -> None:
    reports = {r.id: r for r in case.reports()}
    for report, group in groupby(found, key=lambda c: c.claim.report):
        session.screen.line(Marked(words.report_words(reports[report]), "bold"), f"  {report}")
        session.screen.table(_claim_columns(), ([c.id, _who(c), _what(c)] for c in group), heading=False)
        session.screen.blank()


def _claim_columns() -> tuple[Column, ...]:
    return Column("claim", whole=True), Column("who", 2), Column("what", 5)


def _who(viewed: ViewedClaim) -> list[Part]:
    status = "" if viewed.status.value == "coded" else f"\n({viewed.status.value})"
    return [Marked(viewed.claim.speaker, "bold"), f"\n{viewed.claim.stance.value}", status]


def _what(viewed: ViewedClaim, *, when: bool = True) -> list[Part]:
    return [words.act_words(viewed.claim.act, when=when), "\n", Marked(words.quote_words(viewed.claim), "italic")]


def show(
    session: Session,
    id: Annotated[str, typer.Argument(help="Id of a claim, or its beginning.", show_default=False)],
) -> None:
    """Show one claim in its sentence, with what is coded and decided.

    In the sentence, [source: ...] is who speaks, [cue: ...] what says so, [content: ...] the claim.

    Example:
      truceline show c-3f0a
    """
    with session.case() as case:
        card.show(session, case.show(id))


def timeline(
    session: Session,
    *,
    speaker: Speaker = None,
    party: Party = None,
    act: Act = None,
    of_report: OfReport = None,
    as_of: AsOf = None,
) -> None:
    """List the claims by the time they speak of.

    Each time stands with what it rests on: stated, inferred, or the day of publication. Claims that
    say no time come last.

    Example:
      truceline timeline --party "Red Cross" --as-of 2023-11-30
    """
    chosen = filters(speaker=speaker, party=party, act=act, of_report=of_report)
    with session.case() as case:
        (moment,) = moments(case, as_of)
        found = case.timeline(moment, **chosen)
        if session.json:
            for _, viewed in found:
                session.screen.data(data(viewed))
        elif session.screen.terminal:
            columns = (Column("when", 2), Column("claim", whole=True), Column("who", 2), Column("what", 5))
            session.screen.table(columns, ([_time(c), c.id, _who(c), _what(c, when=False)] for _, c in found))
        else:
            names = ("when", "basis", "id", "speaker", "stance", "what", "quote")
            session.screen.table([Column(n) for n in names], (_timeline_row(c) for _, c in found))
        _count(session, case, found)


def _time(viewed: ViewedClaim) -> str:
    when = viewed.claim.act.when
    return f"{words.when_words(when)}\n{when.basis.value}" if when else "no time said"


def _timeline_row(viewed: ViewedClaim) -> list[str]:
    claim, when = viewed.claim, viewed.claim.act.when
    basis = when.basis.value if when else ""
    what = words.act_words(claim.act, when=False)
    return [words.when_words(when), basis, claim.id, claim.speaker, claim.stance.value, what, claim.quote]


def parties(session: Session, as_of: AsOf = None) -> None:
    """List everyone who speaks or acts, the most frequent first.

    A name without a kind is one that the shipped list of parties does not know. Words that only say
    what kind of people act, such as "prisoners", are left out.

    Example:
      truceline parties
    """
    with session.case() as case:
        (moment,) = moments(case, as_of)
        found = case.parties(moment)
        if session.json:
            for one in found:
                session.screen.data(_party_data(one))
            return
        columns = (
            Column("name", 3),
            Column("kind", 2),
            Column("code", whole=True),
            Column("speaks", whole=True, right=True),
            Column("acts", whole=True, right=True),
            Column("same as", 2),
        )
        session.screen.table(columns, (list(_party(one)) for one in found))


def _party_data(one: NamedParty) -> dict[str, Any]:
    party = one.party
    return {
        "name": one.name,
        "party": party.id if party else None,
        "kind": party.kind.value if party else None,
        "code": party.code if party else None,
        "speaks": one.speaks,
        "acts": one.acts,
        "same_as": list(one.same_as),
    }


def _party(one: NamedParty) -> Iterator[str]:
    yield one.name
    yield one.party.kind.value if one.party else ""
    yield (one.party.code or "") if one.party else ""
    yield str(one.speaks)
    yield str(one.acts)
    yield words.joined(one.same_as)


def search(
    session: Session,
    terms: Annotated[
        list[str], typer.Argument(metavar="WORDS", help="Words that must all be there.", show_default=False)
    ],
    limit: Annotated[int, typer.Option(help="At most this many.", min=1)] = 20,
    as_of: AsOf = None,
) -> None:
    """Find reports and claims that have all the words.

    The best come first. Words between double quotes must stand together.

    Example:
      truceline search convoy crossing
      truceline search '"prisoner exchange"'
    """
    with session.case() as case:
        (moment,) = moments(case, as_of)
        found = case.search(" ".join(terms), limit, moment)
        if session.json:
            for hit in found:
                session.screen.data(_hit(hit))
            return
        columns = (Column("id", whole=True), Column("report", 2), Column("words", 5))
        session.screen.table(columns, ([h.claim or h.report, h.title, _snippet(h)] for h in found))
        if not found:
            session.screen.say("nothing has all these words.")


def _hit(hit: SearchHit) -> dict[str, Any]:
    span = [hit.span.start, hit.span.end] if hit.span else None
    return {"report": hit.report, "claim": hit.claim, "title": hit.title, "snippet": hit.snippet, "span": span}


def _snippet(hit: SearchHit) -> list[Part]:
    parts: list[Part] = []
    at = 0
    for start, end in hit.marks:
        parts += [hit.snippet[at:start], Marked(hit.snippet[start:end], "bold underline")]
        at = end
    return [*parts, hit.snippet[at:]]


def verify(
    session: Session,
    holds: Annotated[
        str | None, typer.Option(help="Hash of an earlier last entry that must still be there.", metavar="HASH")
    ] = None,
    rebuild_index: Annotated[
        bool, typer.Option("--rebuild-index", help="First make the index again from the entries.")
    ] = False,
) -> None:
    """Check that nothing in the record was altered.

    Every entry must follow from the one before, and every quote must stand in its report.

    Keep the hash of the last entry elsewhere: with --holds it shows later that nothing was cut off.

    The index serves searches and follows from the entries alone. Where it is damaged, --rebuild-index makes it
    again, and puts back the triggers that keep entries from being changed. The entries stay as they are.

    Example:
      truceline verify
      truceline verify --rebuild-index
    """
    with session.case() as case:
        if rebuild_index:
            case.rebuild_index()
        found = case.verify(holds)
        if session.json:
            session.screen.data(
                {
                    "file": str(case.path),
                    "entries": found.entries,
                    "reports": found.reports,
                    "claims": found.claims,
                    "head": found.head,
                    "search": found.search,
                }
            )
            return
        if rebuild_index:
            session.screen.line("The index was made again from the entries.")
        session.screen.line(
            f"The record is sound: {words.counted(found.entries, 'entry', 'entries')}, "
            f"{words.counted(found.reports, 'report')}, {words.counted(found.claims, 'claim')}."
        )
        session.screen.line(f"Last entry: {found.head}")
        if not found.search:
            session.screen.say("the search index could not be checked: the record cannot be written now.")
