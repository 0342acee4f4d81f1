"""Versions: how later texts change the duties and acts of an agreement, and from when to when each version binds."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import datetime
from functools import partial

from truceline.agreements.checked import checked, keys_at
from truceline.agreements.document import Entry, Node, Path, same_key
from truceline.agreements.problems import Problems, Unclear, meant
from truceline.agreements.schema import AgreementText, AmendmentText, DutyText, deed_key
from truceline.agreements.scope import Scope, Spot

SECTIONS = ("duties", "acts")
ADDED = ("people", "goods", "phases", "choices")
"""What a later text can add to, and not change."""


@dataclass(frozen=True, slots=True)
class Version:
    """One version of a duty or act: its words, its place in the file, and the texts between which it binds."""

    section: str
    name: str
    text: DutyText
    node: Node
    path: Path
    bound_from: datetime | None = None
    bound_until: datetime | None = None
    replaced_by: str = ""


@dataclass(frozen=True, slots=True)
class _Target:
    """What a path of `changes` leads to; ``key`` is "" where it is the whole duty."""

    section: str
    name: str
    key: str


def amendment_name(text: AmendmentText) -> str:
    return text.name or f"amendment of {text.of.date().isoformat()}"


def with_additions(root: Node, problems: Problems) -> Node:
    """The document with the populations, phases and choices that later texts bring in put among those of the first."""
    for place, (section, name), entry in _additions(root):
        there = root.get(section) or Node(entry.line, entries=())
        if name in there.keys:
            what = f'"{name}" stands already, and a later text can only add to {section}.'
            problems.add(entry.line, (*place, entry.key), what, "Give what is new another name.")
            continue
        grown = Node(there.line, entries=(*(there.entries or ()), Entry(name, entry.line, entry.node)))
        others = tuple(e for e in root.entries or () if e.key != section)
        root = root.where((*others, Entry(section, there.line, grown)))
    return root


def _additions(root: Node) -> list[tuple[Path, tuple[str, str], Entry]]:
    found: list[tuple[Path, tuple[str, str], Entry]] = []
    for n, amendment in enumerate((root.get("amendments") or root).items or ()):
        name_node = amendment.get("name")
        place = ("amendments", (name_node.text if name_node else None) or n, "changes")
        changes = amendment.get("changes")
        for entry in (changes.entries if changes else None) or ():
            section, _, name = entry.key.partition(".")
            if section in ADDED and name and "." not in name and not entry.node.empty:
                found.append((place, (section, name), entry))
    return found


def first_versions(doc: AgreementText, root: Node) -> list[Version]:
    """The duties and acts as the first text has them."""
    found = []
    for section, texts in (("duties", doc.duties), ("acts", doc.acts)):
        for name, text in texts.items():
            node = root.at((section, name))
            assert node is not None
            found.append(Version(section, name, text, node, (section, name)))
    return found


def versions(doc: AgreementText, root: Node, scope: Scope) -> list[Version]:
    """Every version of every duty and act. Told: amendments out of order, that overlap, or change what is not there."""
    found = first_versions(doc, root)
    changed: dict[datetime, set[_Target]] = {}
    before, additions = doc.text_of, _additions(root)
    for text, node, n in amendments(doc, root):
        spot = Spot(scope, node, ("amendments", text.name or n))
        if text.of < before:
            spot.tell(_early(text.of < doc.text_of), "of")
        before = max(before, text.of)
        changes = node.get("changes")
        for entry in (changes.entries if changes else None) or ():
            if any(entry is added for _, _, added in additions):
                continue
            target = spot.ask(partial(_target, entry.key, found, scope), None, "changes", entry.key)
            if target is None:
                continue
            if _overlaps(target, changed.setdefault(text.of, set())):
                what = "another amendment of the same moment changes this too."
                spot.tell(Unclear(what, "Leave one change, or give the later text its hour."), "changes", entry.key)
                continue
            changed[text.of].add(target)
            _change(found, target, entry, text, spot)
    return found


def amendments(doc: AgreementText, root: Node) -> Iterator[tuple[AmendmentText, Node, int]]:
    """Every amendment with its place in the file and in their order."""
    nodes = root.get("amendments")
    items = (nodes.items if nodes else None) or ()
    for n, (text, node) in enumerate(zip(doc.amendments, items, strict=True)):
        yield text, node, n


def _early(before_text: bool) -> Unclear:
    if before_text:
        return Unclear("this amendment is older than the text it changes.", "Look at its date and at text_of.")
    return Unclear("this amendment is older than the one before it.", "Put the amendments in the order of their dates.")


def _target(path: str, found: list[Version], scope: Scope) -> _Target | None:
    """What a path leads to; None where it leads to a duty that this reading leaves out."""
    section, _, rest = path.partition(".")
    name, _, key = rest.partition(".")
    if section not in SECTIONS or not name:
        raise _unknown(path, found)
    known = next((v.name for v in found if v.section == section and same_key(v.name) == same_key(name)), None)
    if key and known is None and not _named(name, scope):
        raise _unknown(path, found)
    if key and not deed_key(key) and same_key(key) not in map(same_key, keys_at(DutyText, ())):
        raise Unclear(f'"{key}" is no key of a duty.', meant(key, keys_at(DutyText, ()), "keys"))
    return _Target(section, known or name, same_key(key)) if known or not key else None


def _named(name: str, scope: Scope) -> bool:
    return same_key(name) in map(same_key, scope.written)


def _unknown(path: str, found: list[Version]) -> Unclear:
    paths = [f"{v.section}.{v.name}" for v in found]
    todo = f"{meant(path, paths, 'paths')} An amendment changes duties.NAME or duties.NAME.KEY, extends, or ends."
    return Unclear(f'"{path}" is nothing that this text holds.', todo)


def _overlaps(target: _Target, earlier: set[_Target]) -> bool:
    same = [t for t in earlier if (t.section, t.name) == (target.section, target.name)]
    return any(not t.key or not target.key or t.key == target.key for t in same)


def _change(found: list[Version], target: _Target, entry: Entry, text: AmendmentText, spot: Spot) -> None:
    last = next((v for v in reversed(found) if (v.section, v.name) == (target.section, target.name)), None)
    standing = last if last is not None and last.bound_until is None else None
    if last is None and entry.node.empty and _named(target.name, spot.scope):
        return
    if standing is None and (target.key or entry.node.empty):
        spot.tell(_unknown(entry.key, found), "changes", entry.key)
        return
    node = _new_node(target, entry, standing)
    path = (*spot.path, "changes", entry.key)
    new = checked(DutyText, node, path, spot.scope.zone, spot.scope.problems)[0] if node else None
    if standing is not None:
        found[found.index(standing)] = replace(standing, bound_until=text.of, replaced_by=amendment_name(text))
    if new is not None and node is not None:
        found.append(Version(target.section, target.name, new, node, path, text.of))


def _new_node(target: _Target, entry: Entry, standing: Version | None) -> Node | None:
    """The words of the new version; None where the duty is dropped."""
    if not target.key or standing is None:
        return None if entry.node.empty else entry.node
    kept = [e for e in standing.node.entries or () if same_key(e.key) != target.key]
    if deed_key(target.key):
        kept = [e for e in kept if not deed_key(e.key)]
    added = [] if entry.node.empty else [Entry(target.key, entry.line, entry.node)]
    return Node(entry.line, entries=(*kept, *added))
