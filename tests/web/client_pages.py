"""A small server with pages that try the client alone: ``python client_pages.py``. It prints its address.

The pages have the case room's content security policy, and nothing else of it.
"""

from __future__ import annotations

import asyncio
import json
import signal
import socket
from collections.abc import AsyncIterator
from pathlib import Path

import uvicorn
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import HTMLResponse, JSONResponse, PlainTextResponse, Response, StreamingResponse
from starlette.routing import Mount, Route
from starlette.staticfiles import StaticFiles

import truceline

STATIC = Path(truceline.__file__).parent / "web" / "static"
POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; "
    "font-src 'self'; form-action 'self'; frame-ancestors 'none'; base-uri 'none'"
)
HOSTILE = "<img src=x onerror=alert(1)> \u202e الهدنة"

STYLE = """
:root { --ink: #222222; --soft: #555555; --line: #cccccc; --link: #345678; --paper: #ffffff; }
:root[data-theme=dark] { --ink: #eeeeee; --soft: #bbbbbb; --line: #444444; --link: #9abcde; --paper: #111111; }
@media (prefers-color-scheme: dark) {
  :root:not([data-theme=light]) {
    --ink: #eeeeee; --soft: #bbbbbb; --line: #444444; --link: #9abcde; --paper: #111111;
  }
}
body { color: var(--ink); background: var(--paper); font-family: sans-serif; }
.chart-tip { position: fixed; background: var(--paper); border: 1px solid var(--line); }
.chart { overflow-x: auto; }
.chart-drawing svg { height: auto; }
"""

OWN = """
window.pressed = [];
document.addEventListener("click", (event) => {
  const button = event.target.closest("button[data-key]");
  if (button) window.pressed.push(button.textContent.trim());
});
"""

DAYS = [{"day": f"2023-11-{24 + i}", "count": 10 + i, "words": HOSTILE, "href": f"/there?n={i}"} for i in range(4)] + [
    {"day": "2023-11-28", "count": 30, "words": "elsewhere", "href": "https://example.org/"}
]

BARS = {
    "$schema": "https://vega.github.io/schema/vega-lite/v6.json",
    "data": {"values": DAYS},
    "width": "container",
    "height": 160,
    "mark": {"type": "bar", "tooltip": {"content": "data"}},
    "encoding": {
        "x": {"field": "day", "type": "ordinal"},
        "y": {"field": "count", "type": "quantitative"},
        "fill": {"condition": {"test": "datum.count > 11", "value": "var(--link)"}, "value": "var(--soft)"},
        "tooltip": {"field": "words"},
    },
}
BRUSHED = {
    "data": {"values": DAYS},
    "vconcat": [
        {
            "width": 300,
            "height": 100,
            "mark": {"type": "point", "shape": "diamond"},
            "encoding": {
                "x": {"field": "day", "type": "temporal", "scale": {"domain": {"param": "brush"}}},
                "y": {"field": "count", "type": "quantitative"},
            },
        },
        {
            "width": 300,
            "height": 40,
            "params": [{"name": "brush", "select": {"type": "interval", "encodings": ["x"]}}],
            "mark": "tick",
            "encoding": {"x": {"field": "day", "type": "temporal", "timeUnit": "yearmonthdate"}},
        },
    ],
}
OUTLINE = {
    "width": 300,
    "height": 150,
    "data": {
        "url": "/static/built/land-50m.json",
        "format": {"type": "topojson", "feature": "land"},
    },
    "projection": {"type": "equalEarth"},
    "mark": {"type": "geoshape", "fill": "var(--line)", "stroke": "var(--paper)"},
}
ELSEWHERE = {"data": {"url": "https://example.org/data.json"}, "mark": "point", "encoding": {}}

ROWS = """
<ul>
  <li data-row><a href="/there?n=1">One</a> <button data-key="a">Accept one</button></li>
  <li data-row><a href="/there?n=2">Two</a> <button data-key="a">Accept two</button></li>
  <li data-row><a href="/there?n=3">Three</a> <button data-key="a">Accept three</button></li>
</ul>
"""


def page(body: str, *, events: str = "", status: int = 200) -> HTMLResponse:
    """A page with the client, and ``body`` in it."""
    head = f"""<!doctype html><html lang="en"><head><title>Client</title>
      <meta name="csrf" content="token-of-the-page"><meta name="events" content="{events}">
      <link rel="icon" href="data:,"><link rel="stylesheet" href="/own.css">
      <script src="/static/built/theme.js"></script>
      <script type="module" src="/static/built/app.js"></script><script src="/own.js"></script></head>"""
    switch = """<label>Theme <select data-theme-switch><option value="system">System</option>
      <option value="light">Light</option><option value="dark">Dark</option></select></label>"""
    problem = '<div id="problem" role="alert" hidden></div>'
    shown = f"{head}<body>{switch}<main><h1>Client</h1>{body}</main>{problem}</body></html>"
    return HTMLResponse(shown, status, {"Content-Security-Policy": POLICY})


async def keys(_: Request) -> Response:
    form = '<button data-key="x">Export <kbd>x</kbd></button> <label>Words <input data-key="/" name="words"></label>'
    hidden = '<div hidden><button data-key="h">Hidden</button></div><button data-key="d" disabled>Disabled</button>'
    return page(f'{form}{hidden}<button data-keys-open>Keys</button><button data-key="g G">Jump</button>{ROWS}')


