"""Known: what the record holds, asked by its index.

Everything is asked inside one transaction, so that what is said still holds when that transaction writes.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import Column, Connection, Row, Select, TextClause, select, text

from truceline.errors import AmbiguousId, UnknownId, ValueProblem
from truceline.model import Claim, Report, codec
from truceline.record import chain, tables
from truceline.record.entries import (
    KINDS,
    MERGED_BY,
    PLAIN,
    AgreementAmendment,
    AgreementText,
    Entry,
    Judgement,
    Note,
    Recorded,
    Settings,
)
from truceline.record.moment import checked
from truceline.record.rows import stamp
from truceline.record.view import AgreementVersion, Judged, Noted, View, ViewedClaim, elsewhere, viewed

_SEVERAL = 5
_KIND = {kind: name for name, kind in KINDS.items()}
_SEARCH = "Look for it with `truceline search`."


@dataclass(frozen=True, slots=True)
class Known:
    """What is in the record already. Every question is an indexed look-up.

    ``before`` is the number of the entry that is being checked while an index is made: the journal holds later
    ones too by then.
    """

    _connection: Connection
    _where: str = "record"
    before: int = sys.maxsize

    # --- whether something is there -------------------------------------------------------------
    def has_report(self, report: str) -> bool:
        """Whether the report with this id is in the record."""
        return self._has(tables.reports.c.id, report)

    def has_claim(self, claim: str) -> bool:
        """Whether the claim with this id is in the record, in any coding."""
        return self._has(tables.claims.c.id, claim)

    def has_name(self, name: str) -> bool:
        """Whether some claim, as it stands, names this party; those of earlier codings do not count."""
        table, claims = tables.names.c, tables.claims.c
        found = select(table.claim).join(tables.claims, claims.number == table.claim)
        return self._first(found.where(table.name == name, claims.latest == 1).limit(1)) is not None

    def has_agreement(self, agreement: str) -> bool:
        """Whether a text of the agreement with this id is in the record."""
        return agreement in self.agreements()

    def known_url(self, url: str) -> tuple[str, ...]:
        """The ids of the reports that came from this address, in the order they came in."""
        found = select(tables.reports.c.id).where(tables.reports.c.url == url).order_by(tables.reports.c.seq)
        return tuple(self._connection.execute(found).scalars())

    def known_by(self, as_of: date) -> tuple[str, ...]:
        """The ids of the reports that were known by then."""
        return tuple(self._connection.execute(select(tables.reports.c.id).where(by(as_of))).scalars())

    def coded(self, report: str) -> frozenset[tuple[str, str]]:
        """Name and version of each coder that has coded, or could not read, the report with this id."""
        table = tables.codings
        found = select(table.c.coder, table.c.version).where(table.c.report == report)
        return frozenset((name, version) for name, version in self._connection.execute(found))

    # --- ids ------------------------------------------------------------------------------------
    def report_id(self, id: str, as_of: date | None = None) -> str:
        """The whole id of the report with this id, or whose id begins so. Raises UnknownId and AmbiguousId."""
        checked(as_of, "as_of")
        until = stamp(as_of) if isinstance(as_of, datetime) else None
        day = None if as_of is None or until else as_of.isoformat()
        return self._whole("report", id, {"known": until, "day": day})

    def claim_id(self, id: str) -> str:
        """The whole id of the claim with this id, or whose id begins so. Raises UnknownId and AmbiguousId."""
        return self._whole("claim", id, {})

    # --- one thing ------------------------------------------------------------------------------
    def report(self, report: str) -> Report:
        """The report with this id. Raises UnknownId."""
        return codec.load(Report, self._payload(_REPORT, report)["report"])

    def claim(self, claim: str) -> Claim:
        """The claim with this id, as it was first coded. Raises UnknownId."""
        return _among(self._payload(_FIRST_CODED, claim), claim)

    def machine(self, claim: str) -> Claim:
        """The claim with this id, as it was last coded. Raises UnknownId."""
        return _among(self._payload(_LAST_CODED, claim), claim)

    def standing(self, claim: str) -> ViewedClaim:
        """The claim with this id as it stands. Raises UnknownId."""
        return viewed(self.machine(claim), self.decisions([claim]).get(claim, ()))

    def standing_decision(self, claim: str) -> int:
        """The number of the last decision on the claim that was not taken back; 0 where there is none."""
        last = self.standing(claim).last
        return last.seq if last else 0

    def claims_of(self, report: str) -> tuple[ViewedClaim, ...]:
        """The claims of the latest coding of the report with this id, in order of the text."""
        ids = self._connection.execute(_CLAIMS_OF, {"report": report}).scalars().all()
        if not ids:
            return ()
        coded = self._payload(_CODED, report)["claims"]
        # What was coded twice counts as it was coded first.
        machine = {c["id"]: c for c in reversed(coded)}
        decisions = self.decisions(ids)
        return tuple(viewed(codec.load(Claim, machine[id]), decisions.get(id, ())) for id in ids)

    def decisions(self, claims: Iterable[str]) -> dict[str, list[Recorded]]:
        """The entries that decided on each of these claims, in order; only for those that have any."""
        found: dict[str, list[Recorded]] = {}
        rows = self._connection.execute(_DECISIONS, {"claims": json.dumps(list(claims))})
        for claim, *row in rows:
            found.setdefault(claim, []).append(chain.recorded(chain.Row(*row), self._where))
        return found

    # --- the journal ----------------------------------------------------------------------------
    def settings(self) -> Settings | None:
        """The settings as they were added last; None where none were."""
        row = self._connection.execute(_SETTINGS, {"kind": _KIND[Settings], "before": self.before}).first()
        return codec.load(Settings, json.loads(row[0])) if row else None

    def agreements(self, as_of: date | None = None) -> dict[str, tuple[AgreementVersion, ...]]:
        """As ``View.agreements``."""
        found = self._of_kinds(AgreementText, AgreementAmendment, Settings).order_by(tables.entries.c.seq)
        return dict(View.fold(self._recorded(found), as_of).agreements)

    def log(
        self, after: int, before: int | None, limit: int, newest: bool, kinds: Sequence[str], author: str
    ) -> tuple[Recorded, ...]:
        """See ``Case.entries``. Raises ValueProblem and BrokenChain."""
        for kind in kinds:
            if kind not in KINDS:
                what = f"there is no kind of entry called {kind!r}."
                raise ValueProblem(what, where="kinds", todo=f"Known: {', '.join(KINDS)}.")
        table = tables.entries
        wanted = [table.c.seq > after, *([table.c.kind.in_(kinds)] if kinds else [])]
        wanted += [table.c.author == author] if author else []
        wanted += [table.c.seq < before] if before is not None else []
        order = table.c.seq.desc() if newest else table.c.seq
        found = select(table).where(*wanted).order_by(order).limit(max(limit, 0))
        return tuple(self._recorded(found))

    def entered(self, after: int) -> dict[str, int]:
        """How many entries of each kind came after the one with this number, but for the program's own judgements.

        The kinds are named in plain words, for one of them: "report", "coding", "review".
        """
        counts = dict.fromkeys(KINDS, 0)
        for kind, number in self._connection.execute(_ENTERED, {"after": after, "program": MERGED_BY}):
            counts[kind] += number
        return {PLAIN[kind]: number for kind, number in counts.items() if number}

    def authors(self) -> tuple[str, ...]:
        """Everybody who signed an entry, the program as well, in order of the names."""
        return tuple(self._connection.execute(_AUTHORS).scalars())

    def notes(self, about: str) -> tuple[Noted, ...]:
        """The notes about anything that has an id, in the order they were added."""
        rows = self._connection.execute(_NOTES, {"kind": _KIND[Note], "about": about})
        found = (chain.recorded(chain.Row(*row), self._where) for row in rows)
        return tuple(Noted(r.author, r.time, r.entry) for r in found if isinstance(r.entry, Note))

    def judged(self, a: str, b: str | None = None) -> tuple[Judged, ...]:
        """The judgements on a pair, or on one of them with any other, in the order they were made."""
        table = tables.judgements.c
        with_any = (table.a == a) | (table.b == a)
        which = with_any if b is None else (table.a == min(a, b)) & (table.b == max(a, b))
        entries = tables.entries
        found = select(entries).join(tables.judgements, table.seq == entries.c.seq).where(which)
        made = self._recorded(found.order_by(entries.c.seq))
        return tuple(Judged(r.author, r.time, r.entry, r.seq) for r in made if isinstance(r.entry, Judgement))

    # --- inside ---------------------------------------------------------------------------------
    def _of_kinds(self, *kinds: type[Entry]) -> Select[Any]:
        table = tables.entries
        return select(table).where(table.c.kind.in_([_KIND[k] for k in kinds]), table.c.seq < self.before)

    def _recorded(self, question: Select[Any]) -> Iterator[Recorded]:
        for row in self._connection.execute(question):
            yield chain.recorded(chain.Row(*row), self._where)

    def _first(self, question: Select[Any]) -> Row[Any] | None:
        return self._connection.execute(question).first()

    def _has(self, column: Column[str], value: str) -> bool:
        return self._first(select(column).where(column == value)) is not None

    def _whole(self, noun: str, id: str, values: dict[str, str | None]) -> str:
        exactly, beginning = _IDS[noun]
        if self._connection.execute(exactly, {**values, "id": id}).first():
            return id
        # No id holds a character beyond the first plane, so this is the end of those that begin so.
        begun = {**values, "id": id, "end": id + "\U0010ffff", "limit": _SEVERAL}
        found = self._connection.execute(beginning, begun).scalars().all() if id else []
        if len(found) == 1:
            return str(found[0])
        if found:
            several = ", ".join(found)
            raise AmbiguousId(f"several {noun}s have ids that begin with {id!r}: {several}.", todo="Give more of it.")
        raise UnknownId(f"there is no {noun} with the id {id!r} in this view.", todo=elsewhere(noun))

    def _payload(self, question: TextClause, id: str) -> dict[str, Any]:
        row = self._connection.execute(question, {"id": id}).first()
        if row is None:
            raise UnknownId(f"the record has nothing with the id {id!r}.", todo=_SEARCH)
        return json.loads(row[0])  # type: ignore[no-any-return]


def by(as_of: date | None) -> Any:
    """The condition that a report was known by then. Raises ValueProblem for a moment without a UTC offset."""
    checked(as_of, "as_of")
    table = tables.reports.c
    if as_of is None:
        return text("1")
    return table.known <= stamp(as_of) if isinstance(as_of, datetime) else table.day <= as_of.isoformat()


def _among(payload: dict[str, Any], claim: str) -> Claim:
    return codec.load(Claim, next(c for c in payload["claims"] if c["id"] == claim))


# What pages ask most is written out: to put it together anew each time takes longer than to answer it.
def _ids(table: str, condition: str) -> tuple[TextClause, TextClause]:
    begun = f"SELECT id FROM {table} WHERE {condition} AND id"  # noqa: S608
    return text(f"{begun} = :id"), text(f"{begun} >= :id AND id < :end ORDER BY id LIMIT :limit")


def _entry(which: str) -> TextClause:
    return text(f"SELECT payload FROM entries WHERE seq = (SELECT {which})")  # noqa: S608


_IDS = {
    "report": _ids("reports", "(:known IS NULL OR known <= :known) AND (:day IS NULL OR day <= :day)"),
    "claim": _ids("claims", "1"),
}
_REPORT = _entry("seq FROM reports WHERE id = :id")
_FIRST_CODED, _LAST_CODED = (_entry(f"{seq} FROM claims WHERE id = :id") for seq in ("seq", "coded"))
_CODED = _entry("coded FROM claims WHERE report = :id AND latest = 1 LIMIT 1")
_CLAIMS_OF = text("SELECT id FROM claims WHERE report = :report AND latest = 1 ORDER BY start, nth")
_SETTINGS = text("SELECT payload FROM entries WHERE kind = :kind AND seq < :before ORDER BY seq DESC LIMIT 1")
_DECISIONS = text(
    "SELECT decisions.claim, entries.seq, kind, author, time, payload, previous, hash"
    " FROM decisions JOIN entries ON entries.seq = decisions.seq"
    " WHERE decisions.claim IN (SELECT value FROM json_each(:claims)) ORDER BY entries.seq"
)
_NOTES = text(
    "SELECT seq, kind, author, time, payload, previous, hash FROM entries"
    " WHERE kind = :kind AND json_extract(payload, '$.about') = :about ORDER BY seq"
)
_ENTERED = text(
    "SELECT kind, count(*) FROM entries WHERE seq > :after GROUP BY kind UNION ALL"
    " SELECT 'judgement', -count(*) FROM judgements WHERE seq > :after AND author = :program"
)
# From one name to the next by the index: there are few names and many entries.
_AUTHORS = text(
    "WITH RECURSIVE found(name) AS (SELECT min(author) FROM entries UNION ALL"
    " SELECT (SELECT min(author) FROM entries WHERE author > name) FROM found WHERE name IS NOT NULL)"
    " SELECT name FROM found WHERE name IS NOT NULL"
)
