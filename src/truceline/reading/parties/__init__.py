"""Parties: known names in a text, and who a noun phrase means.

``names``         an index of exact names
``registry``      the known parties, their names and the sides they belong to
``descriptions``  noun phrases that describe a speaker or doer ("a Qatari official")
``capitals``      seats of government that stand for their state
"""

from truceline.reading.parties.capitals import capitals
from truceline.reading.parties.descriptions import Described, describe, role_kind
from truceline.reading.parties.names import Hit, NameIndex, plain, spellings
from truceline.reading.parties.registry import Mention, Names, Registry

__all__ = [
    "Described",
    "Hit",
    "Mention",
    "NameIndex",
    "Names",
    "Registry",
    "capitals",
    "describe",
    "plain",
    "role_kind",
    "spellings",
]
