"""Suggestions: which names may mean the same party. They stay suggestions until somebody judges them.

A name that the data file lists is one with its party and is never suggested; see ``Registry.find``.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from itertools import combinations, product

from truceline.model import Party, PartyKind
from truceline.reading.parties.registry import ARTICLE, Registry
from truceline.reading.parties.spelling import bare, folded, sounded

_SMALL = frozenset("of the for and in de del la al el y e des du".split())
_SHORT = 4
"""Names of fewer letters sound alike too easily."""


class Likeness(StrEnum):
    """Why two names may be one."""

    SPELLING = "spelling"
    """The same but for accents, hyphens, capitals ("Al-Fashir", "al Fashir")."""
    SOUND = "sound"
    """Put into Latin letters in two ways ("Gaddafi", "Qadhafi")."""
    PART = "part"
    """One is a part of the other that begins or ends it ("Petro", "Gustavo Petro")."""
    INITIALS = "initials"
    """One is made of the first letters of the other ("FLN", "Front de Libération Nationale")."""


@dataclass(frozen=True, slots=True)
class Suggestion:
    """``name`` may be the same as the one asked for."""

    name: str
    why: Likeness
    party: Party | None = None


def likeness(one: str, other: str) -> Likeness | None:
    """Why two different names may be one, or None where nothing says so."""
    first, second = (folded(ARTICLE.sub("", n)) for n in (one, other))
    if not first or not second:
        return None
    if first == second or bare(first) == bare(second):
        return Likeness.SPELLING
    if min(len(first), len(second)) >= _SHORT and sounded(first) == sounded(second):
        return Likeness.SOUND
    short, long = sorted((first, second), key=len)
    if _initials(one, other) or _initials(other, one):
        return Likeness.INITIALS
    if len(short) >= _SHORT and (_ends(long, short) or long.startswith(short + " ")):
        return Likeness.PART
    return None


def among(name: str, names: Iterable[str]) -> tuple[Suggestion, ...]:
    """Those of some names that may be the same as ``name``, the likeliest reason first; never the name itself."""
    found = [Suggestion(n, why) for n in dict.fromkeys(names) if n != name and (why := likeness(name, n)) is not None]
    return tuple(sorted(found, key=lambda s: list(Likeness).index(s.why)))


def pairs(names: Iterable[str], registry: Registry | None = None) -> tuple[tuple[str, str, Likeness], ...]:
    """Which two of some names may mean the same party, and why: the likeliest reason first, then in order of the names.

    Names that the data file lists, of one party or of two, are settled and make no pair.
    """
    known = registry or Registry.load()
    all = list(dict.fromkeys(names))
    listed = {n for n in all if known.find(n) is not None}
    place = {n: at for at, n in enumerate(all)}
    near = {(a, b) if place[a] < place[b] else (b, a) for a, b in _near(all) if a != b and not {a, b} <= listed}
    found = [(a, b, why) for a, b in near if (why := likeness(a, b)) is not None]
    return tuple(sorted(found, key=lambda p: (list(Likeness).index(p[2]), place[p[0]], place[p[1]])))


def _near(names: Sequence[str]) -> Iterator[tuple[str, str]]:
    """Every two names that could be alike, and some more: names that share a key of ``_keys``."""
    by_key: dict[str, tuple[list[str], list[str]]] = defaultdict(lambda: ([], []))
    for name in names:
        own, of_parts = _keys(name)
        for key in own:
            by_key[key][0].append(name)
        for key in of_parts:
            by_key[key][1].append(name)
    for whole, part in by_key.values():
        yield from combinations(whole, 2)
        yield from product(whole, part)


def _keys(name: str) -> tuple[set[str], set[str]]:
    """How a name is written and sounds, and the same of the parts that begin or end it and of its initials."""
    written = folded(ARTICLE.sub("", name))
    words = written.split()
    own = {f"bare {bare(written)}", f"sound {sounded(written)}", f"as {written}"}
    parts = {f"as {' '.join(words[n:])}" for n in range(1, len(words))}
    parts |= {f"as {' '.join(words[:n])}" for n in range(1, len(words))}
    if len(words) > 1:
        parts |= {f"sound {sounded(words[-1])}"}
    letters = "".join(w[0] for w in folded(name).split() if w not in _SMALL)
    own.add(f"letters {name.replace('.', '').lower()}")
    parts.add(f"letters {letters}")
    return own, parts


def suggest(name: str, registry: Registry | None = None) -> tuple[Suggestion, ...]:
    """Known parties that a name which no list has may mean: by another spelling, or by a person's family name.

    Empty for a name that the data file lists: there is nothing to suggest.
    """
    known = registry or Registry.load()
    if known.find(name) is not None:
        return ()
    heard, wanted = _Heard.of(known), sounded(ARTICLE.sub("", name))
    found: dict[str, Suggestion] = {}
    for written, party in heard.names.get(wanted, ()) if len(wanted) >= _SHORT else ():
        found.setdefault(party.id, Suggestion(party.name, likeness(name, written) or Likeness.SOUND, party))
    last = folded(name).rsplit(" ", 1)[-1]
    for party in heard.families.get(sounded(last), ()) if len(last) >= _SHORT else ():
        if " " not in folded(name):
            found.setdefault(party.id, Suggestion(party.name, Likeness.PART, party))
    return tuple(found.values())


def _ends(long: str, short: str) -> bool:
    """Whether a name ends a longer one, spelt alike or sounding alike ("Netanyahu", "Binyamin Netaniahu")."""
    return long.endswith(" " + short) or (" " not in short and sounded(long.rsplit(" ", 1)[-1]) == sounded(short))


def _initials(short: str, long: str) -> bool:
    letters = short.replace(".", "")
    words = [w for w in folded(long).split() if w not in _SMALL]
    return letters.isupper() and len(letters) > 1 and letters.lower() == "".join(w[0] for w in words)


@dataclass(frozen=True, slots=True)
class _Heard:
    """The names of a registry by how they sound: whole names, and the family names of persons."""

    names: dict[str, list[tuple[str, Party]]]
    families: dict[str, list[Party]]

    @staticmethod
    def of(registry: Registry) -> _Heard:
        return _shipped() if registry is Registry.load() else _Heard._made(registry)

    @staticmethod
    def _made(registry: Registry) -> _Heard:
        heard = _Heard({}, {})
        for id, words in registry.words.items():
            party = registry.parties[id]
            for name in words.names:
                heard.names.setdefault(sounded(name), []).append((name, party))
            if party.kind is PartyKind.OFFICIAL and " " in party.name:
                heard.families.setdefault(sounded(party.name.rsplit(" ", 1)[1]), []).append(party)
        return heard


@cache
def _shipped() -> _Heard:
    return _Heard._made(Registry.load())
