"""Registry: the known parties, where a text names them, and what sides a party belongs to on a day.

The names are data, in ``truceline/data/parties/*.toml``, and every party in them is read and matched in the same way.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time
from functools import cache
from typing import Any, Literal

from truceline.errors import UnknownId, ValueProblem
from truceline.model import Membership, Party, PartyKind
from truceline.reading.parties.names import Hit, NameIndex, Rules, plain, spellings, table

Form = Literal["name", "adjective", "people"]

_FILES = ("states", "territories", "groups", "forces", "bodies", "international", "outlets", "officials")
ARTICLE = re.compile(r"^(?:the|a|an)\s+", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Mention:
    """A known name in a text, at code points ``start`` to ``end`` (exclusive, without a possessive 's).

    ``form`` tells a name ("Israel") from an adjective ("Israeli") and from a people ("Israelis").
    """

    start: int
    end: int
    party: Party
    form: Form


@dataclass(frozen=True, slots=True)
class Names:
    """The words that name one party, by form."""

    names: tuple[str, ...]
    adjectives: tuple[str, ...] = ()
    people: tuple[str, ...] = ()

    def forms(self) -> Iterator[tuple[str, Form]]:
        yield from ((n, "name") for n in self.names)
        yield from ((a, "adjective") for a in self.adjectives)
        yield from ((p, "people") for p in self.people)


_Sense = tuple[Party, Form]
_ARMY = re.compile(
    r"(?P<state>.+?)(?:'s?)? (?:army|military|armed forces)|(?:army|military|armed forces) of (?:the )?(?P<of>.+)"
)
_NO_NOUN = (
    r"(?!(?:and|or|but|to|in|on|at|of|for|from|with|by|as|that|who|whom|which|is|was|has|had|have|are|were|will|would|may"
    r"|might|could|can|should|must|did|does|do|not|also|after|before|when|while|if|because|over|against|into|under|than"
    r"|since|until|near|among|killed|wounded|died|fled|held|said|say|want|left|went|came|took|made|gave"
    r"|got|met|led|saw|shot|fell|fought|lost|won|told"
    r"|found|kept|began|ran|broke|drove|hid|became|brought|sent|stood|spoke|struck|threw|rose|live|fear|hope|(?!armed|displaced|detained|allied)[a-z]+ed)\b)"
)
_BEFORE_NOUN = re.compile(
    rf"-|\Z|(?:'s)?\s+{_NO_NOUN}[A-Za-z]|(?:, [A-Z][\w'-]+)*,? (?:and|or) (?:other|[A-Z][\w'-]+) {_NO_NOUN}[a-z]"
)
"""What stands after an adjective: a hyphen, a word that is no verb, preposition or conjunction, another adjective."""


@dataclass(frozen=True, slots=True)
class Registry:
    """All parties known by name. ``Registry.load()`` gives the one that ships with the package."""

    parties: Mapping[str, Party]
    words: Mapping[str, Names]
    """By party id: the words that name it."""
    _senses: Mapping[str, tuple[_Sense, ...]] = field(repr=False)
    _index: NameIndex[tuple[_Sense, ...]] = field(repr=False)

    @staticmethod
    def load() -> Registry:
        """The registry of ``truceline/data/parties``, read once. Raises ValueProblem where the data is wrong."""
        return _load()

    def get(self, id: str) -> Party:
        """The party with this id. Raises UnknownId."""
        try:
            return self.parties[id]
        except KeyError:
            raise UnknownId(f"no party has the id {id!r}.", todo="See the list of parties for the ids.") from None

    def find(self, name: str) -> Party | None:
        """The party that goes by exactly this name, alias, adjective or people's name; a leading article is ignored.

        Letter case counts. None where no party, or more than one equally, goes by it.
        """
        written = plain(name).strip()
        bare = ARTICLE.sub("", written)
        chosen = _choose(bare, self._senses.get(written) or self._senses.get(bare, ()), frozenset())
        return chosen[0] if chosen else self._army(bare)

    def _army(self, name: str) -> Party | None:
        """ "Israeli army", "Peru's armed forces", "the army of Chad": a state's own forces, where they are listed."""
        found = _ARMY.fullmatch(name)
        state = self.find(found["state"] or found["of"]) if found else None
        if state is None or state.kind is not PartyKind.STATE:
            return None
        forces = (
            p for p in self.parties.values() for m in p.member_of if m.of == state.id and m.role == "armed forces"
        )
        return next((p for p in forces if all(m.until is None for m in p.member_of)), None)

    def sides(self, party_id: str, day: date | None = None) -> tuple[str, ...]:
        """The names of the parties that a party belongs to on a day, nearest first.

        Without a day, those it belongs to whatever the day. Raises UnknownId.
        """
        found: dict[str, None] = {}
        level = [self.get(party_id)]
        while level:
            level = [self.get(m.of) for p in level for m in _held(p, day) if m.of not in found]
            found.update((p.id, None) for p in level)
        return tuple(self.parties[i].name for i in found if i != party_id)

    def mentions(self, text: str) -> tuple[Mention, ...]:
        """The known names in ``text``: the longest at each place, at word boundaries, in order, not overlapping.

        A name that several parties share is taken for the one that is named otherwise in the text, else for the one
        the data file states; where neither decides, it is no mention.
        """
        hits = list(self._index.hits(text))
        sure = frozenset(h.value[0][0].id for h in hits if len(h.value) == 1)
        strange = self._strange(text, hits)
        found = ((h, _choose(h.name, h.value, sure)) for h in hits if h.name not in strange)
        return tuple(Mention(h.start, h.end, s[0], self._form(text, h, s)) for h, s in found if s)

    def _form(self, text: str, hit: Hit[tuple[_Sense, ...]], sense: _Sense) -> Form:
        """Of a word that is an adjective and a people at once ("Bhutanese"): a people where no noun follows."""
        party, form = sense
        if form != "adjective" or hit.name not in self.words[party.id].people or _BEFORE_NOUN.match(text, hit.end):
            return form
        return "people"

    def _strange(self, text: str, hits: Iterable[Hit[tuple[_Sense, ...]]]) -> frozenset[str]:
        """Family names of officials that belong to other people in this text."""
        officials = [h for h in hits if len(h.value) == 1 and h.value[0][0].kind is PartyKind.OFFICIAL]
        in_full = {h.value[0][0].id for h in officials if " " in h.name}
        surnames = {h.name for h in officials if " " not in h.name and h.value[0][0].id not in in_full}
        return self._index.strangers(text, surnames)


def _choose(name: str, senses: tuple[_Sense, ...], sure: frozenset[str]) -> _Sense | None:
    if len(senses) < 2:
        return senses[0] if senses else None
    named = [s for s in senses if s[0].id in sure]
    if len(named) == 1:
        return named[0]
    otherwise = Rules.load().otherwise.get(name.casefold())
    return next((s for s in senses if s[0].id == otherwise), None)


def _held(party: Party, day: date | None) -> tuple[Membership, ...]:
    if day is not None:
        return tuple(m for m in party.member_of if m.holds_on(day))
    whatever = {m.of for m in party.member_of if m.since is None and m.until is None}
    only = {m.of for m in party.member_of}
    return tuple(m for m in party.member_of if m.of in whatever or len(only) == 1)


@cache
def _load() -> Registry:
    parties: dict[str, Party] = {}
    words: dict[str, Names] = {}
    for name in _FILES:
        for party, named in _parties(name):
            if party.id in parties:
                raise ValueProblem(f"two parties have the id {party.id!r}.", where=f"{name}.toml")
            parties[party.id], words[party.id] = party, named
    senses = _senses(parties, words)
    return Registry(parties, words, senses, NameIndex(senses))


def _parties(name: str) -> Iterator[tuple[Party, Names]]:
    data = table(name)
    for id, row in data["party"].items():
        named = Names(
            (row["name"], *row.get("aliases", ())), tuple(row.get("adjectives", ())), tuple(row.get("people", ()))
        )
        kind = PartyKind(row.get("kind", data["kind"]))
        memberships = tuple(_membership(m) for m in row.get("of", ()))
        source = f"parties/{name}.toml {data['version']}"
        yield (
            Party(id, row["name"], kind, named.names[1:], named.adjectives, row.get("code"), memberships, source),
            named,
        )


def _membership(row: str | dict[str, Any]) -> Membership:
    if isinstance(row, str):
        return Membership(row)
    return Membership(row["id"], row.get("role", ""), _moment(row.get("since")), _moment(row.get("until")))


def _moment(day: date | None) -> datetime | None:
    return None if day is None else datetime.combine(day, time(), UTC)


def _senses(parties: Mapping[str, Party], words: Mapping[str, Names]) -> dict[str, tuple[_Sense, ...]]:
    """Whom every name may mean, each party once: the name before the adjective."""
    found: dict[str, dict[str, _Sense]] = defaultdict(dict)
    for id, named in words.items():
        for name, form in named.forms():
            for written in spellings(plain(name)):
                found[written].setdefault(id, (parties[id], form))
    return {name: tuple(senses.values()) for name, senses in found.items()}
