"""Texts, names, addresses and files that mean harm: on every page they stay text, and no answer is an error."""

from __future__ import annotations

import csv
import json
import re
import sys
from collections.abc import Iterator
from concurrent.futures import Future
from functools import cache
from html import escape
from itertools import pairwise
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest
import yaml
from guarded import Browser, Team, serving, text_of
from hostile import DEVIL_URL, HOSTILE, MARK, SHORT, Looked
from route_table import TABLE, inputs

from truceline.case import Case
from truceline.errors import ValueProblem
from truceline.model import Claim, Report
from truceline.web.desk import Role
from truceline.web.worker import Job, _answer, _error
from truceline.web.working import Working

TYPED = {
    "case": HOSTILE,
    "zone": "UTC",
    "reports": [
        {
            "title": HOSTILE,
            "publisher": HOSTILE,
            "published": "2024-03-03 22:00",
            "url": DEVIL_URL,
            "claims": [
                {
                    "speaker": SHORT,
                    "through": SHORT,
                    "says": f"Southland released 13 sailors {HOSTILE}",
                    "does": "release",
                    "by": "Southland",
                    "to": SHORT,
                    "what": "sailors",
                    "number": 13,
                    "when": "2024-03-03",
                    "where": SHORT,
                    "quality": ["in the deal"],
                },
                {
                    "speaker": "Northland",
                    "says": f"Nobody was released {HOSTILE}",
                    "does": "release",
                    "by": "Southland",
                    "what": "sailors",
                    "denies": True,
                    "when": "2024-03-03",
                },
                {
                    "speaker": SHORT,
                    "says": f"40 sailors were held {HOSTILE}",
                    "state": "held",
                    "by": "Southland",
                    "what": "sailors",
                    "number": 40,
                    "when": "2024-03-03",
                },
            ],
        }
    ],
}
AGREEMENT = {
    "agreement": HOSTILE,
    "id": "own",
    "text_of": "2024-03-01",
    "zone": "UTC",
    "source": HOSTILE,
    "parties": {"north": "Northland", "south": "Southland"},
    "people": {"sailors": {"held_by": "south", "called": ["sailors"]}},
    "truce": {"from": "2024-03-01 07:00", "for": "30 days"},
    "duties": {
        f"release {SHORT}": {"by": "south", "release": "at least 13 sailors", "within": "4 days", "source": HOSTILE}
    },
}


class Quiet:
    """What stands for the program's own reader: quick, and it finds nothing."""

    name, version, languages = "quiet", "1", frozenset({"en"})

    def code(self, report: Report) -> tuple[Claim, ...]:
        return ()


def submitted(worker: Any, job: Job, *, told: Any = None) -> Future[str]:
    """What the worker's process would do, done here and at once."""
    done: Future[str] = Future()
    with Working.open(str(worker._path)) as working:
        kind, value = _answer(working, job.function, dict(job.arguments), told or (lambda _: None))
    if kind == "done":
        done.set_result(value)
    else:
        assert isinstance(value, tuple)
        assert "log of the server" not in value[3], f"a job failed: {job.function}"
        done.set_exception(_error(value))
    return done


@pytest.fixture(scope="module", autouse=True)
def _work_is_done_here() -> Iterator[None]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("truceline.web.worker.Worker.submit", submitted)
        coders = ModuleType("truceline.reading.coders")
        patch.setattr(coders, "default", lambda device="cpu": Quiet(), raising=False)
        patch.setitem(sys.modules, coders.__name__, coders)
        yield


