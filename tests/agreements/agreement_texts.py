"""Short agreements for the tests in this folder, between invented parties."""

from __future__ import annotations

from truceline.agreements.agreement import Agreement
from truceline.agreements.terms import Duty, Terms

HEAD = """
agreement: A pause
text_of: 2024-03-01
zone: Europe/Rome
parties: {north: Northland, south: [Southland, Southern Army]}
mediators: [Westland]
monitors: [Watchers]
others: {east: Eastland}
people:
  captives:
    held_by: south
    called: [captives, foreigners]
    words: {foreigners: [foreign]}
    outside: [foreign]
    categories:
      women and children: {any of: [woman, child], never: [soldier]}
      men: man
      female soldiers: [[woman, soldier]]
  prisoners: {held_by: north, categories: {badly wounded: [wounded]}}
goods:
  trucks: {called: [lorries]}
"""
TRUCE = "truce: {from: 2024-03-03 07:00, for: 4 days}\n"


def agreement(*parts: str, head: str = HEAD) -> Agreement:
    """The agreement of the head and these parts of a file."""
    return Agreement.parse(head + "\n".join(parts), "a.yaml")


def terms(*parts: str) -> Terms:
    """The terms of the head, the truce (unless a part has one), and these parts."""
    truce = "" if any("truce:" in p for p in parts) else TRUCE
    return agreement(truce, *parts).terms()


def duty(text: str, name: str = "it", *, more: str = "") -> Duty:
    """The duty that ``text`` says; ``more`` are further lines of the file."""
    found = terms(f"duties:\n  {name}: {text}\n  first: {{by: south, release: 5 captives}}\n", more).duty(name)
    assert found is not None
    return found