async def swapped(_: Request) -> Response:
    rows = "".join(
        f'<li data-row id="r{n}"><a href="/there?n={n}">{n}</a> <button data-key="a" hx-post="/gone" hx-target="#r{n}" '
        f'hx-swap="delete">Accept {n}</button></li>'
        for n in range(1, 4)
    )
    eval_tried = '<button id="evil" hx-get="/there" hx-vals="js:{a: (window.pressed.push(1), 1)}">Evil</button>'
    no = '<button id="no" hx-post="/refused">No</button>'
    bad = '<button id="bad" hx-post="/bad" hx-target="#said">Bad</button>'
    return page(f'<ul>{rows}</ul>{eval_tried}{no}{bad}<p id="said">Nothing</p>')


async def gone(request: Request) -> Response:
    ok = request.headers.get("x-csrf-token") == "token-of-the-page"
    return PlainTextResponse("", 200 if ok else 403)


async def refused(_: Request) -> Response:
    return PlainTextResponse("Your session ended. Sign in again.", 403)


async def bad(_: Request) -> Response:
    return HTMLResponse("<b>Somebody decided meanwhile.</b>", 409)


def chart(spec: dict[str, object], label: str) -> str:
    inner = json.dumps(spec).replace("<", "\\u003c")
    table = "<table><caption>The same in numbers</caption><tr><th scope=col>Day</th></tr></table>"
    own = f'<script type="application/json" class="spec">{inner}</script>'
    return f'<figure class="chart" aria-label="{label}">{own}{table}</figure>'


async def charts(_: Request) -> Response:
    by_address = '<figure class="chart" data-spec="/bars.json" aria-label="Bars"></figure>'
    return page(by_address + chart(BRUSHED, "Brushed") + chart(OUTLINE, "Outline"))


async def elsewhere(_: Request) -> Response:
    by_address = '<figure class="chart" data-spec="https://example.org/a.json"></figure>'
    return page(chart(ELSEWHERE, "Elsewhere") + by_address)


async def later(_: Request) -> Response:
    return page('<div id="here"></div><button hx-get="/fragment" hx-target="#here">Fetch</button>')


async def fragment(_: Request) -> Response:
    return HTMLResponse(chart(BARS, "Bars"))


async def live(_: Request) -> Response:
    return page('<p id="news" hx-get="/count" hx-trigger="entries from:body">0</p>', events="/events")


async def late(request: Request) -> Response:
    """A page that was made before something was worked out, and listens only after."""
    news = '<p id="news" class="working" hx-get="/worked" hx-trigger="board from:body" hx-swap="outerHTML">Waits</p>'
    return page(news, events="/events")


async def worked(_: Request) -> Response:
    return HTMLResponse('<p id="news">Worked out</p>')


async def count(request: Request) -> Response:
    request.app.state.count += 1
    return PlainTextResponse(str(request.app.state.count))


async def events(request: Request) -> Response:
    request.app.state.streams += 1

    async def lines() -> AsyncIterator[str]:
        yield ": open\n\n"
        seen = request.app.state.news
        while not STOPPING:
            await asyncio.sleep(0.02)
            if request.app.state.cut:
                request.app.state.cut = False
                return
            if request.app.state.news != seen:
                seen = request.app.state.news
                yield f'event: entries\ndata: {{"seq": {seen}}}\n\n'

    return StreamingResponse(lines(), media_type="text/event-stream", headers={"Cache-Control": "no-store"})


async def tell(request: Request) -> Response:
    request.app.state.news += 1
    return JSONResponse({"streams": request.app.state.streams})


async def cut(request: Request) -> Response:
    request.app.state.cut = True
    return JSONResponse({"streams": request.app.state.streams})


STOPPING: list[bool] = []
PAGES = (keys, swapped, charts, elsewhere, later, fragment, live, late, worked, count, events, tell, cut)
app = Starlette(
    routes=[
        *(Route(f"/{made.__name__}", made) for made in PAGES),
        *(Route(f"/{made.__name__}", made, methods=["POST"]) for made in (gone, refused, bad)),
        Route("/", lambda _: page("")),
        Route("/there", lambda r: page(f"<p>There {r.query_params.get('n', '')}</p>")),
        Route("/bars.json", lambda _: JSONResponse(BARS)),
        Route("/own.css", lambda _: Response(STYLE, media_type="text/css")),
        Route("/own.js", lambda _: Response(OWN, media_type="text/javascript")),
        Mount("/static", StaticFiles(directory=STATIC)),
    ]
)
app.state.count, app.state.streams, app.state.news, app.state.cut = 0, 0, 0, False


class _Server(uvicorn.Server):
    def handle_exit(self, sig: int, frame: object) -> None:
        STOPPING.append(True)
        super().handle_exit(sig, frame)  # type: ignore[arg-type]


def main() -> None:
    with socket.socket() as listening:
        listening.bind(("127.0.0.1", 0))
        print(f"http://127.0.0.1:{listening.getsockname()[1]}", flush=True)
        _Server(uvicorn.Config(app, log_level="warning")).run([listening])


if __name__ == "__main__":
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    main()