@pytest.fixture(scope="module")
def where(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("hostile")
    (folder / "typed.yaml").write_text(yaml.safe_dump(TYPED, allow_unicode=True), encoding="utf-8")
    with Case.create(folder / "own.db", title=HOSTILE, zone="UTC", author=SHORT) as case:
        case.read_typed(folder / "typed.yaml")
        told = f'Northland said on Monday that {SHORT} had freed 13 sailors. "We {HOSTILE} hold them," a ministry said.'
        head = f"Title: {HOSTILE}\nPublisher: {HOSTILE}\nPublished: 2024-03-04\n\n"
        case.read_text(head + told, name=f"../../{SHORT}.txt")
        case.add_agreement(yaml.safe_dump(AGREEMENT, allow_unicode=True, sort_keys=False), name=SHORT)
        first, second, third, *_ = case.claims()
        case.reject(first.id, HOSTILE)
        case.accept(first.id, HOSTILE)
        case.correct(second.id, {"place": SHORT, "speaker": SHORT}, HOSTILE)
        case.same(second.id, third.id, HOSTILE)
        case.note(first.id, HOSTILE)
        case.note(first.claim.report, HOSTILE)
    return folder / "own.db"


@pytest.fixture(scope="module")
def team(where: Path) -> Iterator[Team]:
    with serving(where) as made:
        made.app.state.room.live.close()
        member = made.desk.people.add(SHORT, Role.ANALYST)
        made.desk.tokens.make("admin", SHORT, Role.READER, at_most=Role.ADMIN)
        made.desk.events.note(SHORT, HOSTILE)
        made.desk.sessions.open(member.id)
        yield made


@pytest.fixture(scope="module")
def browser(team: Team) -> Browser:
    return team.browser(Role.ADMIN)


@cache
def known(team: Team) -> dict[str, list[str]]:
    """What the case has, for the places in addresses."""
    case = team.app.state.room.case
    claims, reports = case.claims(rejected=True), case.reports()
    return {
        "claims": [c.id for c in claims],
        "reports": [r.id for r in reports],
        "agreements": ["own"],
        "matrix": [f"release {SHORT}"],
        "accounts": [SHORT, "Northland"],
    }


def filled(team: Team, path: str) -> list[str]:
    """The addresses that a route has in this case."""
    if "{" not in path:
        return [path]
    kind = path.removeprefix("/api/v1").split("/")[1]
    there = known(team).get(kind, [])[:3]
    return [re.sub(r"{[\w:]+}", lambda _, one=one: one, path) for one in [*there, HOSTILE, SHORT]]


def inert(answer: Any) -> Looked:
    """Fails where a page has more of a hostile text than its words."""
    assert answer.status_code < 500 or answer.status_code == 503, answer.text[:2000]
    kind = answer.headers.get("content-type", "")
    for name, value in answer.headers.multi_items():
        assert "\n" not in value, name
    if kind.startswith(("text/html", "image/svg", "application/xhtml")):
        looked = Looked(answer.text)
        assert looked.found == []
        return looked
    if answer.content:
        assert kind.startswith(("application/", "text/csv", "text/plain", "text/markdown", "text/event-stream")), kind
        assert answer.headers["x-content-type-options"] == "nosniff"
    return Looked("")


@pytest.mark.parametrize(
    "page",
    [
        f"<p>{HOSTILE}</p>",
        f'<p title="{HOSTILE}">x</p>',
        f"<p title='{HOSTILE}'>x</p>",
        f'<a href="{DEVIL_URL}">x</a>',
        f"<a href=//{MARK}.example>x</a>",
        f"<!-- {MARK} -->",
        f"<script>let a = '{MARK}'</script>",
        f'<script type="application/json">"</script><{MARK}x>"</script>',
        f"<p style='{MARK}'>",
        f"{MARK} 1337",
    ],
)
def test_the_reader_of_pages_finds_what_is_more_than_text(page: str) -> None:
    assert Looked(page).found
    assert not Looked(escape(page.replace("1337", ""))).found


GETS = sorted(path for method, path in TABLE if method == "GET")
TOLD = {
    "/": 1,
    "/claims": 3,
    "/claims/{id}": 3,
    "/reports": 1,
    "/reports/{id}": 3,
    "/matrix": 1,
    "/contested": 1,
    "/review": 1,
    "/admin": 1,
    "/admin/tokens": 1,
    "/admin/journal": 3,
    "/admin/events": 2,
}
"""How often a hostile text is told as text, at the least: else the test would see nothing."""


@pytest.mark.parametrize("path", GETS)
def test_what_the_record_says_stays_text_on_every_page(team: Team, browser: Browser, path: str) -> None:
    looked = [inert(browser.get(address)) for address in filled(team, path)]
    assert sum(one.told for one in looked) >= TOLD.get(path, 0)


FILTERS = (
    "words speaker party actor act mode quad stance modality category place publisher status report since until doubt "
    "waiting rejected sort cursor"
).split()


ASKED = [HOSTILE, f"{SHORT}\x00\x1b[31m\u202e\ud83d", "9" * 400]


@pytest.mark.parametrize("text", ASKED, ids=ascii)
@pytest.mark.parametrize("path", GETS)
def test_what_is_asked_for_stays_text_on_every_page(team: Team, browser: Browser, path: str, text: str) -> None:
    names = inputs(team.app)["GET", path][0]
    own = names + [f for f in FILTERS if path.startswith(("/claims", "/timeline", "/map")) and f not in names]
    address = filled(team, path)[0]
    sent = text.encode("utf-8", "surrogatepass")
    for name in own:
        inert(browser.get(address, params={name: sent}))


@pytest.mark.parametrize("route", sorted(r for r in TABLE if r[0] != "GET"), ids=" ".join)
def test_what_is_sent_stays_text(team: Team, route: tuple[str, str]) -> None:
    if route in {("POST", "/sign-out"), ("POST", "/account/sessions"), ("POST", "/admin/backup")}:
        return
    method, path = route
    names = inputs(team.app)[route][1]
    for text in (HOSTILE, SHORT):
        browser = team.browser(Role.ADMIN)
        fields = dict.fromkeys(names, text)
        headers = {"x-csrf-token": browser.word}
        for address in filled(team, path):
            body = {"json": fields} if path.startswith("/api/") else {"data": fields}
            inert(browser.request(method, address, headers=headers, **body))
            for name in names:
                one = {"claim": known(team)["claims"][0], "seen": "0", "verdict": "same", name: text}
                body = {"json": one} if path.startswith("/api/") else {"data": one}
                inert(browser.request(method, address, headers=headers, **body))


@pytest.mark.parametrize("path", ["/nowhere/{}", "/claims/{}", "/api/v1/{}", "/static/{}", "/set-up/{}", "/feeds/{}"])
def test_an_address_that_leads_nowhere_is_told_as_text(team: Team, browser: Browser, path: str) -> None:
    for text in (HOSTILE, SHORT, "%00", "%ff%fe", "a" * 9000):
        for who in (browser, Browser(team.app)):
            answer = who.get(path.format(text))
            inert(answer)
            assert answer.status_code in (303, 401, 404, 422)


def test_the_page_of_a_person_with_a_hostile_name_is_inert(team: Team) -> None:
    browser = Browser(team.app)
    browser.cookies.set("truceline-8123", team.desk.sessions.open(team.desk.people.named(SHORT).id))
    assert inert(browser.see("/account")).told >= 1
    browser.do("/views", name=SHORT, address=f"/claims?words={MARK}")
    assert inert(browser.see("/views")).told >= 1
    made = browser.do("/account/tokens", name=SHORT, role="reader")
    assert inert(made).told >= 2
    wrong = Browser(team.app).sign_in(SHORT, HOSTILE)
    assert inert(wrong).told == 1
    admin = team.browser(Role.ADMIN)
    assert inert(admin.do(f"/admin/people/{team.desk.people.named(SHORT).id}/link")).told >= 2


def test_a_feed_of_hostile_claims_is_sound_and_inert(team: Team) -> None:
    from xml.etree import ElementTree

    view = team.desk.views.save("admin", SHORT, "/claims?sort=newest")
    answer = Browser(team.app).get(f"/feeds/{view.feed}")
    assert answer.headers["content-type"].startswith("application/atom+xml")
    tree = ElementTree.fromstring(answer.text)
    tags = {element.tag.rpartition("}")[2] for element in tree.iter()}
    assert not [tag for tag in tags if MARK in tag or tag in ("script", "img")]
    for content in tree.iter("{http://www.w3.org/2005/Atom}content"):
        assert content.get("type", "text") == "text" or Looked(content.text or "").found == []
    assert not [e for e in tree.iter() for v in e.attrib.values() if v.lower().startswith("javascript:")]


def test_a_link_in_a_report_that_is_none_of_the_web_is_no_link(team: Team, browser: Browser) -> None:
    for report in known(team)["reports"]:
        page = browser.get(f"/reports/{report}")
        assert 'href="javascript:' not in page.text.lower()


def test_cells_that_a_spreadsheet_would_run_are_told_as_text(tmp_path: Path) -> None:
    with Case.create(tmp_path / "own.db", title="x", zone="UTC", author="tests") as case:
        claim = {"speaker": "=HYPERLINK(1)", "says": "@SUM(1) sailors were freed", "does": "release", "what": "sailors"}
        typed = {"case": "x", "zone": "UTC", "reports": [{"title": "+1", "publisher": "-1+cmd|x", "claims": [claim]}]}
        (tmp_path / "t.yaml").write_text(yaml.safe_dump(typed))
        case.read_typed(tmp_path / "t.yaml")
    with serving(tmp_path / "own.db", team=False) as alone:
        text = Browser(alone.app).get("/claims.csv").text
    assert "HYPERLINK" in text
    cells = [cell for row in csv.reader(text.splitlines()) for cell in row]
    assert not [cell for cell in cells if cell.startswith(("=", "+", "-", "@"))]


# --- ways out, and lines in headers ---------------------------------------------------------------------
OUT = "../own.db ..%2fown.db %2e%2e/own.db ..\\own.db ..%5cown.db ....//own.db %2e%2e%2f%2e%2e%2fetc/passwd".split()
FOLDERS = "/static/ /static/css/ /reports/ /claims/ /reports/reading/ /api/v1/reports/ /feeds/".split()


@pytest.mark.parametrize("way", OUT)
@pytest.mark.parametrize("path", FOLDERS)
def test_no_address_leads_out_of_its_folder(browser: Browser, path: str, way: str) -> None:
    answer = browser.get(path + way)
    assert answer.status_code in (303, 404, 405, 422)
    assert b"SQLite format 3" not in answer.content
    assert b"root:" not in answer.content


@pytest.mark.parametrize("file", ["own.db", "own.db-desk", "own.db-boards", "own.db-boards-wal", "own.db-wal"])
def test_the_files_of_the_case_are_not_served(browser: Browser, file: str) -> None:
    for folder in ("", "static/", "reports/", "api/v1/"):
        assert b"SQLite format 3" not in browser.get(f"/{folder}{file}").content


LINES = ["/a%0d%0aSet-Cookie:%20x=1", "/a\r\nSet-Cookie: x=1", "/a\nx: y", "/\u0d0a"]


@pytest.mark.parametrize("text", LINES)
def test_no_header_comes_from_an_address(team: Team, browser: Browser, text: str) -> None:
    for path in ("/sign-in", "/sign-in/service", "/claims.csv", "/brief"):
        answer = browser.get(path, params={"next": text, "as_of": text})
        assert "x=1" not in answer.headers.get("set-cookie", "")
        assert "x" not in answer.headers


# --- files and bodies -----------------------------------------------------------------------------------
NAMES = [
    "../../../own.db",
    "..\\..\\own.db",
    "/etc/passwd",
    "C:\\x.txt",
    "own.db",
    "-",
    ".",
    "..",
    "~/x",
    "a\x00b.txt",
    "a\r\nSet-Cookie: x=1.txt",
    "\u202etxt.exe",
    "x" * 5000 + ".txt",
    "CON",
    "file:///etc/passwd",
    "https://evil.example/x.txt",
    "*.txt",
    "|id",
    "$(id).txt",
    "",
    SHORT + ".html",
]
CONTENTS = [
    b"",
    b"\x00" * 5000,
    b"\xff\xfe\x00\xd8" * 200,
    b"%PDF-1.7 broken",
    b"PK\x03\x04 broken",
    b"<html>" * 3000,
    b"{" * 20_000,
    b'{"text": ' + b"[" * 20_000,
    b"<!DOCTYPE x [<!ENTITY a SYSTEM 'file:///etc/passwd'>]><html><body>&a;</body></html>",
    b"Title: x\nPublished: 99999-99-99\nURL: javascript:x\n\nSomebody said something.",
    b"a" * 900_000,
    ("\u200f\u202e" * 3000).encode(),
]


FORM, FIELD = "multipart/form-data; boundary=edge", b"Content-Disposition: form-data"


def multipart(word: str, name: str, content: bytes) -> tuple[bytes, dict[str, str]]:
    """A form as a browser writes it: of the name, quotes and ends of lines are escaped and nothing else."""
    shown = name.replace('"', "%22").replace("\r", "%0D").replace("\n", "%0A").encode("utf-8", "surrogatepass")
    body = b'--edge\r\n%b; name="csrf"\r\n\r\n%b\r\n--edge\r\n' % (FIELD, word.encode())
    body += b'%b; name="files"; filename="%b"\r\n\r\n%b\r\n--edge--\r\n' % (FIELD, shown, content)
    return body, {"content-type": FORM}


def uploaded(browser: Browser, name: str, content: bytes) -> Any:
    body, headers = multipart(browser.word, name, content)
    return browser.post("/reports/reading", content=body, headers=headers)


@pytest.mark.parametrize("name", NAMES, ids=ascii)
def test_a_hostile_name_of_a_file_is_words_and_no_path(browser: Browser, where: Path, name: str) -> None:
    before = sorted(p.name for p in where.parent.iterdir())
    answer = uploaded(browser, name, b"Title: x\n\nSomebody said that talks went on.")
    inert(answer)
    if answer.status_code == 303:
        inert(browser.get(answer.headers["location"]))
    assert sorted(p.name for p in where.parent.iterdir()) == before


@pytest.mark.parametrize("content", CONTENTS, ids=lambda c: ascii(c[:20]))
def test_a_file_that_is_broken_is_told_in_words(browser: Browser, content: bytes) -> None:
    answer = uploaded(browser, "report.txt", content)
    inert(answer)
    if answer.status_code == 303:
        page = browser.get(answer.headers["location"])
        inert(page)
        assert "root:" not in page.text


@pytest.mark.parametrize(
    ("kind", "body"),
    [
        (FORM, b'WORD--edge\r\n%b; name="files"; filename="a"' % FIELD),
        (FORM, b"WORD" + b'--edge\r\n%b; name="a"\r\n\r\nx\r\n' % FIELD * 3000),
        (FORM, b"WORD--edge\r\n" + b"X: y\r\n" * 3000 + b"\r\n--edge--"),
        (FORM, b"WORD--edge\r\n%b\r\n\r\nx\r\n--edge--" % FIELD),
        (f"{FORM}{'e' * 5000}", b"WORD"),
        ("application/x-www-form-urlencoded", b"a=1&" * 5000),
        ("application/x-www-form-urlencoded; charset=utf-7", b"a=+ADw-script+AD4-"),
        ("application/json", b"{"),
        ("text/plain", b"\xff"),
        ("", b"x"),
    ],
)
def test_a_broken_form_is_told_in_words(browser: Browser, kind: str, body: bytes) -> None:
    word = b'--edge\r\n%b; name="csrf"\r\n\r\n%b\r\n' % (FIELD, browser.word.encode())
    headers = {"content-type": kind, "x-csrf-token": browser.word}
    for path in ("/reports/reading", "/views", "/account/tokens", "/review/accept"):
        answer = browser.post(path, content=body.replace(b"WORD", word), headers=headers)
        inert(answer)
        assert answer.status_code < 500


HALVES = dict.fromkeys(("text", "name", "reason", "a", "about"), "\ud800")
HALVES |= {"b": "x", "verdict": "same", "address": "/claims?words=\ud800"}
WRONG = [
    b"",
    b"null",
    b"[]",
    b"1e999",
    b"NaN",
    b"\xff\xfe",
    b"[" * 50_000,
    b'{"a":' * 50_000,
    b'{"changes": ' + b"[" * 20_000 + b"]" * 20_000 + b"}",
    b'{"seen": 1' + b"0" * 5000 + b"}",
    b'{"text": null, "reason": 7, "changes": "x", "a": {}, "name": []}',
    json.dumps(HALVES).encode(),
    json.dumps({"changes": {"place": "\ud800"}, "reason": "x"}).encode(),
    json.dumps({"text": "a: [" * 3000}).encode(),
    json.dumps({"text": "a: &a [*a, *a]\n" * 200}).encode(),
]


@pytest.mark.parametrize("body", WRONG, ids=lambda b: ascii(b[:24]))
@pytest.mark.parametrize("path", sorted(p for m, p in TABLE if p.startswith("/api/") and m != "GET"))
def test_json_that_is_broken_or_deep_is_told_in_words(team: Team, path: str, body: bytes) -> None:
    method = "DELETE" if ("DELETE", path) in TABLE else "POST"
    program = tokened(team)
    answer = program.request(method, filled(team, path)[0], content=body, headers={"content-type": "application/json"})
    assert answer.status_code < 500, answer.text[:500]
    if answer.status_code >= 400:
        assert set(answer.json()) >= {"error", "todo"}


@cache
def tokened(team: Team) -> Browser:
    return team.program(Role.ANALYST)


LAUGHS = "a: &a [x, x]\n" + "".join(f"{y}: &{y} [{', '.join([f'*{x}'] * 9)}]\n" for x, y in pairwise("abcdefghij"))


@pytest.mark.parametrize(
    "text",
    [
        LAUGHS,
        "[" * 5000,
        "a: " * 2000,
        "!!python/object/apply:os.system ['true']",
        f"agreement: {HOSTILE}\nid: x",
        "agreement: x\n? " * 500,
        "\x00",
        "- " * 3000,
        "&a [*a]",
        yaml.safe_dump(AGREEMENT | {"parties": {SHORT: HOSTILE, "south": SHORT}}, sort_keys=False),
        yaml.safe_dump(AGREEMENT | {SHORT: HOSTILE}, sort_keys=False),
    ],
    ids=lambda t: ascii(t[:24]),
)
def test_a_hostile_text_of_an_agreement_is_told_in_words(team: Team, text: str) -> None:
    for way in ("check", "lint"):
        answer = tokened(team).post(f"/api/v1/agreements/{way}", json={"text": text, "name": SHORT})
        assert answer.status_code < 500, answer.text[:500]
        json.loads(answer.text)


@pytest.mark.parametrize("text", ["/etc/passwd", "own.db", "../own.db", "agreement.yaml", "file:///etc/passwd"])
def test_a_text_that_looks_like_the_name_of_a_file_is_no_file(team: Team, text: str) -> None:
    for path in ("/api/v1/agreements/check", "/api/v1/agreements/lint", "/api/v1/agreements"):
        answer = tokened(team).post(path, json={"text": text, "name": "x"})
        assert answer.status_code in (200, 422)
        assert "root:" not in answer.text
        assert "No such file" not in answer.text


def test_no_answer_of_a_program_can_be_taken_for_a_page(team: Team) -> None:
    program = tokened(team)
    for path in ("/api/v1/claims", "/api/v1/reports", "/api/v1/journal", "/api/v1/nothing"):
        answer = program.get(path, params={"words": HOSTILE})
        assert answer.headers["content-type"].startswith("application/json")
        assert answer.headers["x-content-type-options"] == "nosniff"


def test_an_error_of_the_program_tells_nothing_of_itself(team: Team, monkeypatch: pytest.MonkeyPatch) -> None:
    def fails(*_: Any, **__: Any) -> None:
        raise RuntimeError("inside of the program: /secret/path")

    monkeypatch.setattr(team.app.state.room.case, "report_lines", fails)
    for who, path in ((team.browser(Role.READER), "/reports"), (tokened(team), "/api/v1/reports")):
        answer = who.get(path)
        assert answer.status_code == 500
        assert "secret" not in answer.text
        assert "RuntimeError" not in text_of(answer)
        assert "default-src 'none'" in answer.headers["content-security-policy"]


def test_an_error_of_the_house_is_told_as_text(team: Team, browser: Browser, monkeypatch: pytest.MonkeyPatch) -> None:
    def fails(*_: Any, **__: Any) -> None:
        raise ValueProblem(HOSTILE, where=HOSTILE, todo=HOSTILE)

    monkeypatch.setattr(team.app.state.room.case, "report_lines", fails)
    for headers in ({}, {"hx-request": "true"}, {"accept": "application/json"}):
        answer = browser.get("/reports", headers=headers)
        inert(answer)
        assert answer.status_code == 422
