"""Texts that want to be more than text, and a reader of pages that finds out whether they became it."""

from __future__ import annotations

from html.parser import HTMLParser

MARK = "zqmark"
"""Part of every hostile text, so that it is found again."""
SCRIPT = f"<script>{MARK}()</script>"
HOSTILE = (
    f"""{MARK}"'><{MARK}x on{MARK}=1><img src={MARK} onerror={MARK}()>{SCRIPT}"""
    f"""<!--{MARK}--><a href="javascript:{MARK}()">{{{{ 7 * 191 }}}}</a><svg/onload={MARK}()>&lt;{MARK}y&gt;"""
)
"""For where any text goes."""
SHORT = f"<{MARK}x on{MARK}=1>'\">{{{{7*191}}}}"
"""For where it has to be short, or a name."""
DEVIL_URL = f"javascript:{MARK}()"


class Looked(HTMLParser):
    """``found`` is what of a page came from a hostile text and is more than text; ``told`` where it is text."""

    def __init__(self, page: str) -> None:
        super().__init__(convert_charrefs=True)
        self.found: list[str] = []
        self.told = 0
        self._script = False
        self.feed(page)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._script = tag in ("script", "style") and not dict(attrs).get("src")
        data = dict(attrs).get("type") == "application/json"
        if MARK in tag:
            self.found.append(f"<{tag}>")
        for name, value in attrs:
            self._attribute(tag, name, (value or "").strip().lower())
        self._script = self._script and not data

    def _attribute(self, tag: str, name: str, value: str) -> None:
        active = name in ("href", "src", "action", "formaction", "srcset", "data", "hx-get", "hx-post")
        runs = active and value.startswith(("javascript:", "data:", "vbscript:"))
        if MARK in name or name.startswith(("on", "hx-on")) or name in ("style", "srcdoc") or runs:
            self.found.append(f"<{tag} {name}={value[:80]}>")
        if (
            active
            and MARK in value
            and (value.startswith("//") or not value.startswith(("/", "?", "#", "http://127.0.0.1")))
        ):
            self.found.append(f"<{tag} {name}={value[:80]}>")
        self.told += MARK in value

    def handle_endtag(self, tag: str) -> None:
        self._script = False

    def handle_data(self, data: str) -> None:
        if self._script and MARK in data:
            self.found.append(f"script: {data[:80]}")
        if "1337" in data and MARK in data:
            self.found.append("a template was run")
        self.told += MARK in data

    def handle_comment(self, data: str) -> None:
        if MARK in data:
            self.found.append(f"<!--{data[:40]}")
