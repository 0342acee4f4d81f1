"""Pages: the templates, what every one of them is given, and how a value is worded in them."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import UTC, date, datetime
from functools import lru_cache
from typing import Any
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

from fastapi import Request
from fastapi.responses import HTMLResponse
from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from truceline import __version__, words
from truceline.model import When
from truceline.model.score import often, trust_words
from truceline.web.address import SILENCES, Address, address_of
from truceline.web.found import found
from truceline.web.guard import Person, Role
from truceline.web.isolating import isolated
from truceline.web.stating import state

_DAY = re.compile(r"(\d{4}-\d\d-\d\d)")
_WHOLE = Markup('<span class="day">{}</span>')

SCREENS = (
    ("Today", "/"),
    ("Matrix", "/matrix"),
    ("People", "/people"),
    ("Timeline", "/timeline"),
    ("Reports", "/reports"),
    ("Claims", "/claims"),
    ("Review", "/review"),
    ("Contested", "/contested"),
    ("Agreements", "/agreements"),
    ("Brief", "/brief"),
    ("Map", "/map"),
)
"""The screens by the words of their tabs."""

LANGUAGES = {
    "ar": "Arabic", "bn": "Bengali", "de": "German", "en": "English", "es": "Spanish", "fa": "Persian", "fr": "French",
    "he": "Hebrew", "hi": "Hindi", "it": "Italian", "ja": "Japanese", "ku": "Kurdish", "nl": "Dutch", "pl": "Polish",
    "ps": "Pashto", "pt": "Portuguese", "ru": "Russian", "sw": "Swahili", "tr": "Turkish", "uk": "Ukrainian",
    "ur": "Urdu", "zh": "Chinese",
}  # fmt: skip
"""Names of languages by their ISO 639-1 codes."""


def page(request: Request, template: str, *, block: str = "", status: int = 200, **values: Any) -> HTMLResponse:
    """A template as a page; of a request by htmx, only its ``block``, where one is named."""
    found = environment().get_template(template)
    given = {**_shared(request), **values}
    # A block alone is rendered without the imports at the top of its file.
    given["m"] = environment().get_template("macros.html").make_module(given)
    if block and request.headers.get("hx-request") and not request.headers.get("hx-boosted"):
        return HTMLResponse("".join(found.blocks[block](found.new_context(given))), status)
    return HTMLResponse(found.render(given), status)


def _shared(request: Request) -> dict[str, Any]:
    at, here = address_of(request), request.app.state.room
    settings = here.case.settings
    zone = settings.zone or "UTC"
    return {
        "at": at,
        "link": at.link,
        "person": person_of(request),
        "Role": Role,
        "team": request.app.state.team,
        "case_title": settings.title or here.case.path.stem,
        "zone": zone,
        "screens": SCREENS,
        "silences": SILENCES,
        "version": __version__,
        "asset": request.app.state.assets.link,
        "moment": lambda value: moment_words(value, zone),
        "in_field": lambda words, clock="23:59": moment_in_field(words, settings.zone, clock),
    }


def person_of(request: Request) -> Person:
    """Who asks."""
    found: Person = request.state.person
    return found


@lru_cache(1)
def environment() -> Environment:
    """The templates, with everything escaped."""
    made = Environment(
        loader=PackageLoader("truceline.web"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    made.globals["state_of"] = state
    made.filters |= {
        "act_type": words.type_words,
        "act": words.act_words,
        "capitalize_first": lambda words: words[:1].upper() + words[1:],
        "counted": words.counted,
        "figure": words.figure_words,
        "figure_range": words.figure_range,
        "found": found,
        "isolated": isolated,
        "joined": words.joined,
        "language": language_words,
        "says": words.says,
        "status": lambda status: words.STATUS[str(status)],
        "often": often,
        "trust": trust_words,
        "web_address": web_address,
        "when": when_whole,
        "basis": words.basis_words,
    }
    return made


def moment_words(value: datetime | date | str | None, zone: str) -> str:
    """A moment in the zone of the case: "2023-12-01 07:00"; a midnight is the day alone."""
    if isinstance(value, str):
        value = datetime.fromisoformat(value)
    if value is None:
        return ""
    if not isinstance(value, datetime):
        return value.isoformat()
    at = (value if value.tzinfo else value.replace(tzinfo=UTC)).astimezone(ZoneInfo(zone))
    return f"{at:%Y-%m-%d %H:%M}".removesuffix(" 00:00")


def moment_in_field(words: str, zone: str | None, clock: str) -> str:
    """A moment of an address as a field for a day and an hour takes it; ``clock`` is the hour of a day alone.

    A field has no offset: a moment that has one is given in the zone of the case, or else as its own clock shows it.
    """
    if not words or "T" not in words:
        return f"{words}T{clock}" if words else ""
    value = datetime.fromisoformat(words)
    if value.tzinfo is not None and zone is not None:
        value = value.astimezone(ZoneInfo(zone))
    return value.replace(tzinfo=None).isoformat(timespec="seconds" if value.second else "minutes")


def when_whole(when: When | None) -> Markup:
    """The words of a time, each day in them on one line: a browser would break "2023-12-01" at its hyphens."""
    # What stands between the days, and the days: each is escaped as it is put in.
    cut = _DAY.split(words.when_words(when))
    return Markup("").join(_WHOLE.format(part) if n % 2 else part for n, part in enumerate(cut))


def language_words(code: str | None) -> str:
    """The name of a language that reports are often in, else its code."""
    return LANGUAGES.get(code or "", code or "") or "not known"


def web_address(url: str | None) -> str:
    """The address where it is one of the web, else "": nothing else becomes a link."""
    try:
        parts = urlsplit((url or "").strip())
    except ValueError:
        return ""
    return (url or "").strip() if parts.scheme in ("http", "https") and parts.netloc else ""


def listed(names: Iterable[str]) -> str:
    """ "a, b and c"."""
    *first, last = [*names] or [""]
    return f"{', '.join(first)} and {last}" if first else last


__all__ = ["Address", "environment", "listed", "moment_words", "page", "person_of"]
