"""Feed: claims as an Atom 1.0 document (RFC 4287)."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import UTC, datetime
from uuid import UUID, uuid5
from xml.etree import ElementTree as Tree

from truceline.case import Listed
from truceline.web.desk import SavedView
from truceline.words import act_words, type_words, when_words

_ATOM = "http://www.w3.org/2005/Atom"
_SPACE = UUID("6f1d1d7e-1d0e-5c0b-9a39-5d5c4c1f9b57")
"""What the ids of entries are made in: the same claim has the same id in every feed, of every server."""
_UNFIT = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
"""What no XML document can hold."""


def atom(view: SavedView, claims: Sequence[Listed], *, base: str, case: str) -> bytes:
    """The claims, in the order given, as the feed of a view. ``base`` is the address of the server."""
    Tree.register_namespace("", _ATOM)
    root = Tree.Element(f"{{{_ATOM}}}feed")
    newest = max([c.added for c in claims], default=view.created)
    _text(root, "id", uuid5(_SPACE, f"view {view.id} {view.owner} {view.created.isoformat()}").urn)
    _text(root, "title", f"{view.name} · {case}")
    _text(root, "updated", _stamp(newest))
    _link(root, "self", f"{base}/feeds/{view.feed}", "application/atom+xml")
    _link(root, "alternate", base + view.address, "text/html")
    _text(_under(root, "author"), "name", "Truceline")
    for claim in claims:
        _entry(_under(root, "entry"), claim, base)
    made: bytes = Tree.tostring(root, encoding="utf-8", xml_declaration=True)
    return made


def _entry(entry: Tree.Element, listed: Listed, base: str) -> None:
    claim = listed.claim
    _text(entry, "id", uuid5(_SPACE, claim.id).urn)
    _text(entry, "title", f"{claim.speaker} {claim.stance.value}: {type_words(claim.act.type)}")
    _text(entry, "updated", _stamp(listed.added))
    if listed.published and listed.published.start:
        _text(entry, "published", _stamp(listed.published.start))
    _link(entry, "alternate", f"{base}/claims/{claim.id}", "text/html")
    _text(_under(entry, "author"), "name", claim.speaker or "not named")
    _under(entry, "category").set("term", claim.act.type)
    published = when_words(listed.published) or "day not known"
    source = f"{listed.publisher or 'publisher not known'}, {published}: {listed.title}"
    _text(entry, "content", f"“{claim.quote}”\n{act_words(claim.act)}\n{source}").set("type", "text")


def _under(parent: Tree.Element, name: str) -> Tree.Element:
    return Tree.SubElement(parent, f"{{{_ATOM}}}{name}")


def _text(parent: Tree.Element, name: str, text: str) -> Tree.Element:
    made = _under(parent, name)
    made.text = _UNFIT.sub("\N{REPLACEMENT CHARACTER}", text)
    return made


def _link(parent: Tree.Element, rel: str, address: str, kind: str) -> None:
    made = _under(parent, "link")
    for name, value in (("rel", rel), ("type", kind), ("href", address)):
        made.set(name, value)


def _stamp(moment: datetime) -> str:
    at = moment if moment.tzinfo else moment.replace(tzinfo=UTC)
    return at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
