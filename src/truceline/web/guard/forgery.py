"""Forgery: a change that another web site makes a browser ask for, in the name of who sits before it.

Three things are looked at, each of which would do alone: what the browser says of the page that asks
(Sec-Fetch-Site, Origin), a word that only pages of this server know, and, in cookies.py, that cookies are not sent
along from other sites. It holds without sign-in as well: any web site can make a browser post to 127.0.0.1.
"""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import parse_qsl, urlsplit

from truceline.web.desk.secret import same
from truceline.web.guard.refused import Refused

if TYPE_CHECKING:
    from starlette.datastructures import Headers

    from truceline.web.guard.body import Body

SAFE = ("GET", "HEAD", "OPTIONS")
HEADER, FIELD = "x-csrf-token", "csrf"
_FIRST = 4096
"""Bytes within which a form that carries files has its word: it is the first field."""


def check_site(method: str, headers: Headers) -> None:
    """Raise Refused for what a page of another site asks for: any change, and anything but a link to follow."""
    site = headers.get("sec-fetch-site", "")
    if method in SAFE:
        if site in ("cross-site", "same-site") and headers.get("sec-fetch-mode") != "navigate":
            raise _foreign()
        return
    if site and site not in ("same-origin", "none"):
        raise _foreign()
    origin = headers.get("origin")
    # A browser names no origin ("null") in the forms of a page that keeps its address to itself, as these pages do.
    if origin is None or (origin == "null" and site == "same-origin"):
        return
    if _host(origin) != headers.get("host", "").lower():
        raise _foreign()


async def check_word(headers: Headers, body: Body, word: str) -> None:
    """Raise Refused unless a change has the word of the person, in its header or as a field of its form."""
    given = headers.get(HEADER)
    if given is None:
        given = await _field(headers, body)
    if not word or given is None or not same(given, word):
        what = "The page this came from is no longer valid."
        raise Refused(403, what, "Nothing was changed. Load the page again, and repeat what you did.")


async def _field(headers: Headers, body: Body) -> str | None:
    kind, _, rest = headers.get("content-type", "").partition(";")
    kind = kind.strip().lower()
    if kind == "application/x-www-form-urlencoded":
        return _in_form(await body.peek(1 << 30))
    if kind == "multipart/form-data":
        return _in_parts(await body.peek(_FIRST), rest)
    return None


def _in_form(data: bytes) -> str | None:
    try:
        pairs = parse_qsl(data.decode("ascii", "replace"), keep_blank_values=True, max_num_fields=1000)
    except ValueError:
        raise Refused(400, "The form has too many fields.", "Send less at once.") from None
    found = [value for name, value in pairs if name == FIELD]
    return found[0] if len(found) == 1 else None


def _in_parts(data: bytes, parameters: str) -> str | None:
    """The value of the first part, where it is the field."""
    named = dict(p.strip().partition("=")[::2] for p in parameters.split(";"))
    boundary = named.get("boundary", "").strip('"')
    mark = b"--" + boundary.encode("latin-1", "replace")
    head, gap, rest = data.removeprefix(mark + b"\r\n").partition(b"\r\n\r\n")
    value, end, _ = rest.partition(b"\r\n" + mark)
    if not boundary or not data.startswith(mark + b"\r\n") or not gap or not end:
        return None
    lines = head.decode("latin-1").lower().split("\r\n")
    right = any(x.startswith("content-disposition:") and f'name="{FIELD}"' in x and "filename" not in x for x in lines)
    return value.decode("latin-1") if right else None


def _host(origin: str) -> str:
    try:
        return urlsplit(origin).netloc.lower()
    except ValueError:
        return ""


def _foreign() -> Refused:
    return Refused(403, "Another web site asked for this.", "Nothing was done. Open the case in a window of its own.")
