"""Pages in a real browser: what each logged and asked for is kept, and judged when it is closed."""

from __future__ import annotations

import json
import os
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Page, Request, expect

CHROMIUM = Path("/usr/bin/chromium")
GET_IT = "These tests drive Debian's chromium: apt-get install chromium"
FLAGS = (
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
    "--disable-quic",
    "--force-color-profile=srgb",
)
WIDE, NARROW = 1440, 390
HEIGHTS = {WIDE: 900, NARROW: 844}
LOOPBACK = {"127.0.0.1", "localhost", "::1"}
AXE = Path(__file__).parents[2] / "build" / "client" / "node_modules" / "axe-core" / "axe.min.js"
GRAVE = ("serious", "critical")
SLOW = 15_000
"""Milliseconds that a page has to come up to what is asked of it, on a busy machine with several browsers."""

expect.set_options(timeout=SLOW)


def flags() -> list[str]:
    """What chromium is started with; root cannot have its sandbox."""
    return [*FLAGS, *(["--no-sandbox"] if os.geteuid() == 0 else [])]


@dataclass
class Visits:
    """Pages of one test. ``open`` one; ``close`` says with an AssertionError what was wrong on any of them."""

    browser: Browser
    base: str
    complaints: list[str] = field(default_factory=list)
    expected: list[str] = field(default_factory=list)
    """Parts of complaints that the test is about, and that are none therefore."""
    _contexts: list[BrowserContext] = field(default_factory=list)

    def open(self, path: str = "/", *, width: int = WIDE, theme: str = "light", **more: Any) -> Page:
        """A page in a browser of its own (own cookies), at a path of the server, when its scripts have run.

        ``theme`` is what the system prefers, light or dark; ``more`` goes to Playwright's ``new_context``.
        """
        viewport = {"width": width, "height": HEIGHTS.get(width, 900)}
        context = self.browser.new_context(base_url=self.base, viewport=viewport, color_scheme=theme, **more)  # type: ignore[arg-type]
        self._contexts.append(context)
        context.set_default_timeout(SLOW)
        context.on("page", self._watch)
        page = context.new_page()
        page.goto(path)
        return page

    def close(self) -> None:
        for context in self._contexts:
            context.close()
        found = [c for c in self.complaints if not any(part in c for part in self.expected)]
        assert not found, "\n".join(found)

    def _watch(self, page: Page) -> None:
        page.on("console", self._logged)
        page.on("pageerror", lambda error: self.complaints.append(f"error on {page.url}: {error}"))
        page.on("request", self._asked)

    def _logged(self, message: ConsoleMessage) -> None:
        if message.type in ("error", "warning"):
            where = message.page.url if message.page else "a page"
            self.complaints.append(f"{message.type} in the console of {where}: {message.text}")

    def _asked(self, request: Request) -> None:
        parts = urlsplit(request.url)
        if parts.scheme not in ("data", "blob", "about") and parts.hostname not in LOOPBACK:
            self.complaints.append(f"left this machine: {request.url}")


@lru_cache(1)
def _axe_source() -> str:
    assert AXE.exists(), f"{AXE} is missing: it is fetched when the package is built (pip install --editable .)"
    return AXE.read_text(encoding="utf-8")


def axe(page: Page, *, within: str = "") -> list[str]:
    """What axe-core finds serious or critical on a page, a line each: the rule, what it asks, and where.

    ``within`` is the selector of the part to look at. The script is run by the debugger, so the page's own policy
    stays as it is.
    """
    page.evaluate(_axe_source() + "\n;0")
    found = page.evaluate("(within) => axe.run(within || document, {resultTypes: ['violations']})", within)
    return [
        f"{one['id']} ({one['impact']}): {one['help']}: " + "; ".join(_where(node) for node in one["nodes"][:5])
        for one in found["violations"]
        if one["impact"] in GRAVE
    ]


def _where(node: dict[str, Any]) -> str:
    return f"{json.dumps(node['target'], ensure_ascii=False)} {node['html'][:160]}"


def settled(page: Page) -> None:
    """Wait until nothing on a page is still being worked out, nor drawn."""
    waits = page.locator("main .working", has_text="being worked out").or_(page.locator(".chart[data-drawn=wait]"))
    expect(waits.filter(visible=True)).to_have_count(0, timeout=90_000)
    page.wait_for_timeout(200)


def picture(page: Page, name: str) -> Path | None:
    """Keep a picture of the whole page where TRUCELINE_PICTURES names a folder; nothing without it."""
    folder = os.environ.get("TRUCELINE_PICTURES")
    if not folder:
        return None
    file = Path(folder) / f"{name}.png"
    file.parent.mkdir(parents=True, exist_ok=True)
    page.screenshot(path=file, full_page=True, caret="initial", timeout=60_000)
    return file


def wider_than_the_window(page: Page) -> list[str]:
    """Elements that reach beyond the window to the right, so that a page must be scrolled sideways; none is right."""
    script = """() => {
      const room = document.documentElement.clientWidth;
      if (document.documentElement.scrollWidth <= room) return [];
      const kept = (e) => e && (getComputedStyle(e).overflowX !== 'visible' || kept(e.parentElement));
      return [...document.body.querySelectorAll('*')]
        .filter((e) => e.checkVisibility() && e.getBoundingClientRect().right > room + 1 && !kept(e.parentElement))
        .slice(0, 8).map((e) => e.outerHTML.slice(0, 120));
    }"""
    found: list[str] = page.evaluate(script)
    return found
