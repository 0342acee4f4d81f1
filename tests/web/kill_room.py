"""People who write to a server until it is killed, and what must be true of the case afterwards."""

from __future__ import annotations

import re
import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from itertools import count
from pathlib import Path

import httpx
from review_form import fields

from browser_server import Served
from truceline.case import Case

PLACES = ("Ardo", "Belin", "Corva", "Delmar", "Estel", "Farin")


def report_text(number: int) -> str:
    """An invented report, unlike any with another number."""
    place, days, freed = PLACES[number % len(PLACES)], number % 27 + 1, number + 10
    return (
        f"Harbour Courier\n{days} November 2023\n\nTalks in {place}, day {number}\n\n"
        f"Qatar's foreign ministry said on Monday that {freed} prisoners were released in {place}. "
        f"Egypt said that {number + 2} trucks of aid entered the strip. "
        f"Hamas said that Israel had violated the truce {number % 5 + 2} times. Israel denied this.\n"
    )


@dataclass
class Promised:
    """What the server said is done: reports by id, and decisions by their reason, each of which is given once."""

    reports: dict[str, int] = field(default_factory=dict)
    decisions: dict[str, str] = field(default_factory=dict)
    sent: list[int] = field(default_factory=list)
    """Numbers of the reports that were sent, whether or not they were read."""
    refused: list[str] = field(default_factory=list)
    """Answers that no server should have given."""


@dataclass
class Writers:
    """Somebody who sends reports, and two who review, by the API and by the page's forms, over several lives of a
    server."""

    claims: Sequence[str]
    promised: Promised = field(default_factory=Promised)
    wrote: threading.Event = field(default_factory=threading.Event)
    """Set when a report was said to be read, in this life of the server."""
    _numbers: Iterator[int] = field(default_factory=count)
    _reasons: Iterator[int] = field(default_factory=count)
    _forms: Iterator[int] = field(default_factory=count)

    @contextmanager
    def at_work(self, served: Served) -> Iterator[None]:
        """All write until the server is gone, which must be so when the block is left."""
        self.wrote.clear()
        refused = self.promised.refused
        work = (self._send, self._review, self._review_by_form)
        threads = [threading.Thread(target=_until_gone, args=(served, does, refused)) for does in work]
        for thread in threads:
            thread.start()
        yield
        for thread in threads:
            thread.join(60)
            assert not thread.is_alive(), "somebody still waits for a server that is gone"

    def _send(self, client: httpx.Client) -> None:
        numbers = [next(self._numbers) for _ in range(3)]
        self.promised.sent += numbers
        files = [("file", (f"{n}.txt", report_text(n).encode(), "text/plain")) for n in numbers]
        answer = client.post("/api/v1/reports", params={"wait": 0}, files=files)
        while self._took(answer, 200, 202):
            told = answer.json()
            for item in told["items"]:
                if item["report"]:
                    self.promised.reports[item["report"]] = item["claims"]
                    self.wrote.set()
            if told["state"] in ("done", "failed"):
                if told["state"] == "failed":
                    self.promised.refused.append(f"a reading failed: {told['error']}")
                return
            answer = client.get(f"/api/v1/readings/{told['id']}")

    def _review(self, client: httpx.Client) -> None:
        number = next(self._reasons)
        mine = self.claims[::2]
        claim, reason = mine[number % len(mine)], f"decision {number}"
        known = client.get(f"/api/v1/claims/{claim}")
        if not self._took(known, 200):
            return
        given = {"seen": known.json()["decided"], "reason": reason}
        if self._took(client.post(f"/api/v1/claims/{claim}/{('accept', 'reject')[number % 2]}", json=given), 200):
            self.promised.decisions[reason] = claim

    def _review_by_form(self, client: httpx.Client) -> None:
        """Reject a claim on its page, without a script."""
        number = next(self._forms)
        mine = self.claims[1::2]
        claim, reason = mine[number % len(mine)], f"by form {number}"
        page = client.get("/review", params={"claim": claim, "form": "reject"})
        if not self._took(page, 200):
            return
        sent = {**fields(page.text, "/review/reject"), "reason": reason}
        if self._took(client.post("/review/reject", data=sent), 303):
            self.promised.decisions[reason] = claim

    def _took(self, answer: httpx.Response, *good: int) -> bool:
        if answer.status_code not in good:
            self.promised.refused.append(f"{answer.request.method} {answer.request.url}: {answer.text[:300]}")
        return answer.status_code in good


def _until_gone(served: Served, does: Callable[[httpx.Client], None], refused: list[str]) -> None:
    try:
        with httpx.Client(base_url=served.address, timeout=60, trust_env=False) as client:
            page = client.get("/").text
            found = re.search(r'<meta name="csrf" content="([^"]*)"', page)
            client.headers["X-CSRF-Token"] = found[1] if found else ""
            while served.process.poll() is None and not refused:
                does(client)
    except httpx.TransportError:
        return


def expected_claims(numbers: Sequence[int], scratch: Path) -> dict[str, set[str]]:
    """The claims of each report by its id, as reading it in peace gives them."""
    with Case.create(scratch) as case:
        for number in numbers:
            case.read_text(report_text(number), name=f"{number}.txt")
        return {report.id: {c.claim.id for c in case.claims_of(report.id)} for report in case.reports()}


def wrong_with(path: Path, promised: Promised, before: set[str]) -> list[str]:
    """What is wrong with a case after a kill: promises not kept, and decisions kept twice. Raises BrokenChain.

    ``before`` are the reports it had before anybody wrote.
    """
    with Case.open(path) as case:
        case.verify()
        kept = {report.id for report in case.reports()} - before
        reasons = [e.entry.reason for e in _reviews(case)]
        claims = {id: len(case.claims_of(id)) for id in kept}
    lost = [f"the report {id} was read and is gone" for id in promised.reports if id not in kept]
    lost += [f"{reason!r} was made and is gone" for reason in promised.decisions if reason not in reasons]
    half = [f"{id} has {claims[id]} of {n} claims" for id, n in promised.reports.items() if claims.get(id, n) != n]
    return lost + half + [f"{reason!r} is there twice" for reason in set(reasons) if reasons.count(reason) > 1]


def _reviews(case: Case) -> Iterator[object]:
    after = 0
    while found := case.entries(after, limit=500, kinds=("review",)):
        yield from found
        after = found[-1].seq
