"""Consolidation: what the claims say of incidents, noted in the journal as judgements of the program itself.

What holds after each run:

1.  A pair of claims that was taken together has the standing judgement ``same``, a pair that may be one
    incident and was not taken together ``unsure``, each with its reason. No other pair has a standing one.
2.  What stands is a function of the claims, the agreements and people's judgements, not of the order in
    which they came in.
3.  A pair that a person judged is that person's: the program adds nothing on it, before or after.
4.  Nothing is taken out. What no longer follows is taken back by a later ``unsure`` that says why.

Assessments work the incidents out from the claims again, so these entries are to be read, not computed with.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from zoneinfo import ZoneInfo

from truceline import agreed
from truceline.accounts.facts import facts_of
from truceline.accounts.incident import Merge
from truceline.accounts.incidents import Incidents, incidents_of
from truceline.accounts.rulings import Pair, Rulings
from truceline.agreements.agreement import Agreement
from truceline.assessment import decided, membership
from truceline.record import About, Entry, Journal, Judgement, Known, SameVerdict, View
from truceline.record.entries import MERGED_BY
from truceline.record.view import Judged
from truceline.reports.copies import near_copies

_BACK = "taken back: "
GONE = f"{_BACK}one of the two claims no longer stands"
BY_WAY_OF_OTHERS = f"{_BACK}the two are one incident by way of other claims"
NOTHING_LEFT = f"{_BACK}nothing in the claims as they stand now makes the two one incident"


@dataclass(frozen=True, slots=True)
class Consolidated:
    """The incidents as the whole record has them; ``added`` is the number of entries that noting it took.

    ``merges`` and ``doubtful`` hold people's judgements too, with their authors in ``by``.
    """

    added: int
    merges: tuple[Merge, ...] = ()
    doubtful: tuple[Merge, ...] = ()


@dataclass(frozen=True, slots=True)
class Doubt:
    """Why two claims may, and may not, speak of one incident; ``by`` is the person who could not tell, "" the rules."""

    reason: str
    by: str = ""


@dataclass(frozen=True, slots=True)
class _State:
    """What follows from a view, and the entries that the journal lacks to say so."""

    incidents: Incidents
    lacking: tuple[Judgement, ...] = field(default=())


def consolidate(journal: Journal) -> Consolidated:
    """Note every merge and every doubtful pair of the whole record, in one transaction.

    Where all of it is noted already, nothing is written, and a record that cannot be written is no error.
    Raises RecordBusy, RecordUnwritable.
    """
    head, state = journal.head(), _state(View.of(journal))

    def entries(_: Known) -> Iterable[Entry]:
        nonlocal state
        # Another process may have added claims since: what follows from the old ones must not stand last.
        if journal.head() != head:
            state = _state(View.of(journal))
        return state.lacking

    added = journal.append_new(entries, MERGED_BY) if state.lacking else ()
    return Consolidated(len(added), state.incidents.merges, state.incidents.doubtful)


def standing(view: View) -> dict[Pair, Judgement]:
    """The program's own judgements that stand: neither taken back nor on a pair that a person judged."""
    people = Rulings.of(decided(view)).by_pair
    return {p: j for p, j in _own(view).items() if p not in people and not j.reason.startswith(_BACK)}


def doubtful(view: View) -> dict[Pair, Doubt]:
    """The pairs of claims that wait for a person, by the judgements that the record has.

    These are the pairs that the program noted as doubtful and nobody judged, and those that a person could not tell.
    """
    people = {j.judgement.pair: j for j in decided(view)}
    own = standing(view)
    noted = {pair: j for pair, j in _noted(view).items() if pair in own}
    found = {pair: j for pair, j in {**noted, **people}.items() if j.judgement.verdict is SameVerdict.UNSURE}
    same, current = view.identity(About.INCIDENT), {c.id for c in view.current}
    return {
        pair: Doubt(j.judgement.reason, "" if pair in noted else j.author)
        for pair, j in found.items()
        if current.issuperset(pair) and not same.same(*pair)
    }


def _state(view: View) -> _State:
    incidents = _incidents(view)
    return _State(incidents, tuple(_lacking(view, incidents)))


def _incidents(view: View) -> Incidents:
    """The incidents of all current claims, on the ground of every agreement that the record has."""
    # By id: the order in which the agreements were added must decide nothing.
    agreements = [agreed.current(texts) for _, texts in sorted(view.agreements.items())]
    known = {id: arrival.known for id, arrival in view.arrivals.items()}
    copies = near_copies([r for r in view.reports if r.id not in view.superseded])
    facts = facts_of(view.current, known, copies, _zone(view, agreements))
    return incidents_of(facts, decided(view), membership(facts, *agreements))


def _zone(view: View, agreements: Iterable[Agreement]) -> ZoneInfo:
    """That of the agreements, as assessments have it; where they do not settle it, that of the case."""
    zones = {a.zone for a in agreements}
    own = view.settings.zone if view.settings else None
    return ZoneInfo(zones.pop() if len(zones) == 1 else own or "UTC")


def _lacking(view: View, incidents: Incidents) -> Iterator[Judgement]:
    people, own = Rulings.of(decided(view)).by_pair, _own(view)
    wanted = {p: j for p, j in _wanted(incidents).items() if p not in people}
    for pair, judgement in wanted.items():
        said = own.get(pair)
        if said is None or (said.verdict, said.reason) != (judgement.verdict, judgement.reason):
            yield judgement
    for pair, said in sorted(own.items()):
        if pair not in wanted and pair not in people and not said.reason.startswith(_BACK):
            yield Judgement(About.INCIDENT, said.a, said.b, SameVerdict.UNSURE, _why_back(pair, incidents))


def _wanted(incidents: Incidents) -> dict[Pair, Judgement]:
    """What the rules say of pairs, by pair; what follows from people's judgements alone is left to these."""
    verdicts = [(m, SameVerdict.SAME) for m in incidents.merges]
    verdicts += [(m, SameVerdict.UNSURE) for m in incidents.doubtful]
    made = (Judgement(About.INCIDENT, m.a, m.b, verdict, m.reason) for m, verdict in verdicts if not m.by)
    found: dict[Pair, Judgement] = {}
    for judgement in made:
        found.setdefault(judgement.pair, judgement)
    return found


def _why_back(pair: Pair, incidents: Incidents) -> str:
    first, second = (incidents.by_claim.get(claim) for claim in pair)
    if first is None or second is None:
        return GONE
    return BY_WAY_OF_OTHERS if first is second else NOTHING_LEFT


def _own(view: View) -> Mapping[Pair, Judgement]:
    """The latest judgement of the program itself on each pair of claims."""
    return {pair: j.judgement for pair, j in _noted(view).items()}


def _noted(view: View) -> Mapping[Pair, Judged]:
    own = (j for j in view.judgements if j.author == MERGED_BY and j.judgement.about is About.INCIDENT)
    return {j.judgement.pair: j for j in own}
