"""Pages: a web page -> its article (trafilatura), with the title, outlet, time and address it states.

The publication time is the first of these that can be read: what the page's head states (with its hour), the
JSON-LD of its article, a marked ``time`` element; else the day that trafilatura reads off its layout or address,
which is then marked as inferred.
"""

from __future__ import annotations

import json
import logging
import re
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from truceline.errors import UnreadableReport
from truceline.reports.drafts import Draft
from truceline.reports.published import read_published

_STATED = (
    "article:published_time",
    "og:article:published_time",
    "datepublished",
    "date_published",
    "dcterms.date",
    "dcterms.issued",
    "dc.date.issued",
    "dc.date",
    "parsely-pub-date",
    "publish-date",
    "publish_date",
    "pubdate",
    "date",
)
_CHARSET = re.compile(rb"<meta[^>]{0,200}?charset\s*=\s*[\"']?\s*([A-Za-z0-9_:-]{2,40})", re.IGNORECASE)
_XML = re.compile(r"^\s*<\?xml[^>]{0,200}\?>")
_ENDS = (".", "!", "?", "؟", "۔", "…", '."', '!"', '?"', ".”", "!”", "?”", ".)", ".»", ".’")
_LEAST_SENTENCE = 40


def declared_encoding(head: bytes) -> str | None:
    """The encoding that a page states in its head."""
    found = _CHARSET.search(head[:4096])
    return found[1].decode("ascii") if found else None


def read(source: str) -> Draft:
    """The article of a page. Raises UnreadableReport, without a place, for a page that has none."""
    import trafilatura
    from lxml import html as lxml_html
    from lxml.etree import LxmlError

    source = _XML.sub("", source)
    with _quiet():
        found: Any = trafilatura.bare_extraction(
            source,
            with_metadata=True,
            include_comments=False,
            date_extraction_params={"extensive_search": False, "original_date": True},
        )
    if found is None or not _is_article(found.text or ""):
        raise UnreadableReport(
            "no article is found in this page.",
            todo="Open the page, copy the text of the report and save it as a text file.",
        )
    try:
        tree = lxml_html.fromstring(source)
    except (LxmlError, ValueError):
        tree = None
    title = " ".join((found.title or "").split())
    return Draft(
        text=_body(found.text, title),
        title=title,
        publisher=found.sitename or "",
        published=_stated(tree) if tree is not None else "",
        url=found.url or "",
        guessed=found.date or "",
    )


def _is_article(text: str) -> bool:
    """Whether there is one whole sentence: menus, log-in forms and lists of links have none."""
    lines = (line.strip() for line in text.split("\n"))
    return any((len(line) >= _LEAST_SENTENCE and line.endswith(_ENDS)) or "。" in line for line in lines)


def _body(text: str, title: str) -> str:
    """Paragraphs with a blank line between them, without the title at their head."""
    lines = [line for line in text.split("\n") if line.strip()]
    if lines and title and " ".join(lines[0].split()).casefold() == title.casefold():
        lines = lines[1:]
    return "\n\n".join(lines)


def _stated(tree: Any) -> str:
    return next((words for words in _dates(tree) if _readable(words)), "")


def _dates(tree: Any) -> Iterator[str]:
    metas: dict[str, str] = {}
    for meta in tree.iter("meta"):
        for key in ("property", "name", "itemprop"):
            if meta.get(key) and meta.get("content"):
                metas.setdefault(meta.get(key).strip().lower(), meta.get("content"))
    yield from (metas[name] for name in _STATED if name in metas)
    for script in tree.iter("script"):
        if (script.get("type") or "").lower() == "application/ld+json":
            yield from _in_json(script.text or "")
    for time in tree.iter("time"):
        if time.get("datetime") and (time.get("pubdate") is not None or time.get("itemprop") == "datePublished"):
            yield time.get("datetime")


def _in_json(source: str) -> Iterator[str]:
    try:
        waiting: list[Any] = [json.loads(source)]
    except (ValueError, RecursionError):
        return
    while waiting:
        value = waiting.pop(0)
        if isinstance(value, dict):
            if isinstance(value.get("datePublished"), str):
                yield value["datePublished"]
            waiting.extend(value.values())
        elif isinstance(value, list):
            waiting.extend(value)


def _readable(words: str) -> bool:
    try:
        return read_published(words, None) is not None
    except UnreadableReport:
        return False


@contextmanager
def _quiet() -> Iterator[None]:
    """Keeps the extractor's remarks off the screen where the program has set up no log of its own."""
    loggers = [logging.getLogger(name) for name in ("trafilatura", "htmldate", "courlan", "readability", "justext")]
    handler = logging.NullHandler()
    for logger in loggers:
        logger.addHandler(handler)
    try:
        yield
    finally:
        for logger in loggers:
            logger.removeHandler(handler)
