"""Headers: what every answer tells the browser not to do."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from starlette.datastructures import MutableHeaders

CONTENT = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; "
    "font-src 'self'; form-action 'self'; frame-ancestors 'none'; base-uri 'none'"
)
"""Nothing from elsewhere, no script or style in the page itself, no page of others around it."""

ALWAYS = {
    "content-security-policy": CONTENT,
    "x-content-type-options": "nosniff",
    "x-frame-options": "DENY",
    "referrer-policy": "no-referrer",
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
    "permissions-policy": "camera=(), microphone=(), geolocation=(), payment=(), usb=()",
}


def secure(headers: MutableHeaders, path: str) -> None:
    """Set them; what is private is not kept by browsers and proxies unless the route says for how long."""
    for name, value in ALWAYS.items():
        headers[name] = value
    if "cache-control" not in headers and not path.startswith("/static/"):
        headers["cache-control"] = "private, no-cache" if "etag" in headers else "no-store"
