"""Sheets of typed claims for the tests."""

from __future__ import annotations

from datetime import UTC, datetime

from truceline.model import Claim
from truceline.typed import Typed, parse

NOW = datetime(2025, 1, 1, tzinfo=UTC)
HEAD = """case: Border talks
zone: Europe/Vienna
reports:
  - title: Third of March
    publisher: Example Wire
    published: 2024-03-03 22:00
    claims:
"""
PLAIN = (
    "{speaker: Northland, says: Southland released 13 sailors on 3 March., "
    "does: release, by: Southland, what: sailors, number: 13, when: 2024-03-03}"
)


def sheet(*claims: str, head: str = HEAD) -> str:
    return head + "".join(f"      - {c}\n" for c in claims)


def read(*claims: str, head: str = HEAD) -> Typed:
    return parse(sheet(*claims, head=head), "claims.yaml", NOW)


def claim(fields: str) -> Claim:
    """The one claim of a sheet; what is not given here is plain."""
    given = f"{{speaker: Northland, says: Something was said., {fields}}}"
    return read(given).claims[0]
