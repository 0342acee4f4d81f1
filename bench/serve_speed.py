"""How fast the case room answers with 100,000 claims and 8 clients at once, beside Datasette on the same file.

    .venv/bin/python bench/serve_speed.py [--case FILE] [--seconds 5] [--only WORDS] [--json OUT] [--no-paint]

The case is made by bench/big_case.py where none is given, and copied, so that nothing is written to it; boards that
were worked out for it already are taken along. Wanted: wrk (Debian: apt install wrk), `datasette` beside this Python or
on the path, and chromium with Playwright for the first paint; what is missing is left out, and said.

Every page and every GET of the API is asked for in two ways. *Varied*: every request has an address of its own (other
filters, words, ids, pages of a list, moments), so that nothing was answered before. *Same*: the first of these
addresses again and again, as when eight people look at one page. Boards (what is worked out from the whole record
beside the server) are worked out before; how long each took is told apart. The bar is a p95 of 100 ms.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import re
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any
from urllib.error import HTTPError
from urllib.request import urlopen

from serve_groups import Facts, Group, beside, groups

HERE = Path(__file__).parent
CLIENTS, THREADS = 8, 2
BAR, PAINT_BAR, MEMORY_BAR = 100.0, 1000.0, 500.0
_ADDRESS = re.compile(r"http://127\.0\.0\.1:\d+")
_A_SECOND = 300
"""Addresses of a group for each second; beyond them the first ones come again."""
_SAME = 2
"""Seconds for which one address is asked for again and again."""
_SETTLES = 3
"""Seconds that a server has to settle before it is measured."""
_WORKING = ('class="working"', '"working":true', '"working": true', '"being worked out"')


@dataclass(frozen=True)
class Took:
    """Milliseconds of one group; ``cpu`` is what the server itself worked for each answer."""

    requests: int
    p50: float
    p95: float
    p99: float
    rate: float
    cpu: float
    size: float
    other: int
    failed: int

    def words(self) -> str:
        return f"{self.p50:,.0f} | {self.p95:,.0f} | {self.p99:,.0f} | {self.rate:,.0f}"


@dataclass
class Result:
    rows: list[dict[str, Any]] = field(default_factory=list)
    paint: dict[str, float] = field(default_factory=dict)
    memory: dict[str, dict[str, float]] = field(default_factory=dict)
    boards: dict[str, float] = field(default_factory=dict)
    missing: list[str] = field(default_factory=list)


# --- servers ------------------------------------------------------------------------------------------------
@dataclass
class Served:
    address: str
    pid: int

    def memory(self) -> dict[str, dict[str, float]]:
        """Megabytes of the server and of each process it started: now, and at most."""
        found = {"server": _memory(self.pid)}
        for n, child in enumerate(_children(self.pid), start=1):
            found[f"process beside it {n}"] = _memory(child)
        return found


@contextmanager
def running(command: Sequence[str], address: str = "", *, log: Path) -> Iterator[Served]:
    """A server, once it answers; ``address`` where it does not say its own. What it writes goes to ``log``."""
    with log.open("w") as out:
        process = subprocess.Popen(command, stdout=out, stderr=subprocess.STDOUT, start_new_session=True)
        try:
            yield Served(_answering(address, process, log), process.pid)
        finally:
            os.killpg(process.pid, signal.SIGTERM)
            try:
                process.wait(20)
            except subprocess.TimeoutExpired:
                os.killpg(process.pid, signal.SIGKILL)


def _answering(address: str, process: subprocess.Popen[bytes], log: Path) -> str:
    """Where it listens; nothing is asked of it yet."""
    until = time.monotonic() + 120
    while time.monotonic() < until and process.poll() is None:
        found = address or next(iter(_ADDRESS.findall(log.read_text())), "")
        with suppress(OSError):
            if found:
                socket.create_connection(("127.0.0.1", int(found.rpartition(":")[2]))).close()
                return found
        time.sleep(0.02)
    raise SystemExit(f"the server did not start:\n{log.read_text()[-2000:]}")


def _memory(pid: int) -> dict[str, float]:
    status = Path(f"/proc/{pid}/status").read_text()
    return {n: int(re.search(rf"{k}:\s+(\d+)", status)[1]) / 1024 for n, k in (("now", "VmRSS"), ("most", "VmHWM"))}  # type: ignore[index]


def _children(pid: int) -> list[int]:
    found = []
    for stat in Path("/proc").glob("[0-9]*/stat"):
        try:
            parts = stat.read_text().rpartition(")")[2].split()
        except OSError:
            continue
        if int(parts[1]) == pid:
            found.append(int(stat.parent.name))
    return [c for c in found if "resource_tracker" not in Path(f"/proc/{c}/cmdline").read_text()]


def _cpu(pid: int) -> float:
    """Seconds that a process has worked."""
    parts = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    return (int(parts[11]) + int(parts[12])) / os.sysconf("SC_CLK_TCK")


# --- asking -------------------------------------------------------------------------------------------------
def fetched(address: str) -> tuple[int, bytes]:
    try:
        with urlopen(address, timeout=180) as answer:
            return answer.status, answer.read()
    except HTTPError as error:
        return error.code, error.read()


def work_out(served: Served, wanted: Sequence[Group], patience: float) -> dict[str, float]:
    """Ask for every board until it is there, for ``patience`` seconds. Seconds from the first question, by group."""
    begun = time.monotonic()
    waiting: dict[str, str] = {}
    took: dict[str, float] = {}
    for group in wanted:
        for path in group.boards:
            waiting[path] = group.name
    while waiting and time.monotonic() - begun < patience:
        for path, name in list(waiting.items()):
            status, body = fetched(served.address + path)
            if status not in (200, 202):
                raise SystemExit(f"{path} answers {status}: {body[:300]!r}")
            if status == 200 and not any(w.encode() in body for w in _WORKING):
                took[name] = round(time.monotonic() - begun, 1)
                del waiting[path]
        time.sleep(0.5)
    if waiting:
        print(f"not worked out in {patience:.0f} s: {', '.join(waiting)}")
    return took


def wrk(served: Served, paths: Sequence[str], seconds: float) -> Took:
    with tempfile.NamedTemporaryFile("w", suffix=".txt") as file:
        file.write("\n".join(paths) + "\n")
        file.flush()
        command = ["wrk", f"-t{THREADS}", f"-c{CLIENTS}", f"-d{seconds}s", "--timeout", "60s"]
        script = ["-s", str(HERE / "serve_speed.lua"), served.address, "--", file.name, str(THREADS)]
        before = _cpu(served.pid)
        run = subprocess.run([*command, *script], capture_output=True, text=True, check=True)
        worked = _cpu(served.pid) - before
    told = json.loads(run.stdout.strip().splitlines()[-1])
    count = max(told["requests"], 1)
    return Took(
        requests=told["requests"],
        p50=told["p50"],
        p95=told["p95"],
        p99=told["p99"],
        rate=told["requests"] / max(told["seconds"], 1e-6),
        cpu=worked / count * 1000,
        size=told["bytes"] / count / 1000,
        other=told["other"],
        failed=told["failed"],
    )


# --- first paint --------------------------------------------------------------------------------------------
def first_paint(address: str) -> float:
    """Milliseconds until Today shows something, in a browser that has nothing of it."""
    from playwright.sync_api import sync_playwright

    shown = "performance.getEntriesByName('first-contentful-paint')[0]?.startTime"
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path="/usr/bin/chromium", args=["--no-sandbox"])
        page = browser.new_page()
        page.goto("about:blank")
        page.goto(address + "/", wait_until="load")
        # The pages let no text become a script, so what Playwright would wait for is asked for again and again.
        until = time.monotonic() + 30
        while (found := page.evaluate(shown)) is None and time.monotonic() < until:
            page.wait_for_timeout(20)
        browser.close()
    if found is None:
        raise SystemExit("Today showed nothing in 30 s.")
    return float(found)


# --- the run ------------------------------------------------------------------------------------------------
def measure(served: Served, wanted: Sequence[Group], result: Result, whose: str, seconds: float) -> None:
    for group in wanted:
        fetched(served.address + group.paths[-1])
        varied, same = wrk(served, group.paths, seconds), wrk(served, group.paths[:1], _SAME)
        row = {"whose": whose, "group": group.name, "like": group.like}
        result.rows.append({**row, "varied": asdict(varied), "same": asdict(same)})
        mark = "  OVER THE BAR" if varied.p95 >= BAR or same.p95 >= BAR else ""
        odd = f"  {varied.other} not 200" if varied.other else ""
        cost = f"{varied.cpu:.1f} ms cpu, {varied.size:.0f} KB"
        print(f"{whose:10} {group.name:38} {varied.words()} | {cost} | same {same.words()}{mark}{odd}", flush=True)


def report(result: Result) -> str:
    """The tables, in Markdown."""
    lines = [
        "",
        "| asked for | p50 ms | p95 ms | p99 ms | a second | p95 same | cpu ms | KB |",
        "|---|---|---|---|---|---|---|---|",
    ]
    for row in result.rows:
        v, s = row["varied"], row["same"]
        name = row["group"] if row["whose"] == "truceline" else f"Datasette: {row['group']}"
        numbers = [v["p50"], v["p95"], v["p99"], v["rate"], s["p95"]]
        rest = f"{v['cpu']:.1f} | {v['size']:.0f}"
        lines.append(f"| {name} | {' | '.join(f'{n:,.0f}' for n in numbers)} | {rest} |")
    theirs = {row["like"]: row for row in result.rows if row["whose"] == "datasette"}
    ours = {row["group"]: row for row in result.rows if row["whose"] == "truceline"}
    lines += ["", "| the same question | Truceline p95 | Datasette p95 | ratio | p50 ratio |", "|---|---|---|---|---|"]
    for name in theirs.keys() & ours.keys():
        a, b = ours[name]["varied"], theirs[name]["varied"]
        ratios = f"{a['p95'] / b['p95']:.2f} | {a['p50'] / b['p50']:.2f}"
        lines.append(f"| {name} | {a['p95']:,.0f} | {b['p95']:,.0f} | {ratios} |")
    lines += ["", "| process | MB now | MB at most |", "|---|---|---|"]
    lines += [f"| {name} | {m['now']:,.0f} | {m['most']:,.0f} |" for name, m in result.memory.items()]
    lines += ["", *(f"First paint of Today, {name}: {ms:,.0f} ms." for name, ms in result.paint.items())]
    return "\n".join([*lines, *result.missing])


def over(result: Result) -> list[str]:
    """What misses a bar."""
    rows = [r for r in result.rows if r["whose"] == "truceline"]
    found = [f"{r['group']}: p95 {r['varied']['p95']:,.0f} ms" for r in rows if r["varied"]["p95"] >= BAR]
    found += [f"{r['group']}: {r['varied']['other']} answers were not 200" for r in rows if r["varied"]["other"]]
    found += [f"first paint {name}: {ms:,.0f} ms" for name, ms in result.paint.items() if ms >= PAINT_BAR]
    most = result.memory.get("Truceline, server", {}).get("most", 0.0)
    return [*found, *([f"memory of the server: {most:,.0f} MB"] if most >= MEMORY_BAR else [])]


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--case", type=Path)
    options.add_argument("--seconds", type=int, default=5, help="for each group")
    options.add_argument("--only", default="", help="groups whose name has these words")
    options.add_argument("--boards", type=float, default=600, help="seconds that boards may take before it begins")
    options.add_argument("--json", type=Path)
    options.add_argument("--no-paint", action="store_true")
    options.add_argument("--datasette", default="")
    given = options.parse_args()
    if shutil.which("wrk") is None:
        print("The speed of the case room was not measured: wrk is not installed (Debian: apt install wrk).")
        return
    with tempfile.TemporaryDirectory() as folder:
        result = run(given, Path(folder))
    print(report(result))
    if given.json:
        given.json.write_text(json.dumps(asdict(result), indent=1))
    missed = over(result)
    print("\nEvery bar is met." if not missed else "\nNot met: " + "; ".join(missed))


def run(given: Any, folder: Path) -> Result:
    case, log, result = folder / "case.db", folder / "log.txt", Result()
    if given.case:
        shutil.copy(given.case, case)
    else:
        subprocess.run([sys.executable, str(HERE / "big_case.py"), str(case)], check=True)
    facts = Facts.of(case, given.seconds * _A_SECOND)
    ours = [g for g in groups(facts) if given.only in g.name]
    serve = [sys.executable, "-m", "truceline", "serve", "--db", str(case), "--port", "0"]
    if not given.no_paint:
        _paint(serve, log, result, "first start, nothing worked out yet")
    if given.case and (boards := given.case.with_name(f"{given.case.name}-boards")).exists():
        shutil.copy(boards, folder / "case.db-boards")
    with running(serve, log=log) as served:
        result.boards = work_out(served, ours, given.boards)
        print("worked out after (s):", result.boards)
    if not given.no_paint:
        for n in (1, 2, 3):
            _paint(serve, log, result, f"started again, {n}")
    with running(serve, log=log) as served:
        # What it makes ready for the first list, as it begins, is part of the first paint, and not measured again.
        fetched(f"{served.address}/claims")
        time.sleep(_SETTLES)
        measure(served, ours, result, "truceline", given.seconds)
        result.memory |= {f"Truceline, {name}": m for name, m in served.memory().items()}
    datasette = given.datasette or shutil.which("datasette") or str(Path(sys.executable).with_name("datasette"))
    if not Path(datasette).exists():
        result.missing.append("Datasette is not installed here, so nothing stands beside it (requirements/bench.txt).")
        return result
    theirs = [g for g in beside(facts) if given.only in g.like]
    port = str(20_000 + random.randrange(20_000))
    command = [datasette, "serve", str(case), "--port", port, "--setting", "suggest_facets", "off"]
    with running(command, f"http://127.0.0.1:{port}", log=log) as served:
        measure(served, theirs, result, "datasette", given.seconds)
        result.memory |= {f"Datasette, {name}": m for name, m in served.memory().items()}
    return result


def _paint(command: Sequence[str], log: Path, result: Result, name: str) -> None:
    """The first paint of Today by a server that was started a moment ago."""
    try:
        with running(command, log=log) as served:
            result.paint[name] = first_paint(served.address)
    except ImportError:
        result.missing.append("The first paint was left out: Playwright is not installed here.")
    else:
        print(f"first paint of Today, {name}: {result.paint[name]:,.0f} ms", flush=True)


if __name__ == "__main__":
    main()
