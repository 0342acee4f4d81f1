"""Parties: known names in a text, and who a noun phrase means.

``names``         an index of exact names
``registry``      the known parties, their names and the sides they belong to
``descriptions``  noun phrases that describe a speaker or doer ("a Qatari official")
``capitals``      seats of government that stand for their state
``suggest``       names that may mean the same party, until somebody judges them
``codes``         three-letter and CAMEO codes of actors, for any words that name one
"""

from truceline.reading.parties.capitals import capitals
from truceline.reading.parties.codes import actor_code, countries, country
from truceline.reading.parties.descriptions import Described, describe, describe_each, role_kind
from truceline.reading.parties.names import Hit, NameIndex, plain, spellings
from truceline.reading.parties.registry import Mention, Names, Registry
from truceline.reading.parties.suggest import Likeness, Suggestion, pairs, suggest

__all__ = [
    "Described",
    "Hit",
    "Likeness",
    "Mention",
    "NameIndex",
    "Names",
    "Registry",
    "Suggestion",
    "actor_code",
    "capitals",
    "countries",
    "country",
    "describe",
    "describe_each",
    "pairs",
    "plain",
    "role_kind",
    "spellings",
    "suggest",
]
